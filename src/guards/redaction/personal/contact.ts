// E-mail addresses, plain and disguised (`name [at] host [dot] org`).
import type { View } from '../view';

const LOCAL = /[\p{L}\p{N}._%+'-]/u;
const DOMAIN = /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?\.){1,8}[\p{L}]{2,24}(?![\p{L}\p{N}_-])/uy;
const DISGUISED =
  /([\w.+-]{2,64})\s?(?:[[({<]\s?(?:at|arobase|chez|@)\s?[\])}>]|\s(?:arobase|at)\s)\s?([\w-]{2,63})\s?(?:(?:\.|[[({<]\s?(?:dot|point|\.)\s?[\])}>]|\s(?:dot|point)\s)\s?([a-z]{2,24})\b)(?:\s?(?:\.|[[({<]\s?(?:dot|point)\s?[\])}>])\s?([a-z]{2,10})\b)?/iu;

/** Names that stand for "your address" and accounts that belong to a machine. */
const NOBODY =
  /^(?:git|user|users?name|you|your?[._-]?(?:name|email|address)?|name|email|e-?mail|me|foo|bar|baz|test|tests?er?|example|no-?reply|do-?not-?reply|root|admin|webmaster|postmaster|mailer-daemon|someone|somebody|nobody|person|alice|bob|abc|xyz|a|b|x|hello|info|contact|support)$/iu;
const EXAMPLE_HOST =
  /(?:^|\.)(?:example\.(?:com|org|net|edu|fr)|test|invalid|localhost|local|internal)$|^(?:example|domain|test|yourdomain|company|email|host|server)\.(?:com|org|net|fr)$/iu;
/** Last labels that are file extensions or code rather than countries: `logo@2x.png`, `pkg@1.0.tgz`. */
const NOT_A_HOST =
  /\.(?:png|jpe?g|gif|svg|webp|css|js|ts|tsx|jsx|mjs|json|md|html?|ya?ml|py|rb|go|rs|java|tgz|gz|zip|lock|service|target|timer|socket|mount)$/iu;

/** An address around the `@` at `at`. */
export function findEmail(view: View, at: number): void {
  const { text } = view;
  let start = at;
  while (start > 0 && at - start < 64 && LOCAL.test(text.charAt(start - 1))) start--;
  while (start < at && /[.'%+-]/u.test(text.charAt(start))) start++;
  if (start === at) return;
  DOMAIN.lastIndex = at + 1;
  const host = DOMAIN.exec(text)?.[0];
  if (host === undefined) return;
  const local = text.slice(start, at);
  const end = at + 1 + host.length;
  // `git@github.com:org/repo` is a place, not a person; `user:pass@host` is read elsewhere.
  if (text.charAt(end) === ':' && ['git', 'hg', 'svn'].includes(local)) return;
  if (text.charAt(start - 1) === ':' && text.slice(Math.max(0, start - 90), start).includes('://')) return;
  if (NOT_A_HOST.test(host)) return;
  if (/^(?:git|no-?reply|do-?not-?reply|mailer-daemon)$/iu.test(local)) return;
  if (EXAMPLE_HOST.test(host) && NOBODY.test(local)) return;
  view.add(start, end, 'EMAIL', 70);
  findRowNames(view, start);
}

const FIELD_NAME = /^["']?(\p{Lu}[\p{L}'’-]{1,30})["']?$/u;

/** In a row of a table the capitalised fields ahead of an e-mail address are names: `Luce;Hubert;luce@…`. */
function findRowNames(view: View, start: number): void {
  const { text } = view;
  let end = start;
  while (/["']/u.test(text.charAt(end - 1))) end--;
  for (let fields = 0; fields < 4 && /[;,|]/u.test(text.charAt(end - 1)); fields++) {
    end--;
    let from = end;
    while (from > 0 && end - from < 40 && !/[\s;,|(){}=:]/u.test(text.charAt(from - 1))) from--;
    const field = text.slice(from, end);
    const name = FIELD_NAME.exec(field)?.[1];
    // A blank ahead: prose, or a name of several words, which is found by itself.
    if (name === undefined || /[ \u00a0\u202f(){}=:]/u.test(text.charAt(from - 1))) return;
    const at = from + field.indexOf(name);
    view.add(at, at + name.length, 'NAME', 38);
    end = from;
  }
}

/** An address whose sign is written out; the word or bracket that stands for it starts at `at`. */
export function findDisguisedEmail(view: View, at: number): void {
  const { text } = view;
  const from = Math.max(0, at - 66);
  let start = at;
  while (start > from && /[\w.+-]/u.test(text.charAt(start - 1))) start--;
  if (start === at && text.charAt(at - 1) === ' ') {
    start--;
    while (start > from && /[\w.+-]/u.test(text.charAt(start - 1))) start--;
  }
  if (start === at) return;
  if (!view.knows(at + 100, start) && !text.includes('\n', at)) return;
  const match = DISGUISED.exec(text.slice(start, at + 100));
  if (match === null || match.index > 0 || NOBODY.test(match[1] ?? '')) return;
  view.add(start, start + match[0].length, 'EMAIL', 62);
}
