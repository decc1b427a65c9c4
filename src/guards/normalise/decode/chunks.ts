// Digits of base64, base32 or hexadecimal that were cut into chunks, and stand apart.
import { areDigits, isDigitUnit, isLetterOrDigitUnit } from '../units';
import { decodeBase64, decodeHex, HEAD, isBase58, opensText, opensText32 } from './bases';
import { type Carried, FEWEST, MOST, saying } from './carried';
import { BASE64_DIGIT, kindAt } from './runs';

/** Hits what no word has: capitals behind small letters, or digits among letters. */
const MIXED = /[a-z\d][A-Z]|[A-Z]{2}[a-z]|[A-Z][2-7][A-Z]|\d[a-f]\d/;
/** Fewest and most digits of a chunk, without the signs that fill it up. */
const SHORTEST_CHUNK = 4;
const LONGEST_CHUNK = 76;
const MOST_FILLED = 6;
const WORD = /^(?:[A-Z]?[a-z]+|\d+)$/;
/** So many lengths are tried, the commonest first. */
const LENGTHS = 3;
/** Short chunks are words of one length, unless there are so many. */
const SHORT_CHUNK = 8;
const FEWEST_SHORT = 6;

interface Chunk {
  readonly start: number;
  readonly said: string;
}

/** Base64, base32 or hexadecimal digits that were cut into chunks of one length, but for the last, whatever stands between them. */
export function chunks(text: string, units: Uint16Array): Carried[] {
  if (!MIXED.test(text)) return [];
  const { starts, ends } = rowsOfDigits(units, 0, units.length, SHORTEST_CHUNK, LONGEST_CHUNK);
  for (const length of lengthsOf(units, starts, ends)) {
    const some: Chunk[] = [];
    for (const [n, start] of starts.entries())
      if ((ends[n] ?? 0) - start === length) some.push({ start, said: text.slice(start, start + length) });
    const isShort = length <= SHORT_CHUNK;
    const found =
      ofLength(text, units, isShort ? some.filter(isNoWord) : some, length) ??
      (isShort ? ofLength(text, units, fromFirst(some), length) : undefined);
    if (found !== undefined) return [found];
  }
  return [];
}

/** Where rows of so many digits of base64, with the signs that fill them up, begin and end. */
function rowsOfDigits(
  units: Uint16Array,
  from: number,
  to: number,
  least: number,
  most: number,
): { starts: number[]; ends: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let i = from; i < to;) {
    const start = i;
    while (i < to && i - start < most && (kindAt(units, i) & BASE64_DIGIT) !== 0) i++;
    if (i === start) i++;
    else if (i - start >= least) {
      for (let filled = 0; filled < MOST_FILLED && i < to && units[i] === FILLS; filled++) i++;
      starts.push(start);
      ends.push(i);
    }
  }
  return { starts, ends };
}

const FILLS = 0x3d;

/** The commonest lengths of chunks that are no short words. */
function lengthsOf(units: Uint16Array, starts: readonly number[], ends: readonly number[]): number[] {
  const byLength = new Map<number, number>();
  for (const [n, start] of starts.entries()) {
    const end = ends[n] ?? 0;
    const length = end - start;
    if (length > SHORT_CHUNK || !isWord(units, start, end)) byLength.set(length, (byLength.get(length) ?? 0) + 1);
  }
  return [...byLength]
    .filter(([length, count]) => count >= (length < SHORT_CHUNK ? FEWEST_SHORT : FEWEST) && count <= MOST)
    .sort((a, b) => b[0] * b[1] - a[0] * a[1])
    .slice(0, LENGTHS)
    .map(([length]) => length);
}

/** As `WORD`, of units. */
function isWord(units: Uint16Array, start: number, end: number): boolean {
  const first = units[start] ?? 0;
  if (isDigitUnit(first)) return areDigits(units, start, end);
  if (!isLetterOrDigitUnit(first | 0x20) || first < 0x41) return false;
  for (let i = start + 1; i < end; i++) {
    const unit = units[i] ?? 0;
    if (unit < 0x61 || unit > 0x7a) return false;
  }
  return true;
}

function isNoWord({ said }: Chunk): boolean {
  return !WORD.test(said);
}

/** What the chunks of one length say, with what may be the last of all. */
function ofLength(text: string, units: Uint16Array, row: readonly Chunk[], length: number): Carried | undefined {
  const [first] = row;
  const last = row.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const joined = row.map(({ said }) => said).join('');
  const opens = mayOpen(joined);
  const tail = joined.slice(-HEAD);
  return [...restsIn(text, units, last.start + length, length), '']
    .filter((rest) => opens || opensText(tail + rest, true))
    .flatMap((rest) => saying(fromChunks(joined + rest), first.start, last.start + length))
    .sort((one, other) => strangeSigns(one.said) - strangeSigns(other.said) || other.said.length - one.said.length)[0];
}

/** Whether digits may be text as they stand, whatever follows; backwards they may be, too. */
function mayOpen(joined: string): boolean {
  return opensText(joined) || opensText32(joined) || isBase58(joined) || HEX.test(joined);
}

const HEX = /^[0-9a-f]+$/i;

/** Chunks from the first to the last that is no word: those between look like words by chance. */
function fromFirst(chunks: readonly Chunk[]): readonly Chunk[] {
  return chunks.slice(Math.max(0, chunks.findIndex(isNoWord)), chunks.findLastIndex(isNoWord) + 1);
}

/** What may be the last chunk, which is shorter. */
function restsIn(text: string, units: Uint16Array, from: number, length: number): string[] {
  const { starts, ends } = rowsOfDigits(units, from, Math.min(units.length, from + FAR), 1, LONGEST_CHUNK - 1);
  const rests: string[] = [];
  for (const [n, start] of starts.entries()) {
    const end = ends[n] ?? 0;
    if (end - start >= length) continue;
    const rest = text.slice(start, end);
    if (!NAME.test(rest) && rests.push(rest) === MOST_RESTS) break;
  }
  return rests;
}

/** Signs that end no sentence: of what is no chunk. */
function strangeSigns(said: string): number {
  return said.match(STRANGE)?.length ?? 0;
}

const STRANGE = /[^\p{L}\d\s.,;:!?'"()/@-]|[\p{Lu}\d]$/gu;
const NAME = /^[A-Z]?[a-z]{3,}$/;
const MOST_RESTS = 12;
/** So far behind the others it may stand. */
const FAR = 120;

function fromChunks(joined: string): string | undefined {
  return HEX.test(joined) ? decodeHex(joined) : decodeBase64(joined);
}
