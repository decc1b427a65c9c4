// The list of conversations: what is found in it, and what can be done with each.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as editor from '../../support/fakeEditor';
import { fakeChat, until } from '../../support/fakeChat';
import * as turns from '../../support/fakeTurns';
import type { Container } from '../../../src/editor/container';

vi.mock('vscode', () => import('../../support/fakeEditor'));
vi.mock('../../../src/editor/chat/turnLoader', () => import('../../support/fakeTurns'));

const { ChatController } = await import('../../../src/editor/chat/chatController');
const { handlers } = await import('../../../src/editor/commands');

interface Item {
  readonly label: string;
  readonly detail: string;
  readonly alwaysShow?: boolean;
  readonly buttons: readonly { readonly tooltip: string }[];
}
type List = editor.QuickPick<Item>;

/** A chat with these questions, each in a conversation of its own, and its list of conversations. */
async function open(...questions: readonly string[]) {
  const fake = fakeChat();
  const chat = new ChatController(fake.view, fake.host);
  for (const question of questions) {
    await chat.newChat();
    await chat.ask(question);
  }
  const closed = Promise.resolve(
    handlers['history']?.({ chat, sessions: () => Promise.resolve(fake.store) } as unknown as Container, undefined),
  );
  return { ...fake, chat, closed, list: await shown(1) };
}

/** The list that was shown as that one in the order of time. */
async function shown(which: number): Promise<List> {
  await until(() => expect(editor.shownQuickPicks).toHaveLength(which));
  return editor.shownQuickPicks[which - 1] as List;
}

const labels = ({ items }: List) => items.map(({ label }) => label);
function press(list: List, name: string, label: string): void {
  const item = list.items.find((one) => one.label === label);
  list.press(
    item!,
    item?.buttons.find(({ tooltip }) => tooltip === name),
  );
}

beforeEach(() => {
  vi.resetAllMocks();
  turns.reset();
  editor.shownQuickPicks.length = 0;
});

describe('C4 the list of conversations', () => {
  it('opens the one that is chosen', async () => {
    const { chat, closed, list } = await open('How do we rotate the key?', 'When does the ferry leave?');
    list.accept(list.items.find(({ label }) => label === 'How do we rotate the key?')!);
    await closed;
    expect(chat.turns.map(({ view }) => view.question)).toEqual(['How do we rotate the key?']);
  });

  it('finds words of names and of answers, without regard to case and accents, all of them', async () => {
    turns.answer({ answer: 'Elle part à midi.\nLa marée décide.' });
    const { list, closed } = await open('When does the ferry leave?', 'How do we rotate the key?');
    list.type('FERRY');
    await until(() => expect(labels(list)).toEqual(['When does the ferry leave?']));
    list.type('maree ferry');
    await until(() => expect(labels(list)).toEqual(['When does the ferry leave?']));
    const [found] = list.items;
    expect(found).toMatchObject({ alwaysShow: true, detail: 'La marée décide.' });
    list.type('maree');
    await until(() => expect(labels(list)).toHaveLength(2));
    list.type('no such word');
    await until(() => expect(labels(list)).toEqual([]));
    list.type('');
    await until(() => expect(labels(list)).toHaveLength(2));
    list.hide();
    await closed;
  });

  it('says how many are searched, where they are too many to search all', async () => {
    const { store, list, closed } = await open('one', 'two');
    vi.spyOn(store, 'texts').mockImplementation(([newest = '']) => Promise.resolve(new Map([[newest, 'said']])));
    list.type('said');
    await until(() => expect(list.title).toMatch(/: what was said is searched in the newest 1$/u));
    expect(labels(list)).toHaveLength(1);
    expect(list.busy).toBe(false);
    list.hide();
    await closed;
  });

  it('renames any of them, and leaves its time alone', async () => {
    const { store, list, closed, chat } = await open('one', 'two');
    const before = (await store.list()).sessions;
    editor.window.showInputBox.mockResolvedValueOnce('  The\nkey  ');
    press(list, 'Rename', 'one');
    const again = await shown(2);
    expect(labels(again).sort()).toEqual(['The key', 'two']);
    const after = (await store.list()).sessions;
    expect(after.map(({ updatedAt }) => updatedAt)).toEqual(before.map(({ updatedAt }) => updatedAt));
    // The one that is open is renamed, too, and keeps that name.
    editor.window.showInputBox.mockResolvedValueOnce('Second');
    press(again, 'Rename', 'two');
    (await shown(3)).hide();
    await closed;
    await chat.ask('three');
    expect((await store.list()).sessions.map(({ title, turns: asked }) => [title, asked])).toContainEqual([
      'Second',
      2,
    ]);
  });

  it('keeps the name when none is given', async () => {
    const { list, closed } = await open('one');
    editor.window.showInputBox.mockResolvedValueOnce(undefined);
    press(list, 'Rename', 'one');
    const again = await shown(2);
    expect(labels(again)).toEqual(['one']);
    again.hide();
    await closed;
  });

  it('deletes any of them after a yes, and shows what is left', async () => {
    const { list, closed, chat } = await open('one', 'two');
    list.type('o');
    press(list, 'Delete', 'one');
    const still = await shown(2);
    expect(editor.window.showWarningMessage.mock.calls[0]?.[0]).toBe('Delete “one” from disk?');
    expect(still.value).toBe('o');
    expect(labels(still).sort()).toEqual(['one', 'two']);
    editor.window.showWarningMessage.mockResolvedValueOnce('Delete');
    press(still, 'Delete', 'one');
    const left = await shown(3);
    expect(labels(left)).toEqual(['two']);
    editor.window.showWarningMessage.mockResolvedValueOnce('Delete');
    press(left, 'Delete', 'two');
    const empty = await shown(4);
    expect(empty.items).toEqual([]);
    expect(empty.placeholder).toBe('No conversation yet');
    // The one that was open is left.
    expect(chat.turns).toEqual([]);
    empty.hide();
    await closed;
  });
});
