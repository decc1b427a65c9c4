import type { Metafile, Plugin } from 'esbuild';

export declare const commonJsChunks: Plugin;
export declare function isChunk(file: string): boolean;
export declare function removeChunks(folder: string, written: ReadonlySet<string>): void;
export declare function startBytes(file: string, outputs: Metafile['outputs']): number;
export declare function toCommonJs(code: string, name: string): string;
