// Turns text into the terms that full-text search compares: folded, split, stemmed, without stop words.
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import type { Language } from '../../base/l10n';
import { detectLanguage } from '../../base/language';
import { fold, stopWords } from '../extractive/vocabulary';

/** Part of every chunk's address: another value makes every chunk be analysed again. */
export const analysisVersion = 1;

const word = /[\p{L}\p{N}_]+(?:['’](?=\p{L}))?/gu;
const hump = /(?<=\p{Ll}|\p{N})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|_+/u;
const elision = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]$/iu;
/** Writing without spaces: every two neighbours are a term. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
const maxTermLength = 60;
const cache = new Map<string, string>();

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
  const stops = stopWords[language];
  const terms: string[] = [];
  const push = (part: string): void => {
    const folded = fold(part);
    if (folded === '' || folded.length > maxTermLength || stops.has(folded)) return;
    terms.push(stem(part, language));
  };
  for (const [match] of text.normalize('NFC').matchAll(word)) {
    if (elision.test(match)) continue;
    const token = match.replace(/['’]$/u, '');
    if (unspaced.test(token)) {
      const characters = Array.from(token);
      if (characters.length === 1) terms.push(token);
      for (let i = 0; i + 1 < characters.length; i++) terms.push(`${characters[i] ?? ''}${characters[i + 1] ?? ''}`);
      continue;
    }
    const parts = token.split(hump).filter((part) => part !== '');
    for (const part of parts) push(part);
    // The identifier as a whole, too: rarer than its parts, and what someone types who knows it.
    if (parts.length > 1) {
      const whole = fold(token);
      if (whole.length <= maxTermLength) terms.push(whole);
    }
  }
  return terms;
}

function stem(part: string, language: Language): string {
  const key = `${language}${part}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const lower = part.toLowerCase();
  const result = fold(language === 'fr' ? stemFrench(lower) : stemEnglish(lower));
  if (cache.size > 50_000) cache.clear();
  cache.set(key, result);
  return result;
}
