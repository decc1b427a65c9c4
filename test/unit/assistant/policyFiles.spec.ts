// Policy files on the disk: where they are, whose they are, and what a broken or foreign one does.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticeText, policyInForce, policyPaths, PolicyReader } from '../../../src/assistant/policyFiles';
import { setLanguage } from '../../../src/base/l10n';
import { policyOf, type PolicyName } from '../../../src/guards/policy';
import { makeTemporaryFolder } from '../../support/files';

let folder = '';
let reader: PolicyReader;
const at = (name: string): string => path.join(folder, name);
const own = process.getuid?.() ?? 0;

beforeEach(() => {
  folder = fs.realpathSync(makeTemporaryFolder('policy'));
  fs.mkdirSync(at('workspace'));
  reader = new PolicyReader({ paths: { machine: at('machine.yaml'), user: at('user.yaml') }, administrators: [own] });
});
afterEach(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await setLanguage('en');
});

function write(name: string, text: string): void {
  fs.writeFileSync(at(name), text, { mode: 0o644 });
}

async function inForce(chosen: { user?: PolicyName; workspace?: PolicyName } = {}) {
  return policyInForce(await reader.read([at('workspace')]), { source: 'rempart.policy', ...chosen });
}

describe('G8 where policies are', () => {
  const posix = { home: '/home/u', env: {} } as const;

  it('on Linux', () => {
    expect(policyPaths({ platform: 'linux', ...posix })).toEqual({
      machine: '/etc/rempart/policy.yaml',
      user: '/home/u/.config/rempart/policy.yaml',
    });
    expect(policyPaths({ platform: 'linux', home: '/home/u', env: { XDG_CONFIG_HOME: '/x' } }).user).toBe(
      '/x/rempart/policy.yaml',
    );
    expect(policyPaths({ platform: 'linux', home: '/home/u', env: { REMPART_HOME: '/r' } }).user).toBe(
      '/r/policy.yaml',
    );
  });

  it('on macOS and Windows', () => {
    expect(policyPaths({ platform: 'darwin', ...posix })).toEqual({
      machine: '/Library/Application Support/Rempart/policy.yaml',
      user: '/home/u/Library/Application Support/rempart/policy.yaml',
    });
    const windows = (env: Record<string, string>) => policyPaths({ platform: 'win32', home: 'C:\\Users\\u', env });
    const machine = 'C:\\ProgramData\\Rempart\\policy.yaml';
    // Whoever starts the editor can set the variable: the usual place is looked at all the same.
    expect(windows({ ProgramData: 'D:\\Data' })).toMatchObject({
      machine,
      movedMachine: 'D:\\Data\\Rempart\\policy.yaml',
    });
    for (const env of [{}, { ProgramData: '' }, { ProgramData: 'c:\\programdata\\' }]) {
      expect(windows(env).machine).toBe(machine);
      expect(windows(env).movedMachine).toBeUndefined();
    }
  });
});

describe('G8 reading', () => {
  it('without any file is what was chosen in the settings', async () => {
    expect((await inForce()).policy).toEqual(policyOf('balanced'));
    expect((await inForce({ user: 'observe' })).policy).toEqual(policyOf('observe'));
    expect((await inForce({ user: 'strict', workspace: 'observe' })).policy).toEqual(policyOf('strict'));
    expect((await inForce()).files.map(({ state }) => state)).toEqual(['absent', 'absent', 'absent']);
  });

  it('holds the stricter of two policies of the machine', async () => {
    write('machine.yaml', 'version: 1\nguards: {secrets: {input: block}}\n');
    write('moved.yaml', 'version: 1\nsendAnyway: false\nguards: {secrets: {input: allow}}\n');
    const paths = { machine: at('machine.yaml'), movedMachine: at('moved.yaml'), user: at('user.yaml') };
    const loaded = await new PolicyReader({ paths, administrators: [own] }).read();
    const { policy, notices } = policyInForce(loaded, { source: 'rempart.policy' });
    expect(policy.values).toMatchObject({ 'guards.secrets.input': 'block', sendAnyway: false });
    expect(notices.map(noticeText).join()).toContain('moved.yaml');
  });

  it('takes machine over user over workspace, and says what it ignored, with path, key and line', async () => {
    write('machine.yaml', 'version: 1\nguards: {secrets: {input: block}}\n');
    write('user.yaml', 'version: 1\nsendAnyway: false\nguards: {secrets: {input: allow}}\n');
    write('workspace/rempart.policy.yaml', 'version: 1\npreset: strict\nsendAnyway: true\n');
    const { policy, notices, origins } = await inForce();
    expect(policy.values).toMatchObject({ 'guards.secrets.input': 'block', sendAnyway: false, showMasked: false });
    expect(origins['guards.secrets.input']).toEqual({ id: 'machine', source: at('machine.yaml') });
    expect(origins.showMasked.id).toBe('workspace');
    expect(notices.map(noticeText)).toEqual([
      `${at('user.yaml')}, line 3: “guards.secrets.input: allow” is ignored because it is looser than “block” (policy of the machine).`,
      `${at('workspace/rempart.policy.yaml')}, line 3: “sendAnyway: true” is ignored because it is looser than “false” (policy of the user).`,
    ]);
  });

  it('a file stands above the setting of its level', async () => {
    write('user.yaml', 'version: 1\npreset: strict\n');
    const { policy, notices } = await inForce({ user: 'observe' });
    expect(policy.name).toBe('strict');
    expect(notices).toMatchObject([{ kind: 'ignored', key: 'preset', value: 'observe', source: 'rempart.policy' }]);
  });

  it.each(['machine.yaml', 'user.yaml'])('a broken %s means strict, and that is said', async (name) => {
    write(name, 'version: 1\npreset: lax\n');
    const { policy, notices, files } = await inForce({ user: 'observe' });
    expect(policy).toEqual(policyOf('strict'));
    expect(noticeText(notices[0]!)).toBe(
      `${at(name)}, line 2: “preset” must be one of: observe, balanced, strict. The strict policy holds until this is mended.`,
    );
    expect(files.find(({ file }) => file === at(name))?.state).toBe('broken');
  });

  it('a broken file of a workspace is ignored, and that is said in French too', async () => {
    write('workspace/rempart.policy.yaml', 'version: 1\npreset: lax\n');
    await setLanguage('fr');
    const { policy, notices } = await inForce();
    expect(policy).toEqual(policyOf('balanced'));
    expect(noticeText(notices[0]!)).toContain('Le fichier est ignoré\u202f; rien n’est assoupli.');
  });

  it('what is not text, too large, or no file at all, is broken', async () => {
    fs.writeFileSync(at('user.yaml'), Buffer.from([0x76, 0xff, 0xfe]));
    expect((await inForce()).notices[0]).toMatchObject({
      kind: 'broken',
      problems: [{ message: 'The file is not text in UTF-8.' }],
    });
    fs.writeFileSync(at('user.yaml'), `version: 1\n${'#'.repeat(70_000)}`);
    expect((await inForce()).policy.name).toBe('strict');
    fs.rmSync(at('user.yaml'));
    fs.mkdirSync(at('user.yaml'));
    expect((await inForce()).notices[0]).toMatchObject({
      kind: 'broken',
      problems: [{ message: 'The file cannot be read.' }],
    });
  });

  it('sees at once that a file changed', async () => {
    write('user.yaml', 'version: 1\nsendAnyway: false\n');
    const first = await inForce();
    write('user.yaml', 'version: 1\nsendAnyway: true\n');
    const second = await inForce();
    expect([first.policy.allowOverride, second.policy.allowOverride]).toEqual([false, true]);
    expect(first.hash).toMatch(/^sha256:[0-9a-f]{64}$/u);
    expect(second.hash).not.toBe(first.hash);
    write('user.yaml', 'version: 1 # the same\nsendAnyway: false\n');
    expect((await inForce()).hash).toBe(first.hash);
  });

  it.skipIf(process.platform === 'win32')('does not wait for a named pipe', async () => {
    execFileSync('mkfifo', [at('user.yaml')]);
    expect((await inForce()).policy.name).toBe('strict');
  });

  describe.skipIf(process.platform === 'win32')('the policy of the machine', () => {
    it.each([
      ['others may write', 0o646],
      ['a group may write', 0o664],
    ])('is ignored when %s to it, and that is said', async (_, mode) => {
      write('machine.yaml', 'version: 1\npreset: strict\n');
      fs.chownSync(at('machine.yaml'), own, process.getgid?.() === 0 && own === 0 ? 12345 : (process.getgid?.() ?? 0));
      fs.chmodSync(at('machine.yaml'), mode);
      const { policy, notices } = await inForce();
      expect(policy.name).toBe('balanced');
      expect(notices.map(noticeText)).toEqual([
        `${at('machine.yaml')} is ignored: others than the administrator may write to it.`,
      ]);
    });

    it('is ignored when its folder is open to others, who could put another in its place', async () => {
      fs.mkdirSync(at('open'));
      write('open/machine.yaml', 'version: 1\npreset: strict\n');
      const open = new PolicyReader({
        paths: { machine: at('open/machine.yaml'), user: at('user.yaml') },
        administrators: [own],
      });
      expect((await open.read()).levels).toHaveLength(1);
      fs.chmodSync(at('open'), 0o777);
      expect((await open.read()).notices).toEqual([{ kind: 'insecure', file: at('open/machine.yaml') }]);
    });

    it('is ignored when it belongs to somebody else', async () => {
      write('machine.yaml', 'version: 1\npreset: strict\n');
      if (own === 0) fs.chownSync(at('machine.yaml'), 12345, 12345);
      const strict = new PolicyReader({ paths: { machine: at('machine.yaml'), user: at('user.yaml') } });
      expect((await strict.read()).notices).toEqual([{ kind: 'insecure', file: at('machine.yaml') }]);
    });
  });
});
