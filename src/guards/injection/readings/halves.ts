// Words whose halves changed places, with a hyphen between them: `blie-ou tes gles-rè`, as in written verlan.
import { isCounted } from '../lexicon/vocabulary';
import { isLetterAt } from './signs';

/** Longest half. */
const LONGEST = 9;
/** So many words, at least, are words the other way about and not as they stand. */
const FEWEST = 3;
/** So many hyphens are looked at. */
const MOST = 200;

/** The (folded) text with the halves of its words in their places; nothing when there are few such words. Linear. */
export function halvesInOrder(folded: string): string | undefined {
  let text = '';
  let from = 0;
  let turned = 0;
  let hyphen = folded.indexOf('-');
  for (let seen = 0; hyphen >= 0 && seen < MOST; seen++, hyphen = folded.indexOf('-', hyphen + 1)) {
    let start = hyphen;
    while (hyphen - start <= LONGEST && isLetterAt(folded, start - 1)) start--;
    let end = hyphen + 1;
    while (end - hyphen - 1 <= LONGEST && isLetterAt(folded, end)) end++;
    // Of three parts none is a half.
    if (start < from || folded[start - 1] === '-' || folded[end] === '-') continue;
    const first = folded.slice(start, hyphen);
    const second = folded.slice(hyphen + 1, end);
    if (!isTurned(first, second)) continue;
    text += folded.slice(from, start) + second + first;
    from = end;
    turned++;
  }
  return turned >= FEWEST ? text + folded.slice(from) : undefined;
}

function isTurned(first: string, second: string): boolean {
  const areHalves = first.length + second.length > 3 && first.length <= LONGEST && second.length <= LONGEST;
  return (
    areHalves && isCounted(second + first) && !isCounted(first + second) && !(isCounted(first) && isCounted(second))
  );
}
