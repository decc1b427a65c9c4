// The real embedding model, when the cache has it: `rempart models fetch multilingual-e5-small`.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rempartModels } from '../../../../src/base/paths';
import { defaultEmbeddingModel as id, findModel, findModelFolder } from '../../../../src/knowledge/catalogue';
import type { TransformersModel } from '../../../../src/knowledge/catalogue/schema';
import { createEmbedder } from '../../../../src/knowledge/embedding';
import { TransformersEmbedder } from '../../../../src/knowledge/embedding/transformers';

const folder = await findModelFolder(id, rempartModels());
if (folder === undefined)
  console.warn(`SKIPPED: ${id} is not in ${rempartModels()}; get it with “rempart models fetch ${id}”.`);

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe.skipIf(folder === undefined)('R2 embeddings by transformers.js', { timeout: 60_000 }, () => {
  const embedder = new TransformersEmbedder(findModel(id) as TransformersModel, folder ?? '');
  afterAll(() => embedder.dispose());

  it('finds the right passage across languages', async () => {
    const passages = [
      'To replace the compressor filter, switch off the machine and unscrew the lid.',
      'Les congés se demandent deux semaines à l’avance auprès du responsable.',
      'The bakery opens at seven and closes at noon on Sundays.',
      'La facture est payée à trente jours par virement bancaire.',
    ];
    const questions = [
      'Comment changer le filtre du compresseur ?',
      'How far ahead must I ask for holidays?',
      'À quelle heure ouvre la boulangerie ?',
      'When is the invoice paid?',
    ];
    const vectors = await embedder.embed(passages, 'passage');
    for (const [right, question] of (await embedder.embed(questions, 'query')).entries()) {
      const scores = vectors.map((vector) => dot(question, vector));
      expect(scores.indexOf(Math.max(...scores)), questions[right]).toBe(right);
    }
  });

  it('gives the same vector alone and in a batch of other lengths, in the order of the texts', async () => {
    const texts = ['short', 'A much longer text about navigation at sea. '.repeat(20), 'medium length text', 'short'];
    const together = await embedder.embed(texts, 'passage');
    for (const [i, text] of texts.entries()) {
      const [alone] = await embedder.embed([text], 'passage');
      // Activations are quantised over the whole batch: equal but for rounding.
      expect(dot(together[i]!, alone!)).toBeGreaterThan(0.99);
      expect(Math.hypot(...together[i]!)).toBeCloseTo(1, 4);
    }
  });

  it('takes texts that are too long, empty or broken', async () => {
    const texts = ['word '.repeat(3000), '', '\ud800', '\0', 'ok'];
    const vectors = await embedder.embed(texts, 'passage');
    expect(vectors.map(({ length }) => length)).toEqual([384, 384, 384, 384, 384]);
    expect(await embedder.embed([], 'query')).toEqual([]);
  });

  it('stops between batches', async () => {
    const abort = new AbortController();
    const work = embedder.embed(
      Array.from({ length: 200 }, (_, i) => `text ${i} `.repeat(50)),
      'passage',
      abort.signal,
    );
    abort.abort();
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses files that are not the ones it knows', async () => {
    const copy = await fs.mkdtemp(path.join(os.tmpdir(), 'rempart-model-'));
    try {
      await fs.cp(folder ?? '', copy, { recursive: true });
      const file = path.join(copy, 'tokenizer.json');
      const bytes = await fs.readFile(file);
      bytes[1000] = (bytes[1000] ?? 0) ^ 1;
      await fs.writeFile(file, bytes);
      const tampered = (await createEmbedder({ kind: 'transformers', id, folder: copy }))!;
      await expect(tampered.embed(['x'], 'query')).rejects.toMatchObject({ reason: 'digest-mismatch' });
    } finally {
      await fs.rm(copy, { recursive: true });
    }
  });
});
