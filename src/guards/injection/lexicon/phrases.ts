// The phrases that begin with a word, as a tree: what they share is compared once.
import { hashOf } from './hash';
import type { Meaning } from './table';

/** A phrase as it is listed. */
export interface Phrase extends Meaning {
  /** The words after the first; a trailing `*` stands for any ending, a lone `*` for any word. */
  readonly rest: readonly string[];
}

/** What phrases go on with behind the words so far. */
export interface PhraseTree {
  /** What the phrase means that ends here. */
  meaning: Meaning | undefined;
  /** By the hash of the next word. Another word has the same once in four thousand million; who seeks one could write the phrase. */
  readonly next: Map<number, PhraseTree>;
  /** Next words that are stems, without their `*`; the empty one is any word. */
  readonly stems: StemBranch[];
}

interface StemBranch {
  readonly stem: string;
  /** The first unit of the stem, by which most words are told apart; 0 of the empty one. */
  readonly first: number;
  readonly tree: PhraseTree;
}

/** Takes the phrases that begin with one word. */
export function treeOf(phrases: readonly Phrase[]): PhraseTree {
  const root = newTree();
  for (const { rest, lo, mid, hi, top } of phrases) {
    let tree = root;
    for (const word of rest) tree = branch(tree, word);
    const same = tree.meaning ?? { lo: 0, mid: 0, hi: 0, top: 0 };
    tree.meaning = { lo: same.lo | lo, mid: same.mid | mid, hi: same.hi | hi, top: same.top | top };
  }
  return root;
}

function branch(tree: PhraseTree, word: string): PhraseTree {
  const stem = word.endsWith('*') ? word.slice(0, -1) : undefined;
  const known = stem === undefined ? tree.next.get(hashOf(word)) : tree.stems.find((one) => one.stem === stem)?.tree;
  if (known !== undefined) return known;
  const added = newTree();
  if (stem === undefined) tree.next.set(hashOf(word), added);
  else tree.stems.push({ stem, first: stem === '' ? 0 : stem.charCodeAt(0), tree: added });
  return added;
}

function newTree(): PhraseTree {
  return { meaning: undefined, next: new Map(), stems: [] };
}
