// What is done about what the guards see: three presets, of which a workspace may only choose a stricter one.

export type PolicyName = 'observe' | 'balanced' | 'strict';

/** How sensitive a document is (R7); the same words as in the knowledge base. */
export type DocumentClass = 'public' | 'internal' | 'confidential' | 'secret';

export interface Policy {
  readonly name: PolicyName;
  /** Whether an input that the guard would block is refused, or only warned about. */
  readonly blockInput: boolean;
  /** Whether the user may send a refused question anyway (it is recorded). */
  readonly allowOverride: boolean;
  /** Whether passages that give orders are held back, or only marked. */
  readonly quarantine: boolean;
  /** Whether the user may look at a masked value. */
  readonly allowReveal: boolean;
  /** Document classes that may enter a prompt. */
  readonly promptClasses: readonly DocumentClass[];
  /** What happens when the model was never verified; a changed or failed model is always refused. */
  readonly unverifiedModel: 'allow' | 'warn' | 'block';
}

const presets: Readonly<Record<PolicyName, Policy>> = {
  observe: {
    name: 'observe',
    blockInput: false,
    allowOverride: true,
    quarantine: true,
    allowReveal: true,
    promptClasses: ['public', 'internal', 'confidential'],
    unverifiedModel: 'allow',
  },
  balanced: {
    name: 'balanced',
    blockInput: true,
    allowOverride: true,
    quarantine: true,
    allowReveal: true,
    promptClasses: ['public', 'internal', 'confidential'],
    unverifiedModel: 'warn',
  },
  strict: {
    name: 'strict',
    blockInput: true,
    allowOverride: false,
    quarantine: true,
    allowReveal: false,
    promptClasses: ['public', 'internal'],
    unverifiedModel: 'block',
  },
};

const order: readonly PolicyName[] = ['observe', 'balanced', 'strict'];

/** The policy of a preset. */
export function policyOf(name: PolicyName): Policy {
  return presets[name];
}

/** The strictest of the presets asked for: a workspace can tighten what the user set, never loosen it (G8). */
export function strictest(...names: readonly (PolicyName | undefined)[]): PolicyName {
  const ranks = names.filter((name) => name !== undefined).map((name) => order.indexOf(name));
  return order[Math.max(0, ...ranks)] ?? 'balanced';
}
