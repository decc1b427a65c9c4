// The audit log as the editor writes it: opened when it is first needed, again when that failed, and never in silence.
import type { AuditLog } from '../audit';
import type { AuditEvent, AuditRecord } from '../audit/types';
import { errorMessage, isAbortError } from '../base/errors';
import { t } from '../base/l10n';
import type { Logger } from '../base/logger';
import { showWarning } from './messages';

export interface AuditServiceOptions {
  readonly folder: string;
  /** Days that records are kept; 0 keeps them all. Read when the log is opened. */
  readonly retentionDays: () => number;
  /** Shows what went wrong in detail. */
  readonly showLog: () => void;
  readonly logger: Logger;
}

/** An event of the editor itself: no session, and nothing that a guard decided, unless it says so. */
export type EditorEvent = Pick<AuditEvent, 'event_type'> & Partial<AuditEvent>;

export class AuditService {
  #log: Promise<AuditLog> | undefined;
  /** Whether the user knows that the log cannot be written; until it can. */
  #told = false;

  constructor(private readonly options: AuditServiceOptions) {}

  /** Removes records that are older than the setting says; opens nothing where it says nothing. */
  async start(): Promise<void> {
    if (this.options.retentionDays() === 0) return;
    try {
      await (await this.#open()).prune();
    } catch (error) {
      this.options.logger.error(`audit: old records not removed: ${errorMessage(error)}`);
    }
  }

  /**
   * Appends an event and gives the record that is on disk. Rejects when it cannot be written, and the user is told: for what
   * must not go on unrecorded.
   */
  async append(event: EditorEvent): Promise<AuditRecord> {
    try {
      const log = await this.#open();
      const record = await log.append({ session_id: '', action: 'INFO', ...event });
      this.#told = false;
      return record;
    } catch (error) {
      this.options.logger.error(`audit: ${event.event_type} not recorded: ${errorMessage(error)}`);
      void this.#tell(error);
      throw error;
    }
  }

  /** As `append`, for what has happened: a failure is told and goes no further. */
  async record(event: EditorEvent): Promise<void> {
    await this.append(event).catch(() => undefined);
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.#log?.then(
      (log) => log.close(),
      () => undefined,
    );
  }

  #open(): Promise<AuditLog> {
    const { folder, logger, retentionDays } = this.options;
    const days = retentionDays();
    this.#log ??= import('../audit')
      .then(({ AuditLog, localUserId }) =>
        AuditLog.open({ folder, userId: localUserId(), logger, ...(days === 0 ? {} : { retention: { days } }) }),
      )
      .catch((error: unknown) => {
        // The disk may be there again for the next event.
        this.#log = undefined;
        throw error;
      });
    return this.#log;
  }

  async #tell(error: unknown): Promise<void> {
    if (this.#told) return;
    this.#told = true;
    const details = t('Details');
    const choice = await showWarning(
      t(
        'The audit log cannot be written: {0} Until it can, what is only allowed when it is recorded is refused, and the rest goes on unrecorded.',
        errorMessage(error).replace(/[^.!?]$/u, '$&.'),
      ),
      details,
    );
    if (choice === details) this.options.showLog();
  }
}

/**
 * Downloads a model, and records what became of it; a failure goes on to the caller.
 * @param download gives false when the user stopped it
 */
export async function recordDownload(
  audit: Pick<AuditService, 'record'>,
  model: string,
  download: () => Promise<boolean>,
): Promise<boolean> {
  const record = (outcome: string): Promise<void> =>
    audit.record({ event_type: 'model.pulled', model, reasons: [outcome] });
  try {
    const isDone = await download();
    await record(isDone ? 'done' : 'cancelled');
    return isDone;
  } catch (error) {
    await record(isAbortError(error) ? 'cancelled' : 'failed');
    throw error;
  }
}
