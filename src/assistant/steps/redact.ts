// Step 7, classify and redact: what the policy keeps out stays out; secrets and personal data are masked as it says.
import { redact, Vault, type RedactedSpan } from '../../guards';
import {
  documentAction,
  masks,
  sensitiveActions,
  sensitiveKind,
  stricterAction,
  type DocumentClass,
  type Policy,
  type SensitiveActions,
  type SensitiveKind,
} from '../../guards/policy';
import type { GuardReason } from '../../guards/types';
import type { Passage } from '../../knowledge/types';
import { t } from '../../base/l10n';
import type { Exchange, HeldBack, Masked, Source, TurnContext } from '../types';
import { sensitiveReason } from './inputGuard';
import { normaliseForPrompt } from './normalise';

export interface RedactedTurn {
  readonly question: string;
  readonly history: readonly Exchange[];
  readonly passages: readonly Passage[];
  readonly masked: readonly Masked[];
  /** Passages that the policy keeps out for the secrets or personal data in them. */
  readonly heldBack: readonly HeldBack[];
  readonly withheldByClass: number;
  /** Of these, what the user added to the question. */
  readonly withheldAttachments: TurnContext['withheldAttachments'];
  readonly warnings: readonly GuardReason[];
}

export interface RedactInput {
  readonly question: string;
  /** Earlier questions as they were typed, with the answers to them. */
  readonly history: readonly Exchange[];
  readonly passages: readonly Passage[];
  readonly vault: Vault;
  readonly policy: Policy;
  /** The model that will be asked: policy may be stricter for it. */
  readonly model?: string | undefined;
}

/** Masks question, history and passages with the session's placeholders. */
export function redactTurn({ question, history, passages, vault, policy, model }: RedactInput): RedactedTurn {
  const masked = new Map<string, Masked>();
  const warned = new Map<string, GuardReason>();
  const heldBack: HeldBack[] = [];
  const withheldAttachments: Pick<Passage, 'path' | 'classification'>[] = [];
  let withheldByClass = 0;
  const mask = (text: string, actions: SensitiveActions, keep = false): MaskedText => {
    const result = maskText(text, vault, actions, keep);
    for (const { placeholder, type } of result.spans) masked.set(placeholder, { placeholder, type });
    for (const kind of result.found) if (actions[kind] === 'warn') warned.set(kind, sensitiveReason(kind));
    return result;
  };
  // Of a conversation that was opened again the values are gone, and its placeholders stay.
  for (const { answer } of history) vault.reserve(answer);
  const ofInput = sensitiveActions(policy, 'input', { model });
  const maskedQuestion = mask(question, ofInput).text;
  const kept: Passage[] = [];
  for (const passage of passages) {
    const { classification } = passage;
    const action = documentAction(policy, classification, model);
    if (action === 'block') {
      withheldByClass++;
      // What the user attached has no root: nobody found it.
      if (passage.root === '') withheldAttachments.push({ path: passage.path, classification });
      continue;
    }
    const actions = passageActions(policy, classification, model);
    const text = mask(passage.text, actions);
    const heading = passage.heading.map((part) => mask(part, actions));
    const forbidden = [text, ...heading].flatMap(({ found }) => [...found]).find((kind) => actions[kind] === 'block');
    if (forbidden) {
      // Without a place, so that nothing of the value is shown where the passage is named.
      heldBack.push({ passage, reasons: [sensitiveReason(forbidden)] });
      continue;
    }
    if (action === 'warn') {
      const message = t('Documents of the class “{0}” went to the model', classification);
      warned.set(`class.${classification}`, { rule: 'policy.document-class', message, start: 0, end: 0 });
    }
    kept.push({ ...passage, text: text.text, heading: heading.map((part) => part.text) });
  }
  return {
    question: maskedQuestion,
    history: history.map((exchange) => ({
      question: mask(exchange.question, ofInput).text,
      answer: mask(exchange.answer, sensitiveActions(policy, 'output', { model }), true).text,
    })),
    passages: kept,
    masked: [...masked.values()],
    heldBack,
    withheldByClass,
    withheldAttachments,
    warnings: [...warned.values()],
  };
}

/** Passages with names in which nothing of their paths is told that policy masks: for the prompt alone, citations need the paths. */
export function withPathsMasked(sources: readonly Source[], { vault, policy, model }: PathMasking): Source[] {
  return sources.map((source) => {
    const { path, classification } = source.passage;
    const masked = maskText(path, vault, passageActions(policy, classification, model), false);
    return { ...source, passage: { ...source.passage, path: masked.text } };
  });
}

type PathMasking = Pick<RedactInput, 'vault' | 'policy' | 'model'>;

/** Without a model, passages are quoted: what holds for answers holds for them as well. */
function passageActions(policy: Policy, classification: DocumentClass, model: string | undefined): SensitiveActions {
  const context = sensitiveActions(policy, 'context', { model, classification });
  if (model !== undefined) return context;
  const output = sensitiveActions(policy, 'output');
  return {
    secrets: stricterAction(context.secrets, output.secrets),
    personalData: stricterAction(context.personalData, output.personalData),
  };
}

interface MaskedText {
  readonly text: string;
  /** What was replaced. */
  readonly spans: readonly RedactedSpan[];
  /** What was found, replaced or not. */
  readonly found: ReadonlySet<SensitiveKind>;
}

/** @param keep the text went through the vault before: its placeholders stay placeholders */
function maskText(original: string, vault: Vault, actions: SensitiveActions, keep: boolean): MaskedText {
  const normal = normaliseForPrompt(original);
  const all = masks(actions.secrets) && masks(actions.personalData);
  // What is not masked must not enter the session's memory, from which it would be masked elsewhere.
  const redaction = redact(normal, all ? vault : copyOf(vault), keep ? { placeholders: 'keep' } : {});
  const found = new Set(redaction.spans.map(({ type }) => sensitiveKind(type)));
  const spans: RedactedSpan[] = [];
  let text = '';
  let at = 0;
  let end = 0;
  for (const span of redaction.spans) {
    text += redaction.text.slice(at, at + span.start - end);
    at += span.start - end + span.placeholder.length;
    ({ end } = span);
    const value = normal.slice(span.start, span.end);
    if (masks(actions[sensitiveKind(span.type)])) {
      const placeholder = vault.placeholder(span.type, value);
      spans.push({ ...span, placeholder });
      // As many lines as the original: citations count lines, and a private key has many.
      text += placeholder + '\n'.repeat(value.split('\n').length - 1);
    } else text += keep ? value : value.replaceAll('⟦', '〚').replaceAll('⟧', '〛');
  }
  return { text: text + redaction.text.slice(at), spans, found };
}

function copyOf(vault: Vault): Vault {
  const copy = new Vault();
  for (const { type, value } of vault.entries()) copy.placeholder(type, value);
  return copy;
}
