// @vitest-environment happy-dom
// How the chat says where a source stands.
import { afterEach, describe, expect, it } from 'vitest';
import { place, spokenCitation } from '../../../webview/chat/place';

const view = { n: 1, path: 'docs/a.pdf', startLine: 3, endLine: 9, classification: 'internal' } as const;

describe('R3 where a source stands', () => {
  afterEach(() => document.documentElement.removeAttribute('lang'));

  it('is a page, a cell or lines', () => {
    expect(place(view)).toBe('docs/a.pdf:3–9');
    expect(place({ ...view, endLine: 3 })).toBe('docs/a.pdf:3');
    expect(place({ ...view, page: 12 })).toBe('docs/a.pdf, p. 12');
    expect(place({ ...view, cell: 4 })).toBe('docs/a.pdf, cell 4');
  });

  it('is said in the language of the page', () => {
    document.documentElement.lang = 'fr';
    expect(spokenCitation(1, { ...view, page: 12 })).toBe('1, source\u202f: a.pdf, page 12');
    expect(spokenCitation(2, { ...view, cell: 4 })).toBe('2, source\u202f: a.pdf, cellule 4');
  });
});
