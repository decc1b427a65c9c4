// Step 11 without a model: the answer is quoted from the documents, through the same output guard.
import type { Language } from '../../base/l10n';
import { extractiveAnswer } from '../../knowledge/extractive';
import type { Passage } from '../../knowledge/types';
import type { Source } from '../types';

export interface Extracted {
  readonly answered: boolean;
  /** Markdown, each sentence with its citation. */
  readonly answer: string;
  readonly sources: readonly Source[];
  readonly confidence: number;
}

/** The best sentences of the passages, in document order, numbered in order of appearance. */
export function extract(question: string, passages: readonly Passage[], language: Language): Extracted {
  const found = extractiveAnswer(question, passages, { language });
  if (!found.answered) return { answered: false, answer: '', sources: [], confidence: found.confidence };
  const sources: Source[] = [];
  const lines: string[] = [];
  for (const sentence of found.sentences) {
    const passage = passages.find(({ id, path }) => id === sentence.passageId && path === sentence.path);
    if (!passage) continue;
    let source = sources.find(
      (known) => known.passage.id === passage.id && known.passage.path === passage.path,
    );
    if (source) {
      const { startLine, endLine } = source.passage;
      const wider = {
        ...source.passage,
        startLine: Math.min(startLine, sentence.startLine),
        endLine: Math.max(endLine, sentence.endLine),
      };
      source = { n: source.n, passage: wider };
      sources[source.n - 1] = source;
    } else {
      source = {
        n: sources.length + 1,
        passage: { ...passage, startLine: sentence.startLine, endLine: sentence.endLine },
      };
      sources.push(source);
    }
    lines.push(`${sentence.text.trim()} [${source.n}]`);
  }
  return { answered: lines.length > 0, answer: lines.join('\n\n'), sources, confidence: found.confidence };
}
