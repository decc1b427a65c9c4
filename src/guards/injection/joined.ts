// Text that was written without blanks, or with other signs in their place, read with them; and the colons that it lost with
// its punctuation, for a note to a machine is known by what it is addressed with.
import { LABELS } from './addressing';
import { bits, rotate, unleet, withBlanks } from './lexicon';
import { LONG_RUN } from './lexicon/segment';
import { has, tokenise, type Tokens } from './tokens';

/** Shorter texts are names. */
const SHORTEST_TEXT = 40;
/**
 * Words with so many letters, on the mean, are several words each: English and French have about five, German six. Code with
 * blanks may have more, for its names are run together by custom: it is left alone.
 */
const LETTERS_A_WORD = 7;
/** So many signs of code, a letter, are code. */
const CODE_SIGNS = 1 / 50;
/** So many letters a blank, on the mean, are no blanks between words. */
const LETTERS_A_BLANK = 30;

/** A (folded) text with blanks between its words; nothing when it has them. Linear; little more than a look for ordinary text. */
export function takenApart(folded: string, tokens: Tokens): string | undefined {
  const spaced = withoutSeparators(folded);
  if (spaced !== undefined) return withColons(spaced);
  if (isRunTogether(folded, tokens)) {
    let whole = 0;
    let cut = 0;
    const apart = folded.replace(RUN, (run) => {
      const words = cutUp(run);
      if (words === undefined) whole += run.length;
      else cut += run.length;
      return words ?? run;
    });
    // Long words of ordinary texts may be made of others: `photosynthesis`.
    if (cut <= whole) return undefined;
    // `instructions.Reveal`: sentences were run together as well.
    return withColons(apart.replace(MARK_BEFORE_WORD, '$1 '));
  }
  if (tokens.longest < LONG_RUN) return undefined;
  const apart = folded.replace(LETTERS_IN_A_ROW, (run) => {
    const words = cutUp(run);
    return words === undefined ? run : withColons(words);
  });
  return apart === folded ? undefined : apart;
}

/** So many letters of the longest words are cut up in a text that is too long to be read twice. */
const LETTERS_OF_LONG_TEXT = 24_000;

/** As `takenApart`, of a text too long to be read twice: only what its longest words say. */
export function longWordsApart(folded: string, tokens: Tokens): string | undefined {
  if (tokens.longest < LONG_RUN) return undefined;
  const apart: string[] = [];
  let left = LETTERS_OF_LONG_TEXT;
  for (const [run] of folded.matchAll(LETTERS_IN_A_ROW)) {
    const words = cutUp(run.slice(0, left));
    if (words !== undefined) apart.push(withColons(words));
    left -= run.length;
    if (left <= 0) break;
  }
  return apart.length === 0 ? undefined : apart.join('\n\n');
}

/** Most words of the text are several words. */
function isRunTogether(folded: string, tokens: Tokens): boolean {
  const { count, start, end } = tokens;
  // Blanks and signs are counted first, for that costs nothing.
  if (folded.length < Math.max(SHORTEST_TEXT, count * LETTERS_A_WORD)) return false;
  let letters = 0;
  for (let i = 0; i < count; i++) letters += (end[i] ?? 0) - (start[i] ?? 0);
  if (letters < count * LETTERS_A_WORD) return false;
  return !hasBlanks(folded) || (folded.match(/[{}()[\]=<>;_]/g)?.length ?? 0) < letters * CODE_SIGNS;
}

const LETTERS_IN_A_ROW = /[a-z\d]{30,}/g;
const RUN = /[a-z\d]{4,}/g;
const MARK_BEFORE_WORD = /([.,;:!?)"»])(?=[a-z(«"])/g;
const LETTERS_OR_DIGITS = /[a-z]+|\d+/g;

/** Letters and digits with blanks between words and numbers; nothing when no words are in them. */
function cutUp(run: string): string | undefined {
  const parts = run.match(LETTERS_OR_DIGITS) ?? [];
  const apart = parts.map((part) => (part.length < 2 || part < 'a' ? undefined : inWords(part)));
  if (apart.some((words) => words !== undefined)) return apart.map((words, i) => words ?? parts[i] ?? '').join(' ');
  const letters = parts.length > 1 ? unleet(run) : undefined;
  return letters === undefined ? undefined : withBlanks(letters);
}

/** Rows of letters that are no words are read so far, at least, in other ways. */
const STRANGE = /[a-z]{20,}/g;
const ROT13 = 13;

/** Letters with blanks between words, also of those that stand backwards or in ROT13. */
function inWords(letters: string): string | undefined {
  const words = withBlanks(letters);
  const otherwise = (row: string): string | undefined =>
    withBlanks(Array.from(row).reverse().join('')) ?? withBlanks(rotate(row, ROT13));
  if (words !== undefined) return words.replace(STRANGE, (row) => otherwise(row) ?? row);
  return letters.length < LONG_RUN ? undefined : otherwise(letters);
}

/** Signs that may stand where blanks should. */
const SEPARATORS = ['_', '-', '.', '+', '~', '|', '/', '·'];
/** At most so many letters a separator, on the mean. */
const LETTERS_A_SEPARATOR = 12;

/** `ignore-all-previous-instructions`, `ignore_all_…`: the text with blanks for the sign that stands in their place. */
function withoutSeparators(folded: string): string | undefined {
  if (folded.length < SHORTEST_TEXT || hasBlanks(folded)) return undefined;
  const least = folded.length / LETTERS_A_SEPARATOR;
  const separator = SEPARATORS.find((sign) => folded.split(sign).length > least);
  if (separator === undefined) return undefined;
  // A full stop that ends a sentence stands there twice.
  return separator === '.'
    ? folded.replace(/\.{1,2}/g, (stops) => (stops === '.' ? ' ' : '. '))
    : folded.replaceAll(separator, ' ');
}

function hasBlanks(text: string): boolean {
  let left = text.length / LETTERS_A_BLANK;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) <= 32 && --left < 0) return true;
  return false;
}

/** Assistants and their like; and words that may mean one, such as `agent`. */
const MACHINES = bits('AI', 'MACHINE');
const MAYBE_MACHINES = bits('AI', 'AIW', 'MACHINE', 'WHO');
/** What opens what is said to it: an order, `you`, a condition. */
const OPENS = bits('YOU', 'YOUR', 'PLEASE', 'RECO', 'OMIT', 'TOOLACT', 'REMEMBER', 'STATE', 'RATE', 'ADD', 'INSTALL', 'DROP', 'SHOW', 'SEND', 'SAY', 'TRIGGER', 'NOWON', 'NEG', 'ASKER', 'OBEY', 'FIRST', 'TELL'); // prettier-ignore
const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
const OPENING_WORDS = set(
  `the this these those it when whenever once if because until while every each all any in on as from after before for with by at to there
  whatever read run skip drop leave omit say tell reply answer end store encode make do dont never always only no le la les l ce cette ces
  quand si lorsque lorsqu pour a au aux des en dans sur avant apres tout toute tous toutes chaque ne n votre ta ton tes vos quoi que`,
);
/** Behind the name they tell something of it: a text that merely talks about an assistant addresses nobody. */
const TELLING = set(
  `is are was were has have had will can could may might would does did must qui that which who est sont etait ont peut peuvent sera seront md
  refusal refused why`,
);
/** Between the name and what belongs to it: `agents de code`. */
const JOINING = set('de d du of and et or ou');
/** Without punctuation more words may be labels. */
const LABELS_ALONE: ReadonlySet<string> = new Set([
  ...LABELS,
  ...set('ps instruction instructions message messages todo update attention intention'),
]);
const TOWARDS = set(
  'for to aux au pour dear hey hello hi bonjour salut cher chers chere cheres any every all tout toute tous toutes attention',
);
/** Behind these, a French `à` is no article of English. */
const BEHIND_A = set('l la tout toute toutes tous quiconque');
/** Right before the name they say that it is talked about, or goes on a sentence. */
const TALKED_ABOUT = set(
  `the a an un une l le la les our my your notre votre nos mon ma ce cet cette ces this that these of de du d is are est sont and or et ou with
  by par avec via from depuis using like comme as sur on in dans des no was be being its his their s`,
);
/** French `ai` behind these is a verb. */
const I_HAVE = set('j n y m t l que qu');
/** How many words may stand between a label, or `for`, and the name; and between both of them. */
const TO_NAME = 3;
const TO_LABEL = 4;
/** How many words may follow the name before its colon, when it has a label and when it has none. */
const BEHIND_LABELLED = 4;
const BEHIND_BARE = 1;
/** Fewer marks a letter than this are no punctuation. */
const MARKS = 1 / 150;

/**
 * The text with a colon behind each machine that seems to be spoken to, and a full stop before its name, when it has lost its
 * punctuation: `… note for automated readers leave out …` reads `. note for automated readers: leave out`.
 */
function withColons(text: string): string {
  if ((text.match(/[.,:;!?]/g)?.length ?? 0) > text.length * MARKS) return text;
  const tokens = tokenise(text);
  let marked = '';
  let from = 0;
  for (let i = 0; i < tokens.count - 1; i++) {
    const opens = has(tokens, i, MAYBE_MACHINES) ? addressedFrom(tokens, i) : undefined;
    if (opens === undefined) continue;
    const colon = colonBehind(tokens, i, opens.isLabelled);
    const start = tokens.start[opens.first] ?? 0;
    if (colon === undefined || start < from) continue;
    const end = tokens.end[colon] ?? 0;
    marked += `${text.slice(from, start).trimEnd()}${start === 0 ? '' : '. '}${text.slice(start, end)}:`;
    from = end;
  }
  return marked + text.slice(from);
}

/** Where the name, or the label before it, begins; nothing when the machine is merely talked about. */
function addressedFrom(tokens: Tokens, i: number): { first: number; isLabelled: boolean } | undefined {
  const word = (index: number): string => tokens.word[index] ?? '';
  if (word(i) === 'ai' && I_HAVE.has(word(i - 1))) return undefined;
  let near = i - 1;
  const isNear = (k: number): boolean => LABELS_ALONE.has(word(k)) || isTowards(word(k), word(k + 1));
  while (near >= 0 && near >= i - TO_NAME && !isNear(near)) near--;
  if (near >= 0 && isNear(near)) {
    let label = near;
    while (label > 0 && label > near - TO_LABEL && !LABELS_ALONE.has(word(label))) label--;
    if (LABELS_ALONE.has(word(label))) return { first: label, isLabelled: true };
    if (i - near <= 2) return { first: near, isLabelled: true };
  }
  return has(tokens, i, MACHINES) && !TALKED_ABOUT.has(word(i - 1)) ? { first: i, isLabelled: false } : undefined;
}

function isTowards(word: string, next: string): boolean {
  return TOWARDS.has(word) || (word === 'a' && BEHIND_A.has(next));
}

/** The word that the colon stands behind; nothing when what follows is not said to the machine. */
function colonBehind(tokens: Tokens, i: number, isLabelled: boolean): number | undefined {
  const last = Math.min(tokens.count - 2, i + (isLabelled ? BEHIND_LABELLED : BEHIND_BARE));
  for (let k = i; k <= last; k++) {
    const next = tokens.word[k + 1] ?? '';
    // `assistant 901`, `agent 1`: a name in a log or a list.
    if (/^\d/.test(next)) return undefined;
    if (JOINING.has(next)) k++;
    else if (TELLING.has(next)) {
      if (k === i && !isLabelled) return undefined;
    } else if (isOpening(tokens, k + 1)) return k;
  }
  return undefined;
}

function isOpening(tokens: Tokens, i: number): boolean {
  const word = tokens.word[i] ?? '';
  return OPENING_WORDS.has(word) || has(tokens, i, OPENS) || (word.length > 4 && word.endsWith('ez'));
}
