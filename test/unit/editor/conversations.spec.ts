// What becomes of conversations while an answer is running in one, and of the questions that were asked in them.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as editor from '../../support/fakeEditor';
import * as turns from '../../support/fakeTurns';
import { fakeChat } from '../../support/fakeChat';
import type { ChatHost } from '../../../src/editor/chat/chatController';

vi.mock('vscode', () => import('../../support/fakeEditor'));
vi.mock('../../../src/editor/chat/turnLoader', () => import('../../support/fakeTurns'));

const { ChatController } = await import('../../../src/editor/chat/chatController');

function open(given: Partial<ChatHost> = {}) {
  const fake = fakeChat(given);
  return { ...fake, chat: new ChatController(fake.view, fake.host) };
}

/** Asks a question whose answer runs until it is stopped; gives the end of it, in an object as it is a promise. */
async function askWithoutEnd(chat: InstanceType<typeof ChatController>, question: string) {
  turns.keepAnswering();
  const before = turns.asked.length;
  const ended = chat.ask(question);
  await vi.waitFor(() => expect(turns.asked).toHaveLength(before + 1));
  turns.answer();
  return { ended };
}

beforeEach(() => {
  vi.clearAllMocks();
  turns.reset();
});

describe('C4 C6 a conversation that is left while an answer runs in it', () => {
  it('keeps its turns and the stopped one when a new chat begins', async () => {
    const { chat, store, onDisk } = open();
    await chat.ask('one');
    await chat.ask('two');
    const id = chat.sessionId;
    const { ended } = await askWithoutEnd(chat, 'three');
    await chat.newChat();
    await ended;
    expect((await store.list()).sessions).toHaveLength(1);
    expect(await onDisk(id)).toEqual(['one: done', 'two: done', 'three: stopped']);
    expect(chat.turns).toEqual([]);
  });

  it('is not mixed with the one that is opened', async () => {
    const { chat, posted, onDisk } = open();
    await chat.ask('a1');
    const first = chat.sessionId ?? '';
    await chat.newChat();
    await chat.ask('b1');
    const second = chat.sessionId;
    const { ended } = await askWithoutEnd(chat, 'b2');
    await chat.openSession(first);
    posted.length = 0;
    await ended;
    expect(await onDisk(first)).toEqual(['a1: done']);
    expect(await onDisk(second)).toEqual(['b1: done', 'b2: stopped']);
    expect(posted.map(({ type }) => type)).not.toContain('turnFinished');
  });

  it('is whole when it is opened again before the answer has ended', async () => {
    const { chat, onDisk } = open();
    await chat.ask('a1');
    const first = chat.sessionId ?? '';
    const { ended } = await askWithoutEnd(chat, 'a2');
    await chat.newChat();
    await chat.openSession(first);
    await ended;
    await chat.ask('a3');
    expect(await onDisk(first)).toEqual(['a1: done', 'a2: stopped', 'a3: done']);
  });

  it('is shown with what had arrived when the view comes back', async () => {
    const { chat, say, posted } = open();
    await chat.ask('one');
    const { ended } = await askWithoutEnd(chat, 'two');
    posted.length = 0;
    say({ type: 'ready' });
    expect(posted).toMatchObject([
      { type: 'init', turns: [{ question: 'one' }, { question: 'two', state: 'running', answer: 'Half an ' }] },
    ]);
    chat.stop();
    await ended;
  });

  it('shows a turn that has ended as ended, also while it is written to disk', async () => {
    const { chat, say, posted } = open({ sessions: () => new Promise(() => undefined) });
    void chat.ask('one');
    await vi.waitFor(() => expect(posted.map(({ type }) => type)).toContain('turnFinished'));
    posted.length = 0;
    say({ type: 'ready' });
    expect(posted).toMatchObject([{ type: 'init', turns: [{ question: 'one', state: 'done' }] }]);
  });

  it('lets a question be asked in the new one at once', async () => {
    const { chat, store } = open();
    const { ended } = await askWithoutEnd(chat, 'one');
    await chat.newChat();
    await chat.ask('two');
    await ended;
    expect(chat.turns.map(({ view }) => view.question)).toEqual(['two']);
    expect((await store.list()).sessions).toHaveLength(2);
  });

  it('stays erased', async () => {
    const { chat, store } = open();
    await chat.ask('one');
    const { ended } = await askWithoutEnd(chat, 'two');
    expect(await chat.eraseAll()).toBe(1);
    await ended;
    expect((await store.list()).sessions).toEqual([]);
    expect(chat.turns).toEqual([]);
  });

  it('stays erased, too, when another one is open by then', async () => {
    const { chat, store } = open();
    const { ended } = await askWithoutEnd(chat, 'one');
    await chat.newChat();
    await chat.eraseAll();
    await ended;
    expect((await store.list()).sessions).toEqual([]);
  });

  it('stays deleted, and no other is', async () => {
    const { chat, store } = open();
    await chat.ask('a1');
    const first = chat.sessionId;
    await chat.newChat();
    const { ended } = await askWithoutEnd(chat, 'b1');
    await chat.erase(chat.sessionId ?? '');
    await ended;
    expect((await store.list()).sessions.map(({ id }) => id)).toEqual([first]);
    expect(chat.sessionId).toBeUndefined();
  });
});

describe('C1 asking again', () => {
  const questions = (chat: InstanceType<typeof ChatController>) => chat.turns.map(({ view }) => view.question);

  async function openWithThree() {
    const opened = open();
    for (const question of ['one', 'two', 'three']) await opened.chat.ask(question);
    const [first, , last] = opened.chat.turns.map(({ view }) => view.id);
    turns.asked.length = 0;
    return { ...opened, first: first ?? '', last: last ?? '' };
  }

  it.each(['retry', 'sendAnyway'] as const)('an earlier question (%s) asks before later ones go', async (type) => {
    const { chat, say, first } = await openWithThree();
    say({ type, turnId: first });
    await vi.waitFor(() => expect(editor.window.showWarningMessage).toHaveBeenCalledOnce());
    const [message, options, button] = editor.window.showWarningMessage.mock.calls[0] ?? [];
    expect(message).toBe('2 later questions and their answers will be deleted from this conversation.');
    expect(options).toEqual({ modal: true });
    expect(button).toBe(type === 'retry' ? 'Ask again' : 'Send anyway');
    await new Promise((resolve) => setImmediate(resolve));
    expect(questions(chat)).toEqual(['one', 'two', 'three']);
    expect(turns.asked).toEqual([]);
  });

  it('an earlier question goes on after a yes', async () => {
    const { chat, say, first } = await openWithThree();
    editor.window.showWarningMessage.mockResolvedValueOnce('Ask again');
    say({ type: 'retry', turnId: first });
    await vi.waitFor(() => expect(turns.asked).toHaveLength(1));
    await vi.waitFor(() => expect(questions(chat)).toEqual(['one']));
  });

  it('the last question asks nothing', async () => {
    const { chat, say, last } = await openWithThree();
    say({ type: 'retry', turnId: last });
    await vi.waitFor(() => expect(turns.asked).toHaveLength(1));
    await vi.waitFor(() => expect(questions(chat)).toEqual(['one', 'two', 'three']));
    expect(editor.window.showWarningMessage).not.toHaveBeenCalled();
  });

  it('changes nothing when another conversation was opened before the yes', async () => {
    const { chat, say, first, onDisk } = await openWithThree();
    const id = chat.sessionId;
    editor.window.showWarningMessage.mockImplementationOnce(async () => {
      await chat.newChat();
      return 'Ask again';
    });
    say({ type: 'retry', turnId: first });
    await vi.waitFor(() => expect(chat.turns).toEqual([]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(turns.asked).toEqual([]);
    expect(await onDisk(id)).toHaveLength(3);
  });
});
