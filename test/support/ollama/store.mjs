#!/usr/bin/env node
// Builds an Ollama models folder of the real layout around GGUF files, and damages one byte of it for tests.
//   node store.mjs --out DIR --model NAME=FILE.gguf [--model …] | --random
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { blobPath, configOf, CONFIG_TYPE, Library, MEDIA } from './models/library.mjs';
import { readGguf } from './models/gguf.mjs';
import { writeRandomChatGguf, writeRandomEmbeddingGguf } from './models/random-gguf.mjs';
import { isValid, parseName } from './protocol/names.mjs';
import { hashFile } from './assets.mjs';

/** ChatML in Ollama's template language; a last message of the assistant stays open, so that it is continued. */
export const CHATML =
  '{{- range $i, $m := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 }}<|im_start|>{{ $m.Role }}\n' +
  '{{ $m.Content }}{{ if not (and $last (eq $m.Role "assistant")) }}<|im_end|>\n' +
  '{{ end }}{{ if and $last (ne $m.Role "assistant") }}<|im_start|>assistant\n{{ end }}{{ end }}';

const CHAT_PARAMETERS = { stop: ['<|im_start|>', '<|im_end|>'], temperature: 0 };

/**
 * Adds models to a folder (made when missing), each with template, parameters, licence, config and manifest.
 * A model without `gguf` gets generated random weights: `kind: 'chat'` (default) or `'embedding'`.
 * @param {{ dir: string, models: { name: string, gguf?: string, kind?: 'chat' | 'embedding', template?: string,
 *   system?: string, parameters?: Record<string, unknown>, license?: string, link?: boolean,
 *   madeHere?: boolean }[] }} options
 * @returns {Promise<{ name: string, manifestPath: string, digest: string, modelBlob: string, blobs: string[] }[]>}
 */
export async function buildStore({ dir, models }) {
  fs.mkdirSync(path.join(dir, 'blobs'), { recursive: true });
  fs.mkdirSync(path.join(dir, 'manifests'), { recursive: true });
  const library = new Library(dir);
  const built = [];
  for (const model of models) built.push(await addModel(library, model));
  return built;
}

/**
 * Flips one bit in the middle of a file (or at `offset`) without changing its size or its times.
 * @param {string} file
 * @param {number} [offset]
 */
export function flipByte(file, offset) {
  const { size, atimeMs, mtimeMs } = fs.statSync(file);
  const at = offset ?? Math.floor(size / 2);
  const descriptor = fs.openSync(file, 'r+');
  try {
    const byte = Buffer.alloc(1);
    fs.readSync(descriptor, byte, 0, 1, at);
    byte[0] ^= 1;
    fs.writeSync(descriptor, byte, 0, 1, at);
  } finally {
    fs.closeSync(descriptor);
  }
  fs.utimesSync(file, atimeMs / 1000, mtimeMs / 1000);
}

async function addModel(library, model) {
  const name = parseName(model.name);
  if (!isValid(name)) throw new Error(`not a model name: ${model.name}`);
  const gguf = model.gguf ?? randomGguf(model.kind ?? 'chat');
  const parsed = readGguf(gguf);
  const isEmbedding = parsed.metadata.get(`${parsed.architecture}.pooling_type`) !== undefined;
  const weights = await addFile(library, gguf, model.link === true);
  const layer = (kind, text) => {
    const { digest, size } = library.writeBlob(Buffer.from(text));
    return { mediaType: MEDIA + kind, digest, size };
  };
  const parameters = model.parameters ?? (isEmbedding ? undefined : CHAT_PARAMETERS);
  const license = model.license ?? String(parsed.metadata.get('general.license') ?? '');
  const layers = [
    { mediaType: `${MEDIA}model`, ...weights },
    layer('template', model.template ?? (isEmbedding ? '{{ .Prompt }}' : CHATML)),
    ...(model.system === undefined ? [] : [layer('system', model.system)]),
    ...(license === '' ? [] : [layer('license', license)]),
    ...(parameters === undefined ? [] : [layer('params', JSON.stringify(parameters))]),
  ];
  const config = library.writeBlob(Buffer.from(JSON.stringify(configOf(parsed, layers))));
  library.writeManifest(name, { mediaType: CONFIG_TYPE, digest: config.digest, size: config.size }, layers, {
    pulled: model.madeHere !== true,
  });
  if (model.gguf === undefined) fs.rmSync(path.dirname(gguf), { recursive: true });
  const modelBlob = blobPath(library.directory, weights.digest);
  return {
    name: model.name,
    manifestPath: library.manifestPath(name),
    digest: library.manifest(name).digest,
    modelBlob,
    blobs: [config.digest, ...layers.map(({ digest }) => digest)].map((digest) => blobPath(library.directory, digest)),
  };
}

async function addFile(library, file, link) {
  const digest = `sha256:${await hashFile(file)}`;
  const target = blobPath(library.directory, digest);
  if (!fs.existsSync(target)) {
    if (!(link && tryLink(file, target))) {
      fs.copyFileSync(file, target, fs.constants.COPYFILE_FICLONE);
      fs.chmodSync(target, 0o644);
    }
  }
  return { digest, size: fs.statSync(target).size };
}

/** A hard link, where both are on one file system. */
function tryLink(file, target) {
  try {
    fs.linkSync(file, target);
    return true;
  } catch {
    return false;
  }
}

function randomGguf(kind) {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-gguf-')), `${kind}.gguf`);
  if (kind === 'embedding') writeRandomEmbeddingGguf(file);
  else writeRandomChatGguf(file);
  return file;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, model: { type: 'string', multiple: true }, random: { type: 'boolean' } },
  });
  if (values.out === undefined || (values.model === undefined && values.random !== true)) {
    console.error('usage: store.mjs --out DIR (--model NAME=FILE.gguf … | --random)');
    process.exit(2);
  }
  const models = (values.model ?? []).map((argument) => {
    const [name, gguf] = argument.split('=');
    return { name: name ?? '', ...(gguf === undefined ? {} : { gguf }) };
  });
  if (values.random === true) models.push({ name: 'random-chat' }, { name: 'random-embed', kind: 'embedding' });
  for (const { name, manifestPath, digest } of await buildStore({ dir: values.out, models })) {
    console.log(`${name}  ${digest.slice(0, 12)}  ${manifestPath}`);
  }
}
