// What the first letters of lines or words say, or their first or last words, in a text that says itself that they do.
import { BETWEEN_PASSAGES } from '../../changed';
import { cutUp } from '../../joined';
import { signBits, withBlanks } from '../../lexicon';
import { signed } from '../../punctuation';
import type { Tokens } from '../../tokens';
import { senseOf } from '../sense';
import { standsOften } from '../signs';
import { maySay } from '../speech';

/** `read the initials of each line`, `les premières lettres`, `an acrostic`; the text is folded. */
const LETTERS = /\b(?:acrosti\w{1,4}|initials?|initiales?|first letters?|premieres? lettres?)\b/;
/** `the last letter of each line`, `les dernières lettres` */
const LAST_LETTERS = /\b(?:telesti\w{1,4}|(?:last|final) letters?|dernieres? lettres?)\b/;
const WORDS =
  /\b(?:((?:first|premiers?|opening|leading|initial|(?:beginning|start) of (?:each|every)|debut de chaque) (?:words?|mots?|lines?|lignes?|vers)|words? (?:that|which) (?:opens?|begins?|starts?)|(?:words?|each line|every line) (?:opens|begins|starts) with|mots? (?:qui|que|par lequel|par lesquels) (?:ouvre|commence|debute|entame)\w{0,3}|left (?:edge|margin)|bord gauche)|(?:last|derniers?|ends? of (?:each|every)|fins? de chaque) (?:words?|mots?|lines?|lignes?|vers)|lines? end(?:ing)?s|fins? de (?:lignes?|vers))\b/;
const SIGNS = signBits('acrostic');
/** Fewest lines, or words, that say something together. */
const FEWEST = 8;

/** What the text says by its first letters, or by the first or last words of its lines; nothing when it does not speak of them. Linear. */
export function acrostic(folded: string, tokens: Tokens): string | undefined {
  if ((tokens.signs & SIGNS) === 0) return undefined;
  const words = WORDS.exec(folded);
  if (words !== null) return wordsOf(linesBut(folded, WORDS), words[1] !== undefined);
  const last = LAST_LETTERS.test(folded);
  if (!last && !LETTERS.test(folded)) return undefined;
  const lines = linesBut(folded, last ? LAST_LETTERS : LETTERS).map(
    (line) => (last ? LAST : FIRST).exec(line)?.[1] ?? ' ',
  );
  const told = lines.length + 1 >= FEWEST ? lines : (folded.match(/(?<![a-z'’])[a-z]/g) ?? []);
  const letters = told.join('');
  // A blank line may stand between words.
  return letters.length < FEWEST ? undefined : letters.replace(/[a-z]{12,}/g, (run) => withBlanks(run) ?? run);
}

const FIRST = /^(?:[*|\\/ ]{0,6}[0-9a-f]{7,40} )?[^a-z]*([a-z])/;
const LAST = /([a-z])[^a-z]{0,8}$/;

/** The lines of a text without the one that says how to read them. */
function linesBut(folded: string, telling: RegExp): string[] {
  const lines = folded.split('\n');
  const at = lines.findIndex((line) => telling.test(line));
  return lines.filter((_, n) => n !== at);
}

/** A commit in one line, before its subject. */
const COMMIT = /^[*|\\/ ]{0,6}[0-9a-f]{7,40} /;

function wordsOf(lines: readonly string[], first: boolean): string | undefined {
  if (lines.length < FEWEST / 2) return undefined;
  return lines
    .map((line) => line.replace(COMMIT, '').match(/[a-z]+(?:'[a-z]+)?/g) ?? [])
    .map((words) => words.at(first ? 0 : -1) ?? '')
    .join(' ');
}

/** Hits an item of a list, or a commit in one line. */
const ITEM = /[ \t]{0,8}(?:[-*+•–] |\(?\d{1,3}[.)] |[*|\\/ ]{0,6}[0-9a-f]{7,40} )\S/y;

function isItem(line: string): boolean {
  return isItemAt(line, 0);
}

function isItemAt(text: string, from: number): boolean {
  ITEM.lastIndex = from;
  return ITEM.test(text);
}

/** So much of what the first letters say makes sense. */
const SENSE = 0.9;

/** What the first letters of the items of a list say, with what stands around it, though nobody says that they do; nothing when they say nothing. Linear. */
export function initialsOfList(folded: string): string | undefined {
  if (!standsOften(folded, '\n', FEWEST - 1) || !hasItems(folded)) return undefined;
  const passages = folded.split(BETWEEN_PASSAGES).map((passage) => {
    const lines = passage.split('\n');
    const items = lines.filter(isItem);
    if (items.length < FEWEST || items.length > MOST_ITEMS) return passage;
    const letters = items.map((line) => FIRST.exec(line)?.[1] ?? '').join('');
    const words = cutUp(letters);
    if (words === undefined || senseOf(words) < SENSE || !maySay(words)) return passage;
    return [...lines.filter((line) => !isItem(line)), signed(words)].join('\n');
  });
  const text = passages.join(BETWEEN_PASSAGES);
  return text === folded ? undefined : text;
}

const MOST_ITEMS = 80;

/** Whether so many lines are items. */
function hasItems(folded: string): boolean {
  let items = 0;
  for (let from = 0; items < FEWEST && from >= 0 && from < folded.length;) {
    if (isItemAt(folded, from)) items++;
    const end = folded.indexOf('\n', from);
    from = end < 0 ? end : end + 1;
  }
  return items >= FEWEST;
}
