// A text with the words that most probably stand in it for those in disguise.
import type { Language } from '../../lexicon/frequencies';
import { inFull } from './bare';
import { likeliest, UNKNOWN, type Place, type Priced, type Reader } from './reader';

// Hits a word, with signs and digits in it: `ign*re`, `*ll`, `gr8`.
export const WORD = /[*#_]{0,2}[a-z\d](?:[^\s'’.,;:!?()"«»[\]{}<>/\\-]*[a-z\d*#_])?/g;

const SHORTEST = 3;

/** A (folded) text with the likeliest word for each; what apostrophes leave over stays. Linear. */
export function rewritten(text: string, language: Language, reader: Reader): string {
  const places: Place[] = [];
  const between: string[] = [];
  let from = 0;
  for (const { 0: word, index: at } of text.matchAll(WORD)) {
    const gap = text.slice(from, at);
    between.push(gap);
    from = at + word.length;
    const words = wordsAt(text, word, at, language, reader);
    places.push({ words, isBehind: places.length > 0 && /^(?: {1,2}|')$/.test(gap) });
  }
  const words = likeliest(places, language);
  return words.map((word, n) => (between[n] ?? '') + word).join('') + text.slice(from);
}

function wordsAt(text: string, word: string, at: number, language: Language, reader: Reader): readonly Priced[] {
  const behind = text.charAt(at + word.length);
  const before = text.charAt(at - 1);
  const asItIs = [{ word, price: UNKNOWN }];
  if (behind === "'" || before === "'") {
    const full = reader.isBare
      ? inFull(word, before === "'", text.slice(at + word.length, at + word.length + 3))
      : undefined;
    if (full !== undefined) return [{ word: full, price: UNKNOWN }];
    // `l'i`, `l'ar`; what stands behind `don't` and before `l'art` is no word of its own.
    const isRest = behind === "'" || /^[^aeiouy]$/.test(word);
    if (word.length < SHORTEST && (isRest || !reader.isBare)) return asItIs;
  }
  if (behind === "'" && text.charAt(at + word.length + 1) === 't') return asItIs;
  if (word.length === 1 && word <= '9' && (/[^\s]/.test(behind) || /[^\s]/.test(before))) return asItIs;
  const read = reader.read(word)[language];
  return read.length === 0 ? asItIs : read;
}
