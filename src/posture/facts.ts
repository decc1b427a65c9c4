// What probes read, the same shape on every platform: a fact, or the reason why there is none.

export type Fact<T> =
  | { readonly state: 'known'; readonly value: T; /** What was read, in one line. */ readonly evidence: string }
  /** Could not be looked at; never the same as fine. */
  | { readonly state: 'unknown'; readonly reason: string }
  /** There is nothing to look at, e.g. no server runs. */
  | { readonly state: 'not-applicable'; readonly reason: string };

export const known = <T>(value: T, evidence: string): Fact<T> => ({ state: 'known', value, evidence });
export const unknown = (reason: string): Fact<never> => ({ state: 'unknown', reason });
export const notApplicable = (reason: string): Fact<never> => ({ state: 'not-applicable', reason });

/** A socket that listens. */
export interface Listener {
  /** `127.0.0.1`, `::`, `0.0.0.0`; `*` on macOS means both of the last. */
  readonly address: string;
  readonly port: number;
  readonly pid?: number;
  readonly process?: string;
  /** Name of the owner. */
  readonly user?: string;
  /** The owner is root, SYSTEM, or a service of the system; absent when it cannot be told. */
  readonly privileged?: boolean;
}

export interface Connection {
  readonly remote: string;
  readonly port: number;
}

/** Something about a folder that lets others in. */
export interface FolderProblem {
  readonly path: string;
  readonly kind: 'writable-by-others' | 'foreign-owner';
  /** e.g. `0777`, or the name of a group. */
  readonly detail: string;
}

export interface ServerFacts {
  readonly version: string;
  /** Whether the server refuses a web page of a foreign origin; absent when it could not be tried. */
  readonly refusesForeignOrigin?: boolean;
  /** Whether it refuses a foreign Host header (DNS rebinding). */
  readonly refusesForeignHost?: boolean;
  /** `unknown` on servers that do not say. */
  readonly cloud: 'off' | 'on' | 'unknown';
}

export interface Encryption {
  /** `partial`: under way, suspended, or only some of the volumes. */
  readonly state: 'on' | 'off' | 'partial';
}

export interface PendingUpdates {
  readonly all: number;
  /** Of these, the ones that mend faults of security, as far as the system tells them apart. */
  readonly security: number;
}

export interface Updates {
  /** Days since the system last installed updates, or where they can be counted, the age of the lists that they are counted by. */
  readonly days?: number;
  readonly rebootNeeded: boolean;
  /** Updates that are known and not installed; absent where they cannot be counted. */
  readonly pending?: PendingUpdates;
}

export interface ScreenLock {
  /** Seconds of idleness until the screen is locked; `never` when it is not. */
  readonly seconds: number | 'never';
}

export interface Antivirus {
  readonly name: string;
  readonly active: boolean;
  /** Absent when it cannot be told. */
  readonly upToDate?: boolean;
}

export interface Npu {
  readonly name: string;
  readonly driver?: string;
}

/** How a container that runs the model server was started. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly privileged: boolean;
  /** Runs as root inside. */
  readonly root: boolean;
  readonly dropsAllCapabilities: boolean;
  readonly addedCapabilities: readonly string[];
  readonly noNewPrivileges: boolean;
  readonly seccompOff: boolean;
  readonly readOnly: boolean;
  readonly memoryLimit: boolean;
  readonly cpuLimit: boolean;
  readonly processLimit: boolean;
  /** Addresses of this machine on which its ports are published; empty means all. */
  readonly published: readonly string[];
  /** `host`, `none`, `bridge`, or the name of a network. */
  readonly network: string;
  readonly sharesHost: readonly string[];
  readonly engineSocket: boolean;
  /** Whether the folder of models is mounted read-only; absent when it is not mounted. */
  readonly modelsReadOnly?: boolean;
}

/** The variables that open a server at its next start. Hints, not evidence: the listener is. */
export interface OllamaVariables {
  readonly host?: string;
  readonly origins?: string;
}

export interface MachineFacts {
  readonly listeners: Fact<readonly Listener[]>;
  readonly outbound: Fact<readonly Connection[]>;
  readonly folder: Fact<readonly FolderProblem[]>;
  readonly variables: Fact<OllamaVariables>;
  readonly server: Fact<ServerFacts>;
  readonly encryption: Fact<Encryption>;
  /** Whether a firewall is on (for every profile). */
  readonly firewall: Fact<boolean>;
  readonly updates: Fact<Updates>;
  readonly secureBoot: Fact<boolean>;
  /** Version of the TPM, e.g. `2.0`; `none`. */
  readonly tpm: Fact<string>;
  readonly screenLock: Fact<ScreenLock>;
  readonly antivirus: Fact<readonly Antivirus[]>;
  /** Whether this editor itself runs with the rights of an administrator. */
  readonly elevated: Fact<boolean>;
  readonly npu: Fact<readonly Npu[]>;
  readonly containers: Fact<readonly Container[]>;
}

export interface ProbeContext {
  /** Port of the model server. */
  readonly port: number;
  /** Where the server answers, e.g. `http://127.0.0.1:11434`. */
  readonly origin: string;
  readonly modelsDir: string | undefined;
  readonly signal: AbortSignal;
}

/** One function per fact; a probe that throws becomes an unknown fact with the error as its reason. */
export type Probes = { readonly [K in keyof MachineFacts]: (context: ProbeContext) => Promise<MachineFacts[K]> };
