// Step 9, integrity gate: a model whose files changed or failed verification, or that policy refuses, is not asked.
import { t } from '../../base/l10n';
import { modelAction, type Policy } from '../../guards/policy';
import type { GuardAction, GuardReason } from '../../guards/types';
import type { IntegrityStatus } from '../../models/types';
import type { TurnServices } from '../services';
import type { ChatModel, Problem } from '../types';

export interface GateVerdict {
  readonly integrity?: IntegrityStatus;
  readonly problem?: Problem;
  readonly warnings: readonly GuardReason[];
}

/** Something about a model, and what policy wants done about it. */
interface Objection {
  readonly rule: string;
  readonly action: GuardAction;
  /** What is said when the model is asked all the same. */
  readonly warning: string;
  /** What is said when it is not. */
  readonly refusal: string;
}

/** Whether the model may be asked now; what policy only warns of is told in the turn. */
export async function passGate(model: ChatModel, services: TurnServices, policy: Policy): Promise<GateVerdict> {
  const byName: Objection = {
    rule: 'policy.model',
    action: modelAction(policy, model.name),
    warning: t('The policy warns of the model {0}', model.name),
    refusal: t('The policy does not allow the model {0}. Choose another one.', model.name),
  };
  if (byName.action === 'block' || !services.integrity) return decide([byName]);
  const integrity = await services.integrity(model.name);
  return { integrity, ...decide([byName, ...objections(model.name, integrity, policy)]) };
}

/** In the order in which they count: what the files say comes before what is said about the model. */
function objections(name: string, { state, trust }: IntegrityStatus, { values }: Policy): readonly Objection[] {
  const found: Objection[] = [];
  if (state === 'changed' || state === 'failed') {
    const refusal =
      state === 'changed'
        ? t('The model file changed since it was verified. Verify it before you go on.')
        : t('The model failed its verification. It is not used until it verifies.');
    // No policy lets such a model answer.
    found.push({ rule: `model.${state}`, action: 'block', warning: refusal, refusal });
  }
  if (state === 'unverified')
    found.push({
      rule: 'model.unverified',
      action: values.unverifiedModel,
      warning: t('The files of {0} were never verified: nobody knows whether they are what was published.', name),
      refusal: t('The policy asks for a verified model. Verify it before you go on.'),
    });
  const { approval, concerns } = trust;
  if (approval.state === 'prohibited' || approval.state === 'unapproved')
    found.push({
      rule: `model.${approval.state}`,
      action: approval.state === 'prohibited' ? values.prohibitedModel : values.unapprovedModel,
      warning: t('{0} is not approved: {1}', name, approval.message),
      refusal: t('The policy asks for an approved model, and {0} is none: {1}', name, approval.message),
    });
  for (const { id, message } of concerns)
    found.push({
      rule: `model.${id}`,
      action: values.untrustedModel,
      warning: t('{0} is not trusted: {1}', name, message),
      refusal: t('The policy asks for a trusted model, and {0} is none: {1}', name, message),
    });
  return found;
}

function decide(all: readonly Objection[]): Pick<GateVerdict, 'problem' | 'warnings'> {
  const refused = all.filter(({ action }) => action === 'block');
  const [first] = refused;
  if (first) {
    const reasons = refused.map(({ rule, refusal }) => reason(rule, refusal));
    return { problem: { kind: 'model-not-trusted', message: first.refusal, reasons }, warnings: [] };
  }
  return {
    warnings: all.filter(({ action }) => action === 'warn').map(({ rule, warning }) => reason(rule, warning)),
  };
}

function reason(rule: string, message: string): GuardReason {
  return { rule, message, start: 0, end: 0 };
}
