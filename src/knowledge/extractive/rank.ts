// Ranks the pieces of the documents for a question, and chooses which of them to quote.
import type { Language } from '../../base/l10n';
import { conceptsOf } from './concepts';
import type { Bag, Piece, Stretch } from './documents';
import { expectationOf, isNumber, meets, type Expectation } from './expectation';
import { fold } from './vocabulary';
import { likeness, stem, terms, withoutWords, words, type Term } from './words';

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
  /** For each content word of the question, how much of it is lacking, times its weight relative to the heaviest. */
  readonly lacks: readonly number[];
  /** Share of the question's weight that the headings and the lead cover. */
  readonly titled: number;
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
  readonly concepts: readonly number[];
  /** Names the kind of thing that is asked for ("price", "durée"): a text with such a thing need not repeat the word. */
  readonly kindOnly: boolean;
}

/** Kinds of money, codes and sizes that differ from one another: a price does not answer a question about a salary. */
const particular = new Set(
  'salary salaire bonus prime fine amende fee code pin password identifiant version port majority majorite temperature salaires'.split(
    ' ',
  ),
);
/** How much a word counts that stands in the headings, in the same paragraph, elsewhere in the passage. */
const aroundWeight = 0.8;
const besideWeight = 0.6;
const anywhereWeight = 0.35;
/** How much another word for the same thing counts. */
const conceptWeight = 0.7;

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
  const { expects, words: kindWords, counted } = expectationOf(question);
  const weighted = weigh(asked, stretches, language, kindWords, statistics);
  const countedStems = new Set(terms(counted ?? '', language).map((term) => term.stem));
  const hints = new Set((headingWords[language][expects] ?? []).map((word) => stem(word, language)));
  return stretches
    .flatMap((stretch) =>
      stretch.pieces.map((piece, i) => judge(stretch, piece, i, weighted, expects, countedStems, language, hints)),
    )
    .filter(({ features }) => features.coverage > 0)
    .sort((a, b) => b.score - a.score);
}

/** Weights of the terms: rare ones, names and numbers say more. */
function weigh(
  asked: readonly Term[],
  stretches: readonly Stretch[],
  language: Language,
  kindWords: string,
  statistics?: WordStatistics,
): Weighted[] {
  const n = statistics?.documents ?? stretches.length;
  const concepts = asked.map((term) => (term.kind === 'word' ? conceptsOf(term.raw, language) : []));
  const raw = asked.map((term, i) => {
    const df = statistics
      ? statistics.frequency(term.stem)
      : stretches.filter(({ all }) => match(term.stem, concepts[i] ?? [], all) > 0).length;
    // Few passages are a poor sample, all chosen for this question: rarity counts for half there.
    const rarity = Math.log(1 + (n - Math.min(df, n) + 0.5) / (df + 0.5)) / Math.log(1 + (n + 0.5) / 0.5);
    const spread = statistics ? 0.25 + 0.75 * rarity : 0.5 + 0.5 * rarity;
    return term.weight * spread * (term.name || term.kind === 'number' ? 1.3 : 1);
  });
  const total = raw.reduce((a, b) => a + b, 0);
  const top = Math.max(...raw);
  const kinds = new Set(kindWords.split(/[^\p{L}\p{N}]+/u));
  return asked.map((term, i) => ({
    ...term,
    share: (raw[i] ?? 0) / total,
    heft: (raw[i] ?? 0) / top,
    concepts: concepts[i] ?? [],
    kindOnly: kinds.has(fold(term.raw)) && !particular.has(fold(term.raw)),
  }));
}

function judge(
  stretch: Stretch,
  piece: Piece,
  index: number,
  asked: readonly Weighted[],
  expects: Expectation,
  counted: ReadonlySet<string>,
  language: Language,
  hints: ReadonlySet<string>,
): Candidate {
  const near = [stretch.pieces[index - 1], stretch.pieces[index + 1]].filter((other) => other?.group === piece.group);
  const hinted = [...hints].some((hint) => piece.around.stems.has(hint));
  const fit = fitOf(piece, asked, expects, counted, language, hinted);
  let coverage = 0;
  let own = 0;
  let titled = 0;
  const lacks: number[] = [];
  let nameMissing = 0;
  for (const term of asked) {
    const kind = term.kindOnly && expects !== 'procedure' ? 0.9 * fit : 0;
    const inside = Math.max(kind, match(term.stem, term.concepts, piece.inside));
    const around = match(term.stem, term.concepts, piece.around);
    titled += term.share * around;
    let covered = Math.max(inside, aroundWeight * around);
    for (const other of near)
      if (other) covered = Math.max(covered, besideWeight * match(term.stem, term.concepts, other.inside));
    covered = Math.max(covered, anywhereWeight * match(term.stem, term.concepts, stretch.all));
    coverage += term.share * covered;
    own += term.share * inside;
    const lack = term.heft * (1 - covered);
    lacks.push(lack);
    if (term.name || term.kind === 'number') nameMissing = Math.max(nameMissing, lack);
  }
  const bonus =
    (expects === 'procedure' && isStep(piece) ? 0.12 : 0) + (hinted ? (expects === 'reason' ? 0.25 : 0.08) : 0);
  // Prose says it better than code, unless the question speaks of code.
  const size = piece.kind === 'code' && !asked.some(({ kind }) => kind === 'identifier') ? 0.1 : 0;
  const score = 0.6 * coverage + 0.4 * own + 0.25 * (fit - 1) + bonus - size + 0.1 * piece.prior;
  return {
    piece,
    stretch,
    score,
    features: {
      coverage,
      own,
      missing: Math.max(...lacks),
      nameMissing,
      unmet: 1 - fit,
      short: asked.length <= 1 ? 1 : 0,
    },
    lacks,
    titled,
  };
}

const isStep = ({ step, kind }: Piece): boolean => step || kind === 'item' || kind === 'code';

/** How well a piece holds the kind of thing that is asked for. */
function fitOf(
  piece: Piece,
  asked: readonly Weighted[],
  expects: Expectation,
  counted: ReadonlySet<string>,
  language: Language,
  hinted: boolean,
): number {
  if (expects === 'procedure' && isStep(piece)) return 1;
  if (expects === 'reason' && hinted) return 1;
  if (expects === 'definition') return defines(piece, asked, language) ? 1 : 0.75;
  if (expects === 'number' && counted.size > 0) return counts(piece.text, counted, language);
  // "The release captain decides" does not say who the captain is: the question's own words cannot answer it.
  return meets(
    expects,
    withoutWords(piece.text, language, (word) => asked.some((term) => !term.kindOnly && term.stem === word.stem)),
  );
}

/** "Two key holders", "holders: 2": a number next to what is counted; less when the thing goes by another name here. */
function counts(text: string, counted: ReadonlySet<string>, language: Language): number {
  const found = words(text, language);
  const places = found.flatMap(({ stem: word }, i) => (counted.has(word) ? [i] : []));
  if (places.some((at) => found.slice(Math.max(0, at - 4), at + 3).some(({ raw }) => isNumber(raw)))) return 1;
  return found.some(({ raw }) => isNumber(raw)) ? (places.length > 0 ? 0.6 : 0.75) : 0;
}

/** "Quay signs the releases", "A canary is …": a sentence or row that begins with what is asked. */
function defines({ text, kind }: Piece, asked: readonly Weighted[], language: Language): boolean {
  const first = terms(text.slice(0, 80), language).slice(0, 2);
  return kind !== 'code' && kind !== 'item' && first.some(({ stem: word }) => asked.some((term) => term.stem === word));
}

/** The features of an answer that quotes all of `quoted`, the best first: a word that one piece lacks another may hold, but not a name. */
export function jointFeatures(quoted: readonly [Candidate, ...Candidate[]]): Features {
  const [top] = quoted;
  const least = top.lacks.map((_, i) => Math.min(...quoted.map(({ lacks }) => lacks[i] ?? 1)));
  return { ...top.features, missing: Math.max(...least) };
}

/** How well a bag holds a word: itself, a longer form of it, or another word for the same thing. */
function match(wanted: string, concepts: readonly number[], { stems, byStart, concepts: held }: Bag): number {
  if (stems.has(wanted)) return 1;
  if (concepts.some((concept) => held.has(concept))) return conceptWeight;
  let found = 0;
  for (const other of byStart.get(wanted.slice(0, 4)) ?? []) found = Math.max(found, likeness(wanted, other));
  return found;
}

/** Pieces that are quoted together, at least one. */
export type Quote = readonly [Piece, ...Piece[]];

/** The best candidate and others nearly as good, at most `limit`, best first. */
export function nearBest(ranked: readonly Candidate[], limit: number): Candidate[] {
  const [top] = ranked;
  if (!top) return [];
  // What does not hold the kind of thing that is asked for adds nothing to an answer that does.
  return ranked
    .filter(({ score, features }) => score >= nearlyAsGood * top.score && features.unmet <= top.features.unmet + 0.2)
    .slice(0, limit);
}

/** What to quote of these candidates, in document order; a procedure is quoted whole. */
export function choose(candidates: readonly Candidate[], question: string): Quote[] {
  const procedure = expectationOf(question).expects === 'procedure';
  const chosen: Quote[] = [];
  const taken = new Set<Piece>();
  for (const { piece, stretch, titled } of candidates) {
    if (taken.has(piece)) continue;
    // All steps only where the headings say that this is the procedure: else one step happens to share a word.
    const whole = procedure && piece.step && titled >= 0.4 && stretch === candidates[0]?.stretch;
    const quote = whole ? steps(piece, stretch) : ([piece] as const);
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
