// One writer for each store: a lock file with a heartbeat, so that a killed owner does not lock others out.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Emitter, type Disposable } from '../../base/disposable';

const beat = 2000;
/** Without a heartbeat for this long the owner is taken for dead, milliseconds. */
const staleAfter = 15_000;
const ownerSchema = z.object({ id: z.string(), pid: z.number(), host: z.string() });
type Owner = z.infer<typeof ownerSchema>;

export interface LockOptions {
  readonly now?: () => number;
  readonly isAlive?: (pid: number) => boolean;
}

/** The right to write, until it is disposed of or lost. */
export interface WriterLock extends Disposable {
  /** Whether the lock is still this process's, as the file says now. */
  isHeld(): boolean;
  /** Fires once when another process was found to have taken it, because this one was suspended for long. */
  onLost(listener: () => void): Disposable;
}

/** Says that this process reads the store, so that the writer keeps older versions for a while. */
export function markReader(folder: string): Disposable {
  const me = newOwner();
  const file = path.join(folder, `reader-${me.id}.lock`);
  const write = (): void => fs.writeFileSync(file, JSON.stringify(me), { mode: 0o600 });
  write();
  // While this process was suspended the writer took it for dead.
  return hold(file, me.id, write);
}

/** Whether another process reads the store; marks of the dead are removed. */
export function hasReaders(folder: string, { now = Date.now, isAlive = processIsAlive }: LockOptions = {}): boolean {
  return fs
    .readdirSync(folder)
    .filter((name) => name.startsWith('reader-') && name.endsWith('.lock'))
    .some((name) => {
      const file = path.join(folder, name);
      const stale = isStale(file, ownerOf(file), now(), isAlive);
      if (stale) fs.rmSync(file, { force: true });
      return !stale;
    });
}

/**
 * Takes the lock of a folder; `undefined` when someone else who is alive has it.
 * @throws a system error when the folder cannot be written to
 */
export function takeWriterLock(
  folder: string,
  { now = Date.now, isAlive = processIsAlive }: LockOptions = {},
): WriterLock | undefined {
  const file = path.join(folder, 'writer.lock');
  const me = newOwner();
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      fs.writeFileSync(file, JSON.stringify(me), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = ownerOf(file);
      if (!isStale(file, owner, now(), isAlive)) return undefined;
      breakLock(file, owner);
      continue;
    }
    const isHeld = (): boolean => isOwnedBy(file, me.id);
    // Two that broke the same stale lock at once: the file says who won.
    if (!isHeld()) return undefined;
    const lost = new Emitter<void>();
    const held = hold(file, me.id, () => {
      held.dispose();
      lost.fire();
    });
    return { isHeld, onLost: lost.event, dispose: () => held.dispose() };
  }
  return undefined;
}

const newOwner = (): Owner => ({ id: randomUUID(), pid: process.pid, host: os.hostname() });

/** Keeps a file fresh that is this owner's; `onGone` is called at every beat at which it is not. */
function hold(file: string, id: string, onGone: () => void): Disposable {
  const timer = setInterval(() => {
    try {
      const time = new Date();
      if (isOwnedBy(file, id)) fs.utimesSync(file, time, time);
      else onGone();
    } catch {
      // The disk cannot be written to now: the next beat may.
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

/** Whether a file says so, or cannot be read though it is there: nobody took it then. */
function isOwnedBy(file: string, id: string): boolean {
  try {
    return ownerIn(fs.readFileSync(file, 'utf8'))?.id === id;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function isStale(file: string, owner: Owner | undefined, now: number, isAlive: (pid: number) => boolean): boolean {
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

/** Removes the lock of an owner that is taken for dead; that of another one, who was faster, is put back. */
function breakLock(file: string, owner: Owner | undefined): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    // Another process was faster.
    return;
  }
  if (ownerOf(aside)?.id === owner?.id) fs.rmSync(aside, { force: true });
  else putBack(aside, file);
}

/** Gives a file its name back, unless there is another one of that name. */
function putBack(aside: string, file: string): void {
  try {
    fs.linkSync(aside, file);
  } catch {
    // Somebody else has the lock by now, and the owner of this one hears of it at its next beat.
  }
  fs.rmSync(aside, { force: true });
}

function ownerOf(file: string): Owner | undefined {
  try {
    return ownerIn(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function ownerIn(text: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(text));
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
