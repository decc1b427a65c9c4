// Strings that a row of numbers puts in order: `'{2}{0}{1}' -f 'a', 'b', 'c'`, `parts[2] + parts[0] + parts[1]`, `order = [2, 0, 1]`.
import type { Reading } from '../reading';
import { FEWEST } from './records';
import { havePlaces } from './numbers';
import { senseApart, together } from './belief';
import { matchesOf } from '../../../matches';

/** A row of numbers with signs and a name between them. Linear: digits and what is none take turns. */
const ROW = /(?<![\d.])\d{1,3}(?:[^\d\n]{1,12}\d{1,3}){3,400}(?!\d)/g;
const STRING = /"([^"\n]{1,80})"|(?<![a-z\d])'((?:[^'\n]|''|(?<=[a-z])'(?=[a-z])){1,80})'|`([^`\n]{1,80})`/g;

/**
 * The (folded) text with the strings in the order of a row of numbers; nothing when they say nothing so. Linear.
 * @param small the numbers in it, see `numbersIn`
 */
export function inOrderOfRow(folded: string, small: number): Reading | undefined {
  if (!havePlaces(small, FEWEST) || !hasStrings(folded)) return undefined;
  for (const { index, 0: row } of matchesOf(folded, ROW)) {
    const places = placesOf(row);
    if (places === undefined) continue;
    const end = index + row.length;
    const strings = matchesOf(folded, STRING).filter(
      (string) => string.index >= end || string.index + string[0].length <= index,
    );
    const behind = strings.filter((string) => string.index >= end).slice(0, places.length);
    const before = strings.filter((string) => string.index < index).slice(-places.length);
    for (const found of [behind, before]) {
      if (found.length < places.length) continue;
      const fragments = found.map(([, double, single, tick]) => double ?? single?.replaceAll("''", "'") ?? tick ?? '');
      const said = together(
        places.map((n) => fragments[n] ?? ''),
        senseApart(fragments),
      );
      if (said !== undefined)
        return {
          kind: said.isCut ? 'parted' : 'pieces',
          text: [folded.slice(0, index), said.text, folded.slice(end)].join('\n\n'),
        };
    }
  }
  return undefined;
}

/** Whether there are quotation marks for as many strings as are put in order, at least. */
function hasStrings(text: string): boolean {
  let marks = 0;
  for (const mark of MARKS)
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) if (++marks >= 2 * FEWEST) return true;
  return false;
}

const MARKS = ['"', "'", '`'];

/** The numbers of a row as places from nought on, when each stands there once, and not one after the other. */
function placesOf(row: string): number[] | undefined {
  const numbers = (row.match(/\d+/g) ?? []).map(Number);
  const least = Math.min(...numbers);
  if (least > 1) return undefined;
  const isWhole = Math.max(...numbers) - least === numbers.length - 1;
  if (numbers.length < FEWEST || !isWhole || new Set(numbers).size < numbers.length) return undefined;
  return numbers.every((number, n) => number - least === n) ? undefined : numbers.map((number) => number - least);
}
