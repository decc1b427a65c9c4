// State of a Linux machine, read without rights: encryption, firewall, updates, Secure Boot, TPM, screen lock, antivirus, NPU.
import * as z from 'zod';
import { t } from '../../../base/l10n';
import { assignments, parseEnvironmentFile, splitWords } from '../../../base/systemd';
import {
  known,
  notApplicable,
  unknown,
  type Antivirus,
  type Encryption,
  type Fact,
  type Npu,
  type OllamaVariables,
  type PendingUpdates,
  type ProbeContext,
  type ScreenLock,
  type Updates,
} from '../../facts';
import type { ProbeIo } from '../io';

const DAY_MS = 86_400_000;

/** `container` or `wsl` when the machine is not the one whose disk and screen matter. */
export async function guestKind(io: ProbeIo): Promise<'container' | 'wsl' | undefined> {
  if ((await io.status('/.dockerenv')) ?? (await io.status('/run/.containerenv'))) return 'container';
  const release = (await io.readText('/proc/sys/kernel/osrelease').catch(() => undefined)) ?? '';
  return /microsoft/iu.test(release) ? 'wsl' : undefined;
}

/** Wraps a probe about the host: inside a container or WSL it would look at the wrong machine. */
export async function onHost<T>(io: ProbeIo, probe: () => Promise<Fact<T>>): Promise<Fact<T>> {
  const guest = await guestKind(io);
  if (guest === 'container') return notApplicable(t('this is a container: the host decides'));
  if (guest === 'wsl') return notApplicable(t('this is WSL: Windows decides'));
  return probe();
}

interface BlockDevice {
  readonly name?: string | null | undefined;
  readonly type?: string | null | undefined;
  readonly fstype?: string | null | undefined;
  readonly mountpoint?: string | null | undefined;
  readonly mountpoints?: readonly (string | null)[] | undefined;
  readonly children?: readonly BlockDevice[] | undefined;
}

const blockDeviceSchema: z.ZodType<BlockDevice> = z.lazy(() =>
  z.object({
    name: z.string().nullish(),
    type: z.string().nullish(),
    fstype: z.string().nullish(),
    mountpoint: z.string().nullish(),
    mountpoints: z.array(z.string().nullable()).optional(),
    children: z.array(blockDeviceSchema).optional(),
  }),
);

export async function probeEncryption(io: ProbeIo, context: ProbeContext): Promise<Fact<Encryption>> {
  const result = await io.run('/usr/bin/lsblk', ['-J', '-o', 'NAME,TYPE,FSTYPE,MOUNTPOINTS'], context);
  // util-linux before 2.37 has only MOUNTPOINT.
  const old =
    result?.code === 0 ? result : await io.run('/usr/bin/lsblk', ['-J', '-o', 'NAME,TYPE,FSTYPE,MOUNTPOINT'], context);
  if (!old) return unknown(t('{0} is not there', 'lsblk'));
  return readLsblk(old.stdout, context.modelsDir);
}

/** Whether every volume that matters (`/`, `/home`, the models) lies below a `crypt` device. */
export function readLsblk(json: string, modelsDir: string | undefined): Fact<Encryption> {
  let devices: readonly BlockDevice[];
  try {
    devices = z.object({ blockdevices: z.array(blockDeviceSchema) }).parse(JSON.parse(json)).blockdevices;
  } catch {
    return unknown(t('the list of disks could not be read'));
  }
  const mounts = new Map<string, boolean>();
  const walk = (device: BlockDevice, encrypted: boolean): void => {
    const inside = encrypted || device.type === 'crypt';
    for (const mount of [...(device.mountpoints ?? []), device.mountpoint ?? null])
      if (mount) mounts.set(mount, inside);
    for (const child of device.children ?? []) walk(child, inside);
  };
  for (const device of devices) walk(device, false);
  const relevant = new Set(
    ['/', '/home', ...(modelsDir ? [modelsDir] : [])].flatMap((dir) => mountOf(dir, mounts) ?? []),
  );
  // A root on ZFS, a network disk or an overlay does not show here.
  if (!relevant.has('/')) return unknown(t('the disk of / is of a kind that does not tell'));
  const states = [...relevant].map((mount) => mounts.get(mount) === true);
  const state = states.every(Boolean) ? 'on' : states.some(Boolean) ? 'partial' : 'off';
  return known(
    { state },
    [...relevant].map((mount) => `${mount} ${mounts.get(mount) ? 'crypt' : t('plain')}`).join(', '),
  );
}

function mountOf(dir: string, mounts: ReadonlyMap<string, boolean>): string | undefined {
  return [...mounts.keys()]
    .filter((mount) => dir === mount || dir.startsWith(mount === '/' ? '/' : `${mount}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

export async function probeFirewall(io: ProbeIo, context: ProbeContext): Promise<Fact<boolean>> {
  const ufw = await io.readText('/etc/ufw/ufw.conf').catch(() => undefined);
  if (ufw !== undefined && /^ENABLED=yes\s*$/imu.test(ufw)) return known(true, '/etc/ufw/ufw.conf ENABLED=yes');
  const firewalld = await io.run('/usr/bin/firewall-cmd', ['--state'], context);
  if (firewalld?.code === 0) return known(true, 'firewall-cmd: running');
  const nftables = await io.run('/usr/bin/systemctl', ['is-active', 'nftables'], context);
  if (nftables?.stdout.trim() === 'active') return known(true, 'nftables: active');
  if (ufw !== undefined) return known(false, '/etc/ufw/ufw.conf ENABLED=no');
  if (firewalld) return known(false, `firewall-cmd: ${firewalld.stdout.trim() || firewalld.stderr.trim()}`);
  // Rules may have been loaded by hand; listing them needs root.
  return unknown(t('no known firewall service is there, and the rules can only be listed by root'));
}

/** How the updates that wait are counted, without rights and without the network. */
interface PackageManager {
  /** What it is called in the evidence. */
  readonly name: string;
  /** Epoch milliseconds of the newest list of packages; undefined when there is none, which is as good as no count. */
  readonly listed: () => Promise<number | undefined>;
  readonly count: () => Promise<PendingUpdates | undefined>;
}

/** `Inst zip [3.0-13] (3.0-13+deb12u1 Debian-Security:12/oldstable-security [amd64])`: the archives stand in the brackets. */
function isFromSecurityArchive(line: string): boolean {
  return line.slice(line.indexOf('(')).toLowerCase().includes('security');
}

/** Milliseconds; apt reads all its lists, on a busy machine for many seconds. */
const COUNT_TIMEOUT = 30_000;

/**
 * Updates that wait, by the package manager's own count. That lists were fetched lately says nothing about what was
 * installed, and a count from lists that are not there says nothing either.
 */
export async function probeUpdates(io: ProbeIo, context: ProbeContext): Promise<Fact<Updates>> {
  const rebootNeeded = (await io.status('/var/run/reboot-required')) !== undefined;
  for (const { name, listed, count } of packageManagers(io, context)) {
    const at = await listed().catch(() => undefined);
    const pending = at === undefined ? undefined : await count();
    if (at === undefined || pending === undefined) continue;
    const days = Math.max(0, Math.floor((io.now() - at) / DAY_MS));
    const counted = t('{0} (security: {1})', pending.all, pending.security);
    const lists = t('lists of {0}', new Date(at).toISOString().slice(0, 10));
    return known({ days, rebootNeeded, pending }, `${name}: ${counted}, ${lists}`);
  }
  return rebootNeeded
    ? known({ rebootNeeded }, '/var/run/reboot-required')
    : unknown(t('the updates that wait could not be counted'));
}

function packageManagers(io: ProbeIo, context: ProbeContext): readonly PackageManager[] {
  const run = (tool: string, ...args: readonly string[]) =>
    io.run(tool, args, { signal: context.signal, timeoutMs: COUNT_TIMEOUT });
  const newest = async (folder: string, names: RegExp): Promise<number | undefined> => {
    const files = ((await io.list(folder)) ?? []).filter((name) => names.test(name));
    const times = await Promise.all(files.map(async (name) => (await io.status(`${folder}/${name}`))?.mtimeMs ?? 0));
    return times.length === 0 ? undefined : Math.max(...times);
  };
  const dnf = async (...more: readonly string[]): Promise<number | undefined> => {
    // -C: from the cache alone. 100: there are some, 0: there are none.
    const result = await run('/usr/bin/dnf', '-C', '-q', 'check-update', ...more);
    if (result?.code === 0) return 0;
    if (result?.code !== 100) return undefined;
    // `openssl.x86_64  3.1-1  updates`; what became obsolete is listed after in the same way, below a heading.
    const rows = (result.stdout.split(/^Obsoleting/mu)[0] ?? '').split('\n').map((line) => line.trim().split(/\s+/u));
    return rows.filter((columns) => columns.length === 3 && columns[0]?.includes('.') === true).length;
  };
  return [
    {
      name: 'apt-get -s upgrade',
      // As the archive dated them: asking and failing changes no date.
      listed: () => newest('/var/lib/apt/lists', /Release$/u),
      count: async () => {
        const result = await run('/usr/bin/apt-get', '-s', 'upgrade');
        if (result?.code !== 0) return undefined;
        const waiting = result.stdout.split('\n').filter((line) => line.startsWith('Inst '));
        return { all: waiting.length, security: waiting.filter(isFromSecurityArchive).length };
      },
    },
    {
      name: 'dnf -C check-update',
      listed: async () => (await io.status('/var/cache/dnf/last_makecache'))?.mtimeMs,
      count: async () => {
        const all = await dnf();
        const security = await dnf('--security');
        return all === undefined || security === undefined ? undefined : { all, security };
      },
    },
    {
      name: 'pacman -Qu',
      listed: () => newest('/var/lib/pacman/sync', /\.db$/u),
      count: async () => {
        // 1 and not a word: there are none. The archive does not tell which of them mend faults of security.
        const result = await run('/usr/bin/pacman', '-Qu');
        if (!result || (result.code !== 0 && (result.stdout + result.stderr).trim() !== '')) return undefined;
        return { all: result.stdout.split('\n').filter((line) => line.includes(' -> ')).length, security: 0 };
      },
    },
  ];
}

const efi = '/sys/firmware/efi';
const secureBootVariable = `${efi}/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c`;

export async function probeSecureBoot(io: ProbeIo): Promise<Fact<boolean>> {
  if (!(await io.status(efi))) return known(false, t('the machine started without UEFI'));
  const bytes = await io.readBytes(secureBootVariable);
  // Four bytes of attributes, then one of value.
  const value = bytes?.[4];
  if (value === undefined) return unknown(t('the firmware does not say'));
  return known(value === 1, `SecureBoot=${value}`);
}

export async function probeTpm(io: ProbeIo): Promise<Fact<string>> {
  const chips = await io.list('/sys/class/tpm');
  if (!chips || chips.length === 0) return known('none', t('{0} is empty', '/sys/class/tpm'));
  const major = (await io.readText('/sys/class/tpm/tpm0/tpm_version_major'))?.trim();
  return major
    ? known(major === '2' ? '2.0' : `${major}.x`, `tpm0 version ${major}`)
    : unknown(t('the chip does not tell its version'));
}

export async function probeScreenLock(io: ProbeIo, context: ProbeContext): Promise<Fact<ScreenLock>> {
  if (!io.env['DBUS_SESSION_BUS_ADDRESS'] && !io.env['XDG_CURRENT_DESKTOP'])
    return unknown(t('there is no desktop session to ask'));
  const kde = await io.readText(`${io.home}/.config/kscreenlockerrc`).catch(() => undefined);
  if (kde !== undefined && /kde/iu.test(io.env['XDG_CURRENT_DESKTOP'] ?? '')) return readKdeLock(kde);
  const get = async (schema: string, key: string) =>
    (await io.run('/usr/bin/gsettings', ['get', schema, key], context))?.stdout.trim() ?? '';
  return readGnomeLock(
    await get('org.gnome.desktop.session', 'idle-delay'),
    await get('org.gnome.desktop.screensaver', 'lock-enabled'),
    await get('org.gnome.desktop.screensaver', 'lock-delay'),
  );
}

/** Values as gsettings prints them: `uint32 300`, `true`, `uint32 0`. */
export function readGnomeLock(idleDelay: string, lockEnabled: string, lockDelay: string): Fact<ScreenLock> {
  const idle = /^uint32 (\d+)$/u.exec(idleDelay)?.[1];
  const delay = /^uint32 (\d+)$/u.exec(lockDelay)?.[1];
  if (idle === undefined || delay === undefined || !/^(?:true|false)$/u.test(lockEnabled))
    return unknown(t('the desktop does not tell its settings'));
  const never = lockEnabled === 'false' || idle === '0';
  const evidence = `idle-delay=${idle} lock-enabled=${lockEnabled} lock-delay=${delay}`;
  return known({ seconds: never ? 'never' : Number(idle) + Number(delay) }, evidence);
}

/** `[Daemon]` of kscreenlockerrc: `Autolock=false`, `Timeout=5` minutes, both absent when they are the default. */
export function readKdeLock(text: string): Fact<ScreenLock> {
  if (/^Autolock=false\s*$/imu.test(text)) return known({ seconds: 'never' }, 'Autolock=false');
  const minutes = Number(/^Timeout=(\d+)\s*$/imu.exec(text)?.[1] ?? 5);
  return known({ seconds: minutes * 60 }, `Timeout=${minutes} min`);
}

const antivirusServices = ['clamav-daemon', 'mdatp', 'falcon-sensor', 'sentinelone', 'xagt', 'cbagentd'];

export async function probeAntivirus(io: ProbeIo, context: ProbeContext): Promise<Fact<readonly Antivirus[]>> {
  const result = await io.run('/usr/bin/systemctl', ['is-active', ...antivirusServices], context);
  const lines = result?.stdout.trim().split('\n') ?? [];
  if (lines.length !== antivirusServices.length) return unknown(t('the services of the system could not be listed'));
  const active = antivirusServices.filter((_, index) => lines[index] === 'active');
  const found = await Promise.all(
    active.map(async (name): Promise<Antivirus> => {
      if (name !== 'clamav-daemon') return { name, active: true };
      const stats = (await io.status('/var/lib/clamav/daily.cld')) ?? (await io.status('/var/lib/clamav/daily.cvd'));
      return stats ? { name, active: true, upToDate: io.now() - stats.mtimeMs < 7 * DAY_MS } : { name, active: true };
    }),
  );
  return known(found, active.length > 0 ? active.join(', ') : t('none of {0}', antivirusServices.join(', ')));
}

export async function probeVariables(io: ProbeIo, context: ProbeContext): Promise<Fact<OllamaVariables>> {
  const service = await serviceVariables(io, context);
  if (service === undefined) return unknown(t('the variables of the service {0} could not be read', 'ollama'));
  const host = service.get('OLLAMA_HOST') ?? io.env['OLLAMA_HOST'];
  const origins = service.get('OLLAMA_ORIGINS') ?? io.env['OLLAMA_ORIGINS'];
  const evidence = [host && `OLLAMA_HOST=${host}`, origins && `OLLAMA_ORIGINS=${origins}`].filter(Boolean).join(' ');
  return known(
    { ...(host ? { host } : {}), ...(origins ? { origins } : {}) },
    evidence || t('neither variable is set'),
  );
}

/** What systemd starts Ollama with, drop-ins and files of variables included; undefined when it cannot be told. */
async function serviceVariables(io: ProbeIo, context: ProbeContext): Promise<Map<string, string> | undefined> {
  const args = ['show', 'ollama', '-p', 'Environment', '-p', 'EnvironmentFiles'];
  const shown = await io.run('/usr/bin/systemctl', args, context);
  const lines = shown?.stdout.split('\n') ?? [];
  const words = lines.flatMap((line) => splitWords(/^Environment=(.*)$/u.exec(line)?.[1] ?? ''));
  // Old versions of systemd print this in place of a value with a blank.
  if (words.includes('[unprintable]')) return undefined;
  const variables = assignments(words);
  for (const line of lines) {
    const file = /^EnvironmentFiles=(.+) \(ignore_errors=(?:yes|no)\)$/u.exec(line)?.[1];
    if (file === undefined) continue;
    try {
      for (const [name, value] of parseEnvironmentFile((await io.readText(file)) ?? '')) variables.set(name, value);
    } catch {
      return undefined;
    }
  }
  return variables;
}

const npuNames: Readonly<Record<string, string>> = { intel_vpu: 'Intel AI Boost', amdxdna: 'AMD XDNA' };

export async function probeNpu(io: ProbeIo): Promise<Fact<readonly Npu[]>> {
  const devices = (await io.list('/sys/class/accel')) ?? [];
  const found: Npu[] = [];
  for (const device of devices) {
    const driver = (await io.link(`/sys/class/accel/${device}/device/driver`))?.split('/').pop();
    found.push({ name: npuNames[driver ?? ''] ?? device, ...(driver ? { driver } : {}) });
  }
  return known(
    found,
    found.map(({ name, driver }) => `${name} (${driver ?? '?'})`).join(', ') || t('{0} is empty', '/sys/class/accel'),
  );
}
