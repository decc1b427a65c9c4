// The injection detector: every reading of a text against the grammar of intent and the structural signs, one verdict.
import { t } from '../../base/l10n';
import { normalise, type HiddenFinding, type View } from '../normalise';
import type { GuardReason, GuardStage, GuardVerdict } from '../types';
import { markAddressed } from './addressing';
import { changedPassages } from './changed';
import { match, type Match } from './engine';
import { blank, isFiction, isHouseRules, meets, mentions } from './mentions';
import { matchPassages } from './passages';
import { disguisedReadings, type ReadingKind } from './readings';
import { matchStructure } from './structure';
import { LONG_PROMPT, THRESHOLDS, type Thresholds } from './thresholds';
import { tokenise, type Tokens } from './tokens';

export { THRESHOLDS, type Thresholds } from './thresholds';

interface Scored extends GuardReason {
  readonly weight: number;
  /** Found in a reading that the author hid or encoded. */
  readonly disguised: boolean;
}

/** No more reasons than this are given; the strongest come first. */
const MAX_REASONS = 24;
/** Factor for the score of a text that mentions what it does not say itself. */
const MENTIONED = 0.5;
/** Factor for the configuration of one's own assistant, which speaks to an assistant by nature. */
const HOUSE_RULES = 0.8;
/** Factor for a story to be written: its people break rules, and its narrator is told what he may do. */
const FICTION = 0.72;
/** From this score on, what a text says itself is part of the attack. */
const OWN_VOICE = 0.3;

/**
 * Judges a text. The score is 0 (nothing seen) to 1; `block` at the context stage means that the passage is to be put
 * aside, not that the whole request is refused. Pure, linear in the length of the text, never throws.
 */
export function inspect(text: string, stage: GuardStage, thresholds: Thresholds = THRESHOLDS[stage]): GuardVerdict {
  const scored = judge(text, stage);
  let score = combine(scored);
  // Only what would be noticed is looked at again: ordinary texts pay nothing.
  if (score >= thresholds.warn && !scored.some(({ disguised, weight }) => disguised && weight >= 0.25)) {
    const quoted = mentions(text, stage, scored);
    // What stands outside of quotations is said by the text, and need not be judged again.
    if (quoted.length > 0 && ownScore(scored.filter((one) => !meets(one, quoted))) < OWN_VOICE) {
      const said = ownScore(judge(blank(text, quoted), stage));
      // Who gives orders himself does not merely quote those of others.
      if (said < OWN_VOICE) score = Math.max(said, Math.min(score * MENTIONED, thresholds.block - 0.01));
    }
  }
  if (stage === 'context' && score >= thresholds.warn && isHouseRules(text)) score *= HOUSE_RULES;
  if (stage === 'input' && score >= thresholds.warn && isFiction(text)) score *= FICTION;
  score = Math.round(score * 1000) / 1000;
  const reasons = strongest(scored);
  return { action: score >= thresholds.block ? 'block' : score >= thresholds.warn ? 'warn' : 'allow', score, reasons };
}

/** What a text says itself; the watch list looks for words, whoever says them. */
function ownScore(scored: readonly Scored[]): number {
  return combine(scored.filter(({ rule }) => !rule.startsWith('floor.')));
}

/** What the rules find in every reading of a text. */
function judge(text: string, stage: GuardStage): Scored[] {
  const normalised = normalise(text);
  const scored: Scored[] = hiddenReasons(normalised.hidden, text);
  for (const view of normalised.views) inspectView(view, stage, scored);
  if (stage === 'input' && text.length > LONG_PROMPT) {
    scored.push(reason('floor.length', 0.05, 0, text.length, t('The text is longer than {0} characters', LONG_PROMPT)));
  }
  return scored;
}

/** Encoded text that turns out to be an instruction was encoded for a reason, and so was any other disguise. */
const DISGUISED = 0.25;
/** Weaker matches gain nothing from a disguise. */
const TELLING = 0.25;
/** Weaker matches in a reading that nobody wrote are chance. */
const CHANCE = 0.2;

/** A reading must find so much more of a rule than the text as it stands. */
const NEWS = 0.05;

function inspectView(view: View, stage: GuardStage, scored: Scored[]): void {
  const tokens = tokenise(view.text);
  const decoded = view.kind !== 'plain';
  const disguised = decoded && view.kind !== 'concatenated';
  const plain = new Map<string, number>();
  for (const found of findAll(view.text, tokens, stage, view.kind !== 'concatenated')) {
    if (!found.disguised) plain.set(found.rule, Math.max(found.weight, plain.get(found.rule) ?? 0));
    const start = view.start(found.start);
    const end = Math.max(start, view.end(found.end));
    const weight = found.weight + (decoded && found.weight >= TELLING ? DISGUISED : 0);
    scored.push(reason(found.rule, Math.min(weight, CEILING), start, end, found.message(), disguised));
  }
  if (view.kind === 'concatenated') return;
  const start = view.start(0);
  const end = view.end(view.text.length);
  for (const { kind, text: whole } of disguisedReadings(view.source, view.text, tokens)) {
    const text = changedPassages(view.text, whole);
    if (text === undefined) continue;
    // What stands there in plain is not hidden by a disguise, and is judged as it stands.
    const matches = findAll(text, tokenise(text), stage, true).filter(
      ({ rule, weight }) => weight >= CHANCE && weight > (plain.get(rule) ?? 0) + NEWS,
    );
    if (matches.length === 0) continue;
    // Short lines are a layout, and line breaks in strings a format: they hide nothing.
    const extra = kind === 'lines' || kind === 'escaped' ? 0 : DISGUISED;
    for (const { rule, weight, message } of matches)
      scored.push(
        reason(rule, Math.min(weight + (weight >= TELLING ? extra : 0), CEILING), start, end, message(), extra > 0),
      );
    if (extra > 0) scored.push(reason(`obfuscation.${kind}`, 0.2, start, end, disguise(kind)));
  }
}

/** What one rule can reach at most. */
const CEILING = 0.97;

/** What all rules find in a folded text. */
function findAll(text: string, tokens: Tokens, stage: GuardStage, withStructure: boolean): Match[] {
  const found = match(tokens, stage);
  markAddressed(tokens, text);
  found.push(...matchPassages(tokens, text, stage));
  if (withStructure) found.push(...matchStructure(text, stage, tokens));
  return found;
}

function disguise(kind: ReadingKind): string {
  switch (kind) {
    case 'joined':
      return t('Written without blanks to hide what it says');
    case 'spelt':
    case 'lines':
    case 'escaped':
      return t('Spelt out letter by letter to hide what it says');
    case 'leetspeak':
      return t('Written with digits for letters to hide what it says');
    case 'scrambled':
      return t('Written with scrambled words to hide what it says');
    case 'reversed':
      return t('Written backwards to hide what it says');
    case 'rotated':
      return t('Written in a shifted alphabet to hide what it says');
    case 'morse':
      return t('Written in Morse code to hide what it says');
  }
}

function reason(rule: string, weight: number, start: number, end: number, message: string, disguised = false): Scored {
  return { rule, weight, start, end, message, disguised };
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

const HIDDEN_WEIGHT: Readonly<Record<HiddenFinding['kind'], number>> = {
  tags: 0.9,
  'variation-selectors': 0.85,
  'zero-width': 0.2,
  bidi: 0.7,
  interlinear: 0.7,
  'private-use': 0.65,
  conceal: 0.7,
  combining: 0.2,
  'mixed-script': 0.3,
};

/** A run of this many invisible characters carries a message; a few inside words only disguise them. */
const MESSAGE_RUN = 8;

function hiddenReasons(hidden: readonly HiddenFinding[], text: string): Scored[] {
  const counts = new Map<string, number>();
  for (const finding of hidden) counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + 1);
  return hidden.map((finding) => {
    let weight = HIDDEN_WEIGHT[finding.kind];
    const many = counts.get(finding.kind) ?? 0;
    if (finding.kind === 'zero-width') {
      const run = finding.end - finding.start;
      if (finding.decoded !== undefined || run >= MESSAGE_RUN) weight = 0.85;
      else if (/[\u2061-\u2064]/.test(text.slice(finding.start, finding.end)) && many >= 3) weight = 0.65;
    }
    return reason(
      `hidden.${finding.kind}`,
      weight,
      finding.start,
      finding.end,
      t('Contains characters that a reader cannot see'),
      true,
    );
  });
}
