// Judges one HTML tag in an answer: harmless markup, or something that loads, runs or submits.
import { readAttribute } from './target';
import { judgeUrl, shownHost, type AllowedUrls, type UrlConcern } from './urls';

export interface JudgedTag {
  readonly concern: UrlConcern | 'element' | 'handler';
  readonly host: string;
  /** Its address carries data, or leads somewhere disguised. */
  readonly data: boolean;
  /** What is shown in its place. */
  readonly inert: string;
}

/** Elements that load or run something by being there. */
const ACTIVE = new Set(['script', 'iframe', 'frame', 'object', 'embed', 'applet', 'form', 'base', 'meta', 'style', 'link', 'svg', 'image', 'video', 'audio', 'source', 'track', 'portal', 'img', 'input', 'button', 'body', 'math', 'foreignobject', 'use', 'animate', 'set', 'isindex', 'marquee']); // prettier-ignore
/** Of these, those that do nothing without an address, a handler, or content of their own. */
const NEEDS_ADDRESS = new Set([
  'img',
  'link',
  'svg',
  'video',
  'audio',
  'source',
  'track',
  'image',
  'input',
  'button',
  'body',
  'math',
  'use',
  'style',
  'meta',
  'set',
  'animate',
]);
const ADDRESS =
  /\b(?:src|href|xlink:href|action|formaction|poster|data|background|srcset|cite|ping|content|longdesc|manifest|profile|codebase)\s{0,4}=\s{0,4}(?:"([^"]{0,1000})"|'([^']{0,1000})'|([^\s"'>]{1,1000}))/gi;

/** What speaks against a tag; nothing when it is harmless (`<b>`, `</p>`, `<T>`). */
export function judgeHtml(tag: string, allowed: AllowedUrls | undefined): JudgedTag | undefined {
  const autolink = /^<((?:https?|ftp|mailto|[a-z][a-z0-9+.-]{1,31}):[^\s<>]{1,2048})>$/i.exec(tag)?.[1];
  if (autolink !== undefined) {
    const { host, concerns } = judgeUrl(autolink, allowed);
    const concern = concerns.find((one) => allowed !== undefined || one !== 'unknown-host');
    return concern === undefined
      ? undefined
      : { concern, host, data: concerns.includes('data'), inert: `(→ ${shownHost(host)})` };
  }
  const name = /^<\/?([a-zA-Z][a-zA-Z0-9]{0,20})/.exec(tag)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  if (tag.startsWith('</')) return undefined;
  const handler = /[\s/"']on[a-z]{3,20}\s{0,4}=/i.test(tag);
  const addresses = Array.from(tag.matchAll(ADDRESS), (match) =>
    judgeAddress(match[1] ?? match[2] ?? match[3] ?? '', allowed),
  );
  const inCss = /url\(\s{0,4}["']?([^"')]{1,1000})/i.exec(tag)?.[1];
  if (inCss !== undefined) addresses.push(judgeAddress(inCss, allowed));
  const bad = addresses.find(
    ({ host, concerns }) => concerns.length > 0 || (host !== '' && ACTIVE.has(name) && name !== 'a'),
  );
  const host = bad?.host ?? addresses.find((one) => one.host !== '')?.host ?? '';
  const inert = host === '' ? `‹${name}›` : `‹${name} → ${shownHost(host)}›`;
  const data = addresses.some(({ concerns }) => concerns.some((concern) => concern !== 'unknown-host'));
  if (handler) return { concern: 'handler', host, data: true, inert };
  if (
    bad !== undefined &&
    (allowed !== undefined || ACTIVE.has(name) || bad.concerns.some((concern) => concern !== 'unknown-host'))
  )
    return { concern: bad.concerns[0] ?? 'element', host, data, inert };
  if (ACTIVE.has(name) && !NEEDS_ADDRESS.has(name)) return { concern: 'element', host, data: false, inert };
  return undefined;
}

function judgeAddress(value: string, allowed: AllowedUrls | undefined): ReturnType<typeof judgeUrl> {
  // `0;url=https://…` of a refresh, and the first of a source set.
  return judgeUrl(readAttribute(value).replace(/^\s{0,4}\d{0,5}\s{0,4};\s{0,4}url\s{0,4}=\s{0,4}/i, ''), allowed);
}
