// The vocabulary of a turn: a question goes in, a guarded, cited, audited answer comes out.
import type { AuditAction } from '../audit/types';
import type { Anomaly } from '../guards';
import type { GuardAction, GuardReason } from '../guards/types';
import type { Imprint } from '../knowledge/citation';
import type { NotIndexed, Passage } from '../knowledge/types';
import type { IntegrityStatus } from '../models/types';

/** One earlier question and its answer, both with placeholders instead of masked values. */
export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

/** Text that the user added to the question: a file, a selection. It is data, never an order. */
export interface Attachment {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
}

export interface TurnRequest {
  readonly id: string;
  readonly sessionId: string;
  readonly question: string;
  readonly history: readonly Exchange[];
  readonly attachments: readonly Attachment[];
  /** Search only below these paths (relative to a root); everything when empty. */
  readonly scope: readonly string[];
  /** The user chose "Send anyway" after a refusal; honoured only where policy allows, and recorded. */
  readonly override: boolean;
}

/** A passage that entered the prompt (or the extractive answer), under the number that citations use. */
export interface Source {
  readonly n: number;
  readonly passage: Passage;
  /** Of the lines that are cited, as they stand in the file; absent for what the user attached. */
  readonly imprint?: Imprint;
}

/** A passage that the context guard kept out of the prompt. */
export interface HeldBack {
  readonly passage: Passage;
  readonly reasons: readonly GuardReason[];
}

export interface Masked {
  readonly placeholder: string;
  readonly type: string;
}

/** What was thought of a question besides the rules: by the trained classifier, by the model itself. */
export interface Opinion {
  /** `allow` when nothing was seen. */
  readonly action: GuardAction;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly GuardReason[];
}

/** A refusal is a value, not an exception: the same shape in chat, audit log, gateway and command line. */
export interface Refusal {
  readonly action: 'block';
  readonly guard: 'input' | 'output' | 'exfiltration' | 'anomaly';
  readonly score: number;
  readonly reasons: readonly GuardReason[];
  readonly sentence: string;
  readonly canOverride: boolean;
  /** ISO 8601, for a suspension. */
  readonly until?: string;
}

export type ProblemKind =
  | 'empty-question'
  | 'nothing-found'
  | 'nothing-indexed'
  | 'model-lost'
  | 'model-failed'
  | 'model-damaged'
  | 'model-not-trusted'
  | 'context-too-long'
  | 'index-unavailable'
  | 'not-recorded';

export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
  /** Why a model is not asked. */
  readonly reasons?: readonly GuardReason[];
}

export type TurnPhase = 'searching' | 'loading' | 'waiting' | 'answering' | 'silent';

/** What is known while a turn runs; an answer arrives as deltas. */
export type TurnEvent =
  | { readonly type: 'phase'; readonly phase: TurnPhase }
  | { readonly type: 'context'; readonly context: TurnContext }
  | { readonly type: 'answer'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string };

/** What was gathered for the answer. */
export interface TurnContext {
  readonly filesSearched: number;
  readonly searchMilliseconds: number;
  readonly searchMode: 'lexical' | 'dense' | 'hybrid' | 'none';
  readonly sources: readonly Source[];
  readonly heldBack: readonly HeldBack[];
  readonly masked: readonly Masked[];
  /** Passages that did not fit the model's context: said aloud, never cut in silence. */
  readonly leftOut: number;
  /** Passages that are left out because readers of the document do not see them. */
  readonly hiddenLeftOut: number;
  /** Passages that the policy keeps out for their class. */
  readonly withheldByClass: number;
  /** Of these, what the user added to the question. */
  readonly withheldAttachments: readonly Pick<Passage, 'path' | 'classification'>[];
  /** The index did not answer: nothing was searched. */
  readonly searchFailed: boolean;
  /** Nothing is indexed here, so nothing was searched. */
  readonly notIndexed?: NotIndexed;
}

export interface TurnTimings {
  /** Milliseconds of everything before the model was asked, without retrieval. */
  readonly guards: number;
  readonly retrieval: number;
  readonly firstToken?: number;
  readonly total: number;
}

export interface TurnResult {
  readonly id: string;
  readonly action: AuditAction;
  /** How the answer came to be. */
  readonly kind: 'model' | 'extractive' | 'none';
  /** Markdown with `[n]` citations and placeholders. */
  readonly answer: string;
  readonly answered: boolean;
  readonly thinking: string;
  readonly context: TurnContext;
  /** The answer has the most tokens that are set, and ends where it would have gone on. */
  readonly cutOff: boolean;
  /** Numbers of the sources that the answer cites. */
  readonly cited: readonly number[];
  readonly warnings: readonly GuardReason[];
  readonly refusal?: Refusal;
  readonly problem?: Problem;
  readonly model?: { readonly name: string; readonly digest: string; readonly small: boolean };
  readonly integrity?: IntegrityStatus;
  /** How unlike the user's usual requests this one is; absent where these are not followed. */
  readonly anomaly?: Anomaly;
  readonly tokens?: { readonly prompt: number; readonly answer: number; readonly context: number };
  /** Share of the answer's content that its sources support, 0 to 1. */
  readonly groundedness?: number;
  readonly timings: TurnTimings;
  /** Number of the audit record. */
  readonly auditSequence?: number;
  /** Why there is none. */
  readonly auditProblem?: string;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A model that can be asked, whatever serves it. */
export interface ChatModel {
  readonly name: string;
  /** SHA-256 of the manifest. */
  readonly digest: string;
  readonly endpoint: string;
  /** Tokens of context it is run with (`num_ctx`). */
  readonly contextTokens: number;
  /** Tokens of answer at most (`num_predict`). */
  readonly answerTokens: number;
  /** Under about one billion parameters: gets a prompt that such a model can follow. */
  readonly small: boolean;
  chat(
    messages: readonly ChatMessage[],
    signal: AbortSignal,
    constraint?: AnswerConstraint,
  ): AsyncIterable<ChatModelEvent>;
}

/** What holds for one answer instead of the model's own options. */
export interface AnswerConstraint {
  /** JSON schema that the answer must meet. */
  readonly format: object;
  /** Tokens of answer at most. */
  readonly answerTokens: number;
}

export type ChatModelEvent =
  | { readonly type: 'loading' | 'waiting' | 'silent' }
  | { readonly type: 'token'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'done'; readonly promptTokens?: number; readonly answerTokens?: number; readonly reason?: string };
