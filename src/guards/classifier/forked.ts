// The trained classifier in a process of its own: forked by the first question, ended when nothing was asked for a while.
import type { Disposable } from '../../base/disposable';
import { errorMessage, RempartError } from '../../base/errors';
import { ForkedProcess } from '../../base/forkedProcess';
import { language as uiLanguage, t, type Language } from '../../base/l10n';
import type { Logger } from '../../base/logger';
import { readableParts } from './disguise';
import type { Judgement } from './model';
import { JudgedPassages } from './judgedPassages';
import { classifierReplySchema, type ClassifierRequest, type PassageJudgement, type PassageToJudge } from './protocol';

/** It takes about 150 MB, and half a second to start. */
const idleBeforeEnd = 5 * 60_000;
/** The rules stand alone when there is no judgement after so many milliseconds. */
const patience = 2_000;
/** For the start on a busy machine, where nobody waits. */
const patienceAtStart = 20_000;

/** After so many late answers in a row the process is ended, and after so many deaths no other is started. */
const failuresInARow = 3;

/** What came of asking. */
export type ClassifierAnswer =
  | ({ readonly kind: 'judged' } & Judgement)
  /** Part of the text is hidden or disguised, or encoded and no attack: the rules read that. */
  | { readonly kind: 'skipped' }
  | NoAnswer;

/** It cannot be loaded, or answers late. `isNews` when that was not said before. */
export interface NoAnswer {
  readonly kind: 'none';
  readonly message: string;
  readonly isNews: boolean;
}

/** What came of asking about passages: of each in its order, nothing where part of it is hidden or disguised, or encoded and no attack. */
export type PassagesAnswer =
  { readonly kind: 'judged'; readonly passages: readonly (PassageJudgement | undefined)[] } | NoAnswer;

export interface ForkedClassifierOptions {
  /** Absolute path of the bundled classifier process. */
  readonly processPath: string;
  /** The folder with the files of the model. */
  readonly folder: string;
  readonly logger: Logger;
  readonly idleMilliseconds?: number;
  readonly patienceMilliseconds?: number;
}

type Answer = Judgement | readonly PassageJudgement[];

export class ForkedClassifier implements Disposable {
  readonly #process: ForkedProcess<ClassifierRequest, Answer>;
  readonly #judged = new JudgedPassages();
  readonly #said = new Set<string>();
  /** Why it cannot be loaded, once that is known: another try would come to the same. */
  #broken: string | undefined;
  #late = 0;
  #deaths = 0;

  constructor(private readonly options: ForkedClassifierOptions) {
    this.#process = new ForkedProcess<ClassifierRequest, Answer>({
      processPath: options.processPath,
      idleMilliseconds: options.idleMilliseconds ?? idleBeforeEnd,
      opening: () => ({ method: 'open', folder: options.folder, language: uiLanguage() }),
      cancel: (id) => ({ method: 'cancel', id }),
      read: (message) => classifierReplySchema.safeParse(message).data,
      died: () => new RempartError('classifier-died', t('The process of the trained classifier ended unexpectedly.')),
      disposed: () => new RempartError('disposed', t('The trained classifier was closed.')),
    });
  }

  /** Process id of the classifier process, while there is one. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Why questions are judged by the rules alone; nothing while the model can be asked. */
  get problem(): string | undefined {
    return this.#broken;
  }

  /** Starts the process, so that the first question does not wait for it. Never rejects. */
  async warmUp(): Promise<void> {
    if (this.#broken === undefined) await this.#ask(question('', 'en'), patienceAtStart);
  }

  /** Judges a question. Rejects only when `signal` is aborted: a model that is not there has no opinion. */
  async judge(text: string, language: Language, signal: AbortSignal): Promise<ClassifierAnswer> {
    signal.throwIfAborted();
    for (const part of readableParts(text)) {
      const answer = await this.#ask(question(part.text, language), this.#patience, signal);
      if ('kind' in answer) return answer;
      const judgement = answer as Judgement;
      if (part.place === undefined || judgement.isAttack) return { kind: 'judged', ...judgement };
    }
    return { kind: 'skipped' };
  }

  /**
   * Judges passages of documents, all in one request, those that were judged lately from memory. Rejects only when `signal`
   * is aborted.
   */
  async judgePassages(passages: readonly PassageToJudge[], signal: AbortSignal): Promise<PassagesAnswer> {
    signal.throwIfAborted();
    const known = passages.map((passage) => this.#judged.get(passage));
    const asked = passages
      .filter((_, i) => known[i] === undefined)
      .flatMap((of) => readableParts(of.text).map((part) => ({ of, ...part })));
    if (asked.length > 0) {
      const answer = await this.#ask(
        (id) => ({
          method: 'judge-passages',
          id,
          passages: asked.map(({ text, of }) => ({ text, language: of.language })),
        }),
        this.#patience,
        signal,
      );
      if ('kind' in answer) return answer;
      asked.forEach(({ of, place }, i) => {
        const judgement = (answer as readonly PassageJudgement[])[i];
        if (place === undefined) this.#judged.set(of, judgement);
        else if (judgement?.isAttack === true) this.#judged.set(of, { ...judgement, ...place });
      });
    }
    return { kind: 'judged', passages: passages.map((passage, i) => known[i] ?? this.#judged.get(passage)) };
  }

  dispose(): void {
    this.#process.dispose();
  }

  get #patience(): number {
    return this.options.patienceMilliseconds ?? patience;
  }

  async #ask(
    request: (id: number) => ClassifierRequest,
    milliseconds: number,
    signal?: AbortSignal,
  ): Promise<Answer | NoAnswer> {
    if (this.#broken !== undefined) return this.#none(this.#broken);
    const limit = AbortSignal.timeout(milliseconds);
    const stop = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    try {
      const asked = this.#process.ask(request, stop);
      // A process that stands still answers no cancellation either.
      const answer = await Promise.race([asked, aborted(stop)]);
      this.#late = this.#deaths = 0;
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      if (limit.aborted) {
        // One that is still loading is let finish; one that stands still is not waited for again and again.
        if (++this.#late >= failuresInARow) this.#end();
        return this.#none(t('The trained classifier did not answer in time.'));
      }
      const message = errorMessage(error);
      const isFinal = RempartError.is(error, 'classifier-changed') || RempartError.is(error, 'classifier-not-loaded');
      if (isFinal || (RempartError.is(error, 'classifier-died') && ++this.#deaths >= failuresInARow)) {
        this.#broken = message;
        this.#end();
      }
      return this.#none(message);
    }
  }

  #end(): void {
    this.#late = 0;
    this.#process.end(new RempartError('disposed', t('The trained classifier was closed.')));
  }

  #none(message: string): NoAnswer {
    const isNews = !this.#said.has(message);
    this.#said.add(message);
    if (isNews) this.options.logger.warn(`classifier: ${message}`);
    return { kind: 'none', message, isNews };
  }
}

function question(text: string, language: Language): (id: number) => ClassifierRequest {
  return (id) => ({ method: 'judge', id, text, language });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
