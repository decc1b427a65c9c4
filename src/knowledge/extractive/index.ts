// Answers without a model: the sentences of the passages that answer best, each with its lines, or an honest "nothing".
import type { Language } from '../../base/l10n';
import { detectLanguage } from '../../base/language';
import type { Passage } from '../types';
import { calibration, type Calibration } from './calibration';
import { documentsOf } from './documents';
import {
  choose,
  jointFeatures,
  nearBest,
  rank,
  type Candidate,
  type Features,
  type Quote,
  type WordStatistics,
} from './rank';
import { isProse, units } from './sentences';
import { terms } from './words';

export { inOtherLanguage } from './concepts';
export { groundedness } from './groundedness';
export { isProse };
export { jointFeatures, nearBest };
export type { Calibration, Candidate, Features, WordStatistics };

/** One quoted sentence, list, table row or block of code. */
export interface ExtractiveSentence {
  /** Exactly as it stands in the document; several lines for a list or a block of code. */
  readonly text: string;
  readonly passageId: string;
  readonly path: string;
  /** Lines of the file, counted from 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
  /** What it needs to be understood, not among the quoted lines: the header of its table, the sentence before its list. */
  readonly lead?: string;
}

export interface ExtractiveAnswer {
  /** False: nothing in the passages answers; `sentences` is then empty. */
  readonly answered: boolean;
  /** Estimated probability, 0 to 1, that the sentences answer the question. */
  readonly confidence: number;
  /** In the order of the document, the best document first. */
  readonly sentences: readonly ExtractiveSentence[];
}

export interface ExtractiveOptions {
  /** Language of the question; guessed when left out. */
  readonly language?: Language;
  readonly statistics?: WordStatistics;
  /** At most this many quotes (a numbered list counts as one); default 3. */
  readonly maxSentences?: number;
  /** The weights of the confidence and its threshold; default: the calibrated ones. */
  readonly calibration?: Calibration;
}

/** The best sentences of `passages` for `question`. Pure, needs no model, takes milliseconds. */
export function extractiveAnswer(
  question: string,
  passages: readonly Passage[],
  options: ExtractiveOptions = {},
): ExtractiveAnswer {
  const { maxSentences = 3, calibration: weights = calibration } = options;
  const [top, ...others] = nearBest(rankPieces(question, passages, options), Math.max(1, maxSentences));
  if (!top) return { answered: false, confidence: 0, sentences: [] };
  const confidence = probability(jointFeatures([top, ...others]), weights);
  if (confidence < weights.threshold) return { answered: false, confidence, sentences: [] };
  return { answered: true, confidence, sentences: choose([top, ...others], question).map(sentenceOf) };
}

/** All pieces that share something with the question, best first: what `extractiveAnswer` decides on. */
export function rankPieces(
  question: string,
  passages: readonly Passage[],
  options: Pick<ExtractiveOptions, 'language' | 'statistics'> = {},
): Candidate[] {
  const language = options.language ?? detectLanguage(question);
  return rank(question, terms(question, language), documentsOf(passages, language), language, options.statistics);
}

/** The confidence for a piece with these features. */
export function probability(features: Features, { bias, weights }: Calibration): number {
  let sum = bias;
  for (const name of Object.keys(weights) as (keyof Features)[]) sum += weights[name] * features[name];
  return 1 / (1 + Math.exp(-sum));
}

function sentenceOf(pieces: Quote): ExtractiveSentence {
  const [first] = pieces;
  const last = pieces.at(-1) ?? first;
  return {
    text: pieces.map(({ text }) => text).join('\n'),
    passageId: first.passage.id,
    path: first.passage.path,
    startLine: first.startLine,
    endLine: last.endLine,
    ...(first.lead === undefined ? {} : { lead: first.lead }),
  };
}

/** The stems of the content words of a text, each once. */
export function contentWords(text: string, language: Language = detectLanguage(text)): string[] {
  return terms(text, language).map((term) => term.stem);
}

/** The sentences, list items, table rows and code blocks of a Markdown text, in order, exactly as written. */
export function splitSentences(text: string): { readonly text: string }[] {
  return units(text, 'markdown');
}
