// Builds small Ollama stores with a tiny but valid GGUF, and tampers with them.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** The hash worker, bundled as the build does it. */
export const WORKER = (() => {
  const outfile = path.join(temporaryFolder(), 'hashWorker.js');
  const entry = fileURLToPath(new URL('../../../src/models/integrity/hashWorker.ts', import.meta.url));
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  return outfile;
})();

const LAYER = 'application/vnd.ollama.image.';
export const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

export interface TestLayer {
  mediaType: string;
  digest: string;
  size: number;
}

export interface TestStore {
  dir: string;
  manifest: string;
  layers: Record<'model' | 'template' | 'license' | 'params', TestLayer>;
  config: TestLayer;
  /** Path of a layer's blob. */
  blob(layer: TestLayer): string;
  manifestDigest(): string;
  rewrite(change: (manifest: { config: TestLayer; layers: TestLayer[] | null }) => unknown): void;
}

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-store-'));
}

export function buildStore({ dir = temporaryFolder(), name = 'tiny', tag = '1m', gguf = tinyGguf() } = {}): TestStore {
  const blobs = path.join(dir, 'blobs');
  fs.mkdirSync(blobs, { recursive: true });
  const add = (kind: string, data: string | Buffer): TestLayer => {
    const bytes = Buffer.from(data as string);
    const hex = sha256(bytes);
    fs.writeFileSync(path.join(blobs, `sha256-${hex}`), bytes);
    return { mediaType: LAYER + kind, digest: `sha256:${hex}`, size: bytes.length };
  };
  const layers = {
    model: add('model', gguf),
    template: add('template', '{{ .Prompt }}'),
    license: add('license', 'Apache-2.0\n'),
    params: add('params', '{"num_ctx":2048}'),
  };
  const config = {
    ...add('config', '{"model_format":"gguf","model_family":"llama","model_type":"1M","file_type":"F32"}'),
    mediaType: 'application/vnd.docker.container.image.v1+json',
  };
  const manifest = path.join(dir, 'manifests/registry.ollama.ai/library', name, tag);
  fs.mkdirSync(path.dirname(manifest), { recursive: true });
  const write = (value: object) => fs.writeFileSync(manifest, JSON.stringify(value));
  const value = {
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config,
    layers: Object.values(layers) as TestLayer[] | null,
  };
  write(value);
  return {
    dir,
    manifest,
    layers,
    config,
    blob: ({ digest }) => path.join(blobs, digest.replace(':', '-')),
    manifestDigest: () => sha256(fs.readFileSync(manifest)),
    rewrite: (change) => {
      change(value);
      write(value);
    },
  };
}

/** Changes one bit in the middle of a file. */
export function flipByte(file: string): void {
  const bytes = fs.readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = bytes[middle]! ^ 1;
  fs.writeFileSync(file, bytes);
}

export interface GgufParts {
  keys?: Record<string, string | number>;
  /** Declared elements of the one tensor (F32); the file holds `data` bytes for it. */
  elements?: number;
  data?: number;
  tail?: number;
}

/** A GGUF version 3 with one tensor of 32-bit floats. */
export function tinyGguf({ keys, elements = 64, data = elements * 4, tail = 0 }: GgufParts = {}): Buffer {
  const all = {
    'general.architecture': 'llama',
    'general.name': 'Tiny',
    'general.file_type': 0,
    'llama.context_length': 2048,
    'tokenizer.chat_template': '{% for m in messages %}{{ m.content }}{% endfor %}',
    ...keys,
  };
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const u64 = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  };
  const text = (value: string) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
  const list = ['<s>', '</s>', 'é'];
  const array = [text('tokenizer.ggml.tokens'), u32(9), u32(8), u64(list.length), ...list.map(text)];
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(1),
    u64(Object.keys(all).length + 1),
    ...Object.entries(all).flatMap(([key, value]) =>
      typeof value === 'number' ? [text(key), u32(4), u32(value)] : [text(key), u32(8), text(value)],
    ),
    ...array,
    text('token_embd.weight'),
    u32(1),
    u64(elements),
    u32(0),
    u64(0),
  ]);
  const padding = Buffer.alloc((32 - (header.length % 32)) % 32);
  return Buffer.concat([header, padding, Buffer.alloc(data, 7), Buffer.alloc(tail, 1)]);
}
