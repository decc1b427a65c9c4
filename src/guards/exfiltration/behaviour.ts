// How one user asks (G7): what is usual is learned from earlier requests, and each new one is compared with it.
import { anomalyScore, entropyOf, type Anomaly, type Behaviour } from './anomaly';
import { DAY, HOUR } from './monitor';

/** How a request ended. */
export interface RequestOutcome {
  readonly blocked: boolean;
  /** Paths of the documents that entered the answer. */
  readonly documents: readonly string[];
}

interface PastRequest extends Behaviour {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly blocked: boolean;
  /** Only of the last hour: how many different ones there are cannot be told from numbers. */
  readonly paths?: readonly string[];
  /** It was flagged, and is not learned from: who goes on long enough would make anything usual. */
  readonly flagged?: true;
}

/** What survives a restart. Holds no question: numbers, times, and the paths of the last hour. */
export interface BehaviourState {
  readonly version: 1;
  readonly requests: readonly PastRequest[];
}

/** So many requests are a habit, and no more than these are kept; a month of somebody who asks ten times a day. */
const MOST_REQUESTS = 300;
/** Habits older than this are forgotten. */
const MEMORY = 60 * DAY;
/** The share of blocked requests is that of the last few. */
const LAST_REQUESTS = 10;

/** Compares one user's requests with the earlier ones. The clock comes in through the parameters. */
export class BehaviourMonitor {
  #requests: readonly PastRequest[];

  /** @param state of `state()`; what is not of that form counts as nothing known */
  constructor(
    state?: unknown,
    /** Local hour of the day, 0 to 23, of epoch milliseconds. */
    private readonly hourOf: (at: number) => number = (at) => new Date(at).getHours(),
  ) {
    this.#requests = isState(state) ? state.requests.filter(isRequest) : [];
  }

  /** How unusual a question is for this user. Does not count it: `record` does. */
  score(question: string, now: number): Anomaly {
    return anomalyScore(this.#behaviour(question, now), this.#habits(now));
  }

  /** Counts a request that has ended. */
  record(question: string, now: number, { blocked, documents }: RequestOutcome): void {
    const flagged = this.score(question, now).level === 'flag';
    const request: PastRequest = {
      ...this.#behaviour(question, now, documents),
      at: now,
      blocked,
      paths: [...new Set(documents)],
      ...(flagged ? { flagged } : {}),
    };
    this.#requests = [
      ...this.#habits(now).slice(-MOST_REQUESTS),
      ...this.#recent(now).slice(1 - MOST_REQUESTS),
      request,
    ];
  }

  /** For a file: give it back to the constructor after a restart. */
  state(): BehaviourState {
    return { version: 1, requests: this.#requests };
  }

  /** What is learned from: older than an hour, since what happens now must not be what makes it usual. */
  #habits(now: number): readonly PastRequest[] {
    return this.#requests
      .filter(({ at, flagged }) => flagged === undefined && at <= now - HOUR && at > now - MEMORY)
      .map(({ paths: _, ...rest }) => rest);
  }

  #recent(now: number): readonly PastRequest[] {
    return this.#requests.filter(({ at }) => at > now - HOUR);
  }

  #behaviour(question: string, now: number, documents: readonly string[] = []): Behaviour {
    const recent = this.#recent(now);
    const last = this.#requests.slice(-LAST_REQUESTS);
    return {
      perHour: recent.length + 1,
      length: question.length,
      entropy: entropyOf(question),
      hour: this.hourOf(now),
      documents: new Set([...documents, ...recent.flatMap(({ paths = [] }) => paths)]).size,
      blockRate: last.filter(({ blocked }) => blocked).length / LAST_REQUESTS,
    };
  }
}

const isState = (value: unknown): value is { readonly requests: readonly unknown[] } =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  value.version === 1 &&
  'requests' in value &&
  Array.isArray(value.requests);

const numbers = ['at', 'perHour', 'length', 'entropy', 'hour', 'documents', 'blockRate'] as const;

function isRequest(value: unknown): value is PastRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { paths = [], ...rest } = value as Partial<PastRequest>;
  return (
    numbers.every((name) => Number.isFinite(rest[name])) &&
    typeof rest.blocked === 'boolean' &&
    Array.isArray(paths) &&
    paths.every((path) => typeof path === 'string')
  );
}
