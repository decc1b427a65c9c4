// Slash commands and mentions, and what only looks like them.
import { describe, expect, it } from 'vitest';
import { mentionRanges, parseQuestion } from '../../../src/assistant/mentions';

describe('C3 mentions and slash commands', () => {
  it('leaves a plain question alone', () => {
    expect(parseQuestion('How do I rotate the signing key?')).toEqual({
      question: 'How do I rotate the signing key?',
      folders: [],
      files: [],
      selection: false,
      problems: false,
    });
  });

  it('takes mentions out of the question', () => {
    const parsed = parseQuestion('@workspace what does @folder:docs/ops say about @selection ?');
    expect(parsed).toMatchObject({ question: 'what does say about ?', folders: ['docs/ops'], selection: true });
  });

  it('keeps the path of a file in the question and accepts blanks in quotes', () => {
    expect(parseQuestion('summarise @file:"docs/with blank.md" please')).toMatchObject({
      question: 'summarise docs/with blank.md please',
      files: ['docs/with blank.md'],
    });
  });

  it('makes an instruction of a command, in the language of the question', () => {
    expect(parseQuestion('/explain why is this slow?')).toMatchObject({
      command: 'explain',
      question: 'Explain this step by step. why is this slow?',
      selection: true,
    });
    expect(parseQuestion('/fix pourquoi la boucle ne finit pas ?').question).toMatch(/^Trouvez ce qui ne va pas/u);
  });

  it('does not take addresses, paths and unknown words for mentions', () => {
    const text = 'mail bob@file.example about /etc/passwd and @nobody';
    expect(parseQuestion(text).question).toBe(text);
  });

  it('marks what it takes out, and nothing that it leaves as text', () => {
    const marked = (text: string) => mentionRanges(text).map(({ start, end }) => text.slice(start, end));
    expect(marked('/explain @selection and @file:"a b.md", @folder:docs')).toEqual([
      '/explain',
      '@selection',
      '@file:"a b.md"',
      '@folder:docs',
    ]);
    for (const text of ['@git', '@terminal', '@file', 'later /explain', '/explain/this.md', 'bob@file:x'])
      expect([marked(text), parseQuestion(text).question], text).toEqual([[], text]);
  });
});
