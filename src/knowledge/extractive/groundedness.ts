// How much of a model's answer is supported by the passages it was given.
import type { Language } from '../../base/l10n';
import { detectLanguage } from '../../base/language';
import type { Passage } from '../types';
import { units } from './sentences';
import { likeness, terms, words } from './words';

/**
 * The share, 0 to 1, of the answer's content that stands in the passages: each sentence counts by the number of its
 * content words, and as supported when most of them occur in one passage. An answer without content words gives 1.
 */
export function groundedness(
  answer: string,
  passages: readonly Pick<Passage, 'text' | 'heading'>[],
  language?: Language,
): number {
  const spoken = language ?? detectLanguage(answer);
  const sources = passages.map(
    ({ text, heading }) => new Set(words([...heading, text].join('\n'), spoken).map(({ stem }) => stem)),
  );
  let total = 0;
  let supported = 0;
  for (const { text } of units(answer, 'markdown')) {
    const content = terms(text, spoken);
    const weight = content.reduce((sum, term) => sum + term.weight, 0);
    if (weight === 0) continue;
    const best = Math.max(
      0,
      ...sources.map(
        (stems) => content.reduce((sum, term) => sum + term.weight * support(term.stem, stems), 0) / weight,
      ),
    );
    total += weight;
    supported += weight * best;
  }
  return total === 0 ? 1 : supported / total;
}

function support(stem: string, stems: ReadonlySet<string>): number {
  if (stems.has(stem)) return 1;
  for (const other of stems) if (likeness(stem, other) > 0) return 0.6;
  return 0;
}
