/* global document, window, requestAnimationFrame -- inside the functions that run in the page */
// Draws every state of the webviews in Chromium, without VS Code: screenshots, axe, overflow, and that nothing leaves the page.
//   node test/e2e/webview-harness/shots.mjs [words that choose states]      → test/e2e/screenshots/webview/
import fs from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { build, bundleTools } from '../../../scripts/build.mjs';
import { states } from './states.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
const out = path.join(root, 'test/e2e/screenshots/webview');
const origin = 'https://webview.test';
const words = process.argv.slice(2);

/** Theme, width, language: enough that each theme, width and language meets each state. */
const looks = {
  chat: [
    ['dark', 300, 'en'],
    ['light', 300, 'fr'],
    ['hc-dark', 300, 'en'],
    ['hc-light', 240, 'fr'],
    ['dark', 240, 'fr'],
    ['light', 700, 'en'],
  ],
  report: [
    ['dark', 900, 'en'],
    ['light', 900, 'fr'],
    ['hc-dark', 400, 'fr'],
    ['hc-light', 400, 'en'],
    ['light', 700, 'fr'],
    ['dark', 240, 'fr'],
  ],
};

const started = Date.now();
await build({ quiet: true }).catch((error) => {
  // Others' bundles may be broken at the moment; ours must be fresh.
  const fresh = ['chat.js', 'report.js'].every((name) => {
    const file = path.join(root, 'dist/webview', name);
    return fs.existsSync(file) && fs.statSync(file).mtimeMs >= started;
  });
  if (!fresh) throw error;
});
const page = 'webview/protocol/html.ts';
const { renderHtml } = await import((await bundleTools([page], 'webview-harness')).get(page));
fs.mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--no-first-run',
    '--host-resolver-rules=MAP * ~NOTFOUND',
  ],
});
const problems = [];
let shots = 0;
try {
  for (const name of Object.keys(states('en'))) {
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
    for (const [theme, width, language] of looks[states('en')[name].surface]) await shoot(name, theme, width, language);
  }
} finally {
  await browser.close();
}
console.log(`${shots} screenshots in ${path.relative(root, out)}, ${problems.length} problems`);
for (const problem of problems) console.log(problem);
process.exit(problems.length > 0 ? 1 : 0);

async function shoot(name, theme, width, language) {
  const label = `${name}-${theme}-${width}-${language}`;
  const { surface, messages, then = [] } = states(language)[name];
  const complain = (text) => problems.push(`${label}: ${text}`);
  const context = await browser.newContext({ viewport: { width, height: 700 }, deviceScaleFactor: 1 });
  try {
    await context.addInitScript(() => {
      window.posted = [];
      window.kept = undefined;
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => window.posted.push(message),
        getState: () => window.kept,
        setState: (value) => (window.kept = value),
      });
    });
    await context.route('**/*', (route) => answer(route, { surface, theme, language, complain }));
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complain(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => complain(`script: ${error.message}`));
    await page.goto(`${origin}/`);
    await page.evaluate(async (list) => {
      for (const message of list) {
        const since = message.type === 'progress' && message.since < 0 ? Date.now() + message.since : message.since;
        window.postMessage(since === undefined ? message : { ...message, since }, '*');
      }
      await new Promise((done) => setTimeout(done, 60));
    }, messages);
    for (const selector of then) await page.locator(selector).first().click();
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement?.blur());
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.setViewportSize({ width, height: Math.min(4000, await neededHeight(page)) });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    for (const text of await overflowing(page)) complain(`overflow: ${text}`);
    await page.screenshot({ path: path.join(out, `${label}.png`) });
    shots++;
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations)
      complain(
        `axe ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary?.split('\n')[1] ?? ''}`).join(' | ')}`,
      );
  } catch (error) {
    complain(`${error.message}`);
  } finally {
    await context.close();
  }
}

function answer(route, { surface, theme, language, complain }) {
  const url = new URL(route.request().url());
  if (url.origin !== origin) {
    complain(`left the page: ${url.href}`);
    return route.abort();
  }
  if (url.pathname === '/') return route.fulfill({ contentType: 'text/html', body: html(surface, theme, language) });
  const [folder, file] = url.pathname.slice(1).split('/');
  const source = { dist: path.join(root, 'dist/webview'), themes: path.join(here, 'themes'), harness: here }[
    folder ?? ''
  ];
  if (!source || !file || !fs.existsSync(path.join(source, file))) {
    if (file !== undefined) complain(`not found: ${url.pathname}`);
    return route.fulfill({ status: 404, body: '' });
  }
  return route.fulfill({ path: path.join(source, file) });
}

/** Our page, with what VS Code adds to it: the values of the theme and its default style sheet, before ours. */
function html(surface, theme, language) {
  const page = renderHtml({
    surface,
    nonce: 'bm90LXJhbmRvbS1pbi10ZXN0cw',
    cspSource: origin,
    scriptUri: `${origin}/dist/${surface}.js`,
    styleUri: `${origin}/dist/${surface}.css`,
    codiconUri: `${origin}/dist/codicon.css`,
    language,
    title: 'Rempart',
  });
  const links = [`themes/${theme}.css`, 'harness/vscode-defaults.css'].map(
    (file) => `<link rel="stylesheet" href="${origin}/${file}">`,
  );
  return page
    .replace('<html ', `<html data-theme="${theme}" `)
    .replace('<link rel="stylesheet"', `${links.join('\n')}\n<link rel="stylesheet"`)
    .replace('<meta charset="utf-8">', '<meta charset="utf-8"><link rel="icon" href="data:,">');
}

/** The height at which nothing scrolls. */
function neededHeight(page) {
  return page.evaluate(() => {
    const log = document.querySelector('.transcript');
    if (!log) return document.body.scrollHeight;
    return window.innerHeight - log.clientHeight + log.scrollHeight;
  });
}

/** What sticks out of the page sideways, or is cut off where it should not be. */
function overflowing(page) {
  return page.evaluate(() => {
    const found = [];
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page scrolls sideways');
    const log = document.querySelector('.transcript');
    if (log && log.scrollWidth > log.clientWidth) found.push('the transcript scrolls sideways');
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('pre, .table, .vh, svg, .path, [hidden]')) continue;
      const { right, left, width } = element.getBoundingClientRect();
      if (width > 0 && (right > window.innerWidth + 1 || left < -1))
        found.push(`${element.tagName}.${element.className} ${Math.round(left)}–${Math.round(right)}`);
    }
    return found.slice(0, 5);
  });
}
