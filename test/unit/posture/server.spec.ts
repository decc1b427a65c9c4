// Proves that the server is judged by its own answers: to a foreign page, to a foreign host name, about its cloud.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemIo, type ProbeIo } from '../../../src/posture/probes/io';
import { runPosture } from '../../../src/posture';
import { known, type ProbeContext } from '../../../src/posture/facts';
import { probeServer } from '../../../src/posture/probes/server';
import { context, probesOf } from './fakes';

let server: http.Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

async function start(handler: http.RequestListener): Promise<{ origin: string; port: number }> {
  server = http.createServer(handler);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port };
}

const ollama =
  ({ guarded = true, status = 200 } = {}): http.RequestListener =>
  (request, response) => {
    const local = (request.headers.host ?? '').startsWith('127.0.0.1');
    if (guarded && (!local || request.headers.origin)) response.writeHead(403).end();
    else if (request.url === '/api/version') response.end('{"version":"0.33.0"}');
    else if (request.url === '/api/status')
      response.writeHead(status).end('{"cloud":{"disabled":true,"source":"env"}}');
    else response.writeHead(404).end();
  };

describe('P2 the server’s own answers', () => {
  it('of a guarded one', async () => {
    expect(await probeServer(context(await start(ollama())))).toMatchObject({
      state: 'known',
      value: { version: '0.33.0', cloud: 'off', refusesForeignOrigin: true, refusesForeignHost: true },
    });
  });
  it('of an open one, and of an old one that does not speak of its cloud', async () => {
    expect(await probeServer(context(await start(ollama({ guarded: false, status: 404 }))))).toMatchObject({
      value: { cloud: 'unknown', refusesForeignOrigin: false, refusesForeignHost: false },
    });
  });
  it('of something else, and of nobody', async () => {
    const other = await start((_, response) => response.end('hello'));
    expect((await probeServer(context(other))).state).toBe('unknown');
    await new Promise((resolve) => server!.close(resolve));
    server = undefined;
    expect((await probeServer(context(other))).state).toBe('not-applicable');
  });
});

describe('P2 where a run asks', () => {
  const asked = async (endpoint: string | undefined) => {
    let seen: ProbeContext | undefined;
    const variables = (given: ProbeContext) => {
      seen = given;
      return Promise.resolve(known({}, ''));
    };
    await runPosture({ endpoint, probes: { ...probesOf({}), variables } });
    return `${seen!.origin} ${seen!.port}`;
  };
  it.each([
    [undefined, 'http://127.0.0.1:11434 11434'],
    [':8080', 'http://127.0.0.1:8080 8080'],
    ['"127.0.0.2:1"', 'http://127.0.0.2:1 1'],
    ['http://localhost', 'http://127.0.0.1:80 80'],
    ['::1', 'http://[::1]:11434 11434'],
    ['192.0.2.1:9999', 'http://127.0.0.1:9999 9999'],
    ['127.0.0.1.example:9999', 'http://127.0.0.1:9999 9999'],
    ['a b', 'http://127.0.0.1:11434 11434'],
  ])('of %s it is %s', async (endpoint, expected) => expect(await asked(endpoint)).toBe(expected));
});

describe.runIf(process.platform === 'linux')('P2 a real run on this machine', () => {
  const real = systemIo();
  // Counting the updates that wait takes seconds, and is not what this is about.
  const io: ProbeIo = {
    ...real,
    run: (tool, args, options) =>
      tool.endsWith('/apt-get') ? Promise.resolve(undefined) : real.run(tool, args, options),
  };

  it('sees the very server that this test started', async () => {
    const { origin } = await start(ollama());
    const { findings } = await runPosture({ endpoint: origin, io });
    const state = (id: string) => findings.find((finding) => finding.id === id)!.state;
    expect(state('runtime.listener')).toBe('pass');
    expect(state('runtime.origins')).toBe('pass');
    expect(state('runtime.user')).toBe(process.getuid!() === 0 ? 'fail' : 'pass');
    expect(state('runtime.outbound')).toBe('pass');
  });
  it('sees that it is open when it is', async () => {
    server = http.createServer(ollama({ guarded: false }));
    await new Promise<void>((resolve) => server!.listen(0, '0.0.0.0', resolve));
    const { port } = server.address() as AddressInfo;
    const { findings } = await runPosture({ endpoint: `127.0.0.1:${port}`, io });
    expect(findings.find(({ id }) => id === 'runtime.listener')).toMatchObject({
      state: 'fail',
      title: 'Ollama answers on every network interface',
    });
  });
});
