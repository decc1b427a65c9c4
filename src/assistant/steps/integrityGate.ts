// Step 9, integrity gate: a model whose files changed or failed verification, or that policy refuses, is not asked.
import { t } from '../../base/l10n';
import { modelAction, type Policy } from '../../guards/policy';
import type { GuardReason } from '../../guards/types';
import type { IntegrityStatus } from '../../models/types';
import type { TurnServices } from '../services';
import type { ChatModel, Problem } from '../types';

export interface GateVerdict {
  readonly integrity?: IntegrityStatus;
  readonly problem?: Problem;
  readonly warnings: readonly GuardReason[];
}

/** Whether the model may be asked now. */
export async function passGate(model: ChatModel, services: TurnServices, policy: Policy): Promise<GateVerdict> {
  const action = modelAction(policy, model.name);
  if (action === 'block') {
    const message = t('The policy does not allow the model {0}. Choose another one.', model.name);
    return { problem: { kind: 'model-not-trusted', message }, warnings: [] };
  }
  const warnings: readonly GuardReason[] =
    action === 'warn'
      ? [{ rule: 'policy.model', message: t('The policy warns of the model {0}', model.name), start: 0, end: 0 }]
      : [];
  if (!services.integrity) return { warnings };
  const integrity = await services.integrity(model.name);
  const refuse =
    integrity.state === 'changed' ||
    integrity.state === 'failed' ||
    (integrity.state === 'unverified' && policy.values.unverifiedModel === 'block');
  if (!refuse) return { integrity, warnings };
  const message =
    integrity.state === 'changed'
      ? t('The model file changed since it was verified. Verify it before you go on.')
      : integrity.state === 'failed'
        ? t('The model failed its verification. It is not used until it verifies.')
        : t('The policy asks for a verified model. Verify it before you go on.');
  return { integrity, problem: { kind: 'model-not-trusted', message }, warnings };
}
