// What the rules block and a model that reads sentences may contradict: plain English or French, and nothing that is form.
import { littleWords } from '../../base/language';
import { normalise } from '../normalise';
import type { SectionVerdict } from './inspect';
import { sentenceAround, surroundings } from './sections';
import { tokenise } from './tokens';

/** A section that the rules block, and the texts that the model is asked about: it must take each for harmless. */
export interface Disputable {
  readonly section: SectionVerdict;
  readonly parts: readonly string[];
}

/** Of a text with more blocked sections none is disputed. */
const MOST_SECTIONS = 8;
/** So much on both sides of what the rules found is asked about by itself. UTF-16 code units. */
const REACH = 100;
/** A sentence is looked for so far on both sides. */
const LONGEST_SENTENCE = 200;
/** Texts of no more characters hold nothing that could excuse words of such a score: the shorter a text, the weaker they may be. */
const BLUNT = [
  { characters: 110, score: 0.62 },
  { characters: 150, score: 0.82 },
];
/**
 * At least so many of the words were counted in English or French: other languages were not trained on, and disguised words are
 * none. Of 1,200 harmless texts by three authors 98 % have more.
 */
const LEAST_KNOWN = 0.75;
/** The same of little words, which other languages do not share: 97 % have more. */
const LEAST_LITTLE = 0.12;
/** What is written in neither language: letters with foreign accents, of other scripts, invisible ones. */
const FOREIGN =
  /[^\t\n\r -~\u00a0-\u00ac\u00ae-\u00bf×÷àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ\u2010-\u2027\u202f\u2030-\u203a€→←↔⇒≤≥≠≈−✓✔✗✘─-╿■-◿☐-☒]/u;

/** Those of the blocked sections that may be disputed; the offsets of `sections` are those of `text`. Linear in its length. */
export function disputable(text: string, sections: readonly SectionVerdict[]): Disputable[] {
  const blocked = sections.filter(({ action }) => action === 'block');
  if (blocked.length > MOST_SECTIONS) return [];
  return blocked.flatMap((section) => {
    const whole = text.slice(section.start, section.end);
    const isBlunt = BLUNT.some(({ characters, score }) => whole.length <= characters && section.score >= score);
    if (section.isForRules || isBlunt || !isOrdinary(whole)) return [];
    return [{ section, parts: [...new Set([whole, ...around(text, section)])] }];
  });
}

/**
 * What stands around the worst that was found, and the sentence that it stands in: harmless words further off excuse nothing.
 * Of 233 attacks in questions 33 passed behind the head of some minutes when the sentence was not asked about, and 13 now.
 */
function around(text: string, { reasons: [worst] }: SectionVerdict): string[] {
  if (worst === undefined) return [];
  const near = surroundings(text, worst.start, worst.end, REACH);
  const sentence = sentenceAround(text, worst.start, worst.end, LONGEST_SENTENCE);
  return [near, sentence].map(({ start, end }) => text.slice(start, end).trim()).filter((part) => part !== '');
}

/** Whether a text is written in the words and letters of English or French. */
function isOrdinary(text: string): boolean {
  if (FOREIGN.test(text) || littleWords(text) < LEAST_LITTLE) return false;
  const [plain] = normalise(text).views;
  if (plain === undefined) return false;
  const { count, counted } = tokenise(plain.text);
  let known = 0;
  for (let i = 0; i < count; i++) if (counted[i] !== 0) known++;
  return known >= LEAST_KNOWN * count;
}
