// Programs of Brainfuck: eight signs, and what they print.
// Source of the language: Urban Müller, 1993; eight-bit cells that wrap around, as most interpreters have them.

/** Hits a row of its signs, also over several lines. */
export const PROGRAM = /[-+<>[\]](?:[-+<>.,[\]]|\s(?=[-+<>.,[\]])){39,20000}/g;
const CELLS = 1000;
/** More steps than this are not taken: a sentence needs a few thousand. */
const MOST_STEPS = 100_000;
const LONGEST = 2000;

/** What a program prints, without input; nothing for one that is none, or that does not end soon. Bounded. */
export function runProgram(source: string): string | undefined {
  const program = source.replace(/[^-+<>.,[\]]/g, '');
  const partner = partners(program);
  if (partner === undefined || !program.includes('.')) return undefined;
  const cells = new Uint8Array(CELLS);
  let cell = 0;
  let printed = '';
  let steps = 0;
  for (let at = 0; at < program.length; at++) {
    if (++steps > MOST_STEPS || printed.length >= LONGEST) return undefined;
    const value = cells[cell] ?? 0;
    switch (program[at]) {
      case '>':
        cell = (cell + 1) % CELLS;
        break;
      case '<':
        cell = (cell + CELLS - 1) % CELLS;
        break;
      case '+':
        cells[cell] = value + 1;
        break;
      case '-':
        cells[cell] = value - 1;
        break;
      case '.':
        printed += String.fromCharCode(value);
        break;
      case ',':
        cells[cell] = 0;
        break;
      case '[':
        if (value === 0) at = partner.get(at) ?? at;
        break;
      default:
        if (value !== 0) at = partner.get(at) ?? at;
    }
  }
  return printed;
}

/** The bracket that belongs to each bracket; nothing when one has none. */
function partners(program: string): ReadonlyMap<number, number> | undefined {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < program.length; at++) {
    if (program[at] === '[') open.push(at);
    if (program[at] !== ']') continue;
    const from = open.pop();
    if (from === undefined) return undefined;
    found.set(from, at);
    found.set(at, from);
  }
  return open.length === 0 ? found : undefined;
}
