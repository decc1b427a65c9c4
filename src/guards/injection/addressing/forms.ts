// Forms of address and of their like: the key of a note, a tag, a greeting, brackets, a heading, the turn of a dialogue.
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { CLAUSE, isPause, isProse, NAME } from './clauses';
import { GREETINGS, TO_WHOM } from './lists';
import { isAssistant, mayBePerson } from './machines';
import { opensOrder, opensWithOrder, speaksToYou, TO_YOU } from './orders';

/** A field that is named after a machine and a kind of note. */
const WHOSE = 'ai|ia|llm|gpt|genai|assistant|agent|bot|copilot|copilote|chatbot|model|modele';
const KIND =
  'notes?|notice|hints?|tips?|directives?|orders?|memo|override|reminder|guidance|guidelines?|instructions?|prompts?|consignes?|ordres?|aide|conseils?|rappel|messages?';
const KEY = new RegExp(`^(?:${WHOSE})s?_(?:${KIND})$|^(?:${KIND})_(?:for_|to_|pour_|aux?_|de_)?(?:${WHOSE})s?$`);
/** The same with another sign, or none, between its parts: `ai-hint`, `ia.aide`, `assistantHints`. */
const KEY_AT = new RegExp(
  `^(?:${WHOSE})s?[.-]?(?:${KIND})["'\`]?\\s?[:=]\\s?(?:[>|][-+]?\\s{1,8})?["'\`«]?\\s?(?=[\\p{L}])`,
  'u',
);
const KEY_LENGTH = 60;

/** `assistant_directive: …`, `"ai_note": "…"`, with a sentence for its value. */
export function isKey(tokens: Tokens, text: string, i: number): boolean {
  const end = tokens.end[i] ?? 0;
  return (
    KEY.test(tokens.word[i] ?? '') &&
    /^["'`]?\s?[:=]\s?(?:[>|][-+]?\s{1,8})?["'`«]?/.test(text.slice(end, end + 16)) &&
    opensOrder(tokens, text, i + 1)
  );
}

/** `docs/ai-hint: "…"`, `ia.aide="…"`, with a sentence for its value; the name of the machine opens the key, or is all of it. */
export function isKeyed(tokens: Tokens, text: string, i: number): boolean {
  const start = tokens.start[i] ?? 0;
  const match = KEY_AT.exec(text.slice(start, start + KEY_LENGTH));
  // `assistant.instructions` between backticks is the name of a setting that is explained.
  if (match === null || (text[start - 1] === '`' && match[0].includes('`'))) return false;
  let value = i + 1;
  while (value < tokens.count && (tokens.start[value] ?? 0) < start + match[0].length) value++;
  return opensOrder(tokens, text, value);
}

/** `@assistant append …`, at the head of what is said, neither a scope (`@assistant/core`) nor an address; `<agent>call …`. */
export function isTagged(tokens: Tokens, text: string, i: number): boolean {
  const start = tokens.start[i] ?? 0;
  if (text[start - 1] === '<' && text[tokens.end[i] ?? 0] === '>') return opensOrder(tokens, text, i + 1);
  if (text[start - 1] !== '@' || /[\w.-]/.test(text[start - 2] ?? ' ')) return false;
  return (
    /^(?:[,:]| :)? /.test(text.slice(tokens.end[i] ?? 0, (tokens.end[i] ?? 0) + 3)) && opensOrder(tokens, text, i + 1)
  );
}

/** `Hi bot! When you …`, `bonjour monsieur le robot, vous …`. */
export function isGreeted(tokens: Tokens, text: string, i: number): boolean {
  let greeted = false;
  for (let k = i - 1; k >= Math.max(0, i - 4) && !isPause(tokens, k + 1); k--)
    if (GREETINGS.has(tokens.word[k] ?? '')) greeted = true;
  if (!greeted) return false;
  for (let k = i; k < Math.min(i + 4, tokens.count - 1); k++) {
    if (!isPause(tokens, k + 1)) continue;
    const gap = text.slice(tokens.end[k] ?? 0, (tokens.end[k] ?? 0) + 3);
    return /^ ?[!,.:]/.test(gap) && isProse(tokens, text, k + 1, 3) && speaksToYou(tokens, i);
  }
  return false;
}

const BRACKET = /[()[\]{}]/;

/** The name alone between brackets, at the head of a line or sentence, and an order behind it: `[assistant] Never …`, `(for LLMs) add …`. */
export function isBare(tokens: Tokens, text: string, i: number): boolean {
  if (!isAssistant(tokens, i)) return false;
  const brackets = (k: number): boolean =>
    k <= 0 || k >= tokens.count || BRACKET.test(text.slice(tokens.end[k - 1] ?? 0, tokens.start[k]));
  let first = i;
  while (i - first < 3 && !brackets(first)) first--;
  let last = i;
  while (last - i < 3 && !brackets(last + 1)) last++;
  const start = tokens.start[first] ?? 0;
  const end = tokens.end[last] ?? 0;
  return (
    /^[)\]}]{1,2}:? /.test(text.slice(end, end + 4)) &&
    /(?:^|[\n.!?:;>*#/\d%\]-]) {0,4}[([{]{1,2}$/.test(text.slice(Math.max(0, start - 8), start)) &&
    opensOrder(tokens, text, last + 1)
  );
}

/** The whole label stands between brackets, and a sentence follows: `(LLM note, not for people) When …`. */
export function isBracketed(tokens: Tokens, text: string, label: number): boolean {
  let first = label;
  while (first > 0 && label - first < 3 && !isPause(tokens, first)) first--;
  const start = tokens.start[first] ?? 0;
  if (!/[([{][\s"'«*_]{0,3}$/.test(text.slice(Math.max(0, start - 4), start))) return false;
  for (let k = label; k < Math.min(label + NAME, tokens.count - 1); k++) {
    const end = tokens.end[k] ?? 0;
    const next = tokens.start[k + 1] ?? end;
    const gap = text.slice(end, Math.min(next, end + 4));
    if (/[)\]}]/.test(gap)) return isProse(tokens, text, k + 1);
    if (gap.includes('\n')) return false;
  }
  return false;
}

const ABOUT: ReadonlySet<string> = new Set(['about', 'on', 'with', 'sur', 'avec']);

/** How long a title may be on either side of the name. */
const TITLE = 5;

/** `Fact sheet for AI readers. You shall …`: whom the next sentence is for, and nothing else. */
export function isHeading(tokens: Tokens, text: string, i: number): boolean {
  const here = tokens.sentence[i];
  let to = false;
  let first = i;
  while (first > 0 && i - first < TITLE && tokens.sentence[first - 1] === here) {
    first--;
    // `Talk to your child about chatbots`: they are what it is about.
    if (!to && ABOUT.has(tokens.word[first] ?? '')) return false;
    if (TO_WHOM.has(tokens.word[first] ?? '')) to = true;
  }
  if (!to || (first > 0 && tokens.sentence[first - 1] === here)) return false;
  let next = i + 1;
  while (next < tokens.count && next - i < TITLE && tokens.sentence[next] === here) next++;
  if (next >= tokens.count || tokens.sentence[next] === here || tokens.paragraph[next] !== tokens.paragraph[i])
    return false;
  // `Script for new agents. Customer: "You …"`: a dialogue begins.
  if (SPEECH.test(text.slice(tokens.end[next] ?? 0, (tokens.end[next] ?? 0) + 5))) return false;
  for (let k = next; k < Math.min(next + CLAUSE, tokens.count) && tokens.sentence[k] === tokens.sentence[next]; k++)
    if (has(tokens, k, TO_YOU)) return true;
  return opensWithOrder(tokens, next, 2);
}

/** The others who speak in a dialogue. */
const SPEAKERS = wordSet(
  `user users utilisateur utilisatrice client cliente human humain customer visitor visiteur question caller citizen usager usagere demandeur
  demandeuse appelant appelante`,
);
const SPEECH = /^ ?: ?["«“]/;
/** `agent Lou: `, `usager : `. */
const LINE_OF = /^(?: [\p{L}-]{2,20})? ?: /u;
const DIALOGUE = 40;

/**
 * A turn of an example dialogue, which somebody else has opened (`user: “…” assistant: “…”`), or of a talk between people, one of
 * whom is an agent (`caller: … agent Lou: …`).
 */
export function isTurn(tokens: Tokens, text: string, i: number): boolean {
  const says = (k: number, how: RegExp): boolean => how.test(text.slice(tokens.end[k] ?? 0, (tokens.end[k] ?? 0) + 26));
  const isAgent = mayBePerson(tokens, i);
  const how = says(i, SPEECH) ? SPEECH : isAgent && says(i, LINE_OF) ? LINE_OF : undefined;
  if (how === undefined) return false;
  for (let k = i - 1; k >= Math.max(0, i - DIALOGUE); k--)
    if (SPEAKERS.has(tokens.word[k] ?? '') && says(k, how)) return true;
  return false;
}
