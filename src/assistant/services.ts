// What a turn needs from the rest of Rempart: interfaces as narrow as the turn's use of them, so that tests can stand in.
import type { AuditEvent, AuditRecord } from '../audit/types';
import type { Language } from '../base/l10n';
import type { Logger } from '../base/logger';
import type { Anomaly, DocumentPlace, RequestOutcome, Vault } from '../guards';
import type { ClassifierAnswer, PassagesAnswer } from '../guards/classifier/forked';
import type { PassageToJudge } from '../guards/classifier/protocol';
import type { Policy } from '../guards/policy';
import type { GuardReason } from '../guards/types';
import type { SearchRequest, SearchResponse } from '../knowledge/types';
import type { IntegrityStatus } from '../models/types';
import type { ChatModel } from './types';

export interface KnowledgeSearch {
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResponse>;
}

/** The rate and exfiltration guard (G6): asked before a question is answered, told after. */
export interface QuestionMonitor {
  check(question: string, now: number): RateVerdict;
  record(question: string, now: number, places: readonly DocumentPlace[]): void;
}

/** How the user usually asks (G7): asked before a question is answered, told how it ended. */
export interface RequestHabits {
  score(question: string, now: number): Anomaly;
  record(question: string, now: number, outcome: RequestOutcome): void;
}

export interface RateVerdict {
  readonly allowed: boolean;
  readonly reasons: readonly GuardReason[];
  /** Epoch milliseconds. */
  readonly suspendedUntil?: number;
}

/** The trained classifier; see `guards/classifier`. Rejects only when `signal` is aborted. */
export interface TrainedClassifier {
  judge(question: string, language: Language, signal: AbortSignal): Promise<ClassifierAnswer>;
  judgePassages(passages: readonly PassageToJudge[], signal: AbortSignal): Promise<PassagesAnswer>;
}

export interface TurnServices {
  readonly knowledge: KnowledgeSearch;
  readonly monitor: QuestionMonitor;
  /** Absent where requests of one user are not followed, as on the command line. */
  readonly habits?: RequestHabits;
  readonly audit: { append(event: AuditEvent): Promise<AuditRecord> };
  /** Asked about questions and passages that the rules let pass; absent where it was left out. */
  readonly classifier?: TrainedClassifier;
  /** Memory of masked values, one per session. */
  readonly vault: Vault;
  readonly policy: Policy;
  /** The model to ask; absent when no Ollama is there or the user wants extracts only. */
  readonly model?: ChatModel;
  /** What is known about the files of the model; asked just before it is used. */
  integrity?(modelName: string): Promise<IntegrityStatus>;
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Random lower-case hexadecimal digits. */
  randomHex(digits: number): string;
}
