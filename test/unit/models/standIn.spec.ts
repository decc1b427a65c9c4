// Proves the client and the verifier against the stand-in, which speaks the recorded protocol over a store of the real layout.
import fs from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAbortError, RempartError } from '../../../src/base/errors';
import {
  ContextTooLongError,
  createHasher,
  isClean,
  locateStore,
  OllamaClient,
  readGguf,
  verifyModels,
  type ChatEvent,
  type ChatRequest,
  type Hasher,
} from '../../../src/models';
import {
  buildStore,
  flipByte,
  startStandIn,
  type BuiltModel,
  type MisbehaviourMode,
  type StandIn,
} from '../../support/ollama/index.mjs';
import { temporaryFolder, WORKER } from './storeBuilder';

let standIn: StandIn;
let built: BuiltModel[];
let client: OllamaClient;
let hasher: Hasher;
const dir = temporaryFolder();
beforeAll(async () => {
  built = await buildStore({ dir, models: [{ name: 'tiny:1m' }, { name: 'embed:1m', kind: 'embedding' }] });
  standIn = await startStandIn({ modelsDir: dir });
  client = new OllamaClient({ endpoint: standIn.url, silentAfterMs: 100 });
  hasher = createHasher({ workerPath: WORKER, workers: 1 });
});
afterEach(() => standIn.behave());
afterAll(async () => {
  hasher.dispose();
  await standIn.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

const request = (more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'tiny:1m',
  messages: [{ role: 'user', content: 'Hello there.' }],
  options: { num_ctx: 512, num_predict: 64 },
  ...more,
});
async function ask(more: Partial<ChatRequest> = {}): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of client.chat(request(more))) events.push(event);
  return events;
}
const reason = (more: Partial<ChatRequest> = {}) =>
  ask(more).then(
    () => 'no error',
    (error: unknown) => (RempartError.is(error) ? error.reason : String(error)),
  );

describe('C1 the client and the stand-in', () => {
  it('agree on models, details, chat and embeddings', async () => {
    expect((await client.detect()).state).toBe('running');
    const models = await client.list();
    expect(models.map(({ name }) => name).toSorted()).toEqual(['embed:1m', 'tiny:1m']);
    expect(models.find(({ name }) => name === 'tiny:1m')!.digest).toBe(built[0]!.digest);
    const events = await ask();
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    expect(events.some(({ type }) => type === 'token')).toBe(true);
    const vectors = await client.embed({ model: 'embed:1m', input: ['a', 'b'] });
    expect(vectors).toHaveLength(2);
    expect((await client.cloudStatus()).state).toBe('off');
    expect(await reason({ model: 'nope:1m' })).toBe('model-not-found');
    expect(await reason({ model: 'embed:1m' })).toBe('model-unsuitable');
  });

  it('find the store by what the server shows', async () => {
    const { modelsDir } = await client.show('tiny:1m');
    expect((await locateStore({ fromServer: modelsDir })).dir).toBe(dir);
  });

  it('a too long prompt is counted, not cut', async () => {
    const error: unknown = await ask({ messages: [{ role: 'user', content: 'word '.repeat(5000) }] }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ContextTooLongError);
    expect((error as ContextTooLongError).promptTokens).toBeGreaterThan(512);
  });

  it.each<[MisbehaviourMode, string]>([
    ['status-500', 'ollama-error'],
    ['status-503', 'ollama-busy'],
    ['not-found', 'model-damaged'],
    ['html', 'ollama-error'],
    ['invalid-json', 'ollama-error'],
    ['redirect', 'ollama-error'],
    ['reset', 'ollama-lost'],
    ['error-line', 'ollama-error'],
    ['no-done', 'ollama-lost'],
    ['remote-host', 'ollama-remote'],
    ['one-byte-writes', 'no error'],
    ['joined-lines', 'no error'],
    ['empty-answer', 'no error'],
    ['unknown-fields', 'no error'],
    ['missing-counters', 'no error'],
    ['slow-first-byte', 'no error'],
  ])('%s ends as %s, and the next question works', async (mode, expected) => {
    standIn.misbehave(mode, { path: '/api/chat' });
    const found = await reason();
    if (mode === 'invalid-json') expect(['ollama-error', 'ollama-lost']).toContain(found);
    else expect(found).toBe(expected);
    standIn.behave();
    expect(await reason()).toBe('no error');
  });

  it('a server that hangs is silent, and Stop works', async () => {
    standIn.misbehave('hang', { path: '/api/chat' });
    const abort = new AbortController();
    const run = (async () => {
      for await (const { type } of client.chat(request({ signal: abort.signal }))) if (type === 'silent') abort.abort();
    })();
    await expect(run).rejects.toSatisfy(isAbortError);
    standIn.behave();
    expect(await reason()).toBe('no error');
  });
});

describe('I1 the verifier and the stand-in', () => {
  it('a clean store is clean, also by what the server says', async () => {
    const report = await verifyModels({ modelsDir: dir, hasher, server: client });
    expect(report.models.flatMap(({ checks }) => checks.filter(({ state }) => state !== 'pass'))).toEqual([]);
    expect(isClean(report)).toBe(true);
    expect(await readGguf(built[0]!.modelBlob)).toMatchObject({ layout: [] });
  });

  it('another digest than the disk’s is found', async () => {
    standIn.misbehave('wrong-digest', { path: '/api/tags', times: 5 });
    expect(isClean(await verifyModels({ modelsDir: dir, hasher, server: client }))).toBe(false);
  });

  it('one flipped bit names model and file', async () => {
    flipByte(built[0]!.modelBlob);
    const { models } = await verifyModels({ modelsDir: dir, hasher, server: client });
    expect(Object.fromEntries(models.map(({ model, verdict }) => [model, verdict]))).toEqual({
      'tiny:1m': 'failed',
      'embed:1m': 'verified',
    });
    flipByte(built[0]!.modelBlob);
    expect(isClean(await verifyModels({ modelsDir: dir, hasher, server: client }))).toBe(true);
  });
});
