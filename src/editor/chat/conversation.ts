// A conversation: its turns in memory, and on disk as long as it is not erased. A turn that runs holds the one it began in.
import { randomUUID } from 'node:crypto';
import type { Session, SessionStore } from '../../assistant/sessions';
import type { Imprint } from '../../knowledge/citation';
import type { TurnView } from '../../../webview/protocol/chat';
import type { AttachmentPlace } from './attachments';

/** A turn as it is kept: what was shown, and where its sources are. */
export interface StoredTurn {
  readonly view: TurnView;
  /** Root folder of each source, in the order of `view.sources`. */
  readonly roots: readonly string[];
  /** Imprint of what each source cites, in the same order. */
  readonly imprints?: readonly (Imprint | null)[];
  /** Where what was added to the question came from; its text is not kept. */
  readonly attached?: readonly AttachmentPlace[];
  /** Of the answer and its context, as the model counted them. */
  readonly tokens?: number;
}

/** A turn that runs: what is known of it so far, and what stops it. */
export interface RunningTurn {
  view: TurnView;
  readonly attached: readonly AttachmentPlace[];
  readonly abort: AbortController;
}

/** Characters of the name of a conversation, which is its first question until it is given another. */
const titleLength = 80;

export class Conversation {
  readonly id: string;
  turns: StoredTurn[];
  /** The turn that runs in it. */
  running: RunningTurn | undefined;
  #saved: Session<StoredTurn> | undefined;
  #isErased = false;

  /** @param saved as it is on disk; a new one without it */
  constructor(saved?: Session<StoredTurn>) {
    this.id = saved?.id ?? randomUUID();
    this.turns = [...(saved?.turns ?? [])];
    this.#saved = saved;
  }

  /** Whether anything was asked in it. */
  get isBegun(): boolean {
    return this.turns.length > 0 || this.running !== undefined;
  }

  get name(): string {
    return this.#saved?.title ?? titleOf(this.views[0]?.question ?? '');
  }

  /** What is shown of it, oldest first. */
  get views(): readonly TurnView[] {
    return [...this.turns.map(({ view }) => view), ...(this.running ? [this.running.view] : [])];
  }

  /** Tokens of the last answer that a model gave and of its context; 0 when there is none. */
  get usedTokens(): number {
    return this.turns.findLast(({ tokens }) => tokens !== undefined)?.tokens ?? 0;
  }

  stop(): void {
    this.running?.abort.abort();
  }

  /** The turn that runs has come to this. */
  end(turn: StoredTurn): void {
    this.turns.push(turn);
    this.running = undefined;
  }

  /** Gives it another name, on disk as well; the time of its last question stays. */
  async rename(name: string, store: SessionStore<StoredTurn>, now: number): Promise<void> {
    if (!this.#saved) await this.save(store, now);
    if (!this.#saved || this.#isErased) return;
    this.#saved = { ...this.#saved, title: titleOf(name) };
    await store.save(this.#saved);
  }

  /** From now on nothing of it is written. */
  erase(): void {
    this.#isErased = true;
    this.stop();
  }

  /** Writes it as it stands, a turn that runs as if it were stopped now; nothing once it was erased. */
  async save(store: SessionStore<StoredTurn>, now: number): Promise<void> {
    if (this.#isErased) return;
    const base = this.#saved ?? { ...store.create(now), id: this.id };
    const title = base.title === '' ? titleOf(this.views[0]?.question ?? '') : base.title;
    const turns = [...this.turns, ...(this.running ? [stoppedNow(this.running)] : [])];
    this.#saved = { ...base, title, updatedAt: new Date(now).toISOString(), turns };
    await store.save(this.#saved);
  }
}

/** One line, and not a long one. */
function titleOf(text: string): string {
  return text.replace(/\s+/gu, ' ').trim().slice(0, titleLength);
}

/** Without its sources, which are checked and numbered at the end. */
function stoppedNow({ view, attached }: RunningTurn): StoredTurn {
  return { view: { ...view, state: 'stopped', sources: [] }, roots: [], attached };
}
