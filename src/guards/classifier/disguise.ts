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
]);

/** Linear in the length of the text, never throws. */
export function isDisguised(text: string): boolean {
  const { hidden, views } = normalise(text);
  if (hidden.length > 0 || views.some(({ kind }) => !open.has(kind))) return true;
  return views
    .filter(({ kind }) => kind === 'plain')
    .some((view) => disguisedReadings(view.source, view.text, tokenise(view.text)).some(({ kind }) => !open.has(kind)));
}
