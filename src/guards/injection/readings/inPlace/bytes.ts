// Words written as their bytes, in base64 (base32, base58) or in hexadecimal digits, among others that are plain.
import { decodeBase64, unitsOf, utf8 } from '../../../normalise';
import { matchesOf } from '../../../matches';
import { isCounted } from '../../lexicon/vocabulary';
import { isLine, lettersOfSense, type Piece } from './pieces';

/** Hits bytes of letters, digits and signs: `69676e6f7265`, `0x69676e6f7265`, `69 67 6e`, `\x69\x67`. */
const HEX =
  /(?<![0-9a-z])(?:0x|\\x)?(?:[2-7][0-9a-f]|c3[ :,-]?[89ab][0-9a-f])(?:[ ,:-]{0,2}(?:0x|\\x)?(?:[2-7][0-9a-f]|c3[ :,-]?[89ab][0-9a-f])){2,2000}(?![0-9a-z])/gi;
/** Every letter begins with one of these. */
const HEX_LETTERS = /[67][0-9a-f][ ,:-]{0,2}(?:0x|\\x)?[67][0-9a-f]/i;
/** Hits small and capital letters as no word has them. */
const MIXED = /[a-z\d][A-Z]|[A-Z]{2}[a-z]|\d[a-z]|[A-Z][2-7][A-Z]/;
/** Digits of base64 in a row, and of the signs behind them, at most. */
const LONGEST_RUN = 8000;
const MOST_FILLING = 6;
/** The kinds of digits of base64. */
const CAPITAL = 1;
const SMALL = 2;
const DIGIT = 3;
const SIGN = 4;
const KINDS = new Uint8Array(128);
for (const [kind, digits] of [
  [CAPITAL, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [SMALL, 'abcdefghijklmnopqrstuvwxyz'],
  [DIGIT, '0123456789'],
  [SIGN, '+/_-'],
] as const)
  for (const digit of digits) KINDS[digit.charCodeAt(0)] = kind;
const FILLING = 0x3d;
const SHORTEST = 6;
/** So many pieces of one text are looked at. */
const MOST = 400;
/** Fewest letters of a text one of whose pieces makes sense, for the others to be read, too. */
const SURE = 4;

/** What such words say, and where they stand; none when none makes sense. Linear: bounded. */
export function bytesIn(source: string): Piece[] {
  return [
    ...(HEX_LETTERS.test(source) ? believed(matchesOf(source, HEX).slice(0, MOST), fromHex) : []),
    ...(MIXED.test(source) ? believed(runsIn(source), fromBase64) : []),
  ];
}

function fromHex(written: string): string | undefined {
  return utf8(Buffer.from(written.replace(/0x|\\x|[ ,:-]/gi, ''), 'hex'));
}

/** As `decodeBase64`, of words, too, that are so short that nothing but letters stands for them. */
function fromBase64(run: string): string | undefined {
  const said = decodeBase64(run);
  if (said !== undefined || run.length > LONGEST_OF_LETTERS || !ALL_LETTERS.test(run)) return said;
  return run.length % 4 === 1 ? undefined : utf8(Buffer.from(run, 'base64'));
}

const LONGEST_OF_LETTERS = 24;
const ALL_LETTERS = /^[A-Za-z]+={0,2}$/;

interface Run {
  readonly 0: string;
  readonly index: number;
}

function runsIn(source: string): Run[] {
  const runs: Run[] = [];
  for (const [index, end] of mixedRuns(source)) {
    if (runs.length >= MOST) break;
    const run = source.slice(index, end);
    if (!MIXED.test(run) && !run.endsWith('=')) continue;
    if (!mayBeLetters(run) && NAME.test(run)) continue;
    // The signs between words are digits of base64, too.
    if (JOINED.test(run) && !isLine(fromBase64(run) ?? '\0'))
      runs.push(...matchesOf(run, PART).map((part) => ({ 0: part[0], index: index + part.index })));
    else runs.push({ 0: run, index });
  }
  return runs;
}

/** Where runs of digits of base64 stand that may be mixed as no word is: with a capital or a small letter behind another kind, or filled up. */
function mixedRuns(source: string): [start: number, end: number][] {
  const units = unitsOf(source);
  const runs: [number, number][] = [];
  for (let at = 0; at < units.length; at++) {
    let before = KINDS[units[at] ?? 0] ?? 0;
    if (before === 0) continue;
    const start = at++;
    let isMixed = false;
    for (; at - start < LONGEST_RUN; at++) {
      const kind = KINDS[units[at] ?? 0] ?? 0;
      if (kind === 0) break;
      // Nearly all words are small letters alone, behind one capital at most.
      if ((kind === CAPITAL && before !== SIGN) || (kind === SMALL && before === DIGIT)) isMixed = true;
      before = kind;
    }
    const last = at;
    while (at - last < MOST_FILLING && units[at] === FILLING) at++;
    if (last - start > 1 && (isMixed || at > last)) runs.push([start, at]);
    at--;
  }
  return runs;
}

/** Whether each three bytes begin with a letter, or with what an accented one does, as those of text nearly always do. */
function mayBeLetters(run: string): boolean {
  for (let i = 0; i < run.length; i += 4) if (!FIRST_OF_LETTER.has(run.charAt(i))) return false;
  return true;
}

const FIRST_OF_LETTER = new Set('IJKLMNOPQRSTUVWXYZabcdew');
/** Hits names of programs: `readNextLine`, `HttpClient2`, `max_length`. */
const NAME =
  /^(?:[A-Za-z][a-z]{2,}(?:[A-Z][a-z]{2,})+|[a-z]{2,}(?:[_/-][a-z]{2,})*|[A-Z]{2,}(?:[_/-][A-Z]{2,})+|[A-Z]?[a-z]{2,})\d{0,3}$/;
const JOINED = /[A-Za-z0-9][+/_-]/;
const PART = /[A-Za-z0-9]{2,8000}={0,6}/g;

function believed(runs: readonly Run[], decode: (run: string) => string | undefined): Piece[] {
  // One of them that is long makes sense, or none is believed.
  const isSure = ({ 0: run }: Run): boolean => {
    const said = run.length < SHORTEST ? undefined : decode(run);
    return said !== undefined && isLine(said) && lettersOfSense(said) >= SURE;
  };
  if (!runs.some(isSure)) return [];
  const pieces: Piece[] = [];
  for (const { 0: run, index } of runs) {
    const said = decode(run);
    if (said === undefined || !isLine(said)) continue;
    const letters = run.length < SHORTEST ? 0 : lettersOfSense(said);
    // Few letters may be some by chance.
    if (letters === 0 && said.length < SURE && !isCounted(said.trim().toLowerCase())) continue;
    pieces.push({ start: index, end: index + run.length, said });
  }
  return pieces;
}
