// One writer for each store: a lock file with a heartbeat, so that a killed owner does not lock others out.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Disposable } from '../../base/disposable';

const beat = 2000;
/** Without a heartbeat for this long the owner is taken for dead, milliseconds. */
const staleAfter = 15_000;
const ownerSchema = z.object({ id: z.string(), pid: z.number(), host: z.string() });

export interface LockOptions {
  readonly now?: () => number;
  readonly isAlive?: (pid: number) => boolean;
}

/** Says that this process reads the store, so that the writer keeps older versions for a while. */
export function markReader(folder: string): Disposable {
  const me = { id: randomUUID(), pid: process.pid, host: os.hostname() };
  const file = path.join(folder, `reader-${me.id}.lock`);
  fs.writeFileSync(file, JSON.stringify(me), { mode: 0o600 });
  return hold(file, me.id);
}

/** Whether another process reads the store; marks of the dead are removed. */
export function hasReaders(folder: string, { now = Date.now, isAlive = processIsAlive }: LockOptions = {}): boolean {
  return fs
    .readdirSync(folder)
    .filter((name) => name.startsWith('reader-') && name.endsWith('.lock'))
    .some((name) => {
      const file = path.join(folder, name);
      const stale = isStale(file, now(), isAlive);
      if (stale) fs.rmSync(file, { force: true });
      return !stale;
    });
}

/** Takes the lock of a folder; `undefined` when someone else who is alive has it. */
export function takeWriterLock(folder: string, options: LockOptions = {}): Disposable | undefined {
  const now = options.now ?? Date.now;
  const isAlive = options.isAlive ?? processIsAlive;
  const file = path.join(folder, 'writer.lock');
  const me = { id: randomUUID(), pid: process.pid, host: os.hostname() };
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      fs.writeFileSync(file, JSON.stringify(me), { flag: 'wx', mode: 0o600 });
      // Two that broke the same stale lock at once: the file says who won.
      if (ownerOf(file)?.id !== me.id) return undefined;
      return hold(file, me.id);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!isStale(file, now(), isAlive)) return undefined;
      breakLock(file);
    }
  }
  return undefined;
}

function hold(file: string, id: string): Disposable {
  const timer = setInterval(() => {
    try {
      const time = new Date();
      fs.utimesSync(file, time, time);
    } catch {
      // Someone removed the file: the next writer makes it again.
    }
  }, beat);
  timer.unref();
  return {
    dispose: () => {
      clearInterval(timer);
      if (ownerOf(file)?.id === id) fs.rmSync(file, { force: true });
    },
  };
}

function isStale(file: string, now: number, isAlive: (pid: number) => boolean): boolean {
  const owner = ownerOf(file);
  let age: number;
  try {
    age = now - fs.statSync(file).mtimeMs;
  } catch {
    return true;
  }
  // Half-written: its owner may be about to finish.
  if (owner === undefined) return age > staleAfter;
  if (owner.host === os.hostname() && !isAlive(owner.pid)) return true;
  return age > staleAfter;
}

/** Renames before removing: of two that break the lock, one fails and looks again. */
function breakLock(file: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    fs.renameSync(file, aside);
    fs.rmSync(aside, { force: true });
  } catch {
    // Another process was faster.
  }
}

function ownerOf(file: string): z.infer<typeof ownerSchema> | undefined {
  try {
    return ownerSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
