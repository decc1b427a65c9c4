// Entry of the embedder process: holds one embedding model of transformers.js for the index process that forked it.
// It is a process of its own because the model computes on the thread that asks (a search would wait for it) and
// because only the end of a process gives all of its memory back.
import { RempartError } from '../base/errors';
import { setLanguage } from '../base/l10n';
import { findModel } from './catalogue';
import { lowerPriority, RunningRequests } from '../base/childProcess';
import { embedderRequestSchema, type EmbedderReply } from './embedding/forkedProtocol';
import { TransformersEmbedder } from './embedding/transformers';

let embedder: TransformersEmbedder | undefined;
const running = new RunningRequests();

function send(reply: EmbedderReply): void {
  if (process.connected) process.send?.(reply);
}

async function receive(message: unknown): Promise<void> {
  const request = embedderRequestSchema.parse(message);
  if (request.method === 'cancel') {
    running.cancel(request.id);
    return;
  }
  if (request.method === 'open') {
    const model = findModel(request.model);
    if (model?.backend === 'transformers') embedder = new TransformersEmbedder(model, request.folder);
    await setLanguage(request.language);
    return;
  }
  const { id, texts, kind } = request;
  await running.run(
    id,
    async (signal) => {
      if (embedder === undefined) throw new RempartError('not-open', 'The embedder is not open.');
      send({ id, vectors: await embedder.embed(texts, kind, signal) });
    },
    (failure) => send({ id, ...failure }),
  );
}

lowerPriority();
process.on('message', (message) => void receive(message));
process.on('disconnect', () => process.exit(0));
