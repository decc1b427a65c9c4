// Starts and stops a code-server of its own: loopback only, no gallery, no telemetry, all state in one folder.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { type CodeServerRuntime, ensureCodeServer } from './runtime';
import { type ProcessInfo, processTree } from './processes';

export interface CodeServerOptions {
  /** Folder for everything the server writes; made when missing. */
  readonly run: string;
  /** Folder that the workbench opens. */
  readonly workspace?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** `ask`: as for users, the dialog comes. `granted`: workspace trust is switched off, every folder is trusted. */
  readonly trust?: 'ask' | 'granted';
  /** User settings over the quiet defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server and with it of the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Checkout or unpacked extension to show as an installed one (a link, see `linkExtension`). */
  readonly extension?: string;
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
  /**
   * The workbench obeys `extensionDevelopmentPath` in its address only with the smoke-test driver. Side effects:
   * no notification toasts, and modal dialogs are refused. For tests inside the extension host, not for end-to-end.
   */
  readonly smokeTestDriver?: boolean;
  readonly runtime?: CodeServerRuntime;
}

export interface CodeServer {
  readonly pid: number;
  /** Host and port. */
  readonly authority: string;
  readonly url: string;
  /** File with what the server printed. */
  readonly log: string;
  /** Address of the workbench for a folder, with the payload that VS Code's web entry takes. */
  workbench(folder?: string, payload?: readonly (readonly [string, string])[]): string;
  /** The server and everything below it. */
  processes(): ProcessInfo[];
  /** Fulfilled with the exit status when the server has ended, for whatever reason. */
  readonly ended: Promise<number>;
  /** Ends the server and everything below it; safe to call twice. */
  stop(): Promise<void>;
}

/** Quiet and reproducible: nothing asks the network, no welcome pages, no movement, no tooltips over the view. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Dark Modern',
  'chat.disableAIFeatures': true,
  'git.openRepositoryInParentFolders': 'never',
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'security.workspace.trust.startupPrompt': 'always',
  'security.workspace.trust.banner': 'never',
};

/**
 * Starts code-server and waits until it answers.
 * @throws Error with the end of the server's output when it does not come up within 60 s
 */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const runtime = options.runtime ?? (await ensureCodeServer());
  const { run, userDataDir = path.join(run, 'data'), extensionsDir = path.join(run, 'extensions') } = options;
  const port = options.port ?? (await freePort());
  const authority = `127.0.0.1:${port}`;
  const url = `http://${authority}`;
  fs.mkdirSync(extensionsDir, { recursive: true });
  if (options.extension) linkExtension(options.extension, extensionsDir);
  const settings = { ...quietSettings, ...options.settings };
  // In a remote window, and code-server's is one, settings of scope `machine` are read from the machine's file only.
  for (const scope of ['User', 'Machine']) {
    fs.mkdirSync(path.join(userDataDir, scope), { recursive: true });
    fs.writeFileSync(path.join(userDataDir, scope, 'settings.json'), JSON.stringify(settings, null, 2));
  }
  // Without a configuration file of its own it writes one into the user's home.
  const config = path.join(run, 'config.yaml');
  fs.writeFileSync(config, `bind-addr: ${authority}\nauth: none\ncert: false\n`);
  const args = [
    ...[runtime.entry, '--config', config, '--bind-addr', authority, '--auth', 'none'],
    ...['--user-data-dir', userDataDir, '--extensions-dir', extensionsDir],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...(options.trust === 'ask' ? [] : ['--disable-workspace-trust']),
    ...(options.smokeTestDriver ? ['--vscode-option', 'enable-smoke-test-driver=true'] : []),
  ];
  const state = path.join(run, 'xdg');
  const log = path.join(run, 'server.log');
  const output = fs.openSync(log, 'w');
  const child = spawn(runtime.node, args, {
    env: {
      ...process.env,
      XDG_CONFIG_HOME: state,
      XDG_DATA_HOME: state,
      XDG_CACHE_HOME: state,
      // No Open VSX: the extension gallery is a network address.
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
      ...options.env,
    },
    stdio: ['ignore', output, output],
    // A process group of its own: Ctrl-C in our terminal reaches us first, and we end the whole group.
    detached: true,
  });
  fs.closeSync(output);
  let over = false;
  const ended = new Promise<number>((resolve) => {
    const finish = (code: number): void => {
      over = true;
      resolve(code);
    };
    child.once('error', () => finish(127));
    child.once('exit', (code) => finish(code ?? 1));
  });
  const pid = child.pid ?? 0;
  const killLeft = (): void => signalGroup(pid, 'SIGKILL');
  const forget = atEnd(killLeft);

  const stop = async (): Promise<void> => {
    if (pid === 0) return;
    signalGroup(pid, 'SIGTERM');
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 5000).unref());
    await Promise.race([ended, patience]);
    // Terminal and file-watcher processes of the extension host can outlive the server.
    killLeft();
    forget();
    await ended;
  };

  try {
    await answers(`${url}/healthz`, () => over);
  } catch (error) {
    await stop();
    throw new Error(`code-server did not start: ${fs.readFileSync(log, 'utf8').slice(-1500)}`, { cause: error });
  }
  return {
    pid,
    authority,
    url,
    log,
    ended,
    stop,
    processes: () => processTree(pid),
    workbench: (folder = options.workspace, payload) => {
      const query = new URLSearchParams();
      if (folder) query.set('folder', folder);
      if (payload) query.set('payload', JSON.stringify(payload));
      return `${url}/?${query.toString()}`;
    },
  };
}

/**
 * Runs an action when this process ends in a way that it can notice, signals included: a server in a group of its own
 * would live on. Who listens to a signal himself also ends the process himself, and the action runs then.
 * @returns a function that takes it back
 */
export function atEnd(action: () => void): () => void {
  process.once('exit', action);
  const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  const listeners = Object.entries(signals).map(([signal, status]) => {
    const listener = (): void => {
      const others = process.listeners(signal as NodeJS.Signals).filter((other) => !ours.has(other));
      if (others.length === 0) process.exit(status);
    };
    ours.add(listener);
    process.on(signal, listener);
    return { signal, listener };
  });
  return () => {
    process.removeListener('exit', action);
    for (const { signal, listener } of listeners) {
      process.removeListener(signal, listener);
      ours.delete(listener);
    }
  };
}

const ours = new Set<unknown>();

/**
 * Makes a folder with a package.json appear as an installed extension. VS Code reads the folder names only while the
 * extensions folder has no `extensions.json` of its own, so the folder must be new or is emptied of it.
 */
export function linkExtension(extension: string, extensionsDir: string): void {
  const { publisher, name, version } = JSON.parse(
    fs.readFileSync(path.join(extension, 'package.json'), 'utf8'),
  ) as Record<string, string>;
  const link = path.join(extensionsDir, `${publisher ?? ''}.${name ?? ''}-${version ?? ''}`);
  fs.rmSync(path.join(extensionsDir, 'extensions.json'), { force: true });
  fs.rmSync(link, { force: true });
  fs.symlinkSync(extension, link, 'junction');
}

/** A TCP port on 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(url: string, over: () => boolean): Promise<void> {
  const limit = Date.now() + 60_000;
  for (;;) {
    if (over()) throw new Error('it ended');
    if (Date.now() > limit) throw new Error('no answer within 60 s');
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
