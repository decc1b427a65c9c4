// Step 15, record: what happened goes into the audit log, without a word of the texts.
import type { AuditAction } from '../../audit/types';
import type { TurnServices } from '../services';
import type { Received } from './receive';
import type { TurnResult } from '../types';
import { errorMessage } from '../../base/errors';

type Recordable = Omit<TurnResult, 'auditSequence'>;

/** Appends the record of a turn; a log that cannot be written is reported, and does not eat the answer. */
export async function record(
  received: Received,
  result: Recordable,
  flags: Readonly<Record<string, boolean>>,
  services: TurnServices,
): Promise<number | undefined> {
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
    return written.sequence;
  } catch (error) {
    services.logger.error(`audit record not written: ${errorMessage(error)}`);
    return undefined;
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
