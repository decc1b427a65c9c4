// Worker thread that computes SHA-256 of files: `readSync` into one reused buffer is as fast as `openssl dgst`,
// streams lose a fifth of it. Imports nothing of ours, so that the bundle is this file.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { parentPort } from 'node:worker_threads';

export interface HashTask {
  readonly id: number;
  readonly path: string;
  /** `[0]` becomes 1 when the task is no longer wanted. */
  readonly abort: SharedArrayBuffer;
}

export type HashMessage =
  | { readonly id: number; readonly type: 'progress'; readonly bytes: number }
  | {
      readonly id: number;
      readonly type: 'done';
      readonly digest: string;
      readonly bytes: number;
      readonly stats: HashedStats;
    }
  | { readonly id: number; readonly type: 'aborted' }
  | { readonly id: number; readonly type: 'error'; readonly code: string; readonly message: string };

/** Of the open file itself, so that a swap of its name during the work is seen. Decimal strings. */
export interface HashedStats {
  readonly size: string;
  readonly mtimeNs: string;
  readonly ctimeNs: string;
  readonly ino: string;
  readonly dev: string;
}

const BUFFER_BYTES = 256 * 1024;
const PROGRESS_BYTES = 16 * 1024 * 1024;
const buffer = Buffer.allocUnsafe(BUFFER_BYTES);

parentPort?.on('message', (task: HashTask) => {
  const post = (message: HashMessage) => parentPort?.postMessage(message);
  try {
    post(hash(task, (bytes) => post({ id: task.id, type: 'progress', bytes })));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    post({ id: task.id, type: 'error', code: code ?? 'UNKNOWN', message });
  }
});

function hash({ id, path, abort }: HashTask, onProgress: (bytes: number) => void): HashMessage {
  const flag = new Int32Array(abort);
  // O_NOFOLLOW is not there on Windows (undefined at run time): the caller has looked with lstat before.
  const noFollow = (fs.constants as { O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
  const file = fs.openSync(path, fs.constants.O_RDONLY | noFollow);
  try {
    const before = stats(file);
    const sha256 = createHash('sha256');
    let bytes = 0;
    let reported = 0;
    for (;;) {
      if (Atomics.load(flag, 0) !== 0) return { id, type: 'aborted' };
      const read = fs.readSync(file, buffer, 0, BUFFER_BYTES, null);
      if (read === 0) break;
      sha256.update(read === BUFFER_BYTES ? buffer : buffer.subarray(0, read));
      bytes += read;
      if (bytes - reported >= PROGRESS_BYTES) {
        reported = bytes;
        onProgress(bytes);
      }
    }
    const after = stats(file);
    if (before.size !== after.size || before.mtimeNs !== after.mtimeNs || before.ctimeNs !== after.ctimeNs)
      return { id, type: 'error', code: 'ECHANGED', message: 'the file changed while it was read' };
    return { id, type: 'done', digest: sha256.digest('hex'), bytes, stats: after };
  } finally {
    fs.closeSync(file);
  }
}

function stats(file: number): HashedStats {
  const { size, mtimeNs, ctimeNs, ino, dev } = fs.fstatSync(file, { bigint: true });
  return {
    size: String(size),
    mtimeNs: String(mtimeNs),
    ctimeNs: String(ctimeNs),
    ino: String(ino),
    dev: String(dev),
  };
}
