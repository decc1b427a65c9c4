// Finds thousands of keywords in one pass over a text (Aho-Corasick), ignoring case, accents and invisible characters.

/**
 * Characters that may stand in a keyword; everything else ends a match. The frequent ones come first: half a row of the
 * automaton, one line of the processor's cache, is what most texts read of it.
 */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz ,.-_0123456789:/@=<>\'[]()~+|$#°&%{}"';
const OUTSIDE = 0;
const WIDTH = ALPHABET.length + 1;
/** In a class: the character is not seen by keywords. */
const INVISIBLE = 0x40;
/** In a class: the caller wants to hear of the character. */
const WATCHED = 0x80;
/** In a transition: keywords end in the state. */
const HIT = 0x8000;
const STATE = 0x7fff;

/** Class of each UTF-16 code unit: 0 outside the alphabet, else 1 + index in the alphabet; and the two bits above. */
function classes(watched: Iterable<number>): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (let code = 0; code < 0x250; code++) {
    const base = String.fromCharCode(code).normalize('NFKD').toLowerCase().charAt(0);
    table[code] = ALPHABET.indexOf(base) + 1;
  }
  for (let code = 0xff01; code <= 0xff5e; code++) table[code] = table[code - 0xfee0] ?? OUTSIDE;
  for (const space of [0x09, 0xa0, 0x2009, 0x202f, 0x2007]) table[space] = ALPHABET.indexOf(' ') + 1;
  for (const apostrophe of [0x2019, 0x2018, 0x02bc]) table[apostrophe] = ALPHABET.indexOf("'") + 1;
  for (const dash of [0x2010, 0x2011]) table[dash] = ALPHABET.indexOf('-') + 1;
  for (let mark = 0x300; mark < 0x370; mark++) table[mark] = INVISIBLE;
  for (const invisible of [0xad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff]) table[invisible] = INVISIBLE;
  for (const code of watched) table[code] = (table[code] ?? OUTSIDE) | WATCHED;
  return table;
}

/** A keyword as the scanner sees it: lower case, without accents. */
export function foldKeyword(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .toLowerCase();
}

/** An automaton for a fixed set of keywords, each with payloads that `onHit` receives. */
export class KeywordScanner<T> {
  /** Successor of state and symbol, a row of `WIDTH` for each state; states near the root first, where most texts stay. */
  readonly #next: Uint16Array;
  readonly #classes: Uint8Array;
  readonly #outputs: (readonly { readonly length: number; readonly payload: T }[])[];

  /** `watched` are the codes of the characters that `scan` reports one by one. */
  constructor(entries: Iterable<readonly [word: string, payload: T]>, watched: Iterable<number>) {
    this.#classes = classes(watched);
    const children: Map<number, number>[] = [new Map<number, number>()];
    const own: { length: number; payload: T }[][] = [[]];
    for (const [word, payload] of entries) {
      const folded = foldKeyword(word);
      let state = 0;
      for (const character of folded) {
        const symbol = ALPHABET.indexOf(character) + 1;
        if (symbol === OUTSIDE) throw new RangeError(`Keyword ${word} has a character the scanner does not know`);
        let target = children[state]?.get(symbol);
        if (target === undefined) {
          target = children.length;
          children.push(new Map<number, number>());
          own.push([]);
          children[state]?.set(symbol, target);
        }
        state = target;
      }
      own[state]?.push({ length: folded.length, payload });
    }
    if (children.length > STATE) throw new RangeError('Too many keywords for one scanner');
    this.#next = new Uint16Array(children.length * WIDTH);
    this.#outputs = this.#link(children, own);
    const hits = Uint16Array.from(this.#outputs, (outputs, state) => (outputs.length > 0 ? state | HIT : state));
    for (let i = 0; i < this.#next.length; i++) this.#next[i] = hits[this.#next[i] ?? 0] ?? 0;
  }

  /**
   * Walks over the UTF-16 units of a text from `from` to `to`. `onHit` is called when the last character of a keyword is read, with the
   * offsets of the keyword; `onCharacter` for every watched character, after the hits that end there.
   */
  scan(
    units: Uint16Array,
    from: number,
    to: number,
    onHit: (payload: T, start: number, end: number) => void,
    onCharacter: (code: number, index: number) => void,
  ): void {
    const next = this.#next;
    const classes = this.#classes;
    let state = 0;
    for (let i = from; i < to; i++) {
      const code = units[i] ?? 0;
      const kind = classes[code] ?? OUTSIDE;
      if ((kind & INVISIBLE) === 0) {
        state = next[(state & STATE) * WIDTH + (kind & 0x3f)] ?? 0;
        if (state >= HIT) this.#report(units, i, from, state & STATE, onHit);
      }
      if (kind >= WATCHED) onCharacter(code, i);
    }
  }

  #report(
    units: Uint16Array,
    last: number,
    from: number,
    state: number,
    onHit: (payload: T, start: number, end: number) => void,
  ): void {
    for (const { length, payload } of this.#outputs[state] ?? []) {
      onHit(payload, this.#startOf(units, last, length, from), last + 1);
    }
  }

  /** Where a keyword of `length` visible characters starts that ends at `last`. */
  #startOf(units: Uint16Array, last: number, length: number, from: number): number {
    let start = last;
    for (let left = length; start >= from; start--) {
      if (((this.#classes[units[start] ?? 0] ?? OUTSIDE) & INVISIBLE) === 0 && --left === 0) return start;
    }
    return from;
  }

  /**
   * Turns the tree into a complete automaton: every state knows its successor for every symbol. States are numbered anew
   * in the order of their depth. Gives the outputs by these numbers.
   */
  #link(
    children: readonly Map<number, number>[],
    own: readonly { readonly length: number; readonly payload: T }[][],
  ): (readonly { readonly length: number; readonly payload: T }[])[] {
    const queue: number[] = [0];
    const number = new Uint16Array(children.length);
    const fail = new Uint16Array(children.length);
    const outputs: (readonly { readonly length: number; readonly payload: T }[])[] = [];
    for (const node of queue) {
      const state = number[node] ?? 0;
      const back = fail[state] ?? 0;
      const isRoot = node === 0;
      outputs[state] = isRoot ? (own[0] ?? []) : [...(own[node] ?? []), ...(outputs[back] ?? [])];
      for (let symbol = 1; symbol < WIDTH; symbol++) {
        const child = children[node]?.get(symbol);
        const inherited = isRoot ? 0 : (this.#next[back * WIDTH + symbol] ?? 0);
        if (child === undefined) {
          this.#next[state * WIDTH + symbol] = inherited;
          continue;
        }
        const target = queue.length;
        queue.push(child);
        number[child] = target;
        fail[target] = inherited;
        this.#next[state * WIDTH + symbol] = target;
      }
    }
    return outputs;
  }
}
