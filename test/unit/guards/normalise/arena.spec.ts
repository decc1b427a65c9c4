// Arrays that are cut from larger pieces of memory behave as arrays of their own.
import { describe, expect, it } from 'vitest';
import { float64s, int32s, uint16s, uint8s, unitsOf } from '../../../../src/guards/normalise';

const KINDS = [int32s, uint8s, uint16s, float64s];

describe('G9 arrays of numbers for the guards', () => {
  it('gives every array its own zeros', () => {
    // Several chunks, with lengths that leave places unaligned.
    const arrays = Array.from({ length: 4000 }, (_, n) => {
      const array = KINDS[n % KINDS.length]?.(n % 97) ?? int32s(0);
      expect(array).toHaveLength(n % 97);
      expect(array.every((one) => one === 0)).toBe(true);
      return array.fill(n % 251);
    });
    expect(arrays.every((array, n) => array.every((one) => one === n % 251))).toBe(true);
  });

  it.each([1, 8191, 8192, 8193, 100_000])('gives arrays of %i', (length) => {
    for (const kind of KINDS) {
      const array = kind(length);
      expect(array).toHaveLength(length);
      expect(array.every((one) => one === 0)).toBe(true);
      array.fill(1);
    }
  });

  it.each(['', 'a', 'é', '\ud83d\ude00', '\ud800', 'x'.repeat(5000)])('reads the units of a text', (text) => {
    const before = unitsOf('before');
    const units = unitsOf(text);
    const behind = unitsOf('behind');
    expect(Array.from(units, (unit) => String.fromCharCode(unit)).join('')).toBe(text);
    expect([String.fromCharCode(...before), String.fromCharCode(...behind)]).toEqual(['before', 'behind']);
  });
});
