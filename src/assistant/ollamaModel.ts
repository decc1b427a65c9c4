// A model of the local Ollama as the turn asks it: one fixed set of options per model, so that it is never reloaded for them.
import { sameModel } from '../base/modelName';
import type { OllamaClient } from '../models';
import type { LocalModel } from '../models/types';
import type { AnswerConstraint, ChatMessage, ChatModel, ChatModelEvent } from './types';

export interface ModelSettings {
  /** Wanted `num_ctx`; the model's own limit is the upper bound. */
  readonly contextTokens: number;
  /** Wanted `num_predict`. */
  readonly answerTokens: number;
  readonly temperature: number;
  readonly keepAlive: string;
}

/** Below this many parameters a model cannot follow ten rules: it gets a prompt of its own and a label. */
const smallParameters = 1_000_000_000;
/** Small models loop: short answers and a penalty on repetition, as measured with SmolLM2-135M. */
const smallAnswerTokens = 96;

/** The model that answers: the one asked for, else the first of this machine that can chat. */
export function chooseChatModel(models: readonly LocalModel[], wanted: string): LocalModel | undefined {
  const local = models.filter(
    ({ remoteHost, capabilities }) => remoteHost === undefined && (capabilities?.includes('completion') ?? true),
  );
  if (wanted === '') return local[0];
  return local.find(({ name }) => sameModel(name, wanted));
}

/** The chat model for a listed model. Asks the server once for its details. */
export async function ollamaModel(
  client: OllamaClient,
  listed: LocalModel,
  settings: ModelSettings,
  signal?: AbortSignal,
): Promise<ChatModel> {
  const details = await client.show(listed.name, signal);
  const small = details.parameters !== undefined && details.parameters < smallParameters;
  const contextTokens = Math.min(settings.contextTokens, details.contextLength ?? settings.contextTokens);
  const answerTokens = Math.min(
    small ? smallAnswerTokens : settings.answerTokens,
    Math.max(32, Math.floor(contextTokens / 2)),
  );
  return {
    name: listed.name,
    digest: listed.digest,
    endpoint: client.endpoint.url.origin,
    contextTokens,
    answerTokens,
    small,
    chat: (messages, abort, constraint) =>
      events(client, listed.name, messages, { ...settings, contextTokens, answerTokens, small }, abort, constraint),
  };
}

async function* events(
  client: OllamaClient,
  model: string,
  messages: readonly ChatMessage[],
  settings: ModelSettings & { readonly small: boolean },
  signal: AbortSignal,
  constraint?: AnswerConstraint,
): AsyncGenerator<ChatModelEvent, void, undefined> {
  const stream = client.chat({
    model,
    messages,
    options: {
      num_ctx: settings.contextTokens,
      num_predict: constraint?.answerTokens ?? settings.answerTokens,
      ...(settings.small ? { temperature: 0, repeat_penalty: 1.1 } : { temperature: settings.temperature }),
      ...(constraint === undefined ? {} : { temperature: 0 }),
    },
    ...(constraint === undefined ? {} : { format: constraint.format }),
    keepAlive: settings.keepAlive,
    signal,
  });
  for await (const event of stream) {
    switch (event.type) {
      case 'waiting':
      case 'loading':
      case 'silent':
        yield { type: event.type };
        break;
      case 'token':
      case 'thinking':
        yield event;
        break;
      case 'done':
        yield {
          type: 'done',
          reason: event.reason,
          ...(event.promptTokens === undefined ? {} : { promptTokens: event.promptTokens }),
          ...(event.answerTokens === undefined ? {} : { answerTokens: event.answerTokens }),
        };
        break;
    }
  }
}
