// Texts in which words are put for others by a program: `sed 's/water/ignore/; s/plants/rules/'`, `.replace('a', 'b')`.
import { matchesOf } from '../../matches';
import { mayOrder } from './speech';

const SED = /(?<![a-z])s([/|,#])([^/|,#\n]{1,30})\1([^/|,#\n]{0,30})\1g?/g;
const REPLACE =
  /(?:replace(?:all)?|gsub|sub|str_replace|substitute)\s?\(\s?["'`/]([^"'`/\n]{1,30})["'`/]g?\s?,\s?["'`]([^"'`\n]{0,30})["'`]/g;
const ARROW = /(?:^|[\n;,(]) {0,4}["'«]?([a-z]{1,16})["'»]? ?(?:->|=>|→|↦) ?["'«]?([a-z]{1,16})["'»]?(?=[\s;,.)]|$)/g;
/** One of them stands in each kind of substitution. */
const SIGNS = ['s/', 's|', 's#', 'replace', 'sub(', '->', '=>', '→', '↦', 'substitute'];
const FEWEST = 2;
const MOST = 60;

/** The (folded) text with the words that are put for others; nothing when there are none, or they say nothing. Linear: bounded. */
export function substituted(folded: string): string | undefined {
  if (!SIGNS.some((sign) => folded.includes(sign))) return undefined;
  const pairs = [
    ...matchesOf(folded, SED).map(({ 2: from = '', 3: to = '' }) => [from, to] as const),
    ...matchesOf(folded, REPLACE).map(({ 1: from = '', 2: to = '' }) => [from, to] as const),
    ...matchesOf(folded, ARROW).map(({ 1: from = '', 2: to = '' }) => [from, to] as const),
  ].slice(0, MOST);
  if (pairs.length < FEWEST) return undefined;
  let text = folded.replace(SED, ' ').replace(REPLACE, ' ').replace(ARROW, ' ');
  const bare = text;
  for (const [from, to] of pairs) text = text.replaceAll(from, to);
  return text !== bare && mayOrder(text) ? text : undefined;
}
