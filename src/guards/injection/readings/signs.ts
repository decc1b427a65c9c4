// How often signs stand in a text.

/** Whether a sign stands so often in a text, at least. Linear. */
export function standsOften(text: string, sign: string, times: number): boolean {
  let at = -1;
  for (let n = 0; n < times; n++) {
    at = text.indexOf(sign, at + 1);
    if (at < 0) return false;
  }
  return true;
}
