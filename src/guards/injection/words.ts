// Cuts a folded text into words: letters and digits of all scripts, with the signs that leetspeak uses as letters.
import { int32s } from '../normalise';
import { hashOf, hashOn, isDotWord, lookUp } from './lexicon';

const DOT_WORD = /^\.[a-z_]{2,20}/;

/** Where words stand, as parallel arrays, of which `count` places are filled. */
export class Places {
  count = 0;
  starts: Int32Array;
  ends: Int32Array;
  /** Hashes of the words, for the lexicon. */
  hashes: Int32Array;

  /** @param expected so many words, or more */
  constructor(expected: number) {
    this.starts = int32s(expected);
    this.ends = int32s(expected);
    this.hashes = int32s(expected);
  }

  add(start: number, end: number, hash: number): void {
    const index = this.count++;
    if (index >= this.starts.length) {
      this.starts = twice(this.starts);
      this.ends = twice(this.ends);
      this.hashes = twice(this.hashes);
    }
    this.starts[index] = start;
    this.ends[index] = end;
    this.hashes[index] = hash;
  }
}

function twice(array: Int32Array): Int32Array {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** Few texts have shorter words, with what stands between them, on the mean. */
const LETTERS_A_WORD = 5;

const IN_WORD = 1;
/** Signs that leetspeak uses as letters; they belong to a word only between letters or digits. */
const LEET_SIGN = 2;
const APOSTROPHE = 4;
const DOT = 8;
/** Beyond ASCII. */
const FOREIGN = 16;
const KINDS = new Uint8Array(128);
for (const [kind, characters] of [
  [IN_WORD, 'abcdefghijklmnopqrstuvwxyz0123456789_'],
  [LEET_SIGN, '@$!|+'],
  [APOSTROPHE, "'"],
  [DOT, '.'],
] as const)
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind;

function kindOf(unit: number): number {
  return unit < 128 ? (KINDS[unit] ?? 0) : FOREIGN;
}

function isWordUnit(unit: number): boolean {
  if (unit < 0x80) return KINDS[unit] === IN_WORD;
  return (
    (unit >= 0xc0 && unit < 0x2000) ||
    (unit >= 0x2c00 && unit < 0x3000) ||
    (unit > 0x3040 && unit < 0xfe30) ||
    unit > 0xffef
  );
}

function isLeetSign(unit: number): boolean {
  return unit < 128 ? KINDS[unit] === LEET_SIGN : unit === 0x20ac;
}

/** Where the words of a folded text, of these units, stand. Linear in its length. */
export function cut(text: string, units: Uint16Array): Places {
  const places = new Places(Math.ceil(units.length / LETTERS_A_WORD) + 1);
  const n = units.length;
  const at = (index: number): number => units[index] ?? 0;
  let i = 0;
  while (i < n) {
    const unit = at(i);
    const kind = kindOf(unit);
    if (kind === 0 || kind === APOSTROPHE) {
      i++;
      continue;
    }
    if (kind !== IN_WORD && !isWordUnit(unit)) {
      if (unit === 0x2e && isLetterUnit(at(i + 1)) && !isWordUnit(at(i - 1))) {
        // `.env`: the dot makes the name.
        const word = DOT_WORD.exec(text.slice(i, i + 24))?.[0] ?? '';
        if (word !== '' && isDotWord(word)) {
          places.add(i, i + word.length, hashOf(word));
          i += word.length;
          continue;
        }
      }
      // `!gnore`, `$ystem`: a sign that opens a word, after a blank.
      const opens =
        isLeetSign(unit) && unit !== 0x40 && unit !== 0x2b && isLetterUnit(at(i + 1)) && (i === 0 || at(i - 1) === 32);
      if (!opens) {
        i++;
        continue;
      }
    }
    const start = i;
    if (unit >= 0x3040 && isIdeograph(unit)) {
      i = cutIdeographs(text, units, i, places);
      continue;
    }
    let hash = hashOn(0, unit);
    i++;
    while (i < n) {
      const next = at(i);
      const nextKind = kindOf(next);
      if (nextKind === IN_WORD) {
        hash = hashOn(hash, next);
        i++;
        continue;
      }
      if (nextKind === 0) break;
      const goesOn =
        (isWordUnit(next) && !isIdeograph(next)) ||
        (isLeetSign(next) && i + 1 < n && isWordUnit(at(i + 1)) && isAsciiWord(at(i - 1)));
      if (goesOn) {
        hash = hashOn(hash, next);
        i++;
      } else if (next === 0x27 && at(i + 1) === 0x74 && at(i - 1) === 0x6e && !isWordUnit(at(i + 2))) {
        // don't, can't: one word without its apostrophe, as in the lexicon.
        hash = hashOn(hash, 0x74);
        i += 2;
        break;
      } else break;
    }
    places.add(start, i, hash);
  }
  return places;
}

export function isLetterUnit(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

function isAsciiWord(unit: number): boolean {
  return isLetterUnit(unit) || (unit >= 0x30 && unit <= 0x39) || isLeetSign(unit);
}

function isIdeograph(unit: number): boolean {
  return (unit >= 0x3040 && unit <= 0x30ff) || (unit >= 0x3400 && unit <= 0x9fff);
}

/** Chinese and Japanese have no spaces: the longest word of the lexicon at each place, else one character. */
function cutIdeographs(text: string, units: Uint16Array, from: number, places: Places): number {
  let i = from;
  while (i < units.length && isIdeograph(units[i] ?? 0)) {
    let length = 1;
    for (let tried = 8; tried > 1; tried--) {
      if (i + tried <= units.length && lookUp(text.slice(i, i + tried)).word !== '') {
        length = tried;
        break;
      }
    }
    places.add(i, i + length, hashOf(text.slice(i, i + length)));
    i += length;
  }
  return i;
}
