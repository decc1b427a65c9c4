// Letters that stand apart, put together again: shared by what spells a text letter by letter, in whatever alphabet.
import { cutUp } from '../joined';
import { isWord } from '../lexicon/vocabulary';
import { signedOfHidden } from '../punctuation';

/**
 * Letters with what stands between them as words: the commonest gap parts letters, every other one words. When all gaps are alike
 * the words are found by how often they stand in English and French. Takes one gap less than letters. Linear.
 */
export function wordsOf(letters: readonly string[], gaps: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  const [inner] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [''];
  let text = letters[0] ?? '';
  for (const [n, gap] of gaps.entries()) text += (gap === inner ? '' : ' ') + (letters[n + 1] ?? '');
  return apart(text);
}

/** Text with blanks between its words, and with the signs that it lost, when it has none. */
export function apart(text: string): string {
  const isRunTogether = !text.includes(' ') || text.length > LETTERS_A_WORD * text.split(' ').length;
  return signedOfHidden(isRunTogether ? (cutUp(text.replaceAll(' ', '')) ?? text) : withHyphensApart(text));
}

/** A word that lost its hyphen or its apostrophe is several: `liberetoi`. */
function withHyphensApart(text: string): string {
  return text.replace(LONG_WORD, (word) => (isWord(word) ? word : (cutUp(word) ?? word)));
}

const LONG_WORD = /(?<![a-z])[a-z]{6,24}(?![a-z])/g;

/** Longer words, on the mean, are several. */
const LETTERS_A_WORD = 12;
