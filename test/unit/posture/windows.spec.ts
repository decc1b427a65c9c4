// Proves what the Windows probes make of the script's JSON and of localised tools. Written from documentation: no PC was at hand.
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/posture/facts';
import { windowsProbes } from '../../../src/posture/probes/windows';
import { readElevated, readNetstat } from '../../../src/posture/probes/windows/parse';
import { probeNames, windowsScript } from '../../../src/posture/probes/windows/script';
import { context, fakeIo } from './fakes';

const value = (fact: Fact<unknown>) => (fact.state === 'known' ? fact.value : fact.state);
type Name = keyof ReturnType<typeof windowsProbes>;

function machine(parts: Record<string, unknown>, mode = 'FullLanguage', commands: object = {}) {
  const answer = Object.fromEntries(Object.entries(parts).map(([name, found]) => [name, { ok: true, value: found }]));
  return fakeIo({
    platform: 'win32',
    env: { SystemRoot: String.raw`C:\Windows` },
    commands: { 'powershell.exe': `\uFEFF${JSON.stringify({ mode, ...answer })}\r\n`, ...commands },
  });
}
const probe = (name: Name, found: unknown, part: string = name) =>
  windowsProbes(machine({ [part]: found }))[name](context({ modelsDir: String.raw`D:\models` }));

describe('P2 Windows listeners', () => {
  it('come as a list, as one object, or as null', async () => {
    const one = { address: '127.0.0.1', pid: 4312, process: 'ollama.exe', session: 1, user: 'cdelmas' };
    expect(value(await probe('listeners', [one]))).toEqual([
      { address: '127.0.0.1', port: 11434, pid: 4312, process: 'ollama.exe', user: 'cdelmas', privileged: false },
    ]);
    expect(value(await probe('listeners', { ...one, address: '0.0.0.0', session: 0 }))).toMatchObject([
      { address: '0.0.0.0', privileged: true },
    ]);
    expect(value(await probe('listeners', null))).toBe('not-applicable');
    expect(
      value(await probe('listeners', [{ address: '::', pid: 4, process: null, session: null, user: null }])),
    ).toEqual([{ address: '::', port: 11434, pid: 4 }]);
  });

  it('come from netstat in any language when PowerShell is locked down', async () => {
    const french =
      '  TCP    0.0.0.0:11434          0.0.0.0:0              À L’ÉCOUTE       4312\r\n  TCP    127.0.0.1:11434        127.0.0.1:50000        ÉTABLI          4312\r\n  TCP    [::1]:11434            [::]:0                 ABHÖREN         4312\r\n';
    expect(value(readNetstat(french, 11434))).toEqual([
      { address: '0.0.0.0', port: 11434, pid: 4312 },
      { address: '::1', port: 11434, pid: 4312 },
    ]);
    const answer = JSON.stringify({
      mode: 'ConstrainedLanguage',
      listeners: { ok: false, reason: 'Method invocation is supported only on core types' },
    });
    const io = machine({}, '', { 'powershell.exe': answer, 'netstat.exe -ano -p TCP': french });
    expect(await windowsProbes(io).listeners(context())).toMatchObject({
      state: 'known',
      value: [{ address: '0.0.0.0' }, { address: '::1' }],
    });
  });
});

describe('P3 Windows host', () => {
  const drives = (...values: (number | null)[]) =>
    values.map((protection, index) => ({ drive: `${'CD'[index]}:`, protection }));
  it.each([
    [[1, 1], { state: 'on' }],
    [[2], { state: 'off' }],
    [[1, 2], { state: 'partial' }],
    [[3], { state: 'partial' }],
    [[5], { state: 'partial' }],
    [[0], 'unknown'],
    [[null], 'unknown'],
    [[1, null], 'unknown'],
    [[], 'unknown'],
  ] as const)('BitLocker %o is %o', async (values, expected) => {
    expect(value(await probe('encryption', drives(...values)))).toEqual(expected);
  });

  it('the firewall is on only when all three profiles are', async () => {
    const profiles = (...values: (number | null)[]) =>
      values.map((enabled, index) => ({ profile: `p${index}`, enabled }));
    expect(value(await probe('firewall', profiles(1, 1, 1)))).toBe(true);
    expect(value(await probe('firewall', profiles(1, 0, 1)))).toBe(false);
    expect(value(await probe('firewall', profiles(1, null, 1)))).toBe('unknown');
    expect(value(await probe('firewall', []))).toBe('unknown');
  });

  it('the antivirus is told by the bits of its state', async () => {
    const state = async (productState: number) => value(await probe('antivirus', [{ name: 'x', state: productState }]));
    expect(await state(397568)).toEqual([{ name: 'x', active: true, upToDate: true }]);
    expect(await state(397584)).toEqual([{ name: 'x', active: true, upToDate: false }]);
    expect(await state(393472)).toEqual([{ name: 'x', active: false, upToDate: true }]);
    expect(await state(0x62000)).toMatchObject([{ active: false }]);
  });

  it('updates, Secure Boot, TPM', async () => {
    expect(value(await probe('updates', { installed: '2026-11-18T09:00:00.0000000Z', reboot: false }))).toEqual({
      days: 6,
      rebootNeeded: false,
    });
    expect(value(await probe('updates', { installed: null, reboot: true }))).toEqual({ rebootNeeded: true });
    expect(value(await probe('updates', { installed: null, reboot: false }))).toBe('unknown');
    expect(value(await probe('secureBoot', { enabled: 1 }))).toBe(true);
    expect(value(await probe('secureBoot', { enabled: 0 }))).toBe(false);
    expect(value(await probe('secureBoot', { enabled: null }))).toBe(false);
    expect(value(await probe('tpm', { tpm2: true }))).toBe('2.0');
    expect(value(await probe('tpm', { tpm2: false }))).toBe('unknown');
  });

  it('the screen lock is the shorter of machine limit and secure screen saver', async () => {
    const lock = async (more: object) =>
      value(
        await probe('screenLock', { machine: null, active: '1', secure: '1', timeout: '900', saver: 'x.scr', ...more }),
      );
    expect(await lock({})).toEqual({ seconds: 900 });
    expect(await lock({ machine: 300 })).toEqual({ seconds: 300 });
    expect(await lock({ secure: '0' })).toBe('unknown');
    expect(await lock({ saver: null })).toBe('unknown');
    expect(await lock({ secure: '0', machine: 600 })).toEqual({ seconds: 600 });
  });

  it('the models folder is told by the identifiers of broad groups, with rights that write', async () => {
    const acl = async (...rows: object[]) => value(await probe('folder', rows.length === 1 ? rows[0] : rows, 'acl'));
    const path = String.raw`D:\models`;
    expect(await acl({ path, sid: 'S-1-5-11', rights: 0x1301bf })).toEqual([
      { path, kind: 'writable-by-others', detail: 'Authenticated Users' },
    ]);
    expect(await acl({ path, sid: 'S-1-1-0', rights: 0x1200a9 })).toEqual([]);
    expect(
      await acl({ path, sid: 'S-1-5-21-1-2-3-1001', rights: 0x1f01ff }, { path, sid: 'S-1-5-18', rights: 0x1f01ff }),
    ).toEqual([]);
    expect(await acl({ path, sid: 'S-1-1-0', rights: -1610612736 })).toEqual([]);
    expect(await acl({ path, sid: 'S-1-1-0', rights: 0x10000000 })).toHaveLength(1);
    expect(await acl({ missing: true })).toBe('not-applicable');
    expect(await acl()).toBe('unknown');
  });

  it('the NPU, the variables, elevation', async () => {
    expect(value(await probe('npu', { name: 'Intel(R) AI Boost', status: 'OK' }))).toEqual([
      { name: 'Intel(R) AI Boost' },
    ]);
    expect(
      value(await probe('variables', { host: null, machineHost: '0.0.0.0', origins: '*', machineOrigins: null })),
    ).toEqual({ host: '0.0.0.0', origins: '*' });
    expect(value(readElevated('"Mandatory Label\\High Mandatory Level","Label","S-1-16-12288",""'))).toBe(true);
    expect(value(readElevated('"Étiquette obligatoire\\Niveau moyen","Étiquette","S-1-16-8192",""'))).toBe(false);
    expect(value(readElevated(''))).toBe('unknown');
  });
});

describe('P5 Windows without an answer', () => {
  const names = [
    'encryption',
    'firewall',
    'antivirus',
    'updates',
    'secureBoot',
    'tpm',
    'screenLock',
    'folder',
    'npu',
    'variables',
    'outbound',
  ] as const;
  it.each([
    ['no PowerShell', undefined],
    ['nonsense', 'not json'],
    ['too long', new Error('took too long')],
    [
      'an error per probe',
      JSON.stringify({
        mode: 'FullLanguage',
        ...Object.fromEntries(probeNames.map((name) => [name, { ok: false, reason: 'Access denied' }])),
      }),
    ],
    [
      'rows of another shape',
      JSON.stringify({
        mode: 'FullLanguage',
        ...Object.fromEntries(probeNames.map((name) => [name, { ok: true, value: [3] }])),
      }),
    ],
  ])('%s is unknown for every probe', async (_, answer) => {
    const io = machine({}, '', { 'powershell.exe': answer });
    const probes = windowsProbes(io);
    for (const name of names) expect((await probes[name](context())).state, name).toBe('unknown');
    expect(io.ran.filter(({ tool }) => tool.endsWith('powershell.exe'))).toHaveLength(1);
  });

  it('the folder goes in as a variable, never as text of the script, and nothing is bypassed', async () => {
    const io = machine({});
    const modelsDir = "C:\\it's ’; Remove-Item C:\\";
    await windowsProbes(io).folder(context({ modelsDir }));
    const [ran] = io.ran;
    expect(ran!.env).toEqual({ REMPART_MODELS_DIR: modelsDir });
    expect(ran!.input).not.toContain('Remove-Item');
    expect(ran!.args.join(' ')).not.toMatch(/Bypass|Encoded/iu);
    expect(
      windowsScript(11434)
        .split('\n')
        .filter((line) => line.startsWith('try {')).length,
    ).toBe(probeNames.length);
  });
});
