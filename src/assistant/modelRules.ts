// What the policy says about which models are trusted, as the models' own checks take it.
import type { Policy } from '../guards/policy';
import type { TrustRules } from '../models';

/** The rules of a policy about trust in models. */
export function trustRules({ lists }: Policy): TrustRules {
  return { trustedSources: lists.trustedSources };
}
