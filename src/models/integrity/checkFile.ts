// Checks one downloaded file (an installer, a GGUF) against a list of checksums, as publishers put beside their downloads.
import path from 'node:path';
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import type { ModelCheck } from '../types';
import type { Hasher, HashOptions } from './hasher';

export interface Checksum {
  /** 64 hexadecimal digits, lower case. */
  readonly sha256: string;
  /** Name of the file; absent when the list is one bare digest. */
  readonly name?: string;
}

/**
 * Reads `sha256sum` lines (`<digest>  name`, `<digest> *name`), BSD lines (`SHA256 (name) = <digest>`), and a bare digest.
 * @throws RempartError `checksums-invalid` when no line is one
 */
export function parseChecksums(text: string): Checksum[] {
  const found = text.split('\n').flatMap((line): Checksum[] => {
    const trimmed = line.trim();
    const bsd = /^SHA256 \((.{1,1000})\) = ([0-9a-f]{64})$/iu.exec(trimmed);
    if (bsd?.[1] && bsd[2]) return [{ name: path.basename(bsd[1]), sha256: bsd[2].toLowerCase() }];
    const gnu = /^\\?(?:sha256:)?([0-9a-f]{64})(?: [ *](.{1,1000}))?$/iu.exec(trimmed);
    if (!gnu?.[1]) return [];
    return [{ sha256: gnu[1].toLowerCase(), ...(gnu[2] ? { name: path.basename(gnu[2]) } : {}) }];
  });
  if (found.length === 0) throw new RempartError('checksums-invalid', t('The list has no SHA-256 checksum.'));
  return found;
}

/** @throws AbortError, RempartError `hash-failed` */
export async function checkFile(
  file: string,
  checksums: readonly Checksum[],
  hasher: Hasher,
  options: HashOptions = {},
): Promise<ModelCheck & { readonly sha256: string }> {
  const { digest } = await hasher.hash(file, options);
  const name = path.basename(file);
  const evidence = `${name} sha256:${digest}`;
  const id = 'file.hash';
  const mine = checksums.filter((one) => one.name === undefined || one.name === name);
  if (mine.some(({ sha256 }) => sha256 === digest))
    return {
      id,
      state: 'pass',
      message: t('{0} is the file that its publisher lists.', name),
      evidence,
      sha256: digest,
    };
  // A file under another name than the publisher's is not a wrong file.
  const renamed = checksums.find(({ sha256 }) => sha256 === digest);
  if (renamed)
    return {
      id,
      state: 'warn',
      message: t('{0} is listed under another name: {1}', name, renamed.name ?? ''),
      evidence,
      sha256: digest,
    };
  if (mine.length === 0)
    return { id, state: 'unknown', message: t('The list has no checksum for {0}.', name), evidence, sha256: digest };
  return {
    id,
    state: 'fail',
    message: t('{0} is not the file that its publisher lists.', name),
    evidence,
    sha256: digest,
  };
}
