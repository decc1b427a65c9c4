// Who may change the folder of models on Linux and macOS: every folder on the way counts, as each can be renamed away.
import path from 'node:path';
import { t } from '../../base/l10n';
import { known, notApplicable, unknown, type Fact, type FolderProblem, type ProbeContext } from '../facts';
import type { ProbeIo } from './io';

const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/** @param trustedUids users whose folders are trusted besides root's and our own, e.g. `ollama` */
export async function probePosixFolder(
  io: ProbeIo,
  { modelsDir }: ProbeContext,
  trustedUids: ReadonlySet<number>,
): Promise<Fact<readonly FolderProblem[]>> {
  if (modelsDir === undefined) return unknown(t('the folder of models is not known'));
  const root = await io.status(modelsDir);
  if (!root) return notApplicable(t('{0} is not there', modelsDir));
  const problems: FolderProblem[] = [];
  // Behind a link the files lie elsewhere, and both ways there count.
  const named = [modelsDir, ...['manifests', 'blobs'].map((name) => path.posix.join(modelsDir, name))];
  const stores = new Set([...named, ...(await Promise.all(named.map((folder) => io.real(folder))))]);
  for (const folder of new Set([...stores].flatMap(ancestors))) {
    const status = folder === modelsDir ? root : await io.status(folder);
    if (!status) continue;
    const mode = (status.mode & 0o7777).toString(8).padStart(4, '0');
    // In a folder with the sticky bit (/tmp) others may add files, but not rename ours.
    const within = stores.has(folder);
    if ((status.mode & OTHERS_WRITE) !== 0 && (within || (status.mode & STICKY) === 0))
      problems.push({ path: folder, kind: 'writable-by-others', detail: mode });
    if (!trustedUids.has(status.uid) && status.uid !== 0 && status.uid !== io.uid)
      problems.push({ path: folder, kind: 'foreign-owner', detail: `uid ${status.uid}` });
  }
  const evidence =
    problems.map((problem) => `${problem.path} ${problem.detail}`).join(', ') ||
    `${modelsDir} ${(root.mode & 0o7777).toString(8).padStart(4, '0')}`;
  return known(problems, evidence);
}

function ancestors(dir: string): string[] {
  const folders = [];
  for (let folder = dir; ; folder = path.posix.dirname(folder)) {
    folders.push(folder);
    if (folder === path.posix.dirname(folder)) return folders;
  }
}
