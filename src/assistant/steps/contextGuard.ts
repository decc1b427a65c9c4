// Step 6, context guard: passages that give orders to the assistant are held back, visibly.
import type { SectionVerdict } from '../../guards';
import { injectionAction, type Policy } from '../../guards/policy';
import type { GuardReason } from '../../guards/types';
import type { Passage } from '../../knowledge/types';
import type { HeldBack } from '../types';
import type { JudgedPassage } from './dispute';

export interface GuardedContext {
  readonly passages: readonly Passage[];
  readonly heldBack: readonly HeldBack[];
  readonly warnings: readonly GuardReason[];
}

/**
 * Splits the passages into those that may go on and those that are held back; of a long one, such as an attached file, only the
 * sections that give orders are held back. Text that a reader of the document does not see never goes on: it is looked at,
 * because hiding an order is what an attacker does, and then left out.
 */
export function guardContext(judged: readonly JudgedPassage[], policy: Policy): GuardedContext {
  const kept: Passage[] = [];
  const heldBack: HeldBack[] = [];
  const warnings: GuardReason[] = [];
  for (const { passage, sections: byRules } of judged) {
    const sections = byRules.map((section) => ({
      ...section,
      action: injectionAction(policy, 'context', section.action),
    }));
    const blocked = sections.filter(({ action }) => action === 'block');
    if (blocked.length === sections.length) {
      heldBack.push({ passage, reasons: blocked.flatMap(({ reasons }) => reasons) });
      continue;
    }
    heldBack.push(...blocked.map((section) => sectionOf(passage, section)));
    if (passage.hidden) continue;
    for (const { action, reasons } of sections) if (action === 'warn') warnings.push(...reasons);
    kept.push(blocked.length === 0 ? passage : { ...passage, text: without(passage.text, blocked) });
  }
  return { passages: kept, heldBack, warnings };
}

/** Stands where a section of a document was held back; the model reads it. */
const LEFT_OUT = '[…]';

function without(text: string, sections: readonly SectionVerdict[]): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of sections) {
    // As many lines as before: what stands behind it keeps its numbers.
    rest += text.slice(from, start) + LEFT_OUT + '\n'.repeat(Math.max(1, linesIn(text.slice(start, end))));
    from = end;
  }
  return rest + text.slice(from);
}

/** A section as a passage of its own, with its lines. */
function sectionOf(passage: Passage, { start, end, reasons }: SectionVerdict): HeldBack {
  const text = passage.text.slice(start, end).trimEnd();
  const startLine = passage.startLine + linesIn(passage.text.slice(0, start));
  const place = { id: `${passage.id}:${start}`, startLine, endLine: startLine + linesIn(text) };
  return {
    passage: { ...passage, ...place, text },
    reasons: reasons.map((reason) => ({ ...reason, start: reason.start - start, end: reason.end - start })),
  };
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
