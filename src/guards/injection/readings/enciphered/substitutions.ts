// Other letters for letters: by a key (Vigenère, Beaufort, autokey, Playfair, an alphabet that begins with it), or further on each time.
// Sources: F. L. Bauer, Decrypted Secrets (4th ed., 2007), chapters 3, 4 and 7.

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const A = 97;
const LETTERS = 26;
/** A square of Playfair has one letter for i and j. */
const SIDE = 5;

/** Letters that each stand one place further on than the one before, or back; from none on, or from one. */
export function* progressions(letters: string): Generator<string> {
  for (const step of [1, -1]) for (const first of [0, 1]) yield shifted(letters, (n) => step * (n + first));
}

/** The ways to read letters with a key. */
export function* byKey(letters: string, key: string): Generator<string> {
  const of = (n: number): number => key.charCodeAt(n % key.length) - A;
  yield shifted(letters, (n) => -of(n));
  yield shifted(letters, of);
  yield beaufort(letters, of);
  yield autokey(letters, key);
  yield playfair(letters, key);
  const alphabet = startingWith(key, ALPHABET);
  yield replaced(letters, alphabet, ALPHABET);
}

function shifted(letters: string, by: (n: number) => number): string {
  let read = '';
  for (let n = 0; n < letters.length; n++) read += letterAt(letters.charCodeAt(n) - A + by(n));
  return read;
}

function letterAt(place: number): string {
  return ALPHABET.charAt(((place % LETTERS) + LETTERS) % LETTERS);
}

/** The letter of the key less the one that is written. */
function beaufort(letters: string, of: (n: number) => number): string {
  let read = '';
  for (let n = 0; n < letters.length; n++) read += letterAt(of(n) - letters.charCodeAt(n) + A);
  return read;
}

/** As Vigenère, with what was read as the rest of the key. */
function autokey(letters: string, key: string): string {
  let read = '';
  for (let n = 0; n < letters.length; n++) {
    const by = (n < key.length ? key : read).charCodeAt(n < key.length ? n : n - key.length) - A;
    read += letterAt(letters.charCodeAt(n) - A - by);
  }
  return read;
}

function startingWith(key: string, alphabet: string): string {
  return [...new Set(key + alphabet)].filter((letter) => alphabet.includes(letter)).join('');
}

function replaced(letters: string, from: string, to: string): string {
  return Array.from(letters, (letter) => to.charAt(from.indexOf(letter))).join('');
}

/** Each two letters by the corners of the rectangle that they make in a square, without the x between twins. */
function playfair(letters: string, key: string): string {
  const square = startingWith(key.replaceAll('j', 'i'), ALPHABET.replace('j', ''));
  let read = '';
  for (let n = 0; n + 1 < letters.length; n += 2) {
    const one = square.indexOf(letters.charAt(n).replace('j', 'i'));
    const other = square.indexOf(letters.charAt(n + 1).replace('j', 'i'));
    const [row, column] = [Math.floor(one / SIDE), one % SIDE];
    const [otherRow, otherColumn] = [Math.floor(other / SIDE), other % SIDE];
    const back = (place: number): number => (place + SIDE - 1) % SIDE;
    if (row === otherRow)
      read += square.charAt(row * SIDE + back(column)) + square.charAt(row * SIDE + back(otherColumn));
    else if (column === otherColumn)
      read += square.charAt(back(row) * SIDE + column) + square.charAt(back(otherRow) * SIDE + column);
    else read += square.charAt(row * SIDE + otherColumn) + square.charAt(otherRow * SIDE + column);
  }
  return read.replace(/([a-z])x(?=\1)/g, '$1').replace(/x$/, '');
}
