// What words mean as parts of phrases.
import { bits, memory, type Meaning, type PhraseTree } from '../lexicon';
import { letterBit } from '../lexicon/memory';
import type { Builder } from './builder';
import type { Tokens } from './tokens';

const FUNC = bits('FUNC');

/** Adds what words mean as parts of phrases. */
export function setPhrases(builder: Builder, tokens: Tokens): void {
  const { trees, opensBy, follows, looselyBy } = builder;
  const remembered = memory.forgotten === builder.forgotten;
  for (let i = 0; i + 1 < tokens.count; i++) {
    const tree = trees[i];
    if (tree === undefined) continue;
    const next = follows[i + 1] ?? 0;
    const hash = opensBy[i] ?? 0;
    if (next !== 0 && (hash === 0 || !remembered || memory.mayOpen(hash, next)))
      markFrom(tokens, i, i + 1, tree.next.get(next));
    const letters = looselyBy[i] ?? 0;
    // Most words open no such phrase, and the next one need not be looked at.
    if (letters !== 0 && (letterBit(firstUnit(tokens, i + 1)) & letters) !== 0) markStems(tokens, i, i + 1, tree);
  }
}

/** Adds the meanings of the phrases of a tree, which begin at `first` and are the same up to the word at `last`. */
function markFrom(tokens: Tokens, first: number, last: number, tree: PhraseTree | undefined): void {
  if (tree === undefined) return;
  if (tree.meaning !== undefined) mark(tokens, first, last, tree.meaning);
  if (last + 1 >= tokens.count) return;
  if (tree.next.size > 0) markFrom(tokens, first, last + 1, tree.next.get(tokens.hash[last + 1] ?? 0));
  if (tree.stems.length > 0) markStems(tokens, first, last + 1, tree);
}

/** As `markFrom`, of those phrases that have a stem, or any word, at `last`. */
function markStems(tokens: Tokens, first: number, last: number, { stems }: PhraseTree): void {
  const unit = firstUnit(tokens, last);
  for (const { stem, first: letter, tree } of stems)
    if (letter === 0 || (letter === unit && tokens.word[last]?.startsWith(stem) === true))
      markFrom(tokens, first, last, tree);
}

/** The first unit of a word as it reads. */
function firstUnit(tokens: Tokens, i: number): number {
  return tokens.disguised[i] === 1 ? (tokens.word[i]?.charCodeAt(0) ?? 0) : (tokens.units[tokens.start[i] ?? 0] ?? 0);
}

function mark(tokens: Tokens, first: number, last: number, { lo, mid, hi, top }: Meaning): void {
  tokens.lo[first] = (tokens.lo[first] ?? 0) | lo;
  tokens.mid[first] = (tokens.mid[first] ?? 0) | mid;
  tokens.hi[first] = (tokens.hi[first] ?? 0) | hi;
  tokens.top[first] = (tokens.top[first] ?? 0) | top;
  if (lo === 0 && mid === 0 && hi === 0) return;
  // The rest of a phrase is no stranger between the slots of a rule.
  for (let i = first + 1; i <= last; i++) tokens.hi[i] = (tokens.hi[i] ?? 0) | FUNC.hi;
}
