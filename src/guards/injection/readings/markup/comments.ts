// What the comments of a page say one after the other, when one sentence was cut up over them.
import { matchesOf } from '../../../matches';
import { standsOften } from '../signs';
import { mayOrder } from '../speech';

const COMMENT = /<!--([^]{1,200}?)-->/g;
const FEWEST = 3;
/** Longer comments, on the mean, are sentences of their own. */
const WORDS_EACH = 6;

/** The (folded) text with its comments in one, in front of it; nothing when these say nothing together. Linear. */
export function commentsInOne(folded: string): string | undefined {
  if (!standsOften(folded, '<!--', FEWEST)) return undefined;
  const comments = matchesOf(folded, COMMENT).map(([, said = '']) => said.trim());
  const words = comments.join(' ').split(/\s+/).length;
  if (comments.length < FEWEST || words > comments.length * WORDS_EACH) return undefined;
  const said = comments.join(' ');
  return mayOrder(said) ? `${said}\n\n${folded.replace(COMMENT, ' ')}` : undefined;
}
