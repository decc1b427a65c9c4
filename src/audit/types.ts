// The audit record (A1): who did what, when, with which model, and what the guards said; never any text.

export type AuditAction = 'ALLOWED' | 'ALLOWED_WITH_REDACTION' | 'BLOCKED' | 'STOPPED' | 'FAILED' | 'INFO';

export interface AuditEvent {
  readonly event_type: string;
  readonly session_id: string;
  readonly action: AuditAction;
  /** `sha256:…` of the question, never the question. */
  readonly query_hash?: string;
  readonly query_length?: number;
  readonly response_length?: number;
  readonly model?: string;
  readonly model_digest?: string;
  readonly endpoint?: string;
  readonly latency_ms?: number;
  /** How unlike the user's usual requests, 0 to 1 (G7). */
  readonly anomaly_score?: number;
  /** Ids of passages (content addresses), not their paths or text. */
  readonly rag_documents_accessed?: readonly string[];
  readonly security_flags?: Readonly<Record<string, boolean>>;
  /** Rule ids, not messages. */
  readonly reasons?: readonly string[];
}

/** What stands on one line of the log: the event, who and when, and the link of the hash chain. */
export interface AuditRecord extends AuditEvent {
  readonly timestamp: string;
  readonly user_id: string;
  readonly sequence: number;
  /** Hex SHA-256 of the previous line's `hash`, 64 zeros for the first. */
  readonly previous_hash: string;
  /** Hex SHA-256 over the canonical JSON of this record without `hash`. */
  readonly hash: string;
}
