// Turns text into the terms that full-text search compares: folded, split, stemmed, without stop words.
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import type { Language } from '../../base/l10n';
import { detectLanguage } from '../../base/language';
import { fold, stopWords } from '../extractive/vocabulary';

/** Part of every chunk's address: another value makes every chunk be analysed again. */
export const analysisVersion = 2;

const word = /[\p{L}\p{N}_]+(?:['’](?=\p{L}))?/gu;
const hump = /(?<=\p{Ll}|\p{N})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|_+/u;
const elision = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]$/iu;
/** Writing without spaces: every two neighbours are a term. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
const maxTermLength = 60;
/** Texts repeat their words: analysing each of them once makes indexing several times faster. */
const caches = { en: new Map<string, readonly string[]>(), fr: new Map<string, readonly string[]>() };
const maxCached = 50_000;

/** The terms of a chunk of a document. */
export function analyse(text: string): string[] {
  return termsOf(text, detectLanguage(text));
}

/**
 * The terms of a question, each once. Where its language is in doubt, words are stemmed in both:
 * the form that does not belong to a document's language does not occur in it.
 */
export function analyseQuery(text: string): string[] {
  const english = detectLanguage(text, 'en');
  const french = detectLanguage(text, 'fr');
  const languages: Language[] = english === french ? [english] : ['en', 'fr'];
  const terms = new Set(languages.flatMap((language) => termsOf(text, language)));
  if (terms.size > 0) return [...terms];
  // Nothing but stop words: better those than nothing.
  return [...new Set([...text.matchAll(word)].map(([match]) => fold(match)))];
}

function termsOf(text: string, language: Language): string[] {
  const cache = caches[language];
  const terms: string[] = [];
  for (const [match] of text.normalize('NFC').matchAll(word)) {
    let own = cache.get(match);
    if (own === undefined) {
      own = termsOfToken(match, language);
      if (cache.size > maxCached) cache.clear();
      cache.set(match, own);
    }
    terms.push(...own);
  }
  return terms;
}

/** The terms of one token as written: none for a stop word, several for an identifier. */
function termsOfToken(match: string, language: Language): readonly string[] {
  if (elision.test(match)) return [];
  const token = match.replace(/['’]$/u, '');
  if (unspaced.test(token)) {
    const characters = Array.from(token);
    if (characters.length === 1) return [token];
    return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
  }
  const parts = token.split(hump).filter((part) => part !== '');
  const terms = parts.flatMap((part) => {
    const folded = fold(part);
    if (folded === '' || folded.length > maxTermLength || stopWords[language].has(folded)) return [];
    return [language === 'fr' ? stemBareFrench(folded) : stemEnglish(folded)];
  });
  // The identifier as a whole, too: rarer than its parts, and what someone types who knows it.
  const whole = fold(token);
  return parts.length > 1 && whole.length <= maxTermLength ? [...terms, whole] : terms;
}

/**
 * Words are folded before they are stemmed, because French stems depend on the accents, and who asks may leave those out.
 * Without them the stemmer takes the end of a participle for a part of the word: `cree`, `employee`.
 */
function stemBareFrench(folded: string): string {
  return stemFrench(folded).replace(/e{1,3}$/u, '');
}
