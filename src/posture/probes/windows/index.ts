// The probes of Windows: one PowerShell for all of them, with `netstat` and `whoami` where it is locked down.
import { errorMessage } from '../../../base/errors';
import { t } from '../../../base/l10n';
import { unknown, type Fact, type ProbeContext, type Probes } from '../../facts';
import { probeContainers } from '../docker';
import type { ProbeIo } from '../io';
import { probeServer } from '../server';
import {
  readAntivirus,
  readElevated,
  readEncryption,
  readFirewall,
  readFolder,
  readListeners,
  readNetstat,
  readNpu,
  readOutbound,
  readScreenLock,
  readSecureBoot,
  readTpm,
  readUpdates,
  readVariables,
  WindowsAnswer,
} from './parse';
import { windowsScript } from './script';

export function windowsProbes(io: ProbeIo): Probes {
  const system = `${io.env['SystemRoot'] ?? String.raw`C:\Windows`}\\System32`;
  let answer: Promise<WindowsAnswer> | undefined;
  const ask = (context: ProbeContext): Promise<WindowsAnswer> => {
    answer ??= runScript(io, system, context);
    return answer;
  };
  const from =
    <T>(read: (parts: WindowsAnswer, context: ProbeContext) => Fact<T>) =>
    async (context: ProbeContext): Promise<Fact<T>> => {
      try {
        return read(await ask(context), context);
      } catch (error) {
        context.signal.throwIfAborted();
        return unknown(t('PowerShell could not be asked: {0}', errorMessage(error)));
      }
    };
  return {
    listeners: async (context) => {
      const fact = await from((parts) => readListeners(parts, context.port))(context);
      if (fact.state !== 'unknown') return fact;
      const netstat = await io.run(`${system}\\netstat.exe`, ['-ano', '-p', 'TCP'], context);
      const six = await io.run(`${system}\\netstat.exe`, ['-ano', '-p', 'TCPv6'], context);
      return netstat ? readNetstat(`${netstat.stdout}\n${six?.stdout ?? ''}`, context.port) : fact;
    },
    outbound: from(readOutbound),
    folder: from((parts, { modelsDir }) => readFolder(parts, modelsDir)),
    variables: from(readVariables),
    server: probeServer,
    encryption: from(readEncryption),
    firewall: from(readFirewall),
    updates: from((parts) => readUpdates(parts, io.now())),
    secureBoot: from(readSecureBoot),
    tpm: from(readTpm),
    screenLock: from(readScreenLock),
    antivirus: from(readAntivirus),
    elevated: async (context) => {
      const result = await io.run(`${system}\\whoami.exe`, ['/groups', '/fo', 'csv', '/nh'], context);
      return result ? readElevated(result.stdout) : unknown(t('{0} is not there', 'whoami'));
    },
    npu: from(readNpu),
    containers: (context) => probeContainers(io, context),
  };
}

async function runScript(
  io: ProbeIo,
  system: string,
  { port, modelsDir, signal }: ProbeContext,
): Promise<WindowsAnswer> {
  const tool = `${system}\\WindowsPowerShell\\v1.0\\powershell.exe`;
  // Neither an encoded command nor a changed execution policy: both look like malware to a guard of the firm.
  const result = await io.run(tool, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', '-'], {
    signal,
    timeoutMs: 10_000,
    input: windowsScript(port),
    env: { REMPART_MODELS_DIR: modelsDir ?? '' },
  });
  if (!result) throw new Error(t('{0} is not there', 'PowerShell'));
  return new WindowsAnswer(result.stdout);
}
