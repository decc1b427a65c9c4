// Acts that nobody is to learn of: a text that has something done, by a machine or by whoever works for somebody, and has it kept from
// those whom it concerns. However it is worded, orders that are planted in documents say that most often.
import type { GuardStage } from '../../types';
import type { Match } from '../engine';
import { bits } from '../lexicon';
import { covert } from '../messages';
import { has, type Tokens } from '../tokens';
import { ACTS, TECHNICAL } from './acts';
import { concealedIn } from './conceals';

/** So far before and behind what is concealed the act stands; in UTF-16 code units. */
const BEFORE = 320;
const BEHIND = 180;
/** A machine is named or spoken to so near. */
const NEAR = 260;

/** Of concealing something, of skipping an approval, and of both; acts add their weights. */
const OF_CONCEALING = 0.26;
const OF_APPROVAL = 0.1;
/** More, where a machine is named or spoken to near by. */
const OF_MACHINE = 0.14;
const MOST = 0.72;
/** What somebody asks for himself he may do himself. */
const ASKED = 0.9;

const MACHINE = bits('AI', 'MACHINE');
const ADDRESSED = bits('CALLED', 'MODAL', 'WORKS');

/** Looks for acts that are to be concealed. Takes a folded text and its words, marked by who is addressed. Linear. */
export function matchCovert(text: string, stage: GuardStage, tokens: Tokens): Match[] {
  if (stage === 'output') return [];
  const hidden = concealedIn(text, tokens);
  if (hidden.length === 0) return [];
  const machines = machinesIn(tokens);
  if (machines.length === 0 && !TECHNICAL.some((sign) => text.includes(sign))) return [];
  const found: Match[] = [];
  for (const { start, end, isApproval } of hidden) {
    const around = `${text.slice(Math.max(0, start - BEFORE), start)}\n${text.slice(end, end + BEHIND)}`;
    const acts = ACTS.filter(({ pattern }) => pattern.test(around));
    if (acts.length === 0) continue;
    const isBoth = hidden.some((other) => other.isApproval !== isApproval && Math.abs(other.start - start) < BEFORE);
    let weight = isApproval ? OF_APPROVAL : OF_CONCEALING;
    if (isBoth) weight += OF_APPROVAL;
    for (const act of acts) weight += act.weight;
    if (machines.some((at) => at >= start - NEAR && at <= end + NEAR)) weight += OF_MACHINE;
    // People ask one another not to tell somebody, too.
    else if (stage === 'context' && (isApproval || !acts.some(({ isTechnical }) => isTechnical))) continue;
    found.push({
      rule: isApproval ? 'covert.unapproved' : 'covert.concealed',
      message: covert,
      weight: Math.min(MOST, weight) * (stage === 'input' ? ASKED : 1),
      start,
      end,
      disguised: false,
    });
  }
  return found;
}

/** Where machines are named or spoken to. */
function machinesIn(tokens: Tokens): number[] {
  const places: number[] = [];
  for (let i = 0; i < tokens.count; i++)
    if (has(tokens, i, ADDRESSED) || has(tokens, i, MACHINE)) places.push(tokens.start[i] ?? 0);
  return places;
}
