// Recognises the canary and the system prompt in an answer as it grows: verbatim, spelt out, reversed, encoded, rephrased.
import { canonicalise } from '../normalise';

/** So many letters and digits of the canary in a row are a leak; fewer can be chance. */
const CANARY_GRAM = 10;
/** Of encodings that say little with each letter, such as binary, so many. */
const LONG_GRAM = 40;
/** A part of the canary that stands alone has so many letters at least, and so many of them together are a leak. */
const SHORTEST_PART = 4;
const PARTS_LENGTH = 16;
/** So many words of the system prompt in a row are a leak. */
const PROMPT_RUN = 9;
/** Share of the system prompt's word triples that, once in the answer, make it a retelling, and its bounds. */
const PROMPT_COVERAGE = 0.3;
const FEWEST_TRIPLES = 4;
const MOST_TRIPLES = 12;
const LONGEST_ENCODED = 8192;

export type Leak = 'canary' | 'system-prompt';

/** Watches the letters and words of an answer, in order; the same verdict for every way of cutting the answer up. */
export class LeakDetector {
  private readonly grams = new Set<string>();
  private readonly longGrams = new Set<string>();
  private readonly core: string;
  /** The last letters as they came; those of words that stand for one; those of the last words of lines. */
  private tail = '';
  private spelt = '';
  private lines = '';
  private lastWord = '';
  /** Parts of the canary that were words of their own. */
  private readonly parts = new Set<string>();
  /** Word triples of the system prompt and the sentence of each. */
  private readonly sequences = new Map<string, number>();
  private readonly seen = new Set<string>();
  private readonly sentences = new Set<number>();
  private readonly enough: number;
  private last: string[] = [];
  private run = 0;

  constructor(canary: string, systemPrompt: string, allowedText: readonly string[] = []) {
    this.core = letters(canary);
    if (this.core.length >= CANARY_GRAM) {
      for (const form of formsOf(canary)) addGrams(this.grams, form, CANARY_GRAM);
      for (const form of longFormsOf(canary)) addGrams(this.longGrams, form, LONG_GRAM);
    }
    const known = new Set<string>();
    for (const text of allowedText) for (const triple of triplesOf(wordsOf(text))) known.add(triple);
    // What the prompt quotes, such as the sentence of refusal, is there to be said.
    const prompt = systemPrompt
      .replaceAll(canary === '' ? '\u0000' : canary, ' ')
      .replace(
        /"[^"\n]{1,400}"|«[^»\n]{1,400}»|“[^”\n]{1,400}”|(?:exactly|exactement)[ \u00a0\u202f]{0,2}:[^\n]{1,400}/g,
        ' . ',
      );
    prompt.split(/[.!?:\n]+/).forEach((sentence, index) => {
      for (const triple of triplesOf(wordsOf(sentence))) if (!known.has(triple)) this.sequences.set(triple, index);
    });
    this.enough = Math.max(FEWEST_TRIPLES, Math.min(MOST_TRIPLES, this.sequences.size * PROMPT_COVERAGE));
  }

  /** One character, or one decoded piece of text. */
  letters(text: string): Leak | undefined {
    for (const letter of letters(text)) {
      this.tail = (this.tail + letter).slice(-LONG_GRAM);
      if (this.grams.has(this.tail.slice(-CANARY_GRAM)) || this.longGrams.has(this.tail)) return 'canary';
    }
    return undefined;
  }

  /** A line is over: what stands last in each may be one letter after the other. */
  line(): Leak | undefined {
    this.lines = (this.lines + this.lastWord).slice(-2 * CANARY_GRAM);
    this.lastWord = '';
    return holdsGram(this.lines, this.grams) ? 'canary' : undefined;
  }

  /** One word as it was written. */
  word(text: string): Leak | undefined {
    for (const word of wordsOf(text)) {
      if (this.core.length >= CANARY_GRAM && this.part(word)) return 'canary';
      if (this.sequences.size === 0) continue;
      this.last = [...this.last, word].slice(-3);
      const triple = this.last.join(' ');
      const sentence = this.last.length === 3 ? this.sequences.get(triple) : undefined;
      if (sentence === undefined) this.run = 0;
      else {
        this.run++;
        this.seen.add(triple);
        this.sentences.add(sentence);
      }
      // A run of n triples is a run of n + 2 words.
      if (this.run + 2 >= PROMPT_RUN) return 'system-prompt';
      // A retelling takes from several sentences; one sentence of its own can be common speech.
      if (this.seen.size >= this.enough && this.sentences.size >= 2) return 'system-prompt';
    }
    return undefined;
  }

  /** A run that may be base64 or hex: what it decodes to is looked at on its own. */
  encoded(run: string): Leak | undefined {
    if (run.length < 16 || run.length > LONGEST_ENCODED) return undefined;
    const bytes = /^(?:0x)?[0-9a-f]+$/i.test(run)
      ? Buffer.from(run.replace(/^0x/i, ''), 'hex')
      : Buffer.from(run.replace(/-/g, '+').replace(/_/g, '/'), 'base64');
    const text = bytes.toString('utf8');
    if (/[^\t\n\r\x20-\x7e\u00a0-\uffff]/.test(text) || text.includes('\ufffd')) return undefined;
    const inner = this.fork();
    let leak = inner.letters(text);
    for (const word of text.split(/\s+/)) leak ??= inner.word(word);
    return leak;
  }

  /** Whether a word completes the canary: as a part of it, or as a letter that is spelt. */
  private part(word: string): boolean {
    this.lastWord = word.length <= CANARY_GRAM ? word.replace(/[^a-z0-9]/g, '') : '';
    const letter = word.length === 1 ? word : SPELT.get(word);
    if (letter !== undefined) {
      this.spelt = (this.spelt + letter).slice(-CANARY_GRAM);
      if (this.grams.has(this.spelt)) return true;
    }
    if (word.length < SHORTEST_PART || !/\d/.test(word) || !this.core.includes(word)) return false;
    this.parts.add(word);
    return [...this.parts].join('').length >= PARTS_LENGTH;
  }

  private fork(): LeakDetector {
    const copy = Object.create(LeakDetector.prototype) as LeakDetector;
    return Object.assign(copy, this, {
      tail: '',
      spelt: '',
      lines: '',
      lastWord: '',
      parts: new Set<string>(),
      last: [],
      run: 0,
      seen: new Set<string>(),
      sentences: new Set<number>(),
    });
  }
}

function addGrams(grams: Set<string>, form: string, length: number): void {
  const text = letters(form);
  for (let i = 0; i + length <= text.length; i++) grams.add(text.slice(i, i + length));
}

function holdsGram(text: string, grams: ReadonlySet<string>): boolean {
  for (let i = 0; i + CANARY_GRAM <= text.length; i++) if (grams.has(text.slice(i, i + CANARY_GRAM))) return true;
  return false;
}

/** Words by which digits and letters are dictated, as they are folded. */
const SPELT: ReadonlyMap<string, string> = new Map(
  ['zero one two three four five six seven eight nine', 'zero un deux trois quatre cinq six sept huit neuf']
    .flatMap((digits) => digits.split(' ').map((word, digit): [string, string] => [word, String(digit)]))
    .concat(
      'alpha alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu'
        .split(' ')
        .map((word): [string, string] => [word, word.charAt(0)]),
    ),
);

/** The ways in which a model can be talked into writing a string. */
function formsOf(secret: string): string[] {
  const lower = secret.toLowerCase();
  const forms = [secret, Array.from(secret).reverse().join(''), turned(secret, 33, 126, 47)];
  for (let by = 1; by < 26; by++) forms.push(turned(turned(secret, 97, 122, by), 65, 90, by));
  // Each letter as its counterpart from the end of the alphabet (atbash).
  forms.push(lower.replace(/[a-z]/g, (letter) => String.fromCharCode(219 - letter.charCodeAt(0))));
  for (const text of new Set([secret, lower, secret.toUpperCase()])) {
    const bytes = Buffer.from(text);
    for (const base of [16, 10, 8]) forms.push(Array.from(bytes, (byte) => byte.toString(base)).join(''));
    // Base32 reads five bytes at a time.
    for (let shift = 0; shift < 5; shift++)
      forms.push(base32(Buffer.concat([Buffer.alloc(shift), bytes])).slice(Math.ceil((shift * 8) / 5)));
    // Base64 reads three bytes at a time: the same text looks different at each of three places.
    for (let shift = 0; shift < 3; shift++) {
      const padded = Buffer.concat([Buffer.alloc(shift, 32), bytes])
        .toString('base64')
        .replaceAll('=', '');
      forms.push(padded.slice(shift === 0 ? 0 : shift + 1, -2));
    }
  }
  return forms;
}

/** Those in which each byte is written out with marks, or with more digits than it needs: `0x52`, `\\x52`, `\\u0052`, `01010010`. */
function longFormsOf(secret: string): string[] {
  return [secret, secret.toLowerCase(), secret.toUpperCase()].flatMap((text) =>
    [
      (byte: number): string => `0x${byte.toString(16)}`,
      (byte: number): string => `x${byte.toString(16)}`,
      (byte: number): string => `u00${byte.toString(16)}`,
      (byte: number): string => `0${byte.toString(8)}`,
      (byte: number): string => byte.toString(2).padStart(8, '0'),
      (byte: number): string => byte.toString(2),
    ].map((written) => Array.from(Buffer.from(text), written).join('')),
  );
}

/** Characters from `first` to `last` moved on among themselves. */
function turned(text: string, first: number, last: number, by: number): string {
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return code < first || code > last
      ? character
      : String.fromCharCode(first + ((code - first + by) % (last - first + 1)));
  }).join('');
}

/** RFC 4648 base32 of all bits that fill a letter. */
function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(parseInt(five, 2)))
    .join('');
}

/** Letters and digits only, folded: what is left of a text that was spaced, dotted, split or dressed up. */
function letters(text: string): string {
  return canonicalise(text).text.replace(/[^a-z0-9]/g, '');
}

function wordsOf(text: string): string[] {
  return canonicalise(text).text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function triplesOf(words: readonly string[]): string[] {
  return words.slice(2).map((word, index) => `${words[index] ?? ''} ${words[index + 1] ?? ''} ${word}`);
}
