// What detectors look at: a text that may not be complete yet, and what they found and could not decide in it.

/** A sensitive piece of text, before it has a placeholder. Where pieces overlap, the higher priority names the union. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly priority: number;
}

/** Context words seen on the way, by kind: a number beside "tél." is read as a telephone number. */
export type Context =
  | 'phone'
  | 'company'
  | 'card'
  | 'plate'
  | 'ssn'
  | 'nir'
  | 'vat'
  | 'reference'
  | 'gps'
  | 'birth'
  | 'address'
  | 'bank'
  | 'person'
  | 'version'
  | 'mac'
  | 'health'
  | 'sequence';

/**
 * The text under examination. While an answer streams, `final` is false and the text will go on: a detector that would
 * have to see further calls `hold`, and nothing from there on is shown until more text has come.
 * Detectors read at most `REACH.after` characters beyond their trigger and `REACH.before` characters ahead of it, which
 * makes the verdict on a piece of a stream equal to the verdict on the whole text.
 */
export class View {
  readonly found: Finding[] = [];
  readonly #seen = new Map<Context, number>();
  #held = Number.POSITIVE_INFINITY;

  constructor(
    readonly text: string,
    readonly final: boolean,
  ) {}

  /** First offset that is not decided yet; infinity when all is. */
  get held(): number {
    return this.#held;
  }

  /** Nothing from `from` on may be shown yet. */
  hold(from: number): void {
    if (from < this.#held) this.#held = from;
  }

  /** Whether the text up to `to` is here or no more will come. */
  reaches(to: number): boolean {
    return this.final || to < this.text.length;
  }

  /** Whether the text up to `to` is here; if not, and more may come, everything from `from` on is held back. */
  knows(to: number, from: number): boolean {
    if (this.reaches(to)) return true;
    this.hold(from);
    return false;
  }

  add(start: number, end: number, type: string, priority: number): void {
    if (end > start) this.found.push({ start, end, type, priority });
  }

  /** Notes a context word that ends at `at`. */
  see(context: Context, at: number): void {
    this.#seen.set(context, at);
  }

  /** Whether a context word of this kind stands within `distance` characters ahead of `at`. */
  saw(context: Context, at: number, distance: number): boolean {
    const seen = this.#seen.get(context);
    return seen !== undefined && at - seen <= distance;
  }
}

/** Bounds on what a verdict may depend on, in UTF-16 code units around its trigger. */
export const REACH = {
  /** Context ahead of a value. */
  before: 300,
  /** From a context word to the start of its value. */
  gap: 120,
  /** Longest single token or quoted value. */
  value: 4096,
  /** Longest private key block. */
  block: 8192,
} as const;
