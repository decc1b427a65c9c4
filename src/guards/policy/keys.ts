// Every value that a policy holds, in one table: where it stands in the file, what it may be, what the presets say.
import { t } from '../../base/l10n';
import type { GuardAction } from '../types';

export type PolicyName = 'observe' | 'balanced' | 'strict';

/** From loosest to strictest. */
export const policyNames: readonly PolicyName[] = ['observe', 'balanced', 'strict'];

/** Largest policy file that is read, in bytes. */
export const largestPolicyFile = 64 * 1024;

/** How sensitive a document is (R7); the same words as in the knowledge base. */
export type DocumentClass = 'public' | 'internal' | 'confidential' | 'secret';

export const documentClasses: readonly DocumentClass[] = ['public', 'internal', 'confidential', 'secret'];

/** From loosest to strictest. */
export const policyActions: readonly GuardAction[] = ['allow', 'warn', 'redact', 'block'];

type ByPreset<V> = Readonly<Record<PolicyName, V>>;

interface ActionKey {
  readonly kind: 'action';
  /** The actions that make sense here, from loosest to strictest. */
  readonly actions: readonly GuardAction[];
  readonly presets: ByPreset<GuardAction>;
  readonly describe: () => string;
}

/** A permission: `false` is the strict side. */
interface FlagKey {
  readonly kind: 'flag';
  readonly presets: ByPreset<boolean>;
  readonly describe: () => string;
}

/** A number of which less is stricter; the presets set none, the settings of the editor hold then. */
interface LimitKey {
  readonly kind: 'limit';
  readonly min: number;
  readonly max: number;
  readonly presets: ByPreset<undefined>;
  readonly describe: () => string;
}

export type PolicyKeyInfo = ActionKey | FlagKey | LimitKey;

const action = (
  actions: readonly GuardAction[],
  presets: GuardAction | ByPreset<GuardAction>,
  describe: () => string,
): ActionKey => ({
  kind: 'action',
  actions,
  presets: typeof presets === 'string' ? { observe: presets, balanced: presets, strict: presets } : presets,
  describe,
});
const flag = (presets: ByPreset<boolean>, describe: () => string): FlagKey => ({ kind: 'flag', presets, describe });
const limit = (max: number, describe: () => string): LimitKey => ({
  kind: 'limit',
  min: 1,
  max,
  presets: { observe: undefined, balanced: undefined, strict: undefined },
  describe,
});

const refuse: readonly GuardAction[] = ['allow', 'warn', 'block'];

/**
 * Keys are paths in `rempart.policy.yaml`. Some values cannot be loosened at all: addresses in an answer are inert at
 * least, and an answer that gives the assistant's instructions away always ends.
 */
export const policyKeys = {
  'guards.injection.input': action(refuse, { observe: 'warn', balanced: 'block', strict: 'block' }, () =>
    t('A question that tries to take the assistant over. “block” refuses it.'),
  ),
  'guards.injection.context': action(refuse, 'block', () =>
    t('A passage of a document that gives orders to the assistant. “block” holds it back, visibly.'),
  ),
  'guards.classifier.input': action(refuse, { observe: 'warn', balanced: 'block', strict: 'block' }, () =>
    t(
      'A question that the rules let pass and the small trained classifier takes for an attempt to take the assistant over. “allow” does not ask it.',
    ),
  ),
  'guards.classifier.context': action(refuse, { observe: 'warn', balanced: 'block', strict: 'block' }, () =>
    t(
      'A passage of a document that the rules let pass and the small trained classifier takes for an order to the assistant. “block” holds it back, visibly; “allow” does not ask it.',
    ),
  ),
  'guards.disputed.input': action(['warn', 'block'], { observe: 'warn', balanced: 'warn', strict: 'block' }, () =>
    t(
      'A question that the rules take for an attack and the small trained classifier for harmless. “block” heeds the rules alone.',
    ),
  ),
  'guards.disputed.context': action(['warn', 'block'], { observe: 'warn', balanced: 'warn', strict: 'block' }, () =>
    t(
      'A passage of a document that the rules take for an attack and the small trained classifier for harmless. “block” heeds the rules alone.',
    ),
  ),
  'guards.secondOpinion.input': action(refuse, 'allow', () =>
    t(
      'A question that the model itself, asked apart before it answers, takes for an attempt to misuse it. “allow” does not ask it: small models guess, and each question takes longer.',
    ),
  ),
  'guards.secrets.input': action(policyActions, 'redact', () =>
    t('Keys, tokens and passwords in a question. “redact” masks them, “block” refuses the question.'),
  ),
  'guards.secrets.context': action(policyActions, 'redact', () =>
    t('Keys, tokens and passwords in documents. “redact” masks them, “block” holds the passage back.'),
  ),
  'guards.secrets.output': action(policyActions, 'redact', () =>
    t('Keys, tokens and passwords in an answer. “redact” masks them, “block” ends the answer.'),
  ),
  'guards.personalData.input': action(policyActions, 'redact', () =>
    t('Personal data in a question. “redact” masks it, “block” refuses the question.'),
  ),
  'guards.personalData.context': action(policyActions, 'redact', () =>
    t('Personal data in documents. “redact” masks it, “block” holds the passage back.'),
  ),
  'guards.personalData.output': action(policyActions, 'redact', () =>
    t('Personal data in an answer. “redact” masks it, “block” ends the answer.'),
  ),
  'guards.links.output': action(['redact', 'block'], 'redact', () =>
    t('Images and doubtful addresses in an answer. “redact” makes them inert, “block” ends the answer.'),
  ),
  'guards.code.output': action(refuse, 'warn', () =>
    t('Commands in an answer that download and run code or send data. “block” ends the answer.'),
  ),
  'guards.leak.output': action(['block'], 'block', () =>
    t('An answer that gives away the assistant’s own instructions always ends.'),
  ),
  'guards.exfiltration.input': action(refuse, 'block', () =>
    t('Too many questions, or questions that walk through a document. “block” refuses them for a while.'),
  ),
  'guards.anomaly.input': action(refuse, { observe: 'allow', balanced: 'warn', strict: 'warn' }, () =>
    t('A request that is unlike what this user usually asks: more of them, of other documents, at another time.'),
  ),
  'documents.public': action(policyActions, 'allow', () =>
    t('Documents of the class “public”. “redact” lets them in masked, “block” keeps them out of every prompt.'),
  ),
  'documents.internal': action(policyActions, 'allow', () =>
    t('Documents of the class “internal”. “redact” lets them in masked, “block” keeps them out of every prompt.'),
  ),
  'documents.confidential': action(policyActions, { observe: 'redact', balanced: 'redact', strict: 'block' }, () =>
    t('Documents of the class “confidential”. “redact” lets them in masked, “block” keeps them out of every prompt.'),
  ),
  'documents.secret': action(policyActions, 'block', () =>
    t('Documents of the class “secret”. “redact” lets them in masked, “block” keeps them out of every prompt.'),
  ),
  unverifiedModel: action(refuse, { observe: 'allow', balanced: 'warn', strict: 'block' }, () =>
    t('A model that was never verified. One that changed or failed is never asked, whatever stands here.'),
  ),
  untrustedModel: action(refuse, { observe: 'allow', balanced: 'warn', strict: 'block' }, () =>
    t(
      'A model whose files are intact, but that comes from a source that is not trusted, was made on this machine, or brings suspicious texts along.',
    ),
  ),
  unapprovedModel: action(refuse, { observe: 'allow', balanced: 'warn', strict: 'block' }, () =>
    t(
      'A model that the registry of models does not approve for the chat: it has no entry for it, another use, or no signature that counts. Without a registry nothing is unapproved.',
    ),
  ),
  prohibitedModel: action(['warn', 'block'], { observe: 'warn', balanced: 'block', strict: 'block' }, () =>
    t(
      'A model that the registry of models prohibits for the chat. One with another hash than the registry’s is never asked.',
    ),
  ),
  workspaceApprovals: flag({ observe: false, balanced: false, strict: false }, () =>
    t(
      'Whether what the registry of a workspace approves counts without a signature. It always prohibits; what is signed with one of registryKeys always counts.',
    ),
  ),
  sendAnyway: flag({ observe: true, balanced: true, strict: false }, () =>
    t('Whether a refused question may be sent anyway. It is recorded.'),
  ),
  showMasked: flag({ observe: true, balanced: true, strict: false }, () =>
    t('Whether the user may look at a masked value in the chat.'),
  ),
  'limits.questionsPerHour': limit(10_000, () => t('Questions an hour at most; the setting may ask for fewer.')),
  'limits.questionsPerDay': limit(100_000, () => t('Questions a day at most; the setting may ask for fewer.')),
} as const satisfies Readonly<Record<string, PolicyKeyInfo>>;

export type PolicyKey = keyof typeof policyKeys;

export const policyKeyNames = Object.keys(policyKeys) as readonly PolicyKey[];

/** What the table says of a key, without its literal type. */
export function keyInfo(key: PolicyKey): PolicyKeyInfo {
  return policyKeys[key];
}

interface PolicyListInfo {
  /** Entries at most. */
  readonly max: number;
  /** Longest entry, in UTF-16 code units. */
  readonly longest: number;
  readonly describe: () => string;
}

/**
 * Lists that widen what is trusted. The machine's list holds alone where it has one, even an empty one; else the user's. A
 * workspace has no say.
 */
export const policyLists = {
  trustedSources: {
    max: 100,
    longest: 400,
    describe: () =>
      t(
        'Where models may come from besides Ollama’s own library: hosts (mirror.example.com), publishers (hf.co/mistralai), or “local” for what is made on this machine. Only in the policy of the machine or the user; where the machine has this list, even an empty one, it holds alone.',
      ),
  },
  modelRegistries: {
    max: 20,
    longest: 1000,
    describe: () =>
      t(
        'Registries of models besides models_registry.yaml of the workspace, such as one in a shared folder: full paths. Only in the policy of the machine or the user.',
      ),
  },
  registryKeys: {
    max: 20,
    longest: 1000,
    describe: () =>
      t(
        'Public Ed25519 keys (PEM, or its base64 in one line) of those who approve models. Where there are any, only approvals count that one of them signed. Only in the policy of the machine or the user.',
      ),
  },
} as const satisfies Readonly<Record<string, PolicyListInfo>>;

export type PolicyList = keyof typeof policyLists;

export const policyListNames = Object.keys(policyLists) as readonly PolicyList[];

export type PolicyLists = Readonly<Record<PolicyList, readonly string[]>>;

/** What holds where nobody says anything: nothing more is trusted. */
export const emptyLists = Object.fromEntries(policyListNames.map((name) => [name, []])) as unknown as PolicyLists;

type ValueOf<I> = I extends { kind: 'action' }
  ? GuardAction
  : I extends { kind: 'flag' }
    ? boolean
    : number | undefined;

export type PolicyValues = { readonly [K in PolicyKey]: ValueOf<(typeof policyKeys)[K]> };

export type PolicyValue = GuardAction | boolean | number;

/** How strict a value is; to be compared with other values of the same key only. */
export function strictness(key: PolicyKey, value: PolicyValue | undefined): number {
  if (typeof value === 'string') return policyActions.indexOf(value);
  if (typeof value === 'boolean') return value ? 0 : 1;
  return keyInfo(key).kind === 'limit' && value !== undefined ? -value : Number.NEGATIVE_INFINITY;
}

/** The stricter of two actions. */
export function stricterAction(a: GuardAction, b: GuardAction): GuardAction {
  return policyActions.indexOf(a) >= policyActions.indexOf(b) ? a : b;
}

/** All values of a preset. */
export function presetValues(name: PolicyName): PolicyValues {
  return Object.fromEntries(policyKeyNames.map((key) => [key, keyInfo(key).presets[name]])) as PolicyValues;
}
