// A policy: every value, and what is derived from them.
import {
  emptyLists,
  policyKeyNames,
  policyNames,
  presetValues,
  strictness,
  type PolicyLists,
  type PolicyName,
  type PolicyValues,
} from './keys';
import type { ModelRule } from './models';

export interface Policy {
  /** The strictest preset that this policy is at least as strict as; `observe` when it is as strict as none. */
  readonly name: PolicyName;
  /** Every value, by its path in the file. */
  readonly values: PolicyValues;
  /** Rules about models, one list a file. */
  readonly models: readonly (readonly ModelRule[])[];
  /** What is trusted besides the defaults. */
  readonly lists: PolicyLists;
  /** Whether the user may send a refused question anyway (it is recorded). */
  readonly allowOverride: boolean;
  /** Whether the user may look at a masked value. */
  readonly allowReveal: boolean;
}

/** The policy of a preset. */
export function policyOf(name: PolicyName): Policy {
  return policyFrom(presetValues(name));
}

/** A policy of its values. */
export function policyFrom(
  values: PolicyValues,
  models: Policy['models'] = [],
  lists: PolicyLists = emptyLists,
): Policy {
  const reached = policyNames.filter((name) => {
    const preset = presetValues(name);
    return policyKeyNames.every((key) => strictness(key, values[key]) >= strictness(key, preset[key]));
  });
  return {
    name: reached.at(-1) ?? 'observe',
    values,
    models: models.filter((rules) => rules.length > 0),
    lists,
    allowOverride: values.sendAnyway,
    allowReveal: values.showMasked,
  };
}

/** The strictest of the presets asked for: a workspace can tighten what the user set, never loosen it (G8). */
export function strictest(...names: readonly (PolicyName | undefined)[]): PolicyName {
  const ranks = names.filter((name) => name !== undefined).map((name) => policyNames.indexOf(name));
  return policyNames[Math.max(0, ...ranks)] ?? 'balanced';
}
