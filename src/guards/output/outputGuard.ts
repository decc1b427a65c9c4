// The output guard: watches an answer while it streams, makes addresses inert, and stops it when the prompt leaks.
import { t } from '../../base/l10n';
import type { GuardAction, GuardReason, GuardVerdict } from '../types';
import { CommandJudge, goesOn, type CommandConcern } from './commands';
import { judgeHtml } from './html';
import { LeakDetector, type Leak } from './leak';
import { isOrdinaryHidden } from './hidden';
import { Scanner, type Unit } from './scanner';
import { readTarget } from './target';
import { AllowedUrls, judgeUrl, shownHost, type UrlConcern } from './urls';

export interface OutputContext {
  /** The random marker in the system prompt; empty when there is none. */
  readonly canary?: string;
  readonly systemPrompt?: string;
  /** Addresses that the answer may show as links. */
  readonly allowedUrls?: readonly string[];
  /** Texts whose addresses the answer may repeat: the question and the passages. */
  readonly allowedText?: readonly string[];
}

/** What may be shown now, and what was found in it. */
export interface OutputDelta {
  readonly text: string;
  /** Of this piece: `redact` when something was made inert, `block` when nothing further may be shown. */
  readonly action: GuardAction;
  /** Offsets are those of the answer as the model gave it. */
  readonly reasons: readonly GuardReason[];
}

/** So many letters and digits are held back, so that a canary is recognised before it is shown. */
const HELD_LETTERS = 10;
/** But never more than so many code units. */
const HELD_UNITS = 256;
const LONGEST_LINE = 4096;

/**
 * Feed it an answer in pieces of any size; the text that comes out, put together, is the same for every way of cutting.
 * Holds back at most a few words, or one link, tag or address (2,048 characters). After `block` it gives nothing more.
 */
export class OutputGuard {
  readonly #scanner = new Scanner();
  readonly #leaks: LeakDetector;
  /** Nothing is known about the context: an unknown host alone is no reason. */
  #allowed: AllowedUrls | undefined;
  #strict: boolean;
  readonly #commands = new CommandJudge();
  #pending = '';
  #line = '';
  #lineStart = 0;
  #blocked = false;
  #ended = false;
  #hiddenSeen = false;

  constructor(context: OutputContext) {
    this.#strict = context.allowedUrls !== undefined || context.allowedText !== undefined;
    this.#allowed = this.#strict ? new AllowedUrls(context.allowedUrls ?? [], context.allowedText ?? []) : undefined;
    this.#leaks = new LeakDetector(context.canary ?? '', context.systemPrompt ?? '', context.allowedText);
  }

  /** Takes the next piece of the answer. */
  push(chunk: string): OutputDelta {
    if (!this.#blocked) this.#scanner.push(chunk);
    return this.#run(false);
  }

  /** The answer is over: gives what was held back. */
  end(): OutputDelta {
    return this.#ended ? { text: '', action: 'allow', reasons: [] } : this.#run(true);
  }

  #run(last: boolean): OutputDelta {
    const reasons: GuardReason[] = [];
    let action: GuardAction = 'allow';
    let shown = '';
    if (last) this.#ended = true;
    const raise = (to: GuardAction): void => {
      if (ORDER[to] > ORDER[action]) action = to;
    };
    while (!this.#blocked) {
      const unit = this.#scanner.next(last);
      if (unit === undefined) break;
      const leak = this.#watch(unit);
      if (leak !== undefined) {
        this.#blocked = true;
        raise('block');
        reasons.push(leakReason(leak, this.#place(unit)));
        this.#pending = '';
        return { text: shown, action, reasons };
      }
      this.#pending += this.#render(unit, reasons, raise);
      this.#lines(unit, reasons, raise);
      const cut = safeLength(this.#pending);
      shown += this.#pending.slice(0, cut);
      this.#pending = this.#pending.slice(cut);
    }
    if (last && !this.#blocked) {
      this.#finishLine(reasons, raise);
      shown += this.#pending;
      this.#pending = '';
    }
    return { text: shown, action, reasons };
  }

  #watch(unit: Unit): Leak | undefined {
    const { text } = unit;
    if (unit.kind === 'hidden') return this.#leaks.letters(tagged(text));
    if (unit.kind === 'text' && !/[\p{L}\p{N}]/u.test(text)) {
      if (text === '\n') return this.#leaks.line();
      // A letter in a circle is no letter to Unicode.
      return ASCII.test(text) ? undefined : this.#leaks.letters(text);
    }
    let leak =
      this.#leaks.letters(text) ??
      (unit.kind === 'word' && /^[A-Za-z0-9+/=_-]{16,}$/.test(text) ? this.#leaks.encoded(text) : undefined);
    leak ??= this.#leaks.word(text);
    if (
      leak === undefined &&
      (unit.kind === 'url' ||
        unit.kind === 'code' ||
        unit.kind === 'link' ||
        unit.kind === 'tail' ||
        unit.kind === 'html' ||
        unit.kind === 'definition')
    ) {
      for (const piece of text.match(/[A-Za-z0-9+_-]{16,}/g) ?? []) leak ??= this.#leaks.encoded(piece);
      leak ??= this.#leaks.letters(decoded(text));
    }
    return leak;
  }

  /** Where a unit stood in the answer as the model gave it. */
  #place(unit: Unit): Place {
    return unit.kind === 'hidden'
      ? { start: unit.given, end: unit.given + unit.text.length }
      : this.#scanner.given(unit.start, unit.start + unit.text.length);
  }

  #render(unit: Unit, reasons: GuardReason[], raise: (action: GuardAction) => void): string {
    const { text } = unit;
    const { inCode, isSurelyCode } = this.#scanner;
    const add = (rule: string, message: string, action: GuardAction): void => {
      reasons.push({ rule, message, ...this.#place(unit) });
      raise(action);
    };
    switch (unit.kind) {
      case 'fence':
      case 'text':
      case 'word':
        return text;
      case 'code':
        for (const address of text.match(/\b[a-z][a-z0-9+.-]{1,20}:[^\s`"'<>)]{1,1000}/gi) ?? []) {
          const { host, concerns } = judgeUrl(address, this.#allowed);
          const worst = worstOf(
            concerns.filter((concern) => concern !== 'scheme'),
            false,
          );
          if (worst !== undefined) add(ruleOf(worst), messageOf(worst, host), 'warn');
        }
        return text;
      case 'hidden':
        if (!isOrdinaryHidden(text) && !this.#hiddenSeen) {
          this.#hiddenSeen = true;
          add('output.hidden-unicode', t('Invisible characters were removed from the answer'), 'redact');
        }
        return '';
      case 'html': {
        const judged = judgeHtml(text, this.#allowed);
        if (judged === undefined) return text;
        const rule = judged.concern === 'scheme' ? 'output.active-link' : 'output.html';
        if (isSurelyCode || (inCode && !AUTOLINK.test(text))) {
          // In code, markup is text; only an address that carries data is worth a word.
          if (judged.data)
            add('output.url-data', t('An address in the answer can carry data to {0}', judged.host), 'warn');
          return text;
        }
        add(rule, t('HTML that would load or run something was made inert'), 'redact');
        return judged.inert;
      }
      case 'link':
      case 'definition':
      case 'tail':
        return this.#renderLink(unit, isSurelyCode, add);
      case 'overlong':
        if (isSurelyCode) return text;
        add('output.url-too-long', t('A link that is too long to be judged was made inert'), 'redact');
        // With a blank Markdown takes neither `] (` nor `< ` for a part of a link.
        return text === '<' ? '< ' : '] (';
      case 'url': {
        const { host, concerns } = judgeUrl(text, this.#allowed);
        const worst = worstOf(concerns, this.#strict && !inCode);
        if (worst === undefined) return text;
        add(ruleOf(worst), messageOf(worst, host), inCode ? 'warn' : worst === 'unknown-host' ? 'warn' : 'redact');
        if (inCode || worst === 'unknown-host') return text;
        return inert(host);
      }
    }
  }

  #renderLink(
    unit: LinkUnit,
    inCode: boolean,
    add: (rule: string, message: string, action: GuardAction) => void,
  ): string {
    const target = readTarget(unit.target);
    const { host, concerns } = judgeUrl(target, this.#allowed);
    const image = unit.kind === 'link' && unit.image;
    // An image is fetched without a click: a remote one is never shown, known or not.
    const remoteImage = image && host !== '' && !(concerns.length === 0 && this.#allowed?.has(target) === true);
    const worst: UrlConcern | undefined = worstOf(concerns, this.#strict) ?? (remoteImage ? 'unknown-host' : undefined);
    if (worst === undefined) return this.#inner(unit, add);
    // Even there only a merely unknown host is left: somebody else may take the answer for other blocks.
    if (inCode && worst === 'unknown-host') return unit.text;
    add(
      image ? 'output.image' : ruleOf(worst),
      image ? t('An image that would be loaded from {0} was made inert', host) : messageOf(worst, host),
      'redact',
    );
    if (unit.kind === 'definition') return '';
    if (unit.kind === 'tail') return `] ${inert(host)}`;
    const label = plainLabel(unit.label);
    return label === '' ? inert(host) : `${label} ${inert(host)}`;
  }

  /** A harmless link is shown as it is, but not what its label may hide: a label can hold an image. */
  #inner(unit: LinkUnit, add: (rule: string, message: string, action: GuardAction) => void): string {
    if (unit.kind !== 'link' || !/[[<]/.test(unit.label)) return unit.text;
    const inner = new OutputGuard({});
    inner.#allowed = this.#allowed;
    inner.#strict = this.#strict;
    const deltas = [inner.push(unit.label), inner.end()];
    const found = deltas.flatMap((delta) => delta.reasons);
    if (found.length === 0) return unit.text;
    for (const { rule, message } of found) add(rule, message, 'redact');
    return `${unit.image ? '!' : ''}[${plainLabel(deltas.map((delta) => delta.text).join(''))}](${unit.target})`;
  }

  /** Commands are judged when their line is complete; they are told of, never changed. */
  #lines(unit: Unit, reasons: GuardReason[], raise: (action: GuardAction) => void): void {
    if (unit.kind === 'hidden') return;
    for (let i = 0; i < unit.text.length; i++) {
      const character = unit.text[i] ?? '';
      if (character === '\n' && this.#line.length < LONGEST_LINE && goesOn(this.#line)) {
        this.#line = `${this.#line.replace(/\\(?=\s{0,4}$)/, ' ')} `;
        continue;
      }
      if (character === '\n' || this.#line.length >= LONGEST_LINE) this.#finishLine(reasons, raise);
      if (character === '\n') continue;
      if (this.#line === '') this.#lineStart = unit.start + i;
      this.#line += character;
    }
  }

  #finishLine(reasons: GuardReason[], raise: (action: GuardAction) => void): void {
    const finding = this.#line === '' ? undefined : this.#commands.judge(this.#line, this.#allowed);
    if (finding !== undefined) {
      reasons.push({
        rule: `output.${finding.concern}`,
        message: commandMessage(finding.concern),
        ...this.#scanner.given(this.#lineStart + finding.start, this.#lineStart + finding.end),
      });
      raise('warn');
    }
    this.#line = '';
  }
}

const ASCII = /^[\t\r -~]*$/;
// Hits `<https://a>`; not `<a href>`.
const AUTOLINK = /^<[a-z][a-z0-9+.-]{1,31}:/i;

type LinkUnit = Extract<Unit, { kind: 'link' | 'definition' | 'tail' }>;
/** Offsets in the answer as the model gave it. */
type Place = Pick<GuardReason, 'start' | 'end'>;

const ORDER: Readonly<Record<GuardAction, number>> = { allow: 0, warn: 1, redact: 2, block: 3 };

/**
 * The output guard over a whole text. Without a context an unknown host alone is no finding; with one it is.
 * The action is the worst of all findings. Pure.
 */
export function inspectOutput(text: string, context: OutputContext = {}): GuardVerdict {
  const guard = new OutputGuard(context);
  const deltas = [guard.push(text), guard.end()];
  const reasons = deltas.flatMap((delta) => delta.reasons);
  const action = deltas.reduce<GuardAction>(
    (worst, delta) => (ORDER[delta.action] > ORDER[worst] ? delta.action : worst),
    'allow',
  );
  return { action, score: SCORE[action], reasons };
}

const SCORE: Readonly<Record<GuardAction, number>> = { allow: 0, warn: 0.5, redact: 0.8, block: 1 };

/** How much of the pending text may be shown: all but the last few letters, which may be the start of a canary. */
function safeLength(pending: string): number {
  let letters = 0;
  for (let i = pending.length - 1; i >= 0; i--) {
    if (/[\p{L}\p{N}]/u.test(pending[i] ?? '')) letters++;
    if (letters >= HELD_LETTERS || pending.length - i >= HELD_UNITS) return i + (letters >= HELD_LETTERS ? 1 : 0);
  }
  return 0;
}

function worstOf(concerns: readonly UrlConcern[], strict: boolean): UrlConcern | undefined {
  for (const concern of ['scheme', 'data', 'disguised-host', 'ip-host', 'shortener'] as const)
    if (concerns.includes(concern)) return concern;
  return strict && concerns.includes('unknown-host') ? 'unknown-host' : undefined;
}

function ruleOf(concern: UrlConcern): string {
  return concern === 'scheme' ? 'output.active-link' : concern === 'data' ? 'output.url-data' : `output.url-${concern}`;
}

function messageOf(concern: UrlConcern, host: string): string {
  switch (concern) {
    case 'scheme':
      return t('A link that would run something was made inert');
    case 'data':
      return t('An address in the answer can carry data to {0}', host);
    case 'ip-host':
      return t('An address in the answer names a bare IP address: {0}', host);
    case 'disguised-host':
      return t('An address in the answer disguises its host: {0}', host);
    case 'shortener':
      return t('A shortened address hides where it leads: {0}', host);
    case 'unknown-host':
      return t('An address in the answer is not in your documents: {0}', host);
  }
}

function commandMessage(concern: CommandConcern): string {
  switch (concern) {
    case 'download-and-run':
      return t('A command in the answer downloads code and runs it');
    case 'send-data':
      return t('A command in the answer sends data to another machine');
    case 'reverse-shell':
      return t('A command in the answer opens this machine to another one');
  }
}

function leakReason(leak: Leak, place: Place): GuardReason {
  return {
    rule: leak === 'canary' ? 'output.canary' : 'output.system-prompt',
    message: t('The answer gave away the assistant’s own instructions'),
    ...place,
  };
}

/** The place of an address that is not shown: where it leads, as text that nothing turns into a link. */
function inert(host: string): string {
  return `(→ ${shownHost(host)})`;
}

/** A label without anything that Markdown would act on. */
function plainLabel(label: string): string {
  return label
    .replace(/[[\]()!<>`]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What is written in tags, the invisible twins of ASCII. */
function tagged(hidden: string): string {
  return Array.from(hidden, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point >= 0xe0020 && point <= 0xe007e ? String.fromCharCode(point - 0xe0000) : '';
  }).join('');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
