// Where policies are kept, how their files are read, and what is said about them: for the editor and the command line.
import { createHash } from 'node:crypto';
import { constants, promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import { language, t, type Language } from '../base/l10n';
import { rempartHome, systemPaths, type PathEnvironment } from '../base/paths';
import {
  largestPolicyFile,
  mergePolicy,
  policyListNames,
  type EffectivePolicy,
  type IgnoredValue,
  type LevelId,
  type Origin,
  type Policy,
  type PolicyLevel,
  type PolicyName,
} from '../guards/policy';
// Types only: the parser loads zod and yaml, and does so when there is a file to read.
import type { ParsedPolicy, PolicyProblem } from '../guards/policy/parse';

/** The policy of a workspace: a file of this name in its root. */
export const workspacePolicyName = 'rempart.policy.yaml';

export interface PolicyPaths {
  readonly machine: string;
  /** Windows: where the environment says that the folder of the machine is, when it says another one. It can only tighten. */
  readonly movedMachine?: string;
  readonly user: string;
}

/** The folder of Windows for the data of all users, unless it was moved. The environment is the user's to set. */
const programData = 'C:\\ProgramData';

/** Where the policies of machine and user are, per platform. */
export function policyPaths(paths: PathEnvironment = systemPaths()): PolicyPaths {
  const { platform, home, env } = paths;
  const file = 'policy.yaml';
  // A variable that is set to nothing says nothing.
  const given = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const machineIn = (folder: string): string => path.win32.join(folder, 'Rempart', file);
  const machine =
    platform === 'win32'
      ? machineIn(programData)
      : platform === 'darwin'
        ? `/Library/Application Support/Rempart/${file}`
        : `/etc/rempart/${file}`;
  const moved = platform === 'win32' ? machineIn(given('ProgramData') ?? programData) : machine;
  const ownFolder = given('REMPART_HOME') !== undefined || platform === 'win32' || platform === 'darwin';
  const user = ownFolder
    ? path.join(rempartHome(paths), file)
    : path.join(given('XDG_CONFIG_HOME') ?? path.join(home, '.config'), 'rempart', file);
  const isMoved = moved.toLowerCase() !== machine.toLowerCase();
  return { machine, ...(isMoved ? { movedMachine: moved } : {}), user };
}

/** The files of the machine's policy; where there are two, the stricter value of each holds. */
export function machineFiles({ machine, movedMachine }: PolicyPaths): readonly string[] {
  return movedMachine === undefined ? [machine] : [machine, movedMachine];
}

/** Something that a person should know about a policy file. */
export type PolicyNotice =
  | {
      readonly kind: 'broken';
      readonly level: LevelId;
      readonly file: string;
      readonly problems: readonly PolicyProblem[];
    }
  | { readonly kind: 'insecure'; readonly file: string }
  | ({ readonly kind: 'ignored' } & IgnoredValue);

export interface PolicyFile {
  readonly level: LevelId;
  readonly file: string;
  readonly state: 'absent' | 'used' | 'broken' | 'insecure';
}

export interface LoadedPolicies {
  /** From the highest to the lowest. */
  readonly levels: readonly PolicyLevel[];
  readonly notices: readonly PolicyNotice[];
  readonly files: readonly PolicyFile[];
}

export const noPolicies: LoadedPolicies = { levels: [], notices: [], files: [] };

export interface PolicyReaderOptions {
  readonly paths?: PolicyPaths;
  /** User ids that may own the machine's policy; root alone, when not given. POSIX only. */
  readonly administrators?: readonly number[];
  readonly platform?: NodeJS.Platform;
}

/** Reads policy files; one whose text did not change is not parsed again. */
export class PolicyReader {
  readonly paths: PolicyPaths;
  readonly #administrators: readonly number[];
  readonly #platform: NodeJS.Platform;
  readonly #parsed = new Map<
    string,
    { readonly text: string; readonly language: Language; readonly parsed: ParsedPolicy }
  >();

  constructor({ paths = policyPaths(), administrators = [0], platform = process.platform }: PolicyReaderOptions = {}) {
    this.paths = paths;
    this.#administrators = administrators;
    this.#platform = platform;
  }

  /**
   * Reads the policies of machine and user, and of these (trusted) workspace folders. A broken file of machine or user
   * counts as the strict preset: its author wanted something, and nobody knows what. A broken one of a workspace is left
   * aside, as it could only have tightened. Never rejects.
   */
  async read(workspaceFolders: readonly string[] = []): Promise<LoadedPolicies> {
    const wanted: readonly { readonly level: LevelId; readonly file: string }[] = [
      ...machineFiles(this.paths).map((file) => ({ level: 'machine' as const, file })),
      { level: 'user', file: this.paths.user },
      ...workspaceFolders.map((folder) => ({
        level: 'workspace' as const,
        file: path.join(folder, workspacePolicyName),
      })),
    ];
    const read = await Promise.all(wanted.map(({ level, file }) => this.#readOne(level, file)));
    return {
      levels: read.flatMap(({ level }) => (level ? [level] : [])),
      notices: read.flatMap(({ notice }) => (notice ? [notice] : [])),
      files: read.map(({ file }) => file),
    };
  }

  async #readOne(
    level: LevelId,
    file: string,
  ): Promise<{ readonly file: PolicyFile; readonly level?: PolicyLevel; readonly notice?: PolicyNotice }> {
    const parsed = await this.#parse(level, file);
    if (parsed === 'absent') return { file: { level, file, state: 'absent' } };
    if (parsed === 'insecure') return { file: { level, file, state: 'insecure' }, notice: { kind: 'insecure', file } };
    if (parsed.ok) return { file: { level, file, state: 'used' }, level: parsed.level };
    return {
      file: { level, file, state: 'broken' },
      notice: { kind: 'broken', level, file, problems: parsed.problems },
      ...(level === 'workspace' ? {} : { level: strictLevel(level, file) }),
    };
  }

  async #parse(level: LevelId, file: string): Promise<ParsedPolicy | 'absent' | 'insecure'> {
    const bytes = await this.#bytes(level, file);
    if (bytes === 'absent' || bytes === 'insecure') return bytes;
    if (bytes === 'unreadable') return fault(t('The file cannot be read.'));
    const { parsePolicy, tooLarge } = await import('../guards/policy/parse');
    if (bytes.length > largestPolicyFile) return tooLarge();
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return fault(t('The file is not text in UTF-8.'));
    }
    const known = this.#parsed.get(file);
    if (known?.text === text && known.language === language()) return known.parsed;
    const parsed = parsePolicy(text, level, file);
    this.#parsed.set(file, { text, language: language(), parsed });
    return parsed;
  }

  /** The content of a file, up to one byte more than may be in it. */
  async #bytes(level: LevelId, file: string): Promise<Buffer | 'absent' | 'insecure' | 'unreadable'> {
    try {
      // Not blocking: a named pipe in the place of the file would otherwise wait for its writer.
      const handle = await fs.open(file, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const stats = await handle.stat();
        if (level === 'machine' && (await this.#writableByOthers(file, stats))) return 'insecure';
        if (!stats.isFile()) return 'unreadable';
        const buffer = Buffer.alloc(largestPolicyFile + 1);
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    } catch (error) {
      return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? 'absent' : 'unreadable';
    }
  }

  /** Whether somebody who is no administrator could have written the file, or put another in its place. */
  async #writableByOthers(file: string, stats: Stats): Promise<boolean> {
    if (this.#platform === 'win32') return false;
    if (this.#loose(stats)) return true;
    const real = await fs.realpath(file);
    for (let folder = path.dirname(real); ; folder = path.dirname(folder)) {
      if (this.#loose(await fs.stat(folder))) return true;
      if (folder === path.dirname(folder)) return false;
    }
  }

  #loose({ uid, gid, mode }: Stats): boolean {
    // In a sticky folder, others cannot replace what is not theirs.
    const sticky = (mode & constants.S_IFMT) === constants.S_IFDIR && (mode & 0o1000) !== 0;
    // Group 80 is "admin" on macOS.
    const adminGroup = gid === 0 || (this.#platform === 'darwin' && gid === 80);
    const writable = (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && !adminGroup);
    return (uid !== 0 && !this.#administrators.includes(uid)) || (writable && !sticky);
  }
}

function fault(message: string): ParsedPolicy {
  return { ok: false, problems: [{ line: 1, column: 1, endLine: 1, endColumn: 2, message }] };
}

/** What stands in for a file that cannot be understood: nothing more is trusted, whatever a lower level says. */
function strictLevel(id: LevelId, source: string): PolicyLevel {
  const lists = Object.fromEntries(policyListNames.map((name) => [name, { value: [] }]));
  return { id, source, preset: { value: 'strict' }, values: {}, lists, models: [] };
}

/** A preset that was chosen explicitly: in the settings, or on the command line. */
export interface ChosenPresets {
  /** Name of the setting or option, for people. */
  readonly source: string;
  readonly user?: PolicyName | undefined;
  readonly workspace?: PolicyName | undefined;
}

export interface PolicyInForce extends EffectivePolicy {
  readonly notices: readonly PolicyNotice[];
  readonly files: readonly PolicyFile[];
  /** `sha256:…` over every value and rule: two policies with the same one decide the same. */
  readonly hash: string;
}

/** The policy that holds, of the files and of what was chosen elsewhere. A level's file stands above its setting. */
export function policyInForce(loaded: LoadedPolicies, chosen: ChosenPresets): PolicyInForce {
  const { source, user, workspace } = chosen;
  const setting = (id: LevelId, value: PolicyName | undefined): readonly PolicyLevel[] =>
    value === undefined ? [] : [{ id, source, preset: { value }, values: {}, models: [] }];
  const effective = mergePolicy([
    ...loaded.levels.filter(({ id }) => id !== 'workspace'),
    ...setting('user', user),
    ...loaded.levels.filter(({ id }) => id === 'workspace'),
    ...setting('workspace', workspace),
  ]);
  return {
    ...effective,
    notices: [...loaded.notices, ...effective.ignored.map((value) => ({ kind: 'ignored' as const, ...value }))],
    files: loaded.files,
    hash: policyHash(effective.policy),
  };
}

function policyHash({ values, models, lists }: Policy): string {
  const text = JSON.stringify([Object.entries(values), models, Object.entries(lists)]);
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

/** A notice as one sentence or two, for a notification, the log or standard error. */
export function noticeText(notice: PolicyNotice): string {
  switch (notice.kind) {
    case 'insecure':
      return t('{0} is ignored: others than the administrator may write to it.', notice.file);
    case 'broken': {
      const [first] = notice.problems;
      const fault = first?.message ?? '';
      return notice.level === 'workspace'
        ? t('{0}, line {1}: {2} The file is ignored; nothing is loosened.', notice.file, first?.line ?? 1, fault)
        : t('{0}, line {1}: {2} The strict policy holds until this is mended.', notice.file, first?.line ?? 1, fault);
    }
    case 'ignored': {
      if (notice.level === 'workspace' && notice.key === 'preset' && notice.range === undefined)
        return t(
          'The workspace asks for the looser policy “{0}”. It is ignored: “{1}” holds.',
          notice.value,
          notice.held,
        );
      const what = ignoredText(notice);
      return notice.range === undefined
        ? t('{0}: {1}', notice.source, what)
        : t('{0}, line {1}: {2}', notice.source, notice.range.line, what);
    }
  }
}

/** What was ignored and what holds, without where it stands. */
export function ignoredText({ key, value, held, by }: IgnoredValue): string {
  return t('“{0}: {1}” is ignored because it is looser than “{2}” ({3}).', key, value, held, originText(by));
}

/** Whose word a value is. */
export function originText({ id }: Pick<Origin, 'id'>): string {
  switch (id) {
    case 'machine':
      return t('policy of the machine');
    case 'user':
      return t('policy of the user');
    case 'workspace':
      return t('policy of the workspace');
    case 'default':
      return t('default');
  }
}
