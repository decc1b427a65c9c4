// Words that are not in a set are told by their hash, and none that is in it is lost.
import { describe, expect, it } from 'vitest';
import { hashOf, WordFilter } from '../../../../../src/guards/injection/lexicon';

describe('G9 the filter of words', () => {
  const words = Array.from({ length: 500 }, (_, n) => `w${n.toString(36)}`);
  const filter = new WordFilter(words);

  it('loses no word of its set', () => {
    expect(words.every((word) => filter.mayHave(hashOf(word)))).toBe(true);
  });

  it('keeps few others', () => {
    const others = Array.from({ length: 2000 }, (_, n) => `other${n.toString(36)}`);
    expect(others.filter((word) => filter.mayHave(hashOf(word))).length).toBeLessThan(300);
  });
});
