// Addresses of servers, as the user or `OLLAMA_HOST` writes them.
import net from 'node:net';
import { RempartError } from './errors';
import { t } from './l10n';
import { isLoopbackHost } from './loopback';

/** Where Ollama listens unless it is told otherwise. */
const DEFAULT_PORT = '11434';

export interface Endpoint {
  readonly url: URL;
  readonly loopback: boolean;
}

/**
 * An endpoint as `OLLAMA_HOST` writes it: `127.0.0.1`, `:11434`, `http://localhost:11434`. "Every interface" (`0.0.0.0`,
 * `::`) is where a server listens; a client means this machine by it.
 * @throws RempartError `endpoint-invalid`; `endpoint-remote` for another machine, unless `allowRemote` and https.
 */
export function parseEndpoint(text: string | undefined, { allowRemote = false } = {}): Endpoint {
  const url = endpointUrl(text);
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]') url.hostname = '127.0.0.1';
  const loopback = isLoopbackHost(url.hostname);
  if (!loopback && !(allowRemote && url.protocol === 'https:'))
    throw new RempartError(
      'endpoint-remote',
      allowRemote
        ? t('{0} is on another machine and not encrypted. Use https.', url.host)
        : t('{0} is on another machine. Rempart only talks to this one.', url.host),
    );
  return { url, loopback };
}

/**
 * The address in `OLLAMA_HOST` as Ollama itself reads it, wherever it leads: without quotes, 11434 where no port is given,
 * 127.0.0.1 where no host is.
 * @throws RempartError `endpoint-invalid`
 */
export function endpointUrl(given: string | undefined): URL {
  const text = withoutQuotes(given ?? '');
  const isWhole = /^https?:\/\//iu.test(text);
  const bare = net.isIPv6(text) ? `[${text}]` : text;
  try {
    const url = new URL(isWhole ? text : `http://${/^(?::|$)/u.test(bare) ? `127.0.0.1${bare}` : bare}`);
    if (url.username || url.password || url.search || url.hash) throw new Error('only scheme, host, port and path');
    if (!isWhole && url.port === '') url.port = DEFAULT_PORT;
    while (url.pathname.length > 1 && url.pathname.endsWith('/')) url.pathname = url.pathname.slice(0, -1);
    return url;
  } catch (cause) {
    throw new RempartError('endpoint-invalid', t('{0} is not an address of a server.', text.slice(0, 200)), { cause });
  }
}

/**
 * Whether a server that is started with this `OLLAMA_HOST` listens beyond this machine. A port alone, `:11434`, is every
 * interface to a server.
 */
export function listensBeyond(given: string): boolean {
  const text = withoutQuotes(given);
  if (/^(?:https?:\/\/)?:/iu.test(text) && !net.isIPv6(text)) return true;
  try {
    return !isLoopbackHost(endpointUrl(text).hostname);
  } catch {
    return true;
  }
}

/** What a variable of Ollama says: it takes blanks and quotes around a value away. */
export function withoutQuotes(value: string): string {
  let text = value.trim().replace(/^["']+/u, '');
  while (/["']$/u.test(text)) text = text.slice(0, -1);
  return text.trim();
}

/**
 * The address of a remote server.
 * @throws RempartError `endpoint-remote` unless it is https (or plain http on this machine) without credentials in it
 */
export function remoteEndpoint(endpoint: string): URL {
  const url = URL.parse(endpoint);
  const isLocal = url !== null && isLoopbackHost(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)))
    throw new RempartError('endpoint-remote', t('{0} is not an https address.', endpoint));
  if (url.username !== '' || url.password !== '')
    throw new RempartError('endpoint-remote', t('The address of the embeddings server must not contain a password.'));
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
