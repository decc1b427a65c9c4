// Proves that a settings file, which may hold anything, puts no number out of its bounds and takes no limit away.
import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const given = new Map<string, unknown>();

vi.mock('vscode', () => ({
  env: { language: 'en' },
  workspace: {
    isTrusted: true,
    getConfiguration: () => ({
      get: (key: string, fallback?: unknown) => given.get(key) ?? fallback,
      inspect: () => undefined,
    }),
  },
}));

const { changedSettings, readSettings } = await import('../../../src/editor/settings');

interface Property {
  readonly type: string;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}
const manifest = JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, '../../../package.json'), 'utf8')) as {
  contributes: { configuration: readonly { properties: Readonly<Record<string, Property>> }[] };
};
const numbers = manifest.contributes.configuration
  .flatMap(({ properties }) => Object.entries(properties))
  .filter(([, { type }]) => type === 'integer' || type === 'number')
  .map(([name, property]) => ({ key: name.slice('rempart.'.length), ...property }));

const all = () => JSON.stringify(readSettings());

describe('S6 numbers in the settings', () => {
  beforeEach(() => given.clear());

  it('are the nine of package.json', () => expect(numbers).toHaveLength(9));

  it.each(numbers)(
    '$key is its default where it is no number within its bounds',
    ({ key, default: fallback, minimum }) => {
      const byDefault = all();
      given.set(key, fallback);
      expect(all()).toBe(byDefault);
      for (const value of ['x', '5', {}, [], true, Number.NaN, Infinity, -Infinity, -1, minimum - 0.01]) {
        given.set(key, value);
        expect(all(), JSON.stringify(value)).toBe(byDefault);
      }
    },
  );

  it.each(numbers)('$key is within its bounds', ({ key, default: fallback, minimum, maximum }) => {
    const byDefault = all();
    for (const value of [minimum, maximum]) {
      given.set(key, value);
      if (value !== fallback) expect(all()).not.toBe(byDefault);
    }
    const most = all();
    given.set(key, maximum * 2);
    expect(all()).toBe(most);
  });

  it('hold as a limit on questions whatever the settings say', () => {
    given.set('limits.questionsPerHour', 'x');
    given.set('limits.questionsPerDay', Number.NaN);
    const { questionsPerHour, questionsPerDay } = readSettings();
    expect([questionsPerHour, questionsPerDay]).toEqual([20, 100]);
  });
});

describe('A1 settings that changed', () => {
  it('are told by their names', () => {
    const about = (...changed: readonly string[]) =>
      changedSettings({ affectsConfiguration: (name) => changed.includes(name) }, manifest);
    expect(about('rempart.policy', 'rempart.ollama.endpoint', 'editor.fontSize')).toEqual([
      'rempart.policy',
      'rempart.ollama.endpoint',
    ]);
    expect(about('files.exclude')).toEqual([]);
  });
});
