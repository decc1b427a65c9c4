// Stands in for `editor/chat/turnLoader` in tests of the chat: turns without guards, index or model, which end when the test wants.
//
//   vi.mock('../../../src/editor/chat/turnLoader', () => import('../../support/fakeTurns'));
import type { TurnOptions } from '../../src/assistant/turn';
import type { TurnContext, TurnRequest, TurnResult } from '../../src/assistant/types';

/** Nothing was searched and nothing found. */
export const emptyContext: TurnContext = {
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

/** What was asked since the last `reset`, oldest first. */
export const asked: TurnRequest[] = [];
let result: Partial<TurnResult> = {};
let waits = false;

/** From now on turns end at once, with `known` in their results. */
export function answer(known: Partial<TurnResult> = {}): void {
  result = known;
  waits = false;
}

/** From now on a turn says the beginning of an answer, and ends only when it is stopped, and some time after. */
export function keepAnswering(): void {
  waits = true;
}

/** As before the first test. */
export function reset(): void {
  asked.length = 0;
  answer();
}

export function preloadTurn(): Promise<void> {
  return Promise.resolve();
}

export function loadTurn(): Promise<{ runTurn: typeof runTurn }> {
  return Promise.resolve({ runTurn });
}

async function runTurn(
  request: TurnRequest,
  _services: unknown,
  { signal, onEvent }: TurnOptions,
): Promise<TurnResult> {
  asked.push(request);
  const stops = waits;
  if (stops) {
    onEvent({ type: 'answer', text: 'Half an ' });
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    id: request.id,
    action: stops ? 'STOPPED' : 'ALLOWED',
    kind: 'model',
    answer: `Answer to ${request.question}`,
    answered: !stops,
    thinking: '',
    context: emptyContext,
    cutOff: false,
    cited: [],
    warnings: [],
    groundedness: 1,
    timings: { guards: 0, retrieval: 0, total: 1 },
    ...result,
  };
}
