// Orders that are spread over a passage: who is spoken to in one sentence, what is wanted in the next. The rules put together,
// and their engine.
import type { GuardStage } from '../../types';
import { isHeadline } from '../addressing';
import type { Match } from '../engine';
import { bits, type Meaning } from '../lexicon';
import { CEILING, weighted } from '../rule';
import { has, type Tokens } from '../tokens';
import { AUTHORITY } from './authority';
import { EXFIL } from './exfil';
import { FORCED } from './forced';
import { LEAK } from './leak';
import { ORDER } from './order';
import { OVERRIDE } from './override';
import { PERSONA } from './persona';
import { REFUSAL } from './refusal';
import { STAGED } from './staged';
import type { PassageRule } from './rule';

/**
 * One file a family: by what they find, and nearly always by the first part of their ids. Of equally strong reasons, that of the
 * earlier rule is named first.
 */
export const PASSAGE_RULES: readonly PassageRule[] = [
  ...ORDER,
  ...OVERRIDE,
  ...LEAK,
  ...PERSONA,
  ...AUTHORITY,
  ...REFUSAL,
  ...STAGED,
  ...FORCED,
  ...EXFIL,
];

interface Compiled {
  readonly rule: PassageRule;
  readonly anchors: readonly (readonly [Meaning, number])[];
  /** Any of them: most words are none. */
  readonly anchor: Meaning;
  readonly all: readonly Meaning[];
  /** Any of all that it asks for. */
  readonly telling: Meaning;
  readonly near: readonly (readonly [Meaning, number])[];
  readonly against: readonly (readonly [Meaning, number])[];
}

const COMPILED: readonly Compiled[] = PASSAGE_RULES.map((rule) => ({
  rule,
  // A machine that must do something (a weak anchor) may be at work on this text, too (a strong one): the strongest counts.
  anchors: weighted(rule.anchors).sort(([, a], [, b]) => b - a),
  anchor: bits(...rule.anchors.flatMap(([classes]) => classes)),
  all: rule.all.map((classes) => bits(...classes)),
  telling: bits(...rule.anchors.flatMap(([classes]) => classes), ...rule.all.flat()),
  near: weighted(rule.near),
  against: weighted(rule.against),
}));

const CALLED = bits('CALLED');

/** Those who write about attacks, in the passage or shortly before it. */
const ABOUT =
  /prompt.?injection|injections? (?:de |d['’]) ?(?:prompt|invite)|injection attack|jailbreak|owasp|guardrail|threat model|(?:attaquant|attacker|pirate|adversar(?:y|ies)|malicious (?:user|page|document)s?)s? (?:may|might|can|could|will|would|hides?|writes?|puts?|embeds?|plants?|peut|peuvent|pourrait|cache|ecrit|glisse|place)/;
/** Quoted sentences in a text about filters and phrases. */
const EXAMPLE =
  /\b(?:detect\w*|contain\w*|contenir|contien\w*|blocklist|regex|such as|phrases?|sentence|strings?|tests?|label|translat\w*|tradui\w*|traduct\w*|filtre|filter|motif|pattern)\b[^"«“\n]{0,40}["«“]/;
const BEFORE_PASSAGE = 200;
const REPORTED = 0.45;
/** Weaker matches are not looked at twice. */
const WORTH = 0.1;
/** Factor for further rules of one family. */
const ALSO = 0.35;

function meets(a: Meaning, b: Meaning): boolean {
  return (a.lo & b.lo) !== 0 || (a.mid & b.mid) !== 0 || (a.hi & b.hi) !== 0 || (a.top & b.top) !== 0;
}

function meetsAll(one: Meaning, all: readonly Meaning[]): boolean {
  for (const meaning of all) if (!meets(one, meaning)) return false;
  return true;
}

/** The strongest match of every passage rule. Linear in the number of words: windows are bounded, anchors are far apart. */
export function matchPassages(tokens: Tokens, text: string, stage: GuardStage): Match[] {
  const found: Match[] = [];
  const whole = meaningOf(tokens, 0, tokens.count);
  for (const compiled of COMPILED) {
    if (!meets(whole, compiled.anchor) || !meetsAll(whole, compiled.all)) continue;
    const factor = compiled.rule.stage?.[stage] ?? 1;
    if (factor <= 0) continue;
    const best = strongest(tokens, text, compiled, factor);
    if (best === undefined) continue;
    const { weight, start, end } = best;
    const reported = weight >= WORTH && isReported(text, start, end);
    found.push({ ...best, ...told(tokens, compiled, best), weight: reported ? weight * REPORTED : weight });
  }
  // The same words meet several rules about orders: only the strongest counts in full.
  const orders = found.filter(({ rule }) => rule.startsWith('order.')).sort((a, b) => b.weight - a.weight);
  return found.map((one) => (orders.indexOf(one) > 0 ? { ...one, weight: one.weight * ALSO } : one));
}

function isReported(text: string, start: number, end: number): boolean {
  return ABOUT.test(text.slice(Math.max(0, start - BEFORE_PASSAGE), end)) || EXAMPLE.test(text.slice(start, end));
}

/** Of a match, the part that tells: from the first to the last word that one of the rule's groups asks for. */
function told(tokens: Tokens, { telling }: Compiled, { start, end }: Match): Pick<Match, 'start' | 'end'> {
  let first = -1;
  let last = -1;
  for (let i = 0; i < tokens.count; i++) {
    if ((tokens.start[i] ?? 0) < start || (tokens.end[i] ?? 0) > end) continue;
    if (!has(tokens, i, telling)) continue;
    if (first < 0) first = i;
    last = i;
  }
  return first < 0 ? { start, end } : { start: tokens.start[first] ?? start, end: tokens.end[last] ?? end };
}

function strongest(tokens: Tokens, text: string, compiled: Compiled, factor: number): Match | undefined {
  const { rule } = compiled;
  let best: Match | undefined;
  for (let i = 0; i < tokens.count; i++) {
    if (!has(tokens, i, compiled.anchor)) continue;
    const anchor = compiled.anchors.find(([meaning]) => has(tokens, i, meaning));
    if (anchor === undefined) continue;
    const back = rule.back ?? 0;
    let from = i;
    while (from > 0 && i - from < back && tokens.paragraph[from - 1] === tokens.paragraph[i]) from--;
    let to = i + 1;
    while (to < tokens.count && to - i <= rule.reach && tokens.paragraph[to] === tokens.paragraph[i]) to++;
    // What a headline announces to a machine stands beneath it.
    if (rule.inOnePassage !== true && to - i <= rule.reach && has(tokens, i, CALLED) && isHeadline(tokens, i)) {
      const beneath = tokens.paragraph[to];
      while (to < tokens.count && to - i <= rule.reach && tokens.paragraph[to] === beneath) to++;
    }
    // The anchor itself fills no other place.
    const around = meaningOf(tokens, from, to, i);
    if (!meetsAll(around, compiled.all)) continue;
    let weight = anchor[1];
    for (const [meaning, add] of compiled.near) if (meets(around, meaning)) weight += add;
    weight = Math.min(weight, CEILING) * factor;
    for (const [meaning, less] of compiled.against) if (meets(around, meaning)) weight *= less;
    if (weight < 0.05 || (best !== undefined && weight <= best.weight)) continue;
    if (rule.holds?.test(text.slice(tokens.start[from], tokens.end[to - 1])) === false) continue;
    best = {
      rule: rule.id,
      message: rule.message,
      weight,
      start: tokens.start[from] ?? 0,
      end: tokens.end[to - 1] ?? 0,
      disguised: false,
    };
  }
  return best;
}

/** All meanings of the words between two places, but for that of one. */
function meaningOf(tokens: Tokens, from: number, to: number, but = -1): Meaning {
  let lo = 0;
  let mid = 0;
  let hi = 0;
  let top = 0;
  for (let i = from; i < to; i++) {
    if (i === but) continue;
    lo |= tokens.lo[i] ?? 0;
    mid |= tokens.mid[i] ?? 0;
    hi |= tokens.hi[i] ?? 0;
    top |= tokens.top[i] ?? 0;
  }
  return { lo, mid, hi, top };
}
