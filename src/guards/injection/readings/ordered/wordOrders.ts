// Words of a line in another order, whether or not the text tells it: from the last to the first, by pairs, the odd ones before the
// even ones, every so many of them a word of the message.
import { hashOf } from '../../lexicon';
import type { Tokens } from '../../tokens';
import { wordSet } from '../../wordSet';
import { fluencyOf } from '../fluency';
import { maySay } from '../speech';

/** Words that stand before a noun, or before one that stands before it. */
const DETERMINERS = hashes(
  'an the my your our their le la les une des du au aux mon ma mes ton tes son ses notre votre nos vos',
);
/** Words that stand behind none of these. */
const BEHIND_NONE = hashes(
  `the my your of to in at from with by for and or but is are was were has have be he she they you that le les une du des au aux de dans pour avec et
  est sont il elle je tu nous vous qui`,
);
/** Words by which a text tells an order. */
const TELLING = hashes(
  `word words mot mots order ordre reversed backwards backward rebours envers pair pairs paire paires odd even impair impairs swap swapped swaps
  partners neighbours voisins turns halves moities moitie shuffled half second third deuxieme troisieme zip weave woven interleaved alternating every
  other battre`,
);
const FEWEST_WORDS = 7;
const MOST_WORDS = 90;
const MOST_LINES = 60;
/** So well words stand in the order of a sentence, and so much better than in another one. */
const FLUENT = -0.4;
const RISE = 0.45;

function hashes(words: string): ReadonlySet<number> {
  return new Set(Array.from(wordSet(words), hashOf));
}

/** The (folded) text with the words of lines in the order in which they are sentences; nothing when all are. Linear: bounded. */
export function inFluentOrder(folded: string, tokens: Tokens): string | undefined {
  const { isTold, places } = disorderIn(tokens);
  if (!isTold && places.length === 0) return undefined;
  const lines = folded.split('\n');
  let changed = false;
  let start = 0;
  for (let n = 0; n < lines.length && n < MOST_LINES; n++) {
    const line = lines[n] ?? '';
    const end = start + line.length;
    const from = start;
    start = end + 1;
    if (!isTold && !places.some((place) => place >= from && place < end)) continue;
    const said = read(line) ?? readTwo(line, lines[n + 1] ?? '');
    if (said === undefined) continue;
    lines[n] = said;
    changed = true;
  }
  return changed ? lines.join('\n') : undefined;
}

/** So many words tell of an order, so near to one another. */
const FEWEST_TELLING = 2;
const NEAR = 12;
/** Of more places none is looked for. */
const MOST_PLACES = 40;

interface Disorder {
  /** The text tells of an order. */
  readonly isTold: boolean;
  /** Where words stand behind others behind which they cannot. */
  readonly places: readonly number[];
}

function disorderIn({ count, hash, start }: Tokens): Disorder {
  const places: number[] = [];
  let [told, last] = [0, -NEAR];
  for (let i = 0; i < count; i++) {
    const here = hash[i] ?? 0;
    if (TELLING.has(here)) {
      told = i - last <= NEAR ? told + 1 : 1;
      last = i;
      if (told >= FEWEST_TELLING) return { isTold: true, places };
    } else if (DETERMINERS.has(here) && BEHIND_NONE.has(hash[i + 1] ?? 0) && places.length < MOST_PLACES)
      places.push(start[i] ?? 0);
  }
  return { isTold: false, places };
}

/** What stands before a sentence in a line: a name, a number, a time, the sign of a comment. */
const HEAD = /^(?:[^:=>|"«»]{0,60}[:=>|"«] ?|[^a-z]{1,24})/;
const BORDERS = /\s[|/;–—-]{1,2}\s|\s?(?:\|{1,2}|\/\/)\s?/;

function read(line: string): string | undefined {
  const head = HEAD.exec(line)?.[0] ?? '';
  for (const from of head === '' ? [0] : [head.length, 0]) {
    const part = line.slice(from);
    const words = part.split(/\s+/).filter((word) => /[a-z]/.test(word));
    if (words.length < FEWEST_WORDS || words.length > MOST_WORDS) continue;
    const best = bestOf(words, () => [...ordersOf(words), ...byTurns(part)]);
    if (best !== undefined) return line.slice(0, from) + best;
  }
  return undefined;
}

/** The words of the two halves of a line by turns, when it has two. */
function byTurns(line: string): string[][] {
  const halves = line.split(BORDERS).map((half) => half.split(/\s+/).filter((word) => word !== ''));
  const [odd = [], even = []] = halves;
  return halves.length === 2 ? [zipped(odd, even)] : [];
}

/** What two lines say, a word of each by turns. */
function readTwo(line: string, next: string): string | undefined {
  const [odd, even] = [line, next].map((one) =>
    one
      .replace(HEAD, '')
      .split(/\s+/)
      .filter((word) => /[a-z]/.test(word)),
  );
  if (odd === undefined || even === undefined || odd.length + even.length < FEWEST_WORDS) return undefined;
  if (Math.abs(odd.length - even.length) > 1 || odd.length > MOST_WORDS) return undefined;
  return bestOf([...odd, ...even], () => [zipped(odd, even)]);
}

/** The order of words that says most; nothing when they stand well as they do. */
function bestOf(words: readonly string[], ordersOf: () => readonly (readonly string[])[]): string | undefined {
  const written = words.join(' ');
  // The words are the same in any order.
  if (!maySay(written)) return undefined;
  const asItStands = fluencyOf(written);
  if (asItStands >= FLUENT) return undefined;
  let best: { said: string; fluency: number } | undefined;
  for (const order of ordersOf()) {
    if (order.length < FEWEST_WORDS) continue;
    const said = order.join(' ');
    const fluency = fluencyOf(said);
    if (fluency >= Math.max(FLUENT, asItStands + RISE, best?.fluency ?? -Infinity)) best = { said, fluency };
  }
  return best !== undefined && maySay(best.said) ? best.said : undefined;
}

const STEPS = [2, 3, 4, 5];

function ordersOf(words: readonly string[]): string[][] {
  const half = (words.length + 1) >> 1;
  return [
    words.toReversed(),
    swapped(words),
    zipped(words.slice(0, half), words.slice(half)),
    ...STEPS.flatMap((step) =>
      Array.from({ length: step }, (_, first) => words.filter((_word, n) => n % step === first)),
    ),
  ];
}

function swapped(words: readonly string[]): string[] {
  return words.map((word, n) => words[n % 2 === 0 ? n + 1 : n - 1] ?? word);
}

function zipped(odd: readonly string[], even: readonly string[]): string[] {
  return odd.flatMap((word, n) => [word, ...even.slice(n, n + 1)]);
}
