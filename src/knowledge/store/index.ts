// Opens the best store this machine can run: LanceDB, else SQLite's own full-text search.
import fs from 'node:fs';
import path from 'node:path';
import { errorMessage } from '../../base/errors';
import type * as LanceModule from './lanceStore';
import type { ChunkStore } from './types';

export interface OpenedStore {
  readonly store: ChunkStore;
  /** Why LanceDB could not be used. */
  readonly fallbackReason?: string;
}

/**
 * @param uri absolute folder or object-store URI of the tables
 * @param fallbackFolder where the fallback keeps its file
 * @param mayRemake what is damaged beyond opening is made anew: no other process writes to it
 * @param storageOptions of the object store, under LanceDB's names
 * @throws an error of LanceDB or SQLite
 */
export async function openStore(
  uri: string,
  fallbackFolder: string,
  isLocal: boolean,
  mayRemake: boolean,
  storageOptions: Readonly<Record<string, string>> = {},
): Promise<OpenedStore> {
  let lance: typeof LanceModule;
  try {
    lance = await import('./lanceStore');
  } catch (error) {
    // No binary for this platform, or a processor too old for it.
    const { openSqliteStore } = await import('./sqliteStore');
    const store = openSqliteStore(path.join(fallbackFolder, 'chunks.sqlite'), mayRemake);
    return { store, fallbackReason: errorMessage(error) };
  }
  if (isLocal) fs.mkdirSync(uri, { recursive: true, mode: 0o700 });
  try {
    return { store: await lance.openLanceStore(uri, storageOptions) };
  } catch (error) {
    if (!isLocal || !mayRemake || isUnavailable(error)) throw error;
    // Damaged beyond opening: everything in it can be made again from the disk. The vectors stay: they take longest.
    fs.rmSync(path.join(uri, lance.chunksFolder), { recursive: true, force: true });
    return { store: await lance.openLanceStore(uri) };
  }
}

/** Whether the system keeps LanceDB from a file that may be sound: anything but that there is none (2, ENOENT). */
function isUnavailable(error: unknown): boolean {
  return /\(os error (?!2\))\d+\)/u.test(errorMessage(error));
}
