// The index of one workspace inside the index process: opens the store, keeps it up to date, answers searches.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Disposable } from '../../base/disposable';
import { errorMessage, isAbortError, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import type { Logger } from '../../base/logger';
import { rempartHome } from '../../base/paths';
import * as z from 'zod';
import { SyntaxThread } from '../chunking/syntax/thread';
import { ForkedParser } from '../documents/parser';
import type { ScanProblem } from '../documents/scan';
import { createEmbedder, type Embedder } from '../embedding';
import { search, type DenseSide } from '../retrieval/search';
import { openStore } from '../store';
import { Catalogue } from '../store/catalogue';
import { isDamage, removeDatabase } from '../store/sqliteFile';
import { hasReaders, markReader, takeWriterLock, type WriterLock } from '../store/lock';
import type { ChunkStore, VectorTable } from '../store/types';
import { embedderSchema, type UpdateParams } from '../protocol';
import type {
  CompactionReport,
  EmbedderChoice,
  IndexProgress,
  IndexReport,
  IndexStatus,
  KnowledgeOptions,
  SearchRequest,
  SearchResponse,
} from '../types';
import { Indexer, readingVersion } from './indexer';
import { noteUse, SizeLimit } from './sizeLimit';
import { fillVectors } from './vectors';

export interface ServiceContext {
  readonly logger: Logger;
  onStatus(status: IndexStatus): void;
  /** Absolute path of the bundled embedder process. */
  readonly embedderProcess: string;
  /** Absolute path of the bundled document process. */
  readonly documentProcess: string;
  /** Absolute path of the bundled worker of the syntax thread. */
  readonly syntaxWorker: string;
}

/** A question is not kept waiting longer than this for its vector: the words alone answer then. Milliseconds. */
const queryVectorPatience = 1500;
/** Idle time after which tables are compacted. */
const idleBeforeUpkeep = 30_000;
/** Time after the last save before a compaction that is due. */
const pauseBeforeDueUpkeep = 200;
/** Of so many files, named one by one, most were not saved by hand: a branch, a generator. */
const manyFiles = 100;
/** While others read they may read an older version for this long, milliseconds. */
const retentionForReaders = 10 * 60_000;
/** How often a reader looks whether the writer is gone. */
const lockRetry = 5000;

interface Model {
  /** Key of the embedder and its dimensions: what the catalogue calls the vectors. */
  readonly name: string;
  readonly embedder: Embedder;
  readonly table: VectorTable;
  readonly key: number;
}

export class IndexService implements Disposable {
  #lock: WriterLock | undefined;
  /** Fires when the lock is lost. */
  #lost = new AbortController();
  #readerMark: Disposable | undefined;
  #progress: IndexProgress | undefined;
  #updatedAt: string | undefined;
  #bytesOnDisk = 0;
  #message: string | undefined;
  /** Said until all of the index was looked at again. */
  #damage: string | undefined;
  #model: Model | undefined;
  #modelFailure: string | undefined;
  /** The earlier model, loaded when a question comes before the vectors of the chosen one are all there. */
  #previous: Promise<Model | undefined> | undefined;
  #isPaused: boolean;
  /** Updates one after the other; the filling of vectors beside them. */
  #updates: Promise<unknown> = Promise.resolve();
  #filling: Promise<number> | undefined;
  #fillAbort = new AbortController();
  #upkeepTimer: NodeJS.Timeout | undefined;
  /** The timer is that of a compaction that is due. */
  #upkeepIsDue = false;
  #repairing: Promise<boolean> | undefined;
  /** The tables were repaired: which vectors there are must be looked at again. */
  #vectorsUnsure = false;
  #lockTimer: NodeJS.Timeout | undefined;
  #running = 0;
  #disposed = false;
  readonly #parser: ForkedParser;
  readonly #syntax: SyntaxThread;
  readonly #limit: SizeLimit;

  private constructor(
    private readonly options: KnowledgeOptions,
    private readonly folders: { readonly catalogue: string; readonly tables: string; readonly isLocal: boolean },
    private catalogue: Catalogue,
    private readonly store: ChunkStore,
    private readonly context: ServiceContext,
    fallbackReason: string | undefined,
  ) {
    this.#parser = new ForkedParser(context.documentProcess);
    this.#syntax = new SyntaxThread(context.syntaxWorker);
    this.#isPaused = options.paused === true;
    this.#limit = new SizeLimit({
      maxBytes: options.maxIndexBytes,
      roots: options.roots,
      store,
      catalogue: () => this.catalogue,
      measure: async () => {
        await this.#measureDisk();
        return this.#bytesOnDisk;
      },
      // The tables of an object store take nothing of this disk.
      unindexed: () => (folders.isLocal ? store.unindexed() : Promise.resolve(0)),
      compact: () => this.#shrink(),
      modelsInUse: () => [this.#model?.name, this.#answering()?.name].filter((name) => name !== undefined),
    });
    if (fallbackReason !== undefined)
      this.#message = t('LanceDB cannot run here: full-text search only, without vectors. {0}', fallbackReason);
  }

  static async open(options: KnowledgeOptions, context: ServiceContext): Promise<IndexService> {
    const folders = foldersOf(options);
    fs.mkdirSync(folders.catalogue, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') fs.chmodSync(folders.catalogue, 0o700);
    const lock = takeWriterLock(folders.catalogue);
    const file = path.join(folders.catalogue, 'catalogue.sqlite');
    const found = openCatalogue(file, lock !== undefined);
    let { opened } = found;
    const { store, fallbackReason } = await openStore(
      folders.tables,
      folders.catalogue,
      folders.isLocal,
      lock !== undefined,
      options.storageOptions,
    );
    if (lock !== undefined && opened.meta('store') !== undefined && opened.meta('store') !== store.kind) {
      // The tables of the other kind know nothing of these files.
      opened.dispose();
      removeDatabase(file);
      opened = new Catalogue(file);
    }
    const service = new IndexService(options, folders, opened, store, context, fallbackReason);
    if (found.wasDamaged) service.#isDamaged();
    if (lock?.isHeld() === true) await service.#becomeWriter(lock);
    else service.#waitForLock();
    service.#updatedAt = opened.meta('updatedAt');
    void service.#measureDisk().then(() => service.#publish());
    service.#publish();
    return service;
  }

  get status(): IndexStatus {
    const { files, chunks } = this.catalogue.counts();
    const reads = this.#lock === undefined ? t('Another window keeps this index up to date.') : undefined;
    const message = reads ?? this.#damage ?? this.#message ?? this.#modelFailure;
    const busy = this.#running > 0 || this.#filling !== undefined;
    const { embedder } = this.options;
    const previous = this.#answering();
    const full = this.#full();
    return {
      state: this.#isPaused ? 'paused' : busy ? 'indexing' : 'idle',
      files,
      chunks,
      vectors: this.#model === undefined ? 0 : this.catalogue.vectorCount(this.#model.key),
      bytesOnDisk: this.#bytesOnDisk,
      ...(this.#updatedAt === undefined ? {} : { updatedAt: this.#updatedAt }),
      ...(this.#progress === undefined ? {} : { progress: this.#progress }),
      ...(embedder.kind === 'none' ? {} : { model: nameOf(embedder) }),
      ...(previous === undefined ? {} : { previousModel: nameOf(previous.choice) }),
      ...(full === undefined ? {} : { full }),
      ...(message === undefined ? {} : { message }),
    };
  }

  /** Brings the index up to date; while it is paused, only says how it stands. */
  async update(
    { paths, vectors, again }: UpdateParams,
    signal: AbortSignal,
    onProgress: (progress: IndexProgress) => void,
  ): Promise<IndexReport> {
    const started = performance.now();
    const progress = (value: IndexProgress): void => {
      this.#progress = value;
      onProgress(value);
      this.#publish();
    };
    const { changedFiles, errors } = await this.#inTurn(() => this.#write(paths, again, signal, progress));
    const filled = this.#startFilling();
    const embedded =
      vectors === 'wait' && filled !== undefined ? await this.#waitForVectors(filled, signal, onProgress) : 0;
    // After a save nobody asks for it, and it looks at every file of the index.
    if (paths === undefined) await this.#measureDisk();
    this.#publish();
    const { files, chunks } = this.catalogue.counts();
    const seconds = (performance.now() - started) / 1000;
    return { files, chunks, changedFiles, seconds, bytesOnDisk: this.#bytesOnDisk, embedded, errors };
  }

  /** Stops reading and embedding, or lets the next update go on; what was committed stays. */
  setPaused(paused: boolean): void {
    this.#isPaused = paused;
    if (paused) this.#fillAbort.abort();
    this.#publish();
  }

  /** Compacts the tables after the update that is going on. */
  async compact(): Promise<CompactionReport> {
    return this.#inTurn(async () => {
      await this.#measureDisk();
      const bytesBefore = this.#bytesOnDisk;
      if (this.#lock !== undefined) await this.#shrink();
      await this.#measureDisk();
      this.#publish();
      return { bytesBefore, bytesAfter: this.#bytesOnDisk };
    });
  }

  /** Does something after the update that is going on, and before the next. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#updates.then(work);
    this.#updates = done.catch(() => undefined);
    return done;
  }

  /** Removes the tables, wherever they lie; the index is of no use afterwards. */
  async drop(): Promise<void> {
    this.setPaused(true);
    await this.#updates;
    await this.#filling?.catch(() => undefined);
    await this.store.drop();
  }

  async search(request: SearchRequest, signal: AbortSignal): Promise<SearchResponse> {
    this.#searching++;
    try {
      return await search(request, { catalogue: this.catalogue, store: this.store, roots: this.options.roots }, () =>
        this.#denseSide(request.query, signal),
      );
    } catch (error) {
      if (signal.aborted || !(await this.#repair())) throw error;
      throw new RempartError('index-damaged', this.#isDamaged(), { cause: error });
    } finally {
      this.#searching--;
      if (this.#searching === 0) for (const resume of this.#paused.splice(0)) resume();
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#fillAbort.abort();
    clearTimeout(this.#upkeepTimer);
    clearTimeout(this.#lockTimer);
    this.#model?.embedder.dispose();
    this.#forgetPrevious();
    this.#parser.dispose();
    this.#syntax.dispose();
    // In the middle of an update the tables may hold more than the catalogue knows.
    if (this.#lock?.isHeld() === true && this.#running === 0) {
      this.catalogue.setMeta('tables', JSON.stringify(this.#tableFiles()));
      this.catalogue.setMeta('clean', '1');
    }
    this.catalogue.dispose();
    this.store.dispose();
    this.#readerMark?.dispose();
    this.#lock?.dispose();
  }

  async #write(
    paths: readonly string[] | undefined,
    again: boolean,
    signal: AbortSignal,
    progress: (progress: IndexProgress) => void,
  ): Promise<{ changedFiles: number; errors: ScanProblem[] }> {
    const indexer = this.#indexer();
    const unchanged = (): { changedFiles: number; errors: ScanProblem[] } => ({
      changedFiles: 0,
      errors: indexer.knownProblems(),
    });
    if (this.#lock === undefined || this.#isPaused) return unchanged();
    signal.throwIfAborted();
    const lost = this.#lost.signal;
    this.#running++;
    if (!this.#upkeepIsDue) clearTimeout(this.#upkeepTimer);
    try {
      this.catalogue.setMeta('clean', '0');
      if (again) indexer.forget(paths ?? []);
      if (paths === undefined) this.#limit.reset();
      const result = await indexer.update(paths, AbortSignal.any([signal, lost]), progress);
      lost.throwIfAborted();
      // A save does not tell how many other files are left out.
      const known = paths === undefined ? 0 : this.#leftOut();
      this.catalogue.setMeta('leftOut', String(Math.max(known, result.leftOut)));
      // A long list of new chunks is slow to search before it is in the index; a saved file can wait for an idle moment.
      if (result.changedFiles >= (paths === undefined ? 1 : manyFiles)) await this.#maintain(paths === undefined);
      this.#updatedAt = new Date().toISOString();
      this.catalogue.setMeta('updatedAt', this.#updatedAt);
      if (paths === undefined) this.#damage = undefined;
      return result;
    } catch (error) {
      signal.throwIfAborted();
      // Whoever took the lock goes on.
      if (lost.aborted) return unchanged();
      throw error;
    } finally {
      this.#running--;
      this.#progress = undefined;
      this.#scheduleUpkeep();
      this.#publish();
    }
  }

  #indexer(): Indexer {
    return new Indexer(this.catalogue, this.store, this.options, this.#parser, this.#syntax, this.#limit);
  }

  #maintain(settled: boolean, shrink = false): Promise<void> {
    const retention = hasReaders(this.folders.catalogue) ? retentionForReaders : 0;
    return this.store.maintain({ settled, retention, shrink });
  }

  async #shrink(): Promise<void> {
    await this.#maintain(true, true);
    this.catalogue.compact();
  }

  #leftOut(): number {
    return this.catalogue.metaOf('leftOut', z.number()) ?? 0;
  }

  #full(): IndexStatus['full'] {
    const { maxBytes } = this.#limit;
    const leftOut = this.#leftOut();
    return maxBytes === undefined || (leftOut === 0 && !this.#limit.isFull) ? undefined : { leftOut, maxBytes };
  }

  async #becomeWriter(lock: WriterLock): Promise<void> {
    this.#lock = lock;
    this.#lost = new AbortController();
    lock.onLost(() => this.#loseLock());
    if (this.catalogue.meta('store') === undefined) this.catalogue.setMeta('store', this.store.kind);
    noteUse(this.catalogue, this.options.roots, new Date());
    if (this.catalogue.meta('content') !== readingVersion) {
      this.catalogue.forgetHashes();
      this.catalogue.setMeta('content', readingVersion);
    }
    if (this.catalogue.meta('clean') !== '1') {
      await this.#reconcile();
      // Nobody knows how much was written since the last compaction.
      this.#scheduleUpkeep();
    } else if (this.#lacksFiles()) {
      // Where all of them are gone, new and empty tables stand in their place by now, and need no repair.
      await this.store.repair();
      await this.#afterRepair();
    } else if ((await this.store.size()) !== this.catalogue.chunkCount()) await this.#reconcile();
  }

  /** The files of local tables, relative to their folder. */
  #tableFiles(): string[] {
    if (!this.folders.isLocal || this.store.kind !== 'lancedb') return [];
    return fs
      .readdirSync(this.folders.tables, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.folders.tables, path.join(entry.parentPath, entry.name)));
  }

  /** Whether a file is gone that was there when the index was closed. */
  #lacksFiles(): boolean {
    const expected = this.catalogue.metaOf('tables', z.array(z.string())) ?? [];
    const present = new Set(this.#tableFiles());
    return expected.some((file) => !present.has(file));
  }

  /** Tells the user, and whoever asked, that the index is made again. */
  #isDamaged(): string {
    this.#damage = t('The index was damaged: it is made again.');
    this.context.logger.warn('index: damaged, and made again');
    return this.#damage;
  }

  /** After an error that nothing else explains: makes again what cannot be read; tells whether there was anything. */
  #repair(): Promise<boolean> {
    if (this.#lock === undefined) return Promise.resolve(false);
    this.#repairing ??= this.store
      .repair()
      .catch(() => false)
      .then((repaired) => {
        this.#repairing = undefined;
        if (repaired) this.#makeAgain();
        return repaired;
      });
    return this.#repairing;
  }

  async #afterRepair(): Promise<void> {
    this.#vectorsUnsure = true;
    await this.#reconcile();
    // An index that was lost is not made by an update that finds nothing changed.
    await this.#maintain(false);
  }

  #makeAgain(): void {
    const work = this.#inTurn(async () => (this.#disposed ? undefined : this.#afterRepair()));
    work
      .then(() => this.#updateAll())
      .catch((error: unknown) => this.context.logger.warn(`index: ${errorMessage(error)}`));
  }

  async #updateAll(): Promise<void> {
    const params = { paths: undefined, vectors: 'background', again: false } as const;
    await this.update(params, new AbortController().signal, () => undefined);
  }

  /** After a kill: the tables may hold more than the catalogue knows, or, when a file was lost, less. */
  async #reconcile(): Promise<void> {
    const stored = await this.store.ids().catch(async () => {
      this.#vectorsUnsure = await this.store.repair();
      return this.store.ids();
    });
    const known = this.catalogue.chunkIds();
    const lost = [...known].filter((id) => !stored.has(id));
    this.catalogue.transaction(() => {
      if (lost.length > 0) {
        this.#isDamaged();
        this.context.logger.warn(`index: ${lost.length} chunks are missing from the tables`);
        this.catalogue.forgetHashes();
        this.catalogue.forgetChunks(lost);
      }
      this.catalogue.addChunks([...stored].filter((id) => !known.has(id)));
    });
  }

  /** Another process took the lock while this one was suspended: it reads from now on, as if it had come second. */
  #loseLock(): void {
    if (this.#disposed) return;
    this.context.logger.warn('index: another process has taken over');
    this.#lock = undefined;
    this.#lost.abort();
    this.#fillAbort.abort();
    clearTimeout(this.#upkeepTimer);
    this.#upkeepIsDue = false;
    this.#waitForLock();
    this.#publish();
  }

  #waitForLock(): void {
    clearTimeout(this.#lockTimer);
    this.#readerMark ??= markReader(this.folders.catalogue);
    this.#lockTimer = setTimeout(() => {
      this.#takeOver().catch((error: unknown) => this.context.logger.warn(`index: ${errorMessage(error)}`));
    }, lockRetry);
    this.#lockTimer.unref();
  }

  /** Writes from now on, if nobody else does. */
  async #takeOver(): Promise<void> {
    const lock = takeWriterLock(this.folders.catalogue);
    if (lock === undefined) {
      this.#waitForLock();
      return;
    }
    // After an update that was given up with an earlier lock.
    await this.#inTurn(async () => {
      try {
        if (this.#disposed) return;
        const { opened, wasDamaged } = openCatalogue(path.join(this.folders.catalogue, 'catalogue.sqlite'), true);
        this.catalogue.dispose();
        this.catalogue = opened;
        if (wasDamaged) this.#isDamaged();
        await this.#becomeWriter(lock);
        this.#readerMark?.dispose();
        this.#readerMark = undefined;
      } catch (error) {
        this.#lock = undefined;
        throw error;
      } finally {
        if (this.#lock !== lock) lock.dispose();
        if (this.#lock === undefined && !this.#disposed) this.#waitForLock();
      }
    });
    await this.#updateAll();
  }

  async #loadModel(): Promise<Model | undefined> {
    if (this.#model !== undefined || this.options.embedder.kind === 'none') return this.#model;
    try {
      const model = await this.#openModel(this.options.embedder);
      if (model === undefined) return undefined;
      if (this.#lock !== undefined) await this.#reconcileVectors(model.key, model.table);
      this.#model = model;
      this.#modelFailure = undefined;
    } catch (error) {
      this.#modelFailure = errorMessage(error);
      // Its table of vectors may be what is damaged.
      void this.#repair();
      this.context.logger.warn(`index: no embedding model: ${errorMessage(error)}`);
    }
    return this.#model;
  }

  async #openModel(choice: EmbedderChoice): Promise<Model | undefined> {
    const embedder = await createEmbedder(choice, this.context.embedderProcess, this.#tokenFor(choice));
    if (embedder === undefined) return undefined;
    const table = await this.store.vectors(embedder.key, embedder.dimensions);
    const name = `${embedder.key}/${embedder.dimensions}`;
    const key = this.#lock === undefined ? this.catalogue.findModel(name) : this.catalogue.model(name);
    if (table !== undefined && key !== undefined) return { name, embedder, table, key };
    embedder.dispose();
    return undefined;
  }

  /** The token is for the server that the user chose now, not for an earlier one: without it that one is not asked. */
  #tokenFor(choice: EmbedderChoice): string | undefined {
    const { embedder, embedderToken } = this.options;
    const isChosen = choice.kind === 'ollama' && embedder.kind === 'ollama' && choice.endpoint === embedder.endpoint;
    return isChosen ? embedderToken : undefined;
  }

  /** The earlier model that answers because the vectors of the chosen one are not all there yet. */
  #answering(): Answering | undefined {
    if (this.options.embedder.kind === 'none') return undefined;
    const answering = this.catalogue.metaOf('answering', answeringSchema);
    return answering !== undefined && !isSameModel(answering.choice, this.options.embedder) ? answering : undefined;
  }

  /** The model whose vectors a question is compared with: the chosen one, or the earlier one until that is ready. */
  async #searchModel(): Promise<Model | undefined> {
    const answering = this.#answering();
    if (answering === undefined) return this.#loadModel();
    this.#previous ??= this.#openModel(answering.choice).catch((error: unknown) => {
      this.context.logger.warn(`index: the earlier embedding model cannot answer: ${errorMessage(error)}`);
      return undefined;
    });
    const previous = await this.#previous;
    // Another model under the same name has other vectors.
    return previous?.name === answering.name ? previous : this.#loadModel();
  }

  #forgetPrevious(): void {
    void this.#previous?.then((previous) => previous?.embedder.dispose());
    this.#previous = undefined;
  }

  async #reconcileVectors(model: number, table: VectorTable): Promise<void> {
    const stored = await table.ids();
    const known = this.catalogue.vectorIds(model);
    this.catalogue.transaction(() => {
      if ([...known].some((id) => !stored.has(id))) this.catalogue.clearVectors(model);
      this.catalogue.addVectors(model, stored);
    });
  }

  /** Whether the chosen model computes somewhere else: documents of the class `secret` then get no vectors. */
  get #sendsAway(): boolean {
    return this.options.embedder.kind === 'ollama' && this.options.embedder.remote !== undefined;
  }

  #startFilling(): Promise<number> | undefined {
    if (this.options.embedder.kind === 'none' || this.#lock === undefined || this.#disposed) return undefined;
    if (this.#isPaused) return undefined;
    if (this.#filling !== undefined) return this.#filling;
    this.#fillAbort = new AbortController();
    const { signal } = this.#fillAbort;
    const filling = this.#fill(signal).finally(() => {
      this.#filling = undefined;
      this.#progress = undefined;
      if (!this.#disposed) {
        this.#scheduleUpkeep();
        this.#publish();
      }
    });
    this.#filling = filling;
    // Loading a model takes seconds: until then nobody must read that all is done.
    this.#publish();
    filling.catch((error: unknown) => {
      if (isAbortError(error)) return;
      this.#modelFailure = errorMessage(error);
      this.context.logger.warn(`index: embedding failed: ${errorMessage(error)}`);
    });
    return filling;
  }

  async #fill(signal: AbortSignal): Promise<number> {
    const model = await this.#loadModel();
    if (model === undefined) return 0;
    const { embedder, table, key } = model;
    if (this.#vectorsUnsure) {
      await this.#reconcileVectors(key, table);
      this.#vectorsUnsure = false;
    }
    const done = await fillVectors(
      {
        catalogue: this.catalogue,
        store: this.store,
        embedder,
        table,
        model: key,
        withoutSecrets: this.#sendsAway,
        whenQuiet: () => this.#whenQuiet(),
        hasRoom: async () =>
          (await this.#limit.hasPlenty()) || (await this.#inTurn(() => this.#limit.room())) === 'all',
      },
      signal,
      (progress) => {
        this.#progress = progress;
        for (const listener of this.#fillListeners) listener(progress);
        this.#publish();
      },
    );
    if (done > 0) await this.#maintain(true);
    if (this.catalogue.countWithoutVector(key, this.#sendsAway) === 0) {
      // Nothing is missing: from now on the chosen model answers.
      this.catalogue.setMeta('answering', JSON.stringify({ choice: this.options.embedder, name: model.name }));
      this.#forgetPrevious();
    }
    return done;
  }

  /** Filling waits while somebody asks: the question's own vector is next, and the processor is free for the search. */
  #searching = 0;
  readonly #paused: (() => void)[] = [];

  #whenQuiet(): Promise<void> {
    if (this.#searching === 0) return Promise.resolve();
    return new Promise((resolve) => this.#paused.push(resolve));
  }

  readonly #fillListeners = new Set<(progress: IndexProgress) => void>();

  /** Waits for the vectors; giving up the wait pauses the work until the next update. */
  async #waitForVectors(
    filling: Promise<number>,
    signal: AbortSignal,
    onProgress: (progress: IndexProgress) => void,
  ): Promise<number> {
    const stop = (): void => this.#fillAbort.abort();
    signal.addEventListener('abort', stop, { once: true });
    this.#fillListeners.add(onProgress);
    try {
      return await filling;
    } catch (error) {
      signal.throwIfAborted();
      if (isAbortError(error)) return 0;
      // Without vectors the text is searchable all the same: the status says what is wrong.
      return 0;
    } finally {
      this.#fillListeners.delete(onProgress);
      signal.removeEventListener('abort', stop);
    }
  }

  async #denseSide(query: string, signal: AbortSignal): Promise<DenseSide | undefined> {
    const patience = this.options.queryPatience ?? queryVectorPatience;
    const model = await withPatience(this.#searchModel(), patience);
    if (model === undefined || !this.catalogue.hasVectors(model.key)) return undefined;
    const { embedder, table, key } = model;
    const vector = await withPatience(
      embedder.embed([query], 'query', signal).then(
        ([first]) => first,
        (error: unknown) => {
          if (signal.aborted) throw error;
          this.context.logger.warn(`index: the query has no vector: ${errorMessage(error)}`);
          return undefined;
        },
      ),
      patience,
    );
    return { model: key, table, vector, weight: embedder.denseWeight };
  }

  #scheduleUpkeep(): void {
    const due = this.store.needsUpkeep;
    // Saves that follow each other closely do not put it off for ever.
    if (due && this.#upkeepIsDue) return;
    clearTimeout(this.#upkeepTimer);
    this.#upkeepIsDue = due;
    if (this.#lock === undefined || this.#disposed) return;
    this.#upkeepTimer = setTimeout(
      () => {
        this.#upkeepIsDue = false;
        this.#upkeep(!due).catch(async (error: unknown) => {
          if (this.#disposed) return;
          this.context.logger.warn(`index: compaction failed: ${errorMessage(error)}`);
          await this.#repair();
        });
      },
      due ? pauseBeforeDueUpkeep : idleBeforeUpkeep,
    );
    this.#upkeepTimer.unref();
  }

  /** Beside the updates: compacting a large table takes seconds, and a save does not wait for it. */
  async #upkeep(settled: boolean): Promise<void> {
    if (settled) {
      const indexer = this.#indexer();
      await this.#inTurn(async () => (this.#disposed ? undefined : indexer.collectGarbage()));
    }
    if (this.#disposed) return;
    await this.#maintain(settled);
    if (!settled) this.#scheduleUpkeep();
    await this.#measureDisk();
    this.#publish();
  }

  async #measureDisk(): Promise<void> {
    const folders =
      this.folders.isLocal && !this.folders.tables.startsWith(this.folders.catalogue)
        ? [this.folders.catalogue, this.folders.tables]
        : [this.folders.catalogue];
    let bytes = 0;
    for (const folder of folders) bytes += await bytesBelow(folder);
    this.#bytesOnDisk = bytes;
  }

  #publish(): void {
    if (!this.#disposed) this.context.onStatus(this.status);
  }
}

/** What the catalogue remembers of the model whose vectors were complete last. */
const answeringSchema = z.object({
  name: z.string(),
  choice: embedderSchema,
});
type Answering = z.infer<typeof answeringSchema>;

/** The name of a model for people. */
function nameOf(choice: Exclude<EmbedderChoice, { kind: 'none' }>): string {
  return choice.kind === 'transformers' ? choice.id : choice.model;
}

/** Whether two choices are one model; its folder or address may differ. */
function isSameModel(a: EmbedderChoice, b: EmbedderChoice): boolean {
  return a.kind !== 'none' && b.kind !== 'none' && a.kind === b.kind && nameOf(a) === nameOf(b);
}

/** Where catalogue and tables of an index lie. */
function foldersOf({ storeUri, catalogueFolder }: KnowledgeOptions): {
  catalogue: string;
  tables: string;
  isLocal: boolean;
} {
  const isLocal = !/^[a-z][a-z\d+.-]+:\/\//iu.test(storeUri);
  // LanceDB takes a relative path that begins with "db" for its cloud.
  if (isLocal) {
    const folder = path.resolve(storeUri);
    return { catalogue: catalogueFolder ?? folder, tables: path.join(folder, 'tables'), isLocal };
  }
  const name = createHash('sha256').update(storeUri).digest('hex').slice(0, 16);
  return { catalogue: catalogueFolder ?? path.join(rempartHome(), 'index', name), tables: storeUri, isLocal };
}

/** A damaged catalogue is made anew by the writer: everything in it can be read again from the disk. */
function openCatalogue(file: string, writer: boolean): { opened: Catalogue; wasDamaged: boolean } {
  try {
    return { opened: new Catalogue(file, { readOnly: !writer }), wasDamaged: false };
  } catch (error) {
    if (!writer || !isDamage(error)) throw error;
    removeDatabase(file);
    return { opened: new Catalogue(file), wasDamaged: true };
  }
}

async function withPatience<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}

async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  try {
    for (const entry of await fs.promises.readdir(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) bytes += await bytesBelow(file);
      else if (entry.isFile()) bytes += (await fs.promises.stat(file)).size;
    }
  } catch {
    // Compaction may remove files while they are counted.
  }
  return bytes;
}
