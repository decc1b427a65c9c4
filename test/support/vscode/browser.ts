// Finds Chromium on this machine, or gets it where that is possible, and opens it so that it talks to loopback only.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type BrowserContext, type Page, chromium } from 'playwright-core';

export interface Browser {
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
}

export interface BrowserOptions {
  readonly executable: string;
  /** Default 1280 × 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
];

const wellKnown: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** A browser of the Chromium family: `CHROMIUM`, else what is on the path or in the usual place. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['CHROMIUM'];
  if (named) return fs.existsSync(named) ? named : undefined;
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...onPath, ...(wellKnown[process.platform] ?? [])].find((file) => fs.existsSync(file));
}

/**
 * As `findChromium`; on Debian and Ubuntu, as root, installs the package when there is none.
 * Gives undefined, after a word on what to do, when there is none and none can be installed.
 */
export function ensureChromium(say: (line: string) => void = console.log): string | undefined {
  const found = findChromium();
  if (found) return found;
  const root = process.getuid?.() === 0;
  if (root && spawnSync('apt-get', ['--version']).status === 0) {
    say('Chromium: not on this machine, installing the package chromium with apt-get');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]): boolean =>
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
    apt('update', '-qq');
    if (apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')) return findChromium();
  }
  say('Chromium: none found. Install Chromium, Chrome or Edge, or name one in the environment variable CHROMIUM.');
  return undefined;
}

/** Opens a headless browser with one page. Names other than loopback do not even resolve in it. */
export async function openBrowser({ executable, viewport }: BrowserOptions): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: executable,
    headless: true,
    // Ctrl-C is handled by the caller, which also has a server to stop.
    handleSIGINT: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
  const context = await browser.newContext({ viewport: viewport ?? { width: 1280, height: 800 } });
  const page = await context.newPage();
  return { context, page, close: () => browser.close() };
}
