// A model of the local Ollama as the turn asks it: one fixed set of options per model, so that it is never reloaded for them.
import { sameModel } from '../base/modelName';
import type { OllamaClient } from '../models';
import { isTrusted } from '../models/trusted';
import type { IntegrityStatus, LocalModel } from '../models/types';
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

/**
 * The model that answers: the one asked for, else of those of this machine that can chat the one that most can be said
 * for, and of several the first that is listed.
 * @param integrity what is known about the files of a model, and whether it is trusted
 */
export async function chooseChatModel(
  models: readonly LocalModel[],
  wanted: string,
  integrity: (name: string) => Promise<IntegrityStatus>,
): Promise<LocalModel | undefined> {
  const local = models.filter(
    ({ remoteHost, capabilities }) => remoteHost === undefined && (capabilities?.includes('completion') ?? true),
  );
  if (wanted === '') return mostTrusted(local, integrity);
  return local.find(({ name }) => sameModel(name, wanted));
}

async function mostTrusted(
  models: readonly LocalModel[],
  integrity: (name: string) => Promise<IntegrityStatus>,
): Promise<LocalModel | undefined> {
  if (models.length < 2) return models[0];
  const ranked = await Promise.all(models.map(async (model) => ({ model, rank: rankOf(await integrity(model.name)) })));
  return ranked.reduce((best, one) => (one.rank > best.rank ? one : best)).model;
}

/** The more, the more can be said for a model. */
function rankOf({ state, trust }: IntegrityStatus): number {
  if (state === 'failed' || state === 'changed' || trust.approval.state === 'prohibited') return 0;
  if (!isTrusted(trust)) return 1;
  return state === 'verified' ? 3 : 2;
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
