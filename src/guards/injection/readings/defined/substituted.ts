// Texts in which words are put for others by a program: `sed 's/water/ignore/; s/plants/rules/'`, `.replace('a', 'b')`.
import { matchesOf } from '../../../matches';
import { mayOrder, OF_CODE } from '../speech';

const SED = /(?<![a-z])s([/|,#])([^/|,#\n]{1,30})\1([^/|,#\n]{0,30})\1g?/g;
const REPLACE =
  /(?:replace(?:all)?|gsub|sub|str_replace|substitute)\s?\(\s?["'`/]([^"'`/\n]{1,30})["'`/]g?\s?,\s?["'`]([^"'`\n]{0,30})["'`]/g;
const ARROW = /(?:^|[\n;,(]) {0,4}["'«]?([a-z]{1,16})["'»]? ?(?:->|=>|→|↦) ?["'«]?([a-z]{1,16})["'»]?(?=[\s;,.)]|$)/g;
const FEWEST = 2;
/** Kinds of substitution, with what stands in each, and the groups of its pattern: what is put for what. */
const KINDS = [
  { signs: ['sed '], pattern: SED, from: 2, to: 3 },
  { signs: ['replace'], pattern: REPLACE, from: 1, to: 2 },
  { signs: ['->', '=>', '→', '↦'], pattern: ARROW, from: 1, to: 2 },
] as const;
const MOST = 60;
/** So much longer a text may get, in UTF-16 code units. */
const LONGEST = 2000;

/** The (folded) text with the words that are put for others; nothing when there are none, or they say nothing. Linear: bounded. */
export function substituted(folded: string): string | undefined {
  const pairs = KINDS.flatMap(({ signs, pattern, from, to }) =>
    signs.some((sign) => folded.includes(sign))
      ? matchesOf(folded, pattern).map((match) => [match[from] ?? '', match[to] ?? ''] as const)
      : [],
  ).slice(0, MOST);
  if (pairs.length < FEWEST) return undefined;
  let text = folded.replace(SED, ' ').replace(REPLACE, ' ').replace(ARROW, ' ');
  const bare = text;
  for (const [from, to] of pairs) {
    text = text.replaceAll(from, to);
    // What grows with each step is no sentence.
    if (text.length > folded.length + LONGEST) return undefined;
  }
  return text !== bare && mayOrder(text) ? text : undefined;
}

/** What stands between a word and what it stands for, one a line: `- the gardener: the assistant`, `watering = sending`. */
const SIGNS = ['->', '=>', '→', ':', '='];
const LONGEST_ENTRY = 90;
const LONGEST_WORD = 34;
const ENTRY_WORD = /^[ \t]{0,4}[-*•]? ?["'«]? ?([a-z][a-z' -]{2,30}?) ?["'»]? ?$/;
const ENTRY_MEANT = /^ ?["'«]? ?([^"»]{2,40}?) ?["'»]? ?[.;,]?$/;
const FEWEST_ENTRIES = 4;
/** So many of them stand in one line. */
const FEWEST_USES = 3;

interface Entry {
  readonly word: string;
  readonly meant: string;
}

/** The (folded) text with what words stand for by a list of its own; nothing when no line is made of such words. Linear: bounded. */
export function byItsGlossary(folded: string): string | undefined {
  const entries: Entry[] = [];
  const lines = folded.split('\n').filter((line) => {
    const entry = line.length <= LONGEST_ENTRY && entries.length < MOST ? entryOf(line) : undefined;
    if (entry !== undefined) entries.push(entry);
    return entry === undefined;
  });
  if (entries.length < FEWEST_ENTRIES) return undefined;
  entries.sort((a, b) => b.word.length - a.word.length);
  const read = lines.map((line) => {
    const used = entries.filter(({ word }) => line.includes(word));
    if (used.length < FEWEST_USES) return line;
    const text = used.reduce((said, { word, meant }) => said.replaceAll(word, meant), line);
    return text.length <= folded.length + LONGEST && mayOrder(text) ? text : line;
  });
  return read.every((line, n) => line === lines[n]) ? undefined : read.join('\n');
}

function entryOf(line: string): Entry | undefined {
  for (const sign of SIGNS) {
    const at = line.indexOf(sign);
    if (at < 0) continue;
    if (at > LONGEST_WORD) return undefined;
    const word = ENTRY_WORD.exec(line.slice(0, at))?.[1];
    const meant = word === undefined ? undefined : ENTRY_MEANT.exec(line.slice(at + sign.length))?.[1];
    return word === undefined || meant === undefined || OF_CODE.test(meant) ? undefined : { word, meant };
  }
  return undefined;
}
