// Proves what the Linux probes read from the kernel's and the tools' own formats, and when they must not guess.
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { linuxProbes } from '../../../src/posture/probes/linux';
import { readGnomeLock, readKdeLock, readLsblk } from '../../../src/posture/probes/linux/host';
import { parseProcNetTcp } from '../../../src/posture/probes/linux/sockets';
import { known } from '../../../src/posture/facts';
import { systemIo, type RunResult } from '../../../src/posture/probes/io';
import { context, fakeIo, NOW, type FakeMachine } from './fakes';

const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, remote: string, state: string, uid: number, inode: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${uid}        0 ${inode} 1 0000000000000000 100 0 0 10 0`;
const tcp = (...rows: string[]) => [header, ...rows, ''].join('\n');
const ANY4 = '00000000:0000';
const passwd =
  'root:x:0:0:root:/root:/bin/sh\nu:x:1000:1000::/home/u:/bin/sh\nollama:x:998:998::/usr/share/ollama:/bin/false\n';

const probe = <K extends keyof ReturnType<typeof linuxProbes>>(name: K, machine: FakeMachine, more: object = {}) =>
  linuxProbes(fakeIo(machine))[name](context(more));

const day = 86_400_000;

describe('P2 Linux sockets', () => {
  it('reads addresses in the order of the machine’s bytes', () => {
    const read = (local: string) => parseProcNetTcp(tcp(row(local, ANY4, '0A', 0, 1)))[0];
    expect(read('0100007F:2CAA')).toMatchObject({ local: '127.0.0.1', localPort: 11434, listening: true });
    expect(read('00000000:2CAA')!.local).toBe('0.0.0.0');
    expect(read('0701A8C0:2CAA')!.local).toBe('192.168.1.7');
    const six = (hex: string) =>
      parseProcNetTcp(tcp(row(`${hex}:2CAA`, `${'0'.repeat(32)}:0000`, '0A', 0, 1)))[0]!.local;
    expect(six('0'.repeat(32))).toBe('::');
    expect(six('00000000000000000000000001000000')).toBe('::1');
    expect(six('0000000000000000FFFF00000100007F')).toBe('::ffff:127.0.0.1');
    expect(six('B80D01200000000000000000010000FE')).toBe('2001:db8::fe00:1');
  });

  it('tells the listener with its user, also of another user’s process', async () => {
    const files = {
      '/proc/net/tcp': tcp(row('0100007F:2CAA', ANY4, '0A', 998, 77), row('00000000:2CAA', ANY4, '01', 0, 78)),
      '/etc/passwd': passwd,
    };
    expect(await probe('listeners', { files })).toEqual({
      state: 'known',
      value: [{ address: '127.0.0.1', port: 11434, user: 'ollama', privileged: false }],
      evidence: 'a process of ollama 127.0.0.1:11434 LISTEN',
    });
  });

  it('tells root, and the process when it may be seen', async () => {
    const fact = await probe('listeners', {
      files: { '/proc/net/tcp': tcp(row('00000000:2CAA', ANY4, '0A', 0, 77)), '/proc/42/comm': 'ollama\n' },
      folders: { '/proc': ['1', '42', 'self'], '/proc/42/fd': ['0', '3'] },
      links: { '/proc/42/fd/3': 'socket:[77]' },
    });
    expect(fact).toMatchObject({
      value: [{ address: '0.0.0.0', privileged: true, pid: 42, process: 'ollama', user: '0' }],
    });
  });

  it('does not apply when nothing listens, and is unknown without the table', async () => {
    expect((await probe('listeners', { files: { '/proc/net/tcp': tcp() } })).state).toBe('not-applicable');
    expect((await probe('listeners', {})).state).toBe('unknown');
  });

  it('tells connections to elsewhere by the server’s own user, not those of others', async () => {
    const listen = row('0100007F:2CAA', ANY4, '0A', 998, 77);
    const outward = row('0701A8C0:C350', '097100CB:01BB', '01', 998, 80);
    const inward = row('0100007F:2CAA', '0100007F:D431', '01', 998, 81);
    const foreign = row('0701A8C0:C351', '097100CB:01BB', '01', 1000, 82);
    const fact = await probe('outbound', { files: { '/proc/net/tcp': tcp(listen, outward, inward, foreign) } });
    expect(fact).toMatchObject({ state: 'known', value: [{ remote: '203.0.113.9', port: 443 }] });
  });

  it('counts the children of the server, which compute', async () => {
    const fact = await probe('outbound', {
      files: {
        '/proc/net/tcp': tcp(
          row('0100007F:2CAA', ANY4, '0A', 1000, 77),
          row('0701A8C0:C350', '097100CB:01BB', '01', 1000, 80),
        ),
        '/proc/42/task/42/children': '43 ',
      },
      folders: { '/proc': ['42', '43'], '/proc/42/fd': ['3'], '/proc/43/fd': ['4'] },
      links: { '/proc/42/fd/3': 'socket:[77]', '/proc/43/fd/4': 'socket:[80]' },
    });
    expect(fact).toMatchObject({ value: [{ remote: '203.0.113.9' }] });
  });

  it('cannot tell connections apart when the user is shared and the process is not ours', async () => {
    const files = { '/proc/net/tcp': tcp(row('0100007F:2CAA', ANY4, '0A', 0, 77)) };
    expect((await probe('outbound', { files })).state).toBe('unknown');
  });

  it.runIf(process.platform === 'linux')('sees a real listener of this very process', async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const fact = await linuxProbes(systemIo()).listeners(context({ port }));
    expect(fact).toMatchObject({ state: 'known', value: [{ address: '127.0.0.1', port, pid: process.pid }] });
    await new Promise((resolve) => server.close(resolve));
    expect((await linuxProbes(systemIo()).listeners(context({ port }))).state).toBe('not-applicable');
  });
});

describe('P2 the models folder', () => {
  const models = '/home/u/.ollama/models';
  const folders = (more: Record<string, object>) => ({
    status: {
      '/': {},
      '/home': {},
      '/home/u': { uid: 1000 },
      '/home/u/.ollama': { uid: 1000 },
      [models]: { uid: 1000 },
      [`${models}/blobs`]: { uid: 1000 },
      ...more,
    },
  });
  const problems = async (more: Record<string, object>, files: Record<string, string> = {}) => {
    const fact = await probe('folder', { ...folders(more), files: { '/proc/net/tcp': tcp(), ...files } });
    return fact.state === 'known' ? fact.value.map(({ path, kind }) => `${path} ${kind}`) : fact.state;
  };

  it('is fine when only its owner writes', async () => expect(await problems({})).toEqual([]));
  it('others may write in it, or in any folder on the way, unless that one is sticky', async () => {
    expect(await problems({ [`${models}/blobs`]: { mode: 0o40777, uid: 1000 } })).toEqual([
      `${models}/blobs writable-by-others`,
    ]);
    expect(await problems({ '/home': { mode: 0o40777 } })).toEqual(['/home writable-by-others']);
    expect(await problems({ '/home': { mode: 0o41777 } })).toEqual([]);
  });
  it('belongs to a stranger, but not when that is the server’s user', async () => {
    expect(await problems({ [models]: { uid: 1234 } })).toEqual([`${models} foreign-owner`]);
    expect(await problems({ [models]: { uid: 998 } }, { '/etc/passwd': passwd })).toEqual([]);
    expect(
      await problems({ [models]: { uid: 1234 } }, { '/proc/net/tcp': tcp(row('0100007F:2CAA', ANY4, '0A', 1234, 1)) }),
    ).toEqual([]);
  });
  it('others may write where a link leads, or on the way there', async () => {
    const linked = async (real: Record<string, string>, more: Record<string, object>) => {
      const fact = await probe('folder', { ...folders(more), real, files: { '/proc/net/tcp': tcp() } });
      return fact.state === 'known' ? fact.value.map(({ path, kind }) => `${path} ${kind}`) : fact.state;
    };
    const shared = { '/mnt': {}, '/mnt/shared': { mode: 0o40777 }, '/mnt/shared/models': { uid: 1000 } };
    expect(await linked({ [models]: '/mnt/shared/models' }, shared)).toEqual(['/mnt/shared writable-by-others']);
    expect(await linked({ [`${models}/blobs`]: '/mnt/shared/models' }, shared)).toEqual([
      '/mnt/shared writable-by-others',
    ]);
    expect(await linked({}, shared)).toEqual([]);
  });
  it('does not apply when it is not there', async () => {
    expect((await probe('folder', { files: { '/proc/net/tcp': tcp() } })).state).toBe('not-applicable');
    expect((await probe('folder', { files: { '/proc/net/tcp': tcp() } }, { modelsDir: undefined })).state).toBe(
      'unknown',
    );
  });
});

describe('P3 Linux host', () => {
  const disks = (...blockdevices: object[]) => JSON.stringify({ blockdevices });
  const state = (json: string, modelsDir?: string) => {
    const fact = readLsblk(json, modelsDir);
    return fact.state === 'known' ? fact.value.state : fact.state;
  };
  const root = (type: string) => ({
    name: 'sda2',
    type: 'part',
    fstype: 'x',
    mountpoints: [null],
    children: [{ name: 'r', type, fstype: 'ext4', mountpoints: ['/'] }],
  });

  it('encryption counts for the volumes that matter, not for any volume', () => {
    expect(state(disks({ name: 'sda', type: 'disk', children: [root('crypt')] }))).toBe('on');
    expect(state(disks({ name: 'sda', type: 'disk', children: [root('lvm')] }))).toBe('off');
    const usb = { name: 'sdb', type: 'crypt', mountpoints: ['/media/stick'] };
    expect(state(disks({ name: 'sda', type: 'disk', children: [root('lvm')] }, usb))).toBe('off');
    const data = { name: 'sdc', type: 'disk', mountpoints: ['/data'] };
    expect(state(disks({ name: 'sda', type: 'disk', children: [root('crypt')] }, data), '/data/models')).toBe(
      'partial',
    );
    expect(state(disks({ name: 'sda', type: 'disk', children: [root('crypt')] }, data), '/datamodels')).toBe('on');
    expect(
      state(
        disks({
          name: 'sda',
          type: 'disk',
          children: [{ name: 'c', type: 'crypt', children: [{ name: 'v', type: 'lvm', mountpoint: '/' }] }],
        }),
      ),
    ).toBe('on');
  });
  it('encryption is unknown when / does not show, or the answer is none', () => {
    expect(state(disks({ name: 'sda', type: 'disk' }))).toBe('unknown');
    expect(state('')).toBe('unknown');
    expect(state('{"blockdevices":3}')).toBe('unknown');
  });

  it('the firewall is on, off, or unknown', async () => {
    const systemctl = { 'systemctl is-active nftables': { code: 3, stdout: 'inactive\n' } };
    const firewall = async (machine: FakeMachine) => {
      const fact = await probe('firewall', { ...machine, commands: { ...systemctl, ...machine.commands } });
      return fact.state === 'known' ? fact.value : fact.state;
    };
    expect(await firewall({ files: { '/etc/ufw/ufw.conf': 'ENABLED=yes\nLOGLEVEL=low\n' } })).toBe(true);
    expect(await firewall({ files: { '/etc/ufw/ufw.conf': 'ENABLED=no\n' } })).toBe(false);
    expect(
      await firewall({
        files: { '/etc/ufw/ufw.conf': 'ENABLED=no\n' },
        commands: { 'firewall-cmd --state': 'running\n' },
      }),
    ).toBe(true);
    expect(await firewall({ commands: { 'firewall-cmd --state': { code: 252, stdout: 'not running\n' } } })).toBe(
      false,
    );
    expect(await firewall({ commands: { 'systemctl is-active nftables': 'active\n' } })).toBe(true);
    expect(await firewall({})).toBe('unknown');
  });

  it('updates that wait are counted by apt, from lists that are there', async () => {
    const files = {
      status: { '/var/lib/apt/lists/deb.debian.org_InRelease': { mtimeMs: NOW - 6 * day } },
      folders: { '/var/lib/apt/lists': ['partial', 'deb.debian.org_InRelease'] },
    };
    const inst = (origin: string) => `Inst libc6 [2.36-9] (2.36-10 ${origin} [amd64])`;
    const pending = [
      inst('Debian:12.5/stable'),
      inst('Debian-Security:12/stable-security'),
      inst('Ubuntu:22.04/jammy-updates, Ubuntu:22.04/jammy-security'),
      'Conf libc6 (2.36-10 Debian:12.5/stable [amd64])',
    ].join('\n');
    expect(await probe('updates', { ...files, commands: { 'apt-get': pending } })).toEqual({
      state: 'known',
      value: { days: 6, rebootNeeded: false, pending: { all: 3, security: 2 } },
      evidence: 'apt-get -s upgrade: 3 (security: 2), lists of 2026-11-18',
    });
    expect(await probe('updates', { ...files, commands: { 'apt-get': '' } })).toMatchObject({
      value: { days: 6, pending: { all: 0, security: 0 } },
    });
  });

  it('updates: nothing is said of lists that are not there, or of a tool that does not answer', async () => {
    const stamp = { '/var/lib/apt/lists/partial': { mtimeMs: NOW } };
    expect((await probe('updates', { status: stamp, commands: { 'apt-get': '' } })).state).toBe('unknown');
    expect((await probe('updates', { status: stamp })).state).toBe('unknown');
    expect((await probe('updates', {})).state).toBe('unknown');
    const reboot = { '/var/run/reboot-required': {} };
    expect(await probe('updates', { status: reboot })).toMatchObject({ value: { rebootNeeded: true } });
  });

  it('updates that wait are counted by pacman, whose status 1 means none', async () => {
    const files = {
      status: { '/var/lib/pacman/sync/core.db': { mtimeMs: NOW - day } },
      folders: { '/var/lib/pacman/sync': ['core.db'] },
    };
    const pending = (pacman: string | Partial<RunResult>) => probe('updates', { ...files, commands: { pacman } });
    expect(await pending('linux 6.1-1 -> 6.2-1')).toMatchObject({ value: { pending: { all: 1 } } });
    expect(await pending({ code: 1, stdout: '', stderr: '' })).toMatchObject({ value: { pending: { all: 0 } } });
    expect((await pending({ code: 1, stdout: '', stderr: 'error' })).state).toBe('unknown');
  });

  it('updates that wait are counted by dnf from its cache, and not when it has none', async () => {
    const status = { '/var/cache/dnf/last_makecache': { mtimeMs: NOW - day } };
    const pending = (code: number, stdout: string) =>
      probe('updates', { status, commands: { dnf: { code, stdout, stderr: '' } } });
    const listed = '\nkernel.x86_64  6.2-1  updates\nopenssl.x86_64  3.1-1  updates\n';
    expect(await pending(100, listed)).toMatchObject({ value: { pending: { all: 2, security: 2 } } });
    expect(await pending(0, '')).toMatchObject({ value: { days: 1, pending: { all: 0, security: 0 } } });
    expect((await pending(1, '')).state).toBe('unknown');
  });

  it('Secure Boot is the fifth byte of its variable', async () => {
    const file = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';
    const boot = (bytes: number[]) =>
      probe('secureBoot', { status: { '/sys/firmware/efi': {} }, files: { [file]: Buffer.from(bytes) } });
    expect(await boot([6, 0, 0, 0, 1])).toMatchObject({ value: true });
    expect(await boot([6, 0, 0, 0, 0])).toMatchObject({ value: false });
    expect((await boot([6])).state).toBe('unknown');
    expect(await probe('secureBoot', {})).toMatchObject({ value: false });
  });

  it('the TPM tells its version', async () => {
    const chip = { folders: { '/sys/class/tpm': ['tpm0'] }, files: { '/sys/class/tpm/tpm0/tpm_version_major': '2\n' } };
    expect(await probe('tpm', chip)).toMatchObject({ value: '2.0' });
    expect(await probe('tpm', { folders: { '/sys/class/tpm': [] } })).toMatchObject({ value: 'none' });
    expect((await probe('tpm', { folders: { '/sys/class/tpm': ['tpm0'] } })).state).toBe('unknown');
  });

  it('the screen lock is idle time plus delay', () => {
    expect(readGnomeLock('uint32 300', 'true', 'uint32 0')).toMatchObject({ value: { seconds: 300 } });
    expect(readGnomeLock('uint32 300', 'true', 'uint32 30')).toMatchObject({ value: { seconds: 330 } });
    expect(readGnomeLock('uint32 0', 'true', 'uint32 0')).toMatchObject({ value: { seconds: 'never' } });
    expect(readGnomeLock('uint32 300', 'false', 'uint32 0')).toMatchObject({ value: { seconds: 'never' } });
    expect(readGnomeLock('', '', '').state).toBe('unknown');
    expect(readKdeLock('[Daemon]\nTimeout=10\n')).toMatchObject({ value: { seconds: 600 } });
    expect(readKdeLock('[Daemon]\nAutolock=false\nTimeout=10\n')).toMatchObject({ value: { seconds: 'never' } });
    expect(readKdeLock('')).toMatchObject({ value: { seconds: 300 } });
  });

  it('the screen lock is unknown without a desktop', async () =>
    expect((await probe('screenLock', {})).state).toBe('unknown'));

  it('the antivirus is what runs, and fresh when its signatures are', async () => {
    const services = 'systemctl is-active clamav-daemon mdatp falcon-sensor sentinelone xagt cbagentd';
    const commands = { [services]: { code: 3, stdout: 'active\ninactive\ninactive\ninactive\ninactive\ninactive\n' } };
    const daily = (age: number) => ({ '/var/lib/clamav/daily.cld': { mtimeMs: NOW - age * 86_400_000 } });
    expect(await probe('antivirus', { commands, status: daily(1) })).toMatchObject({
      value: [{ active: true, upToDate: true }],
    });
    expect(await probe('antivirus', { commands, status: daily(30) })).toMatchObject({ value: [{ upToDate: false }] });
    expect((await probe('antivirus', {})).state).toBe('unknown');
    const noBus = { [services]: { code: 1, stderr: 'System has not been booted with systemd' } };
    expect((await probe('antivirus', { commands: noBus })).state).toBe('unknown');
  });

  it.each(['encryption', 'firewall', 'secureBoot', 'tpm', 'screenLock', 'antivirus'] as const)(
    '%s does not apply inside a container or WSL',
    async (name) => {
      expect((await probe(name, { status: { '/.dockerenv': {} } })).state).toBe('not-applicable');
      const wsl = { files: { '/proc/sys/kernel/osrelease': '5.15.153.1-microsoft-standard-WSL2' } };
      expect((await probe(name, wsl)).state).toBe('not-applicable');
    },
  );

  describe('variables', () => {
    const show = 'systemctl show ollama -p Environment -p EnvironmentFiles';
    const variables = (environment: string, more: FakeMachine = {}) =>
      probe('variables', { commands: { [show]: `Environment=${environment}\n` }, ...more });

    it('of the service win over those of this process', async () => {
      const env = { OLLAMA_HOST: '127.0.0.1' };
      expect(await variables('PATH=/bin OLLAMA_HOST=0.0.0.0 "OLLAMA_ORIGINS=*"', { env })).toMatchObject({
        value: { host: '0.0.0.0', origins: '*' },
      });
      expect(await probe('variables', { env })).toMatchObject({ value: { host: '127.0.0.1' } });
      expect(await probe('variables', {})).toMatchObject({ value: {} });
    });

    it('are read with their blanks and quotes, and not from within another one', async () => {
      expect(await variables('"OLLAMA_ORIGINS=http://a, *" "NOTE=was OLLAMA_HOST=0.0.0.0"')).toMatchObject({
        value: { origins: 'http://a, *' },
      });
      expect(await variables('"NOTE=say \\"x\\"" OLLAMA_HOST=:1')).toMatchObject({ value: { host: ':1' } });
      expect(await variables('"NOTE=was OLLAMA_HOST=0.0.0.0"')).toEqual(known({}, 'neither variable is set'));
    });

    it('come from the files of the service, too, which win', async () => {
      const commands = {
        [show]:
          'Environment=OLLAMA_HOST=127.0.0.1\nEnvironmentFiles=/etc/default/ollama (ignore_errors=yes)\nEnvironmentFiles=/none (ignore_errors=no)\n',
      };
      const files = { '/etc/default/ollama': '# all\nOLLAMA_HOST="0.0.0.0"\n' };
      expect(await probe('variables', { commands, files })).toMatchObject({ value: { host: '0.0.0.0' } });
      expect(await probe('variables', { commands })).toMatchObject({ value: { host: '127.0.0.1' } });
    });

    it('are unknown when systemd does not print them, or their file may not be read', async () => {
      expect((await variables('OLLAMA_HOST=127.0.0.1 [unprintable]')).state).toBe('unknown');
      const commands = { [show]: 'EnvironmentFiles=/etc/default/ollama (ignore_errors=no)\n' };
      const files = { '/etc/default/ollama': Object.assign(new Error('no'), { code: 'EACCES' }) };
      expect((await probe('variables', { commands, files })).state).toBe('unknown');
    });
  });

  it('the NPU is told by its driver', async () => {
    const machine = {
      folders: { '/sys/class/accel': ['accel0'] },
      links: { '/sys/class/accel/accel0/device/driver': '../../../bus/pci/drivers/intel_vpu' },
    };
    expect(await probe('npu', machine)).toMatchObject({ value: [{ name: 'Intel AI Boost', driver: 'intel_vpu' }] });
    expect(await probe('npu', {})).toMatchObject({ value: [] });
  });
});
