// Recognises the canary and the system prompt in an answer as it grows: verbatim, spelt out, reversed, encoded, rephrased.
import { canonicalise } from '../normalise';

/** So many letters and digits of the canary in a row are a leak; fewer can be chance. */
const CANARY_GRAM = 10;
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
  private tail = '';
  /** Word triples of the system prompt and the sentence of each. */
  private readonly sequences = new Map<string, number>();
  private readonly seen = new Set<string>();
  private readonly sentences = new Set<number>();
  private readonly enough: number;
  private last: string[] = [];
  private run = 0;

  constructor(canary: string, systemPrompt: string, allowedText: readonly string[] = []) {
    const core = letters(canary);
    if (core.length >= CANARY_GRAM) for (const form of formsOf(canary)) this.addGrams(form);
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
      this.tail = (this.tail + letter).slice(-CANARY_GRAM);
      if (this.tail.length === CANARY_GRAM && this.grams.has(this.tail)) return 'canary';
    }
    return undefined;
  }

  /** One word as it was written. */
  word(text: string): Leak | undefined {
    if (this.sequences.size === 0) return undefined;
    for (const word of wordsOf(text)) {
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

  private fork(): LeakDetector {
    const copy = Object.create(LeakDetector.prototype) as LeakDetector;
    return Object.assign(copy, this, {
      tail: '',
      last: [],
      run: 0,
      seen: new Set<string>(),
      sentences: new Set<number>(),
    });
  }

  private addGrams(form: string): void {
    const text = letters(form);
    for (let i = 0; i + CANARY_GRAM <= text.length; i++) this.grams.add(text.slice(i, i + CANARY_GRAM));
  }
}

/** The ways in which a model can be talked into writing a string. */
function formsOf(secret: string): string[] {
  const lower = secret.toLowerCase();
  const rot13 = secret.replace(/[a-z]/gi, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) + (letter.toLowerCase() < 'n' ? 13 : -13)),
  );
  const forms = [secret, Array.from(secret).reverse().join(''), rot13];
  for (const text of new Set([secret, lower, secret.toUpperCase()])) {
    const bytes = Buffer.from(text);
    forms.push(bytes.toString('hex'), Array.from(bytes, (byte) => String(byte)).join(''));
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
