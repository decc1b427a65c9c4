// The rules about form are data: each finds its own examples and leaves the others alone.
import { describe, expect, it } from 'vitest';
import { matchStructure, PLOT_RULES, STRUCTURE_RULES } from '../../../../../src/guards/injection/structure';
import { tokenise } from '../../../../../src/guards/injection/tokens';
import { canonicalise } from '../../../../../src/guards/normalise';

describe('G1 form', () => {
  describe.each([...STRUCTURE_RULES, ...PLOT_RULES])('$id', ({ id, hits, misses, signs = [], marks = [] }) => {
    it('is looked for around something', () => {
      expect(signs.length + marks.length).toBeGreaterThan(0);
    });

    it.each(hits)('finds %s', (text) => {
      const folded = canonicalise(text).text;
      const tokens = tokenise(folded);
      const found = (['input', 'context'] as const).flatMap((stage) => matchStructure(folded, stage, tokens));
      expect(found.map((one) => one.rule)).toContain(id);
    });

    it.each(misses)('leaves alone %s', (text) => {
      const folded = canonicalise(text).text;
      expect(matchStructure(folded, 'context', tokenise(folded)).map((one) => one.rule)).not.toContain(id);
    });
  });
});
