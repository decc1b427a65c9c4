// `rempart registry`: what gets in, who signed it, and what the exit status says.
import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as models from '../../../src/models';
import { readRegistry } from '../../../src/models';
import { buildStore, flipByte, temporaryFolder, WORKER, type TestStore } from '../models/storeBuilder';

// The worker of a build is not beside the sources.
vi.mock('../../../src/models', async (original) => {
  const real = await original<typeof models>();
  return { ...real, createHasher: () => real.createHasher({ workerPath: WORKER, workers: 1 }) };
});
const { registry } = await import('../../../src/cli/registry');

let store: TestStore;
let file = '';
let output = '';
beforeEach(() => {
  store = buildStore();
  file = path.join(temporaryFolder(), 'models_registry.yaml');
  output = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const run = (...args: string[]) => registry([...args, '--file', file], new AbortController().signal);
const add = (...more: string[]) => run('add', 'tiny:1m', '--models-dir', store.dir, '--by', 'C. Delmas', ...more);

function keys(): { secret: string; open: string } {
  const pair = generateKeyPairSync('ed25519');
  const write = (name: string, text: string | Buffer): string => {
    const target = path.join(path.dirname(file), name);
    fs.writeFileSync(target, text);
    return target;
  };
  return {
    secret: write('secret.pem', pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    open: write('open.pem', pair.publicKey.export({ type: 'spki', format: 'pem' })),
  };
}

describe('I2 rempart registry', () => {
  it('says of a model that was made on this machine that it is from here', async () => {
    fs.appendFileSync(store.manifest, '\n');
    expect(await add()).toBe(0);
    expect((await readRegistry(file)).entries).toMatchObject([{ source: 'local' }]);
  });

  it('adds an intact model by the hash of its manifest', async () => {
    expect(await add('--risk', 'low', '--prohibit', 'hiring')).toBe(0);
    expect((await readRegistry(file)).entries).toMatchObject([
      {
        name: 'tiny:1m',
        sha256: store.manifestDigest(),
        source: 'registry.ollama.ai/library',
        verified_by: 'C. Delmas',
        risk_level: 'low',
        approved_uses: ['chat'],
        prohibited_uses: ['hiring'],
      },
    ]);
  });

  it('does not add one whose files are not intact, or that is not there', async () => {
    flipByte(store.blob(store.layers.model));
    await expect(add()).rejects.toMatchObject({ reason: 'model-not-verified' });
    await expect(run('add', 'other', '--models-dir', store.dir)).rejects.toMatchObject({
      reason: 'model-not-verified',
    });
    expect(fs.existsSync(file)).toBe(false);
  });

  it('signs, and checks what was signed', async () => {
    await add();
    const { secret, open } = keys();
    expect(await run('check')).toBe(0);
    expect(await run('check', '--key', open)).toBe(1);
    expect(await run('sign', '--key', secret)).toBe(0);
    expect(await run('check', '--key', open)).toBe(0);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('C. Delmas', 'Mallory'));
    expect(await run('check', '--key', open)).toBe(1);
    output = '';
    expect(await run('list', '--key', open)).toBe(0);
    expect(output).toMatch(/^tiny:1m .*medium {2}invalid {2}\+chat$/mu);
  });

  it('says what is needed', async () => {
    await expect(run()).rejects.toThrow('is needed');
    await expect(run('sign')).rejects.toThrow('private key');
    await expect(run('list')).rejects.toMatchObject({ reason: 'registry-missing' });
  });
});
