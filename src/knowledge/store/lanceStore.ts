// Chunks and vectors in LanceDB: append-only tables keyed by content, searched by BM25 and by cosine.
import {
  Field,
  FixedSizeList,
  Float16,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table as ArrowTable,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { connect, Index, Session, type Connection, type Table } from '@lancedb/lancedb';
import { RempartError } from '../../base/errors';
import { toHalf } from './float16';
import type { ChunkStore, Hit, StoredChunk, UpkeepOptions, VectorTable } from './types';

/** Layout of the tables; another value starts new ones. */
const layout = 1;
const chunksName = `chunks_v${layout}`;
/** Where a local store keeps the table of chunks, relative to its folder. */
export const chunksFolder = `${chunksName}.lance`;
const vectorsPrefix = `vectors_v${layout}_`;
const vectorsName = (key: string, dimensions: number): string =>
  `${vectorsPrefix}${key.replace(/[^\w-]/gu, '_').slice(0, 80)}_${dimensions}`;
/** From this many vectors on, an approximate index is faster than looking at all of them. */
const annThreshold = 50_000;
/** Commits after which the tables are compacted, though work goes on. */
const commitsBetweenCompactions = 20;
/** Smaller tables are rewritten as a whole: that takes a second at most. */
const largeFrom = 20_000;
/**
 * A large table is rewritten once this share of its rows stands behind its bulk: sooner when there is time for it, for only
 * then its earlier index leaves the disk, too.
 */
const behindAtMost = { busy: 0.05, idle: 0.01 };
const idsPerStatement = 2000;
/**
 * How many times as many vectors as wanted are compared exactly. Each is a read at a random place: for a long list three
 * times are enough, and recall@10 stays 1 on 100,000 vectors.
 */
const refineFactor = (limit: number): number => (limit < 50 ? 10 : 3);

const compressed = new Map([
  ['lance-encoding:compression', 'zstd'],
  ['lance-encoding:compression-level', '3'],
]);
const chunkSchema = new Schema([
  new Field('id', new Utf8(), false),
  new Field('text', new Utf8(), false, compressed),
  new Field('terms', new Utf8(), false, compressed),
  new Field('heading', new Utf8(), false, compressed),
]);

/**
 * Opens the store, and makes it when there is none.
 * @param uri absolute folder, or an object-store URI such as `s3://bucket/prefix`
 * @param storageOptions of the object store: endpoint, region, credentials
 */
export async function openLanceStore(
  uri: string,
  storageOptions: Readonly<Record<string, string>> = {},
): Promise<ChunkStore> {
  const connection = await connect({
    uri,
    storageOptions: { ...storageOptions },
    readConsistencyInterval: 0,
    session: new Session(BigInt(128 << 20), BigInt(32 << 20)),
  } as Parameters<typeof connect>[0]);
  return new LanceStore(connection, await openTable(connection, chunksName, chunkSchema));
}

async function openTable(connection: Connection, name: string, schema: Schema): Promise<Table> {
  const names = await connection.tableNames();
  if (names.includes(name)) return connection.openTable(name);
  return connection.createEmptyTable(name, schema as never, { existOk: true });
}

class LanceStore implements ChunkStore {
  readonly kind = 'lancedb';
  readonly #vectors = new Map<string, Promise<LanceVectors>>();
  readonly #opened: LanceVectors[] = [];
  readonly #upkeep: Upkeep;
  #hasWords = false;
  /** What rewrites tables goes one after the other: LanceDB lets the second of two fail. */
  #rewriting: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly table: Table,
  ) {
    this.#upkeep = new Upkeep(table, async () => {
      await this.#ensureWords();
      if (!(await hasIndex(table, 'id'))) await table.createIndex('id', { config: Index.btree(), replace: false });
    });
  }

  async add(chunks: readonly StoredChunk[]): Promise<void> {
    if (chunks.length === 0) return;
    const column = (of: (chunk: StoredChunk) => string) => vectorFromArray(chunks.map(of), new Utf8());
    const table = new ArrowTable(chunkSchema, {
      id: column(({ id }) => id),
      text: column(({ text }) => text),
      terms: column(({ terms }) => terms),
      heading: column(({ heading }) => JSON.stringify(heading)),
    });
    await this.table.add(table as never);
    this.#upkeep.committed();
    // Without it nothing is found, and the first upkeep may be minutes away.
    if (!this.#hasWords) await this.#exclusively(() => this.#ensureWords());
  }

  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#rewriting.then(work);
    this.#rewriting = done.catch(() => undefined);
    return done;
  }

  async #ensureWords(): Promise<void> {
    this.#hasWords ||= await hasIndex(this.table, 'terms');
    if (this.#hasWords) return;
    await this.table.createIndex('terms', {
      config: Index.fts({
        // The text is analysed already: LanceDB only cuts it at the spaces.
        baseTokenizer: 'whitespace',
        withPosition: false,
        stem: false,
        removeStopWords: false,
        asciiFolding: false,
        lowercase: false,
        maxTokenLength: 64,
      }),
      replace: false,
    });
    this.#hasWords = true;
  }

  async searchText(terms: string, limit: number, within?: readonly string[]): Promise<Hit[]> {
    if (terms.trim() === '' || within?.length === 0) return [];
    this.#hasWords ||= await hasIndex(this.table, 'terms');
    if (!this.#hasWords) return [];
    const rows = await again(() => {
      const query = this.table.query().fullTextSearch(terms, { columns: ['terms'] });
      if (within !== undefined) query.where(among(within));
      return query.select(['id', '_score']).limit(limit).toArray() as Promise<{ id: string; _score: number }[]>;
    });
    return rows.map(({ id, _score }) => ({ id, score: _score }));
  }

  async get(ids: readonly string[]): Promise<Map<string, StoredChunk>> {
    const found = new Map<string, StoredChunk>();
    for (let from = 0; from < ids.length; from += idsPerStatement) {
      const part = among(ids.slice(from, from + idsPerStatement));
      const rows = await again(
        () =>
          this.table.query().where(part).select(['id', 'text', 'terms', 'heading']).toArray() as Promise<
            { id: string; text: string; terms: string; heading: string }[]
          >,
      );
      for (const { id, text, terms, heading } of rows)
        found.set(id, { id, text, terms, heading: JSON.parse(heading) as string[] });
    }
    return found;
  }

  ids(): Promise<Set<string>> {
    return allIds(this.table);
  }

  size(): Promise<number> {
    return this.table.countRows();
  }

  async unindexed(): Promise<number> {
    const words = await again(() => this.table.indexStats('terms_idx'));
    return words?.numUnindexedRows ?? this.table.countRows();
  }

  async remove(ids: readonly string[]): Promise<void> {
    await removeIds(this.table, ids);
    this.#upkeep.committed();
    // Left behind, a chunk that comes back would have two vectors.
    for (const vectors of this.#opened) await vectors.remove(ids);
    const open = new Set(this.#opened.map(({ name }) => name));
    for (const name of await this.connection.tableNames()) {
      if (!name.startsWith(vectorsPrefix) || open.has(name)) continue;
      const table = await this.connection.openTable(name);
      await removeIds(table, ids);
      table.close();
    }
  }

  async dropVectors(key: string, dimensions: number): Promise<void> {
    const name = vectorsName(key, dimensions);
    const opened = this.#opened.findIndex((vectors) => vectors.name === name);
    if (opened >= 0) this.#opened.splice(opened, 1);
    this.#vectors.delete(name);
    if ((await this.connection.tableNames()).includes(name)) await this.connection.dropTable(name);
  }

  async vectors(key: string, dimensions: number): Promise<VectorTable> {
    const name = vectorsName(key, dimensions);
    let opened = this.#vectors.get(name);
    if (opened === undefined) {
      const schema = new Schema([
        new Field('id', new Utf8(), false),
        new Field('vector', vectorType(dimensions), false),
      ]);
      opened = openTable(this.connection, name, schema).then((table) => {
        const vectors = new LanceVectors(name, table, dimensions);
        this.#opened.push(vectors);
        return vectors;
      });
      this.#vectors.set(name, opened);
      opened.catch(() => this.#vectors.delete(name));
    }
    return opened;
  }

  get needsUpkeep(): boolean {
    return this.#upkeep.isDue || this.#opened.some((vectors) => vectors.needsUpkeep);
  }

  maintain(options: UpkeepOptions): Promise<void> {
    return this.#exclusively(async () => {
      await this.#upkeep.run(options);
      for (const vectors of this.#opened) await vectors.maintain(options);
    });
  }

  async drop(): Promise<void> {
    // Only tables of ours, whatever else lies there; also those of other layouts.
    for (const name of await this.connection.tableNames())
      if (/^(?:chunks|vectors)_v\d/u.test(name)) await this.connection.dropTable(name);
  }

  repair(): Promise<boolean> {
    // Never beside a compaction: what that removes would look like a loss.
    return this.#exclusively(() => this.#repair());
  }

  async #repair(): Promise<boolean> {
    let repaired = false;
    for (const name of await this.connection.tableNames()) {
      let table: Table;
      try {
        table = await this.connection.openTable(name);
      } catch (error) {
        // The table of chunks is open: what cannot be opened beside it is one of vectors.
        if (name === chunksName) throw error;
        await this.connection.dropTable(name);
        repaired = true;
        continue;
      }
      try {
        if (!(await isReadable(table))) {
          // The same table with nothing in it, so that other windows see a newer version and no missing file.
          await this.connection.createEmptyTable(name, (await table.schema()) as never, { mode: 'overwrite' });
          repaired = true;
        } else if (await dropUnreadableIndexes(table)) repaired = true;
      } finally {
        table.close();
      }
    }
    if (!repaired) return false;
    this.#hasWords = false;
    await this.table.checkoutLatest();
    this.#upkeep.committed();
    for (const vectors of this.#opened) await vectors.reopened();
    return true;
  }

  dispose(): void {
    this.table.close();
    this.connection.close();
  }
}

const vectorType = (dimensions: number): FixedSizeList =>
  new FixedSizeList(dimensions, new Field('item', new Float16(), true));

class LanceVectors implements VectorTable {
  readonly #upkeep: Upkeep;

  constructor(
    readonly name: string,
    private readonly table: Table,
    private readonly dimensions: number,
  ) {
    this.#upkeep = new Upkeep(table, async () => {
      if (!(await hasIndex(table, 'id'))) await table.createIndex('id', { config: Index.btree(), replace: false });
      if ((await table.countRows()) >= annThreshold && !(await hasIndex(table, 'vector')))
        await table.createIndex('vector', { config: Index.ivfRq({ distanceType: 'cosine' }), replace: false });
    });
  }

  async add(vectors: readonly { readonly id: string; readonly vector: Float32Array }[]): Promise<void> {
    if (vectors.length === 0) return;
    const halves = new Uint16Array(vectors.length * this.dimensions);
    vectors.forEach(({ vector }, row) => {
      // LanceDB pads or cuts a wrong one in silence, and then ranks it first.
      this.#check(vector);
      for (let i = 0; i < vector.length; i++) halves[row * this.dimensions + i] = toHalf(vector[i] ?? 0);
    });
    const child = makeData({ type: new Float16(), length: halves.length, nullCount: 0, data: halves });
    const list = makeData({ type: vectorType(this.dimensions), length: vectors.length, nullCount: 0, child });
    const ids = vectorFromArray(
      vectors.map(({ id }) => id),
      new Utf8(),
    ).data[0];
    const fields = [new Field('id', new Utf8(), false), new Field('vector', vectorType(this.dimensions), false)];
    const struct = makeData({
      type: new Struct(fields),
      length: vectors.length,
      nullCount: 0,
      children: [ids, list] as never,
    });
    const schema = new Schema(fields);
    await this.table.add(new ArrowTable(schema, new RecordBatch(schema, struct as never)) as never);
    this.#upkeep.committed();
  }

  async search(vector: Float32Array, limit: number, within?: readonly string[]): Promise<Hit[]> {
    this.#check(vector);
    if (within?.length === 0) return [];
    const rows = await again(() => {
      const query = this.table.vectorSearch(vector).column('vector').distanceType('cosine');
      if (within !== undefined) query.where(among(within));
      const found = query
        .nprobes(50)
        .refineFactor(refineFactor(limit))
        .select(['id', '_distance'])
        .limit(limit)
        .toArray();
      return found as Promise<{ id: string; _distance: number }[]>;
    });
    return rows.map(({ id, _distance }) => ({ id, score: 1 - _distance }));
  }

  ids(): Promise<Set<string>> {
    return allIds(this.table);
  }

  async remove(ids: readonly string[]): Promise<void> {
    await removeIds(this.table, ids);
    this.#upkeep.committed();
  }

  get needsUpkeep(): boolean {
    return this.#upkeep.isDue;
  }

  maintain(options: UpkeepOptions): Promise<void> {
    return this.#upkeep.run(options);
  }

  async reopened(): Promise<void> {
    await this.table.checkoutLatest();
    this.#upkeep.committed();
  }

  #check(vector: Float32Array): void {
    if (vector.length !== this.dimensions || !vector.every(Number.isFinite))
      throw new RempartError(
        'wrong-dimensions',
        `A vector of ${vector.length} does not fit ${this.dimensions} dimensions.`,
      );
  }
}

/**
 * When a table is compacted and its indexes are brought up to date.
 *
 * LanceDB merges neighbouring fragments that the same indexes cover, whatever their size: a few rows that were indexed
 * behind the bulk of a table have the whole of it rewritten at the next compaction (7.6 s of processor time for 160,000
 * chunks, after a single save). So what stands behind the bulk is written anew before a compaction: it is in no index then,
 * is merged for itself, and the bulk stays as it is (0.6 s).
 */
class Upkeep {
  #commits = 0;
  /** Older versions may still lie on the disk. */
  #unsettled = true;

  constructor(
    private readonly table: Table,
    private readonly ensureIndexes: () => Promise<void>,
  ) {}

  get isDue(): boolean {
    return this.#commits >= commitsBetweenCompactions;
  }

  committed(): void {
    this.#commits++;
    this.#unsettled = true;
  }

  async run({ settled, retention, shrink = false }: UpkeepOptions): Promise<void> {
    if (this.#commits === 0 && !(settled && this.#unsettled)) return;
    this.#commits = 0;
    const rows = await this.table.countRows();
    if (rows === 0) return;
    await this.ensureIndexes();
    const clean = (): Promise<unknown> => this.table.optimize({ cleanupOlderThan: new Date(Date.now() - retention) });
    const share = settled ? behindAtMost.idle : behindAtMost.busy;
    const isBulkLeft = !shrink && rows >= largeFrom && (await renewBehindBulk(this.table, share));
    await clean();
    if (!settled) return;
    // The first run keeps the version before its own compaction: twice the disk until the second, unless the bulk was left.
    if (!isBulkLeft) await clean();
    this.#unsettled = retention > 0;
  }
}

/**
 * Writes the rows behind the largest fragment of a table anew, as they are, in one commit. Gives false, and leaves all as it
 * is, when they are more than a share of all.
 */
async function renewBehindBulk(table: Table, atMost: number): Promise<boolean> {
  const { from, to, behind, all } = await again(() => bulkOf(table));
  if (behind > all * atMost) return false;
  if (behind === 0) return true;
  const rows = await again(() => table.query().where(`_rowid < ${from} OR _rowid >= ${to}`).toArrow());
  try {
    await table
      .mergeInsert('id')
      .whenMatchedUpdateAll()
      .execute(rows as never);
    return true;
  } catch {
    // A row that is there twice, or another write in between: rewriting the table puts either right.
    return false;
  }
}

/** A row's number holds that of its fragment in its upper 32 bits (Lance, "row address"). */
const fragmentBits = 32n;

/** Which row numbers the largest fragment has, how many rows stand outside of it, and how many there are. */
async function bulkOf(table: Table): Promise<{ from: bigint; to: bigint; behind: number; all: number }> {
  const counts = new Map<bigint, number>();
  let all = 0;
  for await (const batch of table.query().select(['_rowid'])) {
    const numbers = batch.getChild('_rowid')?.toArray() as BigUint64Array;
    for (const number of numbers) {
      const fragment = number >> fragmentBits;
      counts.set(fragment, (counts.get(fragment) ?? 0) + 1);
    }
    all += numbers.length;
  }
  const [bulk, size] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [0n, 0]);
  return { from: bulk << fragmentBits, to: (bulk + 1n) << fragmentBits, behind: all - size, all };
}

/** Upkeep may take away the files of two versions in a row. */
const attempts = 4;

/** Once again when files of an old version went away while it was read. */
async function again<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (attempt >= attempts) throw error;
    }
  }
}

async function hasIndex(table: Table, column: string): Promise<boolean> {
  return (await table.listIndices()).some(({ name }) => name === `${column}_idx`);
}

const allIds = (table: Table): Promise<Set<string>> => again(() => readIds(table));

async function readIds(table: Table): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const batch of table.query().select(['id'])) {
    // Column by column: rows are made one proxy each, which takes many times longer.
    const column = batch.getChild('id') as { readonly length: number; get(row: number): string } | null;
    for (let row = 0; column !== null && row < column.length; row++) ids.add(column.get(row));
  }
  return ids;
}

/** Whether every data file of a table is there, and every column of it can be read. */
async function isReadable(table: Table): Promise<boolean> {
  try {
    await again(async () => {
      const batches = table.query()[Symbol.asyncIterator]();
      while ((await batches.next()).done !== true);
    });
    return true;
  } catch {
    return false;
  }
}

/** Drops the indexes of a table whose files are missing or damaged; the next upkeep makes them again. */
async function dropUnreadableIndexes(table: Table): Promise<boolean> {
  let dropped = false;
  for (const { name, columns } of await table.listIndices()) {
    try {
      const [column] = columns;
      if (column === 'terms')
        await table
          .query()
          .fullTextSearch('a', { columns: ['terms'] })
          .limit(1)
          .toArray();
      else if (column === 'id')
        await table
          .query()
          .where(among(['0']))
          .limit(1)
          .toArray();
      // All of it, not only what that search came across.
      await table.prewarmIndex(name);
    } catch {
      await table.dropIndex(name);
      dropped = true;
    }
  }
  return dropped;
}

async function removeIds(table: Table, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += idsPerStatement)
    await table.delete(among(ids.slice(from, from + idsPerStatement)));
}

/** A filter on ids. Ids are hexadecimal by construction; anything else is refused rather than quoted. */
function among(ids: readonly string[]): string {
  for (const id of ids) if (!/^[\da-f]+$/u.test(id)) throw new RempartError('bad-id', 'Not the id of a chunk.');
  return `id IN (${ids.map((id) => `'${id}'`).join(',')})`;
}
