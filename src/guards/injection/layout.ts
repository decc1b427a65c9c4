// Reads the form of a text, line by line: where a line break ends what was being said, and where it merely wraps it.
import { isDigitUnit } from '../normalise';

/** What a line is by its head; a line of prose may go on in the next one. */
type LineKind = 'blank' | 'prose' | 'item' | 'comment' | 'log' | 'row' | 'heading' | 'field' | 'code' | 'cue' | 'step';

/** How a line stands to the one before it. */
export const JOINED = 0;
/** Another sentence, of the same passage: an item of a list that a colon announces. */
export const NEXT_SENTENCE = 1;
/** Nothing before it belongs to it. */
export const BORDER = 2;

export interface Layout {
  /** Where each line begins. */
  readonly starts: readonly number[];
  /** `JOINED`, `NEXT_SENTENCE` or `BORDER`, by line. */
  readonly borders: readonly number[];
}

/** So much of a line tells what it is. */
const HEAD = 120;
/** So much of its end tells whether it is code. */
const TAIL = 4;

const ITEM = /^[ \t]{0,12}(?:[-*+•–—·][ \t]{1,4}\S|\(?\d{1,3}[.)][ \t]|[a-z]\d{0,3}[.)][ \t]|\[[ x]\][ \t])/;
const COMMENT = /^[ \t]{0,40}(\/\/|\/\*|\*\/|<!--|--(?!-)|#(?!#)|;|%|rem\b)/;
const LOG =
  /^[ \t]{0,4}(?:[[("]?\d{4}-\d\d-\d\d|\[?\d\d:\d\d\b|\[(?:info|warn|warning|error|err|debug|trace|fatal|notice|avert|avertissement|erreur|alerte)\]|(?:info|warn|warning|error|debug|trace|fatal|notice|avert|erreur)\b[ \t]{0,2}[:|[ ]|\w{3,5}\.? {1,2}\d{1,2} \d\d:\d\d)/;
const ROW = /^[ \t]{0,4}\|/;
const HEADING = /^[ \t]{0,3}#{2,6} |^(?:={3,}|-{3,}|\*{3,}|_{3,})[ \t]{0,4}$/;
/** `name: value`, `"name": value`, `speaker (aside): …`. */
const FIELD = /^[ \t]{0,24}["']?[\p{L}_][\p{L}\d_.-]{0,30}["']?(?: ?\([^)\n]{1,20}\))? ?:(?: |$)/u;
const CODE_HEAD =
  /^[ \t]{0,40}(?:import |from \S{1,60} import|const |let |var |def |class |return\b|async |await |public |private |export |function |if ?\(|for ?\(|@\w|assert |expect\(|describe\(|it\(|test\(|using |package |end$|end\b[ \t]{0,2}$|alter (?:table|role|user|system)\b|create (?:table|role|policy|view|index|function|or replace)\b|drop (?:table|policy|role|view|index|function)\b|grant \w+ |revoke \w+ |insert into |delete from |update \w+ set\b|select .{1,80} from\b|\$ \w)/;
/** So many words before a semicolon are a clause. */
const LONG = /^[ \t]{0,40}(?:[\p{L}\d'’,-]+ ){7}/u;
/** `description: >`, `text: |-`. */
const BLOCK = /: ?[>|][-+]?$/;
/** The line of a play or a game: `g "…"`, `label keeper:`, `"Bribe":`. */
const CUE =
  /^[ \t]{0,24}(?:\w{1,12} "[^"\n]|"[^"\n]{1,60}":$|(?:label|scene|menu|jump|show)\b[^.\n]{0,40}:?$|[*+] \[|-> ?\w)/;
const STEP =
  /^[ \t]{0,12}(?:given|when|then|and|but|scenario|feature|background|fonctionnalite|etant donnee?s?|quand|lorsque|alors|et|mais|soit|plan du scenario|contexte)\b/;
const STORY = /(?:^|\n)[ \t]{0,12}(?:feature|scenario|fonctionnalite|plan du scenario) ?:/;
/** Lines of so few words on both sides are one text, cut up. */
const SHORT_LINE = 3;

interface Line {
  readonly kind: LineKind;
  /** What makes lines of one kind go on in one another: the sign of a comment. */
  readonly sign: string;
  readonly words: number;
  readonly announces: boolean;
  /** Ends with the sign of a block of text in YAML. */
  readonly opensBlock: boolean;
  /** Ends with a question mark: what follows is its answer. */
  readonly asks: boolean;
}

/** Takes a folded text and its units; gives its lines and how each is joined to the one before. Linear: each line is read once. */
export function layoutOf(text: string, units: Uint16Array): Layout {
  const starts: number[] = [];
  const borders: number[] = [];
  const story = { text, told: undefined };
  let before: Line | undefined;
  let blank = false;
  let inComment = false;
  let announced = false;
  const field: boolean[] = [];
  for (let start = 0; start <= text.length;) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const line = readLine(text, units, start, end, inComment, story);
    if (line.kind === 'comment') inComment = isOpen(text, start, end, inComment);
    let border = JOINED;
    if (line.kind !== 'blank') {
      if (line.kind === 'item' && before?.announces === true) announced = true;
      else if (line.kind !== 'item' && line.kind !== 'prose') announced = false;
      if (before !== undefined && Math.max(before.words, line.words) >= SHORT_LINE)
        border = borderBetween(before, line, blank, announced);
      before = line;
    }
    starts.push(start);
    borders.push(border);
    field.push(line.kind === 'field');
    if (line.kind === 'blank') announced = announced && before?.kind === 'item';
    blank = line.kind === 'blank';
    start = end + 1;
  }
  // One line that looks like a field is a wrapped sentence with a colon in it.
  for (let n = 1; n < borders.length; n++) {
    const alone = field[n] === true && field[n - 1] !== true && field[n + 1] !== true;
    const behind = field[n - 1] === true && field[n] !== true && field[n - 2] !== true;
    if ((alone || behind) && borders[n] === FIELD_BORDER) borders[n] = JOINED;
    else if (borders[n] === FIELD_BORDER) borders[n] = BORDER;
  }
  return { starts, borders };
}

/** Stands for a border that needs a second field next to it. */
const FIELD_BORDER = 3;

function borderBetween(before: Line, line: Line, blank: boolean, announced: boolean): number {
  if (blank) return line.kind === 'item' && announced ? NEXT_SENTENCE : BORDER;
  if (before.opensBlock) return NEXT_SENTENCE;
  if (line.kind === 'prose' && before.kind === 'prose') return JOINED;
  // A wrapped item, log line or step goes on; what stands under a heading, a row or code is something else.
  if (line.kind === 'prose') {
    if (before.kind === 'field') return FIELD_BORDER;
    return before.kind === 'item' || before.kind === 'log' || before.kind === 'step' || before.kind === 'cue'
      ? JOINED
      : BORDER;
  }
  if (line.kind === 'comment') return before.kind === 'comment' && before.sign === line.sign ? JOINED : BORDER;
  if (line.kind === 'item') return announced ? NEXT_SENTENCE : BORDER;
  if (line.kind === 'field' && before.asks) return NEXT_SENTENCE;
  if (line.kind === 'field') return before.kind === 'prose' || before.kind === 'field' ? FIELD_BORDER : BORDER;
  return BORDER;
}

/** Whether the text is one of scenarios, looked for when a line may be a step of one. */
interface Story {
  readonly text: string;
  told: boolean | undefined;
}

function readLine(
  text: string,
  units: Uint16Array,
  start: number,
  end: number,
  inComment: boolean,
  story: Story,
): Line {
  let from = start;
  while (from < end && isBlankUnit(units[from] ?? 0)) from++;
  if (from === end) return BLANK;
  const head = text.slice(start, Math.min(end, start + HEAD));
  const tail = text.slice(Math.max(start, end - TAIL), end).trimEnd();
  const { kind, sign } = kindOf(head, units[from] ?? 0, units[from + 1] ?? 0, tail, inComment, story);
  return {
    kind,
    sign,
    words: countWords(units, from, start + head.length),
    announces: tail.endsWith(':'),
    opensBlock: kind === 'field' && BLOCK.test(tail),
    asks: tail.endsWith('?'),
  };
}

const BLANK: Line = { kind: 'blank', sign: '', words: 0, announces: false, opensBlock: false, asks: false };

function isBlankUnit(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xa0 || unit === 0xfeff;
}

/** Words between blanks and bars, as far as it matters. */
function countWords(units: Uint16Array, from: number, to: number): number {
  let words = 0;
  let inWord = false;
  for (let i = from; i < to && words < SHORT_LINE; i++) {
    const unit = units[i] ?? 0;
    if (isBlankUnit(unit) || unit === 0x7c) inWord = false;
    else if (!inWord && isLetterOrDigit(unit)) {
      inWord = true;
      words++;
    }
  }
  return words;
}

function isLetterOrDigit(unit: number): boolean {
  if (unit > 0x7f) return /[\p{L}\d]/u.test(String.fromCharCode(unit));
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
}

/** Which kinds of line may begin with a character: the patterns of the others are not tried. */
const MAY_HEAD = 1;
const MAY_COMMENT = 2;
const MAY_LOG = 4;
const MAY_CUE = 8;
const MAY_ITEM = 16;
const MAY_STEP = 32;
const MAY_CODE = 64;
const FULL_STOP = 0x2e;
const BRACKET = 0x29;
const DIGITS = '0123456789';
const FIRSTS = new Uint8Array(128);
for (const [kind, characters] of [
  [MAY_HEAD, '#=-*_'],
  [MAY_COMMENT, '/*<-#;%r'],
  [MAY_LOG, `[("${DIGITS}iwedtfna`],
  [MAY_CUE, '"*+-lsmj'],
  [MAY_ITEM, `-*+([${DIGITS}`],
  [MAY_STEP, 'gwtabsfeqlmpc'],
  [MAY_CODE, 'ifclvdrapeutgs@$'],
] as const)
  for (const character of characters) FIRSTS[character.charCodeAt(0)] = (FIRSTS[character.charCodeAt(0)] ?? 0) | kind;

function kindOf(
  head: string,
  first: number,
  second: number,
  tail: string,
  inComment: boolean,
  story: Story,
): { kind: LineKind; sign: string } {
  const as = (kind: LineKind, sign = ''): { kind: LineKind; sign: string } => ({ kind, sign });
  // Beyond ASCII, bullets and dashes open an item.
  const may = first < 128 ? (FIRSTS[first] ?? 0) : MAY_ITEM;
  if (inComment) return as('comment', '/*');
  if ((may & MAY_HEAD) !== 0 && HEADING.test(head)) return as('heading');
  const comment = (may & MAY_COMMENT) === 0 ? undefined : COMMENT.exec(head)?.[1];
  if (comment !== undefined && !endsAsCode(comment)) return as('comment', comment);
  if (first === 0x7c && ROW.test(head)) return as('row');
  const colon = head.includes(':');
  // `Mar 3 10:02`
  if (((may & MAY_LOG) !== 0 || colon) && LOG.test(head)) return as('log');
  // `g "…"`
  if (((may & MAY_CUE) !== 0 || head.includes(' "')) && CUE.test(head)) return as('cue');
  // `a) …`, `a1. …`
  const isLettered =
    first >= 0x61 && first <= 0x7a && (second === FULL_STOP || second === BRACKET || isDigitUnit(second));
  if ((isLettered || (may & MAY_ITEM) !== 0) && ITEM.test(head)) return as('item');
  if ((may & MAY_STEP) !== 0 && STEP.test(head) && (story.told ??= STORY.test(story.text))) return as('step');
  if ((may & MAY_CODE) !== 0 && CODE_HEAD.test(head)) return as('code');
  if (endsAsCode(tail) && (/[=({]/.test(head) || (head.includes(';') && !LONG.test(head)))) return as('code');
  return as(colon && FIELD.test(head) ? 'field' : 'prose');
}

/** `;`, `{`, `)`, `):`, `=>` */
function endsAsCode(tail: string): boolean {
  switch (tail.charCodeAt(tail.length - 1)) {
    case 0x3b:
    case 0x7b:
    case 0x7d:
    case 0x29:
      return true;
    case 0x3e:
      return tail.endsWith('=>');
    case 0x3a:
      return tail.endsWith('):');
    default:
      return false;
  }
}

/** Whether a block comment is still open at the end of the line. */
function isOpen(text: string, start: number, end: number, open: boolean): boolean {
  const line = text.slice(start, end);
  for (const [opening, closing] of [
    ['/*', '*/'],
    ['<!--', '-->'],
  ] as const) {
    const from = line.lastIndexOf(opening);
    const to = line.lastIndexOf(closing);
    if (from > to) return true;
    if (to >= 0) return false;
  }
  return open;
}
