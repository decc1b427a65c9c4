// Turns the result of a turn into what the chat shows: texts in the user's language, nothing that the view need not know.
import { mentionRanges } from '../../assistant/mentions';
import { anomalyText } from '../../assistant/steps/anomaly';
import { count, formatNumber, formatSeconds, formatTime } from '../../base/format';
import { t } from '../../base/l10n';
import type { HeldBack, Problem, Source, TurnContext, TurnResult } from '../../assistant/types';
import type {
  ActionView,
  HeldBackView,
  MaskedView,
  ProblemView,
  ReceiptView,
  Remotes,
  RefusalView,
  SourceView,
  StepView,
  TurnView,
} from '../../../webview/protocol/chat';
import type { Policy } from '../../guards/policy';
import { DISPUTED, type GuardReason } from '../../guards/types';
import type { Standing } from '../../knowledge/citation';
import { placeOf } from '../../knowledge/place';
import type { NotIndexed, Passage } from '../../knowledge/types';
import { trustLines } from '../../models/trusted';
import type { IntegrityStatus } from '../../models/types';

/** A turn of which only the question is known. */
export function startedTurn(id: string, question: string): TurnView {
  return {
    id,
    question,
    mentions: mentionRanges(question),
    state: 'running',
    kind: 'none',
    answer: '',
    steps: [],
    sources: [],
    heldBack: [],
    masked: [],
  };
}

/** What is known once the passages are chosen. */
export function contextView(
  context: TurnContext,
  policy: Policy,
): Pick<TurnView, 'steps' | 'sources' | 'heldBack' | 'masked'> {
  return {
    steps: stepsOf(context),
    sources: context.sources.map(sourceView),
    heldBack: context.heldBack.map(heldBackView),
    masked: context.masked.map(({ placeholder, type }): MaskedView => ({
      placeholder,
      kind: kindOf(type),
      canReveal: policy.allowReveal,
    })),
  };
}

/**
 * The finished turn. Its answer replaces what was streamed (citations are added at the end).
 * @param question as typed
 * @param asked what was made of it: without mentions, with the instruction of a command; marks refer to it
 * @param remotes what of the index lies or is computed elsewhere
 */
export function finishedTurn(
  question: string,
  asked: string,
  result: TurnResult,
  policy: Policy,
  remotes: Remotes = {},
): TurnView {
  return {
    ...startedTurn(result.id, question),
    ...contextView(result.context, policy),
    steps: [
      ...stepsOf(result.context),
      ...(result.cutOff ? [cutOffStep()] : []),
      ...warningsOf(result),
      ...unrecorded(result),
    ],
    state: stateOf(result),
    kind: result.kind,
    answer: result.answer,
    ...(result.thinking === '' ? {} : { thinking: result.thinking }),
    ...labelOf(result),
    ...(result.refusal ? { refusal: refusalView(result, asked) } : { receipt: receiptOf(result, policy, remotes) }),
    ...(result.problem ? { problem: problemView(result.problem, result.context) } : {}),
  };
}

function stateOf(result: TurnResult): TurnView['state'] {
  if (result.refusal) return 'refused';
  if (result.action === 'STOPPED') return 'stopped';
  if (result.action === 'FAILED') return 'failed';
  return 'done';
}

function labelOf(result: TurnResult): { label?: string } {
  if (result.kind === 'extractive') return { label: t('Passages from your documents, no model answered') };
  if (result.kind === 'model' && result.model?.small)
    return { label: t('A very small model wrote this: rely on the sources, not on its words') };
  if (result.kind === 'model' && result.groundedness !== undefined && result.groundedness < 0.2)
    return { label: t('Little of this answer is found in your documents: check it before you use it') };
  return {};
}

function stepsOf(context: TurnContext): StepView[] {
  const steps: StepView[] = [];
  if (context.searchFailed) {
    steps.push({
      icon: 'warning',
      short: t('not searched'),
      text: t('The index did not answer: no document was searched'),
    });
  }
  if (context.notIndexed !== undefined) {
    steps.push({
      icon: 'warning',
      short: t('not searched'),
      text: t('Nothing is indexed here: no document was searched'),
    });
  }
  if (context.searchMode !== 'none') {
    steps.push({
      icon: 'search',
      short: count(
        context.filesSearched,
        (n) => t('Searched {0} file', n),
        (n) => t('Searched {0} files', n),
      ),
      text: searchText(context),
    });
  }
  if (context.sources.length > 0) {
    steps.push({
      icon: 'list-selection',
      short: count(
        context.sources.length,
        (n) => t('{0} passage', n),
        (n) => t('{0} passages', n),
      ),
      text: count(
        context.sources.length,
        (n) => t('Kept {0} passage', n),
        (n) => t('Kept {0} passages', n),
      ),
    });
  }
  if (context.heldBack.length > 0) {
    steps.push({
      icon: 'warning',
      short: t('{0} held back', context.heldBack.length),
      text: count(
        context.heldBack.length,
        (n) => t('{0} passage held back: it gives orders to the assistant', n),
        (n) => t('{0} passages held back: they give orders to the assistant', n),
      ),
    });
  }
  if (context.hiddenLeftOut > 0) {
    steps.push({
      icon: 'info',
      short: count(
        context.hiddenLeftOut,
        (n) => t('{0} hidden text', n),
        (n) => t('{0} hidden texts', n),
      ),
      text: count(
        context.hiddenLeftOut,
        (n) => t('{0} hidden text left out: readers of the document do not see it', n),
        (n) => t('{0} hidden texts left out: readers of the documents do not see them', n),
      ),
    });
  }
  if (context.masked.length > 0) {
    steps.push({
      icon: 'eye-closed',
      short: maskedText(context),
      text: count(
        context.masked.length,
        (n) => t('{0} value masked before sending', n),
        (n) => t('{0} values masked before sending', n),
      ),
    });
  }
  if (context.leftOut > 0) {
    steps.push({
      icon: 'info',
      short: '',
      text: count(
        context.leftOut,
        (n) => t('{0} passage left out: the context of the model is full', n),
        (n) => t('{0} passages left out: the context of the model is full', n),
      ),
    });
  }
  for (const withheld of context.withheldAttachments) {
    steps.push({ icon: 'warning', short: t('not added'), text: withheldText(withheld) });
  }
  const withheldPassages = context.withheldByClass - context.withheldAttachments.length;
  if (withheldPassages > 0) {
    steps.push({
      icon: 'info',
      short: count(
        withheldPassages,
        (n) => t('{0} passage kept out', n),
        (n) => t('{0} passages kept out', n),
      ),
      text: count(
        withheldPassages,
        (n) => t('{0} passage kept out by policy, for its class', n),
        (n) => t('{0} passages kept out by policy, for their class', n),
      ),
    });
  }
  return steps;
}

/** Why something that the user added did not go in, and what can be done about it. */
function withheldText({ path, classification }: TurnContext['withheldAttachments'][number]): string {
  return t(
    '{0} was not added: policy keeps documents of the class “{1}” out. Put the lines that matter into the question, where values are masked, or let {2} be “redact” in your policy.',
    path,
    classification,
    `documents.${classification}`,
  );
}

function maskedText({ masked }: TurnContext): string {
  return count(
    masked.length,
    (n) => t('{0} value masked', n),
    (n) => t('{0} values masked', n),
  );
}

function searchText({ filesSearched, searchMilliseconds, searchMode }: TurnContext): string {
  const time = formatSeconds(searchMilliseconds);
  const how = searchMode === 'lexical' ? t('by words') : t('by words and meaning');
  return count(
    filesSearched,
    (n) => t('Searched {0} file in {1}, {2}', n, time, how),
    (n) => t('Searched {0} files in {1}, {2}', n, time, how),
  );
}

function cutOffStep(): StepView {
  return {
    icon: 'info',
    short: t('cut off'),
    text: t('The answer ends where it has as many tokens as the setting rempart.chat.answerTokens allows'),
  };
}

/** What the guards noticed and let through, each kind once; what was held back or refused is told elsewhere. */
function warningsOf({ warnings, refusal }: TurnResult): readonly StepView[] {
  if (refusal) return [];
  const messages = messagesOf(warnings);
  return messages.map((message, index) => ({
    icon: 'warning',
    short:
      index === 0
        ? count(
            messages.length,
            (n) => t('{0} warning', n),
            (n) => t('{0} warnings', n),
          )
        : '',
    text: t('Noticed and let through: {0}', message),
  }));
}

/** Each message once; what the classifier contradicts is told by its own message, which names the others. */
function messagesOf(warnings: TurnResult['warnings']): readonly string[] {
  const disputed = warnings.filter(({ rule }) => rule === DISPUTED).map(({ message }) => message);
  const isTold = (message: string): boolean => disputed.some((told) => told !== message && told.includes(message));
  return [...new Set(warnings.map(({ message }) => message))].filter((message) => !isTold(message));
}

/** An answer that is not in the audit log says so. */
function unrecorded({ auditProblem }: TurnResult): readonly StepView[] {
  if (auditProblem === undefined) return [];
  const text = t('This question is not in the audit log, which cannot be written: {0}', auditProblem);
  return [{ icon: 'warning', short: t('not recorded'), text }];
}

function sourceView({ n, passage }: Source): SourceView {
  return {
    n,
    ...placeOf(passage),
    classification: passage.classification,
  };
}

/** A source as it stands now: where it was moved to, and whether it is still there. */
export function sourceNow({ since: _, ...view }: SourceView, standing: Standing): SourceView {
  switch (standing.state) {
    case 'same':
      return view;
    case 'moved': {
      const { page: _page, cell: _cell, ...rest } = view;
      return { ...rest, ...placeOf({ ...standing.place, path: view.path }) };
    }
    case 'changed':
    case 'gone':
      return { ...view, since: standing.state };
    case 'unknown':
      return view;
  }
}

function heldBackView({ passage, reasons }: HeldBack, index: number): HeldBackView {
  return {
    n: index + 1,
    ...placeOf(passage),
    reason: reasons[0]?.message ?? t('It gives orders to the assistant'),
    rules: [...new Set(reasons.map(({ rule }) => rule))],
    excerpt: excerptOf(passage, reasons),
  };
}

/** At most so many lines of a held-back passage are shown in the chat; all of it opens in an editor. */
const excerptLines = 6;

/** The lines that speak against a passage, with the words marked. */
function excerptOf(passage: Passage, reasons: readonly GuardReason[]): NonNullable<HeldBackView['excerpt']> {
  let offset = 0;
  const lines = passage.text.split('\n').map((text, index) => {
    const start = offset;
    offset += text.length + 1;
    const marks = reasons
      .map((reason) => ({
        start: Math.max(0, reason.start - start),
        end: Math.min(text.length, reason.end - start),
      }))
      .filter((mark) => mark.end > mark.start);
    return { line: passage.startLine + index, text, marks };
  });
  return lines.filter(({ marks }) => marks.length > 0).slice(0, excerptLines);
}

function refusalView(result: TurnResult, asked: string): RefusalView {
  const { refusal } = result;
  const reasons = (refusal?.reasons ?? []).map(({ message, rule, start, end }) => ({
    text: message,
    rule,
    // Marks belong to the question; what the output guard saw is in the answer, which is not shown.
    start: refusal?.guard === 'input' ? start : 0,
    end: refusal?.guard === 'input' ? end : 0,
  }));
  return {
    sentence: refusal?.sentence ?? '',
    reasons,
    canSendAnyway: refusal?.canOverride ?? false,
    question: asked,
    ...(refusal?.until === undefined
      ? {}
      : {
          note: t('Questions are possible again at {0}.', formatTime(refusal.until)),
          actions: [{ id: 'liftSuspension' as const, label: t('Lift the suspension') }],
        }),
  };
}

const retry = (): ActionView => ({ id: 'retry', label: t('Ask again') });
const verify = (): ActionView => ({ id: 'verifyModels', label: t('Verify') });
const pick = (): ActionView => ({ id: 'pickModel', label: t('Choose another model') });

const whyNotTrusted = (): ActionView => ({ id: 'showModelsReport', label: t('Why?') });

/** Whether another verification may let the model answer. */
function aboutFiles({ reasons }: Problem): boolean {
  const rule = reasons?.[0]?.rule;
  return rule === undefined || ['model.unverified', 'model.changed', 'model.failed'].includes(rule);
}

function problemView(problem: Problem, context: TurnContext): ProblemView {
  const { withheldByClass: withheld, withheldAttachments, notIndexed } = context;
  if (problem.kind.startsWith('nothing-') && withheldAttachments.length > 0) {
    return {
      kind: 'nothing',
      title: t('Nothing that policy lets in answers this.'),
      detail: withheldAttachments.map(withheldText).join(' '),
      actions: [{ id: 'showPolicy', label: t('Show the policy') }],
    };
  }
  switch (problem.kind) {
    case 'nothing-found':
      if (withheld > 0) {
        return {
          kind: 'nothing',
          title: t('Nothing that policy lets in answers this.'),
          detail: count(
            withheld,
            (n) => t('{0} passage was found and kept out by policy, for its class.', n),
            (n) => t('{0} passages were found and kept out by policy, for their class.', n),
          ),
          actions: [{ id: 'showPolicy', label: t('Show the policy') }],
        };
      }
      return {
        kind: 'nothing',
        title: problem.message,
        detail: t('Ask with other words, or add a file to the question.'),
        actions: [
          { id: 'addContext', label: t('Add context') },
          { id: 'showIndex', label: t('Show the index') },
        ],
      };
    case 'nothing-indexed': {
      const { text, action } = notIndexedView(notIndexed ?? 'off');
      return {
        kind: 'nothing',
        title: problem.message,
        detail: text,
        actions: [action, { id: 'addContext', label: t('Add context') }],
      };
    }
    case 'model-lost':
      return {
        kind: 'lost',
        title: problem.message,
        detail: t('Rempart looks for it every few seconds. Ask again once it is back.'),
        actions: [retry(), { id: 'setupOllama', label: t('Set up Ollama') }],
      };
    case 'model-damaged':
    case 'model-not-trusted':
      return {
        kind: 'integrity',
        title: problem.message,
        detail: '',
        actions: [aboutFiles(problem) ? verify() : whyNotTrusted(), pick()],
      };
    case 'index-unavailable':
      return {
        kind: 'failed',
        title: problem.message,
        detail: '',
        actions: [retry(), { id: 'showIndex', label: t('Show the index') }],
      };
    default:
      return {
        kind: 'failed',
        title: problem.message,
        detail: '',
        actions: [retry(), { id: 'showDetails', label: t('Details') }],
      };
  }
}

/** Why nothing is indexed here, and what changes that. */
export function notIndexedView(reason: NotIndexed): { readonly text: string; readonly action: ActionView } {
  switch (reason) {
    case 'no-folder':
      return { text: t('No folder is open.'), action: { id: 'openFolder', label: t('Open a folder') } };
    case 'untrusted':
      return { text: t('This workspace is not trusted.'), action: { id: 'manageTrust', label: t('Manage trust') } };
    case 'off':
      return { text: t('The index is switched off.'), action: { id: 'openIndexSetting', label: t('Open settings') } };
  }
}

function receiptOf(result: TurnResult, policy: Policy, remotes: Remotes): ReceiptView {
  const verified = result.integrity?.state === 'verified';
  const parts: string[] = [];
  if (result.kind === 'extractive') parts.push(t('No model'));
  else if (result.model) parts.push(modelPart(result.integrity));
  parts.push(
    count(
      result.context.sources.length,
      (n) => t('{0} source', n),
      (n) => t('{0} sources', n),
    ),
  );
  if (result.context.masked.length > 0) parts.push(maskedText(result.context));
  parts.push(t('policy {0}', policyName(policy.name)));

  const facts: { name: string; value: string; mono?: boolean }[] = [];
  if (result.model) {
    facts.push({ name: t('Model'), value: result.model.name });
    if (result.model.digest !== '')
      facts.push({ name: t('Digest'), value: result.model.digest.slice(0, 12), mono: true });
  }
  if (result.integrity) {
    facts.push({ name: t('Verification'), value: result.integrity.message });
    for (const value of trustLines(result.integrity.trust)) facts.push({ name: t('Not trusted'), value });
  }
  const files = new Set(result.context.sources.map(({ passage }) => passage.path)).size;
  facts.push({
    name: result.model ? t('Sent') : t('Quoted'),
    value: t(
      '{0} from {1}',
      count(
        result.context.sources.length,
        (n) => t('{0} passage', n),
        (n) => t('{0} passages', n),
      ),
      count(
        files,
        (n) => t('{0} file', n),
        (n) => t('{0} files', n),
      ),
    ),
  });
  if (result.context.masked.length > 0) {
    const kinds = [...new Set(result.context.masked.map(({ type }) => kindOf(type)))];
    facts.push({ name: t('Masked'), value: kinds.join(', ') });
  }
  facts.push({
    name: t('Network'),
    value: networkText(remotes),
  });
  if (result.tokens) {
    facts.push({
      name: t('Tokens'),
      value: t(
        '{0} of {1}',
        formatNumber(result.tokens.prompt + result.tokens.answer),
        formatNumber(result.tokens.context),
      ),
    });
  }
  if (result.anomaly !== undefined && result.anomaly.level !== 'pass')
    facts.push({ name: t('Behaviour'), value: anomalyText(result.anomaly) });
  facts.push({ name: t('Time'), value: formatSeconds(result.timings.total) });
  if (result.auditSequence !== undefined)
    facts.push({ name: t('Audit'), value: t('entry {0}', formatNumber(result.auditSequence)) });
  else if (result.auditProblem !== undefined) facts.push({ name: t('Audit'), value: t('not recorded') });
  return { verified, parts, facts };
}

/** Whether the model was verified, and whether it is trusted. */
function modelPart(integrity: IntegrityStatus | undefined): string {
  switch (integrity?.state) {
    case 'verified':
      return t('Verified model');
    case 'untrusted':
      return t('Model intact, not trusted');
    default:
      return t('Model not verified');
  }
}

function networkText({ remoteIndex: index, remoteEmbeddings: embeddings }: Remotes): string {
  if (index === undefined && embeddings === undefined) return t('nothing left this machine');
  if (embeddings === undefined)
    return t('the index lies at {0}, as you chose; nothing else left this machine', index ?? '');
  return index === undefined
    ? t('the question went to {0} for its vector, as you chose; nothing else left this machine', embeddings)
    : t(
        'the question went to {0} for its vector and the index lies at {1}, as you chose; nothing else left this machine',
        embeddings,
        index,
      );
}

/** The name of a policy preset for people. */
export function policyName(name: Policy['name']): string {
  switch (name) {
    case 'observe':
      return t('observe');
    case 'balanced':
      return t('balanced');
    case 'strict':
      return t('strict');
  }
}

/** What a masked value is, in words. */
export function kindOf(type: string): string {
  const kinds: Readonly<Record<string, string>> = {
    EMAIL: t('e-mail address'),
    PHONE: t('phone number'),
    IBAN: t('bank account number'),
    CARD: t('payment card number'),
    NIR: t('social security number'),
    SIREN: t('company number'),
    SIRET: t('company number'),
    NAME: t('name of a person'),
    PERSON: t('name of a person'),
    ADDRESS: t('postal address'),
    IP: t('network address'),
    IPV4: t('network address'),
    IPV6: t('network address'),
    PASSWORD: t('password'),
    PRIVATE_KEY: t('private key'),
  };
  return kinds[type] ?? t('secret or personal value');
}
