// The parts of a text around the words and marks without which a pattern cannot match.
import type { Tokens } from '../tokens';

export type Part = readonly [from: number, to: number];

const NONE: readonly Part[] = [];

/** Finds the lines around signs; where the lines are is found once for all patterns. Linear in the length of the text. */
export class Surroundings {
  /** Where lines end: at the line ends, and at the end of the text. */
  private readonly ends: number[] = [];
  /** The lines that hold signs of `tokens`, and the groups of these. */
  private readonly lines: number[] = [];
  private readonly groups: number[] = [];
  /** What stands behind each character that marks begin with. */
  private readonly behind = new Map<number, ReadonlySet<number>>();

  constructor(
    private readonly text: string,
    tokens: Tokens,
  ) {
    const { signsAt, signsOf } = tokens;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.ends.push(end);
    this.ends.push(text.length);
    let line = 0;
    let last = -1;
    for (let n = 0; n < signsAt.length; n++) {
      line = this.lineOf(signsAt[n] ?? 0, line);
      const signs = signsOf[n] ?? 0;
      if (this.lines[last] === line) this.groups[last] = (this.groups[last] ?? 0) | signs;
      else last = this.lines.push(line) - 1;
      if (this.groups.length === last) this.groups.push(signs);
    }
  }

  /**
   * The lines that hold words of some groups (see `signBits`) or one of `marks`, with so many `more` lines on both sides; in
   * order, none twice. A part begins with the line end before it, for patterns that ask for one.
   */
  of(signs: number, marks: readonly string[], more: number): readonly Part[] {
    const { groups } = this;
    const lines: number[] = [];
    for (let n = 0; n < groups.length; n++) if (((groups[n] ?? 0) & signs) !== 0) lines.push(this.lines[n] ?? 0);
    const { length } = lines;
    for (const mark of marks) if (this.mayHold(mark)) this.addLinesOf(mark, lines);
    if (lines.length > length) lines.sort((a, b) => a - b);
    return lines.length === 0 ? NONE : this.parts(lines, more);
  }

  /** Marks begin with one of a few characters, which most texts do not have, or with other ones behind them. */
  private mayHold(mark: string): boolean {
    const [first = ''] = mark;
    const unit = first.charCodeAt(0);
    let behind = this.behind.get(unit);
    if (behind === undefined) {
      behind = this.unitsBehind(first);
      this.behind.set(unit, behind);
    }
    return behind.has(mark.charCodeAt(1));
  }

  private unitsBehind(sign: string): ReadonlySet<number> {
    const units = new Set<number>();
    for (let at = this.text.indexOf(sign); at >= 0; at = this.text.indexOf(sign, at + 1))
      units.add(this.text.charCodeAt(at + 1));
    return units;
  }

  private addLinesOf(mark: string, lines: number[]): void {
    let line = 0;
    for (let at = this.text.indexOf(mark); at >= 0; at = this.text.indexOf(mark, this.ends[line])) {
      line = this.lineOf(at, line);
      lines.push(line);
    }
  }

  /** The line of a place that stands in line `from` or behind it. */
  private lineOf(at: number, from: number): number {
    let line = from;
    while ((this.ends[line] ?? Infinity) < at) line++;
    return line;
  }

  /** The parts of the text around lines, which are in order. */
  private parts(lines: readonly number[], more: number): Part[] {
    const parts: Part[] = [];
    let first = 0;
    for (let n = 0; n < lines.length; n++) {
      const line = lines[n] ?? 0;
      if (n === 0) first = line;
      const next = lines[n + 1];
      if (next !== undefined && next - line <= 2 * more + 1) continue;
      const from = first - more - 1;
      parts.push([from < 0 ? 0 : (this.ends[from] ?? 0), (this.ends[line + more] ?? this.text.length) + 1]);
      first = next ?? 0;
    }
    return parts;
  }
}
