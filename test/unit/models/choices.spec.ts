// Proves the choices made for the user: where the store is, how much context, which models are worth a download.
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../../src/base/l10n';
import { chooseContext, locateStore, suggestedModels } from '../../../src/models';

afterEach(() => setLanguage('en'));

describe('I1 the folder of models', () => {
  const UNIT = '/etc/systemd/system/ollama.service';
  const paths = (platform: NodeJS.Platform, env: Record<string, string> = {}) => ({ platform, home: '/home/u', env });
  const locate = (existing: string[], options: object = {}, unit = '', dropIns: Record<string, string> = {}) =>
    locateStore({
      paths: paths('linux'),
      units: {
        readFile: (file) => {
          const text = file === UNIT ? unit : dropIns[file.slice(`${UNIT}.d/`.length)];
          return text === undefined ? Promise.reject(new Error('none')) : Promise.resolve(text);
        },
        list: (folder) => Promise.resolve(folder === `${UNIT}.d` ? Object.keys(dropIns) : []),
      },
      exists: (dir) => Promise.resolve(existing.includes(dir)),
      ...options,
    });
  const own = path.join('/home/u', '.ollama', 'models');
  const service = '/usr/share/ollama/.ollama/models';

  it('is what the user set, even when it is not there', async () => {
    expect(await locate([own], { setting: '/x' })).toEqual({ dir: path.resolve('/x'), source: 'setting' });
    expect(await locate([own], { paths: paths('linux', { OLLAMA_MODELS: '/y' }) })).toEqual({
      dir: path.resolve('/y'),
      source: 'OLLAMA_MODELS',
    });
  });

  it('is what the running server names, before a variable of this process', async () => {
    const options = { fromServer: '/server', paths: paths('linux', { OLLAMA_MODELS: '/y' }) };
    expect((await locate(['/server', '/y'], options)).source).toBe('server');
  });

  it('is the service’s, its unit’s variable included, then the user’s own', async () => {
    const unit = '[Service]\nUser=ollama\nEnvironment="PATH=/bin"\nEnvironment="OLLAMA_MODELS=/data/models"\n';
    expect((await locate(['/data/models', own], {}, unit)).dir).toBe('/data/models');
    const several = '[Service]\nEnvironment=A=1 "OLLAMA_MODELS=/my models" B=2\n';
    expect((await locate(['/my models', own], {}, several)).dir).toBe('/my models');
    const dropIns = {
      '90-last.conf': '[Service]\nEnvironment=OLLAMA_MODELS=/last\n',
      'any.conf.off': '[Service]\nEnvironment=OLLAMA_MODELS=/off\n',
      '10-first.conf': '[Service]\nEnvironment=OLLAMA_MODELS=/first\n',
    };
    expect((await locate(['/data/models', '/first', '/last', '/off', own], {}, unit, dropIns)).dir).toBe('/last');
    const reset = { 'x.conf': '[Service]\nEnvironment=\n' };
    expect((await locate(['/data/models', own], {}, unit, reset)).dir).toBe(own);
    expect((await locate([service, own])).dir).toBe(service);
    expect((await locate([own])).dir).toBe(own);
    expect(await locate([])).toEqual({ dir: own, source: 'default' });
    expect((await locate([service, own], { paths: paths('darwin') })).dir).toBe(own);
  });
});

describe('C5 context', () => {
  const gigabyte = 1024 ** 3;
  const details = { contextLength: 131_072, cacheBytesPerToken: 131_072 };

  it('is what memory bears, never more than the model was trained for', () => {
    const choose = (memory: number, model = 5, more = {}) =>
      chooseContext({ ...details, ...more }, { modelBytes: model * gigabyte, memoryBytes: memory * gigabyte });
    expect(choose(32)).toBe(32_768);
    expect(choose(12)).toBe(16_384);
    expect(choose(8)).toBe(2_048);
    expect(choose(32, 5, { contextLength: 8_192 })).toBe(8_192);
    expect(chooseContext({}, { modelBytes: gigabyte, memoryBytes: 64 * gigabyte })).toBe(4_096);
  });

  it('is what the user wants, within what the model was trained for', () => {
    const memory = { modelBytes: gigabyte, memoryBytes: gigabyte };
    expect(chooseContext(details, { ...memory, wanted: 65_536 })).toBe(65_536);
    expect(chooseContext({ contextLength: 2_048 }, { ...memory, wanted: 65_536 })).toBe(2_048);
  });
});

describe('C5 suggestions', () => {
  it('start with Mistral’s open models and fit the memory', () => {
    const names = (memory: number) => suggestedModels(memory * 1e9).map(({ name }) => name);
    expect(names(16).slice(0, 2)).toEqual(['ministral-3:8b', 'mistral:7b']);
    expect(names(64)[0]).toMatch(/^(?:mistral|devstral)/u);
    expect(names(1)).toEqual(['smollm2:135m']);
    for (const memory of [4, 8, 16, 32, 64])
      for (const { bytes, demo } of suggestedModels(memory * 1e9)) expect(demo ?? bytes < memory * 1e9).toBe(true);
  });

  it('say their size and licence in both languages', async () => {
    expect(suggestedModels(16e9)[1]!.note).toBe('Mistral AI · 4.4 GB · Apache-2.0 · French and English');
    await setLanguage('fr');
    expect(suggestedModels(16e9)[1]!.note).toBe('Mistral AI · 4,4 Go · Apache-2.0 · français et anglais');
  });
});
