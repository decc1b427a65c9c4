// Orders that nobody can read as they stand: a text that tells its reader to read something in another way, and to obey what comes out.
// Whatever the disguise is, and there are more than can be undone, somebody must say how it is read.
import { matchesOf } from '../../matches';
import type { GuardStage } from '../../types';
import type { Match } from '../engine';
import { bits, signBits } from '../lexicon';
import { payload } from '../messages';
import { has, type Tokens } from '../tokens';
import { LOOSELY_OBEYS, OBEYS, UNTOLD, type Obeys } from './orders';
import { hasStrangeLine, isUnreadable } from './unreadable';
import { WAYS } from './ways';

/** How far before what is to be obeyed the way of reading may stand, and how far behind it; in UTF-16 code units. */
const BEFORE = 260;
const BEHIND = 180;
/** More orders of that kind are not looked at. */
const LIMIT = 6;

const UNREAD = signBits('unread');
const OBEY = signBits('obey', 'order');
const MACHINE = bits('AI', 'MACHINE');
const ADDRESSED = bits('CALLED', 'MODAL', 'WORKS');

/** Weights by how surely an order comes out: of a riddle, and of what is merely put together. */
const OF_RIDDLE: Readonly<Record<Obeys['strength'], number>> = { 1: 0.44, 2: 0.58, 3: 0.62 };
const OF_PIECES: Readonly<Record<Obeys['strength'], number>> = { 1: 0.3, 2: 0.42, 3: 0.56 };
/** Of what nobody can read as it stands, where its way of reading is named, and where it is not. */
const OF_UNREADABLE: Readonly<Record<Obeys['strength'], number>> = { 1: 0.6, 2: 0.66, 3: 0.7 };
const OF_UNNAMED: Readonly<Record<Obeys['strength'], number>> = { 1: 0, 2: 0.58, 3: 0.62 };
/** More for what nobody is to be told. */
const UNTOLD_MORE = 0.16;
/** More, in a document, where it is said to a machine; factor for documents where it is not. */
const ADDRESSED_MORE = 0.2;
const UNADDRESSED = 0.6;

/** Looks for orders to obey what can be read in another way. Takes a folded text and its words, marked by who is addressed. Linear. */
export function matchPayload(text: string, stage: GuardStage, tokens: Tokens): Match[] {
  if (stage === 'output' || (tokens.signs & UNREAD) === 0 || (tokens.signs & OBEY) === 0) return [];
  const ways = waysIn(text, tokens);
  return ways.length === 0 ? [] : ordersIn(text, stage, tokens, ways, false);
}

/**
 * As `matchPayload`, of orders to obey something that nobody can read, and that no reading made sense of: rows of letters, of digits,
 * of words that are none.
 */
export function matchUnread(text: string, stage: GuardStage, tokens: Tokens): Match[] {
  if (stage === 'output') return [];
  const isUnread = isUnreadable(text, tokens);
  const ways = (tokens.signs & UNREAD) === 0 ? [] : waysIn(text, tokens);
  // Where somebody says how it is read, less of it is enough.
  const isStrange = isUnread || (ways.length > 0 && hasStrangeLine(text, tokens));
  return isStrange && !isProgram(text) ? ordersIn(text, stage, tokens, ways, true) : [];
}

/** Whether many lines end as those of programs do, whose names are no words. */
function isProgram(text: string): boolean {
  return (text.match(LINE_OF_PROGRAM)?.length ?? 0) >= FEWEST_LINES;
}

const LINE_OF_PROGRAM = /[{};,)]\n/g;
const FEWEST_LINES = 5;

/** @param unread something stands there that nobody can read */
function ordersIn(text: string, stage: GuardStage, tokens: Tokens, ways: readonly Named[], unread: boolean): Match[] {
  const found: Match[] = [];
  for (const [from, to] of unread ? [[0, text.length] as const] : partsAround(tokens, ways)) {
    const part = text.slice(from, to);
    for (const { strength, isNamed, pattern } of unread ? ALL_OBEYS : OBEYS) {
      for (const match of matchesOf(part, pattern)) {
        const start = from + match.index;
        const end = start + match[0].length;
        // `![Prompt for the model](…)`: the name of a picture.
        if (isNamed === true && text.startsWith('![', start - 2)) continue;
        if (isNamed !== true && UNSAID.test(text.slice(Math.max(0, start - LEAD), start))) continue;
        const weight = weigh(text, start, end, strength, ways, unread);
        if (weight === 0) continue;
        found.push({
          rule: unread ? 'payload.unread' : 'payload.obey',
          message: payload,
          weight: stage === 'input' ? weight : inDocument(weight, tokens, start, end),
          start,
          end,
          disguised: false,
        });
        if (found.length >= LIMIT) return found;
      }
    }
  }
  return found;
}

const ALL_OBEYS = [...OBEYS, ...LOOSELY_OBEYS];

/** Where a way of reading is named. */
interface Named {
  readonly at: number;
  readonly isRiddle: boolean;
}

/** So far around its word a way of reading goes. */
const BACK = 36;
const ALONG = 44;
/** So many words of ways are looked at: a text about ciphers has hundreds. */
const MOST_WAYS = 64;

/** The ways of reading that a text names, in order. */
function waysIn(text: string, { signsAt, signsOf }: Tokens): Named[] {
  const ways: Named[] = [];
  let tried = 0;
  let order = 0;
  for (let n = 0; n < signsAt.length && tried < MOST_WAYS; n++) {
    if (((signsOf[n] ?? 0) & UNREAD) === 0) continue;
    const at = signsAt[n] ?? 0;
    // Most words of the kind have nothing to be obeyed around them.
    while ((signsAt[order] ?? Infinity) < at - BEHIND - ON || ((signsOf[order] ?? OBEY) & OBEY) === 0) order++;
    if ((signsAt[order] ?? Infinity) > at + BEFORE + ON) continue;
    tried++;
    const part = text.slice(Math.max(0, at - BACK), at + ALONG);
    const way = WAYS.find(({ pattern }) => pattern.test(part));
    if (way !== undefined) ways.push({ at, isRiddle: way.isRiddle });
  }
  return ways;
}

/** What stands before a verb that nobody is told to carry out: `in order to do this`, `never run it`, `which execute it`. */
const UNSAID =
  /(?<!\b(?:need|have|want|are|ought|supposed|you|free|asked|told|has|invited|expected|required) )\b(?:to|not|never|can|could|would|may|might|they|we|i|he|she|who|which|pour|peut|peuvent|va|ne|qui|il|elle|on|je) $|n['’]?t $/;
const LEAD = 24;

/** So far around a word of obeying the order goes. */
const AHEAD = 40;
const ON = 160;

/** The parts of a text in which something may be to be obeyed, with a way of reading not far away; in order, none twice. */
function partsAround({ signsAt, signsOf }: Tokens, ways: readonly Named[]): [from: number, to: number][] {
  const parts: [number, number][] = [];
  let way = 0;
  for (let n = 0; n < signsAt.length && way < ways.length; n++) {
    if (((signsOf[n] ?? 0) & OBEY) === 0) continue;
    const at = signsAt[n] ?? 0;
    while ((ways[way]?.at ?? Infinity) < at - BEFORE) way++;
    if ((ways[way]?.at ?? Infinity) > at + AHEAD + BEHIND) continue;
    const last = parts.at(-1);
    if (last !== undefined && at - AHEAD <= last[1]) last[1] = at + ON;
    else parts.push([Math.max(0, at - AHEAD), at + ON]);
  }
  return parts;
}

/** How surely the order between two places is to obey what is read in one of these ways, or what nobody can read; 0 for neither. */
function weigh(
  text: string,
  start: number,
  end: number,
  strength: Obeys['strength'],
  ways: readonly Named[],
  unread: boolean,
): number {
  const near = ways.filter(({ at }) => at >= start - BEFORE && at <= end + BEHIND);
  const isNamed = near.length > 0 && !ANSWER.test(text.slice(start, end));
  if (near.length === 0 && !unread) return 0;
  const weights = unread
    ? isNamed
      ? OF_UNREADABLE
      : OF_UNNAMED
    : near.some(({ isRiddle }) => isRiddle)
      ? OF_RIDDLE
      : OF_PIECES;
  const weight = weights[strength];
  if (weight === 0) return 0;
  const isUntold =
    UNTOLD.test(text.slice(Math.max(0, start - BEFORE), start)) || UNTOLD.test(text.slice(end, end + BEHIND));
  return isUntold ? weight + UNTOLD_MORE : weight;
}

/** A question that is encoded may be answered. */
const ANSWER = /answer|respond|reply|repond/;

/** How far from the order a machine is spoken to, and how far from it one is merely named; in UTF-16 code units. */
const NEAR = 140;
const CLOSE = 70;

/** In a document, orders to programs and to people are about as common as those to whoever reads it. */
function inDocument(weight: number, tokens: Tokens, start: number, end: number): number {
  for (let i = 0; i < tokens.count; i++) {
    const at = tokens.start[i] ?? 0;
    if (at > end + NEAR) break;
    if (at < start - NEAR) continue;
    if (has(tokens, i, ADDRESSED) || (at >= start - CLOSE && at <= end + CLOSE && has(tokens, i, MACHINE)))
      return weight + ADDRESSED_MORE;
  }
  return weight * UNADDRESSED;
}
