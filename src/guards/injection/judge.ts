// What the rules find in every reading of a text: as it stands, decoded, and out of its disguises.
import { t } from '../../base/l10n';
import { normalise, type HiddenFinding, type View } from '../normalise';
import type { GuardReason, GuardStage } from '../types';
import { markAddressed } from './addressing';
import { changedPassages } from './changed';
import { matchCovert } from './covert';
import { markDescribed } from './described';
import { match, type Match } from './engine';
import { clearTemplates } from './envTemplates';
import { clearHave } from './have';
import { hiddenOrders } from './hiddenOrders';
import { matchPassages } from './passages';
import { matchPayload, matchUnread } from './payload';
import { signedOfHidden } from './punctuation';
import { disguisedReadings, saidByRecords, type ReadingKind } from './readings';
import { matchStructure } from './structure';
import { tokenise, type Tokens } from './tokens';

/** A reason with its weight. */
export interface Scored extends GuardReason {
  readonly weight: number;
  /** Found in a reading that the author hid or encoded. */
  readonly disguised: boolean;
}

/** What the rules find in every reading of a text. */
export function judge(text: string, stage: GuardStage): Scored[] {
  const normalised = normalise(text);
  const scored: Scored[] = hiddenReasons(normalised.hidden, text);
  let plain: Tokens | undefined;
  for (const view of normalised.views) {
    const { tokens, isRead } = inspectView(view, stage, scored);
    if (view.kind === 'plain' && !isRead) plain = tokens;
  }
  const [first] = normalised.views;
  // What was read is judged by what it says.
  if (plain !== undefined && first !== undefined && normalised.views.length === 1)
    for (const { rule, weight, start, end, message } of matchUnread(first.text, stage, plain))
      scored.push(reason(rule, weight, first.start(start), first.end(end), message(), true));
  return scored;
}

/** Encoded text that turns out to be an instruction was encoded for a reason, and so was any other disguise. */
const DISGUISED = 0.25;
/** Weaker matches gain nothing from a disguise. */
const TELLING = 0.25;
/** Weaker matches in a reading that nobody wrote are chance. */
const CHANCE = 0.2;

/** How a text may be written that hides nothing: in lines, pieces and strings, and with slips. */
const OPEN: ReadonlySet<ReadingKind> = new Set<ReadingKind>(['lines', 'pieces', 'escaped', 'corrected']);

/** How a text may be written of which nothing stands there as it reads: whatever is found in it is hidden. */
const SPELLED: ReadonlySet<ReadingKind> = new Set<ReadingKind>(['spelled', 'rotated', 'morse']);

/** What is encoded so stands there for no other reason: escapes and entities are formats. */
const CIPHERED: ReadonlySet<View['kind']> = new Set<View['kind']>(['base64', 'hex', 'codes']);

/** A reading must find so much more of a rule than the text as it stands. */
const NEWS = 0.05;

interface Inspected {
  readonly tokens: Tokens;
  /** Another reading made sense of it. */
  readonly isRead: boolean;
}

function inspectView(given: View, stage: GuardStage, scored: Scored[]): Inspected {
  // Letters that were written as numbers have lost their signs.
  const view = given.kind === 'codes' ? { ...given, text: signedOfHidden(given.text) } : given;
  const tokens = tokenise(view.text);
  const decoded = view.kind !== 'plain';
  const disguised = decoded && view.kind !== 'concatenated';
  const plain = new Map<string, number>();
  const all = findAll(view.text, tokens, stage, view.kind !== 'concatenated');
  if (CIPHERED.has(view.kind)) all.push(...hiddenOrders(tokens));
  for (const found of all) {
    if (!found.disguised) plain.set(found.rule, Math.max(found.weight, plain.get(found.rule) ?? 0));
    const start = view.start(found.start);
    const end = Math.max(start, view.end(found.end));
    const weight = found.weight + (decoded && found.weight >= TELLING ? DISGUISED : 0);
    scored.push(reason(found.rule, Math.min(weight, CEILING), start, end, found.message(), disguised));
  }
  if (view.kind === 'concatenated') return { tokens, isRead: true };
  const start = view.start(0);
  const end = view.end(view.text.length);
  const readings = disguisedReadings(view.source, view.text, tokens);
  for (const { kind, text: whole } of readings) {
    const changed = changedPassages(view.text, whole);
    if (changed === undefined) continue;
    const text = SPELLED.has(kind) || kind === 'pieces' ? signedLines(changed, view.text) : changed;
    // What stands there in plain is not hidden by a disguise, and is judged as it stands.
    const isSpelled = SPELLED.has(kind);
    const read = tokenise(text);
    const all = findAll(text, read, stage, true);
    if (SPELLED.has(kind) || kind === 'reversed') all.push(...hiddenOrders(read, tokens));
    const matches = all.filter(
      ({ rule, weight, start: from, end: to }) =>
        weight >= CHANCE &&
        (weight > (plain.get(rule) ?? 0) + NEWS || (isSpelled && !view.text.includes(text.slice(from, to)))),
    );
    if (matches.length === 0) continue;
    // Short lines are a layout, and line breaks in strings a format: they hide nothing.
    const extra = OPEN.has(kind) ? 0 : DISGUISED;
    // Nobody quotes a sentence in pieces.
    const hides = extra > 0 || kind === 'pieces';
    for (const { rule, weight, message } of matches)
      scored.push(
        reason(rule, Math.min(weight + (weight >= TELLING ? extra : 0), CEILING), start, end, message(), hides),
      );
    // What is encoded is a view of its own, mostly, and counts once.
    if (extra > 0 && kind !== 'encoded') scored.push(reason(`obfuscation.${kind}`, 0.2, start, end, disguise(kind)));
  }
  return { tokens, isRead: readings.some(({ kind }) => !OPEN.has(kind)) };
}

/** Longer texts than this are data. */
const LONGEST_RECORDS = 24_000;

/** What the records of a text say that is too long to be judged at once, whose pieces stand in several of its sections. */
export function judgeRecords(text: string, stage: GuardStage): Scored[] {
  if (text.length > LONGEST_RECORDS) return [];
  const scored: Scored[] = [];
  for (const { kind, text: said } of saidByRecords(text)) {
    const found = judge(said, stage).filter(({ weight }) => weight >= CHANCE);
    if (found.length === 0) continue;
    const extra = OPEN.has(kind) ? 0 : DISGUISED;
    for (const { rule, weight, message } of found)
      scored.push(
        reason(rule, Math.min(weight + (weight >= TELLING ? extra : 0), CEILING), 0, text.length, message, true),
      );
    if (extra > 0) scored.push(reason(`obfuscation.${kind}`, 0.2, 0, text.length, disguise(kind)));
  }
  return scored;
}

/** A reading with the signs that its lines lost which are not in the text: what is spelt out has none, and nobody is addressed without. */
function signedLines(reading: string, text: string): string {
  const known = new Set(text.split('\n'));
  return reading
    .split('\n')
    .map((line) => (known.has(line) ? line : signedOfHidden(line.trim())))
    .join('\n');
}

/** What one rule can reach at most. */
const CEILING = 0.97;

/** What all rules find in a folded text. */
function findAll(text: string, tokens: Tokens, stage: GuardStage, withStructure: boolean): Match[] {
  clearHave(tokens, text);
  clearTemplates(tokens, text);
  markDescribed(tokens);
  const found = match(tokens, text, stage);
  markAddressed(tokens, text);
  found.push(...matchPassages(tokens, text, stage), ...matchCovert(text, stage, tokens));
  if (withStructure) found.push(...matchStructure(text, stage, tokens), ...matchPayload(text, stage, tokens));
  return found;
}

function disguise(kind: ReadingKind): string {
  switch (kind) {
    case 'joined':
      return t('Written without blanks to hide what it says');
    case 'spelt':
    case 'lines':
    case 'pieces':
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
    case 'parted':
      return t('Written in pieces to hide what it says');
    case 'encoded':
      return t('Written with escapes for letters to hide what it says');
    case 'spelled':
      return t('Written in words that stand for letters to hide what it says');
    case 'reworded':
    case 'corrected':
      return t('Written in words that are none to hide what it says');
    case 'morse':
      return t('Written in Morse code to hide what it says');
  }
}

export function reason(
  rule: string,
  weight: number,
  start: number,
  end: number,
  message: string,
  disguised = false,
): Scored {
  return { rule, weight, start, end, message, disguised };
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
