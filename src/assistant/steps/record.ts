// Step 15, record: what happened goes into the audit log, without a word of the texts.
import type { AuditAction } from '../../audit/types';
import { errorMessage } from '../../base/errors';
import { t } from '../../base/l10n';
import type { TurnServices } from '../services';
import type { Received } from './receive';
import type { Problem, TurnResult } from '../types';

type Recordable = Omit<TurnResult, keyof Recorded>;

/** Where the record of a turn stands, or why it is not there. */
type Recorded = Pick<TurnResult, 'auditSequence' | 'auditProblem'>;

/**
 * Records that the user sends a question anyway, before it goes anywhere. It is only allowed because it is recorded: the
 * problem that comes back otherwise ends the turn.
 */
export async function recordOverride(received: Received, services: TurnServices): Promise<Problem | undefined> {
  try {
    await services.audit.append({
      event_type: 'chat.override',
      session_id: received.request.sessionId,
      action: 'INFO',
      query_hash: received.hash,
      query_length: received.question.length,
    });
    return undefined;
  } catch (error) {
    services.logger.error(`override not recorded: ${errorMessage(error)}`);
    return {
      kind: 'not-recorded',
      message: t('The question was not sent: it may only be sent anyway when that is recorded, and it cannot be.'),
    };
  }
}

/** Appends the record of a turn; a log that cannot be written is reported, and does not eat the answer. */
export async function record(
  received: Received,
  result: Recordable,
  flags: Readonly<Record<string, boolean>>,
  services: TurnServices,
): Promise<Recorded> {
  const reasons = [...(result.refusal?.reasons ?? []), ...(result.problem?.reasons ?? []), ...result.warnings].map(
    ({ rule }) => rule,
  );
  try {
    const written = await services.audit.append({
      event_type: 'chat.turn',
      session_id: received.request.sessionId,
      action: result.action,
      query_hash: received.hash,
      query_length: received.question.length,
      response_length: result.answer.length,
      ...(result.model ? { model: result.model.name, model_digest: result.model.digest } : {}),
      ...(services.model ? { endpoint: services.model.endpoint } : {}),
      latency_ms: Math.round(result.timings.total),
      ...(result.anomaly ? { anomaly_score: result.anomaly.score } : {}),
      rag_documents_accessed: result.context.sources.map(({ passage }) => passage.id),
      security_flags: flags,
      reasons: [...new Set(reasons)],
    });
    return { auditSequence: written.sequence };
  } catch (error) {
    services.logger.error(`audit record not written: ${errorMessage(error)}`);
    return { auditProblem: errorMessage(error) };
  }
}

/** The action of a turn in the words of the audit log. */
export function auditAction(result: {
  refused: boolean;
  stopped: boolean;
  failed: boolean;
  masked: boolean;
}): AuditAction {
  if (result.refused) return 'BLOCKED';
  if (result.stopped) return 'STOPPED';
  if (result.failed) return 'FAILED';
  return result.masked ? 'ALLOWED_WITH_REDACTION' : 'ALLOWED';
}
