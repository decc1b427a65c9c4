// The tokeniser of the classifier: normalisation and pieces exactly as in training (scripts/classifier/text.py).

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
/** Words of ordinary texts come again and again. */
const keptWords = 4096;

/** A unigram model: cuts each word into the likeliest pieces. */
export class Pieces {
  readonly #pieces = new Map<string, { readonly id: number; readonly score: number }>();
  readonly #words = new Map<string, readonly number[]>();
  readonly #longest: number;
  readonly #unknownScore: number;

  /** @param vocabulary piece, tab and log probability, one a line in the order of their ids */
  constructor(vocabulary: string) {
    let longest = 1;
    let least = 0;
    for (const [id, line] of vocabulary.split('\n').entries()) {
      const tab = line.indexOf('\t');
      if (tab < 0) continue;
      const piece = line.slice(0, tab);
      const score = Number(line.slice(tab + 1));
      this.#pieces.set(piece, { id, score });
      longest = Math.max(longest, piece.length);
      least = Math.min(least, score);
    }
    this.#longest = longest;
    this.#unknownScore = least - unknownPenalty;
  }

  /** How many pieces there are. */
  get size(): number {
    return this.#pieces.size;
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
    const ids = this.#cut(wordStart + word);
    if (this.#words.size < keptWords && word.length <= 64) this.#words.set(word, ids);
    return ids;
  }

  /** The best way through the word: `best[i]` is the score of what ends at `i`, `from[i]` where its last piece begins. */
  #cut(word: string): number[] {
    const best = new Float64Array(word.length + 1).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(word.length + 1);
    const ids = new Int32Array(word.length + 1);
    best[0] = 0;
    const consider = (start: number, end: number, id: number, score: number): void => {
      const total = (best[start] ?? 0) + score;
      if (total <= (best[end] ?? 0)) return;
      best[end] = total;
      from[end] = start;
      ids[end] = id;
    };
    for (let start = 0; start < word.length;) {
      const character = (word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
      let covered = false;
      for (let length = character; length <= this.#longest && start + length <= word.length; length++) {
        const piece = this.#pieces.get(word.slice(start, start + length));
        if (piece === undefined) continue;
        covered ||= length === character;
        consider(start, start + length, piece.id, piece.score);
      }
      if (!covered) consider(start, start + character, unknownPiece, this.#unknownScore);
      start += character;
    }
    const out: number[] = [];
    for (let end = word.length; end > 0; end = from[end] ?? 0) {
      const id = ids[end] ?? unknownPiece;
      // Unknown characters in a row are one unknown piece.
      if (id !== unknownPiece || out.at(-1) !== unknownPiece) out.push(id);
    }
    return out.reverse();
  }
}
