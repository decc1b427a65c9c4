// How often signs stand in a text, and where letters do.
import { isLetterUnit } from '../words';

/** Whether a sign stands so often in a text, at least. Linear. */
export function standsOften(text: string, sign: string, times: number): boolean {
  let at = -1;
  for (let n = 0; n < times; n++) {
    at = text.indexOf(sign, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Whether a small letter stands at a place of a (folded) text; places outside of it hold none. */
export function isLetterAt(text: string, at: number): boolean {
  return isLetterUnit(text.charCodeAt(at));
}

/** Whether there are so many matches of a pattern, which is global; the others are not looked for. */
export function matchesOften(text: string, pattern: RegExp, times: number): boolean {
  let found = 0;
  pattern.lastIndex = 0;
  while (found < times && pattern.test(text)) found++;
  // Else the next search would begin there.
  pattern.lastIndex = 0;
  return found >= times;
}
