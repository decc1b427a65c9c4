// Decides which paths of a workspace folder may be read: the never-index list, excludes, and nested ignore files.
import fs from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import never from './never-index.json';

/** Files whose rules are honoured, in the order of their force; the later one may take back what the earlier one said. */
export const ignoreFileNames = ['.gitignore', '.rempartignore'] as const;

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

/** Tells whether a list of patterns hits a relative path with `/`. */
function pathList(patterns: readonly string[]): (relative: string, isFolder: boolean) => boolean {
  const namePatterns = patterns.filter((pattern) => !pattern.includes('/'));
  /** `core` means a file of that name: folders are left out only by patterns that end in `/`, which `src/core/a.ts` needs. */
  const names = ignore().add(namePatterns);
  const paths = ignore().add(patterns.filter((pattern) => pattern.includes('/')));
  /** What ends in `/` is a folder's: for a file its parents tell. */
  const filePaths = ignore().add(patterns.filter((pattern) => /\/(?!$)/u.test(pattern)));
  const mayHit = prefilter(namePatterns);
  return (given, isFolder) => {
    // What an editor keeps of a file beside it: `.env~`.
    const relative = isFolder ? given : given.replace(/~$/u, '');
    if (isFolder) return paths.ignores(`${relative}/`);
    const slash = relative.lastIndexOf('/');
    const name = relative.slice(slash + 1);
    if (mayHit(name) && names.ignores(name)) return true;
    return filePaths.ignores(relative) || (slash > 0 && paths.ignores(relative.slice(0, slash + 1)));
  };
}

/** Whether the built-in list forbids a file or folder; nothing in a workspace can take that back. */
export const neverIndexed = pathList([...never.secrets, ...never.dumps, ...never.noise]);

/** Whether a file is one of those that hold keys or credentials, by its name. */
export const holdsSecrets = pathList(never.secrets);

/** Whether a file is a dump of memory, traffic, mail or a database, by its name. */
export const isDump = pathList(never.dumps);

/** The rules of one folder, and where in a path that begins at the top the part begins that they see. */
interface Scope {
  readonly start: number;
  readonly rules: Ignore;
}

/** What git assumes of the file systems of a platform (`core.ignorecase`). */
const foldsCase = process.platform === 'win32' || process.platform === 'darwin';

/**
 * The rules of one workspace folder. Ignore files are read once for each folder, so make a new one for each scan. As in git
 * those of the folders above count, up to the root of the repository; but not where they ignore the workspace folder itself,
 * since who opens such a folder wants to work with it.
 */
export class IgnoreRules {
  readonly #excludes: Ignore | undefined;
  /** The folder whose rules come first: the root of the repository, or the workspace folder. Absolute. */
  readonly #top: string;
  /** The workspace folder seen from there: '' or a path with `/` at its end. */
  readonly #prefix: string;
  /** What has a say about what lies in a folder, by its path seen from the top. */
  readonly #scopes = new Map<string, readonly Scope[]>();

  /**
   * @param root absolute path of the workspace folder
   * @param excludes patterns as in `.gitignore`, in which `{a,b}` are alternatives as in `files.exclude`
   * @param ignoreCase whether `Build/` in an ignore file means `build/`, too
   */
  constructor(
    root: string,
    excludes: readonly string[],
    private readonly ignoreCase = foldsCase,
  ) {
    this.#excludes = excludes.length === 0 ? undefined : ignore().add(excludes.flatMap(expandBraces));
    const folder = realPath(root);
    this.#top = repositoryOf(folder) ?? folder;
    this.#prefix = this.#top === folder ? '' : `${path.relative(this.#top, folder).split(path.sep).join('/')}/`;
    for (let end = this.#prefix.indexOf('/'); end >= 0; end = this.#prefix.indexOf('/', end + 1)) {
      if (!this.#ignored(this.#prefix.slice(0, end), true)) continue;
      this.#top = folder;
      this.#prefix = '';
      this.#scopes.clear();
    }
  }

  /**
   * Whether a file or folder is left out, its parents being allowed already.
   * @param relative path relative to the root with `/`, not empty
   */
  ignores(relative: string, isFolder: boolean): boolean {
    return (
      neverIndexed(relative, isFolder) ||
      this.#excludes?.ignores(isFolder ? `${relative}/` : relative) === true ||
      this.#ignored(this.#prefix + relative, isFolder)
    );
  }

  /** As `ignores`, but looks at every parent folder as well. */
  ignoresAnywhere(relative: string, isFolder: boolean): boolean {
    const parts = relative.split('/');
    for (let depth = 1; depth < parts.length; depth++)
      if (this.ignores(parts.slice(0, depth).join('/'), true)) return true;
    return this.ignores(relative, isFolder);
  }

  /** What the ignore files say, the last rule that matches and the innermost file having the last word. */
  #ignored(fromTop: string, isFolder: boolean): boolean {
    const full = isFolder ? `${fromTop}/` : fromTop;
    let ignored = false;
    for (const { start, rules } of this.#scopesIn(parentOf(fromTop))) {
      const verdict = rules.test(full.slice(start));
      if (verdict.ignored) ignored = true;
      else if (verdict.unignored) ignored = false;
    }
    return ignored;
  }

  #scopesIn(folder: string): readonly Scope[] {
    let scopes = this.#scopes.get(folder);
    if (scopes === undefined) {
      const above = folder === '' ? [] : this.#scopesIn(parentOf(folder)).map((scope) => readmit(scope, folder));
      const rules = this.#rulesOf(folder);
      const start = folder === '' ? 0 : folder.length + 1;
      scopes = rules === undefined ? above : [...above, { start, rules }];
      this.#scopes.set(folder, scopes);
    }
    return scopes;
  }

  #rulesOf(folder: string): Ignore | undefined {
    const texts = ['.git/info/exclude', ...ignoreFileNames]
      .map((name) => readSmall(path.join(this.#top, folder, name)))
      .filter((text) => text !== '');
    if (texts.length === 0) return undefined;
    return texts.reduce((all, text) => all.add(text), ignore({ ignoreCase: this.ignoreCase }));
  }
}

const parentOf = (relative: string): string => relative.slice(0, Math.max(0, relative.lastIndexOf('/')));

/**
 * The rules for what lies in a folder that is allowed. Where an inner ignore file took back that they ignore the folder,
 * they judge what lies in it by itself: the library would have it ignored with its parent.
 */
function readmit({ start, rules }: Scope, folder: string): Scope {
  const seen = folder.slice(start);
  if (!rules.test(`${seen}/`).ignored) return { start, rules };
  const literal = seen.replace(/[\\*?[\]]/gu, '\\$&');
  return { start, rules: ignore().add(rules).add(`!/${literal}/`) };
}

/** The nearest folder with a `.git`, beginning with this one. */
function repositoryOf(folder: string): string | undefined {
  if (fs.existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : repositoryOf(parent);
}

function realPath(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    // What cannot be resolved cannot be listed either.
    return folder;
  }
}

/** More patterns than this of one are not made: a few braces behind one another would make millions. */
const maxAlternatives = 256;

/** A pattern for each choice of the alternatives in `{a,b}`; the pattern itself where braces are not closed or too many. */
function expandBraces(pattern: string): string[] {
  const expanded: string[] = [];
  const pending = [pattern];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (expanded.length + pending.length > maxAlternatives) return [pattern];
    const found = firstBraces(next);
    if (found === undefined) expanded.push(next);
    else for (const choice of found.choices) pending.push(found.before + choice + found.after);
  }
  return expanded;
}

function firstBraces(
  pattern: string,
): { readonly before: string; readonly choices: readonly string[]; readonly after: string } | undefined {
  const open = pattern.search(/(?<!\\)\{/u);
  if (open < 0) return undefined;
  const choices: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === '{') depth++;
    else if (char === '}') depth--;
    if (depth === 0 || (depth === 1 && char === ',')) {
      choices.push(pattern.slice(start, i));
      start = i + 1;
    }
    if (depth === 0) return { before: pattern.slice(0, open), choices, after: pattern.slice(start) };
  }
  return undefined;
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
