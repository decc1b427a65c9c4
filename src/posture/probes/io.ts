// The only place where probes touch the machine: files, commands, environment. Tests bring their own.
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import { t } from '../../base/l10n';

export interface FileStatus {
  readonly mode: number;
  readonly uid: number;
  readonly directory: boolean;
  readonly mtimeMs: number;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  /** Milliseconds; 8,000 when absent. */
  readonly timeoutMs?: number;
  /** Standard input. */
  readonly input?: string;
  /** Variables besides the inherited ones: the safe way to hand a path to a script. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProbeIo {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** -1 on Windows. */
  readonly uid: number;
  /** Epoch milliseconds. */
  now(): number;
  /** The text of a file, or undefined when it is not there. @throws when it may not be read */
  readText(file: string): Promise<string | undefined>;
  readBytes(file: string): Promise<Buffer | undefined>;
  /** Names, or undefined when the folder is not there. */
  list(folder: string): Promise<readonly string[] | undefined>;
  status(file: string): Promise<FileStatus | undefined>;
  /** Where a link points, or undefined. */
  link(file: string): Promise<string | undefined>;
  /** The path behind all links; the path as it is when that cannot be told. */
  real(file: string): Promise<string>;
  /**
   * Runs a tool by its absolute path, without a shell, in the C locale, never elevated.
   * @returns undefined when the tool is not there
   * @throws when it takes too long
   */
  run(tool: string, args: readonly string[], options: RunOptions): Promise<RunResult | undefined>;
}

const MAX_OUTPUT = 4 * 1024 * 1024;

export function systemIo(): ProbeIo {
  return {
    platform: process.platform,
    env: process.env,
    home: os.homedir(),
    uid: process.getuid?.() ?? -1,
    now: Date.now,
    readText: (file) => absent(fs.readFile(file, 'utf8')),
    readBytes: (file) => absent(fs.readFile(file)),
    list: (folder) => absent(fs.readdir(folder)),
    status: async (file) => {
      const stats = await absent(fs.stat(file));
      return stats && { mode: stats.mode, uid: stats.uid, directory: stats.isDirectory(), mtimeMs: stats.mtimeMs };
    },
    link: (file) => fs.readlink(file).catch(() => undefined),
    real: (file) => fs.realpath(file).catch(() => file),
    run,
  };
}

function run(tool: string, args: readonly string[], options: RunOptions): Promise<RunResult | undefined> {
  const { signal, timeoutMs = 8_000, input } = options;
  return new Promise((resolve, reject) => {
    const child = execFile(
      tool,
      [...args],
      {
        signal,
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_OUTPUT,
        windowsHide: true,
        shell: false,
        encoding: 'utf8',
        env: { ...process.env, ...options.env, LC_ALL: 'C', LANG: 'C' },
      },
      (error, stdout, stderr) => {
        if (error?.code === 'ENOENT') resolve(undefined);
        else if (error && (error.name === 'AbortError' || typeof error.code !== 'number'))
          reject(error.killed ? new Error(t('{0} took too long', tool)) : error);
        else resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

async function absent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
