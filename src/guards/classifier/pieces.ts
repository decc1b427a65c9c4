// The tokeniser of the classifier: normalisation and pieces exactly as in training (scripts/classifier/text.py).
import { pointAt } from '../../base/codePoints';

/** What nobody sees, and controls: removed. The rules judge who writes such characters. */
const invisible =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- each is listed for itself
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e01ef}]/gu;
const blanks = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2581\u3000]+/gu;
const loneSurrogates = /\p{Cs}/gu;
const apostrophes = /[\u2018\u2019\u02bc]/gu;

/** Compatibility forms, lower case, no invisible characters, straight apostrophes, single blanks. */
export function normaliseForPieces(text: string): string {
  return text
    .replace(loneSurrogates, '\ufffd')
    .replace(invisible, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(apostrophes, "'")
    .replace(blanks, ' ')
    .replace(/^ | $/gu, '');
}

/** The piece for what no other piece covers. */
export const unknownPiece = 3;
/** What an unknown character costs below the least likely piece, as in the tokenizers library. */
const unknownPenalty = 10;
/** Before each word. */
const wordStart = '▁';
/** Words of ordinary texts come again and again. So many are kept, and as many of those before them. */
const keptWords = 4096;
const longestKept = 64;

/** A unigram model: cuts each word into the likeliest pieces. */
export class Pieces {
  readonly #trie: Trie;
  /** By id: log probabilities. */
  readonly #scores: number[] = [];
  #words = new Map<string, readonly number[]>();
  #earlierWords = new Map<string, readonly number[]>();
  readonly #unknownScore: number;
  // Of the way through a word, see #cut; made once, because words are short and many.
  #best = new Float64Array(longestKept + 2);
  #from = new Int32Array(longestKept + 2);
  #ids = new Int32Array(longestKept + 2);

  /** @param vocabulary piece, tab and log probability, one a line in the order of their ids */
  constructor(vocabulary: string) {
    const lines = vocabulary.split('\n').map((line) => line.split('\t'));
    this.#trie = new Trie(lines.reduce((sum, [piece = '']) => sum + piece.length, 0));
    let least = 0;
    for (const [id, [piece = '', logProbability]] of lines.entries()) {
      if (logProbability === undefined) continue;
      const score = Number(logProbability);
      this.#trie.add(piece, id);
      this.#scores[id] = score;
      least = Math.min(least, score);
    }
    this.#unknownScore = least - unknownPenalty;
  }

  /** The pieces of a text; linear in its length. */
  encode(text: string): number[] {
    const ids: number[] = [];
    for (const word of normaliseForPieces(text).split(' '))
      if (word !== '') for (const id of this.#word(word)) ids.push(id);
    return ids;
  }

  #word(word: string): readonly number[] {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const ids = this.#earlierWords.get(word) ?? this.#cut(wordStart + word);
    if (word.length > longestKept) return ids;
    if (this.#words.size >= keptWords) {
      this.#earlierWords = this.#words;
      this.#words = new Map();
    }
    this.#words.set(word, ids);
    return ids;
  }

  /** The best way through the word: `best[i]` is the score of what ends at `i`, `from[i]` where its last piece begins. */
  #cut(word: string): number[] {
    const end = word.length;
    if (end >= this.#best.length) {
      this.#best = new Float64Array(2 * end);
      this.#from = new Int32Array(2 * end);
      this.#ids = new Int32Array(2 * end);
    }
    const best = this.#best.fill(Number.NEGATIVE_INFINITY, 0, end + 1);
    const from = this.#from;
    const ids = this.#ids;
    best[0] = 0;
    const consider = (start: number, to: number, id: number, score: number): void => {
      const total = (best[start] ?? 0) + score;
      if (total <= (best[to] ?? 0)) return;
      best[to] = total;
      from[to] = start;
      ids[to] = id;
    };
    for (let start = 0; start < end;) {
      const next = start + (pointAt(word, start) > 0xffff ? 2 : 1);
      let covered = false;
      let node = Trie.root;
      for (let to = start; to < end;) {
        node = this.#trie.after(node, word.charCodeAt(to++));
        if (node === Trie.none) break;
        const id = this.#trie.pieceAt(node);
        if (id < 0 || to < next) continue;
        covered ||= to === next;
        consider(start, to, id, this.#scores[id] ?? 0);
      }
      if (!covered) consider(start, next, unknownPiece, this.#unknownScore);
      start = next;
    }
    const out: number[] = [];
    for (let to = end; to > 0; to = from[to] ?? 0) {
      const id = ids[to] ?? unknownPiece;
      // Unknown characters in a row are one unknown piece.
      if (id !== unknownPiece || out.at(-1) !== unknownPiece) out.push(id);
    }
    return out.reverse();
  }
}

/** The pieces by their beginnings, in one hash table: a look at a word makes no strings. */
class Trie {
  static readonly root = 0;
  static readonly none = -1;
  /** By slot of the table: node, UTF-16 code unit after it, and the node that this leads to. */
  readonly #nodes: Int32Array;
  readonly #units: Uint16Array;
  readonly #next: Int32Array;
  /** By node: the piece that ends there, or -1. */
  readonly #pieces: number[] = [-1];

  /** @param most links that will be made: code units of all pieces */
  constructor(most: number) {
    // A power of two, and one slot at least stays empty, where a search ends.
    const slots = 2 ** Math.ceil(Math.log2(most + 2));
    this.#nodes = new Int32Array(slots).fill(Trie.none);
    this.#units = new Uint16Array(slots);
    this.#next = new Int32Array(slots);
  }

  add(piece: string, id: number): void {
    let node = Trie.root;
    for (let i = 0; i < piece.length; i++) {
      const unit = piece.charCodeAt(i);
      const slot = this.#slot(node, unit);
      if (this.#nodes[slot] === Trie.none) {
        this.#nodes[slot] = node;
        this.#units[slot] = unit;
        this.#next[slot] = this.#pieces.push(-1) - 1;
      }
      node = this.#next[slot] ?? Trie.none;
    }
    this.#pieces[node] = id;
  }

  after(node: number, unit: number): number {
    const slot = this.#slot(node, unit);
    return this.#nodes[slot] === Trie.none ? Trie.none : (this.#next[slot] ?? Trie.none);
  }

  pieceAt(node: number): number {
    return this.#pieces[node] ?? -1;
  }

  /** Where the link is, or where there is room for it. */
  #slot(node: number, unit: number): number {
    const last = this.#nodes.length - 1;
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
    const mixed = Math.imul(node ^ Math.imul(unit, 0x85ebca6b), 0x9e3779b1);
    let slot = (mixed ^ (mixed >>> 15)) & last;
    while (this.#nodes[slot] !== Trie.none && (this.#nodes[slot] !== node || this.#units[slot] !== unit))
      slot = (slot + 1) & last;
    return slot;
  }
}
