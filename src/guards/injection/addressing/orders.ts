// Whether somebody is told to do something: the verb of an order, a must, a request, or `you`.
import { bits } from '../lexicon';
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { behindPause, CLAUSE, isPause, isProse } from './clauses';
import { PRONOUNS } from './lists';
import { isMachine } from './machines';

export const ORDERS = bits('STATE', 'RATE', 'RECO', 'OMIT', 'ADD', 'INSTALL', 'TOOLACT', 'REMEMBER');
export const TO_YOU = bits('YOU', 'YOUR', 'PLEASE');
const PLEASE = bits('PLEASE');
const SILENT = bits('SILENT');
const MUST = bits('MUST');
const NEG = bits('NEG');

/** The verb of an order, in a form that gives one. */
export function isOrder(tokens: Tokens, i: number): boolean {
  return has(tokens, i, ORDERS) && isOrderForm(tokens.word[i] ?? '');
}

const NO_ORDER = /(?:ing|tion|ment|s)$/;
/** Forms that are those of a verb said to one person, and of nothing else. */
const TO_ONE = wordSet(
  `lis relis fais dis conclus reponds ecris mets transmets tais retiens inclus joins omets prends rends fournis choisis remplis soumets recois vois
  traduis suis rediges inscris decris souscris prescris transcris promets permets admets remets commets rends reprends apprends defends suspends
  etends pretends confonds perds sers pars sors tiens maintiens deviens obtiens contiens finis avertis convertis definis elargis reduis conduis
  produis construis instruis detruis introduis deduis poursuis prevois apercois crois resous dissous joins rejoins`,
);

/** Not the form of a noun, a gerund or the third person; but French orders to one person end with an s, too. */
function isOrderForm(word: string): boolean {
  return !NO_ORDER.test(word) || TO_ONE.has(word);
}

/** A verb said to one person, or politely to one. */
export function isToOne(word: string): boolean {
  return TO_ONE.has(word) || (word.length > 4 && word.endsWith('ez'));
}

/** One of the first words there is the verb of an order. */
export function opensWithOrder(tokens: Tokens, first: number, words: number): boolean {
  for (let k = first; k < first + words && k < tokens.count; k++) if (isOrder(tokens, k)) return true;
  return false;
}

/** What an order may open with, besides its verb. */
const OPENS = wordSet(
  'if when whenever before after never always every each do dont si quand lorsque avant apres ne n jamais toujours chaque pour for as des',
);

/** An order, `you` or a condition stands right there, in words that follow one another. */
export function opensOrder(tokens: Tokens, text: string, first: number): boolean {
  if (!isProse(tokens, text, first, 3)) return false;
  for (let k = first; k < first + 3; k++) {
    if (isOrder(tokens, k) || has(tokens, k, TO_YOU) || (k === first && OPENS.has(tokens.word[k] ?? ''))) return true;
  }
  return false;
}

const INFINITIVE = /^[a-z]+(?:er|ir|dre|ire|clure|ettre|ivre|oir)$/;
/** Words that merely look like infinitives. */
const NO_INFINITIVE = wordSet(
  `their over under other number user users server order never after whether paper letter member manager driver folder filter parameter container
  buffer layer marker helper wrapper handler reader writer header footer counter timer newsletter dossier fichier papier courrier cahier premier
  dernier entier hier avenir devoir espoir soir pouvoir cadre ordre contraire salaire horaire formulaire commentaire affaire moindre membre
  octobre notaire glossaire inventaire exemplaire sommaire secretaire histoire memoire victoire ministere clavier atelier chantier metier
  quartier calendrier janvier fevrier particulier regulier singulier danger budgetaire necessaire militaire scolaire`,
);

/** A French infinitive, which gives an order in notes. */
export function isInfinitive(word: string): boolean {
  return INFINITIVE.test(word) && !NO_INFINITIVE.has(word);
}

/** English verbs that are no order by their meaning, but by where they stand. */
const PLAIN = wordSet(
  `stay keep let leave take make get turn talk act treat hold pick bring carry collect gather begin start stop finish close drop spare swap
  trust count multiply divide double halve raise lower plead swear play quote act pass give hand advise warn deter discourage divert
  resous laisse reste tiens prends donne passe lance agis traite oublie multiplie divise double compte fais`,
);

/** The verb of an order stands there, or an infinitive, with or without a negation before it. */
export function tellsTo(tokens: Tokens, first: number): boolean {
  const word = tokens.word[first] ?? '';
  if (isOrder(tokens, first) || isInfinitive(word) || isToOne(word) || PLAIN.has(word)) return true;
  return word === 'ne' || word === 'n' || (has(tokens, first, NEG) && isOrder(tokens, first + 1));
}

/** Behind the next pause somebody is told to do something. */
export function isFollowedByOrder(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + CLAUSE && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++) {
    if (isPause(tokens, k) && opensWithOrder(tokens, k, 3)) return true;
  }
  return false;
}

/** After the pause somebody is told to do something: a verb of the passage rules, `please`, or `you`. */
export function speaksToYou(tokens: Tokens, i: number): boolean {
  let paused = false;
  for (let k = i + 1; k <= i + CLAUSE && k < tokens.count; k++) {
    const same = tokens.sentence[k] === tokens.sentence[i];
    if (isPause(tokens, k) && (!paused || same)) {
      paused = true;
      // The verb itself, or with a word or two before it: `also invite`, `do not mention`.
      if (opensWithOrder(tokens, k, 3)) return true;
    }
    if (paused && same && (isToOne(tokens.word[k] ?? '') || has(tokens, k, SILENT))) return true;
    if (has(tokens, k, TO_YOU)) return true;
  }
  return false;
}

/** `au chatbot du support, merci de …`: the pause is followed by a request. */
export function isBegged(tokens: Tokens, i: number): boolean {
  const k = behindPause(tokens, i);
  return k < tokens.count && has(tokens, k, PLEASE);
}

/** French verbs in the future tense: orders to a machine that is named (`toute IA conclura`) or spoken to (`tu noteras`). */
const FUTURE = /^[a-z]{3,}(?:(?:[eirdutv]ra)s?|[eirdutv]ront|erez|irez|drez|trez|vrez)$|^(?:fer|dir|lir)(?:as?|ont)$/;
const NO_FUTURE = wordSet(
  'sera aura camera mantra affront auront pourront opera seront faudra pourra aureront seras auras serez aurez ferez',
);

/** A French verb in the future tense, other than those of being and having. */
export function isFuture(word: string): boolean {
  return FUTURE.test(word) && !NO_FUTURE.has(word);
}

/** Behind it stands a must, or a verb in the future tense. */
export function modalWithin(tokens: Tokens, i: number, reach: number, withoutPause = false): boolean {
  for (let k = i + 1; k <= i + reach && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++) {
    if (withoutPause && isPause(tokens, k) && !PRONOUNS.has(tokens.word[k] ?? '')) return false;
    const word = tokens.word[k] ?? '';
    if (has(tokens, k, MUST)) return true;
    // `Proposera sans doute` is a guess.
    if (isFuture(word) && !GUESS.has(tokens.word[k + 1] ?? '') && tokens.word[k + 2] !== 'doute') return true;
  }
  return false;
}

const GUESS = wordSet('probablement vraisemblablement peut certainement surement souvent parfois');

const ABOUT_ANSWER = bits('USER', 'OMIT', 'SILENT', 'META', 'ASKER', 'NOREFUSAL', 'STATE', 'VERDICT', 'FLAW');
/** How far behind its name the order to a machine is looked at. */
const BAN = 24;

/** `Assistants must not send mail`: forbids an action, and says nothing about what the user is to be told. */
export function isBan(tokens: Tokens, i: number): boolean {
  let negated = false;
  let isAbout = false;
  for (let k = i + 1; k < tokens.count && k <= i + BAN && tokens.sentence[k] === tokens.sentence[i]; k++) {
    if (k <= i + 4 && has(tokens, k, NEG)) negated = true;
    // What somebody must consent to first is a ban, whatever else is said.
    if (negated && UNLESS.has(tokens.word[k] ?? '') && isOfConsent(tokens, k)) return true;
    if (has(tokens, k, ABOUT_ANSWER)) isAbout = true;
    // What they must do behind what they must not is an order again.
    if (k > i + 4 && has(tokens, k, MUST) && !has(tokens, k + 1, NEG)) return false;
  }
  return negated && !isAbout;
}

const UNLESS = wordSet('unless without except sauf sans moins');
const CONSENT = /^(?:approv|consent|confirm|agree|accord|autoris|authori|valid)/;

/** Somebody's consent is asked for in the next words: `unless the person has approved it`. */
function isOfConsent(tokens: Tokens, from: number): boolean {
  for (let k = from + 1; k <= from + CLAUSE && tokens.sentence[k] === tokens.sentence[from]; k++)
    if (CONSENT.test(tokens.word[k] ?? '')) return true;
  return false;
}

/** The order is about what the user is told, or names a machine. */
export function isAboutAnswer(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k < tokens.count && k <= i + BAN && tokens.sentence[k] === tokens.sentence[i]; k++)
    if (has(tokens, k, ABOUT_ANSWER) || isMachine(tokens, k)) return true;
  return false;
}
