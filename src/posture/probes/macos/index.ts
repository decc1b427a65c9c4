// The probes of macOS: tools of the system, by absolute path, none of which needs rights.
import { t } from '../../../base/l10n';
import {
  known,
  notApplicable,
  unknown,
  type Fact,
  type Probes,
  type ProbeContext,
  type Updates,
  type OllamaVariables,
} from '../../facts';
import { probeContainers } from '../docker';
import type { ProbeIo } from '../io';
import { probePosixFolder } from '../posixFolder';
import { probeServer } from '../server';
import {
  readAutomaticUpdates,
  readConnections,
  readCsrutil,
  readFileVault,
  readFirewall,
  readLsofListeners,
  readNetstatListeners,
  readScreenLock,
} from './parse';

export function macosProbes(io: ProbeIo): Probes {
  const text = async (tool: string, args: readonly string[], context: ProbeContext): Promise<string | undefined> => {
    const result = await io.run(tool, args, context);
    // sysadminctl writes its answer to standard error.
    return result && `${result.stdout}\n${result.stderr}`;
  };
  const read = async <T>(
    tool: string,
    args: readonly string[],
    context: ProbeContext,
    parse: (output: string) => Fact<T>,
  ): Promise<Fact<T>> => {
    const output = await text(tool, args, context);
    return output === undefined ? unknown(t('{0} is not there', tool)) : parse(output);
  };
  return {
    listeners: async (context) => {
      const { port } = context;
      const lsof = await io.run('/usr/sbin/lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-FpcLn'], context);
      const own = lsof ? readLsofListeners(lsof.stdout, port) : [];
      if (own.length > 0)
        return known(
          own,
          own
            .map(
              ({ process, pid, address, user }) =>
                `${process ?? '?'} (pid ${pid ?? '?'}) ${user ?? ''} ${address}:${port} LISTEN`,
            )
            .join(', '),
        );
      // lsof shows only our own processes; netstat shows all sockets, without their owners.
      const netstat = await io.run('/usr/sbin/netstat', ['-an', '-p', 'tcp'], context);
      if (!netstat) return unknown(t('{0} is not there', 'netstat'));
      const all = readNetstatListeners(netstat.stdout, port);
      if (all.length === 0) return notApplicable(t('nothing listens on port {0}', port));
      return known(all, all.map(({ address }) => `${address}:${port} LISTEN`).join(', '));
    },
    outbound: async (context) => {
      const lsof = await io.run('/usr/sbin/lsof', ['-nP', `-iTCP:${context.port}`, '-sTCP:LISTEN', '-FpcLn'], context);
      const pid = lsof && readLsofListeners(lsof.stdout, context.port)[0]?.pid;
      if (pid === undefined) return unknown(t('the process belongs to another user'));
      return read(
        '/usr/sbin/lsof',
        ['-nP', '-a', '-p', String(pid), '-iTCP', '-sTCP:ESTABLISHED', '-Fn'],
        context,
        readConnections,
      );
    },
    folder: (context) => probePosixFolder(io, context, new Set()),
    variables: async (context) => {
      const get = async (name: string) => {
        const value = (await text('/bin/launchctl', ['getenv', name], context))?.trim() ?? '';
        return value === '' ? io.env[name] : value;
      };
      const [host, origins] = [await get('OLLAMA_HOST'), await get('OLLAMA_ORIGINS')];
      const value: OllamaVariables = { ...(host ? { host } : {}), ...(origins ? { origins } : {}) };
      const evidence = [host && `OLLAMA_HOST=${host}`, origins && `OLLAMA_ORIGINS=${origins}`]
        .filter(Boolean)
        .join(' ');
      return known(value, evidence || t('neither variable is set'));
    },
    server: probeServer,
    encryption: (context) => read('/usr/bin/fdesetup', ['status'], context, readFileVault),
    firewall: (context) =>
      read('/usr/libexec/ApplicationFirewall/socketfilterfw', ['--getglobalstate'], context, readFirewall),
    updates: (context) => automaticUpdates(io, context),
    // Macs with Apple silicon check what they start by design; System Integrity Protection is what a user can turn off.
    secureBoot: (context) => read('/usr/bin/csrutil', ['status'], context, readCsrutil),
    tpm: () => Promise.resolve(notApplicable(t('a Mac has a Secure Enclave instead'))),
    screenLock: async (context) => {
      const lock = await text('/usr/sbin/sysadminctl', ['-screenLock', 'status'], context);
      const idle = await io.run(
        '/usr/bin/defaults',
        ['-currentHost', 'read', 'com.apple.screensaver', 'idleTime'],
        context,
      );
      return readScreenLock(lock ?? '', idle?.code === 0 ? idle.stdout : '');
    },
    antivirus: async () => {
      const bundle = await io.status('/Library/Apple/System/Library/CoreServices/XProtect.bundle');
      if (!bundle) return unknown(t('{0} is not there', 'XProtect'));
      return known(
        [{ name: 'XProtect', active: true }],
        `XProtect ${new Date(bundle.mtimeMs).toISOString().slice(0, 10)}`,
      );
    },
    elevated: () => Promise.resolve(known(io.uid === 0, `uid ${io.uid}`)),
    containers: (context) => probeContainers(io, context),
    npu: async (context) => {
      const arm = (await text('/usr/sbin/sysctl', ['-n', 'hw.optional.arm64'], context))?.trim();
      return known(arm === '1' ? [{ name: 'Apple Neural Engine' }] : [], `hw.optional.arm64=${arm ?? '?'}`);
    },
  };
}

function automaticUpdates(io: ProbeIo, context: ProbeContext): Promise<Fact<Updates>> {
  return io
    .run(
      '/usr/bin/defaults',
      ['read', '/Library/Preferences/com.apple.SoftwareUpdate', 'LastFullSuccessfulDate'],
      context,
    )
    .then((result) =>
      result?.code === 0
        ? readAutomaticUpdates(result.stdout, io.now())
        : unknown(t('this system keeps no known record of its updates')),
    );
}
