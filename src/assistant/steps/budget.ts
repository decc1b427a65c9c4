// Step 8, budget: what fits the model's context goes in, what does not is counted and said; nothing is cut in silence.
import type { Passage } from '../../knowledge/types';
import type { ChatModel, Exchange, Source } from '../types';
import { slicesOf } from './slices';
import { estimateTokens } from './tokens';

/** Tokens kept for role marks, headings and the delimiters of the passages. */
const overheadTokens = 120;
const overheadPerPassage = 24;

/** At most so many passages, even when more would fit: small contexts answer better than full ones. */
const maxPassages = 8;

export interface Budget {
  readonly sources: readonly Source[];
  readonly history: readonly Exchange[];
  readonly leftOut: number;
  readonly estimatedTokens: number;
}

/**
 * Chooses passages in order of rank, then history from the newest, until the context is full. Of a passage that never fits, such
 * as a long file that was attached, those parts go in that have most to do with the question.
 * @param scale shrinks the room, for a second try after the server counted more tokens than estimated (0 to 1].
 */
export function fitBudget(
  model: ChatModel,
  systemPrompt: string,
  question: string,
  passages: readonly Passage[],
  history: readonly Exchange[],
  scale = 1,
): Budget {
  const room = Math.floor((model.contextTokens - model.answerTokens - overheadTokens) * scale);
  let used = estimateTokens(systemPrompt) + estimateTokens(question);
  const sources: Source[] = [];
  const most = model.small ? 3 : maxPassages;
  const parts = (passage: Passage): readonly Passage[] =>
    used + costOf(passage) > room ? slicesOf(passage, question) : [passage];
  const attached = passages.filter(({ root }) => root === '');
  const retrieved = passages.filter(({ root }) => root !== '').slice(0, Math.max(0, most - attached.length));
  // Of each attachment something goes in before more of another one does.
  const candidates = [...byTurns(attached.map(parts)), ...retrieved.flatMap(parts)];
  for (const passage of candidates) {
    const cost = costOf(passage);
    if (sources.length === most || used + cost > room) continue;
    used += cost;
    sources.push({ n: sources.length + 1, passage });
  }
  const kept: Exchange[] = [];
  for (const exchange of model.small ? [] : [...history].reverse()) {
    const cost = estimateTokens(exchange.question) + estimateTokens(exchange.answer);
    if (used + cost > room) break;
    used += cost;
    kept.unshift(exchange);
  }
  return {
    sources,
    history: kept,
    leftOut: candidates.length - sources.length,
    estimatedTokens: used,
  };
}

/** The first of each list, then the second of each, and so on. */
function byTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, n) => lists.flatMap((list) => list.slice(n, n + 1))).flat();
}

function costOf({ text }: Passage): number {
  return estimateTokens(text) + overheadPerPassage;
}
