// Letters written as blanks and tabs at the ends of lines, a bit each.
import { matchesOf } from '../../matches';
import { decodeNumbers } from './numbers';

/** Hits what no editor leaves behind: a blank and a tab, or a tab and a blank, at the end of a line. */
const MIXED = /(?: \t|\t )[ \t]{0,400}(?:\r?\n|$)/;
const ENDS = /[ \t]{1,400}(?=\r?\n|$)/g;
/** Fewest bits: eight letters. */
const FEWEST = 56;

/** What the ends of lines say, with a tab for 1 or for 0; nothing for others. Linear. */
export function decodeBlanks(text: string): { text: string; start: number; end: number } | undefined {
  if (!text.includes('\t')) return undefined;
  if ((!text.includes(' \t') && !text.includes('\t ')) || !MIXED.test(text)) return undefined;
  const ends = matchesOf(text, ENDS);
  const [first] = ends;
  const last = ends.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const written = ends.map(([blanks]) => blanks).join('\n');
  if (written.length < FEWEST) return undefined;
  for (const one of ['\t', ' ']) {
    const bits = written.replace(/[ \t]/g, (blank) => (blank === one ? '1' : '0'));
    const said = decodeNumbers(bits.replaceAll('\n', ' ')) ?? decodeNumbers(bits.replaceAll('\n', ''));
    if (said !== undefined) return { text: said, start: first.index, end: last.index + last[0].length };
  }
  return undefined;
}
