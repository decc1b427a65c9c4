// Passages put back together as stretches of their documents, and cut into pieces that can be quoted.
import type { Language } from '../../base/l10n';
import { detectLanguage } from '../../base/language';
import type { Passage } from '../types';
import { isProse, units, type Unit } from './sentences';
import { conceptsOf } from './concepts';
import { words } from './words';

/** A unit with where it stands in the file and the stems it is made of. */
export interface Piece extends Unit {
  readonly passage: Passage;
  /** Lines of the file, counted from 1. */
  readonly startLine: number;
  readonly endLine: number;
  readonly inside: Bag;
  /** The headings, the lead and the names in the path. */
  readonly around: Bag;
  /** Score of its passage, 0 to 1 within one answer. */
  readonly prior: number;
}

/** A stretch of one document without gaps. */
export interface Stretch {
  readonly pieces: readonly Piece[];
  readonly all: Bag;
}

/** The words of a text for comparing. */
export interface Bag {
  readonly stems: ReadonlySet<string>;
  /** The stems by their first four letters: only those can be forms of one word. */
  readonly byStart: ReadonlyMap<string, readonly string[]>;
  readonly concepts: ReadonlySet<number>;
}

/** The stretches of the passages; overlapping and neighbouring passages of a file become one. */
export function documentsOf(passages: readonly Passage[], language: Language): Stretch[] {
  const scores = passages.map(({ score }) => score);
  const top = Math.max(...scores);
  const low = Math.min(...scores);
  const prior = (score: number) => (top > low ? (score - low) / (top - low) : 1);
  return merge(passages).map((parts) => stretch(parts, language, prior));
}

/** Passages of one file whose lines touch or overlap, in order of their lines. */
function merge(passages: readonly Passage[]): [Passage, ...Passage[]][] {
  const sorted = [...passages].sort(
    (a, b) => compare(a.root, b.root) || compare(a.path, b.path) || a.startLine - b.startLine || b.endLine - a.endLine,
  );
  const found: [Passage, ...Passage[]][] = [];
  let end = 0;
  for (const passage of sorted) {
    const group = found.at(-1);
    const last = group?.at(-1);
    const touches =
      last?.path === passage.path &&
      last.root === passage.root &&
      passage.startLine <= end + 1 &&
      isWhole(passage) &&
      isWhole(last) &&
      agree(last, passage);
    if (group && touches) {
      group.push(passage);
      end = Math.max(end, passage.endLine);
    } else {
      found.push([passage]);
      end = passage.endLine;
    }
  }
  return found;
}

/** Whether the text is whole lines; a part of a line that is too long, or a page of a PDF, is not. */
const isWhole = ({ text, startLine, endLine }: Passage): boolean => lineCount(text) === endLine - startLine + 1;

/** Whether the line that both have, if any, is the same in both: it is not when each has another part of it. */
function agree(earlier: Passage, later: Passage): boolean {
  const shared = earlier.text.split('\n')[later.startLine - earlier.startLine];
  return shared === undefined || shared === later.text.split('\n')[0];
}

function stretch(
  parts: readonly [Passage, ...Passage[]],
  language: Language,
  prior: (score: number) => number,
): Stretch {
  const [first] = parts;
  const lines: string[] = [];
  const owner: Passage[] = [];
  for (const part of parts)
    for (const [i, line] of part.text.split(/\r?\n/u).entries()) {
      const at = part.startLine - first.startLine + i;
      const known = owner[at];
      if (known === undefined || part.score > known.score) owner[at] = part;
      lines[at] ??= line;
    }
  const own = isProse(first.language) ? detectLanguage(lines.join('\n')) : 'en';
  const path = first.path.replace(/\.[a-z0-9]+$/iu, '').replaceAll('/', ' ');
  const pieces = units(lines.join('\n'), first.language).map((unit): Piece => {
    const passage = owner[unit.first] ?? first;
    const around = [path, ...passage.heading, ...unit.heading, unit.lead ?? ''].join('\n');
    const lastLine = Math.max(...parts.map(({ endLine }) => endLine));
    const startLine = Math.min(first.startLine + unit.first, lastLine);
    return {
      ...unit,
      passage,
      startLine,
      endLine: Math.max(startLine, Math.min(first.startLine + unit.last, lastLine)),
      inside: bagOf(unit.text, language, own),
      around: bagOf(around, language, own),
      prior: prior(passage.score),
    };
  });
  return { pieces, all: union(pieces.flatMap(({ inside, around }) => [inside, around])) };
}

/** Stems in the language of the question, so that equal words stay equal; concepts in the language of the text. */
function bagOf(text: string, asked: Language, own: Language): Bag {
  const found = words(text, asked);
  return bag(
    new Set(found.map(({ stem }) => stem)),
    new Set(found.flatMap(({ raw, kind }) => (kind === 'word' ? conceptsOf(raw, own) : []))),
  );
}

const union = (bags: readonly Bag[]): Bag =>
  bag(new Set(bags.flatMap(({ stems }) => [...stems])), new Set(bags.flatMap(({ concepts }) => [...concepts])));

function bag(stems: ReadonlySet<string>, concepts: ReadonlySet<number>): Bag {
  const byStart = new Map<string, string[]>();
  for (const stem of stems) {
    const start = stem.slice(0, 4);
    const list = byStart.get(start);
    if (list) list.push(stem);
    else byStart.set(start, [stem]);
  }
  return { stems, byStart, concepts };
}

const lineCount = (text: string): number => text.split('\n').length;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
