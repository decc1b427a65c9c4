// A chat whose view and host are the test; its conversations are on disk, in a folder of their own.
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { SessionStore, newSessionKey } from '../../src/assistant/sessions';
import { silentLogger } from '../../src/base/logger';
import { policyOf } from '../../src/guards/policy';
import type { EditorEvent } from '../../src/editor/auditService';
import type { ChatHost } from '../../src/editor/chat/chatController';
import type { StoredTurn } from '../../src/editor/chat/conversation';
import type { ToChatView } from '../../webview/protocol/chat';
import type { FromChatView } from '../../webview/protocol/messages';
import { EventEmitter } from './fakeEditor';

/** Waits until the check passes, on a slow machine, too. */
export const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 15_000 });

/** The store, the messages to the view, the audit records, and what a test says as the view; `chat` is made by the test, after its mocks. */
export function fakeChat(given: Partial<ChatHost> = {}) {
  const posted: ToChatView[] = [];
  const received = new EventEmitter<FromChatView>();
  const store = new SessionStore<StoredTurn>(mkdtempSync(path.join(os.tmpdir(), 'chat-')), newSessionKey());
  const view = { post: (message: ToChatView) => posted.push(message), onMessage: received.event } as never;
  const recorded: EditorEvent[] = [];
  const host = {
    surroundings: () => ({ contextTokens: 8192, model: { name: '' } }),
    sessions: () => Promise.resolve(store),
    services: () => Promise.resolve({}),
    settings: () => ({ policy: policyOf('balanced') }),
    remotes: () => ({}),
    record: (event: EditorEvent) => Promise.resolve(void recorded.push(event)),
    logger: silentLogger,
    ...given,
  } as never;
  /** Questions of a conversation as it is on disk, with what became of them. */
  const onDisk = async (id = ''): Promise<readonly string[]> =>
    (await store.load(id)).turns.map(({ view: { question, state } }) => `${question}: ${state}`);
  return { store, posted, recorded, view, host, onDisk, say: (message: FromChatView) => received.fire(message) };
}
