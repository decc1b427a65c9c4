// Passages put back together as stretches of their documents, and cut into pieces that can be quoted.
import type { Language } from '../../base/l10n';
import type { Passage } from '../types';
import { units, type Unit } from './sentences';
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
    const whole = lineCount(passage.text) === passage.endLine - passage.startLine + 1;
    const touches =
      last?.path === passage.path &&
      last.root === passage.root &&
      passage.startLine <= end + 1 &&
      whole &&
      lineCount(last.text) === last.endLine - last.startLine + 1;
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
      inside: bagOf(unit.text, language),
      around: bagOf(around, language),
      prior: prior(passage.score),
    };
  });
  return { pieces, all: union(pieces.flatMap(({ inside, around }) => [inside, around])) };
}

function bagOf(text: string, language: Language): Bag {
  const stems = new Set(words(text, language).map(({ stem }) => stem));
  return { stems, concepts: new Set([...stems].flatMap((stem) => conceptsOf(stem, language))) };
}

const union = (bags: readonly Bag[]): Bag => ({
  stems: new Set(bags.flatMap(({ stems }) => [...stems])),
  concepts: new Set(bags.flatMap(({ concepts }) => [...concepts])),
});

const lineCount = (text: string): number => text.split('\n').length;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
