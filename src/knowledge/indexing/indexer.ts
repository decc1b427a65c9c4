// Brings catalogue and tables up to date with the disk: plan, read, cut, commit in batches that survive a kill.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { errorMessage, RempartError } from '../../base/errors';
import { chunkDocument, chunkerVersion, chunkParsed, type Chunk } from '../chunking';
import type { Outliner } from '../chunking/syntax/thread';
import { classifyPath } from '../documents/classification';
import { IgnoreRules, ignoreFileNames } from '../documents/ignoreRules';
import type { DocumentProblem } from '../documents/formats/types';
import { readersVersion } from '../documents/formats/version';
import { documentFormatOf, languageOf, type FileLanguage } from '../documents/languages';
import type { DocumentParser } from '../documents/parser';
import { problemText } from '../documents/problems';
import { decodeText, largestSize, looksGenerated, readRaw, type RawDocument } from '../documents/read';
import { scanFolder, type ScanProblem, type ScannedFile } from '../documents/scan';
import { analyse, analysisVersion } from '../retrieval/analysis';
import type { Catalogue, FileRecord, IndexedFile, Member } from '../store/catalogue';
import type { ChunkStore, StoredChunk } from '../store/types';
import type { IndexProgress } from '../types';
import type { Room, SizeLimit } from './sizeLimit';

export interface IndexerOptions {
  readonly roots: readonly string[];
  readonly excludes: readonly string[];
  readonly maxFileBytes: number;
}

export interface UpdateResult {
  readonly changedFiles: number;
  /** Files that are not in the index because it has its largest size. */
  readonly leftOut: number;
  readonly errors: ScanProblem[];
}

/** Everything that makes old chunks useless when it changes. */
const contentVersion = `${chunkerVersion}.${analysisVersion}`;
/** Everything that makes files be read again when it changes; chunks that stay the same are known again. */
export const readingVersion = `${contentVersion}.${readersVersion}`;

/** A batch is committed at the first of these limits. */
const batchLimits = { chunks: 1500, files: 500, milliseconds: 3000 };
/**
 * While many files are read, tables are compacted after so many new chunks, and so large a share of all: each compaction
 * reads all of them, and the rest of a table is searched without an index.
 */
const compactAfter = { chunks: 20_000, share: 0.5 };
/** Older versions kept while many files are read, milliseconds: searches go on meanwhile. */
const keepDuringIngest = 60_000;
/** A file changed this shortly before it was read may change again within the same time stamp, milliseconds. */
const racy = 50;
/** Chunks without a file are kept for the next branch switch, but not more than this share of all, once above the minimum. */
const orphanLimits = { share: 0.25, minimum: 2000 };

interface Candidate {
  readonly root: string;
  readonly path: string;
  readonly known: FileRecord | undefined;
}

interface Plan {
  readonly changed: Candidate[];
  readonly removed: { readonly root: string; readonly path: string }[];
  readonly problems: ScanProblem[];
}

export class Indexer {
  #rules = new Map<string, IgnoreRules>();
  #sinceCompaction = 0;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly store: ChunkStore,
    private readonly options: IndexerOptions,
    private readonly parser: DocumentParser,
    private readonly outliner: Outliner,
    private readonly limit: SizeLimit,
  ) {}

  /** Makes these absolute paths be read by the next update though they look unchanged. */
  forget(paths: readonly string[]): void {
    for (const file of paths) {
      for (const root of this.options.roots.filter((folder) => isInside(folder, file)))
        this.catalogue.forgetHash(root, path.relative(root, file).split(path.sep).join('/'));
    }
  }

  /**
   * Brings all roots, or these absolute paths, up to date. What `progress` has counted is durable.
   * @throws AbortError when the signal fires; what was committed until then stays
   */
  async update(
    paths: readonly string[] | undefined,
    signal: AbortSignal,
    progress: (progress: IndexProgress) => void,
  ): Promise<UpdateResult> {
    this.#rules = new Map();
    progress({ phase: 'scanning', done: 0, total: 0 });
    const plan = await this.#plan(paths, signal);
    if (plan.removed.length > 0)
      this.catalogue.transaction(() => {
        for (const { root, path: relative } of plan.removed) this.catalogue.removeFile(root, relative);
      });
    const { changed, leftOut } = await this.#readAll(plan, signal, progress);
    progress({ phase: 'finishing', done: plan.changed.length, total: plan.changed.length });
    // Counting goes through all chunks: after a save it waits for an idle moment.
    if (paths === undefined) await this.collectGarbage();
    return {
      changedFiles: changed + plan.removed.length,
      leftOut,
      errors: [...plan.problems, ...this.knownProblems()],
    };
  }

  /** Of files that were read once and not again, as long as they stay the same. */
  knownProblems(): ScanProblem[] {
    return this.catalogue
      .problems()
      .filter(({ root }) => this.options.roots.includes(root))
      .map(({ path: relative, problem }) => ({ path: relative, message: problemText(problem) }));
  }

  async #plan(paths: readonly string[] | undefined, signal: AbortSignal): Promise<Plan> {
    const plan: Plan = { changed: [], removed: [], problems: [] };
    const touchesRules = paths?.some((file) => (ignoreFileNames as readonly string[]).includes(path.basename(file)));
    if (paths === undefined || touchesRules === true) {
      for (const root of this.options.roots) await this.#planFolder(plan, root, '', signal);
      return plan;
    }
    const seen = new Set<string>();
    for (const absolute of paths) {
      if (seen.has(absolute)) continue;
      seen.add(absolute);
      // A folder of the workspace may lie in another one.
      for (const root of this.options.roots.filter((folder) => isInside(folder, absolute))) {
        const relative = path.relative(root, absolute).split(path.sep).join('/');
        await this.#planPath(plan, root, relative, signal);
      }
    }
    return plan;
  }

  async #planPath(plan: Plan, root: string, relative: string, signal: AbortSignal): Promise<void> {
    if (relative === '') return this.#planFolder(plan, root, '', signal);
    const stat = plainStat(root, relative);
    const gone = (): void => {
      for (const file of this.catalogue.pathsBelow(root, relative)) plan.removed.push({ root, path: file });
    };
    if (stat === undefined || this.#rulesOf(root).ignoresAnywhere(relative, stat.isDirectory())) {
      gone();
      return;
    }
    if (stat.isDirectory()) return this.#planFolder(plan, root, relative, signal);
    // What was a folder may be a file now.
    for (const file of this.catalogue.pathsBelow(root, relative))
      if (file !== relative) plan.removed.push({ root, path: file });
    if (languageOf(relative) === undefined) return;
    const known = this.catalogue.file(root, relative);
    if (!this.#isCurrent(known, { path: relative, size: stat.size, mtimeMs: stat.mtimeMs }))
      plan.changed.push({ root, path: relative, known });
  }

  async #planFolder(plan: Plan, root: string, from: string, signal: AbortSignal): Promise<void> {
    const known = this.catalogue.files(root);
    const { files, problems } = await scanFolder(root, this.#rulesOf(root), { from, signal });
    plan.problems.push(...problems);
    const present = new Set<string>();
    for (const file of files) {
      present.add(file.path);
      const record = known.get(file.path);
      if (!this.#isCurrent(record, file)) plan.changed.push({ root, path: file.path, known: record });
    }
    // What cannot be listed now, a share or a drive that is away, is not gone.
    const unread = problems.map(({ path: folder }) => (folder === '.' ? '' : `${folder}/`));
    for (const file of known.keys())
      if (
        !present.has(file) &&
        (from === '' || file === from || file.startsWith(`${from}/`)) &&
        !unread.some((folder) => file.startsWith(folder))
      )
        plan.removed.push({ root, path: file });
  }

  /** Whether a file is in the index as it is, and as it should be. */
  #isCurrent(known: FileRecord | undefined, file: ScannedFile): boolean {
    if (!isUnchanged(known, file)) return false;
    const language = languageOf(file.path);
    // The limit may be lower than it was: reading the file tells so, and removes it.
    return language !== undefined && file.size <= largestSize(this.options.maxFileBytes, language);
  }

  async #readAll(
    plan: Plan,
    signal: AbortSignal,
    progress: (progress: IndexProgress) => void,
  ): Promise<{ readonly changed: number; readonly leftOut: number }> {
    const total = plan.changed.length;
    let done = 0;
    let changed = 0;
    let leftOut = 0;
    let room: Room = total === 0 ? 'all' : await this.limit.room();
    let charactersLeft = await this.limit.charactersLeft(room);
    let batch = new Batch();
    const flush = async (): Promise<void> => {
      await this.#commit(batch);
      done += batch.seen;
      batch = new Batch();
      progress({ phase: 'reading', done, total });
      // Also after the last: what changed leaves chunks behind that nothing uses.
      room = await this.limit.room();
      charactersLeft = await this.limit.charactersLeft(room);
    };
    progress({ phase: 'reading', done, total });
    for (const candidate of plan.changed) {
      signal.throwIfAborted();
      if (room === 'all' || (room === 'known' && candidate.known !== undefined)) {
        const state = await this.#readOne(candidate, batch, plan.problems, signal);
        if (state === 'changed') changed++;
      } else {
        leftOut++;
        // What it said before is no longer so.
        if (candidate.known !== undefined) batch.removed.push({ root: candidate.root, path: candidate.path });
      }
      batch.seen++;
      if (batch.isFull(charactersLeft)) await flush();
      else if (batch.seen % 16 === 0) await setImmediate();
    }
    if (total > 0) await flush();
    return { changed, leftOut };
  }

  async #readOne(
    { root, path: relative, known }: Candidate,
    batch: Batch,
    problems: ScanProblem[],
    signal: AbortSignal,
  ): Promise<'changed' | 'same'> {
    const language = languageOf(relative);
    if (language === undefined) return 'same';
    const drop = (): 'changed' | 'same' => {
      if (known === undefined) return 'same';
      batch.removed.push({ root, path: relative });
      return 'changed';
    };
    let raw: RawDocument;
    try {
      raw = readRaw(path.join(root, relative), this.options.maxFileBytes, language);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'ENOENT' && code !== 'ELOOP') problems.push({ path: relative, message: reasonOf(error) });
      return drop();
    }
    const mtimeMs = Date.now() - raw.mtimeMs < racy ? 0 : raw.mtimeMs;
    if (known?.hash === raw.hash) {
      batch.touched.push({ root, path: relative, size: raw.size, mtimeMs });
      return 'same';
    }
    let members: readonly Member[];
    let problem: DocumentProblem | undefined;
    try {
      const same = this.catalogue.membersOfContent(raw.hash, language.id);
      if (same === undefined) {
        const read = await this.#chunksOf(raw, language, signal);
        problem = read.problem;
        members = this.#cut(read.chunks, batch);
      } else members = same;
    } catch (error) {
      signal.throwIfAborted();
      // A file that is no text is remembered as empty, so that it is not read again before it changes.
      members = [];
      if (!RempartError.is(error, 'binary')) problems.push({ path: relative, message: reasonOf(error) });
    }
    const classification = classifyPath(relative, language.kind);
    batch.files.push({
      root,
      path: relative,
      size: raw.size,
      mtimeMs,
      hash: raw.hash,
      language: language.id,
      classification,
      members,
      ...(problem === undefined ? {} : { problem }),
    });
    return 'changed';
  }

  async #chunksOf(
    raw: RawDocument,
    language: FileLanguage,
    signal: AbortSignal,
  ): Promise<{ readonly chunks: readonly Chunk[]; readonly problem?: DocumentProblem }> {
    const format = documentFormatOf(language);
    if (format !== undefined) {
      const { sections, problem } = await this.parser.parse(format, raw.bytes, signal);
      return { chunks: chunkParsed(sections), ...(problem === undefined ? {} : { problem }) };
    }
    const text = decodeText(raw.bytes);
    if (looksGenerated(text, language)) return { chunks: [] };
    return { chunks: chunkDocument(text, language, await this.outliner.outline(text, language.id)) };
  }

  #cut(chunks: readonly Chunk[], batch: Batch): Member[] {
    return chunks.map(({ text, heading, ...place }) => {
      const id = createHash('sha256')
        .update(JSON.stringify([contentVersion, heading, text]))
        .digest('hex')
        .slice(0, 32);
      if (!batch.chunks.has(id)) {
        const terms = analyse(`${heading.join('\n')}\n${text}`).join(' ');
        batch.add({ id, text, terms, heading });
      }
      return { chunk: id, ...place };
    });
  }

  /** Chunks first, then the files that refer to them: a kill in between leaves chunks that the next run finds and uses. */
  async #commit(batch: Batch): Promise<void> {
    const known = this.catalogue.known([...batch.chunks.keys()]);
    const fresh = [...batch.chunks.values()].filter(({ id }) => !known.has(id));
    await this.store.add(fresh);
    this.#sinceCompaction += fresh.length;
    const { chunks, share } = compactAfter;
    const isDue = this.#sinceCompaction >= Math.max(chunks, share * this.catalogue.counts().chunks);
    if (isDue && this.store.needsUpkeep) {
      await this.store.maintain({ settled: false, retention: keepDuringIngest });
      this.#sinceCompaction = 0;
    }
    this.catalogue.transaction(() => {
      this.catalogue.addChunks(fresh.map(({ id }) => id));
      for (const file of batch.files) this.catalogue.putFile(file);
      for (const { root, path: relative, size, mtimeMs } of batch.touched)
        this.catalogue.touchFile(root, relative, size, mtimeMs);
      for (const { root, path: relative } of batch.removed) this.catalogue.removeFile(root, relative);
    });
  }

  /** Removes chunks that no file has, once there are many: until then they wait for the branch to be switched back. */
  async collectGarbage(): Promise<void> {
    const { orphans, all } = this.catalogue.orphanCount();
    if (orphans < orphanLimits.minimum || orphans < all * orphanLimits.share) return;
    const ids = this.catalogue.orphans(orphans);
    // The catalogue first: a kill in between leaves rows that the next run finds and knows again.
    this.catalogue.transaction(() => this.catalogue.removeChunks(ids));
    await this.store.remove(ids);
  }

  #rulesOf(root: string): IgnoreRules {
    let rules = this.#rules.get(root);
    if (rules === undefined) {
      rules = new IgnoreRules(root, this.options.excludes);
      this.#rules.set(root, rules);
    }
    return rules;
  }
}

class Batch {
  readonly chunks = new Map<string, StoredChunk>();
  readonly files: IndexedFile[] = [];
  readonly touched: { root: string; path: string; size: number; mtimeMs: number }[] = [];
  readonly removed: { root: string; path: string }[] = [];
  seen = 0;
  #characters = 0;
  readonly #started = performance.now();

  add(chunk: StoredChunk): void {
    this.chunks.set(chunk.id, chunk);
    this.#characters += chunk.text.length;
  }

  isFull(charactersLeft: number): boolean {
    return (
      this.#characters >= charactersLeft ||
      this.chunks.size >= batchLimits.chunks ||
      this.seen >= batchLimits.files ||
      performance.now() - this.#started >= batchLimits.milliseconds
    );
  }
}

function isUnchanged(known: FileRecord | undefined, file: ScannedFile): boolean {
  return known !== undefined && known.hash !== '' && known.size === file.size && known.mtimeMs === file.mtimeMs;
}

export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}

/** The state of a file or folder that is reached without any symbolic link below the root. */
function plainStat(root: string, relative: string): fs.Stats | undefined {
  let stat: fs.Stats | undefined;
  let at = root;
  try {
    for (const part of relative.split('/')) {
      at = path.join(at, part);
      stat = fs.lstatSync(at);
      if (stat.isSymbolicLink()) return undefined;
    }
  } catch {
    return undefined;
  }
  return stat?.isFile() === true || stat?.isDirectory() === true ? stat : undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof RempartError) return error.message;
  return (error as NodeJS.ErrnoException).code ?? errorMessage(error);
}
