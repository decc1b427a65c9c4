// String literals of all languages: their escapes, and the holes in them.

/** A place in a string that is filled with a value: `${x}`, `{x}`, `#{x}`. */
export interface Hole {
  readonly code: string;
  /** As it stands, where it may be no hole at all; a hole for certain has none. */
  readonly written: string | undefined;
}

export interface Literal {
  readonly parts: readonly (string | Hole)[];
  /** Behind its closing quotation mark. */
  readonly end: number;
}

/** Longer literals are given up. */
const LONGEST = 4000;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: ' ', f: ' ', v: ' ', a: '', e: '' };
/** `\x41`, `\u0041`, `\u{41}`, `\U00000041`, `\101`, and any other sign. */
const ESCAPE = /\\(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{1,6})\}|U([\da-f]{8})|([0-7]{3})|([^]))/iy;
const ESCAPES_ALL = new RegExp(ESCAPE, 'gi');
/** `{x}` of `f"…"`, `${x}` of a template. */
const BRACED = /\{([^{}"\n]{1,200})\}/y;
const DOLLAR_BRACED = /\$\{([^{}\n]{1,200})\}/y;
/** `#{x}`, `${x}`, `{$x}`, `$(x)`, `\(x)`, `$x`: holes in some languages. */
const MAYBE =
  /[#$]\{([^{}\n]{1,200})\}|\{(\$[^{}\n]{1,200})\}|\$\((\$[^()\n]{1,80})\)|\\\(([^()\n]{1,80})\)|(\$[a-z_]\w{0,30})/iy;

/** The literal whose quotation mark stands at a place, with the letters before it; nothing when it does not end. */
export function literalAt(text: string, at: number, prefix: string): Literal | undefined {
  const quote = text.charAt(at);
  const closing = text.startsWith(quote.repeat(3), at) && quote !== '`' ? quote.repeat(3) : quote;
  const isFilled = /f|\$/i.test(prefix);
  const holes = isFilled ? BRACED : quote === '`' ? DOLLAR_BRACED : quote === '"' ? MAYBE : undefined;
  const parts: (string | Hole)[] = [];
  let said = '';
  let i = at + closing.length;
  for (const most = Math.min(text.length, i + LONGEST); i < most;) {
    const sign = text.charAt(i);
    if (text.startsWith(closing, i)) {
      if (!isElision(text, i, quote)) return { parts: [...parts, said], end: i + closing.length };
      said += quote;
      i += 2;
      continue;
    }
    if (sign === '\n' && closing.length === 1 && quote !== '`') return undefined;
    const hole = holes !== undefined && '#${\\'.includes(sign) ? matchAt(holes, text, i) : null;
    const escape = hole === null && sign === '\\' && !/r/i.test(prefix) ? matchAt(ESCAPE, text, i) : null;
    if (hole !== null) {
      const code = hole.slice(1).find(Boolean) ?? '';
      parts.push(said, { code: isFilled ? bare(code) : code, written: holes === MAYBE ? hole[0] : undefined });
      said = '';
    } else if (escape !== null) said += unescaped(escape[0]);
    else said += sign;
    // `{{` of `f"…"`
    const isDoubled = isFilled && hole === null && '{}'.includes(sign) && text.charAt(i + 1) === sign;
    i += isDoubled ? 2 : ((hole ?? escape ?? sign).at(0)?.length ?? 1);
  }
  return undefined;
}

/** `'l''ordre'`: a quotation mark that is doubled within SQL and Pascal. */
function isElision(text: string, at: number, quote: string): boolean {
  return (
    quote === "'" &&
    /^'[a-zà-ÿ]/i.test(text.slice(at + 1, at + 3)) &&
    /(?:^|[^a-zà-ÿ])(?:[cdjlmnst]|qu)$/i.test(text.slice(Math.max(0, at - 3), at))
  );
}

/** A hole without its format: `{x:>3}`, `{x!r}`. */
function bare(code: string): string {
  return code.replace(/![rsa]$|:[<>^]?\d{0,3}[sdr]?$/, '');
}

/** What a sticky pattern matches at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function meant(_: string, ...[x, u, braced, long, octal, other = '']: string[]): string {
  const hex = x ?? u ?? braced ?? long;
  if (hex !== undefined) return ofPoint(Number.parseInt(hex, 16));
  if (octal !== undefined) return ofPoint(Number.parseInt(octal, 8));
  return other === '\n' ? '' : (ESCAPES[other] ?? other);
}

/** A text with its escapes as what they stand for. */
export function unescaped(text: string): string {
  return text.replace(ESCAPES_ALL, meant);
}

/** The character with a number; empty for what is none. */
export function ofPoint(point: number): string {
  return Number.isInteger(point) && point >= 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
}
