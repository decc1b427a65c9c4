// What a policy decides: the questions that the steps of a turn, the command line and the gateway ask it.
import type { GuardAction, GuardReason, GuardStage } from '../types';
import { policyActions, stricterAction, type DocumentClass } from './keys';
import { ruleFor } from './models';
import type { Policy } from './policy';

/** The two kinds of values that redaction finds. */
export type SensitiveKind = 'secrets' | 'personalData';

/** Types of redaction that are about a person or an organisation; whatever else it finds is a secret. */
const personalTypes: ReadonlySet<string> = new Set([
  'ADDRESS',
  'BANK_ACCOUNT',
  'BENEFIT_ID',
  'BIC',
  'BIRTH_DATE',
  'CARD',
  'CARD_CODE',
  'DRIVING_LICENCE',
  'EMAIL',
  'GPS',
  'HEALTH_PROFESSIONAL',
  'HOME_FOLDER',
  'IBAN',
  'ID_CARD',
  'IP',
  'MAC',
  'MEDICAL_RECORD',
  'NAME',
  'NATIONAL_ID',
  'NHS_NUMBER',
  'NINO',
  'NIR',
  'PASSPORT',
  'PHONE',
  'PLATE',
  'ROUTING_NUMBER',
  'SIREN',
  'SIRET',
  'SSN',
  'STUDENT_ID',
  'VAT',
]);

/** Whether a type of redaction is a secret or personal data. */
export function sensitiveKind(type: string): SensitiveKind {
  return personalTypes.has(type) ? 'personalData' : 'secrets';
}

/** What is to be done with a text of which the injection guard said `verdict`. */
export function injectionAction(policy: Policy, stage: 'input' | 'context', verdict: GuardAction): GuardAction {
  const wanted = policy.values[`guards.injection.${stage}`];
  if (verdict === 'allow' || wanted === 'allow') return 'allow';
  return verdict === 'block' ? wanted : 'warn';
}

/** Whether what the rules block is let pass with a warning where the trained classifier takes it for harmless. */
export function mayDispute(policy: Policy, stage: 'input' | 'context'): boolean {
  return (
    policy.values[`guards.disputed.${stage}`] === 'warn' && policy.values[`guards.classifier.${stage}`] !== 'allow'
  );
}

/** Whether a model may be asked; the strictest of the files that have a rule about it. */
export function modelAction(policy: Policy, model: string): GuardAction {
  return policy.models
    .map((rules) => ruleFor(rules, model)?.action ?? 'allow')
    .reduce<GuardAction>(stricterAction, 'allow');
}

/** What is done with documents of a class, for a model when one is asked (R7). A rule about a model can only tighten. */
export function documentAction(policy: Policy, classification: DocumentClass, model?: string): GuardAction {
  const general = policy.values[`documents.${classification}`];
  if (model === undefined) return general;
  return policy.models
    .map((rules) => ruleFor(rules, model)?.documents?.[classification] ?? 'allow')
    .reduce<GuardAction>(stricterAction, general);
}

export type SensitiveActions = Readonly<Record<SensitiveKind, GuardAction>>;

/** What is done with secrets and personal data of a text; a model or a class of documents may ask for masks of its own. */
export function sensitiveActions(
  policy: Policy,
  stage: GuardStage,
  about: { readonly model?: string | undefined; readonly classification?: DocumentClass } = {},
): SensitiveActions {
  const { model, classification } = about;
  const masked =
    (model !== undefined && modelAction(policy, model) === 'redact') ||
    (classification !== undefined && documentAction(policy, classification, model) === 'redact');
  const atLeast: GuardAction = masked ? 'redact' : 'allow';
  return {
    secrets: stricterAction(policy.values[`guards.secrets.${stage}`], atLeast),
    personalData: stricterAction(policy.values[`guards.personalData.${stage}`], atLeast),
  };
}

/** Whether values are replaced by placeholders: `block` masks too, where something is shown in spite of it. */
export function masks(action: GuardAction): boolean {
  return policyActions.indexOf(action) >= policyActions.indexOf('redact');
}

const codeRules: ReadonlySet<string> = new Set(['output.download-and-run', 'output.send-data', 'output.reverse-shell']);
const leakRules: ReadonlySet<string> = new Set(['output.canary', 'output.system-prompt']);

/** What is done with a finding of the output guard. Invisible characters are removed and are no reason to end an answer. */
export function outputAction(policy: Policy, { rule }: GuardReason): GuardAction {
  if (rule === 'output.hidden-unicode') return 'redact';
  if (leakRules.has(rule)) return policy.values['guards.leak.output'];
  return codeRules.has(rule) ? policy.values['guards.code.output'] : policy.values['guards.links.output'];
}
