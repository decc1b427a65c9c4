// What is known of the local Ollama: watched every few seconds, so that it is found when it comes and missed when it goes.
import * as vscode from 'vscode';
import { chooseChatModel, ollamaModel } from '../assistant/ollamaModel';
import type { ChatModel } from '../assistant/types';
import { errorMessage } from '../base/errors';
import type { Logger } from '../base/logger';
import type { OllamaClient } from '../models';
import type { IntegrityStatus, LocalModel } from '../models/types';
import type { Settings } from './settings';

/** Milliseconds between two looks: short while it is missing, longer while all is well. */
const absentInterval = 3_000;
const runningInterval = 10_000;

export interface OllamaState {
  readonly state: 'unknown' | 'absent' | 'running' | 'error';
  readonly version?: string;
  /** One sentence for people. */
  readonly message: string;
  readonly models: readonly LocalModel[];
  /** The model that answers questions. */
  readonly chosen?: LocalModel;
}

export class OllamaService implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<OllamaState>();
  readonly onDidChange = this.#changed.event;
  #state: OllamaState = { state: 'unknown', message: '', models: [] };
  #client: Promise<OllamaClient> | undefined;
  #model: { readonly key: string; readonly model: ChatModel } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(
    private readonly settings: () => Settings,
    private readonly logger: Logger,
    /** What is known about the files of a model, and whether it is trusted. */
    private readonly integrity: (model: string) => Promise<IntegrityStatus>,
  ) {}

  get state(): OllamaState {
    return this.#state;
  }

  /** Starts watching. */
  start(): void {
    void this.refresh();
  }

  /** Forgets the client, for another endpoint. */
  reset(): void {
    this.#client = undefined;
    this.#model = undefined;
    void this.refresh();
  }

  /** Looks now. */
  async refresh(): Promise<OllamaState> {
    clearTimeout(this.#timer);
    const next = await this.#look();
    if (this.#disposed) return next;
    const changed = JSON.stringify(next) !== JSON.stringify(this.#state);
    this.#state = next;
    if (changed) {
      this.#model = undefined;
      await vscode.commands.executeCommand('setContext', 'rempart.ollama', next.state);
      this.#changed.fire(next);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), next.state === 'running' ? runningInterval : absentInterval);
    return next;
  }

  /** The model that answers, or nothing when there is none (documents answer then). */
  async chatModel(): Promise<ChatModel | undefined> {
    const settings = this.settings();
    if (settings.answerFrom === 'documents') return undefined;
    if (this.#state.state !== 'running') await this.refresh();
    const { chosen } = this.#state;
    if (!chosen) return undefined;
    const { contextTokens, answerTokens, temperature, keepAlive } = settings;
    const key = JSON.stringify([chosen.name, chosen.digest, contextTokens, answerTokens, temperature, keepAlive]);
    if (this.#model?.key !== key) {
      const model = await ollamaModel(await this.client(), chosen, {
        contextTokens,
        answerTokens,
        temperature,
        keepAlive,
      });
      this.#model = { key, model };
    }
    return this.#model.model;
  }

  client(): Promise<OllamaClient> {
    this.#client ??= import('../models').then(
      (models) => new models.OllamaClient({ endpoint: this.settings().endpoint }),
    );
    return this.#client;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  async #look(): Promise<OllamaState> {
    try {
      const client = await this.client();
      const found = await client.detect();
      if (found.state !== 'running') return { ...found, models: [] };
      const models = await client.list();
      const chosen = await chooseChatModel(models, this.settings().model, this.integrity);
      return { ...found, models, ...(chosen ? { chosen } : {}) };
    } catch (error) {
      // An endpoint that is refused (not loopback), or a server that speaks something else.
      this.#client = undefined;
      this.logger.warn(`Ollama: ${errorMessage(error)}`);
      return { state: 'error', message: errorMessage(error), models: [] };
    }
  }
}
