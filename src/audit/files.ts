// Where the audit log lies: its files in order, the note of its head, and the lock that keeps writers apart.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { RempartError } from '../base/errors';
import { t } from '../base/l10n';

/** The file that is being written. */
export const ACTIVE_FILE = 'audit.jsonl';
/** Sequence and hash of the last record: shows that the end of the log was cut off. */
export const HEAD_FILE = 'audit.head';
const LOCK_FILE = 'audit.lock';
const ROTATED = /^audit-(\d{12})\.jsonl$/u;

/** Name of a finished file: the sequence number of its first record, so that names sort as records do. */
export function rotatedName(firstSequence: number): string {
  return `audit-${String(firstSequence).padStart(12, '0')}.jsonl`;
}

/** The files of a log, oldest first, the active one last. */
export async function logFiles(folder: string): Promise<string[]> {
  const names = await fs.readdir(folder);
  const rotated = names.filter((name) => ROTATED.test(name)).sort();
  return [...rotated, ...names.filter((name) => name === ACTIVE_FILE)].map((name) => path.join(folder, name));
}

export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

export async function readHead(file: string): Promise<Head | undefined> {
  try {
    const value = JSON.parse(await fs.readFile(file, 'utf8')) as Partial<Head>;
    return Number.isSafeInteger(value.sequence) && typeof value.hash === 'string' ? (value as Head) : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces the note of the head as a whole: a crash leaves the old or the new one. */
export async function writeHead(file: string, head: Head): Promise<void> {
  const draft = `${file}.${String(process.pid)}.tmp`;
  await fs.writeFile(draft, JSON.stringify({ sequence: head.sequence, hash: head.hash }), { mode: 0o600 });
  await fs.rename(draft, file);
}

/** A lock that nobody renewed for so long belongs to a process that is gone, in milliseconds. */
const STALE_AFTER = 10_000;
const GIVE_UP_AFTER = 15_000;

export interface LockClock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

const systemClock: LockClock = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Runs `work` while no other process writes to the log of this folder. Windows of the editor, the command line and the
 * gateway share one log and one chain, because a chain a writer could be removed as a whole without a trace. The lock is a
 * file made exclusively, with the writer's process in it; one whose process is gone, or that is old, is taken away.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>, clock: LockClock = systemClock): Promise<T> {
  const file = path.join(folder, LOCK_FILE);
  const mine = `${String(process.pid)} ${randomBytes(8).toString('hex')}`;
  const started = clock.now();
  for (let attempt = 0; ; attempt++) {
    if (await create(file, mine)) break;
    await removeStale(file, clock);
    if (clock.now() - started > GIVE_UP_AFTER) {
      throw new RempartError('audit-locked', t('The audit log is locked by another process.'));
    }
    await clock.sleep(Math.min(50, 2 + attempt * 3));
  }
  try {
    return await work();
  } finally {
    // Only our own: if somebody took it for stale, the lock that is there now is theirs.
    if ((await content(file)) === mine) await fs.rm(file, { force: true });
  }
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    await fs.writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // Windows answers EPERM or EBUSY while the last owner's removal is under way.
    if (code === 'EEXIST' || ((code === 'EPERM' || code === 'EBUSY') && process.platform === 'win32')) return false;
    throw error;
  }
}

async function content(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function removeStale(file: string, clock: LockClock): Promise<void> {
  const owner = await content(file);
  if (owner === undefined) return;
  try {
    const age = clock.now() - (await fs.stat(file)).mtimeMs;
    // An empty lock was made this instant, or its maker died before writing its name.
    const dead = owner === '' ? age > 1000 : !isAlive(Number.parseInt(owner, 10));
    if (!dead && age < STALE_AFTER) return;
    // Renaming lets only one of those who wait take it away; should it be a new one, it is put back.
    const aside = `${file}.${randomBytes(6).toString('hex')}`;
    await fs.rename(file, aside);
    if ((await content(aside)) !== owner) await fs.link(aside, file).catch(() => undefined);
    await fs.rm(aside, { force: true });
  } catch {
    // Somebody else was faster.
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
