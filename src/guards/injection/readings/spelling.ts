// Words of spelling alphabets, read as the letters that they stand for: `India Golf November …`, `Irma Gaston Nicolas …`,
// `I as in India`, `I comme Irma`; run together, backwards, and by turns with places in the alphabet as well.
import { matchesOf } from '../../matches';
import { signBits } from '../lexicon';
import type { Tokens } from '../tokens';
import { wordsOf } from './letters';
import { senseOf } from './sense';

const list = (words: string): string => words.trim().split(/\s+/).join('|');

/** Of words that begin others these are looked for last. */
function longestFirst(words: string): string {
  return words
    .split('|')
    .sort((a, b) => b.length - a.length)
    .join('|');
}

/** ICAO's, with the usual other spellings: nobody lists these words but to spell. */
const ICAO = list(
  `alfa alpha bravo charlie delta echo foxtrot golf hotel india juliett juliet kilo lima mike november oscar papa quebec romeo
  sierra tango uniform victor whiskey whisky xray yankee zulu`,
);
/**
 * The words, by their first letter, without accents: the one of the United States before ICAO's, the one of its police, the French
 * one with its variants of Belgium and Switzerland, the German, Dutch, Italian and Spanish ones.
 */
const NAMES = list(
  `able adam ace   apple anatole amedee anna anton anna ancona antonio baker boy beer berthe bernard berta bologna barcelona barcelone
  carmen charles celestin cesar casar casimir como chocolate catalunya dog desire david don dora domodossola dolores duci
  easy edward eugene emile emilie emil eduard empoli enrique espana fox frank freddie francois frederic friedrich ferdinand firenze
  francia george gaston gustave gustav genova gerona granada how henry harry henri heinrich hendrik historia item ida ink irma
  isidore isaak imola inesita izaak jig john johnny joseph jeanne julius jacob jolly jose king kleber kilogramme kaufmann
  konrad karel kappa love lincoln london louis leopold ludwig livorno lorenzo lodewijk mary monkey marcel marie martha marta maria milano madrid
  nan nora nuts nicolas noemie napoleon nordpol nico napoli navarra oboe ocean orange olga otto oskar otranto oviedo peter paul pip
  pierre piano paula palermo paris pieter queen quintal quittance quelle quarto querido quirinus queso roger robert raoul richard roma ramon
  rudolf sugar sam suzanne simon samuel siegfried savona sabado simon tare tom toc therese theodor torino tarragona theodoor theo uncle union
  ursule ulysse ulrich udine ulises utrecht victoria vic viktor venezia valencia william wilma wilhelm washington willem
  xavier xantippe xanthippe xilofono xantos xiquena yoke young yvonne yves ypsilon york yegua zebra zoe zurich zacharias zeppelin zara zaragoza`,
);
/** Said between words. */
const PAUSE = 'break|space|espace|pause|stop|blank|blanc|next|suivant|slash';
const SPELLING = signBits('spelling');
/** Fewer letters are a call sign. */
const FEWEST = 8;
/** So much of what other words than ICAO's spell, or these in few places, makes sense. */
const SENSE = 0.7;
const SENSE_OF_WORDS = 0.6;

const PLACE = '[1-9]|1\\d|2[0-6]';
const ANY = `(?:${ICAO}|${NAMES})(?![a-z])`;
const SAID_BETWEEN = `(?:(?:${PAUSE})[^a-z]{1,6})?`;
// Hits `India Golf November Oscar Romeo Echo / Alfa Lima`; not `the Oscar in November`. Linear: what stands between is bounded.
const SPELT = new RegExp(`(?<![a-z\\d])${ANY}(?:[^a-z]{1,6}${SAID_BETWEEN}${ANY}){${FEWEST - 1},}`, 'g');
/** The same by turns with places in the alphabet: `India 7 November 15`. */
const ANY_OR_PLACE = `(?:${ANY}|(?!(?<=\\n\\W{0,3})\\d{1,2}(?:[.):]| \\|))(?:${PLACE})(?!\\d))`;
const WITH_PLACES = new RegExp(`(?<![a-z\\d])${ANY_OR_PLACE}(?:[^a-z\\d\\n]{1,6}${ANY_OR_PLACE}){${FEWEST - 1},}`, 'g');
/** Of one line: two of ICAO's words, or four of any. */
const SPELT_WORD = new RegExp(
  `(?<![a-z\\d])(?:(?:${ICAO})(?:[^a-z\\d\\n]{1,6}(?:${ICAO}|${PLACE})(?![a-z\\d]))+|${ANY}(?:[^a-z\\d\\n]{1,6}${ANY}){3,})(?![a-z])`,
  'g',
);
const LETTER = new RegExp(`(?<![a-z\\d])${ANY}`, 'g');
const LETTER_OR_PLACE = new RegExp(`(?<![a-z\\d])(?:${ANY}|(?:${PLACE})(?!\\d))`, 'g');
/** Hits `indiagolfnovember`. */
const GLUED = new RegExp(`(?<![a-z])(?:(?:${ICAO}){2,40}|(?:${ICAO}|${NAMES}){4,40})(?![a-z])`, 'g');
const PIECE = new RegExp(longestFirst(`${ICAO}|${NAMES}`), 'g');
const OF_ICAO = new RegExp(`^(?:${ICAO})$`);

// Hits `I as in India`, `I comme Irma`: whatever word it is, it begins with the letter.
const NAMED = /\b([a-z])[,:]? (?:as in|like|comme|for|pour) \1[a-z]{1,20}\b/g;
const NAMED_ROW = /(?:\b[a-z][,:]? (?:as in|like|comme|for|pour) [a-z]{2,20}[^a-z]{1,6}){8,}/;

/** How the commonest letter is named, by whatever word. */
const NAME_OF_E = /e(?:,? (?:as in|comme)| (?:like|for|pour)) /;

/** The (folded) text with letters for words that spell; nothing when there are none. Linear. */
export function spelledOut(folded: string, tokens: Tokens): string | undefined {
  // Whoever spells a sentence needs an E or an O; nearly all texts are done with here.
  const mayBeNamed = NAME_OF_E.test(folded);
  const mayBeGlued = tokens.longest >= FEWEST && RUN_TOGETHER.test(folded);
  if (!mayBeNamed && !mayBeGlued && !namesLetters(tokens)) return undefined;
  const named = mayBeNamed && NAMED_ROW.test(folded);
  const text = (named ? folded.replace(NAMED, (_, letter: string) => WORD_OF.get(letter) ?? letter) : folded).replace(
    /\bx[- ]ray\b/g,
    'xray',
  );
  const cut = mayBeGlued ? text.replace(GLUED, (run) => (run.match(PIECE) ?? []).join('-')) : text;
  const mixed = cut.replace(WITH_PLACES, (row) => (isSpeltOut(row) ? (readRow(row, LETTER_OR_PLACE) ?? row) : row));
  const long = mixed.replace(SPELT, (row) => readRow(row, LETTER) ?? row);
  const read = wordByWord(long) ?? long;
  return read === cut ? undefined : read;
}

/** Whether there are so many words of spelling alphabets: with fewer it is numbers that say something, if anything does. */
function namesLetters({ signs, signsOf }: Tokens): boolean {
  if ((signs & SPELLING) === 0) return false;
  let names = 0;
  for (const one of signsOf) if ((one & SPELLING) !== 0 && ++names * 3 >= FEWEST) return true;
  return false;
}

const RUN_TOGETHER = /echo|oscar|al(?:fa|pha)|romeo|eugene|emil|otto/;

/** Whether words spell, and not numbers or names in a list alone. */
function isSpeltOut(row: string): boolean {
  return matchesOf(row, LETTER).length * 3 >= FEWEST;
}

/** What a row says, forwards or backwards; nothing when it is no row of ICAO's words and makes no sense. */
function readRow(row: string, letter: RegExp): string | undefined {
  const letters: string[] = [];
  const gaps: string[] = [];
  let from = 0;
  let isOfIcao = true;
  for (const { index, 0: word } of matchesOf(row, letter)) {
    if (letters.length > 0) gaps.push(row.slice(from, index));
    letters.push(word > '9' ? word.charAt(0) : String.fromCharCode(96 + Number(word)));
    isOfIcao &&= OF_ICAO.test(word);
    from = index + word.length;
  }
  const read = wordsOf(letters, gaps);
  const sense = senseOf(read);
  if (sense >= SENSE) return read;
  const back = wordsOf(letters.reverse(), gaps.reverse());
  if (senseOf(back) < SENSE) return isOfIcao ? read : undefined;
  // Whether the words stand backwards or the whole row cannot be told by the words alone.
  const wordsBack = read.replace(/[a-z]+/g, (word) => Array.from(word).reverse().join(''));
  return read.includes(' ') ? `${back}\n\n${wordsBack}` : back;
}

/** The text with letters for words of ICAO's, where each row of them is a word: among others, or at the end of lines. */
function wordByWord(text: string): string | undefined {
  const rows = matchesOf(text, SPELT_WORD);
  const words = rows.map(([row]) => (row.match(LETTER_OR_PLACE) ?? []).map((word) => (word > '9' ? word.charAt(0) : String.fromCharCode(96 + Number(word)))).join('')); // prettier-ignore
  if (words.join('').length < FEWEST) return undefined;
  const isBackwards = senseOf(words.join(' ')) < SENSE_OF_WORDS;
  const said = isBackwards ? words.map((word) => Array.from(word).reverse().join('')) : words;
  if (senseOf(said.join(' ')) < SENSE_OF_WORDS) return undefined;
  const heads = rows.map(({ index }) => headOf(text, index));
  let read = '';
  let from = 0;
  for (const [n, { index, 0: row }] of rows.entries()) {
    const head = heads[n] ?? '';
    // What stands before each word is none of the sentence.
    const isHeaded = head !== '' && heads.filter((other) => other === head).length >= FEWEST_HEADS;
    const start = isHeaded && n > 0 && heads[n - 1] === head ? index - head.length - 1 : index;
    read += text.slice(from, Math.max(from, start)) + (start === index ? '' : ' ') + (said[n] ?? '');
    from = index + row.length;
  }
  return read + text.slice(from);
}

const FEWEST_HEADS = 3;

/** What stands before a place in its line, whatever its numbers are. */
function headOf(text: string, index: number): string {
  return text.slice(text.lastIndexOf('\n', index - 1) + 1, index).replace(/\d/g, '0');
}

/** The first word of each letter. */
const WORD_OF = new Map(`${NAMES}|${ICAO}`.split('|').map((word) => [word.charAt(0), word]));
