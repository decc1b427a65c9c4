// Whether a text may hold a program that puts strings together: a look at its signs, before anything is read.
import { matchesOf } from '../../../matches';
import { canonicalise } from '../../../normalise';

/** What stands in such programs as it is. */
const WRITTEN = [
  '[::', '-join', ' -f "', " -f '", '] for ', '[char', '| rev', '|rev', '| tr', '| base64', 'printf ', '<< ', '%%',
  '%s%s', '\\(', '#{', '}{', '}${', '~ ', '.reverse', '.join',
]; // prettier-ignore
/** A bracket behind the name of a function that joins, turns round, or makes letters of numbers. */
const CALLS =
  /(?<=(?:join|plode|cat(?:enate|_ws)?|revers\w{1,3}|rev|char|chrw?|car|code|codepoint|format|printf|paste0?|tostring|atob|b64decode|codecs\.decode|pack|unhexlify|fromhex|rot13|mid|str_replace|substitut?e?|stxt|bytes|writeline|concatener|uricomponent|getstring|\.(?:append|push|put|sub))!?|["'`\])]\.(?:replace\w{0,3}|map|slice|substr(?:ing)?|decode|translate)|(?:^|[^.\w])(?:map|replace|substr(?:ing)?))\(/iy;

/** A short string; what long ones say stands there. */
const LITERAL = /(["'`])((?:(?!\1)[^\n\\]){1,48})\1/g;
/** Letters are made of something else. */
const FROM_OTHERS =
  /(?:chrw?|char|car|rune|codepoint|charcode)s?!?\s?[(),'"]|\w\[\w{1,20}(?: ?[-+] ?\d)?\] for \w|\+=? ?\w{1,20}\[\w{1,20}\]|\bsorted\(|=> ?\w{1,20}\[\w{1,20}\]|(?:\$\{?\w{1,20}\[\d{1,3}\]\}? ?){3}|\{\d\}["'] -f |\{\d\}[^"'\n]{1,200}["'] -f |\bzip\(|bytes\(\[|filter\(\(?\w{1,9}\)? => \w{1,9} !=|\bfor \w{1,20} in [\w ]{5,80}[;\n] ?do\b|\(char\)|\+= ?\w{1,20}\.charAt\(|; ?\w{1,9}-- ?\)|\$\{\w{1,20}:\d|fromhex|unhexlify|b64|base64|atob|rot.?13|pack\(|\brev|\^|#\{|\[::|\.reverse|reversed|strrev|% ?\d|\[\d\] for|\btr\b|translate|\[char|\[-1\.\.|%[\da-f]{2}%|re\.sub\(|\\[xu][\da-f]{2}|%\w{1,16}%%\w|\\\(\w|(?:replace\w{0,3}|substitut?e?)\((?:["'][^"'\n]{1,200}["'][,;] ?)?(?:["'][^"']{1,3}["']|\/[^/\n]{1,9}\/g)[,;] ?["']{2}\)/i;
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
  return BESIDE.some(([sign, is]) => isBesideAny(text, sign, is)) || WRITTEN.some((written) => text.includes(written));
}

function isBesideAny(text: string, sign: string, isMeant: (text: string, at: number) => boolean): boolean {
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) if (isMeant(text, at)) return true;
  return false;
}

/** `"…" +`, `+ "…"`, `a + b` */
const SUM = /\+\s?["'`]|\+= ?[a-z_$]|(?<=["'`)\]]\s?)\+|(?<=[a-z_] ?)\+ ?[a-z_]/iy;
/** `$a$b`, `${a} ${b}`, `$a . $b`, `${a:2}` */
const USE =
  /\$\{?[a-z_][\w.]{0,30}\}?(?: ?\.=| ?\. ?["'$]| ?\$\{?[a-z_]|[a-z]|:\d)|\$["']|\$\{?[a-z_]\w{0,30}\}?["'][ "']/iy;
/** `" . `, `".`, `"&`, `" "`: a sign or another string behind a quotation mark; but `'../x'` is the path of a file. */
const BEFORE_SIGN = /(["'])(?: \1| ?(?:[~&](?!&)|\|\||<<|\.(?:\.(?!\/)|["'$]))| \. )/y;
/** `.. "`, `f"`, and others, before one. */
const BEHIND_SIGN = /(?<=(?:~|(?<!&)&|\|\||<<|(?<!\/)\.\.|["'$]\.) ?| \. |(?<![@-\uffff])[f$])["']/y;

/** What stands beside a quotation mark then, or behind a blank beside it. */
const MAY_JOIN = '~&|<.f$"\'';

/** Rare signs, and whether they mean something where they stand. */
const BESIDE: readonly [string, (text: string, at: number) => boolean][] = [
  ['(', (text, at) => isOfName(text.charAt(at - 1)) && standsAt(CALLS, text, at)],
  ['+', (text, at) => standsAt(SUM, text, at)],
  ['$', (text, at) => standsAt(USE, text, at)],
  ['"', isJoined],
  ["'", isJoined],
];

/** A letter, or the end of `format!`: no bracket of a link. */
function isOfName(sign: string): boolean {
  return (sign > '/' && sign !== ']') || sign === '!';
}

function isJoined(text: string, at: number): boolean {
  return (
    (mayJoin(text, at, -1) && standsAt(BEHIND_SIGN, text, at)) ||
    (mayJoin(text, at, 1) && standsAt(BEFORE_SIGN, text, at))
  );
}

function mayJoin(text: string, at: number, step: number): boolean {
  const sign = text.charAt(at + step);
  return MAY_JOIN.includes(sign === ' ' ? text.charAt(at + step * 2) : sign);
}

function standsAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
