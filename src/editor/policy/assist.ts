// Help for who writes a policy: what may stand at the cursor, and what a key means. Knows nothing of VS Code.
import { t } from '../../base/l10n';
import { pathAtOffset } from '../../guards/policy/parse';
import { expectation, nodeAt, valuesOf, type PolicyNode } from '../../guards/policy/tree';
import { originText, type PolicyInForce } from '../../assistant/policyFiles';
import { policyKeyNames } from '../../guards/policy';

export interface Candidate {
  readonly kind: 'key' | 'value';
  readonly label: string;
  /** What is inserted in place of the word before the cursor. */
  readonly insert: string;
  readonly description: string;
  /** Whether something may be proposed again right after. */
  readonly more: boolean;
}

export interface Completion {
  /** Column, from 0, at which the word before the cursor begins. */
  readonly from: number;
  readonly candidates: readonly Candidate[];
}

/** `key:` at the beginning of a line, perhaps after `- `. */
const keyLine = /^( *)(- +)?([A-Za-z_][\w]*):/u;

interface Line {
  /** Column of the key. */
  readonly indent: number;
  /** Column of the dash of a list, when there is one. */
  readonly dash?: number;
  readonly key: string;
}

/**
 * What may stand at a place of a policy, read from the indentation: the text need not be valid while it is typed.
 * @param lines of the document
 * @param line from 0
 * @param column from 0
 */
export function completionsAt(lines: readonly string[], line: number, column: number): Completion {
  const before = (lines[line] ?? '').slice(0, column);
  const value = /^( *)(- +)?([A-Za-z_]\w*): +(\S*)$/u.exec(before);
  if (value) {
    const [, indent = '', dash = '', key = '', word = ''] = value;
    const parent = parentOf(lines, line, indent.length, dash.length);
    const node = nodeAt([...parent.path, key]);
    return { from: column - word.length, candidates: node ? valueCandidates(node) : [] };
  }
  const name = /^( *)(- +)?(\w*)$/u.exec(before);
  if (!name) return { from: column, candidates: [] };
  const [, indent = '', dash = '', word = ''] = name;
  const parent = parentOf(lines, line, indent.length, dash.length);
  const at = indent.length + dash.length;
  return { from: column - word.length, candidates: keyCandidates(nodeAt(parent.path), siblings(lines, line, at), at) };
}

/** What a key or value means, and what holds for it at present. */
export function hoverAt(
  text: string,
  offset: number,
  inForce: PolicyInForce | undefined,
): { readonly lines: readonly string[]; readonly start: number; readonly end: number } | undefined {
  const found = pathAtOffset(text, offset);
  const node = found && nodeAt(found.path);
  if (!found || !node) return undefined;
  const lines = [node.describe()];
  if (valuesOf(node).length > 1 || node.kind === 'limit')
    lines.push(expectation(node, String(found.path.at(-1) ?? '')));
  const key = policyKeyNames.find((one) => one === found.path.join('.'));
  if (key && inForce) {
    const held = inForce.policy.values[key];
    lines.push(t('In force: {0} ({1})', held === undefined ? '—' : String(held), originText(inForce.origins[key])));
  }
  return { lines, start: found.start, end: found.end };
}

function valueCandidates(node: PolicyNode): readonly Candidate[] {
  return valuesOf(node).map((value) => ({
    kind: 'value',
    label: value,
    insert: value,
    description: node.describe(),
    more: false,
  }));
}

function keyCandidates(parent: PolicyNode | undefined, present: ReadonlySet<string>, at: number): readonly Candidate[] {
  if (parent?.kind === 'list')
    return [{ kind: 'key', label: '- name', insert: '- name: ', description: parent.item.describe(), more: false }];
  if (parent?.kind !== 'section') return [];
  return Object.entries(parent.children)
    .filter(([key]) => !present.has(key))
    .map(([key, node]) => {
      const below = `\n${' '.repeat(at + 2)}`;
      const rest =
        node.kind === 'section'
          ? below
          : node.kind === 'list'
            ? `${below}- name: `
            : node.kind === 'texts'
              ? `${below}- `
              : ' ';
      const more = node.kind === 'section' || valuesOf(node).length > 0;
      return { kind: 'key', label: key, insert: `${key}:${rest}`, description: node.describe(), more };
    });
}

function read(text: string | undefined): Line | undefined {
  const match = keyLine.exec(text ?? '');
  if (!match) return undefined;
  const [, indent = '', dash, key = ''] = match;
  return dash === undefined
    ? { indent: indent.length, key }
    : { indent: indent.length + dash.length, dash: indent.length, key };
}

/** The keys above a place, by ever smaller indentation; a list counts as its first item. */
function parentOf(
  lines: readonly string[],
  line: number,
  indent: number,
  dash: number,
): { readonly path: readonly (string | number)[] } {
  const path: (string | number)[] = dash > 0 ? [0] : [];
  let limit = indent;
  // The key that holds a list may stand in the same column as its dashes.
  let inList = dash > 0;
  for (let i = line - 1; i >= 0 && (limit > 0 || inList); i--) {
    const above = read(lines[i]);
    if (!above) continue;
    if (above.dash !== undefined) {
      if (inList || above.indent > limit) continue;
      if (above.indent < limit) path.unshift(above.key);
      path.unshift(0);
      limit = above.dash;
      inList = true;
    } else if (above.indent < limit || (inList && above.indent === limit)) {
      path.unshift(above.key);
      limit = above.indent;
      inList = false;
    }
  }
  return { path };
}

/** The keys that stand beside a place already. */
function siblings(lines: readonly string[], line: number, at: number): ReadonlySet<string> {
  const found = new Set<string>();
  const own = /^ *- /u.test(lines[line] ?? '');
  for (let i = line - 1; i >= 0 && !own; i--) {
    const above = read(lines[i]);
    if (!above) continue;
    if (above.indent < at) break;
    if (above.indent === at) found.add(above.key);
    if (above.indent === at && above.dash !== undefined) break;
  }
  for (let i = line + 1; i < lines.length; i++) {
    const below = read(lines[i]);
    if (!below) continue;
    if (below.indent < at || (below.dash ?? at) < at) break;
    if (below.indent === at) found.add(below.key);
  }
  return found;
}
