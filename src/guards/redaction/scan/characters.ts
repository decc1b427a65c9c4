// Classes of UTF-16 code units that tell words and identifiers apart, and where a value ends.

export function isLetter(code: number): boolean {
  return isLower(code) || isUpper(code);
}

export function isLower(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 0xdf && code <= 0xff && code !== 0xf7);
}

export function isUpper(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0xde && code !== 0xd7);
}

export function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}

/** A value without the signs of the sentence that it ends. */
export function withoutFinalSigns(value: string): string {
  let end = value.length;
  while (end > 0 && '.:…'.includes(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}
