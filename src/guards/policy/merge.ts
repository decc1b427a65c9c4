// Merging policies: machine, then user, then workspace; who comes later can tighten what stands, never loosen it (G8).
import type { GuardAction } from '../types';
import { policyFrom, type Policy } from './policy';
import {
  documentClasses,
  emptyLists,
  policyKeyNames,
  policyListNames,
  policyNames,
  presetValues,
  strictness,
  stricterAction,
  policyActions,
  type PolicyKey,
  type PolicyList,
  type PolicyLists,
  type PolicyName,
  type PolicyValue,
  type PolicyValues,
} from './keys';
import { matchesModel, type ModelRule } from './models';

/** Whose word it is, from the highest to the lowest. */
export type LevelId = 'machine' | 'user' | 'workspace';

/** A place in a file. Lines and columns from 1; `end` is exclusive. */
export interface PolicyRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Stated<V> {
  readonly value: V;
  /** Absent for a setting. */
  readonly range?: PolicyRange;
}

/** What one file or setting says. What it does not say, it leaves as it is. */
export interface PolicyLevel {
  readonly id: LevelId;
  /** Path of the file, or name of the setting. */
  readonly source: string;
  readonly preset?: Stated<PolicyName>;
  readonly values: Readonly<Partial<Record<PolicyKey, Stated<PolicyValue>>>>;
  readonly lists?: Readonly<Partial<Record<PolicyList, Stated<readonly string[]>>>>;
  readonly models: readonly (ModelRule & { readonly range?: PolicyRange })[];
}

/** Where a value comes from. */
export interface Origin {
  readonly id: LevelId | 'default';
  readonly source: string;
}

/** A value that would have loosened what stands, and was left aside. */
export interface IgnoredValue {
  readonly level: LevelId;
  readonly source: string;
  /** Path in the file, e.g. `guards.secrets.input`, `models.0.action`; `preset` for the preset. */
  readonly key: string;
  readonly value: string;
  readonly range?: PolicyRange;
  /** What holds instead, and who says so. */
  readonly held: string;
  readonly by: Origin;
}

export interface EffectivePolicy {
  readonly policy: Policy;
  readonly origins: Readonly<Record<PolicyKey | PolicyList, Origin>>;
  /** The rules about models again, with whose they are. */
  readonly models: readonly { readonly origin: Origin; readonly rules: readonly ModelRule[] }[];
  readonly ignored: readonly IgnoredValue[];
}

/** What holds where nobody says anything. */
const byDefault: Origin = { id: 'default', source: '' };

interface Held<V> {
  readonly value: V;
  readonly origin: Origin;
}

/**
 * The policy of several levels, given from the highest to the lowest. A level sets what no higher one set; the machine and
 * the user may replace the defaults by looser values, a workspace may not. The result is never looser than any level.
 */
export function mergePolicy(levels: readonly PolicyLevel[]): EffectivePolicy {
  const defaults = presetValues('balanced');
  const held = new Map<PolicyKey, Held<PolicyValue | undefined>>(
    policyKeyNames.map((key) => [key, { value: defaults[key], origin: byDefault }]),
  );
  let preset: Held<PolicyName> = { value: 'balanced', origin: byDefault };
  const lists = new Map<PolicyList, Held<readonly string[]>>(
    policyListNames.map((name) => [name, { value: emptyLists[name], origin: byDefault }]),
  );
  const models: { origin: Origin; rules: PolicyLevel['models'] }[] = [];
  const ignored: IgnoredValue[] = [];
  for (const level of levels) {
    const origin: Origin = { id: level.id, source: level.source };
    const ignore = (key: string, value: string, range: PolicyRange | undefined, by: Held<unknown>): void => {
      ignored.push({
        level: level.id,
        source: level.source,
        key,
        value,
        ...(range ? { range } : {}),
        held: String(by.value),
        by: by.origin,
      });
    };
    const replaces = (from: Origin): boolean => from.id === 'default' && level.id !== 'workspace';

    if (level.preset) {
      const { value, range } = level.preset;
      const difference = policyNames.indexOf(value) - policyNames.indexOf(preset.value);
      if (difference > 0 || replaces(preset.origin)) preset = { value, origin };
      else if (difference < 0) ignore('preset', value, range, preset);
    }
    const ofPreset: Partial<PolicyValues> = level.preset ? presetValues(level.preset.value) : {};
    for (const key of policyKeyNames) {
      const own = level.values[key];
      const stated = own?.value ?? ofPreset[key];
      const current = held.get(key);
      if (stated === undefined || current === undefined) continue;
      const difference = strictness(key, stated) - strictness(key, current.value);
      if (difference > 0 || replaces(current.origin)) held.set(key, { value: stated, origin });
      // A preset that is looser in some value only is no attempt at anything: it was looked at as a whole above.
      else if (difference < 0 && own) ignore(key, String(stated), own.range, current);
    }
    for (const name of policyListNames) {
      const own = level.lists?.[name];
      const current = lists.get(name);
      if (!own || !current) continue;
      if (replaces(current.origin)) lists.set(name, { value: own.value, origin });
      else if (own.value.some((one) => !current.value.includes(one)))
        ignore(name, inWords(own.value), own.range, { ...current, value: inWords(current.value) });
    }
    for (const [index, rule] of level.models.entries()) looserRule(rule, index, models, held, ignore);
    if (level.models.length > 0) models.push({ origin, rules: level.models });
  }
  const values = Object.fromEntries(policyKeyNames.map((key) => [key, held.get(key)?.value])) as PolicyValues;
  const origins = Object.fromEntries(
    [...held, ...lists].map(([name, { origin }]) => [name, origin]),
  ) as EffectivePolicy['origins'];
  const plain = models.map(({ origin, rules }) => ({ origin, rules: rules.map(withoutRange) }));
  return {
    policy: policyFrom(
      values,
      plain.map(({ rules }) => rules),
      Object.fromEntries([...lists].map(([name, { value }]) => [name, value])) as PolicyLists,
    ),
    origins,
    models: plain,
    ignored,
  };
}

/** A list in one line. */
function inWords(list: readonly string[]): string {
  return `[${list.join(', ')}]`;
}

function withoutRange({ pattern, action, documents }: ModelRule): ModelRule {
  return { pattern, ...(action ? { action } : {}), ...(documents ? { documents } : {}) };
}

/**
 * Says which parts of a rule can have no effect: rules of several files add up to the strictest, so that nothing has to be
 * taken out of a list. A rule of a higher file is compared when its pattern takes in all that this one's does.
 */
function looserRule(
  rule: PolicyLevel['models'][number],
  index: number,
  higher: readonly { readonly origin: Origin; readonly rules: readonly ModelRule[] }[],
  held: ReadonlyMap<PolicyKey, Held<PolicyValue | undefined>>,
  ignore: (key: string, value: string, range: PolicyRange | undefined, by: Held<unknown>) => void,
): void {
  const covering = higher.flatMap(({ origin, rules }) => {
    const found = rules.find(({ pattern }) => matchesModel(pattern, rule.pattern));
    return found ? [{ origin, rule: found }] : [];
  });
  const strictestOf = (
    own: GuardAction,
    candidates: readonly { readonly origin: Origin; readonly value: GuardAction | undefined }[],
  ): Held<GuardAction> | undefined =>
    candidates.reduce<Held<GuardAction> | undefined>((worst, { origin, value }) => {
      const least = worst?.value ?? own;
      return value !== undefined && value !== least && stricterAction(value, least) === value
        ? { value, origin }
        : worst;
    }, undefined);
  if (rule.action !== undefined) {
    const by = strictestOf(
      rule.action,
      covering.map(({ origin, rule: { action } }) => ({ origin, value: action })),
    );
    if (by) ignore(`models.${index}.action`, rule.action, rule.range, by);
  }
  for (const name of documentClasses) {
    const own = rule.documents?.[name];
    if (own === undefined) continue;
    const general = held.get(`documents.${name}`);
    const by = strictestOf(own, [
      ...(general ? [{ origin: general.origin, value: policyActions.find((action) => action === general.value) }] : []),
      ...covering.map(({ origin, rule: { documents } }) => ({ origin, value: documents?.[name] })),
    ]);
    if (by) ignore(`models.${index}.documents.${name}`, own, rule.range, by);
  }
}
