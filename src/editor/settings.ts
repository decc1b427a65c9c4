// The settings, read where they are used so that a change holds at once; a workspace can only tighten the policy.
import * as vscode from 'vscode';
import {
  noPolicies,
  policyInForce,
  type ChosenPresets,
  type LoadedPolicies,
  type PolicyInForce,
} from '../assistant/policyFiles';
import { languageOfLocale, type Language } from '../base/l10n';
import { policyNames, type Policy, type PolicyName } from '../guards/policy';

export interface Settings {
  readonly language: Language;
  readonly policy: Policy;
  /** The same with where each value comes from, and what was ignored because it would have loosened something. */
  readonly policyInForce: PolicyInForce;
  readonly endpoint: string;
  readonly model: string;
  readonly modelsFolder: string;
  readonly contextTokens: number;
  readonly answerTokens: number;
  readonly temperature: number;
  readonly keepAlive: string;
  readonly answerFrom: 'auto' | 'documents';
  readonly indexEnabled: boolean;
  readonly indexExclude: readonly string[];
  readonly maxFileBytes: number;
  readonly maxIndexBytes: number;
  readonly pauseOnBattery: boolean;
  readonly embeddingsProvider: 'auto' | 'none' | 'transformers' | 'ollama';
  readonly embeddingsModel: string;
  readonly questionsPerHour: number;
  readonly questionsPerDay: number;
  readonly postureIntervalMinutes: number;
  /** 0 keeps all. */
  readonly auditRetentionDays: number;
}

/** The settings as they stand now, with the policy files as they were read last. */
export function readSettings(policies: LoadedPolicies = noPolicies): Settings {
  const config = vscode.workspace.getConfiguration('rempart');
  const get = <T>(key: string, fallback: T): T => config.get<T>(key, fallback);
  /** A settings file may hold any value, and no limit holds that is `NaN`: what is no number, or too low, is the default. */
  const number = (key: string, fallback: number, least: number, most: number): number => {
    const value = config.get<unknown>(key);
    return typeof value === 'number' && Number.isFinite(value) && value >= least ? Math.min(value, most) : fallback;
  };
  const chosen = get<string>('language', 'auto');
  const filesExclude = vscode.workspace.getConfiguration('files').get<Record<string, boolean>>('exclude', {});
  const inForce = policyInForce(policies, chosenPresets());
  const { values } = inForce.policy;
  const fewest = (setting: number, limit: number | undefined): number => Math.min(setting, limit ?? setting);
  return {
    language: chosen === 'en' || chosen === 'fr' ? chosen : languageOfLocale(vscode.env.language),
    policy: inForce.policy,
    policyInForce: inForce,
    endpoint: firstGiven(get<string>('ollama.endpoint', ''), process.env['OLLAMA_HOST']) ?? 'http://127.0.0.1:11434',
    model: get('ollama.model', ''),
    modelsFolder: get('ollama.modelsFolder', ''),
    contextTokens: number('chat.contextTokens', 8192, 1024, 262_144),
    answerTokens: number('chat.answerTokens', 1024, 32, 32_768),
    temperature: number('chat.temperature', 0.2, 0, 2),
    keepAlive: get('chat.keepAlive', '10m'),
    answerFrom: get('chat.answerFrom', 'auto'),
    indexEnabled: get('index.enabled', true),
    indexExclude: [
      ...get<string[]>('index.exclude', []),
      ...Object.keys(filesExclude).filter((pattern) => filesExclude[pattern] === true),
    ],
    maxFileBytes: number('index.maxFileKilobytes', 1024, 1, 102_400) * 1024,
    maxIndexBytes: number('index.maxSizeGigabytes', 4, 0.001, 10_000) * 1e9,
    pauseOnBattery: get('index.pauseOnBattery', true),
    embeddingsProvider: get('embeddings.provider', 'auto'),
    embeddingsModel: get('embeddings.model', ''),
    questionsPerHour: fewest(number('limits.questionsPerHour', 20, 1, 10_000), values['limits.questionsPerHour']),
    questionsPerDay: fewest(number('limits.questionsPerDay', 100, 1, 100_000), values['limits.questionsPerDay']),
    postureIntervalMinutes: number('posture.intervalMinutes', 30, 0, 1440),
    auditRetentionDays: number('audit.retentionDays', 0, 0, 36_500),
  };
}

/**
 * The names of our settings that a change is about, as the audit log tells of it: their values may be paths and addresses.
 * @param manifest our `package.json`
 */
export function changedSettings(event: vscode.ConfigurationChangeEvent, manifest: Manifest): readonly string[] {
  const names = manifest.contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
  return names.filter((name) => event.affectsConfiguration(name));
}

interface Manifest {
  readonly contributes: { readonly configuration: readonly { readonly properties: object }[] };
}

/** The presets that somebody chose; the default of the setting is nobody's choice. */
export function chosenPresets(): ChosenPresets {
  const inspected = vscode.workspace.getConfiguration('rempart').inspect<PolicyName>('policy');
  const workspace = inspected?.workspaceFolderValue ?? inspected?.workspaceValue;
  return {
    source: 'rempart.policy',
    user: known(inspected?.globalValue),
    workspace: vscode.workspace.isTrusted ? known(workspace) : undefined,
  };
}

/** A settings file may hold any word: one that is no preset says nothing. */
function known(name: PolicyName | undefined): PolicyName | undefined {
  return policyNames.find((one) => one === name);
}

/** The first value that says anything; a setting or variable that is there but empty says nothing. */
function firstGiven(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== '');
}
