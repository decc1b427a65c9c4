// The policy of a command: machine, user, what was asked for, and the folder that is read (which can only tighten).
import { noticeText, policyInForce, PolicyReader } from '../assistant/policyFiles';
import type { Policy, PolicyName } from '../guards/policy';
import { writeError } from './arguments';

/**
 * Reads the policy files; what was left aside or is broken is said on standard error, where it breaks no output.
 * @param folders whose `rempart.policy.yaml` counts; a command line is given by somebody who chose the folder
 * @param chosen the preset of `--policy`
 */
export async function policyForCommand(folders: readonly string[] = [], chosen?: PolicyName): Promise<Policy> {
  const loaded = await new PolicyReader().read(folders);
  const { policy, notices } = policyInForce(loaded, { source: '--policy', user: chosen });
  for (const notice of notices) writeError(`rempart: ${noticeText(notice)}`);
  return policy;
}
