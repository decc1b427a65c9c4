// A process of ours that answers requests: forked by the first of them, ended when nothing was asked for a while.
import { fork, type ChildProcess } from 'node:child_process';
import type { Disposable } from './disposable';
import { RempartError } from './errors';

/** What the process answered to a request; `reason` and `message` when it could not. */
export type ForkedReply<A> =
  | { readonly id: number; readonly answer: A }
  | { readonly id: number; readonly reason: string; readonly message: string };

export interface ForkedProcessOptions<Request extends object, Answer> {
  /** Absolute path of the bundled process. */
  readonly processPath: string;
  readonly idleMilliseconds: number;
  /** Said to every new process before anything is asked. */
  readonly opening: () => Request;
  /** Calls a request off. */
  readonly cancel: (id: number) => Request;
  /** What a message of the process means; nothing when it is none of the protocol. */
  readonly read: (message: unknown) => ForkedReply<Answer> | undefined;
  /** The errors of what was asked when the process ends by itself, or after `dispose`. */
  readonly died: () => RempartError;
  readonly disposed: () => RempartError;
}

interface Pending<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export class ForkedProcess<Request extends object, Answer> implements Disposable {
  readonly #pending = new Map<number, Pending<Answer>>();
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nextId = 1;
  #disposed = false;

  constructor(private readonly options: ForkedProcessOptions<Request, Answer>) {}

  /** Process id, while there is a process. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Asks the process, which is started when it is not there.
   * @throws RempartError when it cannot answer, AbortError when it was called off
   */
  async ask(request: (id: number) => Request, signal?: AbortSignal): Promise<Answer> {
    if (this.#disposed) throw this.options.disposed();
    signal?.throwIfAborted();
    const child = this.#running();
    const id = this.#nextId++;
    const cancel = (): void => say(child, this.options.cancel(id));
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise<Answer>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
        say(child, request(id));
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#pending.delete(id);
      this.#waitForIdleness();
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.end(this.options.disposed());
  }

  /** Ends the process; what was asked fails with `error`. The next request starts a new one. */
  end(error?: Error): void {
    clearTimeout(this.#timer);
    const child = this.#child;
    this.#child = undefined;
    // What it computes cannot be interrupted in any other way, and there is nothing to lose.
    child?.kill('SIGKILL');
    if (error !== undefined) for (const { reject } of [...this.#pending.values()]) reject(error);
  }

  #running(): ChildProcess {
    clearTimeout(this.#timer);
    if (this.#child !== undefined) return this.#child;
    const child = fork(this.options.processPath, [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
      serialization: 'advanced',
    });
    this.#child = child;
    child.on('message', (message) => this.#receive(message));
    const died = (): void => {
      if (this.#child === child) this.end(this.options.died());
    };
    child.once('error', died);
    child.once('exit', died);
    say(child, this.options.opening());
    return child;
  }

  #receive(message: unknown): void {
    const reply = this.options.read(message);
    if (reply === undefined) return;
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    if ('answer' in reply) pending.resolve(reply.answer);
    else if (reply.reason === 'aborted') pending.reject(new DOMException(reply.message, 'AbortError'));
    else pending.reject(new RempartError(reply.reason, reply.message));
  }

  #waitForIdleness(): void {
    clearTimeout(this.#timer);
    if (this.#pending.size > 0) return;
    this.#timer = setTimeout(() => this.end(), this.options.idleMilliseconds);
    this.#timer.unref();
  }
}

/** What cannot be said any more is answered by the end of the process. */
function say(child: ChildProcess, message: object): void {
  if (child.connected) child.send(message, () => undefined);
}
