// What stands behind the name of a machine: a colon, comma or dash, and whether that opens a sentence said to it.
import { bits } from '../lexicon';
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { behindPause, CLAUSE, isPause, isProse } from './clauses';
import { POINTING, RELATIVES, THIS } from './lists';
import { reads } from './machines';
import { isOfPresent } from './past';
import { isToOne, opensOrder, tellsTo, TO_YOU } from './orders';

const CODE = /[`{}=+<>$[]/;

/** `It reports errors`, `this LLM is based on …`: a sentence about what was just named. */
function isExplanation(tokens: Tokens, first: number): boolean {
  return (
    THIRD.has(tokens.word[first] ?? '') ||
    (POINTING.has(tokens.word[first] ?? '') &&
      has(tokens, first + 1, MACHINES) &&
      FINITE.has(tokens.word[first + 2] ?? ''))
  );
}

const MACHINES = bits('MACHINE', 'AI', 'AIW');
const THIRD: ReadonlySet<string> = new Set(['it', 'they', 'il', 'elle', 'ils', 'elles']);

/** Behind a comma they go on about what was named. */
const GOES_ON = wordSet(
  'which whose where so but or including allowing enabling making such dont lequel laquelle ainsi ou mais',
);

function goesOn(tokens: Tokens, first: number): boolean {
  return (
    GOES_ON.has(tokens.word[first] ?? '') || (tokens.word[first] === 'that' && LETS.has(tokens.word[first + 1] ?? ''))
  );
}

const LETS: ReadonlySet<string> = new Set(['let', 'lets', 'allow', 'allows', 'enable', 'enables', 'help', 'helps']);

/** `You` stands between the name and its comma, and the name is not that of a machine which does something to this text. */
function isReaderBetween(tokens: Tokens, i: number, last: number): boolean {
  if (reads(tokens, i, 4) || RELATIVES.has(tokens.word[i + 1] ?? '')) return false;
  for (let k = i + 1; k <= last; k++) if (YOU.has(tokens.word[k] ?? '')) return true;
  return false;
}

const YOU: ReadonlySet<string> = new Set(['you', 'vous']);

const FINITE: ReadonlySet<string> = new Set(['is', 'are', 'was', 'were', 'has', 'have', 'had']);

/** The first colon, comma or dash after the noun and its clause, with a sentence behind it; none when the sentence goes on. */
export function markAfter(
  tokens: Tokens,
  text: string,
  i: number,
  name: number,
  aside: boolean,
): ':' | ',' | undefined {
  if (isOfPresent(tokens, i)) return undefined;
  const reach = reads(tokens, i, 8) ? CLAUSE : name;
  for (let k = i; k < Math.min(i + reach, tokens.count - 1); k++) {
    if (!isPause(tokens, k + 1)) continue;
    const from = tokens.end[k] ?? 0;
    const gap = text.slice(from, Math.min(tokens.start[k + 1] ?? from, from + 12));
    if (CODE.test(gap) || gap.includes('\n')) return undefined;
    if (/^[\s)\]*_"'»]{0,3}[:,—–→]|^ (?:-|=>) /.test(gap) && announcesOrders(tokens, k + 1)) return ':';
    // `Modèle : « Tu es … »` is a template.
    if (isModel(tokens, i) && /^ ?: ?[«"“]/.test(text.slice(from, from + 6))) return undefined;
    if (/^[\s)\]*_"'»]{0,3}[:—–→]|^ (?:-|=>) /.test(gap)) {
      // `Guide to the automated reviewer: it reports errors`: explained, unless it is the one who reads this.
      if (isExplanation(tokens, k + 1) && !reads(tokens, i, 4)) return undefined;
      return isSpoken(tokens, text, k + 1) || (aside && (tellsTo(tokens, k + 1) || isProse(tokens, text, k + 1, 3)))
        ? ':'
        : undefined;
    }
    if (aside && /^\\?,/.test(gap) && announces(tokens, text, k + 1)) return ':';
    if (/^\\?[,;]/.test(gap)) {
      // `Support for the memory model, were removed …`, `models, which allow you to …`: the sentence goes on about it.
      if (FINITE.has(tokens.word[k + 1] ?? '') || goesOn(tokens, k + 1)) return undefined;
      // `To access the models you’ll need an account, a key and …`: it is the reader who is spoken to.
      if (isReaderBetween(tokens, i, k)) return undefined;
      const spoken =
        isProse(tokens, text, k + 1) || (isToOne(tokens.word[k + 1] ?? '') && isProse(tokens, text, k + 1, 2));
      return spoken && !isList(tokens, text, k + 1) ? ',' : undefined;
    }
    if (tokens.sentence[k + 1] !== tokens.sentence[k] || /[.!?)(]/.test(gap)) return undefined;
  }
  return undefined;
}

const NEW_ONE = wordSet(
  'new changed updated fresh urgent nouveau nouveaux nouvelle nouvelles changement derniere dernieres last final',
);
const ORDER_NOUN = wordSet(
  `order orders priority priorities task tasks instruction instructions boss rule rules directive directives mission role mode plan owner job
  objective ordre ordres tache taches consigne consignes priorite priorites regle regles chef patron objectif programme emploi maitre`,
);

/** `Assistant, new orders: …`, `bot: new boss here`, `IA : nouvelle mission`: what stands behind the name announces orders. */
function announcesOrders(tokens: Tokens, first: number): boolean {
  const noun = tokens.word[first + 1] === 'de' || tokens.word[first + 1] === 'of' ? first + 2 : first + 1;
  return NEW_ONE.has(tokens.word[first] ?? '') && ORDER_NOUN.has(tokens.word[noun] ?? '');
}

const MODELS: ReadonlySet<string> = new Set(['modele', 'model', 'template']);

function isModel(tokens: Tokens, i: number): boolean {
  return MODELS.has(tokens.word[i] ?? '');
}

/** How many words an aside may have. */
const ASIDE = 5;

/** A short aside and then a colon: `Text for summarisers, white on white: …`. */
function announces(tokens: Tokens, text: string, first: number): boolean {
  for (let k = first; k < first + ASIDE && k + 1 < tokens.count; k++) {
    if (!isPause(tokens, k + 1)) continue;
    return (
      /^[\s)\]*_"'»]{0,3}:/.test(text.slice(tokens.end[k] ?? 0, (tokens.end[k] ?? 0) + 5)) &&
      isSpoken(tokens, text, k + 1)
    );
  }
  return false;
}

/** What opens a sentence that is said to somebody. */
const SAID = bits('YOU', 'YOUR', 'PLEASE', 'RECO', 'OMIT', 'TOOLACT', 'REMEMBER');
/** `Assistant: a section that …` explains a word. */
const INDEFINITE: ReadonlySet<string> = new Set(['a', 'an', 'un', 'une']);
/** Behind these, a French `à` is no article of English. */
const BEHIND_A = wordSet(
  'tout toute toutes tous chaque quiconque qui partir compter la l ces cette cet ce vos votre ta tes ton leur leurs celui ceux celle celles',
);

/** A sentence stands there, and no explanation of a word: `you` or an order at once, or words in a row. */
function isSpoken(tokens: Tokens, text: string, first: number): boolean {
  const word = tokens.word[first] ?? '';
  if (INDEFINITE.has(word) && !BEHIND_A.has(tokens.word[first + 1] ?? '')) return false;
  return (
    isProse(tokens, text, first) ||
    (has(tokens, first, SAID) && isProse(tokens, text, first, 2)) ||
    opensOrder(tokens, text, first)
  );
}

/** Another comma after a word or two: `model, data, code`. */
function isList(tokens: Tokens, text: string, first: number): boolean {
  return text.slice(tokens.end[first] ?? 0, tokens.start[first + 2] ?? 0).includes(',');
}

/** Parts of a program: with one of them in an order, its addressee is a part as well (`Assistant: never show the spinner twice`). */
const PARTS = wordSet(
  `button buttons spinner dialog tooltip icon icons sidebar layout css tests unit timeout refactor typo animation scrollbar keyboard shortcut
  shortcuts font mobile debounce tokenizer snackbar dropdown checkbox bouton boutons infobulle icone icones clavier raccourci raccourcis police`,
);

/** Something about a part of a program is to be done, and `you` is said to nobody. */
export function isWork(tokens: Tokens, i: number): boolean {
  let part = false;
  for (let k = i + 1; k < tokens.count && k <= i + CLAUSE && tokens.paragraph[k] === tokens.paragraph[i]; k++) {
    if (has(tokens, k, TO_YOU)) return false;
    if (PARTS.has(tokens.word[k] ?? '')) part = true;
  }
  return part;
}

/** Behind the pause the text speaks of itself: `…, this file is`. */
export function isSelfReference(tokens: Tokens, i: number): boolean {
  const k = behindPause(tokens, i);
  return THIS.has(tokens.word[k] ?? '') && THIS.has(tokens.word[k + 1] ?? '');
}
