// Keys of ciphers that a text names.
import { matchesOf } from '../../matches';

/** Hits `key: Lemon`, `clé « lemon »`, `with the keyword "LEMON"`, `XOR "k3y"`. */
const KEY =
  /(?<![a-z])(?:keyword|codeword|key|cl[eé]f?|mot[- ]cl[eé]|mot de passe|password|passphrase|secret|xor)(?![a-z])["']?[ \t]{0,12}(?:is|est|was|of|with|avec|by|par|=|:|,|\|)?[ \t]{0,8}(?:the |la |le )?(?:key |cl[eé]f? )?["'`«(“‘]{0,2}[ \u00a0\u202f]?([\p{L}\d_!@#$%&*-]{2,24})/giu;
const MOST_KEYS = 6;

/** The keys that a text names, as they are written, in order. Linear. */
export function keysIn(text: string): string[] {
  return matchesOf(text, KEY)
    .slice(0, MOST_KEYS)
    .map(([, key = '']) => key);
}
