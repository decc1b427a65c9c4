// Letters of outlines, as FIGlet draws them with bars, slashes and underscores; they touch, and hide parts of one another.
import { OUTLINED, OUTLINES } from './fonts';
import type { Letter } from './words';

/** So many steps are taken to find the letters of outlines, in one text, and in one font. */
export const MOST_STEPS = 800;
const STEPS_A_FONT = 160;

/** What is left of the steps. */
export interface Budget {
  steps: number;
}

/** Signs of outlines; letters are rare among them. */
const STROKES = /[|_/\\()`'<>,.-]/g;
const STROKES_SHARE = 0.85;

/** Whether lines are drawn with strokes. */
export function areStrokes(lines: readonly string[]): boolean {
  const ink = lines.join('').replace(/\s/g, '');
  return ink.includes('_') && (ink.match(STROKES)?.length ?? 0) >= ink.length * STROKES_SHARE;
}

/** So many lines of letters may be blank at their top; so many have strokes, at least. */
const MOST_BLANK = 3;
const LOWEST = 3;
/** So many strokes of a letter may be hidden: few first. */
const MOST_HIDDEN = [2, 5];

/** The letters that strokes draw, one row under another in one font; none when no font has them. Bounded by its budget. */
export function outlinesIn(lines: readonly string[], budget: Budget): Letter[] {
  const width = Math.max(...lines.map(({ length }) => length));
  const padded = lines.map((line) => line.padEnd(width));
  for (const hidden of MOST_HIDDEN)
    for (const font of outlineFonts())
      for (let blank = 0; blank <= Math.min(MOST_BLANK, font.height - LOWEST); blank++) {
        const above = Array.from({ length: blank }, () => ' '.repeat(width));
        const letters = lettersIn([...above, ...padded], font, hidden, budget);
        if (letters !== undefined) return letters;
      }
  return [];
}

function lettersIn(lines: readonly string[], font: Font, hidden: number, budget: Budget): Letter[] | undefined {
  const letters: Letter[] = [];
  for (let from = 0; from < lines.length; from += font.height) {
    const own = { steps: Math.min(STEPS_A_FONT, budget.steps) };
    budget.steps -= own.steps;
    const rows = lines.slice(from, from + font.height);
    const places = placed({ rows, outlines: font.outlines, hidden, budget: own, taken: new Set() }, 0);
    budget.steps += own.steps;
    if (places === undefined) return undefined;
    for (const [n, { outline, x }] of places.entries()) {
      const before = places[n - 1];
      // Below nothing where a letter reaches under the one before.
      const gap = before === undefined ? Infinity : x - before.x - before.outline.width;
      letters.push({ guesses: [{ letter: outline.letter, cost: 0 }], gap });
    }
  }
  return letters;
}

/** A stroke of a letter. */
interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly sign: string;
}

interface Outline {
  readonly letter: string;
  readonly width: number;
  readonly strokes: readonly Stroke[];
}

interface Font {
  readonly height: number;
  readonly outlines: readonly Outline[];
}

let fonts: readonly Font[] | undefined;

/** The fonts; made when they are first asked for. */
function outlineFonts(): readonly Font[] {
  fonts ??= OUTLINES.map((lines) => {
    const cells = lines.map((line) => line.split('~'));
    const drawn = (n: number): string[] => cells.map((line) => line[n] ?? '');
    return { height: lines.length, outlines: Array.from(OUTLINED, (letter, n) => outlineOf(letter, drawn(n))) };
  });
  return fonts;
}

function outlineOf(letter: string, rows: readonly string[]): Outline {
  const left = Math.min(...rows.map((row) => row.search(/\S/)).filter((x) => x >= 0));
  const strokes = rows.flatMap((row, y) =>
    Array.from(row, (sign, x) => ({ x: x - left, y, sign })).filter(({ sign }) => sign !== ' '),
  );
  return { letter, width: Math.max(...strokes.map(({ x }) => x)) + 1, strokes };
}

/** What is read: lines, the letters that they may hold, and how many strokes of each may be hidden. */
interface Picture {
  readonly rows: readonly string[];
  readonly outlines: readonly Outline[];
  readonly hidden: number;
  readonly budget: Budget;
  /** The strokes that letters explain. */
  readonly taken: Set<number>;
}

interface Place {
  readonly outline: Outline;
  readonly x: number;
}

/** More than the lines of a font: where a stroke is, as a number. */
const ROW = 16;
/** So many letters are tried at a place. */
const MOST_TRIED = 2;
/** A letter may begin so many columns before the first stroke that is left. */
const OVERLAP = 2;

/** The letters that explain all strokes that are left, from a column to the right; nothing when none do. */
function placed(picture: Picture, from: number): Place[] | undefined {
  const { taken, outlines, budget } = picture;
  const width = picture.rows[0]?.length ?? 0;
  let first = from;
  while (first < width && leftIn(picture, first) === 0) first++;
  if (first === width) return [];
  if (budget.steps <= 0) return undefined;
  budget.steps--;
  const tried: (Place & { score: number })[] = [];
  for (const outline of outlines)
    for (let x = first; x >= first - OVERLAP; x--) {
      const score = scoreOf(picture, outline, x, first);
      if (score > 0) tried.push({ outline, x, score });
    }
  for (const { outline, x } of tried.sort((a, b) => b.score - a.score).slice(0, MOST_TRIED)) {
    const own = outline.strokes.map((stroke) => (x + stroke.x) * ROW + stroke.y).filter((at) => !taken.has(at));
    for (const at of own) taken.add(at);
    const behind = placed(picture, first);
    if (behind !== undefined) return [{ outline, x }, ...behind];
    for (const at of own) taken.delete(at);
  }
  return undefined;
}

/** How many strokes of a column no letter explains. */
function leftIn({ rows, taken }: Picture, x: number): number {
  return rows.filter((row, y) => row.charAt(x) !== ' ' && !taken.has(x * ROW + y)).length;
}

/** How many strokes a letter explains at a column; 0 when others stand in its place, or it leaves some of the first column. */
function scoreOf(picture: Picture, { strokes }: Outline, x: number, first: number): number {
  let score = 0;
  let hidden = 0;
  let ofFirst = 0;
  for (const stroke of strokes) {
    const sign = picture.rows[stroke.y]?.charAt(x + stroke.x) ?? '';
    if (sign === '' || sign === ' ') return 0;
    if (sign !== stroke.sign && ++hidden > picture.hidden) return 0;
    if (picture.taken.has((x + stroke.x) * ROW + stroke.y)) continue;
    if (x + stroke.x === first) ofFirst++;
    if (sign === stroke.sign) score++;
  }
  return ofFirst === leftIn(picture, first) ? score - hidden : 0;
}
