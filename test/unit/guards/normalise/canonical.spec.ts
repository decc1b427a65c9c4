// Folding of texts that were cut from longer ones. In a file of its own: what the engine did before decides whether it can fail.
import { expect, it } from 'vitest';
import { canonicalise } from '../../../../src/guards/normalise';

it('reads nothing behind the end of a text that was cut from a longer one within a character', () => {
  // Often enough for the engine to optimise: `codePointAt` then reads the character whole.
  const long = `a piece of a longer text ${'\u{e0041}😀'.repeat(8)}`;
  for (let round = 0; round < 4000; round++) {
    for (let end = 26; end < long.length; end += 2) {
      const { text, hidden } = canonicalise(long.slice(3, end));
      if (text.endsWith(long.charAt(end - 1)) && (hidden.at(-1)?.end ?? 0) < end - 3) continue;
      expect.fail(`in round ${round}: ${JSON.stringify({ text, hidden })}`);
    }
  }
});
