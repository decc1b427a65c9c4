// Asks the container engine how the containers that run the model server were started; only where its client may be used.
import * as z from 'zod';
import { t } from '../../base/l10n';
import { known, notApplicable, unknown, type Container, type Fact, type ProbeContext } from '../facts';
import type { ProbeIo } from './io';

const binding = z.object({ HostIp: z.string().optional(), HostPort: z.string().optional() });

const inspectSchema = z.object({
  Name: z.string(),
  Config: z.object({
    Image: z.string().optional(),
    User: z.string().optional(),
    Env: z.array(z.string()).nullish(),
    ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
  }),
  HostConfig: z.object({
    Privileged: z.boolean().optional(),
    CapAdd: z.array(z.string()).nullish(),
    CapDrop: z.array(z.string()).nullish(),
    SecurityOpt: z.array(z.string()).nullish(),
    ReadonlyRootfs: z.boolean().optional(),
    Memory: z.number().nullish(),
    NanoCpus: z.number().nullish(),
    CpuQuota: z.number().nullish(),
    PidsLimit: z.number().nullish(),
    NetworkMode: z.string().optional(),
    PidMode: z.string().optional(),
    IpcMode: z.string().optional(),
    PortBindings: z.record(z.string(), z.array(binding).nullish()).nullish(),
  }),
  Mounts: z
    .array(z.object({ Source: z.string().optional(), Destination: z.string().optional(), RW: z.boolean().optional() }))
    .nullish(),
});
type Inspected = z.infer<typeof inspectSchema>;

const clients: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/docker', '/usr/local/bin/docker', '/usr/bin/podman'],
  darwin: ['/usr/local/bin/docker', '/opt/homebrew/bin/docker', '/opt/homebrew/bin/podman'],
  win32: [String.raw`C:\Program Files\Docker\Docker\resources\bin\docker.exe`],
};

/** Contexts of engines on this machine; another one may lead anywhere, and a probe talks to nobody elsewhere. */
const localContexts = new Set(['default', 'desktop-linux', 'desktop-windows', 'rootless', 'orbstack', 'colima']);

export async function probeContainers(io: ProbeIo, context: ProbeContext): Promise<Fact<readonly Container[]>> {
  if (!(await engineIsLocal(io))) return notApplicable(t('the container engine in use is on another machine'));
  for (const client of clients[io.platform] ?? []) {
    const list = await io.run(client, ['ps', '-q', '--no-trunc'], context);
    if (!list) continue;
    if (/cannot connect to the docker daemon|daemon running\?/iu.test(list.stderr))
      return notApplicable(t('no container engine runs'));
    if (list.code !== 0) return unknown(firstLine(list.stderr) || t('{0} gave no answer', client));
    const ids = list.stdout.split('\n').filter((line) => /^[0-9a-f]{12,64}$/u.test(line.trim()));
    if (ids.length === 0) return notApplicable(t('no container runs'));
    const inspected = await io.run(client, ['inspect', ...ids.slice(0, 200)], context);
    return inspected?.code === 0
      ? readInspect(inspected.stdout, context.port)
      : unknown(t('{0} gave no answer', client));
  }
  return notApplicable(t('no container engine is installed'));
}

async function engineIsLocal(io: ProbeIo): Promise<boolean> {
  // A variable that is set to nothing says nothing.
  const given = (name: string): string | undefined => (io.env[name] === '' ? undefined : io.env[name]);
  // Podman has its own words; where the connections of the second one lead is not looked up.
  if (given('CONTAINER_CONNECTION') !== undefined || !isLocal(given('CONTAINER_HOST') ?? 'unix:')) return false;
  const host = given('DOCKER_HOST');
  if (host !== undefined) return isLocal(host);
  const folder = given('DOCKER_CONFIG') ?? `${io.home}/.docker`;
  const config = (await io.readText(`${folder}/config.json`).catch(() => undefined)) ?? '';
  const current = given('DOCKER_CONTEXT') ?? /"currentContext"\s*:\s*"([^"]*)"/u.exec(config)?.[1] ?? '';
  return current === '' || localContexts.has(current);
}

const isLocal = (host: string): boolean => /^(?:unix|npipe):/u.test(host);

/** Output of `docker inspect`: those that are Ollama by image, by port, or by its variables. */
export function readInspect(json: string, port: number): Fact<readonly Container[]> {
  let all: readonly Inspected[];
  try {
    all = z.array(inspectSchema).parse(JSON.parse(json));
  } catch {
    return unknown(t('the list of containers could not be read'));
  }
  const ours = all.filter((one) => isModelServer(one, port)).map((one) => toContainer(one));
  if (ours.length === 0) return notApplicable(t('no container runs Ollama'));
  return known(ours, ours.map(({ name, image }) => `${name} (${image})`).join(', '));
}

function isModelServer({ Config, HostConfig }: Inspected, port: number): boolean {
  if (/(?:^|\/)ollama(?:[/:@]|$)/iu.test(Config.Image ?? '')) return true;
  if (Config.Env?.some((variable) => variable.startsWith('OLLAMA_'))) return true;
  const bindings = Object.entries(HostConfig.PortBindings ?? {});
  return bindings.some(
    ([inside, outside]) => inside === '11434/tcp' || outside?.some(({ HostPort }) => HostPort === String(port)),
  );
}

function toContainer({ Name, Config, HostConfig, Mounts }: Inspected): Container {
  const options = HostConfig.SecurityOpt ?? [];
  const user = (Config.User ?? '').split(':')[0] ?? '';
  const models = Mounts?.find(({ Destination }) => /\/\.ollama(?:\/models)?$|\/models$/u.test(Destination ?? ''));
  const published = Object.values(HostConfig.PortBindings ?? {}).flatMap((all) =>
    (all ?? []).map(({ HostIp }) => HostIp ?? ''),
  );
  return {
    name: Name.replace(/^\//u, ''),
    image: Config.Image ?? '?',
    privileged: HostConfig.Privileged === true,
    root: user === '' || user === '0' || user === 'root',
    dropsAllCapabilities: HostConfig.CapDrop?.some((one) => /^(?:CAP_)?ALL$/iu.test(one)) ?? false,
    addedCapabilities: HostConfig.CapAdd ?? [],
    noNewPrivileges: options.some((one) => /^no-new-privileges(?:[:=]true)?$/u.test(one)),
    seccompOff: options.some((one) => /^seccomp[:=]unconfined$/u.test(one)),
    readOnly: HostConfig.ReadonlyRootfs === true,
    memoryLimit: (HostConfig.Memory ?? 0) > 0,
    cpuLimit: (HostConfig.NanoCpus ?? 0) > 0 || (HostConfig.CpuQuota ?? 0) > 0,
    processLimit: (HostConfig.PidsLimit ?? 0) > 0,
    published,
    network: HostConfig.NetworkMode ?? 'default',
    sharesHost: [
      ...(HostConfig.NetworkMode === 'host' ? ['network'] : []),
      ...(HostConfig.PidMode === 'host' ? ['pid'] : []),
      ...(HostConfig.IpcMode === 'host' ? ['ipc'] : []),
    ],
    engineSocket: Mounts?.some(({ Source }) => /(?:docker|podman|containerd)\.sock$/u.test(Source ?? '')) ?? false,
    ...(models ? { modelsReadOnly: models.RW === false } : {}),
  };
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 200) ?? '';
}
