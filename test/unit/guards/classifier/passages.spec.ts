// The windows of a passage (G2): all of it is looked at, and what is found has its place.
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { JudgedPassages } from '../../../../src/guards/classifier/judgedPassages';
import { passageWindowPieces, passageWindows } from '../../../../src/guards/classifier/passages';
import { Pieces, unknownPiece } from '../../../../src/guards/classifier/pieces';
import { classifierFolder } from '../../../support/classifierProcess';

let pieces: Pieces;
beforeAll(() => {
  pieces = new Pieces(fs.readFileSync(path.join(classifierFolder, 'vocabulary.tsv'), 'utf8'));
});

const words = (count: number): string =>
  Array.from({ length: count }, (_, i) => ['Le', 'dépôt', 'server', 'x_y(z)', '«oui»', 'naïve'][i % 6] ?? '').join(
    ' \n',
  );

describe('G2 the windows of a passage', () => {
  it.each([0, 1, 20, 200, 1000])('hold all pieces of %d words in their order, the last to the end', (count) => {
    const text = `  ${words(count)}\t`;
    const all = pieces.encode(text);
    const windows = passageWindows(text, pieces);
    const [first] = windows;
    if (count === 0) {
      expect(windows).toEqual([{ pieces: [unknownPiece], start: 0, end: text.length }]);
      return;
    }
    expect(first?.pieces).toEqual(all.slice(0, passageWindowPieces));
    expect(windows.at(-1)?.pieces).toEqual(all.slice(-passageWindowPieces));
    expect(windows.at(-1)?.end).toBe(text.trimEnd().length);
    expect(first?.start).toBe(2);
    const { length } = windows;
    expect(length).toBe(Math.ceil(Math.max(0, all.length - passageWindowPieces) / 64) + 1);
  });

  it('say where they stand in the text', () => {
    const text = words(400);
    for (const { pieces: ids, start, end } of passageWindows(text, pieces)) {
      const inside = pieces.encode(text.slice(start, end));
      // A window may begin or end within a word: the word is named whole.
      expect(inside.length - ids.length).toBeLessThan(12);
      expect(inside.join(' ')).toContain(ids.join(' '));
      expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
    }
  });

  it('are those of both ends when a text is very long, and no more than a bound', () => {
    const text = `first ${words(150_000)} last`;
    const windows = passageWindows(text, pieces);
    expect(windows).toHaveLength(400);
    expect(windows[0]?.start).toBe(0);
    expect(windows.at(-1)?.end).toBe(text.length);
    expect(windows[200]?.start).toBeGreaterThan(text.length / 2);
    const few = passageWindows(text, pieces, 24);
    expect(few).toEqual([...windows.slice(0, 12), ...windows.slice(-12)]);
  });
});

describe('G2 what was judged lately', () => {
  const judgement = { score: 0.5, isAttack: false, isHarmless: false, start: 0, end: 4 };

  it('is known for the same text in the same language only', () => {
    const judged = new JudgedPassages();
    judged.set({ text: 'a text', language: 'en' }, judgement);
    judged.set({ text: 'another', language: 'en' }, undefined);
    expect(judged.get({ text: 'a text', language: 'en' })).toBe(judgement);
    expect(judged.get({ text: 'a text', language: 'fr' })).toBeUndefined();
    expect(judged.get({ text: 'another', language: 'en' })).toBeUndefined();
  });

  it('is forgotten when much else was judged since', () => {
    const judged = new JudgedPassages();
    for (let i = 0; i < 2_001; i++) judged.set({ text: String(i), language: 'en' }, judgement);
    expect(judged.get({ text: '0', language: 'en' })).toBeUndefined();
    expect(judged.get({ text: '1500', language: 'en' })).toBe(judgement);
    expect(judged.get({ text: '2000', language: 'en' })).toBe(judgement);
  });
});
