// Entry of the document process: reads one document after the other for the index process that forked it. A thread beside
// the reading one ends the process when a document takes too long or too much memory: a hostile file can keep the
// reading thread from looking at a clock, and pdf.js keeps most of its memory outside of what V8 limits.
//   documentProcess.js DEADLINE_MILLISECONDS MEMORY_MEGABYTES
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { lowerPriority } from '../base/childProcess';
import { parseDocument } from './documents/formats';
import { UnreadableDocument, type ParsedDocument } from './documents/formats/types';
import { parserRequestSchema, type ParserReply } from './documents/parserProtocol';

/** How often the watch looks, milliseconds. */
const watchInterval = 50;

interface Watched {
  /** One number, odd while a document is read. */
  readonly turn: SharedArrayBuffer;
  readonly deadline: number;
  /** Bytes. */
  readonly memory: number;
}

/** Runs in the thread beside. */
function watch({ turn, deadline, memory }: Watched): void {
  const state = new Int32Array(turn);
  let seen = 0;
  let since = 0;
  setInterval(() => {
    const now = performance.now();
    const current = Atomics.load(state, 0);
    if (current !== seen) {
      seen = current;
      since = now;
    }
    const isReading = seen % 2 === 1;
    if ((isReading && now - since > deadline) || process.memoryUsage.rss() > memory)
      process.kill(process.pid, 'SIGKILL');
  }, watchInterval);
}

async function read(message: unknown, state: Int32Array): Promise<void> {
  const { id, format, bytes } = parserRequestSchema.parse(message);
  Atomics.add(state, 0, 1);
  let parsed: ParsedDocument;
  try {
    parsed = await parseDocument(format, bytes);
  } catch (error) {
    // What a reader throws besides says that it met something nobody writes on purpose.
    const code = error instanceof UnreadableDocument ? error.code : 'damaged';
    parsed = { sections: [], problem: { code } };
  }
  Atomics.add(state, 0, 1);
  if (process.connected) process.send?.({ id, parsed } satisfies ParserReply);
}

function main(): void {
  lowerPriority();
  const turn = new SharedArrayBuffer(4);
  const watched: Watched = { turn, deadline: Number(process.argv[2]), memory: Number(process.argv[3]) * 1024 * 1024 };
  new Worker(__filename, { workerData: watched }).unref();
  const state = new Int32Array(turn);
  process.on('message', (message) => void read(message, state));
  process.on('disconnect', () => process.exit(0));
  // pdf.js leaves promises behind that fail when a document is broken; the answer tells of it already.
  process.on('unhandledRejection', () => undefined);
}

if (isMainThread) main();
else watch(workerData as Watched);
