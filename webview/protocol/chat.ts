// The one contract between the chat webview and the extension host; messages are deltas, never the whole transcript twice.
// What comes from the webview is validated by the host with `fromChatView` before anything is done with it.

/** A source under an answer: `n` is the number that citations in the text use. */
export interface SourceView {
  readonly n: number;
  /** Path for people, relative to the workspace (with the folder's name in multi-root workspaces). */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Page of a PDF or cell of a notebook, counted from 1: shown instead of the lines. */
  readonly page?: number;
  readonly cell?: number;
  readonly classification: 'public' | 'internal' | 'confidential' | 'secret';
  /** The cited text is no longer there as it was quoted, or its file is gone. */
  readonly since?: 'changed' | 'gone';
}

/** A passage that the context guard held back. */
export interface HeldBackView {
  readonly n: number;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Page of a PDF or cell of a notebook, counted from 1: shown instead of the lines. */
  readonly page?: number;
  readonly cell?: number;
  readonly reason: string;
  /** The rules that spoke against it, each once. */
  readonly rules?: readonly string[];
  /** The lines themselves, to be shown as inert text; `marks` are offsets into `text`. Absent: only the place is shown. */
  readonly excerpt?: readonly {
    readonly line: number;
    readonly text: string;
    readonly marks: readonly { readonly start: number; readonly end: number }[];
  }[];
}

/** A value that was replaced by a placeholder; the value itself stays in the host until the user asks for it. */
export interface MaskedView {
  readonly placeholder: string;
  /** What kind it is, in words: "e-mail address". */
  readonly kind: string;
  readonly canReveal: boolean;
}

export interface StepView {
  readonly icon: 'search' | 'list-selection' | 'warning' | 'eye-closed' | 'info' | 'database';
  /** Short part for the folded line: "6 passages". Empty when the step shows only unfolded. */
  readonly short: string;
  /** Full sentence. */
  readonly text: string;
}

/** The receipt under an answer: four facts folded, all of them unfolded. */
export interface ReceiptView {
  readonly verified: boolean;
  readonly parts: readonly string[];
  readonly facts: readonly { readonly name: string; readonly value: string; readonly mono?: boolean }[];
}

/** Why something was refused; `start`/`end` mark the words in the question. */
export interface RefusalView {
  readonly sentence: string;
  readonly reasons: readonly {
    readonly text: string;
    readonly rule: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly canSendAnyway: boolean;
  /** Other ways out, as buttons. */
  readonly actions?: readonly ActionView[];
  /** The text that `start` and `end` refer to, where it is not the question as shown. */
  readonly question?: string;
  /** One more sentence below the reasons. */
  readonly note?: string;
}

/** A failure with a way out. */
export interface ProblemView {
  readonly kind: 'lost' | 'failed' | 'integrity' | 'nothing' | 'suspended';
  readonly title: string;
  readonly detail: string;
  readonly actions: readonly ActionView[];
}

export interface ActionView {
  /** One of `chatActions`. */
  readonly id: ChatAction;
  readonly label: string;
}

export const chatActions = [
  'setupOllama',
  'liftSuspension',
  'retry',
  'verifyModels',
  'showModelsReport',
  'pickModel',
  'showPosture',
  'showDetails',
  'updateIndex',
  'showIndex',
  'addContext',
  'showBudget',
  'showPolicy',
  'openEndpointSetting',
  'openIndexSetting',
  'openFolder',
  'manageTrust',
  'dismissBanner',
] as const;
export type ChatAction = (typeof chatActions)[number];

/** How an answer came to be: by a model, by quoting documents, or not at all. */
export type AnswerKind = 'model' | 'extractive' | 'none';

export type TurnState = 'running' | 'done' | 'stopped' | 'refused' | 'failed';

/** Everything that is shown of one question and its answer. Texts are already in the user's language. */
export interface TurnView {
  readonly id: string;
  readonly question: string;
  /** Where the question names a command or a mention. */
  readonly mentions?: readonly { readonly start: number; readonly end: number }[];
  readonly state: TurnState;
  readonly kind: AnswerKind;
  /** Markdown; citations as `[1]`, masked values as placeholders `⟦EMAIL_1⟧`. */
  readonly answer: string;
  readonly thinking?: string;
  readonly thinkingSeconds?: number;
  /** Shown above the answer, e.g. "Passages from your documents, no model answered". */
  readonly label?: string;
  readonly steps: readonly StepView[];
  readonly sources: readonly SourceView[];
  readonly heldBack: readonly HeldBackView[];
  readonly masked: readonly MaskedView[];
  readonly receipt?: ReceiptView;
  readonly refusal?: RefusalView;
  readonly problem?: ProblemView;
  readonly rating?: 'up' | 'down';
}

export interface BannerView {
  readonly severity: 'info' | 'warning' | 'error' | 'progress';
  readonly text: string;
  readonly action?: ActionView;
  readonly details?: ActionView;
  /** For `progress`: 0 to 1. */
  readonly progress?: number;
}

export interface ChipView {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly size?: string;
  readonly classification?: string;
  readonly removable: boolean;
}

export interface TruthView {
  readonly icon: 'verified-filled' | 'database' | 'error' | 'warning' | 'pass' | 'question' | 'sync' | 'circle-slash';
  readonly tone: 'verified' | 'ok' | 'warn' | 'bad' | 'muted';
  readonly text: string;
  readonly action?: ActionView;
}

/** What a question may name: offered for `/` and `@`. */
export interface MentionView {
  /** As it is typed: `/explain `, `@file:`. */
  readonly text: string;
  readonly description: string;
}

/** What lies elsewhere by the user's choice. */
export interface Remotes {
  /** Where the tables of the index lie when not on this machine. */
  readonly remoteIndex?: string;
  /** The server that computes vectors, and gets texts and questions for that, when not this machine. */
  readonly remoteEmbeddings?: string;
}

/** What stands around the transcript. */
export interface ChatStateView extends Remotes {
  readonly banner?: BannerView;
  readonly chips: readonly ChipView[];
  /** `verified`: intact and trusted; `untrusted`: something speaks against it, whether its files are intact or not. */
  readonly model: {
    readonly name: string;
    readonly verified: boolean;
    readonly untrusted: boolean;
    readonly title: string;
  };
  readonly budget: { readonly used: number; readonly total: number; readonly title: string };
  readonly suggestions: readonly { readonly question: string; readonly path: string }[];
  readonly truths: readonly TruthView[];
  readonly mentions: readonly MentionView[];
  /** Why sending is impossible now, in one sentence; absent when it is possible. */
  readonly cannotSend?: string;
}

export type ProgressPhase = 'searching' | 'loading' | 'waiting' | 'answering' | 'silent';

/** Host → webview. */
export type ToChatView =
  | { readonly type: 'init'; readonly state: ChatStateView; readonly turns: readonly TurnView[] }
  | { readonly type: 'state'; readonly state: ChatStateView }
  | { readonly type: 'turnStarted'; readonly turn: TurnView }
  /** Replaces the fields given (steps, sources, held-back passages … as they become known). */
  | { readonly type: 'turnChanged'; readonly id: string; readonly change: Partial<Omit<TurnView, 'id' | 'answer'>> }
  | { readonly type: 'answerDelta'; readonly id: string; readonly text: string }
  | { readonly type: 'thinkingDelta'; readonly id: string; readonly text: string }
  /** `since` is epoch milliseconds; the view counts the seconds itself. */
  | {
      readonly type: 'progress';
      readonly id: string;
      readonly phase: ProgressPhase;
      readonly since: number;
      readonly model?: string;
    }
  | { readonly type: 'turnFinished'; readonly turn: TurnView }
  | { readonly type: 'revealed'; readonly turnId: string; readonly placeholder: string; readonly value: string }
  /** A false alarm that the view reported is kept. */
  | { readonly type: 'falseAlarmNoted' }
  | { readonly type: 'composer'; readonly text?: string; readonly focus: boolean };
