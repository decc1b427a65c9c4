// Bundles the real classifier process for a test, where ONNX Runtime is found.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');

/** The folder with the shipped model. */
export const classifierFolder = path.join(root, 'media/classifier');

export interface ClassifierBundle {
  readonly processPath: string;
  remove(): void;
}

export async function bundleClassifierProcess(): Promise<ClassifierBundle> {
  const cache = path.join(root, 'node_modules', '.cache');
  fs.mkdirSync(cache, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cache, 'classifier-process-'));
  await build({
    absWorkingDir: root,
    entryPoints: ['src/guards/classifierProcess.ts'],
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['onnxruntime-*'],
    logLevel: 'silent',
  });
  return {
    processPath: path.join(folder, 'classifierProcess.js'),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
