// Letters in another order: along the rails of a fence, around a stick, by columns, and among others that say nothing.

const MOST_COLUMNS = 12;
const MOST_RAILS = 9;
const MOST_SKIPPED = 5;

/** The rows that letters may have been written from, without a key. */
export function* transpositions(letters: string): Generator<string> {
  for (let n = 2; n <= MOST_RAILS; n++) yield unfenced(letters, n);
  for (let n = 2; n <= MOST_COLUMNS; n++) {
    yield everyNth(letters, n);
    if (n < letters.length)
      yield fromColumns(
        letters,
        Array.from({ length: n }, (_, column) => column),
      );
  }
  yield* fromBothEnds(letters);
  // `ixgxnxoxrxex`: letters that say nothing between those that do.
  for (let n = 2; n <= MOST_SKIPPED; n++) for (let first = 0; first < n; first++) yield skipping(letters, n, first);
  yield Array.from(letters).reverse().join('');
  yield inPairs(letters);
  for (let step = 2; step <= MOST_COLUMNS; step++) if (letters.length % step !== 0) yield around(letters, step);
}

/** Letters that were written by turns from the beginning and from the end, and the other way about. */
export function* fromBothEnds(letters: string): Generator<string> {
  yield (
    skipping(letters, 2, 0) +
    Array.from(skipping(letters, 2, 1))
      .reverse()
      .join('')
  );
  let said = '';
  for (let n = 0; n < letters.length; n++) said += letters.charAt(n % 2 === 0 ? n / 2 : letters.length - (n + 1) / 2);
  yield said;
}

/** Each letter so many places behind the last, beginning anew at the end; what was read is left out. */
function around(letters: string, step: number): string {
  let said = '';
  const left = Array.from(letters);
  for (let n = 0, at = 0; n < letters.length; n++, at = (at + step) % letters.length) {
    while (left[at] === '') at = (at + 1) % letters.length;
    said += left[at] ?? '';
    left[at] = '';
  }
  return said;
}

/** Letters that were written in lines under a key and read off column by column, in the order of its letters. */
export function* byKeyOfColumns(letters: string, key: string): Generator<string> {
  if (key.length < 2 || key.length > letters.length) return;
  const order = Array.from(key, (_, n) => n).sort((a, b) => key.charCodeAt(a) - key.charCodeAt(b) || a - b);
  const once = fromColumns(letters, order);
  yield once;
  yield fromColumns(once, order);
  yield* inBlocks(letters, order);
}

/** Blocks of as many letters as the key has, each in the order of the key, and the other way about. */
function* inBlocks(letters: string, order: readonly number[]): Generator<string> {
  const { length } = order;
  const read = (places: readonly number[]): string => {
    let said = '';
    for (let at = 0; at < letters.length; at += length) for (const place of places) said += letters.charAt(at + place);
    return said;
  };
  yield read(order);
  yield read(order.map((_, n) => order.indexOf(n)));
}

/** The lines of which these letters are the columns, in this order; the last line may be shorter. */
function fromColumns(letters: string, order: readonly number[]): string {
  const { length } = order;
  const lines = Math.ceil(letters.length / length);
  const long = letters.length % length || length;
  const columns: string[] = [];
  let from = 0;
  for (const column of order) {
    const size = column < long ? lines : lines - 1;
    columns[column] = letters.slice(from, from + size);
    from += size;
  }
  return Array.from({ length: lines }, (_, line) => columns.map((column) => column.charAt(line)).join('')).join('');
}

/** The first of every `n` letters, then the second, and so on. */
export function everyNth(letters: string, n: number): string {
  let said = '';
  for (let first = 0; first < n; first++) said += skipping(letters, n, first);
  return said;
}

function skipping(letters: string, n: number, first: number): string {
  let said = '';
  for (let i = first; i < letters.length; i += n) said += letters.charAt(i);
  return said;
}

/** Each two letters the other way about. */
function inPairs(letters: string): string {
  return letters.replace(/(.)(.)/g, '$2$1');
}

/** Letters that were read off the rails of a fence, in the order in which they were written. */
export function unfenced(letters: string, rails: number): string {
  const period = 2 * (rails - 1);
  const rail = (i: number): number => Math.min(i % period, period - (i % period));
  const places = Array.from(letters, (_, i) => i).sort((a, b) => rail(a) - rail(b) || a - b);
  const written: string[] = [];
  places.forEach((place, n) => (written[place] = letters.charAt(n)));
  return written.join('');
}
