// Opens real VS Code with Rempart on a copy of the sample workspace, after doing all the set-up:
//   npm start [-- --no-model] [--port N] [--web] [--exit-after-ready]
import { bootstrap, root } from './bootstrap.mjs';

await bootstrap(import.meta.url);

const { spawn, spawnSync } = await import('node:child_process');
const { createHash } = await import('node:crypto');
const fs = await import('node:fs');
const net = await import('node:net');
const path = await import('node:path');
const { parseArgs } = await import('node:util');
const { BuildError, build, bundleTools } = await import('./build.mjs');

const usage = `npm start -- [options]
  --no-model           no language model: answers are passages of the documents
  --port N             port of VS Code in the browser (default 4680, or a free one)
  --web                VS Code in the browser also when a desktop VS Code is installed
  --exit-after-ready   end with status 0 once the workbench answers`;
const DEFAULT_PORT = 4680;

const options = readOptions();
/** The checkout, or another folder to show, e.g. an unpacked .vsix. */
const extension = process.env.REMPART_EXTENSION ?? root;
/** What to end, in reverse order, when we end. */
const endings = [];
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0, '\nEnding …'));

try {
  await start();
} catch (error) {
  console.error(error instanceof BuildError ? `build: ${error.message}` : `start: ${error.message}`);
  await end(1);
}

async function start() {
  if (extension === root) await build({ quiet: true });
  const support = await bundleTools(['test/support/vscode/runtime.ts', 'test/support/vscode/server.ts'], 'start');
  const [runtime, server] = await Promise.all([...support.values()].map((file) => import(file)));
  const desktop = options.web || options['exit-after-ready'] ? undefined : desktopProgram();
  const port = await choosePort();
  // One profile per port, so that two of us do not share one. It stays, with the chats in it, until it is deleted.
  const run = path.join(runtime.devCache(), `start-${port}`);
  const workspace = sampleWorkspace(run);
  const model = await chooseModel(server.freePort);
  const profile = {
    run,
    workspace,
    settings: { ...(model.endpoint ? { 'rempart.ollama.endpoint': model.endpoint } : {}) },
    env: {
      REMPART_HOME: path.join(run, 'home'),
      REMPART_MODELS: process.env.REMPART_MODELS ?? path.join(path.dirname(runtime.devCache()), 'rempart', 'models'),
      ...(model.store ? { OLLAMA_MODELS: model.store(run) } : {}),
    },
  };
  const window = desktop
    ? openDesktop(desktop, profile, server.quietSettings)
    : await openInBrowser(profile, port, runtime, server);
  if (options['exit-after-ready']) return end(0, 'The workbench answers.');
  // After VS Code is up: the demo model's set-up may take a while and needs the processor too.
  if (model.start) await model.start(run).catch((error) => console.log(`model: none: ${error.message}`));
  await window.closed;
  await end(0);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        'no-model': { type: 'boolean' },
        port: { type: 'string' },
        web: { type: 'boolean' },
        'exit-after-ready': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    if (values.port !== undefined && !/^[1-9]\d{1,4}$/.test(values.port)) throw new Error(`not a port: ${values.port}`);
    return values;
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

/** VS Code in the browser: code-server from the per-user cache. Returns when the workbench answers. */
async function openInBrowser({ run, workspace, settings, env }, port, runtime, { startCodeServer }) {
  const extensionsDir = emptyExtensionsFolder(run);
  const installed = await runtime.ensureCodeServer();
  console.log('VS Code: starting …');
  const started = Date.now();
  const server = await startCodeServer({
    run,
    workspace,
    port,
    extensionsDir,
    extension,
    runtime: installed,
    // The sample workspace is ours. Rempart's behaviour in a folder that is not trusted is a folder of your own away.
    trust: 'granted',
    settings,
    env,
  });
  endings.push(() => server.stop());
  const address = server.workbench(workspace);
  const page = await fetch(address);
  if (!page.ok) throw new Error(`the workbench answered ${page.status}`);
  console.log(`VS Code: ready in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  console.log(`  ${address}\n`);
  console.log('Open this address in a browser on this machine. Ctrl-C ends it.');
  if (!options['exit-after-ready']) openAddress(address);
  const closed = server.ended.then((status) => {
    if (!ending) console.log(`VS Code: the server ended with status ${status}`);
  });
  return { closed };
}

/** An installed desktop VS Code, with a profile of its own and the extension from the checkout. */
function openDesktop(program, { run, workspace, settings, env }, quietSettings) {
  const userData = path.join(run, 'desktop');
  fs.mkdirSync(path.join(userData, 'User'), { recursive: true });
  fs.writeFileSync(
    path.join(userData, 'User/settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, null, 2),
  );
  const args = [
    `--extensionDevelopmentPath=${extension}`,
    `--user-data-dir=${userData}`,
    `--extensions-dir=${emptyExtensionsFolder(run)}`,
    ...['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--new-window', '--wait', workspace],
  ];
  console.log(`VS Code: opening ${program}; close its window or press Ctrl-C to end`);
  const windows = process.platform === 'win32';
  const child = spawn(windows ? `"${program}"` : program, windows ? args.map((arg) => `"${arg}"`) : args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
    shell: windows,
  });
  endings.push(() => {
    child.kill('SIGTERM');
    // The program's launcher detaches the window: it is known by the profile folder that only we use.
    if (windows) return;
    const { stdout } = spawnSync('pgrep', ['-f', '--', `--user-data-dir=${userData}`], { encoding: 'utf8' });
    for (const pid of (stdout ?? '').split('\n').map(Number).filter(Boolean)) {
      try {
        process.kill(pid, 'SIGTERM');
      } catch {
        // Ended with its parent.
      }
    }
  });
  const closed = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  return { closed };
}

/** The `code` of an installed desktop VS Code that can open a window here. */
function desktopProgram() {
  const windowSystem =
    process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? undefined);
  // In a terminal of a remote window `code` talks to the window's machine and takes none of our options.
  if (!windowSystem || process.env.VSCODE_IPC_HOOK_CLI) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd', 'code-insiders.cmd'] : ['code', 'code-insiders', 'codium'];
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((dir) => names.map((name) => path.join(dir, name)));
  const mac = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
  return [...onPath, ...(process.platform === 'darwin' ? [mac] : [])].find((file) => fs.existsSync(file));
}

/**
 * VS Code reads an extensions folder without `extensions.json` by its folders. Besides Rempart there is a helper of
 * one line in it, which shows the chat when the window opens, as somebody who comes for it would do next.
 */
function emptyExtensionsFolder(run) {
  const folder = path.join(run, 'extensions');
  fs.rmSync(folder, { recursive: true, force: true });
  const helper = path.join(folder, 'rempart.show-chat-0.0.1');
  fs.mkdirSync(helper, { recursive: true });
  const manifest = {
    ...{ name: 'show-chat', publisher: 'rempart', version: '0.0.1', engines: { vscode: '^1.101.0' } },
    ...{ main: './main.js', activationEvents: ['onStartupFinished'], extensionDependencies: ['rempart.rempart'] },
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  fs.writeFileSync(path.join(helper, 'package.json'), JSON.stringify(manifest, null, 2));
  fs.writeFileSync(
    path.join(helper, 'main.js'),
    "exports.activate = () => require('vscode').commands.executeCommand('rempart.chat.focus');\n",
  );
  return folder;
}

/** A copy of the sample workspace, made anew when the sample has changed, so that nobody edits the fixtures. */
function sampleWorkspace(run) {
  const sample = path.join(root, 'test/fixtures/sample-workspace');
  const target = path.join(run, 'sample-workspace');
  const stampFile = path.join(run, 'sample-workspace.sha256');
  const hash = createHash('sha256');
  for (const file of fs.readdirSync(sample, { recursive: true }).sort()) {
    const full = path.join(sample, file);
    if (fs.statSync(full).isFile()) hash.update(`${file}\0`).update(fs.readFileSync(full));
  }
  const stamp = hash.digest('hex');
  if (!fs.existsSync(target) || !fs.existsSync(stampFile) || fs.readFileSync(stampFile, 'utf8') !== stamp) {
    fs.rmSync(target, { recursive: true, force: true });
    fs.cpSync(sample, target, { recursive: true });
    fs.writeFileSync(stampFile, stamp);
  }
  console.log(`workspace: ${target} (a copy of the sample)`);
  return target;
}

/**
 * Which language model answers: the Ollama of this machine; else a small demo model behind a stand-in server on a
 * port of its own, when it can be had; else none, which is a good answer too.
 */
async function chooseModel(freePort) {
  if (options['no-model']) {
    console.log('model: none, as asked; answers are passages of the documents');
    // A closed port: an Ollama that is there after all is not used.
    return { endpoint: `http://127.0.0.1:${await freePort()}` };
  }
  const endpoint = ollamaAddress(process.env.OLLAMA_HOST);
  const version = await ollamaVersion(endpoint);
  if (version) {
    console.log(`model: Ollama ${version} at ${endpoint}`);
    return { endpoint };
  }
  console.log(`model: no Ollama at ${endpoint}; passages of the documents answer at once`);
  if (options['exit-after-ready']) return {};
  const port = await freePort();
  const store = (run) => path.join(run, 'ollama-models');
  return { endpoint: `http://127.0.0.1:${port}`, store, start: (run) => startDemoModel(store(run), port) };
}

async function startDemoModel(store, port) {
  const standIn = path.join(root, 'test/support/ollama/index.mjs');
  if (!fs.existsSync(standIn)) return;
  const { buildStore, ensureRuntime, ensureSmolLM2, startStandIn } = await import(standIn);
  const log = (line) => console.log(`model: ${line}`);
  const runtime = await ensureRuntime({ log });
  if (!runtime.path) return log(`no demo model: ${runtime.reason}`);
  const gguf = await ensureSmolLM2({ log });
  if (!gguf.path) return log(`no demo model: ${gguf.reason}`);
  await buildStore({ dir: store, models: [{ name: 'smollm2:135m', gguf: gguf.path, link: true }] });
  const server = await startStandIn({ modelsDir: store, port, engine: 'llama', log });
  endings.push(() => server.stop());
  log('SmolLM2 135M is there through a stand-in for Ollama. It is a weak demo model: it shows streaming, stop and');
  log('the guards, but do not judge answers by it. Install Ollama for a real one.');
}

/** `OLLAMA_HOST` as Ollama reads it: host, host:port or address; a server's 0.0.0.0 is 127.0.0.1 for a client. */
function ollamaAddress(host) {
  const text = (host ?? '').trim() || '127.0.0.1:11434';
  const url = new URL(/^https?:\/\//.test(text) ? text : `http://${text}`);
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]') url.hostname = '127.0.0.1';
  const given = /:\d+\/?$/.test(text) || /^https?:\/\//.test(text);
  if (!given) url.port = '11434';
  return url.origin;
}

async function ollamaVersion(endpoint) {
  try {
    const response = await fetch(`${endpoint}/api/version`, { signal: AbortSignal.timeout(1500) });
    return (await response.json()).version;
  } catch {
    return undefined;
  }
}

async function choosePort() {
  if (options.port !== undefined) {
    if (await isFree(Number(options.port))) return Number(options.port);
    throw new Error(`port ${options.port} is in use`);
  }
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + 20; port++) if (await isFree(port)) return port;
  throw new Error(`ports ${DEFAULT_PORT} to ${DEFAULT_PORT + 19} are in use; name another with --port`);
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Shows the address in the desktop's browser where there is a desktop. */
function openAddress(address) {
  const desktop = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!desktop) return;
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? ['xdg-open'];
  spawn(command, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => console.log('(no program to open a browser was found)'))
    .unref();
}

async function end(status, word) {
  if (ending) return;
  ending = true;
  if (word) console.log(word);
  for (const stop of endings.reverse()) {
    try {
      await stop();
    } catch (error) {
      console.error(`start: ${error.message}`);
    }
  }
  process.exit(status);
}
