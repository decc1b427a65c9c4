// The first index of a workspace of some size: progress where the user looks, and a way to stop it (R4).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { makeTemporaryFolder } from '../support/files';
import { eventually, seconds } from './chat';
import { type Vscode, whyNot, withVscode } from './harness';

const viewport = { width: 1280, height: 1100 };
const files = 6000;

describe('the first index', { skip: await whyNot() }, () => {
  test('R4 progress is shown, can be cancelled, and goes on from there', async (t) => {
    const workspace = makeTemporaryFolder('first-index');
    for (let i = 0; i < files; i++) {
      const folder = path.join(workspace, `part-${i % 60}`);
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(
        path.join(folder, `note-${i}.md`),
        `# Note ${i}\n\n${'The keeper logs the tide. '.repeat(40)}\n`,
      );
    }
    const settings = { 'rempart.embeddings.provider': 'none' };
    await withVscode({ name: 'first-index', workspace, viewport, settings }, async (vscode) => {
      await vscode.openChat();
      await vscode.palette('Rempart: Focus on Index View');
      await t.test(
        'R4 a notification counts, and can be cancelled; the view says that it is not complete',
        async () => {
          await vscode.palette('Rempart: Rebuild Index');
          await vscode.dialog().getByRole('button', { name: 'Rebuild' }).click();
          const toast = vscode.page.locator('.notification-toast', { hasText: 'Rempart: indexing' });
          await toast.getByText(/ of 6,000/u).waitFor({ timeout: 60 * seconds });
          await vscode.shot('progress');
          await toast.getByRole('button', { name: 'Cancel' }).click();
          await eventually(async () => (await toast.count()) === 0);
          await eventually(async () => (await firstRow(vscode).innerText()).startsWith('Not complete'));
          await vscode.shot('cancelled');
        },
      );

      await t.test('R4 an update goes on from there', async () => {
        await firstRow(vscode).click();
        await eventually(async () => (await firstRow(vscode).innerText()).startsWith('Up to date'));
        assert.match(await row(vscode, /^Files/u).innerText(), /6,000/u);
      });
    });
    fs.rmSync(workspace, { recursive: true, force: true });
  });
});

/** A line of the Index view. */
const row = (vscode: Vscode, text: RegExp): Locator =>
  vscode.page.locator('.pane-body .monaco-list-row[role="treeitem"]', { hasText: text }).first();
const firstRow = (vscode: Vscode): Locator =>
  vscode.page.locator('.pane-body .monaco-list-row[role="treeitem"]').first();
