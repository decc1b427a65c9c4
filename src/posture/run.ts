// Runs all probes of the platform at once, lets the checks judge, and gives the report.
import { endpointUrl } from '../base/address';
import { errorMessage, isAbortError } from '../base/errors';
import { t } from '../base/l10n';
import { isLoopbackHost } from '../base/loopback';
import { containerChecks } from './checks/container';
import { hostChecks } from './checks/host';
import { npuChecks } from './checks/npu';
import { runtimeChecks } from './checks/runtime';
import { unknown, type Fact, type MachineFacts, type ProbeContext, type Probes } from './facts';
import { systemIo, type ProbeIo } from './probes/io';
import { linuxProbes } from './probes/linux';
import { macosProbes } from './probes/macos';
import { windowsProbes } from './probes/windows';
import type { PostureReport } from './types';

export interface PostureOptions {
  /** As `OLLAMA_HOST` writes it; `http://127.0.0.1:11434` when absent. */
  readonly endpoint?: string | undefined;
  readonly modelsDir?: string | undefined;
  readonly platform?: NodeJS.Platform;
  /** Stands in for the machine in tests. */
  readonly probes?: Probes;
  readonly io?: ProbeIo;
  readonly signal?: AbortSignal | undefined;
  /** Called when a probe has ended: how many have, and how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/**
 * Never elevates, never changes anything, talks to nobody but the server on loopback; takes as long as its slowest probe.
 * @throws AbortError
 */
export async function runPosture(options: PostureOptions = {}): Promise<PostureReport> {
  const { platform = process.platform, now = Date.now, signal = new AbortController().signal } = options;
  const started = now();
  const probes = options.probes ?? probesOf(platform, options.io ?? systemIo());
  const context: ProbeContext = { ...endpointOf(options.endpoint), modelsDir: options.modelsDir, signal };
  const facts = await probeAll(probes, context, options.onProgress);
  signal.throwIfAborted();
  const checkedAt = new Date(now()).toISOString();
  const about = { platform, port: context.port, modelsDir: options.modelsDir, checkedAt };
  return {
    findings: [
      ...runtimeChecks(facts, about),
      ...containerChecks(facts, about),
      ...hostChecks(facts, about),
      ...npuChecks(facts, about),
    ],
    startedAt: new Date(started).toISOString(),
    seconds: (now() - started) / 1000,
  };
}

function probesOf(platform: NodeJS.Platform, io: ProbeIo): Probes {
  if (platform === 'win32') return windowsProbes(io);
  if (platform === 'darwin') return macosProbes(io);
  return linuxProbes(io);
}

async function probeAll(
  probes: Probes,
  context: ProbeContext,
  onProgress: PostureOptions['onProgress'],
): Promise<MachineFacts> {
  const entries = Object.entries(probes) as [keyof MachineFacts, Probes[keyof MachineFacts]][];
  let done = 0;
  const facts = await Promise.all(
    entries.map(async ([name, probe]): Promise<[string, Fact<unknown>]> => {
      try {
        return [name, await probe(context)];
      } catch (error) {
        if (isAbortError(error) && context.signal.aborted) throw error;
        return [name, unknown(reasonOf(error))];
      } finally {
        done++;
        onProgress?.(done, entries.length);
      }
    }),
  );
  return Object.fromEntries(facts) as unknown as MachineFacts;
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return t('needs administrator rights');
  return errorMessage(error);
}

/** Only loopback is ever asked: a server elsewhere is judged by what listens here, which is nothing. */
function endpointOf(endpoint: string | undefined): { origin: string; port: number } {
  const { hostname, port: given, protocol } = readEndpoint(endpoint);
  const port = Number(given || (protocol === 'https:' ? 443 : 80));
  const host = isLoopbackHost(hostname) && hostname !== 'localhost' ? hostname : '127.0.0.1';
  return { origin: `http://${host}:${port}`, port };
}

function readEndpoint(endpoint: string | undefined): URL {
  try {
    return endpointUrl(endpoint);
  } catch {
    return endpointUrl(undefined);
  }
}
