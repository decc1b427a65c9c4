// Words cut by markup of whatever notation: `re[b]ve[/b]al`, `re{\it ve}al`, `re<wbr>veal`, `re\e[31mve\e[0mal`, re`ve`al, of one or of many.
import { character } from '../../../normalise';
import { isWord } from '../../lexicon/vocabulary';
import { isLetterAt } from '../signs';

/** Where markup was taken away; stands in no folded text. */
const CUT = '\ue000';
const CUTS = /\ue000+/g;

interface Notation {
  /** Without it a line has no such markup. */
  readonly sign: string;
  readonly pattern: RegExp;
  /** What it holds stands in its first group. */
  readonly holds?: true;
}

/** What does not show. All are linear: what repeats is bounded. */
const NOTATIONS: readonly Notation[] = [
  { sign: '<', pattern: /<(?:\/?[a-z][\w:-]{0,20}(?: [^<>]{0,200})?\/?|!--[^<>]{0,120}--|\/)>/g },
  { sign: '&lt;', pattern: /&lt;\/?[a-z][^&\n]{0,40}&gt;/g },
  { sign: '&', pattern: /&(?:shy|wbr|zwn?j|zerowidthspace|#173|#xad|#820[3-5]|#x200[b-d]|#8288|#x2060);/g },
  // `[ve](#a)`, `[ve]{.red}`
  { sign: '](', pattern: /!?\[([^\][\n]{1,40})\]\([^()\n]{0,120}\)/g, holds: true },
  { sign: ']{', pattern: /\[([^\][\n]{1,40})\]\{[^{}\n]{0,40}\}/g, holds: true },
  // `\e[31m`, as a terminal shows what was recorded, and without what begins it
  { sign: '[', pattern: /(?:\\{1,2}(?:e|x1b|u001b|u\{1b\}|0?33)|\^\[|\u241b|<esc>)?\[\d{0,3}(?:;\d{1,3}){0,5}m/g },
  { sign: '[/', pattern: /\[\/?(?:[a-z]{1,12}|\*)?(?:[=: ][^\][\n]{0,60})?\]/g },
  // `{\it ve}`, `\textbf{ve}`, `\textcolor{red}{ve}`; of roff, and of RTF
  { sign: '{\\', pattern: /\{(?:\\[a-z]{2,14}(?:\{[^{}\n]{0,20}\})? ?){1,3}([^{}\n]{0,60})\}/g, holds: true },
  { sign: '\\', pattern: /\\[a-z]{2,14}(?:\{[^{}\n]{0,20}\})?\{([^{}\n]{0,60})\}/g, holds: true },
  { sign: '\\f', pattern: /\\f[birp]/g },
  { sign: '\\', pattern: /\\(?:b|i|ulnone|ul|strike|cf|fs|highlight)\d{0,3} ?/g },
  // `{{b|ve}}`, `#strong[ve]`, `:b[ve]`, `{color:red}ve{color}`, `{b}ve{/b}`
  { sign: '|', pattern: /\{\{?[a-z]{1,12}\|(?:[^{}\n|]{0,20}\|)?([^{}\n|]{1,40})\}\}?/g, holds: true },
  { sign: '[', pattern: /[#:@][a-z]{1,12}\[([^\][\n]{1,40})\]/g, holds: true },
  { sign: '{color', pattern: /\{color(?::[^{}\n]{1,20})?\}/g },
  { sign: '{/', pattern: /\{\{?\/?[a-z]{1,12}(?:[:= ][^{}\n]{0,40})?\}\}?/g },
  { sign: '\u00a7', pattern: /\u00a7[\da-fk-or]/g },
  { sign: '^', pattern: /\^\d/g },
  { sign: "''", pattern: /'{2,5}/g },
  { sign: '\u0002', pattern: /\p{Cc}/gu },
  { sign: '\u0003', pattern: /\p{Cc}(?:\d{1,2}(?:,\d{1,2})?)?/gu },
];

/** A letter of a word may be written by its number. */
const NUMBERED = /&#(?:x([2-7e][\da-f])|(\d{2,3}));/g;

/** Hits a word with cuts, or with signs that Markdown and its like have around what they mark, or with brackets. */
const MARKED =
  /[a-z']{0,24}(?:[\ue000`*_~=^|+$[\](){}]{1,6}[a-z']{1,24}){1,8}(?:[\ue000`*_~=^|+$[\](){}]{1,4}(?![a-z\d]))?/g;
const MARKS = /[\ue000`*_~=^|+$[\](){}]+/g;
/** What may stand behind the first letters of a word that is cut. */
const BEHIND_LETTER = new Uint8Array(256);
for (const sign of "<[{\\&`*_~=^|'$:#@\u00a7+(\u0002\u0003") BEHIND_LETTER[sign.charCodeAt(0)] = 1;

/** Fewest of a text, and of a line. */
const FEWEST = 3;
const FEWEST_IN_LINE = 2;
/** So many of the words that are cut are words without what cuts them. */
const SHARE = 0.6;
/** Shorter ones are words by chance. */
const SHORTEST = 4;

/** The (folded) text without the markup that cuts its words; nothing where few are words without it. Linear. */
export function withoutMarkup(folded: string): string | undefined {
  if (!isCutOften(folded, FEWEST)) return undefined;
  let mended = 0;
  const lines = folded.split('\n').map((line) => {
    if (!isCutOften(line, FEWEST_IN_LINE)) return line;
    const read = mend(line);
    mended += read?.mended ?? 0;
    return read?.text ?? line;
  });
  return mended >= FEWEST ? lines.join('\n') : undefined;
}

/** Whether such a sign stands behind a letter often enough, before something. */
function isCutOften(text: string, times: number): boolean {
  let cuts = 0;
  for (let i = 1; i < text.length - 1; i++)
    if (BEHIND_LETTER[text.charCodeAt(i)] === 1 && isLetterAt(text, i - 1) && mayCut(text, i) && ++cuts >= times)
      return true;
  return false;
}

/** Whether what stands behind such a sign is something; one apostrophe is a part of words. */
function mayCut(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  if (text.charCodeAt(at) === APOSTROPHE) return next === APOSTROPHE;
  return next > BLANK;
}

const APOSTROPHE = 0x27;

const BLANK = 0x20;

/** A line without its markup, and how many words that makes whole; nothing when those are too few. */
function mend(line: string): { text: string; mended: number } | undefined {
  let bare = line;
  for (const { sign, pattern, holds } of NOTATIONS)
    if (bare.includes(sign)) bare = bare.replace(pattern, holds === true ? `${CUT}$1${CUT}` : CUT);
  bare = bare.replace(NUMBERED, (_, hex?: string, decimal?: string) => {
    return CUT + character(hex === undefined ? Number(decimal) : parseInt(hex, 16)).toLowerCase() + CUT;
  });
  let mended = 0;
  let tried = 0;
  const text = bare.replace(MARKED, (word) => {
    const pieces = word.split(MARKS);
    const whole = pieces.join('');
    // `[h]elp` names a key.
    if (/^[[({]/.test(word) || pieces.filter(Boolean).length < 2 || whole.length < SHORTEST) return word;
    tried++;
    if (!isMeant(whole)) return word;
    mended++;
    return whole;
  });
  return mended >= FEWEST_IN_LINE && mended >= tried * SHARE ? { text: text.replace(CUTS, ''), mended } : undefined;
}

/** Whether a word, or each of those that an apostrophe joins, is one. */
function isMeant(word: string): boolean {
  return word.split("'").every((part) => part.length < FEWEST || isWord(part));
}
