// Questions that the user noted as refused by mistake: a file on this machine, for the user to hand on or not.
import { promises as fs } from 'node:fs';
import path from 'node:path';

/** One line of the file. The question stands there in clear, because the user asked for it to be noted. */
export interface FalseAlarm {
  /** ISO 8601. */
  readonly at: string;
  readonly question: string;
  readonly score?: number;
  readonly rules: readonly string[];
}

export class FalseAlarms {
  readonly file: string;

  /** @param folder of the user on this machine */
  constructor(private readonly folder: string) {
    this.file = path.join(folder, 'false-alarms.jsonl');
  }

  async add(alarm: FalseAlarm): Promise<void> {
    await fs.mkdir(this.folder, { recursive: true, mode: 0o700 });
    await fs.appendFile(this.file, `${JSON.stringify(alarm)}\n`, { mode: 0o600 });
  }

  async erase(): Promise<void> {
    await fs.rm(this.file, { force: true });
  }
}
