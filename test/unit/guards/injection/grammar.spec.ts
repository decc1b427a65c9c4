// The rules are data: each finds its own examples and leaves the others alone.
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../src/guards';
import { markAddressed } from '../../../../src/guards/injection/addressing';
import { match } from '../../../../src/guards/injection/engine';
import { INTENT_RULES } from '../../../../src/guards/injection/grammar';
import { CLASSES, PASSAGE_CLASSES } from '../../../../src/guards/injection/lexicon';
import { matchPassages, PASSAGE_RULES } from '../../../../src/guards/injection/passages';
import { matchStructure, STRUCTURE_RULES } from '../../../../src/guards/injection/structure';
import { tokenise } from '../../../../src/guards/injection/tokens';
import { canonicalise } from '../../../../src/guards/normalise';

describe('G1 grammar of intent', () => {
  it('has unique rule ids, and no more classes than there are bits for', () => {
    const ids = [...INTENT_RULES, ...STRUCTURE_RULES, ...PASSAGE_RULES].map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(CLASSES.length).toBeLessThanOrEqual(96);
    expect(PASSAGE_CLASSES.length).toBeLessThanOrEqual(32);
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

  describe.each(STRUCTURE_RULES)('$id', ({ id, hits, misses }) => {
    it.each(hits)('finds %s', (text) => {
      const folded = canonicalise(text).text;
      const { signs } = tokenise(folded);
      const found = (['input', 'context'] as const).flatMap((stage) => matchStructure(folded, stage, signs));
      expect(found.map((one) => one.rule)).toContain(id);
    });

    it.each(misses)('leaves alone %s', (text) => {
      const folded = canonicalise(text).text;
      expect(matchStructure(folded, 'context', tokenise(folded).signs).map((one) => one.rule)).not.toContain(id);
    });
  });
});
