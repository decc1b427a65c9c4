// Where a text may hold drawn letters: lines that hold no words, so many under one another, and what stands around them.

/** Fewest lines of a row of letters; blocks that fill half a line, and lines of boxes, need fewer. */
const FEWEST_ROWS = 4;
const FEWEST_SMALL_ROWS = 3;
const SMALL = /[▀▄╔╦┏┳┌┬]/;
/** Longer lines are no letters; so many are read, no more. */
const LONGEST_LINE = 400;
const MOST_LINES = 400;

/** Whether some lines in a row may be drawn. A few steps for a line of words. */
export function mayBeDrawn(source: string): boolean {
  let fewest = 0;
  let rows = 0;
  let wide = 0;
  for (let from = 0; from <= source.length;) {
    const found = source.indexOf('\n', from);
    const end = found < 0 ? source.length : found;
    const width = widthOfRow(source, from, end) || widthInString(source, from, end);
    if (width === 0) rows = wide = 0;
    else {
      rows++;
      // Brackets that close each other stand in lines of their own as well.
      if (width >= FEWEST_ROWS) wide++;
      if (rows > 1 && wide > 1 && rows >= (fewest ||= fewestRows(source))) return true;
    }
    from = end + 1;
  }
  return false;
}

/** The fewest lines of a row of letters, by the signs that they are drawn with. */
function fewestRows(text: string): number {
  return SMALL.test(text) ? FEWEST_SMALL_ROWS : FEWEST_ROWS;
}

/** How wide a line is that may be a row of drawn letters; 0 when it is blank, too long, or has two different letters side by side. */
function widthOfRow(text: string, from: number, end: number): number {
  let start = -1;
  let last = -1;
  let before = 0;
  for (let i = from; i < end; i++) {
    const unit = text.charCodeAt(i);
    const isLetter = isLetterLike(unit);
    if (isLetter && before !== 0 && before !== unit) return 0;
    before = isLetter ? unit : 0;
    if (unit <= 0x20 || unit === 0xa0 || unit === 0x3000 || unit === 0x2800) continue;
    if (start < 0) start = i;
    last = i;
  }
  return start < 0 || last - start >= LONGEST_LINE ? 0 : last - start + 1;
}

/** Letters and digits; 0 and 1 are signs of bitmaps. */
function isLetterLike(unit: number): boolean {
  if (unit < 0x80) return (unit > 0x31 && unit < 0x3a) || ((unit | 0x20) > 0x60 && (unit | 0x20) < 0x7b);
  return (unit >= 0xc0 && unit < 0x2000) || (unit >= 0x3041 && unit < 0xd800);
}

/** So much stands before a string of a program and behind it, at most. */
const MOST_BEFORE = 40;
const MOST_BEHIND = 16;

/** As `widthOfRow`, of what a string in a line of a program holds. */
function widthInString(text: string, from: number, end: number): number {
  let behind = end - 1;
  while (behind > from && behind > end - MOST_BEHIND && !isQuote(text.charCodeAt(behind))) behind--;
  if (!isQuote(text.charCodeAt(behind))) return 0;
  let start = from;
  while (start < behind && start < from + MOST_BEFORE && !isQuote(text.charCodeAt(start))) start++;
  return isQuote(text.charCodeAt(start)) ? widthOfRow(text, start + 1, behind) : 0;
}

function isQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27 || unit === 0x60;
}

// Hits `print("#  ##")`, `echo '#  ##'`, `cout << "#  ##\n";` and `"#  ##",`; not `'__| |`.
const IN_STRING =
  /^[ \t]{0,24}[\w.:!$]{0,30}[ \t]{0,2}(?:<<|[+=([]){0,2}[ \t]{0,2}r?(["'`])(.{0,400}?)(?:\\n)?\1[ \t,;+)\]]{0,6}(?:<< [\w:]{2,12};)?\r?$/;

/** A line of a program that prints one of a drawing as that line; others as they are. */
export function unquoted(line: string): string {
  const [, , inner] = IN_STRING.exec(line) ?? [];
  return inner?.replaceAll('\\\\', '\\') ?? line;
}

/** Lines that may be one picture. */
export interface Picture {
  readonly start: number;
  readonly end: number;
  readonly rows: readonly string[];
}

/** The lines that may be drawn, those together that follow each other. */
export function picturesIn(lines: readonly string[]): Picture[] {
  const pictures: Picture[] = [];
  let read = 0;
  for (let start = 0; start < lines.length; start++) {
    let end = start;
    while (end < lines.length && isRow(lines[end] ?? '')) end++;
    const rows = lines.slice(start, end);
    if (rows.length > 0 && rows.length >= fewestRows(rows.join(''))) {
      read += rows.length;
      if (read > MOST_LINES) break;
      pictures.push({ start, end, rows });
    }
    start = Math.max(start, end - 1);
  }
  return pictures;
}

/** A rule, or the edge of a frame. */
const RULE = /^[\s+╔╚┌└╭╰|#*]?([-=_*#~═─━])\1{14,400}[\s+╗╝┐┘╮╯|#*]?\s*$/;
/** A line without letters, or one that prints nothing. */
const NOTHING = /^[\s/#*>|;│║%"',+-]{0,400}$|^\s{0,24}(?:echo|[\w.]{1,24}\(\));?\s{0,8}$/;
/** So many of these stand between two rows of letters that say something together. */
const MOST_BETWEEN = 3;

function isRow(line: string): boolean {
  return widthOfRow(line, 0, line.length) > 0 && !RULE.test(line);
}

/** Whether two pictures stand under one another, with nothing but blank lines and rules between them. */
export function areNear(lines: readonly string[], above: Picture, below: Picture): boolean {
  if (below.start - above.end > MOST_BETWEEN) return false;
  return lines.slice(above.end, below.start).every((line) => RULE.test(line) || NOTHING.test(line));
}

/** What stands before each line of a comment, a quotation or a frame, and behind it. */
const LEAD = /^[ \t]{0,16}(\/\/+|#+|\*|;+|--|>|\||│|║|%)(?=[ \t]|$)/;
const TRAIL = /[|│║*#][ \t\r]{0,8}$/;

/** Rows without the sign that stands before each of them, and the one behind; nothing when there is none. */
export function unframed(rows: readonly string[]): string[] | undefined {
  const leads = rows.map((row) => LEAD.exec(row)?.[1]);
  if (leads[0] === undefined || leads.some((lead) => lead !== leads[0])) return undefined;
  const inner = rows.map((row) => row.replace(LEAD, ''));
  return inner.every((row) => TRAIL.test(row)) ? inner.map((row) => row.replace(TRAIL, '')) : inner;
}
