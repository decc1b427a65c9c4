// Judges addresses in an answer: known from the context, harmless, or able to carry data to somebody else.
import hosts from './known-hosts.json';

/** What speaks against an address. */
export type UrlConcern =
  | 'scheme' // runs code or a command when followed
  | 'ip-host'
  | 'disguised-host' // punycode, look-alike letters, a host that hides in user info
  | 'data' // carries text or encoded data in path, query or host name
  | 'shortener'
  | 'unknown-host'; // stands neither in the question nor in the passages

export interface JudgedUrl {
  /** The host that would be contacted, as it is to be shown; empty for an address without one. */
  readonly host: string;
  readonly concerns: readonly UrlConcern[];
}

/** Addresses that the answer may repeat, taken from the question and the passages. */
export class AllowedUrls {
  private readonly exact = new Set<string>();
  private readonly hosts = new Set<string>();

  constructor(urls: readonly string[], texts: readonly string[]) {
    for (const url of urls) this.add(url);
    for (const text of texts) for (const match of text.matchAll(URL_IN_TEXT)) this.add(match[0]);
  }

  has(url: string): boolean {
    return this.exact.has(trim(url));
  }

  hasHost(host: string): boolean {
    return this.hosts.has(host);
  }

  private add(url: string): void {
    this.exact.add(trim(url));
    const host = hostOf(url);
    if (host !== '') this.hosts.add(host);
  }
}

const URL_IN_TEXT = /\bhttps?:\/\/[^\s<>"'`()\\]{1,2048}/gi;

/** An address without the signs of its sentence, its scheme and host in lower case; the rest is other data in other letters. */
function trim(url: string): string {
  const address = url.replace(/[).,;:!?/]+$/, ''); // eslint-disable-line regexp/no-super-linear-move -- addresses are bounded
  return address.replace(/^[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#\\@]{0,300}(?=[/?#]|$)/i, (origin) => origin.toLowerCase());
}

/** Schemes that only show something when they are followed; every other scheme does something. */
const PASSIVE = new Set(['http', 'https', 'ftp', 'mailto', 'tel', 'news', 'ws', 'wss', 'git', 'ssh', 'file']);
const ACTIVE =
  /^(?:javascript|vbscript|data|command|vscode|vscode-insiders|vscodium|cursor|ms-[a-z-]+|blob|about|view-source|jar|intent|search-ms|shell|powershell|cmd|mshta|livescript|x-[a-z-]+)$/;
const SHORTENERS = new Set(hosts.shorteners);
const DOCUMENTATION = new Set(hosts.documentation);

/** Whether a host is one that developers' documentation refers to all the time. */
export function isWellKnown(host: string): boolean {
  return DOCUMENTATION.has(host) || DOCUMENTATION.has(host.split('.').slice(-2).join('.'));
}

const PUBLISHING = new Set(hosts.publishing);

/** Whether anybody can publish there, or receive what is sent there: such a host vouches for nothing. */
export function isPublishing(host: string): boolean {
  const labels = host.split('.');
  return labels.some((_, index) => PUBLISHING.has(labels.slice(index).join('.')));
}

/** Whether a host is this machine. */
export function isLocal(host: string): boolean {
  return (
    host === 'localhost' ||
    host === '127.0.0.1' ||
    host === '[::1]' ||
    host === '0.0.0.0' ||
    host.endsWith('.localhost')
  );
}

export function schemeOf(url: string): string {
  return /^([a-z][a-z0-9+.-]{0,20}):/i.exec(bare(url))?.[1]?.toLowerCase() ?? '';
}

// Hits `https:evil.example`, `//evil.example`, `\\evil.example`: what a browser finds a host in, whatever its slashes.
const PARSED = /^(?:(?:https?|wss?|ftp):|[\\/]{2})/i;

/**
 * The host of an absolute or protocol-relative address as a browser reads it, lower case, without port; empty when there
 * is none.
 */
export function hostOf(url: string): string {
  const address = bare(url);
  if (!PARSED.test(address)) return writtenHost(address);
  try {
    return new URL(/^[\\/]/.test(address) ? `https:${address}` : address).hostname;
  } catch {
    return writtenHost(address);
  }
}

/** The host as it stands between two slashes and what follows it, lower case, without port. */
function writtenHost(address: string): string {
  const match = /^(?:[a-z][a-z0-9+.-]{0,20}:)?[\\/]{2}([^\s/\\?#]{1,300})/i.exec(address);
  if (match?.[1] === undefined) return '';
  const authority = match[1];
  return authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d{0,5}$/, '')
    .toLowerCase();
}

/** An address without what browsers leave out of it: blanks and control characters ahead, tabs and line ends anywhere. */
function bare(url: string): string {
  return url.replace(/^[\p{Cc} ]{1,64}/u, '').replace(/[\t\n\r]/g, '');
}

/**
 * A host as it is shown: in ASCII, so that look-alike letters show, and with dots that no renderer takes for an
 * address. A scheme is shown without its colon.
 */
export function shownHost(host: string): string {
  let name = host;
  if (/[^\x20-\x7e]/.test(host)) {
    try {
      name = new URL(`http://${host}`).hostname;
    } catch {
      name = '?';
    }
  }
  return name.replace(/:$/, '').replace(/\./g, '․');
}

/** Judges one address; relative addresses have no host and no concern. */
export function judgeUrl(raw: string, allowed: AllowedUrls | undefined): JudgedUrl {
  const url = bare(raw)
    .trim()
    .replace(/[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]/g, '')
    .replace(/^hxxp/i, 'http')
    .replace(/\[\.\]|\(\.\)|\{\.\}/g, '.');
  const scheme = schemeOf(url);
  const concerns: UrlConcern[] = [];
  if (scheme !== '' && (ACTIVE.test(scheme) || (!PASSIVE.has(scheme) && /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(url)))) {
    concerns.push('scheme');
    return { host: scheme + ':', concerns };
  }
  const host = hostOf(url);
  if (host === '') return { host: '', concerns };
  if (allowed?.has(url) === true) return { host, concerns };
  const written = writtenHost(url);
  if (isLocal(host) && written === host) return { host, concerns };
  // Somebody took pains to write it in another way than it is read.
  if (url !== raw.trim() || written !== host || host.includes('&')) concerns.push('disguised-host');
  if (/^\d{1,3}(?:\.\d{1,3}){1,3}$|^\[|^0x[0-9a-f]+$|^\d{8,10}$/.test(host)) concerns.push('ip-host');
  if (/(?:^|\.)xn--/.test(host) || /[^\x20-\x7e]/.test(host) || /^\s{0,4}(?:https?:)?\/\/[^\s/?#]{0,200}@/i.test(url))
    concerns.push('disguised-host');
  if (SHORTENERS.has(host)) concerns.push('shortener');
  if (carriesData(url, host)) concerns.push('data');
  if (allowed !== undefined && !allowed.hasHost(host)) concerns.push('unknown-host');
  return { host, concerns };
}

/** Text or encoded bytes in the host name, the path or the query: what an address need not have to be read. */
function carriesData(url: string, host: string): boolean {
  if (host.split('.').some((label) => label.length >= 24 && /^[0-9a-z]+$/.test(label) && /\d/.test(label))) return true;
  const at = url.toLowerCase().indexOf(host);
  const tail = at < 0 ? url : url.slice(at + host.length);
  // A placeholder that the model was told to fill in.
  if (/[?&=/](?:<[^<>]{2,40}>|\{\{[^{}]{2,40}\}\}|\[[A-Za-z_ ]{3,40}\])/.test(tail)) return true;
  const query = /[?#](.{1,4000})/.exec(tail)?.[1] ?? '';
  // Written text: words with encoded or open blanks between them.
  if (
    /(?:[A-Za-z\d]{1,30}(?:%20|\+|%0a|%2c%20|_|\s)){3}/i.test(query) ||
    /(?:[A-Za-z]{2,30}(?:%20|%0a)){2}/i.test(tail)
  )
    return true;
  if (/(?:sk|pk|ghp|gho|xox[bp]|akia|eyj|api|glpat)[-_][a-z0-9-]{6,}/i.test(query)) return true;
  for (const piece of tail.split(/[/?&=#;,.]/)) {
    if (piece.length < 20 || piece.length > 4000) continue;
    if (/^[0-9a-f]{24,}$/i.test(piece) && !/^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$/i.test(piece)) return true;
    if (/^[0-9a-f]{24,}$/i.test(piece) && query.includes(piece)) return true;
    if (
      /^[A-Za-z0-9+/_-]{20,}(?:=|%3D){0,2}$/.test(piece) &&
      /\d/.test(piece) &&
      /[a-z]/.test(piece) &&
      /[A-Z]/.test(piece) &&
      looksEncoded(piece)
    )
      return true;
  }
  return /^[?#]?.{0,200}=[A-Za-z0-9+/_-]{20,}={1,2}/.test(query);
}

/** Base64 changes case all the time; words in an address do so once a word. */
function looksEncoded(piece: string): boolean {
  let changes = 0;
  for (let i = 1; i < piece.length; i++) if (kind(piece.charCodeAt(i)) !== kind(piece.charCodeAt(i - 1))) changes++;
  return changes * 3 >= piece.length;
}

function kind(unit: number): number {
  return unit >= 0x61 && unit <= 0x7a ? 0 : unit >= 0x41 && unit <= 0x5a ? 1 : 2;
}
