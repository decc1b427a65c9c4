// Machines that are asked for something by way of others: a request that goes to them (`prière au résumeur de …`), a wish in the
// third person (`que nul assistant n’en dise rien`), work that is set (`à exécuter par le modèle`).
import type { Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { isPause, isProse } from './clauses';
import { BY, PARTICIPLE, RELATIVES, TO_WHOM } from './lists';
import { mayBePerson, reads } from './machines';
import { isInfinitive } from './orders';

/** What asks somebody by itself: `prière au …`, `nous prions les …`, `il est interdit à …`. */
const ASKING = wordSet(
  `priere prieres merci demandons prions invitons enjoignons ordonnons indiquons signifions suggerons recommandons saura voudra`,
);
/** Nouns for what is said to somebody, with a colon behind his name: `message for the monitoring agent: …`. */
const SAID = wordSet(
  `ordre ordres instruction instructions message messages mot mots recommandation recommandations demande priere precision lecture line request
  requests order orders word words message messages reading tip task tasks mission missions tache taches clause clauses`,
);
/** The same of what is meant for somebody: `[bloc réservé au traitement automatique] …`, `ce qui suit s’adresse aux machines : …`. */
const MEANT = wordSet(
  `adresse adressent reserve reservee reserves reservees destine destinee destines destinees impose imposee imposes imposees obligatoire connue
  connues addressed reserved meant is compulsory mandatory intended applicable applicables opposable opposables`,
);
/** Between a request and the one it goes to: `consigne ferme à`, `réservé au seul`. */
const ASIDE = 2;
/** How many words a name may have before the word that tells that it is a machine: `aux rédacteurs automatiques`. */
const BEFORE_NAME = 4;

/** `Prière à l’outil de …`, `nous prions les modèles qui …`, `message for the monitoring agent: …`. */
function isAskedFor(tokens: Tokens, text: string, i: number): boolean {
  for (let k = i; k >= Math.max(1, i - BEFORE_NAME); k--) {
    if (k < i && isPause(tokens, k + 1)) return false;
    const word = tokens.word[k] ?? '';
    if (word === 'prions' || word === 'invitons' || word === 'enjoignons') return true;
    if (OF.has(word) && FOR_WHOM.has(tokens.word[k - 1] ?? '')) return isAnnounced(tokens, text, i);
    if (k === i || !TO_WHOM.has(word)) continue;
    for (let n = k - 1; n >= Math.max(0, k - 1 - ASIDE) && !isPause(tokens, n + 1); n--) {
      const before = tokens.word[n] ?? '';
      const heads = isPause(tokens, n) || SMALL.has(tokens.word[n - 1] ?? '');
      if (ASKING.has(before)) return heads || before.endsWith('ons');
      if ((SAID.has(before) && heads) || MEANT.has(before)) return isAnnounced(tokens, text, i);
    }
  }
  return false;
}

const OF: ReadonlySet<string> = new Set(['du', 'de', 'd', 'des', 'of']);
const FOR_WHOM: ReadonlySet<string> = new Set(['destination', 'intention', 'attention', 'usage', 'adresse', 'benefit']);
const SMALL = wordSet(
  'petit petite ce dernier derniere short nous un une new nouvelle nouveau nouvelles nouveaux special last urgent',
);
/** How long the name of the machine may go on: `aux robots conversationnels des établissements, consigne ferme :`. */
const REST = 8;

/** A colon, or the end of the brackets that it stands in, and a sentence behind it. */
function isAnnounced(tokens: Tokens, text: string, i: number): boolean {
  for (let k = i; k < Math.min(i + REST, tokens.count - 2); k++) {
    const end = tokens.end[k] ?? 0;
    const gap = text.slice(end, Math.min(tokens.start[k + 1] ?? end, end + 6));
    if (/^[\s)\]»"*_]{0,3}:/.test(gap) || /^[)\]] ?[:\p{L}]?/u.test(gap))
      return !gap.includes('\n') && isProse(tokens, text, k + 1, 2);
    if (/[.!?\n;]/.test(gap)) return false;
  }
  return false;
}

/** Behind the end of a sentence or of a line. */
function opensSentence(tokens: Tokens, i: number): boolean {
  return (
    i === 0 || tokens.sentence[i - 1] !== tokens.sentence[i] || (tokens.pos[i] ?? 0) - (tokens.pos[i - 1] ?? 0) > 3
  );
}

const WISH = wordSet('que qu let may puisse');

/** `Que l’évaluateur automatique ne s’y arrête pas`, `let no assistant breathe a word`: a wish opens the sentence. */
function isWished(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - BEFORE_NAME); k--)
    if (WISH.has(tokens.word[k] ?? '')) return opensSentence(tokens, k);
  return false;
}

const TO: ReadonlySet<string> = new Set(['a', 'to']);

/** `À exécuter par le modèle`, `to be read by the assistant`: work that is set. */
function isSetWork(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(2, i - 3) && !isPause(tokens, k + 1); k--) {
    if (!BY.has(tokens.word[k] ?? '')) continue;
    for (let n = k - 1; n >= Math.max(1, k - BEFORE_NAME) && !isPause(tokens, n + 1); n--)
      if (TO.has(tokens.word[n - 1] ?? '') && (isInfinitive(tokens.word[n] ?? '') || tokens.word[n] === 'be'))
        return true;
    return false;
  }
  return false;
}

/** People as often as machines: they are asked for things, too. */
const PEOPLE = wordSet('assistante assistantes assistance');

/** Something is asked of the machine by way of others, or wished of it, or set it to do. */
export function isRequested(tokens: Tokens, text: string, i: number): boolean {
  if (PEOPLE.has(tokens.word[i] ?? '') || mayBePerson(tokens, i)) return false;
  return isAskedFor(tokens, text, i) || isWished(tokens, i) || isSetWork(tokens, i);
}

/** Programs that nobody writes to, unless they are to read this. */
const READERS = wordSet(
  `machine machines ordinateur ordinateurs computer computers algorithme algorithmes algorithm automate automates automaton logiciel logiciels software
  programme programmes program programs systemes systems outils tools moteurs engines thing outil tool`,
);

const WISHING = wordSet(
  'aimerais aimerions souhaite souhaiterais souhaitons voudrais prefererais plairait serait gentil aimable love like kind nice great wonderful lovely appreciate grateful glad hope',
);
const FOR_ONE = wordSet('que qu if for');

/** `J’aimerais que le logiciel qui condense les avis …`, `it’d be kind if the thing that boils down these reviews …`. */
function isWishedFor(tokens: Tokens, i: number): boolean {
  if (!RELATIVES.has(tokens.word[i + 1] ?? '') && !PARTICIPLE.test(tokens.word[i + 1] ?? '')) return false;
  if (!reads(tokens, i, 4)) return false;
  for (let k = i - 1; k >= Math.max(1, i - 3) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    if (!FOR_ONE.has(tokens.word[k] ?? '')) continue;
    for (let n = k - 1; n >= Math.max(0, k - 3); n--) if (WISHING.has(tokens.word[n] ?? '')) return true;
  }
  return false;
}

/** `Ce qui suit s’adresse aux machines : …`, `petit mot pour l’ordinateur qui fera le résumé : …`. */
export function isAskedTool(tokens: Tokens, text: string, i: number): boolean {
  return READERS.has(tokens.word[i] ?? '') && (isWishedFor(tokens, i) || isAskedFor(tokens, text, i));
}
