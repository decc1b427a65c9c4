// A sentence written as a regular expression that matches nothing else.

/** `[rR]`, `[e3]`: one character, or another that is read as it. */
const CLASS = /\[([^\][\n\\]{2,4})\][+?*]?/g;
const BLANK = /\\[sb][+*]?/g;
/** Fewest classes that stand side by side. */
const FEWEST = 6;
const ROW = /(?:\[[^\][\n\\]{1,4}\][+?*]?){2,40}/g;

/** The (folded) text with the first letter of each class and with blanks; nothing when there are no rows of classes. Linear. */
export function matchedOnly(folded: string): string | undefined {
  if (!folded.includes('][')) return undefined;
  const row = (folded.match(ROW) ?? []).join('');
  if ((row.match(CLASS)?.length ?? 0) < FEWEST) return undefined;
  const single = folded.replace(ROW, (classes) => classes.replace(/\[([^\]])\]/g, '$1'));
  return single.replace(CLASS, (_, given: string) => /[a-z]/.exec(given)?.[0] ?? given.charAt(0)).replace(BLANK, ' ');
}
