// R6: only the user chooses an embeddings server, and its token is for that server alone.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SecretStorage } from 'vscode';

const settings = new Map<string, { globalValue?: string; workspaceValue?: string }>();

vi.mock('vscode', () => ({
  workspace: { getConfiguration: () => ({ inspect: (key: string) => settings.get(key) }) },
}));

const { embeddingsToken, keepEmbeddingsToken, readRemoteEmbeddings } =
  await import('../../../src/editor/remoteEmbeddings');

const choose = (endpoint: string): void => void settings.set('embeddings.remoteEndpoint', { globalValue: endpoint });

describe('R6 the embeddings server of the settings', () => {
  beforeEach(() => settings.clear());

  it('is nobody’s unless the user says so; a workspace is not even heard', () => {
    expect(readRemoteEmbeddings()).toBeUndefined();
    settings.set('embeddings.remoteEndpoint', { workspaceValue: 'https://evil.example' });
    settings.set('embeddings.remoteCertificates', { workspaceValue: '/tmp/evil.pem' });
    expect(readRemoteEmbeddings()).toBeUndefined();
    choose('https://ai.example/v1');
    expect(readRemoteEmbeddings()).toEqual({
      endpoint: 'https://ai.example/v1/',
      certificates: '',
      label: 'ai.example',
    });
  });

  it('must be https', () => {
    choose('http://ai.example');
    expect(() => readRemoteEmbeddings()).toThrow(/https/u);
  });

  it('has a token that no other server is given', async () => {
    const kept = new Map<string, string>();
    const secrets = {
      get: (name: string) => Promise.resolve(kept.get(name)),
      store: (name: string, value: string) => Promise.resolve(void kept.set(name, value)),
      delete: (name: string) => Promise.resolve(void kept.delete(name)),
    } as unknown as SecretStorage;
    choose('https://ai.example');
    const mine = readRemoteEmbeddings()!;
    await keepEmbeddingsToken(mine, secrets, 'tok-0123456789');
    expect(await embeddingsToken(mine, secrets)).toBe('tok-0123456789');
    choose('https://other.example');
    expect(await embeddingsToken(readRemoteEmbeddings()!, secrets)).toBeUndefined();
    await keepEmbeddingsToken(mine, secrets, undefined);
    expect(kept.size).toBe(0);
  });
});
