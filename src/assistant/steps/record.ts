// Step 15, record: what happened goes into the audit log, without a word of the texts.
import type { AuditAction } from '../../audit/types';
import { errorMessage } from '../../base/errors';
import { t } from '../../base/l10n';
import type { TurnServices } from '../services';
import type { Received } from './receive';
import type { Problem, TurnResult } from '../types';

type Recordable = Omit<TurnResult, keyof Recorded>;

/** What the guards saw in a turn. Every record holds all of them: one that is missing would leave open whether it was looked at. */
export interface SecurityFlags {
  injection_detected: boolean;
  /** The user sent a refused question anyway. */
  override: boolean;
  rate_limit_hit: boolean;
  /** Unlike the user's usual requests, a little (watched) or much (flagged). */
  anomaly_watched: boolean;
  anomaly_flagged: boolean;
  context_injection_detected: boolean;
  /** Something was masked, held back or warned of; not what was only looked at and left. */
  sensitive_data_mentioned: boolean;
  model_not_trusted: boolean;
  output_blocked: boolean;
}

/** The flags of a turn in which nothing was seen yet. */
export function noFlags(): SecurityFlags {
  return {
    injection_detected: false,
    override: false,
    rate_limit_hit: false,
    anomaly_watched: false,
    anomaly_flagged: false,
    context_injection_detected: false,
    sensitive_data_mentioned: false,
    model_not_trusted: false,
    output_blocked: false,
  };
}

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
  flags: Readonly<SecurityFlags>,
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
      security_flags: { ...flags },
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
