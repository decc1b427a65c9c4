// Whether a model is trusted, and what speaks against it; small, because the editor asks it at its start.
import type { ModelTrust } from './types';

/** Whether nothing speaks against the model. */
export function isTrusted({ concerns, approval }: ModelTrust): boolean {
  return concerns.length === 0 && (approval.state === 'not-asked' || approval.state === 'approved');
}

/** What speaks against a model, in sentences. */
export function trustLines(trust: ModelTrust): readonly string[] {
  const { concerns, approval } = trust;
  const registry = approval.state === 'not-asked' || approval.state === 'approved' ? [] : [approval.message];
  return [...registry, ...concerns.map(({ message }) => message)];
}
