// Words in disguise with a hyphen or an apostrophe before what was put behind them: `isable-day`, `icktr'ay`.
import type { Tokens } from '../../tokens';

/** So many words have one, of which most are none without it, and most ends are alike. */
const FEWEST = 3;
const SHARE = 0.6;
const LONGEST_END = 6;
/** So many letters of the ends are the same. */
const ALIKE = 2;
const HYPHEN = 0x2d;
const APOSTROPHE = 0x27;

/** The (folded) text without such signs; nothing when there are few. Linear, a look at each word for ordinary text. */
export function withoutJoints(folded: string, { units, count, start, end, counted }: Tokens): string | undefined {
  const joints: number[] = [];
  let strange = 0;
  for (let i = 0; i + 1 < count; i++) {
    const at = end[i] ?? 0;
    if (units[at] !== HYPHEN && units[at] !== APOSTROPHE) continue;
    const length = (end[i + 1] ?? 0) - at - 1;
    if (start[i + 1] !== at + 1 || length < ALIKE || length > LONGEST_END) continue;
    joints.push(at);
    if (counted[i] === 0) strange++;
  }
  if (strange < FEWEST || strange < joints.length * SHARE) return undefined;
  const ends = joints.map((at) => /^[a-z]+/.exec(folded.slice(at + 1, at + 1 + LONGEST_END))?.[0].slice(-ALIKE) ?? '');
  const best = commonest(ends);
  const alike = joints.filter((_, n) => ends[n] === best);
  if (best === '' || alike.length < Math.max(FEWEST, joints.length * SHARE)) return undefined;
  let text = '';
  let from = 0;
  for (const at of alike) {
    text += folded.slice(from, at);
    from = at + 1;
  }
  return text + folded.slice(from);
}

function commonest(all: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
