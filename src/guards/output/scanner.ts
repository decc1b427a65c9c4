// Cuts an answer into units from left to right, the same ones for every way in which the stream cuts it up.
import { pointAt } from '../../base/codePoints';
import { HiddenFilter } from './hidden';

/**
 * What the scanner hands over: one unit with its text. `start` is its place in what is left of the answer without invisible
 * characters; only the unit of these says where they stood in the answer as it was given.
 */
export type Unit =
  | { readonly kind: 'text'; readonly text: string; readonly start: number }
  | { readonly kind: 'word'; readonly text: string; readonly start: number }
  | { readonly kind: 'url'; readonly text: string; readonly start: number }
  | { readonly kind: 'html'; readonly text: string; readonly start: number }
  | {
      readonly kind: 'link';
      readonly text: string;
      readonly start: number;
      readonly image: boolean;
      readonly label: string;
      readonly target: string;
    }
  | { readonly kind: 'definition'; readonly text: string; readonly start: number; readonly target: string }
  | { readonly kind: 'hidden'; readonly text: string; readonly given: number }
  | { readonly kind: 'code'; readonly text: string; readonly start: number }
  | { readonly kind: 'fence'; readonly text: string; readonly start: number }
  /** The end of a link whose beginning was not seen as one: `](target)`. */
  | { readonly kind: 'tail'; readonly text: string; readonly start: number; readonly target: string }
  /** The beginning of an address that is too long to be waited for: `](` or `<`. */
  | { readonly kind: 'overlong'; readonly text: string; readonly start: number };

/** Longest construct that is waited for; what is longer is passed on in pieces, each judged alone. */
const LONGEST = 2048;
const LONGEST_WORD = 4096;
/** Longest HTML tag that is waited for. */
const LONGEST_TAG = 1024;

/** Longest part of a line that is kept to tell whether a fence opens it. */
const LONGEST_PREFIX = 256;

// Hits `[a](b)`, `<https://a>`; not `a[0]`, `Map<string>`.
const LINK_LIKE = /\]\(|<[a-z][a-z0-9+.-]{1,31}:/i;
const WORD = /[\p{L}\p{N}_+]/u;
const SCHEME_WORD =
  /^(?:https?|hxxps?|ftp|wss?|javascript|vbscript|data|command|vscode|vscode-insiders|vscodium|cursor|file|blob|ms-[a-z]{2,20}|www\d?|view-source|search-ms|intent|jar|mailto)$/i;

/** Feed it chunks, take units. */
export class Scanner {
  private readonly filter = new HiddenFilter();
  private buffer = '';
  private offset = 0;
  /** What stands ahead in the line, as far as it matters. */
  private prefix = '';
  /** The run that opened the code block the answer is in. */
  private fence = '';
  private isSure = true;

  push(chunk: string): void {
    this.buffer += this.filter.push(chunk, false);
  }

  /** The next unit, or nothing when more text is needed to tell; with `last` there is no more text to come. */
  next(last: boolean): Unit | undefined {
    if (last) this.buffer += this.filter.push('', true);
    const unit = this.read(last);
    // What stood within a unit, or ahead of it, comes first: where it is told of depends on no cut.
    const hidden = this.filter.next(unit === undefined ? (last ? Infinity : 0) : this.offset + unit.text.length);
    if (hidden !== undefined) return { kind: 'hidden', text: hidden.text, given: hidden.given };
    if (unit === undefined) return undefined;
    this.buffer = this.buffer.slice(unit.text.length);
    this.offset += unit.text.length;
    this.follow(unit);
    return unit;
  }

  /** In a code block, as far as can be told. */
  get inCode(): boolean {
    return this.fence !== '';
  }

  /** In what whoever shows the answer takes for a code block, too. */
  get isSurelyCode(): boolean {
    return this.inCode && this.isSure;
  }

  private get atLineStart(): boolean {
    return this.prefix.trim() === '';
  }

  /** Where something in what is left of the answer stood in the answer as it was given. */
  given(start: number, end: number): { readonly start: number; readonly end: number } {
    return { start: this.filter.givenAt(start), end: this.filter.givenAt(end - 1) + 1 };
  }

  private follow(unit: Unit): void {
    const { text } = unit;
    if (unit.kind === 'fence') {
      this.fence = this.fence === '' ? text : '';
      // Within a list or a quote a block ends with that, whatever follows.
      if (this.prefix !== '' && this.fence !== '') this.isSure = false;
    }
    // What was taken for one construct may be several blocks with a fence among them.
    if (/[\r\n][\s>*+\-\d.)]{0,40}(?:```|~~~)/.test(text)) this.isSure = false;
    const newline = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    this.prefix = (newline < 0 ? this.prefix + text : text.slice(newline + 1)).slice(0, LONGEST_PREFIX);
  }

  private read(last: boolean): Unit | undefined {
    const { buffer, offset: start } = this;
    if (buffer === '') return undefined;
    const character = String.fromCodePoint(pointAt(buffer, 0));
    if (character === '`' || (character === '~' && this.atLineStart)) return this.ticks(last);
    if (character === '<') return this.html(last);
    if (character === '[' || character === '!') return this.link(character, last);
    if (character === ']') return this.tail(last);
    if (WORD.test(character)) return this.word(last);
    return { kind: 'text', text: character, start };
  }

  /** A fence at the start of a line; else a code span, when its closing run is within the paragraph; else text. */
  private ticks(last: boolean): Unit | undefined {
    const { buffer, offset: start } = this;
    const run = /^(?:`{1,32}|~{1,32})/.exec(buffer)?.[0] ?? '`';
    if (run.length === buffer.length && run.length < 32 && !last) return undefined;
    if (run.length >= 3) {
      const isFence = this.isFence(run, last);
      if (isFence === undefined) return undefined;
      if (isFence) return { kind: 'fence', text: run, start };
    }
    if (!run.startsWith('`')) return { kind: 'text', text: run, start };
    let i = run.length;
    while (i < buffer.length && i < LONGEST) {
      if (buffer[i] === '\n' && buffer[i + 1] === '\n') return { kind: 'text', text: run, start };
      if (buffer[i] !== '`') i++;
      else {
        let end = i;
        while (end < buffer.length && end - i <= 32 && buffer[end] === '`') end++;
        if (end === buffer.length && end < LONGEST + 40 && !last) return undefined;
        if (end - i === run.length) {
          const text = buffer.slice(0, end);
          // Where blocks or cells of a table part it, it is no code: what could be a link in it is looked at.
          return LINK_LIKE.test(text) ? { kind: 'text', text: run, start } : { kind: 'code', text, start };
        }
        i = end;
      }
    }
    return buffer.length <= LONGEST && !last ? undefined : { kind: 'text', text: run, start };
  }

  /** Whether a run at hand opens or closes a code block (CommonMark 4.5); nothing when the rest of its line is needed. */
  private isFence(run: string, last: boolean): boolean | undefined {
    if (!this.atLineStart) {
      if (!this.inCode && /^[\s>*+\-\d.)]*$/.test(this.prefix)) this.isSure = false;
      return false;
    }
    const end = this.buffer.slice(0, LONGEST).search(/[\r\n]/);
    if (end < 0 && this.buffer.length < LONGEST && !last) return undefined;
    const rest = this.buffer.slice(run.length, end < 0 ? LONGEST : end);
    if ((end < 0 && this.buffer.length >= LONGEST) || run.length >= 32) this.isSure = false;
    if (this.inCode) return run.startsWith(this.fence) && rest.trim() === '' && /^ {0,3}$/.test(this.prefix);
    return run.startsWith('~') || !rest.includes('`');
  }

  private html(last: boolean): Unit | undefined {
    const { buffer, offset: start } = this;
    const second = buffer[1];
    if (second === undefined && !last) return undefined;
    if (second === undefined || !/[a-zA-Z/!]/.test(second)) return { kind: 'text', text: '<', start };
    if (buffer.startsWith('<!--')) {
      const end = buffer.slice(0, LONGEST + 3).indexOf('-->', 4);
      const text = buffer.slice(0, end + 3);
      if (end >= 0 && end < LONGEST)
        return LINK_LIKE.test(text) ? { kind: 'text', text: '<', start } : { kind: 'html', text, start };
      if (buffer.length < LONGEST && !last) return undefined;
      return { kind: 'text', text: '<', start };
    }
    const isAutolink = /^<[a-zA-Z][a-zA-Z0-9+.-]{1,31}:/.test(buffer);
    const longest = isAutolink ? LONGEST : LONGEST_TAG;
    const window = buffer.slice(0, longest);
    const end = window.indexOf('>');
    if (end >= 0) {
      const text = buffer.slice(0, end + 1);
      // `a < b && c > d`, `List<string>` in code, or a comparison in a sentence.
      return /^<\/?[a-zA-Z!][^<]{0,2047}>$/.test(text) && (isAutolink || !LINK_LIKE.test(text))
        ? { kind: 'html', text, start }
        : { kind: 'text', text: '<', start };
    }
    const broken = window.indexOf('<', 1);
    if (broken <= 0 && buffer.length < longest && !last) return undefined;
    if (isAutolink && broken <= 0 && buffer.length >= longest) return { kind: 'overlong', text: '<', start };
    // An unclosed tag at the end of an answer is closed by browsers.
    if (last && broken < 0 && buffer.length < LONGEST_TAG && /^<[a-zA-Z][a-zA-Z0-9]{0,15}\s[^<]{0,1023}=/.test(buffer))
      return { kind: 'html', text: buffer, start };
    return { kind: 'text', text: '<', start };
  }

  /** `[label](target)`, `![label](target)`, `[label]: target`; nested brackets in the label to a depth of three. */
  private link(character: string, last: boolean): Unit | undefined {
    const { buffer, offset: start } = this;
    const plain: Unit = { kind: 'text', text: character, start };
    const image = character === '!';
    if (image) {
      if (buffer.length < 2 && !last) return undefined;
      if (buffer[1] !== '[') return plain;
    }
    const open = image ? 1 : 0;
    const close = closing(buffer, open, '[', ']');
    if (close < 0) return close === NOT_YET && buffer.length <= open + LONGEST && !last ? undefined : plain;
    const label = buffer.slice(open + 1, close);
    let next = close + 1;
    if (next >= buffer.length && !last) return undefined;
    if (buffer[next] === ':' && this.atLineStart && !image) {
      const line = buffer.indexOf('\n', next);
      if (line < 0 && buffer.length < LONGEST && !last) return undefined;
      const stop = line < 0 || line > LONGEST ? Math.min(buffer.length, LONGEST) : line;
      const match = /^:[ \t]{0,8}<?([^\s>]{1,2000})>?/.exec(buffer.slice(next, stop));
      const target = match?.[1];
      if (match === null || target === undefined || LINK_LIKE.test(label) || holdsLink(match[0])) return plain;
      return { kind: 'definition', text: buffer.slice(0, next + match[0].length), start, target };
    }
    if (buffer[next] !== '(') return plain;
    const end = closing(buffer, next, '(', ')');
    if (end < 0) return end === NOT_YET && buffer.length <= next + LONGEST && !last ? undefined : plain;
    next = end + 1;
    // What holds a link is none itself.
    if (holdsLink(buffer.slice(close + 2, end))) return plain;
    const target = targetOf(buffer.slice(close + 2, end));
    return { kind: 'link', text: buffer.slice(0, next), start, image, label, target };
  }

  /** `](target)` behind a label that is too long, or that ends elsewhere than it seemed to. */
  private tail(last: boolean): Unit | undefined {
    const { buffer, offset: start } = this;
    if (buffer.length < 2 && !last) return undefined;
    if (buffer[1] !== '(') return { kind: 'text', text: ']', start };
    const end = closing(buffer, 1, '(', ')');
    if (end >= 0 && holdsLink(buffer.slice(2, end))) return { kind: 'text', text: ']', start };
    if (end >= 0)
      return { kind: 'tail', text: buffer.slice(0, end + 1), start, target: targetOf(buffer.slice(2, end)) };
    if (end === NEVER) return { kind: 'text', text: ']', start };
    if (buffer.length > LONGEST) return { kind: 'overlong', text: '](', start };
    return last ? { kind: 'text', text: ']', start } : undefined;
  }

  private word(last: boolean): Unit | undefined {
    const { buffer, offset: start } = this;
    let end = 0;
    let digits = false;
    let ascii = true;
    while (end < buffer.length && end < LONGEST_WORD) {
      const point = pointAt(buffer, end);
      const character = String.fromCodePoint(point);
      // Base64 goes on through its signs; an ordinary word ends there.
      const encoded = (character === '=' || character === '/') && end >= 16 && digits && ascii;
      if (
        !WORD.test(character) &&
        !encoded &&
        !(character === '-' && end <= 6 && /^(?:vscode|ms|view|search)$/i.test(buffer.slice(0, end)))
      )
        break;
      digits ||= point >= 0x30 && point <= 0x39;
      ascii &&= point < 0x80 && character !== '_';
      end += character.length;
    }
    if (end === buffer.length && end < LONGEST_WORD && !last) return undefined;
    const word = buffer.slice(0, end);
    if (SCHEME_WORD.test(word)) {
      const sign = buffer[end];
      if (sign === undefined && !last) return undefined;
      const slash = buffer[end + 1];
      // `http:8080` in a sentence is a port; only in a link is it an address.
      const needsSlash = sign === ':' && /^(?:https?|wss?|ftp)$/i.test(word);
      if (needsSlash && slash === undefined && !last) return undefined;
      if (needsSlash ? slash === '/' || slash === '\\' : sign === ':' || (sign === '.' && /^www/i.test(word)))
        return this.url(last);
    }
    return { kind: 'word', text: word, start };
  }

  private url(last: boolean): Unit | undefined {
    const { buffer, offset: start } = this;
    let end = 0;
    while (end < buffer.length && end < LONGEST && !/[\s<>"'`\\^{|}\u00ab\u00bb\u201c\u201d]/.test(buffer[end] ?? ''))
      end++;
    if (end === buffer.length && end < LONGEST && !last) return undefined;
    // A link may begin where the address seems to go on.
    const link = buffer.slice(0, end + 1).indexOf('](');
    let text = buffer.slice(0, link < 0 ? end : link);
    // Punctuation behind an address belongs to the sentence; a closing bracket when none was opened.
    while (
      text.length > 1 &&
      (/[.,;:!?*_]$/.test(text) ||
        (text.endsWith(')') && !text.includes('(')) ||
        (text.endsWith(']') && !text.includes('[')))
    )
      text = text.slice(0, -1);
    return { kind: 'url', text, start };
  }
}

/** Whether something besides the target itself could be a link; that may stand between `<` and `>`. */
function holdsLink(brackets: string): boolean {
  return LINK_LIKE.test(brackets.replace(/^:?\s{0,40}</, ''));
}

/** The target within the brackets of a link, without its title. */
function targetOf(brackets: string): string {
  const inside = brackets.trim();
  return inside.startsWith('<')
    ? inside.slice(1, inside.includes('>') ? inside.indexOf('>') : undefined)
    : inside.replace(/\s{1,8}(?:"[^"]*"|'[^']*'|\([^)]*\))$/, '');
}

const NEVER = -1;
const NOT_YET = -2;

/** The bracket that closes the one at `open`; `NEVER` when a paragraph ends before it, `NOT_YET` when the text does. */
function closing(buffer: string, open: number, left: string, right: string): number {
  let depth = 0;
  for (let i = open; i < Math.min(buffer.length, open + LONGEST); i++) {
    const character = buffer[i];
    if (character === '\\') i++;
    else if (character === left) depth++;
    else if (character === right && --depth === 0) return i;
    else if (character === '\n' && buffer[i + 1] === '\n') return NEVER;
  }
  return NOT_YET;
}
