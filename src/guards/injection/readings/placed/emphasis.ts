// Letters or words that are picked out of a text by how they look: bold, in brackets, in capitals.
import { BETWEEN_PASSAGES } from '../../changed';
import { cutUp } from '../../joined';
import { canonicalise } from '../../../normalise';
import { lacksMarks, signed } from '../../punctuation';
import type { Reading } from '../reading';
import { senseOf } from '../sense';
import { isLetterAt, matchesOften, standsOften } from '../signs';
import { maySay } from '../speech';
import { matchesOf } from '../../../matches';

interface Emphasis {
  /** Without it, so often, nothing is picked out. */
  readonly sign: string;
  readonly pattern: RegExp;
}

/** What is picked out is the group; low lines within words part the words of names. Linear: what repeats is bounded. */
const EMPHASES: readonly Emphasis[] = [
  { sign: '**', pattern: /\*\*([a-z'’]{1,24}[.,:;!?]?)\*\*/g },
  { sign: '__', pattern: /__(?<!\w__)([a-z'’]{1,24}[.,:;!?]?)__(?!\w)/g },
  { sign: '*', pattern: /\*(?<!\*\*)([a-z'’]{1,24}[.,:;!?]?)\*(?!\*)/g },
  { sign: '_', pattern: /_(?<!\w_)([a-z'’]{1,24}[.,:;!?]?)_(?!\w)/g },
  { sign: '<', pattern: /<(?:b|strong|i|em|u|mark|span|big|font)(?: [^<>]{0,60})?>([a-z'’]{1,24}[.,:;!?]?)<\//g },
  { sign: '![', pattern: /!\[([a-z'’]{1,24}[.,:;!?]?)\]\([^)\n]{1,80}\)/g },
  { sign: '[', pattern: /\[([a-z'’]{1,24})\](?![([])/g },
  { sign: '(', pattern: /\(([a-z'’]{1,24}[.,:;!?]?)\)/g },
  { sign: '{', pattern: /\{([a-z'’]{1,3})\}/g },
];
/** Fewest pieces, letters and words that say something. */
const FEWEST_PIECES = 6;
const FEWEST_LETTERS = 8;
const MOST_LETTERS = 600;
const FEWEST_WORDS = 5;
/** So much of what is picked out makes sense. */
const SENSE = 0.75;
/** So many pieces stand within words, when letters are picked out. */
const WITHIN = 0.4;

/** What is picked out of a text, in the place of the passages that it was picked out of; nothing when it says nothing. Takes the text before and after folding. Linear. */
export function pickedOut(source: string, folded: string): Reading[] {
  const readings: Reading[] = [];
  for (const { sign, pattern } of EMPHASES) {
    if (!standsOften(folded, sign, FEWEST_PIECES) || !matchesOften(folded, pattern, FEWEST_PIECES)) continue;
    const said = eachPassage(folded, (passage) => saidIn(passage, pattern));
    if (said !== undefined) readings.push(said);
  }
  if (mayBePicked(source)) {
    const said = eachPassage(source, inCapitals);
    if (said !== undefined) readings.push({ ...said, text: canonicalise(said.text).text });
  }
  return readings;
}

interface Said {
  readonly text: string;
  /** Letters of words were picked out, which nobody does who hides nothing. */
  readonly isCut: boolean;
}

function eachPassage(text: string, read: (passage: string) => Said | undefined): Reading | undefined {
  const passages = text.split(BETWEEN_PASSAGES);
  const said = passages.map(read);
  if (said.every((one) => one === undefined)) return undefined;
  return {
    kind: said.some((one) => one?.isCut === true) ? 'parted' : 'pieces',
    text: passages.map((passage, n) => said[n]?.text ?? passage).join(BETWEEN_PASSAGES),
  };
}

function saidIn(passage: string, pattern: RegExp): Said | undefined {
  const pieces = matchesOf(passage, pattern);
  if (pieces.length < FEWEST_PIECES) return undefined;
  const within = pieces.filter(
    ({ index, 0: whole }) => isLetterAt(passage, index - 1) || isLetterAt(passage, index + whole.length),
  );
  const said = pieces.map(([, piece = '']) => piece);
  return within.length < pieces.length * WITHIN ? inWords(said, passage, pieces) : inLetters(said.join(''));
}

/** What letters say, that were picked out of words. */
function inLetters(letters: string): Said | undefined {
  const bare = letters.replace(/[^a-z]/g, '');
  if (bare.length < FEWEST_LETTERS || bare.length > MOST_LETTERS) return undefined;
  // Most letters that seem to be picked out are those that names begin with, and need no signs.
  const words = cutUp(bare);
  return words !== undefined && senseOf(words) >= SENSE ? { text: signed(words), isCut: true } : undefined;
}

/** What words say that were picked out of sentences, with the sentences around them. */
function inWords(words: readonly string[], passage: string, found: readonly RegExpExecArray[]): Said | undefined {
  const bare = words.join(' ');
  const said = lacksMarks(bare) ? signed(canonicalise(bare).text) : bare;
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined || words.length < FEWEST_WORDS || !maySay(said.toLowerCase()))
    return undefined;
  const before = passage.slice(0, first.index);
  const behind = passage.slice(last.index + last[0].length);
  const text =
    before.slice(0, before.search(LAST_CLAUSE)) +
    (before === '' ? '' : ' ') +
    said +
    behind.slice(Math.max(0, behind.search(/[.!?\n]/)));
  return { text, isCut: false };
}

/** What stands in the clause that a text ends with. */
const LAST_CLAUSE = /[^.:!?\n]{0,200}$/;

/** Words in capitals among others. */
const CAPITALS = /[A-ZÀ-Þ](?<![\wÀ-ÿ-].)[A-ZÀ-Þ'’]{1,24}(?![\wÀ-ÿ-])/g;
/** Capitals that are picked out; three in a row are a word of their own. */
const ANY_CAPITAL = /[A-ZÀ-Þ]{1,2}(?<![A-ZÀ-Þ_]{3})(?![A-ZÀ-Þ])/g;
/** Such a share of the words at most, and the others stand between them so often. */
const MOST_CAPITALS = 0.6;
const FEWEST_TURNS = 4;
/** So many capitals behind small letters: `tHe reD`. */
const FEWEST_INNER = 4;
/** Signs of programs, whose names have capitals in them. */
const CODE = /[{}=]|;\n/;

const INNER = /[A-ZÀ-Þ](?<=[a-zß-ÿ].)/g;
/** A word in capitals behind another one. */
const TURN = /[A-ZÀ-Þ]{2}(?<=[a-zß-ÿ][,;:]? ..)/g;
const WORD = /[\wÀ-ÿ]{2,}/g;

/** Whether capitals stand within words, or words in capitals among others, as in few texts. */
function mayBePicked(source: string): boolean {
  return matchesOften(source, TURN, FEWEST_TURNS) || matchesOften(source, INNER, FEWEST_INNER);
}

function inCapitals(passage: string): Said | undefined {
  if (CODE.test(passage)) return undefined;
  if (matchesOften(passage, INNER, FEWEST_INNER)) {
    const said = inLetters(canonicalise((passage.match(ANY_CAPITAL) ?? []).join('')).text);
    if (said !== undefined && maySay(said.text)) return said;
  }
  if (!matchesOften(passage, TURN, FEWEST_TURNS)) return undefined;
  const found = matchesOf(passage, CAPITALS);
  if (found.length > (passage.match(WORD)?.length ?? 0) * MOST_CAPITALS) return undefined;
  return inWords(
    found.map(([word]) => word),
    passage,
    found,
  );
}
