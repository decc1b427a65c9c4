// The embedder process, as it is bundled: forked when needed, gone when idle, and its death is survived.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rempartModels } from '../../../../src/base/paths';
import { defaultEmbeddingModel as id, findModel, findModelFolder } from '../../../../src/knowledge/catalogue';
import type { TransformersModel } from '../../../../src/knowledge/catalogue/schema';
import { ForkedEmbedder } from '../../../../src/knowledge/embedding/forked';
import { TransformersEmbedder } from '../../../../src/knowledge/embedding/transformers';
import { bundleIndexProcess, type Bundle } from '../indexing/bundle';

const model = findModel(id) as TransformersModel;
const folder = await findModelFolder(id, rempartModels());
if (folder === undefined)
  console.warn(`SKIPPED: ${id} is not in ${rempartModels()}; get it with “rempart models fetch ${id}”.`);

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleIndexProcess();
});
afterAll(() => bundle.remove());

function embedder(options: { folder?: string; idleMilliseconds?: number } = {}): ForkedEmbedder {
  const { folder: place = folder ?? '', ...rest } = options;
  return new ForkedEmbedder(model, place, { processPath: bundle.embedderPath, ...rest });
}

describe('R2 the embedder process without a model', () => {
  it('passes on why the model cannot be loaded', async () => {
    const broken = embedder({ folder: '/nowhere/at/all' });
    await expect(broken.embed(['x'], 'query')).rejects.toMatchObject({ name: 'RempartError' });
    broken.dispose();
    await expect(broken.embed(['x'], 'query')).rejects.toMatchObject({ reason: 'disposed' });
  });

  it('says that the process cannot be started', async () => {
    const none = new ForkedEmbedder(model, '/nowhere', { processPath: '/nowhere/embedderProcess.js' });
    await expect(none.embed(['x'], 'query')).rejects.toMatchObject({ reason: 'embedder-died' });
    none.dispose();
  });
});

describe.skipIf(folder === undefined)('R2 the embedder process', { timeout: 60_000 }, () => {
  it('gives the vectors that the model gives in this process, and keeps this thread free', async () => {
    const forked = embedder();
    const here = new TransformersEmbedder(model, folder ?? '');
    const texts = ['How is the filter changed?', 'Comment changer le filtre ?'];
    let turns = 0;
    const clock = setInterval(() => turns++, 5);
    const vectors = await forked.embed(texts, 'query');
    clearInterval(clock);
    expect(turns).toBeGreaterThan(10);
    for (const [i, vector] of (await here.embed(texts, 'query')).entries())
      expect(Math.max(...vector.map((value, at) => Math.abs(value - vectors[i]![at]!)))).toBeLessThan(1e-6);
    forked.dispose();
    here.dispose();
  });

  it('ends when idle and starts again when needed', async () => {
    const lazy = embedder({ idleMilliseconds: 10 });
    expect(lazy.pid).toBeUndefined();
    await lazy.embed(['x'], 'query');
    await expect.poll(() => lazy.pid, { timeout: 10_000 }).toBeUndefined();
    expect(await lazy.embed(['x'], 'query')).toHaveLength(1);
    lazy.dispose();
  });

  it('survives the death of the process', async () => {
    const forked = embedder();
    const work = forked.embed(
      Array.from({ length: 64 }, (_, i) => `text ${i} `.repeat(50)),
      'passage',
    );
    process.kill(forked.pid ?? 0, 'SIGKILL');
    await expect(work).rejects.toMatchObject({ reason: 'embedder-died' });
    expect(await forked.embed(['x'], 'query')).toHaveLength(1);
    forked.dispose();
  });

  it('stops when it is told to', async () => {
    const forked = embedder();
    const abort = new AbortController();
    const work = forked.embed(
      Array.from({ length: 200 }, (_, i) => `text ${i} `.repeat(50)),
      'passage',
      abort.signal,
    );
    abort.abort();
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    forked.dispose();
  });
});
