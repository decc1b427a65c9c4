// When the posture of the machine is checked.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../../src/base/logger';

const runPosture = vi.hoisted(() => vi.fn());
const verifyModels = vi.hoisted(() => vi.fn());

vi.mock('vscode', () => import('../../support/fakeEditor'));
vi.mock('../../../src/posture', () => ({ runPosture }));
vi.mock('../../../src/models', () => ({
  locateStore: () => Promise.resolve({ dir: '/models' }),
  verifyModels,
  createHasher: () => ({ dispose: () => undefined }),
  IntegrityCache: class {
    readonly save = (): Promise<void> => Promise.resolve();
  },
  IntegrityGate: class {
    readonly status = (): Promise<object> => Promise.resolve({ state: 'unverified', message: '' });
  },
}));

const verification = {
  models: [
    {
      model: 'good:1b',
      verdict: 'verified',
      manifestDigest: 'a'.repeat(64),
      checks: [{ id: 'blob.hash', state: 'pass' }],
    },
    {
      model: 'bad:1b',
      verdict: 'failed',
      checks: [
        { id: 'blob.hash', state: 'fail' },
        { id: 'blob.size', state: 'warn' },
      ],
    },
  ],
};

const { MachineService } = await import('../../../src/editor/machineService');

const minute = 60_000;

const record = vi.fn();

function service(settings: { postureIntervalMinutes: number }) {
  return new MachineService({
    settings: () => ({ ...settings, endpoint: '', modelsFolder: '/models' }),
    ollama: { state: { state: 'absent', models: [] }, refresh: () => Promise.resolve({ state: 'absent', models: [] }) },
    rules: () => ({}),
    stateFolder: '/state',
    workerPath: '/worker',
    record,
    logger: silentLogger,
  } as never);
}

beforeEach(() => {
  vi.useFakeTimers();
  record.mockReset();
  runPosture.mockReset().mockResolvedValue({ findings: [], startedAt: '', seconds: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('P1 the checks of the posture', () => {
  it('are made at the start, and every so many minutes', async () => {
    const machine = service({ postureIntervalMinutes: 30 });
    machine.planPosture();
    await vi.waitFor(() => expect(machine.posture).toBeDefined());
    await vi.advanceTimersByTimeAsync(61 * minute);
    expect(runPosture).toHaveBeenCalledTimes(3);
    machine.dispose();
  });

  it('are made on demand only for 0, from the start and for a changed setting', async () => {
    const settings = { postureIntervalMinutes: 0 };
    const machine = service(settings);
    machine.planPosture();
    await vi.advanceTimersByTimeAsync(61 * minute);
    expect(runPosture).not.toHaveBeenCalled();
    settings.postureIntervalMinutes = 10;
    machine.planPosture();
    await vi.waitFor(() => expect(machine.posture).toBeDefined());
    settings.postureIntervalMinutes = 0;
    machine.planPosture();
    await vi.advanceTimersByTimeAsync(61 * minute);
    expect(runPosture).toHaveBeenCalledTimes(1);
    machine.dispose();
  });
});

describe('A1 what was seen of the machine is recorded', () => {
  it('as the ids of the checks that are not passed', async () => {
    const findings = [
      { id: 'runtime.listener', state: 'fail' },
      { id: 'host.updates', state: 'warn' },
      { id: 'host.disk', state: 'unknown' },
      { id: 'host.firewall', state: 'pass' },
    ];
    runPosture.mockResolvedValue({ findings, startedAt: '', seconds: 0 });
    const machine = service({ postureIntervalMinutes: 0 });
    await machine.checkPosture();
    expect(record.mock.calls).toEqual([
      [
        {
          event_type: 'posture.checked',
          security_flags: { posture_failed: true },
          reasons: ['fail:runtime.listener', 'warn:host.updates', 'unknown:host.disk'],
        },
      ],
    ]);
    machine.dispose();
  });

  it('and each model that was verified, with what failed', async () => {
    verifyModels.mockReset().mockResolvedValueOnce(verification);
    const machine = service({ postureIntervalMinutes: 0 });
    await machine.verifyModels();
    expect(record.mock.calls.flat()).toEqual([
      {
        event_type: 'model.verified',
        model: 'good:1b',
        model_digest: 'a'.repeat(64),
        security_flags: { verification_failed: false },
        reasons: ['verified'],
      },
      {
        event_type: 'model.verified',
        model: 'bad:1b',
        security_flags: { verification_failed: true },
        reasons: ['failed', 'fail:blob.hash', 'warn:blob.size'],
      },
    ]);
    machine.dispose();
  });
});

describe('I1 a verification after a change of the language', () => {
  const report = (message: string, verdict = 'verified', finishedAt = 'T1') => ({
    modelsDir: '/models',
    models: [{ model: 'm:1', verdict, checks: [{ id: 'a', state: 'pass', message }], bytesHashed: 1 }],
    storeChecks: [],
    bytesHashed: finishedAt === 'T1' ? 1 : 0,
    seconds: finishedAt === 'T1' ? 9 : 0,
    finishedAt,
  });

  it('is told again without reading what is as it was, and keeps its time', async () => {
    const machine = service({ postureIntervalMinutes: 0 });
    verifyModels.mockReset().mockResolvedValueOnce(report('whole'));
    await machine.verifyModels(['m:1']);
    verifyModels.mockResolvedValueOnce(report('entier', 'verified', 'T2'));
    await machine.retellVerification();
    expect(verifyModels.mock.lastCall?.[0]).toMatchObject({ models: ['m:1'], trustCache: true });
    expect(machine.verification).toEqual(report('entier'));
    machine.dispose();
  });

  it('says what it finds when that is something else', async () => {
    const machine = service({ postureIntervalMinutes: 0 });
    verifyModels.mockReset().mockResolvedValueOnce(report('whole'));
    await machine.verifyModels();
    verifyModels.mockResolvedValueOnce(report('changé', 'failed', 'T2'));
    await machine.retellVerification();
    expect(machine.verification).toEqual(report('changé', 'failed', 'T2'));
    machine.dispose();
  });

  it('is not made where there was none, and keeps the old words when it cannot be made', async () => {
    const machine = service({ postureIntervalMinutes: 0 });
    verifyModels.mockReset().mockResolvedValueOnce(report('whole')).mockRejectedValueOnce(new Error('no'));
    await machine.retellVerification();
    expect(verifyModels).not.toHaveBeenCalled();
    await machine.verifyModels();
    await machine.retellVerification();
    expect(machine.verification).toEqual(report('whole'));
    machine.dispose();
  });
});
