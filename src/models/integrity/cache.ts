// Remembers what was verified, by the identity of each file, so that "unchanged since" can be said without reading it again.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { canonicalName } from '../../base/modelName';
import type { VerificationReport } from '../types';
import { fileIdentitySchema, sameIdentity, type FileIdentity } from '../store/files';
import { isRemembered } from './trust';

const digest = z.string().regex(/^[0-9a-f]{64}$/u);

const hashedFileSchema = z.object({ identity: fileIdentitySchema, digest, hashedAt: z.string() });

const verifiedModelSchema = z.object({
  /** About the files alone: whether a source is trusted may change without them. */
  verdict: z.enum(['verified', 'failed', 'incomplete']),
  /** ISO 8601. */
  verifiedAt: z.string(),
  manifestDigest: digest.optional(),
  /** First failing or unknown check, for people. */
  reason: z.string().optional(),
  /** What speaks against what the files say. */
  concerns: z.array(z.object({ id: z.string(), message: z.string() })),
  /** SHA-256 of the layers with the weights. */
  weights: z.array(digest),
  /** Manifest and blobs as they were. */
  files: z.array(fileIdentitySchema),
});
export type VerifiedModel = z.infer<typeof verifiedModelSchema>;

const cacheSchema = z.object({
  // Version 1 did not know concerns: what it calls verified is verified again.
  version: z.literal(2),
  files: z.record(z.string(), hashedFileSchema),
  models: z.record(z.string(), verifiedModelSchema),
});

/** What a verification adds for one model. */
export interface ModelRecord {
  readonly manifestFile: FileIdentity | undefined;
  readonly blobs: readonly FileIdentity[];
  /** SHA-256 of the layers with the weights. */
  readonly weights: readonly string[];
  /** About the files alone. */
  readonly verdict: VerifiedModel['verdict'];
}

/** One JSON file, written whole and atomically; a damaged one counts as empty (then nothing is verified). */
export class IntegrityCache {
  #data: z.infer<typeof cacheSchema> | undefined;
  /** What was hashed since the file was read. */
  readonly #hashed: z.infer<typeof cacheSchema>['files'] = {};

  /** @param file e.g. `integrity.json` in the folder of state; absent: remembered only as long as this object lives */
  constructor(private readonly file?: string) {}

  /** The digest of a file that is still what it was when it was hashed. */
  async digestOf(identity: FileIdentity): Promise<string | undefined> {
    const known = (await this.#load()).files[identity.path];
    return sameIdentity(known?.identity, identity) ? known?.digest : undefined;
  }

  async remember(identity: FileIdentity, digest: string, hashedAt: string): Promise<void> {
    this.#hashed[identity.path] = { identity, digest, hashedAt };
    (await this.#load()).files[identity.path] = { identity, digest, hashedAt };
  }

  async model(modelsDir: string, name: string): Promise<VerifiedModel | undefined> {
    return (await this.#reload()).models[keyOf(modelsDir, name)];
  }

  /** Keeps the outcome of a verification, and the files it was about. */
  async record(report: VerificationReport, records: ReadonlyMap<string, ModelRecord>): Promise<void> {
    const { models } = await this.#reload();
    for (const verification of report.models) {
      const record = records.get(verification.model);
      const aboutFiles = verification.checks.filter(({ id }) => !id.startsWith('registry.'));
      const worst =
        aboutFiles.find(({ state }) => state === 'fail') ?? aboutFiles.find(({ state }) => state === 'unknown');
      const key = keyOf(report.modelsDir, verification.model);
      const verdict = record?.verdict ?? 'incomplete';
      const earlier = models[key];
      // Where every digest came from this cache, no file was read: the time of the last reading stands.
      const wasRead = verification.bytesHashed > 0 || earlier?.verdict !== verdict;
      models[key] = {
        verdict,
        weights: [...(record?.weights ?? [])],
        verifiedAt: wasRead ? report.finishedAt : earlier.verifiedAt,
        concerns: verification.checks.filter(isRemembered).map(({ id, message }) => ({ id, message })),
        files: record ? [...(record.manifestFile ? [record.manifestFile] : []), ...record.blobs] : [],
        ...(verification.manifestDigest ? { manifestDigest: verification.manifestDigest } : {}),
        ...(worst ? { reason: worst.message } : {}),
      };
    }
    await this.save();
  }

  async save(): Promise<void> {
    if (this.file === undefined || !this.#data) return;
    await fs.mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const temporary = `${this.file}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      await fs.writeFile(temporary, JSON.stringify(this.#data), { mode: 0o600 });
      await fs.rename(temporary, this.file);
    } finally {
      await fs.rm(temporary, { force: true });
    }
  }

  /** As `#load`, with what another window or the command line found since: a failed verdict is not written over by an older one. */
  async #reload(): Promise<z.infer<typeof cacheSchema>> {
    if (this.file === undefined) return this.#load();
    this.#data = undefined;
    const data = await this.#load();
    Object.assign(data.files, this.#hashed);
    return data;
  }

  async #load(): Promise<z.infer<typeof cacheSchema>> {
    if (this.#data) return this.#data;
    let read: z.infer<typeof cacheSchema> | undefined;
    if (this.file !== undefined) {
      try {
        read = cacheSchema.safeParse(JSON.parse(await fs.readFile(this.file, 'utf8'))).data;
      } catch {
        // Not there yet, or damaged.
      }
    }
    this.#data ??= read ?? { version: 2, files: {}, models: {} };
    return this.#data;
  }
}

function keyOf(modelsDir: string, name: string): string {
  return `${path.resolve(modelsDir)} ${canonicalName(name)}`;
}
