// Proves that versions are ordered as Semantic Versioning orders them, and that what is no version is not guessed at.
import { describe, expect, it } from 'vitest';
import { compareVersions, isAtLeast } from '../../../src/base/version';

describe('versions', () => {
  it('are ordered', () => {
    const order = [
      '0.1.29',
      '0.9.0',
      '0.17.7',
      '0.18.0-rc1',
      '0.18.0-rc2',
      '0.18.0-rc10',
      '0.18.0',
      'v0.33.0-rc2',
      '0.33.0',
      '1.0.0',
    ];
    const shuffled = [...order].reverse();
    expect(shuffled.toSorted((a, b) => compareVersions(a, b)!)).toEqual(order);
    expect(compareVersions('0.6.2+ipex', 'v0.6.2')).toBe(0);
  });

  it('that are none compare to nothing and are at least nothing', () => {
    for (const text of ['', 'nightly', '0.18', '0.18.0.1', '99999999999.0.0']) {
      expect(compareVersions(text, '0.1.0')).toBeUndefined();
      expect(isAtLeast(text, '0.0.0')).toBe(false);
    }
    expect(isAtLeast(undefined, '0.0.0')).toBe(false);
    expect(isAtLeast('0.18.0', '0.18.0')).toBe(true);
    expect(isAtLeast('0.18.0-rc1', '0.18.0')).toBe(false);
  });
});
