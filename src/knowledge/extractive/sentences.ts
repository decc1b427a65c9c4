// Cuts a passage into the pieces that can be quoted: sentences, list items, table rows, blocks of code.

/** A piece of a passage that makes sense when quoted alone. Line numbers count from 0 within the text. */
export interface Unit {
  readonly kind: 'sentence' | 'item' | 'row' | 'code' | 'heading';
  readonly text: string;
  readonly first: number;
  readonly last: number;
  /** Units of one paragraph, list, table or block share a number. */
  readonly group: number;
  /** The line that leads to it: the sentence with a colon before a list, the header of a table. */
  readonly lead?: string;
  /** Headings above it inside the passage, outermost first. */
  readonly heading: readonly string[];
  /** Whether it is a step of a numbered list. */
  readonly step: boolean;
}

const fence = /^\s*(`{3,}|~{3,})/u;
const headingLine = /^\s{0,3}(#{1,6})\s+(\S.*)$/u;
const itemLine = /^\s*(?:[-*+•]|(\d{1,3})[.)])\s+\S/u;
const tableRow = /^\s*\|.*\|\s*$/u;
const tableRule = /^[\s|:-]+$/u;
const maxCodeLines = 12;
const prose = new Set([
  'markdown',
  'plaintext',
  'restructuredtext',
  'asciidoc',
  'latex',
  'pdf',
  'docx',
  'jupyter',
  'html',
  '',
]);

/** Whether the language is read as prose; everything else is code. */
export const isProse = (language: string): boolean => prose.has(language);

/** The units of a text, in order. */
export function units(text: string, language: string): Unit[] {
  const lines = text.split(/\r?\n/u);
  return isProse(language) ? proseUnits(lines) : codeUnits(lines);
}

function proseUnits(lines: readonly string[]): Unit[] {
  const found: Unit[] = [];
  const heading: { level: number; text: string }[] = [];
  const titles = () => heading.map(({ text }) => text);
  let group = 0;
  let lead: { text: string; line: number } | undefined;
  let i = 0;
  const line = (n: number) => lines[n] ?? '';
  const add = (unit: Omit<Unit, 'group' | 'heading'>) => found.push({ ...unit, group, heading: titles() });
  const leadAt = (first: number) => (lead && first - lead.line <= 2 ? { lead: lead.text } : {});
  while (i < lines.length) {
    const current = line(i);
    const title = headingLine.exec(current);
    const opening = fence.exec(current)?.[1];
    if (current.trim() === '') {
      i++;
    } else if (title) {
      const level = title[1]?.length ?? 1;
      while ((heading.at(-1)?.level ?? 0) >= level) heading.pop();
      heading.push({ level, text: title[2] ?? '' });
      group++;
      lead = undefined;
      i++;
    } else if (opening !== undefined) {
      let end = i + 1;
      while (end < lines.length && !line(end).trim().startsWith(opening)) end++;
      end = Math.min(end, lines.length - 1);
      group++;
      add({ kind: 'code', text: lines.slice(i, end + 1).join('\n'), first: i, last: end, step: false, ...leadAt(i) });
      i = end + 1;
    } else if (tableRow.test(current)) {
      group++;
      let end = i;
      while (end < lines.length && tableRow.test(line(end))) end++;
      const header = end > i + 1 && tableRule.test(line(i + 1)) ? `${line(i)}\n${line(i + 1)}` : undefined;
      for (let row = header === undefined ? i : i + 2; row < end; row++)
        add({
          kind: 'row',
          text: line(row),
          first: row,
          last: row,
          step: false,
          ...(header === undefined ? {} : { lead: header }),
        });
      i = end;
    } else if (itemLine.test(current)) {
      group++;
      const context = leadAt(i);
      while (i < lines.length && itemLine.test(line(i))) {
        let end = i + 1;
        while (
          end < lines.length &&
          line(end).trim() !== '' &&
          !itemLine.test(line(end)) &&
          !headingLine.test(line(end))
        )
          end++;
        const step = itemLine.exec(line(i))?.[1] !== undefined;
        add({ kind: 'item', text: lines.slice(i, end).join('\n'), first: i, last: end - 1, step, ...context });
        // A loose list has one empty line between its items.
        i = line(end).trim() === '' && itemLine.test(line(end + 1)) ? end + 1 : end;
      }
    } else {
      let end = i + 1;
      while (end < lines.length && line(end).trim() !== '' && !startsBlock(line(end))) end++;
      group++;
      for (const sentence of sentencesOf(lines.slice(i, end), i)) {
        add({ kind: 'sentence', ...sentence, step: false });
        if (/[:：]\s*\**$/u.test(sentence.text)) lead = { text: sentence.text, line: sentence.last };
      }
      i = end;
    }
  }
  return found;
}

const startsBlock = (line: string): boolean =>
  headingLine.test(line) || fence.test(line) || itemLine.test(line) || tableRow.test(line);

/** `e.g.`, `p.`, `M.` and initials such as `J.` do not end a sentence; `degrés.` and `vault.` do. */
const abbreviation =
  /(?<![\p{L}\p{N}])(?:[eE]\.g|[iI]\.e|etc|cf|[eE]x|art|[fF]ig|nos?|vol|pp?|vs|[dD]r|[mM]rs?|[mM]s|[sS]t|[mM]mes?|[mM]lle|env|approx|\p{Lu})\.$/u;

/** Sentences of one paragraph with the lines they stand on. */
function sentencesOf(lines: readonly string[], offset: number): { text: string; first: number; last: number }[] {
  const found: { text: string; first: number; last: number }[] = [];
  const text = lines.join('\n');
  let start = 0;
  let line = 0;
  const push = (end: number) => {
    const piece = text.slice(start, end);
    const trimmed = piece.trim();
    const lead = piece.length - piece.trimStart().length;
    line += count(piece.slice(0, lead));
    const inside = count(trimmed);
    if (trimmed !== '') found.push({ text: trimmed, first: offset + line, last: offset + line + inside });
    line += count(piece.slice(lead));
    start = end;
  };
  for (const match of text.matchAll(/[.!?…]["»”’)\]*_]*(?=\s)/gu)) {
    const end = match.index + match[0].length;
    const before = text.slice(Math.max(start, end - 12), match.index + 1);
    const next = text.slice(end).trimStart();
    if (match[0].startsWith('.') && abbreviation.test(before)) continue;
    // A sentence starts with a capital, a digit, a quote or markup; "vers. 2" and "… puis" go on.
    if (next !== '' && /^\p{Ll}/u.test(next)) continue;
    push(end);
  }
  push(text.length);
  return found;
}

const count = (text: string): number => text.split('\n').length - 1;

/** Blocks of source code: a comment stays with what it explains, long blocks are cut. */
function codeUnits(lines: readonly string[]): Unit[] {
  const found: Unit[] = [];
  let group = 0;
  let start = 0;
  const flush = (end: number) => {
    while (start < end && (lines[start] ?? '').trim() === '') start++;
    for (let from = start; from < end; from += maxCodeLines) {
      let to = Math.min(end, from + maxCodeLines);
      while (to > from && (lines[to - 1] ?? '').trim() === '') to--;
      if (to > from)
        found.push({
          kind: 'code',
          text: lines.slice(from, to).join('\n'),
          first: from,
          last: to - 1,
          group,
          heading: [],
          step: false,
        });
    }
    group++;
    start = end;
  };
  for (const [i, line] of lines.entries()) if (line.trim() === '') flush(i);
  flush(lines.length);
  return found;
}
