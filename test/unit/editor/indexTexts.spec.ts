// What people read while the index is being made: how far, how fast, how long still.
import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../../src/base/l10n';
import { ProgressRate, progressText, sizeText } from '../../../src/editor/indexTexts';

const reading = (done: number, total = 1000) => ({ phase: 'reading', done, total }) as const;

describe('R4 the rate of the index', () => {
  it('says nothing before it knows enough', () => {
    const rate = new ProgressRate();
    expect(rate.observe(reading(0), 0)).toBeUndefined();
    expect(rate.observe(reading(50), 1000)).toBeUndefined();
    expect(rate.observe(reading(0), 0)).toBeUndefined();
    expect(rate.observe(reading(0), 9000)).toBeUndefined();
  });

  it('tells the rate and the time that is left', () => {
    const rate = new ProgressRate();
    rate.observe(reading(0), 0);
    expect(rate.observe(reading(100), 10_000)).toEqual({ perSecond: 10, secondsLeft: 90 });
    expect(rate.observe(reading(1200), 20_000)?.secondsLeft).toBe(0);
  });

  it('follows a change of speed within half a minute, and keeps a slow one', () => {
    const rate = new ProgressRate();
    rate.observe(reading(0), 0);
    rate.observe(reading(900), 10_000);
    rate.observe(reading(901), 50_000);
    expect(rate.observe(reading(902), 90_000)?.perSecond).toBeCloseTo(1 / 40, 5);
  });

  it('begins anew with each phase, and when the count goes back', () => {
    const rate = new ProgressRate();
    rate.observe(reading(0), 0);
    expect(rate.observe(reading(100), 10_000)).toBeDefined();
    expect(rate.observe({ phase: 'embedding', done: 200, total: 400 }, 20_000)).toBeUndefined();
    expect(rate.observe({ phase: 'embedding', done: 10, total: 400 }, 30_000)).toBeUndefined();
  });
});

describe('R4 the words of the progress', () => {
  afterEach(() => setLanguage('en'));

  it('name what is counted, in both languages', async () => {
    const estimate = { perSecond: 34.6, secondsLeft: 62 };
    expect(progressText(reading(120, 4000), estimate)).toBe('120 of 4,000 files · 35 per second · about 60 s left');
    expect(progressText({ phase: 'scanning', done: 0, total: 0 }, undefined)).toBe('looking for changes');
    await setLanguage('fr');
    expect(progressText({ phase: 'embedding', done: 5, total: 90 }, { perSecond: 0.25, secondsLeft: 340 })).toBe(
      '5 passages sur 90 par le sens · 0,3 par seconde · encore 6 min environ',
    );
  });

  it('give a size in the unit of its order', () => {
    expect(sizeText(0)).toBe('0 MB');
    expect(sizeText(1_240_000)).toBe('1.2 MB');
    expect(sizeText(83_400_000)).toBe('83.4 MB');
    expect(sizeText(622_000_000)).toBe('622 MB');
    expect(sizeText(1_160_000_000)).toBe('1.2 GB');
  });
});
