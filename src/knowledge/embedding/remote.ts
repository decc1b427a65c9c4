// Talks to an embeddings server: to Ollama on this machine without any proxy; to one of the user's own choice over TLS that is
// always verified, with a token. Without redirects.
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { endOnLoopback, isLoopbackHost } from '../../base/loopback';

export interface RemoteAccess {
  readonly token: string;
  /** Absolute path of certificates of authorities, as PEM, that are trusted besides the usual ones. */
  readonly certificates?: string | undefined;
}

/** Sixteen vectors of four thousand numbers are 2 MB. */
const maxBytes = 32 * 1024 * 1024;

function readCertificates(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new RempartError('bad-certificates', t('The certificates at {0} cannot be read.', file), { cause: error });
  }
}

/** What the client of Ollama uses of `fetch`, with the token and the certificates of a remote server. */
export function remoteFetch({ token, certificates }: RemoteAccess): typeof globalThis.fetch {
  const ca = certificates === undefined ? undefined : [...tls.rootCertificates, readCertificates(certificates)];
  return fetchWith({ authorization: `Bearer ${token}` }, () => ({
    // Whatever the environment says: an unverified server gets neither token nor text.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
  }));
}

/** The same for a server of this machine: an agent of its own takes no proxy from the environment, nor from an editor. */
export function localFetch(): typeof globalThis.fetch {
  return fetchWith({}, ({ protocol }) => ({ agent: protocol === 'https:' ? new https.Agent() : new http.Agent() }));
}

function fetchWith(
  own: Readonly<Record<string, string>>,
  connection: (url: URL) => https.RequestOptions,
): typeof globalThis.fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = { ...(init?.headers as Record<string, string> | undefined), ...own };
    const options: https.RequestOptions = {
      ...connection(url),
      method: init?.method ?? 'GET',
      headers,
      ...(init?.signal ? { signal: init.signal } : {}),
    };
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(url, options);
      request.once('error', reject);
      request.once('response', (response) => {
        const { statusCode = 0 } = response;
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size > maxBytes) response.destroy(new Error(t('The answer is too long.')));
        });
        response.once('error', reject);
        response.once('end', () => {
          if (statusCode >= 300 && statusCode < 400) reject(new Error(t('The server leads elsewhere.')));
          else resolve(new Response(Buffer.concat(chunks), { status: statusCode }));
        });
      });
      const body = typeof init?.body === 'string' ? init.body : undefined;
      if (isLoopbackHost(url.hostname)) endOnLoopback(request, url, body);
      else request.end(body);
    });
  };
}
