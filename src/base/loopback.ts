// What stays on this machine: host names, addresses of sockets, and requests that must not end elsewhere.
import type http from 'node:http';
import net from 'node:net';
import type { Socket } from 'node:net';
import { RempartError } from './errors';
import { t } from './l10n';

/** Whether this host name or address is this machine by definition (RFC 6761, RFC 5735, RFC 4291). */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/gu, '');
  return name === 'localhost' || isLoopbackAddress(name);
}

/** Whether a socket's address is loopback, IPv4-mapped ones included. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  if (net.isIPv4(address)) return address.startsWith('127.');
  return address === '::1' || (net.isIPv6(address) && /^::ffff:127\./iu.test(address));
}

/**
 * Ends a request to a loopback address; headers and body are held back until the socket is known to lead there. A proxy, or
 * a hosts file that says `localhost` is elsewhere, shows in the address of the connected socket: then the request fails
 * with a RempartError `endpoint-remote`.
 * @param url that the request was made with
 */
export function endOnLoopback(request: http.ClientRequest, url: URL, body?: string): void {
  request.once('socket', (socket: Socket) => {
    const go = (): void => {
      if (leadsTo(socket, url)) request.end(body);
      else request.destroy(new RempartError('endpoint-remote', t('{0} does not lead to this machine.', url.host)));
    };
    if (socket.connecting) socket.once('connect', go);
    else go();
  });
}

function leadsTo({ remoteAddress, remotePort }: Socket, { port, protocol }: URL): boolean {
  return isLoopbackAddress(remoteAddress) && remotePort === Number(port || (protocol === 'https:' ? 443 : 80));
}
