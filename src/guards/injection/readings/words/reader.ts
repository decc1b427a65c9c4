// Reads words in disguise by what one way of writing offers for them: each by itself, and a text of them by what stands behind what.
import { hashOf, isKnown, lookUp } from '../../lexicon';
import { LANGUAGES, type Language } from '../../lexicon/frequencies';
import { priceBehind } from '../../lexicon/pairs';
import { isCountedHash, priceOf } from '../../lexicon/vocabulary';
import type { Undo } from './transform';

/** A word that nobody knows, as a natural logarithm like the prices of words. */
export const UNKNOWN = 18;
/** So many of the likeliest words are kept. */
const KEPT = 8;
/** Words that the rules read something in are believed before others that are nearly as likely: who hides his words says something. */
const OF_RULES = 0.8;
/** Behind a word that it was never seen behind a word costs so much more than by itself; more when both are frequent. */
const APART = 1;
/** Of so many words, about, the pairs were counted. */
const COUNTED = 20_000;
/** So much of a probability behind another word is that of the word by itself. */
const BEHIND = 0.3;
const LONGEST_WORD = 60;
const MOST_REMEMBERED = 4096;

export interface Priced {
  readonly word: string;
  readonly price: number;
  /** Reckoned when it is first asked for, in the language of the price. */
  inRow?: InRow;
}

/** The likeliest words that one stands for, in either language, the cheapest first; empty for none. */
export type Read = Readonly<Record<Language, readonly Priced[]>>;

const NOTHING: Read = { english: [], french: [] };

/** Remembers the words that it read last, for they are met again. */
export class Reader {
  private known = new Map<string, Read>();
  /** What was known before there was too much of it. */
  private older: ReadonlyMap<string, Read> = new Map();

  constructor(
    private readonly undo: Undo,
    /** Words lost their vowels, those before apostrophes, too. */
    readonly isBare = false,
  ) {}

  read(word: string): Read {
    const known = this.known.get(word);
    if (known !== undefined) return known;
    const read = this.older.get(word) ?? (word.length > LONGEST_WORD ? NOTHING : this.cheapest(word));
    if (this.known.size >= MOST_REMEMBERED) {
      this.older = this.known;
      this.known = new Map();
    }
    this.known.set(word, read);
    return read;
  }

  /** The likeliest word by itself. */
  best(word: string, language: Language): string | undefined {
    return this.read(word)[language][0]?.word;
  }

  private cheapest(word: string): Read {
    const best = { english: [] as Priced[], french: [] as Priced[] };
    this.undo(word, (meant, cost, only) => {
      const hash = meant.includes(' ') ? 0 : hashOf(meant);
      // Nearly all that is offered is no word in either language.
      if (hash !== 0 && !isCountedHash(hash) && !isKnown(meant)) return;
      for (const language of LANGUAGES) {
        if (only !== undefined && only !== language) continue;
        const price = cost + (hash === 0 ? priceOfAll(meant, language) : priceOf(meant, language, hash));
        if (price < UNKNOWN) keep(best[language], meant, price);
      }
    });
    return best;
  }
}

function keep(kept: Priced[], word: string, price: number): void {
  const same = kept.findIndex((one) => one.word === word);
  if (same >= 0) {
    if ((kept[same]?.price ?? 0) <= price) return;
    kept.splice(same, 1);
  } else if (kept.length >= KEPT) {
    if ((kept.at(-1)?.price ?? 0) <= price) return;
    kept.pop();
  }
  const at = kept.findIndex((one) => one.price > price);
  kept.splice(at < 0 ? kept.length : at, 0, { word, price });
}

/** The price of several words. */
function priceOfAll(meant: string, language: Language): number {
  return Math.max(...meant.split(' ').map((word) => priceOf(word, language)));
}

/** Whether the rules read something in a word. */
export function isOfRules(word: string): boolean {
  const { lo, mid, hi } = lookUp(word);
  return (lo | mid | hi) !== 0;
}

/** A place in a text, with the words that may stand there; one only where nothing is in disguise. */
export interface Place {
  readonly words: readonly Priced[];
  /** Stands right behind the one before, with nothing but blanks between them. */
  readonly isBehind: boolean;
}

/** The words that most probably stand in these places: a Viterbi search by the words and by pairs of them. Linear. */
export function likeliest(places: readonly Place[], language: Language): string[] {
  const steps: { totals: Float64Array; from: Uint8Array }[] = [];
  let before: readonly Priced[] = [];
  let totals = new Float64Array();
  for (const { words, isBehind } of places) {
    const next = new Float64Array(words.length);
    const from = new Uint8Array(words.length);
    const behind = isBehind ? before : [];
    for (let n = 0; n < words.length; n++) {
      const word = words[n];
      if (word === undefined) continue;
      const { alone, first, ofFirst } = (word.inRow ??= inRow(word, language));
      let best = steps.length === 0 ? alone : Infinity;
      for (let k = 0; k < totals.length; k++) {
        const sum = (totals[k] ?? 0) + alone;
        // However often it stands behind the one before, a word costs something.
        if ((isBehind ? sum - ofFirst : sum) >= best) continue;
        const last = behind[k]?.inRow;
        const total = last === undefined ? sum : sum + more(last, first, ofFirst, best - sum, language);
        if (total >= best) continue;
        best = total;
        from[n] = k;
      }
      next[n] = best;
    }
    steps.push({ totals: next, from });
    totals = next;
    before = words;
  }
  const read: string[] = [];
  let at = -1;
  for (let i = places.length - 1; i >= 0; i--) {
    const { totals: sums = new Float64Array(), from = new Uint8Array() } = steps[i] ?? {};
    if (at < 0) at = sums.indexOf(Math.min(...sums));
    read.push(places[i]?.words[at]?.word ?? '');
    at = from[at] ?? 0;
  }
  return read.reverse();
}

/** What may stand in a place, in a row of others: its price, and the first and the last of its words by their hashes. */
interface InRow {
  readonly alone: number;
  readonly first: number;
  readonly ofFirst: number;
  readonly last: number;
  readonly ofLast: number;
}

function inRow({ word, price }: Priced, language: Language): InRow {
  const alone = price - (word.length > 2 && isOfRules(word) ? OF_RULES : 0);
  const first = hashOf(word);
  const ofFirst = priceOf(word, language, first);
  const end = word.indexOf(' ');
  if (end < 0) return { alone, first, ofFirst, last: first, ofLast: ofFirst };
  const one = word.slice(0, end);
  const other = word.slice(word.lastIndexOf(' ') + 1);
  return {
    alone,
    first: hashOf(one),
    ofFirst: priceOf(one, language),
    last: hashOf(other),
    ofLast: priceOf(other, language),
  };
}

/**
 * What a word, with this hash, costs more than by itself, `alone`, because it stands behind another; less than nothing when it often does.
 * @param most nobody asks for the price when it is as much as this
 */
function more({ last, ofLast }: InRow, word: number, alone: number, most: number, language: Language): number {
  const behind = priceBehind(last, word, language);
  if (behind === Infinity) return most <= APART ? APART : APART + Math.log(1 + COUNTED * Math.exp(-alone - ofLast));
  return -Math.log((1 - BEHIND) * Math.exp(-behind) + BEHIND * Math.exp(-alone)) - alone;
}
