// Functions that make text: from numbers and other codes, of parts of other texts, with other letters in it.
import type { Calls } from './calls';
import { formatted } from './format';
import { listed, numberOf } from './listCalls';
import { ofPoint } from './literals';
import { asText, isCallable, isText, joined, LONGEST_TEXT, sliced, type Value } from './values';

export const TEXT_CALLS: Calls = {
  'format sprintf printf stringformat fprintf': ({ args: [first, ...args], second, names }) =>
    isText(first) ? formatted(first, Array.isArray(second) && args.length === 1 ? second : args, names) : undefined,
  'chr car rune unichr unichar chrw char tochar fromcharcode fromcodepoint fromcharcodes inttoutf8 pack': ({ args }) =>
    lettersOf(args),
  'bytes bytearray': ({ first }) => (Array.isArray(first) ? Buffer.from(first.map(Number)).toString('utf8') : first),
  'ord asc charcodeat codepointat unicode byte': ({ first, second }) =>
    isText(first) ? first.codePointAt(numberOf(second) ?? 0) : numberOf(first),
  'int parseint number tonumber toi': ({ first, second }) =>
    isText(first) ? Number.parseInt(first, numberOf(second) ?? 10) : numberOf(first) && Math.trunc(Number(first)),

  // Folded they are all the same.
  'upper toupper touppercase strtoupper upcase ucase uppercase uppercased majuscule ucfirst capitalize title ucwords lower tolower tolowercase strtolower downcase lcase lowercase lowercased minuscule lcfirst swapcase casefold tolocalelowercase':
    ({ first }) => (isText(first) ? first.toLowerCase() : undefined), // prettier-ignore
  'isalpha isletter': ({ first }) => (isText(first) ? /^\p{L}+$/u.test(first) : undefined),
  isupper: ({ first }) => (isText(first) ? /^\p{Lu}+$/u.test(first) : undefined),
  islower: ({ first }) => (isText(first) ? /^\p{Ll}+$/u.test(first) : undefined),
  'isdigit isnumeric': ({ first }) => (isText(first) ? /^\d+$/.test(first) : undefined),
  isspace: ({ first }) => (isText(first) ? /^\s+$/.test(first) : undefined),
  'trim strip chomp trimspace trimmed trimstart lstrip ltrim trimend rstrip rtrim': ({ first }) =>
    isText(first) ? first.trim() : undefined,
  'repeat strrepeat rept': ({ first, second }) =>
    isText(first) && typeof second === 'number' && second >= 0 && first.length * second <= LONGEST_TEXT
      ? first.repeat(second)
      : undefined,

  'str string tostring tos text stringbuilder stringbuffer fromchars': ({ first = '' }) =>
    Array.isArray(first) ? joined(first, '') : asText(first),
  'encode normalize clone copy asstr intoiter stream dup freeze unescape toowned astext getstring getbytes': ({
    first,
  }) => first,

  'atob b64decode base64decode frombase64string urlsafeb64decode frombase64': ({ first }) => decoded(first, 'base64'),
  'fromhex unhexlify hex2bin unhex': ({ first }) => decoded(first, 'hex'),
  // `Buffer.from("…", "base64")`, `Array.from("…")`
  from: ({ first, second, args }) => (second === 'base64' || second === 'hex' ? decoded(first, second) : listed(args)),
  'strrot13 rot13': ({ first }) => (isText(first) ? rot13(first) : undefined),
  decode: ({ first, second }) => (isText(first) && /^rot.?13$/i.test(asText(second) ?? '') ? rot13(first) : first),
  'decodeuricomponent unquote urldecode rawurldecode': ({ first }) =>
    isText(first) ? first.replace(/%([\da-f]{2})/gi, (_, hex: string) => ofPoint(Number.parseInt(hex, 16))) : undefined,

  'split explode strsplit tokenize words': ({ first, second }) => {
    // `explode(" ", "a b")`
    const isFirst = isText(first) && isText(second) && first.length < second.length;
    const [text, by] = isFirst ? [second, first] : [first, second];
    if (!isText(text)) return undefined;
    if (by === undefined) return text.trim().split(/\s+/);
    return by === '' ? Array.from(text) : isText(by) || by instanceof RegExp ? text.split(by) : undefined;
  },
  /** `/x/`: only patterns that take no time. */
  pattern: ({ first }) => (isText(first) ? patternOf(first) : undefined),
  test: ({ args }) => {
    const [text, by] = [args.find(isText), args.find((arg) => arg instanceof RegExp)];
    return text === undefined || by === undefined ? undefined : text.search(by) >= 0;
  },
  'match matchall findall scan': ({ args }) => {
    const [text, by] = args[1] instanceof RegExp ? args : [args[1], patternOf(args[0])];
    return isText(text) && by instanceof RegExp ? (text.match(by) ?? []) : undefined;
  },
  'replace replaceall strreplace creplace ireplace translate tr substitute substitue strtr': ({ args }) =>
    replaced(args),
  'gsub sub pregreplace regexpreplace regexreplace': ({ args: [first, second, third, ...args] }) => {
    // Of Lua, which counts from one.
    if (typeof second === 'number') return sliced(first, [second > 0 ? second - 1 : second, third === -1 ? undefined : numberOf(third)]); // prettier-ignore
    // `re.sub("x", "", text)`, but `text.gsub("x", "")`
    const isLast = isText(third) && isText(first) && third.length > first.length;
    const [text, from, to] = isLast ? [third, first, second] : [first, second, third];
    return replaced([text ?? '', patternOf(from) ?? from ?? '', to ?? '', ...args]);
  },
  maketrans: ({ args: [from, to] }) =>
    isText(from) && isText(to) ? new Map(Array.from(from, (sign, n) => [sign, to.charAt(n)])) : undefined,
};

/** `chr(65)`, `fromCharCode(65, 66)`, `[65, 66].pack("c*")`, `fromCharCode(...codes)` */
function lettersOf(args: readonly Value[]): string | undefined {
  let text = '';
  for (const code of args.flat()) {
    if (typeof code === 'number') text += ofPoint(code);
    // `[..].pack("U*")`, `String.fromCharCode("65")`
    else if (isText(code) && /^\d{2,6}$/.test(code)) text += ofPoint(Number(code));
    else if (!isText(code) || args.length < 2) return isText(code) && code.length === 1 ? code : undefined;
  }
  return text;
}

function decoded(text: Value | undefined, encoding: 'base64' | 'hex'): string | undefined {
  return isText(text) ? Buffer.from(text.replace(/\s/g, ''), encoding).toString('utf8') : undefined;
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

/** `s.replace(a, b)`, `str_replace(a, b, s)`: the longest is what is written anew. */
function replaced(args: readonly Value[]): Value | undefined {
  const [first, second, third = ''] = args;
  // `"a1".translate(table)`
  if (isText(first) && second instanceof Map)
    return Array.from(first, (sign) => asText(second.get(sign)) ?? sign).join('');
  const isLast =
    isText(first) && isText(second) && isText(third) && third.length > Math.max(first.length, second.length);
  const [text, from, to] = isLast ? [third, first, second] : [first, second, third];
  if (!isText(text) || from === '' || !(isText(from) || from instanceof RegExp)) return undefined;
  if (isCallable(to)) return text.replaceAll(from, (part) => asText(to.give([part])) ?? part);
  return isText(to) ? text.split(from).join(to) : undefined;
}

/** A sign, a class of signs, or several of them: patterns that take no time. */
const SIMPLE =
  /^(?:(?:\\?[^\w\\^$.*+?()[\]{}|]|\\[\^$.*+?()[\]{}|sSdDwW]|\w{1,20}|\[\^?[^\]\\^]{1,30}\])[+]?|\.{1,4}|(?:\.|\[[\w-]{1,20}\]|\\w)\{\d\})$/;

function patternOf(source: Value | undefined): RegExp | undefined {
  const bare = isText(source) ? source.replace(/^\/(.{1,60})\/[a-z]{0,3}$/, '$1') : '';
  try {
    return SIMPLE.test(bare) ? new RegExp(bare, 'g') : undefined;
  } catch {
    // `[z-a]`
    return undefined;
  }
}
