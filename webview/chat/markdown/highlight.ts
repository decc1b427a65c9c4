// Highlights code into elements, not into HTML text, with the three token colours that every theme of VS Code has.
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { h } from '../../shared/dom';

const languages = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  php,
  powershell,
  python,
  ruby,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
hljs.registerAliases(['console', 'shell', 'shellsession'], { languageName: 'bash' });
hljs.registerAliases(['toml'], { languageName: 'ini' });

/** Longer code is shown without colours: highlighting must not hold up the stream. */
const MAX_LENGTH = 50_000;

/** Scope of highlight.js → class of the style sheet; what is not here keeps the colour of text. */
const classes: Readonly<Record<string, string>> = {
  comment: 'tok-c',
  quote: 'tok-c',
  doctag: 'tok-c',
  keyword: 'tok-k',
  built_in: 'tok-k',
  literal: 'tok-k',
  type: 'tok-k',
  name: 'tok-k',
  'selector-tag': 'tok-k',
  'selector-class': 'tok-k',
  'selector-id': 'tok-k',
  attr: 'tok-k',
  attribute: 'tok-k',
  section: 'tok-k',
  meta: 'tok-c',
  string: 'tok-s',
  regexp: 'tok-s',
  symbol: 'tok-s',
  deletion: 'tok-s',
  number: 'tok-n',
  addition: 'tok-n',
};

/** The tree that highlight.js builds before it writes HTML; we read it there and write elements instead. */
interface Scope {
  readonly scope?: string;
  readonly children: readonly (Scope | string)[];
}

/** `code` as nodes; `write` makes the nodes of a piece of text. */
export function highlight(code: string, language: string, write: (text: string) => Node[]): Node[] {
  if (code.length > MAX_LENGTH || !hljs.getLanguage(language)) return write(code);
  const { _emitter: emitter } = hljs.highlight(code, { language, ignoreIllegals: true });
  const { rootNode } = emitter as unknown as { readonly rootNode: Scope };
  return rootNode.children.flatMap((child) => nodesOf(child, write));
}

function nodesOf(item: Scope | string, write: (text: string) => Node[]): Node[] {
  if (typeof item === 'string') return write(item);
  const inside = item.children.flatMap((child) => nodesOf(child, write));
  const name = item.scope === undefined ? undefined : (classes[item.scope] ?? classes[item.scope.split('.')[0] ?? '']);
  return name === undefined ? inside : [h('span', { class: name }, ...inside)];
}
