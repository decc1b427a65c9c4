// The arithmetic around an encoder.
import { describe, expect, it } from 'vitest';
import { batchesByLength, clean, cut, pool, unit } from '../../../../src/knowledge/embedding/batches';
import { PriorityQueue } from '../../../../src/knowledge/embedding/queue';

describe('R2 preparing texts', () => {
  it('cuts to the limit and keeps the closing token', () => {
    expect(cut([0, 5, 6, 7, 8, 2], 4)).toEqual([0, 5, 6, 2]);
    expect(cut([0, 5, 2], 4)).toEqual([0, 5, 2]);
    expect(cut([], 4)).toEqual([]);
  });

  it('puts texts of like length together and keeps to both limits', () => {
    const lengths = [100, 3, 90, 4, 500, 5];
    const batches = batchesByLength(lengths, 3, 400);
    expect(batches.flat().sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(batches[0]).toEqual([1, 3, 5]);
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(3);
      const longest = Math.max(...batch.map((index) => lengths[index]!));
      expect(batch.length === 1 || batch.length * longest <= 400).toBe(true);
    }
    expect(batchesByLength([], 8, 100)).toEqual([]);
  });

  it('replaces what no tokenizer can read', () => {
    expect(clean('a\ud800b\0c 👍')).toBe('a\ufffdb c 👍');
  });
});

describe('R2 vectors', () => {
  it('averages over the tokens of the text, not over its padding', () => {
    const hidden = Float32Array.from([1, 1, 3, 3, 99, 99, 5, 7, 99, 99, 99, 99]);
    const shape = { length: 3, dimensions: 2 };
    expect([...pool(hidden, { ...shape, item: 0, tokens: 2 }, 'mean')]).toEqual([2, 2]);
    expect([...pool(hidden, { ...shape, item: 1, tokens: 1 }, 'mean')]).toEqual([5, 7]);
    expect([...pool(hidden, { ...shape, item: 1, tokens: 3 }, 'cls')]).toEqual([5, 7]);
  });

  it('brings them to unit length', () => {
    const vector = unit([3, 4], 2);
    expect(vector[0]).toBeCloseTo(0.6);
    expect(vector[1]).toBeCloseTo(0.8);
  });

  it('refuses a wrong size, NaN, infinity and all zeros', () => {
    for (const bad of [[1, 2, 3], [1], [NaN, 1], [Infinity, 1], [0, 0]])
      expect(() => unit(bad, 2)).toThrow(expect.objectContaining({ reason: 'bad-vector' }));
  });
});

describe('R2 order of work', () => {
  it('lets a question overtake documents that wait', async () => {
    const queue = new PriorityQueue();
    const order: string[] = [];
    const step = (name: string) => () => {
      order.push(name);
      return Promise.resolve();
    };
    await Promise.all([
      queue.run(step('document 1'), false),
      queue.run(step('document 2'), false),
      queue.run(step('document 3'), false),
      queue.run(step('question'), true),
    ]);
    expect(order).toEqual(['document 1', 'question', 'document 2', 'document 3']);
    expect(queue.idle).toBe(true);
  });

  it('goes on after a failure and skips what was aborted', async () => {
    const queue = new PriorityQueue();
    const abort = new AbortController();
    let ran = false;
    const first = queue.run(() => Promise.reject(new Error('no')), false);
    const second = queue.run(
      () => {
        ran = true;
        return Promise.resolve();
      },
      false,
      abort.signal,
    );
    abort.abort();
    await expect(first).rejects.toThrow('no');
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect(ran).toBe(false);
    await expect(queue.run(() => Promise.resolve(7), false)).resolves.toBe(7);
  });
});
