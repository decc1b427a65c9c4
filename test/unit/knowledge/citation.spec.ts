// R3: a citation is compared with its file as it is now, found again where it moved, and said to be changed otherwise.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CitationChecker, imprintOf, imprintOfLines, locate } from '../../../src/knowledge/citation';
import { ForkedParser } from '../../../src/knowledge/documents/parser';
import { makeNotebook, makePdf } from '../../support/documents';
import { makeTemporaryFolder } from '../../support/files';
import { bundleIndexProcess, type Bundle } from './indexing/bundle';

const lines = ['# Keys', '', 'Rotate every ninety days.', '  Two holders sign.', '', 'The end.'];

describe('R3 the imprint of a cited text', () => {
  it('finds the text where it stands, whatever the ends of its lines', () => {
    const imprint = imprintOf('Rotate every ninety days.\r\n  Two holders sign.  ');
    expect(locate(imprint, lines, 2)).toEqual({ first: 2, last: 3 });
    expect(locate(imprint, ['new', 'lines', ...lines], 2)).toEqual({ first: 4, last: 5 });
  });

  it('takes the nearest of several places', () => {
    const twice = ['same', 'a', 'b', 'c', 'same', 'd'];
    expect(locate(imprintOf('same'), twice, 5)).toEqual({ first: 4, last: 4 });
    expect(locate(imprintOf('same'), twice, 1)).toEqual({ first: 0, last: 0 });
  });

  it('does not take a line that says more for the one that was cited', () => {
    const changed = lines.map((line) => line.replace('days.', 'days. This rule was given up.'));
    expect(locate(imprintOf('Rotate every ninety days.'), changed, 2)).toBeUndefined();
    expect(locate(imprintOf('days.'), lines, 2)).toBeUndefined();
    expect(locate(imprintOf('Rotate every sixty days.'), lines, 2)).toBeUndefined();
    expect(locate(imprintOf(''), lines, 0)).toBeUndefined();
  });

  it('finds a part of a line that is so long that the index cuts it', () => {
    const long = `${'word '.repeat(300)}the buoy is green ${'word '.repeat(300)}`;
    expect(locate(imprintOf('the buoy is green'), ['short', long], 0)).toEqual({ first: 1, last: 1 });
  });

  it('is that of the cited lines of a passage, not of all of it', () => {
    const passage = { text: lines.join('\n'), startLine: 11, endLine: 16 };
    expect(imprintOfLines(passage, 13, 13)).toEqual(imprintOf('Rotate every ninety days.'));
    expect(imprintOfLines({ ...passage, endLine: 11 }, 11, 11)).toEqual(imprintOf(passage.text));
  });
});

describe('R3 citations against the files as they are now', () => {
  let bundle: Bundle;
  let folder: string;
  let checker: CitationChecker;
  let open: Record<string, string>;
  beforeAll(async () => {
    bundle = await bundleIndexProcess();
  });
  afterAll(() => bundle.remove());
  beforeEach(() => {
    folder = makeTemporaryFolder('citations');
    open = {};
    checker = new CitationChecker({
      maxFileBytes: () => 100_000,
      parser: () => new ForkedParser(path.join(path.dirname(bundle.processPath), 'documentProcess.js')),
      openText: (file) => open[path.basename(file)],
    });
  });
  afterEach(() => {
    checker.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, content?: string | Uint8Array): string => {
    const at = path.join(folder, name);
    if (content !== undefined) fs.writeFileSync(at, content);
    return at;
  };
  const imprint = imprintOf('Rotate every ninety days.');
  const place = { startLine: 3, endLine: 3 };

  it('tells the same, the moved, the changed and the gone', async () => {
    const keys = file('keys.md', lines.join('\r\n'));
    expect(await checker.check(keys, place, imprint)).toEqual({ state: 'same', place });
    file('keys.md', ['One', 'Two', ...lines].join('\n'));
    expect(await checker.check(keys, place, imprint)).toEqual({
      state: 'moved',
      place: { startLine: 5, endLine: 5 },
    });
    file('keys.md', lines.join('\n').replace('ninety', 'sixty'));
    expect(await checker.check(keys, place, imprint)).toEqual({ state: 'changed' });
    fs.rmSync(keys);
    expect(await checker.check(keys, place, imprint)).toEqual({ state: 'gone' });
    fs.mkdirSync(keys);
    expect(await checker.check(keys, place, imprint)).toEqual({ state: 'unknown' });
  });

  it('looks at what stands in an editor, saved or not', async () => {
    const keys = file('keys.md', lines.join('\n'));
    open['keys.md'] = 'Nothing of the kind.';
    expect(await checker.check(keys, place, imprint)).toEqual({ state: 'changed' });
    open['keys.md'] = lines.join('\n');
    fs.rmSync(keys);
    expect(await checker.check(keys, place, imprint)).toEqual({ state: 'gone' });
  });

  it('does not follow a link that took the place of the file', async () => {
    const target = file('target.md', lines.join('\n'));
    const link = file('link.md');
    fs.symlinkSync(target, link);
    expect(await checker.check(link, place, imprint)).toEqual({ state: 'unknown' });
  });

  it('knows the page of a PDF and the cell of a notebook that a text moved to', async () => {
    const pdf = file('notice.pdf', makePdf([['Visitors moor at the pontoon.'], ['The dredger works in May.']]));
    const dredger = imprintOf('The dredger works in May.');
    const before = await checker.check(pdf, { startLine: 3, endLine: 3, page: 2 }, dredger);
    expect(before).toMatchObject({ state: 'same', place: { page: 2 } });
    file('notice.pdf', makePdf([['A cover.'], ['Visitors moor.'], ['The dredger works in May.']]));
    const after = await checker.check(pdf, { startLine: 3, endLine: 3, page: 2 }, dredger);
    expect(after).toMatchObject({ state: 'moved', place: { page: 3 } });
    file('notice.pdf', 'no PDF at all');
    expect(await checker.check(pdf, { startLine: 3, endLine: 3, page: 2 }, dredger)).toEqual({ state: 'unknown' });

    const notebook = file(
      'fuel.ipynb',
      makeNotebook([
        ['markdown', 'Intro'],
        ['code', 'litres = 12'],
      ]),
    );
    const cell = await checker.check(notebook, { startLine: 1, endLine: 1, cell: 1 }, imprintOf('litres = 12'));
    expect(cell).toMatchObject({ state: 'moved', place: { cell: 2 } });
  });
});
