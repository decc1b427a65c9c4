// Questions and passages that the user noted as stopped by mistake: a file on this machine, for the user to hand on or not.
import { promises as fs } from 'node:fs';
import path from 'node:path';

/**
 * One line of the file. The question stands there in clear, because the user asked for it to be noted; of a document somebody else may
 * have written what is in it, so that secrets and personal data are masked.
 */
export interface FalseAlarm {
  /** ISO 8601. */
  readonly at: string;
  readonly question: string;
  readonly score?: number;
  readonly rules: readonly string[];
  /** What was held back; absent where it is about the question or the answer. */
  readonly passage?: NotedPassage;
}

/** A passage, or what is left of it, and where it stands. */
export interface NotedPassage {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
}

export class FalseAlarms {
  readonly file: string;

  /** @param folder of the user on this machine */
  constructor(private readonly folder: string) {
    this.file = path.join(folder, 'false-alarms.jsonl');
  }

  async add(alarm: FalseAlarm): Promise<void> {
    await fs.mkdir(this.folder, { recursive: true, mode: 0o700 });
    const line = JSON.stringify({ ...alarm, ...(alarm.passage ? { passage: await masked(alarm.passage) } : {}) });
    await fs.appendFile(this.file, `${line}\n`, { mode: 0o600 });
  }

  async erase(): Promise<void> {
    await fs.rm(this.file, { force: true });
  }
}

async function masked(passage: NotedPassage): Promise<NotedPassage> {
  const { redact } = await import('../guards');
  return { ...passage, text: redact(passage.text).text };
}
