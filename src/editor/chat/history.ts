// The list of conversations: searched by name, time and what was said, opened, renamed, deleted.
import * as vscode from 'vscode';
import type { SessionStore, SessionSummary } from '../../assistant/sessions';
import { count, formatDateTime } from '../../base/format';
import { t } from '../../base/l10n';
import { fold } from '../../knowledge/extractive/vocabulary';
import { showWarning } from '../messages';
import type { ChatController } from './chatController';
import type { StoredTurn } from './conversation';

/** Characters of what was said that are searched: about 16 MB, as each is held as it is and folded. */
const searchedCharacters = 4_000_000;
/** Characters of the line that is shown of what was found. */
const shownCharacters = 120;

interface ConversationItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** What the user does with a conversation of the list, and what was typed until then. */
interface Choice {
  readonly what: 'open' | 'rename' | 'delete';
  readonly item: ConversationItem;
  readonly value: string;
}

/** Shows the list until a conversation is opened or the list is left. */
export async function showHistory(chat: ChatController, store: SessionStore<StoredTurn>): Promise<void> {
  for (let value = ''; ;) {
    const choice = await choose(store, value);
    if (!choice) return;
    ({ value } = choice);
    const { id, label } = choice.item;
    switch (choice.what) {
      case 'open':
        await chat.openSession(id);
        return;
      case 'rename': {
        const name = await askForName(label);
        if (name !== undefined) await chat.rename(id, name);
        break;
      }
      case 'delete': {
        const yes = t('Delete');
        const answer = await showWarning(t('Delete “{0}” from disk?', label), { modal: true }, yes);
        if (answer === yes) await chat.erase(id);
        break;
      }
    }
  }
}

/** The new name of a conversation; nothing when none is given. */
export async function askForName(name: string): Promise<string | undefined> {
  const given = await vscode.window.showInputBox({
    title: t('Rename the conversation'),
    value: name,
    validateInput: (text) => (text.trim() === '' ? t('A conversation needs a name.') : undefined),
  });
  return given === undefined || given.trim() === '' ? undefined : given;
}

async function choose(store: SessionStore<StoredTurn>, value: string): Promise<Choice | undefined> {
  const { sessions, unreadable } = await store.list();
  const rename = { iconPath: new vscode.ThemeIcon('edit'), tooltip: t('Rename') };
  const remove = { iconPath: new vscode.ThemeIcon('trash'), tooltip: t('Delete') };
  const items = sessions.map((session) => ({ ...itemOf(session), buttons: [rename, remove] }));
  const search = new Search(store, items);
  const list = vscode.window.createQuickPick<ConversationItem>();
  list.title = t('Chat history of this workspace');
  list.placeholder = placeholderOf(items.length, unreadable);
  list.value = value;
  const find = async (): Promise<void> => {
    const wanted = list.value;
    list.items = search.byName(wanted);
    list.busy = wanted.trim() !== '';
    if (!list.busy) return;
    const { found, searched } = await search.byWords(wanted);
    if (searched < items.length)
      list.title = t('Chat history of this workspace: what was said is searched in the newest {0}', searched);
    // Something else may have been typed since.
    if (list.value !== wanted) return;
    list.items = found;
    list.busy = false;
  };
  try {
    return await new Promise<Choice | undefined>((resolve, reject) => {
      const look = (): void => void find().catch(reject);
      list.onDidChangeValue(look);
      list.onDidAccept(() => {
        const [item] = list.selectedItems;
        if (item) resolve({ what: 'open', item, value: list.value });
      });
      list.onDidTriggerItemButton(({ item, button }) =>
        resolve({ what: button === rename ? 'rename' : 'delete', item, value: list.value }),
      );
      list.onDidHide(() => resolve(undefined));
      look();
      list.show();
    });
  } finally {
    list.dispose();
  }
}

function itemOf({ id, title, updatedAt, turns }: SessionSummary): ConversationItem {
  return {
    id,
    label: title === '' ? t('Untitled') : title,
    description: formatDateTime(updatedAt),
    detail: count(
      turns,
      (n) => t('{0} question', n),
      (n) => t('{0} questions', n),
    ),
  };
}

function placeholderOf(readable: number, unreadable: number): string {
  if (unreadable > 0)
    return count(
      unreadable,
      (n) => t('{0} conversation cannot be read', n),
      (n) => t('{0} conversations cannot be read', n),
    );
  return readable === 0 ? t('No conversation yet') : t('Search the conversations');
}

/** Finds conversations by all the words that were typed; what was said is read once, when it is first searched. */
class Search {
  #texts: Promise<ReadonlyMap<string, { readonly text: string; readonly folded: string }>> | undefined;

  constructor(
    private readonly store: SessionStore<StoredTurn>,
    private readonly items: readonly ConversationItem[],
  ) {}

  byName(typed: string): ConversationItem[] {
    const words = wordsOf(typed);
    return this.items.filter((item) => holds(nameOf(item), words)).map(alwaysShown);
  }

  /** Also how many of the conversations, from the newest on, what was said is searched in. */
  async byWords(typed: string): Promise<{ readonly found: ConversationItem[]; readonly searched: number }> {
    const words = wordsOf(typed);
    this.#texts ??= this.#read();
    const texts = await this.#texts;
    const found = this.items.flatMap((item) => {
      const name = nameOf(item);
      if (holds(name, words)) return [alwaysShown(item)];
      const said = texts.get(item.id);
      if (!said || !holds(`${name}\n${said.folded}`, words)) return [];
      const rest = words.filter((word) => !name.includes(word));
      const line = said.text.split('\n').find((one) => rest.some((word) => fold(one).includes(word)));
      return [alwaysShown({ ...item, detail: (line ?? '').trim().slice(0, shownCharacters) })];
    });
    return { found, searched: texts.size };
  }

  async #read(): Promise<ReadonlyMap<string, { readonly text: string; readonly folded: string }>> {
    const ids = this.items.map(({ id }) => id);
    const texts = await this.store.texts(
      ids,
      ({ view: { question, answer } }) => `${question}\n${answer}`,
      searchedCharacters,
    );
    return new Map([...texts].map(([id, text]) => [id, { text, folded: fold(text) }]));
  }
}

const wordsOf = (typed: string): readonly string[] => fold(typed).split(/\s+/u);
const holds = (folded: string, words: readonly string[]): boolean => words.every((word) => folded.includes(word));
const nameOf = ({ label, description = '' }: ConversationItem): string => fold(`${label}\n${description}`);
/** The editor filters by the name alone: what is found here is shown whatever it thinks. */
const alwaysShown = (item: ConversationItem): ConversationItem => ({ ...item, alwaysShow: true });
