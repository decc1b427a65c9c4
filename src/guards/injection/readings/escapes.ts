// Text with characters written as escapes, in whatever notation, read with the characters themselves.
import { canonicalise, character } from '../../normalise';

interface Notation {
  /** Without it the text has no such escape. */
  readonly sign: string;
  /** So many of them, or a longer row, are no chance. */
  readonly least: number;
  readonly pattern: RegExp;
  readonly read: (...groups: (string | undefined)[]) => string;
}

const hex = (digits = ''): string => character(parseInt(digits, 16));
const bytes = (row = '', sign = /%|=|\\x/g): string => {
  const text = Buffer.from(row.replace(sign, '').replace(/\s/g, ''), 'hex').toString('utf8');
  return text.includes('\ufffd') ? row : text;
};

/** Names of characters in HTML that a sentence is written with. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', shy: '', zwnj: '', zwj: '', wbr: '',
  eacute: 'é', egrave: 'è', ecirc: 'ê', euml: 'ë', agrave: 'à', acirc: 'â', ccedil: 'ç', icirc: 'î', iuml: 'ï', ocirc: 'ô', ugrave: 'ù', ucirc: 'û', oelig: 'œ',
  rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', hellip: '…', mdash: '—', ndash: '–', period: '.', comma: ',', colon: ':', semi: ';',
  excl: '!', quest: '?', sol: '/', lpar: '(', rpar: ')', num: '#', percnt: '%', commat: '@', dollar: '$', lowbar: '_', hyphen: '-', tab: ' ', newline: ' ',
}; // prettier-ignore

/** All are linear: what repeats is bounded, or of one kind of character. */
const NOTATIONS: readonly Notation[] = [
  // `&#105;`, `&#x69;`, `&#105`, `&eacute;`
  {
    sign: '&',
    least: 3,
    pattern: /&(?:#(\d{2,7})|#x([0-9a-f]{2,6})|([a-z]{2,8})(?=;))(?:;|,? )?/gi,
    read: (whole = '', decimal, digits, name) =>
      name === undefined
        ? decimal === undefined
          ? hex(digits)
          : character(Number(decimal))
        : (NAMED[name.toLowerCase()] ?? whole),
  },
  // `%69`, `%25 69`, `%u0069`
  { sign: '%u', least: 3, pattern: /%u([0-9a-f]{4})/gi, read: (_, digits) => hex(digits) },
  { sign: '%', least: 3, pattern: /(?:%[0-9a-f]{2})+/gi, read: (row) => bytes(row) },
  // `\u0069`, `\u{69}`, `\U00000069`, `\x69`
  {
    sign: '\\',
    least: 3,
    pattern: /\\u(?:(000[01][0-9a-f]{4})|([0-9a-f]{4})|\{([0-9a-f]{1,6})\})/gi,
    read: (_, eight, four, braced) => hex(eight ?? four ?? braced),
  },
  { sign: '\\x', least: 3, pattern: /(?:\\x[0-9a-f]{2})+/gi, read: (row) => bytes(row) },
  // `\69 \67` and `\000069` of style sheets
  {
    sign: '\\',
    least: 4,
    pattern: /\\(?:0000|00)?([2-7ef][0-9a-f]|20[0-9a-f]{2})(?![0-9a-f])\s?/gi,
    read: (_, digits) => hex(digits),
  },
  // `^^69^^67` of TeX, `_x0069_` of XML names
  { sign: '^^', least: 3, pattern: /(?:\^\^[2-7][0-9a-f])+/g, read: (row) => bytes(row, /\^\^/g) },
  { sign: '_x00', least: 3, pattern: /_x00([2-7e][0-9a-f])_/gi, read: (_, digits) => hex(digits) },
  // `i<67>no<72>e`, `i~67no~72e`, `i{67}no{72}e`: within words
  {
    sign: '<',
    least: 4,
    pattern: /<(?:(?<=[a-zÀ-ÿ>]<)([4-7][0-9a-f])>|([4-7][0-9a-f])>(?=[a-zÀ-ÿ]))/gi,
    read: (_, inner, first) => hex(inner ?? first),
  },
  {
    sign: '{',
    least: 4,
    pattern: /\{(?:(?<=[a-zÀ-ÿ}]\{)([4-7][0-9a-f])\}|([4-7][0-9a-f])\}(?=[a-zÀ-ÿ]))/gi,
    read: (_, inner, first) => hex(inner ?? first),
  },
  {
    sign: '~',
    least: 5,
    pattern: /~(?:(?<=[a-zÀ-ÿ]~)([4-7][0-9a-f])(?![0-9a-f]?\d)|([4-7][0-9a-f])(?=[a-zÀ-ÿ~]))/gi,
    read: (_, inner, first) => hex(inner ?? first),
  },
  {
    sign: '$',
    least: 5,
    pattern: /\$(?:(?<=[a-zÀ-ÿ]\$)([4-7][0-9a-f])(?![0-9a-f]?\d)|([4-7][0-9a-f])(?=[a-zÀ-ÿ$]))/gi,
    read: (_, inner, first) => hex(inner ?? first),
  },
  // `U+0069 U+0067`
  { sign: '+', least: 4, pattern: /\bU\+([0-9a-f]{4,5})[ ,]{0,2}/gi, read: (_, digits) => hex(digits) },
  // `?q=ignore+all+rules`
  { sign: '+', least: 4, pattern: /(?<=[a-z%\d,.:!?;'])\+(?=[a-z%\d])/gi, read: () => ' ' },
  // `=C3=A9`, and lines that end in `=`: quoted-printable
  {
    sign: '=',
    least: 3,
    pattern:
      /=\r?\n|(?:=[2-7][0-9A-F]|=C[23]=[89AB][0-9A-F]|=E2=80=[89AB][0-9A-F]){2,400}|=C[23]=[89AB][0-9A-F]|=E2=80=[89AB][0-9A-F]/g,
    read: (row = '') => (row.endsWith('\n') ? '' : bytes(row)),
  },
  // The same of single letters within words, and between them
  { sign: '=', least: 3, pattern: /(?<=[a-zÀ-ÿ'])=[4-7][0-9A-F](?=[a-zÀ-ÿ'])/gi, read: (row) => bytes(row) },
  {
    sign: '=',
    least: 5,
    pattern: /(?<=[a-z0-9À-ÿ ,.'])=[2-7][0-9A-F](?=[a-zÀ-ÿ =,.:;!?')]|$)/gi,
    read: (row) => bytes(row),
  },
];

/** `=?utf-8?B?…?=`, and what goes on in the next line. */
const ENCODED_WORD = /=\?[\w-]{2,20}\?([bq])\?([^\s?]{1,4000})\?=(?:\s{1,4}(?==\?))?/gi;

/** Escapes within escapes: no deeper than this. */
const DEEPEST = 3;

interface Unescaped {
  /** Folded. */
  readonly text: string;
  /** Plain letters were written as escapes, which no format asks for. */
  readonly hides: boolean;
}

/** The text without its escapes; nothing when it has none to speak of. Linear. */
export function withoutEscapes(source: string): Unescaped | undefined {
  let text = source;
  let letters = 0;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const before = text;
    if (text.includes('=?')) text = text.replace(ENCODED_WORD, decodeWord);
    for (const { sign, least, pattern, read } of NOTATIONS) {
      if (!text.includes(sign)) continue;
      const found = text.match(pattern);
      if (found === null || (found.length < least && !found.some((row) => row.length >= LONG_ROW))) continue;
      text = text.replace(pattern, (...groups: (string | undefined)[]) => {
        const plain = read(...groups);
        letters += /[a-z]/i.test(plain) && plain !== groups[0] ? plain.length : 0;
        return plain;
      });
    }
    if (text === before) break;
  }
  return text === source ? undefined : { text: canonicalise(text).text, hides: letters >= FEWEST_LETTERS };
}

/** A row of so many characters is several escapes. */
const LONG_ROW = 9;
/** A few letters may be written so for the sake of some format. */
const FEWEST_LETTERS = 4;

function decodeWord(_: string, kind: string, data: string): string {
  if (/b/i.test(kind)) return Buffer.from(data, 'base64').toString('utf8');
  return data.replaceAll('_', ' ').replace(/(?:=[0-9A-F]{2}){1,4000}/gi, (row) => bytes(row));
}
