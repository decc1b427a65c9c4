// Applies the grammar of intent to the words of one view: which rules match, how strongly, where.
import type { GuardStage } from '../types';
import { isSaidOf } from './addressing/before';
import { isAboutMachines, readsThis } from './addressing/machines';
import { isUsed } from './addressing/used';
import { INTENT_RULES, type IntentRule } from './grammar';
import { bits, type Meaning } from './lexicon';
import { isOfContract, isOfLicence } from './licence';
import {
  isAsked,
  isBanned,
  isClaimed,
  isDescribed,
  isElsewhere,
  isForbidden,
  isForeseen,
  isForPeople,
  isMerelyNamed,
  isOffered,
  isOrder,
  isOutlawed,
  isQuestion,
  isReported,
  isToldOf,
} from './mood';
import { isHalfOfName, isModifier, isOfOption, isOfPath, isOneName, isOtherPrompt } from './names';
import {
  isBehind,
  isNamedThing,
  isOfCopy,
  isOfTrade,
  isSaidByPeople,
  isNoun,
  isOfAnother,
  isOfOthers,
  isPlace,
} from './objects';
import { isDutyOfPeople } from './people';
import { CEILING, weighted } from './rule';
import { has, type Tokens } from './tokens';

/** One finding in one view. Offsets are those of the view's text. */
export interface Match {
  readonly rule: string;
  readonly message: () => string;
  readonly weight: number;
  readonly start: number;
  readonly end: number;
  /** Words of the match were misspelt, spelt out or run together. */
  readonly disguised: boolean;
}

interface Compiled {
  readonly rule: IntentRule;
  readonly slots: readonly Meaning[];
  readonly near: readonly (readonly [Meaning, number])[];
  readonly against: readonly (readonly [meaning: Meaning, factor: number, reach: number])[];
  readonly needs: Meaning | undefined;
}

const COMPILED: readonly Compiled[] = INTENT_RULES.map((rule) => ({
  rule,
  slots: rule.slots.map((slot) => bits(...slot)),
  near: weighted(rule.near),
  against: (rule.against ?? []).map(([classes, factor, reach]) => [bits(...classes), factor, reach ?? 1] as const),
  needs: rule.needs === undefined ? undefined : bits(...rule.needs),
}));

const CODEQ = bits('CODEQ');
/** Factor for a verb that nobody is told to carry out. */
const UNSAID: Readonly<Record<GuardStage, number>> = { input: 0.6, context: 0.35, output: 0.5 };
/** Factor for a verb that is forbidden (`never ignore the rules`). */
const FORBIDDEN = 0.3;
/** Factor for what is told of people, or claimed by somebody in the text; several rules find it at once. */
const TOLD = 0.15;
/** Factor for a version of a document that is replaced. */
const COPY = 0.25;
/** Factor for what belongs to somebody else than the assistant. */
const ELSEWHERE = 0.45;
/** Factor for a rule that says nothing of its own about questions. */
const ASKED = 0.4;
/** Factor for words that are a name, or a part of one. */
const NAME = 0.15;
/** Factor for limits, rights and duties of a licence, and for what a contract between people replaces. */
const LICENCE = 0.35;
const CONTRACT = 0.2;
/** Hits ` in my mail of Monday`, ` de mon courriel du 3`. */
const OF_MAIL =
  /^ ?(?:given |set out |sent |contained |contenues |donnees )?(?:in|from|of|dans|de|du) ?(?:my|our|the|his|her|mon|notre|le|la|son|sa)? ?(?:last |previous |first |earlier )?(?:e-?mail|mail|message|letter|note|circular|memo|courriel|lettre)s? (?:of|from|dated|sent|du|de|d['’]|date)/;
/** How far from a match its company is looked at, in words. */
const COMPANY = 6;
/** A word that the lexicon does not know, between the slots, makes it likelier that the sentence is about something else. */
const STRANGERS = [1, 0.95, 0.85, 0.7, 0.5] as const;

/** All matches in a folded text, of which `tokens` are the words; at most one a rule and sentence. Linear in the number of words: windows are bounded. */
export function match(tokens: Tokens, text: string, stage: GuardStage): Match[] {
  const found: Match[] = [];
  const possible = possibleIn(tokens);
  let first = 0;
  while (first < tokens.count) {
    const sentence = tokens.sentence[first];
    let last = first;
    let lo = 0;
    let mid = 0;
    let hi = 0;
    while (last < tokens.count && tokens.sentence[last] === sentence) {
      lo |= tokens.lo[last] ?? 0;
      mid |= tokens.mid[last] ?? 0;
      hi |= tokens.hi[last] ?? 0;
      last++;
    }
    // Once a sentence: it may be as long as the text.
    const question = stage !== 'output' && isQuestion(tokens, first, last);
    for (const compiled of possible) {
      if (!hasAll(compiled.slots, lo, mid, hi)) continue;
      const best = matchRule(tokens, text, compiled, first, last, stage, question);
      if (best !== undefined) found.push(best);
    }
    first = last;
  }
  return found;
}

/** The rules of which all slots can be filled with words of the text, in whichever sentences these are. */
function possibleIn(tokens: Tokens): readonly Compiled[] {
  let lo = 0;
  let mid = 0;
  let hi = 0;
  for (let i = 0; i < tokens.count; i++) {
    lo |= tokens.lo[i] ?? 0;
    mid |= tokens.mid[i] ?? 0;
    hi |= tokens.hi[i] ?? 0;
  }
  return COMPILED.filter(({ slots }) => hasAll(slots, lo, mid, hi));
}

/** The words of a sentence, taken together, have a meaning for each slot. */
function hasAll(slots: readonly Meaning[], lo: number, mid: number, hi: number): boolean {
  for (const slot of slots) if ((lo & slot.lo) === 0 && (mid & slot.mid) === 0 && (hi & slot.hi) === 0) return false;
  return true;
}

function matchRule(
  tokens: Tokens,
  text: string,
  compiled: Compiled,
  first: number,
  last: number,
  stage: GuardStage,
  question: boolean,
): Match | undefined {
  const { rule, slots } = compiled;
  const anchor = slots[0];
  if (anchor === undefined) return undefined;
  let best: Match | undefined;
  const filled: number[] = [];
  for (let i = first; i < last; i++) {
    if (!has(tokens, i, anchor)) continue;
    filled.length = 0;
    filled.push(i);
    for (let k = 1; k < slots.length; k++) {
      const slot = slots[k];
      const index = slot === undefined ? -1 : nearest(tokens, slot, i, filled, first, last, rule);
      if (index < 0) break;
      filled.push(index);
    }
    if (filled.length !== slots.length) continue;
    // Words run together say something among themselves; an identifier says nothing to its neighbours.
    const run = tokens.run[i] ?? 0;
    if (filled.some((index) => (run > 0 ? (tokens.run[index] ?? 0) <= 0 : tokens.run[index] !== run))) continue;
    const candidate = score(tokens, text, compiled, filled, first, last, stage, question);
    if (best === undefined || candidate.weight > best.weight) best = candidate;
  }
  return best !== undefined && best.weight >= 0.05 ? best : undefined;
}

/** The nearest word that fills a slot, not yet used; -1 when there is none within reach. */
function nearest(
  tokens: Tokens,
  slot: Meaning,
  anchor: number,
  used: readonly number[],
  first: number,
  last: number,
  rule: IntentRule,
): number {
  const here = tokens.pos[anchor] ?? 0;
  const from = rule.ordered === true ? (used[used.length - 1] ?? anchor) : anchor;
  for (let distance = 1; distance <= rule.within; distance++) {
    const after = from + distance;
    if (
      after < last &&
      (tokens.pos[after] ?? 0) - here <= rule.within &&
      !used.includes(after) &&
      has(tokens, after, slot)
    )
      return after;
    if (rule.ordered === true) continue;
    const before = anchor - distance;
    if (
      before >= first &&
      here - (tokens.pos[before] ?? 0) <= rule.within &&
      !used.includes(before) &&
      has(tokens, before, slot)
    )
      return before;
  }
  return -1;
}

function score(
  tokens: Tokens,
  text: string,
  compiled: Compiled,
  filled: readonly number[],
  first: number,
  last: number,
  stage: GuardStage,
  question: boolean,
): Match {
  const { rule } = compiled;
  const from = Math.min(...filled);
  const to = Math.max(...filled);
  let weight = rule.weight;
  const near = (meaning: Meaning, reach: number): boolean => {
    for (let i = from - 1; i >= first && (tokens.pos[from] ?? 0) - (tokens.pos[i] ?? 0) <= reach; i--)
      if (has(tokens, i, meaning)) return true;
    for (let i = from; i < last && (tokens.pos[i] ?? 0) - (tokens.pos[to] ?? 0) <= reach; i++)
      if (has(tokens, i, meaning)) return true;
    return false;
  };
  for (const [meaning, add] of compiled.near) if (near(meaning, COMPANY)) weight += add;
  weight = Math.min(weight, CEILING);
  if (compiled.needs !== undefined && !near(compiled.needs, COMPANY)) weight *= rule.lacking ?? 1;
  for (const [meaning, factor, reach] of compiled.against) if (near(meaning, reach)) weight *= factor;
  let strangers = 0;
  let disguised = 0;
  for (let i = from; i <= to; i++) {
    if (tokens.disguised[i] === 1) disguised++;
    if (!filled.includes(i) && tokens.lo[i] === 0 && tokens.mid[i] === 0 && tokens.hi[i] === 0) strangers++;
  }
  weight *= STRANGERS[Math.min(strangers, STRANGERS.length - 1)] ?? 0.5;
  if (rule.verb === true) {
    const verb = filled[0] ?? from;
    if (isForbidden(tokens, first, verb) || isForeseen(tokens, first, verb) || isBanned(tokens, first, verb))
      weight *= FORBIDDEN;
    else if (
      isDescribed(tokens, first, verb) ||
      isUnrelated(tokens, first, verb, from, to) ||
      (stage !== 'input' && isOffered(tokens, first, verb, to))
    )
      weight *= FORBIDDEN;
    else if (!isOrder(tokens, first, verb)) weight *= UNSAID[stage];
  }
  if (rule.code !== undefined && near(CODEQ, 4)) weight *= rule.code;
  if (isElsewhere(tokens, from, to, last)) weight *= ELSEWHERE;
  // What would not stop a text by itself is not worth a second look.
  if (weight >= WORTH) {
    if (
      isOneName(tokens, text, from, to) ||
      filled.some((index) => has(tokens, index, ACTION) && isHalfOfName(tokens, text, index)) ||
      filled.some((index) => isPartOfName(tokens, text, index) || isExport(tokens, text, index))
    )
      weight *= NAME;
    else if (isOfLicence(tokens, from, to)) weight *= LICENCE;
    else if (isOfContract(tokens, from, to)) weight *= CONTRACT;
    else if (OF_MAIL.test(text.slice(tokens.end[to] ?? 0, (tokens.end[to] ?? 0) + BEHIND))) weight *= COPY;
    const [head = from, then = to] = filled;
    // What verbs say is looked at above.
    if (rule.verb !== true && (isToldOf(tokens, first, from) || isDutyOfPeople(tokens, first, from))) weight *= TOLD;
    else if (isClaimed(tokens, first, from)) weight *= TOLD;
    else if (filled.some((index) => isOutlawed(tokens, first, index))) weight *= FORBIDDEN;
    else if (rule.id.startsWith('leak.') && isForPeople(tokens, head)) weight *= FORBIDDEN;
    else if (rule.verb !== true && isForeseen(tokens, first, from)) weight *= FORBIDDEN;
    if (
      NAMING.has(rule.id) &&
      (isMerelyNamed(tokens, first, from) || isSaidOf(tokens, from) || filled.some((index) => isUsed(tokens, index)))
    )
      weight *= FORBIDDEN;
    if (!rule.id.startsWith('exfil.') && filled.some((index) => isOfPath(tokens, text, index))) weight *= NAME;
    if (TOPICAL.has(rule.id) && isAboutMachines(tokens) && !filled.some((index) => readsThis(tokens, index)))
      weight *= ELSEWHERE;
    if (isOfCopy(tokens, from, to)) weight *= COPY;
    else if (filled.some((index) => isOfTrade(tokens, index) || isSaidByPeople(tokens, index))) weight *= ELSEWHERE;
    if (isOfOthers(tokens, first, head) || (rule.negated === true && isBehind(tokens, head, then))) weight *= FORBIDDEN;
    if (filled.some((index) => has(tokens, index, ABOVE) && isNamedThing(tokens, index))) weight *= FORBIDDEN;
    if (rule.verb === true && isOfCode(tokens, text, head)) weight *= FORBIDDEN;
    const written = rule.harmless === undefined ? '' : text.slice(tokens.start[from], (tokens.end[to] ?? 0) + BEHIND);
    if (rule.harmless?.test(written) === true) weight *= ELSEWHERE;
  }
  if (rule.asked !== undefined && isAsked(tokens, first, from)) weight *= rule.asked;
  // Who asks for secrets asks for a thing, too: the rules about them have their own notion of a question.
  else if (question && !rule.id.startsWith('exfil.')) weight *= rule.asked ?? ASKED;
  if (isReported(tokens, first, from)) weight *= 0.7;
  weight *= rule.stage?.[stage] ?? 1;
  if (disguised > 0) weight += 0.1;
  return {
    rule: rule.id,
    message: rule.message,
    weight: Math.min(weight, CEILING),
    start: tokens.start[from] ?? 0,
    end: tokens.end[to] ?? 0,
    disguised: disguised > 0,
  };
}

/** Rules that hear a machine being spoken to, or something kept from people. */
const NAMING: ReadonlySet<string> = new Set([
  'indirect.addressed', 'indirect.addressed-weak', 'indirect.ai-must', 'indirect.ai-reading', 'indirect.silent',
]); // prettier-ignore
/** Rules that hear what a machine is said to do, which in a text about machines is said of each. */
const TOPICAL: ReadonlySet<string> = new Set(['indirect.ai-must', 'indirect.ai-reading', 'indirect.addressed']);
/** Weaker matches are not looked at twice. */
const WORTH = 0.1;
/** How long the name of a variable may be. */
const OPTION = 64;
/** So much of what stands behind a match is looked at. */
const BEHIND = 80;

const ABOVE = bits('ABOVE');
const ACTION = bits('DROP', 'DROPW', 'SHOW', 'SEND');

/** No verb, or one whose object is another than the one that was found. */
function isUnrelated(tokens: Tokens, first: number, verb: number, from: number, to: number): boolean {
  return (
    isNoun(tokens, verb, from, to) || isPlace(tokens, verb, to) || (from < verb && isOfAnother(tokens, first, verb, to))
  );
}

const DOES_FRENCH: ReadonlySet<string> = new Set(['remplace', 'annule', 'efface', 'supprime', 'ecrase', 'desactive']);

/** What a setting does is explained, or a call: `` `inherit: false` overrides everything above ``, `reset() forgets …`. */
function isOfCode(tokens: Tokens, text: string, verb: number): boolean {
  const start = tokens.start[verb] ?? 0;
  const written = tokens.word[verb] ?? '';
  return (
    (written.endsWith('s') || DOES_FRENCH.has(written)) && /[`)] $/.test(text.slice(Math.max(0, start - 2), start))
  );
}

const EXPORTED = /^ [a-z_]\w{0,60}=/;

/** `export API_KEY=…`: a variable of a shell is set. */
function isExport(tokens: Tokens, text: string, word: number): boolean {
  const end = tokens.end[word] ?? 0;
  return tokens.word[word] === 'export' && EXPORTED.test(text.slice(end, end + OPTION));
}

function isPartOfName(tokens: Tokens, text: string, word: number): boolean {
  return isModifier(tokens, text, word) || isOfOption(tokens, text, word) || isOtherPrompt(tokens, word);
}
