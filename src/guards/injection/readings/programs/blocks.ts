// Statements with those that stand in them: loops, choices, functions.
import { piecesOf, type Piece } from './pieces';
import { Cursor } from './tokens';
import { DEEPEST } from './tree';

export interface Block {
  readonly piece: Piece;
  /** What it begins with when others stand in it, like `for`; else empty. */
  readonly word: string;
  /** What stands between that word and the others; of a function its parameters. */
  readonly head: string;
  /** Of a function. */
  readonly name: string;
  readonly body: readonly Block[];
  /** The others stand on its line. */
  readonly isOnLine: boolean;
}

const HEAD = /^(for(?:each)?|while|if|else if|elif|else)\b/;
/** `def f(x): return …`, `function f(x) { return …; }`, `fn f(x) = …`, `static String f(String x)` */
const FUNCTION =
  /^(?:(?:export|async|public|private|static|local|final) ){0,4}(?:def|function|fn|func|fun|(?<=static )[\w<>[\]]{1,20}) (\w{1,40}) ?\(([^()\n]{0,120})\)(?:\s?(?:->|:)\s?\w{1,20}(?:\[\])?(?=\s?[{:=]))?\s?[{:=]?([^\n]{0,300})$/;

/** The statements of some pieces, each with those in it. */
export function blocksOf(pieces: readonly Piece[], depth = 0): Block[] {
  const blocks: Block[] = [];
  for (let n = 0; n < pieces.length;) {
    const piece = pieces[n++];
    if (piece === undefined) break;
    const [isFunction, name = '', params = '', own = ''] = FUNCTION.exec(piece.code) ?? [];
    const code = piece.code.replace(/^\} ?/, '');
    const word = isFunction === undefined ? (HEAD.exec(code)?.[0] ?? '') : 'def';
    const { head, rest } = isFunction === undefined ? headOf(code, word.length) : { head: params, rest: own };
    const onLine = rest.replace(/^\s*\{/, '').replace(/[;}\s]{1,20}$/, '').trim(); // prettier-ignore
    let body: readonly Piece[] = [];
    if (word !== '' && depth < DEEPEST) {
      const behind = onLine === '' ? endOf(pieces, n) : n;
      body = onLine === '' ? pieces.slice(n, behind) : piecesOf(onLine).map((one) => ({ ...one, start: piece.start, end: piece.end })); // prettier-ignore
      n = behind;
    }
    blocks.push({ piece, word, head, name, body: blocksOf(body, depth + 1), isOnLine: onLine !== '' });
  }
  return blocks;
}

/** Where the statements end that stand in the one before a place: they are indented more, or stand between `do` and `done`. */
function endOf(pieces: readonly Piece[], from: number): number {
  const indent = pieces[from - 1]?.indent ?? 0;
  const isOfShell = /^(?:do|then)\b/.test(pieces[from]?.code ?? '');
  let n = from;
  for (; n < pieces.length; n++)
    if (isOfShell ? /^(?:done|fi)\b/.test(pieces[n]?.code ?? '') : (pieces[n]?.indent ?? 0) <= indent) break;
  return n;
}

/** What stands between a word like `for` and what is done: up to its bracket, or to a colon or a brace. */
function headOf(code: string, from: number): { head: string; rest: string } {
  if (from === 0) return { head: '', rest: '' };
  const cursor = new Cursor(code, from);
  const isBracketed = cursor.isNext('(');
  let depth = 0;
  for (; cursor.next.kind !== 'end'; cursor.at++) {
    const { kind, value, isSpaced, start, end } = cursor.next;
    if (kind !== 'sign' && kind !== 'name') continue;
    const isEnd = depth === 0 && ([':', 'do', 'then'].includes(value) || (value === '{' && isSpaced));
    if (isEnd) return { head: code.slice(from, start).trim(), rest: code.slice(value === '{' ? start : end) };
    if ('([{'.includes(value)) depth++;
    else if (')]}'.includes(value)) depth--;
    if (isBracketed && depth === 0 && value === ')' && !cursor.isNext('in', 1))
      return { head: code.slice(from, start).trim().slice(1), rest: code.slice(end).replace(/^\s*:/, '') };
  }
  return { head: code.slice(from).trim(), rest: '' };
}
