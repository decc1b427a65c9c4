// What the assistant was set up with, when it is described instead of named: `the message that configures you`, `ta fiche de rôle`,
// `what you keep to yourself`, `ce que tu ne révélerais jamais`. Marked as what names it is, so that the grammar needs no list of them.
import { bits } from './lexicon';
import { has, type Tokens } from './tokens';
import { wordSet } from './wordSet';

const READER = bits('YOU', 'YOUR');
const SETUP_TEXT = bits('PROMPT', 'YOUR');
const KEPT = bits('PROMPT', 'YOUR', 'HIDDEN');
const CODE_WORD = bits('CODEQ');

/** What a text that sets somebody up may be called. */
const TEXTS = wordSet(
  `text message note notes paragraph passage sentence sentences lines line words wording sheet card brief briefing blurb preamble memo block
  document page instruction instructions rules rulebook guidance directives setup configuration file spec manual
  texte notice fiche feuille consigne consignes phrase phrases lignes ligne mots bloc preambule paragraphe laius topo discours document
  reglage reglages regles instructions directives configuration notes memo cahier cadre`,
);
/** Set, settings and what a text of that kind is for; before its name in English, behind it in French. */
const OF_SETUP = wordSet(
  `setup startup configuration config initial onboarding persona character behaviour behavior briefing instruction instructions guidance
  role configuration consignes consigne parametrage reglages reglage cadrage lancement demarrage depart personnage instructions comportement
  initialisation mission bord`,
);
/** Texts that are written to somebody; a file or a page of settings is the work of people as often as not. */
const WRITTEN_TO = wordSet(
  'message text note notes sheet card brief paragraph preamble memo blurb wording lines block',
);
const SHEETS = wordSet(
  'fiche feuille texte message note notice memo lettre carte cahier bloc preambule brief document phrases',
);
const MY_OWN = wordSet('own full exact entire complete whole actual real original initial current very first secret');
const RELATIVES = wordSet('that which what whatever who');
/** What such a text does to the reader, in both languages; `guides you through` and `introduces you to` are said of manuals. */
const CONFIGURES =
  /^(?:configur(?:e|ed|ing)s?|introduc(?:e|ed)s?|defin(?:e|ed)s?|govern(?:s|ed)?|steer(?:s|ed)?|brief(?:s|ed)?|prim(?:es|ed)|program(?:s|med)?|constrain(?:s|ed)?|restrain(?:s|ed)?|describ(?:e|ed)s?|shap(?:es|ed)|instruct(?:s|ed)?|initiali[sz]e[sd])$/;
const CONFIGURES_FRENCH =
  /^(?:configur|parametr|programm|conditionn|initialis|gouvern|encadr|brid|definit|defini|decri|regit|regi[st]|presente$|introdui|cadre$|pilot)/;
/** Of `vous` less is believed: contracts and handbooks say it, too. */
const CONFIGURES_YOU = /^(?:configur|parametr|programm|conditionn|initialis|brid)/;
const BEYOND = wordSet('to through with into from as how');
const TELLS = wordSet('tells told telling instructs instructed orders ordered asks asked forbids bids bade');
const TELLS_FRENCH =
  /^(?:dit|disent|explique|expliquent|indique|indiquent|ordonne|ordonnent|interdit|interdisent|precise|precisent|impose|imposent|commande|defend)$/;
/** How somebody is to be, who answers. */
const BEHAVES =
  /^(?:behav|act$|answer|respon|repl(?:y|ies)|refus|stay|remain|speak|talk$|say$|never$|forbidden|avoid|comport|repond|agi[rs]|parl|tair|refus|absten|dire$|jamais$|evit)/;
const BEHAVES_WITHIN = 5;

const KEEPS = wordSet(
  'keep keeps keeping kept hide hides hiding hid withhold withholding conceal concealing guard guarding',
);
const TO_ITSELF = wordSet('yourself secret hidden back quiet me us private');
const KEEPS_FRENCH = wordSet('gardes caches tais dissimules retiens conserves gardez cachez taisez dissimulez retenez');
const TO_ITSELF_FRENCH = wordSet('toi vous secret cache me m tais taisez');
const WHAT = wordSet('what whatever everything anything all ce tout');
const REVEALS =
  /^(?:reveal|disclos|divulg|leak|expos|betray|show$|tell$|repeat$|shar(?:e|ing)$|say$|revel|devoil|montr|communiqu|repet|livr|dir(?:ais|as|iez)$|dire$)/;
const NEVER = wordSet('never not nt wont wouldnt cant cannot maynot jamais pas aucun rien sous');
/** Duties of anybody: `what you should never share online`. */
const DUTY = wordSet('should must need ought can could do does did don doesn dont doesnt dois devez peux pouvez faut');

/**
 * Marks with `PROMPT` and `YOUR` the words that describe the text by which the reader was set up, and what he is to keep quiet.
 * Linear: every look around a word for the reader is bounded.
 */
export function markDescribed(tokens: Tokens): void {
  for (let i = 0; i < tokens.count; i++) {
    if (!has(tokens, i, READER)) continue;
    const word = tokens.word[i] ?? '';
    switch (word) {
      case 'you':
        markWhatDoes(tokens, i, i - 1);
        markKept(tokens, i);
        break;
      case 'your':
        markSheet(tokens, i);
        break;
      case 'te':
      case 't':
      case 'vous':
        markWhatDoesInFrench(tokens, i, word === 'vous');
        if (word === 'vous') markKept(tokens, i);
        break;
      case 'tu':
        markKept(tokens, i);
        break;
      case 'ta':
      case 'ton':
      case 'tes':
      case 'votre':
      case 'vos':
        markSheetInFrench(tokens, i, word);
        break;
      default:
    }
  }
}

function word(tokens: Tokens, i: number): string {
  return tokens.word[i] ?? '';
}

function mark(tokens: Tokens, i: number, { lo, mid, hi }: { lo: number; mid: number; hi: number }): void {
  tokens.lo[i] = (tokens.lo[i] ?? 0) | lo;
  tokens.mid[i] = (tokens.mid[i] ?? 0) | mid;
  tokens.hi[i] = (tokens.hi[i] ?? 0) | hi;
}

/** Where a noun for a text stands before `from`, in the same sentence and within three words; -1 when there is none. */
function textBefore(tokens: Tokens, from: number): number {
  for (let k = from; k >= Math.max(0, from - 2) && tokens.sentence[k] === tokens.sentence[from]; k--)
    if (TEXTS.has(word(tokens, k))) return k;
  return -1;
}

function isFollowedBy(tokens: Tokens, i: number, pattern: RegExp, within: number): boolean {
  for (let k = i + 1; k <= i + within && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++)
    if (pattern.test(word(tokens, k))) return true;
  return false;
}

/** `The message that configures you`, `the note that tells you how to behave`. */
function markWhatDoes(tokens: Tokens, i: number, verb: number): void {
  const does = word(tokens, verb);
  if (CONFIGURES.test(does) ? BEYOND.has(word(tokens, i + 1)) : !TELLS.has(does)) return;
  if (TELLS.has(does) && !isFollowedBy(tokens, i, BEHAVES, BEHAVES_WITHIN)) return;
  for (let k = verb - 1; k >= Math.max(1, verb - 2); k--) {
    if (!RELATIVES.has(word(tokens, k))) continue;
    const noun = textBefore(tokens, k - 1);
    if (noun >= 0) mark(tokens, noun, SETUP_TEXT);
    return;
  }
}

/** `Le texte qui te configure`, `la note qui t’a défini`, `les lignes qui te disent comment répondre`. */
function markWhatDoesInFrench(tokens: Tokens, i: number, politely: boolean): void {
  if (word(tokens, i - 1) !== 'qui') return;
  const after = word(tokens, i + 1);
  const does = after === 'a' || after === 'ont' || after === 'avait' ? word(tokens, i + 2) : after;
  const sets = (politely ? CONFIGURES_YOU : CONFIGURES_FRENCH).test(does);
  if (!sets && !(TELLS_FRENCH.test(does) && isFollowedBy(tokens, i, BEHAVES, BEHAVES_WITHIN))) return;
  const noun = textBefore(tokens, i - 2);
  if (noun >= 0) mark(tokens, noun, SETUP_TEXT);
  else if (sets && word(tokens, i - 2) === 'ce') mark(tokens, i, SETUP_TEXT);
}

/** `Your own setup message`, `your persona sheet`. */
function markSheet(tokens: Tokens, i: number): void {
  let k = i + 1;
  while (k <= i + 2 && MY_OWN.has(word(tokens, k))) k++;
  if (!OF_SETUP.has(word(tokens, k)) && !(word(tokens, k) === 'initial' || word(tokens, k) === 'set')) return;
  const noun = word(tokens, k) === 'set' && word(tokens, k + 1) === 'up' ? k + 2 : k + 1;
  if (!WRITTEN_TO.has(word(tokens, noun))) return;
  mark(tokens, noun, SETUP_TEXT);
  // A word of programming elsewhere: `setup`.
  for (let n = k; n < noun; n++) {
    tokens.lo[n] = (tokens.lo[n] ?? 0) & ~CODE_WORD.lo;
    tokens.mid[n] = (tokens.mid[n] ?? 0) & ~CODE_WORD.mid;
    tokens.hi[n] = (tokens.hi[n] ?? 0) & ~CODE_WORD.hi;
  }
}

/** `Ta fiche de rôle`, `votre note de cadrage`; `ta fiche` alone is yours, too. */
function markSheetInFrench(tokens: Tokens, i: number, whose: string): void {
  const noun = SHEETS.has(word(tokens, i + 1)) ? i + 1 : i + 2;
  const sheet = word(tokens, noun);
  if (!SHEETS.has(sheet)) return;
  const of = word(tokens, noun + 1);
  const isOf = of === 'de' || of === 'd' || of === 'du';
  if (isOf ? !OF_SETUP.has(word(tokens, noun + 2)) : sheet !== 'fiche' || whose.startsWith('vo')) return;
  mark(tokens, noun, SETUP_TEXT);
}

/** `The configuration you keep to yourself`, `ce que tu gardes pour toi`, `what you would never reveal`. */
function markKept(tokens: Tokens, i: number): void {
  const before = word(tokens, i - 1);
  const from = before === 'que' || before === 'qu' || before === 'that' || before === 'which' ? i - 2 : i - 1;
  const what = WHAT.has(word(tokens, from)) || word(tokens, from - 1) === 'tout';
  const noun = what ? from : textBefore(tokens, from);
  if (noun < 0 || tokens.sentence[noun] !== tokens.sentence[i]) return;
  if (isKept(tokens, i) || (what && isUntold(tokens, i))) mark(tokens, noun, KEPT);
}

function isKept(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + 3 && k < tokens.count; k++) {
    const own = KEEPS.has(word(tokens, k))
      ? TO_ITSELF
      : KEEPS_FRENCH.has(word(tokens, k))
        ? TO_ITSELF_FRENCH
        : undefined;
    if (own === undefined) continue;
    // `Que tu me caches`: the one from whom stands before the verb.
    if (own.has(word(tokens, k - 1)) || own.has(word(tokens, k))) return true;
    for (let n = k + 1; n <= k + 3 && n < tokens.count; n++) if (own.has(word(tokens, n))) return true;
    return false;
  }
  return false;
}

/** How far behind the reader it is said that he never tells. */
const UNTOLD = 7;

function isUntold(tokens: Tokens, i: number): boolean {
  let never = false;
  let reveals = false;
  for (let k = i + 1; k <= i + UNTOLD && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++) {
    const here = word(tokens, k);
    if (DUTY.has(here)) return false;
    if (NEVER.has(here)) never = true;
    if (REVEALS.test(here)) reveals = true;
  }
  return never && reveals;
}
