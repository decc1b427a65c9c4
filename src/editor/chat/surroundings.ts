// What stands around the transcript: the banner when something needs the user, the model, the truths and the suggestions.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { count, formatNumber } from '../../base/format';
import { t } from '../../base/l10n';
import { isTrusted, trustLines } from '../../models/trusted';
import type { IntegrityStatus } from '../../models/types';
import type { PostureReport } from '../../posture/types';
import type { BannerView, ChatStateView, Remotes, TruthView } from '../../../webview/protocol/chat';
import type { KnowledgeService } from '../knowledgeService';
import type { OllamaState } from '../ollamaService';
import type { Settings } from '../settings';
import { mentionViews } from './mentionTexts';
import { notIndexedView } from './turnView';

export interface SurroundingInputs {
  readonly settings: Settings;
  readonly ollama: OllamaState;
  readonly knowledge: KnowledgeService;
  readonly posture: PostureReport | undefined;
  readonly integrity: IntegrityStatus | undefined;
  readonly suggestions: ChatStateView['suggestions'];
}

/** The state of everything but the conversation, in words. */
export function surroundings(inputs: SurroundingInputs): Omit<ChatStateView, 'chips' | 'budget'> & {
  readonly contextTokens: number;
} {
  const { ollama, settings, integrity, suggestions } = inputs;
  const banner = bannerOf(inputs);
  const name = settings.answerFrom === 'documents' ? undefined : ollama.chosen?.name;
  return {
    ...(banner ? { banner } : {}),
    ...remotesOf(inputs.knowledge),
    model: {
      name: name ?? '',
      verified: integrity?.state === 'verified' && name !== undefined,
      untrusted: name !== undefined && integrity !== undefined && !isTrusted(integrity.trust),
      title:
        name === undefined
          ? t('No model: passages from your documents answer')
          : [name, ...(integrity ? integrityLines(integrity) : [])].join('\n'),
    },
    suggestions,
    mentions: mentionViews(),
    truths: [modelTruth(inputs), indexTruth(inputs), postureTruth(inputs)],
    contextTokens: Math.min(settings.contextTokens, ollama.chosen?.contextLength ?? settings.contextTokens),
  };
}

/** What is known about a model: its files in one sentence, and each thing that speaks against it. */
export function integrityLines({ message, trust }: IntegrityStatus): readonly string[] {
  return [message, ...trustLines(trust)];
}

/** What of the index lies or is computed elsewhere, by the user's choice. */
export function remotesOf({ remote, remoteEmbedder }: KnowledgeService): Remotes {
  return {
    ...(remote ? { remoteIndex: remote.label } : {}),
    ...(remoteEmbedder && remoteEmbedder.problem === undefined ? { remoteEmbeddings: remoteEmbedder.label } : {}),
  };
}

function bannerOf({ ollama, knowledge, integrity, settings }: SurroundingInputs): BannerView | undefined {
  if (integrity?.state === 'changed' || integrity?.state === 'failed') {
    return {
      severity: 'error',
      text:
        integrity.state === 'changed'
          ? t('The model file changed since it was verified. Verify it before you go on.')
          : t('The model failed its verification. It is not used until it verifies.'),
      action: { id: 'verifyModels', label: t('Verify') },
    };
  }
  const { status } = knowledge;
  if (status.state === 'restarting' || status.state === 'failed') {
    return {
      severity: 'warning',
      text: status.message ?? t('The index is being restarted.'),
      action: { id: 'showIndex', label: t('Show the index') },
    };
  }
  // While vectors are made everything is found by its words already: the status bar and the index view are enough.
  const { progress } = status;
  if (status.state === 'indexing' && progress && progress.phase !== 'embedding' && progress.total > 20) {
    const { done, total } = progress;
    return {
      severity: 'progress',
      text: t(
        'Indexing: {0} of {1} files. Answers already work with what is there.',
        formatNumber(done),
        formatNumber(total),
      ),
      progress: total === 0 ? 0 : done / total,
      action: { id: 'showIndex', label: t('Details') },
    };
  }
  if (settings.answerFrom === 'documents') return undefined;
  if (ollama.state === 'error') {
    return {
      severity: 'warning',
      text: ollama.message,
      action: { id: 'openEndpointSetting', label: t('Open settings') },
    };
  }
  if (ollama.state === 'absent' || (ollama.state === 'running' && !ollama.chosen)) {
    return {
      severity: 'info',
      text:
        ollama.state === 'absent'
          ? t('No local model is running. Passages from your documents still answer.')
          : t('Ollama is running but has no model that can chat. Passages from your documents still answer.'),
      action:
        ollama.state === 'absent'
          ? { id: 'setupOllama', label: t('Set up Ollama') }
          : { id: 'pickModel', label: t('Choose a model') },
    };
  }
  return undefined;
}

function modelTruth({ ollama, integrity, settings }: SurroundingInputs): TruthView {
  const action = { id: 'pickModel', label: t('Change') } as const;
  const { chosen } = ollama;
  if (settings.answerFrom === 'documents' || !chosen) {
    return {
      icon: 'circle-slash',
      tone: 'muted',
      text: t('No model: passages from your documents answer'),
      action: ollama.state === 'absent' ? { id: 'setupOllama', label: t('Set up') } : action,
    };
  }
  if (integrity?.state === 'verified')
    return { icon: 'verified-filled', tone: 'verified', text: t('{0}, verified', chosen.name), action };
  if (integrity?.state === 'untrusted')
    return {
      icon: 'warning',
      tone: 'warn',
      text: t('{0}: its files are intact, but it is not trusted', chosen.name),
      action: { id: 'showModelsReport', label: t('Why?') },
    };
  if (integrity?.state === 'changed' || integrity?.state === 'failed')
    return {
      icon: 'error',
      tone: 'bad',
      text: t('{0}, not as verified', chosen.name),
      action: { id: 'verifyModels', label: t('Verify') },
    };
  return {
    icon: 'question',
    tone: 'muted',
    text: t('{0}, not verified yet', chosen.name),
    action: { id: 'verifyModels', label: t('Verify') },
  };
}

function indexTruth({ knowledge }: SurroundingInputs): TruthView {
  if (knowledge.notIndexed !== undefined) {
    return { icon: 'circle-slash', tone: 'muted', ...notIndexedView(knowledge.notIndexed) };
  }
  const { status } = knowledge;
  if (status.state === 'idle') {
    if (status.full !== undefined && status.full.leftOut > 0) {
      const text = count(
        status.full.leftOut,
        (n) => t('The index is full: {0} file left out', n),
        (n) => t('The index is full: {0} files left out', n),
      );
      return { icon: 'warning', tone: 'warn', text, action: { id: 'showIndex', label: t('Show') } };
    }
    const text = count(
      status.files,
      (n) => t('{0} file indexed', n),
      (n) => t('{0} files indexed', n),
    );
    return { icon: 'database', tone: 'muted', text, action: { id: 'updateIndex', label: t('Update') } };
  }
  if (status.state === 'paused') {
    const files = count(
      status.files,
      (n) => t('{0} file', n),
      (n) => t('{0} files', n),
    );
    const text = knowledge.waitsForMains
      ? t('Indexing is paused on battery: {0}', files)
      : t('Indexing is paused: {0}', files);
    return { icon: 'database', tone: 'muted', text, action: { id: 'showIndex', label: t('Show') } };
  }
  const show = { id: 'showIndex', label: t('Show') } as const;
  if (status.state === 'failed')
    return { icon: 'error', tone: 'bad', text: t('The index does not work'), action: show };
  const text = status.state === 'restarting' ? t('The index is being restarted.') : t('Indexing');
  return { icon: 'sync', tone: 'muted', text, action: show };
}

function postureTruth({ posture }: SurroundingInputs): TruthView {
  const action = { id: 'showPosture', label: t('Show') } as const;
  if (!posture) return { icon: 'question', tone: 'muted', text: t('This machine was not checked yet'), action };
  const bad = posture.findings.filter(({ state }) => state === 'fail').length;
  const warned = posture.findings.filter(({ state }) => state === 'warn').length;
  const unknown = posture.findings.filter(({ state }) => state === 'unknown').length;
  const total = bad + warned;
  const text = count(
    total,
    (n) => t('{0} finding in the posture check', n),
    (n) => t('{0} findings in the posture check', n),
  );
  if (bad > 0) return { icon: 'error', tone: 'bad', text, action };
  if (warned > 0) return { icon: 'warning', tone: 'warn', text, action };
  if (unknown > 0) {
    const dark = count(
      unknown,
      (n) => t('{0} check could not be made', n),
      (n) => t('{0} checks could not be made', n),
    );
    return { icon: 'question', tone: 'muted', text: dark, action };
  }
  return { icon: 'pass', tone: 'ok', text: t('Nothing found in the posture check'), action };
}

/** Three questions made from the headings of this workspace's documents. */
export class Suggestions {
  #current: ChatStateView['suggestions'] = [];

  get current(): ChatStateView['suggestions'] {
    return this.#current;
  }

  /** Reads a few Markdown files once; true when there is something new to show. */
  async refresh(knowledge: KnowledgeService): Promise<boolean> {
    if (this.#current.length > 0 || !knowledge.enabled) return false;
    const files = await vscode.workspace.findFiles('**/*.md', '**/node_modules/**', 40);
    const found: { question: string; path: string }[] = [];
    for (const uri of files.sort((a, b) => b.fsPath.length - a.fsPath.length)) {
      if (found.length >= 3) break;
      const question = questionFrom(await head(uri.fsPath));
      if (question !== undefined && !found.some((known) => known.question === question))
        found.push({ question, path: path.basename(uri.fsPath) });
    }
    this.#current = found;
    return found.length > 0;
  }
}

const englishVerbs =
  'rotate revoke release deploy restore back up install configure renew publish replace verify build run test migrate upgrade recover';
const frenchVerbs =
  'renouveler révoquer publier déployer restaurer sauvegarder installer configurer remplacer vérifier construire lancer tester migrer récupérer';
const english = new RegExp(`^(?:${englishVerbs.replaceAll(' ', '|').replace('back|up', 'back up')})\\b`, 'iu');
const french = new RegExp(`^(?:${frenchVerbs.replaceAll(' ', '|')})(?=\\s)`, 'iu');
/** "Runbook: rotate the key": what stands before the colon says what kind of page it is. */
const kindOfPage = /^(?:runbook|procedure|procédure|guide|how-to|mode opératoire)\s?[:：]\s?/iu;

/** A question made of a heading that asks, or that names something to do; other headings make poor questions. */
function questionFrom(text: string): string | undefined {
  for (const [, heading] of text.matchAll(/^#{1,3} {1,4}([^\n]{8,70})$/gmu)) {
    const clean = (heading ?? '')
      .replace(/[`*_#]/gu, '')
      .trim()
      .replace(kindOfPage, '');
    const lower = clean.charAt(0).toLowerCase() + clean.slice(1);
    if (clean.endsWith('?')) return clean;
    const howTo = /^(how to|comment)\s(\S.*)$/iu.exec(clean);
    if (howTo?.[2] !== undefined) return /^how/iu.test(clean) ? `How do I ${howTo[2]}?` : `Comment ${howTo[2]}\u202f?`;
    if (english.test(clean)) return `How do I ${lower}?`;
    if (french.test(clean)) return `Comment ${lower}\u202f?`;
  }
  return undefined;
}

async function head(file: string): Promise<string> {
  try {
    return (await fs.readFile(file, 'utf8')).slice(0, 20_000);
  } catch {
    return '';
  }
}
