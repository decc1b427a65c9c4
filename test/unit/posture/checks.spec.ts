// Proves what each check says of each fact, that "could not look" is never "ok", and what the status bar makes of it.
import { describe, expect, it } from 'vitest';
import { isAbortError } from '../../../src/base/errors';
import { bySeverity, runPosture, statusBarSummary, worst, type Finding } from '../../../src/posture';
import { known, unknown, type MachineFacts } from '../../../src/posture/facts';
import { goodFacts, probesOf } from './fakes';

const run = (facts: Partial<MachineFacts>, platform: NodeJS.Platform = 'linux') =>
  runPosture({ probes: probesOf(facts), platform, modelsDir: '/models' });
const find = async (id: string, facts: Partial<MachineFacts>, platform: NodeJS.Platform = 'linux'): Promise<Finding> =>
  (await run(facts, platform)).findings.find((finding) => finding.id === id)!;
const listening = (address: string, more: object = {}): Partial<MachineFacts> => ({
  listeners: known(
    [{ address, port: 11434, user: 'ollama', privileged: false, ...more }],
    `ollama ${address}:11434 LISTEN`,
  ),
});

describe('P1 a run', () => {
  it('says how far it is', async () => {
    const seen: string[] = [];
    const onProgress = (done: number, total: number): void => void seen.push(`${done}/${total}`);
    await runPosture({ probes: probesOf({}), platform: 'linux', onProgress });
    const total = Object.keys(goodFacts).length;
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => `${index + 1}/${total}`));
  });
});

describe('P2 what listens', () => {
  it.each(['0.0.0.0', '::', '*', '192.168.1.7', 'fe80::1', '::ffff:10.0.0.1'])('%s is open', async (address) => {
    const finding = await find('runtime.listener', listening(address));
    expect(finding).toMatchObject({ state: 'fail', requirement: 'P2', reference: 'CWE-1327' });
    expect(finding.command).toContain('OLLAMA_HOST');
    expect(finding.evidence).toContain(address);
  });
  it.each(['127.0.0.1', '::1', '127.0.0.2', '::ffff:127.0.0.1'])('%s is not', async (address) => {
    const finding = await find('runtime.listener', listening(address));
    expect(finding.state).toBe('pass');
    expect(finding.command).toBeUndefined();
  });
  it('one open socket beside a closed one is open', async () => {
    const both = known(
      [
        { address: '127.0.0.1', port: 11434 },
        { address: '::', port: 11434 },
      ],
      'both',
    );
    expect((await find('runtime.listener', { listeners: both })).state).toBe('fail');
  });
});

describe('P2 who it runs as', () => {
  const user = (more: object) => find('runtime.user', listening('127.0.0.1', more));
  it('root fails, a user passes, no word is unknown', async () => {
    expect((await user({ user: 'root', privileged: true })).state).toBe('fail');
    expect((await user({ user: 'ollama', privileged: false })).state).toBe('pass');
    expect((await find('runtime.user', { listeners: known([{ address: '::1', port: 11434 }], '::1') })).state).toBe(
      'unknown',
    );
  });
  it('the proxy of a container says nothing about who is inside', async () => {
    expect((await user({ user: 'root', privileged: true, process: 'docker-proxy' })).state).toBe('unknown');
  });
});

describe('P2 the server', () => {
  const server = (more: object) => ({
    server: known(
      { version: '0.33.0', cloud: 'off' as const, refusesForeignHost: true, refusesForeignOrigin: true, ...more },
      'x',
    ),
  });
  it.each([
    ['0.33.0', 'linux', 'pass'],
    ['0.32.9', 'linux', 'warn'],
    ['0.23.2', 'win32', 'fail'],
    ['0.23.2', 'linux', 'warn'],
    ['0.17.0', 'linux', 'fail'],
    ['0.17.1-rc1', 'linux', 'fail'],
    ['0.0.0', 'linux', 'unknown'],
    ['my-fork', 'linux', 'unknown'],
  ] as const)('version %s on %s is %s', async (version, platform, state) => {
    const finding = await find('runtime.version', server({ version }), platform);
    expect(finding.state).toBe(state);
    if (state === 'fail') expect(finding.evidence).toMatch(/CVE-\d{4}-\d+/u);
  });
  it('cloud: off passes, on warns, silence is unknown', async () => {
    const state = async (cloud: string) => (await find('runtime.cloud', server({ cloud }))).state;
    expect([await state('off'), await state('on'), await state('unknown')]).toEqual(['pass', 'warn', 'unknown']);
  });
  it('foreign origins and host names', async () => {
    expect((await find('runtime.origins', server({ refusesForeignOrigin: false }))).state).toBe('fail');
    expect((await find('runtime.origins', server({ refusesForeignOrigin: undefined }))).state).toBe('unknown');
    expect((await find('runtime.host-header', server({ refusesForeignHost: false }))).state).toBe('warn');
  });
  it.each([
    ['http://0.0.0.0:11434', 'warn'],
    ['0.0.0.0', 'warn'],
    ['[::]:11434', 'warn'],
    ['192.168.1.1:11434', 'warn'],
    ['127.0.0.1:11434', 'pass'],
    ['http://localhost', 'pass'],
    ['[::1]:11434', 'pass'],
    // Ollama takes a port alone for every interface, and takes quotes away.
    [':11434', 'warn'],
    ['http://:8080', 'warn'],
    ['"127.0.0.1"', 'pass'],
    ["'0.0.0.0'", 'warn'],
    ['127.0.0.1.example', 'warn'],
    ['::1', 'pass'],
    ['', 'pass'],
  ] as const)('OLLAMA_HOST=%s is %s', async (host, state) => {
    expect((await find('runtime.variables', { variables: known({ host }, host) })).state).toBe(state);
  });
  it('OLLAMA_ORIGINS with a star warns', async () => {
    const origins = (text: string) => find('runtime.variables', { variables: known({ origins: text }, text) });
    expect((await origins('*')).state).toBe('warn');
    expect((await origins('http://a, *')).state).toBe('warn');
    expect((await origins('"*"')).state).toBe('warn');
    expect((await origins('http://localhost,https://*')).state).toBe('warn');
    expect((await origins('http://*.example')).state).toBe('pass');
  });
  it('connections to elsewhere warn', async () => {
    expect(
      (await find('runtime.outbound', { outbound: known([{ remote: '203.0.113.9', port: 443 }], 'x') })).state,
    ).toBe('warn');
  });
  it('a folder that others may write fails, one of another user warns', async () => {
    const folder = (kind: 'writable-by-others' | 'foreign-owner') =>
      find('runtime.models-folder', { folder: known([{ path: '/models/blobs', kind, detail: '0777' }], 'x') });
    expect(await folder('writable-by-others')).toMatchObject({ state: 'fail', command: 'chmod -R o-w /models' });
    expect((await folder('foreign-owner')).state).toBe('warn');
  });
});

describe('P3 the machine', () => {
  const cases: [string, Partial<MachineFacts>, Finding['state']][] = [
    ['host.encryption', { encryption: known({ state: 'off' }, 'x') }, 'fail'],
    ['host.encryption', { encryption: known({ state: 'partial' }, 'x') }, 'warn'],
    ['host.firewall', { firewall: known(false, 'x') }, 'fail'],
    ['host.antivirus', { antivirus: known([], 'x') }, 'warn'],
    ['host.antivirus', { antivirus: known([{ name: 'x', active: false, upToDate: true }], 'x') }, 'warn'],
    ['host.antivirus', { antivirus: known([{ name: 'x', active: true, upToDate: false }], 'x') }, 'warn'],
    ['host.antivirus', { antivirus: known([{ name: 'x', active: true }], 'x') }, 'pass'],
    ['host.updates', { updates: known({ days: 36, rebootNeeded: false }, 'x') }, 'warn'],
    ['host.updates', { updates: known({ days: 1, rebootNeeded: true }, 'x') }, 'warn'],
    [
      'host.updates',
      { updates: known({ days: 1, rebootNeeded: false, pending: { all: 0, security: 0 } }, 'x') },
      'pass',
    ],
    [
      'host.updates',
      { updates: known({ days: 1, rebootNeeded: false, pending: { all: 4, security: 0 } }, 'x') },
      'warn',
    ],
    [
      'host.updates',
      { updates: known({ days: 1, rebootNeeded: true, pending: { all: 4, security: 1 } }, 'x') },
      'fail',
    ],
    ['host.screen-lock', { screenLock: known({ seconds: 301 }, 'x') }, 'warn'],
    ['host.screen-lock', { screenLock: known({ seconds: 'never' }, 'x') }, 'fail'],
    ['host.elevated', { elevated: known(true, 'x') }, 'warn'],
    ['host.secure-boot', { secureBoot: known(false, 'x') }, 'warn'],
    ['host.tpm', { tpm: known('none', 'x') }, 'warn'],
    ['host.tpm', { tpm: known('1.x', 'x') }, 'warn'],
  ];
  it.each(cases)('%s %o is %s', async (id, facts, state) => expect((await find(id, facts)).state).toBe(state));
  it('no antivirus fails on Windows', async () => {
    expect((await find('host.antivirus', { antivirus: known([], 'x') }, 'win32')).state).toBe('fail');
  });
});

describe('P6 the NPU', () => {
  it('being there is not being used', async () => {
    const finding = await find('npu.device', { npu: known([{ name: 'Intel AI Boost', driver: 'intel_vpu' }], 'x') });
    expect(finding.title).toBe('NPU present: Intel AI Boost. This Ollama build cannot use it');
  });
});

describe('P5 what could not be checked', () => {
  it('is unknown with its reason, for every single fact, and never passes', async () => {
    for (const name of Object.keys(goodFacts) as (keyof MachineFacts)[]) {
      const { findings } = await run({ [name]: unknown('needs administrator rights') });
      const lost = findings.filter(({ state }) => state === 'unknown');
      expect(lost.length, name).toBeGreaterThan(0);
      for (const { evidence } of lost) expect(evidence).toBe('Could not be checked: needs administrator rights');
    }
  });

  it('a probe that throws is unknown, the others still look', async () => {
    const probes = {
      ...probesOf({}),
      firewall: () => Promise.reject(Object.assign(new Error('x'), { code: 'EACCES' })),
    };
    const { findings } = await runPosture({ probes, platform: 'linux' });
    expect(findings.filter(({ state }) => state === 'unknown').map(({ id, evidence }) => [id, evidence])).toEqual([
      ['host.firewall', 'Could not be checked: needs administrator rights'],
    ]);
  });

  it('an abort is an abort', async () => {
    await expect(runPosture({ probes: probesOf({}), signal: AbortSignal.abort() })).rejects.toSatisfy(isAbortError);
  });

  it('all is well when all is well', async () => {
    const { findings } = await run({});
    expect(findings.filter(({ state }) => state !== 'pass' && state !== 'not-applicable')).toEqual([]);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
  });
});

describe('P1 the status bar', () => {
  const finding = (id: string, state: Finding['state'], title = id): Finding => ({
    id,
    state,
    title,
    requirement: 'P2',
    evidence: '',
    why: '',
    remedy: '',
    checkedAt: '',
  });
  const text = (...findings: Finding[]) => statusBarSummary(findings).text;

  it('says the worst in few words', () => {
    const pass = finding('a', 'pass');
    expect(text(pass)).toBe('$(shield) Rempart');
    expect(text(pass, finding('b', 'unknown'))).toBe('$(question) Rempart: 1 not checked');
    expect(text(pass, { ...finding('b', 'unknown'), requirement: 'P3' })).toBe('$(shield) Rempart');
    expect(text(pass, finding('b', 'warn'))).toBe('$(warning) Rempart: 1 finding');
    expect(text(pass, finding('b', 'warn'), finding('c', 'warn'))).toBe('$(warning) Rempart: 2 findings');
    expect(text(finding('runtime.listener', 'fail'), finding('b', 'warn'))).toBe(
      '$(error) Rempart: Ollama open to the network',
    );
    expect(text(finding('host.firewall', 'fail', 'Firewall is off'))).toBe('$(error) Rempart: firewall is off');
    expect(text(finding('a', 'fail'), finding('b', 'fail'))).toBe('$(error) Rempart: 2 failures');
    expect(text()).toBe('$(question) Rempart: not checked');
    expect(text(finding('a', 'unknown'))).toBe('$(question) Rempart: not checked');
  });

  it('keeps the three worst for the tooltip, worst first', () => {
    const findings = [
      finding('a', 'unknown'),
      finding('b', 'warn'),
      finding('c', 'pass'),
      finding('d', 'fail'),
      finding('e', 'warn'),
    ];
    expect(statusBarSummary(findings).worst.map(({ id }) => id)).toEqual(['d', 'b', 'e']);
    expect(bySeverity(findings).map(({ id }) => id)).toEqual(['d', 'b', 'e', 'a', 'c']);
    expect([worst(findings), worst([finding('a', 'unknown'), finding('c', 'pass')]), worst([])]).toEqual([
      'fail',
      'unknown',
      'unknown',
    ]);
  });
});
