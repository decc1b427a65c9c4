// Signs that are form and not words, looked for near the words and marks without which they cannot be.
import { matchesOf } from '../../matches';
import type { GuardStage } from '../../types';
import type { Match } from '../engine';
import { signBits } from '../lexicon';
import type { Tokens } from '../tokens';
import { PLOT_RULES } from './plots';
import { STRUCTURE_RULES, type StructureRule } from './rules';
import { FEW_SHOTS, manyShot } from './turns';
import { Surroundings } from './surroundings';

export { PLOT_RULES } from './plots';
export { STRUCTURE_RULES } from './rules';

/** The rules about what is form and not words. */
export const FORM_IDS: ReadonlySet<string> = new Set(STRUCTURE_RULES.map(({ id }) => id));

const COMPILED = [...STRUCTURE_RULES, ...PLOT_RULES].map((rule) => ({
  rule,
  marks: rule.marks ?? [],
  signs: signBits(...(rule.signs ?? [])),
  also: signBits(...(rule.also ?? [])),
}));

/** Looks for every pattern in `text` (folded), of which `tokens` are the words; at most `LIMIT` places a pattern. Linear. */
export function matchStructure(text: string, stage: GuardStage, tokens: Tokens): Match[] {
  const found: Match[] = [];
  const surroundings = new Surroundings(text, tokens);
  for (const { rule, marks, signs, also } of COMPILED) {
    const weight = rule.weight * (rule.stage?.[stage] ?? 1);
    if (weight <= 0 || (rule.also !== undefined && (also & tokens.signs) === 0)) continue;
    if ((signs & tokens.signs) === 0 && marks.length === 0) continue;
    let seen = 0;
    for (const [from, to] of surroundings.of(signs, marks, rule.lines ?? 0)) {
      seen += matchWithin(text, from, to, rule, stage, weight, LIMIT - seen, found);
      if (seen >= LIMIT) break;
    }
  }
  const turns = (tokens.signs & TURNS) === 0 ? 0 : tokens.signsOf.filter((signs) => (signs & TURNS) !== 0).length;
  const shots = turns < FEW_SHOTS ? undefined : manyShot(text);
  if (shots !== undefined) found.push(shots);
  return found;
}

const TURNS = signBits('turn');

/** Adds at most `limit` matches within a part of the text; gives how many. */
function matchWithin(
  text: string,
  from: number,
  to: number,
  { id, pattern, holds, message, unlessShown }: StructureRule,
  stage: GuardStage,
  weight: number,
  limit: number,
  found: Match[],
): number {
  const part = text.slice(from, to);
  if (holds?.test(part) === false) return 0;
  let seen = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(part); match !== null && seen < limit; match = pattern.exec(part)) {
    const start = from + match.index;
    const { length } = match[0];
    if (unlessShown === true && (isInFence(text, start) || isNamedToken(text, start, stage))) continue;
    const asked = id === TOKEN_RULE && stage === 'input' && isMentioned(text, start, length);
    found.push({ rule: id, message, weight: asked ? MENTIONED : weight, start, end: start + length, disguised: false });
    seen++;
  }
  return seen;
}

const LIMIT = 4;
const TOKEN_RULE = 'role.reserved-token';
/** For a token that a question names: noticed, and taken out of the prompt before any model reads it. */
const MENTIONED = 0.3;
/** How far around a token its line is looked at. */
const AROUND = 200;

/** Hits `<|system|>`, `[inst]`. */
const TOKEN = /^<[^<>\n]{1,40}>|^\[\/?[a-z_]{2,12}\]/;
const LONGEST_TOKEN = 44;

/** `How do I escape <|system|> in a request?` */
function isNamedToken(text: string, start: number, stage: GuardStage): boolean {
  const token = TOKEN.exec(text.slice(start, start + LONGEST_TOKEN))?.[0] ?? '';
  return stage === 'input' && token !== '' && isMentioned(text, start, token.length);
}

/** Whether a place stands in code, where formats of prompts are shown. Linear; asked for the few places of two rules. */
function isInFence(text: string, at: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', at) + 1, at);
  // Within a line, between backticks.
  if (before.split('`').length % 2 === 0 && text.slice(at).split('\n', 1)[0]?.includes('`') === true) return true;
  let isOpen = false;
  for (let fence = text.indexOf('```'); fence >= 0 && fence < at; fence = text.indexOf('```', fence + 3))
    isOpen = !isOpen;
  return isOpen;
}

/** A role or a line behind a token makes a turn of it. */
const BODY = /^[`'")]{0,2}[ \t]{0,4}(?:\n|$|(?:system|systeme|user|assistant|developer|tool|utilisateur)\b(?!["'`]))/;

/** Behind a token that is merely named the sentence goes on with another, or ends. */
const LISTED =
  /^[`'")]{0,2} ?(?:(?:system|systeme|user|assistant|developer|tool|utilisateur)[`'")]{0,2} ?)?(?:(?:and|et|or|ou|then|puis)\b|[,.)?])/;

/** Or with where it stands: `has a stray <|im_end|> at the end of every answer`. */
const SOMEWHERE =
  /^[`'")]{0,2} (?:at|in|on|after|before|behind|between|as|instead|tokens?|tags?|markers?|appears?|shows?|is|are|au|dans|apres|avant|apparait|est|sont)\b/;

/** Two tokens and the role between them, that a question is about: `… after <|start_header_id|>assistant<|end_header_id|>?` */
const NAMED_PAIR = /^(?:system|user|assistant|tool)? ?<\|[a-z_]{2,24}\|>[`'")]{0,2} ?[?.)]/;

/** What is done to tokens that a program is about: `it must remove <|im_start|>`, `échappe <|im_end|>`. */
const WORKED_ON =
  /\b(?:remov|strip|escap|filter|drop|replac|delet|reject|detect|count|match|split|trim|supprim|retir|enlev|echapp|filtr|remplac|nettoi)\w{0,5}\b[^.!\n]{0,120}$/;

/** A template of Jinja, in which chats are written for a model. */
const TEMPLATE = /\{%-? ?(?:for|if|set|endfor|endif|else)\b[^%]{0,80}%\}/g;
const FEWEST_TEMPLATES = 2;

/** A reserved token within a sentence of a question, or in a code span, with neither a role nor a line of its own behind it. */
function isMentioned(text: string, start: number, length: number): boolean {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const behind = text.slice(start + length, start + length + AROUND);
  const line = behind.split('\n', 1)[0] ?? '';
  const sentence = before.slice(before.lastIndexOf('\n') + 1);
  if (matchesOf(text, TEMPLATE).length >= FEWEST_TEMPLATES) return true;
  if (before.endsWith('`') && behind.startsWith('`')) return !BODY.test(line.slice(1)) || line.length <= 2;
  if (!/\p{L}{2}[^.!\n]{0,120}$/u.test(sentence)) return false;
  if (WORKED_ON.test(sentence) && !BODY.test(behind)) return true;
  if ((SOMEWHERE.test(behind) || NAMED_PAIR.test(line)) && text.includes('?')) return true;
  return (!BODY.test(behind) && /^[^.!\n]{2,150}\?/.test(line)) || (LISTED.test(behind) && line.includes('?'));
}
