// Text in letters that look like Latin ones upside down, read where it stands.
import { canonicalise } from '../../normalise';
import { isUnderstood, reverse } from './enciphered/ciphers';

const TURNED = 'ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz˙¡¿';
const UPRIGHT = 'abcdefghijklmnopqrstuvwxyz.!?';
/** Letters that are none upright; any sentence holds one of the first three. */
const ODD = /[ɐǝɹʇɯʎʌɥɟɔᴉʞʍƃ]/;
const COMMON = ['ǝ', 'ɐ', 'ɹ'];
const turn = new Map(Array.from(TURNED, (letter, n) => [letter, UPRIGHT.charAt(n)]));

/** The text, folded, with its lines that stand upside down turned round; nothing when there are none. Linear. */
export function upright(source: string): string | undefined {
  if (!COMMON.some((letter) => source.includes(letter))) return undefined;
  const lines = source.split('\n').map((line) => {
    if (!ODD.test(line)) return line;
    const turned = Array.from(line.toLowerCase(), (letter) => turn.get(letter) ?? letter).join('');
    // The sheet was turned, or each letter was.
    const back = reverse(turned);
    return isUnderstood(turned.match(WORD) ?? [], (word) => word) &&
      !isUnderstood(back.match(WORD) ?? [], (word) => word)
      ? turned
      : back;
  });
  return canonicalise(lines.join('\n')).text;
}

const WORD = /[a-z]{3,}/g;
