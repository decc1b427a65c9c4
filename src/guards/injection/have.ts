// Tells the French `ai` (have) from an AI: `je lui ai dit`, `j’ai`, `ne t’ai-je pas`.
import { bits, hashOf } from './lexicon';
import { clearMeaning, type Tokens } from './tokens';
import { wordSet } from './wordSet';

/** Pronouns right before `ai`. */
const BEFORE = wordSet('j lui leur vous nous t m les en y n ne te');
const JE: ReadonlySet<string> = new Set(['j', 'je', 'ne', 'que', 'n']);
const AI = bits('AI');
const HASH = hashOf('ai');

/** Takes the meaning of an AI from each `ai` that is the verb. Costs a look at the words of a text without one. */
export function clearHave(tokens: Tokens, text: string): void {
  if (!tokens.hash.includes(HASH) || (!text.includes("'ai ") && !text.includes(' ai '))) return;
  for (let i = 1; i < tokens.count; i++) {
    if (tokens.word[i] !== 'ai') continue;
    const before = tokens.word[i - 1] ?? '';
    if (!BEFORE.has(before) && !(before === 'l' && JE.has(tokens.word[i - 2] ?? ''))) continue;
    clearMeaning(tokens, i, AI);
  }
}
