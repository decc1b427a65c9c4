// Citations: only sources that were in the prompt, and one for each sentence that a source supports.
import { describe, expect, it } from 'vitest';
import { cite } from '../../../../src/assistant/steps/cite';
import { passage } from '../../../support/turn';

const sources = [
  { n: 1, passage: passage({ text: 'The signing key is rotated every ninety days by two key holders together.' }) },
  { n: 2, passage: passage({ text: 'The on-call engineer answers within fifteen minutes during working hours.' }) },
];

describe('R3 citations', () => {
  it('keeps numbers of real sources and removes invented ones', () => {
    expect(cite('It is rotated [1] by holders [7].', sources)).toEqual({
      answer: 'It is rotated [1] by holders .',
      numbers: [1],
    });
    expect(cite('Both [1, 2] say so.', sources)).toEqual({ answer: 'Both [1][2] say so.', numbers: [1, 2] });
  });

  it('adds the supporting source to sentences of a model that does not cite', () => {
    const { answer, numbers } = cite(
      'The signing key is rotated every ninety days. The on-call engineer answers within fifteen minutes.',
      sources,
    );
    expect(numbers).toEqual([1, 2]);
    expect(answer).toMatch(/ninety days\. ?\[1\]/u);
    expect(answer).toMatch(/fifteen minutes\. ?\[2\]/u);
  });

  it('adds nothing to a sentence that no source supports, nor inside code', () => {
    expect(cite('Paris is the capital of France and lies on the Seine.', sources).numbers).toEqual([]);
    const code = '```\nsigning key rotated every ninety days by two key holders\n```';
    expect(cite(code, sources)).toEqual({ answer: code, numbers: [] });
  });

  it('does not take an index, a link or a footnote for a citation', () => {
    const text = 'Use list[x] and [1](https://example.org).';
    expect(cite(text, []).answer).toBe(text);
  });
});
