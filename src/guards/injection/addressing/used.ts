// Machines that are merely used: nobody is spoken to by `a unified API to call any LLM` or `use AI Gateway credentials`.
import { has, type Tokens } from '../tokens';
import { bits } from '../lexicon';
import { wordSet } from '../wordSet';
import { isPause } from './clauses';
import { TO_WHOM } from './lists';
import { isOfThing } from './machines';

const AI = bits('AI');
const NOTE = bits('NOTE');
/** What people do with a machine. */
const USES = wordSet(
  `use using uses used call calls connect connects connecting query querying host hosting deploy deploying build building develop developing
  integrate integrates integrating support supports supporting choose choosing select selecting switch switching configure configuring
  initialize initialise launch launching install installing import load loading evaluate evaluating benchmark compare comparing run running
  utilise utilisez utiliser appelle appelez appeler connecter deployer construire integrer choisir configurer lancer`,
);
/** What goes to a machine, or is about one, without being said to it: `support for LLMs`, `access to AI`, `related to AI`. */
const RELATED = wordSet(
  'support access related compared applied migrate migrating migration connection connected exposure needs specific relative specifique acces lie liee lies liees applique',
);

/** What programs and their users give a machine, by a verb shortly before it: `send a message to the assistant`. */
const MESSAGES = wordSet('message messages instruction instructions note notes command commands');
const GIVES = wordSet(
  'send sends sending provide provides providing pass passes passing give gives giving supply supplies envoyer envoie fournir',
);

/** What instructions for a machine stand in, or are merely like: `a file of rules for the assistant`, `what looks like an order to the assistant`. */
const FILES = wordSet('file files fichier fichiers like ressemble ressemblent');

const OF: ReadonlySet<string> = new Set(['of', 'de', 'd', 'a', 'an', 'un', 'une']);

function isOfFile(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - 4) && !isPause(tokens, k + 1); k--)
    if (FILES.has(tokens.word[k] ?? '') && OF.has(tokens.word[k + 1] ?? '')) return true;
  return false;
}

function isGiven(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - 3) && !isPause(tokens, k + 1); k--)
    if (GIVES.has(tokens.word[k] ?? '')) return true;
  return false;
}

/** The word names a machine that is used, or what belongs to one. */
export function isUsed(tokens: Tokens, i: number): boolean {
  if (has(tokens, i, AI) && isOfThing(tokens, i)) return true;
  if (!has(tokens, i, NOTE) || i === 0 || isPause(tokens, i)) return false;
  const before = tokens.word[i - 1] ?? '';
  if (isOfFile(tokens, i)) return true;
  if (TO_WHOM.has(tokens.word[i] ?? '')) return RELATED.has(before);
  return USES.has(before) || (MESSAGES.has(tokens.word[i] ?? '') && isGiven(tokens, i));
}
