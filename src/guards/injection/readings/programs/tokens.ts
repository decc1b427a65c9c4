// Expressions in tokens, whatever their language.
import { literalAt, matchAt, type Literal } from './literals';

export interface Token {
  readonly kind: 'text' | 'words' | 'pattern' | 'number' | 'name' | 'sign' | 'end';
  /** As it stands; of words and of patterns what they hold. Of the end: empty at the end of the text, else it could not be read. */
  readonly value: string;
  /** Of a string: what it is made of. */
  readonly parts: Literal['parts'];
  readonly start: number;
  readonly end: number;
  /** A blank stands before it. */
  readonly isSpaced: boolean;
}

type Found = Pick<Token, 'kind' | 'value' | 'end'> & Partial<Token>;

/** Longer expressions are cut. */
const MOST_TOKENS = 1500;
/** Blanks, ends of lines that go on, and comments. */
const SPACE =
  /(?:\s|\\\r?\n|(?<=[ \t])_[ \t]{0,8}(?=\n)|\/\*(?:[^*]|\*(?!\/)){0,400}\*\/|(?:(?<!:)\/\/|(?<![\w$])#(?![{!])|--(?=\s))[^\n]{0,400})+/y;
const NUMBER = /(?:0x[\da-f_]{1,16}|0b[01_]{1,32}|\d[\d_]{0,15}(?:\.\d{1,12})?)(?:[ul]\b|[ui]\d{1,2}\b)?/iy;
const NAME = /[$@]?[a-z_À-ÿ][\wÀ-ÿ]{0,63}/iy;
/** Letters before the quotation mark of a string. */
const PREFIX = /(?:[fbur]{1,2}|\$)?(?=["'`])/iy;
/** `qw(a b)`, `%w[a b]` */
const WORDS = /(?:qw|%[wi]) ?[([{</|]([^()[\]{}<>/|]{0,2000})[)\]}>/|]/y;
const PATTERN = /\/((?:[^/\\\n]|\\[^\n]){1,80})\/[gimsuy]{0,4}/y;
const SIGN =
  /===|!==|\.\.\.|\.\.=|=>|->|::|\?\.|\.\.|\.=|\+=|-=|\*=|&=|\|\||&&|<<|>>|<>|\+\+|==|!=|<=|>=|:=|<-|\*\*|~=|\?\?|[^\w\s]/y;
/** What no pattern stands behind. */
const OPERANDS: ReadonlySet<string> = new Set(['text', 'words', 'number', 'name']);

/** A place in a row of tokens, which are read when they are asked for; behind the last stands the end. */
export class Cursor {
  at = 0;
  private readonly tokens: Token[] = [];
  private read: number;

  constructor(
    readonly text: string,
    from = 0,
  ) {
    this.read = from;
  }

  get next(): Token {
    return this.ahead(0);
  }

  /** Where the last token that was taken ends. */
  get end(): number {
    return this.ahead(-1).end;
  }

  ahead(by: number): Token {
    const n = Math.max(0, this.at + by);
    while (this.tokens.length <= n && this.tokens.at(-1)?.kind !== 'end') this.tokens.push(this.further());
    return this.tokens[Math.min(n, this.tokens.length - 1)] ?? this.further();
  }

  isNext(value: string, by = 0): boolean {
    const { kind, value: next } = this.ahead(by);
    return (kind === 'sign' || kind === 'name') && next === value;
  }

  /** Whether a sign or a word comes next, which is taken. */
  takes(value: string): boolean {
    if (!this.isNext(value)) return false;
    this.at++;
    return true;
  }

  /** Whether an operand may begin so many tokens ahead. */
  begins(by: number): boolean {
    const { kind, value } = this.ahead(by);
    return kind !== 'end' && (kind !== 'sign' || '([{-+!$@&:*...~'.includes(value));
  }

  private further(): Token {
    const space = matchAt(SPACE, this.text, this.read)?.[0] ?? '';
    const start = this.read + space.length;
    const last = this.tokens.at(-1);
    const isBehindOperand = last !== undefined && (OPERANDS.has(last.kind) || last.value === ')' || last.value === ']');
    const isCut = start < this.text.length;
    const found = isCut && this.tokens.length < MOST_TOKENS ? tokenAt(this.text, start, isBehindOperand) : undefined;
    const token: Found = found ?? { kind: 'end', value: isCut ? 'cut' : '', end: start };
    this.read = token.end;
    return { parts: [], isSpaced: space !== '' || last === undefined, ...token, start };
  }
}

/** The token at a place; nothing where a string does not end. */
function tokenAt(text: string, at: number, isBehindOperand: boolean): Found | undefined {
  const prefix = matchAt(PREFIX, text, at)?.[0];
  if (prefix !== undefined) {
    const literal = literalAt(text, at + prefix.length, prefix);
    return literal && { kind: 'text', value: '', ...literal };
  }
  const words = text.charAt(at) === 'q' || !isBehindOperand ? matchAt(WORDS, text, at) : null;
  if (words !== null) return { kind: 'words', value: words[1] ?? '', end: WORDS.lastIndex };
  const pattern = isBehindOperand ? null : matchAt(PATTERN, text, at);
  if (pattern !== null) return { kind: 'pattern', value: pattern[1] ?? '', end: PATTERN.lastIndex };
  for (const [kind, of] of [['number', NUMBER], ['name', NAME], ['sign', SIGN]] as const) {
    const value = matchAt(of, text, at)?.[0];
    if (value !== undefined) return { kind, value, end: at + value.length };
  } // prettier-ignore
  return undefined;
}
