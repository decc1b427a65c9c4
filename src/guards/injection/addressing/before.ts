// What stands before the name of a machine and turns it into one that is spoken to: `to`, `any`, `if`, `read by`, a label.
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { isPause } from './clauses';
import { ARTICLES, CONDITIONS, LABELS, PRONOUNS, TO_WHOM } from './lists';
import { isAi, READV } from './machines';
import { speaksToYou } from './orders';

/** Words that turn a noun right after them into somebody who is spoken to, or into whoever it may be. */
const TOWARDS = wordSet(
  `to for pour a aux au dear hey hello attention note any every all tout toute tous toutes whichever whatever si if should when quand lorsque lorsqu
  visant quel quelle where once cher chere chers cheres des reserve reservee destine destinee via unless bonjour salut hi concerne concerns`,
);
/** Stand between a condition and the one it is about: `si c’est un agent qui …`. */
const COPULAS = wordSet('it is s c d est the a an un une l le la');

/** `to`, `for`, `any`, `if` before the noun, with nothing but an article and an adjective between them. */
export function towardsBefore(tokens: Tokens, i: number): string | undefined {
  let article = -1;
  let bare = true;
  for (let k = i - 1; k >= Math.max(0, i - 4) && !isPause(tokens, k + 1); k--) {
    const word = tokens.word[k] ?? '';
    if (bare && (CONDITIONS.has(word) || word === 'agit')) return 'si';
    if (!COPULAS.has(word)) bare = false;
    if (TOWARDS.has(word)) return article < 0 ? (i - k <= 2 ? word : undefined) : article - k === 1 ? word : undefined;
    if (ARTICLES.has(word)) article = k;
  }
  return undefined;
}

/** Read by it, under a condition: `if … is opened by an AI`. */
export function isPassive(tokens: Tokens, i: number): boolean {
  let by = false;
  let read = false;
  for (let k = i - 1; k >= Math.max(0, i - 9) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    const word = tokens.word[k] ?? '';
    if (i - k <= 3 && (word === 'by' || word === 'par')) by = true;
    if (by && has(tokens, k, READV)) read = true;
    if (by && read && CONDITIONS.has(word)) return true;
  }
  return by && read && PRONOUNS.has(tokens.word[i + 1] ?? '');
}

/** Labels as well, as the last words before the one they are for: `à l’intention du seul modèle`. */
const FOR_WHOM: ReadonlySet<string> = new Set([
  'intention',
  'attention',
  'destination',
  'usage',
  'eyes',
  'information',
  'directed',
  'intended',
  'addressed',
  'relayed',
  'handled',
]); // prettier-ignore;

/** Where the label of a note to the machine begins; -1 when it is none: `LLM note`, `hint for the agent`, `à l’attention du modèle`. */
export function labelAt(tokens: Tokens, i: number): number {
  if (LABELS.has(tokens.word[i + 1] ?? '') && !isPause(tokens, i + 1)) return isAi(tokens, i) ? i : -1;
  if (!isPause(tokens, i) && (LABELS.has(tokens.word[i - 1] ?? '') || tokens.word[i - 1] === 'instruction'))
    return isAi(tokens, i) || speaksToYou(tokens, i) ? i - 1 : -1;
  let toWhom = false;
  for (let k = i - 1; k >= Math.max(0, i - 5) && !isPause(tokens, k + 1); k--) {
    const word = tokens.word[k] ?? '';
    if (FOR_WHOM.has(word) || (toWhom && LABELS.has(word))) return k;
    if (TO_WHOM.has(word)) toWhom = true;
  }
  return -1;
}

const BE = wordSet('be are re etre es etes soyez sois');
const YOU_ARE: ReadonlySet<string> = new Set(['are', 'es', 'etes', 're', 'soyez', 'sois']);
const GERUND = /^[a-z]{2,}ing$/;
const PERHAPS: ReadonlySet<string> = wordSet(
  'may might could peut pourrait possible sans probablement surement certainement probably surely possibly maybe doubtless perhaps',
);

/** `If you are the agent handling this`, `si tu es une IA`, `you may be a model`, `il se peut que vous soyez un modèle`. */
export function isYou(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - 5) && !isPause(tokens, k + 1); k--) {
    const word = tokens.word[k] ?? '';
    const before = tokens.word[k - 1] ?? '';
    const next = tokens.word[k + 1] ?? '';
    if (word !== 'you' && word !== 'tu' && word !== 'vous' && word !== 're') continue;
    if ((CONDITIONS.has(before) || before === 'you') && YOU_ARE.has(next))
      // `If you are using the assistant`: said to people.
      return !GERUND.test(tokens.word[k + 2] ?? '') || k + 2 >= i;
    // `Vous êtes peut-être`, `you may be`; but `you may use the assistant` is said to people.
    if (
      (PERHAPS.has(next) && (BE.has(tokens.word[k + 2] ?? '') || BE.has(tokens.word[k + 3] ?? ''))) ||
      (YOU_ARE.has(next) && PERHAPS.has(tokens.word[k + 2] ?? ''))
    )
      return true;
    if ((before === 'que' || before === 'qu') && YOU_ARE.has(next) && PERHAPS.has(tokens.word[k - 2] ?? ''))
      return true;
  }
  return isInCapacity(tokens, i);
}

/** `En tant qu’aide en ligne, tu …`, `as a bot you …`: in what capacity somebody is spoken to. */
function isInCapacity(tokens: Tokens, i: number): boolean {
  let capacity = false;
  for (let k = i - 1; k >= Math.max(0, i - 4); k--)
    if (tokens.word[k] === 'tant' || tokens.word[k] === 'qualite') capacity = true;
  if (!capacity) return false;
  for (let k = i + 1; k <= i + 4 && k < tokens.count; k++)
    if (isPause(tokens, k) && (tokens.word[k] === 'tu' || tokens.word[k] === 'vous')) return true;
  return false;
}

const EXPLAINED = wordSet(
  'explain explains explaining show shows showing demonstrate teach expliquer expliquez explique montrer montrez montre rappelez illustrer illustrez',
);
const THAT: ReadonlySet<string> = new Set(['that', 'how', 'why', 'qu', 'que', 'comment', 'pourquoi']);

const SAYS = wordSet(
  'says said states stated claims claimed reads suggests suggested wrote writes insists insisted affirme affirmait pretend pretendait disait indique assure soutient ecrit',
);
/** What is read says so of itself. */
const HERE = wordSet('this here these present presente cette ce ces ceci i we je nous');

/** `One of the reviews says that all AI assistants should …`: somebody else is said to speak to machines. */
export function isSaidOf(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(2, i - 4) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    const word = tokens.word[k] ?? '';
    if ((word !== 'that' && word !== 'que' && word !== 'qu') || !SAYS.has(tokens.word[k - 1] ?? '')) continue;
    for (let n = k - 2; n >= Math.max(0, k - 6) && tokens.sentence[n] === tokens.sentence[i]; n--)
      if (HERE.has(tokens.word[n] ?? '')) return false;
    return true;
  }
  return false;
}

/** `Explain that an assistant which reads the file sees …`: people are told something about machines. */
export function isExplained(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(1, i - 4) && tokens.sentence[k] === tokens.sentence[i]; k--)
    if (THAT.has(tokens.word[k] ?? '')) return EXPLAINED.has(tokens.word[k - 1] ?? '');
  return false;
}
