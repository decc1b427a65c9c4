/**
 * All matches of a global pattern, in order. As `matchAll`, which takes a copy of the pattern each time: for a long pattern that
 * costs more than a search through a few lines. The pattern matches no empty text.
 */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) matches.push(match);
  return matches;
}
