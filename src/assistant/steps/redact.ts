// Step 7, classify and redact: documents of a class that the policy keeps out stay out; secrets and personal data are masked.
import { redact, type Redaction, type Vault } from '../../guards';
import type { Policy } from '../../guards/policy';
import type { Passage } from '../../knowledge/types';
import type { Masked } from '../types';
import { normaliseForPrompt } from './normalise';

export interface RedactedTurn {
  readonly question: string;
  readonly passages: readonly Passage[];
  readonly masked: readonly Masked[];
  readonly withheldByClass: number;
}

/** Masks the question and the passages with the session's placeholders. */
export function redactTurn(question: string, passages: readonly Passage[], vault: Vault, policy: Policy): RedactedTurn {
  const masked = new Map<string, Masked>();
  const mask = (text: string): string => {
    const normal = normaliseForPrompt(text);
    const redaction = redact(normal, vault);
    if (redaction.spans.length === 0) return redaction.text;
    for (const { placeholder, type } of redaction.spans) masked.set(placeholder, { placeholder, type });
    return keepLines(normal, redaction);
  };
  const allowed = passages.filter((passage) => policy.promptClasses.includes(passage.classification));
  return {
    question: mask(question),
    passages: allowed.map((passage) => ({
      ...passage,
      text: mask(passage.text),
      heading: passage.heading.map((heading) => mask(heading)),
    })),
    masked: [...masked.values()],
    withheldByClass: passages.length - allowed.length,
  };
}

/** The redacted text with as many lines as the original: citations count lines, and a private key has many. */
function keepLines(original: string, { text, spans }: Redaction): string {
  if (!spans.some(({ start, end }) => original.slice(start, end).includes('\n'))) return text;
  let result = '';
  let at = 0;
  for (const { start, end, placeholder } of spans) {
    const breaks = original.slice(start, end).split('\n').length - 1;
    result += original.slice(at, start) + placeholder + '\n'.repeat(breaks);
    at = end;
  }
  return result + original.slice(at);
}
