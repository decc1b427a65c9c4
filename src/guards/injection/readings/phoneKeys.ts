// Words written with the keys of a telephone, one digit a letter, as with the aid of a dictionary: `446673 255 77384687`.
import { matchesOf } from '../../matches';
import { LANGUAGES } from '../lexicon/frequencies';
import { WordIndex } from '../lexicon/vocabulary';
import { maySay } from './speech';
import { likeliest, Reader, type Place } from './words/reader';

/** Hits a row of such words. */
const ROW = /(?<![\d.,])(?:[2-9]{1,18}[ \n,;/|-]{1,3}){4,120}[2-9]{1,18}(?![\d.,])/g;
const HAS_ROW = /(?<!\d)[2-9]{1,18}[ ,][2-9]{2,18}[ ,][2-9]{1,18}[ ,][2-9]{2,18}(?!\d)/;
const KEYS = '22233344455566677778889999';
const A = 97;
/** So many of the words are words; and so many of the digits stand in long ones, which are none by chance. */
const KNOWN = 0.85;
const LONG = 5;
const FEWEST_LONG = 3;

const byKeys = new WordIndex((word) =>
  /^[a-z]+$/.test(word) ? word.replace(/[a-z]/g, (letter) => KEYS.charAt(letter.charCodeAt(0) - A)) : '',
);
const reader = new Reader((digits, offer) => {
  byKeys.each(digits, (word) => {
    offer(word, 0);
  });
});

/** The (folded) text with rows of such words as the likeliest ones; nothing when they say nothing. Linear. */
export function byPhoneKeys(folded: string): string | undefined {
  if (!HAS_ROW.test(folded)) return undefined;
  for (const { index, 0: row } of matchesOf(folded, ROW)) {
    const written = row.match(/\d+/g) ?? [];
    if (written.filter(({ length }) => length >= LONG).length < FEWEST_LONG) continue;
    for (const language of LANGUAGES) {
      const read = written.map((digits) => reader.read(digits)[language]);
      if (read.filter(({ length }) => length > 0).length < read.length * KNOWN) continue;
      const places = read.map((words, n): Place => ({ words: words.length > 0 ? words : [{ word: '', price: 0 }], isBehind: n > 0 })); // prettier-ignore
      const said = likeliest(places, language).join(' ');
      if (maySay(said)) return folded.slice(0, index) + said + folded.slice(index + row.length);
    }
  }
  return undefined;
}
