// Where the index may lie besides this machine, and for whom its credentials are.
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SecretStorage } from 'vscode';

const settings = new Map<string, { globalValue?: string; workspaceValue?: string }>();

vi.mock('vscode', () => ({
  env: { machineId: 'machine' },
  workspace: { getConfiguration: () => ({ inspect: (key: string) => settings.get(key) }) },
}));

const { isLoopbackEndpoint, keepCredentials, readRemoteStore, remoteCredentials } =
  await import('../../../src/editor/remoteStore');

const local = path.resolve('/storage/workspace/index');
const choose = (uri: string, endpoint = ''): void => {
  settings.set('index.storeUri', { globalValue: uri });
  settings.set('index.storeEndpoint', { globalValue: endpoint });
};

describe('R6 the place of the index', () => {
  beforeEach(() => settings.clear());

  it('is this machine unless the user says otherwise', () => {
    expect(readRemoteStore(local)).toBeUndefined();
    settings.set('index.storeUri', { workspaceValue: 's3://evil/bucket' });
    expect(readRemoteStore(local)).toBeUndefined();
  });

  it('is one folder for each workspace of each machine, and the catalogue stays here', () => {
    choose('s3://bucket/team/');
    const one = readRemoteStore(local);
    const other = readRemoteStore(path.resolve('/storage/another/index'));
    expect(one?.uri).toMatch(/^s3:\/\/bucket\/team\/rempart-[\da-f]{24}$/u);
    expect(other?.uri).not.toBe(one?.uri);
    expect(path.dirname(one?.catalogueFolder ?? '')).toBe(path.dirname(local));
    expect(one?.catalogueFolder).not.toBe(local);
  });

  it('is never what is no object store, or leads elsewhere', () => {
    for (const uri of ['http://bucket/x', 'db://cloud', 's3://', 's3://a/../b', 's3://a?x=1', '/folder', 's3://a b']) {
      choose(uri);
      expect(() => readRemoteStore(local), uri).toThrow(/s3:\/\/, gs:\/\/ or az:\/\//u);
    }
  });

  it('is reached by https, or by http on this machine alone', () => {
    for (const endpoint of [
      'http://store.example',
      'http://127.0.0.1.example',
      'ftp://127.0.0.1',
      'http://127.0.0.1@x',
    ]) {
      choose('s3://bucket', endpoint);
      expect(() => readRemoteStore(local), endpoint).toThrow(/not an https address/u);
    }
    for (const endpoint of ['https://store.example', 'http://127.0.0.1:9000', 'http://localhost:9000/']) {
      choose('s3://bucket', endpoint);
      expect(readRemoteStore(local)?.endpoint).toBe(endpoint);
    }
    expect(isLoopbackEndpoint('https://127.0.0.1')).toBe(false);
  });
});

describe('R6 the credentials', () => {
  it('belong to one bucket on one server', async () => {
    const kept = new Map<string, string>();
    const secrets = {
      get: (key: string) => Promise.resolve(kept.get(key)),
      store: (key: string, value: string) => Promise.resolve(void kept.set(key, value)),
      delete: (key: string) => Promise.resolve(void kept.delete(key)),
    } as unknown as SecretStorage;
    const at = (uri: string, endpoint: string) => {
      choose(uri, endpoint);
      const store = readRemoteStore(local);
      if (!store) throw new Error('no store');
      return store;
    };
    const mine = at('s3://bucket', 'https://store.example');
    await keepCredentials(mine, secrets, { aws_access_key_id: 'a', aws_secret_access_key: 'b' });
    expect(await remoteCredentials(mine, secrets)).toEqual({ aws_access_key_id: 'a', aws_secret_access_key: 'b' });
    expect(await remoteCredentials(at('s3://other', 'https://store.example'), secrets)).toBeUndefined();
    expect(await remoteCredentials(at('s3://bucket', 'https://evil.example'), secrets)).toBeUndefined();
    await keepCredentials(mine, secrets, undefined);
    expect(await remoteCredentials(mine, secrets)).toBeUndefined();
  });
});
