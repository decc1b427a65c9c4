// Cuts source code at definitions, blank lines and low indentation, and names the symbols that enclose each piece.
import { chunkSize, cutLines, isBlank, type Chunk } from './lines';

interface Line {
  readonly blank: boolean;
  /** Columns, a tab counting four. */
  readonly indent: number;
  /** The name that the line defines, when it defines one. */
  readonly symbol: string | undefined;
  /** Comments, decorators and attributes go with what follows them. */
  readonly attached: boolean;
  readonly closing: boolean;
}

const definition =
  /^\s*(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|override|virtual|inline|extern|unsafe|const|pub(?:\([a-z:]+\))?|sealed|partial|open|data|suspend|declare|readonly)\s+)*(?:function\*?|class|interface|enum|struct|trait|impl|type|namespace|module|def|fn|func|fun|sub|procedure|proc|record|object|protocol|extension|package|defmodule|defp|macro_rules!|CREATE\s+(?:OR\s+REPLACE\s+)?(?:TABLE|VIEW|FUNCTION|INDEX|TRIGGER|PROCEDURE))\b\s*(?:<[^<>]*>\s*)?(?:\([^()]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$.]*)?/iu;
const assignedFunction =
  /^\s*(?:export\s+)?(?:const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function|\([^()]*\)\s*(?::[^=]+)?=>|[\w$]+\s*=>|class)/u;
const method = /^\s+(?:[\w<>[\]?,]+\s+){0,4}([\p{L}_$#][\p{L}\p{N}_$]*)\s*\([^()]*\)[^;{}()]*\{\s*$/u;
const keyword = /^(?:if|for|while|switch|catch|return|else|do|try|with|using|match|when|until|elif|except|foreach)$/u;
const attachedLine =
  /^\s*(?:\/\/|\/\*|\*|#(?!include|define|if|endif|else|pragma|region)|--|;|@[\w.]|\[[\w:.]+|"""|'''|%)/u;
const closingLine = /^\s*(?:[)\]};,]+|end\b.*|fi\b|done\b|esac\b)$/u;
/** Longer lines are not looked at: nothing that people define stands on them. */
const maxLineLength = 400;

/** The chunks of a source file, in order. */
export function* chunkCode(source: readonly string[]): Generator<Chunk> {
  const lines = source.map(inspect);
  const sizes = [0];
  for (const line of source) sizes.push((sizes.at(-1) ?? 0) + line.length + 1);
  const size = (from: number, to: number): number => (sizes[to + 1] ?? 0) - (sizes[from] ?? 0);
  const enclosing = symbolPaths(lines);
  let from = 0;
  while (from < source.length) {
    if (lines[from]?.blank === true) {
      from++;
      continue;
    }
    let to = source.length - 1;
    if (size(from, to) > chunkSize.max) to = bestEnd(lines, from, size);
    yield* cutLines(source, from, to, commonPath(lines, enclosing, from, to));
    from = to + 1;
  }
}

/** Where the chunk that starts at `from` ends best: before a definition at low indentation, not far from the target size. */
function bestEnd(lines: readonly Line[], from: number, size: (from: number, to: number) => number): number {
  let best = from;
  let bestScore = -Infinity;
  for (let end = from; end + 1 < lines.length; end++) {
    const length = size(from, end);
    if (length > chunkSize.max) break;
    const score =
      breakScore(lines, end + 1) -
      (length < chunkSize.min ? 6 : 0) -
      (3 * Math.abs(length - chunkSize.target)) / chunkSize.target;
    if (score >= bestScore) {
      bestScore = score;
      best = end;
    }
  }
  return best;
}

/** How good it is to begin a chunk at this line. */
function breakScore(lines: readonly Line[], at: number): number {
  const line = lines[at];
  const before = lines[at - 1];
  if (line === undefined || line.blank || line.closing) return -6;
  let score = -Math.min(line.indent, 16) / 2;
  if (before?.blank === true) score += 3;
  if (before?.closing === true) score += 1;
  if (line.symbol !== undefined) score += 3;
  // A comment or decorator above a definition takes its place.
  if (line.attached && lines.slice(at, at + 30).find((next) => !next.attached)?.symbol !== undefined) score += 3;
  if (before?.attached === true) score -= 5;
  if (before?.symbol !== undefined) score -= 3;
  return score;
}

function inspect(text: string): Line {
  const line = text.length > maxLineLength ? text.slice(0, maxLineLength) : text;
  const blank = isBlank(text);
  let indent = 0;
  for (const char of line) {
    if (char === ' ') indent++;
    else if (char === '\t') indent += 4;
    else break;
  }
  const attached = attachedLine.test(line);
  return {
    blank,
    indent,
    symbol: attached || blank ? undefined : symbolOf(line),
    attached,
    closing: closingLine.test(line.trimEnd()),
  };
}

function symbolOf(line: string): string | undefined {
  const name = (definition.exec(line) ?? assignedFunction.exec(line) ?? method.exec(line))?.[1];
  return name === undefined || keyword.test(name) ? undefined : name;
}

/** For each line the symbols that enclose it, the one it defines included; found by indentation. */
function symbolPaths(lines: readonly Line[]): string[][] {
  const open: { indent: number; symbol: string }[] = [];
  return lines.map((line) => {
    if (line.blank) return open.map(({ symbol }) => symbol);
    while ((open.at(-1)?.indent ?? -1) >= line.indent && !(line.closing && open.at(-1)?.indent === line.indent))
      open.pop();
    if (line.symbol !== undefined) open.push({ indent: line.indent, symbol: line.symbol });
    return open.map(({ symbol }) => symbol);
  });
}

/** The symbols that enclose all that a chunk says; comments belong to what follows them. */
function commonPath(lines: readonly Line[], enclosing: readonly string[][], from: number, to: number): string[] {
  let common: string[] | undefined;
  for (let i = from; i <= to; i++) {
    const line = lines[i];
    if (line === undefined || line.blank || line.attached || line.closing) continue;
    const path = enclosing[i] ?? [];
    const before: string[] = common ?? path;
    const differs = before.findIndex((symbol, depth) => path[depth] !== symbol);
    common = differs < 0 ? before : before.slice(0, differs);
  }
  return common ?? enclosing[to] ?? [];
}
