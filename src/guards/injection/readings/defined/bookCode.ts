// Words of a text that numbers point at, by line and word: `1.3, 2.2, 1.6`.
import { matchesOf } from '../../../matches';
import { BETWEEN_PASSAGES } from '../../changed';
import { maySay } from '../speech';

/** Hits `1.3, 2.2, 1.6, 2.1`, `1:3 2:2 1:6`, `(1,3) (2,2) (1,6)`. */
const POINTERS =
  /(?<![\w.:/-])\(?\d{1,2}[.:,/-]\d{1,2}\)?(?:[\s,;|)>→-]{1,4}\(?\d{1,2}[.:,/-]\d{1,2}\)?){4,60}(?![\w.:/])/g;
const POINTER = /(\d{1,2})[.:,/-](\d{1,2})/g;
const WORD = /[a-z]+(?:'[a-z]+)?/g;
const FEWEST_LINES = 2;
/** So many lists of numbers are tried, in so many passages. */
const MOST = 6;
const MOST_PASSAGES = 40;

/** The (folded) text with what its lists of numbers point at; nothing when that says nothing. Linear: bounded. */
export function pointedByLine(folded: string): string | undefined {
  const [first] = matchesOf(folded, POINTERS);
  if (first === undefined) return undefined;
  const passages = folded
    .split(BETWEEN_PASSAGES)
    .slice(0, MOST_PASSAGES)
    .map((passage) => passage.split('\n'));
  for (const { 0: list, index } of matchesOf(folded, POINTERS).slice(0, MOST)) {
    const pointers = matchesOf(list, POINTER).map(([, line, word]) => [Number(line), Number(word)] as const);
    for (const lines of [
      ...passages,
      folded
        .slice(0, index)
        .split('\n')
        .filter((line) => line.trim() !== ''),
    ]) {
      if (lines.length < FEWEST_LINES) continue;
      const said = pointers.map(([line, word]) => lines[line - 1]?.match(WORD)?.[word - 1]);
      if (said.includes(undefined)) continue;
      const text = said.join(' ');
      if (maySay(text)) return `${folded.slice(0, index)}\n\n${text}\n\n${folded.slice(index + list.length)}`;
    }
  }
  return undefined;
}
