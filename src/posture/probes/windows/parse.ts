// Reads the JSON of the Windows script, and `netstat` and `whoami` for machines on which PowerShell is locked down.
import * as z from 'zod';
import { t } from '../../../base/l10n';
import { isLoopbackAddress } from '../../../base/loopback';
import {
  known,
  notApplicable,
  unknown,
  type Antivirus,
  type Connection,
  type Encryption,
  type Fact,
  type FolderProblem,
  type Listener,
  type Npu,
  type OllamaVariables,
  type ScreenLock,
  type Updates,
} from '../../facts';
import type { ProbeName } from './script';

const answerSchema = z.looseObject({ mode: z.string().optional() });
const probeSchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);

/** The parts of the script's answer. */
export class WindowsAnswer {
  readonly #parts: Readonly<Record<string, unknown>>;

  /** @throws when it is not the JSON of the script */
  constructor(json: string) {
    this.#parts = answerSchema.parse(JSON.parse(json.replace(/^\uFEFF/u, '').trim()));
  }

  /** The rows of one probe: PowerShell gives null for none, one object or a list for some. */
  read<T, R>(name: ProbeName, row: z.ZodType<R>, see: (rows: readonly R[]) => Fact<T>): Fact<T> {
    const part = probeSchema.safeParse(this.#parts[name]);
    if (!part.success) return unknown(t('PowerShell gave no answer to this'));
    if (!part.data.ok)
      return unknown(
        this.#parts['mode'] === 'FullLanguage' ? part.data.reason : t('PowerShell is restricted on this machine'),
      );
    const { value } = part.data;
    const rows = z
      .array(row)
      .safeParse(value === null || value === undefined ? [] : Array.isArray(value) ? value : [value]);
    return rows.success ? see(rows.data) : unknown(t('PowerShell gave an answer of an unknown form'));
  }
}

const text = z.string().nullish();
const number = z.number().nullish();
const textOrNumber = z.union([z.string(), z.number()]).nullish();

const listenerRow = z.object({ address: z.string(), pid: z.number(), process: text, session: number, user: text });

export const readListeners = (answer: WindowsAnswer, port: number): Fact<readonly Listener[]> =>
  answer.read('listeners', listenerRow, (rows) => {
    if (rows.length === 0) return notApplicable(t('nothing listens on port {0}', port));
    const listeners = rows.map(({ address, pid, process, session, user }): Listener => ({
      address,
      port,
      pid,
      ...(process ? { process } : {}),
      ...(user ? { user } : {}),
      // Services of the system live in session 0.
      ...(typeof session === 'number' ? { privileged: session === 0 } : {}),
    }));
    return known(
      listeners,
      listeners
        .map((one) => `${one.process ?? '?'} (pid ${one.pid ?? '?'}) ${one.address}:${port} LISTENING`)
        .join(', '),
    );
  });

/**
 * `TCP    127.0.0.1:11434    0.0.0.0:0    LISTENING    1234`. The word for the state is translated, the foreign address
 * `0.0.0.0:0` or `[::]:0` is not.
 */
export function readNetstat(output: string, port: number): Fact<readonly Listener[]> {
  const listeners = output.split('\n').flatMap((line): Listener[] => {
    const fields = line.trim().split(/\s+/u);
    const [protocol, local, remote] = fields;
    if (protocol !== 'TCP' || !local?.endsWith(`:${port}`) || (remote !== '0.0.0.0:0' && remote !== '[::]:0'))
      return [];
    const address = local.slice(0, -`:${port}`.length).replace(/^\[|\]$/gu, '');
    return [{ address, port, pid: Number(fields[fields.length - 1]) }];
  });
  if (listeners.length === 0) return notApplicable(t('nothing listens on port {0}', port));
  return known(listeners, listeners.map(({ address, pid }) => `pid ${pid ?? '?'} ${address}:${port}`).join(', '));
}

export const readOutbound = (answer: WindowsAnswer): Fact<readonly Connection[]> =>
  answer.read('outbound', z.object({ remote: z.string(), port: z.number() }), (rows) => {
    const out = rows.filter(({ remote }) => !isLoopbackAddress(remote));
    const evidence = out
      .slice(0, 5)
      .map(({ remote, port }) => `${remote}:${port}`)
      .join(', ');
    return known(out, evidence || t('{0}: no connection to another machine', 'ollama'));
  });

/** Values of System.Volume.BitLockerProtection: 1 on, 2 off, 3 encrypting, 4 decrypting, 5 suspended, 6 locked. */
export const readEncryption = (answer: WindowsAnswer): Fact<Encryption> =>
  answer.read<Encryption, { drive: string; protection?: number | null | undefined }>(
    'encryption',
    z.object({ drive: z.string(), protection: number }),
    (rows) => {
      const evidence = rows
        .map(({ drive, protection }) => `${drive} BitLockerProtection=${protection ?? '?'}`)
        .join(', ');
      const values = rows.map(({ protection }) => protection ?? 0);
      if (values.length === 0 || values.some((value) => value < 1 || value > 6))
        return unknown(evidence || t('no drive was found'));
      if (values.every((value) => value === 1)) return known({ state: 'on' }, evidence);
      return known({ state: values.every((value) => value === 2) ? 'off' : 'partial' }, evidence);
    },
  );

export const readFirewall = (answer: WindowsAnswer): Fact<boolean> =>
  answer.read('firewall', z.object({ profile: z.string(), enabled: number }), (rows) => {
    const evidence = rows.map(({ profile, enabled }) => `${profile}=${enabled ?? '?'}`).join(' ');
    if (rows.some(({ enabled }) => enabled === 0)) return known(false, evidence);
    return rows.length === 3 && rows.every(({ enabled }) => enabled === 1) ? known(true, evidence) : unknown(evidence);
  });

/** productState: 0x1000 in the third digit means on; 0x10 in the second last means out of date. */
export const readAntivirus = (answer: WindowsAnswer): Fact<readonly Antivirus[]> =>
  answer.read('antivirus', z.object({ name: z.string(), state: z.number() }), (rows) =>
    known(
      rows.map(({ name, state }): Antivirus => ({
        name,
        active: (state & 0xf000) === 0x1000,
        upToDate: (state & 0xf0) === 0,
      })),
      rows.map(({ name, state }) => `${name} 0x${state.toString(16)}`).join(', ') || t('none is registered'),
    ),
  );

export function readUpdates(answer: WindowsAnswer, now: number): Fact<Updates> {
  return answer.read('updates', z.object({ installed: text, reboot: z.boolean() }), ([row]) => {
    const at = Date.parse(row?.installed ?? '');
    if (!row || (Number.isNaN(at) && !row.reboot))
      return unknown(t('this system keeps no known record of its updates'));
    const evidence = `LastInstallationSuccessDate=${row.installed ?? '?'}${row.reboot ? ' RebootRequired' : ''}`;
    const days = Math.max(0, Math.floor((now - at) / 86_400_000));
    return known({ rebootNeeded: row.reboot, ...(Number.isNaN(days) ? {} : { days }) }, evidence);
  });
}

/** No key at all: a machine that started without UEFI. */
export const readSecureBoot = (answer: WindowsAnswer): Fact<boolean> =>
  answer.read('secureBoot', z.object({ enabled: number }), ([row]) =>
    known(row?.enabled === 1, `UEFISecureBootEnabled=${row?.enabled ?? t('absent')}`),
  );

/** The ACPI device MSFT0101 is a TPM 2.0. Without it there may still be an older chip, which only an administrator sees. */
export const readTpm = (answer: WindowsAnswer): Fact<string> =>
  answer.read('tpm', z.object({ tpm2: z.boolean() }), ([row]) =>
    row?.tpm2
      ? known('2.0', 'ACPI MSFT0101')
      : unknown(t('no TPM 2.0 is listed; an older chip shows only to an administrator')),
  );

export const readScreenLock = (answer: WindowsAnswer): Fact<ScreenLock> =>
  answer.read(
    'screenLock',
    z.object({ machine: number, active: textOrNumber, secure: textOrNumber, timeout: textOrNumber, saver: text }),
    ([row]) => {
      if (!row) return unknown(t('PowerShell gave no answer to this'));
      const times: number[] = [];
      if (row.machine) times.push(row.machine);
      const saver = String(row.active ?? '') === '1' && String(row.secure ?? '') === '1' && Boolean(row.saver);
      if (saver && Number(row.timeout) > 0) times.push(Number(row.timeout));
      const evidence = `InactivityTimeoutSecs=${row.machine ?? '-'} ScreenSaveTimeOut=${row.timeout ?? '-'} ScreenSaverIsSecure=${row.secure ?? '-'}`;
      // Windows Hello, dynamic lock and device management lock too, and do not show here.
      return times.length > 0
        ? known({ seconds: Math.min(...times) }, evidence)
        : unknown(t('no time limit is set where it can be read ({0})', evidence));
    },
  );

/** Everyone, Authenticated Users, Users, Anonymous. */
const broadSids: Readonly<Record<string, string>> = {
  'S-1-1-0': 'Everyone',
  'S-1-5-11': 'Authenticated Users',
  'S-1-5-32-545': 'Users',
  'S-1-5-7': 'Anonymous',
};
/** FileSystemRights that change content: WriteData, AppendData, Delete, DeleteSubdirectoriesAndFiles, ChangePermissions, TakeOwnership, GENERIC_ALL, GENERIC_WRITE. */
const writeRights = 0x2 | 0x4 | 0x10000 | 0x40 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000;

export const readFolder = (answer: WindowsAnswer, modelsDir: string | undefined): Fact<readonly FolderProblem[]> => {
  if (modelsDir === undefined) return unknown(t('the folder of models is not known'));
  const row = z.object({ path: text, sid: text, rights: number, missing: z.boolean().nullish() });
  return answer.read('acl', row, (rows) => {
    if (rows.length === 0) return unknown(t('the access list could not be read'));
    if (rows.some(({ missing }) => missing === true)) return notApplicable(t('{0} is not there', modelsDir));
    const problems = rows.flatMap(({ path, sid, rights }): FolderProblem[] => {
      const group = broadSids[sid ?? ''];
      if (group === undefined || ((rights ?? 0) & writeRights) === 0) return [];
      return [{ path: path ?? modelsDir, kind: 'writable-by-others', detail: group }];
    });
    return known(problems, problems.map(({ path, detail }) => `${path} ${detail}`).join(', ') || modelsDir);
  });
};

export const readNpu = (answer: WindowsAnswer): Fact<readonly Npu[]> =>
  answer.read('npu', z.object({ name: text, status: text }), (rows) =>
    known(
      rows.map(({ name }): Npu => ({ name: name ?? 'NPU' })),
      rows.map(({ name, status }) => `${name ?? '?'} ${status ?? ''}`.trim()).join(', ') ||
        t('no device of this class'),
    ),
  );

export const readVariables = (answer: WindowsAnswer): Fact<OllamaVariables> =>
  answer.read(
    'variables',
    z.object({ host: text, machineHost: text, origins: text, machineOrigins: text }),
    ([row]) => {
      const host = row?.host ?? row?.machineHost;
      const origins = row?.origins ?? row?.machineOrigins;
      const evidence = [host && `OLLAMA_HOST=${host}`, origins && `OLLAMA_ORIGINS=${origins}`]
        .filter(Boolean)
        .join(' ');
      return known(
        { ...(host ? { host } : {}), ...(origins ? { origins } : {}) },
        evidence || t('neither variable is set'),
      );
    },
  );

/** `whoami /groups /fo csv /nh`: the integrity label tells, in any language. */
export function readElevated(output: string): Fact<boolean> {
  const level = /S-1-16-(\d+)/u.exec(output)?.[1];
  if (level === undefined) return unknown(t('the rights of this process could not be read'));
  return known(Number(level) >= 12_288, `S-1-16-${level}`);
}
