// Where Rempart keeps its state and its models, per platform.
import os from 'node:os';
import path from 'node:path';

export interface PathEnvironment {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const systemPaths = (): PathEnvironment => ({
  platform: process.platform,
  home: os.homedir(),
  env: process.env,
});

/** The folder of all state: `REMPART_HOME`, else the platform's data folder. Absolute. */
export function rempartHome({ platform, home, env }: PathEnvironment = systemPaths()): string {
  const own = env['REMPART_HOME'];
  if (own) return path.resolve(own);
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'rempart');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'rempart');
  return path.join(env['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'rempart');
}

/** The model cache, shared by all workspaces and keyed by digest: `REMPART_MODELS`, else the platform's cache folder. */
export function rempartModels({ platform, home, env }: PathEnvironment = systemPaths()): string {
  const own = env['REMPART_MODELS'];
  if (own) return path.resolve(own);
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'rempart', 'models');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'rempart', 'models');
  return path.join(env['XDG_CACHE_HOME'] ?? path.join(home, '.cache'), 'rempart', 'models');
}
