// Proves that nothing leaves loopback: the browser's requests, every connection made by Node code below the server
// (the extension host, the index process and so on), and the sockets that the kernel shows for them.
import fs from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Request } from 'playwright-core';
import { isLoopback, processTree, remoteAddresses } from './processes';

export interface NetworkWatch {
  /** To be merged into the environment of the server: its Node processes then log where they connect to. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts watching a browser's requests. */
  browser(context: BrowserContext): void;
  /** Starts sampling the sockets of the processes below this one. */
  server(pid: number): void;
  /** What was seen outside loopback, one line each; empty is good. */
  violations(): string[];
  /** What was looked at, with the command of each Node process: a check that saw nothing proves nothing. */
  seen(): { readonly requests: number; readonly samples: number; readonly processes: readonly string[] };
  stop(): void;
}

interface LogEntry {
  readonly pid: number;
  readonly command: string;
  /** Missing in the line that a process writes when it starts. */
  readonly address?: string;
  readonly stack?: string;
}

/**
 * @param run folder for the log
 * @param preload the bundled `connectionLog`, to be loaded into each Node process
 */
export function watchNetwork(run: string, preload: string): NetworkWatch {
  const log = path.join(run, 'connections.jsonl');
  const foreign = new Set<string>();
  let requests = 0;
  let samples = 0;
  let timer: NodeJS.Timeout | undefined;

  const onRequest = (request: Request): void => {
    const url = URL.canParse(request.url()) ? new URL(request.url()) : undefined;
    if (!url || !/^(?:https?|wss?):$/.test(url.protocol)) return;
    requests++;
    if (isLoopback(`${url.hostname}:0`)) return;
    void answeredInside(request).then((inside) => {
      if (!inside) foreign.add(`browser: ${request.method()} ${request.url().slice(0, 200)}`);
    });
  };

  const logged = (): LogEntry[] =>
    (fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LogEntry);

  return {
    env: { NODE_OPTIONS: `--require ${JSON.stringify(preload)}`, REMPART_CONNECTION_LOG: log },
    browser: (context) => void context.on('request', onRequest),
    server: (pid) => {
      // Native code (LanceDB, ONNX Runtime) does not pass Node's sockets: the kernel's tables show it while it is open.
      timer = setInterval(() => {
        samples++;
        for (const { pid: child, command } of processTree(pid))
          for (const address of remoteAddresses(child))
            if (!isLoopback(address)) foreign.add(`socket: ${address} by ${command.slice(0, 120)}`);
      }, 1000).unref();
    },
    violations: () => [
      ...foreign,
      ...logged().flatMap(({ pid, address, stack }) =>
        address === undefined || isLoopback(address)
          ? []
          : [`connection: ${address} by process ${pid}\n${stack ?? ''}`],
      ),
    ],
    seen: () => ({
      requests,
      samples,
      processes: logged().flatMap(({ address, command }) => (address ? [] : [command])),
    }),
    stop: () => clearInterval(timer),
  };
}

/** Webview resources have https addresses which a service worker in the page answers; they never reach the network. */
async function answeredInside(request: Request): Promise<boolean> {
  const response = await request.response().catch(() => null);
  if (response !== null) return response.fromServiceWorker();
  // A reload takes a webview away while its worker is still at it. What goes out fails otherwise: no name is resolved.
  return WEBVIEW_RESOURCE.test(request.url()) && request.failure()?.errorText === 'net::ERR_ABORTED';
}

const WEBVIEW_RESOURCE = /^https:\/\/[\w.+-]{1,200}\.vscode-resource\.vscode-cdn\.net\//u;
