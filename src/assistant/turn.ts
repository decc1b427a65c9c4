// The turn: the one pipeline by which a question becomes a guarded, cited, audited answer. Every door goes through it.
import { isAbortError } from '../base/errors';
import { t, type Language } from '../base/l10n';
import { inspect, inspectSections, type Anomaly } from '../guards';
import type { GuardReason, GuardVerdict } from '../guards/types';
import { imprintOfLines } from '../knowledge/citation';
import { groundedness } from '../knowledge/extractive';
import type { Passage } from '../knowledge/types';
import { isTrusted } from '../models/trusted';
import type { IntegrityStatus } from '../models/types';
import type { TurnServices } from './services';
import { judgeAnomaly } from './steps/anomaly';
import { fitBudget, type Budget } from './steps/budget';
import { cite } from './steps/cite';
import { askAboutPassages, askClassifier } from './steps/classifier';
import { guardContext, guardNames, type GuardedContext } from './steps/contextGuard';
import { disputePassages, disputeVerdict } from './steps/dispute';
import { extract } from './steps/extract';
import { generate, type Generated } from './steps/generate';
import { guardInput, isSensitive } from './steps/inputGuard';
import { passGate } from './steps/integrityGate';
import { normaliseForPrompt } from './steps/normalise';
import { guardQuotes } from './steps/outputGuard';
import { buildMessages, refusalSentence, systemPrompt } from './steps/prompt';
import { limitRate } from './steps/rateLimit';
import { receive, type Received } from './steps/receive';
import { auditAction, noFlags, record, recordOverride } from './steps/record';
import { redactTurn, withPathsMasked, type RedactedTurn } from './steps/redact';
import { retrieve } from './steps/retrieve';
import { askSecondOpinion } from './steps/secondOpinion';
import type {
  ChatModel,
  Opinion,
  Problem,
  Refusal,
  Source,
  TurnContext,
  TurnEvent,
  TurnRequest,
  TurnResult,
} from './types';

export interface TurnOptions {
  /** Aborting stops the turn; what had arrived stays. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: TurnEvent) => void;
}

const emptyContext: TurnContext = {
  filesSearched: 0,
  searchMilliseconds: 0,
  searchMode: 'none',
  sources: [],
  heldBack: [],
  masked: [],
  leftOut: 0,
  hiddenLeftOut: 0,
  withheldByClass: 0,
  withheldAttachments: [],
  searchFailed: false,
};

/** Answers one question. Never rejects for an expected failure: refusals, stops and problems are values of the result. */
export async function runTurn(
  request: TurnRequest,
  services: TurnServices,
  { signal, onEvent }: TurnOptions,
): Promise<TurnResult> {
  const startedAt = services.now();
  const received = receive(request, startedAt);
  if (!received) {
    return {
      ...blank(request.id, services.now() - startedAt),
      action: 'FAILED',
      problem: { kind: 'empty-question', message: t('There is no question, or it is too long to be looked at.') },
    };
  }
  const turn = new Turn(received, services, signal, onEvent);
  const result = await turn.run();
  services.habits?.record(received.question, services.now(), {
    blocked: result.refusal !== undefined,
    documents: result.context.sources.map(({ passage }) => passage.path),
  });
  return { ...result, ...(await record(received, result, turn.flags, services)) };
}

function blank(id: string, total: number): TurnResult {
  return {
    id,
    action: 'ALLOWED',
    kind: 'none',
    answer: '',
    answered: false,
    thinking: '',
    cutOff: false,
    context: emptyContext,
    cited: [],
    warnings: [],
    timings: { guards: 0, retrieval: 0, total },
  };
}

/** One run of the pipeline: the state that the steps hand on, and nothing else. */
class Turn {
  readonly flags = noFlags();
  #guardMilliseconds = 0;
  #retrievalMilliseconds = 0;
  #warnings: GuardReason[] = [];
  #context: TurnContext = emptyContext;
  #anomaly: Anomaly | undefined;
  #redacted: RedactedTurn | undefined;
  /** What was retrieved, before anything in it was masked. */
  #retrieved: readonly Passage[] = [];

  constructor(
    private readonly received: Received,
    private readonly services: TurnServices,
    private readonly signal: AbortSignal,
    private readonly onEvent: (event: TurnEvent) => void,
  ) {}

  async run(): Promise<TurnResult> {
    const { question, language, request } = this.received;
    const { policy, monitor } = this.services;

    try {
      const unrecorded = this.#maySendAnyway ? await recordOverride(this.received, this.services) : undefined;
      if (unrecorded) return this.#finish({ problem: unrecorded });
      const unusual = this.#timed(() => this.#compareWithHabits());
      const verdict = await this.#inspect(question);
      const input = this.#timed(() =>
        guardInput(question, verdict, {
          policy,
          override: request.override,
          language,
          model: this.services.model?.name,
        }),
      );
      this.#warnings.push(...input.warnings);
      this.flags.injection_detected = input.injectionDetected;
      this.flags.override = input.overridden;
      const refused = input.refusal ?? unusual;
      if (refused) return this.#refuse(refused);

      const limited = this.#timed(() => limitRate(question, monitor, this.services.now(), policy));
      this.#warnings.push(...limited.warnings);
      this.flags.rate_limit_hit = limited.refusal !== undefined;
      if (limited.refusal) return this.#refuse(limited.refusal);

      const refusal = await this.#classify(question, language);
      if (refusal) return this.#refuse(refusal);
      this.onEvent({ type: 'phase', phase: 'searching' });
      return await this.#answer(language);
    } catch (error) {
      if (isAbortError(error) || this.signal.aborted) return this.#finish({ stopped: true });
      throw error;
    }
  }

  async #answer(language: Language): Promise<TurnResult> {
    const { question, request } = this.received;
    const { policy, vault } = this.services;
    const retrievalStart = performance.now();
    const retrieved = await retrieve(request, normaliseForPrompt(question), this.services, this.signal);
    this.#retrievalMilliseconds = performance.now() - retrievalStart;
    this.#retrieved = retrieved.passages;

    const guarded = await this.#guardPassages(retrieved.passages);
    this.#warnings.push(...guarded.warnings);
    this.flags.context_injection_detected = guarded.heldBack.length > 0;
    const redacted = this.#timed(() =>
      redactTurn({
        question,
        history: request.history,
        passages: guarded.passages,
        vault,
        policy,
        model: this.services.model?.name,
      }),
    );
    this.#warnings.push(...redacted.warnings);
    this.#redacted = redacted;
    this.#context = {
      filesSearched: retrieved.filesSearched,
      searchMilliseconds: retrieved.milliseconds,
      searchMode: retrieved.mode,
      sources: [],
      heldBack: [...guarded.heldBack, ...redacted.heldBack],
      masked: [],
      leftOut: 0,
      hiddenLeftOut: guarded.hiddenLeftOut,
      withheldByClass: redacted.withheldByClass,
      withheldAttachments: redacted.withheldAttachments,
      searchFailed: retrieved.failed,
      ...(retrieved.notIndexed === undefined ? {} : { notIndexed: retrieved.notIndexed }),
    };
    const { model } = this.services;
    if (!model) return this.#extract(redacted, language);
    return this.#ask(model, redacted, language);
  }

  #extract(redacted: RedactedTurn, language: Language): TurnResult {
    const found = this.#timed(() => extract(this.received.question, redacted.passages, language));
    this.#useSources(found.sources);
    this.#recordQuestion(found.sources);
    if (found.answered) {
      const known = [this.received.question, ...redacted.passages.map(({ text }) => text)];
      const quotes = this.#timed(() => guardQuotes(found.answer, known, this.services.policy));
      this.#warnings.push(...quotes.found);
      this.flags.output_blocked = quotes.blocked;
      if (quotes.blocked) return this.#refuse(outputRefusal(quotes.found, language));
      this.onEvent({ type: 'answer', text: quotes.shown });
      return this.#finish({
        kind: 'extractive',
        answered: true,
        answer: quotes.shown,
        cited: found.sources.map(({ n }) => n),
        groundedness: 1,
      });
    }
    return this.#finish({ problem: whyNothing(this.#context) });
  }

  async #ask(model: ChatModel, redacted: RedactedTurn, language: Language): Promise<TurnResult> {
    const { services, signal } = this;
    const gate = await passGate(model, services, services.policy);
    this.#warnings.push(...gate.warnings);
    this.flags.model_not_trusted =
      gate.problem !== undefined || (gate.integrity !== undefined && !isTrusted(gate.integrity.trust));
    const about = {
      model: { name: model.name, digest: model.digest, small: model.small },
      ...(gate.integrity ? { integrity: gate.integrity } : {}),
    };
    if (gate.problem) return this.#finish({ ...about, problem: gate.problem });

    const refusal = await this.#secondOpinion(model, redacted.question, language);
    if (refusal) return this.#refuse(refusal, about);

    const parts = {
      language,
      canary: `RMP-${services.randomHex(12)}`,
      mark: `¦${services.randomHex(4)}`,
      small: model.small,
    };
    const system = systemPrompt(parts);
    const passages = model.small
      ? bestSentences(this.received.question, redacted.passages, language)
      : redacted.passages;
    const unused = attachmentsWithout(passages, redacted.passages);
    let generated: Generated | undefined;
    let budget: Budget | undefined;
    // The second try is for a prompt whose tokens were underestimated: the server said how much fits.
    for (let scale = 1, tries = 0; tries < 2; tries++) {
      budget = fitBudget(model, system, redacted.question, passages, redacted.history, scale);
      this.#useSources(budget.sources, budget.leftOut + unused);
      if (tries === 0) this.#recordQuestion(budget.sources);
      const shown = withPathsMasked(budget.sources, {
        vault: services.vault,
        policy: services.policy,
        model: model.name,
      });
      this.onEvent({ type: 'phase', phase: 'loading' });
      generated = await generate(
        {
          model,
          messages: buildMessages(parts, redacted.question, shown, budget.history),
          canary: parts.canary,
          knownText: [redacted.question, ...budget.sources.map(({ passage }) => passage.text)],
          vault: services.vault,
          policy: services.policy,
        },
        signal,
        services.now,
        this.onEvent,
      );
      if (generated.tooLongScale === undefined) break;
      scale = generated.tooLongScale;
    }
    if (!generated || !budget) throw new Error('unreachable: the loop runs at least once');
    return this.#conclude(generated, budget.sources, model, about, language);
  }

  /** How unlike the user's usual requests this one is; a refusal when policy refuses such. */
  #compareWithHabits(): Refusal | undefined {
    const { question, request } = this.received;
    const { policy } = this.services;
    this.#anomaly = this.services.habits?.score(question, this.services.now());
    if (this.#anomaly === undefined) return undefined;
    this.flags.anomaly_watched = this.#anomaly.level === 'watch';
    this.flags.anomaly_flagged = this.#anomaly.level === 'flag';
    const { warnings, refusal } = judgeAnomaly(question, this.#anomaly, { policy, override: request.override });
    this.#warnings.push(...warnings);
    return refusal;
  }

  /** The rules first; about a question that they block the trained classifier is asked, when policy wants that. */
  async #inspect(question: string): Promise<GuardVerdict> {
    const { policy, classifier } = this.services;
    const verdict = this.#timed(() => inspect(question, 'input'));
    if (classifier === undefined || this.#isSentAnyway()) return verdict;
    return this.#timedUntil(disputeVerdict(question, 'input', verdict, policy, classifier, this.signal));
  }

  /** Asks the trained classifier about a question that the rules let pass, when policy wants that. */
  async #classify(question: string, language: Language): Promise<Refusal | undefined> {
    const { policy, classifier } = this.services;
    const wanted = policy.values['guards.classifier.input'];
    if (classifier === undefined || wanted === 'allow' || this.#isSentAnyway()) return undefined;
    const opinion = await this.#timedUntil(askClassifier(question, language, classifier, wanted, this.signal));
    return this.#heed(opinion, language);
  }

  /** The rules first; the trained classifier is asked about what they block and what they let pass, when policy wants that. */
  async #guardPassages(retrieved: readonly Passage[]): Promise<GuardedContext> {
    const { policy } = this.services;
    const named = this.#timed(() => guardNames(retrieved, policy, (text) => inspect(text, 'context')));
    const guarded = await this.#guardTexts(named.passages);
    return { ...guarded, heldBack: [...named.heldBack, ...guarded.heldBack] };
  }

  async #guardTexts(passages: readonly Passage[]): Promise<GuardedContext> {
    const { policy, classifier } = this.services;
    const judged = this.#timed(() =>
      passages.map((passage) => ({ passage, sections: inspectSections(passage.text, 'context') })),
    );
    const wanted = policy.values['guards.classifier.context'];
    if (classifier === undefined || wanted === 'allow') return this.#timed(() => guardContext(judged, policy));
    const disputed = await this.#timedUntil(disputePassages(judged, policy, classifier, this.signal));
    const byRules = this.#timed(() => guardContext(disputed, policy));
    if (byRules.passages.length === 0) return byRules;
    const rest = await this.#timedUntil(askAboutPassages(byRules.passages, classifier, wanted, this.signal));
    return {
      ...byRules,
      passages: rest.passages,
      heldBack: [...byRules.heldBack, ...rest.heldBack],
      warnings: [...byRules.warnings, ...rest.warnings],
    };
  }

  /** Asks the model what it thinks of the question, when policy wants that; a refusal when it thinks badly of it. */
  async #secondOpinion(model: ChatModel, question: string, language: Language): Promise<Refusal | undefined> {
    const wanted = this.services.policy.values['guards.secondOpinion.input'];
    if (wanted === 'allow' || this.#isSentAnyway()) return undefined;
    this.onEvent({ type: 'phase', phase: 'loading' });
    const opinion = await askSecondOpinion(question, model, wanted, this.signal, `¦${this.services.randomHex(8)}`);
    return this.#heed(opinion, language);
  }

  /** Whether the user chose "Send anyway" and may. */
  get #maySendAnyway(): boolean {
    return this.received.request.override && this.services.policy.allowOverride;
  }

  /** As `#maySendAnyway`, noted: nobody is asked what he thinks of the question then. */
  #isSentAnyway(): boolean {
    if (!this.#maySendAnyway) return false;
    this.flags.override = true;
    return true;
  }

  #heed(opinion: Opinion, language: Language): Refusal | undefined {
    if (opinion.action !== 'block') {
      this.#warnings.push(...opinion.reasons);
      return undefined;
    }
    this.flags.injection_detected = true;
    return {
      action: 'block',
      guard: 'input',
      score: opinion.score,
      reasons: opinion.reasons,
      sentence: refusalSentence(language),
      canOverride: this.services.policy.allowOverride,
    };
  }

  #conclude(
    generated: Generated,
    sources: readonly Source[],
    model: ChatModel,
    about: { model: NonNullable<TurnResult['model']>; integrity?: IntegrityStatus },
    language: Language,
  ): TurnResult {
    this.#warnings.push(...generated.reasons);
    this.flags.output_blocked = generated.outcome === 'blocked';
    const measured = {
      ...about,
      thinking: generated.thinking,
      ...(generated.firstToken === undefined ? {} : { firstToken: generated.firstToken }),
      ...(generated.promptTokens === undefined
        ? {}
        : {
            tokens: {
              prompt: generated.promptTokens,
              answer: generated.answerTokens ?? 0,
              context: model.contextTokens,
            },
          }),
    };
    if (generated.outcome === 'blocked') {
      return this.#refuse(outputRefusal(generated.reasons, language), measured);
    }
    if (generated.outcome === 'done' && generated.answer.trim() === '')
      return this.#finish({
        ...measured,
        problem: { kind: 'model-failed', message: t('The model gave no answer. Ask again, or choose another model.') },
      });
    this.#noteMasked(generated.answer + generated.thinking);
    const cited = cite(generated.answer, sources);
    const supported = groundedness(
      generated.answer,
      sources.map(({ passage }) => passage),
    );
    return this.#finish({
      ...measured,
      kind: generated.answer === '' ? 'none' : 'model',
      answer: cited.answer,
      answered: generated.outcome === 'done' && generated.answer.trim() !== '',
      cited: cited.numbers,
      groundedness: supported,
      stopped: generated.outcome === 'stopped',
      cutOff: generated.cutOff,
      ...(generated.problem ? { problem: generated.problem } : {}),
    });
  }

  #refuse(refusal: Refusal, extra: Finish = {}): TurnResult {
    return this.#finish({ ...extra, refusal, answer: '', kind: 'none', answered: false });
  }

  #finish(finish: Finish): TurnResult {
    const { stopped = false, firstToken, ...rest } = finish;
    const total = this.services.now() - this.received.startedAt;
    const { masked, heldBack } = this.#context;
    const told = [...(rest.refusal?.reasons ?? []), ...this.#warnings, ...heldBack.flatMap(({ reasons }) => reasons)];
    this.flags.sensitive_data_mentioned = masked.length > 0 || told.some(isSensitive);
    return {
      ...blank(this.received.request.id, total),
      ...rest,
      action: auditAction({
        refused: rest.refusal !== undefined,
        stopped,
        failed: rest.problem !== undefined && !rest.problem.kind.startsWith('nothing-'),
        masked: masked.length > 0,
      }),
      context: this.#context,
      ...(this.#anomaly ? { anomaly: this.#anomaly } : {}),
      warnings: this.#warnings,
      timings: {
        guards: this.#guardMilliseconds,
        retrieval: this.#retrievalMilliseconds,
        ...(firstToken === undefined ? {} : { firstToken }),
        total,
      },
    };
  }

  /** Tells the monitor that the question is answered, and from which places; what is attached, the user has already. */
  #recordQuestion(sources: readonly Source[]): void {
    const places = sources.map(({ passage }) => passage).filter(({ root }) => root !== '');
    this.services.monitor.record(this.received.question, this.services.now(), places);
  }

  #useSources(sources: readonly Source[], leftOut = 0): void {
    // Only what stands in the prompt or in the quotes counts as masked: other passages were looked at and left.
    const used = [this.#redacted?.question ?? '', ...sources.map(({ passage }) => passage.text)].join('\n');
    const masked = (this.#redacted?.masked ?? []).filter(({ placeholder }) => used.includes(placeholder));
    this.#context = { ...this.#context, sources: sources.map((source) => this.#imprinted(source)), leftOut, masked };
    this.onEvent({ type: 'context', context: this.#context });
  }

  /** An answer may speak of what was masked earlier in the session, and of what the model made up. */
  #noteMasked(answer: string): void {
    const noted = new Set(this.#context.masked.map(({ placeholder }) => placeholder));
    const others = this.services.vault.entriesIn(answer).filter(({ placeholder }) => !noted.has(placeholder));
    if (others.length === 0) return;
    const masked = [...this.#context.masked, ...others.map(({ placeholder, type }) => ({ placeholder, type }))];
    this.#context = { ...this.#context, masked };
  }

  /** The imprint is of the text in the file: what the model saw may have placeholders in it. */
  #imprinted(source: Source): Source {
    const { id, root, path, startLine, endLine } = source.passage;
    const original = this.#retrieved.find((one) => one.id === id && one.path === path && one.root === root);
    if (original === undefined || root === '') return source;
    return { ...source, imprint: imprintOfLines(original, startLine, endLine) };
  }

  async #timedUntil<T>(work: Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work;
    } finally {
      this.#guardMilliseconds += performance.now() - start;
    }
  }

  #timed<T>(work: () => T): T {
    const start = performance.now();
    try {
      return work();
    } finally {
      this.#guardMilliseconds += performance.now() - start;
    }
  }
}

type Finish = Partial<Omit<TurnResult, 'id' | 'action' | 'context' | 'warnings' | 'timings'>> & {
  readonly problem?: Problem;
  readonly stopped?: boolean;
  readonly firstToken?: number;
};

function outputRefusal(reasons: readonly GuardReason[], language: Language): Refusal {
  return {
    action: 'block',
    guard: 'output',
    score: 1,
    reasons,
    sentence: refusalSentence(language),
    canOverride: false,
  };
}

/** For small models: three best sentences instead of whole passages, each as a passage of its own. */
function bestSentences(question: string, passages: readonly Passage[], language: Language): readonly Passage[] {
  const { quotes, answered } = extract(question, passages, language);
  return answered ? quotes : passages.slice(0, 2);
}

/** How many of the passages that the user attached gave nothing to those that are to go in. */
function attachmentsWithout(chosen: readonly Passage[], passages: readonly Passage[]): number {
  return passages.filter(
    ({ root, id, path }) => root === '' && !chosen.some((one) => one.id === id && one.path === path),
  ).length;
}

/** Why no document answered. */
function whyNothing({ searchFailed, notIndexed }: TurnContext): Problem {
  if (searchFailed)
    return { kind: 'index-unavailable', message: t('The index does not answer just now. It is being restarted.') };
  if (notIndexed !== undefined)
    return {
      kind: 'nothing-indexed',
      message: t('Nothing is indexed here: only what you add to the question can answer it.'),
    };
  return { kind: 'nothing-found', message: t('Nothing in your documents answers this.') };
}
