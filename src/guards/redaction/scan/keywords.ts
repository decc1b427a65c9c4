// Finds thousands of keywords in one pass over a text (Aho-Corasick), ignoring case, accents and invisible characters.

/** Characters that may stand in a keyword; everything else ends a match. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789 _-.:/@=<>\'[]()~+|$#°,&%{}"';
const OUTSIDE = 0;
const INVISIBLE = 255;
const WIDTH = ALPHABET.length + 1;

/** Class of each UTF-16 code unit: 0 outside the alphabet, 255 invisible (skipped), else 1 + index in the alphabet. */
const CLASSES = classes();

function classes(): Uint8Array {
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
  readonly #next: Uint16Array;
  readonly #outputs: (readonly { readonly length: number; readonly payload: T }[])[];
  /** 1 for states with outputs: one byte to look at for each character of the text. */
  readonly #isHit: Uint8Array;

  constructor(entries: Iterable<readonly [word: string, payload: T]>) {
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
    if (children.length > 0xffff) throw new RangeError('Too many keywords for one scanner');
    this.#next = new Uint16Array(children.length * WIDTH);
    this.#outputs = own;
    this.#link(children, own);
    this.#isHit = Uint8Array.from(own, (outputs) => (outputs.length > 0 ? 1 : 0));
  }

  /**
   * Walks over `text` from `from` to `to`. `onHit` is called when the last character of a keyword is read, with the
   * offsets of the keyword; `onCharacter` for every character, after the hits that end there.
   */
  scan(
    text: string,
    from: number,
    to: number,
    onHit: (payload: T, start: number, end: number) => void,
    onCharacter: (code: number, index: number) => void,
  ): void {
    const next = this.#next;
    const isHit = this.#isHit;
    let state = 0;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      const symbol = CLASSES[code] ?? OUTSIDE;
      if (symbol !== INVISIBLE) {
        state = next[state * WIDTH + symbol] ?? 0;
        if (isHit[state] === 1) {
          for (const { length, payload } of this.#outputs[state] ?? []) {
            onHit(payload, startOf(text, i, length, from), i + 1);
          }
        }
      }
      onCharacter(code, i);
    }
  }

  /** Turns the tree into a complete automaton: every state knows its successor for every symbol. */
  #link(children: readonly Map<number, number>[], own: { length: number; payload: T }[][]): void {
    const fail = new Uint16Array(children.length);
    const queue: number[] = [];
    for (const [symbol, child] of children[0] ?? []) {
      this.#next[symbol] = child;
      queue.push(child);
    }
    for (const state of queue) {
      const back = fail[state] ?? 0;
      own[state]?.push(...(own[back] ?? []));
      for (let symbol = 1; symbol < WIDTH; symbol++) {
        const child = children[state]?.get(symbol);
        const inherited = this.#next[back * WIDTH + symbol] ?? 0;
        this.#next[state * WIDTH + symbol] = child ?? inherited;
        if (child !== undefined) {
          fail[child] = inherited;
          queue.push(child);
        }
      }
    }
  }
}

/** Where a keyword of `length` visible characters starts that ends at `last`. */
function startOf(text: string, last: number, length: number, from: number): number {
  let start = last;
  for (let left = length; start >= from; start--) {
    if (CLASSES[text.charCodeAt(start)] !== INVISIBLE && --left === 0) return start;
  }
  return from;
}
