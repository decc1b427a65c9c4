// Step 14, cite: an answer names its sources, and only sources that were in the prompt.
import { contentWords, splitSentences } from '../../knowledge/extractive';
import type { Source } from '../types';
import { codeRangesOf, type CodeRange } from './codeRanges';

/** Share of a sentence's content words that a passage must hold before Rempart adds its number. */
const supportShare = 0.6;

/** `[1]`, `[1, 2]`, `[1][2]`, with a blank before; not `[x]`, not a Markdown link's `[1](…)`. */
const citations = /([ \t]?)((?:\[\d{1,2}(?:\s?,\s?\d{1,2}){0,5}\]){1,8})(?!\()/gu;
/** What may stand behind a number that is removed: else two parts of a word, or of an address, would be one. */
const endOfWord = /^[.,;:!?)»”"'…]{0,4}(?:\s|$)/u;
/** Behind one of these begins the target of a link. */
const opensTarget = '([<:';

export interface Cited {
  readonly answer: string;
  readonly numbers: readonly number[];
}

/**
 * Removes numbers that no source has, and adds the number of the best supporting source to sentences that the
 * model left without one (small models do not cite). Code stays as it is. The answer has passed the output guard: nothing is
 * removed that would put together what the guard saw apart.
 */
export function cite(answer: string, sources: readonly Source[]): Cited {
  const known = new Set(sources.map(({ n }) => n));
  const numbers = new Set<number>();
  const code = codeRangesOf(answer);
  const cleaned = answer.replace(citations, (whole, blank: string, run: string, index: number) => {
    if (isWithin(code, index + blank.length)) return whole;
    const valid = (run.match(/\d+/gu) ?? []).map(Number).filter((n) => known.has(n));
    for (const n of valid) numbers.add(n);
    if (valid.length > 0) return blank + valid.map((n) => `[${n}]`).join('');
    return standsAlone(answer, index, index + whole.length) ? '' : whole;
  });
  if (numbers.size > 0) return { answer: cleaned, numbers: inOrder(numbers) };
  return { answer: withSupport(cleaned, sources, numbers), numbers: inOrder(numbers) };
}

function standsAlone(answer: string, start: number, end: number): boolean {
  const before = answer.slice(0, start).trimEnd().at(-1) ?? ' ';
  return !opensTarget.includes(before) && endOfWord.test(answer.slice(end, end + 8));
}

/** The answer with the number of a source behind each sentence of prose that it supports; notes the numbers. */
function withSupport(answer: string, sources: readonly Source[], numbers: Set<number>): string {
  const code = codeRangesOf(answer);
  const vocabularies = sources.map(({ n, passage }) => ({ n, words: new Set(contentWords(passage.text)) }));
  let result = '';
  let at = 0;
  for (const sentence of splitSentences(answer)) {
    const start = answer.indexOf(sentence.text, at);
    if (start < 0) continue;
    const end = start + sentence.text.length;
    result += answer.slice(at, end);
    at = end;
    const isCode = code.some((range) => range.isBlock && range.start < end && start < range.end);
    const best = isCode || isWithin(code, end) ? undefined : bestSupport(sentence.text, vocabularies);
    if (best === undefined) continue;
    numbers.add(best);
    const trimmed = result.trimEnd();
    result = `${trimmed} [${best}]${result.slice(trimmed.length)}`;
  }
  return result + answer.slice(at);
}

/** Whether a place is within code: not before its first sign, nor behind its last one. */
function isWithin(code: readonly CodeRange[], at: number): boolean {
  return code.some(({ start, end }) => start < at && at < end);
}

function inOrder(numbers: ReadonlySet<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}

function bestSupport(
  sentence: string,
  vocabularies: readonly { readonly n: number; readonly words: ReadonlySet<string> }[],
): number | undefined {
  const words = contentWords(sentence);
  if (words.length < 3) return undefined;
  let best: { n: number; share: number } | undefined;
  for (const { n, words: vocabulary } of vocabularies) {
    const share = words.filter((word) => vocabulary.has(word)).length / words.length;
    if (share >= supportShare && share > (best?.share ?? 0)) best = { n, share };
  }
  return best?.n;
}
