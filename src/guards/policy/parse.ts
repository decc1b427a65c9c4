// Reads `rempart.policy.yaml`: all of it or nothing, with every fault at its place and in plain words.
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
} from 'yaml';
import { t } from '../../base/l10n';
import type { GuardAction } from '../types';
import {
  largestPolicyFile,
  policyKeyNames,
  policyListNames,
  type DocumentClass,
  type PolicyKey,
  type PolicyList,
  type PolicyName,
  type PolicyValue,
} from './keys';
import type { LevelId, PolicyLevel, PolicyRange, Stated } from './merge';
import { policySchema } from './schema';
import { expectation, nodeAt, policyTree } from './tree';

/** So many faults are told; a file with more is no policy. */
const mostProblems = 50;

export interface PolicyProblem extends PolicyRange {
  readonly message: string;
}

export type ParsedPolicy =
  | { readonly ok: true; readonly level: PolicyLevel }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

type Path = readonly (string | number)[];

let schema: ReturnType<typeof policySchema> | undefined;

/**
 * Reads a policy.
 * @param text at most 64 KB; YAML 1.2 with the core schema, without tags, anchors, aliases and directives
 * @returns what it says, or every fault with its place; never throws
 */
export function parsePolicy(text: string, id: LevelId, source: string): ParsedPolicy {
  if (Buffer.byteLength(text, 'utf8') > largestPolicyFile) return tooLarge();
  if (isDeep(text)) return { ok: false, problems: [{ ...fileStart, message: t('This is nested too deeply.') }] };
  const read = readYaml(text);
  if (read.problems.length > 0) return { ok: false, problems: read.problems.slice(0, mostProblems) };
  const { document, rangeOf, rangeOfKey } = read;
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  schema ??= policySchema();
  const result = schema.safeParse(value);
  if (!result.success) {
    // Bounded before the places are looked up: each is a walk over the file.
    const faults = result.error.issues
      .flatMap((issue): readonly { readonly path: Path; readonly unknown?: string }[] => {
        const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
        return issue.code === 'unrecognized_keys' ? issue.keys.map((unknown) => ({ path, unknown })) : [{ path }];
      })
      .slice(0, mostProblems);
    const problems = faults.map(({ path, unknown }): PolicyProblem => {
      if (unknown !== undefined) return { ...rangeOfKey([...path, unknown]), message: unknownKey(path, unknown) };
      const missing = document.getIn(path, true) === undefined;
      return { ...(missing ? rangeOfKey(path.slice(0, -1)) : rangeOf(path)), message: faultAt(path, missing) };
    });
    return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  }
  return { ok: true, level: levelOf(value as RawPolicy, id, source, rangeOf) };
}

/** The answer for a file that is larger than is read. */
export function tooLarge(): { readonly ok: false; readonly problems: readonly PolicyProblem[] } {
  const message = t('The file is too large for a policy: at most {0} KB are read.', largestPolicyFile / 1024);
  return { ok: false, problems: [{ ...fileStart, message }] };
}

const fileStart: PolicyRange = { line: 1, column: 1, endLine: 1, endColumn: 2 };

/** A policy is four levels deep; with more open brackets than this, the parser would take seconds to say no. */
const deepest = 64;

function isDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > deepest) return true;
  }
  return false;
}

interface ReadYaml {
  readonly document: Document.Parsed;
  readonly problems: readonly PolicyProblem[];
  /** The place of a value, or of the nearest thing around it. */
  readonly rangeOf: (path: Path) => PolicyRange;
  /** The place of a key. */
  readonly rangeOfKey: (path: Path) => PolicyRange;
}

function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    merge: false,
    // Its own check compares every key with every other; ours does not.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const range = (start: number, end: number): PolicyRange => {
    const from = lines.linePos(start);
    const to = lines.linePos(Math.max(end, start + 1));
    return {
      line: Math.max(1, from.line),
      column: Math.max(1, from.col),
      endLine: Math.max(1, to.line),
      endColumn: Math.max(1, to.col),
    };
  };
  const ofNode = (node: unknown): PolicyRange | undefined =>
    isNode(node) && node.range ? range(node.range[0], node.range[1]) : undefined;
  const whole = range(0, 1);
  const rangeOf = (path: Path): PolicyRange => {
    for (let depth = path.length; depth > 0; depth--) {
      const found = ofNode(document.getIn(path.slice(0, depth), true));
      if (found) return found;
    }
    return whole;
  };
  const rangeOfKey = (path: Path): PolicyRange => {
    const parent: unknown = path.length < 2 ? document.contents : document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
    return ofNode(pair?.key) ?? rangeOf(path);
  };
  const syntax = document.errors.map(({ code, pos }) => ({ ...range(pos[0], pos[1]), message: syntaxMessage(code) }));
  return { document, problems: syntax.length > 0 ? syntax : forbidden(document, range), rangeOf, rangeOfKey };
}

/** What YAML allows and a policy does not: it would hide what stands in it, or make much out of little. */
function forbidden(document: Document.Parsed, range: (start: number, end: number) => PolicyRange): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const add = (node: { range?: readonly [number, number, number] | null | undefined }, message: string): void => {
    problems.push({ ...range(node.range?.[0] ?? 0, node.range?.[1] ?? 1), message });
  };
  if (document.directives.yaml.explicit === true)
    problems.push({ ...range(0, 1), message: t('A policy has no YAML directives (%).') });
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) || node.anchor !== undefined)
        add(node, t('A policy has no anchors (&) and aliases (*): write the value out.'));
      else if (node.tag !== undefined) add(node, t('A policy has no tags (!): write the plain value.'));
    },
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key) || typeof key.value !== 'string') {
          add(isNode(key) ? key : map, t('A name must be a plain word.'));
          continue;
        }
        if (seen.has(key.value)) add(key, t('“{0}” stands here twice.', key.value));
        seen.add(key.value);
      }
    },
  });
  return problems;
}

function syntaxMessage(code: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return t('Indent with spaces, not with tabs.');
    case 'BAD_INDENT':
      return t('The indentation does not fit the lines above.');
    case 'MULTIPLE_DOCS':
      return t('A policy is one document: there is no second one after “---”.');
    case 'MISSING_CHAR':
      return t('A closing quote, bracket or colon is missing.');
    case 'RESOURCE_EXHAUSTION':
      return t('This is nested too deeply.');
    default:
      return t('This is not valid YAML.');
  }
}

function unknownKey(path: Path, key: string): string {
  const parent = nodeAt(path);
  const known = parent?.kind === 'section' ? Object.keys(parent.children).join(', ') : '';
  return t('“{0}” is not known here. Known are: {1}.', key.slice(0, 80), known);
}

function faultAt(path: Path, missing: boolean): string {
  const name = String(path.at(-1) ?? '');
  const node = nodeAt(path) ?? policyTree;
  if (missing && node.kind === 'version') return t('“version: 1” is missing.');
  if (missing) return t('“{0}” is missing.', name);
  return expectation(node, name);
}

/** What the schema let through. */
interface RawPolicy extends Readonly<Partial<Record<PolicyList, readonly string[]>>> {
  readonly preset?: PolicyName;
  readonly models?: readonly {
    readonly name: string;
    readonly action?: GuardAction;
    readonly documents?: Readonly<Partial<Record<DocumentClass, GuardAction>>>;
  }[];
}

function levelOf(raw: RawPolicy, id: LevelId, source: string, rangeOf: (path: Path) => PolicyRange): PolicyLevel {
  const values: Partial<Record<PolicyKey, Stated<PolicyValue>>> = {};
  for (const key of policyKeyNames) {
    const path = key.split('.');
    const value = path.reduce<unknown>(
      (inner, part) =>
        typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string, unknown>>)[part] : undefined,
      raw,
    );
    if (value !== undefined) values[key] = { value: value as PolicyValue, range: rangeOf(path) };
  }
  const lists: Partial<Record<PolicyList, Stated<readonly string[]>>> = {};
  for (const name of policyListNames) {
    const value = raw[name]?.map((text) => text.trim());
    if (value !== undefined) lists[name] = { value, range: rangeOf([name]) };
  }
  return {
    id,
    source,
    lists,
    ...(raw.preset === undefined ? {} : { preset: { value: raw.preset, range: rangeOf(['preset']) } }),
    values,
    models: (raw.models ?? []).map(({ name, action, documents }, index) => ({
      pattern: name,
      ...(action ? { action } : {}),
      ...(documents ? { documents } : {}),
      range: rangeOf(['models', index, 'name']),
    })),
  };
}

/** What the cursor is on: the path of the key or value at an offset, and where it stands. */
export function pathAtOffset(
  text: string,
  offset: number,
): { readonly path: Path; readonly start: number; readonly end: number } | undefined {
  if (text.length > largestPolicyFile || isDeep(text)) return undefined;
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
  const inside = (node: unknown): node is { range: [number, number, number] } =>
    isNode(node) && !!node.range && node.range[0] <= offset && offset <= node.range[1];
  let path: Path = [];
  let node: unknown = document.contents;
  for (;;) {
    if (isMap(node)) {
      const pair = node.items.find(({ key, value }) => inside(key) || inside(value));
      if (!isPair(pair) || !isScalar(pair.key)) return undefined;
      path = [...path, String(pair.key.value)];
      if (inside(pair.key)) return { path, start: pair.key.range[0], end: pair.key.range[1] };
      node = pair.value;
    } else if (isSeq(node)) {
      const index = node.items.findIndex(inside);
      if (index < 0) return undefined;
      path = [...path, index];
      node = node.items[index];
    } else return inside(node) ? { path, start: node.range[0], end: node.range[1] } : undefined;
  }
}
