// A stand-in for the VS Code executable that `@vscode/test-electron` and `@vscode/test-cli` start: the same flags, but
// it runs code-server with headless Chromium, and `extensionTestsPath` inside the real Node extension host.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import util from 'node:util';
import { ensureChromium, openBrowser } from './browser';
import { ensureCodeServer } from './runtime';
import { startCodeServer } from './server';

interface Flags {
  readonly development: string[];
  readonly named: Map<string, string>;
  readonly workspace: string | undefined;
}

/** What the workbench says about itself on its console and nobody reading test results wants to see. */
const chatter =
  /^(?:Extension host \(|\[AgentHost|\[AccountPolicy|Ignoring fetching|Creating a socket|Creation of workbench|\[Service Worker|Updating additional|\[reconnection|Resolv(?:ing|ed) connection|Timed out waiting for authentication|Started local extension host|Canceled)/;

async function main(): Promise<number> {
  const flags = parse(process.argv.slice(2));
  const runtime = await ensureCodeServer();
  if (flags.named.has('version')) {
    console.log(`${runtime.version}\ncode-server\n${process.arch}`);
    return 0;
  }
  const tests = flags.named.get('extensionTestsPath');
  if (!tests || flags.development.length === 0)
    throw new Error('needs --extensionDevelopmentPath, --extensionTestsPath');
  const executable = ensureChromium();
  if (!executable) throw new Error('no Chromium to draw the workbench');
  const run = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-host-'));
  const workspace = flags.workspace ?? path.join(run, 'workspace');
  fs.mkdirSync(workspace, { recursive: true });
  const coverage = process.env['REMPART_HOST_COVERAGE'];
  const server = await startCodeServer({
    run,
    workspace,
    runtime,
    smokeTestDriver: true,
    env: { REMPART_HOME: path.join(run, 'home'), ...(coverage ? { NODE_V8_COVERAGE: coverage } : {}) },
  });
  const browser = await openBrowser({ executable });
  const end = async (): Promise<void> => {
    await browser.close();
    await server.stop();
    if (!process.env['REMPART_KEEP']) fs.rmSync(run, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().then(() => process.exit(130)));
  try {
    const { page } = browser;
    let done = false;
    const finished = new Promise<number>((resolve) => {
      const limit = Number(process.env['REMPART_HOST_LIMIT_SECONDS'] ?? 600) * 1000;
      setTimeout(() => resolve(124), limit).unref();
      page.once('crash', () => resolve(101));
      void server.ended.then(() => resolve(102));
      // The two doors by which the workbench hands over console lines and the result when it is driven by tests.
      void page.exposeFunction('codeAutomationExit', (code: number) => {
        done = true;
        resolve(code);
      });
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      // A closing workbench complains about what it can no longer reach.
      if (done) return;
      const line = util.format(...args);
      const wanted = process.env['REMPART_VERBOSE'] ? true : /^(?:info|log|error)$/.test(type) && !chatter.test(line);
      if (wanted) (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
    });
    const remote = (folder: string): string => `vscode-remote://${server.authority}${path.resolve(folder)}`;
    await page.goto(
      server.workbench(workspace, [
        ...flags.development.map((folder) => ['extensionDevelopmentPath', remote(folder)] as const),
        ['extensionTestsPath', remote(realFile(tests))],
        ['skipWelcome', 'true'],
        ['skipReleaseNotes', 'true'],
      ]),
      { waitUntil: 'domcontentloaded' },
    );
    return await finished;
  } finally {
    await end();
  }
}

function parse(args: readonly string[]): Flags {
  const named = new Map<string, string>();
  const development: string[] = [];
  let workspace: string | undefined;
  for (const arg of args) {
    const match = /^--([\w-]+)(?:=(.*))?$/s.exec(arg);
    if (!match?.[1]) workspace = path.resolve(arg);
    else if (match[1] === 'extensionDevelopmentPath') development.push(match[2] ?? '');
    else if (match[1] === 'folder-uri') workspace = (match[2] ?? '').replace(/^file:\/\//, '');
    else named.set(match[1], match[2] ?? 'true');
  }
  return { development, named, workspace };
}

/** A path in an address must be a file with its extension; the desktop program resolves it like `require` does. */
function realFile(name: string): string {
  const candidates = [name, `${name}.js`, `${name}.cjs`, path.join(name, 'index.js')];
  return candidates.find((file) => fs.existsSync(file) && fs.statSync(file).isFile()) ?? name;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error('code:', error instanceof Error ? error.message : error);
    process.exit(2);
  },
);
