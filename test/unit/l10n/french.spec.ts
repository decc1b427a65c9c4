// Every text shown to people exists in French, with the same arguments, and with French typography.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { typographicErrors } from '../../support/french';
import { findMessages } from '../../support/messages';

const root = path.resolve(import.meta.dirname, '../../..');
const readJson = (file: string): Record<string, string> =>
  JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as Record<string, string>;

const bundles = fs.readdirSync(path.join(root, 'l10n/fr')).map((name) => `l10n/fr/${name}`);
const french: Record<string, string> = Object.assign({}, ...bundles.map(readJson)) as Record<string, string>;
const webview = readJson('l10n/fr/webview.json');
const hostMessages = findMessages(root, ['src']).filter(({ file }) => file !== 'src/base/l10n.ts');
const webviewMessages = findMessages(root, ['webview']).filter(({ file }) => !file.endsWith('shared/l10n.ts'));

describe('texts in two languages', () => {
  it('finds texts at all', () => {
    expect(hostMessages.length).toBeGreaterThan(100);
    expect(webviewMessages.length).toBeGreaterThan(20);
  });

  it('has no computed keys, which nothing could check', () => {
    expect([...hostMessages, ...webviewMessages].filter(({ key }) => key === undefined)).toEqual([]);
  });

  it('has a French text for every text of host and command line', () => {
    const missing = hostMessages.filter(({ key }) => key !== undefined && french[key] === undefined);
    expect(missing.map(({ file, line, key }) => `${file}:${line} ${key ?? ''}`)).toEqual([]);
  });

  it('has a French text for every text of the webviews', () => {
    const missing = webviewMessages.filter(({ key }) => key !== undefined && webview[key] === undefined);
    expect(missing.map(({ file, line, key }) => `${file}:${line} ${key ?? ''}`)).toEqual([]);
  });

  it('has no French text that nothing uses', () => {
    const used = new Set([...hostMessages, ...webviewMessages].map(({ key }) => key));
    expect(Object.keys(french).filter((key) => !used.has(key))).toEqual([]);
  });

  it('keeps the arguments of the English text', () => {
    const places = (text: string): string => [...new Set(text.match(/\{\d\}/gu) ?? [])].sort().join();
    const wrong = Object.entries(french).filter(([key, text]) => places(key) !== places(text));
    expect(wrong).toEqual([]);
  });

  it('uses French typography: no-break space before ? ! ; : » and the typographic apostrophe', () => {
    const texts = Object.values({ ...french, ...readJson('package.nls.fr.json') });
    const bad = texts.filter((text) => typographicErrors(text).length > 0);
    expect(bad).toEqual([]);
  });

  it('gives the manifest the same keys in both languages', () => {
    expect(Object.keys(readJson('package.nls.fr.json')).sort()).toEqual(
      Object.keys(readJson('package.nls.json')).sort(),
    );
  });
});
