// Text that has lost its punctuation, with as much of it as its words tell: a note to a machine is known by what it is addressed
// with, and stands between two sentences.
import { LABELS } from './addressing';
import { GREETINGS, PARTICIPLE, POINTING, RELATIVES } from './addressing/lists';
import { isDoer, isMachine, PEOPLE } from './addressing/machines';
import { isToOne } from './addressing/orders';
import { withTurns } from './forgedTurns';
import { bits } from './lexicon';
import { has, tokenise, type Tokens } from './tokens';
import { wordSet } from './wordSet';

/** Fewer marks a letter than this are no punctuation. */
const MARKS = 1 / 150;

/** Whether a text has no punctuation to speak of. */
export function lacksMarks(text: string): boolean {
  return (text.match(/[.,:;!?]/g)?.length ?? 0) <= text.length * MARKS;
}

/** A (folded) text with the signs that it lost, when it has none; see `withSigns`. */
export function signed(text: string): string {
  return lacksMarks(text) ? withSigns(text) : text;
}

/** As `signed`, of a text that somebody hid: a machine that it begins with is spoken to, whatever the verb behind it is. */
export function signedOfHidden(text: string): string {
  return lacksMarks(text.replace(/[.!?]$/, '')) ? withSigns(text, true) : text;
}

/**
 * A (folded) text without punctuation with the signs around forged turns, and with a colon behind each machine that seems to be
 * spoken to and a full stop before its name: `… note for automated readers leave out …` reads `. note for automated readers: leave
 * out`. Linear: every look around is bounded.
 */
export function withSigns(words: string, isHidden = false): string {
  const text = withTurns(words);
  const tokens = tokenise(text);
  let marked = '';
  let from = 0;
  for (let i = 0; i < tokens.count - 1; i++) {
    const name = isMachine(tokens, i) || has(tokens, i, WHO) ? nameAt(tokens, i) : undefined;
    const colon = name === undefined ? undefined : colonBehind(tokens, i, name, isHidden && name.first === 0);
    if (name === undefined || colon === undefined) continue;
    const start = tokens.start[name.first] ?? 0;
    if (start < from) continue;
    const end = tokens.end[colon] ?? 0;
    marked += `${text.slice(from, start).trimEnd()}${start === 0 ? '' : '. '}${text.slice(start, end)}:`;
    from = end;
    i = colon;
  }
  return marked + text.slice(from);
}

/** Assistants and their like; words that may mean one, such as `agent`, too. */
const SURE = bits('AI', 'MACHINE');
const MAYBE = bits('AI', 'AIW', 'MACHINE', 'WHO');
const WHO = bits('WHO');
const YOU = bits('YOU', 'YOUR', 'PLEASE');
const PLEASE = bits('PLEASE');
/** What opens what is said to it. */
const OPENS = bits('YOU', 'YOUR', 'PLEASE', 'RECO', 'OMIT', 'TOOLACT', 'REMEMBER', 'STATE', 'RATE', 'ADD', 'INSTALL', 'DROP', 'SHOW', 'SEND', 'SAY', 'TRIGGER', 'NOWON', 'NEG', 'ASKER', 'OBEY', 'FIRST', 'TELL'); // prettier-ignore
const ORDERS = bits('RECO', 'OMIT', 'TOOLACT', 'REMEMBER', 'STATE', 'RATE', 'ADD', 'INSTALL', 'DROP', 'SHOW', 'SEND', 'SAY', 'OBEY', 'TELL'); // prettier-ignore
/** Not the form of a verb that gives an order. */
const NO_ORDER = /(?:ing|tion|ment|s|e[ed]|er)$/;
const OPENING_WORDS = wordSet(
  `the this these those it when whenever once if because until while every each all any in on as from after before for with by at to there
  whatever our nos notre read run skip drop leave omit say tell reply answer end store encode make do dont never always only no le la les l c ce
  cette ces quand si lorsque lorsqu pour a au aux des en dans sur avant apres tout toute tous toutes chaque ne n votre ta ton tes vos quoi que`,
);
/** These open an order by themselves, however long the name before them is. */
const ORDERING_WORDS = wordSet(
  `when whenever once if because until while whatever whoever read run skip drop leave omit say tell reply answer store encode make do dont
  never always quand si lorsque lorsqu ne n toi you tu vous please merci`,
);
/** The same in programs: behind names that may be those of variables they open nothing. */
const IN_CODE = wordSet('if for while end store until');
/** Behind the name they tell something of it: a text that merely talks about an assistant addresses nobody. */
const TELLING = wordSet(
  `is are was were has have had will can could may might would does did must shall should est sont etait ont peut peuvent sera seront doit
  doivent devra devront devrait md refusal refused why`,
);
/** Between the name and what belongs to it (`agents de code`), or another name. */
const JOINING = wordSet('de d du des of au');
const ENUMERATING = wordSet('and et ou or');
const ARTICLES = wordSet('l la le les the this these that a an un une ce cet cette ces nos vos our your mon ma mes my');
/** What belongs to an assistant: its name before them is no address. */
const THINGS = wordSet(
  `message messages setting settings role roles module modules mode modes config configuration option options key keys token tokens turn turns
  name names id version api server service tool tools call calls prompt prompts tab panel window button enabled disabled parametres`,
);
/** Without punctuation more words may be labels. */
const LABELS_ALONE: ReadonlySet<string> = new Set([
  ...LABELS,
  ...wordSet('ps instruction instructions message messages todo update attention intention'),
]);
const TOWARDS = wordSet(
  'for to aux au pour dear hey hello hi bonjour salut cher chers chere cheres any every all tout toute tous toutes attention',
);
/** Behind these, a French `à` is no article of English. */
const BEHIND_A = wordSet('l la tout toute toutes tous quiconque');
/** Right before the name they say that it is talked about, or goes on a sentence. */
const TALKED_ABOUT = wordSet(
  `the a an un une l le la les our my your notre votre nos mon ma ce cet cette ces this that these of de du d is are est sont and or et ou with
  by par avec via from depuis using like comme as sur on in dans des no was be being its his their s make makes let lets`,
);
/** One word before the name they leave a doubt: `the support assistant`, `… of the release. Assistant: …`. */
const DETERMINERS = wordSet(
  'the a an un une l le la les our my your notre votre nos mon ma ton ce cet cette ces this that these make makes let',
);
/** `En tant qu’assistant, tu …` is said to it. */
const AS = wordSet('qu que');
/** Behind these, `au robot` says who was spoken to. */
const SPEECH =
  /^(?:parl|demand|dis|dit|dire|attribu|appart|confi|montr|donn|ask|talk|speak|spoke|said|told|tell|send|sent|given)/;
/** French `ai` behind these is a verb. */
const I_HAVE = wordSet('j n y m t l que qu');
/** How many words may stand between a label, or `for`, and the name; and between both of them. */
const TO_NAME = 3;
const TO_LABEL = 4;
/** How many words may belong to the name behind it, when it has a label and when it has none. */
const BEHIND_LABELLED = 4;
const BEHIND_BARE = 2;
/** How far the clause reaches that says which machine is meant. */
const CLAUSE = 7;
/** How far behind the name an order stands, when what stands right there may open anything. */
const TO_ORDER = 10;

interface Name {
  /** The first word of the name, or of the label before it. */
  readonly first: number;
  readonly isLabelled: boolean;
  /** It means a machine, or has a label that says so. */
  readonly isSure: boolean;
  /** Perhaps it is merely talked about. */
  readonly isDoubtful: boolean;
}

/** The name that the machine at `i` may be spoken to with; nothing when it is merely talked about. */
function nameAt(tokens: Tokens, i: number): Name | undefined {
  const word = (index: number): string => tokens.word[index] ?? '';
  if (word(i) === 'ai' && I_HAVE.has(word(i - 1)) && !has(tokens, i + 1, PLEASE)) return undefined;
  const isSure = has(tokens, i, SURE) && !PEOPLE.has(word(i));
  let near = i - 1;
  const isNear = (k: number): boolean => LABELS_ALONE.has(word(k)) || isTowards(word(k), word(k + 1));
  while (near >= 0 && near >= i - TO_NAME && !isNear(near)) near--;
  if (near >= 0 && isNear(near)) {
    let label = near;
    while (label > 0 && label > near - TO_LABEL && !LABELS_ALONE.has(word(label))) label--;
    if (LABELS_ALONE.has(word(label))) return { first: label, isLabelled: true, isSure: true, isDoubtful: false };
    if (SPEECH.test(word(near - 1))) return undefined;
    if (i - near <= (GREETINGS.has(word(near)) ? TO_NAME : 2))
      return { first: near, isLabelled: true, isSure, isDoubtful: false };
  }
  if (AS.has(word(i - 1)) && !has(tokens, i + 1, YOU)) return undefined;
  if (TALKED_ABOUT.has(word(i - 1)))
    return isReader(tokens, i) ? { first: i - 1, isLabelled: false, isSure, isDoubtful: false } : undefined;
  // `correcteur artificiel`
  const isAdjective = !has(tokens, i, MAYBE) && isDoer(tokens, i - 1);
  if (isAdjective && TALKED_ABOUT.has(word(i - 2))) return undefined;
  return {
    first: isAdjective ? i - 1 : i,
    isLabelled: false,
    isSure,
    isDoubtful: DETERMINERS.has(word(i - 2)),
  };
}

function isTowards(word: string, next: string): boolean {
  return TOWARDS.has(word) || (word === 'a' && BEHIND_A.has(next));
}

/** `The model that reads this page`: named behind an article, for it is the one that works on this text. */
function isReader(tokens: Tokens, i: number): boolean {
  const next = tokens.word[i + 1] ?? '';
  if (!ARTICLES.has(tokens.word[i - 1] ?? '') || (!RELATIVES.has(next) && !PARTICIPLE.test(next))) return false;
  for (let k = i + 2; k < i + CLAUSE; k++) if (POINTING.has(tokens.word[k] ?? '')) return true;
  return false;
}

/**
 * The word that the colon stands behind; nothing when what follows is not said to the machine.
 * @param isCalled whatever follows is said to it, unless it is told of it
 */
function colonBehind(
  tokens: Tokens,
  i: number,
  { isLabelled, isSure, isDoubtful }: Name,
  isCalled: boolean,
): number | undefined {
  const word = (index: number): string => tokens.word[index] ?? '';
  let left = isLabelled ? BEHIND_LABELLED : BEHIND_BARE;
  let k = i;
  while (k < tokens.count - 1) {
    const next = word(k + 1);
    // `assistant 901`, `agent 1`: a name in a log or a list.
    if (/^\d/.test(next)) return undefined;
    if (!isLabelled && (THINGS.has(next) || TELLING.has(next))) return undefined;
    if (ENUMERATING.has(next)) {
      // `assistants and agents: …`
      if (!has(tokens, k + 2, MAYBE)) return undefined;
      k += 2;
    } else if (isOrdering(tokens, k + 1)) return isSure || !IN_CODE.has(next) ? k : undefined;
    // `model instructions refer to …`
    else if (LABELS_ALONE.has(next) && !JOINING.has(word(k + 2)) && word(k + 2) !== 'for') return k + 1;
    else if (has(tokens, k + 1, SURE)) k++;
    else if (JOINING.has(next)) k += ARTICLES.has(word(k + 2)) ? 3 : 2;
    else if (RELATIVES.has(next) || (PARTICIPLE.test(next) && (isLabelled || ARTICLES.has(word(k + 2))))) {
      const end = clauseEnd(tokens, k + 1);
      return end !== undefined && isOrderWithin(tokens, end + 1, false) ? end : undefined;
    } else if (isOpening(tokens, k + 1)) {
      const isOrdered = isOrderWithin(tokens, k + 2, !isSure || isDoubtful);
      return isOrdered || (isSure && !isDoubtful && k === i) ? k : undefined;
    } else {
      if (isCalled && isSure) return k;
      if (--left < 0) return undefined;
      k++;
    }
  }
  return undefined;
}

/** Where a clause ends that says which machine is meant: at its object, `… reading this page`. */
function clauseEnd(tokens: Tokens, first: number): number | undefined {
  for (let k = first + 1; k < first + CLAUSE; k++) if (ARTICLES.has(tokens.word[k] ?? '')) return k + 1;
  return PARTICIPLE.test(tokens.word[first] ?? '') ? first + 1 : undefined;
}

/** Whether an order, or `you`, follows soon; `strictly`, only `you`. */
function isOrderWithin(tokens: Tokens, first: number, strictly: boolean): boolean {
  for (let k = first; k < first + TO_ORDER && k < tokens.count; k++)
    if (strictly ? has(tokens, k, YOU) : isOrdering(tokens, k)) return true;
  return false;
}

/** What may open anything that is said to somebody. */
function isOpening(tokens: Tokens, i: number): boolean {
  const word = tokens.word[i] ?? '';
  return OPENING_WORDS.has(word) || (has(tokens, i, OPENS) && (!NO_ORDER.test(word) || isToOne(word)));
}

/** `you`, a condition, or a verb in the form of an order. */
function isOrdering(tokens: Tokens, i: number): boolean {
  const word = tokens.word[i] ?? '';
  if (ORDERING_WORDS.has(word) || has(tokens, i, YOU) || (word.length > 4 && word.endsWith('ez'))) return true;
  // `dès que …`
  if (word === 'des' && AS.has(tokens.word[i + 1] ?? '')) return true;
  return has(tokens, i, ORDERS) && (!NO_ORDER.test(word) || isToOne(word));
}
