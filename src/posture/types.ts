// The vocabulary of posture: a check is judged once, by evidence, and never says "ok" when it could not look.

export type FindingState = 'pass' | 'warn' | 'fail' | 'unknown' | 'not-applicable';

export interface Finding {
  /** Stable id, e.g. `runtime.listener`. */
  readonly id: string;
  /** Requirement, e.g. `P2`. */
  readonly requirement: string;
  readonly state: FindingState;
  /** Short title, what was seen rather than what is feared. */
  readonly title: string;
  /** What was read, in one monospace line, or why it could not be read. */
  readonly evidence: string;
  readonly why: string;
  readonly remedy: string;
  /** A command the user can copy; never run by us. */
  readonly command?: string;
  /** e.g. `CWE-1327`. */
  readonly reference?: string;
  /** ISO 8601. */
  readonly checkedAt: string;
}

export interface PostureReport {
  readonly findings: readonly Finding[];
  readonly startedAt: string;
  readonly seconds: number;
}
