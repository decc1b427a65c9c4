// The documents for people: where their links lead, and how the French ones are set.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { typographicErrors } from '../../support/french';

const root = path.resolve(import.meta.dirname, '../../..');
const markdownIn = (folder: string): string[] =>
  fs
    .readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));
const documents = [...markdownIn('.'), ...markdownIn('docs')];
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

/** Without code, which is no prose and holds no link. */
const prose = (file: string): string =>
  read(file)
    .replace(/^```[\s\S]*?^```$/gmu, '')
    .replace(/`[^`\n]*`/gu, 'x');

/** As GitHub makes them of headings. */
const anchorsOf = (file: string): string[] =>
  [...read(file).matchAll(/^#+ (.*)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Links of a document that lead nowhere. */
function brokenLinks(file: string): string[] {
  const links = [...prose(file).matchAll(/\]\(([^)\s]+)\)/gu)].map(([, target = '']) => target);
  return links.filter((link) => {
    if (/^https?:/u.test(link)) return false;
    const [name = '', anchor] = link.split('#');
    const target = name === '' ? file : path.join(path.dirname(file), name);
    if (!fs.existsSync(path.join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
}

describe('documents', () => {
  it('are found, in both languages', () =>
    expect(documents).toEqual(
      expect.arrayContaining(['README.md', 'README.fr.md', 'docs/reference.md', 'docs/reference.fr.md']),
    ));

  it.each(documents)('%s has no link that leads nowhere', (file) => expect(brokenLinks(file)).toEqual([]));

  it.each(documents.filter((file) => file.endsWith('.fr.md')))('%s is set as French is', (file) =>
    expect(typographicErrors(prose(file))).toEqual([]),
  );
});
