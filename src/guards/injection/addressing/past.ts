// Machines of which it is told what they did, do or might do: nobody is spoken to by `the assistant repeated its instructions`, `le modèle a répondu`.
import { bits } from '../lexicon';
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { isPause } from './clauses';

/** Verbs in the past that are no participles of machines: `assistants asked about this` are spoken to. */
const DID = wordSet(
  `repeated answered replied refused apologised apologized obeyed claimed believed agreed spoke said wrote gave went kept forgot stopped started
  continued followed disclosed returned printed produced invented hallucinated thanked declined complied recited revealed quoted did had was were
  made took found stuck held stood sat led sent lost paid saw read ran swore drew knew heard drove broke chose got began tried managed failed ignored insisted admitted pretended fell did didnt wasnt hadnt`,
);
/** With an object behind it no participle, unless somebody was told or given something. */
const ACTIVE = /^(?!asked|offered|allowed|denied|assigned|handed|granted|taught|needed)[a-z]{3,}ed$/;
const OBJECT = wordSet('its the a an it him her them that every each nothing nobody everyone no');
const HAS = wordSet('a ont avait avaient aurait auraient');
const PARTICIPLE = /^[a-z]{2,}(?:e|i|u|is|it|ert|aint)$/;
/** `L’assistant a pour consigne de …`: no participle. */
const NO_PARTICIPLE = wordSet('pour le la une ici cette comme que qui interdiction ordre reponse');
const IMPERFECT = /^[a-z]{3,}(?:ait|aient)$/;
const PRONOUN = wordSet('l lui leur les le la nous me m y en ne n s se');
/** Present-tense verbs of telling what a machine does: `Bot says sorry too often: Ana …`. */
const DOES = wordSet(
  'says answers replies repeats refuses apologises apologizes obeys claims believes speaks tells gives keeps forgets stops starts ignores declines thanks reveals shows does thinks gets loses crashes',
);

/** What a machine did is told right behind its name. */
export function isOfPast(tokens: Tokens, i: number): boolean {
  let k = i + 1;
  if (k >= tokens.count || isPause(tokens, k)) return false;
  while (PRONOUN.has(tokens.word[k] ?? '') && k < i + 3) k++;
  const word = tokens.word[k] ?? '';
  if (DID.has(word) || IMPERFECT.test(word) || (ACTIVE.test(word) && OBJECT.has(tokens.word[k + 1] ?? ''))) return true;
  const next = tokens.word[k + 1] ?? '';
  return HAS.has(word) && PARTICIPLE.test(next) && !NO_PARTICIPLE.has(next);
}

/** What a machine does is told right behind its name, in the third person. */
export function isOfPresent(tokens: Tokens, i: number): boolean {
  const next = tokens.word[i + 1] ?? '';
  return (DOES.has(next) || ((tokens.word[i] ?? '').endsWith('s') && DO.has(next))) && !isPause(tokens, i + 1);
}

/** The same of many, by verbs that no order to a machine opens with. */
const DO = wordSet(
  'support accept generate produce struggle tend rely vary differ excel offer contain consist hallucinate',
);

const A = wordSet('a an un une');
const MIGHT = wordSet('might could pourrait pourraient');
const MAY = wordSet('may can peut peuvent');
const THEN = wordSet('then well also thus hence alors ensuite donc aussi bien');

/** What some machine might do: `a model that reads the page may then carry them out`. Nobody is told to. */
export function isOfChance(tokens: Tokens, i: number): boolean {
  if (!A.has(tokens.word[i - 1] ?? '')) return false;
  for (let k = i + 1; k <= i + CHANCE && tokens.sentence[k] === tokens.sentence[i]; k++) {
    const word = tokens.word[k] ?? '';
    if (has(tokens, k, MUST)) return false;
    if (MIGHT.has(word) || (MAY.has(word) && THEN.has(tokens.word[k + 1] ?? ''))) return true;
  }
  return false;
}

/** How far behind its name it is said what a machine might do, in words. */
const CHANCE = 14;
const MUST = bits('MUST');
