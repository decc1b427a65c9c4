// The probes of Linux.
import { known } from '../../facts';
import type { Probes } from '../../facts';
import type { ProbeIo } from '../io';
import { probeContainers } from '../docker';
import { probePosixFolder } from '../posixFolder';
import { probeServer } from '../server';
import {
  onHost,
  probeAntivirus,
  probeEncryption,
  probeFirewall,
  probeNpu,
  probeScreenLock,
  probeSecureBoot,
  probeTpm,
  probeUpdates,
  probeVariables,
} from './host';
import { probeListeners, probeOutbound, readSockets } from './sockets';

export function linuxProbes(io: ProbeIo): Probes {
  return {
    listeners: (context) => probeListeners(io, context),
    outbound: (context) => probeOutbound(io, context),
    folder: async (context) => {
      // The user that the server runs as owns its store.
      const servers = (await readSockets(io)) ?? [];
      const uids = servers
        .filter(({ listening, localPort }) => listening && localPort === context.port)
        .map(({ uid }) => uid);
      return probePosixFolder(io, context, new Set([...uids, ...(await serviceUid(io))]));
    },
    variables: (context) => probeVariables(io, context),
    server: probeServer,
    encryption: (context) => onHost(io, () => probeEncryption(io, context)),
    firewall: (context) => onHost(io, () => probeFirewall(io, context)),
    updates: (context) => probeUpdates(io, context),
    secureBoot: () => onHost(io, () => probeSecureBoot(io)),
    tpm: () => onHost(io, () => probeTpm(io)),
    screenLock: (context) => onHost(io, () => probeScreenLock(io, context)),
    antivirus: (context) => onHost(io, () => probeAntivirus(io, context)),
    elevated: () => Promise.resolve(known(io.uid === 0, `uid ${io.uid}`)),
    npu: () => probeNpu(io),
    containers: (context) => probeContainers(io, context),
  };
}

/** The user that Ollama's installer makes. */
async function serviceUid(io: ProbeIo): Promise<number[]> {
  const passwd = (await io.readText('/etc/passwd').catch(() => undefined)) ?? '';
  const uid = /^ollama:[^:]*:(\d+):/mu.exec(passwd)?.[1];
  return uid === undefined ? [] : [Number(uid)];
}
