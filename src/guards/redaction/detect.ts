// Finds every sensitive piece of a text in one scan, and settles which pieces overlap.
import { unitsOf } from '../normalise';
import type { KeywordScanner } from './scan/keywords';
import { buildLexicon, type Action } from './lexicon';
import { findAddress, findTown } from './personal/addresses';
import { findEmail } from './personal/contact';
import { findBirthDate } from './personal/fields';
import { findNamed } from './personal/names';
import { findHexGroups, findLettered, findNumber } from './personal/numbers';
import { findBotToken, findMarked } from './secrets/providers';
import { View, type Finding } from './view';

let lexicon: KeywordScanner<Action> | undefined;

/** Result of a scan: disjoint findings in order, and where the text is not decided yet (its length when all is). */
export interface Detection {
  readonly findings: readonly Finding[];
  readonly decided: number;
}

/**
 * Scans the text `given`. While more text may follow (`final` false), findings and text from `decided` on may still change.
 * Linear in the length of the text.
 */
export function detect(given: string, final = true): Detection {
  lexicon ??= buildLexicon();
  // Placeholders are read as a word that means nothing: what stands beside one is what stood beside the value.
  const hasPlaceholders = given.includes('\u27e6');
  const text = hasPlaceholders ? given.replace(PLACEHOLDER, (placeholder) => 'x'.repeat(placeholder.length)) : given;
  const view = new View(text, final);
  lexicon.scan(
    unitsOf(text),
    0,
    text.length,
    (action, start, end) => action(view, start, end),
    (code, i) => startAt(view, code, i),
  );
  if (!final) view.hold(lastRun(text));
  const decided = Math.min(text.length, view.held);
  const found = hasPlaceholders
    ? view.found.filter(({ start, end }) => !given.slice(start, end).includes('\u27e6'))
    : view.found;
  return settle(found, decided);
}

/** Looks for what a character that is watched may begin. */
function startAt(view: View, code: number, at: number): void {
  switch (code) {
    case 64:
      findEmail(view, at);
      return;
    case 95:
      findMarked(view, at);
      return;
    case 45:
      findMarked(view, at);
      findHexGroups(view, at);
      return;
    case 58:
      findHexGroups(view, at);
      return;
    case 46:
      findBotToken(view, at);
      return;
    default: {
      const ahead = at > 0 ? view.text.charCodeAt(at - 1) : 32;
      if (code > 57) {
        if (!isLetter(ahead)) findNamed(view, at);
      } else if (ahead < 48 || ahead > 57) startNumber(view, at);
    }
  }
}

const PLACEHOLDER = /\u27e6[A-Z][A-Z0-9_]{0,63}_\d{1,9}\u27e7/gu;

function startNumber(view: View, at: number): void {
  findNumber(view, at);
  findLettered(view, at);
  findAddress(view, at);
  findTown(view, at);
  findBirthDate(view, at);
}

/** The last run without blanks is not complete while more text may come; a run longer than this is let go. */
const LONGEST_RUN = 4096;

function lastRun(text: string): number {
  let i = text.length;
  while (i > 0 && !isBlank(text.charCodeAt(i - 1))) i--;
  if (text.length - i > LONGEST_RUN) return text.length;
  // The word ahead of "[at]" is the first half of an address.
  if (!/^(?:$|[[({<@]|a(?:$|r(?:$|o)))/u.test(text.slice(i, i + 3))) return i;
  let word = i;
  while (word > 0 && i - word < 68 && isBlank(text.charCodeAt(word - 1))) word--;
  while (word > 0 && i - word < 68 && !isBlank(text.charCodeAt(word - 1))) word--;
  return word;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0x17f);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Joins findings that overlap: all that any of them covers goes, under the name of the most certain one. */
function settle(found: Finding[], decided: number): Detection {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const findings: Finding[] = [];
  let current: { start: number; end: number; type: string; priority: number } | undefined;
  for (const finding of found) {
    if (current !== undefined && finding.start < current.end) {
      if (finding.priority > current.priority) {
        current.type = finding.type;
        current.priority = finding.priority;
      }
      current.end = Math.max(current.end, finding.end);
      continue;
    }
    current = { ...finding };
    findings.push(current);
  }
  // A piece that reaches into the undecided part may still grow or be renamed: it waits as a whole.
  const open = findings.findIndex((finding) => finding.end > decided);
  const first = open < 0 ? undefined : findings[open];
  return first === undefined
    ? { findings, decided }
    : { findings: findings.slice(0, open), decided: Math.min(decided, first.start) };
}
