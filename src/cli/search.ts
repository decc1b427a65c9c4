// `rempart search`: passages for one query, or for each line of standard input.
import { t } from '../base/l10n';
import { visibleName } from '../base/visible';
import { placeOf, placeText } from '../knowledge/place';
import type { Passage, SearchMode } from '../knowledge/types';
import {
  millisecondsSince,
  oneOf,
  readArguments,
  readJsonLines,
  textOf,
  UsageError,
  writeJson,
  writeJsonLine,
  writeLine,
} from './arguments';
import { embedderKinds, openKnowledge } from './knowledge';

const modes: readonly SearchMode[] = ['lexical', 'dense', 'hybrid'];

export async function search(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(args, {
    k: { type: 'string', short: 'k' },
    mode: { type: 'string' },
    store: { type: 'string' },
    embedder: { type: 'string' },
    json: { type: 'boolean' },
    jsonl: { type: 'boolean' },
  });
  const limit = Number(values.k ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new UsageError(t('-k is a number from 1 to 1000.'));
  const mode = oneOf(values.mode, modes, 'hybrid');
  const [folder, ...words] = positionals;
  const query = words.join(' ');
  if (!values.jsonl && query.trim() === '') throw new UsageError(t('A query is needed.'));
  using opened = await openKnowledge({
    folder,
    store: values.store,
    embedder: values.embedder === undefined ? undefined : oneOf(values.embedder, embedderKinds, 'none'),
  });
  await opened.update(signal);

  if (values.jsonl) {
    let told = false;
    for await (const line of readJsonLines(signal)) {
      const start = performance.now();
      const { passages, mode: answered } = await opened.knowledge.search({ query: textOf(line), limit, mode }, signal);
      told ||= tellMode(mode, answered);
      await writeJsonLine({ id: line.value['id'], hits: passages.map(hit), ms: millisecondsSince(start) });
    }
    return 0;
  }
  const { passages, mode: answered } = await opened.knowledge.search({ query, limit, mode }, signal);
  tellMode(mode, answered);
  if (values.json) writeJson(passages.map(hit));
  else if (passages.length === 0) writeLine(t('Nothing found.'));
  else for (const passage of passages) writeLine(`${visibleName(placeText(passage))}  ${passage.score.toFixed(3)}`);
  return passages.length === 0 ? 1 : 0;
}

/** Says on standard error that the words alone answered; true when it did. */
function tellMode(wanted: SearchMode, answered: SearchMode): boolean {
  // The default is what there is.
  if (wanted === answered || answered !== 'lexical') return false;
  process.stderr.write(`rempart: ${t('no vectors: the words alone answer')}\n`);
  return true;
}

function hit(passage: Passage): object {
  return { ...placeOf(passage), ...(passage.hidden ? { hidden: true } : {}), score: passage.score };
}
