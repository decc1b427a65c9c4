// What helps while a question is written, and what is said when there is nothing to search or a check is stopped.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import { buildStore } from '../support/ollama/index.mjs';
import { makeTemporaryFolder } from '../support/files';
import { webview } from '../support/vscode/workbench';
import { ask, indexed, seconds } from './chat';
import { whyNot, withVscode } from './harness';

const viewport = { width: 1280, height: 1100 };

const texts = {
  en: {
    theme: 'Dark Modern',
    off: 'The index is switched off.',
    openSettings: 'Open settings',
    cancel: 'Cancel',
    cancelled: 'Nothing was checked: the first run did not end.',
  },
  fr: {
    theme: 'Light Modern',
    off: 'L’index est désactivé.',
    openSettings: 'Ouvrir les réglages',
    cancel: 'Annuler',
    cancelled: 'Rien n’a été contrôlé : le premier contrôle n’est pas allé à son terme.',
  },
} as const;

describe('writing a question', { skip: await whyNot() }, () => {
  for (const language of ['en', 'fr'] as const) {
    const say = texts[language];
    test(`U1 ${language}: commands and mentions are offered`, async (t) => {
      await withVscode({ name: `composer-${language}`, language, theme: say.theme, viewport }, async (vscode) => {
        const chat = await indexed(vscode);
        const field = chat.locator('.composer textarea');
        const options = chat.getByRole('option');

        await t.test('a slash offers the commands; arrows and Enter take one', async () => {
          await field.pressSequentially('/');
          await options.first().waitFor();
          await vscode.shot('commands');
          const second = (await options.nth(1).locator('.what').innerText()).trim();
          await field.press('ArrowDown');
          await field.press('Enter');
          assert.equal((await field.inputValue()).trim(), second);
          assert.equal(await chat.locator('article.turn').count(), 0, 'Enter took the command and sent nothing');
        });

        await t.test('an at sign offers what can be mentioned; Escape closes the list and keeps the text', async () => {
          await field.fill('');
          await field.pressSequentially('? @');
          await options.first().waitFor();
          await vscode.shot('mentions');
          await field.press('Escape');
          assert.equal(await options.count(), 0);
          assert.equal(await field.inputValue(), '? @');
        });
      });
    });

    test(`R1 ${language}: with the index switched off the way out is offered`, async () => {
      const settings = { 'rempart.index.enabled': false };
      const name = `index-off-${language}`;
      await withVscode({ name, language, theme: say.theme, viewport, settings }, async (vscode) => {
        const chat = await vscode.openChat();
        await chat.locator('.truth', { hasText: say.off }).waitFor({ timeout: 60 * seconds });
        await vscode.shot('empty');
        const reply = await ask(chat, 'How do I rotate the signing key?');
        await vscode.shot('answer');
        assert.ok((await reply.innerText()).includes(say.off));
        await reply.getByRole('button', { name: say.openSettings }).click();
        const titles = vscode.page.locator('.settings-editor .setting-item-title');
        await titles.first().waitFor();
        assert.match(await titles.first().innerText(), /Enabled/u);
        assert.equal(await titles.count(), 1, 'only the setting that stands in the way');
        await vscode.shot('settings');
      });
    });

    test(`I2 ${language}: a verification that is stopped says what was not checked`, async () => {
      const models = makeTemporaryFolder('large-model');
      const [model] = await buildStore({ dir: models, models: [{ name: 'smollm2:135m' }] });
      // So large that hashing it takes long enough to be stopped; sparse, so that it takes no space.
      fs.truncateSync(model?.modelBlob ?? '', 64 * 2 ** 30);
      const settings = { 'rempart.ollama.modelsFolder': models };
      const name = `stopped-${language}`;
      await withVscode({ name, language, theme: say.theme, viewport, settings }, async (vscode) => {
        // The chat stays closed: its webview would be the first.
        await vscode
          .statusItem(/Rempart|Index/u)
          .first()
          .waitFor({ timeout: 60 * seconds });
        await vscode.palette('Rempart: Show Model Verification Report');
        const report = webview(vscode.page, 'rempart.rempart');
        await report
          .getByText('smollm2')
          .first()
          .waitFor({ timeout: 60 * seconds });
        await vscode.shot('running');
        await report.getByRole('button', { name: say.cancel }).click();
        await report.locator('p', { hasText: say.cancelled }).waitFor({ timeout: 20 * seconds });
        await vscode.shot('report');
      });
      fs.rmSync(models, { recursive: true, force: true });
    });
  }
});
