// The `fetch` that the official client is given: no proxy, no redirect, no time limit of its own, our AbortSignal from the
// first byte on, and no prompt to a socket that is not the one that was asked for.
import http from 'node:http';
import https from 'node:https';
import type { Endpoint } from '../../base/address';
import { errorMessage, isAbortError, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { endOnLoopback } from '../../base/loopback';
import { errorOfLine, errorOfResponse, lostError, ollamaError } from './errors';

export interface TransportOptions {
  /** Aborts the request at any point: while it is queued, while the model loads, while it streams. */
  readonly signal?: AbortSignal | undefined;
  /** Sent as a bearer token, for a server behind a gateway. */
  readonly token?: string | undefined;
}

/** A reply larger than this is not one of Ollama's (a list of thousands of models is about 1 MB). */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** One line of a stream holds a few tokens. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;

/**
 * A `fetch` for one endpoint. Undici's would give up after five minutes without headers, which is a cold load of a large
 * model, and an editor may have replaced the global one by one that uses its proxy.
 */
export function createFetch(endpoint: Endpoint, { signal, token }: TransportOptions = {}): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== endpoint.url.origin)
      throw ollamaError(
        'ollama-remote',
        t('A request to {0} was stopped: only {1} is allowed.', url.origin, endpoint.url.origin),
      );
    const signals = [signal, init.signal].filter((one): one is AbortSignal => one instanceof AbortSignal);
    const combined = AbortSignal.any(signals);
    combined.throwIfAborted();
    const body = typeof init.body === 'string' ? init.body : undefined;
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    const response = await request(endpoint, url, init.method ?? 'GET', headers, body, combined);
    return response;
  };
}

async function request(
  endpoint: Endpoint,
  url: URL,
  method: string,
  headers: Headers,
  body: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const message = await send(endpoint, url, method, headers, body, signal);
  const status = message.statusCode ?? 0;
  const type = message.headers['content-type'] ?? '';
  if (status >= 300 && status < 400) {
    message.destroy();
    throw ollamaError(
      'ollama-error',
      t('{0} sends its callers elsewhere (status {1}): not followed.', url.host, status),
    );
  }
  if (status !== 200) throw errorOfResponse(status, await readText(message, 1024 * 1024, signal));
  if (type.includes('x-ndjson'))
    return new Response(readLines(message, signal), { status, headers: { 'content-type': type } });
  const text = await readText(message, MAX_BODY_BYTES, signal);
  // The official client would print what it cannot read.
  if (text !== '' && !isJson(text))
    throw ollamaError('ollama-error', t('What answers at {0} is not Ollama.', url.host));
  return new Response(text, { status, headers: { 'content-type': type } });
}

function send(
  endpoint: Endpoint,
  url: URL,
  method: string,
  headers: Headers,
  body: string | undefined,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    if (body !== undefined) headers.set('content-length', String(Buffer.byteLength(body)));
    const outgoing = (secure ? https : http).request(url, {
      method,
      headers: Object.fromEntries(headers),
      signal,
      agent: secure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false }),
    });
    outgoing.once('response', resolve);
    outgoing.on('error', (error) => reject(connectionError(error, signal, url)));
    if (endpoint.loopback) endOnLoopback(outgoing, url, body);
    else outgoing.end(body);
  });
}

function connectionError(error: Error, signal: AbortSignal, url: URL): Error {
  if (signal.aborted || isAbortError(error)) return abortError(signal);
  if (RempartError.is(error)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (
    code === 'ECONNREFUSED' ||
    code === 'ENOTFOUND' ||
    code === 'EHOSTUNREACH' ||
    code === 'ENETUNREACH' ||
    code === 'ETIMEDOUT'
  )
    return ollamaError('ollama-absent', t('Nothing answers at {0}. Start Ollama, then try again.', url.host), error);
  if (code?.startsWith('HPE_') || code?.startsWith('ERR_TLS') || code?.includes('CERT'))
    return ollamaError(
      'ollama-error',
      t('{0} does not speak Ollama’s protocol: {1}', url.host, errorMessage(error)),
      error,
    );
  return lostError(error);
}

export function abortError(signal: AbortSignal): Error {
  return isAbortError(signal.reason)
    ? (signal.reason as Error)
    : new DOMException('The request was stopped.', 'AbortError');
}

async function readText(message: http.IncomingMessage, limit: number, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limit) throw ollamaError('ollama-error', t('The answer of Ollama is larger than any that is known.'));
      chunks.push(chunk);
    }
  } catch (error) {
    if (signal.aborted) throw abortError(signal);
    throw RempartError.is(error) ? error : lostError(error);
  } finally {
    message.destroy();
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The lines of a stream, each known to be JSON and no error; ends well only after a line with `done` or `success`. */
function readLines(message: http.IncomingMessage, signal: AbortSignal): ReadableStream<Uint8Array> {
  async function* lines(): AsyncGenerator<Uint8Array> {
    let rest: Buffer[] = [];
    let restBytes = 0;
    let finished = false;
    try {
      for await (const chunk of message as AsyncIterable<Buffer>) {
        let start = 0;
        for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
          const line = Buffer.concat([...rest, chunk.subarray(start, end)]);
          rest = [];
          restBytes = 0;
          start = end + 1;
          if (line.toString('utf8').trim() === '') continue;
          finished = checkLine(line);
          yield Buffer.concat([line, newline]);
          if (finished) return;
        }
        rest.push(chunk.subarray(start));
        restBytes += chunk.length - start;
        if (restBytes > MAX_LINE_BYTES)
          throw ollamaError('ollama-error', t('The answer of Ollama is larger than any that is known.'));
      }
      const last = Buffer.concat(rest);
      if (last.toString('utf8').trim() !== '') {
        finished = checkLine(last);
        yield last;
      }
    } catch (error) {
      if (signal.aborted) throw abortError(signal);
      throw RempartError.is(error) ? error : lostError(error);
    } finally {
      message.destroy();
    }
    // A server that is stopped closes its streams in an orderly way: only the missing `done` tells.
    if (!finished) throw lostError();
  }
  const source = lines();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await source.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await source.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const newline = Buffer.from('\n');

/** Whether this is the last line. Throws for an error line and for what is no JSON object. */
function checkLine(line: Buffer): boolean {
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch (cause) {
    // A line that was cut by a dying server.
    throw lostError(cause);
  }
  if (typeof value !== 'object' || value === null)
    throw ollamaError('ollama-error', t('Ollama sent a line that is no part of an answer.'));
  const { error, done, status } = value as { error?: unknown; done?: unknown; status?: unknown };
  if (typeof error === 'string') throw errorOfLine(error);
  return done === true || status === 'success';
}
