// The token budget: what fits goes in, in order of rank; what does not is counted.
import { describe, expect, it } from 'vitest';
import { fitBudget } from '../../../../src/assistant/steps/budget';
import { estimateTokens } from '../../../../src/assistant/steps/tokens';
import { chatModel, passage } from '../../../support/turn';

const long = (id: string, characters: number) => passage({ id, path: `${id}.md`, text: 'x'.repeat(characters) });

describe('C5 never a silent truncation', () => {
  it('numbers what fits from 1 and says how much was left out', () => {
    const model = chatModel([], { contextTokens: 2048, answerTokens: 512 });
    const budget = fitBudget(model, 'rules', 'question', [long('a', 2400), long('b', 2400), long('c', 300)], []);
    expect(budget.sources.map(({ n, passage: { id } }) => `${n}${id}`)).toEqual(['1a', '2c']);
    expect(budget.leftOut).toBe(1);
    expect(budget.estimatedTokens).toBeLessThanOrEqual(2048 - 512);
  });

  it('gives of a long file what has most to do with the question, with its lines', () => {
    const model = chatModel([], { contextTokens: 2048, answerTokens: 512 });
    const pages = Array.from(
      { length: 30 },
      (_, n) => `## Quay ${n}\n\n${'Nothing of note happens here. '.repeat(20)}\n`,
    );
    pages[21] = '## Quay 21\n\nThe crane lifts forty tonnes.\n';
    const file = passage({ path: 'quays.md', text: pages.join('\n'), startLine: 11 });
    const { sources, leftOut } = fitBudget(model, 'rules', 'How many tonnes does the crane lift?', [file], []);
    const [first] = sources;
    expect(first?.passage.text).toContain('forty tonnes');
    const lines = file.text.split('\n');
    for (const { passage: slice } of sources)
      expect(lines.slice(slice.startLine - 11, slice.endLine - 10).join('\n')).toBe(slice.text);
    expect(new Set(sources.map((source) => source.passage.id)).size).toBe(sources.length);
    expect(sources.length).toBeGreaterThan(1);
    expect(leftOut).toBeGreaterThan(10);
  });

  it('gives the beginning of a long file when the question has no word of it', () => {
    const model = chatModel([], { contextTokens: 2048, answerTokens: 512 });
    const text = Array.from({ length: 400 }, (_, n) => `Line ${n} of the log of the harbour.`).join('\n');
    const { sources } = fitBudget(model, 'rules', 'Summarise this', [passage({ path: 'log.txt', text })], []);
    expect(sources[0]?.passage.startLine).toBe(1);
    expect(sources[1]?.passage.startLine).toBe((sources[0]?.passage.endLine ?? 0) + 1);
  });

  it('keeps the newest exchanges when there is no room for all', () => {
    const model = chatModel([], { contextTokens: 1024, answerTokens: 256 });
    const exchange = (answer: string) => ({ question: 'q', answer: answer.repeat(1200) });
    const budget = fitBudget(model, '', 'question', [], [exchange('a'), exchange('b')]);
    expect(budget.history.map(({ answer }) => answer[0])).toEqual(['b']);
  });

  it('says of each attachment that does not go in, and gives of each something before more of another', () => {
    const attached = (id: string, text: string) => passage({ id, root: '', path: `${id}.txt`, text });
    const model = chatModel([], { contextTokens: 8192, answerTokens: 512 });
    const many = Array.from({ length: 11 }, (_, n) => attached(`f${n}`, 'A short note.'));
    expect(fitBudget(model, '', 'q', many, [])).toMatchObject({ leftOut: 3, sources: { length: 8 } });
    const big = attached('big', Array.from({ length: 3000 }, (_, n) => `Line ${n} of the log.`).join('\n'));
    const { sources } = fitBudget(model, '', 'What does the note say?', [big, attached('small', 'The note.')], []);
    expect(sources.map(({ passage: { path } }) => path)).toContain('small.txt');
  });

  it('gives less on the second try', () => {
    const model = chatModel([], { contextTokens: 4096, answerTokens: 512 });
    const passages = [long('a', 3000), long('b', 3000), long('c', 3000)];
    const first = fitBudget(model, '', 'q', passages, []);
    const second = fitBudget(model, '', 'q', passages, [], 0.5);
    expect(second.sources.length).toBeLessThan(first.sources.length);
  });

  it('counts high rather than low', () => {
    expect(estimateTokens('The quick brown fox jumps over the lazy dog.')).toBeGreaterThanOrEqual(10);
  });
});
