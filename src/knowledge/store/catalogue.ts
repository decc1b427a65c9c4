// What the index knows of the files: one SQLite file beside the tables. A file is in it only when its chunks are durable.
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type * as z from 'zod';
import { problemSchema, type DocumentProblem } from '../documents/formats/types';
import type { Classification } from '../types';
import { checkPages } from './sqliteFile';

export interface FileRecord {
  /** Hex SHA-256 of the bytes; empty when the file must be read again. */
  readonly hash: string;
  readonly size: number;
  readonly mtimeMs: number;
}

export interface IndexedFile extends FileRecord {
  readonly root: string;
  readonly path: string;
  readonly language: string;
  readonly classification: Classification;
  readonly members: readonly Member[];
  /** Why it could not be read, or not all of it; absent when all of it was. */
  readonly problem?: DocumentProblem;
}

/** A chunk's place in a file. */
export interface Member {
  readonly chunk: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly page?: number;
  readonly cell?: number;
  readonly hidden?: true;
}

/** A chunk's place in the workspace. */
export interface Place extends Member {
  readonly root: string;
  readonly path: string;
  readonly language: string;
  readonly classification: Classification;
}

export interface PlaceFilter {
  readonly roots: readonly string[];
  readonly pathPrefixes?: readonly string[] | undefined;
  readonly languages?: readonly string[] | undefined;
}

const schemaVersion = 2;
const tables = ['meta', 'files', 'chunks', 'members', 'models', 'vectors'];
const schema = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
  id INTEGER PRIMARY KEY, root TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime REAL NOT NULL,
  hash TEXT NOT NULL, language TEXT NOT NULL, class TEXT NOT NULL, problem TEXT, UNIQUE (root, path));
CREATE TABLE chunks (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE members (
  file INTEGER NOT NULL, ordinal INTEGER NOT NULL, chunk INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  page INTEGER, cell INTEGER, hidden INTEGER,
  PRIMARY KEY (file, ordinal)) WITHOUT ROWID;
CREATE INDEX members_chunk ON members (chunk);
CREATE TABLE models (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE vectors (model INTEGER NOT NULL, chunk INTEGER NOT NULL, PRIMARY KEY (model, chunk)) WITHOUT ROWID;
`;

export class Catalogue {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Counting goes through all members, and every save and search wants to know. */
  #counted: { readonly files: number; readonly chunks: number; readonly version: number } | undefined;

  /**
   * @param file absolute path; `readOnly`: another process writes
   * @throws an error of SQLite, or `index-damaged`; `isDamage` tells whether the file is of no use any more
   */
  constructor(file: string, options: { readonly readOnly?: boolean } = {}) {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const readOnly = options.readOnly === true && fs.existsSync(file);
    this.#db = new DatabaseSync(file, { readOnly });
    try {
      this.#db.exec('PRAGMA busy_timeout = 5000');
      if (!readOnly) this.#prepare();
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  #prepare(): void {
    // WAL with NORMAL survives a killed process; after a power cut the last commits may be missing and are made again.
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000');
    const { user_version: version } = this.#db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version !== schemaVersion) this.#create(version);
    checkPages(this.#db);
    this.#db.prepare(`SELECT 1 FROM ${tables.join(', ')}`);
    // Every file that is read asks whether its content is known, every update for the problems; vectors are filled in
    // from the newest file to the oldest.
    this.#db.exec('CREATE INDEX IF NOT EXISTS files_hash ON files (hash)');
    this.#db.exec('CREATE INDEX IF NOT EXISTS files_mtime ON files (mtime)');
    this.#db.exec('CREATE INDEX IF NOT EXISTS files_problem ON files (path) WHERE problem IS NOT NULL');
  }

  #create(version: number): void {
    this.transaction(() => {
      if (version !== 0) for (const table of tables) this.#db.exec(`DROP TABLE IF EXISTS ${table}`);
      this.#db.exec(schema);
      this.#db.exec(`PRAGMA user_version = ${schemaVersion}`);
    });
  }

  transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      this.#counted = undefined;
      throw error;
    }
  }

  meta(name: string): string | undefined {
    return (this.#sql('SELECT value FROM meta WHERE name = ?').get(name) as { value: string } | undefined)?.value;
  }

  /** A value that was written as JSON; `undefined` when it is missing, or not what it should be. */
  metaOf<T>(name: string, of: z.ZodType<T>): T | undefined {
    return parsed(this.meta(name), of);
  }

  setMeta(name: string, value: string): void {
    this.#sql('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, value);
  }

  /** What is known of the files of a root, by path. */
  files(root: string): Map<string, FileRecord> {
    const rows = this.#sql('SELECT path, hash, size, mtime FROM files WHERE root = ?').all(root) as unknown as {
      path: string;
      hash: string;
      size: number;
      mtime: number;
    }[];
    return new Map(rows.map((row) => [row.path, { hash: row.hash, size: row.size, mtimeMs: row.mtime }]));
  }

  file(root: string, relative: string): FileRecord | undefined {
    const row = this.#sql('SELECT hash, size, mtime FROM files WHERE root = ? AND path = ?').get(root, relative) as
      { hash: string; size: number; mtime: number } | undefined;
    return row === undefined ? undefined : { hash: row.hash, size: row.size, mtimeMs: row.mtime };
  }

  /** Paths of a root that are this path or lie below it. */
  pathsBelow(root: string, relative: string): string[] {
    if (relative === '') return [...this.files(root).keys()];
    // '0' is the character after '/'. Two searches of the index: with OR it would be a walk through all files.
    const rows = this.#sql(
      `SELECT path FROM files WHERE root = ?1 AND path = ?2
       UNION ALL SELECT path FROM files WHERE root = ?1 AND path >= ?3 AND path < ?4`,
    ).all(root, relative, `${relative}/`, `${relative}0`) as unknown as { path: string }[];
    return rows.map((row) => row.path);
  }

  /** The places of a file whose content is the same as that of another one, so that nothing must be cut again. */
  membersOfContent(hash: string, language: string): Member[] | undefined {
    // A file with a problem is read again: what is wrong with it belongs to the other one, too.
    const file = this.#sql('SELECT id FROM files WHERE hash = ? AND language = ? AND problem IS NULL LIMIT 1').get(
      hash,
      language,
    ) as { id: number } | undefined;
    if (file === undefined) return undefined;
    const rows = this.#sql(
      `SELECT c.id AS chunk, ${memberColumns} FROM members m JOIN chunks c ON c.key = m.chunk WHERE m.file = ? ORDER BY m.ordinal`,
    ).all(file.id) as unknown as MemberRow[];
    return rows.map(memberOf);
  }

  /** Which of these chunks are stored already. */
  known(ids: readonly string[]): Set<string> {
    const rows = this.#sql('SELECT id FROM chunks WHERE id IN (SELECT value FROM json_each(?))').all(
      JSON.stringify(ids),
    ) as unknown as { id: string }[];
    return new Set(rows.map(({ id }) => id));
  }

  addChunks(ids: Iterable<string>): void {
    const insert = this.#sql('INSERT OR IGNORE INTO chunks (id) VALUES (?)');
    for (const id of ids) insert.run(id);
  }

  removeChunks(ids: Iterable<string>): void {
    const vectors = this.#sql('DELETE FROM vectors WHERE chunk = (SELECT key FROM chunks WHERE id = ?)');
    const chunk = this.#sql('DELETE FROM chunks WHERE id = ?');
    for (const id of ids) {
      vectors.run(id);
      chunk.run(id);
    }
  }

  putFile(file: IndexedFile): void {
    const isNew = this.file(file.root, file.path) === undefined;
    const { id } = this.#sql(
      `INSERT INTO files (root, path, size, mtime, hash, language, class, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (root, path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime, hash = excluded.hash,
       language = excluded.language, class = excluded.class, problem = excluded.problem RETURNING id`,
    ).get(
      file.root,
      file.path,
      file.size,
      file.mtimeMs,
      file.hash,
      file.language,
      file.classification,
      file.problem === undefined ? null : JSON.stringify(file.problem),
    ) as { id: number };
    const { changes } = this.#sql('DELETE FROM members WHERE file = ?').run(id);
    this.#count(isNew ? 1 : 0, file.members.length - Number(changes));
    const insert = this.#sql('INSERT INTO members SELECT ?, ?, key, ?, ?, ?, ?, ? FROM chunks WHERE id = ?');
    file.members.forEach(({ chunk, startLine, endLine, page, cell, hidden }, ordinal) => {
      insert.run(id, ordinal, startLine, endLine, page ?? null, cell ?? null, hidden === true ? 1 : null, chunk);
    });
  }

  /** Files that could not be read, or not all of them. */
  problems(): { readonly root: string; readonly path: string; readonly problem: DocumentProblem }[] {
    const rows = this.#sql(
      'SELECT root, path, problem FROM files WHERE problem IS NOT NULL ORDER BY path',
    ).all() as unknown as { root: string; path: string; problem: string }[];
    return rows.flatMap((row) => {
      const problem = parsed(row.problem, problemSchema);
      return problem === undefined ? [] : [{ ...row, problem }];
    });
  }

  touchFile(root: string, relative: string, size: number, mtimeMs: number): void {
    this.#sql('UPDATE files SET size = ?, mtime = ? WHERE root = ? AND path = ?').run(size, mtimeMs, root, relative);
  }

  removeFile(root: string, relative: string): void {
    const row = this.#sql('DELETE FROM files WHERE root = ? AND path = ? RETURNING id').get(root, relative) as
      { id: number } | undefined;
    if (row === undefined) return;
    const { changes } = this.#sql('DELETE FROM members WHERE file = ?').run(row.id);
    this.#count(-1, -Number(changes));
  }

  /** Roots that files are known of, open or not. */
  roots(): string[] {
    const rows = this.#sql('SELECT DISTINCT root FROM files').all() as unknown as { root: string }[];
    return rows.map(({ root }) => root);
  }

  /** Forgets all files of a root; their chunks stay. */
  removeRoot(root: string): void {
    this.#sql('DELETE FROM members WHERE file IN (SELECT id FROM files WHERE root = ?)').run(root);
    this.#sql('DELETE FROM files WHERE root = ?').run(root);
    this.#counted = undefined;
  }

  /** Makes every file be read again. */
  forgetHashes(): void {
    this.#db.exec("UPDATE files SET hash = '', mtime = 0");
  }

  /** Forgets chunks that are lost, and where they stood: their keys are given to others. */
  forgetChunks(ids: Iterable<string>): void {
    this.removeChunks(ids);
    this.#db.exec('DELETE FROM members WHERE chunk NOT IN (SELECT key FROM chunks)');
    this.#counted = undefined;
  }

  /** Makes one file be read again. */
  forgetHash(root: string, relative: string): void {
    this.#sql("UPDATE files SET hash = '', mtime = 0 WHERE root = ? AND path = ?").run(root, relative);
  }

  counts(): { readonly files: number; readonly chunks: number } {
    // Changes when another connection has written; what this one writes is counted as it goes.
    const { data_version: version } = this.#sql('PRAGMA data_version').get() as { data_version: number };
    if (this.#counted?.version !== version) {
      const row = this.#sql(
        'SELECT (SELECT count(*) FROM files) AS files, (SELECT count(*) FROM members) AS chunks',
      ).get() as { files: number; chunks: number };
      this.#counted = { ...row, version };
    }
    return { files: this.#counted.files, chunks: this.#counted.chunks };
  }

  #count(files: number, chunks: number): void {
    if (this.#counted === undefined) return;
    const { version } = this.#counted;
    this.#counted = { files: this.#counted.files + files, chunks: this.#counted.chunks + chunks, version };
  }

  /** How many chunks are known, those without a file as well. */
  chunkCount(): number {
    return (this.#sql('SELECT count(*) AS n FROM chunks').get() as { n: number }).n;
  }

  /** Where these chunks stand, one place for each chunk that passes the filter: the shortest path. */
  places(ids: readonly string[], filter: PlaceFilter): Map<string, Place> {
    const { where, values } = conditions(filter);
    const rows = this.#sql(
      `SELECT c.id AS chunk, ${memberColumns}, f.root, f.path, f.language, f.class AS classification
       FROM chunks c JOIN members m ON m.chunk = c.key JOIN files f ON f.id = m.file
       WHERE c.id IN (SELECT value FROM json_each(?)) AND ${where} ORDER BY length(f.path), f.path, m.ordinal`,
    ).all(JSON.stringify(ids), ...values) as unknown as (MemberRow & Omit<Place, keyof Member>)[];
    const places = new Map<string, Place>();
    for (const row of rows) {
      const { root, path: relative, language, classification } = row;
      if (!places.has(row.chunk))
        places.set(row.chunk, { ...memberOf(row), root, path: relative, language, classification });
    }
    return places;
  }

  /** The chunks that pass the filter, or `undefined` when there are more than `most`. */
  chunksWithin(filter: PlaceFilter, most: number): string[] | undefined {
    const { where, values } = conditions(filter);
    const rows = this.#sql(
      `SELECT DISTINCT c.id FROM files f JOIN members m ON m.file = f.id JOIN chunks c ON c.key = m.chunk WHERE ${where} LIMIT ?`,
    ).all(...values, most + 1) as unknown as { id: string }[];
    return rows.length > most ? undefined : rows.map(({ id }) => id);
  }

  /** Chunks that no file has any more. */
  orphans(limit: number): string[] {
    const rows = this.#sql(
      'SELECT id FROM chunks WHERE NOT EXISTS (SELECT 1 FROM members WHERE members.chunk = chunks.key) ORDER BY key LIMIT ?',
    ).all(limit) as unknown as { id: string }[];
    return rows.map(({ id }) => id);
  }

  orphanCount(): { readonly orphans: number; readonly all: number } {
    const row = this.#sql(
      `SELECT (SELECT count(*) FROM chunks) AS "all",
       (SELECT count(*) FROM chunks WHERE NOT EXISTS (SELECT 1 FROM members WHERE members.chunk = chunks.key)) AS orphans`,
    ).get() as { orphans: number; all: number };
    return { orphans: row.orphans, all: row.all };
  }

  chunkIds(): Set<string> {
    const rows = this.#sql('SELECT id FROM chunks').all() as unknown as { id: string }[];
    return new Set(rows.map(({ id }) => id));
  }

  model(name: string): number {
    this.#sql('INSERT OR IGNORE INTO models (name) VALUES (?)').run(name);
    return (this.#sql('SELECT key FROM models WHERE name = ?').get(name) as { key: number }).key;
  }

  /** All models that vectors are known of. */
  models(): { readonly key: number; readonly name: string }[] {
    return this.#sql('SELECT key, name FROM models').all() as unknown as { key: number; name: string }[];
  }

  /** Forgets a model and which chunks have its vectors. */
  removeModel(key: number): void {
    this.clearVectors(key);
    this.#sql('DELETE FROM models WHERE key = ?').run(key);
  }

  findModel(name: string): number | undefined {
    return (this.#sql('SELECT key FROM models WHERE name = ?').get(name) as { key: number } | undefined)?.key;
  }

  /**
   * Chunks of files, changed last first, that have no vector of this model yet.
   * @param withoutSecrets leaves out files of the class `secret`
   */
  withoutVector(model: number, limit: number, withoutSecrets = false): string[] {
    // Along the index of times, so that it ends at the limit; the order of the joins keeps it so.
    const rows = this.#sql(
      `SELECT c.id FROM files f CROSS JOIN members m ON m.file = f.id CROSS JOIN chunks c ON c.key = m.chunk
       WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.model = ? AND v.chunk = c.key)
       ${withoutSecrets ? "AND f.class <> 'secret'" : ''}
       ORDER BY f.mtime DESC LIMIT ?`,
    ).all(model, limit) as unknown as { id: string }[];
    return [...new Set(rows.map(({ id }) => id))];
  }

  countWithoutVector(model: number, withoutSecrets = false): number {
    return (
      this.#sql(
        `SELECT count(DISTINCT m.chunk) AS n FROM members m
         WHERE ${withoutSecrets ? "EXISTS (SELECT 1 FROM files f WHERE f.id = m.file AND f.class <> 'secret') AND" : ''}
         NOT EXISTS (SELECT 1 FROM vectors v WHERE v.model = ? AND v.chunk = m.chunk)`,
      ).get(model) as { n: number }
    ).n;
  }

  addVectors(model: number, ids: Iterable<string>): void {
    const insert = this.#sql('INSERT OR IGNORE INTO vectors SELECT ?, key FROM chunks WHERE id = ?');
    for (const id of ids) insert.run(model, id);
  }

  clearVectors(model: number): void {
    this.#sql('DELETE FROM vectors WHERE model = ?').run(model);
  }

  vectorIds(model: number): Set<string> {
    const rows = this.#sql('SELECT c.id FROM vectors v JOIN chunks c ON c.key = v.chunk WHERE v.model = ?').all(
      model,
    ) as unknown as { id: string }[];
    return new Set(rows.map(({ id }) => id));
  }

  vectorCount(model: number): number {
    return (this.#sql('SELECT count(*) AS n FROM vectors WHERE model = ?').get(model) as { n: number }).n;
  }

  hasVectors(model: number): boolean {
    return this.#sql('SELECT 1 FROM vectors WHERE model = ? LIMIT 1').get(model) !== undefined;
  }

  /** Which of these chunks have a vector. */
  withVector(model: number, ids: readonly string[]): Set<string> {
    const rows = this.#sql(
      // A join is planned along all vectors of the model.
      `SELECT id FROM chunks WHERE id IN (SELECT value FROM json_each(?2))
       AND EXISTS (SELECT 1 FROM vectors WHERE model = ?1 AND chunk = chunks.key)`,
    ).all(model, JSON.stringify(ids)) as unknown as { id: string }[];
    return new Set(rows.map(({ id }) => id));
  }

  /** Gives the space of removed rows back. */
  compact(): void {
    this.#db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  dispose(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}

function parsed<T>(text: string | undefined, of: z.ZodType<T>): T | undefined {
  try {
    return of.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

const memberColumns = 'm.first AS startLine, m.last AS endLine, m.page, m.cell, m.hidden';

interface MemberRow {
  readonly chunk: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly page: number | null;
  readonly cell: number | null;
  readonly hidden: number | null;
}

function memberOf({ chunk, startLine, endLine, page, cell, hidden }: MemberRow): Member {
  return {
    chunk,
    startLine,
    endLine,
    ...(page === null ? {} : { page }),
    ...(cell === null ? {} : { cell }),
    ...(hidden === null ? {} : { hidden: true }),
  };
}

function conditions(filter: PlaceFilter): { where: string; values: string[] } {
  const parts = ['f.root IN (SELECT value FROM json_each(?))'];
  const values = [JSON.stringify(filter.roots)];
  if (filter.languages !== undefined && filter.languages.length > 0) {
    parts.push('f.language IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(filter.languages));
  }
  if (filter.pathPrefixes !== undefined && filter.pathPrefixes.length > 0) {
    parts.push('EXISTS (SELECT 1 FROM json_each(?) p WHERE substr(f.path, 1, length(p.value)) = p.value)');
    values.push(JSON.stringify(filter.pathPrefixes));
  }
  return { where: parts.join(' AND '), values };
}
