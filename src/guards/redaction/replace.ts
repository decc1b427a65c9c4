// Turns findings into placeholders, and finds values again that are known from before.
import type { RedactedSpan } from '../types';
import type { Detection } from './detect';
import { isWorthFinding, type Vault } from './vault';

/** A text with its placeholders, as far as it is decided. */
export interface Replacement {
  readonly text: string;
  readonly spans: readonly RedactedSpan[];
  /** Offset up to which the text was taken. */
  readonly taken: number;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/**
 * Replaces what was found in `text` from `from` up to what is decided. Values of `known` are replaced too where they
 * stand as whole words; values found on the way join `known`.
 */
export function replace(
  text: string,
  from: number,
  detection: Detection,
  vault: Vault,
  known: KnownValues,
  final: boolean,
): Replacement {
  const spans: RedactedSpan[] = [];
  let output = '';
  let cursor = from;
  let limit = detection.decided;
  const take = ({ start, end, type }: Piece): void => {
    const value = text.slice(start, end);
    const kind = known.typeOf(value) ?? type;
    const placeholder = vault.placeholder(kind, value);
    if (isWorthFinding(value)) known.add(value, kind);
    output += text.slice(cursor, start) + placeholder;
    spans.push({ start, end, type: kind, placeholder });
    cursor = end;
  };
  const fillGap = (end: number, open: boolean): void => {
    for (;;) {
      const piece = nextKnown(text, cursor, end, known, open && !final);
      if (piece === undefined) return;
      if (piece.end > end) {
        limit = piece.start;
        return;
      }
      take(piece);
    }
  };
  for (const finding of detection.findings) {
    if (finding.start < from) continue;
    fillGap(finding.start, false);
    take(finding);
  }
  if (cursor < limit) fillGap(limit, true);
  if (limit > cursor) output += text.slice(cursor, limit);
  return { text: output, spans, taken: Math.max(limit, cursor) };
}

/** Size of the table of pairs of characters. */
const PAIRS = 4096;

function pairOf(text: string, at: number): number {
  return (text.charCodeAt(at) * 61 + text.charCodeAt(at + 1)) % PAIRS;
}

/** Length of the key under which known values are looked up. */
const KEY = 4;

/** Known values by their first characters, so that one walk over a text finds them all. */
export class KnownValues {
  readonly #types = new Map<string, string>();
  readonly #byKey = new Map<string, string[]>();
  /** 1 where a value begins with two characters of this `pairOf`: nearly all places in a text are told by that. */
  readonly #begins = new Uint8Array(PAIRS);

  constructor(entries: Iterable<{ readonly value: string; readonly type: string }> = []) {
    for (const { value, type } of entries) this.add(value, type);
  }

  get size(): number {
    return this.#types.size;
  }

  typeOf(value: string): string | undefined {
    return this.#types.get(value);
  }

  add(value: string, type: string): void {
    if (value.length < KEY || this.#types.has(value)) return;
    this.#types.set(value, type);
    this.#begins[pairOf(value, 0)] = 1;
    const key = value.slice(0, KEY);
    const bucket = this.#byKey.get(key) ?? [];
    // The longest first: the longer value is the more certain one.
    bucket.push(value);
    bucket.sort((a, b) => b.length - a.length);
    this.#byKey.set(key, bucket);
  }

  /** Whether a value may begin at `at`; false is certain. */
  mayBeginAt(text: string, at: number): boolean {
    return at + 1 >= text.length || this.#begins[pairOf(text, at)] === 1;
  }

  /** The values that begin with the `KEY` characters at `at`; near the end of the text, those that begin like it. */
  candidates(text: string, at: number): readonly string[] {
    const key = text.slice(at, at + KEY);
    if (key.length === KEY) return this.#byKey.get(key) ?? [];
    return [...this.#types.keys()].filter((value) => value.startsWith(key));
  }
}

/** The first known value between `from` and `to`; while the text is open, also one that may be beginning there. */
function nextKnown(text: string, from: number, to: number, known: KnownValues, open: boolean): Piece | undefined {
  if (known.size === 0) return undefined;
  const last = open ? to : Math.min(to, text.length - KEY + 1);
  for (let at = from; at < last; at++) {
    if (!known.mayBeginAt(text, at) || isWord(text, at - 1, at)) continue;
    for (const value of known.candidates(text, at)) {
      const end = at + value.length;
      if (end > text.length || (open && end >= text.length)) {
        if (open && value.startsWith(text.slice(at))) return { start: at, end: Number.POSITIVE_INFINITY, type: '' };
        continue;
      }
      if (!text.startsWith(value, at) || isWord(text, end, end - 1)) continue;
      if (end <= to) return { start: at, end, type: known.typeOf(value) ?? '' };
      if (open) return { start: at, end: Number.POSITIVE_INFINITY, type: '' };
    }
  }
  return undefined;
}

const WORD = /[\p{L}\p{N}]/u;

/** Whether the word goes on from `inside` to `outside`: then the value is only a part of it. */
function isWord(text: string, outside: number, inside: number): boolean {
  return outside >= 0 && outside < text.length && isWordCode(text, outside) && isWordCode(text, inside);
}

function isWordCode(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // A placeholder stands for a value: what was glued to the value is glued to it, so that a second pass changes nothing.
  if (code === 0x27e6 || code === 0x27e7) return true;
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  return WORD.test(text.charAt(at));
}
