// The exfiltration monitor (G6): how many questions, how many steps through a document, and a suspension when it is too much.
import { createHash } from 'node:crypto';
import { t } from '../../base/l10n';
import type { GuardReason, GuardVerdict } from '../types';
import { isAbout, shapeOf, stepOf } from './extraction';

/** Defaults are those of requirement G6. Times are in milliseconds. */
export interface ExfiltrationLimits {
  readonly perHour: number;
  readonly perDay: number;
  /** More steps through a document than this, within an hour, are a pattern. */
  readonly stepsPerHour: number;
  readonly suspension: number;
  /** So many different places of one document, one behind the other, that entered answers within an hour are a walk through it. */
  readonly placesPerDocument: number;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const DEFAULT_LIMITS: ExfiltrationLimits = {
  perHour: 20,
  perDay: 100,
  stepsPerHour: 5,
  suspension: HOUR,
  placesPerDocument: 40,
};

export interface ExfiltrationVerdict {
  readonly action: 'allow' | 'warn' | 'block';
  /** As `action !== 'block'`. */
  readonly allowed: boolean;
  readonly reasons: readonly GuardReason[];
  /** Epoch milliseconds; set while questions are suspended. */
  readonly suspendedUntil?: number;
}

/** A place of a document that entered an answer. Lines count from 1, both ends are part of it. */
export interface DocumentPlace {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

interface Asked {
  readonly at: number;
  /** Hex SHA-256 of the question without its values; empty behind an override. Earlier versions wrote the words. */
  readonly shape: string;
  readonly step: boolean;
  /** Explicitly a piece of a document: by number, next, or verbatim. */
  readonly explicit: boolean;
  /** Absent in what earlier versions wrote. */
  readonly places?: readonly DocumentPlace[];
}

/** What survives a restart. Holds no word of a question: only when, a digest of its shape, and which places of documents. */
export interface ExfiltrationState {
  readonly version: 1;
  readonly asked: readonly Asked[];
  readonly suspendedUntil?: number;
  readonly reason?: string;
  readonly overridden?: readonly { readonly at: number; readonly by: string; readonly why: string }[];
}

/** Longest part of a shape that counts, in UTF-16 code units. */
const LONGEST_SHAPE = 160;
/** A shape as common as this in an hour, with something changing in it, is a template that is being filled in. */
const TEMPLATE_FROM = 4;
/** Shapes shorter than this are too common to be a template. */
const SHORTEST_TEMPLATE = 6;
/** Places kept of one question. */
const MOST_PLACES = 20;
/** So many lines, blank ones and headings, may stand between two places that follow one another. */
const LINES_BETWEEN = 3;
/** From this share of a walk on it is said that it looks like one. */
const NEAR = 0.75;

/** Watches one user's questions. The clock comes in through the parameters; nothing is read from the machine. */
export class ExfiltrationMonitor {
  readonly #limits: ExfiltrationLimits;
  #asked: Asked[] = [];
  #suspendedUntil: number | undefined;
  #reason: string | undefined;
  readonly #overridden: { at: number; by: string; why: string }[] = [];

  constructor(limits: Partial<ExfiltrationLimits> = {}, state?: ExfiltrationState) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    if (state?.version === 1) {
      this.#asked = state.asked.map((one) => ({
        ...one,
        shape: isDigest(one.shape) ? one.shape : digestOf(one.shape),
      }));
      this.#suspendedUntil = state.suspendedUntil;
      this.#reason = state.reason;
      this.#overridden.push(...(state.overridden ?? []));
    }
  }

  /** Whether a question may be answered now; suspends when it is the one too many. Does not count it: `record` does. */
  check(question: string, now: number): ExfiltrationVerdict {
    this.#forget(now);
    if (this.#suspendedUntil !== undefined && now < this.#suspendedUntil) {
      return verdict(
        'block',
        [why('exfiltration.suspended', this.#reason ?? t('Questions are suspended'), question)],
        this.#suspendedUntil,
      );
    }
    this.#suspendedUntil = undefined;
    this.#reason = undefined;
    const pattern = this.#pattern(question, now);
    if (pattern !== undefined) {
      this.#suspendedUntil = now + this.#limits.suspension;
      this.#reason = pattern.message;
      return verdict('block', [pattern], this.#suspendedUntil);
    }
    const hour = this.#asked.filter((one) => one.at > now - HOUR).length;
    if (hour >= this.#limits.perHour) {
      const oldest = this.#asked.filter((one) => one.at > now - HOUR).at(-this.#limits.perHour)?.at ?? now;
      return verdict(
        'block',
        [why('exfiltration.rate-hour', t('More than {0} questions in an hour', this.#limits.perHour), question)],
        oldest + HOUR,
      );
    }
    if (this.#asked.length >= this.#limits.perDay) {
      const oldest = this.#asked.at(-this.#limits.perDay)?.at ?? now;
      return verdict(
        'block',
        [why('exfiltration.rate-day', t('More than {0} questions in a day', this.#limits.perDay), question)],
        oldest + DAY,
      );
    }
    const near =
      this.#steps(question, now) === this.#limits.stepsPerHour ||
      this.#longestWalk(now) >= this.#limits.placesPerDocument * NEAR;
    return near
      ? verdict('warn', [
          why(
            'exfiltration.sequence-near',
            t('One more question like this looks like copying a document piece by piece'),
            question,
          ),
        ])
      : verdict('allow', []);
  }

  /** Counts a question that is answered, with the places of documents that enter the answer. */
  record(question: string, now: number, places: readonly DocumentPlace[] = []): void {
    const step = stepOf(question);
    this.#asked.push({
      at: now,
      shape: digestOf(step?.shape ?? shapeOf(question)),
      step: step !== undefined,
      explicit: step !== undefined,
      places: places.slice(0, MOST_PLACES).map(({ path, startLine, endLine }) => ({ path, startLine, endLine })),
    });
    this.#forget(now);
  }

  /** Lifts a suspension; who and why are kept with the state, for the audit log. */
  override(now: number, by: string, why: string): void {
    this.#suspendedUntil = undefined;
    this.#reason = undefined;
    this.#overridden.push({ at: now, by, why });
    // The steps that led to it have been answered for; the count of questions goes on.
    this.#asked = this.#asked.map((one) => ({ ...one, step: false, explicit: false, shape: '', places: [] }));
  }

  /** Epoch milliseconds until which questions are suspended; nothing when they are not. */
  suspendedUntil(now: number): number | undefined {
    return this.#suspendedUntil !== undefined && now < this.#suspendedUntil ? this.#suspendedUntil : undefined;
  }

  /** For a file: give it back to the constructor after a restart. */
  state(): ExfiltrationState {
    return {
      version: 1,
      asked: this.#asked,
      ...(this.#suspendedUntil === undefined ? {} : { suspendedUntil: this.#suspendedUntil }),
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      overridden: this.#overridden,
    };
  }

  #forget(now: number): void {
    this.#asked = this.#asked.filter((one) => one.at > now - DAY);
  }

  #pattern(question: string, now: number): GuardReason | undefined {
    if (this.#steps(question, now) > this.#limits.stepsPerHour) {
      return why('exfiltration.sequence', t('Questions walk through a document piece by piece'), question);
    }
    return this.#longestWalk(now) >= this.#limits.placesPerDocument
      ? why('exfiltration.coverage', t('Most of one document was asked for within an hour'), question)
      : undefined;
  }

  /**
   * Most places of one document, one behind the other, in the last hour. Questions of somebody at work come back to the same places, or
   * are about others far apart; who copies a document leaves nothing out.
   */
  #longestWalk(now: number): number {
    const byDocument = new Map<string, Map<string, DocumentPlace>>();
    for (const { at, places = [] } of this.#asked) {
      if (at <= now - HOUR) continue;
      for (const place of places) {
        const known = byDocument.get(place.path) ?? new Map<string, DocumentPlace>();
        byDocument.set(place.path, known.set(`${place.startLine}-${place.endLine}`, place));
      }
    }
    return Math.max(0, ...[...byDocument.values()].map((places) => longestRow([...places.values()])));
  }

  /** Steps in the last hour, this question included. */
  #steps(question: string, now: number): number {
    const recent = this.#asked.filter((one) => one.at > now - HOUR);
    const step = stepOf(question);
    const shape = (step?.shape ?? shapeOf(question)).slice(0, LONGEST_SHAPE);
    const digest = digestOf(shape);
    const alike = recent.filter((one) => one.shape === digest && shape.length >= SHORTEST_TEMPLATE).length;
    const varies = /[#§]/.test(shape) && !isAbout(question);
    const explicit = recent.filter((one) => one.explicit).length;
    // The same sentence again and again with another number, name or letter is a walk, whatever its words.
    if (step === undefined) return varies && alike >= TEMPLATE_FROM ? explicit + alike + 1 : 0;
    return explicit + 1;
  }
}

/** By it shapes are compared, so that the state holds no text. */
function digestOf(shape: string): string {
  return createHash('sha256').update(shape.slice(0, LONGEST_SHAPE), 'utf8').digest('hex');
}

/** Of an override nothing is left to compare. */
function isDigest(shape: string): boolean {
  return shape === '' || /^[\da-f]{64}$/.test(shape);
}

/** Most places that follow one another. */
function longestRow(places: readonly DocumentPlace[]): number {
  let [longest, length, end] = [0, 0, -Infinity];
  for (const place of places.toSorted((a, b) => a.startLine - b.startLine)) {
    length = place.startLine <= end + 1 + LINES_BETWEEN ? length + 1 : 1;
    end = Math.max(end, place.endLine);
    longest = Math.max(longest, length);
  }
  return longest;
}

function why(rule: string, message: string, question: string): GuardReason {
  return { rule, message, start: 0, end: question.length };
}

function verdict(
  action: ExfiltrationVerdict['action'],
  reasons: readonly GuardReason[],
  suspendedUntil?: number,
): ExfiltrationVerdict {
  return { action, allowed: action !== 'block', reasons, ...(suspendedUntil === undefined ? {} : { suspendedUntil }) };
}

/** Between two questions of a session without times, as if asked one after the other. */
const PAUSE = 30_000;

/**
 * Judges a whole session, asked one question after the other within an hour, for the command line: `block` when the
 * questions walk through a document. The count of questions alone is not judged: a session has no times. Pure.
 */
export function inspectSession(questions: readonly string[]): GuardVerdict {
  const monitor = new ExfiltrationMonitor({ perHour: Infinity, perDay: Infinity });
  const pause = Math.min(PAUSE, HOUR / Math.max(1, questions.length + 1));
  let now = HOUR;
  for (const [index, question] of questions.entries()) {
    const { action, reasons } = monitor.check(question, now);
    if (action === 'block') {
      return {
        action: 'block',
        score: 1,
        reasons: reasons.map((one) => ({
          ...one,
          start: 0,
          end: question.length,
          message: `${one.message} (${index + 1})`,
        })),
      };
    }
    monitor.record(question, now);
    now += pause;
  }
  return { action: 'allow', score: 0, reasons: [] };
}
