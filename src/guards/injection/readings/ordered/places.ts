// Words or pieces of a sentence with their places beside them, `rules(4) the(3)`, `4. rules 3. the`, `04_rules.txt`; and a row of words
// with a row of numbers that puts them in order.
import { matchesOf } from '../../../matches';
import { BETWEEN_PASSAGES } from '../../changed';
import { fluencyOf } from '../fluency';
import { isLetterAt } from '../signs';
import { maySay } from '../speech';
import { havePlaces } from './numbers';

const NUMBER = /(?<!\d[.,:/ ]?)\d{1,3}(?!\d|[.,:/]\d)/g;
/** Hits a name or a word that a number is a part of: `04_rules`, `rules-4`, `rules4`. */
const NAMED = /(?<![\w.-])(?:(\d{1,3})[_.-]([a-z][a-z']{0,24})|([a-z][a-z']{0,24})[_-]?(\d{1,3}))(?![\w-])/g;
/** Fewest places, and most. */
const FEWEST = 5;
const MOST = 120;
/** More stands between two numbers that say nothing of places. */
const LONGEST = 60;
const WORDS_A_PIECE = 4;
/** So much better the words stand behind one another in the order of their places. */
const RISE = 0.12;
/** Signs around a piece, the name of a place before it, and the end of the name of a file behind it. */
const AROUND =
  /^[\s([{<#|_:=)\]}>*"'`–—→^.,;/-]{1,12}|(?:\.[a-z]{2,4})?[\s([{<#|_:=)\]}>*"'`–—→^/-]{1,12}$|[\s,.…([-]{1,12}(?:p|pp|page|no|n)\.? ?$/g;

/** `, p. ` before a number. */
const PAGE = /[\s,.(]{1,3}(?:p|pp|page|no|n)\.? ?$/;
const LONGEST_PAGE = 10;

interface Piece {
  readonly said: string;
  readonly place: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The (folded) text with pieces that have their places beside them in their order; nothing when they say nothing so. Linear.
 * @param small the numbers in it, see `numbersIn`
 */
export function inTheirPlaces(folded: string, small: number): string | undefined {
  if (!havePlaces(small, FEWEST)) return undefined;
  const numbers = matchesOf(folded, NUMBER);
  const ways = [
    namedPieces(folded),
    ...(numbers.length > MOST * 4 ? [] : [before(folded, numbers), behind(folded, numbers)]),
  ];
  let best: { readonly text: string; readonly fluency: number } | undefined;
  for (const pieces of ways)
    for (const row of rowsOf(pieces)) {
      const said = saidBy(row);
      const [first, last] = [row[0], row.at(-1)];
      if (said === undefined || first === undefined || last === undefined) continue;
      const fluency = fluencyOf(said);
      if (best !== undefined && best.fluency >= fluency) continue;
      best = { text: `${folded.slice(0, first.start)}\n\n${said}\n\n${folded.slice(last.end)}`, fluency };
    }
  return best?.text;
}

function namedPieces(folded: string): Piece[] {
  return matchesOf(folded, NAMED)
    .slice(0, MOST * 4)
    .map(({ 0: whole, 1: first, 2: name = '', 3: word = name, 4: last, index }) => ({
      said: word,
      place: Number(first ?? last),
      start: index,
      end: index + whole.length,
    }));
}

/** Pieces behind their numbers. */
function behind(folded: string, numbers: readonly RegExpExecArray[]): Piece[] {
  return numbers.map(({ 0: number, index }, n) => {
    const from = index + number.length;
    const next = numbers[n + 1]?.index ?? from + LONGEST;
    const line = folded.indexOf('\n', from);
    const end = numbers[n + 1] === undefined && line >= 0 ? Math.min(line, next) : next;
    return { said: folded.slice(from, end), place: Number(number), start: index, end: Math.min(end, folded.length) };
  });
}

/** Pieces before their numbers. */
function before(folded: string, numbers: readonly RegExpExecArray[]): Piece[] {
  return numbers.map(({ 0: number, index }, n) => {
    const last = numbers[n - 1];
    const from = last === undefined ? 0 : last.index + last[0].length;
    const isFirst =
      last === undefined || index - from > LONGEST || folded.slice(from, index).includes(BETWEEN_PASSAGES);
    const start = isFirst ? lastWord(folded, index) : from;
    return { said: folded.slice(start, index), place: Number(number), start, end: index + number.length };
  });
}

/** Where the last word before a place begins: what stands before the first number has no other border. */
function lastWord(folded: string, end: number): number {
  let letter = end - 1 - (PAGE.exec(folded.slice(Math.max(0, end - LONGEST_PAGE), end))?.[0].length ?? 0);
  while (letter > end - LONGEST && !isLetterAt(folded, letter)) letter--;
  while (isLetterAt(folded, letter - 1) || folded[letter - 1] === "'") letter--;
  return Math.max(0, letter);
}

/** Rows of pieces whose places are all those from the first to the last, and which stand in another order. Linear: bounded. */
function* rowsOf(pieces: readonly Piece[]): Generator<readonly Piece[]> {
  for (let first = 0; first + FEWEST <= pieces.length;) {
    const seen = new Set<number>();
    let [least, most, last] = [Infinity, 0, -1];
    for (let n = first; n < pieces.length && n - first < MOST; n++) {
      const { place = 0, said = '' } = pieces[n] ?? {};
      if (seen.has(place) || said.length > LONGEST) break;
      seen.add(place);
      least = Math.min(least, place);
      most = Math.max(most, place);
      if (least <= 1 && most - least === seen.size - 1) last = n;
    }
    const row = pieces.slice(first, last + 1);
    if (row.length < FEWEST) {
      first++;
      continue;
    }
    if (row.some(({ place }, n) => n > 0 && place < (row[n - 1]?.place ?? 0))) yield row;
    first = last + 1;
  }
}

function saidBy(row: readonly Piece[]): string | undefined {
  const bare = row.map(({ said, place }) => ({
    place,
    said: said.replace(AROUND, '').replace(AROUND, '').replace(/\s+/g, ' '),
  }));
  const asItStands = bare.map(({ said }) => said).join(' ');
  if (asItStands.split(' ').length > row.length * WORDS_A_PIECE || bare.some(({ said }) => said === ''))
    return undefined;
  const said = bare
    .sort((a, b) => a.place - b.place)
    .map((piece) => piece.said)
    .join(' ');
  return isBetter(said, asItStands) ? said : undefined;
}

/** Whether words say something in one order, and stand better in it than in another. */
function isBetter(said: string, other: string): boolean {
  return maySay(said) && fluencyOf(said) >= fluencyOf(other) + RISE;
}

/** Hits a row of numbers: `order = 8 3 10 1`. */
const ROW = /(?<![\d.])\d{1,3}(?:[\s,;>|→-]{1,4}\d{1,3}){5,80}(?![\d])/g;
const LABEL = /^[^:=>]{0,40}(?:[:=]|->|=>)\s?/;
const MOST_LINES = 200;
const MOST_ROWS = 3;

/**
 * The (folded) text with a row of words in the order of a row of numbers; nothing when that says nothing. Linear: bounded.
 * @param small the numbers in it, see `numbersIn`
 */
export function inOrderOfNumbers(folded: string, small: number): string | undefined {
  if (!havePlaces(small, FEWEST)) return undefined;
  const lines = folded.split('\n');
  if (lines.length > MOST_LINES) return undefined;
  for (const { 0: row } of matchesOf(folded, ROW).slice(0, MOST_ROWS)) {
    const numbers = (row.match(/\d+/g) ?? []).map(Number);
    const least = Math.min(...numbers);
    if (least > 1 || new Set(numbers).size < numbers.length) continue;
    const places = numbers.map((number) => number - least);
    for (const [n, line] of lines.entries()) {
      const said = piecesOf(line, numbers.length)
        .map((pieces) => ordered(pieces, places))
        .find((one) => one !== undefined);
      if (said !== undefined) return lines.map((other, k) => (k === n ? said : other)).join('\n');
    }
  }
  return undefined;
}

/** A line as so many words, or as so many pieces, with and without what stands before a colon. */
function piecesOf(line: string, count: number): string[][] {
  return [line, line.replace(LABEL, '')]
    .flatMap((part) => [part.split(/\s+/), part.split(/\s{0,3}[,;|/]\s{0,3}/)])
    .map((pieces) =>
      pieces.map((piece) => piece.replace(/^["'`([{|]{1,4}|["'`)\]}|]{1,4}$/g, '')).filter((piece) => piece !== ''),
    )
    .filter((pieces) => pieces.length === count && isLetterAt(pieces[1] ?? '', 0));
}

/** Numbers are places, or say which word stands at each. */
function ordered(pieces: readonly string[], places: readonly number[]): string | undefined {
  if (Math.max(...places) >= pieces.length) return undefined;
  const placed: string[] = [];
  for (const [n, place] of places.entries()) placed[place] = pieces[n] ?? '';
  const asItStands = pieces.join(' ');
  return [placed.join(' '), places.map((place) => pieces[place] ?? '').join(' ')]
    .filter((said) => isBetter(said, asItStands))
    .sort((a, b) => fluencyOf(b) - fluencyOf(a))[0];
}
