// Markdown tokens → elements: no HTML text in between, so nothing in an answer can become markup that we did not make.
import type { Token } from 'markdown-it';
import { h, iconButton, toolbar } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { MaskedView, SourceView } from '../../protocol/chat';
import { place, spokenCitation } from '../place';
import { highlight } from './highlight';
import { linkTarget, markdown } from './parser';

/** What the text of an answer may refer to. */
export interface References {
  source(n: number): SourceView | undefined;
  masked(placeholder: string): MaskedView | undefined;
  /** The value behind a placeholder, once the user asked to see it. */
  revealed(placeholder: string): string | undefined;
}

/** One block at the top level: its element, and the first line of it in the text. */
export interface Block {
  readonly element: HTMLElement;
  readonly startLine: number;
  /** 1 to 6 for a heading. */
  readonly headingLevel?: number;
}

/**
 * The blocks of a Markdown text.
 * @param firstHeading level of the answer's first heading, when it stands above this text: it becomes `h3`, deeper ones `h4`
 */
export function renderBlocks(text: string, references: References, firstHeading?: number): Block[] {
  const tokens = markdown.parse(text, {});
  const blocks: Block[] = [];
  let top = firstHeading;
  let at = 0;
  while (at < tokens.length) {
    const first = tokens[at];
    if (!first) break;
    let end = at + 1;
    for (let depth = first.nesting; depth > 0 && end < tokens.length; end++) depth += tokens[end]?.nesting ?? 0;
    const headingLevel = first.type === 'heading_open' ? Number(first.tag.slice(1)) : undefined;
    top ??= headingLevel;
    const [element] = elementsOf(tokens.slice(at, end), { references, topHeading: top ?? 1 });
    if (element instanceof HTMLElement)
      blocks.push({
        element,
        startLine: first.map?.[0] ?? 0,
        ...(headingLevel === undefined ? {} : { headingLevel }),
      });
    at = end;
  }
  return blocks;
}

interface Context {
  readonly references: References;
  readonly topHeading: number;
}

/** Elements that a token may open, by its tag; all others are dropped and keep only their text. */
const plain = new Set(['p', 'ul', 'li', 'blockquote', 'strong', 'em', 's', 'thead', 'tbody', 'tr', 'td']);

function elementsOf(tokens: readonly Token[], context: Context): Node[] {
  const root = document.createDocumentFragment();
  const open: ParentNode[] = [root];
  const here = (): ParentNode => open.at(-1) ?? root;
  const enter = (element: Element): void => {
    here().append(element);
    open.push(element);
  };
  for (const token of tokens) {
    if (token.nesting === 1) {
      enter(opened(token, context));
    } else if (token.nesting === -1) {
      const closed = open.pop();
      if (token.type === 'link_close' && closed instanceof HTMLElement) nameTarget(closed);
      if (token.type === 'table_close' && closed instanceof HTMLTableElement) wrapTable(closed);
    } else if (token.type === 'inline') {
      here().append(...elementsOf(token.children ?? [], context));
      const parent = here();
      if (parent instanceof Element) tieCitations(parent);
    } else {
      here().append(...leaf(token, context));
    }
  }
  return [...root.childNodes];
}

function opened(token: Token, { topHeading }: Context): Element {
  switch (token.type) {
    case 'heading_open':
      return h(Number(token.tag.slice(1)) <= topHeading ? 'h3' : 'h4');
    case 'ordered_list_open':
      return h('ol', { start: token.attrGet('start') ?? undefined });
    case 'table_open':
      return h('table');
    case 'th_open':
      return h('th', { scope: 'col' });
    case 'link_open': {
      const target = linkTarget(attribute(token, 'href'));
      // Without `href` neither the browser nor VS Code opens anything by itself.
      return target
        ? h('a', { role: 'link', tabindex: 0, title: target.url, 'data-do': 'openLink', 'data-url': target.url })
        : h('span');
    }
    case 'paragraph_open':
      // In a tight list the text stands in the item itself.
      return token.hidden ? h('span', { class: 'tight' }) : h('p');
    default:
      if (token.tag === 'blockquote') return h('blockquote', { class: 'quoted' });
      return plain.has(token.tag) ? document.createElement(token.tag) : h('span');
  }
}

function leaf(token: Token, context: Context): Node[] {
  switch (token.type) {
    case 'text':
    case 'text_special':
      return textNodes(token.content, context.references, true);
    case 'softbreak':
      return [document.createTextNode('\n')];
    case 'hardbreak':
      return [h('br')];
    case 'code_inline':
      return [h('code', {}, ...textNodes(token.content, context.references, false))];
    case 'image':
      return [image(token)];
    case 'fence':
      return [codeBlock(token.content, token.info.trim().split(/\s+/u)[0] ?? '', context.references)];
    case 'code_block':
      return [codeBlock(token.content, '', context.references)];
    case 'hr':
      return [h('hr')];
    default:
      return [document.createTextNode(token.content)];
  }
}

/** Text with its placeholders as pills and, where asked for, its citations as buttons. */
function textNodes(text: string, references: References, citations: boolean): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const match of text.matchAll(/⟦([A-Z][A-Z0-9_]{0,60})⟧|\[(\d{1,3}(?: ?, ?\d{1,3}){0,9})\]/gu)) {
    const [whole, placeholder, numbers] = match;
    const found =
      placeholder !== undefined
        ? pill(whole, placeholder, references)
        : citations && numbers !== undefined
          ? citationsOf(numbers, references)
          : undefined;
    if (!found) continue;
    if (match.index > at) nodes.push(document.createTextNode(text.slice(at, match.index)));
    nodes.push(...found);
    at = match.index + whole.length;
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/** `undefined` when one of the numbers is no source of this answer: then the text stays as it is. */
function citationsOf(numbers: string, references: References): Node[] | undefined {
  const buttons: Node[] = [];
  for (const number of numbers.split(',')) {
    const n = Number(number);
    const source = references.source(n);
    if (!source) return undefined;
    buttons.push(
      h(
        'button',
        {
          type: 'button',
          class: 'cite',
          'aria-label': spokenCitation(n, source),
          title: place(source),
          'data-do': 'openSource',
          'data-n': n,
        },
        String(n),
      ),
    );
  }
  return buttons;
}

function pill(whole: string, name: string, references: References): Node[] | undefined {
  const masked = references.masked(whole) ?? references.masked(name);
  if (!masked) return undefined;
  const value = references.revealed(masked.placeholder);
  return [
    h(
      'button',
      {
        type: 'button',
        class: value === undefined ? 'mask' : 'mask revealed',
        'aria-expanded': 'false',
        'aria-label':
          value === undefined
            ? t('{0}, masked value: {1}', name, masked.kind)
            : t('{0}, value shown: {1}', name, value),
        title: t('Masked for the model: {0}', masked.kind),
        'data-do': 'mask',
        'data-placeholder': masked.placeholder,
      },
      value ?? whole,
    ),
  ];
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}

/** A picture is never fetched: its description and where it would have come from stand in its place. */
function image(token: Token): HTMLElement {
  const target = linkTarget(attribute(token, 'src'));
  const text = t('Image not loaded: {0}', target?.host ?? attribute(token, 'src'));
  const alt = token.content.trim();
  return h('span', { class: 'note no-image', title: target?.url }, alt === '' ? text : `${text} (${alt})`);
}

function codeBlock(content: string, language: string, references: References): HTMLElement {
  const code = content.replace(/\n$/u, '');
  const lines = code === '' ? 0 : code.split('\n').length;
  const shown = /^[\w+#.-]{1,40}$/u.test(language) ? language : '';
  const name =
    lines === 1
      ? t('Code block, {0}, 1 line', shown === '' ? t('text') : shown)
      : t('Code block, {0}, {1} lines', shown === '' ? t('text') : shown, lines);
  const write = (text: string): Node[] => textNodes(text, references, false);
  const bar = toolbar('code-bar', t('Code'), [
    iconButton('copy', t('Copy code'), { do: 'copyCode' }),
    iconButton('insert', t('Insert at cursor'), { do: 'insertCode' }),
    iconButton('diff-single', t('Compare and apply to file'), { do: 'applyCode' }),
    iconButton('new-file', t('New file from code'), { do: 'newFile' }),
  ]);
  bar.prepend(h('span', {}, shown === '' ? t('text') : shown));
  return h(
    'figure',
    { class: 'code', 'data-language': shown },
    bar,
    h(
      'pre',
      { tabindex: 0, role: 'region', 'aria-label': name },
      h('code', {}, ...highlight(code, shown.toLowerCase(), write)),
    ),
  );
}

/** The host of a link, behind its text, unless the text is the address itself. */
function nameTarget(link: HTMLElement): void {
  const url = link.dataset['url'];
  if (url === undefined) return;
  const { host } = new URL(url);
  const text = link.textContent.trim();
  if (text === url || linkTarget(text)?.url === url) return;
  link.append(h('span', { class: 'target' }, ` (${host})`));
}

function wrapTable(table: HTMLTableElement): void {
  const columns = table.querySelectorAll('thead th').length;
  const rows = table.querySelectorAll('tbody tr').length;
  const parent = table.parentNode;
  const wrapper = h('div', {
    class: 'table',
    tabindex: 0,
    role: 'region',
    'aria-label': t('Table: {0} columns, {1} rows', columns, rows),
  });
  parent?.replaceChild(wrapper, table);
  wrapper.append(table);
}

/**
 * Ties citations to the word before them, so that none stands alone at the start of a line: a button is atomic, a no-break
 * space does not hold it.
 */
function tieCitations(parent: Element): void {
  for (const cite of [...parent.querySelectorAll(':scope > .cite')]) {
    const before = cite.previousSibling;
    if (before instanceof HTMLElement && before.classList.contains('nb')) {
      before.append(cite);
      continue;
    }
    if (!(before instanceof Text)) continue;
    const match = /(?:^|\s)(\S{1,24})\s*$/u.exec(before.data);
    const word = match?.[1];
    if (word === undefined) continue;
    const start = before.data.lastIndexOf(word);
    before.data = before.data.slice(0, start);
    const tied = h('span', { class: 'nb' }, `${word}\u00a0`);
    cite.replaceWith(tied);
    tied.append(cite);
  }
}
