// Which registries of models count, and for what: those that the policy names, and those that lie in folders.
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelRules } from '../../../src/assistant/modelRules';
import { mergePolicy, type Policy } from '../../../src/guards/policy';
import { makeTemporaryFolder } from '../../support/files';

let folder = '';
let shared = '';
beforeEach(() => {
  folder = makeTemporaryFolder('model-rules');
  shared = path.join(folder, 'shared.yaml');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const text = (name: string) =>
  `models:\n  - name: ${name}\n    sha256: ${'ab'.repeat(32)}\n    source: x\n    verified_date: 2026-10-02\n    verified_by: C. Delmas\n    risk_level: low\n`;
const workspace = (content: string) => fs.writeFileSync(path.join(folder, 'models_registry.yaml'), content);
const naming = (...files: readonly string[]): Policy =>
  mergePolicy([{ id: 'user', source: '', values: {}, lists: { modelRegistries: { value: files } }, models: [] }])
    .policy;
const none = naming();
const seen = async (rules: ModelRules, policy: Policy, folders = [folder]) =>
  (await rules.rules(policy, folders)).registries.map(({ level, registry, problem }) => [
    level,
    registry?.entries.map(({ name }) => name).join() ?? problem,
  ]);

describe('I2 the registries that count', () => {
  it('are none by default; the one of a folder is the workspace’s, those of the policy are the owner’s', async () => {
    const rules = new ModelRules();
    expect(await seen(rules, none)).toEqual([]);
    workspace(text('here'));
    fs.writeFileSync(shared, text('there'));
    expect(await seen(rules, none)).toEqual([['workspace', 'here']]);
    expect(await seen(rules, naming(shared))).toEqual([
      ['owner', 'there'],
      ['workspace', 'here'],
    ]);
    expect(await seen(rules, none, [])).toEqual([]);
  });

  it('are read again when they change', async () => {
    const rules = new ModelRules();
    workspace(text('one'));
    expect(await seen(rules, none)).toEqual([['workspace', 'one']]);
    workspace(text('another'));
    expect(await seen(rules, none)).toEqual([['workspace', 'another']]);
  });

  it('say why they cannot be read', async () => {
    workspace('models: 7\n');
    const [[, broken] = []] = await seen(new ModelRules(), none);
    expect(broken).toContain('line 1');
    expect(await seen(new ModelRules(), naming(shared), [])).toEqual([['owner', 'It is not there, or no plain file.']]);
    expect(await seen(new ModelRules(), naming('shared.yaml'), [])).toEqual([['owner', 'It is not a full path.']]);
  });

  it('take keys as PEM or in one line', async () => {
    const policy = mergePolicy([
      { id: 'user', source: '', values: {}, lists: { registryKeys: { value: ['MCow', '-----BEGIN X'] } }, models: [] },
    ]).policy;
    expect((await new ModelRules().rules(policy)).registryKeys).toEqual([
      '-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n',
      '-----BEGIN X',
    ]);
  });
});
