// What a letter of ink may be: the letters of the fonts that it is most like, in whatever size.
import { countBits } from '../speech';
import { BITMAPS } from './fonts';
import { UNKNOWN, UNKNOWN_COST, type Guess } from './words';

/** Where a picture has ink: lines of cells. */
export type Bitmap = readonly (readonly boolean[])[];

/** A letter as rows of bits. */
interface Shape {
  readonly width: number;
  readonly rows: readonly number[];
  readonly ink: number;
}

interface Template extends Shape {
  readonly letter: string;
}

/** Letters that are wider are none. */
const WIDEST = 30;
/** What is no letter. */
export const NO_LETTER: readonly Guess[] = [{ letter: UNKNOWN, cost: UNKNOWN_COST }];
/** A letter that has another size than its bitmap is so much less like it; and the proportions of both differ by this, at most. */
const OTHER_SIZE = 0.03;
const PROPORTION = 2;
/** So much may differ from a bitmap, and so much more than from the likest one. */
const MOST_COST = 0.25;
const FURTHER = 0.12;
const MOST_GUESSES = 5;
/** Lower ones are marks. */
const MARK_SHARE = 0.45;

/** What a letter may be, the likeliest first; it has no blank columns at its sides, but maybe lines above and below. */
export function guessesOf(cut: Bitmap): readonly Guess[] {
  const first = cut.findIndex((row) => row.includes(true));
  const last = cut.findLastIndex((row) => row.includes(true));
  const height = last - first + 1;
  const width = cut[0]?.length ?? 0;
  if (first < 0 || width > WIDEST) return NO_LETTER;
  if (height < cut.length * MARK_SHARE) {
    // A full stop, a comma above or a hyphen, by where it stands.
    const letter = last === cut.length - 1 ? '.' : first === 0 ? "'" : '-';
    return [{ letter, cost: 0 }];
  }
  const drawn = shapeOf(cut.slice(first, last + 1));
  let least = Infinity;
  const costs = new Map<string, number>();
  for (const same of templatesBySize()) {
    const [{ width: toWidth, rows }] = same;
    const proportion = (width * rows.length) / (height * toWidth);
    if (proportion > PROPORTION || proportion < 1 / PROPORTION) continue;
    const other = (width === toWidth ? 0 : OTHER_SIZE) + (height === rows.length ? 0 : OTHER_SIZE);
    const shape = scaled(drawn, toWidth, rows.length);
    for (const template of same) {
      const cost = other + difference(shape, template, Math.min(MOST_COST, least + FURTHER) - other);
      if (cost >= (costs.get(template.letter) ?? MOST_COST)) continue;
      costs.set(template.letter, cost);
      least = Math.min(least, cost);
    }
  }
  const guesses = [...costs].filter(([, cost]) => cost <= least + FURTHER).sort((a, b) => a[1] - b[1]);
  if (guesses.length === 0) return NO_LETTER;
  return guesses.slice(0, MOST_GUESSES).map(([letter, cost]) => ({ letter, cost }));
}

type Same = [Template, ...Template[]];

let templates: readonly Same[] | undefined;

/** The bitmaps of letters, those of one size together; made when they are first asked for. */
function templatesBySize(): readonly Same[] {
  if (templates !== undefined) return templates;
  const all = new Map<string, Same>();
  for (const entry of new Set(BITMAPS.flatMap(stretched))) {
    const rows = entry.slice(2).split('/');
    const template = {
      ...shapeOf(rows.map((row) => Array.from(row, (sign) => sign === '#'))),
      letter: entry.charAt(0),
    };
    const size = `${String(template.width)} ${String(rows.length)}`;
    const same = all.get(size);
    if (same === undefined) all.set(size, [template]);
    else same.push(template);
  }
  templates = [...all.values()];
  return templates;
}

/** Letters of five lines are drawn higher as well: with longer stems above or below the middle. */
function stretched(entry: string): string[] {
  const [first, above, middle, below, last, ...others] = entry.split('/');
  if (last === undefined || others.length > 0) return [entry];
  return [[above], [above, above]].flatMap((upper) =>
    [[below], [below, below]].map((lower) => [first, ...upper, middle, ...lower, last].join('/')),
  );
}

function shapeOf(bits: Bitmap): Shape {
  return shapeOfRows(
    bits[0]?.length ?? 0,
    bits.map((row) => row.reduce((sum, ink) => sum * 2 + Number(ink), 0)),
  );
}

function shapeOfRows(width: number, rows: readonly number[]): Shape {
  return { width, rows, ink: rows.reduce((sum, row) => sum + countBits(row), 0) };
}

/** A shape in another size: of each of its new cells the one that stands in the same place. */
function scaled(shape: Shape, width: number, height: number): Shape {
  if (shape.width === width && shape.rows.length === height) return shape;
  const columns = Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * shape.width) / width));
  return shapeOfRows(
    width,
    Array.from({ length: height }, (_, y) => {
      const row = shape.rows[Math.floor(((y + 0.5) * shape.rows.length) / height)] ?? 0;
      return columns.reduce((bits, x) => bits * 2 + ((row >> (shape.width - 1 - x)) & 1), 0);
    }),
  );
}

/** The share of the ink of two shapes that only one of them has; `Infinity` when they differ more than `most` in how much they have. */
function difference(a: Shape, b: Shape, most: number): number {
  const ink = a.ink + b.ink;
  if (Math.abs(a.ink - b.ink) >= most * ink) return Infinity;
  let bits = 0;
  for (let y = 0; y < a.rows.length; y++) bits += countBits((a.rows[y] ?? 0) ^ (b.rows[y] ?? 0));
  return bits / ink;
}
