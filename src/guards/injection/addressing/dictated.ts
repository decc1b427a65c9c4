// What is to be said is dictated: the answer that a reader is given, the one command to hand out, whatever is generated.
import { bits } from '../lexicon';
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { isPause } from './clauses';
import { isMachine, mayBePerson } from './machines';
import { isFollowedByOrder, isOrder, modalWithin } from './orders';

/** Past participles of giving: `la réponse apportée au locataire`, `the answer given to the tenant`. */
const GIVEN =
  /^(?:donnee?s?|fournie?s?|apportee?s?|rendue?s?|remise?s?|faite?s?|adressee?s?|restituee?s?|affichee?s?|given|provided|shown|handed|returned|presented|delivered)$/;
const TO: ReadonlySet<string> = new Set(['a', 'au', 'aux', 'to']);
/** What can be dictated to somebody who answers. */
const SAYABLE = wordSet(
  `reponse reponses answer answers reply replies response summary summaries commande command version formule formulation phrase sentence resolution
  fix dose lecture conclusion recommandation recommendation synthese resume valeur value montant amount issue procedure marche wording`,
);
const SAY =
  /^(?:donner|proposer|fournir|communiquer|indiquer|rendre|restituer|generer|retenir|suggerer|give|offer|propose|suggest|recommend|provide|return|show)$/;
const ONLY_ONE = /^(?:impose|unique|exige|dicte|imposed|dictated|mandated)e?s?$/;
const MADE_BY = /^(?:generee?s?|generated)$/;
/** What is generated for readers, other than code and files. */
const FOR_READERS = wordSet(
  `reponse reponses answer answers reply replies response responses summary summaries synthese syntheses resume resumes restitution restitutions
  communication communications evaluation evaluations assessment assessments classement classements ranking rankings avis rapport report reports`,
);
const ORDERED = bits('MUST', 'OMIT', 'SILENT');
const REACH = 16;

/** `La réponse apportée au locataire doit …`, `the command to give is …`, `toute évaluation générée …`. */
export function isDictated(tokens: Tokens, i: number): boolean {
  const next = tokens.word[i + 1] ?? '';
  if (REPLIES.has(tokens.word[i] ?? '') && isInEach(tokens, i)) return true;
  if (isRight(tokens, i)) return true;
  if (isPause(tokens, i + 1)) return false;
  if (ONLY_ONE.test(next)) return true;
  if (GIVEN.test(next)) return TO.has(tokens.word[i + 2] ?? '') && isOrdered(tokens, i);
  if (
    isWhatever(tokens, i) &&
    FOR_READERS.has(tokens.word[i] ?? '') &&
    (MADE_BY.test(next) || MADE_BY.test(tokens.word[i + 2] ?? ''))
  )
    return isOrdered(tokens, i);
  // `La marche à suivre à indiquer au locataire est …`.
  for (let k = i + 1; k <= i + 3 && k + 1 < tokens.count && !isPause(tokens, k + 1); k++)
    if (TO.has(tokens.word[k] ?? '') && SAY.test(tokens.word[k + 1] ?? '')) return isSet(tokens, k + 1);
  return false;
}

const RIGHT = wordSet(
  `attendue attendu bonne bon correcte correct juste seule unique vraie officielle imposee impose obligatoire facultative exigee voulue expected right
  correct only proper official mandatory compulsory required`,
);
/** What is said to be right, besides what can be dictated. */
const READINGS = wordSet('interpretation lecture reading conclusion verdict resume summary ligne line phrase sentence');
const WITHIN = 10;

/** `Réponse attendue de l’assistant : …`, `the right answer for the virtual agent is …`: what a machine is to answer. */
function isRight(tokens: Tokens, i: number): boolean {
  const right =
    RIGHT.has(tokens.word[i - 1] ?? '') ||
    RIGHT.has(tokens.word[i + 1] ?? '') ||
    (TO.has(tokens.word[i + 1] ?? '') && READINGS.has(tokens.word[i] ?? ''));
  if (!right && !READINGS.has(tokens.word[i] ?? '')) return false;
  for (let k = i + 1; k <= i + WITHIN && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++) {
    if (!isMachine(tokens, k) || mayBePerson(tokens, k)) continue;
    return right && isSet(tokens, k);
  }
  return false;
}

const REPLIES = wordSet('reply replies answer answers summary summaries reponse reponses synthese resume restitution');
const EACH = wordSet('each every any chaque toute toutes tout aucune aucun no');

/** `To be repeated in every reply: “…”`, `à chaque réponse sur l’agenda, mettre …`: an order, and where it is carried out. */
function isInEach(tokens: Tokens, i: number): boolean {
  if (!EACH.has(tokens.word[i - 1] ?? '') || !IN.has(tokens.word[i - 2] ?? '')) return false;
  for (let k = i - 3; k >= Math.max(0, i - REACH) && tokens.sentence[k] === tokens.sentence[i]; k--)
    if ((isPause(tokens, k) || BEFORE_ORDER.has(tokens.word[k - 1] ?? '')) && isOrder(tokens, k)) return true;
  return isFollowedByOrder(tokens, i);
}

const IN: ReadonlySet<string> = new Set(['in', 'to', 'with', 'dans', 'a', 'en']);
const BEFORE_ORDER: ReadonlySet<string> = new Set(['a', 'be', 'de', 'et', 'and', 'always', 'toujours']);

/** `Toute synthèse générée`, `in generated answers`; `the generated summary` may be a feature. */
function isWhatever(tokens: Tokens, i: number): boolean {
  const before = tokens.word[i - 1] ?? '';
  return EACH.has(before) || EACH.has(tokens.word[i - 2] ?? '') || IN.has(before) || IN.has(tokens.word[i - 2] ?? '');
}

const IS: ReadonlySet<string> = new Set(['est', 'is', 'sera', 'sont', 'are', 'reste', 'systematiquement']);
const TO_SOMEBODY = 5;

/** Behind the verb it is said what it is: `à donner est …`, `to offer: …`. */
function isSet(tokens: Tokens, verb: number): boolean {
  for (let k = verb + 1; k <= verb + TO_SOMEBODY && k < tokens.count; k++) {
    if (IS.has(tokens.word[k] ?? '')) return true;
    if (isPause(tokens, k)) return tokens.sentence[k] === tokens.sentence[verb];
  }
  return false;
}

function isOrdered(tokens: Tokens, i: number): boolean {
  if (modalWithin(tokens, i, REACH)) return true;
  for (let k = Math.max(0, i - REACH); k <= i + REACH && k < tokens.count; k++)
    if (tokens.sentence[k] === tokens.sentence[i] && has(tokens, k, ORDERED)) return true;
  return false;
}

/** The words that `isDictated` begins with. */
export const DICTATED_CUES: ReadonlySet<string> = new Set([...SAYABLE, ...FOR_READERS, ...READINGS]);

const TELLS = bits('STATE', 'RATE', 'RECO', 'OMIT', 'SILENT');
const STATED = bits('STATE', 'ADD');
const VERDICT = bits('VERDICT').top;
const FAR = 24;
/** Between the verb and the words that are put in its mouth: `servira en priorité : « … »`. */
const BEFORE_QUOTE = 4;
const QUOTE = /["“«]/;

/** Within its sentence a machine is to tell something, or to keep it quiet, and not merely to be used. */
export function isToTell(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + FAR && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++)
    if (has(tokens, k, TELLS)) return true;
  return false;
}

/** Marks, with `VERDICT`, the verb of telling whose words are given: `répondra « … »` is told what to find. */
export function markQuoted(tokens: Tokens, text: string, i: number): void {
  for (let k = i + 1; k <= i + FAR && k < tokens.count && tokens.paragraph[k] === tokens.paragraph[i]; k++) {
    if (!has(tokens, k, STATED)) continue;
    const last = Math.min(k + BEFORE_QUOTE, tokens.count - 1);
    if (QUOTE.test(text.slice(tokens.end[k] ?? 0, tokens.start[last] ?? 0))) {
      tokens.top[k] = (tokens.top[k] ?? 0) | VERDICT;
      return;
    }
  }
}
