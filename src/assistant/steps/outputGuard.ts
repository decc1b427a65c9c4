// Step 12, output guard: what may be shown of an answer, or of quotes, as policy has it.
import { OutputGuard, StreamRedactor, type OutputDelta, type Vault } from '../../guards';
import {
  masks,
  outputAction,
  sensitiveActions,
  sensitiveKind,
  type Policy,
  type SensitiveActions,
  type SensitiveKind,
} from '../../guards/policy';
import type { GuardReason } from '../../guards/types';
import { sensitiveReason } from './inputGuard';
import { watchedRules } from './prompt';

/** What of a piece may be shown. */
export interface Guarded {
  readonly shown: string;
  /** What was found in it, but for what policy allows. */
  readonly found: readonly GuardReason[];
  /** Nothing further may be shown. */
  readonly blocked: boolean;
}

/** What an answer is looked at with. */
export interface OutputStage {
  readonly canary: string;
  /** Texts whose addresses the answer may repeat: the question and the passages. */
  readonly knownText: readonly string[];
  readonly vault: Vault;
  readonly policy: Policy;
  readonly model: { readonly name: string };
}

/** An answer, or what a model thinks, on its way to the user. Redacts first, so that the guard never hands out a secret. */
export class GuardedStream {
  readonly #guard: OutputGuard;
  readonly #redactor: OutputRedactor;
  readonly #policy: Policy;
  #blocked = false;

  constructor({ canary, knownText, vault, policy, model }: OutputStage) {
    this.#guard = new OutputGuard({ canary, systemPrompt: watchedRules(), allowedText: knownText });
    this.#redactor = new OutputRedactor(vault, policy, model.name);
    this.#policy = policy;
  }

  /** @param last no more text comes: what was held back is given, too */
  pass(text: string, last: boolean): Guarded {
    if (this.#blocked) return { shown: '', found: [], blocked: true };
    const redacted = last ? this.#redactor.push(text) + this.#redactor.end() : this.#redactor.push(text);
    const found = [...this.#redactor.takeReasons()];
    this.#blocked = this.#redactor.blocked;
    if (this.#blocked) return { shown: '', found, blocked: true };
    const guarded = heed(
      last ? [this.#guard.push(redacted), this.#guard.end()] : [this.#guard.push(redacted)],
      this.#policy,
    );
    this.#blocked = guarded.blocked;
    return { ...guarded, found: [...found, ...guarded.found] };
  }
}

/** What may be shown of quotes from documents, which no model wrote: there is no prompt that they might give away. */
export function guardQuotes(quotes: string, knownText: readonly string[], policy: Policy): Guarded {
  const guard = new OutputGuard({ allowedText: knownText });
  return heed([guard.push(quotes), guard.end()], policy);
}

/** What policy makes of what the guard found, piece by piece; behind what ends the answer nothing is shown. */
function heed(deltas: readonly OutputDelta[], policy: Policy): Guarded {
  const found: GuardReason[] = [];
  let shown = '';
  for (const delta of deltas) {
    const actions = delta.reasons.map((reason) => ({ reason, action: outputAction(policy, reason) }));
    found.push(...actions.filter(({ action }) => action !== 'allow').map(({ reason }) => reason));
    if (delta.action === 'block' || actions.some(({ action }) => action === 'block'))
      return { shown, found, blocked: true };
    shown += delta.text;
  }
  return { shown, found, blocked: false };
}

/** Masks what the policy masks in an answer; the rest is put back, told of, or a reason to end the answer. */
class OutputRedactor {
  readonly #redactor: StreamRedactor;
  readonly #actions: SensitiveActions;
  #seen = 0;
  /** So much of the answer as the model gave it was looked at. */
  #given = 0;
  #reasons: GuardReason[] = [];
  readonly #told = new Set<SensitiveKind>();
  /** Something was found that ends the answer. */
  blocked = false;

  constructor(
    private readonly vault: Vault,
    policy: Policy,
    model: string,
  ) {
    this.#redactor = new StreamRedactor(vault);
    this.#actions = sensitiveActions(policy, 'output', { model });
  }

  push(text: string): string {
    return this.#look(this.#redactor.push(text));
  }

  end(): string {
    return this.#look(this.#redactor.end());
  }

  /** Reasons since the last time. */
  takeReasons(): readonly GuardReason[] {
    return this.#reasons.splice(0);
  }

  /** By their places, not by their text: a model can write a placeholder itself, in a link for instance, and that stays one. */
  #look(text: string): string {
    let result = '';
    let at = 0;
    for (; this.#seen < this.#redactor.spans.length; this.#seen++) {
      const span = this.#redactor.spans[this.#seen];
      if (!span) break;
      const kind = sensitiveKind(span.type);
      const action = this.#actions[kind];
      if (action === 'block') this.blocked = true;
      if ((action === 'block' || action === 'warn') && !this.#told.has(kind)) {
        this.#told.add(kind);
        this.#reasons.push(sensitiveReason(kind, span.start, span.end));
      }
      const start = at + span.start - this.#given;
      const value = masks(action) ? undefined : this.vault.valueOf(span.placeholder);
      result += text.slice(at, start) + (value ?? span.placeholder);
      at = start + span.placeholder.length;
      this.#given = span.end;
    }
    this.#given += text.length - at;
    return result + text.slice(at);
  }
}
