// The anomaly score: quiet for the usual, explained for the unusual, learned from the user's own habits.
import { describe, expect, it } from 'vitest';
import { anomalyScore, entropyOf, type Behaviour } from '../../../../src/guards';

const usual: Behaviour = { perHour: 5, length: 80, entropy: 4.1, hour: 10, documents: 5, blockRate: 0 };
const habits = Array.from({ length: 60 }, (_, i): Behaviour => ({
  ...usual,
  perHour: 3 + (i % 5),
  length: 50 + ((i * 13) % 90),
  hour: 9 + (i % 8),
  documents: 3 + (i % 4),
}));

describe('G7 anomaly score', () => {
  it('passes the usual, with and without a baseline', () => {
    expect(anomalyScore(usual, habits)).toEqual({ score: 0, level: 'pass', factors: [] });
    expect(anomalyScore(usual, []).level).toBe('pass');
  });

  it('flags a burst over many documents after blocked requests, strongest reason first', () => {
    const { score, level, factors } = anomalyScore(
      { ...usual, perHour: 60, documents: 80, blockRate: 0.6, hour: 3 },
      habits,
    );
    expect(score).toBeGreaterThan(0.7);
    expect(level).toBe('flag');
    expect(factors.map((one) => one.feature)).toEqual(
      expect.arrayContaining(['perHour', 'documents', 'blockRate', 'hour']),
    );
    expect(factors[0]?.contribution).toBeGreaterThanOrEqual(factors.at(-1)?.contribution ?? 1);
    expect(factors[0]?.message).not.toBe('');
  });

  it('does not call one odd thing an anomaly', () => {
    expect(anomalyScore({ ...usual, length: 4000 }, habits).level).toBe('pass');
    expect(anomalyScore({ ...usual, hour: 3 }, habits).level).toBe('pass');
  });

  it('learns what is usual for this user', () => {
    const heavy = habits.map((one) => ({ ...one, perHour: one.perHour + 40, documents: one.documents + 40 }));
    const burst = { ...usual, perHour: 45, documents: 45 };
    expect(anomalyScore(burst, heavy).level).toBe('pass');
    expect(anomalyScore(burst, habits).level).not.toBe('pass');
  });

  it('is not blinded by a few odd requests of the past', () => {
    const poisoned = [...habits, ...Array.from({ length: 5 }, () => ({ ...usual, perHour: 500, documents: 500 }))];
    expect(anomalyScore({ ...usual, perHour: 60, documents: 80, blockRate: 0.6 }, poisoned).level).toBe('flag');
  });

  it('measures entropy in bits a character', () => {
    expect(entropyOf('')).toBe(0);
    expect(entropyOf('aaaa')).toBe(0);
    expect(entropyOf('abcd')).toBe(2);
  });
});
