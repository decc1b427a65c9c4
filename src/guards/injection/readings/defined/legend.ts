// Signs that stand for letters, with a legend that says for which: `🐝=b 🌵=c`, and `🍋🧊🐝🥚…` behind it.
import { matchesOf } from '../../../matches';
import type { Tokens } from '../../tokens';
import { wordsOf } from '../letters';
import { senseOf } from '../sense';
import { maySay } from '../speech';

/** Hits `🐝=b`, `12 = l`, `& → e`; the sign is no letter. */
const PAIR = /(?<![a-z\d])([^\sa-z\d=,;:|()"'.]{1,6}|\d{1,3}) ?(?:=|:|->|→|⇒|↦) ?["'«]?([a-z])["'»]?(?![a-z\d])/gu;
/** The same the other way about: `b = 🐝`. */
const TURNED = /(?<![a-z\d])["'«]?([a-z])["'»]? ?(?:=|:|->|→|⇒|↦) ?([^\sa-z\d=,;:|()"'.]{1,6}|\d{1,3})(?![a-z\d])/gu;
/** Fewest letters of a legend, and fewest signs of what it is for. */
const FEWEST = 7;
const FEWEST_SIGNS = 12;
/** Most signs: more are a table. */
const MOST_SIGNS = 600;
/** So much of what is read makes sense. */
const SENSE = 0.7;
/** Where all of it does, no order need be in it. */
const FULL_SENSE = 0.8;

/** Hits `a=1`, `5 = u`: a digit for a letter. */
const DIGIT_PAIR = /(?<![a-z\d])(?:([a-z]) ?[=:→] ?(\d)|(\d) ?[=:→] ?([a-z]))(?![a-z\d])/g;
/** Fewest letters that have a digit; and words with digits for them. */
const FEWEST_PAIRS = 4;
const FEWEST_WORDS = 4;
/** Hits a word with digits among its letters. */
const WITH_DIGITS = /(?<![a-z\d])(?=[a-z\d]{0,20}\d)(?=\d{0,20}[a-z])[a-z\d]{1,20}(?![a-z\d])/g;

/** The (folded) text with letters for the digits that stand for them, by a legend, or for vowels in order; nothing when that makes no sense. */
function withoutDigits(folded: string): string | undefined {
  const pairs = matchesOf(folded, DIGIT_PAIR);
  const letters = new Map(
    pairs.map(([, vowel, digit, first, second]) => [digit ?? first ?? '', vowel ?? second ?? '']),
  );
  if (letters.size < FEWEST_PAIRS)
    for (const [n, vowel] of Array.from('aeiou').entries()) letters.set(String(n + 1), vowel);
  const words = folded.match(WITH_DIGITS) ?? [];
  if (words.length < FEWEST_WORDS) return undefined;
  const read = (word: string): string => word.replace(/\d/g, (digit) => letters.get(digit) ?? digit);
  if (senseOf(words.map(read).join(' ')) < SENSE) return undefined;
  return withoutPairs(folded, pairs).replace(/(?<![a-z\d])[a-z\d]{1,20}(?![a-z\d])/g, read);
}

/** What a text says by the legend that stands in it, in the place of the signs; nothing when it has none. Linear. */
export function byItsLegend(folded: string, tokens: Tokens): string | undefined {
  if (HAS_DIGIT.test(folded)) {
    const said = withoutDigits(folded);
    if (said !== undefined) return said;
  }
  if (!mayHaveLegend(folded, tokens)) return undefined;
  for (const [pattern, ofSign, ofLetter] of [
    [PAIR, 1, 2],
    [TURNED, 2, 1],
  ] as const) {
    const pairs = matchesOf(folded, pattern);
    const letters = new Map(pairs.map((pair) => [pair[ofSign] ?? '', pair[ofLetter] ?? '']));
    if (letters.size < FEWEST || new Set(letters.values()).size < FEWEST) continue;
    const said = readWith(letters, withoutPairs(folded, pairs));
    if (said !== undefined) return said;
  }
  return undefined;
}

/** A digit between two letters, twice in a row. */
const HAS_DIGIT = /[a-z]\d[a-z]{1,4}\d[^\n]{0,24}[a-z]\d[a-z]/;

/** What stands between a sign and its letter. */
const EQUALS: ReadonlySet<number> = new Set(Array.from('=:>→⇒↦', (sign) => sign.charCodeAt(0)));
const MARKS: ReadonlySet<number> = new Set(Array.from(' "\'«»', (sign) => sign.charCodeAt(0)));

/** Whether so many single letters stand beside such a sign as a legend has. */
function mayHaveLegend(folded: string, { count, start, end }: Tokens): boolean {
  let letters = 0;
  for (let i = 0; i < count && letters < FEWEST; i++) {
    const from = start[i] ?? 0;
    const to = end[i] ?? 0;
    if (to - from !== 1) continue;
    const before = folded.charCodeAt(from - 1);
    const behind = folded.charCodeAt(to);
    if (EQUALS.has(MARKS.has(before) ? folded.charCodeAt(from - 2) : before)) letters++;
    else if (EQUALS.has(MARKS.has(behind) ? folded.charCodeAt(to + 1) : behind)) letters++;
  }
  return letters >= FEWEST;
}

function withoutPairs(text: string, pairs: readonly RegExpExecArray[]): string {
  let rest = '';
  let from = 0;
  for (const { 0: pair, index } of pairs) {
    rest += text.slice(from, index);
    from = index + pair.length;
  }
  return rest + text.slice(from);
}

function readWith(letters: ReadonlyMap<string, string>, text: string): string | undefined {
  // The longest first: of `1` and `12` both may be signs.
  const signs = [...letters.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(`(?:${signs.join('|')})(?:[\\s,./|-]{0,4}(?:${signs.join('|')})){${String(FEWEST_SIGNS - 1)},${String(MOST_SIGNS)}}`, 'gu'); // prettier-ignore
  const one = new RegExp(signs.join('|'), 'gu');
  const read = text.replace(pattern, (run) => {
    const found = matchesOf(run, one);
    const gaps = found.slice(1).map(({ index }, n) => {
      const before = found[n];
      return run.slice((before?.index ?? 0) + (before?.[0].length ?? 0), index);
    });
    const said = wordsOf(
      found.map(([sign]) => letters.get(sign) ?? ''),
      gaps,
    );
    const sense = senseOf(said);
    if (sense < SENSE || (sense < FULL_SENSE && !maySay(said))) return run;
    return said;
  });
  return read === text ? undefined : read;
}

function escaped(sign: string): string {
  return sign.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
