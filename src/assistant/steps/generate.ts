// Steps 11 and 12, generate and guard the output: the model's tokens pass the output guard before anybody sees them.
import { isAbortError, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { OutputGuard, StreamRedactor, type Vault } from '../../guards';
import {
  masks,
  outputAction,
  sensitiveActions,
  sensitiveKind,
  type Policy,
  type SensitiveActions,
  type SensitiveKind,
} from '../../guards/policy';
import type { GuardReason } from '../../guards/types';
import type { ChatMessage, ChatModel, Problem, ProblemKind, TurnEvent } from '../types';
import { sensitiveReason } from './inputGuard';

export interface GenerateInput {
  readonly model: ChatModel;
  readonly messages: readonly ChatMessage[];
  readonly canary: string;
  readonly systemPrompt: string;
  /** Texts whose addresses the answer may repeat: the question and the passages. */
  readonly knownText: readonly string[];
  readonly vault: Vault;
  readonly policy: Policy;
}

export interface Generated {
  /** Guarded text with placeholders. */
  readonly answer: string;
  readonly thinking: string;
  readonly outcome: 'done' | 'blocked' | 'stopped' | 'failed';
  readonly reasons: readonly GuardReason[];
  readonly problem?: Problem;
  readonly promptTokens?: number;
  readonly answerTokens?: number;
  /** Milliseconds from the request to the first token. */
  readonly firstToken?: number;
  /** Set when the server refused the prompt for its length: the share of it that fits. */
  readonly tooLongScale?: number;
}

/** Asks the model and streams what the guards let through. A failure is a value; only programming errors throw. */
export async function generate(
  input: GenerateInput,
  signal: AbortSignal,
  now: () => number,
  onEvent: (event: TurnEvent) => void,
): Promise<Generated> {
  const guard = new OutputGuard({
    canary: input.canary,
    systemPrompt: input.systemPrompt,
    allowedText: input.knownText,
  });
  const redactor = new OutputRedactor(input.vault, input.policy, input.model.name);
  const thinkingRedactor = new OutputRedactor(input.vault, input.policy, input.model.name);
  // The guard's own stop: closing the connection is what makes Ollama stop working.
  const own = new AbortController();
  const either = AbortSignal.any([signal, own.signal]);
  const startedAt = now();
  const reasons: GuardReason[] = [];
  let answer = '';
  let thinking = '';
  let firstToken: number | undefined;
  let promptTokens: number | undefined;
  let answerTokens: number | undefined;

  const emit = (text: string): void => {
    if (text === '') return;
    answer += text;
    onEvent({ type: 'answer', text });
  };
  const think = (text: string): void => {
    if (text === '') return;
    thinking += text;
    onEvent({ type: 'thinking', text });
  };
  /** Redacts first, so that the guard never hands out a secret; true when the answer must end here. */
  const pass = (text: string, last: boolean): boolean => {
    const redacted = last ? redactor.push(text) + redactor.end() : redactor.push(text);
    reasons.push(...redactor.takeReasons());
    let block = redactor.blocked;
    if (block) return true;
    for (const delta of last ? [guard.push(redacted), guard.end()] : [guard.push(redacted)]) {
      for (const reason of delta.reasons) {
        const action = outputAction(input.policy, reason);
        if (action !== 'allow') reasons.push(reason);
        block ||= action === 'block';
      }
      block ||= delta.action === 'block';
      if (!block) emit(delta.text);
    }
    return block;
  };
  const finish = (outcome: Generated['outcome'], problem?: Problem, tooLongScale?: number): Generated => ({
    answer,
    thinking,
    outcome,
    reasons,
    ...(problem ? { problem } : {}),
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(answerTokens === undefined ? {} : { answerTokens }),
    ...(firstToken === undefined ? {} : { firstToken }),
    ...(tooLongScale === undefined ? {} : { tooLongScale }),
  });

  try {
    for await (const event of input.model.chat(input.messages, either)) {
      switch (event.type) {
        case 'loading':
        case 'waiting':
        case 'silent':
          onEvent({ type: 'phase', phase: event.type });
          break;
        case 'thinking':
          think(thinkingRedactor.push(event.text));
          break;
        case 'token':
          if (firstToken === undefined) {
            firstToken = now() - startedAt;
            onEvent({ type: 'phase', phase: 'answering' });
          }
          if (pass(event.text, false)) {
            own.abort();
            return finish('blocked');
          }
          break;
        case 'done':
          promptTokens = event.promptTokens;
          answerTokens = event.answerTokens;
          break;
      }
    }
    think(thinkingRedactor.end());
    return finish(pass('', true) ? 'blocked' : 'done');
  } catch (error) {
    // What had arrived stays: the held-back tail is let out through the guard.
    const blocked = pass('', true);
    if (blocked) return finish('blocked');
    if (isAbortError(error) || signal.aborted) return finish('stopped');
    const scale = tooLong(error);
    return finish('failed', problemOf(error), scale);
  }
}

/** Masks what the policy masks in an answer; the rest is put back, told of, or a reason to end the answer. */
class OutputRedactor {
  readonly #redactor: StreamRedactor;
  readonly #actions: SensitiveActions;
  #seen = 0;
  #reasons: GuardReason[] = [];
  readonly #told = new Set<SensitiveKind>();
  /** Something was found that ends the answer. */
  blocked = false;

  constructor(
    private readonly vault: Vault,
    policy: Policy,
    model: string,
  ) {
    this.#redactor = new StreamRedactor(vault);
    this.#actions = sensitiveActions(policy, 'output', { model });
  }

  push(text: string): string {
    return this.#look(this.#redactor.push(text));
  }

  end(): string {
    return this.#look(this.#redactor.end());
  }

  /** Reasons since the last time. */
  takeReasons(): readonly GuardReason[] {
    return this.#reasons.splice(0);
  }

  #look(text: string): string {
    let result = '';
    let at = 0;
    for (; this.#seen < this.#redactor.spans.length; this.#seen++) {
      const span = this.#redactor.spans[this.#seen];
      if (!span) break;
      const kind = sensitiveKind(span.type);
      const action = this.#actions[kind];
      if (action === 'block') this.blocked = true;
      if ((action === 'block' || action === 'warn') && !this.#told.has(kind)) {
        this.#told.add(kind);
        this.#reasons.push(sensitiveReason(kind, span.start, span.end));
      }
      const start = text.indexOf(span.placeholder, at);
      if (masks(action) || start < 0) continue;
      result += text.slice(at, start) + (this.vault.valueOf(span.placeholder) ?? span.placeholder);
      at = start + span.placeholder.length;
    }
    return result + text.slice(at);
  }
}

function tooLong(error: unknown): number | undefined {
  if (!RempartError.is(error, 'context-too-long')) return undefined;
  const { promptTokens, contextLength } = error as RempartError & { promptTokens?: number; contextLength?: number };
  if (!promptTokens || !contextLength) return 0.5;
  return Math.min(0.9, (contextLength / promptTokens) * 0.9);
}

function problemOf(error: unknown): Problem {
  const reason = RempartError.is(error) ? error.reason : 'unknown';
  const kinds: Readonly<Record<string, ProblemKind>> = {
    'ollama-lost': 'model-lost',
    'ollama-unreachable': 'model-lost',
    'ollama-absent': 'model-lost',
    'model-damaged': 'model-damaged',
    'context-too-long': 'context-too-long',
  };
  const kind = kinds[reason] ?? 'model-failed';
  switch (kind) {
    case 'model-lost':
      return { kind, message: t('Ollama stopped answering. Your question is kept.') };
    case 'model-damaged':
      return { kind, message: t('Ollama cannot use this model: its files may be damaged. Verify it.') };
    case 'context-too-long':
      return { kind, message: t('The question and its context do not fit the model. Ask about less at once.') };
    default:
      return { kind, message: RempartError.is(error) ? error.message : t('The model failed to answer.') };
  }
}
