// Where clauses end, and how far they are looked at.
import type { Tokens } from '../tokens';

/** A pause, a line end or the end of a sentence stands before the word. */
export function isPause(tokens: Tokens, i: number): boolean {
  return (
    i === 0 || tokens.sentence[i] !== tokens.sentence[i - 1] || (tokens.pos[i] ?? 0) - (tokens.pos[i - 1] ?? 0) > 1
  );
}

/** The first word behind the next pause after a name; how far a name reaches is bounded. */
export function behindPause(tokens: Tokens, i: number): number {
  let k = i + 1;
  while (k < i + NAME && k < tokens.count && !isPause(tokens, k)) k++;
  return k;
}

/** Words follow one another with nothing but blanks between them: not `llm: openai, params: []`. */
export function isProse(tokens: Tokens, text: string, first: number, words = PROSE): boolean {
  if (first + words > tokens.count) return false;
  for (let k = first; k < first + words - 1; k++)
    if (!/^[\s,'’`"«»#*/%\\-]{0,8}$/.test(text.slice(tokens.end[k] ?? 0, tokens.start[k + 1] ?? 0))) return false;
  return true;
}

/** So many words in a row are a sentence. */
const PROSE = 4;
/** How far a relative clause reaches: `AI reviewing this file: …`. */
export const CLAUSE = 12;
/** How long the name of the one who is spoken to may be, in words: `Assistant de carnet d’adresses`. */
export const NAME = 10;
