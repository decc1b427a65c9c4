// Words as a ranker sees them: split, folded, stemmed, and without those that carry no meaning.
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import type { Language } from '../../base/l10n';
import { commonWords, fold, irregular, lightWords, stopWords } from './vocabulary';

/** A word of a text. */
export interface Word {
  /** What two words have in common when they mean the same: the folded stem, or the folded identifier. */
  readonly stem: string;
  /** The word as written. */
  readonly raw: string;
  readonly kind: 'word' | 'number' | 'identifier';
}

/** A content word of a question. */
export interface Term extends Word {
  /** Between 0 and 1: how much it says, before any statistics of the documents. */
  readonly weight: number;
  /** Written with a capital inside the sentence, in capitals, or an identifier: a name of something particular. */
  readonly name: boolean;
}

/** `key`, `l’état`, `verify_release`, `first-week`, `4.2`, `1,500`; also `end.Next`, which is cut again below. */
const pieces = /[\p{L}\p{N}]+(?:[_'’.,-][\p{L}\p{N}]+)*/gu;
/** `faut-il`, `passe-t-il`, `avons-nous`: the pronoun that French hangs behind the verb of a question. */
const inversion = /-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce)$/iu;
const elision = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]/iu;
const english = /['’](?:s|re|ve|ll|d|m|t)$/iu;
const hump = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
const maxWordLength = 64;
const cache = new Map<string, string>();

/** The folded stem of one word; results are remembered, since passages repeat themselves. */
export function stem(word: string, language: Language): string {
  const lower = word.toLowerCase();
  const key = `${language}${lower}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const base = irregular.get(lower) ?? lower;
  const result = fold(language === 'fr' ? stemFrench(base) : stemEnglish(base));
  if (cache.size > 20_000) cache.clear();
  cache.set(key, result);
  return result;
}

/** All words of a text, in order. Identifiers and hyphenated words give themselves and their parts. */
export function words(text: string, language: Language): Word[] {
  const found: Word[] = [];
  for (const [match] of text.normalize('NFC').matchAll(pieces)) found.push(...split(match, language));
  return found;
}

/** The text with every word that `drop` says yes to replaced by an ellipsis. */
export function withoutWords(text: string, language: Language, drop: (word: Word) => boolean): string {
  return text.replace(pieces, (match) => (split(match, language).some(drop) ? '…' : match));
}

function split(match: string, language: Language): Word[] {
  if (/^\p{N}[\p{N}.,]*$/u.test(match)) return [{ stem: match, raw: match, kind: 'number' }];
  if (/[.,]/u.test(match)) return match.split(/[.,]/u).flatMap((part) => split(part, language));
  let raw = match.replace(elision, '').replace(english, '').slice(0, maxWordLength);
  if (language === 'fr') raw = raw.replace(inversion, '');
  if (raw === '') return [];
  const found: Word[] = [];
  const parts = raw.split(/[_'’-]/u).flatMap((part) => part.split(hump));
  if (parts.length > 1) found.push({ stem: fold(raw), raw, kind: 'identifier' });
  for (const part of parts) {
    if (part === '') continue;
    const number = /^\p{N}+$/u.test(part);
    found.push({ stem: number ? part : stem(part, language), raw: part, kind: number ? 'number' : 'word' });
  }
  return found;
}

/** The content words of a question, each stem once. */
export function terms(question: string, language: Language): Term[] {
  const stops = stopWords[language];
  const light = lightWords[language];
  const common = commonStems(language);
  const found = new Map<string, Term>();
  let first = true;
  for (const word of words(question, language)) {
    const folded = fold(word.raw);
    const name =
      word.kind === 'identifier' ? /[_\d]|\p{Ll}\p{Lu}/u.test(word.raw) : !first && /^\p{Lu}/u.test(word.raw);
    first = false;
    if (stops.has(folded) || (folded.length === 1 && word.kind === 'word')) continue;
    const compound = word.kind === 'identifier' && !name;
    const weight = compound ? 0.2 : light.has(folded) ? 0.3 : common.has(word.stem) && !name ? 0.5 : 1;
    if (!found.has(word.stem)) found.set(word.stem, { ...word, weight, name });
  }
  return [...found.values()];
}

const commonSets: Partial<Record<Language, ReadonlySet<string>>> = {};
const commonStems = (language: Language): ReadonlySet<string> =>
  (commonSets[language] ??= new Set([...commonWords[language]].map((word) => stem(word, language))));

/** How well two stems agree: 1 when equal, less when one is a longer form of the other, else 0. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4) return 0;
  let common = 0;
  while (common < shorter && a.charCodeAt(common) === b.charCodeAt(common)) common++;
  const longer = Math.max(a.length, b.length);
  return common >= 4 && common >= shorter - 1 && common / longer >= 0.6 ? 0.6 : 0;
}
