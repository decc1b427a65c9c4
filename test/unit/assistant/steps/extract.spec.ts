// An answer that is quoted: sentences as sentences, code as code, each with its citation.
import { describe, expect, it } from 'vitest';
import { extract } from '../../../../src/assistant/steps/extract';
import type { Passage } from '../../../../src/knowledge/types';

const passage = (path: string, language: string, text: string): Passage => ({
  id: path,
  root: '/w',
  path,
  startLine: 10,
  endLine: 10 + text.split('\n').length - 1,
  language,
  classification: 'internal',
  heading: [],
  text,
  score: 1,
});

describe('C6 R3 an answer without a model', () => {
  it('shows code as code, without the blanks that all of it opens with', () => {
    const code = '    # exit code 4: signed by a key that we do not know\n    if key not in known:\n        return 4';
    const found = extract('What does exit code 4 mean?', [passage('verify.py', 'python', code)], 'en');
    expect(found.answer).toBe(
      '```python\n# exit code 4: signed by a key that we do not know\nif key not in known:\n    return 4\n```\n\n[1]',
    );
    expect(found.sources[0]?.passage).toMatchObject({ path: 'verify.py', startLine: 10, endLine: 12 });
  });

  it('lets no code end its own block', () => {
    const code = "const help = '```usage: rotate the signing key every month```';";
    const found = extract('How often is the signing key rotated?', [passage('help.ts', 'typescript', code)], 'en');
    expect(found.answer).toMatch(/^````typescript\n/u);
    expect(found.answer).toMatch(/\n````\n\n\[1\]$/u);
  });

  it('keeps sentences of documents as they are', () => {
    const text = 'The signing key is rotated every month.';
    const found = extract('How often is the signing key rotated?', [passage('keys.md', 'markdown', text)], 'en');
    expect(found.answer).toBe(`${text} [1]`);
  });
});
