// Step 6, context guard: passages that give orders to the assistant are held back, visibly.
import type { SectionVerdict } from '../../guards';
import { injectionAction, type Policy } from '../../guards/policy';
import type { GuardReason, GuardVerdict } from '../../guards/types';
import type { Passage } from '../../knowledge/types';
import type { HeldBack } from '../types';
import type { JudgedPassage } from './dispute';

export interface GuardedContext {
  readonly passages: readonly Passage[];
  readonly heldBack: readonly HeldBack[];
  readonly warnings: readonly GuardReason[];
  /** Passages without orders that are left out because readers of the document do not see them. */
  readonly hiddenLeftOut: number;
}

/**
 * Splits the passages into those that may go on and those that are held back; of a long one, such as an attached file, only the
 * sections that give orders are held back. Text that a reader of the document does not see never goes on: it is looked at,
 * because hiding an order is what an attacker does, and then left out and counted.
 */
export function guardContext(judged: readonly JudgedPassage[], policy: Policy): GuardedContext {
  const kept: Passage[] = [];
  const heldBack: HeldBack[] = [];
  const warnings: GuardReason[] = [];
  let hiddenLeftOut = 0;
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
    if (passage.hidden) {
      hiddenLeftOut++;
      continue;
    }
    for (const { action, reasons } of sections) if (action === 'warn') warnings.push(...reasons);
    kept.push(blocked.length === 0 ? passage : { ...passage, text: without(passage.text, blocked) });
  }
  return { passages: kept, heldBack, warnings, hiddenLeftOut };
}

/**
 * Holds back what the names of passages say: the headings above one, which stand in the text of another, and the path of a file. A
 * passage goes on without headings that give orders, and not at all when its path does.
 * @param judge what the injection guard says of a text at the context stage; asked once for each text
 */
export function guardNames(
  passages: readonly Passage[],
  policy: Policy,
  judge: (text: string) => GuardVerdict,
): Pick<GuardedContext, 'passages' | 'heldBack'> {
  const known = new Map<string, GuardVerdict>();
  const blocks = (text: string): GuardVerdict | undefined => {
    const verdict = known.get(text) ?? judge(text);
    known.set(text, verdict);
    return injectionAction(policy, 'context', verdict.action) === 'block' ? verdict : undefined;
  };
  const kept: Passage[] = [];
  const heldBack: HeldBack[] = [];
  const told = new Set<string>();
  for (const passage of passages) {
    const ofName = sentencesIn(passage.path)
      .map(blocks)
      .find((verdict) => verdict !== undefined);
    if (ofName !== undefined) {
      heldBack.push({
        passage,
        reasons: ofName.reasons.map(({ rule, message }) => ({ rule, message, start: 0, end: 0 })),
      });
      continue;
    }
    const heading = passage.heading.join('\n');
    const ofHeading = heading === '' ? undefined : blocks(heading);
    kept.push(ofHeading === undefined ? passage : { ...passage, heading: [] });
    if (ofHeading === undefined || told.has(`${passage.path}\n${heading}`)) continue;
    told.add(`${passage.path}\n${heading}`);
    heldBack.push({ passage: { ...passage, text: heading }, reasons: ofHeading.reasons });
  }
  return { passages: kept, heldBack };
}

/** Fewer words are no order. */
const FEWEST_WORDS = 5;

/** The names in a path that are long enough to say something, with blanks between their words. */
function sentencesIn(path: string): string[] {
  return path
    .split(/[/\\]/u)
    .map((name) => name.split(/[\s_.-]+/u))
    .filter((words) => words.length >= FEWEST_WORDS)
    .map((words) => words.join(' '));
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
