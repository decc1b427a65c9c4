// One blob: is it there, is it a plain file, has it the size and the content that its name and the manifest promise?
import { errorMessage, isAbortError, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { identityOf, lstat, octal, sameIdentity, writableByOthers, type FileIdentity } from '../store/files';
import { blobPath, hexOf, layerKind, type Layer } from '../store/manifest';
import type { ModelCheck } from '../types';
import type { IntegrityCache } from './cache';
import type { Hasher } from './hasher';

export interface BlobResult {
  readonly state: 'intact' | 'wrong' | 'unknown';
  /** What is wrong or noteworthy; empty for an intact one. */
  readonly checks: readonly ModelCheck[];
  readonly identity?: FileIdentity;
  /** Bytes hashed, not counting what was believed from the cache. */
  readonly bytes: number;
}

export interface BlobInspectorOptions {
  readonly modelsDir: string;
  readonly hasher: Hasher;
  readonly cache?: IntegrityCache | undefined;
  readonly trustCache?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly platform: NodeJS.Platform;
  readonly now: () => number;
}

/** Looks at each blob once, however many models share it. */
export class BlobInspector {
  bytesHashed = 0;
  readonly #options: BlobInspectorOptions;
  readonly #content = new Map<string, Promise<BlobResult>>();
  readonly #done = new Map<string, number>();

  constructor(options: BlobInspectorOptions) {
    this.#options = options;
  }

  /** Bytes that will be read for these layers, each blob counted once. */
  async measure(layers: readonly Layer[]): Promise<number> {
    let total = 0;
    for (const hex of new Set(layers.flatMap(({ digest }) => hexOf(digest) ?? []))) {
      const stats = await lstat(blobPath(this.#options.modelsDir, hex)).catch(() => undefined);
      if (stats?.isFile()) total += Number(stats.size);
    }
    return total;
  }

  async inspect(layer: Layer, onBytes: (done: number) => void): Promise<BlobResult> {
    const hex = hexOf(layer.digest);
    if (hex === undefined) {
      const message = t('The manifest names a file by something that is no SHA-256 digest.');
      return wrong('blob.digest', message, layer.digest.slice(0, 100));
    }
    let content = this.#content.get(hex);
    if (!content) {
      content = this.#read(hex, layer, onBytes);
      this.#content.set(hex, content);
    }
    const result = await content;
    const size = Number(result.identity?.size);
    if (result.state !== 'intact' || size === layer.size) return result;
    const message = t('The file {0} has {1} bytes, the manifest says {2}.', short(hex), size, layer.size);
    return { ...result, state: 'wrong', checks: [...result.checks, fail('blob.size', message, blobName(hex))] };
  }

  async #read(hex: string, layer: Layer, onBytes: (done: number) => void): Promise<BlobResult> {
    const { modelsDir, hasher, cache, trustCache, signal, platform, now } = this.#options;
    const file = blobPath(modelsDir, hex);
    const what = `${blobName(hex)} (${layerKind(layer) ?? layer.mediaType.slice(0, 60)})`;
    try {
      const stats = await lstat(file);
      if (!stats) return wrong('blob.exists', t('The file {0} is missing.', short(hex)), what);
      if (stats.isSymbolicLink())
        return wrong('blob.regular', t('The file {0} is a link to somewhere else.', short(hex)), what);
      if (!stats.isFile()) return wrong('blob.regular', t('{0} is not a file.', short(hex)), what);
      const identity = identityOf(file, stats);
      const checks: ModelCheck[] = [];
      if (writableByOthers(stats.mode, platform))
        checks.push({
          id: 'blob.permissions',
          state: 'warn',
          message: t('Every user of this machine may write to the file {0}.', short(hex)),
          evidence: `${what} ${octal(stats.mode)}`,
        });
      const known = trustCache ? await cache?.digestOf(identity) : undefined;
      const digest = known ?? (await this.#hash(identity, hasher, signal, onBytes));
      const bytes = known === undefined ? Number(identity.size) : 0;
      this.bytesHashed += bytes;
      if (known === undefined) await cache?.remember(identity, digest, new Date(now()).toISOString());
      if (digest === hex) return { state: 'intact', checks, identity, bytes };
      const message = t('The content of the file {0} is not what its name says: it was changed.', short(hex));
      const found = `${what} ${t('found {0}', digest.slice(0, 12))}`;
      const grown = Number(identity.size) - layer.size;
      const size =
        grown === 0
          ? []
          : [
              fail(
                'blob.size',
                t('The file {0} has {1} bytes, the manifest says {2}.', short(hex), Number(identity.size), layer.size),
                what,
              ),
            ];
      return { state: 'wrong', checks: [fail('blob.hash', message, found), ...size, ...checks], identity, bytes };
    } catch (error) {
      if (isAbortError(error)) throw error;
      const reason = RempartError.is(error, 'hash-changed')
        ? t('The file {0} changed while it was read.', short(hex))
        : t('The file {0} could not be read: {1}', short(hex), errorMessage(error));
      return {
        state: 'unknown',
        checks: [{ id: 'blob.readable', state: 'unknown', message: reason, evidence: what }],
        bytes: 0,
      };
    }
  }

  async #hash(
    identity: FileIdentity,
    hasher: Hasher,
    signal: AbortSignal | undefined,
    onBytes: (done: number) => void,
  ): Promise<string> {
    const file = identity.path;
    const report = (bytes: number) => {
      this.#done.set(file, bytes);
      onBytes([...this.#done.values()].reduce((sum, one) => sum + one, 0));
    };
    const hashed = await hasher.hash(file, { signal, onProgress: report });
    // What was hashed must be what was looked at, not a file that took its name in between.
    if (!sameIdentity(hashed.identity, identity)) throw new RempartError('hash-changed', 'another file took this name');
    report(hashed.bytes);
    return hashed.digest;
  }
}

/** As `ollama list` shortens a digest. */
function short(hex: string): string {
  return `sha256-${hex.slice(0, 12)}…`;
}

function blobName(hex: string): string {
  return `sha256-${hex}`;
}

function fail(id: string, message: string, evidence: string): ModelCheck {
  return { id, state: 'fail', message, evidence };
}

function wrong(id: string, message: string, evidence: string): BlobResult {
  return { state: 'wrong', checks: [fail(id, message, evidence)], bytes: 0 };
}
