// Walks a workspace folder and names the files that may be indexed. Symbolic links are never followed.
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { t } from '../../base/l10n';
import type { IgnoreRules } from './ignoreRules';
import { languageOf } from './languages';

export interface ScannedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970, with the fraction the file system keeps. */
  readonly mtimeMs: number;
}

export interface ScanProblem {
  readonly path: string;
  readonly message: string;
}

export interface ScanResult {
  readonly files: ScannedFile[];
  readonly problems: ScanProblem[];
}

/** How deep folders may nest; deeper ones are reported as problems. */
const maxDepth = 64;

/**
 * All files below a folder that the rules allow and whose names promise text.
 * @param from folder relative to the root to start at; '' for everything
 */
export async function scanFolder(
  root: string,
  rules: IgnoreRules,
  options: { readonly from?: string; readonly signal?: AbortSignal } = {},
): Promise<ScanResult> {
  const files: ScannedFile[] = [];
  const problems: ScanProblem[] = [];
  const pending = [options.from ?? ''];
  let sinceBreath = performance.now();
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    options.signal?.throwIfAborted();
    if (folder.split('/').length > maxDepth) {
      problems.push({ path: folder, message: t('Deeper than {0} folders.', maxDepth) });
      continue;
    }
    for (const entry of entriesOf(root, folder, problems)) {
      const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!rules.ignores(relative, true)) pending.push(relative);
      } else if (entry.isFile() && languageOf(relative) !== undefined && !rules.ignores(relative, false)) {
        const stat = statOf(path.join(root, relative));
        if (stat !== undefined) files.push({ path: relative, size: stat.size, mtimeMs: stat.mtimeMs });
        else if (isMisread(entry.name)) problems.push({ path: relative, message: t('Its name is not UTF-8.') });
      }
    }
    if (performance.now() - sinceBreath > 20) {
      // Requests of the editor are answered between two folders.
      await setImmediate();
      sinceBreath = performance.now();
    }
  }
  return { files, problems };
}

function entriesOf(root: string, folder: string, problems: ScanProblem[]): fs.Dirent[] {
  try {
    return fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    problems.push({
      path: folder === '' ? '.' : folder,
      message: code === 'ENOENT' && isMisread(folder) ? t('Its name is not UTF-8.') : code,
    });
    return [];
  }
}

/** Whether a name has the mark of bytes that are no UTF-8: nothing can be opened by such a name. */
const isMisread = (name: string): boolean => name.includes('\uFFFD');

function statOf(file: string): fs.Stats | undefined {
  try {
    const stat = fs.lstatSync(file);
    return stat.isFile() ? stat : undefined;
  } catch {
    // Gone between listing and looking: the next scan knows.
    return undefined;
  }
}
