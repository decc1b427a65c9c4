// What French typography asks of every text that people read.

/** A colon inside a time, an address or code needs no space before it. */
const ERRORS: readonly RegExp[] = [
  /(?<=\p{L})'(?=\p{L})/gu,
  /(?<=[\p{L}\p{N})}]) ?[?!;](?=\s|$)/gu,
  /(?<!\u202f)»|«(?!\u202f)/gu,
  / :(?=\s|$)/gu,
];

/** Where a text lacks a no-break space (U+202F) before `? ! ; : »` or after `«`, or has a straight apostrophe: some letters around each. */
export function typographicErrors(text: string): readonly string[] {
  return ERRORS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index }) => text.slice(Math.max(0, index - 15), index + 15)),
  );
}
