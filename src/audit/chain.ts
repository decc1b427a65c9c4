// The hash chain of the audit log: canonical JSON, the link between records, and the check of a whole log.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { count } from '../base/format';
import { t } from '../base/l10n';
import { HEAD_FILE, logFiles, readHead, type Head } from './files';
import type { AuditRecord } from './types';

/** What the first record of a log links to. */
export const GENESIS = '0'.repeat(64);

/** Lines longer than this are no records; also the most memory that a check takes for one line, in bytes. */
export const LONGEST_LINE = 1 << 20;

/** JSON with sorted keys and without blanks (RFC 8785 for the strings, integers, booleans and arrays of a record). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Hex SHA-256 over the canonical JSON of a record without its `hash`. */
export function recordHash(record: Omit<AuditRecord, 'hash'>): string {
  return createHash('sha256')
    .update(canonicalJson({ ...record, hash: undefined }))
    .digest('hex');
}

/**
 * `sha256:…` of a question. Plain SHA-256, so that the same question can be recognised across logs; whoever holds the log
 * and a list of likely questions can therefore find out whether one of them was asked. It hides text, not guesses.
 */
export function queryHash(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

/** Why a log is not whole; stable, for programs. */
export type BrokenChain =
  'unreadable' | 'not-canonical' | 'hash' | 'sequence' | 'link' | 'torn-tail' | 'truncated' | 'beginning-missing';

export interface ChainVerdict {
  readonly ok: boolean;
  /** Records that were read and found whole. */
  readonly records: number;
  /** Sequence number of the first record that is wrong or missing. */
  readonly brokenAt?: number;
  /** Why, in the language in use. */
  readonly reason?: string;
  readonly code?: BrokenChain;
  /** File in which the break stands. */
  readonly file?: string;
  /** First and last sequence number. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * Checks a log: one file, or a folder with all its files in order. Each record must be canonical, carry its own hash, and
 * link to the one before; in a folder the last record must not lie behind the noted head (else the end was cut off), and a
 * missing beginning must be accounted for by a retention record. What this cannot show is that somebody with write access
 * rewrote everything from some record on, head included: ship the log or its head elsewhere against that.
 */
export async function verifyChain(fileOrFolder: string): Promise<ChainVerdict> {
  const isFolder = (await fs.stat(fileOrFolder)).isDirectory();
  const folder = isFolder ? fileOrFolder : path.dirname(fileOrFolder);
  const files = isFolder ? await logFiles(folder) : [path.resolve(fileOrFolder)];
  const walk = new Walk();
  for (const file of files) {
    await walk.read(file);
    if (walk.broken !== undefined) return walk.verdict();
  }
  // A single file may be an older one: only the one that is being written has to reach up to the head.
  const head = await readHead(path.join(folder, HEAD_FILE));
  const isNewest = isFolder || (await logFiles(folder)).at(-1) === files.at(-1);
  if (head !== undefined && isNewest) walk.compare(head);
  if (isFolder) walk.accountForBeginning();
  return walk.verdict();
}

/** Reads the records of the files in order; stops at the first that is wrong. */
class Walk {
  broken: { readonly code: BrokenChain; readonly at: number; readonly file?: string } | undefined;
  #records = 0;
  #first: AuditRecord | undefined;
  #last: AuditRecord | undefined;
  readonly #retained: { readonly through: number; readonly hash: string }[] = [];
  readonly #hashes = new Map<number, string>();

  async read(file: string): Promise<void> {
    for await (const { line, complete } of lines(file)) {
      const code = complete ? this.#next(line) : 'torn-tail';
      if (code !== undefined) {
        this.broken = { code, at: (this.#last?.sequence ?? 0) + 1, file };
        return;
      }
    }
  }

  /** Takes one line; the reason why it does not go on from the last one, or undefined. */
  #next(line: Buffer): BrokenChain | undefined {
    const record = parseRecord(line);
    if (record === undefined) return 'unreadable';
    if (!line.equals(Buffer.from(canonicalJson(record), 'utf8'))) return 'not-canonical';
    if (recordHash(record) !== record.hash) return 'hash';
    if (this.#last !== undefined) {
      if (record.sequence !== this.#last.sequence + 1) return 'sequence';
      if (record.previous_hash !== this.#last.hash) return 'link';
    } else if (record.sequence === 1 && record.previous_hash !== GENESIS) return 'link';
    this.#first ??= record;
    this.#last = record;
    this.#records++;
    // The head may lag by what was written when a process died; older hashes are not needed.
    this.#hashes.set(record.sequence, record.hash);
    this.#hashes.delete(record.sequence - 4096);
    const retained = retention(record);
    if (retained !== undefined) this.#retained.push(retained);
    return undefined;
  }

  compare(head: Head): void {
    if (this.broken !== undefined) return;
    const last = this.#last?.sequence ?? 0;
    if (head.sequence > last) this.broken = { code: 'truncated', at: last + 1 };
    else {
      const seen = this.#hashes.get(head.sequence);
      if (seen !== undefined && seen !== head.hash) this.broken = { code: 'link', at: head.sequence };
    }
  }

  accountForBeginning(): void {
    const first = this.#first;
    if (this.broken !== undefined || first === undefined || first.sequence === 1) return;
    const known = this.#retained.some(
      ({ through, hash }) => through === first.sequence - 1 && hash === first.previous_hash,
    );
    if (!known) this.broken = { code: 'beginning-missing', at: 1 };
  }

  verdict(): ChainVerdict {
    const range =
      this.#first === undefined || this.#last === undefined
        ? {}
        : { from: this.#first.sequence, to: this.#last.sequence };
    if (this.broken === undefined) return { ok: true, records: this.#records, ...range };
    const { code, at, file } = this.broken;
    return {
      ok: false,
      records: this.#records,
      brokenAt: at,
      code,
      reason: describe(code),
      ...(file === undefined ? {} : { file }),
      ...range,
    };
  }
}

/** The event that a log writes about itself when old files are removed. */
export const RETENTION_EVENT = 'audit.retention';

function retention(record: AuditRecord): { through: number; hash: string } | undefined {
  if (record.event_type !== RETENTION_EVENT) return undefined;
  const [through, hash] = record.reasons ?? [];
  return through === undefined || hash === undefined
    ? undefined
    : { through: Number(through.replace(/^through:/u, '')), hash: hash.replace(/^hash:/u, '') };
}

function describe(code: BrokenChain): string {
  switch (code) {
    case 'unreadable':
      return t('the line is not a record');
    case 'not-canonical':
      return t('the line was rewritten');
    case 'hash':
      return t('the record was changed');
    case 'sequence':
      return t('a record is missing or out of order');
    case 'link':
      return t('the record does not link to the one before');
    case 'torn-tail':
      return t('the last line is not complete');
    case 'truncated':
      return t('the end of the log was cut off');
    case 'beginning-missing':
      return t('the beginning of the log is missing');
  }
}

/** A record from a line; undefined when it is none. */
export function parseRecord(line: Buffer): AuditRecord | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is AuditRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Partial<Record<keyof AuditRecord, unknown>>;
  return (
    Number.isSafeInteger(record.sequence) &&
    typeof record.hash === 'string' &&
    typeof record.previous_hash === 'string' &&
    typeof record.timestamp === 'string' &&
    typeof record.event_type === 'string' &&
    areStrings(record.reasons) &&
    areStrings(record.rag_documents_accessed)
  );
}

function areStrings(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}

/** The lines of a file as bytes, without their line feeds; the last one is incomplete when none follows it. */
export async function* lines(file: string): AsyncGenerator<{ readonly line: Buffer; readonly complete: boolean }> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10)) {
      yield { line: data.subarray(0, end), complete: true };
      data = data.subarray(end + 1);
    }
    rest = data;
    if (rest.length > LONGEST_LINE) break;
  }
  if (rest.length > 0) yield { line: rest, complete: false };
}

/** What a check of the chain found, in one sentence. */
export function chainSentence({ ok, records, brokenAt, reason }: ChainVerdict): string {
  if (!ok) return t('The log is broken at record {0}: {1}', brokenAt ?? '?', reason ?? '');
  return count(
    records,
    (n) => t('The log is whole: {0} record, linked to the one before.', n),
    (n) => t('The log is whole: {0} records, each linked to the one before.', n),
  );
}
