// How people and programs are told where a passage stands.
import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../../src/base/l10n';
import { placeOf, placeText } from '../../../src/knowledge/place';

const lines = { startLine: 3, endLine: 9 };

describe('R3 where a passage stands', () => {
  afterEach(() => setLanguage('en'));

  it('is a page, a cell or lines', async () => {
    expect(placeText({ path: 'a.md', ...lines })).toBe('a.md:3-9');
    expect(placeText({ path: 'a.pdf', ...lines, page: 12 })).toBe('a.pdf, p. 12');
    expect(placeText({ path: 'a.ipynb', ...lines, cell: 4 })).toBe('a.ipynb, cell 4');
    await setLanguage('fr');
    expect(placeText({ path: 'a.ipynb', ...lines, cell: 4 })).toBe('a.ipynb, cellule 4');
  });

  it('takes no path for a pattern', () => {
    expect(placeText({ path: 'a {1} {0}.pdf', ...lines, page: 2 })).toBe('a {1} {0}.pdf, p. 2');
  });

  it('names for programs only what there is', () => {
    expect(Object.keys(placeOf({ path: 'a.md', ...lines }))).toEqual(['path', 'startLine', 'endLine']);
    expect(placeOf({ path: 'a.pdf', ...lines, page: 12 })).toEqual({ path: 'a.pdf', ...lines, page: 12 });
  });
});
