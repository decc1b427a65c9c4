// What a person does in the chat, for the end-to-end tests.
import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import type { Vscode } from './harness';

export const seconds = 1000;

/** Types a question, sends it, and waits for the end of its answer. */
export async function ask(chat: FrameLocator, question: string, timeout = 120 * seconds): Promise<Locator> {
  await chat.locator('.composer textarea').fill(question);
  await chat.locator('.composer textarea').press('Enter');
  const reply = chat.locator('article.turn').last().locator('.reply');
  await chat.locator('article.turn .question', { hasText: question }).last().waitFor();
  await reply.and(chat.locator(':not([aria-busy="true"])')).waitFor({ timeout });
  return reply;
}

/** Opens the chat and waits for the first index. */
export async function indexed(vscode: Vscode): Promise<FrameLocator> {
  const chat = await vscode.openChat();
  await chat.locator('.truth', { hasText: /\d files indexed|fichiers indexés/u }).waitFor({ timeout: 90 * seconds });
  return chat;
}

/** Waits until something holds that no locator can wait for. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10 * seconds;
  while (!(await holds())) {
    if (Date.now() > deadline) assert.fail('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
