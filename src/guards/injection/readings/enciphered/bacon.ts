// Bacon's cipher: letters of two kinds in groups of five, here small letters and capitals of a harmless text.
// Source: Francis Bacon, De augmentis scientiarum (1623), book 6; with 24 letters as he had them, and with 26.
import { BETWEEN_PASSAGES } from '../../changed';
import { canonicalise } from '../../../normalise';
import { apart } from '../letters';
import { senseOf } from '../sense';
import { matchesOften } from '../signs';

/** Hits a capital within a word, and not at the head of a part of a name: `coNseIl`, `eSPeciALLY`. */
const INNER = /[a-zß-ÿ][A-ZÀ-Þ]{1,4}(?=[a-zß-ÿ]|[^\wÀ-ÿ]|$)/g;
/** Such a share of the words has one; and there are so many. */
const SHARE = 0.3;
const FEWEST_INNER = 12;
/** Fewest letters that say something. */
const FEWEST = 10;
const SENSE = 0.75;
const GROUP = 5;
const ALPHABETS = ['abcdefghijklmnopqrstuvwxyz', 'abcdefghiklmnopqrstuwxyz'];
/** Four letters without a capital, or with nothing else. */
const OVER = /a{4,}/;
const CAPITAL = /\p{Lu}/u;
/** Signs of programs, whose names have capitals in them. */
const CODE = /[{}]|;\n/;

/** What the capitals of a text say by Bacon's cipher, in the place of its passage, folded; nothing when they say nothing. Takes the text before folding. Linear. */
export function byCapitals(source: string): string | undefined {
  const passages = source.split(BETWEEN_PASSAGES);
  const said = passages.map((passage) => (mayBeHidden(passage) ? saidIn(passage) : undefined));
  if (said.every((one) => one === undefined)) return undefined;
  return passages.map((passage, n) => said[n] ?? canonicalise(passage).text).join(BETWEEN_PASSAGES);
}

/** Five letters of the text for one of the message. */
const SHORTEST = FEWEST * GROUP;

function mayBeHidden(passage: string): boolean {
  return passage.length >= SHORTEST && matchesOften(passage, INNER, FEWEST_INNER) && !CODE.test(passage);
}

function saidIn(passage: string): string | undefined {
  const inner = passage.match(INNER)?.length ?? 0;
  if (inner < passage.split(/\s+/).length * SHARE) return undefined;
  const capitals = Array.from(passage.match(/\p{L}/gu) ?? [], (letter) => CAPITAL.test(letter));
  for (const one of [true, false])
    for (const alphabet of ALPHABETS) {
      const bits = capitals.map((isCapital) => (isCapital === one ? '1' : '0')).join('');
      // What stands behind the message is written as anybody writes.
      const [row = ''] = lettersOf(bits, alphabet).split(OVER);
      const text = row.length < FEWEST ? '' : apart(row);
      if (text !== '' && senseOf(text) >= SENSE) return text;
    }
  return undefined;
}

function lettersOf(bits: string, alphabet: string): string {
  return (bits.match(EACH_GROUP) ?? []).map((group) => alphabet.charAt(parseInt(group, 2))).join('');
}

const EACH_GROUP = /[01]{5}/g;
