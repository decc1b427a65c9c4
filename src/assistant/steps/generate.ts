// Step 11, generate: the model is asked, and its tokens pass the output guard before anybody sees them.
import { isAbortError, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import type { GuardReason } from '../../guards/types';
import type { ChatMessage, ChatModel, Problem, ProblemKind, TurnEvent } from '../types';
import { GuardedStream, type OutputStage } from './outputGuard';

export interface GenerateInput extends OutputStage {
  readonly model: ChatModel;
  readonly messages: readonly ChatMessage[];
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
  /** The answer has as many tokens as it may. */
  readonly cutOff: boolean;
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
  const answers = new GuardedStream(input);
  const thoughts = new GuardedStream(input);
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
  let cutOff = false;

  const think = (text: string, last: boolean): void => {
    const { shown } = thoughts.pass(text, last);
    if (shown === '') return;
    thinking += shown;
    onEvent({ type: 'thinking', text: shown });
  };
  /** True when the answer must end here. */
  const pass = (text: string, last: boolean): boolean => {
    const { shown, found, blocked } = answers.pass(text, last);
    reasons.push(...found);
    if (shown !== '') {
      answer += shown;
      onEvent({ type: 'answer', text: shown });
    }
    return blocked;
  };
  const finish = (outcome: Generated['outcome'], problem?: Problem, tooLongScale?: number): Generated => ({
    answer,
    // A model that gives away in its answer what it must not has thought of it before.
    thinking: outcome === 'blocked' ? '' : thinking,
    outcome,
    reasons,
    cutOff,
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
          think(event.text, false);
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
          cutOff = event.reason === 'length';
          break;
      }
    }
    think('', true);
    return finish(pass('', true) ? 'blocked' : 'done');
  } catch (error) {
    // What had arrived stays: the held-back tail is let out through the guard.
    think('', true);
    const blocked = pass('', true);
    if (blocked) return finish('blocked');
    if (isAbortError(error) || signal.aborted) return finish('stopped');
    const scale = tooLong(error);
    return finish('failed', problemOf(error), scale);
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
