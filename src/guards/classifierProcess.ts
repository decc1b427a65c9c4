// Entry of the classifier process: holds the trained model for whoever forked it. A process of its own, because the
// extension host loads no native module and waits for no computation, and because its end gives the memory back.
import { RunningRequests } from '../base/childProcess';
import { RempartError } from '../base/errors';
import { setLanguage } from '../base/l10n';
import { ClassifierModel } from './classifier/model';
import { classifierRequestSchema, type ClassifierReply } from './classifier/protocol';

let model: Promise<ClassifierModel> | undefined;
const running = new RunningRequests();

function send(reply: ClassifierReply): void {
  if (process.connected) process.send?.(reply);
}

async function receive(message: unknown): Promise<void> {
  const request = classifierRequestSchema.parse(message);
  if (request.method === 'cancel') {
    running.cancel(request.id);
    return;
  }
  if (request.method === 'open') {
    model = ClassifierModel.load(request.folder);
    // Who asks is told.
    model.catch(() => undefined);
    await setLanguage(request.language);
    return;
  }
  const { id } = request;
  await running.run(
    id,
    async () => {
      if (model === undefined) throw new RempartError('not-open', 'The classifier is not open.');
      const loaded = await model;
      const answer =
        request.method === 'judge'
          ? await loaded.judge(request.text, request.language)
          : await loaded.judgePassages(request.passages);
      send({ id, answer });
    },
    (failure) => send({ id, ...failure }),
  );
}

process.on('message', (message) => void receive(message));
process.on('disconnect', () => process.exit(0));
