// A machine made of texts: files, commands and their output, for probes that must not see the real one.
import { known, notApplicable, type MachineFacts, type ProbeContext, type Probes } from '../../../src/posture/facts';
import type { FileStatus, ProbeIo, RunResult } from '../../../src/posture/probes/io';

export interface FakeMachine {
  readonly platform?: NodeJS.Platform;
  readonly files?: Readonly<Record<string, string | Buffer | Error>>;
  /** Folder → names. */
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  readonly status?: Readonly<Record<string, Partial<FileStatus>>>;
  readonly links?: Readonly<Record<string, string>>;
  /** Path → where it leads through links; itself when absent. */
  readonly real?: Readonly<Record<string, string>>;
  /** `tool arg arg` (the tool by its base name) → output; an Error is thrown. */
  readonly commands?: Readonly<Record<string, string | Partial<RunResult> | Error>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

export const NOW = Date.parse('2026-11-24T09:00:00Z');

export function fakeIo(
  machine: FakeMachine,
): ProbeIo & { readonly ran: { tool: string; args: readonly string[]; input?: string; env?: object }[] } {
  const { files = {}, folders = {}, status = {}, links = {}, commands = {} } = machine;
  const ran: { tool: string; args: readonly string[]; input?: string; env?: object }[] = [];
  const read = (file: string) => {
    const found = files[file];
    if (found instanceof Error) return Promise.reject(found);
    return Promise.resolve(found);
  };
  return {
    ran,
    platform: machine.platform ?? 'linux',
    env: machine.env ?? {},
    home: '/home/u',
    uid: machine.uid ?? 1000,
    now: () => NOW,
    readText: async (file) => (await read(file))?.toString(),
    readBytes: async (file) => {
      const found = await read(file);
      return found === undefined ? undefined : Buffer.from(found as string);
    },
    list: (folder) => Promise.resolve(folders[folder]),
    status: (file) => {
      const found = status[file];
      return Promise.resolve(found && { mode: 0o40755, uid: 0, directory: true, mtimeMs: NOW, ...found });
    },
    link: (file) => Promise.resolve(links[file]),
    real: (file) => Promise.resolve(machine.real?.[file] ?? file),
    run: (tool, args, options) => {
      ran.push({
        tool,
        args,
        ...(options.input ? { input: options.input } : {}),
        ...(options.env ? { env: options.env } : {}),
      });
      const found = commands[[tool.split(/[/\\]/u).pop(), ...args].join(' ')] ?? commands[tool.split(/[/\\]/u).pop()!];
      if (found instanceof Error) return Promise.reject(found);
      if (found === undefined) return Promise.resolve(undefined);
      return Promise.resolve({
        code: 0,
        stdout: '',
        stderr: '',
        ...(typeof found === 'string' ? { stdout: found } : found),
      });
    },
  };
}

export const context = (more: Partial<ProbeContext> = {}): ProbeContext => ({
  port: 11434,
  origin: 'http://127.0.0.1:11434',
  modelsDir: '/home/u/.ollama/models',
  signal: new AbortController().signal,
  ...more,
});

/** All is well. */
export const goodFacts: MachineFacts = {
  listeners: known(
    [{ address: '127.0.0.1', port: 11434, user: 'ollama', privileged: false }],
    'ollama 127.0.0.1:11434 LISTEN',
  ),
  outbound: known([], 'none'),
  folder: known([], '/models 0755'),
  variables: known({}, 'none'),
  server: known(
    { version: '0.33.0', cloud: 'off', refusesForeignHost: true, refusesForeignOrigin: true },
    'Ollama 0.33.0',
  ),
  encryption: known({ state: 'on' }, '/ crypt'),
  firewall: known(true, 'on'),
  updates: known({ days: 6, rebootNeeded: false }, '6'),
  secureBoot: known(true, '1'),
  tpm: known('2.0', '2'),
  screenLock: known({ seconds: 300 }, '300'),
  antivirus: known([{ name: 'x', active: true, upToDate: true }], 'x'),
  elevated: known(false, 'uid 1000'),
  npu: notApplicable('none'),
  containers: notApplicable('none'),
};

export function probesOf(facts: Partial<MachineFacts>): Probes {
  const all = { ...goodFacts, ...facts };
  return Object.fromEntries(
    Object.entries(all).map(([name, fact]) => [name, () => Promise.resolve(fact)]),
  ) as unknown as Probes;
}
