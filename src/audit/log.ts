// The audit log: appends records to one hash chain that all processes of this user share.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RempartError } from '../base/errors';
import { silentLogger, type Logger } from '../base/logger';
import { canonicalJson, GENESIS, LONGEST_LINE, parseRecord, recordHash, RETENTION_EVENT } from './chain';
import { ACTIVE_FILE, HEAD_FILE, logFiles, readHead, rotatedName, withLock, writeHead, type Head } from './files';
import type { AuditEvent, AuditRecord } from './types';

export interface AuditLogOptions {
  /** Folder of the log; made with mode 0700 when it is not there. */
  readonly folder: string;
  readonly userId: string;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
  /** A file that has grown to this many bytes is closed and the next one begun. Default 10 MiB. */
  readonly maxBytes?: number;
  /** How much is kept beside the active file; a record of the removal keeps the chain accounted for. Default: all. */
  readonly retention?: { readonly files?: number; readonly days?: number };
  readonly logger?: Logger;
}

const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
const DAY = 86_400_000;
/** A file holds no more days than this where retention is counted in days, as files are removed as a whole. */
const LONGEST_SPAN_DAYS = 30;

/** Writes events to the log. Appends are serialised within the process and, by a lock, between processes. */
export class AuditLog {
  readonly #options: AuditLogOptions;
  readonly #active: string;
  readonly #head: string;
  #queue: { readonly event: AuditEvent; resolve(record: AuditRecord): void; reject(error: unknown): void }[] = [];
  #writing: Promise<void> | undefined;
  #closed = false;

  private constructor(options: AuditLogOptions) {
    this.#options = options;
    this.#active = path.join(options.folder, ACTIVE_FILE);
    this.#head = path.join(options.folder, HEAD_FILE);
  }

  /** Opens the log of a folder; a line that a crash left incomplete is set aside and recorded. */
  static async open(options: AuditLogOptions): Promise<AuditLog> {
    await fs.mkdir(options.folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') await fs.chmod(options.folder, 0o700);
    const log = new AuditLog(options);
    await withLock(options.folder, async () => {
      const recovered = await log.#recover();
      if (recovered.length > 0) await log.#write(recovered);
    });
    return log;
  }

  /** The file that is being written. */
  get file(): string {
    return this.#active;
  }

  /**
   * Appends an event and returns the record that is on disk, flushed. Only the fields of `AuditEvent` are taken: text has no
   * place in the log. Events that come together are written together.
   */
  append(event: AuditEvent): Promise<AuditRecord> {
    if (this.#closed) return Promise.reject(new RempartError('audit-closed', 'The audit log is closed'));
    return new Promise<AuditRecord>((resolve, reject) => {
      this.#queue.push({ event: onlyKnownFields(event), resolve, reject });
      this.#writing ??= this.#drain();
    });
  }

  /**
   * Removes what is older than the retention allows. Files are removed as a whole, and the one that is being written is closed
   * when it reaches back more than a month (or the retention, where that is shorter): a record stays that much longer at most.
   */
  async prune(): Promise<void> {
    const days = this.#options.retention?.days ?? Number.POSITIVE_INFINITY;
    await withLock(this.#options.folder, async () => {
      await this.#write(await this.#recover());
      const first = parseRecord(await firstLine(this.#active));
      if (first !== undefined && this.#isOlder(first, Math.min(days, LONGEST_SPAN_DAYS)) && Number.isFinite(days))
        await this.#rotate();
      await this.#removeOld((events) => this.#write(events));
    });
  }

  /** Waits for what is under way; afterwards nothing more is taken. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
  }

  async #drain(): Promise<void> {
    // Let the callers of this turn of the loop join the same write.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0);
      try {
        const records = await withLock(this.#options.folder, async () => {
          const recovered = await this.#recover();
          const written = await this.#write([...recovered, ...batch.map(({ event }) => event)]);
          return written.slice(recovered.length);
        });
        for (const [i, waiting] of batch.entries()) {
          const record = records[i];
          if (record === undefined) waiting.reject(new RempartError('audit-write', 'The audit record was not written'));
          else waiting.resolve(record);
        }
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    this.#writing = undefined;
  }

  /** Appends the events after the last record on disk; the lock is held. */
  async #write(events: readonly AuditEvent[]): Promise<AuditRecord[]> {
    const records: AuditRecord[] = [];
    let last = await this.#last();
    let pending = '';
    let size = await sizeOf(this.#active);
    const flush = async (): Promise<void> => {
      if (pending === '') return;
      await appendDurably(this.#active, pending);
      pending = '';
      await writeHead(this.#head, last);
    };
    const add = (event: AuditEvent): void => {
      const record = this.#record(event, last);
      const line = `${canonicalJson(record)}\n`;
      pending += line;
      size += Buffer.byteLength(line);
      last = { sequence: record.sequence, hash: record.hash };
      records.push(record);
    };
    for (const event of events) {
      if (size >= (this.#options.maxBytes ?? DEFAULT_MAX_BYTES)) {
        await flush();
        await this.#rotate();
        size = 0;
        await this.#removeOld(async (removals) => {
          for (const removal of removals) {
            add(removal);
            records.pop();
          }
          await flush();
        });
      }
      add(event);
    }
    await flush();
    return records;
  }

  #record(event: AuditEvent, last: Head): AuditRecord {
    const now = this.#options.clock?.() ?? Date.now();
    const body = {
      ...event,
      timestamp: new Date(now).toISOString(),
      user_id: this.#options.userId,
      sequence: last.sequence + 1,
      previous_hash: last.hash,
    };
    return { ...body, hash: recordHash(body) };
  }

  /**
   * The record to link to: the last one on disk. Where the noted head lies further, the end was cut off; going on from the
   * head leaves a gap that the check finds. So does a last line that is no record.
   */
  async #last(): Promise<Head> {
    const head = await readHead(this.#head);
    for (const file of (await logFiles(this.#options.folder)).reverse()) {
      const line = await lastLine(file);
      if (line.length === 0) continue;
      const record = parseRecord(line);
      if (record === undefined) break;
      if (head !== undefined && head.sequence > record.sequence) return head;
      return { sequence: record.sequence, hash: record.hash };
    }
    return head ?? { sequence: 0, hash: GENESIS };
  }

  /** Sets an incomplete last line aside; returns the event that tells of it. */
  async #recover(): Promise<AuditEvent[]> {
    const tail = await tornTail(this.#active);
    if (tail === undefined) return [];
    const digest = createHash('sha256').update(tail).digest('hex');
    await fs.writeFile(path.join(this.#options.folder, `audit-torn-${digest.slice(0, 12)}.bin`), tail, { mode: 0o600 });
    await fs.truncate(this.#active, (await sizeOf(this.#active)) - tail.length);
    (this.#options.logger ?? silentLogger).warn(
      `audit: set aside an incomplete line of ${String(tail.length)} bytes that a crash left`,
    );
    return [
      {
        event_type: 'audit.recovered',
        session_id: '',
        action: 'INFO',
        reasons: ['torn-line', `bytes:${String(tail.length)}`, `sha256:${digest}`],
      },
    ];
  }

  async #rotate(): Promise<void> {
    const first = parseRecord(await firstLine(this.#active));
    const head = await readHead(this.#head);
    await fs.rename(this.#active, path.join(this.#options.folder, rotatedName(first?.sequence ?? head?.sequence ?? 0)));
  }

  /**
   * Removes finished files beyond the retention. Before that `tell` writes an event for each that names its last record: a
   * crash in between leaves a file too many, not a gap.
   */
  async #removeOld(tell: (events: readonly AuditEvent[]) => Promise<unknown>): Promise<void> {
    const { files = Number.POSITIVE_INFINITY, days = Number.POSITIVE_INFINITY } = this.#options.retention ?? {};
    const finished = (await logFiles(this.#options.folder)).filter((file) => path.basename(file) !== ACTIVE_FILE);
    const events: AuditEvent[] = [];
    const old: string[] = [];
    for (const [i, file] of finished.entries()) {
      const last = parseRecord(await lastLine(file));
      if (last === undefined) break;
      const tooMany = finished.length - i > files;
      if (!tooMany && !this.#isOlder(last, days)) break;
      old.push(file);
      events.push({
        event_type: RETENTION_EVENT,
        session_id: '',
        action: 'INFO',
        reasons: [`through:${String(last.sequence)}`, `hash:${last.hash}`],
      });
    }
    await tell(events);
    for (const file of old) await fs.rm(file, { force: true });
  }

  #isOlder({ timestamp }: AuditRecord, days: number): boolean {
    return (this.#options.clock?.() ?? Date.now()) - Date.parse(timestamp) > days * DAY;
  }
}

/** The file of a folder's log that is being written; undefined while nothing was written yet. */
export async function currentLogFile(folder: string): Promise<string | undefined> {
  const file = path.join(folder, ACTIVE_FILE);
  return (await sizeOf(file)) > 0 ? file : undefined;
}

/** The name under which this user's events stand in the log. */
export function localUserId(): string {
  try {
    return os.userInfo().username;
  } catch {
    return 'unknown';
  }
}

const FIELDS = [
  'event_type',
  'session_id',
  'action',
  'query_hash',
  'query_length',
  'response_length',
  'model',
  'model_digest',
  'endpoint',
  'latency_ms',
  'rag_documents_accessed',
  'security_flags',
  'reasons',
] as const satisfies readonly (keyof AuditEvent)[];

function onlyKnownFields(event: AuditEvent): AuditEvent {
  const known = FIELDS.filter((field) => event[field] !== undefined).map((field) => [field, event[field]]);
  // A copy, so that what the caller changes later is not what is hashed.
  return JSON.parse(JSON.stringify(Object.fromEntries(known))) as AuditEvent;
}

async function appendDurably(file: string, text: string): Promise<void> {
  const handle = await fs.open(file, 'a', 0o600);
  try {
    await handle.appendFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await fs.stat(file)).size;
  } catch {
    return 0;
  }
}

/** The bytes after the last line feed; undefined when the file ends with one or is empty. */
async function tornTail(file: string): Promise<Buffer | undefined> {
  const size = await sizeOf(file);
  if (size === 0) return undefined;
  const tail = await readBack(file, size);
  const feed = tail.lastIndexOf(10);
  return feed === tail.length - 1 ? undefined : tail.subarray(feed + 1);
}

/** The last complete line, without its line feed. */
async function lastLine(file: string): Promise<Buffer> {
  const tail = await readBack(file, await sizeOf(file));
  const end = tail.lastIndexOf(10);
  return end < 0 ? Buffer.alloc(0) : tail.subarray(tail.lastIndexOf(10, end - 1) + 1, end);
}

/** The end of a file, as long as one line may be. */
async function readBack(file: string, size: number): Promise<Buffer> {
  return readAt(file, Math.max(0, size - LONGEST_LINE), Math.min(size, LONGEST_LINE));
}

async function firstLine(file: string): Promise<Buffer> {
  const head = await readAt(file, 0, Math.min(await sizeOf(file), LONGEST_LINE));
  const end = head.indexOf(10);
  return end < 0 ? head : head.subarray(0, end);
}

async function readAt(file: string, position: number, length: number): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0);
  const handle = await fs.open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
