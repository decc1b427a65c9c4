// Words that macros of a program paste together from two pieces: `CAT(ign,ore)`, `ign##ore`.
import { isWord } from '../../lexicon/vocabulary';
import { isLetterAt } from '../signs';
import { mayOrder } from '../speech';
import { matchesOf } from '../../../matches';

/** The same name before so many pieces; no more than a few letters stand in each. */
const CALL =
  /\((?<=\b([a-z_]\w{0,15})\() ?["']?([a-zà-ÿ']{1,14})["']? ?, ?["']?([a-zà-ÿ']{1,14})["']?(?: ?, ?["']?([a-zà-ÿ']{1,14})["']?)? ?\)/g;
const PASTED = /([a-z]{1,14}) ?## ?([a-z]{1,14})/g;
const FEWEST = 4;
/** So many of the results are words. */
const WORDS = 0.7;

const COMMA = 0x2c;
const BLANK = 0x20;
const MARK = '##';
const LONGEST_PIECE = 16;

/** Whether there are a few calls with a short word as the first of several arguments. */
function hasCalls(folded: string): boolean {
  let calls = 0;
  for (let at = folded.indexOf('('); at >= 0; at = folded.indexOf('(', at + 1)) {
    let end = at + 1;
    while (end - at <= LONGEST_PIECE && isLetterAt(folded, end)) end++;
    if (end > at + 1 && folded.charCodeAt(end) === COMMA && ++calls >= FEWEST) return true;
  }
  return false;
}

/** Whether a few `##` stand between letters, with no more than a blank on either side: nearly all others are headings. */
function hasMarks(folded: string): boolean {
  let marks = 0;
  for (let at = folded.indexOf(MARK); at >= 0; at = folded.indexOf(MARK, at + MARK.length)) {
    const before = folded.charCodeAt(at - 1) === BLANK ? at - 2 : at - 1;
    if (isLetterAt(folded, before) && ++marks >= FEWEST) return true;
  }
  return false;
}

/** The (folded) text with what its macros paste together said at its end; nothing when that is none. Linear. */
export function pasted(folded: string): string | undefined {
  const words = new Map<string, string[]>();
  if (hasCalls(folded))
    for (const [, name = '', ...pieces] of matchesOf(folded, CALL)) {
      const said = words.get(name) ?? [];
      words.set(name, said);
      said.push(pieces.join(''));
    }
  if (hasMarks(folded))
    words.set(
      '##',
      Array.from(folded.matchAll(PASTED), ([, left = '', right = '']) => left + right),
    );
  for (const row of words.values()) {
    if (row.length < FEWEST || row.filter(isWord).length < row.length * WORDS) continue;
    const said = row.join(' ');
    if (mayOrder(said)) return `${folded}\n\n${said}`;
  }
  return undefined;
}
