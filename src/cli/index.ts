// `rempart index`: brings the index of a folder up to date and says what it holds.
import { t } from '../base/l10n';
import { visibleName } from '../base/visible';
import { noMoreThan, oneOf, readArguments, writeJson, writeLine } from './arguments';
import { embedderKinds, openKnowledge } from './knowledge';

export async function index(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(args, {
    store: { type: 'string' },
    embedder: { type: 'string' },
    'embedding-model': { type: 'string' },
    json: { type: 'boolean' },
  });
  noMoreThan(1, positionals);
  using opened = await openKnowledge({
    folder: positionals[0],
    store: values.store,
    embedder: values.embedder === undefined ? undefined : oneOf(values.embedder, embedderKinds, 'none'),
    embeddingModel: values['embedding-model'],
  });
  const report = await opened.update(signal);
  const chunksPerSecond = report.seconds === 0 ? 0 : Math.round(report.chunks / report.seconds);
  if (values.json) {
    writeJson({ ...report, chunksPerSecond });
  } else {
    writeLine(
      t(
        '{0} files, {1} passages, {2} s, {3} passages per second, {4} bytes on disk',
        report.files,
        report.chunks,
        report.seconds.toFixed(2),
        chunksPerSecond,
        report.bytesOnDisk,
      ),
    );
    for (const { path, message } of report.errors) writeLine(`${visibleName(path)}: ${message}`);
  }
  return 0;
}
