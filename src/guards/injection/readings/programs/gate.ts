// Whether a text may hold a program that puts strings together: a look at its signs, before anything is read.
import { matchesOf } from '../../../matches';
import { canonicalise } from '../../../normalise';

/** What stands in such programs as it is. */
const WRITTEN = [
  '[::', '-join', '[char', '| rev', '|rev', '| tr', '| base64', 'printf ', '<< ', '%%',
  '%s%s', '\\(', '#{', '}{', '} {', '[-1..', '}}{{', '~ ', '.reverse', '.join',
]; // prettier-ignore
/** Functions that join, turn round, or make letters of numbers. */
const CALLS =
  /(?:join|plode|cat(?:enate|_ws)?|revers\w{1,3}|rev|char|chrw?|car|code|codepoint|format|printf|paste0?|tostring|atob|b64decode|codecs\.decode|pack|unhexlify|fromhex|rot13|mid|str_replace|substitut?e?|stxt|append|push|put|bytes|write(?:line)?|concatener|uricomponent|getstring|sub)!?$|["'`\])]\.(?:replace\w{0,3}|map|slice|substr(?:ing)?|decode|translate)$|(?:^|[^.\w])(?:map|replace|substr(?:ing)?)$/i;
const LONGEST_NAME = 16;

/** A short string; what long ones say stands there. */
const LITERAL = /(["'`])((?:(?!\1)[^\n\\]){1,48})\1/g;
/** Letters are made of something else. */
const FROM_OTHERS =
  /(?:chrw?|char|car|rune|codepoint|charcode)s?!?\s?[(),'"]|\bzip\(|bytes\(\[|filter\(\(?\w{1,9}\)? => \w{1,9} !=|\bfor \w{1,20} in [\w ]{5,80}[;\n] ?do\b|\(char\)|\$\{\w{1,20}:\d|fromhex|unhexlify|b64|base64|atob|rot.?13|pack\(|\brev|\^|#\{|\[::|\.reverse|reversed|strrev|% ?\d|\[\d\] for|\btr\b|translate|\[char|\[-1\.\.|%[\da-f]{2}%|re\.sub\(|\\[xu][\da-f]{2}|%\w{1,16}%%\w|\\\(\w|(?:replace\w{0,3}|substitut?e?)\((?:["'][^"'\n]{1,200}["'][,;] ?)?(?:["'][^"']{1,3}["']|\/[^/\n]{1,9}\/g)[,;] ?["']{2}\)/i;
/** Of orders to an assistant: in what most programs put together there are none of them. */
const OF_ORDERS =
  /ignor|disreg|forget|forg|overr|bypass|reveal|repeat|instruct|prompt|restrict|guidel|direct|rule|secret|passw|token|api.?key|\benv\b|\.env|previous|prior|everyth|obey|pretend|unfilt|limit|leak|delete|drop|dump|send|exfil|upload|curl|oubli|contourn|desactiv|consign|regle|filtr|precedent|revel|affich|montr|envoi|mot de|mots de|cle|obei|lache|jett|suppr|efface|garde|ton |tes |your|tout/g;
const FEWEST_OF_ORDERS = 2;

/** Whether the strings of a text, one behind the other, may be parts of an order, or are made of something else. */
function mayTell(text: string): boolean {
  if (FROM_OTHERS.test(text)) return true;
  const strings = matchesOf(text, LITERAL).map(([, , string = '']) => string);
  const found =
    canonicalise(strings.join('')).text.match(OF_ORDERS) ?? canonicalise(strings.join(' ')).text.match(OF_ORDERS);
  return new Set(found).size >= FEWEST_OF_ORDERS;
}

/** Whether a text may hold such a program. Linear: prose is done with after a few searches for signs that are rare in it. */
export function mayCompute(text: string): boolean {
  return mayPutTogether(text) && mayTell(text);
}

function mayPutTogether(text: string): boolean {
  return WRITTEN.some((written) => text.includes(written)) || BESIDE.some(([sign, is]) => isBesideAny(text, sign, is));
}

function isBesideAny(text: string, sign: string, isMeant: (text: string, at: number) => boolean): boolean {
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) if (isMeant(text, at)) return true;
  return false;
}

/** `"…" +`, `+ "…"`, `a + b` */
const SUM = /["'`)\]]\s?\+|\+\s?["'`]|[a-z_] ?\+ ?[a-z_]|\+= ?[a-z_$]/i;
/** `$a$b`, `${a} ${b}`, `$a . $b`, `${a:2}` */
const USE =
  /\$\{?[a-z_][\w.]{0,30}\}?(?: ?\.=| ?\. ?["'$]| ?\$\{?[a-z_]|[a-z]|:\d)|\$["']|\$\{?[a-z_]\w{0,30}\}?["'][ "']/iy;
/** `" . `, `.. "`, `"&`, `" "`, `f"`: a sign or another string beside a quotation mark; but `'../x'` is the path of a file. */
const JOINED =
  /(["'])(?: \1| ?(?:~|&(?!&)|\|\||<<|\.\.(?!\/)|\.["'$])| \. )|(?<=(?:~|(?<!&)&|\|\||<<|(?<!\/)\.\.|["'$]\.) ?| \. |(?<![@-\uffff])[f$])["']/y;

/** Rare signs, and whether they mean something where they stand. */
const BESIDE: readonly [string, (text: string, at: number) => boolean][] = [
  ['(', (text, at) => text.charAt(at - 1) > ' ' && CALLS.test(text.slice(Math.max(0, at - LONGEST_NAME), at))],
  ['+', (text, at) => SUM.test(text.slice(Math.max(0, at - 2), at + 4))],
  ['$', (text, at) => standsAt(USE, text, at)],
  ['"', (text, at) => standsAt(JOINED, text, at)],
  ["'", (text, at) => standsAt(JOINED, text, at)],
];

function standsAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
