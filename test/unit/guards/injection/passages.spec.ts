// The rules about passages are data: each finds its own examples and leaves the others alone.
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../src/guards';
import { markAddressed } from '../../../../src/guards/injection/addressing';
import { matchPassages, PASSAGE_RULES } from '../../../../src/guards/injection/passages';
import { tokenise } from '../../../../src/guards/injection/tokens';
import { canonicalise } from '../../../../src/guards/normalise';

describe('G1 orders over a passage', () => {
  describe.each(PASSAGE_RULES)('$id', ({ id, hits, misses }) => {
    const stages = ['input', 'context'] as const;

    it.each(hits)('finds %s', (text) => {
      const folded = canonicalise(text).text;
      const tokens = tokenise(folded);
      markAddressed(tokens, folded);
      const found = stages.flatMap((stage) => matchPassages(tokens, folded, stage));
      expect(found.map((one) => one.rule)).toContain(id);
      // One stage at least, and never one of the words alone, stops it.
      expect(stages.map((stage) => inspect(text, stage).action)).toContain('block');
    });

    it.each(misses)('leaves alone %s', (text) => {
      expect(stages.map((stage) => inspect(text, stage).action)).not.toContain('block');
    });
  });
});
