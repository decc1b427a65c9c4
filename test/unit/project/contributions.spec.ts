// What package.json contributes against what it names itself: texts in both languages, files, commands of menus.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category?: string }[];
    readonly viewsWelcome: readonly { readonly view: string; readonly when: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly configuration: readonly { readonly properties: Readonly<Record<string, { readonly scope?: string }>> }[];
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

const manifest = read('package.json') as Manifest;
const text = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
const english = read('package.nls.json') as Record<string, string>;
const french = read('package.nls.fr.json') as Record<string, string>;
const commands = manifest.contributes.commands.map(({ command }) => command);

describe('texts of package.json', () => {
  const used = new Set([...text.matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1] ?? ''));

  it('all exist in English', () => expect([...used].filter((key) => !(key in english))).toEqual([]));
  it('all exist in French', () => expect([...used].filter((key) => !(key in french))).toEqual([]));
  it('has none that nothing uses', () => {
    expect([...new Set([...Object.keys(english), ...Object.keys(french)])].filter((key) => !used.has(key))).toEqual([]);
  });
});

describe('contributions', () => {
  it('name each command once, all in one category', () => {
    expect(new Set(commands).size).toBe(commands.length);
    expect(new Set(manifest.contributes.commands.map(({ category }) => category)).size).toBe(1);
  });

  it('put only commands that exist into menus', () => {
    const inMenus = Object.values(manifest.contributes.menus).flat();
    const named = inMenus.flatMap(({ command }) => (command === undefined ? [] : [command]));
    expect(named.filter((id) => id.startsWith('rempart.') && !commands.includes(id))).toEqual([]);
  });

  it('restrict only settings that exist in a folder that is not trusted', () => {
    const settings = new Set(manifest.contributes.configuration.flatMap(({ properties }) => Object.keys(properties)));
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(restrictedConfigurations.filter((name) => !settings.has(name))).toEqual([]);
  });

  it('restrict every setting that a folder may set', () => {
    const settings = manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
    const fromFolders = settings.filter(([, { scope }]) => scope !== 'machine' && scope !== 'application');
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(fromFolders.map(([name]) => name).filter((name) => !restrictedConfigurations.includes(name))).toEqual([]);
    expect(fromFolders.length).toBeGreaterThan(10);
  });

  it('say what to do in an empty Models view, whether Ollama answers or not', () => {
    const when = manifest.contributes.viewsWelcome.filter(({ view }) => view === 'rempart.models');
    expect(when.map((welcome) => welcome.when).sort()).toEqual([
      'rempart.ollama != running',
      'rempart.ollama == running',
    ]);
  });

  it('offer for a folder of its own no setting, which nothing reads by folder', () => {
    expect(text).not.toContain('"scope": "resource"');
  });

  it('name only files that exist', () => {
    const files = [...text.matchAll(/"((?:\.\/)?(?:media|l10n)\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
  });
});
