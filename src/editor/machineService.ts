// The machine and its models: posture checks now and then, verification on demand, and what the integrity gate knows.
import path from 'node:path';
import * as vscode from 'vscode';
import { errorMessage, isAbortError } from '../base/errors';
import { t } from '../base/l10n';
import type { Logger } from '../base/logger';
import type { Hasher, IntegrityCache, IntegrityGate, TrustRules, VerifyOptions } from '../models';
import type { IntegrityStatus, ModelVerification, VerificationReport } from '../models/types';
import type { PostureReport } from '../posture/types';
import type { EditorEvent } from './auditService';
import type { OllamaService } from './ollamaService';
import type { Settings } from './settings';
import { withProgress } from './messages';

export interface MachineServiceOptions {
  readonly settings: () => Settings;
  readonly ollama: OllamaService;
  readonly stateFolder: string;
  readonly workerPath: string;
  /** What decides at this moment which models are trusted. */
  readonly rules: () => Promise<TrustRules>;
  /** Takes down what was found. */
  readonly record: (event: EditorEvent) => Promise<void>;
  readonly logger: Logger;
}

interface Integrity {
  readonly cache: IntegrityCache;
  readonly gate: IntegrityGate;
  readonly hasher: Hasher;
}

/** How far a run is, in words and in numbers. */
export interface RunProgress {
  readonly of: 'posture' | 'models';
  readonly text: string;
  readonly done: number;
  readonly total: number;
}

export class MachineService implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Posture, verification or the integrity of the chosen model changed. */
  readonly onDidChange = this.#changed.event;
  readonly #progressed = new vscode.EventEmitter<RunProgress>();
  readonly onDidProgress = this.#progressed.event;
  #posture: PostureReport | undefined;
  #verification: VerificationReport | undefined;
  /** What it was asked for; undefined: all models. */
  #verifiedNames: readonly string[] | undefined;
  #integrityOfChosen: IntegrityStatus | undefined;
  #postureRun: AbortController | undefined;
  #verificationRun: AbortController | undefined;
  #integrity: Promise<Integrity> | undefined;
  #modelsDir: Promise<string> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: MachineServiceOptions) {}

  get posture(): PostureReport | undefined {
    return this.#posture;
  }

  get verification(): VerificationReport | undefined {
    return this.#verification;
  }

  get integrityOfChosen(): IntegrityStatus | undefined {
    return this.#integrityOfChosen;
  }

  get checking(): boolean {
    return this.#postureRun !== undefined;
  }

  get verifying(): boolean {
    return this.#verificationRun !== undefined;
  }

  /** Checks the posture now and then, as the settings say now: for the first time at once; with an interval of 0 never by itself. */
  planPosture(): void {
    // A check in progress plans the next one when it ends.
    if (this.#postureRun) return;
    if (this.#posture === undefined && this.options.settings().postureIntervalMinutes > 0) void this.checkPosture();
    else this.#planNext();
  }

  /** Forgets where the models are, for another folder. */
  reset(): void {
    this.#modelsDir = undefined;
    this.#integrity = undefined;
    void this.refreshChosen();
  }

  async checkPosture(): Promise<PostureReport | undefined> {
    if (this.#postureRun) return this.#posture;
    const run = new AbortController();
    this.#postureRun = run;
    clearTimeout(this.#timer);
    this.#changed.fire();
    try {
      const { runPosture } = await import('../posture');
      this.#posture = await runPosture({
        endpoint: this.options.settings().endpoint,
        modelsDir: await this.modelsDir(),
        signal: run.signal,
        onProgress: (done, total) =>
          this.#progressed.fire({ of: 'posture', text: t('Looked at {0} of {1}', done, total), done, total }),
      });
      void this.options.record(postureEvent(this.#posture));
    } catch (error) {
      if (!isAbortError(error)) this.options.logger.error(`posture: ${errorMessage(error)}`);
    } finally {
      this.#postureRun = undefined;
      this.#planNext();
      this.#changed.fire();
    }
    return this.#posture;
  }

  cancelPosture(): void {
    this.#postureRun?.abort();
  }

  /** Hashes the files of the models, with a notification that shows progress and can be cancelled. */
  async verifyModels(names?: readonly string[]): Promise<VerificationReport | undefined> {
    if (this.#verificationRun) return this.#verification;
    const run = new AbortController();
    this.#verificationRun = run;
    this.#changed.fire();
    try {
      this.#verification = await withProgress(
        { location: vscode.ProgressLocation.Notification, cancellable: true, title: t('Rempart verifies the models') },
        (progress, token) => {
          token.onCancellationRequested(() => run.abort());
          let last = 0;
          return this.#runVerification({
            models: names,
            signal: run.signal,
            onProgress: ({ model, bytesDone, bytesTotal }) => {
              const percent = bytesTotal === 0 ? 0 : (100 * bytesDone) / bytesTotal;
              const text = `${model} · ${Math.floor(percent)} %`;
              progress.report({ message: text, increment: Math.max(0, percent - last) });
              this.#progressed.fire({ of: 'models', text, done: bytesDone, total: bytesTotal });
              last = Math.max(last, percent);
            },
          });
        },
      );
      this.#verifiedNames = names;
      const { models } = this.#verification;
      await Promise.all(models.map((model) => this.options.record(verificationEvent(model))));
    } catch (error) {
      if (isAbortError(error)) return undefined;
      this.options.logger.error(`verification: ${errorMessage(error)}`);
      throw error;
    } finally {
      this.#verificationRun = undefined;
      // What was found may be a reason for another model to answer.
      await this.options.ollama.refresh();
      await this.refreshChosen();
    }
    return this.#verification;
  }

  /**
   * Says what the last verification found in the language in use: files that are as they were are not read again, and the
   * report keeps its time unless it is another one now.
   */
  async retellVerification(): Promise<void> {
    const told = this.#verification;
    if (!told || this.#verificationRun) return;
    const run = new AbortController();
    this.#verificationRun = run;
    this.#changed.fire();
    try {
      const report = await this.#runVerification({ models: this.#verifiedNames, trustCache: true, signal: run.signal });
      const { finishedAt, seconds, bytesHashed } = told;
      this.#verification = hasSameVerdicts(told, report) ? { ...report, finishedAt, seconds, bytesHashed } : report;
    } catch (error) {
      if (!isAbortError(error)) this.options.logger.error(`verification: ${errorMessage(error)}`);
    } finally {
      this.#verificationRun = undefined;
      this.#changed.fire();
    }
  }

  cancelVerification(): void {
    this.#verificationRun?.abort();
  }

  /** What is known about the files of a model now. */
  async integrity(model: string): Promise<IntegrityStatus> {
    const { gate } = await this.#integrityParts();
    return gate.status(model);
  }

  /** Looks again at the model that answers. */
  async refreshChosen(): Promise<void> {
    const { chosen } = this.options.ollama.state;
    this.#integrityOfChosen = chosen ? await this.integrity(chosen.name) : undefined;
    this.#changed.fire();
  }

  /** The folder of the models: the setting, what the server itself names, else the platform's places. */
  modelsDir(): Promise<string> {
    this.#modelsDir ??= this.#locate();
    return this.#modelsDir;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#postureRun?.abort();
    this.#verificationRun?.abort();
    void this.#integrity?.then(({ hasher }) => hasher.dispose());
    this.#changed.dispose();
    this.#progressed.dispose();
  }

  async #runVerification(
    options: Pick<VerifyOptions, 'models' | 'trustCache' | 'signal' | 'onProgress'>,
  ): Promise<VerificationReport> {
    const [{ verifyModels }, { cache, hasher }, modelsDir, state, rules] = await Promise.all([
      import('../models'),
      this.#integrityParts(),
      this.modelsDir(),
      this.options.ollama.refresh(),
      this.options.rules(),
    ]);
    const server = state.state === 'running' ? await this.options.ollama.client() : undefined;
    const report = await verifyModels({ ...options, modelsDir, hasher, cache, server, rules });
    await cache.save();
    return report;
  }

  #planNext(): void {
    clearTimeout(this.#timer);
    const minutes = this.options.settings().postureIntervalMinutes;
    if (minutes > 0) this.#timer = setTimeout(() => void this.checkPosture(), minutes * 60_000);
  }

  async #locate(): Promise<string> {
    const { locateStore } = await import('../models');
    const setting = this.options.settings().modelsFolder;
    const { state, chosen } = this.options.ollama.state;
    let fromServer: string | undefined;
    if (state === 'running' && chosen) {
      try {
        fromServer = (await (await this.options.ollama.client()).show(chosen.name)).modelsDir;
      } catch (error) {
        this.options.logger.warn(`models folder of the server: ${errorMessage(error)}`);
      }
    }
    const location = await locateStore({ ...(setting === '' ? {} : { setting }), fromServer });
    // Without the server's word this is a guess: ask again once it runs.
    if (fromServer === undefined && setting === '') this.#modelsDir = undefined;
    return location.dir;
  }

  #integrityParts(): Promise<Integrity> {
    this.#integrity ??= import('../models').then(({ createHasher, IntegrityCache, IntegrityGate }) => {
      const cache = new IntegrityCache(path.join(this.options.stateFolder, 'integrity.json'));
      return {
        cache,
        gate: new IntegrityGate({ modelsDir: () => this.modelsDir(), cache, rules: this.options.rules }),
        hasher: createHasher({ workerPath: this.options.workerPath }),
      };
    });
    return this.#integrity;
  }
}

/** The ids of the checks that are not passed: no evidence, which may name accounts and paths. */
function postureEvent({ findings }: PostureReport): EditorEvent {
  const told = findings.filter(({ state }) => state === 'fail' || state === 'warn' || state === 'unknown');
  return {
    event_type: 'posture.checked',
    security_flags: { posture_failed: told.some(({ state }) => state === 'fail') },
    reasons: told.map(({ id, state }) => `${state}:${id}`),
  };
}

function verificationEvent({ model, verdict, manifestDigest, checks }: ModelVerification): EditorEvent {
  const told = checks.filter(({ state }) => state !== 'pass').map(({ id, state }) => `${state}:${id}`);
  return {
    event_type: 'model.verified',
    model,
    ...(manifestDigest === undefined ? {} : { model_digest: manifestDigest }),
    security_flags: { verification_failed: verdict === 'failed' },
    reasons: [verdict, ...new Set(told)],
  };
}

function hasSameVerdicts(a: VerificationReport, b: VerificationReport): boolean {
  const verdicts = ({ models, storeChecks }: VerificationReport) =>
    JSON.stringify([models.map(({ model, verdict }) => [model, verdict]), storeChecks.map(({ id }) => id)]);
  return verdicts(a) === verdicts(b);
}
