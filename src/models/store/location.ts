// Where Ollama keeps its models on this machine.
import fs from 'node:fs/promises';
import path from 'node:path';
import { systemPaths, type PathEnvironment } from '../../base/paths';
import { readServiceVariables, type UnitFiles } from '../../base/systemd';

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
  /** The units of systemd, where the platform has it. */
  readonly units?: UnitFiles;
  readonly exists?: (dir: string) => Promise<boolean>;
}

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
  units = { readFile: (file) => fs.readFile(file, 'utf8'), list: (folder) => fs.readdir(folder) },
}: LocateOptions = {}): Promise<StoreLocation[]> {
  const found: StoreLocation[] = [];
  if (setting) found.push({ dir: path.resolve(expandHome(setting, paths.home)), source: 'setting' });
  if (fromServer) found.push({ dir: fromServer, source: 'server' });
  const variable = paths.env['OLLAMA_MODELS'];
  if (variable) found.push({ dir: path.resolve(expandHome(variable, paths.home)), source: 'OLLAMA_MODELS' });
  const own = path.join(paths.home, '.ollama', 'models');
  if (paths.platform === 'linux') {
    const service = (await readServiceVariables('ollama.service', units)).get('OLLAMA_MODELS');
    if (service) found.push({ dir: service, source: 'service' });
    found.push({ dir: SERVICE_STORE, source: 'service' });
  }
  found.push({ dir: own, source: 'default' });
  return found;
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
