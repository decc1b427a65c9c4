// What a file is, without following links: the identity that tells an untouched file from a changed one.
import fs from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import * as z from 'zod';

/**
 * A change of the bytes changes at least one of these. `ctimeNs` cannot be set back by a program without the clock or the
 * raw disk. Decimal strings, as nanoseconds and inode numbers do not fit a number.
 */
export const fileIdentitySchema = z.object({
  path: z.string(),
  size: z.string(),
  mtimeNs: z.string(),
  ctimeNs: z.string(),
  ino: z.string(),
  dev: z.string(),
});
export type FileIdentity = Readonly<z.infer<typeof fileIdentitySchema>>;

export function identityOf(path: string, stats: BigIntStats): FileIdentity {
  return {
    path,
    size: String(stats.size),
    mtimeNs: String(stats.mtimeNs),
    ctimeNs: String(stats.ctimeNs),
    ino: String(stats.ino),
    dev: String(stats.dev),
  };
}

export function sameIdentity(a: FileIdentity | undefined, b: FileIdentity | undefined): boolean {
  if (!a || !b) return false;
  return (['path', 'size', 'mtimeNs', 'ctimeNs', 'ino', 'dev'] as const).every((key) => a[key] === b[key]);
}

/** The identity of a regular file that is no link; undefined when it is anything else or is not there. */
export async function identify(file: string): Promise<FileIdentity | undefined> {
  const stats = await lstat(file);
  return stats?.isFile() ? identityOf(file, stats) : undefined;
}

/** Stats of the entry itself, or undefined when there is none. @throws what is neither ENOENT nor ENOTDIR */
export async function lstat(file: string): Promise<BigIntStats | undefined> {
  try {
    return await fs.lstat(file, { bigint: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Whether others than the owner and its group may write. Windows has no such bits: access lists say it there. */
export function writableByOthers(mode: bigint | number, platform: NodeJS.Platform): boolean {
  return platform !== 'win32' && (Number(mode) & 0o002) !== 0;
}

/** Permissions as `chmod` writes them: `0644`. */
export function octal(mode: bigint | number): string {
  return (Number(mode) & 0o7777).toString(8).padStart(4, '0');
}
