// Types of the stand-in Ollama for tests written in TypeScript.

/** `scripted` computes its answers from the prompt by fixed rules (no model, no native code); `llama` runs a real GGUF. */
export type EngineKind = 'scripted' | 'llama';

/** See `MODES` for what each does and its options. */
export type MisbehaviourMode =
  | 'slow-first-byte'
  | 'status-500'
  | 'status-503'
  | 'not-found'
  | 'html'
  | 'wrong-content-type'
  | 'invalid-json'
  | 'redirect'
  | 'reset'
  | 'hang'
  | 'slow-tokens'
  | 'one-byte-writes'
  | 'joined-lines'
  | 'error-line'
  | 'no-done'
  | 'repetition'
  | 'empty-answer'
  | 'done-reason'
  | 'remote-host'
  | 'schema-violation'
  | 'answer'
  | 'canary'
  | 'canary-split'
  | 'exfiltration'
  | 'obedient'
  | 'huge-line'
  | 'unknown-fields'
  | 'missing-counters'
  | 'wrong-digest'
  | 'wrong-size'
  | 'nan'
  | 'zeros'
  | 'version';

export interface MisbehaviourOptions {
  /** For how many requests; `Infinity` until `behave()`. Default 1. */
  readonly times?: number;
  /** Only for requests to this path, e.g. `/api/chat`. Default: the paths that the mode is about. */
  readonly path?: string;
  readonly delayMs?: number;
  readonly afterLines?: number;
  readonly lines?: number;
  readonly text?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly host?: string;
  readonly location?: string;
  readonly model?: string;
  readonly bytes?: number;
  readonly dimensions?: number;
  readonly version?: string;
}

/** One request that arrived. Bodies are not kept. `status` is 0 until the answer has ended. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

export interface StandIn {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly engine: EngineKind;
  readonly requests: readonly LoggedRequest[];
  misbehave(mode: MisbehaviourMode, options?: MisbehaviourOptions): void;
  /** Forgets every misbehaviour. */
  behave(): void;
  /** Closes all connections and unloads the models. */
  stop(): Promise<void>;
}

export interface StandInOptions {
  /** A models folder as `buildStore` makes it. */
  readonly modelsDir: string;
  /** 0 (default) takes a free one. */
  readonly port?: number;
  /** Default `scripted`. */
  readonly engine?: EngineKind;
  /** What `/api/version` says; default the release whose behaviour this is. */
  readonly version?: string;
  /** Default true, as a server started with OLLAMA_NO_CLOUD=1. The stand-in never calls out either way. */
  readonly cloudDisabled?: boolean;
  /** How many requests may wait for a model; default 512. */
  readonly maxQueue?: number;
  /** Progress of a first installation of the runtime; default stderr. */
  readonly log?: (line: string) => void;
}

/** Rejects when the port is taken, or (engine `llama`) when the runtime cannot be installed. */
export function startStandIn(options: StandInOptions): Promise<StandIn>;

export interface StoreModel {
  /** `name:tag`. */
  readonly name: string;
  /** Weights; without it random ones are generated (a chat model of 230 KB, an embedding model of 450 KB). */
  readonly gguf?: string;
  readonly kind?: 'chat' | 'embedding';
  readonly template?: string;
  readonly system?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Default: what the GGUF says; empty: no licence layer. */
  readonly license?: string;
  /** Hard link instead of a copy where that is possible: then a byte flipped in the store is flipped in `gguf` too. */
  readonly link?: boolean;
  /** Written by the server itself, as `ollama create` does; else as it was pulled. */
  readonly madeHere?: boolean;
}

export interface BuiltModel {
  readonly name: string;
  readonly manifestPath: string;
  /** SHA-256 of the manifest's bytes, as tags and ps show it. */
  readonly digest: string;
  /** The weights' file. */
  readonly modelBlob: string;
  /** All files that the manifest names. */
  readonly blobs: readonly string[];
}

/** Adds models to an Ollama models folder of the real layout; the folder is made when missing. */
export function buildStore(options: {
  readonly dir: string;
  readonly models: readonly StoreModel[];
}): Promise<BuiltModel[]>;

/** Flips one bit (in the middle, or at `offset`); size and times stay. */
export function flipByte(file: string, offset?: number): void;

export type Asset = { readonly path: string } | { readonly path: undefined; readonly reason: string };

/** The llama.cpp runtime of the `llama` engine in the per-user cache: a folder to resolve `node-llama-cpp` from. */
export function ensureRuntime(options?: { readonly log?: (line: string) => void }): Promise<Asset>;

/** The GGUF of SmolLM2-135M-Instruct in the per-user cache: a weak model, for the protocol and not for answers. */
export function ensureSmolLM2(options?: { readonly log?: (line: string) => void }): Promise<Asset>;

/** `${XDG_CACHE_HOME:-~/.cache}/rempart-dev` */
export function cacheDirectory(): string;

/** SHA-256 in hexadecimal. */
export function hashFile(file: string): Promise<string>;

/** Every misbehaviour: where it applies, what it does. */
export const MODES: Readonly<Record<MisbehaviourMode, readonly [where: string, what: string]>>;

/** The template of chat models that `buildStore` makes. */
export const CHATML: string;

export const DEFAULT_VERSION: string;
