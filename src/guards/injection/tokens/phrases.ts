// What words mean as parts of phrases.
import { bits, memory, type Meaning, type PhraseTree } from '../lexicon';
import { letterBit } from '../lexicon/memory';
import type { Builder } from './builder';
import type { Tokens } from './tokens';

const FUNC = bits('FUNC');

/** Adds what words mean as parts of phrases. */
export function setPhrases(builder: Builder, tokens: Tokens): void {
  const { openers, opened, hashes, looselyBy, follows, word: words } = builder;
  const remembered = memory.forgotten === builder.forgotten;
  for (let k = 0; k < opened.length; k++) {
    const i = opened[k] ?? 0;
    if (i + 1 >= tokens.count) continue;
    const hash = hashes[k] ?? 0;
    if (!remembered || hash === 0 || memory.mayOpen(hash, follows[i + 1] ?? 0))
      markFrom(tokens, i, i + 1, openers[k]?.phrases?.next.get(words[i + 1] ?? ''));
    const letters = looselyBy[k] ?? 0;
    // Most words open no such phrase, and the next one need not be looked at.
    if (letters !== 0 && (letterBit(words[i + 1] ?? '') & letters) !== 0)
      markStems(tokens, i, i + 1, openers[k]?.phrases);
  }
}

/** Adds the meanings of the phrases of a tree, which begin at `first` and are the same up to the word at `last`. */
function markFrom(tokens: Tokens, first: number, last: number, tree: PhraseTree | undefined): void {
  if (tree === undefined) return;
  if (tree.meaning !== undefined) mark(tokens, first, last, tree.meaning);
  if (last + 1 >= tokens.count) return;
  if (tree.next.size > 0) markFrom(tokens, first, last + 1, tree.next.get(tokens.word[last + 1] ?? ''));
  markStems(tokens, first, last + 1, tree);
}

/** As `markFrom`, of those phrases that have a stem, or any word, at `last`. */
function markStems(tokens: Tokens, first: number, last: number, tree: PhraseTree | undefined): void {
  if (tree === undefined) return;
  for (const [stem, then] of tree.stems)
    if (tokens.word[last]?.startsWith(stem) === true) markFrom(tokens, first, last, then);
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
