// The vocabulary of models: what Ollama lists, and what was proved about the files behind it.

/** A model as a local Ollama lists it. */
export interface LocalModel {
  readonly name: string;
  /** Bytes on disk. */
  readonly size: number;
  /** SHA-256 of the manifest, 64 hex digits, no prefix. */
  readonly digest: string;
  readonly family?: string;
  readonly parameterSize?: string;
  readonly quantization?: string;
  /** What the server says the model can do: `completion`, `embedding`, `thinking`, `vision`, `tools`. */
  readonly capabilities?: readonly string[];
  /** Tokens of context the model was trained for. */
  readonly contextLength?: number;
  /** Dimensions of its embeddings. */
  readonly embeddingLength?: number;
  /** ISO 8601. */
  readonly modifiedAt?: string;
  /** Set when the server would send prompts to another machine: such a model is never used. */
  readonly remoteHost?: string;
}

export type CheckState = 'pass' | 'warn' | 'fail' | 'unknown';

/** One thing that was checked about a model. */
export interface ModelCheck {
  /** Stable id, e.g. `blob.hash`, `manifest.parse`, `blob.size`. */
  readonly id: string;
  readonly state: CheckState;
  /** One sentence for people. */
  readonly message: string;
  /** What was seen: digest, path, sizes. */
  readonly evidence?: string;
}

/**
 * Two statements in one word: the files are intact (`verified`, `untrusted`) or not, and nothing speaks against the model
 * (`verified`) or something does (`untrusted`).
 */
export type ModelVerdict = 'verified' | 'untrusted' | 'failed' | 'incomplete';

/** What speaks against a model though its files may be intact: where it is from, what its texts and the registry say. */
export interface ModelConcern {
  /** Id of the check that found it, e.g. `source.trusted`, `indicator.text`. */
  readonly id: string;
  /** One sentence for people. */
  readonly message: string;
}

/** What the registries of models say. */
export interface ModelApproval {
  /** `not-asked`: there is no registry that could say anything; `mismatch`: the hash is not the one that was approved. */
  readonly state: 'not-asked' | 'approved' | 'unapproved' | 'prohibited' | 'mismatch';
  /** One sentence for people; empty when nothing was asked. */
  readonly message: string;
  /** Somebody who may vouch for the model approved its manifest: every text and every layer of it. */
  readonly wholeModel: boolean;
}

export interface ModelTrust {
  /** What speaks against the model; empty when nothing does, or when a registry vouches for all of it. */
  readonly concerns: readonly ModelConcern[];
  readonly approval: ModelApproval;
}

export interface ModelVerification {
  readonly model: string;
  readonly verdict: ModelVerdict;
  readonly trust: ModelTrust;
  readonly manifestDigest?: string;
  readonly checks: readonly ModelCheck[];
  readonly bytesHashed: number;
}

export interface VerificationReport {
  /** Absolute path of the models folder that was read. */
  readonly modelsDir: string;
  readonly models: readonly ModelVerification[];
  /** Findings that belong to no single model (orphans, unreadable store). */
  readonly storeChecks: readonly ModelCheck[];
  readonly bytesHashed: number;
  readonly seconds: number;
  /** ISO 8601. */
  readonly finishedAt: string;
}

/**
 * What the integrity gate knows about a model at the moment of a question. `untrusted`: verified and unchanged, but
 * something speaks against it; in the other states, too, `trust` tells what does.
 */
export type IntegrityState = 'verified' | 'untrusted' | 'unverified' | 'changed' | 'failed';

export interface IntegrityStatus {
  readonly state: IntegrityState;
  readonly trust: ModelTrust;
  /** ISO 8601 of the last verification. */
  readonly verifiedAt?: string;
  readonly manifestDigest?: string;
  readonly message: string;
}
