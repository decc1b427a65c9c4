// The contract of the knowledge base: shared by the index process and by everyone who asks it.

import type { Disposable } from '../base/disposable';

/** How sensitive a document is (R7), from harmless to worst. */
export type Classification = 'public' | 'internal' | 'confidential' | 'secret';

/** A retrieved piece of a document, with the exact lines, page or cell it stands on. */
export interface Passage {
  /** Content address of the chunk. */
  readonly id: string;
  /** Absolute path of the workspace folder it comes from. */
  readonly root: string;
  /** Path relative to `root`, with `/` on every platform. */
  readonly path: string;
  /**
   * First and last line, counted from 1, both included: of the file; of the extracted text for PDF, Word (one line for
   * each paragraph) and notebooks.
   */
  readonly startLine: number;
  readonly endLine: number;
  /** Page of a PDF, counted from 1. */
  readonly page?: number;
  /** Cell of a notebook, counted from 1. */
  readonly cell?: number;
  /** Text that a reader of the document does not see: it is looked at by the guards and never given to a model. */
  readonly hidden?: true;
  readonly text: string;
  /** Headings or symbols that enclose it, outermost first. */
  readonly heading: readonly string[];
  /** VS Code language id, e.g. `markdown`, `typescript`. */
  readonly language: string;
  /** Fused score, comparable within one answer only. */
  readonly score: number;
  readonly classification: Classification;
}

export type SearchMode = 'lexical' | 'dense' | 'hybrid';

export interface SearchRequest {
  readonly query: string;
  /** How many passages at most. */
  readonly limit: number;
  /** `hybrid` falls back to `lexical` while there are no vectors, and says so in `mode` of the response. */
  readonly mode: SearchMode;
  /** Only paths that start with one of these (relative to the root, `/`). */
  readonly pathPrefixes?: readonly string[];
  readonly languages?: readonly string[];
}

/** Why there is no index to search. */
export type NotIndexed = 'no-folder' | 'untrusted' | 'off';

export interface SearchResponse {
  readonly passages: readonly Passage[];
  readonly mode: SearchMode;
  readonly files: number;
  readonly milliseconds: number;
  /** Nothing was searched, because nothing is indexed here. */
  readonly notIndexed?: NotIndexed;
}

export type EmbedderChoice =
  | { readonly kind: 'none' }
  /** A folder in transformers.js layout; `id` is the catalogue id in models.json. */
  | { readonly kind: 'transformers'; readonly id: string; readonly folder: string }
  | {
      readonly kind: 'ollama';
      readonly endpoint: string;
      readonly model: string;
      /** A server of the user's choice, perhaps on another machine: over TLS and with `embedderToken`. */
      readonly remote?: {
        /** Absolute path of certificates of authorities, as PEM, that are trusted besides the usual ones. */
        readonly certificates?: string;
      };
    };

export interface KnowledgeOptions {
  /** Absolute paths of the workspace folders. */
  readonly roots: readonly string[];
  /** Absolute folder (or object-store URI) that holds the tables. */
  readonly storeUri: string;
  readonly embedder: EmbedderChoice;
  /** The token of a remote embedder. Never logged, never on disk. */
  readonly embedderToken?: string;
  /** Globs to leave out besides .gitignore, .rempartignore and the built-in never-index list. */
  readonly excludes: readonly string[];
  readonly maxFileBytes: number;
  /** Largest size on this machine, bytes; absent: no limit. */
  readonly maxIndexBytes?: number;
  /** How long a query waits for its vector before the words alone answer, milliseconds; by default what somebody who looks on waits. */
  readonly queryPatience?: number;
  /** What the object store needs: endpoint, region and credentials under LanceDB's names. Never logged, never on disk. */
  readonly storageOptions?: Readonly<Record<string, string>>;
  /** Nothing is read or embedded until `setPaused(false)`; searches go on with what is there. */
  readonly paused?: boolean;
  /** Absolute folder of the catalogue of files; by default the store's, or one under Rempart's home for an object store. */
  readonly catalogueFolder?: string;
}

export interface IndexProgress {
  readonly phase: 'scanning' | 'reading' | 'embedding' | 'finishing';
  readonly done: number;
  readonly total: number;
}

export interface IndexReport {
  readonly files: number;
  readonly chunks: number;
  readonly changedFiles: number;
  readonly seconds: number;
  readonly bytesOnDisk: number;
  readonly embedded: number;
  /** Files that could not be read, or not all of them, with a reason for people; also those of earlier updates. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

export interface IndexStatus {
  readonly state: 'starting' | 'idle' | 'indexing' | 'paused' | 'restarting' | 'failed';
  readonly files: number;
  readonly chunks: number;
  readonly vectors: number;
  readonly bytesOnDisk: number;
  /** ISO 8601, when the index last agreed with the disk. */
  readonly updatedAt?: string;
  readonly progress?: IndexProgress;
  /** Name of the chosen embedding model; absent when words alone are searched. */
  readonly model?: string;
  /** Name of the earlier model that answers while the vectors of the chosen one are being made. */
  readonly previousModel?: string;
  /** The index has its largest size: how many files are not in it for that, and that size in bytes. */
  readonly full?: { readonly leftOut: number; readonly maxBytes: number };
  /** A sentence for people when something is not as it should be. */
  readonly message?: string;
}

export interface CompactionReport {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** Everything the rest of Rempart asks of the index. The index process may die at any time: calls then reject, and work again after its restart. */
export interface Knowledge extends Disposable {
  readonly status: IndexStatus;
  onDidChangeStatus(listener: (status: IndexStatus) => void): Disposable;
  /** Brings the index up to date with the disk: all roots, or only these absolute paths. */
  update(
    paths?: readonly string[],
    options?: {
      readonly signal?: AbortSignal;
      readonly onProgress?: (progress: IndexProgress) => void;
      /** Whether to resolve only when the vectors are there, too; by default so for all roots, not for single paths. */
      readonly vectors?: 'wait' | 'background';
      /** Reads these paths again though they look unchanged. */
      readonly again?: boolean;
    },
  ): Promise<IndexReport>;
  /** Stops reading and embedding, or lets them go on with the next update; what was committed stays. */
  setPaused(paused: boolean): Promise<void>;
  /** Gives the space of older versions of the tables back. */
  compact(): Promise<CompactionReport>;
  /** Removes the tables, wherever they lie. Nothing else may be asked of this index afterwards. */
  drop(): Promise<void>;
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResponse>;
}
