// Asks a thread for the outline of source code: text made to hang the parser or to exhaust its memory ends that thread only.
import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../../base/disposable';
import { chunkSize } from '../lines';
import { grammarOf } from './grammars';
import type { Outline } from './outline';

/** Anything that tells where source code may be cut. */
export interface Outliner {
  /**
   * @param language VS Code language id
   * @returns `undefined` when the text must be cut without: no grammar, too small or too large, too slow, or its parser failed
   */
  outline(text: string, language: string): Promise<Outline | undefined>;
}

export interface OutlineRequest {
  readonly id: number;
  readonly text: string;
  readonly language: string;
}

export interface OutlineReply {
  readonly id: number;
  readonly outline: Outline | undefined;
}

export interface ThreadLimits {
  /** Milliseconds for one file, with the start of the thread. The parser stops itself long before, when it can. */
  readonly deadline: number;
  /** Milliseconds without a question after which the thread ends; it starts in a twentieth of a second. */
  readonly idle: number;
  /** Times that files of one language may end the thread, before that language is cut without. */
  readonly failures: number;
}

const defaultLimits: ThreadLimits = { deadline: 5000, idle: 30_000, failures: 5 };
/** Megabytes for JavaScript objects: the texts and outlines of one file at a time. */
const heap = 128;

export class SyntaxThread implements Outliner, Disposable {
  readonly #limits: ThreadLimits;
  readonly #failures = new Map<string, number>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;

  /** @param workerPath absolute path of the bundled worker; when it cannot run, nothing has an outline */
  constructor(
    private readonly workerPath: string,
    limits: Partial<ThreadLimits> = {},
  ) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** One file at a time: the caller waits for each. */
  async outline(text: string, language: string): Promise<Outline | undefined> {
    // What fits into one chunk needs no place to be cut.
    if (text.length <= chunkSize.max) return undefined;
    const failures = this.#failures.get(language) ?? 0;
    if (grammarOf(language) === undefined || failures >= this.#limits.failures) return undefined;
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    try {
      const answer = await this.#ask(worker, { id: this.#nextId++, text, language });
      if (answer !== 'failed') return answer;
      this.#failures.set(language, failures + 1);
      return undefined;
    } finally {
      this.#idle = setTimeout(() => this.dispose(), this.#limits.idle);
      this.#idle.unref();
    }
  }

  dispose(): void {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }

  #ask(worker: Worker, request: OutlineRequest): Promise<Outline | undefined | 'failed'> {
    return new Promise((resolve) => {
      const settle = (answer: Outline | undefined | 'failed'): void => {
        clearTimeout(timer);
        worker.off('message', receive);
        worker.off('exit', failed);
        resolve(answer);
      };
      const receive = ({ id, outline }: OutlineReply): void => {
        if (id === request.id) settle(outline);
      };
      const failed = (): void => settle('failed');
      const timer = setTimeout(() => void worker.terminate(), this.#limits.deadline);
      worker.on('message', receive);
      worker.once('exit', failed);
      worker.postMessage(request);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.workerPath, {
      name: 'rempart-syntax',
      resourceLimits: { maxOldGenerationSizeMb: heap },
    });
    // Without a listener an error would end the process; the exit that follows says enough.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    worker.unref();
    return worker;
  }
}
