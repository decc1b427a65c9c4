// Where Ollama keeps its models on this machine.
import fs from 'node:fs/promises';
import path from 'node:path';
import { systemPaths, type PathEnvironment } from '../../base/paths';

export interface StoreLocation {
  readonly dir: string;
  /** What named it. */
  readonly source: 'setting' | 'server' | 'OLLAMA_MODELS' | 'service' | 'default';
}

export interface LocateOptions {
  /** A folder that the user set. */
  readonly setting?: string | undefined;
  /** The folder that the running server itself names (`OllamaClient.show().modelsDir`): better evidence than a variable. */
  readonly fromServer?: string | undefined;
  readonly paths?: PathEnvironment;
  readonly readFile?: (file: string) => Promise<string>;
  readonly exists?: (dir: string) => Promise<boolean>;
}

/** systemd units that may set `OLLAMA_MODELS` for a server that runs as a service; drop-ins last, as they win. */
const UNIT_FILES = [
  '/usr/lib/systemd/system/ollama.service',
  '/etc/systemd/system/ollama.service',
  '/etc/systemd/system/ollama.service.d/override.conf',
  '/etc/systemd/system/ollama.service.d/environment.conf',
];
/** Home of the user that Ollama's own installer makes on Linux. */
const SERVICE_STORE = '/usr/share/ollama/.ollama/models';

/**
 * The folder of models: what the user set, what the server says, the variable, the service, the platform's default.
 * The first that exists; when none does, the one that would be used, so that "missing" can be said about a path.
 */
export async function locateStore(options: LocateOptions = {}): Promise<StoreLocation> {
  const candidates = await storeCandidates(options);
  const exists = options.exists ?? isFolder;
  // What somebody named must be there: another folder in its place would verify the wrong files.
  const named = candidates.find(({ source }) => source === 'setting' || source === 'OLLAMA_MODELS');
  for (const candidate of candidates) {
    if (candidate === named || (await exists(candidate.dir))) return candidate;
  }
  return candidates[candidates.length - 1] ?? { dir: path.resolve('.ollama/models'), source: 'default' };
}

/** All places in the order in which they count. */
export async function storeCandidates({
  setting,
  fromServer,
  paths = systemPaths(),
  readFile = (file) => fs.readFile(file, 'utf8'),
}: LocateOptions = {}): Promise<StoreLocation[]> {
  const found: StoreLocation[] = [];
  if (setting) found.push({ dir: path.resolve(expandHome(setting, paths.home)), source: 'setting' });
  if (fromServer) found.push({ dir: fromServer, source: 'server' });
  const variable = paths.env['OLLAMA_MODELS'];
  if (variable) found.push({ dir: path.resolve(expandHome(variable, paths.home)), source: 'OLLAMA_MODELS' });
  const own = path.join(paths.home, '.ollama', 'models');
  if (paths.platform === 'linux') {
    const service = await serviceStore(readFile);
    if (service) found.push({ dir: service, source: 'service' });
    found.push({ dir: SERVICE_STORE, source: 'service' });
  }
  found.push({ dir: own, source: 'default' });
  return found;
}

async function serviceStore(readFile: (file: string) => Promise<string>): Promise<string | undefined> {
  let dir: string | undefined;
  for (const file of UNIT_FILES) {
    const text = await readFile(file).catch(() => '');
    // Environment="OLLAMA_MODELS=/data/models"
    for (const [, value] of text.matchAll(/^Environment=["']?OLLAMA_MODELS=([^"'\n]+)["']?$/gmu)) dir = value?.trim();
  }
  return dir;
}

function expandHome(text: string, home: string): string {
  return text === '~' || text.startsWith('~/') ? path.join(home, text.slice(1)) : text;
}

async function isFolder(dir: string): Promise<boolean> {
  return fs.stat(dir).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
