// Proves what is read from `docker inspect` and what the checks say of it.
import { describe, expect, it } from 'vitest';
import { runPosture } from '../../../src/posture';
import { probeContainers, readInspect } from '../../../src/posture/probes/docker';
import { context, fakeIo, probesOf } from './fakes';

const ID = 'a'.repeat(64);
const container = (host: object = {}, config: object = {}, mounts: object[] = []) => ({
  Id: ID,
  Name: '/ollama',
  Config: { Image: 'ollama/ollama:0.33.0', User: '1000:1000', Env: ['PATH=/bin', 'OLLAMA_HOST=0.0.0.0'], ...config },
  HostConfig: {
    Privileged: false,
    CapAdd: null,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges:true'],
    ReadonlyRootfs: true,
    Memory: 17179869184,
    NanoCpus: 4000000000,
    PidsLimit: 256,
    NetworkMode: 'internal',
    PidMode: '',
    IpcMode: 'private',
    PortBindings: { '11434/tcp': [{ HostIp: '127.0.0.1', HostPort: '11434' }] },
    ...host,
  },
  Mounts: [{ Source: '/srv/models', Destination: '/root/.ollama', RW: false }, ...mounts],
});

async function states(...all: object[]) {
  const { findings } = await runPosture({
    probes: probesOf({ containers: readInspect(JSON.stringify(all), 11434) }),
    platform: 'linux',
  });
  return Object.fromEntries(
    findings
      .filter(({ requirement }) => requirement === 'P4')
      .map(({ id, state }) => [id.slice('container.'.length), state]),
  );
}
const good = {
  isolation: 'pass',
  published: 'pass',
  privileges: 'pass',
  hardening: 'pass',
  limits: 'pass',
  models: 'pass',
};

describe('P4 containers', () => {
  it('a hardened one passes', async () => expect(await states(container())).toEqual(good));

  it.each([
    ['isolation', 'fail', { Privileged: true }, {}, []],
    ['isolation', 'fail', { NetworkMode: 'host' }, {}, []],
    ['isolation', 'fail', { PidMode: 'host' }, {}, []],
    ['isolation', 'fail', { SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] }, {}, []],
    ['isolation', 'fail', {}, {}, [{ Source: '/var/run/docker.sock', Destination: '/x', RW: true }]],
    ['published', 'fail', { PortBindings: { '11434/tcp': [{ HostIp: '', HostPort: '11434' }] } }, {}, []],
    ['published', 'fail', { PortBindings: { '11434/tcp': [{ HostIp: '0.0.0.0', HostPort: '11434' }] } }, {}, []],
    ['privileges', 'warn', {}, { User: '' }, []],
    ['privileges', 'warn', {}, { User: '0:0' }, []],
    ['privileges', 'warn', { CapDrop: null }, {}, []],
    ['privileges', 'warn', { CapAdd: ['SYS_ADMIN'] }, {}, []],
    ['privileges', 'warn', { SecurityOpt: ['no-new-privileges:false'] }, {}, []],
    ['hardening', 'warn', { ReadonlyRootfs: false }, {}, []],
    ['limits', 'warn', { Memory: 0 }, {}, []],
    ['limits', 'warn', { NanoCpus: 0 }, {}, []],
    ['limits', 'warn', { PidsLimit: null }, {}, []],
  ])('%s is %s for %o %o %o', async (id, state, host, config, mounts) => {
    expect(await states(container(host, config, mounts))).toEqual({ ...good, [id]: state });
  });

  it('models that can be written warn', async () => {
    const writable = { ...container(), Mounts: [{ Source: 'x', Destination: '/root/.ollama', RW: true }] };
    expect(await states(writable)).toEqual({ ...good, models: 'warn' });
  });

  it('one bad container among good ones is named', async () => {
    const bad = { ...container({ Privileged: true }), Name: '/other' };
    expect((await states(container(), bad))['isolation']).toBe('fail');
  });

  it('finds Ollama by image, port or variable, and only Ollama', () => {
    const plain = { Env: [], Image: 'nginx' };
    const none = { PortBindings: {} };
    const found = (host: object, config: object) => readInspect(JSON.stringify([container(host, config)]), 11434).state;
    expect(found(none, plain)).toBe('not-applicable');
    expect(found(none, { ...plain, Image: 'registry.example/ollama@sha256:x' })).toBe('known');
    expect(found(none, { ...plain, Env: ['OLLAMA_MODELS=/x'] })).toBe('known');
    expect(found({ PortBindings: { '8080/tcp': [{ HostPort: '11434' }] } }, plain)).toBe('known');
    expect(found(none, { ...plain, Image: 'my-ollama-tools' })).toBe('not-applicable');
  });

  it('asks the engine only where it is, and tells when it may not', async () => {
    const probe = (commands: Record<string, object | string>) => probeContainers(fakeIo({ commands }), context());
    expect((await probe({})).state).toBe('not-applicable');
    expect(
      await probe({
        'docker ps -q --no-trunc': { code: 1, stderr: 'permission denied while trying to connect\nmore' },
      }),
    ).toEqual({
      state: 'unknown',
      reason: 'permission denied while trying to connect',
    });
    const stopped = {
      code: 1,
      stderr: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    };
    expect((await probe({ 'docker ps -q --no-trunc': stopped })).state).toBe('not-applicable');
    expect((await probe({ 'docker ps -q --no-trunc': '' })).state).toBe('not-applicable');
    const commands = { 'docker ps -q --no-trunc': `${ID}\n`, [`docker inspect ${ID}`]: JSON.stringify([container()]) };
    expect((await probe(commands)).state).toBe('known');
    expect((await probe({ ...commands, [`docker inspect ${ID}`]: 'nonsense' })).state).toBe('unknown');
  });

  it('talks to no engine on another machine', async () => {
    const commands = { 'docker ps -q --no-trunc': '' };
    for (const machine of [
      { env: { DOCKER_HOST: 'tcp://10.0.0.1:2376' } },
      { env: { DOCKER_HOST: 'ssh://build' } },
      { env: { DOCKER_CONTEXT: 'build' } },
      { env: { CONTAINER_HOST: 'ssh://core@10.0.0.1/run/podman.sock' } },
      { env: { CONTAINER_CONNECTION: 'build' } },
      { env: { CONTAINER_HOST: 'unix:///run/podman.sock', DOCKER_CONTEXT: 'build' } },
      { env: { DOCKER_CONFIG: '/etc/docks' }, files: { '/etc/docks/config.json': '{"currentContext": "build"}' } },
      { files: { '/home/u/.docker/config.json': '{"currentContext": "build"}' } },
    ]) {
      const io = fakeIo({ ...machine, commands });
      expect((await probeContainers(io, context())).state).toBe('not-applicable');
      expect(io.ran).toEqual([]);
    }
    for (const env of [
      { DOCKER_HOST: 'unix:///run/user/1000/docker.sock' },
      { CONTAINER_HOST: 'unix:///run/user/1000/podman/podman.sock' },
      { DOCKER_CONFIG: '', CONTAINER_HOST: '', CONTAINER_CONNECTION: '' },
    ]) {
      const local = fakeIo({ env, commands });
      await probeContainers(local, context());
      expect(local.ran).toHaveLength(1);
    }
  });
});
