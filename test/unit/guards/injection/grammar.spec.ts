// The rules are data: each finds its own examples and leaves the others alone.
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../src/guards';
import { match } from '../../../../src/guards/injection/engine';
import { INTENT_RULES } from '../../../../src/guards/injection/grammar';
import { CLASSES } from '../../../../src/guards/injection/lexicon';
import { matchStructure, STRUCTURE_RULES } from '../../../../src/guards/injection/structure';
import { tokenise } from '../../../../src/guards/injection/tokens';
import { canonicalise } from '../../../../src/guards/normalise';

describe('G1 grammar of intent', () => {
  it('has unique rule ids and at most 93 classes', () => {
    const ids = [...INTENT_RULES.map((rule) => rule.id), ...STRUCTURE_RULES.map((rule) => rule.id)];
    expect(new Set(ids).size).toBe(ids.length);
    expect(CLASSES.length).toBeLessThanOrEqual(93);
  });

  describe.each(INTENT_RULES)('$id', ({ id, hits, misses }) => {
    it.each(hits)('finds %s', (text) => {
      const found = (['input', 'context'] as const).flatMap((stage) => match(tokenise(canonicalise(text).text), stage));
      expect(found.map((one) => one.rule)).toContain(id);
    });

    it.each(misses)('leaves alone %s', (text) => {
      const found = match(tokenise(canonicalise(text).text), 'input').filter((one) => one.rule === id);
      expect(Math.max(0, ...found.map((one) => one.weight))).toBeLessThan(0.35);
      expect(inspect(text, 'input').action).toBe('allow');
    });
  });

  describe.each(STRUCTURE_RULES)('$id', ({ id, hits, misses }) => {
    it.each(hits)('finds %s', (text) => {
      const found = (['input', 'context'] as const).flatMap((stage) => matchStructure(canonicalise(text).text, stage));
      expect(found.map((one) => one.rule)).toContain(id);
    });

    it.each(misses)('leaves alone %s', (text) => {
      expect(matchStructure(canonicalise(text).text, 'context').map((one) => one.rule)).not.toContain(id);
    });
  });
});
