// What subtitles say, without their numbers and times.

// Hits `3\n00:00:09,000 --> 00:00:11,500\n`, as in SubRip and WebVTT.
const CUE = /(?:^|\n)(?:\d{1,5}\n)?(?:\d\d:)?\d\d:\d\d[.,]\d{3} ?--> ?(?:\d\d:)?\d\d:\d\d[.,]\d{3}[^\n]{0,80}(?:\n|$)/g;
const FEWEST = 3;

/** The (folded) text with the lines of its subtitles one after the other; nothing when it has none. Linear. */
export function subtitles(folded: string): string | undefined {
  if (!folded.includes('-->') || (folded.match(CUE)?.length ?? 0) < FEWEST) return undefined;
  return folded.replace(CUE, ' ').replace(/\n+/g, ' ').replace(/ {2,}/g, ' ');
}

/** The (folded) text with each of its subtitles on a line, behind the time from which it is shown; as it is when it has none. Linear. */
export function cuesOnALine(folded: string): string {
  if (!folded.includes('-->') || (folded.match(CUE)?.length ?? 0) < FEWEST) return folded;
  return folded.replace(CUE, (cue) => `\n${FROM.exec(cue)?.[0] ?? ''}\t`).replace(BLANK_LINES, '\n');
}

const FROM = /(?:\d\d:)?\d\d:\d\d[.,]\d{3}/;
const BLANK_LINES = /\n{2,}/g;
