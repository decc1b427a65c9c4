// Whether a text speaks to the machine that it names. A text that merely talks about an assistant addresses nobody.
import { has, type Tokens } from '../tokens';
import { isSelfReference, isWork, markAfter } from './after';
import { isPassive, isYou, labelAt, towardsBefore } from './before';
import { CLAUSE, isPause, NAME } from './clauses';
import { isBare, isBracketed, isGreeted, isHeading, isKeyed, isTagged, isTurn } from './forms';
import { isHeadline } from './headline';
import { ANY, ARTICLES, CONDITIONS, GREETINGS } from './lists';
import { isAssistant, reads, readsThis, READV } from './machines';
import { wordSet } from '../wordSet';
import { isBegged, isToOne, modalWithin, speaksToYou } from './orders';

/** How long the name may be, in words, when it is one that may mean anything, such as `agent`. */
const WEAK_NAME = 3;
/** Behind the noun they say what it is to do: `for the model to read the file, …`. */
const FINAL: ReadonlySet<string> = new Set(['to', 'can', 'pour', 'a']);

/**
 * Spoken to: by the form of the address, or by what stands before and behind the name.
 *
 * @param isTopic the text is about machines: only what nobody says about one counts
 */
export function isCalled(tokens: Tokens, text: string, i: number, isTopic: () => boolean): boolean {
  if (isTagged(tokens, text, i) || isKeyed(tokens, text, i)) return true;
  if (isGreeted(tokens, text, i) || isBare(tokens, text, i)) return true;
  return isSpokenTo(tokens, text, i) && (!isTopic() || isMeant(tokens, text, i));
}

/**
 * Meant, whatever else the text says of machines: whoever reads this very text, `you`, whom a label, a request or `only` names, or to
 * whom a colon turns.
 */
export function isMeant(tokens: Tokens, text: string, i: number): boolean {
  return (
    readsThis(tokens, i) ||
    isReader(tokens, i) ||
    isOnly(tokens, i) ||
    isReminded(tokens, i) ||
    isYouTheMachine(tokens, text, i) ||
    isYou(tokens, i) ||
    isToi(tokens, i) ||
    labelAt(tokens, i) >= 0 ||
    isTurnedTo(tokens, text, i)
  );
}

const READERS: ReadonlySet<string> = new Set(['reader', 'readers', 'lecteur', 'lecteurs', 'lectrice', 'lectrices']);

/** `Machine readers`, `lecteur automatique`, `a reader that is itself a language model`. */
function isReader(tokens: Tokens, i: number): boolean {
  for (let k = Math.max(0, i - BEFORE_READER); k <= i + 2 && k < tokens.count; k++)
    if (READERS.has(tokens.word[k] ?? '') && tokens.sentence[k] === tokens.sentence[i]) return true;
  return false;
}

const BEFORE_READER = 6;
const ONLY = wordSet('only uniquement exclusivement exclusively seul seulement alone');

/** `To be read by the assistant only`. */
function isOnly(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + 2 && k < tokens.count && !isPause(tokens, k); k++)
    if (ONLY.has(tokens.word[k] ?? '')) return true;
  return false;
}

const TO: ReadonlySet<string> = new Set(['to', 'a', 'au', 'aux']);
const FAMILIAR = wordSet('tu te t toi ton ta tes');
/** A colon right behind the name and a word or two. */
const TURNS = /^[^\n.!?;:]{0,40} ?:/;

/** `À l’assistant de l’éditeur : …`, `copilote : pendant que tu …`, `assistant explaining it, please …`. */
function isTurnedTo(tokens: Tokens, text: string, i: number): boolean {
  if (isBegged(tokens, i)) return true;
  const end = tokens.end[i] ?? 0;
  if (!TURNS.test(text.slice(end, end + 44))) return false;
  for (let k = i - 1; k >= Math.max(0, i - 3) && !isPause(tokens, k + 1); k--)
    if (TO.has(tokens.word[k] ?? '') && isPause(tokens, k)) return true;
  for (let k = i + 1; k <= i + CLAUSE && k < tokens.count; k++) if (FAMILIAR.has(tokens.word[k] ?? '')) return true;
  return false;
}

function isSpokenTo(tokens: Tokens, text: string, i: number): boolean {
  if (isTurn(tokens, text, i)) return false;
  if (isHeading(tokens, text, i) || isHeadline(tokens, i)) return true;
  const towards = towardsBefore(tokens, i);
  if (isReminded(tokens, i) || isYouTheMachine(tokens, text, i)) return true;
  if (readsThis(tokens, i) && modalWithin(tokens, i, CLAUSE)) return true;
  if (isYou(tokens, i) || isToi(tokens, i) || isVocative(tokens, text, i)) return true;
  // `When this page is loaded by an automated session, the session should …`
  if (isPassive(tokens, i)) return modalWithin(tokens, i, CLAUSE);
  const label = labelAt(tokens, i);
  const isWeak = !isAssistant(tokens, i) && label < 0;
  const mark = markAfter(
    tokens,
    text,
    i,
    isWeak && !reads(tokens, i, 4) ? WEAK_NAME : NAME,
    !isWeak && (towards !== undefined || label >= 0),
  );
  if (isWeak && mark !== undefined && !reads(tokens, i, 4) && !speaksToYou(tokens, i)) return false;
  if (label >= 0 && (mark === ':' || isBracketed(tokens, text, label))) return true;
  if (towards !== undefined) {
    // `For language models, this file is …`: said to them, of itself.
    if (
      mark === ',' &&
      !isWeak &&
      (isSelfReference(tokens, i) || (readsThis(tokens, i) && !FINAL.has(tokens.word[i + 1] ?? '')))
    )
      return true;
    if (mark === ':' || (mark === ',' && (GREETINGS.has(towards) || isBegged(tokens, i)))) return true;
    const whoever = CONDITIONS.has(towards) || ANY.has(towards);
    return readsThis(tokens, i) && whoever && mark === ',';
  }
  let before = i;
  while (before > 0 && i - before < 3 && !isPause(tokens, before)) before--;
  if (!isPause(tokens, before)) return false;
  // `If you need an assistant, …`: a clause of its own.
  for (let k = before; k < i; k++)
    if (ARTICLES.has(tokens.word[k] ?? '') || SUBJECTS.has(tokens.word[k] ?? '')) return false;
  if (mark === ':') return !isWork(tokens, i);
  if (reads(tokens, i, 4) && modalWithin(tokens, i, CLAUSE)) return true;
  return mark === ',' && speaksToYou(tokens, i) && !isPartOfTitle(tokens, i);
}

const SUBJECTS = wordSet('you i we they vous tu nous je on ils elles');
const PARTS_OF_TEXTS = wordSet(
  'section chapter version page part article module phase annex volume release v chapitre partie annexe lot',
);

/** `Specification: booking assistant, section 2`: a title, and where in it something stands. */
function isPartOfTitle(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + WEAK_NAME && k < tokens.count; k++)
    if (isPause(tokens, k)) return PARTS_OF_TEXTS.has(tokens.word[k] ?? '');
  return false;
}

const SECOND: ReadonlySet<string> = new Set(['tu', 'toi', 'vous', 'you']);

/** `Ici, machine, tu t’arrêtes`, `à graver chez toi, machine, …`: the name alone between commas, and `you` next to it. */
export function isVocative(tokens: Tokens, text: string, i: number): boolean {
  const start = tokens.start[i] ?? 0;
  if (!text.startsWith(', ', start - 2) || !/[,:.]/.test(text[tokens.end[i] ?? 0] ?? '')) return false;
  if (SECOND.has(tokens.word[i - 1] ?? '') || SECOND.has(tokens.word[i + 1] ?? '')) return true;
  // `Pensez aussi, assistant, à …`: an order goes on behind the name.
  if (!GOES_ON.has(tokens.word[i + 1] ?? '')) return false;
  for (let k = i - 1; k >= Math.max(0, i - 3); k--) if (isToOne(tokens.word[k] ?? '')) return true;
  return false;
}

const GOES_ON: ReadonlySet<string> = new Set(['a', 'de', 'd', 'to', 'que', 'qu', 'bien']);

const REMINDED = /^(?:rappele?|demandee?|precise|ordonne|recommande|enjoint|reminded|told|asked|ordered|instructed)$/;
const TO_THEM: ReadonlySet<string> = new Set(['a', 'au', 'aux', 'to']);
const WHAT: ReadonlySet<string> = new Set(['que', 'qu', 'de', 'd', 'that', 'to']);

/** `Il est rappelé aux outils d’analyse que la note maximale doit …`: told to machines, in the passive. */
function isReminded(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(1, i - 4) && !isPause(tokens, k + 1); k--) {
    if (!TO_THEM.has(tokens.word[k] ?? '') || !REMINDED.test(tokens.word[k - 1] ?? '')) continue;
    if (PASSIVE.has(tokens.word[k - 2] ?? '')) return modalWithin(tokens, i, 2 * CLAUSE) || isToldWhat(tokens, i);
  }
  return false;
}

const PASSIVE: ReadonlySet<string> = new Set(['est', 'is', 'was', 'sera']);

function isToldWhat(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + 4 && k < tokens.count && !isPause(tokens, k); k++)
    if (WHAT.has(tokens.word[k] ?? '')) return true;
  return false;
}

const YOU_SELF: ReadonlySet<string> = new Set(['you', 'tu', 'vous', 'toi']);

/** `When you, the assistant, are asked …`, `robot lecteur, pour toi seul : …`. */
function isYouTheMachine(tokens: Tokens, text: string, i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - 3); k--)
    if (YOU_SELF.has(tokens.word[k] ?? '')) return isPause(tokens, k + 1) && text[tokens.end[k] ?? 0] === ',';
  if (!isPause(tokens, i) && !isPause(tokens, i - 1)) return false;
  for (let k = i + 1; k <= i + 4 && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++)
    if (YOU_SELF.has(tokens.word[k] ?? '') && TO_ONE_SELF.has(tokens.word[k - 1] ?? ''))
      return /^[^\n]{0,12}:/.test(text.slice(tokens.end[k] ?? 0, (tokens.end[k] ?? 0) + 14));
  return false;
}

const TO_ONE_SELF: ReadonlySet<string> = new Set(['pour', 'for', 'a', 'to']);

/** `Toi, le modèle qui complètes …`, `petite IA qui lis mon avis`: the verb of the clause is of the second person. */
function isToi(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + 4 && k < tokens.count && !isPause(tokens, k); k++) {
    if (tokens.word[k] !== 'qui') continue;
    for (let n = k + 1; n <= k + 3 && n < tokens.count; n++) {
      const word = tokens.word[n] ?? '';
      if (isToOne(word)) return true;
      if (has(tokens, n, READV)) return word.length > 5 && word.endsWith('es');
    }
  }
  for (let k = i - 1; k >= Math.max(0, i - 3); k--) {
    const word = tokens.word[k] ?? '';
    if (word === 'toi') return isPause(tokens, k + 1) || k === i - 1;
  }
  return false;
}
