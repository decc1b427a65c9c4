// A machine on which `localhost` leads to another one, as a hosts file or a proxy could make it.
import http from 'node:http';
import net from 'node:net';
import { vi } from 'vitest';

/** Every connection says that its other end is not on this machine, until the function that it gives is called. */
export function leadElsewhere(): () => void {
  const spy = vi.spyOn(http.Agent.prototype, 'createConnection').mockImplementation((options) => {
    const socket = net.connect(options as net.TcpNetConnectOpts);
    Object.defineProperty(socket, 'remoteAddress', { get: () => '192.0.2.1' });
    return socket;
  });
  return () => spy.mockRestore();
}
