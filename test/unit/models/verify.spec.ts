// Proves that a verification finds every kind of tampering with a store, and that nothing to verify is not a pass.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAbortError } from '../../../src/base/errors';
import { createHasher, isClean, verifyModels, type Hasher, type VerifyOptions } from '../../../src/models';
import type { LocalModel, VerificationReport } from '../../../src/models';
import { buildStore, flipByte, sha256, temporaryFolder, WORKER, type TestStore } from './storeBuilder';

let hasher: Hasher;
let store: TestStore;
beforeAll(() => {
  hasher = createHasher({ workerPath: WORKER, workers: 2 });
});
afterAll(() => hasher.dispose());
beforeEach(() => {
  store = buildStore();
});

const verify = (options: Partial<VerifyOptions> = {}) => verifyModels({ modelsDir: store.dir, hasher, ...options });
const failing = (report: VerificationReport) =>
  report.models.flatMap(({ checks }) => checks.filter(({ state }) => state === 'fail').map(({ id }) => id));

describe('I1 an untouched store', () => {
  it('verifies, and every byte was hashed', async () => {
    const report = await verify();
    expect(isClean(report)).toBe(true);
    expect(report.models.map(({ model, verdict }) => [model, verdict])).toEqual([['tiny:1m', 'verified']]);
    const bytes = [...Object.values(store.layers), store.config].reduce((sum, { size }) => sum + size, 0);
    expect(report.bytesHashed).toBe(bytes);
    expect(report.models[0]!.manifestDigest).toBe(store.manifestDigest());
  });

  it('tells progress up to the last byte', async () => {
    const seen: number[] = [];
    let total = 0;
    const report = await verify({
      onProgress: ({ bytesDone, bytesTotal }) => {
        seen.push(bytesDone);
        total = bytesTotal;
      },
    });
    expect(seen.at(-1)).toBe(total);
    expect(total).toBe(report.bytesHashed);
  });

  it('accepts two models that share their blobs, and hashes those once', async () => {
    buildStore({ dir: store.dir, tag: 'copy' });
    const report = await verify();
    expect(report.models.map(({ verdict }) => verdict)).toEqual(['verified', 'verified']);
    const bytes = [...Object.values(store.layers), store.config].reduce((sum, { size }) => sum + size, 0);
    expect(report.bytesHashed).toBe(bytes);
  });
});

describe('I1 tampering', () => {
  const all = ['model', 'template', 'license', 'params'] as const;
  it.each(all)('one changed byte of the %s is found, model and blob are named', async (kind) => {
    flipByte(store.blob(store.layers[kind]));
    const report = await verify();
    expect(report.models[0]!.verdict).toBe('failed');
    expect(report.models[0]!.model).toBe('tiny:1m');
    const check = report.models[0]!.checks.find(({ id }) => id === 'blob.hash')!;
    expect(check.state).toBe('fail');
    expect(check.evidence).toContain(store.layers[kind].digest.slice(7));
  });

  it('one changed byte of the settings is found', async () => {
    flipByte(store.blob(store.config));
    expect(failing(await verify())).toContain('blob.hash');
  });

  it('only the model that owns the blob fails', async () => {
    const other = buildStore({ dir: store.dir, name: 'other', gguf: Buffer.from('other weights') });
    flipByte(other.blob(other.layers.model));
    const report = await verify();
    expect(Object.fromEntries(report.models.map(({ model, verdict }) => [model, verdict]))).toEqual({
      'tiny:1m': 'verified',
      'other:1m': 'failed',
    });
  });

  const cases: [string, string, (at: TestStore) => void][] = [
    ['a truncated file', 'blob.size', (at) => fs.truncateSync(at.blob(at.layers.model), 10)],
    ['an appended byte', 'blob.size', (at) => fs.appendFileSync(at.blob(at.layers.model), 'x')],
    ['a missing file', 'blob.exists', (at) => fs.rmSync(at.blob(at.layers.license))],
    [
      'a link in place of a file',
      'blob.regular',
      (at) => {
        const blob = at.blob(at.layers.params);
        fs.renameSync(blob, path.join(at.dir, 'elsewhere'));
        fs.symlinkSync(path.join(at.dir, 'elsewhere'), blob);
      },
    ],
    [
      'a folder in place of a file',
      'blob.regular',
      (at) => {
        fs.rmSync(at.blob(at.layers.params));
        fs.mkdirSync(at.blob(at.layers.params));
      },
    ],
    ['a size that the manifest has wrong', 'blob.size', (at) => at.rewrite(({ layers }) => (layers![0]!.size += 1))],
    ['junk after the manifest', 'manifest.parse', (at) => fs.appendFileSync(at.manifest, 'junk')],
    ['an empty manifest', 'manifest.parse', (at) => fs.writeFileSync(at.manifest, '')],
    ['a manifest of another shape', 'manifest.parse', (at) => fs.writeFileSync(at.manifest, '{"layers":3}')],
    [
      'a manifest that is a link',
      'manifest.file',
      (at) => {
        fs.renameSync(at.manifest, path.join(at.dir, 'm'));
        fs.symlinkSync(path.join(at.dir, 'm'), at.manifest);
      },
    ],
    [
      'an unknown media type',
      'manifest.mediaType',
      (at) => at.rewrite(({ layers }) => void (layers![1]!.mediaType = 'text/x')),
    ],
    [
      'a digest that is none',
      'blob.digest',
      (at) => at.rewrite(({ layers }) => void (layers![1]!.digest = 'sha256:../../x')),
    ],
    [
      'no layers (null), as in a stub',
      'manifest.weights',
      (at) => at.rewrite((manifest) => void (manifest.layers = null)),
    ],
    [
      'settings and a layer under one digest',
      'manifest.collision',
      (at) => at.rewrite(({ layers, config }) => void (layers![1]!.digest = config.digest)),
    ],
    [
      'a name in other case',
      'manifest.case',
      (at) => fs.copyFileSync(at.manifest, path.join(path.dirname(at.manifest), '1M')),
    ],
  ];
  it.each(cases)('%s is found (%s)', async (_, id, tamper) => {
    tamper(store);
    const report = await verify();
    expect(failing(report)).toContain(id);
    expect(isClean(report)).toBe(false);
  });

  it('a link is called a link', async () => {
    const blob = store.blob(store.layers.params);
    fs.renameSync(blob, path.join(store.dir, 'elsewhere'));
    fs.symlinkSync(path.join(store.dir, 'elsewhere'), blob);
    const check = (await verify()).models[0]!.checks.find(({ id }) => id === 'blob.regular')!;
    expect(check.message).toContain('is a link to somewhere else');
  });

  it('a remote host in the settings is found, also when its hash is right', async () => {
    const text = '{"model_format":"gguf","remote_host":"https://ollama.com:443","remote_model":"big"}';
    const digest = sha256(text);
    fs.writeFileSync(path.join(store.dir, 'blobs', `sha256-${digest}`), text);
    store.rewrite(({ config }) => Object.assign(config, { digest: `sha256:${digest}`, size: text.length }));
    expect(failing(await verify())).toEqual(['config.remote']);
  });

  it.skipIf(process.platform === 'win32')('files and folders that everybody may write are told', async () => {
    fs.chmodSync(store.blob(store.layers.model), 0o666);
    fs.chmodSync(path.join(store.dir, 'blobs'), 0o777);
    const report = await verify();
    expect(report.models[0]!.checks.find(({ id }) => id === 'blob.permissions')?.state).toBe('warn');
    expect(report.storeChecks.find(({ id }) => id === 'store.permissions')?.state).toBe('fail');
    expect(isClean(report)).toBe(false);
  });
});

describe('I1 left-over files', () => {
  const stray = (name: string, hours: number) => {
    const file = path.join(store.dir, 'blobs', name);
    fs.writeFileSync(file, 'x');
    const then = Date.now() / 1000 - hours * 3600;
    fs.utimesSync(file, then, then);
  };

  it('an orphan and a partial download count only with their age', async () => {
    stray(`sha256-${'ab'.repeat(32)}`, 0);
    expect((await verify()).storeChecks.map(({ id }) => id)).toEqual(['store.files']);
    stray(`sha256-${'cd'.repeat(32)}`, 5);
    stray(`sha256-${'ef'.repeat(32)}-partial`, 5);
    stray(`sha256-${'ef'.repeat(32)}-partial-0`, 5);
    stray('backdoor.so', 5);
    const ids = (await verify()).storeChecks.map(({ id }) => id).toSorted();
    expect(ids).toEqual(['store.orphan', 'store.partial', 'store.partial', 'store.stray']);
  });
});

describe('I1 nothing to verify is not a pass', () => {
  it('for a folder that is not there', async () => {
    const report = await verifyModels({ modelsDir: path.join(store.dir, 'nowhere'), hasher });
    expect(isClean(report)).toBe(false);
    expect(report.storeChecks.map(({ id, state }) => `${id} ${state}`)).toContain('store.missing unknown');
  });

  it('for an empty store', async () => {
    const dir = temporaryFolder();
    fs.mkdirSync(path.join(dir, 'blobs'));
    fs.mkdirSync(path.join(dir, 'manifests'));
    const report = await verifyModels({ modelsDir: dir, hasher });
    expect(isClean(report)).toBe(false);
    expect(report.storeChecks.map(({ id }) => id)).toContain('store.empty');
  });

  it('for a model that is not there', async () => {
    const report = await verify({ models: ['nope:7b'] });
    expect(report.models.map(({ verdict }) => verdict)).toEqual(['incomplete']);
  });

  it('for a model that only the server has', async () => {
    const server = { list: () => Promise.resolve([listed(), { ...listed(), name: 'elsewhere:7b' }]) };
    const report = await verify({ server });
    expect(report.models.map(({ model, verdict }) => [model, verdict])).toEqual([
      ['tiny:1m', 'verified'],
      ['elsewhere:7b', 'incomplete'],
    ]);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('for a file that cannot be read', async () => {
    fs.chmodSync(store.blob(store.layers.model), 0);
    expect((await verify()).models[0]!.verdict).toBe('incomplete');
  });
});

const listed = (): LocalModel => ({ name: 'tiny:1m', size: 1, digest: store.manifestDigest() });

describe('I1 the digest that the server reports', () => {
  it('must be that of the manifest on the disk', async () => {
    const verdict = async (model: LocalModel) =>
      (await verify({ server: { list: () => Promise.resolve([model]) } })).models[0]!.verdict;
    expect(await verdict(listed())).toBe('verified');
    expect(await verdict({ ...listed(), digest: 'ab'.repeat(32) })).toBe('failed');
    expect(await verdict({ ...listed(), remoteHost: 'https://ollama.com:443' })).toBe('failed');
  });

  it('leaves the verdict open when the server cannot be asked', async () => {
    const report = await verify({ server: { list: () => Promise.reject(new Error('gone')) } });
    expect(report.models[0]!.verdict).toBe('incomplete');
  });
});

describe('I1 cancel', () => {
  it('stops at once with an AbortError, and the hasher goes on working', async () => {
    fs.writeFileSync(store.blob(store.layers.model), Buffer.alloc(80 * 1024 * 1024));
    const abort = new AbortController();
    const running = verify({ signal: abort.signal, onProgress: () => abort.abort() });
    await expect(running).rejects.toSatisfy(isAbortError);
    await expect(verify({ signal: abort.signal })).rejects.toSatisfy(isAbortError);
    expect((await verify({ modelsDir: buildStore().dir })).models[0]!.verdict).toBe('verified');
  });
});
