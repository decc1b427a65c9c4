// What of an answer is code: blocks between fences, spans between backticks.
import { describe, expect, it } from 'vitest';
import { codeRangesOf } from '../../../../src/assistant/steps/codeRanges';

const codeIn = (markdown: string): string[] =>
  codeRangesOf(markdown).map(
    ({ start, end, isBlock }) => `${isBlock ? 'block' : 'span'} ${markdown.slice(start, end)}`,
  );

describe('R3 the code of an answer', () => {
  it.each([
    ['a block', 'a\n```ts\nb\n```\nc', ['block ```ts\nb\n```\n']],
    ['a longer fence around a shorter one', '````\n```\nx\n```\n````\n', ['block ````\n```\nx\n```\n````\n']],
    ['tildes, which no backticks close', '~~~\n```\n~~~ \nx', ['block ~~~\n```\n~~~ \n']],
    ['a block in a list', '- a\n- ```\n  b\n  ```\n', ['block - ```\n  b\n  ```\n']],
    ['a block that nothing closes', 'a\n```\nb', ['block ```\nb']],
    ['a fence with a backtick behind it, which is a span', '```a`b``` c', ['span ```a`b```']],
    ['spans of runs of one length', '`a` ``b`c`` `d', ['span `a`', 'span ``b`c``']],
    ['no span over two paragraphs', '`a\n\nb`', []],
    ['none', 'a [1] b', []],
  ])('is %s', (_, markdown, expected) => {
    expect(codeIn(markdown)).toEqual(expected);
  });
});
