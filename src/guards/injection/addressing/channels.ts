// Questions that are put to whatever answers in a chat, and what it is to say: nobody is named but the place where one asks
// (`for questions put through a chat window, …`, `à qui s’informe par messagerie, on fait savoir …`).
import type { Tokens } from '../tokens';
import { wordSet } from '../wordSet';

/** The words that `isAskedByChat` begins with. */
export const CHANNELS = wordSet('chat tchat messagerie messenger dialogue chatbox');
const THROUGH = wordSet('through via by in into to par dans sur au a la');
const ASKING =
  /^(?:questions?|enquir(?:y|ies|es?)|inquir(?:y|ies|es?)|quer(?:y|ies)|asks?|asked|asking|posee?s?|demandee?s?|demandes?|informe|interroge|interrogent|enquiert|renseigne|echanges?|put)$/;
const NEARBY = 9;

/** Something is asked in a chat: what is to be said there follows. */
export function isAskedByChat(tokens: Tokens, i: number): boolean {
  let through = false;
  for (let k = i - 1; k >= Math.max(0, i - 3); k--) if (THROUGH.has(tokens.word[k] ?? '')) through = true;
  if (!through) return false;
  for (let k = Math.max(0, i - NEARBY); k <= i + 5 && k < tokens.count; k++)
    if (tokens.sentence[k] === tokens.sentence[i] && ASKING.test(tokens.word[k] ?? '')) return true;
  return false;
}
