// Words with gaps in the place of letters, as in riddles: `O_BL_E R_GL_S`, with or without the letters that were left out.
import { matchesOf } from '../../matches';
import { eachWordLike } from '../lexicon/edits';
import { LANGUAGES, type Language } from '../lexicon/frequencies';
import { isCounted, priceOf } from '../lexicon/vocabulary';
import { isLetterAt } from './signs';
import { UNKNOWN } from './words/reader';

/** Hits such a word; names of programs have words beside the low line, not single letters. */
const GAPPED = /(?<![a-z\d_./-])(?=[a-z_]{3,20}(?![a-z\d_(/]))[a-z]{0,8}_[a-z_]{1,18}/g;
/** Hits what was left out of it: `r_v__l <- e e a`, `_ff: o`. */
const LEFT_OUT = /^ {0,12}(?:<-+|<=|←|⇐|->|→|[:=(+,]) {0,3}((?:[a-z][ ,]{0,2}){1,8})(?![a-z])/;
const LONGEST_LEFT_OUT = 40;
/** Fewest of them that say something, and so many of them are words once the gaps are filled. */
const FEWEST = 3;
/** More of them are no sentence that anybody would fill in. */
const MOST = 40;
const FILLED = 0.75;
const VOWELS = 'aeiouy';

/** The (folded) text with the words that have gaps in it in a line of their own; nothing when there are few, or they are none. Linear. */
export function filledIn(folded: string): string | undefined {
  if (!mayHaveGaps(folded)) return undefined;
  const found = matchesOf(folded, GAPPED).filter(([word]) => areGaps(word));
  if (found.length < FEWEST || found.length > MOST) return undefined;
  const said = LANGUAGES.map((language) => readIn(language, folded, found)).sort((a, b) => a.price - b.price)[0];
  if (said === undefined || said.filled < found.length * FILLED) return undefined;
  return `${folded}\n\n${said.text}`;
}

/** So many letters, at most, stand on one side of a gap at least; names have words there. */
const FEW_LETTERS = 2;

/** Whether a few low lines stand where no name has them. */
function mayHaveGaps(folded: string): boolean {
  let gaps = 0;
  for (let at = folded.indexOf('_'); at >= 0; at = folded.indexOf('_', at + 1)) {
    let before = 0;
    while (before <= FEW_LETTERS && isLetterAt(folded, at - 1 - before)) before++;
    let behind = 0;
    while (behind <= FEW_LETTERS && isLetterAt(folded, at + 1 + behind)) behind++;
    if (Math.min(before, behind) <= FEW_LETTERS && before + behind > 0 && ++gaps >= FEWEST) return true;
  }
  return false;
}

/** Low lines between single letters or a few: in names they stand between words. */
function areGaps(word: string): boolean {
  return word.split('_').every((part) => !isCounted(part) || part.length < FEWEST) && /[a-z]/.test(word);
}

function readIn(
  language: Language,
  folded: string,
  found: readonly RegExpExecArray[],
): { text: string; filled: number; price: number } {
  let filled = 0;
  let price = 0;
  const words = found.map(({ index, 0: word }) => {
    const given = leftOut(word, folded.slice(index + word.length, index + word.length + LONGEST_LEFT_OUT));
    const best = given ?? likeliestFor(word, language);
    if (best !== undefined) filled++;
    price += best === undefined ? UNKNOWN : Math.min(UNKNOWN, priceOf(best, language));
    return best ?? word;
  });
  return { text: words.join(' '), filled, price };
}

/** The word with the letters in its gaps that are given behind it, in order; nothing when there are more or fewer of them. */
function leftOut(word: string, behind: string): string | undefined {
  const letters = LEFT_OUT.exec(behind)?.[1]?.match(/[a-z]/g);
  if (letters?.length !== word.split('_').length - 1) return undefined;
  let at = 0;
  return word.replace(/_/g, () => letters[at++] ?? '');
}

/** The commonest word that it may be; vowels are left out more often than other letters. */
function likeliestFor(word: string, language: Language): string | undefined {
  const open = word.replaceAll('_', '*');
  for (const letters of [VOWELS, undefined]) {
    let best: string | undefined;
    let least = UNKNOWN;
    eachWordLike(
      open,
      (like) => {
        const price = priceOf(like, language);
        if (like.length === word.length && price < least) [best, least] = [like, price];
      },
      letters,
    );
    if (best !== undefined) return best;
  }
  return undefined;
}
