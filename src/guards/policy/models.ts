// Rules about models: which rule is about which name. Within one file the first rule that matches holds.
import { hasTag, shortName } from '../../base/modelName';
import type { GuardAction } from '../types';
import type { DocumentClass } from './keys';

export interface ModelRule {
  /** A model's name, in which `*` stands for anything; without a tag it is about every tag. */
  readonly pattern: string;
  readonly action?: GuardAction;
  readonly documents?: Readonly<Partial<Record<DocumentClass, GuardAction>>>;
}

/** Whether a pattern is about a model. Case, and the registry and folder that Ollama leaves out, do not count. */
export function matchesModel(pattern: string, model: string): boolean {
  const wanted = shortName(pattern);
  const name = shortName(model);
  if (matches(wanted, name)) return true;
  return !hasTag(wanted) && hasTag(name) && matches(wanted, name.slice(0, name.lastIndexOf(':')));
}

/** The rule of a list that holds for a model. */
export function ruleFor(rules: readonly ModelRule[], model: string): ModelRule | undefined {
  return rules.find(({ pattern }) => matchesModel(pattern, model));
}

/** Glob with `*` only, by going back to the last star: at worst the product of the two (short) lengths. */
function matches(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < text.length;) {
    if (pattern[p] === '*') {
      star = p++;
      resume = i;
    } else if (pattern[p] === text[i]) {
      p++;
      i++;
    } else if (star >= 0) {
      p = star + 1;
      i = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
