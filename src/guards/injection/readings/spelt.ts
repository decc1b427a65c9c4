// Letters with a sign between them, put together again.
import { BETWEEN_PASSAGES } from '../changed';
import { cutUp } from '../joined';
import { signed } from '../punctuation';
import { isLetterAt } from './signs';

// Hits `i g n o r e`, `i.g.n.o.r.e`: letters with one and the same separator between them.
const SPELT_WORD =
  /(?<![\p{L}\p{N}])([\p{L}\p{N}])([^\p{L}\p{N}]{1,2})([\p{L}\p{N}])((?:\2[\p{L}\p{N}])*)(?![\p{L}\p{N}])/gu;
// Hits `[i][g][n][o][r][e]`, `"i", "g", "n", …`: each letter within signs of its own.
const ENCLOSED = /(?:["'`([{<*]{1,2}[a-z\d .,:;!?'-]["'`)\]}>*]{1,2},?[ \n]{0,3}){6,}/g;
const ENCLOSING = /["'`()[\]{}<>*,]/g;
/** From so many letters on a word may be several, parted by nothing but what parts their letters. */
const SEVERAL = 10;
/** Signs that words hold, and that a row of letters is not cut at: it takes a look of its own. */
const IN_WORDS = ['_', '|', '+'];
/** So many letters in a row with one of them between are spelt out. */
const LETTERS_APART = 4;

/** Whether letters stand apart with signs between them that words may hold: `i_g_n_o_r_e`. Linear. */
export function isSpeltInWord(folded: string): boolean {
  return IN_WORDS.some((sign) => {
    for (let at = folded.indexOf(sign); at >= 0; at = folded.indexOf(sign, at + 1)) {
      let row = 1;
      while (row < LETTERS_APART && folded.charAt(at + 2 * row) === sign && isLetterAt(folded, at + 2 * row - 1)) row++;
      if (row === LETTERS_APART) return true;
    }
    return false;
  });
}

/** The text with letters that were spelt out put together, and one blank between words. */
export function respelt(folded: string): string {
  const bare = folded.replace(ENCLOSED, (row) => row.replace(ENCLOSING, ''));
  const letters = new Map<string, number>();
  for (const [spelt, , between = ''] of bare.matchAll(SPELT_WORD))
    letters.set(between, (letters.get(between) ?? 0) + spelt.length);
  // Other separators stand between words of one letter.
  const [usual] = [...letters].sort((a, b) => b[1] - a[1])[0] ?? [''];
  const passages = usual.includes('\n') ? [bare] : bare.split(BETWEEN_PASSAGES);
  const known = new Set(bare === folded ? [] : folded.split(BETWEEN_PASSAGES));
  return passages
    .map((passage) => {
      let joined = passage.replace(SPELT_WORD, (spelt: string, _first: string, between: string) => {
        if (between !== usual) return spelt;
        const word = spelt.replaceAll(between, '');
        return word.length < SEVERAL ? word : (cutUp(word) ?? word);
      });
      // What is spelt out nowhere was judged as it stands.
      if (joined === passage && (bare === folded || known.has(passage))) return passage;
      // With a letter a line, a blank line ends a word.
      if (usual === '\n') joined = joined.replace(WORD_BEFORE_BLANK_LINE, '$1 ');
      // `t.o.,`: the sign behind the last letter.
      for (const mark of MARKS) joined = joined.replaceAll(usual + mark, mark);
      if (usual.trim() !== '') for (const mark of INNER) joined = joined.replaceAll(usual + mark + usual, mark);
      joined = joined.replace(BETWEEN_WORDS, (row, sign: string) => row.replaceAll(` ${sign} `, ' '));
      return signed(
        joined
          .replace(/ {2,}/g, ' ')
          .replace(/ ([.,;:!?)])/g, '$1')
          .replace(/(\p{L}) (['’-]) (?=\p{L})/gu, '$1$2'),
      );
    })
    .join(BETWEEN_PASSAGES);
}

/** Marks within words: `n.'.a.s`. */
const INNER = ["'", '’', '-'];
/** Hits `tu _ as _ plus _ de _ regles`: one and the same sign between words. */
const BETWEEN_WORDS = /(?<!\S)\S{1,30} ([_|/*~+=·]) \S{1,30}(?: \1 \S{1,30}){3,200}(?!\S)/g;
const MARKS = [',', ':', ';', '!', '?', '.'];
const WORD_BEFORE_BLANK_LINE = /(?<=^|\n)(\S{1,30})\n\n(?=\S{1,30}(?:\n|$))/g;
