// Redaction of text that comes piece by piece: the same result for every way of cutting it, with a bounded delay.
import type { RedactedSpan } from '../types';
import { detect } from './detect';
import { KnownValues, replace } from './replace';
import { knownValues, neutralisePlaceholders, Vault } from './vault';
import type { RedactOptions } from './index';

/** How much decided text is kept as context for what follows, in UTF-16 code units; more than any rule looks back. */
const HISTORY = 1024;
/** Most text that is ever held back; beyond it the oldest part is decided as if the text ended there. */
const MOST_PENDING = 16_384;

/** Redacts a stream. Push pieces as they come, show what `push` returns, and call `end` for the rest. */
export class StreamRedactor {
  readonly #known: KnownValues;
  readonly #spans: RedactedSpan[] = [];
  #history = '';
  #pending = '';
  /** Offset in the whole input at which the pending text starts. */
  #offset = 0;

  constructor(
    private readonly vault: Vault = new Vault(),
    private readonly options: RedactOptions = { placeholders: 'keep' },
  ) {
    this.#known = new KnownValues(knownValues(vault));
  }

  /** Pieces replaced so far; offsets in the whole input. */
  get spans(): readonly RedactedSpan[] {
    return this.#spans;
  }

  /** Number of pieces replaced so far. */
  get masked(): number {
    return this.#spans.length;
  }

  /** Length of the text that is held back, in UTF-16 code units. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Takes the next piece and returns what may be shown by now. */
  push(chunk: string): string {
    this.#pending += this.options.placeholders === 'keep' ? chunk : neutralisePlaceholders(chunk);
    let output = this.#drain(false);
    if (this.#pending.length > MOST_PENDING) output += this.#drain(true);
    return output;
  }

  /** The rest, when no more text comes. */
  end(): string {
    const output = this.#drain(true);
    this.#history = '';
    return output;
  }

  #drain(final: boolean): string {
    if (this.#pending === '') return '';
    const from = this.#history.length;
    const text = this.#history + this.#pending;
    const { text: output, spans, taken } = replace(text, from, detect(text, final), this.vault, this.#known, final);
    for (const span of spans) {
      this.#spans.push({ ...span, start: span.start - from + this.#offset, end: span.end - from + this.#offset });
    }
    const end = Math.max(taken, from);
    this.#history = text.slice(Math.max(0, end - HISTORY), end);
    this.#pending = text.slice(end);
    this.#offset += end - from;
    return output;
  }
}
