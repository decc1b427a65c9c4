// Entry of the index process: speaks the protocol with the host that forked it, and ends when the host does.
import path from 'node:path';
import * as z from 'zod';
import { RempartError } from '../base/errors';
import { setLanguage, t } from '../base/l10n';
import { lowerPriority, RunningRequests } from '../base/childProcess';
import { IndexService } from './indexing/service';
import { requestSchema, type IndexReply, type IndexRequest } from './protocol';

let service: IndexService | undefined;
const running = new RunningRequests();

function send(reply: IndexReply): void {
  if (process.connected) process.send?.(reply);
}

const log = (level: 'info' | 'warn' | 'error') => (message: string) => send({ kind: 'log', level, message });

async function handle(request: IndexRequest, signal: AbortSignal): Promise<unknown> {
  if (request.method === 'open') {
    await setLanguage(request.params.language);
    const { catalogueFolder, storageOptions, ...options } = request.params;
    service = await IndexService.open(
      {
        ...options,
        ...(catalogueFolder === undefined ? {} : { catalogueFolder }),
        ...(storageOptions === undefined ? {} : { storageOptions }),
      },
      {
        logger: { info: log('info'), warn: log('warn'), error: log('error') },
        onStatus: (status) => send({ kind: 'status', status }),
        embedderProcess: path.join(__dirname, 'embedderProcess.js'),
        documentProcess: path.join(__dirname, 'documentProcess.js'),
        syntaxWorker: path.join(__dirname, 'syntaxWorker.js'),
      },
    );
    return service.status;
  }
  if (service === undefined) throw new RempartError('not-open', 'The index is not open.');
  if (request.method === 'update')
    return service.update(request.params, signal, (progress) => send({ kind: 'progress', id: request.id, progress }));
  if (request.method === 'pause') {
    service.setPaused(request.params.paused);
    return null;
  }
  if (request.method === 'compact') return service.compact();
  if (request.method === 'drop') {
    await service.drop();
    return null;
  }
  if (request.method === 'search') {
    const { pathPrefixes, languages, ...rest } = request.params;
    return service.search(
      {
        ...rest,
        ...(pathPrefixes === undefined ? {} : { pathPrefixes }),
        ...(languages === undefined ? {} : { languages }),
      },
      signal,
    );
  }
  throw new RempartError('unknown-method', `Unknown method ${request.method}.`);
}

function close(): never {
  service?.dispose();
  process.exit(0);
}

/** Whoever asks waits for an answer, though nobody understands what was asked. */
function refuse(message: unknown): void {
  const asked = z.object({ id: z.number() }).safeParse(message);
  if (!asked.success) return;
  const { id } = asked.data;
  send({ kind: 'error', id, reason: 'bad-request', message: t('The index does not understand this request.') });
}

async function receive(message: unknown): Promise<void> {
  const parsed = requestSchema.safeParse(message);
  if (!parsed.success) {
    log('error')('index process: a message that is not of the protocol');
    refuse(message);
    return;
  }
  const request = parsed.data;
  if (request.method === 'close') close();
  if (request.method === 'cancel') {
    running.cancel(request.id);
    return;
  }
  const { id } = request;
  await running.run(
    id,
    async (signal) => send({ kind: 'result', id, result: await handle(request, signal) }),
    (failure) => send({ kind: 'error', id, ...failure }),
  );
}

lowerPriority();
process.on('message', (message) => void receive(message));
process.on('disconnect', close);
