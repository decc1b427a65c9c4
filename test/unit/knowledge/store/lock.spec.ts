// One writer for each store, on real files: who is let in, who is taken for dead, and who is told that it lost its place.
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasReaders, markReader, takeWriterLock } from '../../../../src/knowledge/store/lock';
import { makeTemporaryFolder } from '../../../support/files';

let folder: string;
let file: string;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  folder = makeTemporaryFolder('lock');
  file = path.join(folder, 'writer.lock');
});
afterEach(() => {
  vi.useRealTimers();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Longer than anybody who is alive is silent. */
const silence = { now: () => Date.now() + 60_000 };
const someBeats = 6000;

describe('R4 one writer', () => {
  it('is let in alone, the next one after it has gone', () => {
    const first = takeWriterLock(folder);
    expect(first).toBeDefined();
    expect(takeWriterLock(folder)).toBeUndefined();
    first?.dispose();
    const second = takeWriterLock(folder);
    expect(second).toBeDefined();
    second?.dispose();
  });

  it('loses the lock when it was killed, or has not been heard of for long', () => {
    const held = takeWriterLock(folder);
    expect(takeWriterLock(folder, { isAlive: () => true })).toBeUndefined();
    const heir = takeWriterLock(folder, { isAlive: () => false });
    expect(heir).toBeDefined();
    held?.dispose();
    expect(takeWriterLock(folder)).toBeUndefined();
    const late = takeWriterLock(folder, silence);
    expect(late).toBeDefined();
    heir?.dispose();
    late?.dispose();
  });

  it('is told once that another one took its place, and does not keep the lock of that one fresh', () => {
    const onLost = vi.fn();
    const first = takeWriterLock(folder);
    first?.onLost(onLost);
    vi.advanceTimersByTime(someBeats);
    expect(first?.isHeld()).toBe(true);
    expect(onLost).not.toHaveBeenCalled();
    // The second dies without a word.
    fs.rmSync(file);
    fs.writeFileSync(file, JSON.stringify({ id: 'second', pid: process.pid, host: 'elsewhere' }));
    fs.utimesSync(file, 1, 1);
    expect(first?.isHeld()).toBe(false);
    vi.advanceTimersByTime(someBeats);
    expect(onLost).toHaveBeenCalledOnce();
    const third = takeWriterLock(folder);
    expect(third?.isHeld()).toBe(true);
    first?.dispose();
    expect(third?.isHeld()).toBe(true);
    third?.dispose();
  });

  it('is told when its lock is gone', () => {
    const onLost = vi.fn();
    const lock = takeWriterLock(folder);
    lock?.onLost(onLost);
    fs.rmSync(file);
    expect(lock?.isHeld()).toBe(false);
    vi.advanceTimersByTime(someBeats);
    expect(onLost).toHaveBeenCalledOnce();
    lock?.dispose();
  });

  it('is not robbed by one that took it for the silent one before it', () => {
    const silent = takeWriterLock(folder);
    let heir: ReturnType<typeof takeWriterLock>;
    const late = takeWriterLock(folder, {
      isAlive: () => {
        // Between the look at the silent lock and its removal.
        const isFirstLook = heir === undefined;
        heir ??= takeWriterLock(folder, silence);
        return !isFirstLook;
      },
    });
    expect(heir?.isHeld()).toBe(true);
    expect(late).toBeUndefined();
    expect(fs.readdirSync(folder)).toEqual(['writer.lock']);
    for (const lock of [silent, heir, late]) lock?.dispose();
  });

  it('knows of those that read, also of one that was taken for dead', () => {
    const reader = markReader(folder);
    expect(hasReaders(folder)).toBe(true);
    expect(hasReaders(folder, silence)).toBe(false);
    expect(hasReaders(folder)).toBe(false);
    vi.advanceTimersByTime(someBeats);
    expect(hasReaders(folder)).toBe(true);
    reader.dispose();
    expect(hasReaders(folder)).toBe(false);
  });
});
