// Words that were spelt out letter by letter, put together again.
import type { Places } from '../words';

/** Letters in a row, one by one (`i g n o r e`), from which a run is read as spelt out. */
export const SPELT_FROM = 6;
export interface SpeltWord {
  readonly word: string;
  /** Where each of its letters stands. */
  readonly starts: readonly number[];
  readonly end: number;
}

interface Spelt {
  readonly pieces: readonly SpeltWord[];
  readonly last: number;
}

/** `i g n o r e   a l l`, `i.g.n.o.r.e a.l.l`: letters, put together again. */
export function speltOut(text: string, { starts: from, ends: to, count }: Places, first: number): Spelt | undefined {
  let last = first;
  while (last + 1 < count && last - first < LONGEST_SPELT) {
    const start = from[last + 1] ?? 0;
    if ((to[last + 1] ?? 0) - start > 1 || start - (to[last] ?? 0) > WIDEST_GAP) break;
    last++;
  }
  if (last - first + 1 < SPELT_FROM) return undefined;
  const gapBefore = (index: number): string => text.slice(to[index - 1], from[index]);
  const gaps = new Map<string, number>();
  for (let i = first + 1; i <= last; i++) gaps.set(gapBefore(i), (gaps.get(gapBefore(i)) ?? 0) + 1);
  // The commonest separator stands between the letters of a word, the others between words.
  let inner = '';
  let most = 0;
  for (const [gap, times] of gaps) {
    if (times > most) {
      inner = gap;
      most = times;
    }
  }
  if (inner === '') return undefined;
  const pieces: { word: string; starts: number[]; end: number }[] = [];
  let word = '';
  let starts: number[] = [];
  for (let i = first; i <= last; i++) {
    const start = from[i] ?? 0;
    if (i > first && gapBefore(i) !== inner && word !== '') {
      pieces.push({ word, starts, end: to[i - 1] ?? start });
      word = '';
      starts = [];
    }
    word += text.slice(start, to[i]);
    starts.push(start);
  }
  if (word !== '') pieces.push({ word, starts, end: to[last] ?? text.length });
  return { pieces, last };
}

/** Letters that are spelt out are looked for in so many words, and so far apart. */
const LONGEST_SPELT = 4000;
const WIDEST_GAP = 4;
