// Proves that a registry is read whole or not at all, extended without losing a comment, and its signatures are checked.
import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addToRegistry,
  addToRegistryFile,
  checkSignature,
  createHasher,
  defaultTrustRules,
  entriesFor,
  isClean,
  judgeByRegistries,
  judgeUse,
  parseRegistry,
  readRegistry,
  registryJsonSchema,
  signEntry,
  verifyModels,
  type Hasher,
  type ModelRegistry,
  type NewRegistryEntry,
  type RegistryInForce,
  type RegistryRules,
} from '../../../src/models';
import { buildStore, temporaryFolder, WORKER } from './storeBuilder';

const hex = 'ab'.repeat(32);
const entry = (more: Partial<NewRegistryEntry> = {}): NewRegistryEntry => ({
  name: 'mistral:7b',
  sha256: hex,
  source: 'registry.ollama.ai/library/mistral',
  verified_date: '2026-10-02',
  verified_by: 'C. Delmas',
  risk_level: 'low',
  approved_uses: ['chat', 'code'],
  prohibited_uses: ['legal advice'],
  ...more,
});
const yaml = `# Models of the firm
version: 1
models:
  # the default
  - name: mistral
    version: 7b
    sha256: sha256:${hex.toUpperCase()}
    source: registry.ollama.ai/library/mistral
    verified_date: 2026-10-02 # by hand
    verified_by: C. Delmas
    risk_level: low
    approved_uses: [chat, code]
    prohibited_uses: []
`;
const registryOf = (...entries: NewRegistryEntry[]): ModelRegistry => {
  const parsed = parseRegistry(JSON.stringify({ models: entries }));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.registry;
};

describe('I2 reading', () => {
  it('takes digests with and without prefix, and dates as YAML writes them', () => {
    const parsed = parseRegistry(yaml);
    expect(parsed).toMatchObject({
      ok: true,
      registry: { entries: [{ sha256: hex, verified_date: '2026-10-02', version: '7b' }] },
    });
  });

  it.each([
    ['sha256: abc', 7, 'models.0.sha256'],
    ['risk_level: none', 11, 'models.0.risk_level'],
    ['approved_uses: chat', 12, 'models.0.approved_uses'],
  ])('tells line and field of %s', (line, expected, field) => {
    const key = line.split(':')[0]!;
    const text = yaml.replace(new RegExp(`${key}: .*`, 'u'), line);
    expect(parseRegistry(text)).toMatchObject({ ok: false, problems: [{ line: expected, path: field }] });
  });

  it('tells a missing field, a broken text, a double key, and a bomb of aliases', () => {
    expect(parseRegistry(yaml.replace('    verified_by: C. Delmas\n', ''))).toMatchObject({
      ok: false,
      problems: [{ path: 'models.0.verified_by', line: 5 }],
    });
    expect(parseRegistry('models: [')).toMatchObject({ ok: false });
    expect(parseRegistry('models: []\nmodels: []')).toMatchObject({ ok: false });
    expect(parseRegistry('')).toMatchObject({ ok: false });
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nmodels: [*b,*b,*b,*b,*b,*b,*b,*b,*b]`;
    expect(parseRegistry(bomb)).toMatchObject({ ok: false });
  });

  it.each(['2.0', '1e3', '0x10', '007', '3', 'null', '~', 'yes', 'true', '.5', '2026-10-02'])(
    'takes the tag %s as the text that stands there, not as a number, a truth or nothing',
    (tag) => {
      const parsed = parseRegistry(yaml.replace('version: 7b', `version: ${tag}`));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      expect(parsed.registry.entries[0]!.version).toBe(tag);
      expect(entriesFor(parsed.registry, `mistral:${tag}`)).toHaveLength(1);
      expect(parseRegistry(yaml.replace('name: mistral', `name: ${tag}`))).toMatchObject({
        ok: true,
        registry: { entries: [{ name: tag }] },
      });
    },
  );

  it('tells the line of a tag that is empty or no text', () => {
    for (const tag of ['', '""', '[a]', '!!binary AAAA'])
      expect(parseRegistry(yaml.replace('version: 7b', `version: ${tag}`)), tag).toMatchObject({
        ok: false,
        problems: [{ path: 'models.0.version', line: 6 }],
      });
  });

  it('says which file and line when one is read from disk', async () => {
    const file = path.join(temporaryFolder(), 'models_registry.yaml');
    await expect(readRegistry(file)).rejects.toMatchObject({ reason: 'registry-missing' });
    fs.writeFileSync(file, yaml.replace('low', 'tiny'));
    await expect(readRegistry(file)).rejects.toMatchObject({
      reason: 'registry-invalid',
      message: expect.stringContaining('line 11') as string,
    });
    fs.writeFileSync(file, yaml);
    expect((await readRegistry(file)).file).toBe(file);
  });

  it('has a JSON schema with every field', () => {
    const text = JSON.stringify(registryJsonSchema());
    for (const field of Object.keys(entry())) expect(text).toContain(`"${field}"`);
  });

  it('the editor has that schema (UPDATE_SCHEMA=1 writes it)', () => {
    const file = path.resolve(import.meta.dirname, '../../../media/registry.schema.json');
    const text = `${JSON.stringify(registryJsonSchema(), null, 2)}\n`;
    if (process.env['UPDATE_SCHEMA'] === '1') fs.writeFileSync(file, text);
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(JSON.parse(text));
  });
});

describe('I2 finding and judging', () => {
  it('goes by name and tag; an entry without a tag is about all', () => {
    const find = (model: string, ...entries: NewRegistryEntry[]) => entriesFor(registryOf(...entries), model).length;
    expect(find('mistral:7b', entry())).toBe(1);
    expect(find('MISTRAL:7B', entry({ name: 'registry.ollama.ai/library/Mistral', version: '7b' }))).toBe(1);
    expect(find('mistral:8b', entry())).toBe(0);
    expect(find('mistral:8b', entry({ name: 'mistral' }))).toBe(1);
    expect(find('mistral-nemo:12b', entry({ name: 'mistral' }))).toBe(0);
    expect(find('mistral', entry({ name: 'mistral:latest' }))).toBe(1);
  });

  it('a prohibition wins; an empty list of approvals approves', () => {
    const judge = (use: string, more: Partial<NewRegistryEntry> = {}) =>
      judgeUse(registryOf(entry(more)).entries[0]!, use);
    expect([judge('Chat'), judge('legal advice'), judge('hiring')]).toEqual(['approved', 'prohibited', 'unapproved']);
    expect(judge('hiring', { approved_uses: [] })).toBe('approved');
    expect(judge('chat', { prohibited_uses: ['chat'] })).toBe('prohibited');
  });
});

describe('I2 adding', () => {
  it('keeps comments, and replaces the entry of the same model only', () => {
    const added = addToRegistry(yaml, entry({ name: 'ministral-3:8b' }));
    for (const comment of ['# Models of the firm', '# the default', '# by hand']) expect(added).toContain(comment);
    expect(parseRegistry(added)).toMatchObject({
      ok: true,
      registry: { entries: [{ name: 'mistral' }, { name: 'ministral-3:8b' }] },
    });
    const replaced = addToRegistry(added, entry({ risk_level: 'high' }));
    expect(parseRegistry(replaced)).toMatchObject({
      ok: true,
      registry: { entries: [{ risk_level: 'high' }, { name: 'ministral-3:8b' }] },
    });
    expect(replaced).toContain('# Models of the firm');
  });

  it('finds the model whose tag looks like a number, and leaves the other entries as they are written', () => {
    const text = yaml.replace('version: 7b', 'version: 2.0').replace('C. Delmas', '007');
    const added = addToRegistry(text, entry({ version: '1e3', name: 'llama', verified_by: 'yes' }));
    for (const kept of ['version: 1\n', 'version: 2.0\n', 'verified_by: 007\n', 'verified_date: 2026-10-02 # by hand'])
      expect(added).toContain(kept);
    for (const quoted of ['version: "1e3"', 'verified_by: "yes"']) expect(added).toContain(quoted);
    const replaced = parseRegistry(addToRegistry(added, entry({ name: 'mistral:2.0', verified_by: 'N. Roy' })));
    expect(replaced).toMatchObject({
      ok: true,
      registry: {
        entries: [
          { name: 'mistral:2.0', verified_by: 'N. Roy' },
          { name: 'llama', version: '1e3', verified_by: 'yes' },
        ],
      },
    });
  });

  it('an entry about all tags stays beside one about the newest', () => {
    const added = parseRegistry(
      addToRegistry(addToRegistry('', entry({ name: 'mistral' })), entry({ name: 'mistral:latest' })),
    );
    expect(added).toMatchObject({ ok: true, registry: { entries: [{ name: 'mistral' }, { name: 'mistral:latest' }] } });
  });

  it('makes a registry of nothing, block style, and refuses what is none', async () => {
    const file = path.join(temporaryFolder(), 'models_registry.yaml');
    await addToRegistryFile(file, entry());
    const text = fs.readFileSync(file, 'utf8');
    expect(text).toContain('models:\n  - name: mistral:7b\n');
    expect(fs.readdirSync(path.dirname(file))).toHaveLength(1);
    expect(() => addToRegistry('- a\n- b\n', entry())).toThrow(expect.objectContaining({ reason: 'registry-invalid' }));
    expect(() => addToRegistry('', entry({ sha256: 'x' }))).toThrow(
      expect.objectContaining({ reason: 'registry-invalid' }),
    );
  });
});

describe('I2 signatures', () => {
  const pair = () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return {
      secret: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      open: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    };
  };
  const ours = pair();
  const theirs = pair();

  it('hold through YAML, and break with any signed field', () => {
    const signed = signEntry(entry(), ours.secret);
    const parsed = parseRegistry(addToRegistry('', signed));
    if (!parsed.ok) throw new Error('parse');
    const [found] = parsed.registry.entries;
    expect(checkSignature(found!, [theirs.open, ours.open])).toBe('valid');
    expect(checkSignature({ ...found!, notes: 'seen' }, [ours.open])).toBe('valid');
    for (const change of [
      { sha256: 'cd'.repeat(32) },
      { name: 'x' },
      { risk_level: 'high' as const },
      { approved_uses: ['all'] },
      { verified_by: 'X' },
    ])
      expect(checkSignature({ ...found!, ...change }, [ours.open]), JSON.stringify(change)).toBe('invalid');
    expect(checkSignature(found!, [theirs.open])).toBe('unknown-key');
    expect(checkSignature(registryOf(entry()).entries[0]!, [ours.open])).toBe('unsigned');
  });

  it('need an Ed25519 key', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const key of [pem, 'nonsense'])
      expect(() => signEntry(entry(), key)).toThrow(expect.objectContaining({ reason: 'key-invalid' }));
  });

  describe('in a verification', () => {
    let hasher: Hasher;
    beforeAll(() => {
      hasher = createHasher({ workerPath: WORKER, workers: 1 });
    });
    afterAll(() => hasher.dispose());
    const store = buildStore();
    const verify = async (registry: ModelRegistry, more: Partial<RegistryRules> = {}, level = 'owner' as Level) => {
      const registries = [{ file: 'r.yaml', level, registry }];
      const rules = { ...defaultTrustRules, registries, ...more };
      const report = await verifyModels({ modelsDir: store.dir, hasher, rules });
      const { verdict, trust, checks } = report.models[0]!;
      return {
        verdict,
        approval: trust.approval.state,
        checks: checks.filter(({ id }) => id.startsWith('registry.')).map(({ id, state }) => `${id} ${state}`),
        clean: isClean(report),
      };
    };
    type Level = RegistryInForce['level'];
    const pinned = (sha256: string, more: Partial<NewRegistryEntry> = {}) =>
      entry({ name: 'tiny:1m', sha256, ...more });
    const good = pinned(store.manifestDigest());

    it('the pin is on the manifest or on the weights; another hash fails', async () => {
      const approved = { verdict: 'verified', approval: 'approved', checks: ['registry.pin pass'], clean: true };
      expect(await verify(registryOf(good))).toEqual(approved);
      expect(await verify(registryOf(pinned(store.layers.model.digest)))).toEqual(approved);
      expect(await verify(registryOf(pinned(hex), good))).toEqual(approved);
      expect(await verify(registryOf(pinned(store.manifestDigest(), { risk_level: 'high' })))).toEqual({
        ...approved,
        checks: ['registry.pin pass', 'registry.risk warn'],
      });
      for (const level of ['owner', 'workspace'] as const)
        expect(await verify(registryOf(pinned(hex)), {}, level)).toEqual({
          verdict: 'failed',
          approval: 'mismatch',
          checks: ['registry.pin fail'],
          clean: false,
        });
    });

    it.each([
      ['no entry', entry(), 'unapproved', 'registry.entry'],
      ['a prohibition', pinned(store.manifestDigest(), { prohibited_uses: ['Chat'] }), 'prohibited', 'registry.use'],
      ['another use', pinned(store.manifestDigest(), { approved_uses: ['code'] }), 'unapproved', 'registry.use'],
      [
        'a risk without an approval by name',
        pinned(store.manifestDigest(), { risk_level: 'critical', approved_uses: [] }),
        'unapproved',
        'registry.use',
      ],
    ] as const)('%s is not verified, whoever says it', async (_, given, approval, id) => {
      for (const level of ['owner', 'workspace'] as const) {
        const found = await verify(registryOf(given), { workspaceApprovals: true }, level);
        expect(found, level).toMatchObject({ verdict: 'untrusted', approval, clean: false });
        expect(found.checks, level).toContain(`${id} warn`);
      }
    });

    it('with keys, or where it claims to be signed, only a signed entry approves', async () => {
      const signed = signEntry(good, ours.secret);
      const valid = { verdict: 'verified', approval: 'approved' };
      const none = { verdict: 'untrusted', approval: 'unapproved' };
      expect(await verify(registryOf(signed), { registryKeys: [ours.open] })).toMatchObject(valid);
      const unsigned = { ...none, checks: ['registry.pin pass', 'registry.signature warn'] };
      expect(await verify(registryOf(good), { registryKeys: [ours.open] })).toMatchObject(unsigned);
      expect(await verify(registryOf(signed), { registryKeys: [theirs.open] })).toMatchObject(unsigned);
      expect(await verify(registryOf(signed))).toMatchObject(unsigned);
      expect(await verify(registryOf(signed), { registryKeys: ['nonsense'] })).toMatchObject(unsigned);
      expect(await verify(registryOf(good), { registryKeys: ['nonsense'] })).toMatchObject(unsigned);
      const forged = { ...signed, verified_by: 'Mallory' };
      expect(await verify(registryOf(forged), { registryKeys: [ours.open] })).toMatchObject(unsigned);
    });

    it('a workspace approves what is signed, or where policy lets it; else its approval changes nothing', async () => {
      fs.appendFileSync(store.manifest, '\n');
      const here = pinned(store.manifestDigest());
      const word = async (given: NewRegistryEntry, more: Partial<RegistryRules> = {}) => {
        const { verdict, approval } = await verify(registryOf(given), more, 'workspace');
        return `${verdict} ${approval}`;
      };
      // It was made on this machine: that somebody vouches for all of it is the way out.
      expect(await word(here)).toBe('untrusted not-asked');
      expect(await word(here, { workspaceApprovals: true })).toBe('verified approved');
      expect(await word(signEntry(here, ours.secret), { registryKeys: [ours.open] })).toBe('verified approved');
      expect(await word(signEntry(here, theirs.secret), { registryKeys: [ours.open] })).toBe('untrusted not-asked');
      // The weights say nothing about the texts around them.
      const weights = pinned(store.layers.model.digest);
      expect(await word(weights, { workspaceApprovals: true })).toBe('untrusted approved');
    });

    it('of several registries, each refuses and an owner’s approves', () => {
      const word = (...registries: RegistryInForce[]) =>
        judgeByRegistries(
          { name: 'tiny:1m', digests: { manifest: store.manifestDigest(), weights: [] } },
          { ...defaultTrustRules, registries },
        ).approval.state;
      const at = (level: Level, ...entries: NewRegistryEntry[]): RegistryInForce => ({
        file: 'r.yaml',
        level,
        registry: registryOf(...entries),
      });
      const here = pinned(store.manifestDigest());
      const no = pinned(store.manifestDigest(), { prohibited_uses: ['chat'] });
      expect(word()).toBe('not-asked');
      expect(word(at('owner', here), at('workspace'))).toBe('approved');
      expect(word(at('owner', here), at('workspace', no))).toBe('prohibited');
      expect(word(at('owner'), at('workspace', here))).toBe('unapproved');
      expect(word(at('owner', here), at('workspace', pinned(hex)))).toBe('mismatch');
      expect(word({ file: 'r.yaml', level: 'owner', problem: 'broken' })).toBe('unapproved');
    });
  });
});
