// Proves what the macOS probes read from the tools' formats. Written from their documentation: no Mac was at hand.
import { describe, expect, it } from 'vitest';
import { macosProbes } from '../../../src/posture/probes/macos';
import {
  readConnections,
  readCsrutil,
  readFileVault,
  readFirewall,
  readLsofListeners,
  readNetstatListeners,
  readScreenLock,
} from '../../../src/posture/probes/macos/parse';
import type { Fact } from '../../../src/posture/facts';
import { context, fakeIo, NOW, type FakeMachine } from './fakes';

const probe = <K extends keyof ReturnType<typeof macosProbes>>(name: K, machine: FakeMachine) =>
  macosProbes(fakeIo({ platform: 'darwin', uid: 501, ...machine }))[name](context());
const value = (fact: Fact<unknown>) => (fact.state === 'known' ? fact.value : fact.state);

describe('P2 macOS listeners', () => {
  it('come from lsof, with process and user', () => {
    const output = 'p501\ncollama\nLalice\nf3\nn127.0.0.1:11434\nf4\nn[::1]:11434\np77\ncother\nLroot\nn*:11434\n';
    expect(readLsofListeners(output, 11434)).toEqual([
      { address: '127.0.0.1', port: 11434, pid: 501, process: 'ollama', user: 'alice', privileged: false },
      { address: '::1', port: 11434, pid: 501, process: 'ollama', user: 'alice', privileged: false },
      { address: '*', port: 11434, pid: 77, process: 'other', user: 'root', privileged: true },
    ]);
    expect(readLsofListeners(output, 1143)).toEqual([]);
  });

  it('come from netstat when the process is another user’s, then without its owner', async () => {
    const netstat = [
      'Active Internet connections (including servers)',
      'Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)',
      'tcp46      0      0  *.11434                *.*                    LISTEN',
      'tcp4       0      0  127.0.0.1.11434        127.0.0.1.50000        ESTABLISHED',
      'tcp4       0      0  127.0.0.1.1143         *.*                    LISTEN',
    ].join('\n');
    expect(readNetstatListeners(netstat, 11434)).toEqual([{ address: '*', port: 11434 }]);
    const fact = await probe('listeners', { commands: { lsof: { code: 1 }, netstat } });
    expect(fact).toMatchObject({ value: [{ address: '*' }] });
    expect((await probe('listeners', { commands: { lsof: { code: 1 }, netstat: '' } })).state).toBe('not-applicable');
    expect((await probe('listeners', {})).state).toBe('unknown');
  });

  it('connections to elsewhere', () => {
    expect(
      value(readConnections('p501\nf5\nn127.0.0.1:11434->127.0.0.1:50000\nn192.168.1.2:50001->203.0.113.9:443\n')),
    ).toEqual([{ remote: '203.0.113.9', port: 443 }]);
  });
});

describe('P3 macOS host', () => {
  it('FileVault', () => {
    expect(value(readFileVault('FileVault is On.\n'))).toEqual({ state: 'on' });
    expect(value(readFileVault('FileVault is Off.\n'))).toEqual({ state: 'off' });
    expect(value(readFileVault('FileVault is On.\nEncryption in progress: Percent completed = 12.3\n'))).toEqual({
      state: 'partial',
    });
    expect(value(readFileVault('Error: something'))).toBe('unknown');
  });
  it('the firewall', () => {
    expect(value(readFirewall('Firewall is enabled. (State = 1)\n'))).toBe(true);
    expect(value(readFirewall('Firewall is blocking all non-essential incoming connections. (State = 2)'))).toBe(true);
    expect(value(readFirewall('Firewall is disabled. (State = 0)\n'))).toBe(false);
    expect(value(readFirewall(''))).toBe('unknown');
  });
  it('System Integrity Protection', () => {
    expect(value(readCsrutil('System Integrity Protection status: enabled.\n'))).toBe(true);
    expect(value(readCsrutil('System Integrity Protection status: disabled.\n'))).toBe(false);
    expect(value(readCsrutil('System Integrity Protection status: unknown (Custom Configuration).'))).toBe('unknown');
  });
  it('the screen lock is idle time plus delay', () => {
    expect(value(readScreenLock('screenLock delay is immediate', '300\n'))).toEqual({ seconds: 300 });
    expect(value(readScreenLock('2026-11-24 sysadminctl[1:2] screenLock delay is 5 seconds', '300'))).toEqual({
      seconds: 305,
    });
    expect(value(readScreenLock('screenLock is off', '300'))).toEqual({ seconds: 'never' });
    expect(value(readScreenLock('screenLock delay is immediate', '0'))).toEqual({ seconds: 'never' });
    expect(value(readScreenLock('screenLock delay is immediate', ''))).toBe('unknown');
    expect(value(readScreenLock('', '300'))).toBe('unknown');
  });
  it('updates', async () => {
    const read = (output: string) => probe('updates', { commands: { defaults: output } });
    expect(value(await read('2026-11-20 08:15:00 +0000\n'))).toEqual({ days: 4, rebootNeeded: false });
    expect(value(await read('nonsense'))).toBe('unknown');
    expect(NOW).toBeGreaterThan(0);
  });
  it('the neural engine is there on Apple silicon only; tools that are missing are unknown', async () => {
    expect(value(await probe('npu', { commands: { sysctl: '1\n' } }))).toEqual([{ name: 'Apple Neural Engine' }]);
    expect(value(await probe('npu', { commands: { sysctl: { code: 1 } } }))).toEqual([]);
    for (const name of ['encryption', 'firewall', 'secureBoot', 'updates', 'antivirus'] as const)
      expect((await probe(name, {})).state, name).toBe('unknown');
  });
});
