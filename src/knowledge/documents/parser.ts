// Reads documents in a process of its own: a file made to hang or to exhaust its reader ends that process and no other.
import { fork, type ChildProcess } from 'node:child_process';
import type { Disposable } from '../../base/disposable';
import { parserReplySchema, type ParserRequest } from './parserProtocol';
import type { DocumentFormat, DocumentProblem, ParsedDocument } from './formats/types';

export interface ParserLimits {
  /** Milliseconds for one document. */
  readonly deadline: number;
  /** Megabytes that the process may hold, and of them those of JavaScript objects. */
  readonly memory: number;
  readonly heap: number;
}

/** Two busy cores read about 16 pages of PDF a second, in 125 MB: a file that needs more than these is not ordinary. */
const defaultLimits: ParserLimits = { deadline: 120_000, memory: 900, heap: 512 };
/** The process starts in a tenth of a second: there is no reason to keep it. Milliseconds. */
const idleBeforeEnd = 5000;

/** Anything that reads documents. */
export interface DocumentParser {
  /**
   * @returns what was found; a document that cannot be read is a `problem` without sections, never an error
   * @throws AbortError when the signal fires
   */
  parse(format: DocumentFormat, bytes: Uint8Array, signal: AbortSignal): Promise<ParsedDocument>;
}

export class ForkedParser implements DocumentParser, Disposable {
  readonly #limits: ParserLimits;
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;

  /** @param processPath absolute path of the bundled document process */
  constructor(
    private readonly processPath: string,
    limits: Partial<ParserLimits> = {},
  ) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** Process id of the document process, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** One document at a time: the caller waits for each. */
  async parse(format: DocumentFormat, bytes: Uint8Array, signal: AbortSignal): Promise<ParsedDocument> {
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#fork());
    const started = performance.now();
    const abort = (): void => this.dispose();
    signal.addEventListener('abort', abort, { once: true });
    try {
      const answer = await this.#ask(child, { id: this.#nextId++, format, bytes });
      signal.throwIfAborted();
      if (typeof answer === 'object') return answer;
      return failed(performance.now() - started >= this.#limits.deadline ? 'too-slow' : answer);
    } finally {
      signal.removeEventListener('abort', abort);
      this.#idle = setTimeout(() => this.dispose(), idleBeforeEnd);
      this.#idle.unref();
    }
  }

  dispose(): void {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
  }

  /** The answer, or what its death says of the document. */
  #ask(
    child: ChildProcess,
    request: ParserRequest,
  ): Promise<ParsedDocument | Exclude<DocumentProblem['code'], 'partial'>> {
    return new Promise((resolve) => {
      const settle = (answer: Parameters<typeof resolve>[0]): void => {
        clearTimeout(timer);
        child.off('message', receive);
        child.off('exit', died);
        child.off('error', died);
        resolve(answer);
      };
      const receive = (message: unknown): void => {
        const reply = parserReplySchema.safeParse(message);
        // A process that answers something else is not what we started any more.
        if (!reply.success || reply.data.id !== request.id) child.kill('SIGKILL');
        else settle(reply.data.parsed);
      };
      const died = (): void => {
        if (this.#child === child) this.#child = undefined;
        settle('too-much-memory');
      };
      child.on('message', receive);
      child.once('exit', died);
      child.once('error', died);
      // The process watches itself, too; this one counts when even its watch stands still.
      const timer = setTimeout(() => child.kill('SIGKILL'), this.#limits.deadline * 1.5);
      child.send(request, (error) => {
        if (error !== null) child.kill('SIGKILL');
      });
    });
  }

  #fork(): ChildProcess {
    const { deadline, memory, heap } = this.#limits;
    const child = fork(this.processPath, [String(deadline), String(memory)], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [`--max-old-space-size=${heap}`],
      serialization: 'advanced',
    });
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    // The host may end while a document is read.
    child.unref();
    child.channel?.unref();
    return child;
  }
}

const failed = (code: Exclude<DocumentProblem['code'], 'partial'>): ParsedDocument => ({
  sections: [],
  problem: { code },
});
