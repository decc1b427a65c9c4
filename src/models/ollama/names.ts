// Which endpoints stay on this machine.
import net from 'node:net';
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';

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
  const url = toUrl(text?.trim() ?? '');
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

/** Whether this host name or address is this machine by definition (RFC 6761, RFC 5735, RFC 4291). */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/gu, '');
  if (name === 'localhost') return true;
  if (net.isIPv4(name)) return name.startsWith('127.');
  return net.isIPv6(name) && isLoopbackAddress(name);
}

/** Whether a connected socket's remote address is loopback, IPv4-mapped ones included. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  if (net.isIPv4(address)) return address.startsWith('127.');
  return address === '::1' || /^::ffff:127\./iu.test(address);
}

function toUrl(text: string): URL {
  const withScheme = /^https?:\/\//iu.test(text) ? text : `http://${text.startsWith(':') ? `127.0.0.1${text}` : text}`;
  try {
    const url = new URL(text === '' ? 'http://127.0.0.1' : withScheme);
    if (url.username || url.password || url.search || url.hash) throw new Error('only scheme, host, port and path');
    if (!/^https?:\/\/.+/iu.test(text) && url.port === '') url.port = DEFAULT_PORT;
    while (url.pathname.length > 1 && url.pathname.endsWith('/')) url.pathname = url.pathname.slice(0, -1);
    return url;
  } catch (cause) {
    throw new RempartError('endpoint-invalid', t('{0} is not an address of a server.', text.slice(0, 200)), { cause });
  }
}
