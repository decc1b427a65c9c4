// The question before every chat: are the files behind this model still those that were verified? Looks, never reads.
import path from 'node:path';
import { t } from '../../base/l10n';
import { identify, sameIdentity } from '../store/files';
import type { IntegrityStatus } from '../types';
import type { IntegrityCache } from './cache';
import { isTrusted } from '../trusted';
import { defaultTrustRules, judgeTrust, type TrustRules } from './trust';

export interface IntegrityGateOptions {
  /** The folder of the store that the server uses. */
  readonly modelsDir: string | (() => string | Promise<string>);
  /** The same cache that `verifyModels` writes. */
  readonly cache: IntegrityCache;
  /** What decides about trust at this moment; the default sources only, when not given. */
  readonly rules?: () => TrustRules | Promise<TrustRules>;
}

/**
 * States a fact about this moment: "verified at T, unchanged since" by size, times, inode and device of manifest and
 * blobs. The server opens the files again later; nothing on this side can close that gap.
 */
export class IntegrityGate {
  readonly #options: IntegrityGateOptions;

  constructor(options: IntegrityGateOptions) {
    this.#options = options;
  }

  /** Some `lstat` calls; reads no file. */
  async status(modelName: string): Promise<IntegrityStatus> {
    const { modelsDir } = this.#options;
    const dir = path.resolve(typeof modelsDir === 'string' ? modelsDir : await modelsDir());
    const last = await this.#options.cache.model(dir, modelName);
    const rules = (await this.#options.rules?.()) ?? defaultTrustRules;
    const digests = last && { manifest: last.manifestDigest, weights: last.weights };
    const trust = judgeTrust(modelName, last?.concerns ?? [], digests, rules);
    if (!last) return { state: 'unverified', trust, message: t('{0} was not verified yet.', modelName) };
    const about = {
      trust,
      verifiedAt: last.verifiedAt,
      ...(last.manifestDigest ? { manifestDigest: last.manifestDigest } : {}),
    };
    if (last.verdict === 'failed') {
      const message = last.reason
        ? t('{0} failed its verification: {1}', modelName, last.reason)
        : t('{0} failed its verification.', modelName);
      return { state: 'failed', ...about, message };
    }
    if (trust.approval.state === 'mismatch') {
      const message = t('{0} failed its verification: {1}', modelName, trust.approval.message);
      return { state: 'failed', ...about, message };
    }
    if (last.verdict === 'incomplete') {
      const message = t('{0} could not be verified completely: {1}', modelName, last.reason ?? t('no reason given'));
      return { state: 'unverified', ...about, message };
    }
    for (const file of last.files) {
      const now = await identify(file.path).catch(() => undefined);
      if (sameIdentity(now, file)) continue;
      const message = t('The model file changed since it was verified. Verify it before you go on.');
      return { state: 'changed', ...about, message };
    }
    return isTrusted(trust)
      ? { state: 'verified', ...about, message: t('{0} is verified and unchanged since.', modelName) }
      : { state: 'untrusted', ...about, message: t('The files of {0} are intact, but it is not trusted.', modelName) };
  }
}
