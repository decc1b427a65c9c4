// Secrets in files whose lines have a syntax of their own: .netrc, sasl_passwd, ipsec.secrets, redis.conf, network equipment.
import type { View } from '../view';
import { isPassword } from './assignment';
import { isPlaceholder } from './judge';
import { isWordLike } from './wordPasswords';

/** Reads from the end of the keyword to the end of the secret, which is the last group that matched. */
interface Directive {
  readonly keyword: string;
  readonly pattern: RegExp;
  /** Nothing but blanks may stand ahead of it on its line. */
  readonly startsLine?: boolean;
}

/** The rest of the line is the secret: how it is written may stand ahead of it, and the rights of a community behind it. */
const LINE =
  /[ \t]{1,8}(?:(?:0|5|7|--plaintext|--iscrypted)[ \t]{1,4})?(?:"([^"\n]{4,80})"|'([^'\n]{4,80})'|([^\s"']{4,80}))(?=[ \t]{0,8}(?:R[OW]\b|\r?\n|$))/uy;
const QUOTED = /[ \t]{0,8}"([^"\n]{4,120})"/uy;

/** The same as an option of a command. */
const ARGUMENT = /[ =]{1,4}(?:"([^"\n]{4,80})"|'([^'\n]{4,80})'|([^\s"']{4,80}))(?=[\s"'`)\]]|$)/uy;
/** A plugin of MySQL, and the password for it. */
const PLUGIN = /\s{0,4}[`'"]?\w{1,40}[`'"]?\s{1,20}(?:by|as)\s{1,8}(?:'([^'\n]{4,120})'|"([^"\n]{4,120})")/iuy;

const DIRECTIVES: readonly Directive[] = [
  ...['requirepass', 'masterauth', 'rootpw', 'bindpw', 'rocommunity', 'rwcommunity', 'snmp-server community'].map(
    (keyword) => ({ keyword, pattern: LINE, startsLine: true }),
  ),
  ...['enable secret', 'enable password', 'authldapbindpassword'].map((keyword) => ({
    keyword,
    pattern: LINE,
    startsLine: true,
  })),
  ...['--requirepass', '--masterauth'].map((keyword) => ({ keyword, pattern: ARGUMENT })),
  { keyword: 'identified with ', pattern: PLUGIN },
  { keyword: 'plain-text-password-value', pattern: QUOTED },
  ...[': psk ', ': eap ', ': xauth '].map((keyword) => ({ keyword, pattern: QUOTED })),
  {
    keyword: 'machine ',
    pattern:
      /\S{1,100}\s{1,20}(?:login|user)\s{1,8}\S{1,80}\s{1,20}passw(?:or)?d\s{1,8}(?:"([^"\n]{3,80})"|([^\s"]{3,80}))/uy,
  },
  // A relay and its login, as Postfix has them.
  ...[']:587 ', ']:465 ', ']:25 '].map((keyword) => ({
    keyword,
    pattern: /[ \t]{0,8}[^\s:]{1,80}:([^\s:]{4,80})(?=\s|$)/uy,
  })),
  { keyword: '{plain}', pattern: /([^\s:"']{4,80})(?=[:\s]|$)/uy },
  {
    keyword: 'chpasswd:',
    pattern:
      /[ \t]{0,4}\r?\n[ \t]{1,8}list:[ \t]{0,4}\|?[ \t]{0,4}\r?\n[ \t]{1,12}[\w.-]{1,40}:([^\s:]{4,80})(?=\s|$)/uy,
  },
];
/** Most that any of them reads. */
const REACH = 420;

/** Keywords of all directives, each with what looks for its secret. */
export function* directiveKeywords(): Generator<readonly [keyword: string, action: Action]> {
  for (const directive of DIRECTIVES)
    yield [directive.keyword, (view, start, end) => findDirective(view, directive, start, end)];
}

type Action = (view: View, start: number, end: number) => void;

function findDirective(view: View, { pattern, startsLine }: Directive, start: number, end: number): void {
  const { text } = view;
  if (startsLine === true && !isLineStart(text, start)) return;
  if (!view.knows(end + REACH, end)) return;
  pattern.lastIndex = end;
  const match = pattern.exec(text);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || value === undefined || isPlaceholder(value, false)) return;
  const at = end + match[0].lastIndexOf(value);
  if (isPassword(value, false, false, { at, kind: 'flag', fillers: 0, tight: true }) || isWordLike(value))
    view.add(at, at + value.length, 'PASSWORD', 50);
}

/** Whether only blanks stand ahead on the line. */
function isLineStart(text: string, start: number): boolean {
  let i = start;
  while (i > 0 && start - i < 16 && (text.charCodeAt(i - 1) === 32 || text.charCodeAt(i - 1) === 9)) i--;
  return i === 0 || text.charCodeAt(i - 1) === 10;
}
