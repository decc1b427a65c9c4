// A sentence written as a regular expression that matches nothing else.

/** `[rR]`, `[e3]`: one character, or another that is read as it. */
const CLASS = /\[([^\][\n\\]{2,4})\][+?*]?/g;
/** `[r][u][l]`: more of them than a place in a table has. */
const SINGLES = /(?:\[[^\][\n\\]\]){3,40}/g;
const BLANK = /\\(?:[sb]|x20)[+*]?/g;
/** Fewest classes that stand side by side. */
const FEWEST = 6;
const ROW = /(?:\[[^\][\n\\]{1,4}\][+?*]?){2,40}/g;

/** The (folded) text with the first letter of each class and with blanks; nothing when there are no rows of classes. Linear. */
export function matchedOnly(folded: string): string | undefined {
  if (!folded.includes('][')) return undefined;
  const row = (folded.match(ROW) ?? []).join(' ');
  const singles = (row.match(SINGLES) ?? []).join('').length / '[r]'.length;
  if ((row.match(CLASS)?.length ?? 0) + singles < FEWEST) return undefined;
  const single = folded.replace(ROW, (classes) => classes.replace(/\[([^\]])\]/g, '$1'));
  return single.replace(CLASS, (_, given: string) => /[a-z]/.exec(given)?.[0] ?? given.charAt(0)).replace(BLANK, ' ');
}
