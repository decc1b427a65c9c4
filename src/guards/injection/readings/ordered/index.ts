// Fragments of a sentence in records that are put in order by a number, by links or by a list of their names.
import { canonicalise, unitsOf } from '../../../normalise';
import type { Reading } from '../reading';
import { maySay } from '../speech';
import { cuesOnALine } from '../markup/subtitles';
import { areFragments, senseApart, together } from './belief';
import { ordersOf } from './orders';
import { eachOnALine, linesAlike, recordsIn, type TextRecord } from './records';

/** Of fragments of words so many, at most, are words by chance. */
const WHOLE = 0.93;
/** So many records with so few words each, on the mean, are one sentence. */
const FEWEST_WORDS = 6;
const WORDS_EACH = 1.5;
/** So many readings of a text, no more. */
const MOST = 4;

/** What records say together, and where they stand. */
interface SaidByRecords {
  readonly kind: 'parted' | 'pieces';
  readonly text: string;
  readonly records: readonly TextRecord[];
}

/**
 * The (folded) text with the fragments of records in the orders that they suggest; nothing when they say nothing together. Takes its
 * units, too. Linear.
 */
export function inSuggestedOrder(folded: string, units: Uint16Array): Reading[] {
  const text = eachOnALine(cuesOnALine(folded));
  const alike = linesAlike(text === folded ? units : unitsOf(text));
  if (alike.length === 0) return [];
  const lines = text.split('\n');
  return saidIn(text, lines, alike).map((said) => ({ kind: said.kind, text: inPlace(said, lines) }));
}

/** Only what the records of a text (as it is written) say, without the lines around them; most texts have none. Linear. */
export function saidByRecords(source: string): Reading[] {
  if (linesAlike(unitsOf(eachOnALine(source))).length === 0) return [];
  const text = eachOnALine(canonicalise(source).text);
  return saidIn(text, text.split('\n'), linesAlike(unitsOf(text)));
}

function saidIn(text: string, lines: readonly string[], alike: readonly number[]): SaidByRecords[] {
  const said: SaidByRecords[] = [];
  for (const records of recordsIn(lines, alike)) {
    said.push(...readingsOf(records, text));
    if (said.length >= MOST) break;
  }
  return said.slice(0, MOST);
}

function readingsOf(records: readonly TextRecord[], text: string): SaidByRecords[] {
  const readings: SaidByRecords[] = [];
  const width = Math.min(...records.map(({ texts }) => texts.length));
  for (let column = 0; column < width; column++) {
    const fragments = withoutBlank(records.map(({ texts }) => texts[column] ?? ''));
    if (!areFragments(fragments)) continue;
    const apart = senseApart(fragments);
    // Whole words say the same in any order, or nothing.
    if (apart >= WHOLE && !maySay(fragments.join(' '))) continue;
    // Nobody writes a sentence a word a record who hides nothing.
    const areWords =
      fragments.length >= FEWEST_WORDS && fragments.join(' ').split(' ').length <= fragments.length * WORDS_EACH;
    for (const { places, isTold } of ordersOf(records, text)) {
      const said = together(
        places.map((n) => fragments[n] ?? ''),
        apart,
      );
      if (said === undefined || !(isTold || said.isCut || (areWords && places.every((place, n) => place === n))))
        continue;
      readings.push({ kind: said.isCut ? 'parted' : 'pieces', text: said.text, records });
      if (said.isCut) break;
    }
  }
  return readings;
}

/** Without the blank that stands before each of them, as behind commas. */
function withoutBlank(fragments: readonly string[]): readonly string[] {
  return fragments.every((one) => one.startsWith(' ')) ? fragments.map((one) => one.slice(1)) : fragments;
}

/** The lines with what the records say in the place of the first of them. */
function inPlace({ text, records }: SaidByRecords, lines: readonly string[]): string {
  const places = new Set(records.map(({ line }) => line));
  const [first] = places;
  return lines.flatMap((line, n) => (n === first ? ['', text, ''] : places.has(n) ? [] : [line])).join('\n');
}
