// Secrets on command lines: the value of `-p`, `-u name:password`, what is piped into a login, `net user name password`.
import type { View } from '../view';
import { isPassword } from './assignment';
import { isHex, isPlaceholder, looksRandom } from './judge';
import { WEAK_PASSWORD } from './shapes';

/** A short flag whose value is a secret after some commands and nothing of the kind after others. */
interface Flag {
  readonly flag: string;
  /** The command ahead, on the same line and in the same part of a pipe. */
  readonly command: RegExp;
  /** What the value is: a password, `name:password` behind a separator, or a token drawn at random. */
  readonly value: 'password' | 'login' | 'token';
}

const REST = '[^\\n;|&]*$';
const after = (commands: string): RegExp => new RegExp(`(?:^|[\\s/"'\`(])(?:${commands})(?:\\.exe)?\\s${REST}`, 'iu');

/** Flags by command, from the manuals of the programs. */
const FLAGS: readonly Flag[] = [
  {
    flag: '-p',
    command: after(
      'mysql\\w*|mariadb\\w*|sshpass|useradd|usermod|mongo\\w*|7z[az]?|rar|unrar|psexec|ncftp\\w*|rdesktop|cqlsh|choco\\w*|beeline|twine|influx|arangosh|jenkins-cli|clickhouse-client|xfreerdp|crackmapexec|nxc|evil-winrm|(?:docker|podman|nerdctl|buildah|skopeo|crane|helm|oras|az|oc|cf|argocd|vault|ibmcloud|nexus|rancher|jf|jfrog|sf)\\s[^\\n;|&]{0,60}login',
    ),
    value: 'password',
  },
  {
    flag: '-P',
    command: after('sqlcmd|bcp|zip|unzip|isql|tsql|osql|ssh-keygen|mosquitto_\\w+|ipmitool'),
    value: 'password',
  },
  { flag: '-w', command: after('ldap\\w+|kinit|dsconf|impacket-\\w+'), value: 'password' },
  { flag: '-W', command: after('mongo\\w*|kadmin|ftp'), value: 'password' },
  { flag: '-N', command: after('ssh-keygen'), value: 'password' },
  { flag: '-a', command: after('redis-cli|redis-benchmark'), value: 'password' },
  { flag: '-a', command: after('https?|httpie|xh'), value: 'login' },
  { flag: '-A', command: after('snmp\\w+'), value: 'password' },
  { flag: '-X', command: after('snmp\\w+'), value: 'password' },
  { flag: '-k', command: after('openssl'), value: 'password' },
  { flag: '-pw', command: after('plink|pscp|psftp|putty|kitty'), value: 'password' },
  { flag: '-pass', command: after('openssl'), value: 'password' },
  { flag: '-u', command: after('lftp|ncftp\\w*'), value: 'login' },
  { flag: '-U', command: after('smb\\w+|rpcclient|net|winexe|wmic'), value: 'login' },
  { flag: '/p:', command: after('xfreerdp\\d?|wfreerdp|sdl-freerdp'), value: 'password' },
  { flag: '/p', command: after('signtool'), value: 'password' },
  { flag: '-w', command: after('security\\s(?:add|find)-\\w+-password'), value: 'password' },
  { flag: '-auth', command: after('java'), value: 'login' },
  { flag: '/rp', command: after('schtasks'), value: 'password' },
  { flag: '-k', command: /\S/u, value: 'token' },
  { flag: '-t', command: /\S/u, value: 'token' },
];

/** Keywords of the flags, as the scanner wants them. */
export const FLAG_KEYWORDS: readonly string[] = [...new Set(FLAGS.map(({ flag }) => ` ${flag.toLowerCase()}`))];

const COMMAND_REACH = 120;
const FLAG_VALUE = /[ =]?(?:"([^"\n]{4,100})"|'([^'\n]{4,100})'|([^\s"'`]{4,100}))/uy;
/** Ahead of a password: where OpenSSL takes it from. */
const SOURCE = /^(?:pass|env|file|fd|stdin):?/u;

/** The value of a short flag that ends at `end`, blank included at `start`. */
export function findFlagValue(view: View, start: number, end: number): void {
  const { text } = view;
  const flag = text.slice(start + 1, end);
  const command = text.slice(Math.max(0, start - COMMAND_REACH), start + 1);
  const rule = FLAGS.find((one) => one.flag === flag && one.command.test(command));
  if (rule === undefined) return;
  FLAG_VALUE.lastIndex = end;
  const match = FLAG_VALUE.exec(text);
  let value = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || value === undefined) return;
  let at = end + match[0].indexOf(value);
  if (at + value.length >= text.length && !view.final) {
    view.hold(start);
    return;
  }
  const isQuoted = match[3] === undefined;
  if (flag === '-pass') {
    if (!value.startsWith('pass:')) return;
    at += 5;
    value = value.slice(5);
  } else if (rule.value === 'password' && SOURCE.test(value) && value.includes(':')) return;
  if (rule.value === 'token') {
    const isToken =
      /[ ="']/u.test(text.charAt(end)) &&
      value.length >= 24 &&
      !isHex(value) &&
      !/^[./~]/u.test(value) &&
      looksRandom(value, 1) &&
      !isPlaceholder(value);
    if (isToken) view.add(at, at + value.length, 'SECRET', 45);
    return;
  }
  if (rule.value === 'login') {
    const separator = value.search(/[:%,]/u);
    if (separator < 1) return;
    value = value.slice(separator + 1);
    at += separator + 1;
  }
  if (isPlaceholder(value, false) || !isPassword(value, isQuoted, false, { at, kind: 'flag', fillers: 0, tight: true }))
    return;
  view.add(at, at + value.length, 'PASSWORD', 45);
}

/** Whether the rest of the line, or `reach` characters of it, is here; if not, it is held back. */
function knowsLine(view: View, from: number, reach: number): boolean {
  return view.text.slice(from, from + reach).includes('\n') || view.knows(from + reach, from);
}

const LOGIN =
  /[ =]{0,4}(?:"([^"\n:]{0,80}:[^"\n]{0,120})"|("[^"\n:]{1,80}":"[^"\n]{3,120}")|'([^'\n:]{0,80}:[^'\n]{0,120})'|((?:[\w$@.%+!#-]{1,80}):(?:"[^"\n]{3,120}"|'[^'\n]{3,120}'|[^\s"'`]{0,120})))/uy;
const LOGIN_REACH = 220;
/** What programs are delivered with, and many servers keep: with another name ahead of it, it logs in. */
const FACTORY_PASSWORD = /^(?:admin|root|guest|postgres|mysql|mongo|redis|rabbitmq|public|private)$/iu;

/** Whether `at` stands in a command of `program`, whose lines may end with a backslash. */
function isOf(text: string, at: number, program: string): boolean {
  const ahead = text.slice(Math.max(0, at - 3 * COMMAND_REACH), at);
  const start = ahead.lastIndexOf(program);
  return start >= 0 && !/(?<!\\\r?)\n/u.test(ahead.slice(start));
}

/** `-u name:password` and `--user name:password` of curl and its like; the flag ends at `at`. */
export function findLogin(view: View, at: number): void {
  const { text } = view;
  if (!/[ =\w"']/u.test(text.charAt(at)) && at < text.length) return;
  if (!knowsLine(view, at, LOGIN_REACH)) return;
  LOGIN.lastIndex = at;
  const match = LOGIN.exec(text);
  const login = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4];
  if (match === null || login === undefined) return;
  const colon = login.indexOf(':');
  const user = login.slice(0, colon);
  const password = login.slice(colon + 1).replace(/^["']|["']$/gu, '');
  const start = at + match[0].indexOf(login);
  if (password === '') {
    // `-u token:` logs in with a token and no password.
    if (looksRandom(user, 0) && !isPlaceholder(user)) view.add(start, start + colon, 'CREDENTIALS', 60);
    return;
  }
  if (password.length < 3 || /^\d+$/u.test(user) || user === password) return;
  if (
    /^(?:<|\{\{|\{[\w.]*\}$|\$[{(]|\$\w+$)/u.test(password) ||
    /\$\{?[A-Z_]+\}?$/u.test(password) ||
    /^(?:\/\/|:)/u.test(password)
  )
    return;
  const isStandIn = isPlaceholder(password) || WEAK_PASSWORD.test(password);
  if (isStandIn && !(FACTORY_PASSWORD.test(password) && isOf(text, at, 'curl'))) return;
  view.add(start, start + login.length, 'CREDENTIALS', 60);
}

const PIPED =
  /[ \t]{1,3}(?:-[ne]{1,2}[ \t]{1,2})?(?:"([^"\n$`]{4,100})"|'([^'\n]{4,100})'|([^\s"'`$|;&]{4,100}))[ \t]{0,3}\|[ \t]{0,3}(?:sudo\s(?:-\w{1,3}\s)?)?([^\n]{1,160})/uy;
const PIPED_REACH = 300;
/** Programs that read a password from their input. */
const READS_PASSWORD =
  /--password-stdin|--with-token|\bsecrets?\s{1,3}(?:set|put|create)\b|\bsudo\s{1,3}-S|^-S|\bchpasswd\b|\bpasswd\b.{0,20}--stdin|\bkinit\b|--passphrase-fd|\bcryptsetup\b/u;

/** `echo '…' | docker login --password-stdin`, `echo name:… | chpasswd`, after `echo` or `printf`, which ends at `end`. */
export function findPiped(view: View, start: number, end: number): void {
  const { text } = view;
  if (/\w/u.test(text.charAt(start - 1)) || (end < text.length && !/\s/u.test(text.charAt(end)))) return;
  if (!knowsLine(view, end, PIPED_REACH)) return;
  PIPED.lastIndex = end;
  const match = PIPED.exec(text);
  const given = match?.[1] ?? match?.[2] ?? match?.[3];
  const program = match?.[4];
  if (match === null || given === undefined || program === undefined) return;
  const piped = match[0].slice(match[0].indexOf(given) + given.length);
  if (!READS_PASSWORD.test(program) && !READS_PASSWORD.test(piped)) return;
  const value = program.startsWith('chpasswd') ? given.slice(given.indexOf(':') + 1) : given;
  if (isPlaceholder(value, false)) return;
  const at = end + match[0].indexOf(given) + given.length - value.length;
  view.add(at, at + value.length, 'PASSWORD', 50);
}

const HERE_STRING = /[ \t]{0,3}(?:"([^"\n$`]{4,200})"|'([^'\n]{4,200})'|([^\s"'`$|;&<>]{4,200}))(?=\s|$)/uy;
const HERE_STRING_REACH = 220;

/** `gh auth login --with-token <<< …`, after the sign, which stands at `start`–`end`. */
export function findHereString(view: View, start: number, end: number): void {
  const { text } = view;
  const command = text.slice(Math.max(0, start - COMMAND_REACH), start);
  if (!READS_PASSWORD.test(command.slice(command.lastIndexOf('\n') + 1))) return;
  if (!knowsLine(view, end, HERE_STRING_REACH)) return;
  HERE_STRING.lastIndex = end;
  const match = HERE_STRING.exec(text);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || value === undefined || isPlaceholder(value, false)) return;
  const at = end + match[0].indexOf(value);
  view.add(at, at + value.length, 'PASSWORD', 50);
}

const NET_USER = /[ \t]{1,3}[^\s/]{1,60}[ \t]{1,3}([^\s/*]\S{3,60})(?=\s|$)/uy;
const NET_USE =
  /[^\n]{0,120}?(?:\/user:\S{1,80}[ \t]{1,3}([^\s/*]\S{3,60})(?=\s|$)|\\\\\S{1,80}[ \t]{1,3}([^\s/*]\S{3,60})[ \t]{1,3}\/user:)/iuy;
/** A name, then the password. */
const NAME_AND_PASSWORD =
  /[ \t]{1,3}(?:"[^"\n]{1,60}"|[^\s"'-]\S{0,60})[ \t]{1,3}(?:"([^"\n]{4,80})"|'([^'\n]{4,80})'|([^\s"'-]\S{3,80}))(?=\s|$)/uy;
const HTPASSWD =
  /[ \t]{1,3}(?:-\w{1,6}[ \t]{1,3}){0,3}-\w{0,4}b\w{0,4}[ \t]{1,3}(?:[^\s:]{1,100}[ \t]{1,3}){1,2}(?:"([^"\n]{4,80})"|'([^'\n]{4,80})'|([^\s"']{4,80}))(?=\s|$)/uy;
const NAME_AND_PASSWORD_AFTER_HOST = /[\w.-]{1,80}[ \t]{1,3}\S{1,60}[ \t]{1,3}["']?([^\s"']{4,80})["']?(?=\s|$)/uy;
/** `gh secret set NAME --body …` */
const SECRET_BODY =
  /[ \t][^\n|;&]{0,80}?(?<=\s)(?:--body|-b)[ =]{0,3}(?:"([^"\n]{4,120})"|'([^'\n]{4,120})'|([^\s"'-]\S{3,120}))(?=\s|$)/uy;
/** `az keyvault secret set --name … --value …` */
const SECRET_VALUE =
  /[ \t][^\n|;&]{0,120}?(?<=\s)--value[ =]{1,3}(?:"([^"\n]{4,120})"|'([^'\n]{4,120})'|([^\s"'-]\S{3,120}))(?=\s|$)/uy;
/** `sqlplus ann/…@host` of Oracle's programs. */
const ORACLE_LOGIN =
  /[ \t]{1,3}(?:-\w{1,8}[ \t]{1,3}){0,3}["']?[\w$#.-]{1,60}\/([^\s"'/]{3,80}?)["']?(?=@[\w./:-]{1,120}["']?(?:\s|$)|\s|$)/uy;
/** Commands that take the password as an argument without a flag. */
const ARGUMENTS = new Map([
  ['net user', NET_USER],
  ['net use', NET_USE],
  ['htpasswd', HTPASSWD],
  ['rabbitmqctl add_user', NAME_AND_PASSWORD],
  ['rabbitmqctl change_password', NAME_AND_PASSWORD],
  ['wpa_passphrase', NAME_AND_PASSWORD],
  ['composer config http-basic.', NAME_AND_PASSWORD_AFTER_HOST],
  ['user-secrets set', NAME_AND_PASSWORD],
  ['gh secret set', SECRET_BODY],
  ['keyvault secret set', SECRET_VALUE],
  ['sqlplus', ORACLE_LOGIN],
  ['rman target', ORACLE_LOGIN],
  ['expdp', ORACLE_LOGIN],
  ['impdp', ORACLE_LOGIN],
  ['sqlldr', ORACLE_LOGIN],
]);
export const ARGUMENT_COMMANDS: readonly string[] = [...ARGUMENTS.keys()];
const ARGUMENTS_REACH = 260;

/** `net user name …`, `htpasswd -b file name …`, after the command, which ends at `end`. */
export function findArgument(view: View, command: string, start: number, end: number): void {
  const { text } = view;
  const pattern = ARGUMENTS.get(command);
  if (pattern === undefined || /\w/u.test(text.charAt(start - 1))) return;
  if (!command.endsWith('.') && !/\s/u.test(text.charAt(end))) return;
  if (!knowsLine(view, end, ARGUMENTS_REACH)) return;
  pattern.lastIndex = end;
  const match = pattern.exec(text);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || value === undefined || isPlaceholder(value, false)) return;
  const at = end + match[0].lastIndexOf(value);
  if (isPassword(value, false, false, { at, kind: 'flag', fillers: 0, tight: true })) {
    view.add(at, at + value.length, 'PASSWORD', 50);
  }
}
