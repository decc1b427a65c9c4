// Step 14, cite: an answer names its sources, and only sources that were in the prompt.
import { contentWords, splitSentences } from '../../knowledge/extractive';
import type { Source } from '../types';

/** Share of a sentence's content words that a passage must hold before Rempart adds its number. */
const supportShare = 0.6;

/** `[1]`, `[1, 2]`, `[12]`; not `[x]`, not a Markdown link's `[1](…)`. */
const citation = /\[(\d{1,2}(?:\s?,\s?\d{1,2}){0,5})\](?!\()/gu;

export interface Cited {
  readonly answer: string;
  readonly numbers: readonly number[];
}

/**
 * Removes numbers that no source has, and adds the number of the best supporting source to sentences that the
 * model left without one (small models do not cite).
 */
export function cite(answer: string, sources: readonly Source[]): Cited {
  const known = new Set(sources.map(({ n }) => n));
  const numbers = new Set<number>();
  const cleaned = answer.replace(citation, (_, list: string) => {
    const valid = list
      .split(',')
      .map((part) => Number(part.trim()))
      .filter((n) => known.has(n));
    for (const n of valid) numbers.add(n);
    return valid.map((n) => `[${n}]`).join('');
  });
  if (numbers.size > 0) return { answer: cleaned, numbers: [...numbers].sort((a, b) => a - b) };

  const vocabularies = sources.map(({ n, passage }) => ({ n, words: new Set(contentWords(passage.text)) }));
  let result = '';
  let at = 0;
  let insideFence = false;
  for (const sentence of splitSentences(cleaned)) {
    const start = cleaned.indexOf(sentence.text, at);
    if (start < 0) continue;
    const end = start + sentence.text.length;
    result += cleaned.slice(at, end);
    at = end;
    if (sentence.text.includes('```')) insideFence = !insideFence;
    const best = insideFence || sentence.text.includes('```') ? undefined : bestSupport(sentence.text, vocabularies);
    if (best === undefined) continue;
    numbers.add(best);
    const trimmed = result.trimEnd();
    result = `${trimmed} [${best}]${result.slice(trimmed.length)}`;
  }
  return { answer: result + cleaned.slice(at), numbers: [...numbers].sort((a, b) => a - b) };
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
