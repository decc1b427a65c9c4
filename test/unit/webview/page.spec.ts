// The page that a webview gets, and what its script may put into attributes.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../webview/protocol/html';

const root = path.resolve(import.meta.dirname, '../../..');
const options = {
  surface: 'chat',
  nonce: 'c29tZS1ub25jZS1pbi10ZXN0',
  cspSource: "'self' https://*.vscode-cdn.net",
  scriptUri: 'https://file+.vscode-resource.vscode-cdn.net/dist/webview/chat.js',
  styleUri: 'https://file+.vscode-resource.vscode-cdn.net/dist/webview/chat.css',
  codiconUri: 'https://file+.vscode-resource.vscode-cdn.net/dist/webview/codicon.css',
  language: 'fr',
  title: 'Rempart',
} as const;

function policyOf(html: string): Map<string, string> {
  const content = /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(html)?.[1] ?? '';
  const text = content.replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  return new Map(
    text.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values.join(' ')];
    }),
  );
}

describe('C2 the policy of the page', () => {
  it('allows our script by nonce, our style sheets and font, and nothing else', () => {
    const policy = policyOf(renderHtml(options));
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toBe(`'nonce-${options.nonce}'`);
    expect(policy.get('style-src')).toBe(options.cspSource);
    expect(policy.get('img-src')).toBe("'none'");
    expect(policy.get('connect-src')).toBe("'none'");
    expect(policy.get('form-action')).toBe("'none'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(policy.get('require-trusted-types-for')).toBe("'script'");
    expect(policy.get('trusted-types')).toBe("'none'");
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe|data:|blob:|\*(?!\.vscode-cdn)/u);
  });

  it('comes before everything that it rules', () => {
    const html = renderHtml(options);
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<link'));
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
  });

  it('lets no value end its attribute or its directive', () => {
    const html = renderHtml({ ...options, title: '"><script>alert(1)</script>', scriptUri: 'https://x/"onload="a' });
    expect(html.match(/<script/gu)).toHaveLength(1);
    expect(html).not.toContain('"onload="');
    expect(() => renderHtml({ ...options, nonce: "x' 'unsafe-inline" })).toThrow('nonce');
    expect(() => renderHtml({ ...options, cspSource: "'self'; script-src *" })).toThrow('separator');
  });

  it('says its language', () => {
    expect(renderHtml(options)).toContain('<html lang="fr">');
  });
});

describe('C2 the scripts of the webviews', () => {
  const files = fs
    .readdirSync(path.join(root, 'webview'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, fs.readFileSync(path.join(root, 'webview', name), 'utf8')] as const);

  it('parse no HTML, evaluate no text and ask no network', () => {
    expect(files.length).toBeGreaterThan(15);
    for (const [name, text] of files)
      expect(
        text.match(
          /\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML\w*|eval\(|new Function|fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\()/gu,
        ) ?? [],
        name,
      ).toEqual([]);
  });

  it('take only types from the protocol, so that its schemas stay out of the bundle', () => {
    for (const [name, text] of files) {
      if (name.startsWith('protocol')) continue;
      expect(text.match(/^import (?!type\b)[^;]*protocol/gmu) ?? [], name).toEqual([]);
    }
  });
});
