// What tests of the turn are made of: passages, a model that says what it is told to, services with nothing behind them.
import type { AuditEvent, AuditRecord } from '../../src/audit/types';
import { silentLogger } from '../../src/base/logger';
import { Vault } from '../../src/guards';
import { policyOf } from '../../src/guards/policy';
import type { TurnServices } from '../../src/assistant/services';
import type { AnswerConstraint, ChatMessage, ChatModel, ChatModelEvent, TurnRequest } from '../../src/assistant/types';
import type { Passage } from '../../src/knowledge/types';
import type { IntegrityState, IntegrityStatus, ModelTrust } from '../../src/models/types';

let serial = 0;

/** A passage of which the test gives what matters to it. */
export function passage(known: Partial<Passage>): Passage {
  serial++;
  return {
    id: `id${serial}`,
    root: '/ws',
    path: `docs/file${serial}.md`,
    startLine: 1,
    endLine: known.text?.split('\n').length ?? 1,
    text: '',
    heading: [],
    language: 'markdown',
    score: 1,
    classification: 'internal',
    ...known,
  };
}

export interface ScriptedModel extends ChatModel {
  /** What it was asked, question by question. */
  readonly asked: (readonly ChatMessage[])[];
  /** What held for each of these answers. */
  readonly constraints: (AnswerConstraint | undefined)[];
}

/** A model that gives these events; a function may look at the messages, and an Error among the events is thrown. */
export function chatModel(
  script:
    readonly (ChatModelEvent | Error)[] | ((messages: readonly ChatMessage[]) => readonly (ChatModelEvent | Error)[]),
  known: Partial<ChatModel> = {},
): ScriptedModel {
  const asked: (readonly ChatMessage[])[] = [];
  const constraints: (AnswerConstraint | undefined)[] = [];
  return {
    name: 'test:latest',
    digest: 'd'.repeat(64),
    endpoint: 'http://127.0.0.1:11434',
    contextTokens: 8192,
    answerTokens: 512,
    small: false,
    ...known,
    asked,
    constraints,
    async *chat(messages, signal, constraint) {
      asked.push(messages);
      constraints.push(constraint);
      for (const event of typeof script === 'function' ? script(messages) : script) {
        await Promise.resolve();
        signal.throwIfAborted();
        if (event instanceof Error) throw event;
        yield event;
      }
    },
  };
}

/** Nothing speaks against a model, and no registry was asked. */
export const trusted: ModelTrust = {
  concerns: [],
  approval: { state: 'not-asked', message: '', wholeModel: false },
};

/** What the gate says of the files of a model, and what speaks against it besides. */
export function integrity(state: IntegrityState, ...concerns: readonly string[]): () => Promise<IntegrityStatus> {
  const trust = { ...trusted, concerns: concerns.map((message) => ({ id: 'source.trusted', message })) };
  return () => Promise.resolve({ state, trust, message: state });
}

/** Tokens of an answer, ended as a model ends. */
export function tokens(...texts: readonly string[]): readonly ChatModelEvent[] {
  return [
    ...texts.map((text) => ({ type: 'token', text }) as const),
    { type: 'done', promptTokens: 10, answerTokens: texts.length },
  ];
}

export interface TestServices extends TurnServices {
  readonly records: AuditEvent[];
}

/** Services over fixed passages. */
export function services(passages: readonly Passage[], known: Partial<TurnServices> = {}): TestServices {
  const records: AuditEvent[] = [];
  return {
    knowledge: {
      search: () => Promise.resolve({ passages, mode: 'lexical', files: 7, milliseconds: 3 }),
    },
    monitor: { check: () => ({ allowed: true, reasons: [] }), record: () => undefined },
    audit: {
      append: (event) => {
        records.push(event);
        return Promise.resolve({ ...event, sequence: records.length } as AuditRecord);
      },
    },
    vault: new Vault(),
    policy: policyOf('balanced'),
    logger: silentLogger,
    now: Date.now,
    randomHex: (digits) => '0123456789abcdef'.slice(0, digits),
    ...known,
    records,
  };
}

/** The record of the turn itself, among what was recorded. */
export function turnRecord({ records }: TestServices): AuditEvent | undefined {
  return records.find(({ event_type }) => event_type === 'chat.turn');
}

/** A request with that question. */
export function request(question: string, known: Partial<TurnRequest> = {}): TurnRequest {
  return {
    id: 'turn',
    sessionId: 'session',
    question,
    history: [],
    attachments: [],
    scope: [],
    override: false,
    ...known,
  };
}
