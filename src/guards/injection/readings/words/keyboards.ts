// Texts typed with the hands one key beside their place, or on a keyboard of another layout.
import type { TextTransform } from './transform';

const QWERTY = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const QWERTY_SIGNS = ['`1234567890-=', 'qwertyuiop[]\\', "asdfghjkl;'", 'zxcvbnm,./'];
const AZERTY_SIGNS = ['²&e"\'(-e_ca)=', 'azertyuiop^$', 'qsdfghjklmu*', '<wxcvbn,;:!'];
const AZERTY = ['azertyuiop', 'qsdfghjklm', 'wxcvbn'];
const DVORAK = ['`1234567890[]', "',.pyfgcrl/=", 'aoeuidhtns-', ';qjkxbmwvz'];

const A = 97;

/** Reads each character of `from` as the one at the same place in `to`. */
function table(from: string, to: string): TextTransform {
  const meant = new Map<string, string>();
  for (const [i, character] of Array.from(from).entries())
    if (!meant.has(character) && to.charAt(i) !== '') meant.set(character, to.charAt(i));
  const letters = Uint8Array.from({ length: 26 }, (_, n) => {
    const letter = String.fromCharCode(A + n);
    return (meant.get(letter) ?? letter).charCodeAt(0) - A;
  });
  return {
    letters,
    read: (text) => Array.from(text, (character) => meant.get(character) ?? character).join(''),
  };
}

/** Keys were hit beside those that were meant: `by` places to the right of them, or to the left; at the end of a row the other end. */
function shifted(rows: readonly string[], by: 1 | -1): TextTransform {
  const meant = rows.map((row) => (by > 0 ? row.slice(-1) + row.slice(0, -1) : row.slice(1) + row.slice(0, 1)));
  return table(rows.join(''), meant.join(''));
}

function relaid(from: readonly string[], to: readonly string[]): TextTransform {
  return table(from.join(''), to.join(''));
}

const UP = table('qazwsxedcrfvtgbyhnujmikolp', 'azqsxwdcefvrgbthnyjmuikolp');

export const KEYBOARDS: readonly TextTransform[] = [
  ...[QWERTY, QWERTY_SIGNS, AZERTY, AZERTY_SIGNS, [QWERTY.join('')], [AZERTY.join('')]].flatMap((rows) => [
    shifted(rows, 1),
    shifted(rows, -1),
  ]),
  relaid(['azqwm', ';'], ['qwazm', 'm']),
  relaid(QWERTY, AZERTY),
  relaid(DVORAK.slice(1), QWERTY_SIGNS.slice(1)),
  relaid(QWERTY_SIGNS.slice(1), DVORAK.slice(1)),
  UP,
];

/** Each vowel stands for another one: so many behind it, or from the other end of their row. */
export const MOVED_VOWELS: readonly TextTransform[] = ['eioua', 'iouae', 'ouaei', 'uaeio', 'uoiea'].map((written) =>
  table(written, 'aeiou'),
);
