// Cells of a spreadsheet that a formula puts together: `A1: "ig"`, `B1 has "nore"`, `=A1&B1`, `=CONCAT(A1:B2)`.
import { matchesOf } from '../../../matches';
import { standsOften } from '../signs';
import { senseOf } from '../sense';
import { isSentence, maySay } from '../speech';

/** Hits `a1 has "x"`, `a1: x`, `| a1 | x |`. */
const CELL =
  /(?<![\w$(&+])\$?([a-z])\$?(\d{1,3}) ?(?:has|holds|contains|contient|is|says|est|vaut|=|:|\||,|;|\t|->|→)? ?(?:"([^"\n]{1,80})"|« ?([^«»\n]{1,80}?) ?»|(?<=[:=|,;\t>→] ?)([^\n"«»|;=&]{1,60}?)(?= ?(?:[;|\n]|, ?[a-z]\d|$)))/g;
const FORMULA = /= ?(?:[a-z.]{1,20}\()?[^\n=]{0,40}?\$?[a-z]\$?\d{1,3} ?[&;,:+)][^\n=.]{1,400}/g;
/** Of a formula: a range, a cell, a string. */
const TERM = /\$?([a-z])\$?(\d{1,3}) ?: ?\$?([a-z])\$?(\d{1,3})|\$?([a-z])\$?(\d{1,3})(?![\w(])|"([^"\n]{0,80})"/g;
const FEWEST = 3;
const MOST = 60;
const SENSE = 0.7;

/** The (folded) text with its formulas as what they come to; nothing when that says nothing. Linear: bounded. */
export function calculated(folded: string): string | undefined {
  if (!folded.includes('=') || !(standsOften(folded, '&', 2) || /= ?(?:concat|textjoin|join|joindre)/.test(folded)))
    return undefined;
  const cells = new Map<string, string>();
  for (const [, column = '', row = '', double, french, bare] of matchesOf(folded, CELL).slice(0, MOST))
    cells.set(column + row, double ?? french ?? bare ?? '');
  if (cells.size < FEWEST) return undefined;
  const text = folded.replace(FORMULA, (formula) => {
    const parts = matchesOf(formula, TERM).flatMap((term) => partsOf(term.slice(1), cells));
    const known = parts.filter((part) => part !== undefined);
    if (known.length < FEWEST || known.length < parts.length) return formula;
    const said = [known.join(''), known.join(' ').replace(/ {2,}/g, ' ')].find((one) => senseOf(one) >= SENSE);
    return said !== undefined && (maySay(said) || isSentence(said)) ? `\n${said}` : formula;
  });
  return text === folded ? undefined : text;
}

function partsOf(
  [from, first, to, last, column, row, text]: readonly (string | undefined)[],
  cells: ReadonlyMap<string, string>,
): (string | undefined)[] {
  if (from === undefined || to === undefined) return [text ?? cells.get(`${column ?? ''}${row ?? ''}`)];
  const parts: (string | undefined)[] = [];
  for (let y = Number(first); y <= Number(last) && parts.length < MOST; y++)
    for (let x = from.charCodeAt(0); x <= to.charCodeAt(0); x++)
      parts.push(cells.get(String.fromCharCode(x) + String(y)));
  return parts;
}
