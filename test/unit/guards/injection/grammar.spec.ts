// The rules are data: each finds its own examples and leaves the others alone.
import { describe, expect, it } from 'vitest';
import { inspect, type GuardStage } from '../../../../src/guards';
import { match, type Match } from '../../../../src/guards/injection/engine';
import { INTENT_RULES } from '../../../../src/guards/injection/grammar';
import { CLASSES, PASSAGE_CLASSES } from '../../../../src/guards/injection/lexicon';
import { PASSAGE_RULES } from '../../../../src/guards/injection/passages';
import { STRUCTURE_RULES } from '../../../../src/guards/injection/structure';
import { tokenise } from '../../../../src/guards/injection/tokens';
import { canonicalise } from '../../../../src/guards/normalise';

function find(text: string, stage: GuardStage): Match[] {
  const folded = canonicalise(text).text;
  return match(tokenise(folded), folded, stage);
}

describe('G1 grammar of intent', () => {
  it('has unique rule ids, and no more classes than there are bits for', () => {
    const ids = [...INTENT_RULES, ...STRUCTURE_RULES, ...PASSAGE_RULES].map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(CLASSES.length).toBeLessThanOrEqual(96);
    expect(PASSAGE_CLASSES.length).toBeLessThanOrEqual(32);
  });

  describe.each(INTENT_RULES)('$id', ({ id, hits, misses }) => {
    it.each(hits)('finds %s', (text) => {
      const found = (['input', 'context'] as const).flatMap((stage) => find(text, stage));
      expect(found.map((one) => one.rule)).toContain(id);
    });

    it.each(misses)('leaves alone %s', (text) => {
      const found = find(text, 'input').filter((one) => one.rule === id);
      expect(Math.max(0, ...found.map((one) => one.weight))).toBeLessThan(0.35);
      expect(inspect(text, 'input').action).toBe('allow');
    });
  });
});
