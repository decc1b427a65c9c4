// Decides which paths of a workspace folder may be read: the never-index list, excludes, and nested ignore files.
import fs from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import never from './never-index.json';

/** Files whose rules are honoured, in the order of their force; the later one may take back what the earlier one said. */
export const ignoreFileNames = ['.gitignore', '.rempartignore'] as const;

const patterns = [...never.secrets, ...never.dumps, ...never.noise];
/** `core` means a file of that name: folders are left out only by patterns that end in `/`, which `src/core/a.ts` needs. */
const neverNames = ignore().add(patterns.filter((pattern) => !pattern.includes('/')));
const neverPaths = ignore().add(patterns.filter((pattern) => pattern.includes('/')));

/**
 * Whether one of these patterns may hit a name: it is one of them, or it contains the longest literal part of one with
 * wildcards. Two hundred expressions for each of 100,000 files take seconds; this leaves few files for them.
 */
function prefilter(all: readonly string[]): (name: string) => boolean {
  const wild = all.filter((pattern) => /[*?[\\]/u.test(pattern));
  const exact = new Set(all.filter((pattern) => !wild.includes(pattern)).map((pattern) => pattern.toLowerCase()));
  const parts = wild.map((pattern) => {
    // A pattern with an escape may hit anything.
    const literals = pattern.includes('\\') ? [''] : pattern.toLowerCase().split(/\[[^[\]]*\]|[*?]/u);
    return literals.reduce((longest, literal) => (literal.length > longest.length ? literal : longest), '');
  });
  return (name) => {
    const lower = name.toLowerCase();
    return exact.has(lower) || parts.some((part) => lower.includes(part));
  };
}

const mayBeNever = prefilter(patterns.filter((pattern) => !pattern.includes('/')));
/** What ends in `/` is a folder's: for a file its parents tell. */
const neverFilePaths = ignore().add(patterns.filter((pattern) => /\/(?!$)/u.test(pattern)));

/** Whether the built-in list forbids a file or folder; nothing in a workspace can take that back. */
export function neverIndexed(given: string, isFolder: boolean): boolean {
  // What an editor keeps of a file beside it: `.env~`.
  const relative = isFolder ? given : given.replace(/~$/u, '');
  if (isFolder) return neverPaths.ignores(`${relative}/`);
  const slash = relative.lastIndexOf('/');
  const name = relative.slice(slash + 1);
  if (mayBeNever(name) && neverNames.ignores(name)) return true;
  return neverFilePaths.ignores(relative) || (slash > 0 && neverPaths.ignores(relative.slice(0, slash + 1)));
}

/** The rules of one workspace folder. Ignore files are read once for each folder, so make a new one for each scan. */
export class IgnoreRules {
  readonly #excludes: Ignore | undefined;
  /** Rules by folder relative to the root, '' for the root itself. */
  readonly #folders = new Map<string, Ignore | undefined>();
  /** For what lies in a folder: all rules that have a say, and where the path begins that each of them sees. */
  readonly #above = new Map<string, readonly { readonly start: number; readonly rules: Ignore }[]>();

  constructor(
    private readonly root: string,
    excludes: readonly string[],
  ) {
    this.#excludes = excludes.length === 0 ? undefined : ignore().add([...excludes]);
  }

  /**
   * Whether a file or folder is left out, its parents being allowed already.
   * @param relative path relative to the root with `/`, not empty
   */
  ignores(relative: string, isFolder: boolean): boolean {
    const full = isFolder ? `${relative}/` : relative;
    if (neverIndexed(relative, isFolder) || this.#excludes?.ignores(full) === true) return true;
    let ignored = false;
    for (const { start, rules } of this.#rulesAbove(relative)) {
      const verdict = rules.test(full.slice(start));
      if (verdict.ignored) ignored = true;
      else if (verdict.unignored) ignored = false;
    }
    return ignored;
  }

  /** As `ignores`, but looks at every parent folder as well. */
  ignoresAnywhere(relative: string, isFolder: boolean): boolean {
    const parts = relative.split('/');
    for (let depth = 1; depth < parts.length; depth++)
      if (this.ignores(parts.slice(0, depth).join('/'), true)) return true;
    return this.ignores(relative, isFolder);
  }

  #rulesAbove(relative: string): readonly { readonly start: number; readonly rules: Ignore }[] {
    const parent = relative.slice(0, Math.max(0, relative.lastIndexOf('/')));
    let above = this.#above.get(parent);
    if (above === undefined) {
      const rules = this.#rulesOf(parent);
      const start = parent === '' ? 0 : parent.length + 1;
      above = [...(parent === '' ? [] : this.#rulesAbove(parent)), ...(rules === undefined ? [] : [{ start, rules }])];
      this.#above.set(parent, above);
    }
    return above;
  }

  #rulesOf(folder: string): Ignore | undefined {
    if (this.#folders.has(folder)) return this.#folders.get(folder);
    const names = folder === '' ? ['.git/info/exclude', ...ignoreFileNames] : ignoreFileNames;
    const texts = names.map((name) => readSmall(path.join(this.root, folder, name))).filter((text) => text !== '');
    const rules = texts.length === 0 ? undefined : texts.reduce((all, text) => all.add(text), ignore());
    this.#folders.set(folder, rules);
    return rules;
  }
}

const maxIgnoreFileBytes = 1 << 20;

/** The text of an ignore file; empty when there is none, or when it is too large to be one. */
function readSmall(file: string): string {
  try {
    const stat = fs.lstatSync(file);
    return stat.isFile() && stat.size <= maxIgnoreFileBytes ? fs.readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
