// Morse code, read where it stands.
import { canonicalise } from '../../../normalise';
import { isWord } from '../../lexicon/vocabulary';
import { wordsOf } from '../letters';
import { DASHES, DOTS, LETTER, MORSE } from './code';

export { fromSignals } from './pairs';

// Hits `.. --. -. --- .-. .`: at least eight groups of dots and dashes.
const RUN = /(?:[.-]{1,6}[ \t\n/|,]{1,4}){8,}[.-]{0,6}/g;
// Hits `dit dit, dah dah dit`, `ti taa ti | …`, `dot dash`, `point trait`: the same in words, with a sign between letters.
const WORDS =
  /(?<![a-z])(?:(?:dit|dah|di|da|ti|ta|taa|dot|dash|point|trait|tic|tac)(?![a-z])[ ,;/|.-]{0,4}|\n){24,2000}/gi;
const WORD = /(dit?|ti|dot|point|tic)(?![a-z])|(dah?|taa?|dash|trait|tac)(?![a-z])|([,;])|([/|.\n]+)/gi;
const DASH_WORD = /da(?:h|sh)|taa|trait|tac[, ]/;
const HAS_WORDS = /(?<![a-z])(?:(?:di|ti|dit|ta|dah|taa|dot|dash|point|trait|tic|tac)[ ,;/|-]{1,4}){4}/i;
// Hits `00 110 10 111 010 0 / 01`: the same in digits.
const DIGITS = /(?<![\d])(?:[01]{1,5}[ \t/|,]{1,4}){8,600}[01]{1,5}(?!\d)/g;
const HAS_DIGITS = /(?<!\d)[01]{1,4}[ ,][01]{1,4}[ ,/|]/;
// Hits `di-dah dah-di-dah`, `dit dahdidit`: the same, said.
const SAID = /\b(?:(?:dah|dit|di)[ -]?){2,6}(?:[\s/|,]{1,4}(?:(?:dah|dit|di)-?){1,6}){7,}/g;

const FEWEST_KINDS = 5;

// Hits `... .  . .....  /  ..... ....`: at least six pairs of taps, in a square of five lines of five letters.
const TAPS = /(?:[.·•*]{1,5} {1,2}[.·•*]{1,5}(?:\s{0,4}[/|,;]\s{0,4}|\s{0,3}\n\s{0,3}| {2,6}|$)){6,400}/g;
const PAIR = /([.·•*]{1,5}) {1,2}([.·•*]{1,5})(\s*[/|\n]\s*)?/g;
const SQUARE = 'abcdefghijlmnopqrstuvwxyz';

/** The text with what is tapped in it, folded; nothing when it taps nothing, or no words. Linear. */
export function fromTaps(source: string): string | undefined {
  if (!/[.·•*]{2,5} {1,2}[.·•*]/.test(source)) return undefined;
  const read = source.replace(TAPS, (run) => {
    const pairs = [...run.matchAll(PAIR)];
    const letters = pairs.map(([, row = '', column = '']) => SQUARE.charAt((row.length - 1) * 5 + column.length - 1));
    const words = wordsOf(
      letters,
      pairs.slice(0, -1).map(([, , , gap]) => (gap === undefined ? '' : ' ')),
    );
    // One place stands for two letters.
    return `${words.replace(/[a-z]+/g, (word) => (isWord(word) ? word : inOtherLetters(word)))} `;
  });
  return read === source ? undefined : canonicalise(read).text;
}

function inOtherLetters(word: string): string {
  return [word.replaceAll('c', 'k'), word.replaceAll('i', 'j')].find(isWord) ?? word;
}

/** The text with what it says in Morse code, folded; nothing when it says nothing in it. Linear. */
export function fromMorse(source: string): string | undefined {
  const isSaid = DASH_WORD.test(source) && HAS_WORDS.test(source);
  const isOfDigits = HAS_DIGITS.test(source);
  if (!LETTER.test(source) && !source.includes('dah') && !isSaid && !isOfDigits) return undefined;
  const inSigns = isSaid ? source.replace(WORDS, fromWords) : isOfDigits ? source.replace(DIGITS, fromDigits) : source;
  const said = inSigns.includes('dah') ? inSigns.toLowerCase().replace(SAID, writtenDown) : inSigns;
  const plain = said.replace(DOTS, '.').replace(DASHES, '-');
  const read = plain.replace(RUN, (run) => {
    const letters: string[] = [];
    const gaps: string[] = [];
    for (const [group, gap] of run.matchAll(/[.-]{1,6}|([^.-]+)/g)) {
      if (gap === undefined) letters.push(MORSE[group] ?? '');
      // What stands behind the last group stays.
      else gaps.push(gap);
    }
    // Rules of tables and lists are one letter again and again.
    if (new Set(letters).size < FEWEST_KINDS) return run;
    const words = wordsOf(letters, gaps.slice(0, letters.length - 1));
    return /[a-z]{6}/.test(words.replace(/ /g, '')) ? `${words} ` : run;
  });
  return read === plain ? undefined : canonicalise(read).text;
}

/** Words for dots and dashes as these; a comma parts letters, any other sign words. */
function fromWords(row: string): string {
  if (!row.includes(',') && !row.includes(';')) return row;
  return `${row
    .replace(WORD, (_, dot?: string, dash?: string, comma?: string) =>
      dot === undefined ? (dash === undefined ? (comma === undefined ? '/' : ',') : '-') : '.',
    )
    .replace(/ /g, '')
    .replace(/,/g, ' ')
    .replaceAll('/', ' / ')} `;
}

/** Digits as dots and dashes, when they are of different lengths: all of one length are numbers. */
function fromDigits(row: string): string {
  const lengths = new Set((row.match(/[01]+/g) ?? []).map(({ length }) => length));
  return lengths.size < FEWEST_LENGTHS ? row : `${row.replaceAll('0', '.').replaceAll('1', '-')} `;
}

const FEWEST_LENGTHS = 3;

function writtenDown(row: string): string {
  return row.replaceAll('-', '').replace(/dah/g, '-').replace(/dit?/g, '.');
}
