// Finds the machines that a text speaks to: `Copilot: …`, `note for automated readers:`, `if an AI opens this file`,
// `models that load this profile shall …`.
import { bits } from '../lexicon';
import { has, type Tokens } from '../tokens';
import { isAtWork, isWhoSumsUp, WORK_CUES, worksOn } from './atWork';
import { isCalled } from './called';
import { CLAUSE } from './clauses';
import { isKey, isTagged } from './forms';
import { DICTATED_CUES, isDictated } from './dictated';
import { ANY } from './lists';
import { isIdentifier, isMachine, isNamed, MADE, ROLES, reads, readsThis, WHO } from './machines';
import { isNamedWork, isRetold, RETOLD_CUES } from './retelling';
import { isAboutAnswer, isBan, isFollowedByOrder, isOrder, modalWithin } from './orders';

export { LABELS } from './lists';

/** Most words are none of these, and are passed over. */
const MAY_BE_CALLED = bits('WHO', 'MACHINE', 'AI', 'AIW');
const CUES: ReadonlySet<string> = new Set([...WORK_CUES, ...RETOLD_CUES, ...DICTATED_CUES, ...MADE, ...ROLES]);
const CALLED = bits('CALLED').top;
const MODAL = bits('MODAL').top;
const WORKS = bits('WORKS').top;

/**
 * Marks the words that name a machine: with `CALLED` when the text speaks to it, with `MODAL` when it says what a machine must do,
 * with `WORKS` when one is at work on this very text. Linear: every look around is bounded.
 */
export function markAddressed(tokens: Tokens, text: string): void {
  for (let i = 0; i < tokens.count; i++) {
    const word = tokens.word[i] ?? '';
    if (word.includes('_') && isKey(tokens, text, i)) {
      flag(tokens, i, CALLED);
      continue;
    }
    if (!has(tokens, i, MAY_BE_CALLED) && !CUES.has(word)) continue;
    const isWho = has(tokens, i, WHO);
    if (!isWho && !isMachine(tokens, i)) {
      if (isWhoSumsUp(tokens, i, word)) flag(tokens, i, CALLED);
      else if (isAtWork(tokens, i, word)) flag(tokens, i, WORKS);
      else if (RETOLD_CUES.has(word) && isRetold(tokens, i, word)) {
        // What is wanted stands before it as often as behind it.
        const mask = isNamedWork(tokens, i) ? WORKS : CALLED | WORKS;
        flag(tokens, i, mask);
        flag(tokens, headOf(tokens, i), mask);
      } else if (DICTATED_CUES.has(word) && isDictated(tokens, i)) flag(tokens, headOf(tokens, i), WORKS);
      continue;
    }
    if (!isWho && isIdentifier(tokens, text, i) && !isTagged(tokens, text, i)) continue;
    // `Whoever opens the envelope must …` is said to people: a machine is told of this text, or of its answer.
    const called = isWho
      ? reads(tokens, i, 6) && modalWithin(tokens, i, CLAUSE) && (readsThis(tokens, i) || isAboutAnswer(tokens, i))
      : isCalled(tokens, text, i);
    if (worksOn(tokens, i, false) || (isWho && readsThis(tokens, i) && isFollowedByOrder(tokens, i)))
      flag(tokens, i, WORKS);
    if (called) flag(tokens, i, CALLED);
    else if (ANY.has(tokens.word[i - 1] ?? '') && isNamed(tokens, i) && isOrder(tokens, i + 1)) flag(tokens, i, MODAL);
    else if (isNamed(tokens, i) && modalWithin(tokens, i, 8, true) && !isBan(tokens, i) && !isFrom(tokens, i))
      flag(tokens, i, MODAL);
  }
}

/** `Requests from the LLM should …`: said of the requests. */
function isFrom(tokens: Tokens, i: number): boolean {
  return tokens.word[i - 1] === 'from' || tokens.word[i - 2] === 'from';
}

/** Where the sentence begins, or a little before the word. */
function headOf(tokens: Tokens, i: number): number {
  let head = i;
  while (head > 0 && i - head < CLAUSE && tokens.sentence[head - 1] === tokens.sentence[i]) head--;
  return head;
}

function flag(tokens: Tokens, i: number, mask: number): void {
  tokens.top[i] = (tokens.top[i] ?? 0) | mask;
}
