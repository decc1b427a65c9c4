// Takes what shows as nothing out of an answer before anything is looked for in it: nothing can be split by it.
import { pointAt } from '../../base/codePoints';

/** Invisible characters that stood together. */
export interface HiddenRun {
  readonly text: string;
  /** Where they began in the answer as it was given. */
  readonly given: number;
  /** The place in what is kept before which they stood. */
  readonly kept: number;
}

const ZERO_WIDTH_NON_JOINER = 0x200c;
const ZERO_WIDTH_JOINER = 0x200d;
const EMOJI_SELECTOR = 0xfe0f;

/** Feed it an answer in pieces of any size; what it keeps is the same for every way of cutting. */
export class HiddenFilter {
  private readonly runs: HiddenRun[] = [];
  private told = 0;
  /** The end of what was given, when what follows decides about it. */
  private held = '';
  private given = 0;
  private kept = 0;
  /** The last code point that was kept. */
  private before = 0;

  /** What of the next piece is kept; with `last` there is no more to come. */
  push(chunk: string, last: boolean): string {
    const text = this.held + chunk;
    let result = '';
    let at = 0;
    while (at < text.length) {
      const point = pointAt(text, at);
      const end = at + (point > 0xffff ? 2 : 1);
      if (!last && !isDecided(text, at, end, point)) break;
      if (isHidden(point) && !isShown(this.before, point, pointAt(text, end))) {
        this.drop(text.slice(at, end));
      } else {
        // Half a character is none: two of them, put together here, could be one that is hidden.
        result += isSurrogate(point) ? '\ufffd' : text.slice(at, end);
        this.kept += end - at;
        this.before = point;
      }
      this.given += end - at;
      at = end;
    }
    this.held = text.slice(at);
    return result;
  }

  /** The next run that was not told of, when it stood before this place in what is kept. */
  next(kept: number): HiddenRun | undefined {
    const run = this.runs[this.told];
    if (run === undefined || run.kept >= kept) return undefined;
    this.told++;
    return run;
  }

  /** Where a character that was kept stood in what was given. */
  givenAt(kept: number): number {
    const run = this.runs.findLast((one) => one.kept <= kept);
    return run === undefined ? kept : run.given + run.text.length + kept - run.kept;
  }

  private drop(character: string): void {
    const last = this.runs.at(-1);
    if (last?.kept === this.kept) this.runs[this.runs.length - 1] = { ...last, text: last.text + character };
    else this.runs.push({ text: character, given: this.given, kept: this.kept });
  }
}

/** Whether all is there that tells what a character is, and whether it is shown. */
function isDecided(text: string, at: number, end: number, point: number): boolean {
  if (isHighSurrogate(point)) return at + 1 < text.length;
  if (point !== ZERO_WIDTH_JOINER && point !== ZERO_WIDTH_NON_JOINER && point !== EMOJI_SELECTOR) return true;
  return end < text.length && !(end + 1 === text.length && isHighSurrogate(text.charCodeAt(end)));
}

/** A joiner between emoji or in a script that needs it, one selector behind an emoji: part of what is shown. */
function isShown(before: number, point: number, next: number): boolean {
  if (point === EMOJI_SELECTOR) return isEmoji(before) && !isSelector(next);
  return (
    (point === ZERO_WIDTH_JOINER || point === ZERO_WIDTH_NON_JOINER) &&
    before > 0x24f &&
    next > 0x24f &&
    !isHidden(next)
  );
}

function isEmoji(point: number): boolean {
  return /\p{Emoji}/u.test(String.fromCodePoint(point));
}

function isSelector(point: number): boolean {
  return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}

function isHighSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdbff;
}

/** Characters that show as nothing. */
function isHidden(point: number): boolean {
  return (
    (point >= 0x200b && point <= 0x200f) || (point >= 0x202a && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) ||
    (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0000 && point <= 0xe01ef) || (point >= 0xfff9 && point <= 0xfffb) ||
    point === 0xad || point === 0xfeff || point === 0x34f || point === 0x180e || point === 0x061c || point === 0x3164 || point === 0x115f || point === 0x1160
  ); // prettier-ignore
}

/** Soft hyphens, marks of writing direction and a byte-order mark are removed without a word. */
export function isOrdinaryHidden(text: string): boolean {
  return /^(?:[\u00ad\u200b-\u200f\ufeff]|\ufe0e|\ufe0f)*$/.test(text);
}
