// Addresses of servers that the user chose, wherever they are.
import { RempartError } from './errors';
import { t } from './l10n';

/**
 * The address of a remote server.
 * @throws RempartError `remote-endpoint` unless it is https (or plain http on this machine) without credentials in it
 */
export function remoteEndpoint(endpoint: string): URL {
  const url = URL.parse(endpoint);
  const isLocal = url !== null && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)))
    throw new RempartError('remote-endpoint', t('{0} is not an https address.', endpoint));
  if (url.username !== '' || url.password !== '')
    throw new RempartError('remote-endpoint', t('The address of the embeddings server must not contain a password.'));
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
