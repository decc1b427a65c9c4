// Finds the machines that a text speaks to: `Copilot: …`, `note for automated readers:`, `if an AI opens this file`,
// `models that load this profile shall …`.
import { bits, WordFilter } from '../lexicon';
import { has, type Tokens } from '../tokens';
import { isAtWork, isWhoSumsUp, WORK_CUES, worksOn } from './atWork';
import { AUTOMATED_CUES, isBound, isWorkLabel } from './bound';
import { isExplained, isSaidOf } from './before';
import { CHANNELS, isAskedByChat } from './channels';
import { isCalled, isMeant, isVocative } from './called';
import { CLAUSE } from './clauses';
import { isKey, isKeyed, isTagged } from './forms';
import { DICTATED_CUES, isDictated, isToTell, markQuoted } from './dictated';
import { ANY } from './lists';
import { isOfChance, isOfPast } from './past';
import {
  isAboutMachines,
  isAboutModels,
  isAnyMachine,
  isIdentifier,
  isMachine,
  isNamed,
  isPlainModel,
  MADE,
  ROLES,
  reads,
  readsThis,
  TOOLS,
  WHO,
} from './machines';
import { isAskedTool, isRequested } from './requested';
import { isNamedWork, isRetold, RETOLD_CUES } from './retelling';
import { isAboutAnswer, isBan, isFollowedByOrder, isOrder, modalWithin } from './orders';
import { wordSet } from '../wordSet';

export { isHeadline } from './headline';
export { LABELS } from './lists';

/** Most words are none of these, and are passed over. */
const MAY_BE_CALLED = bits('WHO', 'MACHINE', 'AI', 'AIW');
/** What a word may begin, besides the name of a machine. */
const enum Cue {
  Machine = 1,
  Work = 2,
  Retold = 4,
  Dictated = 8,
  Automated = 16,
  Channel = 32,
}
const CUES = new Map<string, number>();
for (const [words, cue] of [
  [[...MADE, ...TOOLS, ...ROLES], Cue.Machine],
  [WORK_CUES, Cue.Work],
  [RETOLD_CUES, Cue.Retold],
  [DICTATED_CUES, Cue.Dictated],
  [AUTOMATED_CUES, Cue.Automated],
  [CHANNELS, Cue.Channel],
] as const)
  for (const word of words) CUES.set(word, (CUES.get(word) ?? 0) | cue);
const ANY_CUE = new WordFilter(CUES.keys());
const CALLED = bits('CALLED').top;
const MODAL = bits('MODAL').top;
const WORKS = bits('WORKS').top;
const MACHINE = bits('MACHINE').top;

/**
 * Marks the words that name a machine: with `CALLED` when the text speaks to it, with `MODAL` when it says what a machine must do,
 * with `WORKS` when one is at work on this very text. Linear: every look around is bounded.
 */
export function markAddressed(tokens: Tokens, text: string): void {
  const keys = text.includes('_');
  let aboutModels: boolean | undefined;
  let aboutMachines: boolean | undefined;
  const isTopic = (): boolean => (aboutMachines ??= isAboutMachines(tokens));
  for (let i = 0; i < tokens.count; i++) {
    const word = tokens.word[i] ?? '';
    if (keys && isFollowedByValue(tokens, i) && word.includes('_') && isKey(tokens, text, i)) {
      flag(tokens, i, CALLED);
      continue;
    }
    const cue = ANY_CUE.mayHave(tokens.hash[i] ?? 0) ? (CUES.get(word) ?? 0) : 0;
    const named = has(tokens, i, MAY_BE_CALLED);
    if (!named && cue === 0) continue;
    const isWho = named && has(tokens, i, WHO);
    if (!isWho && !((named || (cue & Cue.Machine) !== 0) && isMachine(tokens, i))) {
      if (!isOfProtocol(tokens, text, i) && !isToldOfPast(tokens, i) && !isSentOn(tokens, i))
        markUnnamed(tokens, i, word, cue);
      if ((cue & (Cue.Automated | Cue.Machine)) !== 0) markWork(tokens, text, i);
      continue;
    }
    if (
      isExplained(tokens, i) ||
      isSaidOf(tokens, i) ||
      isAskedInVain(tokens, i) ||
      (!isWho && (isOfPast(tokens, i) || isOfChance(tokens, i)))
    )
      continue;
    // By what it is next to: `agent logiciel`, `side-panel helper`.
    if (!isWho && !named) flag(tokens, i, MACHINE);
    if (isPlainModel(tokens, i) && (aboutModels ??= isAboutModels(tokens))) continue;
    if (!isWho && isIdentifier(tokens, text, i) && !isTagged(tokens, text, i) && !isKeyed(tokens, text, i)) continue;
    // `Whoever opens the envelope must …` is said to people: a machine is told of this text, or of its answer.
    const called = isWho
      ? reads(tokens, i, 6) &&
        modalWithin(tokens, i, CLAUSE) &&
        ((readsThis(tokens, i) && !isOpened(tokens, i)) || isAboutAnswer(tokens, i))
      : isCalled(tokens, text, i, isTopic);
    if (
      (worksOn(tokens, i, false) && (!isTopic() || isMeant(tokens, text, i))) ||
      (isWho && readsThis(tokens, i) && isFollowedByOrder(tokens, i))
    )
      flag(tokens, i, WORKS);
    if (called || (!isWho && isRequested(tokens, text, i))) flag(tokens, i, CALLED);
    // A text about machines says of many what they do and what they should.
    else if (isTopic() && !isMeant(tokens, text, i)) continue;
    else if (ANY.has(tokens.word[i - 1] ?? '') && isNamed(tokens, i) && isOrder(tokens, i + 1)) flag(tokens, i, MODAL);
    else if (isNamed(tokens, i) && modalWithin(tokens, i, 8, true) && !isBan(tokens, i) && !isFrom(tokens, i)) {
      flag(tokens, i, MODAL);
      if (isAnyMachine(tokens, i) && isToTell(tokens, i)) {
        flag(tokens, i, WORKS);
        markQuoted(tokens, text, i);
      }
    }
    markWork(tokens, text, i);
  }
}

const COLON = 0x3a;
const EQUALS = 0x3d;
/** Between a name and the sign that sets its value: a quotation mark and a blank. */
const BEFORE_VALUE = 2;

function isFollowedByValue({ units, end }: Tokens, i: number): boolean {
  const from = end[i] ?? 0;
  for (let k = from; k <= from + BEFORE_VALUE; k++) if (units[k] === COLON || units[k] === EQUALS) return true;
  return false;
}

/** Marks the work of a machine of which it is told what is to stand in it, and a machine that does something in a case. */
function markWork(tokens: Tokens, text: string, i: number): void {
  if (isWorkLabel(tokens, text, i) || isAskedTool(tokens, text, i) || isVocative(tokens, text, i))
    flag(tokens, i, CALLED);
  else if (isBound(tokens, text, i)) {
    flag(tokens, i, WORKS);
    markQuoted(tokens, text, i);
    flag(tokens, headOf(tokens, i), WORKS);
  }
}

/** Marks what no machine is named in: an answer that is made from this text, somebody who retells it, words that are dictated. */
function markUnnamed(tokens: Tokens, i: number, word: string, cue: number): void {
  const work = (cue & Cue.Work) !== 0;
  if ((cue & Cue.Channel) !== 0 && isAskedByChat(tokens, i)) flag(tokens, headOf(tokens, i), WORKS);
  else if (work && isWhoSumsUp(tokens, i, word)) flag(tokens, i, CALLED);
  else if (work && isAtWork(tokens, i, word)) flag(tokens, i, WORKS);
  else if ((cue & Cue.Retold) !== 0 && isRetold(tokens, i, word)) {
    const mask = isNamedWork(tokens, i) ? WORKS : CALLED | WORKS;
    flag(tokens, i, mask);
    // What is wanted stands before it as often as behind it.
    flag(tokens, headOf(tokens, i), mask);
  } else if ((cue & Cue.Dictated) !== 0 && isDictated(tokens, i)) flag(tokens, headOf(tokens, i), WORKS);
}

/** `Questions about this policy should go to …`: people are told whom to ask. */
function isSentOn(tokens: Tokens, i: number): boolean {
  if (!QUESTIONS.has(tokens.word[i] ?? '')) return false;
  for (let k = i + 1; k <= i + CLAUSE && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++)
    if (SHOULD.has(tokens.word[k] ?? ''))
      return tokens.word[k + 1] === 'go' || (BE.has(tokens.word[k + 1] ?? '') && SENT.has(tokens.word[k + 2] ?? ''));
  return false;
}

const QUESTIONS = wordSet('question questions request requests demande demandes complaints reclamations');
const SHOULD: ReadonlySet<string> = new Set(['should', 'must', 'can', 'may', 'doivent', 'peuvent']);
const BE: ReadonlySet<string> = new Set(['be', 'etre']);
const SENT: ReadonlySet<string> = new Set([
  'sent',
  'addressed',
  'directed',
  'made',
  'put',
  'adressees',
  'envoyees',
  'posees',
]);

/** `Inutile de demander à l’assistant de …`: said to people. */
function isAskedInVain(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(1, i - 4) && tokens.sentence[k] === tokens.sentence[i]; k--)
    if (ASKING.has(tokens.word[k] ?? ''))
      for (let n = k - 1; n >= Math.max(0, k - 3); n--) if (IN_VAIN.has(tokens.word[n] ?? '')) return true;
  return false;
}

const ASKING: ReadonlySet<string> = new Set(['demander', 'ask', 'asking']);
const IN_VAIN: ReadonlySet<string> = new Set(['inutile', 'interdit', 'sert', 'use', 'useless', 'point', 'forbidden']);

/** What is told of the past: `it did repeat the address in the summary`. */
function isToldOfPast(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - CLAUSE) && tokens.sentence[k] === tokens.sentence[i]; k--)
    if (DID.has(tokens.word[k] ?? '')) return true;
  return false;
}

const DID: ReadonlySet<string> = new Set(['did', 'didnt', 'had', 'avait', 'avaient']);
const MESSAGES = wordSet('response responses reply replies answer answers reponse reponses');
const PARTS = wordSet(
  'header headers body code codes status object objects stream streams type types event events format schema class payload time times message',
);

/** `The response headers`, `response.setHeader()`: what programs send one another. */
function isOfProtocol(tokens: Tokens, text: string, i: number): boolean {
  if (!MESSAGES.has(tokens.word[i] ?? '')) return false;
  return (
    PARTS.has(tokens.word[i + 1] ?? '') || /^[._(]\w/.test(text.slice(tokens.end[i] ?? 0, (tokens.end[i] ?? 0) + 2))
  );
}

/** `Whoever opens it must …`: an envelope, a door, a case. */
function isOpened(tokens: Tokens, i: number): boolean {
  return OPENS.has(tokens.word[i + 1] ?? '') && tokens.word[i + 2] === 'it';
}

const OPENS: ReadonlySet<string> = new Set(['opens', 'opened', 'open']);

/** `Requests from the LLM should …`: said of the requests. */
function isFrom(tokens: Tokens, i: number): boolean {
  return tokens.word[i - 1] === 'from' || tokens.word[i - 2] === 'from';
}

/** Where the sentence begins, or a little before the word. */
function headOf(tokens: Tokens, i: number): number {
  let head = i;
  while (head > 0 && i - head < CLAUSE && tokens.sentence[head - 1] === tokens.sentence[i]) head--;
  return head;
}

function flag(tokens: Tokens, i: number, mask: number): void {
  tokens.top[i] = (tokens.top[i] ?? 0) | mask;
}
