// The injection detector: every reading of a text against the grammar of intent and the structural signs, one verdict.
import { t } from '../../base/l10n';
import { normalise, type HiddenFinding, type View } from '../normalise';
import type { GuardReason, GuardStage, GuardVerdict } from '../types';
import { markAddressed } from './addressing';
import { match, type Match } from './engine';
import { matchPassages } from './passages';
import { disguisedReadings, type Reading } from './readings';
import { matchStructure } from './structure';
import { LONG_PROMPT, THRESHOLDS, type Thresholds } from './thresholds';
import { tokenise } from './tokens';

export { THRESHOLDS, type Thresholds } from './thresholds';

interface Scored extends GuardReason {
  readonly weight: number;
  readonly family: string;
}

/** No more reasons than this are given; the strongest come first. */
const MAX_REASONS = 24;

/**
 * Judges a text. The score is 0 (nothing seen) to 1; `block` at the context stage means that the passage is to be put
 * aside, not that the whole request is refused. Pure, linear in the length of the text, never throws.
 */
export function inspect(text: string, stage: GuardStage, thresholds: Thresholds = THRESHOLDS[stage]): GuardVerdict {
  const normalised = normalise(text);
  const scored: Scored[] = hiddenReasons(normalised.hidden, text);
  for (const view of normalised.views) inspectView(view, stage, scored, text);
  if (stage === 'input' && text.length > LONG_PROMPT) {
    scored.push(reason('floor.length', 0.05, 0, text.length, t('The text is longer than {0} characters', LONG_PROMPT)));
  }
  const score = combine(scored);
  const reasons = strongest(scored);
  return { action: score >= thresholds.block ? 'block' : score >= thresholds.warn ? 'warn' : 'allow', score, reasons };
}

function inspectView(view: View, stage: GuardStage, scored: Scored[], original: string): void {
  const tokens = tokenise(view.text);
  const decoded = view.kind !== 'plain';
  const add = (found: Match, extra: number): void => {
    const start = view.start(found.start);
    const end = Math.max(start, view.end(found.end));
    // Encoded text that turns out to be an instruction was encoded for a reason.
    const bonus = (decoded && found.weight >= 0.25 ? 0.25 : 0) + (found.weight >= 0.25 ? extra : 0);
    const quoted = decoded ? 1 : quotedFactor(original, start, end, stage);
    scored.push(reason(found.rule, Math.min((found.weight + bonus) * quoted, 0.97), start, end, found.message()));
  };
  for (const found of match(tokens, stage)) add(found, 0);
  markAddressed(tokens, view.text);
  for (const found of matchPassages(tokens, view.text, stage)) add(found, 0);
  if (view.kind === 'concatenated') return;
  for (const found of matchStructure(view.text, stage)) add(found, 0);
  for (const reading of disguisedReadings(view.source, view.text, tokens)) {
    for (const found of match(tokenise(reading.text), stage)) {
      if (found.weight < 0.2) continue;
      scored.push(
        reason(
          found.rule,
          Math.min(found.weight + 0.25, 0.97),
          view.start(0),
          view.end(view.text.length),
          found.message(),
        ),
      );
      scored.push(
        reason(`obfuscation.${reading.kind}`, 0.2, view.start(0), view.end(view.text.length), disguise(reading.kind)),
      );
    }
  }
}

function disguise(kind: Reading['kind']): string {
  switch (kind) {
    case 'reversed':
      return t('Written backwards to hide what it says');
    case 'rotated':
      return t('Written in a shifted alphabet to hide what it says');
    case 'morse':
      return t('Written in Morse code to hide what it says');
  }
}

function reason(rule: string, weight: number, start: number, end: number, message: string): Scored {
  return { rule, weight, start, end, message, family: rule };
}

/** Words of those who give examples; in a prompt, also of those who want a sentence translated or tested. */
const REPORTING =
  /prompt.injection|injection de prompt|jailbreak|attaque|attack|exemple|example|d[eé]tect|regex|e\.g\.|owasp|pattern|\bmotif|faux positif|false positive|payload|such as|tel(?:le)?s? que|flagged|bloqu|blocked|phrases? (?:like|such|comme)|may write|may contain|peut contenir|might say|could say/i;
const REPORTING_PROMPT =
  /translat|tradui|signifie|what does|mean|test case|unit test|test unitaire|string|phrase|assert|expect\(/i;
/** Quoted and yet to be done. */
const CARRY_OUT =
  /(?:ex[eé]cut|obey|follow it|do it|fais-le|fais ce|suis-l|applique-l|ob[eé]is|comply|act on|and then|puis)/i;
/** So much text before a passage is looked at for words of reporting. */
const BEFORE_QUOTE = 300;

/** Less than 1 when the passage stands in quotation marks or code, in a text that talks about such passages. */
function quotedFactor(text: string, start: number, end: number, stage: GuardStage): number {
  const line =
    text
      .slice(Math.max(0, start - 160), start)
      .split('\n')
      .at(-1) ?? '';
  const rest = text.slice(end, end + 160).split('\n', 1)[0] ?? '';
  if (!QUOTES.some(([open, close]) => open.test(line) && close.test(rest))) return 1;
  const around = text.slice(Math.max(0, start - BEFORE_QUOTE), start) + rest;
  const reports = REPORTING.test(around) || (stage === 'input' && REPORTING_PROMPT.test(around));
  return reports && !CARRY_OUT.test(around) ? 0.25 : 1;
}

/** Opening mark with nothing but words up to the passage, and its closing mark after it. */
const QUOTES: readonly (readonly [RegExp, RegExp])[] = [
  [/"[^"]{0,80}$/, /^[^"]{0,120}"/],
  [/“[^”]{0,80}$/, /^[^“]{0,120}”/],
  [/«[^»]{0,80}$/, /^[^«]{0,120}»/],
  [/`[^`]{0,80}$/, /^[^`]{0,120}`/],
  [/(?:^|[\s(,:[=])['‘][^'’]{0,80}$/, /^[^'’]{0,120}['’](?:$|[\s),:;.?!\]])/],
  [/(?:^|[\s(=])\/[^/]{0,80}$/, /^[^/]{0,120}\/[a-z]{0,4}(?:$|[\s),;.])/],
];

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
  return Math.round((1 - harmless) * 1000) / 1000;
}

const WEAK = 0.2;
const MAX_WEAK = 4;

function strongest(scored: readonly Scored[]): GuardReason[] {
  const seen = new Set<string>();
  const reasons: GuardReason[] = [];
  for (const { rule, message, start, end } of [...scored].sort((a, b) => b.weight - a.weight)) {
    const key = `${rule} ${start}`;
    if (seen.has(key)) continue;
    seen.add(key);
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
    );
  });
}
