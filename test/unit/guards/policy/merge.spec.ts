// Merging policies (G8): whoever comes later can tighten, never loosen; each attempt is left aside and told.
import { describe, expect, it } from 'vitest';
import {
  documentAction,
  documentClasses,
  keyInfo,
  matchesModel,
  mergePolicy,
  modelAction,
  policyKeyNames,
  policyNames,
  policyOf,
  sensitiveActions,
  sensitiveKind,
  type LevelId,
  type ModelRule,
  type PolicyKey,
  type PolicyLevel,
  type PolicyName,
  type PolicyValue,
} from '../../../../src/guards/policy';
import { policyActions, presetValues, strictness } from '../../../../src/guards/policy/keys';
import type { GuardAction } from '../../../../src/guards';

function level(
  id: LevelId,
  values: Readonly<Partial<Record<PolicyKey, PolicyValue>>> = {},
  preset?: PolicyName,
  models: readonly ModelRule[] = [],
): PolicyLevel {
  return {
    id,
    source: `${id}.yaml`,
    ...(preset ? { preset: { value: preset } } : {}),
    values: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [
        key,
        { value, range: { line: 7, column: 1, endLine: 7, endColumn: 2 } },
      ]),
    ),
    models,
  };
}

/** Every value that may stand for a key, from loosest to strictest. */
function valuesOf(key: PolicyKey): readonly PolicyValue[] {
  const info = keyInfo(key);
  return info.kind === 'action' ? info.actions : info.kind === 'flag' ? [true, false] : [info.max, 7, info.min];
}

describe('G8 presets', () => {
  it.each(policyNames)('%s is named after itself', (name) => expect(policyOf(name).name).toBe(name));

  it('grow stricter in every value', () => {
    for (const [i, name] of policyNames.slice(1).entries()) {
      const looser = presetValues(policyNames[i]!);
      const stricter = presetValues(name);
      for (const key of policyKeyNames)
        expect(strictness(key, stricter[key]), key).toBeGreaterThanOrEqual(strictness(key, looser[key]));
    }
  });

  it('set only values that may stand in a file', () => {
    for (const key of policyKeyNames)
      for (const name of policyNames) {
        const value = presetValues(name)[key];
        if (value !== undefined) expect(valuesOf(key), key).toContain(value);
      }
  });

  it('a policy is not called by a preset that it does not reach', () => {
    expect(mergePolicy([level('user', { 'guards.secrets.input': 'allow' }, 'strict')]).policy.name).toBe('observe');
    expect(mergePolicy([level('user', { sendAnyway: false }, 'balanced')]).policy.name).toBe('balanced');
  });
});

describe('I3 G8 lists of what is trusted', () => {
  const listed = (id: LevelId, ...trustedSources: readonly string[]): PolicyLevel => ({
    ...level(id),
    lists: { trustedSources: { value: trustedSources } },
  });
  const sources = (...levels: readonly PolicyLevel[]) => {
    const { policy, ignored, origins } = mergePolicy(levels);
    return { list: policy.lists.trustedSources, by: origins.trustedSources.id, ignored: ignored.map(({ key }) => key) };
  };

  it('are empty by default, and may come from the user or the machine', () => {
    expect(sources()).toEqual({ list: [], by: 'default', ignored: [] });
    for (const id of ['user', 'machine'] as const)
      expect(sources(listed(id, 'hf.co'))).toEqual({ list: ['hf.co'], by: id, ignored: [] });
  });

  it('a workspace adds nothing, and that is told', () => {
    expect(sources(listed('workspace', 'evil.example'))).toEqual({
      list: [],
      by: 'default',
      ignored: ['trustedSources'],
    });
    expect(sources(listed('user', 'hf.co'), listed('workspace', 'hf.co', 'evil.example'))).toEqual({
      list: ['hf.co'],
      by: 'user',
      ignored: ['trustedSources'],
    });
  });

  it('a user adds nothing to the list of the machine, not even to an empty one', () => {
    expect(sources(listed('machine'), listed('user', 'evil.example'))).toEqual({
      list: [],
      by: 'machine',
      ignored: ['trustedSources'],
    });
    expect(sources(listed('machine', 'hf.co', 'mirror'), listed('user', 'hf.co')).ignored).toEqual([]);
  });
});

describe('G8 merging', () => {
  it('without any level is balanced', () => {
    const { policy, origins, ignored } = mergePolicy([]);
    expect(policy).toEqual(policyOf('balanced'));
    expect(origins.sendAnyway.id).toBe('default');
    expect(ignored).toEqual([]);
  });

  const loosenable = policyKeyNames.filter((key) => valuesOf(key).length > 1);

  it.each(loosenable)('a workspace cannot loosen %s that the machine set; it is told', (key) => {
    const [loose, ...rest] = valuesOf(key);
    const strict = rest.at(-1)!;
    const { policy, ignored, origins } = mergePolicy([
      level('machine', { [key]: strict }),
      level('workspace', { [key]: loose! }),
    ]);
    expect(policy.values[key]).toBe(strict);
    expect(origins[key]).toEqual({ id: 'machine', source: 'machine.yaml' });
    expect(ignored).toEqual([
      {
        level: 'workspace',
        source: 'workspace.yaml',
        key,
        value: String(loose),
        range: { line: 7, column: 1, endLine: 7, endColumn: 2 },
        held: String(strict),
        by: { id: 'machine', source: 'machine.yaml' },
      },
    ]);
  });

  it.each(loosenable)('a user cannot loosen %s that the machine set', (key) => {
    const strict = valuesOf(key).at(-1)!;
    const { policy, ignored } = mergePolicy([
      level('machine', { [key]: strict }),
      level('user', { [key]: valuesOf(key)[0]! }),
    ]);
    expect(policy.values[key]).toBe(strict);
    expect(ignored.map((one) => one.key)).toEqual([key]);
  });

  it.each(loosenable)('a workspace can tighten %s', (key) => {
    const strict = valuesOf(key).at(-1)!;
    const { policy, ignored, origins } = mergePolicy([
      level('user', { [key]: valuesOf(key)[0]! }),
      level('workspace', { [key]: strict }),
    ]);
    expect(policy.values[key]).toBe(strict);
    expect(origins[key].id).toBe('workspace');
    expect(ignored).toEqual([]);
  });

  it('a user may loosen a default that nobody set, a workspace may not', () => {
    const values = { 'guards.injection.input': 'warn' } as const;
    expect(mergePolicy([level('user', values)]).policy.values['guards.injection.input']).toBe('warn');
    const { policy, ignored } = mergePolicy([level('workspace', values)]);
    expect(policy.values['guards.injection.input']).toBe('block');
    expect(ignored[0]).toMatchObject({ key: 'guards.injection.input', by: { id: 'default' } });
  });

  it('a looser preset is told once, as a preset', () => {
    const { policy, ignored } = mergePolicy([level('user', {}, 'strict'), level('workspace', {}, 'observe')]);
    expect(policy).toEqual(policyOf('strict'));
    expect(ignored).toMatchObject([{ key: 'preset', value: 'observe', held: 'strict', by: { id: 'user' } }]);
  });

  it('within one file a value stands above its preset', () => {
    const { policy } = mergePolicy([level('user', { sendAnyway: true }, 'strict')]);
    expect(policy.values).toEqual({ ...presetValues('strict'), sendAnyway: true });
  });

  it('is never looser than any level, nor than without the workspace (two thousand random merges)', () => {
    const random = generator(20_261_125);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const patterns = ['*', 'llama*', 'llama3.2:3b', 'mistral', 'LLAMA3*', 'registry.ollama.ai/library/mistral:7b'];
    const models = ['llama3.2:3b', 'mistral:7b', 'phi4:latest'];
    const someLevel = (id: LevelId): PolicyLevel =>
      level(
        id,
        Object.fromEntries(policyKeyNames.filter(() => random() < 0.3).map((key) => [key, pick(valuesOf(key))])),
        random() < 0.4 ? pick(policyNames) : undefined,
        Array.from({ length: Math.floor(random() * 3) }, () => ({
          pattern: pick(patterns),
          ...(random() < 0.7 ? { action: pick(policyActions) } : {}),
          ...(random() < 0.5 ? { documents: { [pick(documentClasses)]: pick(policyActions) } } : {}),
        })),
      );
    for (let round = 0; round < 2_000; round++) {
      const higher = [
        ...(random() < 0.7 ? [someLevel('machine')] : []),
        ...(random() < 0.7 ? [someLevel('user')] : []),
      ];
      const lower = Array.from({ length: Math.floor(random() * 3) }, () => someLevel('workspace'));
      const levels = [...higher, ...lower];
      const merged = mergePolicy(levels);
      const without = mergePolicy(higher);
      for (const key of policyKeyNames) {
        const effective = strictness(key, merged.policy.values[key]);
        for (const one of levels) {
          const stated = one.values[key]?.value ?? (one.preset ? presetValues(one.preset.value)[key] : undefined);
          if (stated !== undefined) expect(effective).toBeGreaterThanOrEqual(strictness(key, stated));
          const own = one.values[key]?.value;
          // Whatever is looser than what holds was told, unless a higher word replaced it.
          if (
            own !== undefined &&
            one.id === 'workspace' &&
            strictness(key, own) < strictness(key, without.policy.values[key])
          )
            expect(merged.ignored.some((told) => told.key === key && told.source === one.source)).toBe(true);
        }
        expect(effective).toBeGreaterThanOrEqual(strictness(key, without.policy.values[key]));
      }
      const rank = (action: GuardAction): number => policyActions.indexOf(action);
      for (const model of models) {
        expect(rank(modelAction(merged.policy, model))).toBeGreaterThanOrEqual(
          rank(modelAction(without.policy, model)),
        );
        for (const one of levels) {
          const rule = one.models.find(({ pattern }) => matchesModel(pattern, model));
          expect(rank(modelAction(merged.policy, model))).toBeGreaterThanOrEqual(rank(rule?.action ?? 'allow'));
          for (const name of documentClasses)
            expect(rank(documentAction(merged.policy, name, model))).toBeGreaterThanOrEqual(
              Math.max(rank(rule?.documents?.[name] ?? 'allow'), rank(merged.policy.values[`documents.${name}`])),
            );
        }
      }
    }
  });
});

describe('G8 rules about models', () => {
  it.each([
    ['*', 'anything:7b', true],
    ['llama3.2', 'llama3.2:3b', true],
    ['llama3.2', 'llama3.2', true],
    ['llama3.2:3b', 'llama3.2:1b', false],
    ['llama3.2', 'llama3.21:3b', false],
    ['LLAMA*', 'llama3:8b', true],
    ['*:cloud', 'gpt-oss:cloud', true],
    ['*-cloud', 'gpt-oss:20b-cloud', true],
    ['hf.co/*', 'hf.co/user/repo:q4', true],
    ['mistral', 'registry.ollama.ai/library/mistral:7b', true],
    ['registry.ollama.ai/library/mistral', 'mistral:7b', true],
    ['l*a*3', 'llama3:8b', true],
    ['a.c', 'abc', false],
    ['', 'abc', false],
  ])('%s and %s: %s', (pattern, model, expected) => expect(matchesModel(pattern, model)).toBe(expected));

  it('a pattern full of stars is decided, not tried for ever', () => {
    expect(matchesModel('*a'.repeat(100), 'a'.repeat(150))).toBe(true);
    expect(matchesModel(`${'*a'.repeat(99)}*b`, 'a'.repeat(400))).toBe(false);
  });

  it('the first rule that matches holds in one file: a list of allowed models', () => {
    const models: readonly ModelRule[] = [
      { pattern: 'llama3*', action: 'allow' },
      { pattern: '*', action: 'block' },
    ];
    const { policy } = mergePolicy([level('machine', {}, undefined, models)]);
    expect(modelAction(policy, 'llama3.2:3b')).toBe('allow');
    expect(modelAction(policy, 'mistral:7b')).toBe('block');
  });

  it('a lower file cannot allow what a higher one blocks, and that is told', () => {
    const { policy, ignored } = mergePolicy([
      level('machine', {}, undefined, [{ pattern: '*', action: 'block' }]),
      level('workspace', {}, undefined, [{ pattern: 'llama3*', action: 'allow' }]),
    ]);
    expect(modelAction(policy, 'llama3.2:3b')).toBe('block');
    expect(ignored).toMatchObject([{ key: 'models.0.action', value: 'allow', held: 'block', by: { id: 'machine' } }]);
  });

  it('R7 a rule cannot let in a class for a model that is kept out of all prompts, and that is told', () => {
    const { policy, ignored } = mergePolicy([
      level('user', {}, undefined, [{ pattern: 'llama3*', documents: { secret: 'allow', internal: 'block' } }]),
    ]);
    expect(documentAction(policy, 'secret', 'llama3:8b')).toBe('block');
    expect(documentAction(policy, 'internal', 'llama3:8b')).toBe('block');
    expect(documentAction(policy, 'internal', 'mistral:7b')).toBe('allow');
    expect(documentAction(policy, 'internal')).toBe('allow');
    expect(ignored).toMatchObject([{ key: 'models.0.documents.secret', value: 'allow', held: 'block' }]);
  });

  it('a model or a class that is to be masked masks both kinds of values', () => {
    const { policy } = mergePolicy([
      level(
        'user',
        { 'guards.secrets.context': 'allow', 'guards.personalData.context': 'warn', 'documents.internal': 'redact' },
        undefined,
        [{ pattern: 'phi*', action: 'redact' }],
      ),
    ]);
    const masked = { secrets: 'redact', personalData: 'redact' };
    expect(sensitiveActions(policy, 'context', { model: 'phi4:latest', classification: 'public' })).toEqual(masked);
    expect(sensitiveActions(policy, 'context', { model: 'x', classification: 'internal' })).toEqual(masked);
    expect(sensitiveActions(policy, 'context', { model: 'x', classification: 'public' })).toEqual({
      secrets: 'allow',
      personalData: 'warn',
    });
  });

  it('what is not known to be about a person is a secret', () => {
    expect([sensitiveKind('EMAIL'), sensitiveKind('AWS_ACCESS_TOKEN'), sensitiveKind('SOMETHING_NEW')]).toEqual([
      'personalData',
      'secrets',
      'secrets',
    ]);
  });
});

/** Random numbers in [0, 1), the same ones every time (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
