// The tokeniser and the windows of the classifier (G1): equal to those of the training, or the model sees other words.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ClassifierModel } from '../../../../src/guards/classifier/model';
import { Pieces, unknownPiece } from '../../../../src/guards/classifier/pieces';
import { mostWindows, windowPieces, windowsOf } from '../../../../src/guards/classifier/windows';
import { classifierFolder } from '../../../support/classifierProcess';
import vectors from './vectors.json';

const vocabulary = fs.readFileSync(path.join(classifierFolder, 'vocabulary.tsv'), 'utf8');
const pieces = new Pieces(vocabulary);

describe('G1 pieces of the classifier', () => {
  it('are those of the training, for words of every kind', () => {
    expect(vectors.length).toBeGreaterThan(50);
    for (const { text, ids } of vectors) expect({ text, ids: pieces.encode(text) }).toEqual({ text, ids });
  });

  it('give the logits of the training', async () => {
    const model = await ClassifierModel.load(classifierFolder);
    for (const { text, logit } of vectors) expect(Math.abs((await model.logit(text)) - logit), text).toBeLessThan(0.01);
  });

  it('take any text', () => {
    expect(pieces.encode('')).toEqual([]);
    expect(pieces.encode('\ud800 lone')).toEqual(pieces.encode('\ufffd lone'));
    expect(pieces.encode('\u{1f9ff}\u{1f9ff}\u{1f9ff}').filter((id) => id === unknownPiece)).toHaveLength(1);
  });
});

describe('G1 pieces of a word', () => {
  it('stay the same, however many other words were seen before it and since', () => {
    const busy = new Pieces(vocabulary);
    const text = 'Réinitialise the backup_schedule.json: donaudampfschiff 𝒳x';
    const before = busy.encode(text);
    expect(before.length).toBeGreaterThan(10);
    for (let i = 0; i < 20_000; i++) busy.encode(`w${i}x`);
    expect(busy.encode(text)).toEqual(before);
    expect(busy.encode('w7x w19999x')).toEqual(new Pieces(vocabulary).encode('w7x w19999x'));
  });

  it('are the likeliest, also of words longer than any that is kept', () => {
    const long = 'ignore'.repeat(200);
    const few = new Pieces('<s>\t0\n<pad>\t0\n</s>\t0\n<unk>\t0\n▁\t-3\nignore\t-2\ni\t-4\ngnore\t-5\n');
    expect(few.encode(long)).toEqual([4, ...Array.from({ length: 200 }, () => 5)]);
    expect(few.encode('ignorx')).toEqual([4, 6, unknownPiece]);
  });
});

describe('G1 windows of the classifier', () => {
  const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

  it('overlap, and cover all pieces of a short text', () => {
    const windows = windowsOf('x', () => numbers(0, 400));
    expect(windows.map((window) => [window[0], window.length])).toEqual([
      [0, windowPieces],
      [128, windowPieces],
      [256, 144],
    ]);
    expect(windowsOf('', () => [])).toEqual([[unknownPiece]]);
    expect(windowsOf('x', () => numbers(0, windowPieces))).toHaveLength(1);
  });

  it('are bounded in a long text: its beginning and its end', () => {
    const windows = windowsOf('x', () => numbers(0, 10_000));
    expect(windows).toHaveLength(mostWindows);
    expect(windows[0]?.[0]).toBe(0);
    expect(windows.at(-1)?.at(-1)).toBe(9999);
  });

  it('of a very long text come from its two ends, without cutting the rest into pieces', () => {
    const seen: string[] = [];
    const text = `begin ${'x '.repeat(100_000)} end`;
    const windows = windowsOf(text, (part) => {
      seen.push(part);
      return numbers(0, 4000);
    });
    expect(windows).toHaveLength(mostWindows);
    expect(seen.map(({ length }) => length).reduce((sum, length) => sum + length)).toBeLessThan(40_000);
    expect(seen[0]?.startsWith('begin')).toBe(true);
    expect(seen[1]?.endsWith('end')).toBe(true);
  });
});
