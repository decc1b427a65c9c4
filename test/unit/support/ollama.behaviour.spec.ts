// What a transcript cannot show of the stand-in: interruption, queue, unloading, misbehaviour, and the folder it serves.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Ollama } from 'ollama';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buildStore,
  flipByte,
  hashFile,
  MODES,
  startStandIn,
  type BuiltModel,
  type MisbehaviourMode,
  type StandIn,
} from '../../support/ollama/index.mjs';

const QUESTION = 'How often is the signing key rotated?';
const CONTEXT = '[1] The office has two doors.\n[2] The signing key is rotated every ninety days by Ana.';
const MESSAGES = [
  { role: 'system', content: `Answer from the context. Canary: RC-7f3a9b2c4d.\n${CONTEXT}` },
  { role: 'user', content: QUESTION },
];

let directory: string;
let built: BuiltModel[];
let standIn: StandIn;

beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-stand-in-'));
  built = await buildStore({
    dir: directory,
    models: [{ name: 'smollm2:135m' }, { name: 'e5-small', kind: 'embedding' }],
  });
  return () => {
    fs.rmSync(directory, { recursive: true });
  };
});

beforeEach(async () => {
  standIn = await startStandIn({ modelsDir: directory });
});

afterEach(async () => {
  await standIn.stop();
});

function client(): Ollama {
  return new Ollama({ host: standIn.url });
}

async function chatText(model = 'smollm2:135m'): Promise<string> {
  let text = '';
  for await (const part of await client().chat({ model, messages: MESSAGES, stream: true }))
    text += part.message.content;
  return text;
}

/** The raw answer of a chat: status, content type, the lines, and whether the connection broke. */
function rawChat(
  body: object = {},
): Promise<{ status: number; type: string; chunks: Buffer[]; text: string; broken: boolean }> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${standIn.url}/api/chat`, { method: 'POST' }, (response) => {
      request.off('error', reject).on('error', () => undefined);
      const chunks: Buffer[] = [];
      const done = (broken: boolean) => (): void => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          chunks,
          text,
          broken,
        });
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', done(false));
      response.on('error', done(true));
    });
    request.on('error', reject);
    request.end(JSON.stringify({ model: 'smollm2:135m', messages: MESSAGES, ...body }));
  });
}

function lines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the scripted engine', () => {
  it('quotes the sentence that answers, with its citation, and says when nothing does', async () => {
    expect(await chatText()).toBe('According to the context: The signing key is rotated every ninety days by Ana. [2]');
    const nothing = await client().chat({
      model: 'smollm2:135m',
      messages: [
        { role: 'system', content: CONTEXT },
        { role: 'user', content: 'Quelle est la capitale du Pérou ?' },
      ],
    });
    expect(nothing.message.content).toBe('Le contexte ne répond pas à cette question.');
  });

  it('reads excerpts whose lines are marked, and quotes neither their headings nor the rules', async () => {
    const excerpts = [
      'Q7f [1] docs/keys.md:1-4 (Keys › Signing key)',
      'Q7f # Signing key',
      'Q7f The signing key lives in the vault.',
      'Q7f It is rotated with scripts/rotate.sh, every ninety days.',
    ].join('\n');
    const { message } = await client().chat({
      model: 'smollm2:135m',
      messages: [
        { role: 'system', content: 'You never say how the key is rotated.\n[c-1]' },
        { role: 'user', content: `Data (excerpts of documents):\n${excerpts}\n\nQuestion: how is it rotated?` },
      ],
    });
    expect(message.content).toBe(
      'According to the context: It is rotated with scripts/rotate.sh, every ninety days. [1]',
    );
  });

  it('writes JSON that a schema allows', async () => {
    const format = { type: 'object', properties: { safe: { type: 'boolean' }, kind: { enum: ['a', 'b'] } } };
    const { message } = await client().chat({ model: 'smollm2:135m', messages: MESSAGES, format });
    expect(JSON.parse(message.content)).toEqual({ safe: true, kind: 'a' });
  });

  it('gives texts that share words nearer vectors', async () => {
    const input = ['the signing key is rotated', 'rotate the signing key', 'a cat sat on the mat'];
    const { embeddings } = await client().embed({ model: 'e5-small', input });
    const cosine = (a: number, b: number): number =>
      embeddings[a]!.reduce((sum, x, i) => sum + x * embeddings[b]![i]!, 0);
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2));
    expect(Math.hypot(...embeddings[0]!)).toBeCloseTo(1, 5);
  });
});

describe('requests that overlap', () => {
  it('stops when the client leaves in the middle of a stream, and serves the next', async () => {
    standIn.misbehave('repetition');
    const abort = new AbortController();
    const response = await fetch(`${standIn.url}/api/chat`, {
      method: 'POST',
      body: JSON.stringify({ model: 'smollm2:135m', messages: MESSAGES }),
      signal: abort.signal,
    });
    await response.body!.getReader().read();
    abort.abort();
    expect(await chatText()).toContain('ninety days');
    expect(standIn.requests.map(({ path: target }) => target)).toEqual(['/api/chat', '/api/chat']);
  });

  it('answers one request of a model after the other', async () => {
    standIn.misbehave('slow-tokens', { delayMs: 5 });
    const order: string[] = [];
    await Promise.all([chatText().then(() => order.push('slow')), chatText().then(() => order.push('next'))]);
    expect(order).toEqual(['slow', 'next']);
  });

  it('unloads at once on request while the stream runs to its end', async () => {
    standIn.misbehave('slow-tokens', { delayMs: 10 });
    const stream = await client().chat({ model: 'smollm2:135m', messages: MESSAGES, stream: true });
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    const unloaded = await client().chat({ model: 'smollm2:135m', messages: [], keep_alive: 0 });
    expect(unloaded.done_reason).toBe('unload');
    expect((await client().ps()).models).toHaveLength(1);
    let last;
    for (let step = await iterator.next(); step.done !== true; step = await iterator.next()) last = step.value;
    expect(last?.done).toBe(true);
    expect((await client().ps()).models).toHaveLength(0);
  });

  it('refuses with 503 when too many wait', async () => {
    await standIn.stop();
    standIn = await startStandIn({ modelsDir: directory, maxQueue: 0 });
    await expect(chatText()).rejects.toThrow('maximum pending requests exceeded');
  });
});

describe('the models folder', () => {
  it('has the real layout: every blob is named after its own digest', async () => {
    for (const { blobs } of built) {
      for (const blob of blobs) expect(`sha256-${await hashFile(blob)}`).toBe(path.basename(blob));
    }
    expect(path.relative(directory, built[0]!.manifestPath)).toBe(
      path.join('manifests/registry.ollama.ai/library/smollm2/135m'),
    );
    const { models } = await client().list();
    expect(models.find(({ name }) => name === 'smollm2:135m')?.digest).toBe(built[0]!.digest);
    expect(await hashFile(built[0]!.manifestPath)).toBe(built[0]!.digest);
  });

  it('flipByte changes one bit and neither size nor times', async () => {
    const copy = path.join(directory, 'copy.gguf');
    fs.copyFileSync(built[0]!.modelBlob, copy);
    const before = fs.statSync(copy);
    flipByte(copy);
    const after = fs.statSync(copy);
    expect(after.size).toBe(before.size);
    expect(after.mtimeMs).toBeCloseTo(before.mtimeMs, 2);
    expect(await hashFile(copy)).not.toBe(await hashFile(built[0]!.modelBlob));
    flipByte(copy);
    expect(await hashFile(copy)).toBe(await hashFile(built[0]!.modelBlob));
    fs.rmSync(copy);
  });

  it('does not notice a flipped byte, as a real server', async () => {
    flipByte(built[0]!.modelBlob);
    try {
      expect(await chatText()).toContain('ninety days');
    } finally {
      flipByte(built[0]!.modelBlob);
    }
  });
});

describe('misbehaviour', () => {
  it('strikes as often as it was told to, and then no more', async () => {
    standIn.misbehave('status-500', { times: 2 });
    await expect(chatText()).rejects.toThrow('model runner has unexpectedly stopped');
    await expect(chatText()).rejects.toThrow();
    expect(await chatText()).toContain('ninety');
  });

  it('is chosen over HTTP too, and a wrong name is refused', async () => {
    const choose = (body: object): Promise<Response> =>
      fetch(`${standIn.url}/__misbehave`, { method: 'POST', body: JSON.stringify(body) });
    expect((await choose({ mode: 'nonsense' })).status).toBe(400);
    expect((await choose({ mode: 'version', version: '0.1.20' })).status).toBe(204);
    expect((await client().version()).version).toBe('0.1.20');
    expect((await client().version()).version).toBe('0.33.0');
  });

  it('leaves tags and version alone when it is about answers', async () => {
    standIn.misbehave('status-503');
    expect((await client().list()).models).toHaveLength(2);
    await expect(chatText()).rejects.toThrow('server busy');
  });

  it.each<[MisbehaviourMode, (raw: Awaited<ReturnType<typeof rawChat>>) => void]>([
    ['status-500', ({ status }) => expect(status).toBe(500)],
    ['status-503', ({ status }) => expect(status).toBe(503)],
    ['not-found', ({ status }) => expect(status).toBe(404)],
    ['html', ({ type }) => expect(type).toContain('text/html')],
    [
      'wrong-content-type',
      ({ type, text }) => expect([type, lines(text).at(-1)?.['done']]).toEqual(['text/html; charset=utf-8', true]),
    ],
    ['invalid-json', ({ text }) => expect(() => lines(text)).toThrow()],
    ['redirect', ({ status }) => expect(status).toBe(307)],
    ['error-line', ({ text }) => expect(lines(text).at(-1)).toHaveProperty('error')],
    ['no-done', ({ text, broken }) => expect([lines(text).at(-1)?.['done'], broken]).toEqual([false, false])],
    ['empty-answer', ({ text }) => expect(lines(text)).toHaveLength(1)],
    ['done-reason', ({ text }) => expect(lines(text).at(-1)?.['done_reason']).toBe('length')],
    ['remote-host', ({ text }) => expect(lines(text)[0]).toHaveProperty('remote_host')],
    ['unknown-fields', ({ text }) => expect(lines(text)[0]).toHaveProperty('zz_future')],
    ['missing-counters', ({ text }) => expect(lines(text).at(-1)).not.toHaveProperty('eval_count')],
    ['huge-line', ({ text }) => expect(text.split('\n')[0]!.length).toBeGreaterThan(1 << 20)],
    ['canary', ({ text }) => expect(answerOf(text)).toContain('RC-7f3a9b2c4d')],
    [
      'canary-split',
      ({ text }) => expect([answerOf(text).includes('RC-7f3a9b2c4d'), text.includes('RC-7f3a')]).toEqual([true, false]),
    ],
    [
      'exfiltration',
      ({ text }) => expect(answerOf(text)).toMatch(/!\[\w+\]\(https:\/\/collector\.example\/p\.png\?d=.+signing/),
    ],
    ['obedient', ({ text }) => expect(answerOf(text)).toContain('document')],
    ['one-byte-writes', ({ text }) => expect(lines(text).at(-1)?.['done']).toBe(true)],
    ['joined-lines', ({ text }) => expect(lines(text).at(-1)?.['done']).toBe(true)],
  ])('%s', async (mode, check) => {
    standIn.misbehave(mode);
    check(await rawChat());
  });

  it('resets the connection, before the first line or after some', async () => {
    standIn.misbehave('reset');
    await expect(rawChat()).rejects.toThrow(/ECONNRESET|socket hang up/);
    standIn.misbehave('reset', { afterLines: 2 });
    const { broken, text } = await rawChat();
    expect([broken, lines(text).length]).toEqual([true, 2]);
  });

  it('repeats for ever, or until num_predict', async () => {
    standIn.misbehave('repetition', { text: 'again ' });
    const { text } = await rawChat({ options: { num_predict: 20 } });
    expect(answerOf(text)).toMatch(/^again again again /);
    expect(lines(text)).toHaveLength(21);
    expect(lines(text).at(-1)?.['done_reason']).toBe('length');
  });

  it('breaks vectors', async () => {
    const embed = (): Promise<Response> =>
      fetch(`${standIn.url}/api/embed`, { method: 'POST', body: JSON.stringify({ model: 'e5-small', input: 'x' }) });
    standIn.misbehave('wrong-size');
    expect(((await (await embed()).json()) as { embeddings: number[][] }).embeddings[0]).toHaveLength(7);
    standIn.misbehave('nan');
    expect(await (await embed()).text()).toContain('NaN');
    standIn.misbehave('wrong-digest');
    expect((await client().list()).models[0]!.digest).not.toBe(built[1]!.digest);
  });

  it('has a word for every mode', () => {
    for (const [where, what] of Object.values(MODES)) expect(`${where} ${what}`.length).toBeGreaterThan(20);
  });
});

function answerOf(text: string): string {
  return lines(text)
    .map((line) => (line['message'] as { content?: string } | undefined)?.content ?? '')
    .join('');
}
