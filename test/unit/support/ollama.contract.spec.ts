// The contract of the stand-in: its answers are those that a real Ollama gave. Some transcripts are committed; all of
// them are replayed when REMPART_OLLAMA_GOLDEN names their folder, against the model itself with REMPART_OLLAMA_ENGINE=llama.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStore, ensureSmolLM2, startStandIn, type StandIn } from '../../support/ollama/index.mjs';
import { compare, readTranscripts, replay, type Transcript } from './transcripts';

const COMMITTED = path.resolve(import.meta.dirname, '../../fixtures/ollama-transcripts');
const GOLDEN = process.env['REMPART_OLLAMA_GOLDEN'];
const ENGINE = process.env['REMPART_OLLAMA_ENGINE'] === 'llama' ? 'llama' : 'scripted';
/** A GGUF of multilingual-e5-small, for embeddings like the recorded ones. */
const E5 = process.env['REMPART_E5_GGUF'];

/** Why a transcript is not replayed. What needs another state of the server has tests of its own. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/^(?:tamper|restart|cache)_/, 'needs a damaged models folder'],
  [/^(?:autotemplate|gguftemplate)_|^create_autotemplate|_made2$/, 'the template that a GGUF brings is not read'],
  [/^pull_(?!no_model|offline$|offline_nostream|bad_host)|_pulled|tampered_pull|^push_/, 'needs a registry'],
  [
    /name_cloud|^nocloud|^me$|web_search|recommendations|remote_stub$|_stub_other_host$/,
    'needs the network: the stand-in never calls out',
  ],
  [/^(?:status|nocloud_create_stub)$/, 'recorded with the cloud on'],
  [/^(?:runner|server)_|^queue_full|^unload_during|^abort_|^parallel2|_killed/, 'needs something to happen meanwhile'],
  [
    /^ps(?:_|$)|^ourstore_ps|^tags_after|^delete_pulled|^nocloud_tags|^openai_models?$/,
    'needs the state of that moment',
  ],
  [/logprobs$/, 'log probabilities are not served'],
  [/^openai_(?:completions|embeddings|responses|model_)|^anthropic|^openai_embeddings/, 'this route is not served'],
  [/^huge_body_|^blob_post_model|^chat_badutf8|^blob_head_present/, 'the body was not recorded'],
  [/^ourstore_/, 'recorded over a models folder with another template'],
  [/^show_verbose|^show_name_local/, 'recorded with parts left out'],
  [/^pprof|^create_from_unknown|^pull_http/, 'not part of the protocol that clients use'],
];

function reasonToLeaveOut({ name, answer, body, method, end }: Transcript): string | undefined {
  if (ENGINE === 'scripted' && name.startsWith('create_from_files')) return 'needs the real weights';
  if (answer === undefined || end !== undefined) return 'the client or the server broke off';
  if (body === undefined && method === 'POST' && !/_empty$|^me$/.test(name)) return 'the body was not recorded whole';
  return LEFT_OUT.find(([pattern]) => pattern.test(name))?.[1];
}

/** What the models folder must hold before a transcript's request makes sense. */
async function prepare(standIn: StandIn, directory: string): Promise<void> {
  const post = (route: string, body: unknown): Promise<Response> =>
    fetch(`${standIn.url}${route}`, { method: 'POST', body: JSON.stringify(body) });
  await post('/api/create', { model: 'mistral:7b', from: 'mistral-large', remote_host: 'https://ollama.com' });
  await post('/api/create', { model: 'badp', from: 'smollm2:135m', parameters: { num_ctx: 'many' } });
  await post('/api/copy', { source: 'smollm2:135m', destination: 'copied:x' });
  await post('/api/copy', { source: 'smollm2:135m', destination: 'derived' });
  // tags lists the newest first
  for (const [minutes, name] of [
    [0, 'e5-small/latest'],
    [1, 'smollm2/135m'],
    [2, 'derived/latest'],
    [2, 'copied/x'],
    [2, 'badp/latest'],
    [3, 'mistral/7b'],
  ] as const) {
    const time = new Date(Date.now() - minutes * 60_000);
    fs.utimesSync(path.join(directory, 'manifests/registry.ollama.ai/library', name), time, time);
  }
  await fetch(`${standIn.url}/api/blobs/sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824`, {
    method: 'POST',
    body: 'hello',
  });
}

describe.each([
  ['committed transcripts', COMMITTED],
  ['all transcripts', GOLDEN],
])('the stand-in answers as a real Ollama: %s', (title, folder) => {
  if (folder === undefined || !fs.existsSync(folder)) {
    it.skip(`${title}: REMPART_OLLAMA_GOLDEN names no folder`, () => undefined);
    return;
  }
  const transcripts = readTranscripts(folder).map((transcript) => ({
    transcript,
    name: transcript.name,
    left: reasonToLeaveOut(transcript),
  }));
  let directory: string;
  let standIn: StandIn;
  let sameModel = false;

  beforeAll(async () => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-contract-'));
    const smollm2 = ENGINE === 'llama' ? await ensureSmolLM2() : { path: undefined };
    sameModel = smollm2.path !== undefined && E5 !== undefined;
    await buildStore({
      dir: directory,
      models: [
        { name: 'smollm2:135m', license: 'Apache-2.0', ...(smollm2.path === undefined ? {} : { gguf: smollm2.path }) },
        { name: 'e5-small', kind: 'embedding', license: '', ...(sameModel && E5 !== undefined ? { gguf: E5 } : {}) },
      ],
    });
    standIn = await startStandIn({ modelsDir: directory, engine: ENGINE, version: '0.33.0-rc2', cloudDisabled: false });
    await prepare(standIn, directory);
  }, 120_000);

  afterAll(async () => {
    await standIn.stop();
    fs.rmSync(directory, { recursive: true });
  });

  it.each(transcripts.filter(({ left }) => left === undefined))(
    '$name',
    { timeout: ENGINE === 'llama' ? 240_000 : 20_000 },
    async ({ transcript }) => {
      if (transcript.answer === undefined) throw new Error('no answer was recorded');
      const actual = await replay(standIn.url, transcript);
      expect(compare(transcript.answer, actual, { sameModel })).toEqual([]);
      if (/^delete_|^copy_case/.test(transcript.name)) await prepare(standIn, directory);
    },
  );

  it(`says what it leaves out (${String(transcripts.filter(({ left }) => left !== undefined).length)} of ${String(transcripts.length)})`, () => {
    const reasons = new Set(transcripts.flatMap(({ left }) => left ?? []));
    expect(reasons).not.toContain('');
    if (folder === COMMITTED) expect([...reasons]).toEqual([]);
  });
});
