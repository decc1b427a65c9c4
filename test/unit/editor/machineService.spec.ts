// When the posture of the machine is checked.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../../src/base/logger';

const runPosture = vi.hoisted(() => vi.fn());

vi.mock('vscode', () => import('../../support/fakeEditor'));
vi.mock('../../../src/posture', () => ({ runPosture }));
vi.mock('../../../src/models', () => ({ locateStore: () => Promise.resolve({ dir: '/models' }) }));

const { MachineService } = await import('../../../src/editor/machineService');

const minute = 60_000;

function service(settings: { postureIntervalMinutes: number }) {
  return new MachineService({
    settings: () => ({ ...settings, endpoint: '', modelsFolder: '/models' }),
    ollama: { state: { state: 'absent', models: [] } },
    stateFolder: '/state',
    workerPath: '/worker',
    logger: silentLogger,
  } as never);
}

beforeEach(() => {
  vi.useFakeTimers();
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
