// Step 9, integrity gate: a model whose files changed or failed verification is not asked.
import { t } from '../../base/l10n';
import type { Policy } from '../../guards/policy';
import type { IntegrityStatus } from '../../models/types';
import type { TurnServices } from '../services';
import type { ChatModel, Problem } from '../types';

export interface GateVerdict {
  readonly integrity?: IntegrityStatus;
  readonly problem?: Problem;
}

/** Whether the model may be asked now. */
export async function passGate(model: ChatModel, services: TurnServices, policy: Policy): Promise<GateVerdict> {
  if (!services.integrity) return {};
  const integrity = await services.integrity(model.name);
  const refuse =
    integrity.state === 'changed' ||
    integrity.state === 'failed' ||
    (integrity.state === 'unverified' && policy.unverifiedModel === 'block');
  if (!refuse) return { integrity };
  const message =
    integrity.state === 'changed'
      ? t('The model file changed since it was verified. Verify it before you go on.')
      : integrity.state === 'failed'
        ? t('The model failed its verification. It is not used until it verifies.')
        : t('The policy asks for a verified model. Verify it before you go on.');
  return { integrity, problem: { kind: 'model-not-trusted', message } };
}
