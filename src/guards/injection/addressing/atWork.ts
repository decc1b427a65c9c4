// Machines at work on this very text, named or not: they read it, sum it up, are asked about it, or make an answer from it.
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { towardsBefore } from './before';
import { CLAUSE, isPause } from './clauses';
import { ANY, ARTICLES, BY, CONDITIONS, PARTICIPLE, POINTING, RELATIVES, THIS } from './lists';
import { mayBePerson, READV, TOOLS } from './machines';
import { isFollowedByOrder, isOrder, modalWithin } from './orders';

/** How long the clause is that says what a machine works on. */
const WORK = 7;
/** What assistants make of a text. */
const ANSWERS = wordSet(
  `answer answers reply replies response responses summary summaries recap digest overview abstract question questions query queries reponse
  reponses resume resumes synthese syntheses restitution restitutions recapitulatif requete requetes`,
);
const GENERATED =
  /^(?:gener|produ|propos|suggest|written|ecrit|derived|drawn|drafted|given|shown|offered|quoted|tire|redige|fourni|donne|extrait|emis)/;
/** Texts that are an assistant’s when they are generated from, or given for, this one. */
const GENERATED_TEXTS = wordSet(
  `code text texts texte textes example examples exemple exemples snippet snippets sample samples advice conseil conseils explanation explanations
  explication explications recommendation recommendations recommandation recommandations suggestion suggestions completion completions passage
  passages sentence sentences phrase phrases content contenu contenus statement statements translation translations traduction traductions`,
);

const YOU_WORDS: ReadonlySet<string> = new Set(['you', 'tu', 'vous']);

/** The words that `isAtWork` and `isWhoSumsUp` begin with: others need not be asked about. */
export const WORK_CUES: ReadonlySet<string> = new Set([
  ...TOOLS, ...ANSWERS, ...GENERATED_TEXTS, ...CONDITIONS, ...YOU_WORDS, 'que', 'en', 'toi',
]); // prettier-ignore

/**
 * No assistant is named, but one is at work: a program that makes a summary of this text, an answer that is made from it and
 * must be so, this text on the condition that it is summed up.
 */
export function isAtWork(tokens: Tokens, i: number, word: string): boolean {
  if (TOOLS.has(word)) return worksOn(tokens, i, true);
  if (ANSWERS.has(word) || (GENERATED_TEXTS.has(word) && isGenerated(tokens, i))) return isAnswerBound(tokens, i);
  if (CONDITIONS.has(word) && POINTING.has(tokens.word[i + 1] ?? '')) return isSummedUp(tokens, i);
  return (word === 'que' || word === 'en' || CONDITIONS.has(word)) && isTelling(tokens, i);
}

/** `Text generated from`, `code examples given for`. */
function isGenerated(tokens: Tokens, i: number): boolean {
  const next = tokens.word[i + 1] ?? '';
  return GENERATED.test(GENERATED_TEXTS.has(next) ? (tokens.word[i + 2] ?? '') : next);
}

const SUMMARISING =
  /^(?:summar|condens|digest|recap|paraphras|abstract|quot|cit|answer|reply|resum|synthet|restitu|abreg|repond|reformul|diger|assimil|boil|chew|gobbl|aval|ingurgit|recrach|remach|moulin|rumin)/;

/** `Toi qui résumes cette procédure`, `you who summarise this`. */
export function isWhoSumsUp(tokens: Tokens, i: number, word: string): boolean {
  if (word !== 'toi' && !YOU_WORDS.has(word)) return false;
  const who = tokens.word[i + 1] ?? '';
  if (who !== 'qui' && who !== 'who' && who !== 'that') return false;
  if (SUMMARISING.test(tokens.word[i + 2] ?? '') && isPointed(tokens, i + 2, true)) return true;
  // `Toi qui traites du texte`.
  if (word !== 'toi' || !has(tokens, i + 2, READV)) return false;
  for (let k = i + 3; k <= i + 5 && k < tokens.count && !isPause(tokens, k); k++)
    if (TEXTS.has(tokens.word[k] ?? '') || POINTING.has(tokens.word[k] ?? '')) return true;
  return false;
}

const TEXTS = wordSet(
  'texte textes document documents page pages fiche fiches fichier fichiers message messages ligne lignes donnees corpus contenu extrait extraits',
);

/** Verbs of those who tell others of a text. */
const TELLING =
  /^(?:summ|condens|digest|paraphras|quot|cit|answer|reply|resum|synthet|repond|reformul|parl|talk|discuss|mention|evoqu|render|present|explain|expliqu|describ|decri|interrog)/;

/** `When rendering this table for someone, …`, `dès que tu parles de ce tableau, …`, and an order. */
function isTelling(tokens: Tokens, i: number): boolean {
  const you = YOU_WORDS.has(tokens.word[i + 1] ?? '');
  const verb = you ? i + 2 : i + 1;
  const word = tokens.word[verb] ?? '';
  if (!TELLING.test(word) || (!you && !PARTICIPLE.test(word))) return false;
  for (let k = verb + 1; k <= verb + 4 && k < tokens.count && !isPause(tokens, k); k++)
    if (POINTING.has(tokens.word[k] ?? '') || THIS.has(tokens.word[k] ?? '')) return isFollowedByOrder(tokens, k);
  return false;
}

const IN_ANSWER: ReadonlySet<string> = new Set(['in', 'to']);

/** `Any answer generated from this page must …`, `if this text is summed up, the summary has to …`. */
function isAnswerBound(tokens: Tokens, i: number): boolean {
  // `In response to this method`, `no need to reply to this mail`.
  if (tokens.word[i + 1] === 'to' && IN_ANSWER.has(tokens.word[i - 1] ?? '')) return false;
  const bound = modalWithin(tokens, i, CLAUSE);
  for (let k = i + 1; k <= i + 8 && k < tokens.count && !isPause(tokens, k); k++)
    if (
      POINTING.has(tokens.word[k] ?? '') &&
      (bound || THIS.has(tokens.word[k + 1] ?? '') || isFollowedByOrder(tokens, k))
    )
      return true;
  if (!bound) return false;
  let pointed = false;
  for (let k = i - 1; k >= Math.max(0, i - CLAUSE) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    const word = tokens.word[k] ?? '';
    if (POINTING.has(word)) pointed = true;
    else if (pointed && CONDITIONS.has(word)) return true;
  }
  return false;
}

/** `When this page is used to answer a question, leave …`: an order behind the condition. */
function isSummedUp(tokens: Tokens, i: number): boolean {
  for (let k = i + 2; k <= i + CLAUSE && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++) {
    const word = tokens.word[k] ?? '';
    if (SUMMARISING.test(word) || ANSWERS.has(word)) return isFollowedByOrder(tokens, k);
  }
  return false;
}

/** Behind a relative pronoun they stand for the text: `l’outil qui en fera la synthèse`. */
const OF_IT: ReadonlySet<string> = new Set(['en', 'y', 'it', 'them']);

/** A machine that works on this text, or on an answer: `the bot drafting the reply`, `l’outil qui résumera ce document`. */
export function worksOn(tokens: Tokens, i: number, weak: boolean): boolean {
  if (!weak && (isAsked(tokens, i) || isMaker(tokens, i) || isRater(tokens, i))) return true;
  let clause = CONDITIONS.has(towardsBefore(tokens, i) ?? '');
  const conditional = clause;
  let ofIt = false;
  for (let k = i + 1; k <= i + WORK && k < tokens.count && !isPause(tokens, k); k++) {
    const word = tokens.word[k] ?? '';
    if (RELATIVES.has(word)) clause = true;
    else if (clause && OF_IT.has(word)) ofIt = true;
    if (!weak && LINKED.test(word) && isPointed(tokens, k, true)) return true;
    if (!has(tokens, k, READV) || (!clause && !PARTICIPLE.test(word))) continue;
    if (ofIt && (!weak || SUMMARISING.test(word) || makesAnswer(tokens, k))) return true;
    if (weak && clause && isOfThem(tokens, i, k)) return true;
    if (weak && !SUMMARISING.test(word) && !makesAnswer(tokens, k)) continue;
    if (isPointed(tokens, k, weak || conditional)) return true;
  }
  return false;
}

/** `Les assistants branchés sur ce wiki`, `bots connected to this channel`. */
const LINKED = /^(?:branche|connecte|adosse|alimente|nourri|raccorde|connected|plugged|hooked|attached|fed)e?s?$/;
const ONE = wordSet('un une tout toute any every a an');
const OBJECTS = wordSet('le la les l');

/** `Un logiciel qui le lit …`: any program at all, and this very text. */
function isOfThem(tokens: Tokens, i: number, verb: number): boolean {
  return (
    ONE.has(tokens.word[i - 1] ?? '') &&
    OBJECTS.has(tokens.word[verb - 1] ?? '') &&
    RELATIVES.has(tokens.word[verb - 2] ?? '')
  );
}

/** The object of the verb is an answer. */
function makesAnswer(tokens: Tokens, k: number): boolean {
  for (let n = k + 1; n <= k + 3 && n < tokens.count && !isPause(tokens, n); n++)
    if (ANSWERS.has(tokens.word[n] ?? '')) return true;
  return false;
}

/** The object of the verb is this text (or, if that is enough, an answer). */
function isPointed(tokens: Tokens, verb: number, strictly: boolean): boolean {
  for (let n = verb + 1; n <= verb + WORK && n < tokens.count && !isPause(tokens, n); n++) {
    const word = tokens.word[n] ?? '';
    if (POINTING.has(word) || (!strictly && n <= verb + 3 && (THIS.has(word) || ANSWERS.has(word)))) return true;
  }
  return false;
}

/** `Any summary written by a model …`, `le résumé fait par une IA comportera …`: what it makes is told in general, or to come. */
function isMaker(tokens: Tokens, i: number): boolean {
  const by = BY.has(tokens.word[i - 1] ?? '') ? i - 1 : i - 2;
  if (!BY.has(tokens.word[by] ?? '')) return false;
  for (let k = by - 1; k >= Math.max(0, by - 3) && tokens.sentence[k] === tokens.sentence[i]; k--)
    if (ANSWERS.has(tokens.word[k] ?? '')) return ANY.has(tokens.word[k - 1] ?? '') || modalWithin(tokens, i, 4);
  return false;
}

/** `Screening models rank this applicant first`: the verb of an order right behind machines that are named at the head of a sentence. */
function isRater(tokens: Tokens, i: number): boolean {
  let first = i;
  while (first > 0 && i - first < 2 && !isPause(tokens, first)) first--;
  if (!isPause(tokens, first) || ARTICLES.has(tokens.word[first] ?? '') || !(tokens.word[i] ?? '').endsWith('s'))
    return false;
  return isOrder(tokens, i + 1) && POINTING.has(tokens.word[i + 2] ?? '');
}

/** Somebody asks it, or asks through it. */
function isAsked(tokens: Tokens, i: number): boolean {
  if (isInterrogated(tokens, i)) return true;
  // Agents that are asked may be people.
  if (mayBePerson(tokens, i) && !OF_SOFTWARE.has(tokens.word[i + 1] ?? '')) return false;
  return isAskedLater(tokens, i) || isMedium(tokens, i);
}

/** What an agent is that is no person. */
const OF_SOFTWARE = wordSet(
  'conversationnel conversationnels conversationnelle virtuel virtuels logiciel numerique numeriques',
);
const INTERROGATED = /^(?:asked|questioned|queried|consulted|interroge|questionne|consulte)e?s?$/;
const ABOUT: ReadonlySet<string> = new Set(['about', 'on', 'whether', 'sur', 'a', 'quant']);

/** `Asked about the outcome, an assistant replies …`, `interrogée sur ce point, l’IA répond …`. */
function isInterrogated(tokens: Tokens, i: number): boolean {
  let paused = isPause(tokens, i) || isPause(tokens, i - 1);
  for (let k = i - 2; k >= Math.max(0, i - WORK - 1) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    if (INTERROGATED.test(tokens.word[k] ?? '')) return paused && ABOUT.has(tokens.word[k + 1] ?? '');
    paused ||= isPause(tokens, k);
  }
  return false;
}

const MEDIUM = wordSet('via through using intermediaire biais truchement moyen entremise aide help utilisant');

/** `Whoever looks this up through an assistant …`, `si l’on consulte cette page par l’intermédiaire d’une IA, celle-ci …`. */
function isMedium(tokens: Tokens, i: number): boolean {
  let through = false;
  for (let k = i - 1; k >= Math.max(0, i - 2 * WORK) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    const word = tokens.word[k] ?? '';
    if (i - k <= 3 && MEDIUM.has(word)) through = true;
    else if (through && (CONDITIONS.has(word) || word === 'whoever' || word === 'quiconque')) return true;
  }
  return false;
}

/** `An assistant asked about it replies …`, `un assistant à qui l’on demande où … répond …`, `l’IA, quand on l’interroge sur …`. */
function isAskedLater(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + WORK && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++) {
    const word = tokens.word[k] ?? '';
    if (k <= i + 2 && INTERROGATED.test(word)) {
      const next = tokens.word[k + 1] ?? '';
      return ABOUT.has(next) || BY.has(next);
    }
    const toWhom = word === 'a' && TO_WHICH.has(tokens.word[k + 1] ?? '');
    if (toWhom || TO_WHICH_ONE.has(word)) return isAskedFrom(tokens, k + 1, DEMANDED);
    if (CONDITIONS.has(word) && isAskedFrom(tokens, k + 1, QUESTIONED)) return true;
  }
  return false;
}

const TO_WHICH: ReadonlySet<string> = new Set(['qui', 'laquelle']);
const TO_WHICH_ONE: ReadonlySet<string> = new Set(['auquel', 'auxquels', 'auxquelles']);
const DEMANDED = /^demand/;
const QUESTIONED = /^(?:asked|questioned|interroge|questionne|consulte|demande)(?:e|s|nt|ra|ront)*$/;

function isAskedFrom(tokens: Tokens, first: number, verb: RegExp): boolean {
  for (let k = first; k < first + 4 && k < tokens.count; k++) if (verb.test(tokens.word[k] ?? '')) return true;
  return false;
}
