// What the machine runs on: its battery or the mains. Asked before work that can wait; never a finding.
import type { ProbeIo, RunOptions } from './io';

/** `unknown`: it could not be asked, or the answer says nothing. */
export type PowerSource = 'mains' | 'battery' | 'unknown';

/**
 * Asks the system, with the rights of the user, fixed arguments and a time limit. Never throws.
 * @param signal gives up
 */
export async function probePower(io: ProbeIo, signal: AbortSignal): Promise<PowerSource> {
  try {
    switch (io.platform) {
      case 'linux':
        return await linux(io);
      case 'darwin':
        return await macos(io, { signal, timeoutMs });
      case 'win32':
        return await windows(io, { signal, timeoutMs });
      default:
        return 'unknown';
    }
  } catch {
    return 'unknown';
  }
}

/** An answer that takes longer is not worth the wait, milliseconds. */
const timeoutMs = 10_000;

const supplies = '/sys/class/power_supply';

/** The kernel's list (Documentation/ABI/testing/sysfs-class-power): a machine without a battery has none. */
async function linux(io: ProbeIo): Promise<PowerSource> {
  let discharging = false;
  for (const name of (await io.list(supplies)) ?? []) {
    const read = async (file: string): Promise<string> =>
      ((await io.readText(`${supplies}/${name}/${file}`).catch(() => undefined)) ?? '').trim();
    const type = await read('type');
    // A charger of any kind, on any port, that gives power.
    if (type !== 'Battery' && (await read('online')) === '1') return 'mains';
    // Mice and headsets have batteries, too: theirs are of the scope `Device`.
    if (type === 'Battery' && (await read('scope')) !== 'Device' && (await read('status')) === 'Discharging')
      discharging = true;
  }
  return discharging ? 'battery' : 'mains';
}

async function macos(io: ProbeIo, options: RunOptions): Promise<PowerSource> {
  const result = await io.run('/usr/bin/pmset', ['-g', 'batt'], options);
  const source = /^Now drawing from '([^']{1,40})'/mu.exec(result?.stdout ?? '')?.[1];
  if (source === 'AC Power') return 'mains';
  return source === 'Battery Power' || source === 'UPS Power' ? 'battery' : 'unknown';
}

/** Reads, never writes: one number for each battery, nothing when there is none. */
export const windowsPowerScript =
  "$ErrorActionPreference = 'Stop'; @(Get-CimInstance -ClassName Win32_Battery -Property BatteryStatus) | " +
  "ForEach-Object { 'battery ' + $_.BatteryStatus }; 'done'\n";

/** `BatteryStatus` of Win32_Battery: discharging, low, critical. All others are on the mains. */
const discharges = new Set(['1', '4', '5']);

async function windows(io: ProbeIo, options: RunOptions): Promise<PowerSource> {
  const system = `${io.env['SystemRoot'] ?? String.raw`C:\Windows`}\\System32`;
  const tool = `${system}\\WindowsPowerShell\\v1.0\\powershell.exe`;
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', '-'];
  const result = await io.run(tool, args, { ...options, input: windowsPowerScript });
  const lines = (result?.stdout ?? '').split(/\r?\n/u).map((line) => line.trim());
  if (!lines.includes('done')) return 'unknown';
  const states = lines.flatMap((line) => /^battery (\d{1,2})$/u.exec(line)?.[1] ?? []);
  return states.length > 0 && states.every((state) => discharges.has(state)) ? 'battery' : 'mains';
}
