// Emoji in the place of letters, by a row of them for A to Z, by the row of letters that stands above, or by the initials of their names.
import { matchesOf } from '../../matches';
import { wordsOf } from './letters';
import { senseOf } from './sense';
import { maySay } from './speech';

/** An emoji, without what chooses how it looks: flags, keycaps and tones are no letters here. */
const EMOJI = /\p{Extended_Pictographic}/gu;
const ANY = /[\ud83c-\ud83e\u2300-\u27bf\u2b00-\u2bff]/;
/** Fewest emoji of a text: a legend, and what is said by it. */
const FEWEST = 24;
const FEWEST_SIGNS = 12;
/** Fewest letters of a legend. */
const FEWEST_LETTERS = 7;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
/** A row of one emoji after the other, with little between them. */
const ROW =
  /\p{Extended_Pictographic}(?:[^\p{L}\p{N}\p{Extended_Pictographic}\n]{0,4}\p{Extended_Pictographic}){6,40}/gu;
/** Hits `a b c d e f g`, also in cells. */
const ROW_OF_LETTERS = /(?<![a-z])[a-z](?:[^a-z\d\n]{1,5}[a-z](?![a-z])){6,25}/g;
/** Hits `🐝 abeille`, `🐝 = bee`, and the same the other way about. */
const NAMED = /(\p{Extended_Pictographic})[ :=→-]{0,4}([a-z])[a-z'-]{1,20}/gu;
const NAMED_BEHIND = /(?<![a-z'-])([a-z])[a-z'-]{1,20}[ :=→-]{0,4}(\p{Extended_Pictographic})/gu;
/** So much of what is read makes sense; and so much where no order is in it. */
const SENSE = 0.7;
const FULL_SENSE = 0.8;

interface Legend {
  readonly letters: ReadonlyMap<string, string>;
  /** The text without it. */
  readonly rest: string;
}

/** The (folded) text with letters for emoji by the legend that stands in it; nothing when it has none, or says nothing. Linear. */
export function spelledInEmoji(folded: string): string | undefined {
  if (!ANY.test(folded)) return undefined;
  const times = folded.match(EMOJI) ?? [];
  if (times.length < FEWEST || new Set(times).size * 2 > times.length + FEWEST) return undefined;
  for (const { letters, rest } of legendsOf(folded)) {
    const said = letters.size < FEWEST_LETTERS ? undefined : readBy(letters, rest);
    if (said !== undefined) return said;
  }
  return undefined;
}

function legendsOf(folded: string): Legend[] {
  const legends: Legend[] = [];
  const rows = matchesOf(folded, ROW);
  for (const { 0: row, index } of rows) {
    const emoji = row.match(EMOJI) ?? [];
    if (new Set(emoji).size !== emoji.length) continue;
    const above = matchesOf(folded.slice(Math.max(0, index - LONGEST_ABOVE), index), ROW_OF_LETTERS).at(-1)?.[0];
    const letters = above?.match(/[a-z]/g) ?? [];
    const order = letters.length === emoji.length ? letters : emoji.length === ALPHABET.length ? Array.from(ALPHABET) : []; // prettier-ignore
    if (order.length === 0) continue;
    const rest = folded.slice(0, index) + folded.slice(index + row.length);
    legends.push({ letters: new Map(emoji.map((sign, n) => [sign, order[n] ?? ''])), rest });
  }
  for (const [pattern, sign, letter] of [
    [NAMED, 1, 2],
    [NAMED_BEHIND, 2, 1],
  ] as const) {
    const pairs = matchesOf(folded, pattern);
    const letters = new Map(pairs.map((pair) => [pair[sign] ?? '', pair[letter] ?? '']));
    legends.push({ letters, rest: folded.replace(pattern, '') });
  }
  return legends;
}

const LONGEST_ABOVE = 200;

function readBy(letters: ReadonlyMap<string, string>, text: string): string | undefined {
  const read = text.replace(SAID, (run) => {
    const found = matchesOf(run, EMOJI);
    if (found.length < FEWEST_SIGNS || found.some(({ 0: sign }) => !letters.has(sign))) return run;
    const gaps = found.slice(1).map(({ index }, n) => {
      const before = found[n];
      return run.slice((before?.index ?? 0) + (before?.[0].length ?? 0), index);
    });
    const said = wordsOf(found.map(({ 0: sign }) => letters.get(sign) ?? ''), gaps); // prettier-ignore
    const sense = senseOf(said);
    return sense < SENSE || (sense < FULL_SENSE && !maySay(said)) ? run : said;
  });
  return read === text ? undefined : read;
}

const SAID =
  /\p{Extended_Pictographic}(?:[^\p{L}\p{N}\p{Extended_Pictographic}]{0,5}\p{Extended_Pictographic}){11,600}/gu;
