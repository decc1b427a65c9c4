// How much the vectors weigh in the answer to one question (R3).
import { describe, expect, it } from 'vitest';
import { adaptedWeight } from '../../../../src/knowledge/retrieval/fusion';

const hits = (...scores: readonly number[]): { id: string; score: number }[] =>
  scores.map((score, n) => ({ id: String(n), score }));

describe('R3 the weight of the vectors', () => {
  it('is less where the words single out one chunk', () => {
    expect(adaptedWeight(0.5, hits(20, 2, 1, 1, 1, 1, 1, 1, 1, 1))).toBeLessThan(0.4);
  });

  it('is more where the words find much and nothing in particular', () => {
    expect(adaptedWeight(0.5, hits(5, 5, 5, 5, 5, 5, 5, 5, 5, 4.9))).toBeGreaterThan(0.6);
  });

  it('is the model’s own when the words find nothing', () => {
    expect(adaptedWeight(0.4, [])).toBe(0.4);
    expect(adaptedWeight(0.4, hits(0, 0))).toBe(0.4);
  });

  it('never leaves the words or the vectors out', () => {
    expect(adaptedWeight(0.9, hits(1, 1))).toBe(0.75);
    expect(adaptedWeight(0.1, hits(9, 0))).toBe(0.25);
  });
});
