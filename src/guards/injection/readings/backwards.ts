// Parts of a text that stand backwards among others: words, what stands behind a colon, lines, cells.
import { LONGEST_WORD } from '../lexicon';
import { hashOn } from '../lexicon/hash';
import { isCounted, isCountedHash } from '../lexicon/vocabulary';
import { isLetterUnit } from '../words';
import { reverse } from './enciphered/ciphers';
import { fluencyOf } from './fluency';

/** What a part ends at. */
const BORDER = /([:|"«»\n\t]+)/;
const WORD = /[a-z]+(?:'[a-z]+)*/g;
/** Shorter words are words in both directions by chance. */
const SHORTEST = 4;
/** Such a share of the longer words of a part that stands backwards are words only when they are turned round. */
const TURNED = 0.6;
/** So many words, of which nobody knows one as it stands, are turned round. */
const FEWEST = 2;

/** The (folded) text with its parts that stand backwards forwards, and with single words so elsewhere; nothing when there are few. Linear. */
export function partsForwards(folded: string): string | undefined {
  if (!hasBackwards(folded)) return undefined;
  let turned = 0;
  const text = folded
    .split(BORDER)
    .map((part) => {
      const words = (part.match(WORD) ?? []).filter((word) => word.length >= SHORTEST);
      const backwards = words.filter(isBackwards).length;
      turned += backwards;
      if (backwards === 0) return part;
      const eachWord = part.replace(WORD, (word) => (isBackwards(word) ? reverse(word) : word));
      if (backwards < FEWEST || backwards < words.length * TURNED) return eachWord;
      // Whether the words stand in their order is told by what stands behind what.
      const bare = part.trim();
      const [said = bare] = [reverse(bare), bare.replace(WORD, reverse)].sort((a, b) => fluencyOf(b) - fluencyOf(a));
      return part.replace(bare, () => said);
    })
    .join('');
  return turned < FEWEST ? undefined : text;
}

/** Whether so many rows of letters are words only when they are turned round, as those are that `isBackwards` finds. */
function hasBackwards(folded: string): boolean {
  let found = 0;
  let from = 0;
  let hash = 0;
  for (let i = 0; i <= folded.length; i++) {
    const unit = folded.charCodeAt(i);
    if (isLetterUnit(unit)) {
      hash = hashOn(hash, unit);
      continue;
    }
    if (i - from >= SHORTEST && !isCountedHash(hash) && isCountedHash(hashBack(folded, from, i)) && ++found >= FEWEST)
      return true;
    from = i + 1;
    hash = 0;
  }
  return false;
}

/** The hash of the letters between two places from the last to the first. */
function hashBack(text: string, from: number, to: number): number {
  let hash = 0;
  for (let i = to - 1; i >= from; i--) hash = hashOn(hash, text.charCodeAt(i));
  return hash;
}

function isBackwards(word: string): boolean {
  return word.length >= SHORTEST && word.length <= LONGEST_WORD && !isCounted(word) && isCounted(reverse(word));
}
