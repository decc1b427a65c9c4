// Proves that the gate knows without reading: verified, changed since, failed, never looked at; also after a restart.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createHasher,
  IntegrityCache,
  IntegrityGate,
  defaultTrustRules,
  parseRegistry,
  verifyModels,
  type Hasher,
} from '../../../src/models';
import { buildStore, flipByte, temporaryFolder, tinyGguf, WORKER, type TestStore } from './storeBuilder';

let hasher: Hasher;
let store: TestStore;
let file: string;
beforeAll(() => {
  hasher = createHasher({ workerPath: WORKER, workers: 1 });
});
afterAll(() => hasher.dispose());
beforeEach(() => {
  store = buildStore();
  file = path.join(temporaryFolder(), 'state', 'integrity.json');
});

const verify = (cache: IntegrityCache, more: object = {}) =>
  verifyModels({ modelsDir: store.dir, hasher, cache, ...more });
const state = async (cache = new IntegrityCache(file), name = 'tiny:1m') =>
  (await new IntegrityGate({ modelsDir: store.dir, cache }).status(name)).state;

describe('I6 the gate', () => {
  it('says unverified before the first verification', async () => expect(await state()).toBe('unverified'));

  it('says verified after it, with time and digest, also in the next process', async () => {
    await verify(new IntegrityCache(file));
    const status = await new IntegrityGate({ modelsDir: () => store.dir, cache: new IntegrityCache(file) }).status(
      'TINY:1m',
    );
    expect(status).toMatchObject({ state: 'verified', manifestDigest: store.manifestDigest() });
    expect(Date.parse(status.verifiedAt!)).toBeGreaterThan(0);
  });

  it.each(['model', 'template', 'params'] as const)('says changed when the %s changed', async (kind) => {
    await verify(new IntegrityCache(file));
    flipByte(store.blob(store.layers[kind]));
    expect(await state()).toBe('changed');
  });

  it('hears of a failure that another window found, and writes no older verdict over it', async () => {
    const here = new IntegrityCache(file);
    await verify(here);
    flipByte(store.blob(store.layers.model));
    await verify(new IntegrityCache(file));
    expect(await state(here)).toBe('failed');
    const stale = new IntegrityCache(file);
    expect(await state(stale)).toBe('failed');
    // Of no model: nothing is judged, and what stands there is written again.
    await verify(here, { models: [] });
    expect(await state()).toBe('failed');
  });

  it('sees a change whose size and time of writing were put back', async () => {
    // A whole second, so that it can be put back to the nanosecond.
    const then = 1_790_000_000;
    const blob = store.blob(store.layers.model);
    fs.utimesSync(blob, then, then);
    await verify(new IntegrityCache(file));
    flipByte(blob);
    fs.utimesSync(blob, then, then);
    expect(await state()).toBe('changed');
  });

  it('says changed when the settings, the manifest, or a missing file say so', async () => {
    for (const tamper of [
      () => flipByte(store.blob(store.config)),
      () => fs.appendFileSync(store.manifest, ' '),
      () => fs.rmSync(store.blob(store.layers.license)),
    ]) {
      store = buildStore();
      await verify(new IntegrityCache(file));
      expect(await state()).toBe('verified');
      tamper();
      expect(await state()).toBe('changed');
    }
  });

  it('says changed when another manifest took the place while an earlier model was hashed', async () => {
    const later = buildStore({ dir: store.dir, name: 'zeta' });
    let swapped = false;
    const swapping: Hasher = {
      dispose: () => undefined,
      hash: (blob, options) => {
        if (!swapped) later.rewrite((manifest) => manifest.layers?.pop());
        swapped = true;
        return hasher.hash(blob, options);
      },
    };
    await verifyModels({ modelsDir: store.dir, hasher: swapping, cache: new IntegrityCache(file) });
    expect(await state(undefined, 'zeta:1m')).toBe('changed');
    expect(await state()).toBe('verified');
  });

  it('says failed after a failed verification, until it verifies again', async () => {
    const blob = store.blob(store.layers.model);
    const good = fs.readFileSync(blob);
    flipByte(blob);
    await verify(new IntegrityCache(file));
    expect(await state()).toBe('failed');
    fs.writeFileSync(blob, good);
    expect(await state()).toBe('failed');
    await verify(new IntegrityCache(file));
    expect(await state()).toBe('verified');
  });

  describe('I3 trust', () => {
    const gate = (trustedSources: readonly string[] = []) =>
      new IntegrityGate({
        modelsDir: store.dir,
        cache: new IntegrityCache(file),
        rules: () => ({ ...defaultTrustRules, trustedSources }),
      });
    const ids = async (name: string, trustedSources?: readonly string[]) =>
      (await gate(trustedSources).status(name)).trust.concerns.map(({ id }) => id);

    it('is about the source, before anybody looked at the files; the rules hold at once', async () => {
      expect(await gate().status('evil.example/mallory/mistral:7b')).toMatchObject({ state: 'unverified' });
      expect(await ids('evil.example/mallory/mistral:7b')).toEqual(['source.trusted']);
      expect(await ids('evil.example/mallory/mistral:7b', ['evil.example'])).toEqual([]);
      expect(await ids('tiny:1m')).toEqual([]);
    });

    it('is about what the verification found in the files', async () => {
      store = buildStore({ gguf: tinyGguf({ keys: { 'tokenizer.chat_template': '<script>' } }) });
      fs.appendFileSync(store.manifest, '\n');
      await verify(new IntegrityCache(file));
      expect(await gate().status('tiny:1m')).toMatchObject({
        state: 'untrusted',
        trust: { concerns: [{ id: 'source.local' }, { id: 'indicator.text' }] },
      });
      expect(await ids('tiny:1m', ['local'])).toEqual(['indicator.text']);
    });

    it('I2 I6 is about the registry as it is now, not as it was when the model was verified', async () => {
      await verify(new IntegrityCache(file));
      const status = async (more: object) => {
        const text = JSON.stringify({
          models: [
            {
              name: 'tiny:1m',
              sha256: store.manifestDigest(),
              source: 'x',
              verified_date: '2026-10-02',
              verified_by: 'C. Delmas',
              risk_level: 'low',
              ...more,
            },
          ],
        });
        const parsed = parseRegistry(text);
        if (!parsed.ok) throw new Error(text);
        const registries = [{ file: 'r.yaml', level: 'workspace', registry: parsed.registry } as const];
        const cache = new IntegrityCache(file);
        const rules = () => ({ ...defaultTrustRules, registries });
        const { state, trust } = await new IntegrityGate({ modelsDir: store.dir, cache, rules }).status('tiny:1m');
        return `${state} ${trust.approval.state}`;
      };
      expect(await status({})).toBe('verified not-asked');
      expect(await status({ prohibited_uses: ['chat'] })).toBe('untrusted prohibited');
      expect(await status({ approved_uses: ['code'] })).toBe('untrusted unapproved');
      expect(await status({ sha256: 'ab'.repeat(32) })).toBe('failed mismatch');
      // Nothing of it stays: the files were always intact.
      expect(await status({})).toBe('verified not-asked');
      store = buildStore();
      expect(await status({ prohibited_uses: ['chat'] })).toBe('unverified prohibited');
      expect(await status({})).toBe('unverified unapproved');
    });

    it('is not believed of a cache that knew nothing of it', async () => {
      await verify(new IntegrityCache(file));
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"version":2', '"version":1'));
      expect(await state()).toBe('unverified');
    });
  });

  it('knows models apart, and stores apart', async () => {
    const cache = new IntegrityCache(file);
    await verify(cache, { models: ['tiny:1m'] });
    buildStore({ dir: store.dir, name: 'other' });
    expect(await state(cache, 'other:1m')).toBe('unverified');
    const elsewhere = buildStore();
    expect((await new IntegrityGate({ modelsDir: elsewhere.dir, cache }).status('tiny:1m')).state).toBe('unverified');
  });

  it('a damaged cache counts as never verified', async () => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    for (const text of ['{', '{"version":1,"files":{},"models":{"x":{"verdict":"fine"}}}', 'null']) {
      fs.writeFileSync(file, text);
      expect(await state()).toBe('unverified');
    }
  });
});

describe('I1 the cache of hashes', () => {
  it('spares reading what has not changed, only when asked to', async () => {
    const cache = new IntegrityCache(file);
    const first = await verify(cache);
    expect((await verify(cache, { trustCache: true })).bytesHashed).toBe(0);
    expect((await verify(cache)).bytesHashed).toBe(first.bytesHashed);
  });

  it('keeps the time of the last reading when nothing was read', async () => {
    const cache = new IntegrityCache(file);
    const verifiedAt = async () => (await cache.model(store.dir, 'tiny:1m'))?.verifiedAt;
    await verify(cache, { now: () => 1_000 });
    await verify(cache, { trustCache: true, now: () => 2_000 });
    expect(await verifiedAt()).toBe(new Date(1_000).toISOString());
    await verify(cache, { now: () => 3_000 });
    expect(await verifiedAt()).toBe(new Date(3_000).toISOString());
  });

  it('reads again what has changed', async () => {
    const cache = new IntegrityCache(file);
    await verify(cache);
    flipByte(store.blob(store.layers.model));
    const report = await verify(cache, { trustCache: true });
    expect(report.models[0]!.verdict).toBe('failed');
    expect(report.bytesHashed).toBe(store.layers.model.size);
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
    await verify(new IntegrityCache(file));
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(path.dirname(file))).toEqual(['integrity.json']);
  });
});
