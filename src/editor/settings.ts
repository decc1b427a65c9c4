// The settings, read where they are used so that a change holds at once; a workspace can only tighten the policy.
import * as vscode from 'vscode';
import { languageOfLocale, type Language } from '../base/l10n';
import { policyOf, strictest, type Policy, type PolicyName } from '../guards/policy';

export interface Settings {
  readonly language: Language;
  readonly policy: Policy;
  /** The workspace asked for a looser policy than the user's: it was ignored, and this says which. */
  readonly ignoredPolicy?: PolicyName;
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
  readonly embeddingsProvider: 'auto' | 'none' | 'transformers' | 'ollama';
  readonly embeddingsModel: string;
  readonly questionsPerHour: number;
  readonly questionsPerDay: number;
  readonly postureIntervalMinutes: number;
}

/** The settings as they stand now. */
export function readSettings(): Settings {
  const config = vscode.workspace.getConfiguration('rempart');
  const get = <T>(key: string, fallback: T): T => config.get<T>(key, fallback);
  const chosen = get<string>('language', 'auto');
  const filesExclude = vscode.workspace.getConfiguration('files').get<Record<string, boolean>>('exclude', {});
  return {
    language: chosen === 'en' || chosen === 'fr' ? chosen : languageOfLocale(vscode.env.language),
    ...readPolicy(config),
    endpoint: firstGiven(get<string>('ollama.endpoint', ''), process.env['OLLAMA_HOST']) ?? 'http://127.0.0.1:11434',
    model: get('ollama.model', ''),
    modelsFolder: get('ollama.modelsFolder', ''),
    contextTokens: get('chat.contextTokens', 8192),
    answerTokens: get('chat.answerTokens', 1024),
    temperature: get('chat.temperature', 0.2),
    keepAlive: get('chat.keepAlive', '10m'),
    answerFrom: get('chat.answerFrom', 'auto'),
    indexEnabled: get('index.enabled', true),
    indexExclude: [
      ...get<string[]>('index.exclude', []),
      ...Object.keys(filesExclude).filter((pattern) => filesExclude[pattern] === true),
    ],
    maxFileBytes: get('index.maxFileKilobytes', 1024) * 1024,
    embeddingsProvider: get('embeddings.provider', 'auto'),
    embeddingsModel: get('embeddings.model', ''),
    questionsPerHour: get('limits.questionsPerHour', 20),
    questionsPerDay: get('limits.questionsPerDay', 100),
    postureIntervalMinutes: get('posture.intervalMinutes', 30),
  };
}

function readPolicy(config: vscode.WorkspaceConfiguration): Pick<Settings, 'policy' | 'ignoredPolicy'> {
  const inspected = config.inspect<PolicyName>('policy');
  const own = inspected?.globalValue ?? inspected?.defaultValue ?? 'balanced';
  const workspace = vscode.workspace.isTrusted
    ? (inspected?.workspaceFolderValue ?? inspected?.workspaceValue)
    : undefined;
  const name = strictest(own, workspace);
  return {
    policy: policyOf(name),
    ...(workspace !== undefined && workspace !== name ? { ignoredPolicy: workspace } : {}),
  };
}

/** The first value that says anything; a setting or variable that is there but empty says nothing. */
function firstGiven(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== '');
}
