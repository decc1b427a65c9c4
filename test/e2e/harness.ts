// The end-to-end harness: real VS Code on a copy of a workspace, a real browser, and the checks every run must pass.
//
//   import { test } from 'node:test';
//   import { withVscode } from './harness';
//
//   test('asks a question', async () => {
//     await withVscode({ name: 'ask', settings: { 'rempart.ollama.endpoint': url } }, async (vscode) => {
//       const chat = await vscode.openChat();              // FrameLocator: the document of the chat webview
//       await chat.getByRole('textbox').fill('…');
//       await vscode.palette('Rempart: Verify Model Hashes');
//       await vscode.statusItem(/Rempart/).waitFor();
//       await vscode.shot('answer');                       // test/e2e/screenshots/ask-answer.png
//     });
//   });
//
// - Each run has its own server, browser, profile, state folder (`home`, which is REMPART_HOME) and copy of the
//   workspace; nothing is shared but the model cache. 10 to 20 s: put what belongs together into one run, with
//   `await t.test('…', …)` for its parts.
// - Unless told otherwise there is no Ollama: OLLAMA_HOST names a closed port and the models folder is empty.
// - At the end the run fails when anything left loopback: browser requests, connections of Node code, sockets.
// - When the body throws, a screenshot `NAME-failed.png` is kept beside the others, and the folder of the run.
// - REMPART_EXTENSION names another folder to test than the checkout, e.g. an unpacked .vsix.
// - A machine without Chromium skips: `describe('…', { skip: await whyNot() }, …)`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { ensureChromium, openBrowser } from '../support/vscode/browser';
import { watchNetwork, type NetworkWatch } from '../support/vscode/network';
import { type CodeServerRuntime, ensureCodeServer, projectRoot } from '../support/vscode/runtime';
import { atEnd, type CodeServer, freePort, startCodeServer } from '../support/vscode/server';
import * as workbench from '../support/vscode/workbench';

export interface VscodeOptions {
  /** Begins the names of the screenshots; letters, digits, hyphens. */
  readonly name: string;
  /** Folder that is copied and opened. Default: the sample workspace of the fixtures. */
  readonly workspace?: string;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host, e.g. `OLLAMA_MODELS`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default `granted`. With `ask` the dialog of VS Code comes: answer it with `vscode.trust('yes' | 'no')`. */
  readonly trust?: 'ask' | 'granted';
  /** Default English; sets `rempart.language`. */
  readonly language?: 'en' | 'fr';
  /** A name of a colour theme; default Dark Modern. */
  readonly theme?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A word on why the network check is left out, for the rare run that cannot have it. */
  readonly withoutNetworkCheck?: string;
}

/** A running VS Code; what a person can do and see in it. */
export interface Vscode {
  readonly page: Page;
  readonly server: CodeServer;
  readonly network: NetworkWatch;
  /** The copy of the workspace that is open. */
  readonly workspace: string;
  /** Rempart's state folder of this run. */
  readonly home: string;
  /** Everything the run wrote: profile, logs, home, workspace. */
  readonly run: string;
  /** The document of the chat webview; it is there once `openChat` has been called. */
  readonly chat: FrameLocator;
  /** Opens the container in the activity bar and waits until the chat webview has drawn something. */
  openChat(): Promise<FrameLocator>;
  /** Runs a command by its full title. */
  palette(title: string): Promise<void>;
  pick(text: string | RegExp): Promise<void>;
  trust(answer: 'yes' | 'no'): Promise<void>;
  statusItem(text: string | RegExp): Locator;
  notification(text: string | RegExp): Locator;
  dialog(): Locator;
  activeTab(): Promise<string>;
  cursor(): Promise<{ line: number; column: number }>;
  /** Reloads the window, as the command of that name does. */
  reload(): Promise<void>;
  /** Takes a screenshot and gives its path. */
  shot(name: string): Promise<string>;
  /** All that VS Code and the extension logged, as one text: for "the log holds no secret". */
  logs(): string;
  /** Ids of the extension host's processes. */
  extensionHosts(): number[];
}

export const extensionId = 'rempart.rempart';
export const sampleWorkspace = path.join(projectRoot, 'test/fixtures/sample-workspace');
const screenshots = path.join(projectRoot, 'test/e2e/screenshots');

/** Why end-to-end tests cannot run here, or false; installs what can be installed. */
export async function whyNot(): Promise<string | false> {
  try {
    await prepared();
    return false;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Opens VS Code, runs the body in it, closes it, and fails when anything left loopback. */
export async function withVscode<T>(options: VscodeOptions, body: (vscode: Vscode) => Promise<T>): Promise<T> {
  const { executable, runtime } = await prepared();
  const run = fs.mkdtempSync(path.join(os.tmpdir(), `rempart-e2e-${options.name}-`));
  const workspace = path.join(run, 'workspace');
  const home = path.join(run, 'home');
  fs.cpSync(options.workspace ?? sampleWorkspace, workspace, { recursive: true });
  fs.mkdirSync(path.join(run, 'ollama-models'));
  const network = watchNetwork(run, process.env['REMPART_CONNECTION_PRELOAD'] ?? '');
  const server = await startCodeServer({
    run,
    workspace,
    runtime,
    trust: options.trust ?? 'granted',
    extension: process.env['REMPART_EXTENSION'] ?? projectRoot,
    settings: {
      'workbench.colorTheme': options.theme ?? 'Dark Modern',
      'workbench.hover.delay': 60_000,
      'rempart.language': options.language ?? 'en',
      ...options.settings,
    },
    env: {
      ...network.env,
      REMPART_HOME: home,
      // The server gets a cache folder of its own; models are large and immutable, so theirs stays the user's.
      REMPART_MODELS: process.env['REMPART_MODELS'] ?? path.join(userCache(), 'rempart', 'models'),
      OLLAMA_HOST: `127.0.0.1:${await freePort()}`,
      OLLAMA_MODELS: path.join(run, 'ollama-models'),
      LANG: options.language === 'fr' ? 'fr_FR.UTF-8' : 'en_US.UTF-8',
      ...options.env,
    },
  });
  let keep = Boolean(process.env['REMPART_KEEP']);
  const clean = (): void => {
    if (!keep) fs.rmSync(run, { recursive: true, force: true });
  };
  const forget = atEnd(clean);
  const browser = await openBrowser({ executable, ...(options.viewport ? { viewport: options.viewport } : {}) });
  const { page } = browser;
  try {
    network.browser(browser.context);
    network.server(server.pid);
    await page.goto(server.workbench(), { waitUntil: 'domcontentloaded' });
    await workbench.waitForWorkbench(page);
    const vscode = handle({ page, server, network, workspace, home, run, name: options.name });
    const result = await body(vscode);
    if (options.withoutNetworkCheck) console.log(`${options.name}: no network check: ${options.withoutNetworkCheck}`);
    else assertLoopbackOnly(network);
    return result;
  } catch (error) {
    keep = true;
    fs.mkdirSync(screenshots, { recursive: true });
    const file = path.join(screenshots, `${options.name}-failed.png`);
    await page.screenshot({ path: file }).catch(() => undefined);
    console.log(`${options.name}: failed; screenshot ${file}, everything else in ${run}`);
    throw error;
  } finally {
    network.stop();
    await browser.close();
    await server.stop();
    forget();
    clean();
  }
}

/** Fails with the list when something left loopback, or when nothing was looked at. */
export function assertLoopbackOnly(network: NetworkWatch): void {
  const violations = network.violations();
  if (violations.length > 0) throw new Error(`Left loopback:\n${violations.join('\n')}`);
  const { requests, processes } = network.seen();
  if (requests === 0 || !processes.some((command) => command.includes('--type=extensionHost')))
    throw new Error(`The network check is blind: ${requests} requests, processes: ${processes.join(', ') || 'none'}`);
}

interface Parts {
  readonly page: Page;
  readonly server: CodeServer;
  readonly network: NetworkWatch;
  readonly workspace: string;
  readonly home: string;
  readonly run: string;
  readonly name: string;
}

function handle({ name, ...parts }: Parts): Vscode {
  const { page, server, run, home } = parts;
  const chat = workbench.webview(page, extensionId);
  return {
    ...parts,
    chat,
    openChat: async () => {
      await workbench.openContainer(page, 'Rempart');
      await chat.locator('body > *').first().waitFor({ state: 'attached', timeout: 60_000 });
      return chat;
    },
    palette: (title) => workbench.runCommand(page, title),
    pick: (text) => workbench.pick(page, text),
    trust: (answer) => workbench.answerTrustDialog(page, answer),
    statusItem: (text) => workbench.statusItem(page, text),
    notification: (text) => workbench.notification(page, text),
    dialog: () => workbench.dialog(page),
    activeTab: () => workbench.activeTab(page),
    cursor: () => workbench.cursor(page),
    reload: async () => {
      await page.reload({ waitUntil: 'domcontentloaded' });
      await workbench.waitForWorkbench(page);
    },
    shot: async (shot) => {
      fs.mkdirSync(screenshots, { recursive: true });
      const file = path.join(screenshots, `${name}-${shot}.png`);
      await page.screenshot({ path: file });
      return file;
    },
    logs: () => [path.join(run, 'data/logs'), path.join(run, 'server.log'), home].map(readAll).join('\n'),
    extensionHosts: () =>
      server
        .processes()
        .filter(({ command }) => command.includes('--type=extensionHost'))
        .map(({ pid }) => pid),
  };
}

let once: Promise<{ executable: string; runtime: CodeServerRuntime }> | undefined;

function prepared(): Promise<{ executable: string; runtime: CodeServerRuntime }> {
  once ??= (async () => {
    const executable = ensureChromium();
    if (!executable) throw new Error('no Chromium on this machine');
    return { executable, runtime: await ensureCodeServer() };
  })();
  return once;
}

function userCache(): string {
  return process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache');
}

/** The text of a file, or of all files below a folder. */
function readAll(entry: string): string {
  if (!fs.existsSync(entry)) return '';
  if (fs.statSync(entry).isFile()) return fs.readFileSync(entry, 'utf8');
  return fs
    .readdirSync(entry)
    .map((name) => readAll(path.join(entry, name)))
    .join('\n');
}
