// The canonical text: what a reader (or a model) takes a text for, with an exact way back to the original offsets.
import { pointAt } from '../../base/codePoints';
import { int32s, uint16s } from './arena';
import { CONFUSABLES } from './confusables';
import { unitsOf } from './units';

/** Something in the text that a reader cannot see, or that changes what is seen. */
export interface HiddenFinding {
  readonly kind: HiddenKind;
  /** Offsets in UTF-16 code units of the original text. */
  readonly start: number;
  readonly end: number;
  /** What was hidden, when it can be decoded. */
  readonly decoded?: string;
}

export type HiddenKind =
  | 'tags'
  | 'variation-selectors'
  | 'zero-width'
  | 'bidi'
  | 'interlinear'
  | 'private-use'
  | 'conceal'
  | 'combining'
  | 'mixed-script';

/** A text folded for reading: lower case, without marks, look-alikes replaced, invisible characters removed. */
export interface Canonical {
  readonly text: string;
  /** Offset in the original of each code unit of `text`, and one past the end; absent when both are the same. */
  readonly map: Int32Array | undefined;
  readonly hidden: readonly HiddenFinding[];
}

/** Words of two scripts, or with letters from elsewhere, are counted, not listed: at most this many findings a kind. */
const MAX_FINDINGS = 64;

const ASCII_ONLY = /^[\t\n\r\x20-\x7e]*$/;

/** Folds `text`. Linear in its length; never throws. */
export function canonicalise(text: string): Canonical {
  if (ASCII_ONLY.test(text)) return { text: text.toLowerCase(), map: undefined, hidden: [] };
  return new Folder(text).run();
}

/** The original offset for an offset in the canonical text. */
export function originalOffset(canonical: Canonical, offset: number): number {
  return canonical.map === undefined ? offset : (canonical.map[Math.min(offset, canonical.map.length - 1)] ?? offset);
}

/**
 * What each character reads as, for those below `SIMPLE_TO` that stand for one unit and hide nothing; 0 for the others, for
 * letters like ours of other scripts, and for what was not met yet.
 */
const SIMPLE_TO = 0x2100;
const SIMPLE = new Uint16Array(SIMPLE_TO);
for (let unit = 0; unit < 0x80; unit++) SIMPLE[unit] = String.fromCharCode(unit).toLowerCase().charCodeAt(0);
SIMPLE[0x1b] = 0;
/** So many selectors of emoji in a row are a message. */
const FEWEST_SELECTORS = 4;
/** Scripts with letters like ours: Greek, Cyrillic, Armenian, Cherokee. */
const LIKE_OURS = /[\u0370-\u052f\u0531-\u0587\u13a0-\u13ff]/;

class Folder {
  /** The folded text so far, in UTF-16 units, and where each stands in the source. */
  private units: Uint16Array;
  private map: Int32Array;
  private length = 0;
  /** All units of the folded text, or-ed. */
  private bits = 0;
  private isMixed = false;
  private readonly hidden: HiddenFinding[] = [];
  private readonly counts = new Map<HiddenKind, number>();

  private readonly characters: Uint16Array;

  constructor(private readonly source: string) {
    this.characters = unitsOf(source);
    this.units = uint16s(source.length + 64);
    this.map = int32s(source.length + 64);
  }

  run(): Canonical {
    const { source } = this;
    let i = this.simple(0);
    while (i < source.length) {
      const point = pointAt(source, i);
      if (point === 0x1b) i = this.escape(i);
      else if (isInvisible(point)) i = this.invisible(i);
      else if (isPrivateUse(point)) i = this.privateUse(i);
      else if (isMark(point)) i = this.marks(i);
      else {
        const reads = foldPoint(point);
        if (LIKE_OURS.test(source[i] ?? '')) this.isMixed = true;
        else if (point < SIMPLE_TO && reads.length === 1) SIMPLE[point] = reads.charCodeAt(0);
        this.push(reads, i);
        i += point > 0xffff ? 2 : 1;
      }
      i = this.simple(i);
    }
    this.ensure(1);
    this.map[this.length] = source.length;
    const text = stringOf(this.units.subarray(0, this.length), this.bits);
    this.mixedScripts();
    return { text, map: this.map.subarray(0, this.length + 1), hidden: this.hidden };
  }

  /** Takes what is simple from here on; gives where it ends. */
  private simple(from: number): number {
    const { characters, length: at } = this;
    // What is left is never more than there is room for, but what was pushed may be.
    this.ensure(characters.length - from);
    const { units, map } = this;
    let { bits } = this;
    let i = from;
    for (; i < characters.length; i++) {
      const unit = characters[i] ?? 0;
      const reads = unit < SIMPLE_TO ? (SIMPLE[unit] ?? 0) : 0;
      if (reads === 0) break;
      units[at + i - from] = reads;
      map[at + i - from] = i;
      bits |= reads;
    }
    this.length += i - from;
    this.bits = bits;
    return i;
  }

  private push(folded: string, offset: number): void {
    this.ensure(folded.length);
    for (let k = 0; k < folded.length; k++) {
      const unit = folded.charCodeAt(k);
      this.bits |= unit;
      this.units[this.length] = unit;
      this.map[this.length++] = offset;
    }
  }

  private ensure(more: number): void {
    if (this.length + more < this.map.length) return;
    const size = this.map.length * 2 + more;
    const map = new Int32Array(size);
    map.set(this.map);
    this.map = map;
    const units = new Uint16Array(size);
    units.set(this.units);
    this.units = units;
  }

  private find(kind: HiddenKind, start: number, end: number, decoded?: string): void {
    const seen = this.counts.get(kind) ?? 0;
    this.counts.set(kind, seen + 1);
    if (seen < MAX_FINDINGS) this.hidden.push({ kind, start, end, ...(decoded === undefined ? {} : { decoded }) });
  }

  /** A terminal escape sequence is dropped; the one that conceals what follows is a finding. */
  private escape(start: number): number {
    let end = start + 1;
    if (this.source[end] !== '[') return end;
    end++;
    while (end < this.source.length && end - start < 32 && /[\d;?]/.test(this.source[end] ?? '')) end++;
    const sequence = this.source.slice(start, end + 1);
    if (/^\x1b\[(?:\d+;)*8(?:;\d+)*m$/.test(sequence)) this.find('conceal', start, end + 1); // eslint-disable-line no-control-regex
    return Math.min(end + 1, this.source.length);
  }

  /** A run of invisible characters: dropped, decoded where they carry bytes, judged by what stands around. */
  private invisible(start: number): number {
    const { source } = this;
    const run: number[] = [];
    let i = start;
    while (i < source.length) {
      const point = pointAt(source, i);
      if (!isInvisible(point)) break;
      run.push(point);
      i += point > 0xffff ? 2 : 1;
    }
    const before = previousPoint(source, start);
    const after = pointAt(source, i);
    const tags = run.filter((p) => p >= 0xe0020 && p <= 0xe007e);
    const selectors = run.filter((p) => (p >= 0xfe00 && p <= 0xfe0f) || (p >= 0xe0100 && p <= 0xe01ef));
    const bidi = run.filter((p) => (p >= 0x202a && p <= 0x202e) || (p >= 0x2066 && p <= 0x2069));
    const rest = run.filter((p) => isZeroWidth(p));
    // A flag of a nation within a state is a black flag, at most six tags and the cancel tag: 🏴󠁧󠁢󠁥󠁮󠁧󠁿.
    const subdivisionFlag = before === 0x1f3f4 && tags.length <= 6 && run.at(-1) === 0xe007f;
    if (tags.length > 0 && !subdivisionFlag) {
      const decoded = String.fromCharCode(...tags.slice(0, 4096).map((p) => p - 0xe0000));
      this.find('tags', start, i, decoded);
      this.separate(start);
    }
    // The sixteen selectors of emoji carry no letters; two of them in a row are a slip of an editor.
    if (selectors.length >= FEWEST_SELECTORS || (selectors.length > 1 && selectors.some((p) => p > 0xfe0f))) {
      const bytes = selectors.slice(0, 8192).map((p) => (p < 0xe0000 ? p - 0xfe00 : p - 0xe0100 + 16));
      this.find('variation-selectors', start, i, new TextDecoder().decode(new Uint8Array(bytes)));
    }
    if (bidi.some((p) => p !== 0x202c && p !== 0x2069)) this.bidi(start, i, bidi);
    if (run.some((p) => p >= 0xfff9 && p <= 0xfffb)) {
      this.find('interlinear', start, i);
      this.separate(start);
    }
    if (rest.length >= 4) {
      const bits = binaryOf(rest);
      this.find('zero-width', start, i, bits);
    } else if (
      rest.length > 0 &&
      isLatinLetter(before) &&
      isLatinLetter(after) &&
      !(rest.length === 1 && rest[0] === 0xad)
    ) {
      this.find('zero-width', start, i);
    }
    return i;
  }

  /** Between texts that a reader sees apart, a space. */
  private separate(offset: number): void {
    this.push(' ', offset);
  }

  private bidi(start: number, end: number, controls: readonly number[]): void {
    const override = controls.find((p) => p === 0x202e);
    if (override === undefined) {
      // Isolates and embeddings are ordinary in Arabic and Hebrew; in a text without such letters they are not.
      if (!/[\u0590-\u08ff]/.test(this.source)) this.find('bidi', start, end);
      return;
    }
    const close = this.source.indexOf('\u202c', end);
    const stop = close < 0 ? this.source.length : close;
    const shown = Array.from(this.source.slice(end, Math.min(stop, end + 16_384)))
      .reverse()
      .join('');
    this.find('bidi', start, stop, shown);
  }

  private privateUse(start: number): number {
    let i = start;
    let count = 0;
    while (i < this.source.length) {
      const point = pointAt(this.source, i);
      if (!isPrivateUse(point)) break;
      count++;
      i += point > 0xffff ? 2 : 1;
    }
    // Icon fonts use one or two private characters; a run of them is a message.
    if (count >= 4) this.find('private-use', start, i);
    this.push(' ', start);
    return i;
  }

  private marks(start: number): number {
    let i = start;
    while (i < this.source.length && isMark(pointAt(this.source, i))) i++;
    if (i - start > 3) this.find('combining', start, i);
    return i;
  }

  /** Words that mix Latin with look-alike letters of another script: no language does that. */
  private mixedScripts(): void {
    const { source } = this;
    if (!this.isMixed) return;
    const words = /[A-Za-z\u0370-\u052f\u0531-\u0587\u13a0-\u13ff]{2,64}/g;
    for (const match of source.matchAll(words)) {
      const word = match[0];
      if (
        /[A-Za-z]/.test(word) &&
        /[\u0370-\u052f\u0531-\u0587\u13a0-\u13ff]{1}/.test(word) &&
        /[A-Za-z]{2}|[A-Za-z].*[A-Za-z]|.{4}/.test(word)
      ) {
        this.find('mixed-script', match.index, match.index + word.length);
      }
    }
  }
}

/** One byte a character where that is enough: everything that reads the text is quicker then. */
function stringOf(units: Uint16Array, bits: number): string {
  return bits > 0xff
    ? Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le')
    : Buffer.from(units).toString('latin1');
}

const folded = new Map<number, string>();

/** What one visible code point beyond ASCII reads as. */
function foldPoint(point: number): string {
  let result = folded.get(point);
  if (result === undefined) {
    result = computeFold(point);
    if (folded.size < 20_000) folded.set(point, result);
  }
  return result;
}

function computeFold(point: number): string {
  if (BLANKS.has(point) || (point >= 0x2000 && point <= 0x200a)) return ' ';
  if (point === 0x2028 || point === 0x2029 || point === 0x85) return '\n';
  if (point === 0x2019 || point === 0x2018 || point === 0x201b || point === 0x2bc || point === 0xb4) return "'";
  // Letters in boxes and circles that NFKC leaves alone, and regional indicators.
  if (point >= 0x249c && point <= 0x24b5) return String.fromCharCode(97 + point - 0x249c);
  // Mathematical alphabets, also where they have holes.
  if (point >= 0x1d400 && point < 0x1d6a4) return String.fromCharCode(97 + ((point - 0x1d400) % 26));
  if (point > 0x2800 && point <= 0x283f) return BRAILLE.charAt(point - 0x2801).replace('~', '');
  if (point >= 0x1f150 && point <= 0x1f169) return String.fromCharCode(97 + point - 0x1f150);
  if (point >= 0x1f170 && point <= 0x1f189) return String.fromCharCode(97 + point - 0x1f170);
  if (point >= 0x1f1e6 && point <= 0x1f1ff) return String.fromCharCode(97 + point - 0x1f1e6);
  const direct = CONFUSABLES.get(point);
  if (direct !== undefined) return direct;
  let out = '';
  for (const character of String.fromCodePoint(point).normalize('NFKC').normalize('NFD')) {
    const inner = character.codePointAt(0) ?? 0;
    if (isMark(inner)) continue;
    out += CONFUSABLES.get(inner) ?? LIGATURES.get(inner) ?? character.toLowerCase();
  }
  return out;
}

const LIGATURES: ReadonlyMap<number, string> = new Map([
  [0xe6, 'ae'],
  [0xc6, 'ae'],
  [0x153, 'oe'],
  [0x152, 'oe'],
  [0xdf, 'ss'],
]);

/** What the cells of six dots say, in their order, without accents; `~` are cells that say nothing by themselves. */
const BRAILLE = "a,b'k;l~cif/msp~e:h~o!r~djg~ntq~a?e-u?v~ioe~xec~u.u~z~a~owi~yue";

/** Characters that show as nothing or as a blank although they are letters: Hangul fillers, braille blank. */
const BLANKS: ReadonlySet<number> = new Set([
  0xa0, 0x202f, 0x205f, 0x3000, 0x3164, 0x115f, 0x1160, 0xffa0, 0x2800, 0x1680,
]);

function isInvisible(point: number): boolean {
  if (point < 0xad) return false;
  return (
    isZeroWidth(point) ||
    (point >= 0x202a && point <= 0x202e) ||
    (point >= 0x2066 && point <= 0x2069) ||
    (point >= 0xfe00 && point <= 0xfe0f) ||
    (point >= 0xfff9 && point <= 0xfffb) ||
    (point >= 0xe0000 && point <= 0xe007f) ||
    (point >= 0xe0100 && point <= 0xe01ef)
  );
}

function isZeroWidth(point: number): boolean {
  return (
    point === 0xad ||
    point === 0x34f ||
    point === 0x61c ||
    point === 0x180e ||
    (point >= 0x200b && point <= 0x200f) ||
    (point >= 0x2060 && point <= 0x2065) ||
    (point >= 0x206a && point <= 0x206f) ||
    point === 0xfeff ||
    (point >= 0x1d173 && point <= 0x1d17a)
  );
}

function isPrivateUse(point: number): boolean {
  return (point >= 0xe000 && point <= 0xf8ff) || point >= 0xf0000;
}

function isMark(point: number): boolean {
  return (
    (point >= 0x300 && point <= 0x36f) ||
    (point >= 0x483 && point <= 0x489) ||
    (point >= 0x1ab0 && point <= 0x1aff) ||
    (point >= 0x1dc0 && point <= 0x1dff) ||
    (point >= 0x20d0 && point <= 0x20ff) ||
    (point >= 0xfe20 && point <= 0xfe2f)
  );
}

function isLatinLetter(point: number): boolean {
  return (point >= 0x41 && point <= 0x5a) || (point >= 0x61 && point <= 0x7a);
}

function previousPoint(text: string, index: number): number {
  if (index === 0) return 0;
  const unit = text.charCodeAt(index - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && index > 1 ? pointAt(text, index - 2) : unit;
}

/** Two kinds of zero-width characters as bits, eight a letter; nothing when that gives no readable text. */
function binaryOf(run: readonly number[]): string | undefined {
  const kinds = [...new Set(run)];
  if (kinds.length !== 2 || run.length < 16) return undefined;
  for (const one of kinds) {
    const bytes: number[] = [];
    for (let i = 0; i + 8 <= run.length && bytes.length < 4096; i += 8) {
      let byte = 0;
      for (let k = 0; k < 8; k++) byte = byte * 2 + (run[i + k] === one ? 1 : 0);
      bytes.push(byte);
    }
    const text = new TextDecoder().decode(new Uint8Array(bytes));
    if (/^[\x20-\x7e\s\u00a0-\u024f]+$/.test(text)) return text;
  }
  return undefined;
}
