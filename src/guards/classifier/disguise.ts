// Whether a text hides, encodes or disguises part of itself: such texts are left to the rules, which read what is behind.
import { disguisedReadings, type ReadingKind } from '../injection/readings';
import { tokenise } from '../injection/tokens';
import { normalise, type ViewKind } from '../normalise';

/** Views and readings of what stands there for everybody to see. */
const open: ReadonlySet<ViewKind | ReadingKind> = new Set<ViewKind | ReadingKind>([
  'plain',
  'concatenated',
  'lines',
  'escaped',
  'corrected',
]);
/** Readings that put single words right: names and typing errors suggest them, too. */
const ofWords: ReadonlySet<ReadingKind> = new Set<ReadingKind>(['scrambled', 'leetspeak']);
/**
 * From this share of changed words on they are a disguise. In the rounds of authors 5 to 8 plain texts had 7 % at most, what was
 * written in that way more than 50 %.
 */
const disguisedShare = 0.1;

/** Linear in the length of the text, never throws. */
export function isDisguised(text: string): boolean {
  const { hidden, views } = normalise(text);
  if (hidden.length > 0 || views.some(({ kind }) => !open.has(kind))) return true;
  return views
    .filter(({ kind }) => kind === 'plain')
    .some((view) =>
      disguisedReadings(view.source, view.text, tokenise(view.text)).some(
        ({ kind, text: reading }) =>
          !open.has(kind) && (!ofWords.has(kind) || changedShare(view.text, reading) >= disguisedShare),
      ),
    );
}

/** Something that a model can read: a text as it stands, or what was encoded in it. */
export interface ReadablePart {
  readonly text: string;
  /** Where it stands in the text, when it was encoded; UTF-16 offsets. */
  readonly place?: { readonly start: number; readonly end: number };
}

/** Shorter ones are no sentences, and more are data. */
const shortestPart = 20;
const mostParts = 4;

/** What of a text a model can read: all of it, or what is encoded in it; nothing of one that is disguised otherwise. Linear, never throws. */
export function readableParts(text: string): readonly ReadablePart[] {
  if (!isDisguised(text)) return [{ text }];
  return normalise(text)
    .views.filter((view) => !open.has(view.kind) && view.text.length >= shortestPart)
    .slice(0, mostParts)
    .map((view) => ({ text: view.text, place: { start: view.start(0), end: view.end(view.text.length) } }));
}

const blanks = /\s+/;

function changedShare(text: string, reading: string): number {
  const words = text.split(blanks);
  const others = reading.split(blanks);
  return words.filter((word, i) => word !== others[i]).length / words.length;
}
