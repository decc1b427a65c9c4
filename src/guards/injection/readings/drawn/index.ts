// Big letters that are drawn with signs over several lines, as banners are: `#` and blanks, blocks, or outlines of strokes.
import { canonicalise } from '../../../normalise';
import { apart } from '../letters';
import { solidsIn, type Known } from './bitmaps';
import { areNear, mayBeDrawn, picturesIn, unframed, unquoted, type Picture } from './layout';
import { areStrokes, MOST_STEPS, outlinesIn, type Budget } from './strokes';
import { makesSense, priceOfLetters, saidIn, type Letter } from './words';

/** So many letters are read, no more. */
const MOST_LETTERS = 100;
/** Letters that stand under one another are a word from so many on. */
const FEWEST_LETTERS = 3;

/** A picture with its letters. */
interface Drawn extends Picture {
  readonly letters: readonly Letter[];
}

/** The folded text with big letters as what they say, in their place; nothing when none are drawn, or they say nothing. Takes the text before and after folding. Linear: bounded. */
export function blockLetters(source: string, folded: string): string | undefined {
  if (!mayBeDrawn(source)) return undefined;
  const lines = source.split('\n');
  const plain = folded.split('\n');
  // The lines of both are the same, but for strange line breaks.
  const kept = plain.length === lines.length ? plain : lines.map((line) => canonicalise(line).text);
  const read: string[] = [];
  let from = 0;
  for (const group of groupsOf(lines.map(unquoted))) {
    const said = saidBy(group);
    if (said === undefined) continue;
    read.push(...kept.slice(from, group[0]?.start), said);
    from = group.at(-1)?.end ?? from;
  }
  return from === 0 ? undefined : [...read, ...kept.slice(from)].join('\n');
}

/** Pictures of letters, those together that stand under one another. */
function groupsOf(lines: readonly string[]): Drawn[][] {
  const groups: Drawn[][] = [];
  const known: Known = new Map();
  const steps: Budget = { steps: MOST_STEPS };
  let all = 0;
  for (const picture of picturesIn(lines)) {
    const letters = lettersIn(picture.rows, known, steps);
    all += letters.length;
    if (all > MOST_LETTERS) break;
    if (letters.length === 0) continue;
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && areNear(lines, last, picture)) groups.at(-1)?.push({ ...picture, letters });
    else groups.push([{ ...picture, letters }]);
  }
  return groups;
}

/** The letters that lines draw, with or without what stands before each of them: as they make more sense. */
function lettersIn(rows: readonly string[], known: Known, steps: Budget): Letter[] {
  const letters = lettersOf(rows, known, steps);
  const inner = unframed(rows);
  if (inner === undefined) return letters;
  const within = lettersOf(inner, known, steps);
  return priceOfLetters(within) < priceOfLetters(letters) ? within : letters;
}

function lettersOf(rows: readonly string[], known: Known, steps: Budget): Letter[] {
  const plain = rows.map((row) =>
    row
      .replace(/\t/g, '    ')
      .replace(/[\s\u2800]/g, ' ')
      .replace(/\ufe0f/g, ''),
  );
  return areStrokes(plain) ? outlinesIn(plain, steps) : solidsIn(plain, known);
}

/** What pictures under one another say; nothing when that makes no sense. */
function saidBy(group: readonly Drawn[]): string | undefined {
  // Letters that stand under one another, each in a picture of its own, are one word.
  const isColumn = group.length >= FEWEST_LETTERS && group.every(({ letters }) => letters.length === 1);
  const letters = group.flatMap(({ letters, start }, n) =>
    isColumn ? letters.map(({ guesses }) => ({ guesses, gap: start - (group[n - 1]?.end ?? -Infinity) })) : letters,
  );
  const said = saidIn(letters);
  if (makesSense(said)) return said;
  const cut = apart(said.replace(/[^a-z]/g, ''));
  return cut.includes(' ') && makesSense(cut) ? cut : undefined;
}
