// Keeps the exfiltration monitor across restarts: its windows are counted from disk, so that reloading resets nothing.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { errorMessage } from '../base/errors';
import type { Logger } from '../base/logger';
import type { QuestionMonitor } from '../assistant/services';
import type { ExfiltrationMonitor, ExfiltrationState } from '../guards';
import type { Settings } from './settings';

export class MonitorStore implements vscode.Disposable {
  #monitor: Promise<ExfiltrationMonitor> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #suspensionEnds: NodeJS.Timeout | undefined;

  constructor(
    private readonly file: string,
    private readonly settings: () => Settings,
    private readonly logger: Logger,
  ) {}

  /** The monitor as the turn asks it; each change is written. */
  async open(): Promise<QuestionMonitor> {
    const monitor = await this.#load();
    return {
      check: (question, now) => {
        const { allowed, reasons, suspendedUntil } = monitor.check(question, now);
        this.#save(monitor);
        return { allowed, reasons, ...(suspendedUntil === undefined ? {} : { suspendedUntil }) };
      },
      record: (question, now, places) => {
        monitor.record(question, now, places);
        this.#save(monitor);
      },
    };
  }

  /** Lifts a suspension; the caller audits it. True when there was one. */
  async lift(now: number, user: string): Promise<boolean> {
    const monitor = await this.#load();
    if (monitor.suspendedUntil(now) === undefined) return false;
    monitor.override(now, user, 'lifted in the editor');
    this.#save(monitor);
    return true;
  }

  /** Reads what earlier sessions left, so that the command that lifts a suspension is there when one is. */
  async start(): Promise<void> {
    this.#publish(await this.#load());
  }

  dispose(): void {
    clearTimeout(this.#suspensionEnds);
    this.#monitor = undefined;
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

  #load(): Promise<ExfiltrationMonitor> {
    this.#monitor ??= (async () => {
      const { ExfiltrationMonitor } = await import('../guards/exfiltration/monitor');
      const { questionsPerHour, questionsPerDay } = this.settings();
      const limits = { perHour: questionsPerHour, perDay: questionsPerDay };
      try {
        const state = JSON.parse(await fs.readFile(this.file, 'utf8')) as ExfiltrationState;
        return new ExfiltrationMonitor(limits, state);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
          this.logger.warn(`limits cannot be read, counting starts anew: ${errorMessage(error)}`);
        return new ExfiltrationMonitor(limits);
      }
    })();
    return this.#monitor;
  }

  #save(monitor: ExfiltrationMonitor): void {
    this.#publish(monitor);
    this.#writing = this.#writing
      .then(async () => {
        await fs.mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
        await fs.writeFile(this.file, JSON.stringify(monitor.state()), { mode: 0o600 });
      })
      .catch((error: unknown) => this.logger.warn(`limits not written: ${errorMessage(error)}`));
  }
}
