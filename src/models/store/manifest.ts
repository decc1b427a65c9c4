// Reads the manifests of an Ollama store: OCI image manifests, one file per model, that name their layers by digest.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { errorMessage } from '../../base/errors';
import { identityOf, lstat, type FileIdentity } from './files';

export const MANIFEST_MEDIA_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
export const CONFIG_MEDIA_TYPE = 'application/vnd.docker.container.image.v1+json';
const LAYER_PREFIX = 'application/vnd.ollama.image.';

/** Layers that a server of the main line writes; `model` holds the weights. */
const layerKinds = new Set([
  'model',
  'adapter',
  'projector',
  'draft',
  'template',
  'prompt',
  'system',
  'params',
  'messages',
  'license',
  'tensor',
  'json',
  'embed',
]);

const digestPattern = /^sha256:([0-9a-f]{64})$/u;

const layerSchema = z.object({
  mediaType: z.string().max(200),
  digest: z.string().max(200),
  size: z.number().int().nonnegative(),
  /** The model of this machine that the layer was taken from; no registry gives it. */
  from: z.string().optional(),
});

/** `layers` is null in a stub that `create` made for a model in the cloud. */
const manifestSchema = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().max(200).optional(),
  config: layerSchema,
  layers: z.array(layerSchema).max(20_000).nullable(),
});

export type Layer = Readonly<z.infer<typeof layerSchema>>;
export interface Manifest {
  readonly mediaType?: string | undefined;
  readonly config: Layer;
  readonly layers: readonly Layer[];
}

export interface StoredModel {
  /** As Ollama lists it: `smollm2:135m`, `me/mine:latest`, `hf.co/user/repo:q4`. */
  readonly name: string;
  /** Registry the manifest came from, e.g. `registry.ollama.ai`. */
  readonly host: string;
  readonly namespace: string;
  readonly file: string;
  /** Of the file as it was just before it was read, so that a later change of it is seen. */
  readonly identity?: FileIdentity;
  /** A symbolic link or anything else that is no plain file: not read. */
  readonly irregular?: string;
  /** SHA-256 of the file's bytes. */
  readonly digest?: string;
  readonly manifest?: Manifest;
  /** The server of this machine wrote the manifest (`ollama create`): it did not come from a registry as it is. */
  readonly madeHere?: boolean;
  /** Why there is no manifest. */
  readonly problem?: { readonly kind: 'unreadable' | 'not-json' | 'shape'; readonly message: string };
}

export interface Store {
  readonly dir: string;
  readonly models: readonly StoredModel[];
  /** Files below `manifests` that are no manifest by their place. */
  readonly strays: readonly string[];
  /** Entries of `blobs`. */
  readonly blobs: readonly string[];
  /** What could not be read: an empty store must not look clean. */
  readonly problems: readonly {
    readonly kind: 'missing' | 'unreadable';
    readonly path: string;
    readonly message: string;
  }[];
}

/** A manifest of a big model is some 100 kB (one layer per tensor); more is not a manifest. */
const MAX_MANIFEST_BYTES = 8 * 1024 * 1024;

/** Reads all manifests and lists all blobs. Never throws for a bad store: it says what is wrong with it. */
export async function readStore(dir: string): Promise<Store> {
  const problems: { kind: 'missing' | 'unreadable'; path: string; message: string }[] = [];
  const list = async (folder: string) => {
    try {
      return await fs.readdir(folder, { withFileTypes: true });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      problems.push({
        kind: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable',
        path: folder,
        message: errorMessage(error),
      });
      return [];
    }
  };
  const models: StoredModel[] = [];
  const strays: string[] = [];
  const walk = async (folder: string, parts: readonly string[]): Promise<void> => {
    for (const entry of await list(folder)) {
      const file = path.join(folder, entry.name);
      const next = [...parts, entry.name];
      if (entry.isDirectory() && next.length < 4) await walk(file, next);
      else if (next.length === 4) models.push(await readModel(file, next as [string, string, string, string]));
      else strays.push(file);
    }
  };
  await walk(path.join(dir, 'manifests'), []);
  const blobs = (await list(path.join(dir, 'blobs'))).map((entry) => entry.name);
  return { dir, models, strays, blobs, problems };
}

async function readModel(file: string, parts: readonly [string, string, string, string]): Promise<StoredModel> {
  const [host, namespace, model, tag] = parts;
  const base = { name: displayName(host, namespace, model, tag), host, namespace, file };
  try {
    const stats = await lstat(file);
    if (!stats?.isFile()) return { ...base, irregular: stats?.isSymbolicLink() ? 'symbolic link' : 'not a file' };
    const identity = identityOf(file, stats);
    if (stats.size > MAX_MANIFEST_BYTES)
      return {
        ...base,
        identity,
        problem: { kind: 'shape', message: `${stats.size} bytes are too many for a manifest` },
      };
    const bytes = await fs.readFile(file);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const text = bytes.toString('utf8');
    const parsed = parseManifest(text);
    return { ...base, identity, digest, ...parsed, madeHere: isMadeHere(text, parsed.manifest) };
  } catch (error) {
    return { ...base, problem: { kind: 'unreadable', message: errorMessage(error) } };
  }
}

/** The whole text must be one JSON value: Ollama reads only the first and leaves what follows unseen. */
export function parseManifest(text: string): Pick<StoredModel, 'manifest' | 'problem'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: { kind: 'not-json', message: (error as Error).message.slice(0, 200) } };
  }
  const result = manifestSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    return { problem: { kind: 'shape', message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` } };
  }
  const { config, layers, mediaType } = result.data;
  return { manifest: { mediaType, config, layers: layers ?? [] } };
}

/**
 * A pulled manifest is kept as the registry gave it, byte for byte, without a line break at its end. One that the server
 * writes itself (`json.NewEncoder(f).Encode` in Ollama's manifest.go) ends with one, and may name what a layer was taken from.
 */
function isMadeHere(text: string, manifest: Manifest | undefined): boolean {
  return text.endsWith('\n') || (manifest?.layers.some(({ from }) => from !== undefined) ?? false);
}

/** Config and layers. */
export function allLayers(manifest: Manifest): readonly Layer[] {
  return [manifest.config, ...manifest.layers];
}

/** `model` for `application/vnd.ollama.image.model`; undefined for a media type that Ollama does not write. */
export function layerKind(layer: Layer): string | undefined {
  if (!layer.mediaType.startsWith(LAYER_PREFIX)) return undefined;
  const kind = layer.mediaType.slice(LAYER_PREFIX.length);
  return layerKinds.has(kind) ? kind : undefined;
}

/** The 64 hexadecimal digits of `sha256:…`, or undefined when it is no such digest. */
export function hexOf(digest: string): string | undefined {
  return digestPattern.exec(digest)?.[1];
}

export function blobPath(dir: string, hex: string): string {
  return path.join(dir, 'blobs', `sha256-${hex}`);
}

function displayName(host: string, namespace: string, model: string, tag: string): string {
  if (host !== 'registry.ollama.ai') return `${host}/${namespace}/${model}:${tag}`;
  return namespace === 'library' ? `${model}:${tag}` : `${namespace}/${model}:${tag}`;
}

/** What the config blob says that decides about safety. */
export const configSchema = z.object({
  model_format: z.string().optional(),
  model_family: z.string().optional(),
  model_type: z.string().optional(),
  file_type: z.string().optional(),
  remote_host: z.string().optional(),
  remote_model: z.string().optional(),
});
export type ModelConfig = z.infer<typeof configSchema>;
