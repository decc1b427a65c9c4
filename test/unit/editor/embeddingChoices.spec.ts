// The embedding models that people choose from: nothing is said of them that was not measured or published.
import { describe, expect, it } from 'vitest';
import { embeddingChoices, type ChosenEmbeddings } from '../../../src/editor/embeddingChoices';
import { listModels } from '../../../src/knowledge/catalogue';
import type { LocalModel } from '../../../src/models/types';

const defaults = { transformers: 'multilingual-e5-small', ollama: 'embeddinggemma' };
const local = (name: string, extra: Partial<LocalModel> = {}): LocalModel => ({
  name,
  size: 274_000_000,
  digest: '0'.repeat(64),
  capabilities: ['embedding'],
  ...extra,
});
const entries = (await listModels('no such folder')).map((entry) => ({
  ...entry,
  cached: entry.id === 'multilingual-e5-small',
}));
const choices = (models: readonly LocalModel[], chosen: Partial<ChosenEmbeddings> = {}) =>
  embeddingChoices(entries, models, { provider: 'auto', model: '', ...chosen }, defaults);
const named = (name: string, ...given: Parameters<typeof choices>) =>
  choices(...given).find(({ model, name: shown }) => model === name || shown === name);

describe('R2 the choice of an embedding model', () => {
  it('shows the catalogue with size, languages, licence and published figures, and no chat model', () => {
    expect(named('multilingual-e5-small', [])).toEqual({
      provider: 'transformers',
      model: 'multilingual-e5-small',
      name: 'multilingual-e5-small, int8',
      installed: true,
      inUse: true,
      facts: '83 MB · MIT · many languages',
      quality: 'nDCG@10: English 67.6 (words alone 68.7), French 49.2 (words alone 15.6)',
    });
    expect(choices([]).some(({ model }) => model.includes('smollm2'))).toBe(false);
  });

  it('invents no figure and no size', () => {
    expect(named('granite-embedding:278m', [])).toMatchObject({
      installed: false,
      quality: 'No published figure known',
      facts: 'Apache-2.0 · many languages · size unknown',
    });
    expect(named('embeddinggemma', [])?.quality).toMatch(/^nDCG@10: French 58 \(words alone 15\.6\)$/u);
  });

  it('warns of a model that does worse than words alone in French', () => {
    const warned = choices([]).filter(({ quality }) => quality.startsWith('Worse than words alone'));
    expect(warned.map(({ model }) => model)).toEqual(['nomic-embed-text']);
  });

  it('marks the model that is set by its long name', () => {
    const chosen = { provider: 'ollama', model: 'registry.ollama.ai/library/nomic-embed-text' } as const;
    expect(named('nomic-embed-text', [local('nomic-embed-text:latest')], chosen)?.inUse).toBe(true);
  });

  it('knows what Ollama has, by any spelling, and adds its other embedding models', () => {
    const models = [local('nomic-embed-text:latest'), local('my/embedder:v1'), local('llama3.2', { capabilities: [] })];
    expect(named('nomic-embed-text', models)).toMatchObject({ installed: true, facts: '274 MB · Apache-2.0 · en' });
    expect(named('my/embedder:v1', models)).toMatchObject({
      installed: true,
      facts: '274 MB · languages and licence not known',
    });
    expect(choices(models).some(({ name }) => name === 'llama3.2')).toBe(false);
  });

  it('offers nothing that runs on another machine', () => {
    expect(named('far:v1', [local('far:v1', { remoteHost: 'https://example.com' })])).toBeUndefined();
  });

  it('marks exactly one as in use', () => {
    const inUse = (chosen: Partial<ChosenEmbeddings>) =>
      choices([local('bge-m3:latest')], chosen)
        .filter((choice) => choice.inUse)
        .map(({ model, provider }) => model || provider);
    expect(inUse({})).toEqual(['multilingual-e5-small']);
    expect(inUse({ provider: 'none' })).toEqual(['none']);
    expect(inUse({ provider: 'ollama' })).toEqual(['embeddinggemma']);
    expect(inUse({ provider: 'ollama', model: 'BGE-M3' })).toEqual(['bge-m3']);
    const nothingCached = entries.map((entry) => ({ ...entry, cached: false }));
    const chosen = { provider: 'auto', model: '' } as const;
    const without = embeddingChoices(nothingCached, [], chosen, defaults).filter((choice) => choice.inUse);
    expect(without.map(({ provider }) => provider)).toEqual(['none']);
  });
});
