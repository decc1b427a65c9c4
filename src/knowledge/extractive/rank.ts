// Ranks the pieces of the documents for a question, and chooses which of them to quote.
import type { Language } from '../../base/l10n';
import type { Piece, Stretch } from './documents';
import { expectationOf, meets, type Expectation } from './expectation';
import { likeness, stem, type Term } from './words';

/** How often words occur in the whole index; without it the passages themselves are counted. */
export interface WordStatistics {
  readonly documents: number;
  /** In how many documents a stem occurs. */
  frequency(stem: string): number;
}

/** A piece with what speaks for it. */
export interface Candidate {
  readonly piece: Piece;
  readonly stretch: Stretch;
  readonly score: number;
  readonly features: Features;
}

/** What the confidence is computed from; each between 0 and 1. */
export interface Features {
  /** Share of the question's weight that the piece covers with its headings and neighbours. */
  readonly coverage: number;
  /** Share that the piece covers by itself. */
  readonly own: number;
  /** How much of the heaviest uncovered word is missing. */
  readonly missing: number;
  /** Same for names and numbers. */
  readonly nameMissing: number;
  /** 1 when the question asks for a kind of thing (a person, a time, …) that is not there. */
  readonly unmet: number;
  /** 1 when the question has one content word only: a match then says little. */
  readonly short: number;
}

/** Share of the best score from which another piece is quoted too. */
const nearlyAsGood = 0.82;

interface Weighted extends Term {
  /** Part of the question's whole weight. */
  readonly share: number;
  /** Relative to the heaviest term. */
  readonly heft: number;
}

const headingWords: Readonly<Record<Language, Partial<Record<Expectation, readonly string[]>>>> = {
  en: {
    reason: ['why', 'context', 'reason', 'rationale', 'decision'],
    procedure: ['step', 'how', 'procedure', 'runbook'],
  },
  fr: {
    reason: ['pourquoi', 'contexte', 'raison', 'motif', 'décision'],
    procedure: ['étape', 'comment', 'procédure', 'marche'],
  },
};

/** All pieces that share something with the question, best first. */
export function rank(
  question: string,
  asked: readonly Term[],
  stretches: readonly Stretch[],
  language: Language,
  statistics?: WordStatistics,
): Candidate[] {
  if (asked.length === 0) return [];
  const weighted = weigh(asked, stretches, statistics);
  const expectation = expectationOf(question);
  const hints = new Set((headingWords[language][expectation] ?? []).map((word) => stem(word, language)));
  return stretches
    .flatMap((stretch) => stretch.pieces.map((piece, i) => judge(stretch, piece, i, weighted, expectation, hints)))
    .filter(({ features }) => features.coverage > 0)
    .sort((a, b) => b.score - a.score);
}

/** Weights of the terms: rare ones, names and numbers say more. */
function weigh(asked: readonly Term[], stretches: readonly Stretch[], statistics?: WordStatistics): Weighted[] {
  const n = statistics?.documents ?? stretches.length;
  const raw = asked.map((term) => {
    const df = statistics
      ? statistics.frequency(term.stem)
      : stretches.filter(({ stems }) => best(term.stem, stems) > 0).length;
    // Few passages are a poor sample, all chosen for this question: rarity counts for half there.
    const rarity = Math.log(1 + (n - Math.min(df, n) + 0.5) / (df + 0.5)) / Math.log(1 + (n + 0.5) / 0.5);
    return (
      term.weight *
      (statistics ? 0.25 + 0.75 * rarity : 0.5 + 0.5 * rarity) *
      (term.name || term.kind === 'number' ? 1.3 : 1)
    );
  });
  const total = raw.reduce((a, b) => a + b, 0);
  const top = Math.max(...raw);
  return asked.map((term, i) => ({ ...term, share: (raw[i] ?? 0) / total, heft: (raw[i] ?? 0) / top }));
}

function judge(
  stretch: Stretch,
  piece: Piece,
  index: number,
  asked: readonly Weighted[],
  expectation: Expectation,
  hints: ReadonlySet<string>,
): Candidate {
  const near = [stretch.pieces[index - 1], stretch.pieces[index + 1]].filter((other) => other?.group === piece.group);
  let coverage = 0;
  let own = 0;
  let missing = 0;
  let nameMissing = 0;
  for (const term of asked) {
    const inside = best(term.stem, piece.stems);
    const around = best(term.stem, piece.around);
    const beside = Math.max(0, ...near.map((other) => (other ? best(term.stem, other.stems) : 0)));
    const anywhere = best(term.stem, stretch.stems);
    const covered = Math.max(inside, 0.8 * around, 0.6 * beside, 0.35 * anywhere);
    coverage += term.share * covered;
    own += term.share * inside;
    const lack = term.heft * (1 - covered);
    missing = Math.max(missing, lack);
    if (term.name || term.kind === 'number') nameMissing = Math.max(nameMissing, lack);
  }
  const fit = meets(expectation, piece.text);
  const procedural =
    expectation === 'procedure' && (piece.step || piece.kind === 'item' || piece.kind === 'code') ? 0.12 : 0;
  const hinted = [...hints].some((hint) => piece.around.has(hint)) ? 0.08 : 0;
  const size = piece.kind === 'code' ? 0.05 : 0;
  const score = 0.6 * coverage + 0.4 * own + 0.25 * (fit - 1) + procedural + hinted - size + 0.1 * piece.prior;
  return {
    piece,
    stretch,
    score,
    features: { coverage, own, missing, nameMissing, unmet: 1 - fit, short: asked.length <= 1 ? 1 : 0 },
  };
}

/** The likeness of the closest stem of a set. */
function best(wanted: string, stems: ReadonlySet<string>): number {
  if (stems.has(wanted)) return 1;
  let found = 0;
  for (const other of stems) if (other.startsWith(wanted.slice(0, 4))) found = Math.max(found, likeness(wanted, other));
  return found;
}

/** Pieces that are quoted together, at least one. */
export type Quote = readonly [Piece, ...Piece[]];

/** The best piece and others nearly as good, in document order; a procedure is quoted whole. */
export function choose(ranked: readonly Candidate[], question: string, limit: number): Quote[] {
  const top = ranked[0];
  if (!top || limit < 1) return [];
  const procedure = expectationOf(question) === 'procedure';
  const chosen: Quote[] = [];
  const taken = new Set<Piece>();
  for (const { piece, stretch, score } of ranked) {
    if (chosen.length >= limit || score < nearlyAsGood * top.score) break;
    if (taken.has(piece)) continue;
    const quote = procedure && piece.step ? steps(piece, stretch) : ([piece] as const);
    for (const other of quote) taken.add(other);
    chosen.push([...quote]);
    if (quote.length > 1) break;
  }
  const order = [...new Set(chosen.map(([{ passage }]) => passage.path))];
  return chosen.sort(
    ([a], [b]) => order.indexOf(a.passage.path) - order.indexOf(b.passage.path) || a.startLine - b.startLine,
  );
}

/** The whole numbered list that a step belongs to. */
function steps(piece: Piece, { pieces }: Stretch): Quote {
  const [first = piece, ...others] = pieces.filter(({ group, kind }) => group === piece.group && kind === 'item');
  return [first, ...others];
}
