// What the user sees of the index: its view, a file that cannot be read, citations into documents, pause, another model.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { makePdf } from '../support/documents';
import { makeTemporaryFolder } from '../support/files';
import { ask, eventually, indexed, seconds } from './chat';
import { sampleWorkspace, type Vscode, whyNot, withVscode } from './harness';

const viewport = { width: 1280, height: 1100 };

/** A line of the Index view. */
const row = (vscode: Vscode, text: string | RegExp): Locator =>
  vscode.page.locator('.pane-body .monaco-list-row[role="treeitem"]', { hasText: text }).first();

async function openIndexView(vscode: Vscode, title: string): Promise<void> {
  await vscode.palette(title);
  await row(vscode, /broken\.pdf/u).waitFor({ timeout: 60 * seconds });
}

describe('the index, as its user sees it', { skip: await whyNot() }, () => {
  let workspace: string;

  before(() => {
    workspace = makeTemporaryFolder('workspace');
    fs.cpSync(sampleWorkspace, workspace, { recursive: true });
    const notice = makePdf([
      ['Harbour notice 12', '', 'Visitors moor at the north pontoon.'],
      ['Dredging', '', 'The dredger Coralline works in the inner basin from 4 to 9 May.'],
    ]);
    fs.writeFileSync(path.join(workspace, 'docs/harbour-notice.pdf'), notice);
    fs.writeFileSync(path.join(workspace, 'docs/broken.pdf'), notice.subarray(0, 120));
  });
  after(() => fs.rmSync(workspace, { recursive: true, force: true }));

  test('R1 R2 R3 R4: view, error, citations, pause, choice of the model', async (t) => {
    await withVscode({ name: 'knowledge', workspace, viewport }, async (vscode) => {
      const chat = await indexed(vscode);

      await t.test('R3 a citation names the page of a PDF, the cell of a notebook, and opens each', async () => {
        const pdf = await ask(chat, 'When does the dredger work in the inner basin?');
        const source = pdf.locator('.sources .source', { hasText: 'harbour-notice.pdf' }).first();
        assert.match(await source.innerText(), /p\. 2/u);
        await vscode.shot('pdf');
        await source.click();
        await vscode.notification(/harbour-notice\.pdf, p\. 2: no installed extension/u).waitFor();

        const docx = await ask(chat, 'Quelles décisions ont été prises sur le déménagement des bancs du quai Nord ?');
        const minutes = docx.locator('.sources .source', { hasText: 'compte-rendu-mars-2026.docx' }).first();
        await minutes.click();
        await vscode.notification(/compte-rendu-mars-2026\.docx.*no installed extension/u).waitFor();
        await vscode.shot('docx');

        const notebook = await ask(chat, 'How many litres does the survey boat use at which speed in knots?');
        const cell = notebook.locator('.sources .source', { hasText: 'fuel-consumption.ipynb' }).first();
        assert.match(await cell.innerText(), /cell \d/u);
        await cell.click();
        await vscode.page.locator('.tab.active', { hasText: 'fuel-consumption.ipynb' }).waitFor();
        await vscode.page.locator('.notebook-editor .cell-list-container').waitFor({ timeout: 30 * seconds });
        await vscode.shot('notebook');
      });

      await t.test('R1 R4 the view tells the state, and which file cannot be read and why', async () => {
        await openIndexView(vscode, 'Rempart: Focus on Index View');
        await row(vscode, /Up to date/u).waitFor({ timeout: 120 * seconds });
        assert.match(await row(vscode, /broken\.pdf/u).innerText(), /Damaged, or not what its name says\./u);
        await row(vscode, /broken\.pdf/u).hover();
        await vscode.shot('view');
      });

      await t.test('R1 R4 the line of a file opens it, and has it read again', async () => {
        await row(vscode, /broken\.pdf/u).hover();
        await row(vscode, /broken\.pdf/u)
          .getByRole('button', { name: 'Read File Again' })
          .click();
        await row(vscode, /Up to date/u).waitFor();
        await row(vscode, /broken\.pdf/u).waitFor();
        await row(vscode, /broken\.pdf/u).click();
        await vscode.page.locator('.tab.active', { hasText: 'broken.pdf' }).waitFor();
      });

      await t.test('R4 a pause holds, also after a reload, and what is new is found after it', async () => {
        await vscode.palette('Rempart: Pause Indexing');
        await row(vscode, /Paused/u).waitFor();
        fs.writeFileSync(
          path.join(vscode.workspace, 'docs/new.md'),
          '# Quaggas\n\nThe quagga grazes behind the mole.\n',
        );
        await vscode.shot('paused');
        await vscode.reload();
        await vscode.openChat();
        await openIndexView(vscode, 'Rempart: Focus on Index View');
        await row(vscode, /Paused/u).waitFor();
        const reply = await ask(chat, 'Where does the quagga graze?');
        assert.equal(await reply.locator('.sources .source', { hasText: 'new.md' }).count(), 0);
        await vscode.palette('Rempart: Resume Indexing');
        await row(vscode, /Up to date/u).waitFor({ timeout: 120 * seconds });
        // The view says "Up to date" for a moment before the update begins, too.
        let cited = 0;
        for (let tries = 0; tries < 10 && cited === 0; tries++) {
          const found = await ask(chat, 'Where does the quagga graze now?');
          cited = await found.locator('.sources .source', { hasText: 'new.md' }).count();
        }
        assert.notEqual(cited, 0);
      });

      await t.test(
        'R2 the embedding models are offered with what is known of them; words only is one of them',
        async () => {
          await vscode.palette('Rempart: Choose Embedding Model');
          const list = vscode.page.locator('.quick-input-list .monaco-list-row');
          await list.filter({ hasText: 'multilingual-e5-small' }).waitFor();
          assert.match(await list.filter({ hasText: 'multilingual-e5-small' }).innerText(), /MIT/u);
          await vscode.shot('models');
          await vscode.pick('None: words only');
          await row(vscode, /none: words only/u).waitFor({ timeout: 30 * seconds });
          await row(vscode, /Up to date/u).waitFor({ timeout: 60 * seconds });
          assert.match(await row(vscode, /^Size on disk/u).innerText(), /\d MB/u);
          await vscode.shot('words-only');
        },
      );

      await t.test('R3 a citation opens the lines of code', async () => {
        const code = await ask(chat, 'What does exit code 4 of verify_release mean?');
        await code.locator('.sources .source', { hasText: 'verify_release.py' }).first().click();
        await vscode.page.locator('.tab.active', { hasText: 'verify_release.py' }).waitFor();
        await vscode.page.locator('.view-line', { hasText: 'signed by a key that we do not know' }).waitFor();
        await vscode.shot('code');
      });

      await t.test('R4 erasing asks first', async () => {
        await vscode.palette('Rempart: Erase Index');
        await vscode.dialog().waitFor();
        await vscode.shot('erase');
        await vscode.page.keyboard.press('Escape');
        await eventually(async () => (await vscode.dialog().count()) === 0);
        assert.match(await row(vscode, /^Files/u).innerText(), /[1-9]/u);
      });
    });
  });

  test('R4 the same in French', async () => {
    await withVscode(
      { name: 'knowledge-fr', language: 'fr', theme: 'Light Modern', workspace, viewport },
      async (vscode) => {
        await indexed(vscode);
        // VS Code itself is in English: titles of commands and views are, too.
        await openIndexView(vscode, 'Rempart: Focus on Index View');
        await row(vscode, /À jour/u).waitFor({ timeout: 120 * seconds });
        assert.match(await row(vscode, /broken\.pdf/u).innerText(), /Abîmé, ou différent de ce que dit son nom\./u);
        await vscode.shot('vue');
        await vscode.palette('Rempart: Pause Indexing');
        await row(vscode, /Suspendu/u).waitFor();
        await vscode.palette('Rempart: Choose Embedding Model');
        await vscode.page.locator('.quick-input-list .monaco-list-row', { hasText: 'les mots seulement' }).waitFor();
        await vscode.shot('modeles');
      },
    );
  });
});
