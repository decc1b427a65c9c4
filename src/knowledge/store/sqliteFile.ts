// What catalogue and SQLite store share: telling a file that is damaged from one that cannot be used now.
import fs from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { RempartError } from '../../base/errors';

/** SQLITE_ERROR (a table is missing), SQLITE_CORRUPT, SQLITE_FORMAT, SQLITE_NOTADB (https://sqlite.org/rescode.html). */
const damageCodes = [1, 11, 24, 26];

/** Whether an error of SQLite, or of `checkPages`, says that the file is damaged: not that the disk is full or read-only. */
export function isDamage(error: unknown): boolean {
  if (RempartError.is(error, 'index-damaged')) return true;
  const { errcode } = error as { readonly errcode?: unknown };
  // An extended code holds the plain one in its lowest byte.
  return typeof errcode === 'number' && damageCodes.includes(errcode & 0xff);
}

/**
 * Reads all pages of a database.
 * @throws RempartError `index-damaged`, or an error of SQLite for which `isDamage` holds
 */
export function checkPages(db: DatabaseSync): void {
  const row = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (row.quick_check !== 'ok') throw new RempartError('index-damaged', row.quick_check);
}

/** Removes a database that is not open, with what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm']) fs.rmSync(file + end, { recursive: true, force: true });
}
