// Proves that code points are read alike however the engine holds the text, also once the loop is optimised.
import { describe, expect, it } from 'vitest';
import { pointAt } from '../../../src/base/codePoints';

function pointsOf(text: string): number[] {
  const points: number[] = [];
  for (let at = 0; at < text.length; at += (points.at(-1) ?? 0) > 0xffff ? 2 : 1) points.push(pointAt(text, at));
  return points;
}

/** The same text, held in one piece by itself. */
function whole(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

describe('code points', () => {
  it('are read as pairs where both halves are there', () => {
    expect(pointsOf('a😀\u{e0041}\ud83dé\udc41')).toEqual([0x61, 0x1f600, 0xe0041, 0xd83d, 0xe9, 0xdc41]);
    expect(pointAt('a', 1)).toBeNaN();
  });

  it('are those of a piece of a longer text, and of no more of that', () => {
    // Often enough for the engine to optimise: `codePointAt` then reads behind the end of a piece that ends within a pair.
    const text = 'a joined text '.concat('😀\u{e0041}', 'é日 of 𝒳 all ', '🏴\ud83d'.repeat(6));
    const ends = Array.from({ length: text.length - 20 }, (_, n) => n + 20);
    const expected = ends.map((end) => pointsOf(whole(text.slice(3, end))).join());
    for (let round = 0; round < 3000; round++)
      expect(ends.findIndex((end, n) => pointsOf(text.slice(3, end)).join() !== expected[n])).toBe(-1);
  });
});
