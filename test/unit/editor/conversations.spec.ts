// What becomes of conversations while an answer is running in one, and of the questions that were asked in them.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as editor from '../../support/fakeEditor';
import * as turns from '../../support/fakeTurns';
import { fakeChat, until } from '../../support/fakeChat';
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
  await until(() => expect(turns.asked).toHaveLength(before + 1));
  turns.answer();
  return { ended };
}

/** A document of the editor with this text. */
function documentOf(uri: editor.Uri, text: string) {
  const lines = text.split('\n');
  return {
    uri,
    lineCount: lines.length,
    getText: ({ start, end }: editor.Range) => lines.slice(start.line, end.line + 1).join('\n'),
    validateRange: ({ start, end }: editor.Range) =>
      new editor.Range(start.line, start.character, Math.min(end.line, lines.length - 1), end.character),
  };
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
    await until(() => expect(posted.map(({ type }) => type)).toContain('turnFinished'));
    posted.length = 0;
    say({ type: 'ready' });
    expect(posted).toMatchObject([{ type: 'init', turns: [{ question: 'one', state: 'done' }] }]);
  });

  it('takes no question that was still being prepared', async () => {
    const { chat, store } = open();
    let found: (uris: readonly editor.Uri[]) => void = () => undefined;
    editor.workspace.findFiles.mockReturnValueOnce(new Promise((resolve) => (found = resolve)));
    const asked = chat.ask('what is @file:a.md ?');
    await chat.newChat();
    found([]);
    await asked;
    expect(turns.asked).toEqual([]);
    expect((await store.list()).sessions).toEqual([]);
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

describe('A1 conversations that are deleted and erased', () => {
  it('are recorded, without a word of them', async () => {
    const { chat, recorded } = open();
    await chat.ask('what is the plan?');
    const first = chat.sessionId;
    await chat.newChat();
    await chat.ask('and the other one?');
    await chat.erase(first ?? '');
    await chat.eraseAll();
    expect(recorded).toEqual([
      { event_type: 'chat.deleted', session_id: first },
      { event_type: 'chat.erased', reasons: ['chats:1'] },
    ]);
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
    await until(() => expect(editor.window.showWarningMessage).toHaveBeenCalledOnce());
    const [message, options, button] = editor.window.showWarningMessage.mock.calls[0] as unknown[];
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
    await until(() => expect(turns.asked).toHaveLength(1));
    await until(() => expect(questions(chat)).toEqual(['one']));
  });

  it('the last question asks nothing', async () => {
    const { chat, say, last } = await openWithThree();
    say({ type: 'retry', turnId: last });
    await until(() => expect(turns.asked).toHaveLength(1));
    await until(() => expect(questions(chat)).toEqual(['one', 'two', 'three']));
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
    await until(() => expect(chat.turns).toEqual([]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(turns.asked).toEqual([]);
    expect(await onDisk(id)).toHaveLength(3);
  });
});

describe('C1 what was added to a question', () => {
  const files = new Map<string, string>();
  const attached = () =>
    turns.asked
      .at(-1)
      ?.attachments.map(({ path, startLine, endLine, text }) => `${path}:${startLine}-${endLine} ${text}`);

  beforeEach(() => {
    files.clear();
    editor.workspace.fs.stat.mockImplementation((uri: editor.Uri) =>
      files.has(uri.fsPath) ? Promise.resolve({}) : Promise.reject(new Error('no such file')),
    );
    editor.workspace.openTextDocument.mockImplementation((uri: editor.Uri) =>
      Promise.resolve(documentOf(uri, files.get(uri.fsPath) ?? '')),
    );
    editor.workspace.findFiles.mockImplementation((name: string) =>
      Promise.resolve(files.has(`/${name}`) ? [editor.Uri.file(`/${name}`)] : []),
    );
  });

  it('is added to the edited question, too', async () => {
    files.set('/a.md', 'first');
    files.set('/b.md', 'second');
    files.set('/c.md', 'third');
    const { chat, say } = open();
    await chat.attach(editor.Uri.file('/a.md') as never);
    await chat.ask('what is this? @file:b.md');
    const [turn] = chat.turns;
    say({ type: 'editAndResend', turnId: turn?.view.id ?? '', text: 'and this? @file:c.md' });
    await until(() => expect(turns.asked).toHaveLength(2));
    // What the earlier words named is named by them no more.
    expect(attached()).toEqual(['a.md:1-1 first', 'c.md:1-1 third']);
  });

  it('is added once where it is added again for the edit', async () => {
    files.set('/a.md', 'first');
    const { chat, say } = open();
    await chat.attach(editor.Uri.file('/a.md') as never);
    await chat.ask('what is this?');
    await chat.attach(editor.Uri.file('/a.md') as never);
    say({ type: 'editAndResend', turnId: chat.turns[0]?.view.id ?? '', text: 'what?' });
    await until(() => expect(turns.asked).toHaveLength(2));
    expect(attached()).toEqual(['a.md:1-1 first']);
  });

  it('and where it searched is as before when it is asked again after a reload, as the files are then', async () => {
    files.set('/a.md', 'first');
    files.set('/b.md', 'one\ntwo\nthree');
    const before = open();
    const range = new editor.Range(1, 0, 1, 3);
    const selected = { document: documentOf(editor.Uri.file('/b.md'), 'one\ntwo\nthree'), selection: range };
    editor.window.activeTextEditor = selected;
    await before.chat.attach('selection');
    editor.window.activeTextEditor = undefined;
    await before.chat.ask('what is @file:a.md in @folder:docs now?');
    files.set('/a.md', 'changed');
    const { chat, say } = open({ sessions: () => Promise.resolve(before.store) });
    await chat.openSession(before.chat.sessionId ?? '');
    say({ type: 'retry', turnId: chat.turns[0]?.view.id ?? '' });
    await until(() => expect(turns.asked).toHaveLength(2));
    expect(attached()).toEqual(['b.md:2-2 two', 'a.md:1-1 changed']);
    expect(turns.asked.at(-1)?.scope).toEqual(['docs']);
  });

  it('is said not to be there when it is gone after a reload', async () => {
    files.set('/a.md', 'first');
    const before = open();
    await before.chat.attach(editor.Uri.file('/a.md') as never);
    await before.chat.ask('what is this?');
    files.clear();
    const { chat, say } = open({ sessions: () => Promise.resolve(before.store) });
    await chat.openSession(before.chat.sessionId ?? '');
    say({ type: 'retry', turnId: chat.turns[0]?.view.id ?? '' });
    await until(() => expect(turns.asked).toHaveLength(2));
    expect(attached()).toEqual([]);
    expect(chat.turns[0]?.view.steps[0]?.text).toBe('a.md was not added: there is no such file.');
  });

  it('is not kept on disk with its text', async () => {
    files.set('/a.md', 'a very particular sentence');
    const { chat, store } = open();
    await chat.attach(editor.Uri.file('/a.md') as never);
    await chat.ask('what is this?');
    expect(JSON.stringify(await store.load(chat.sessionId ?? ''))).not.toContain('particular');
  });
});

describe('C6 a question without an answer', () => {
  it('is kept when Rempart could not answer', async () => {
    const { chat, onDisk } = open({ services: () => Promise.reject(new Error('no audit log')) });
    await chat.ask('a long question');
    expect(chat.turns[0]?.view.problem?.title).toContain('Your question is kept.');
    expect(await onDisk(chat.sessionId)).toEqual(['a long question: failed']);
  });

  it('can be asked again after a reload', async () => {
    const before = open({ services: () => Promise.reject(new Error('no audit log')) });
    await before.chat.ask('a long question');
    const { chat, say } = open({ sessions: () => Promise.resolve(before.store) });
    await chat.openSession(before.chat.sessionId ?? '');
    say({ type: 'action', action: 'retry', turnId: chat.turns[0]?.view.id });
    await until(async () => expect(await before.onDisk(chat.sessionId)).toEqual(['a long question: done']));
  });

  it('is kept when the window goes while the answer runs', async () => {
    const { chat, onDisk } = open();
    await chat.ask('one');
    const { ended } = await askWithoutEnd(chat, 'two');
    await until(async () => expect(await onDisk(chat.sessionId)).toEqual(['one: done', 'two: stopped']));
    chat.stop();
    await ended;
  });

  it('is said once not to be saved, when it cannot be', async () => {
    const { chat, store } = open();
    vi.spyOn(store, 'save').mockRejectedValue(new Error('the disk is full'));
    await chat.ask('one');
    expect(editor.window.showWarningMessage.mock.calls.map(([message]) => message as string)).toEqual([
      'The conversation could not be saved on disk.',
    ]);
  });
});

describe('C5 the tokens that the meter shows', () => {
  it('are those of the conversation that is shown', async () => {
    const { chat, posted } = open();
    const shown = () => posted.flatMap((one) => (one.type === 'init' ? [one.state.budget.used] : [])).at(-1);
    turns.answer({ tokens: { prompt: 2000, answer: 100, context: 8192 } });
    await chat.ask('one');
    const first = chat.sessionId ?? '';
    await chat.newChat();
    expect(shown()).toBe(0);
    turns.answer({ tokens: { prompt: 30, answer: 1, context: 8192 } });
    await chat.ask('two');
    await chat.openSession(first);
    expect(shown()).toBe(2100);
  });
});
