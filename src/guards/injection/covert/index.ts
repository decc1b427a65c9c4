// Acts that nobody is to learn of: a text that has something done, by a machine or by whoever works for somebody, and has it kept from
// those whom it concerns. However it is worded, orders that are planted in documents say that most often.
import { matchesOf } from '../../matches';
import type { GuardStage } from '../../types';
import type { Match } from '../engine';
import { bits, WordFilter } from '../lexicon';
import { covert } from '../messages';
import { has, type Tokens } from '../tokens';
import { ACTS, TECHNICAL } from './acts';
import { CONCEALS } from './conceals';
import { CUES, DENIALS, VERBS } from './cues';

/** So far before and behind what is concealed the act stands; in UTF-16 code units. */
const BEFORE = 320;
const BEHIND = 180;
/** More places are not looked at. */
const LIMIT = 6;

/** Of concealing something, of skipping an approval, and of both; acts add their weights. */
const OF_CONCEALING = 0.26;
const OF_APPROVAL = 0.1;
/** More, where a machine is named or spoken to near by. */
const OF_MACHINE = 0.14;
/** With fewer kinds of acts nothing is found. */
const FEWEST_ACTS = 1;
const MOST = 0.72;
/** What somebody asks for himself he may do himself. */
const ASKED = 0.9;

const MACHINE = bits('AI', 'MACHINE');
const ADDRESSED = bits('CALLED', 'MODAL', 'WORKS');

/** Looks for acts that are to be concealed. Takes a folded text and its words, marked by who is addressed. Linear. */
export function matchCovert(text: string, stage: GuardStage, tokens: Tokens): Match[] {
  if (stage === 'output') return [];
  const parts = partsAround(text, tokens);
  if (parts.length === 0) return [];
  const machines = machinesIn(tokens);
  if (machines.length === 0 && !TECHNICAL.some((sign) => text.includes(sign))) return [];
  const found: Match[] = [];
  const hidden: { start: number; end: number; isApproval: boolean }[] = [];
  for (const [from, to] of parts) {
    const part = text.slice(from, to);
    for (const { isApproval, pattern } of CONCEALS)
      for (const { index, 0: match } of matchesOf(part, pattern))
        if (!isProtected(part, index, match))
          hidden.push({ start: from + index, end: from + index + match.length, isApproval });
    if (hidden.length >= LIMIT) break;
  }
  for (const one of hidden) {
    const around = `${text.slice(Math.max(0, one.start - BEFORE), one.start)}\n${text.slice(one.end, one.end + BEHIND)}`;
    const acts = ACTS.filter(({ pattern }) => pattern.test(around));
    if (acts.length < FEWEST_ACTS) continue;
    const also = hidden.some(
      (other) => other.isApproval !== one.isApproval && Math.abs(other.start - one.start) < BEFORE,
    );
    let weight = one.isApproval ? OF_APPROVAL : OF_CONCEALING;
    if (also) weight += OF_APPROVAL;
    for (const act of acts) weight += act.weight;
    if (machines.some((at) => at >= one.start - NEAR && at <= one.end + NEAR)) weight += OF_MACHINE;
    // People ask one another not to tell somebody, too.
    else if (stage === 'context' && (one.isApproval || !acts.some(({ isTechnical }) => isTechnical))) continue;
    found.push({
      rule: one.isApproval ? 'covert.unapproved' : 'covert.concealed',
      message: covert,
      weight: Math.min(MOST, weight) * (stage === 'input' ? ASKED : 1),
      start: one.start,
      end: one.end,
      disguised: false,
    });
  }
  return found;
}

/** How far before a verb the denial stands, and behind it who or what it is about, in words. */
const DENIED = 8;
/** So far around such a word its clause goes; in UTF-16 code units. */
const BACK = 100;
const ON = 140;
const ANY_CUE = new WordFilter([...VERBS, ...CUES, ...DENIALS]);

/** The parts of a text around words of concealing: verbs that are denied, and what tells by itself; in order, none twice. Most texts have none. */
function partsAround(text: string, { word, hash, start, count }: Tokens): [from: number, to: number][] {
  const parts: [number, number][] = [];
  let denied = -Infinity;
  for (let i = 0; i < count; i++) {
    if (!ANY_CUE.mayHave(hash[i] ?? 0)) continue;
    const here = word[i] ?? '';
    if (DENIALS.has(here)) denied = i;
    if (!(VERBS.has(here) && i - denied <= DENIED) && !CUES.has(here)) continue;
    const at = start[i] ?? 0;
    const last = parts.at(-1);
    const to = Math.min(text.length, at + ON);
    if (last !== undefined && at - BACK <= last[1]) last[1] = to;
    else parts.push([Math.max(0, at - BACK), to]);
  }
  return parts;
}

/** `Never run it without approval`: what is denied twice is asked for. */
function isProtected(part: string, index: number, match: string): boolean {
  return (
    /^[^a-z]?(?:without|sans|before|rather than|instead of)\b/.test(match) && DENIED_BEFORE.test(part.slice(0, index))
  );
}

const DENIED_BEFORE =
  /\b(?:never|not|don['’]?t|cannot|can['’]?t|no|ne|jamais|nothing|rien|aucune?)\b[^.;\n]{0,80}$|\bn['’][^.;\n]{0,80}$/;

const NEAR = 260;

/** Where machines are named or spoken to. */
function machinesIn(tokens: Tokens): number[] {
  const places: number[] = [];
  for (let i = 0; i < tokens.count; i++)
    if (has(tokens, i, ADDRESSED) || has(tokens, i, MACHINE)) places.push(tokens.start[i] ?? 0);
  return places;
}
