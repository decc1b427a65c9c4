// Entry of the embedder process: holds one embedding model of transformers.js for the index process that forked it.
// It is a process of its own because the model computes on the thread that asks (a search would wait for it) and
// because only the end of a process gives all of its memory back.
import os from 'node:os';
import { errorMessage, isAbortError, RempartError } from '../base/errors';
import { setLanguage } from '../base/l10n';
import { findModel } from './catalogue';
import { embedderRequestSchema, type EmbedderReply } from './embedding/forkedProtocol';
import { TransformersEmbedder } from './embedding/transformers';

let embedder: TransformersEmbedder | undefined;
const running = new Map<number, AbortController>();

function send(reply: EmbedderReply): void {
  if (process.connected) process.send?.(reply);
}

async function receive(message: unknown): Promise<void> {
  const request = embedderRequestSchema.parse(message);
  if (request.method === 'cancel') {
    running.get(request.id)?.abort();
    return;
  }
  if (request.method === 'open') {
    setLanguage(request.language);
    const model = findModel(request.model);
    if (model?.backend === 'transformers') embedder = new TransformersEmbedder(model, request.folder);
    return;
  }
  const controller = new AbortController();
  running.set(request.id, controller);
  try {
    if (embedder === undefined) throw new RempartError('not-open', 'The embedder is not open.');
    send({ id: request.id, vectors: await embedder.embed(request.texts, request.kind, controller.signal) });
  } catch (error) {
    const reason = isAbortError(error) ? 'aborted' : RempartError.is(error) ? error.reason : 'failed';
    send({ id: request.id, reason, message: errorMessage(error) });
  } finally {
    running.delete(request.id);
  }
}

try {
  os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Not allowed here: the work is the same.
}
process.on('message', (message) => void receive(message));
process.on('disconnect', () => process.exit(0));
