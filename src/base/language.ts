// Tells French from English, cheaply, by the little words that only one of them has.
import type { Language } from './l10n';

const frenchWords =
  'le la les un une des du de au aux et est sont dans pour par sur avec sans que qui quoi quel quelle quels quelles comment pourquoi où quand combien je tu il elle nous vous ils elles ce cette ces mon ma mes notre nos votre vos leur leurs pas ne se en doit faut peut fait être avoir';
const englishWords =
  'the a an of to and is are in for by on with without that which who what how why where when do does did i you he she we they this these my our your their not be have has can should must from it its';

const french = new Set(frenchWords.split(' '));
const english = new Set(englishWords.split(' '));
const accents = /[àâçéèêëîïôœùûü]/iu;

/** The likelier of the two languages; `fallback` when nothing speaks for either. */
export function detectLanguage(text: string, fallback: Language = 'en'): Language {
  let balance = accents.test(text.slice(0, 2000)) ? 1 : 0;
  for (const word of text
    .slice(0, 2000)
    .toLowerCase()
    .split(/[^\p{L}]+/u)) {
    if (french.has(word)) balance++;
    if (english.has(word)) balance--;
  }
  if (balance === 0) return fallback;
  return balance > 0 ? 'fr' : 'en';
}
