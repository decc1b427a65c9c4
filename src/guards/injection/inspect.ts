// The injection detector: what the rules find in the sections of a text, and what that comes to.
import { t } from '../../base/l10n';
import type { GuardReason, GuardStage, GuardVerdict } from '../types';
import { isGame } from './genres';
import { judge, judgeRecords, reason, type Scored } from './judge';
import { blank, isAbout, isFiction, isHouseRules, meets, mentions, withColons } from './mentions';
import { isOfDocument } from './pasted';
import { bridgeAt, sectionsOf } from './sections';
import { FORM_IDS } from './structure';
import { LONG_PROMPT, THRESHOLDS, type Thresholds } from './thresholds';

export { THRESHOLDS, type Thresholds } from './thresholds';

/** No more reasons than this are given; the strongest come first. */
const MAX_REASONS = 24;
/** Factor for the score of a text that mentions what it does not say itself. */
const MENTIONED = 0.5;
/** Factor for the configuration of one's own assistant, which speaks to an assistant by nature. */
const HOUSE_RULES = 0.68;
/** Factor for the parts that people are given in a game; a plain attack among them is still one. */
const GAME = 0.6;
/** Weaker signs are found in a disguise by chance. */
const HIDDEN = 0.25;
/** Factor for a story to be written: its people break rules, and its narrator is told what he may do. */
const FICTION = 0.72;
/** From this score on, what a text says itself is part of the attack. */
const OWN_VOICE = 0.3;
/** The same for what is about attacks: advice to people is full of their words. */
const OWN_VOICE_ABOUT = 0.48;

/** What a document scores there is worth so much in a question: thresholds of questions are lower. */
const AS_PASTED = THRESHOLDS.input.block / THRESHOLDS.context.block;

/** From this score on in one of two neighbouring sections, the place where they meet is looked at. */
const SUSPICIOUS = 0.25;

/**
 * Judges a text. The score is 0 (nothing seen) to 1; `block` at the context stage means that the passage is to be put
 * aside, not that the whole request is refused. A long text is judged by its worst section. Pure, linear in the length of the
 * text, never throws.
 */
export function inspect(text: string, stage: GuardStage, thresholds: Thresholds = THRESHOLDS[stage]): GuardVerdict {
  const judged = judgeSections(text, stage, thresholds, ENOUGH);
  const scored = judged.flatMap((one) => one.scored);
  if (stage === 'input' && text.length > LONG_PROMPT)
    scored.push(reason('floor.length', 0.05, 0, text.length, t('The text is longer than {0} characters', LONG_PROMPT)));
  const worst = judged.reduce((score, one) => Math.max(score, one.score), 0);
  return verdictOf(worst, scored, thresholds);
}

/** A part of a text, in UTF-16 code units, and what was found there; the offsets of the reasons are those of the text. */
export interface SectionVerdict extends GuardVerdict {
  readonly start: number;
  readonly end: number;
  /** Something was found by its form, or behind a disguise: of that only the rules can judge. */
  readonly isForRules: boolean;
}

/** Judges each section of a text, as `inspect` does; the sections follow one another without gaps. */
export function inspectSections(text: string, stage: GuardStage): SectionVerdict[] {
  const thresholds = THRESHOLDS[stage];
  return judgeSections(text, stage, thresholds).map(({ start, end, score, scored }) => ({
    start,
    end,
    isForRules: isHidden(scored) || scored.some(isOfForm),
    ...verdictOf(score, scored, thresholds),
  }));
}

function verdictOf(exact: number, scored: readonly Scored[], thresholds: Thresholds): GuardVerdict {
  const score = Math.round(exact * 1000) / 1000;
  const action = score >= thresholds.block ? 'block' : score >= thresholds.warn ? 'warn' : 'allow';
  return { action, score, reasons: strongest(scored) };
}

interface Judged {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly scored: readonly Scored[];
}

/** Once so many sections are blocked the verdict stands, and there are as many reasons as are given. */
const ENOUGH = 8;

/** @param enough so many blocked sections, and those behind them are not looked at */
function judgeSections(text: string, stage: GuardStage, thresholds: Thresholds, enough = Infinity): Judged[] {
  const judgePart = (start: number, end: number): Judged => {
    const part = text.slice(start, end);
    const asked = inspectSection(part, stage, thresholds);
    // What is pasted into a long question is a document like those that are attached to it.
    const pasted =
      stage === 'input' &&
      part !== text &&
      asked.score >= thresholds.warn &&
      !isSpoofed(asked.scored) &&
      isOfDocument(part)
        ? inspectSection(part, 'context', THRESHOLDS.context)
        : undefined;
    const score = pasted === undefined ? asked.score : Math.min(asked.score, pasted.score * AS_PASTED);
    const { scored } = asked;
    return { start, end, score, scored: start === 0 ? scored : scored.map((one) => moved(one, start)) };
  };
  const judged: Judged[] = [];
  let isOpen = false;
  let blocked = 0;
  for (const { start, end, open } of sectionsOf(text)) {
    if (blocked >= enough) break;
    const here = judgePart(start, end);
    if (here.score >= thresholds.block) blocked++;
    const before = judged.at(-1);
    const score = Math.max(here.score, before?.score ?? 0);
    judged.push(here);
    // An order may stand on both sides of a border, and only a half of it in each section.
    if (before !== undefined && (isOpen || score >= SUSPICIOUS) && score < thresholds.block) {
      const bridge = bridgeAt(text, start);
      const across = judgePart(bridge.start, bridge.end);
      judged.splice(-2, 2, joined(before, across), joined(here, across));
    }
    isOpen = open;
  }
  const [first] = judged;
  if (first === undefined || judged.length < 2 || blocked > 0) return judged;
  const inRecords = judgeRecords(text, stage);
  if (inRecords.length > 0) judged[0] = joined(first, { ...first, score: combine(inRecords), scored: inRecords });
  return judged;
}

/** A section, and what was found across its border. */
function joined(section: Judged, across: Judged): Judged {
  if (across.score <= section.score) return section;
  return { ...section, score: across.score, scored: [...section.scored, ...across.scored] };
}

/** The turns or tags of a chat are made up. */
function isSpoofed(scored: readonly Scored[]): boolean {
  return scored.some(({ rule }) => rule.startsWith('role.'));
}

/** An order was found in a disguise: it is no mention of another text, and no part of a game. */
function isHidden(scored: readonly Scored[]): boolean {
  return scored.some(({ disguised, weight }) => disguised && weight >= HIDDEN);
}

/** From this weight on a form is more than a hint. */
const STRONG_FORM = 0.4;

/** Tags, turns, codes and marks are no sentences, of which a model might think something. */
function isOfForm({ rule, weight }: Scored): boolean {
  return weight >= STRONG_FORM && (FORM_IDS.has(rule) || rule.startsWith('payload.') || rule === 'forced.pwned');
}

function moved(one: Scored, by: number): Scored {
  return { ...one, start: one.start + by, end: one.end + by };
}

function inspectSection(
  text: string,
  stage: GuardStage,
  thresholds: Thresholds,
): { readonly score: number; readonly scored: readonly Scored[] } {
  const scored = judge(text, stage);
  let score = combine(scored);
  // Only what would be noticed is looked at again: ordinary texts pay nothing.
  const hidden = isHidden(scored);
  if (score >= thresholds.warn && !hidden) {
    const quoted = mentions(text, stage, scored);
    const outer = blank(text, withColons(text, quoted));
    const own = isAbout(outer) ? OWN_VOICE_ABOUT : OWN_VOICE;
    // What stands outside of quotations is said by the text, and need not be judged again.
    if (quoted.length > 0 && ownScore(scored.filter((one) => !meets(one, quoted))) < own) {
      const said = ownScore(judge(outer, stage));
      // Who gives orders himself does not merely quote those of others.
      if (said < own) score = Math.max(said, Math.min(score * MENTIONED, thresholds.block - 0.01));
    }
  }
  if (stage === 'context' && score >= thresholds.warn) {
    if (isHouseRules(text)) score *= HOUSE_RULES;
    // Players need not decipher their parts.
    else if (!hidden && isGame(text)) score *= GAME;
  }
  if (stage === 'input' && score >= thresholds.warn && isFiction(text)) score *= FICTION;
  return { score, scored };
}

/** What a text says itself; the watch list looks for words, whoever says them. */
function ownScore(scored: readonly Scored[]): number {
  return combine(scored.filter(({ rule }) => !rule.startsWith('floor.')));
}

/** Independent signs add up as probabilities do; one rule counts once, weak signs only a few times. */
function combine(scored: readonly Scored[]): number {
  const best = new Map<string, number>();
  for (const { rule, weight } of scored) best.set(rule, Math.max(best.get(rule) ?? 0, weight));
  const weights = [...best.values()].sort((a, b) => b - a);
  let harmless = 1;
  let weak = 0;
  for (const weight of weights) {
    if (weight < WEAK && ++weak > MAX_WEAK) break;
    harmless *= 1 - weight;
  }
  return 1 - harmless;
}

const WEAK = 0.2;
const MAX_WEAK = 4;

function strongest(scored: readonly Scored[]): GuardReason[] {
  const reasons: GuardReason[] = [];
  for (const { rule, message, start, end } of [...scored].sort((a, b) => b.weight - a.weight)) {
    if (reasons.some((one) => one.rule === rule && one.start === start)) continue;
    reasons.push({ rule, message, start, end });
    if (reasons.length >= MAX_REASONS) break;
  }
  return reasons;
}
