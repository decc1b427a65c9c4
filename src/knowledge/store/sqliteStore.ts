// Chunks in SQLite with FTS5, for machines that cannot load LanceDB: full text only, same interface.
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkPages, isDamage, removeDatabase } from './sqliteFile';
import type { ChunkStore, Hit, StoredChunk, UpkeepOptions } from './types';

/**
 * @param file absolute path of the database
 * @param mayRemake a damaged file is replaced by an empty one: no other process writes to it
 * @throws an error of SQLite
 */
export function openSqliteStore(file: string, mayRemake = true): ChunkStore {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    return new SqliteStore(file, openDatabase(file));
  } catch (error) {
    if (!mayRemake || !isDamage(error)) throw error;
    removeDatabase(file);
    return new SqliteStore(file, openDatabase(file));
  }
}

function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  try {
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS chunks (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, terms TEXT NOT NULL, heading TEXT NOT NULL);
    CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (terms, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");`);
    checkPages(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

class SqliteStore implements ChunkStore {
  readonly kind = 'sqlite';
  readonly needsUpkeep = false;

  constructor(
    private readonly file: string,
    private db: DatabaseSync,
  ) {}

  add(chunks: readonly StoredChunk[]): Promise<void> {
    const row = this.db.prepare('INSERT OR IGNORE INTO chunks (id, text, terms, heading) VALUES (?, ?, ?, ?)');
    const words = this.db.prepare('INSERT INTO words (rowid, terms) VALUES (?, ?)');
    this.#transaction(() => {
      for (const { id, text, terms, heading } of chunks) {
        const { changes, lastInsertRowid } = row.run(id, text, terms, JSON.stringify(heading));
        if (changes > 0) words.run(lastInsertRowid, terms);
      }
    });
    return Promise.resolve();
  }

  searchText(terms: string, limit: number, within?: readonly string[]): Promise<Hit[]> {
    const words = terms.split(' ').filter((term) => term !== '');
    if (words.length === 0) return Promise.resolve([]);
    const match = words.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ');
    const rows = this.db
      .prepare(
        `SELECT c.id, -bm25(words) AS score FROM words JOIN chunks c ON c.key = words.rowid WHERE words MATCH ?1
         AND (?2 IS NULL OR c.id IN (SELECT value FROM json_each(?2))) ORDER BY bm25(words) LIMIT ?3`,
      )
      .all(match, within === undefined ? null : JSON.stringify(within), limit) as unknown as Hit[];
    return Promise.resolve(rows.map(({ id, score }) => ({ id, score })));
  }

  get(ids: readonly string[]): Promise<Map<string, StoredChunk>> {
    const rows = this.db
      .prepare('SELECT id, text, terms, heading FROM chunks WHERE id IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify(ids)) as unknown as { id: string; text: string; terms: string; heading: string }[];
    return Promise.resolve(
      new Map(rows.map((row) => [row.id, { ...row, heading: JSON.parse(row.heading) as string[] }])),
    );
  }

  ids(): Promise<Set<string>> {
    const rows = this.db.prepare('SELECT id FROM chunks').all() as unknown as { id: string }[];
    return Promise.resolve(new Set(rows.map(({ id }) => id)));
  }

  size(): Promise<number> {
    return Promise.resolve((this.db.prepare('SELECT count(*) AS n FROM chunks').get() as { n: number }).n);
  }

  unindexed(): Promise<number> {
    // FTS5 takes each row in at once.
    return Promise.resolve(0);
  }

  remove(ids: readonly string[]): Promise<void> {
    const words = this.db.prepare('DELETE FROM words WHERE rowid = (SELECT key FROM chunks WHERE id = ?)');
    const row = this.db.prepare('DELETE FROM chunks WHERE id = ?');
    this.#transaction(() => {
      for (const id of ids) {
        words.run(id);
        row.run(id);
      }
    });
    return Promise.resolve();
  }

  vectors(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  dropVectors(): Promise<void> {
    return Promise.resolve();
  }

  maintain({ settled, shrink = false }: UpkeepOptions): Promise<void> {
    if (settled) this.db.exec("INSERT INTO words (words) VALUES ('optimize')");
    if (shrink) this.db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    return Promise.resolve();
  }

  drop(): Promise<void> {
    this.db.exec('DELETE FROM words; DELETE FROM chunks');
    return Promise.resolve();
  }

  repair(): Promise<boolean> {
    try {
      checkPages(this.db);
      return Promise.resolve(false);
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    this.db.close();
    removeDatabase(this.file);
    this.db = openDatabase(this.file);
    return Promise.resolve(true);
  }

  dispose(): void {
    this.db.close();
  }

  #transaction(work: () => void): void {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.db.exec('COMMIT');
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    }
  }
}
