// Whether words stand in the order of a language: how much likelier each is behind the one before it than by itself.
import { hashOf } from '../lexicon';
import { LANGUAGES, type Language } from '../lexicon/frequencies';
import { priceBehind } from '../lexicon/pairs';
import { priceOf } from '../lexicon/vocabulary';

/** A word that nobody knows, as a natural logarithm like the prices of words. */
const UNKNOWN = 16;
/** Behind a word that it was never seen behind a word costs so much more than by itself; more when both are frequent. */
const APART = 1;
/** Of so many words, about, the pairs were counted. */
const COUNTED = 20_000;
/** So much of a probability behind another word is that of the word by itself. */
const ALONE = 0.3;
const MOST = 60;
const WORD = /[a-z]+/g;

/**
 * How well the words of a (folded) text stand behind one another, the first of them: about 0.2 in English and French sentences, -0.6
 * in those of many names, -1 when their order is chance, hardly ever more than -0.5. Linear.
 */
export function fluencyOf(text: string): number {
  const words = (text.match(WORD) ?? []).slice(0, MOST);
  return words.length < 2 ? -APART : Math.max(...LANGUAGES.map((language) => fluencyIn(words, language)));
}

function fluencyIn(words: readonly string[], language: Language): number {
  let sum = 0;
  let before = 0;
  let priceBefore = 0;
  for (const [n, word] of words.entries()) {
    const hash = hashOf(word);
    const price = Math.min(UNKNOWN, priceOf(word, language, hash));
    if (n > 0) {
      const behind = priceBehind(before, hash, language);
      sum +=
        behind === Infinity
          ? -APART - Math.log(1 + COUNTED * Math.exp(-price - priceBefore))
          : price + Math.log((1 - ALONE) * Math.exp(-behind) + ALONE * Math.exp(-price));
    }
    before = hash;
    priceBefore = price;
  }
  return sum / (words.length - 1);
}
