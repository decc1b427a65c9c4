// Tells French from English, cheaply, by the little words that only one of them has.
import type { Language } from './l10n';

const frenchWords =
  'le la les un une des du de au aux et est sont dans pour par sur avec sans que qui quoi quel quelle quels quelles comment pourquoi où quand combien je tu il elle nous vous ils elles ce cette ces mon ma mes notre nos votre vos leur leurs pas ne se en doit faut peut fait être avoir';
const englishWords =
  'the a an of to and is are in for by on with without that which who what how why where when do does did i you he she we they this these my our your their not be have has can should must from it its';

const french = new Set(frenchWords.split(' '));
const english = new Set(englishWords.split(' '));
const accents = /[àâçéèêëîïôœùûü]/iu;

/** So much of a text tells its language, in UTF-16 code units. */
const enough = 2000;

/** The likelier of the two languages; `fallback` when nothing speaks for either. */
export function detectLanguage(text: string, fallback: Language = 'en'): Language {
  const counted = countLittleWords(text);
  const balance = (accents.test(text.slice(0, enough)) ? 1 : 0) + counted.fr - counted.en;
  if (balance === 0) return fallback;
  return balance > 0 ? 'fr' : 'en';
}

/** How much of a text are little words of the likelier language, 0 to 1: about a third of English and French prose. */
export function littleWords(text: string): number {
  const { en, fr, words } = countLittleWords(text);
  return Math.max(en, fr) / Math.max(1, words);
}

function countLittleWords(text: string): { readonly en: number; readonly fr: number; readonly words: number } {
  const words = text
    .slice(0, enough)
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  const of = (little: ReadonlySet<string>): number => words.filter((word) => little.has(word)).length;
  return { en: of(english), fr: of(french), words: words.length };
}
