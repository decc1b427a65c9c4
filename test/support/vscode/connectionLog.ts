// Loaded with `--require` into each Node process under test: writes down every address that it connects or sends to.
import { ChildProcess } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';

const log = process.env['REMPART_CONNECTION_LOG'];
const inherited = ['REMPART_CONNECTION_LOG', 'NODE_OPTIONS'].map((name) => [name, process.env[name] ?? ''] as const);

const command = process.argv.slice(1, 4).join(' ').slice(0, 200);

function write(entry: { address?: string; stack?: string }): void {
  if (log) fs.appendFileSync(log, `${JSON.stringify({ pid: process.pid, command, ...entry })}\n`);
}

function note(host: string, port: unknown): void {
  const stack = (new Error('connection').stack ?? '').split('\n').slice(3, 14).join('\n');
  write({ address: `${host}:${String(port)}`, stack });
}

// That the process is being watched, so that silence means something.
write({});

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

// VS Code takes NODE_OPTIONS out of the environment of the extension host: put it back, at the one door of all children.
const spawn = Reflect.get(ChildProcess.prototype, 'spawn') as (options: { envPairs?: string[] }) => unknown;
Reflect.set(ChildProcess.prototype, 'spawn', function (this: ChildProcess, options: { envPairs?: string[] }): unknown {
  const pairs = options.envPairs;
  for (const [name, value] of inherited)
    if (pairs && !pairs.some((pair) => pair.startsWith(`${name}=`))) pairs.push(`${name}=${value}`);
  return spawn.call(this, options);
});
