// The vocabulary of the guards: what every guard says, in the same shape for chat, audit log, gateway and command line.

/** Where a text stands on its way: the user's prompt, a document or tool output, the model's answer. */
export type GuardStage = 'input' | 'context' | 'output';

/** What is to be done with a text; ordered from harmless to worst. */
export type GuardAction = 'allow' | 'warn' | 'redact' | 'block';

/** One reason for a verdict. `start` and `end` are offsets in UTF-16 code units of the text that was given. */
export interface GuardReason {
  /** Stable rule id, e.g. `override.set-aside`. */
  readonly rule: string;
  /** One sentence for people, in the language in use. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface GuardVerdict {
  readonly action: GuardAction;
  /** 0 (nothing seen) to 1 (certain). */
  readonly score: number;
  readonly reasons: readonly GuardReason[];
}

/** A piece of text that was replaced. Offsets in UTF-16 code units of the original text. */
export interface RedactedSpan {
  readonly start: number;
  readonly end: number;
  /** Upper-case kind, e.g. `EMAIL`, `IBAN`, `AWS_ACCESS_KEY`; also the stem of the placeholder. */
  readonly type: string;
  readonly placeholder: string;
}

export interface Redaction {
  readonly text: string;
  readonly spans: readonly RedactedSpan[];
}

/** The rule of the reason that names those which the trained classifier contradicts. */
export const DISPUTED = 'classifier.disputed';
