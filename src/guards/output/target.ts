// Reads the target of a link as those who render it do: escapes and character references first, only then an address.

/** The characters with a name in HTML that mean something in an address, or show as nothing. */
const NAMED = new Map(Object.entries({
  AMP: '&', amp: '&', apos: "'", ast: '*', midast: '*', bsol: '\\', colon: ':', comma: ',', commat: '@', dollar: '$',
  equals: '=', excl: '!', grave: '`', DiacriticalGrave: '`', GT: '>', gt: '>', Hat: '^', lbrace: '{', lcub: '{',
  lbrack: '[', lsqb: '[', lowbar: '_', UnderBar: '_', lpar: '(', LT: '<', lt: '<', NewLine: '\n', num: '#', percnt: '%',
  period: '.', plus: '+', quest: '?', QUOT: '"', quot: '"', rbrace: '}', rcub: '}', rbrack: ']', rsqb: ']', rpar: ')',
  semi: ';', sol: '/', Tab: '\t', verbar: '|', vert: '|', VerticalLine: '|', fjlig: 'fj', bne: '=\u20e5',
  nvgt: '>\u20d2', nvlt: '<\u20d2', shy: '\u00ad', zwj: '\u200d', zwnj: '\u200c', lrm: '\u200e', rlm: '\u200f',
  ZeroWidthSpace: '\u200b', NegativeMediumSpace: '\u200b', NegativeThickSpace: '\u200b', NegativeThinSpace: '\u200b',
  NegativeVeryThinSpace: '\u200b', NoBreak: '\u2060', af: '\u2061', ApplyFunction: '\u2061', InvisibleTimes: '\u2062',
  it: '\u2062', InvisibleComma: '\u2063', ic: '\u2063',
})); // prettier-ignore

// Hits `&colon;`, `&#58`, `&#x3a;`; not `&x=1`.
const REFERENCES = /&(?:#x([0-9a-f]{1,6});?|#(\d{1,7});?|([a-z]{2,31});)/gi;
// Hits `&colon;`, `&#58;`, `\:`; not `&#58` or `\n`.
const ESCAPES_AND_REFERENCES = /\\([!-/:-@[-`{-~])|&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,31}));/gi;

/** The target of a Markdown link as it is followed (CommonMark 2.4 and 2.5, in one pass as there). */
export function readTarget(target: string): string {
  return target.replace(
    ESCAPES_AND_REFERENCES,
    (whole, escaped?: string, hex?: string, decimal?: string, name?: string) =>
      escaped ?? character(whole, hex, decimal, name),
  );
}

/** The value of an attribute in HTML. */
export function readAttribute(value: string): string {
  return value.replace(REFERENCES, character);
}

function character(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED.get(name) ?? whole;
  const point = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}
