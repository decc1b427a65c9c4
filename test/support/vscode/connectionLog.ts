// Loaded with `--require` into each Node process under test: writes down every address that it connects or sends to.
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';

const log = process.env['REMPART_CONNECTION_LOG'];

function note(host: string, port: unknown): void {
  if (!log) return;
  const stack = (new Error('connection').stack ?? '').split('\n').slice(3, 14).join('\n');
  const command = process.argv.slice(1, 4).join(' ').slice(0, 200);
  fs.appendFileSync(
    log,
    `${JSON.stringify({ pid: process.pid, command, address: `${host}:${String(port)}`, stack })}\n`,
  );
}

// The one door of TCP in Node: http, https, fetch, tls and WebSocket all come through here.
const connect = Reflect.get(net.Socket.prototype, 'connect');
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]): net.Socket {
  // Called with an options object, (port, host), (path), or an array that Node has normalised from these.
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { host, port, path } = first as { host?: string; port?: unknown; path?: string };
    if (port !== undefined && !path) note(host ?? 'localhost', port);
  } else if (typeof first === 'number') {
    note(typeof second === 'string' ? second : 'localhost', first);
  }
  return Reflect.apply(connect, this, args) as net.Socket;
};

const send = Reflect.get(dgram.Socket.prototype, 'send');
dgram.Socket.prototype.send = function (this: dgram.Socket, ...args: unknown[]): void {
  const strings = args.slice(1).filter((value): value is string => typeof value === 'string');
  const numbers = args.slice(1).filter((value): value is number => typeof value === 'number');
  if (numbers.length > 0) note(strings.at(-1) ?? 'localhost', numbers.at(-1));
  Reflect.apply(send, this, args);
};
