// What can go wrong with a model server, as reasons a program can act on, and how its answers map to them.
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';

export type OllamaErrorReason =
  /** Nothing listens at the endpoint. */
  | 'ollama-absent'
  /** The connection ended before the answer did. */
  | 'ollama-lost'
  /** The server said no, or something that is not its protocol. */
  | 'ollama-error'
  /** Its queue is full. */
  | 'ollama-busy'
  /** The model, or the endpoint, is on another machine. */
  | 'ollama-remote'
  | 'model-not-found'
  /** The server lists the model but cannot run its files. */
  | 'model-damaged'
  /** An embedding model was asked to chat, or a chat model to embed or think. */
  | 'model-unsuitable'
  | 'context-too-long';

/** The prompt does not fit: nothing was cut, nothing was answered. */
export class ContextTooLongError extends RempartError<'context-too-long'> {
  constructor(
    /** Tokens of the whole prompt as the server counted them. */
    readonly promptTokens: number | undefined,
    /** Tokens that fit. */
    readonly contextLength: number | undefined,
  ) {
    super(
      'context-too-long',
      promptTokens !== undefined && contextLength !== undefined
        ? t('The question with its context has {0} tokens; the model takes {1}.', promptTokens, contextLength)
        : t('The text is longer than the model can take.'),
    );
  }
}

export function ollamaError(reason: OllamaErrorReason, message: string, cause?: unknown): RempartError {
  return new RempartError(reason, message, cause === undefined ? undefined : { cause });
}

export const remoteModelError = (model: string, host?: string): RempartError =>
  ollamaError(
    'ollama-remote',
    host
      ? t('{0} runs on {1}, not on this machine. Rempart does not use it.', model, host)
      : t('{0} runs in the cloud, not on this machine. Rempart does not use it.', model),
  );

export const lostError = (cause?: unknown): RempartError =>
  ollamaError('ollama-lost', t('Ollama stopped answering. Your question is kept.'), cause);

// Texts of Ollama's loader for files that are cut, overwritten or not a model ("… exceeds file size (98358336)").
const damage =
  /exceeds file size|invalid file magic|invalid digest format|^(?:unexpected )?EOF$|: permission denied$|: is a directory$|^template: |^invalid character |does not support logits/u;
const unsuitable = /does not support (?:chat|embed\w*|thinking|tools|generate|completion)/u;

/** The error for an answer that is not 2xx. `body` is its text. */
export function errorOfResponse(status: number, body: string): RempartError {
  const text = errorText(body);
  const tooLong = contextTooLong(text);
  if (tooLong) return tooLong;
  if (status === 503) return ollamaError('ollama-busy', t('Ollama is busy: its queue is full. Try again in a moment.'));
  if (status === 404 && text.includes('model'))
    return ollamaError('model-not-found', t('Ollama does not have this model: {0}', text));
  if (status === 400 && unsuitable.test(text)) return ollamaError('model-unsuitable', t('Ollama says: {0}', text));
  if (status >= 400 && damage.test(text))
    return ollamaError('model-damaged', t('Ollama cannot run the files of this model: {0}', text));
  if (status === 401 || /cloud is disabled|remote model/u.test(text))
    return ollamaError('ollama-remote', t('Ollama says: {0}', text));
  return ollamaError('ollama-error', t('Ollama answered with status {0}: {1}', status, text || t('no reason given')));
}

/** The error for an `{"error": …}` line inside a stream that began well. */
export function errorOfLine(text: string): RempartError {
  return contextTooLong(text) ?? ollamaError('ollama-error', t('Ollama gave up during the answer: {0}', text));
}

/** Two layers deep when it comes from the runner: `{"error":"{\"error\":{\"message\":…}}"}`. */
function errorText(body: string): string {
  const outer: unknown = parse(body);
  const text = field(outer, 'error');
  return (typeof text === 'string' ? text : body).trim().slice(0, 500);
}

function contextTooLong(text: string): ContextTooLongError | undefined {
  const inner = field(parse(text), 'error');
  const prompt = field(inner, 'n_prompt_tokens');
  const context = field(inner, 'n_ctx');
  if (typeof prompt === 'number' && typeof context === 'number') return new ContextTooLongError(prompt, context);
  if (/exceed(?:s the (?:available )?context|_context_size)|longer than the context length/u.test(text))
    return new ContextTooLongError(undefined, undefined);
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
