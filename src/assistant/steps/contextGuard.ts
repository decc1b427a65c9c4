// Step 6, context guard: passages that give orders to the assistant are held back, visibly.
import { inspect } from '../../guards';
import { injectionAction, type Policy } from '../../guards/policy';
import type { GuardReason } from '../../guards/types';
import type { Passage } from '../../knowledge/types';
import type { HeldBack } from '../types';

export interface GuardedContext {
  readonly passages: readonly Passage[];
  readonly heldBack: readonly HeldBack[];
  readonly warnings: readonly GuardReason[];
}

/**
 * Splits the passages into those that may go on and those that are held back. Text that a reader of the document does
 * not see never goes on: it is looked at, because hiding an order is what an attacker does, and then left out.
 */
export function guardContext(passages: readonly Passage[], policy: Policy): GuardedContext {
  const kept: Passage[] = [];
  const heldBack: HeldBack[] = [];
  const warnings: GuardReason[] = [];
  for (const passage of passages) {
    const verdict = inspect(passage.text, 'context');
    const action = injectionAction(policy, 'context', verdict.action);
    if (action === 'block') {
      heldBack.push({ passage, reasons: verdict.reasons });
      continue;
    }
    if (passage.hidden) continue;
    if (action === 'warn') warnings.push(...verdict.reasons);
    kept.push(passage);
  }
  return { passages: kept, heldBack, warnings };
}
