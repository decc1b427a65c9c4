// The smallest end-to-end run and the example for others: VS Code opens, Rempart is there, the chat draws itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyNot, withVscode } from './harness';

test('VS Code opens with the chat of Rempart', { skip: await whyNot() }, async () => {
  await withVscode({ name: 'opens' }, async (vscode) => {
    const chat = await vscode.openChat();
    await vscode.shot('chat');
    assert.notEqual((await chat.locator('body').innerText()).trim(), '');
  });
});
