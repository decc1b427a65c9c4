// Reads and extends a registry of models, comments kept, and tells what is wrong with it by line.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { isMap, isSeq, LineCounter, parseDocument, stringify, YAMLSeq, type Document, type ParsedNode } from 'yaml';
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { canonicalName, hasTag, shortName } from '../../base/modelName';
import { entrySchema, registrySchema, type NewRegistryEntry, type RegistryEntry } from './schema';

export interface RegistryProblem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** e.g. `models.0.sha256`. */
  readonly path: string;
  readonly message: string;
}

export interface ModelRegistry {
  readonly file?: string;
  readonly entries: readonly RegistryEntry[];
}

export type ParsedRegistry =
  | { readonly ok: true; readonly registry: ModelRegistry }
  | { readonly ok: false; readonly problems: readonly RegistryProblem[] };

const MAX_BYTES = 4 * 1024 * 1024;

/** Every value is the text that stands there: YAML's usual schema takes the tag `2.0` for 2 and `null` for nothing. */
const AS_WRITTEN = { schema: 'failsafe' } as const;

/** All of it or nothing: an entry that cannot be understood must not be left out in silence. */
export function parseRegistry(text: string, file?: string): ParsedRegistry {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...AS_WRITTEN, lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0)
    return { ok: false, problems: document.errors.map(({ pos, message }) => ({ ...at(pos[0]), path: '', message })) };
  let value: unknown;
  try {
    // A registry needs no aliases; a few are harmless, a bomb of them is not.
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return { ok: false, problems: [{ line: 1, column: 1, path: '', message: (error as Error).message }] };
  }
  const result = registrySchema.safeParse(value);
  if (result.success)
    return { ok: true, registry: { entries: result.data.models, ...(file === undefined ? {} : { file }) } };
  const problems = result.error.issues.map(({ path: keys, message }) => {
    const names = keys.map((key) => (typeof key === 'symbol' ? String(key) : key));
    return { ...at(offsetOf(document, names)), path: names.join('.'), message };
  });
  return { ok: false, problems };
}

/** @throws RempartError `registry-invalid` with the first problem, `registry-missing` when there is no such file */
export async function readRegistry(file: string): Promise<ModelRegistry> {
  let text: string;
  try {
    const { size } = await fs.stat(file);
    if (size > MAX_BYTES) throw new RempartError('registry-invalid', t('{0} is too large for a registry.', file));
    text = await fs.readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new RempartError('registry-missing', t('There is no registry {0}.', file), { cause: error });
  }
  const parsed = parseRegistry(text, file);
  if (parsed.ok) return parsed.registry;
  const [first] = parsed.problems;
  throw new RempartError(
    'registry-invalid',
    t('{0}, line {1}: {2}', file, first?.line ?? 1, `${first?.path ?? ''} ${first?.message ?? ''}`.trim()),
  );
}

/** The entries for a model, by name and tag; one without a tag is about every tag. */
export function entriesFor(registry: ModelRegistry, model: string): RegistryEntry[] {
  const tagged = canonicalName(model);
  const untagged = tagged.slice(0, tagged.lastIndexOf(':'));
  return registry.entries.filter(({ name, version }) => [tagged, untagged].includes(subjectOf(name, version)));
}

/**
 * Whether an entry lets its model be used for something. A prohibition wins; no list of approvals approves all, but of a
 * risky model only what is listed.
 */
export function judgeUse(entry: RegistryEntry, use: string): 'approved' | 'unapproved' | 'prohibited' {
  const wanted = use.trim().toLowerCase();
  const has = (list: readonly string[]) => list.some((one) => one.trim().toLowerCase() === wanted);
  if (has(entry.prohibited_uses)) return 'prohibited';
  const isRisky = entry.risk_level === 'high' || entry.risk_level === 'critical';
  return has(entry.approved_uses) || (entry.approved_uses.length === 0 && !isRisky) ? 'approved' : 'unapproved';
}

/**
 * The text of a registry with one entry more, or in place of the one of the same name and version. Comments, order and
 * blank lines stay.
 * @throws RempartError `registry-invalid` when the text, or the entry, is none
 */
export function addToRegistry(text: string, entry: NewRegistryEntry): string {
  const checked = entrySchema.safeParse(entry);
  if (!checked.success)
    throw new RempartError(
      'registry-invalid',
      `${checked.error.issues[0]?.path.join('.') ?? ''} ${checked.error.issues[0]?.message ?? ''}`,
    );
  const document = parseDocument(text.trim() === '' ? 'version: 1\nmodels: []\n' : text, AS_WRITTEN);
  const [fault] = document.errors;
  if (fault) throw new RempartError('registry-invalid', fault.message);
  if (!isMap(document.contents)) throw new RempartError('registry-invalid', t('The registry has no list of models.'));
  let models = document.get('models');
  if (!isSeq(models)) {
    models = new YAMLSeq();
    document.set('models', models);
  }
  const list = models as YAMLSeq;
  // An empty list may be written `[]`; a long entry on one line is not for people.
  list.flow = false;
  const node = nodeOf(entry);
  const subject = subjectOf(entry.name, entry.version);
  const index = list.items.findIndex(
    (item) => isMap(item) && subjectOf(String(item.get('name')), item.get('version') as string | undefined) === subject,
  );
  if (index >= 0) list.set(index, node);
  else list.add(node);
  return document.toString({ lineWidth: 0 });
}

/** Writes `addToRegistry` back, atomically; makes the file when there is none. */
export async function addToRegistryFile(file: string, entry: NewRegistryEntry): Promise<void> {
  const text = await fs.readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const next = addToRegistry(text, entry);
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    await fs.writeFile(temporary, next);
    await fs.rename(temporary, file);
  } finally {
    await fs.rm(temporary, { force: true });
  }
}

/** Quoted where any reader of YAML, also one of version 1.1, would take a text for something else. */
function nodeOf(entry: NewRegistryEntry): ParsedNode | null {
  return parseDocument(stringify(entry, { compat: 'yaml-1.1', lineWidth: 0 }), AS_WRITTEN).contents;
}

/** What an entry is about: one model, or, without a tag, all of a name. A tag within the name goes before `version`. */
function subjectOf(name: string, version: string | undefined): string {
  if (hasTag(name)) return canonicalName(name);
  return version === undefined ? shortName(name) : canonicalName(`${name}:${version}`);
}

/** Where the deepest part of a path that exists begins. */
function offsetOf(document: Document, keys: readonly (string | number)[]): number {
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}
