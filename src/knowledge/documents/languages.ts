// Tells the VS Code language id of a file by its name, and how such a file is cut into chunks.
import type { DocumentFormat } from './formats/types';
import table from './languages.json';

/**
 * `prose` is cut along headings, `code` along definitions, `data` along indentation and blank lines; a `document` is in a
 * format that must be read first, and its id is that format.
 */
export type LanguageKind = 'prose' | 'code' | 'data' | 'document';

export interface FileLanguage {
  /** VS Code language id. */
  readonly id: string;
  readonly kind: LanguageKind;
  /** False: nothing is known about such names; the file is indexed as plain text when it is short text. */
  readonly known: boolean;
}

const kinds: readonly LanguageKind[] = ['prose', 'code', 'data', 'document'];
const kindOf = new Map(kinds.flatMap((kind) => Object.keys(table[kind]).map((id) => [id, kind] as const)));
const byExtension = new Map(
  kinds.flatMap((kind) =>
    Object.entries<string[]>(table[kind]).flatMap(([id, extensions]) => extensions.map((ext) => [ext, id] as const)),
  ),
);
const byName = new Map(
  Object.entries<string[]>(table.names).flatMap(([id, names]) => names.map((name) => [name, id] as const)),
);
const skipped = new Set<string>(table.skip);

/** The format of a document that must be read before it can be cut; `undefined` for what is text already. */
export function documentFormatOf({ id, kind }: FileLanguage): DocumentFormat | undefined {
  return kind === 'document' && isFormat(id) ? id : undefined;
}

const isFormat = (id: string): id is DocumentFormat => Object.hasOwn(table.document, id);

/** The language of a file by its name; `undefined` when files of that name hold no text worth an index. */
export function languageOf(path: string): FileLanguage | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const named = byName.get(name);
  if (named !== undefined) return { id: named, kind: kindOf.get(named) ?? 'data', known: true };
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const extension = name.slice(dot + 1);
    if (skipped.has(extension)) return undefined;
    const id = byExtension.get(extension);
    if (id !== undefined) return { id, kind: kindOf.get(id) ?? 'data', known: true };
  }
  return { id: 'plaintext', kind: 'prose', known: false };
}
