// The stand-in's llama engine over random weights: real tokens, real sampling, real interruption, and no sense at all.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Ollama } from 'ollama';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStore, ensureRuntime, startStandIn, type StandIn } from '../../support/ollama/index.mjs';

const runtime = await ensureRuntime();
if (runtime.path === undefined) console.log(`SKIPPED ALOUD: the llama engine is not tested: ${runtime.reason}`);

const QUESTION = [{ role: 'user', content: 'hello' }];
const LONG = [{ role: 'user', content: 'a b c d e f g h '.repeat(200) }];

describe.skipIf(runtime.path === undefined)('the llama engine', () => {
  let directory: string;
  let standIn: StandIn;
  let client: Ollama;

  beforeAll(async () => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-llama-'));
    await buildStore({ dir: directory, models: [{ name: 'tiny' }, { name: 'vectors', kind: 'embedding' }] });
    standIn = await startStandIn({ modelsDir: directory, engine: 'llama' });
    client = new Ollama({ host: standIn.url });
  }, 60_000);

  afterAll(async () => {
    await standIn.stop();
    fs.rmSync(directory, { recursive: true });
  });

  it('streams one line for each token and counts them', async () => {
    const parts = [];
    const options = { num_predict: 6, temperature: 1, seed: 3 };
    for await (const part of await client.chat({ model: 'tiny', messages: QUESTION, stream: true, options }))
      parts.push(part);
    const last = parts.at(-1);
    expect(last).toMatchObject({ done: true, done_reason: 'length', eval_count: 6 });
    expect(last?.prompt_eval_count).toBeGreaterThan(10);
    expect(parts.length).toBeLessThanOrEqual(7);
  });

  it('gives the same answer for the same seed', async () => {
    const ask = async (seed: number): Promise<string> => {
      const options = { num_predict: 12, temperature: 2, top_k: 0, top_p: 1, seed };
      return (await client.chat({ model: 'tiny', messages: QUESTION, options })).message.content;
    };
    const [first, again, other] = [await ask(1), await ask(1), await ask(2)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('cuts a too long prompt to half of the context in silence, or refuses it with both numbers', async () => {
    const request = { model: 'tiny', messages: LONG, options: { num_ctx: 512, num_predict: 1 } };
    expect((await client.chat(request)).prompt_eval_count).toBe(512 - Math.floor((512 - 4) / 2));
    const refused = client.chat({ ...request, truncate: false } as typeof request);
    await expect(refused).rejects.toThrow(/exceeds the available context size \(512 tokens\).*"n_ctx":512/);
  });

  it('goes on past its context, but not with shift off', async () => {
    const request = { model: 'tiny', messages: QUESTION, options: { num_ctx: 256, num_predict: 400, temperature: 2, top_k: 0, top_p: 1, seed: 5 } }; // prettier-ignore
    const shifted = await client.chat({
      ...request,
      format: { type: 'array', items: { type: 'integer' }, minItems: 500 },
    });
    expect(shifted.eval_count).toBe(400);
    const body = JSON.stringify({
      ...request,
      shift: false,
      stream: false,
      format: { type: 'array', items: { type: 'integer' }, minItems: 500 },
    });
    const stopped = (await (await fetch(`${standIn.url}/api/chat`, { method: 'POST', body })).json()) as {
      done_reason: string;
      eval_count: number;
    };
    expect(stopped.done_reason).toBe('length');
    expect(stopped.eval_count).toBeLessThan(256);
  });

  it('writes JSON of the schema and ends with it', async () => {
    const format = {
      type: 'object',
      properties: { kind: { enum: ['a', 'b'] }, ok: { type: 'boolean' } },
      required: ['kind', 'ok'],
    };
    const { message, done_reason } = await client.chat({
      model: 'tiny',
      messages: QUESTION,
      format,
      options: { temperature: 1, seed: 1 },
    });
    expect(Object.keys(JSON.parse(message.content) as object)).toEqual(['kind', 'ok']);
    expect(done_reason).toBe('stop');
  });

  it('stops reading a prompt when the client leaves, and answers the next', async () => {
    const abort = new AbortController();
    const options = { num_ctx: 2048, num_predict: 4 };
    const asked = fetch(`${standIn.url}/api/chat`, {
      method: 'POST',
      body: JSON.stringify({ model: 'tiny', messages: LONG, options }),
      signal: abort.signal,
    });
    abort.abort();
    await expect(asked).rejects.toThrow();
    expect((await client.chat({ model: 'tiny', messages: QUESTION, options })).eval_count).toBe(4);
  });

  it('embeds: normalised vectors of the model’s size, an input as long as its context', async () => {
    const { embeddings, prompt_eval_count } = await client.embed({
      model: 'vectors',
      input: ['hello world', 'x '.repeat(2000)],
    });
    expect(embeddings.map((vector) => vector.length)).toEqual([64, 64]);
    expect(Math.hypot(...embeddings[0]!)).toBeCloseTo(1, 4);
    expect(prompt_eval_count).toBeGreaterThan(512);
    await expect(client.embed({ model: 'vectors', input: 'x '.repeat(2000), truncate: false })).rejects.toThrow(
      'exceeds the context length',
    );
  });
});
