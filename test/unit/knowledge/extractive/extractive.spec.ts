// The extractive answer: right sentence and lines, or an honest "nothing", without a model.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  contentWords,
  extractiveAnswer,
  groundedness,
  inOtherLanguage,
  splitSentences,
} from '../../../../src/knowledge/extractive';
import type { Passage } from '../../../../src/knowledge/types';
import { bilingualSearcher, readFolder, searcher } from './retrieve';

const fixtures = path.resolve(import.meta.dirname, '../../../fixtures');

interface Question {
  readonly id: string;
  readonly language: 'en' | 'fr';
  readonly question: string;
  readonly answered: boolean;
  readonly expected?: readonly { path: string; startLine: number; endLine: number; phrase: string }[];
}

const questions = (name: string): Question[] =>
  JSON.parse(fs.readFileSync(path.join(fixtures, name), 'utf8')) as Question[];

const flat = (text: string) => text.replace(/\s+/gu, ' ');

/** The ids of the questions that were not answered as they should be. */
function wrong(name: string, folder: string, searcherOf = searcher): string[] {
  const search = searcherOf(readFolder(path.join(fixtures, folder)));
  return questions(name)
    .filter(({ question, answered, expected = [] }) => {
      const answer = extractiveAnswer(question, search(question));
      const right = answered
        ? expected.some((place) =>
            answer.sentences.some(
              (sentence) =>
                sentence.path === place.path &&
                sentence.startLine <= place.endLine &&
                sentence.endLine >= place.startLine &&
                flat(sentence.text).includes(flat(place.phrase)),
            ),
          )
        : !answer.answered;
      return !right;
    })
    .map(({ id }) => id);
}

const passage = (text: string, more: Partial<Passage> = {}): Passage => ({
  id: 'p1',
  root: '/w',
  path: 'docs/note.md',
  startLine: 1,
  endLine: text.split('\n').length,
  text,
  heading: [],
  language: 'markdown',
  score: 1,
  classification: 'internal',
  ...more,
});

describe('C6 extractive answers', () => {
  it('answers the ten questions about the sample workspace, or says honestly that nothing does', () => {
    expect(wrong('sample-questions.json', 'sample-workspace')).toEqual([]);
  });

  it('keeps the quality of its calibration', () => {
    expect(wrong('calibration-questions.json', 'calibration-workspace').length).toBeLessThanOrEqual(7);
  });

  it('holds on twenty more questions that nothing was tuned on', () => {
    expect(wrong('sample-questions-held-out.json', 'sample-workspace').length).toBeLessThanOrEqual(2);
  });

  it('answers across languages as far as its small dictionary goes, and invents nothing', () => {
    const missed = wrong('calibration-questions-cross.json', 'calibration-workspace', bilingualSearcher);
    const unanswerable = new Set(['x-21', 'x-22', 'x-23', 'x-24', 'x-25', 'x-26', 'x-27', 'x-28']);
    expect(missed.filter((id) => unanswerable.has(id)).length).toBeLessThanOrEqual(1);
    expect(missed.length).toBeLessThanOrEqual(12);
  });

  it('loses nothing by searching in both languages', () => {
    expect(wrong('sample-questions.json', 'sample-workspace', bilingualSearcher)).toEqual([]);
    expect(wrong('calibration-questions.json', 'calibration-workspace', bilingualSearcher).length).toBeLessThanOrEqual(
      7,
    );
  });

  it('quotes exactly the lines it cites', () => {
    const search = searcher(readFolder(path.join(fixtures, 'sample-workspace')));
    for (const { question } of questions('sample-questions.json'))
      for (const { path: file, startLine, endLine, text } of extractiveAnswer(question, search(question)).sentences) {
        const lines = fs.readFileSync(path.join(fixtures, 'sample-workspace', file), 'utf8').split('\n');
        expect(lines.slice(startLine - 1, endLine).join('\n')).toContain(text);
      }
  });

  it('quotes all the steps of a procedure, also when they lie in two passages', () => {
    const first = passage('## Reset the pump\n\n1. Close the valve.\n2. Press reset.', { score: 2 });
    const second = passage('3. Wait until the pump is silent.\n4. Open the valve.', {
      id: 'p2',
      startLine: 5,
      endLine: 6,
    });
    const { sentences } = extractiveAnswer('How do I reset the pump?', [first, second]);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatchObject({ startLine: 3, endLine: 6, passageId: 'p1' });
    expect(sentences[0]?.text).toContain('4. Open the valve.');
  });

  it('loses no part of a line that was cut in two', () => {
    const parts = ['The pump is blue and old.', 'The valve is made of brass by Ines Roth.'];
    const passages = parts.map((text, i) => passage(text, { id: `p${i}`, startLine: 4, endLine: 4 }));
    expect(extractiveAnswer('Who makes the valve?', passages).sentences).toMatchObject([
      { text: parts[1], passageId: 'p1', startLine: 4, endLine: 4 },
    ]);
  });

  it('gives a table row with the header it needs', () => {
    const text = '# Levels\n\n| level | answer within |\n|---|---|\n| red | 5 minutes |\n| amber | 1 hour |';
    const [sentence] = extractiveAnswer('How long is the answer time for the red level?', [passage(text)]).sentences;
    expect(sentence).toMatchObject({ text: '| red | 5 minutes |', startLine: 5, endLine: 5 });
    expect(sentence?.lead).toBe('| level | answer within |\n|---|---|');
  });

  it('does not take the words of the question for an answer', () => {
    const text = 'The treasurer of the club signs the cheques.';
    expect(extractiveAnswer('Who is the treasurer of the club?', [passage(text)]).answered).toBe(false);
    expect(
      extractiveAnswer('Who is the treasurer of the club?', [passage('Ana Lund is treasurer of the club.')]).answered,
    ).toBe(true);
  });

  it('matches without accents, with elision and by another form of the word', () => {
    const text = 'Le renouvellement de l’agrément est demandé à la préfecture.';
    expect(
      extractiveAnswer("ou demander le renouvellement de l'agrement ?", [passage(text)], { language: 'fr' }).answered,
    ).toBe(true);
  });

  it('says nothing for empty questions, stop words only, and no passages', () => {
    for (const question of ['', '   ', 'what is it?', 'qu’est-ce que c’est ?'])
      expect(extractiveAnswer(question, [passage('It is what it is.')])).toEqual({
        answered: false,
        confidence: 0,
        sentences: [],
      });
    expect(extractiveAnswer('Where is the key?', []).answered).toBe(false);
  });

  it('never quotes more than it was asked for', () => {
    const search = searcher(readFolder(path.join(fixtures, 'sample-workspace')));
    const question = 'How long are build logs kept?';
    expect(extractiveAnswer(question, search(question), { maxSentences: 1 }).sentences).toHaveLength(1);
  });

  it('survives hostile text', () => {
    const hostile = [
      '('.repeat(5000),
      'a'.repeat(20_000),
      '| '.repeat(4000),
      '.?!'.repeat(3000),
      '\u0000\u202e\ud800 key',
    ];
    for (const text of hostile) expect(() => extractiveAnswer('Where is the key? [.*(', [passage(text)])).not.toThrow();
  });
});

describe('C6 sentences', () => {
  it('cuts prose, lists and code, and not at abbreviations', () => {
    const text =
      'See e.g. Fig. 2 and M. Dupont. It is 200 degrés. Next one.\n\n- a\n- b\n  more\n\n```sh\nls. Now\n```';
    expect(splitSentences(text).map((unit) => unit.text)).toEqual([
      'See e.g. Fig. 2 and M. Dupont.',
      'It is 200 degrés.',
      'Next one.',
      '- a',
      '- b\n  more',
      '```sh\nls. Now\n```',
    ]);
  });

  it('knows the content words of both languages', () => {
    expect(contentWords('How do I rotate the signing keys?')).toEqual(contentWords('rotating, signed key'));
    expect(contentWords('Faut-il renouveler les clés ?', 'fr')).toEqual(contentWords('renouvellement clé', 'fr'));
  });
});

describe('C6 the other language', () => {
  it('translates what it knows, keeps names, and is silent when it knows too little', () => {
    expect(inOtherLanguage('How do I rotate the signing key?', 'en')?.split(' ')).toEqual(
      expect.arrayContaining(['renouveler', 'signature', 'clé']),
    );
    expect(inOtherLanguage('Où est la clé de Kerlann ?', 'fr')?.split(' ')).toEqual(
      expect.arrayContaining(['key', 'Kerlann']),
    );
    expect(inOtherLanguage('Zorglub frobnicates grumbly wibble', 'en')).toBeUndefined();
    expect(inOtherLanguage('', 'en')).toBeUndefined();
  });
});

describe('C6 groundedness', () => {
  const sources = [passage('The relay opens at 60 degrees and closes at 40 degrees.')];

  it('is high for what the sources say and low for what they do not', () => {
    expect(groundedness('The relay opens at 60 degrees.', sources)).toBeGreaterThan(0.9);
    expect(groundedness('Penguins live in Antarctica and eat krill.', sources)).toBeLessThan(0.2);
  });

  it('weighs a half-invented answer in between', () => {
    const half = groundedness('The relay opens at 60 degrees. Penguins eat krill every morning.', sources);
    expect(half).toBeGreaterThan(0.3);
    expect(half).toBeLessThan(0.8);
  });

  it('is 0 without sources and 1 for an answer that says nothing', () => {
    expect(groundedness('The relay opens.', [])).toBe(0);
    expect(groundedness('', sources)).toBe(1);
  });
});
