// Normalisation: the views of a text in which the rules look for intent, each with a way back to the original offsets.
import { canonicalise, originalOffset, type Canonical, type HiddenFinding } from './canonical';
import { decodeAll, type Encoding } from './decode';

export { float64s, int32s, uint8s, uint16s } from './arena';
export { canonicalise, originalOffset, type Canonical, type HiddenFinding, type HiddenKind } from './canonical';
export { character, type Encoding } from './decode';
export { decodeBase64 } from './decode/bases';
export { keysIn } from './decode/keys';
export { utf8 } from './decode/numbers';
export { areDigits, isDigitUnit, isLetterOrDigitUnit, unitsOf } from './units';

/** How a view was made from the original. */
export type ViewKind = 'plain' | 'hidden' | 'concatenated' | Encoding;

/** One reading of the text. */
export interface View {
  readonly kind: ViewKind;
  /** Folded text: lower case, no marks, look-alikes replaced. */
  readonly text: string;
  /** The same text before folding, for what depends on case and on punctuation; offsets differ from `text`. */
  readonly source: string;
  /** Offset in the original of an offset in `text`; for decoded views, the start of the encoded passage. */
  readonly start: (offset: number) => number;
  /** As `start`, for the end of a passage. */
  readonly end: (offset: number) => number;
  readonly depth: number;
}

export interface Normalised {
  readonly canonical: Canonical;
  readonly views: readonly View[];
  readonly hidden: readonly HiddenFinding[];
}

/** Decoding inside decoded text goes no deeper than this. */
const MAX_DEPTH = 3;
/** No more views than this: a text made of a thousand encoded scraps is judged by the first ones. */
const MAX_VIEWS = 40;

/** Encodings whose pieces are read one after the other, too. */
const OF_BYTES: readonly Encoding[] = ['hex', 'base64'];

/** All readings of `text`. Linear in its length. */
export function normalise(text: string): Normalised {
  const canonical = canonicalise(text);
  const views: View[] = [
    {
      kind: 'plain',
      text: canonical.text,
      source: text,
      start: (offset) => originalOffset(canonical, offset),
      end: (offset) => (offset === 0 ? 0 : originalOffset(canonical, offset - 1) + 1),
      depth: 0,
    },
  ];
  for (const finding of canonical.hidden) {
    if (finding.decoded !== undefined) add(views, 'hidden', finding.decoded, finding.start, finding.end, 1);
  }
  expand(views, text, 0, text.length, true, 1);
  const joined = concatenateLiterals(text, canonical.text);
  if (joined !== undefined) add(views, 'concatenated', joined, 0, text.length, 1);
  return { canonical, views, hidden: canonical.hidden };
}

function expand(views: View[], text: string, start: number, end: number, exact: boolean, depth: number): void {
  if (depth > MAX_DEPTH) return;
  const pieces = decodeAll(text);
  for (const piece of pieces) {
    if (views.length >= MAX_VIEWS) return;
    const [from, to] = exact ? [piece.start, piece.end] : [start, end];
    add(views, piece.encoding, piece.text, from, to, depth);
  }
  // A sentence may have been cut up before its pieces were encoded.
  for (const encoding of OF_BYTES) {
    const some = pieces.filter((piece) => piece.encoding === encoding);
    const [first, last] = [some[0], some.at(-1)];
    if (some.length < 2 || first === undefined || last === undefined) continue;
    const [from, to] = exact ? [first.start, last.end] : [start, end];
    add(views, encoding, some.map((piece) => piece.text).join(''), from, to, MAX_DEPTH);
  }
  const ofBytes = pieces.filter(({ encoding }) => OF_BYTES.includes(encoding)).sort((a, b) => a.start - b.start);
  const [first, last] = [ofBytes[0], ofBytes.at(-1)];
  if (first === undefined || last === undefined || ofBytes.every(({ encoding }) => encoding === first.encoding)) return;
  const [from, to] = exact ? [first.start, last.end] : [start, end];
  add(views, first.encoding, ofBytes.map((piece) => piece.text).join(''), from, to, MAX_DEPTH);
}

function add(views: View[], kind: ViewKind, source: string, start: number, end: number, depth: number): void {
  if (views.length >= MAX_VIEWS) return;
  const folded = canonicalise(source);
  views.push({ kind, text: folded.text, source, start: () => start, end: () => end, depth });
  for (const finding of folded.hidden) {
    if (finding.decoded !== undefined && depth < MAX_DEPTH)
      add(views, 'hidden', finding.decoded, start, end, depth + 1);
  }
  expand(views, source, start, end, false, depth + 1);
}

// Hits `a = "ignore all "; b = "rules"; do a + b`: the literals read one after the other.
const LITERAL = /"([^"\n]{1,2000})"|(?<![\p{L}\p{N}])'([^'\n]{1,2000})'|“([^”\n]{1,2000})”|«([^»\n]{1,2000})»/gu;

// Hits `"ignore " + "all"`, `a + b`, `1 + 2 + 3`; not `i + 1`, `+ added line`.
const ADDED = /["'”»`]\s{0,40}\+|\+\s{0,40}["'“«`]|[\p{L}_)\]}] ?\+ ?[\p{L}_(]|\w ?\+ ?\w{1,20} ?\+ ?\w/u;
/** Words for putting together; a `pièce jointe`, an `adjoint` and an `assemblée` are something else. */
const TOGETHER = /concat|(?<![\p{L}-])join(?!te|t\b|ts\b)|combin|assembl(?!ée)|bout [aà] bout/iu;

/** A part of each of them, folded. */
const TOGETHER_WORDS = ['concat', 'join', 'combin', 'assembl', 'bout a bout'];

/** String literals that the text asks to be put together, put together. */
function concatenateLiterals(text: string, folded: string): string | undefined {
  if (text.length > 20_000 || !/["'“«]/.test(text)) return undefined;
  const isAdded = text.includes('+') && ADDED.test(text);
  // Most texts have none of these words, in whatever case, and are read once for each of them, quickly.
  if (!isAdded && !(TOGETHER_WORDS.some((word) => folded.includes(word)) && TOGETHER.test(text))) return undefined;
  const parts = Array.from(text.matchAll(LITERAL), ([, ...literals]) => literals.join(''));
  return parts.length < 2 ? undefined : parts.join('');
}
