// What the Index view says of its limits: the largest size, and a server for vectors that has no token yet.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { makeTemporaryFolder } from '../support/files';
import { eventually, seconds } from './chat';
import { type Vscode, whyNot, withVscode } from './harness';

const viewport = { width: 1280, height: 1100 };

describe('the limits of the index', { skip: await whyNot() }, () => {
  test('R4 R6 a full index and a server without a token say so, and lead to the way out', async (t) => {
    const workspace = makeTemporaryFolder('limits');
    // About 4 MB of words that compress badly.
    for (let i = 0; i < 120; i++) fs.writeFileSync(path.join(workspace, `notes-${i}.md`), words(3000));
    const settings = {
      'rempart.index.maxSizeGigabytes': 0.003,
      'rempart.embeddings.remoteEndpoint': 'https://embeddings.example',
    };
    await withVscode({ name: 'index-limits', workspace, viewport, settings }, async (vscode) => {
      await vscode.openChat();
      await t.test('R4 what is left out is counted, and the line leads to the setting', async () => {
        await vscode.palette('Rempart: Focus on Index View');
        await row(vscode, /^Full/u).waitFor({ timeout: 90 * seconds });
        assert.match(await row(vscode, /^Full/u).innerText(), /\d files? left out/u);
        await vscode.shot('full');
        await row(vscode, /^Full/u).click();
        const setting = vscode.page.getByText(/Max Size Gigabytes/u).first();
        await setting.waitFor();
        await vscode.shot('full-setting');
        // Newer versions of VS Code show the settings above the workbench.
        for (let i = 0; i < 3; i++) await vscode.page.keyboard.press('Escape');
      });

      await t.test('R6 nothing is sent before consent and token', async () => {
        await vscode.palette('Rempart: Focus on Index View');
        await row(vscode, /^Up to date/u).click();
        await vscode.page.keyboard.press('End');
        assert.match(await row(vscode, /^Vectors computed at/u).innerText(), /no token given: embeddings\.example/u);
        await row(vscode, /^Vectors computed at/u).click();
        await vscode.dialog().waitFor();
        await vscode.shot('consent');
        await vscode.page.keyboard.press('Escape');
        await eventually(async () => (await vscode.dialog().count()) === 0);
      });
    });
    fs.rmSync(workspace, { recursive: true, force: true });
  });
});

/** A line of the Index view. */
const row = (vscode: Vscode, text: RegExp): Locator =>
  vscode.page.locator('.pane-body .monaco-list-row[role="treeitem"]', { hasText: text }).first();

let seed = 1;
function words(count: number): string {
  const word = (): string => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed.toString(36);
  };
  return Array.from({ length: count }, (_, i) => (i % 60 === 59 ? `${word()}.\n\n` : word())).join(' ');
}
