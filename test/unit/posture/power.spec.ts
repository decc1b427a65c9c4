// R4: what the machine runs on, from what each system says; the answers are written after each system's documentation.
import { describe, expect, it } from 'vitest';
import { probePower, windowsPowerScript } from '../../../src/posture/probes/power';
import { fakeIo, type FakeMachine } from './fakes';

const signal = new AbortController().signal;
const ask = (machine: FakeMachine) => probePower(fakeIo(machine), signal);

function linux(supplies: Readonly<Record<string, Readonly<Record<string, string>>>>): FakeMachine {
  const folder = '/sys/class/power_supply';
  const files = Object.entries(supplies).flatMap(([name, all]) =>
    Object.entries(all).map(([file, text]) => [`${folder}/${name}/${file}`, `${text}\n`]),
  );
  return { folders: { [folder]: Object.keys(supplies) }, files: Object.fromEntries(files) as Record<string, string> };
}

describe('R4 battery or mains on Linux', () => {
  const off = { type: 'Mains', online: '0' };

  it('is the battery when it discharges and no charger gives power', async () => {
    expect(await ask(linux({ AC: off, BAT0: { type: 'Battery', status: 'Discharging' } }))).toBe('battery');
    expect(await ask(linux({ BAT0: { type: 'Battery', scope: 'System', status: 'Discharging' } }))).toBe('battery');
  });

  it('is the mains with a charger on any port, and where there is no battery', async () => {
    const battery = { type: 'Battery', status: 'Discharging' };
    expect(await ask(linux({ BAT0: battery, AC: { type: 'Mains', online: '1' } }))).toBe('mains');
    expect(await ask(linux({ BAT0: battery, ucsi: { type: 'USB', online: '1' } }))).toBe('mains');
    expect(await ask(linux({ AC: off, BAT0: { type: 'Battery', status: 'Full' } }))).toBe('mains');
    expect(await ask(linux({}))).toBe('mains');
    expect(await ask({})).toBe('mains');
  });

  it('does not take the battery of a mouse for that of the machine', async () => {
    const mouse = { type: 'Battery', scope: 'Device', status: 'Discharging' };
    expect(await ask(linux({ hidpp_battery_0: mouse }))).toBe('mains');
  });

  it('goes on past a file that may not be read', async () => {
    const machine = linux({ AC: off, BAT0: { type: 'Battery', status: 'Discharging' } });
    const files = { ...machine.files, '/sys/class/power_supply/AC/online': new Error('EACCES') };
    expect(await ask({ ...machine, files })).toBe('battery');
  });
});

describe('R4 battery or mains on macOS', () => {
  const says = (source: string): FakeMachine => ({
    platform: 'darwin',
    commands: {
      'pmset -g batt': `Now drawing from '${source}'\n -InternalBattery-0 (id=1234)\t87%; discharging; 3:12 remaining present: true\n`,
    },
  });

  it('is what pmset says', async () => {
    expect(await ask(says('Battery Power'))).toBe('battery');
    expect(await ask(says('AC Power'))).toBe('mains');
    expect(await ask(says('something else'))).toBe('unknown');
    expect(await ask({ platform: 'darwin' })).toBe('unknown');
  });
});

describe('R4 battery or mains on Windows', () => {
  const says = (...lines: string[]): FakeMachine => ({
    platform: 'win32',
    commands: { 'powershell.exe': lines.join('\r\n') },
  });

  it('is what the batteries say: discharging, low or critical, all of them', async () => {
    expect(await ask(says('battery 1', 'done'))).toBe('battery');
    expect(await ask(says('battery 4', 'battery 5', 'done'))).toBe('battery');
    expect(await ask(says('battery 1', 'battery 2', 'done'))).toBe('mains');
    expect(await ask(says('battery 6', 'done'))).toBe('mains');
    expect(await ask(says('done'))).toBe('mains');
  });

  it('is not known where PowerShell is locked down, slow or not there', async () => {
    expect(await ask(says('battery 1'))).toBe('unknown');
    expect(await ask({ platform: 'win32', commands: { 'powershell.exe': new Error('took too long') } })).toBe(
      'unknown',
    );
    expect(await ask({ platform: 'win32' })).toBe('unknown');
  });

  it('runs one fixed script from standard input, by the absolute path of PowerShell', async () => {
    const io = fakeIo(says('done'));
    await probePower(io, signal);
    expect(io.ran).toEqual([
      {
        tool: String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`,
        args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', '-'],
        input: windowsPowerScript,
      },
    ]);
    expect(windowsPowerScript).not.toMatch(/Set-|Invoke-|Start-|Remove-|ExecutionPolicy/u);
  });
});

it('R4 is not known on a system that nobody asked', async () => {
  expect(await ask({ platform: 'freebsd' })).toBe('unknown');
});
