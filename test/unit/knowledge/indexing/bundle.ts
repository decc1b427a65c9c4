// Bundles the real index process and those that it forks for a test, where its native packages are found.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { silentLogger } from '../../../../src/base/logger';
import { createIndexClient, type IndexClient, type IndexClientOptions } from '../../../../src/knowledge/client';

const root = path.resolve(import.meta.dirname, '../../../..');

export interface Bundle {
  readonly processPath: string;
  readonly embedderPath: string;
  readonly documentPath: string;
  remove(): void;
}

export async function bundleIndexProcess(): Promise<Bundle> {
  const cache = path.join(root, 'node_modules', '.cache');
  fs.mkdirSync(cache, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cache, 'index-process-'));
  const processPath = path.join(folder, 'indexProcess.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['indexProcess', 'embedderProcess', 'documentProcess', 'syntaxWorker'].map(
      (name) => `src/knowledge/${name}.ts`,
    ),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['@lancedb/lancedb', 'apache-arrow', '@huggingface/transformers', 'onnxruntime-*'],
    logLevel: 'silent',
  });
  return {
    processPath,
    embedderPath: path.join(folder, 'embedderProcess.js'),
    documentPath: path.join(folder, 'documentProcess.js'),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** Whether there is such a process. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Waits until it is so; the limit is the test's own. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Opens an index in its process, full text only and silent unless `options` say otherwise. */
export function openIndex(
  options: Partial<IndexClientOptions> & Pick<IndexClientOptions, 'roots' | 'storeUri' | 'processPath'>,
): IndexClient {
  return createIndexClient({
    embedder: { kind: 'none' },
    excludes: [],
    maxFileBytes: 1_000_000,
    logger: silentLogger,
    ...options,
  });
}

/** Ends an index, and waits until its process is gone. */
export async function closeIndex(client: IndexClient): Promise<void> {
  const { pid } = client;
  client.dispose();
  await until(() => pid === undefined || !isAlive(pid));
}
