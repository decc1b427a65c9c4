// Keeps across restarts what is counted of a user's questions: its windows are counted from disk, so that reloading resets nothing.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { errorMessage } from '../base/errors';
import type { Logger } from '../base/logger';
import type { QuestionMonitor, RequestHabits } from '../assistant/services';
import type { BehaviourMonitor, ExfiltrationMonitor, ExfiltrationState } from '../guards';
import type { Settings } from './settings';

interface Watched {
  readonly monitor: ExfiltrationMonitor;
  readonly behaviour: BehaviourMonitor;
}

export class MonitorStore implements vscode.Disposable {
  #watched: Promise<Watched> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #suspensionEnds: NodeJS.Timeout | undefined;

  constructor(
    private readonly file: string,
    private readonly settings: () => Settings,
    private readonly logger: Logger,
  ) {}

  /** The monitors as the turn asks them; each change is written. */
  async open(): Promise<{ readonly monitor: QuestionMonitor; readonly habits: RequestHabits }> {
    const watched = await this.#load();
    const { monitor, behaviour } = watched;
    return {
      monitor: {
        check: (question, now) => {
          const { allowed, reasons, suspendedUntil } = monitor.check(question, now);
          this.#save(watched);
          return { allowed, reasons, ...(suspendedUntil === undefined ? {} : { suspendedUntil }) };
        },
        record: (question, now, places) => {
          monitor.record(question, now, places);
          this.#save(watched);
        },
      },
      habits: {
        score: (question, now) => behaviour.score(question, now),
        record: (question, now, outcome) => {
          behaviour.record(question, now, outcome);
          this.#save(watched);
        },
      },
    };
  }

  /** Whether questions are suspended. */
  async isSuspended(now: number): Promise<boolean> {
    return (await this.#load()).monitor.suspendedUntil(now) !== undefined;
  }

  /** Lifts a suspension, if there is one; the caller has recorded it. */
  async lift(now: number, user: string): Promise<void> {
    const watched = await this.#load();
    if (watched.monitor.suspendedUntil(now) === undefined) return;
    watched.monitor.override(now, user, 'lifted in the editor');
    this.#save(watched);
  }

  /** Reads what earlier sessions left, so that the command that lifts a suspension is there when one is. */
  async start(): Promise<void> {
    this.#publish((await this.#load()).monitor);
  }

  dispose(): void {
    clearTimeout(this.#suspensionEnds);
    this.#watched = undefined;
  }

  /** Tells the palette whether there is a suspension to lift. */
  #publish(monitor: ExfiltrationMonitor): void {
    const until = monitor.suspendedUntil(Date.now());
    clearTimeout(this.#suspensionEnds);
    if (until !== undefined) {
      this.#suspensionEnds = setTimeout(() => this.#publish(monitor), Math.max(1000, until - Date.now()));
      this.#suspensionEnds.unref();
    }
    void vscode.commands.executeCommand('setContext', 'rempart.suspended', until !== undefined);
  }

  #load(): Promise<Watched> {
    this.#watched ??= (async () => {
      const [{ ExfiltrationMonitor }, { BehaviourMonitor }] = await Promise.all([
        import('../guards/exfiltration/monitor'),
        import('../guards/exfiltration/behaviour'),
      ]);
      const { questionsPerHour, questionsPerDay } = this.settings();
      const limits = { perHour: questionsPerHour, perDay: questionsPerDay };
      try {
        const state = JSON.parse(await fs.readFile(this.file, 'utf8')) as ExfiltrationState & { behaviour?: unknown };
        return {
          monitor: new ExfiltrationMonitor(limits, state),
          behaviour: new BehaviourMonitor(state.behaviour),
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
          this.logger.warn(`limits cannot be read, counting starts anew: ${errorMessage(error)}`);
        return { monitor: new ExfiltrationMonitor(limits), behaviour: new BehaviourMonitor() };
      }
    })();
    return this.#watched;
  }

  #save({ monitor, behaviour }: Watched): void {
    this.#publish(monitor);
    this.#writing = this.#writing
      .then(async () => {
        await fs.mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
        await fs.writeFile(this.file, JSON.stringify({ ...monitor.state(), behaviour: behaviour.state() }), {
          mode: 0o600,
        });
      })
      .catch((error: unknown) => this.logger.warn(`limits not written: ${errorMessage(error)}`));
  }
}
