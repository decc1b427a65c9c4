// Home folders: the first part of a path names somebody's account, which often is the person's name.
import type { View } from '../view';

/** The name of an account behind the folder of all homes, and the separator behind it. */
const ACCOUNT = /(\p{L}[\p{L}\p{N}._-]{1,31})([\\/¥]{0,2})/uy;
const ACCOUNT_REACH = 40;
/** Accounts of machines, of systems and of manuals, and parts of web sites below `/home/`. */
const NOBODY = new Set(
  `user users username user_name user-name usuario utilisateur you your yourname your-name your_name yourusername your-username
  your_username youruser me myself myuser name someone somebody foo bar baz alice bob test tests tester testuser user1 example demo guest public
  shared default all local some-user xxx hadoop jupyter root admin administrator runner runneradmin ubuntu debian centos fedora ec2-user azureuser opc vagrant pi node
  nonroot app apps appuser git gitlab-runner jenkins travis circleci codespace codespaces coder vscode gitpod linuxbrew web_user
  pwuser work workspace dev devel developer web www www-data http nginx site docker container builder build ci jovyan sandbox
  project projects index main page login about contact settings dashboard profile products static assets images img css js api
  view views data etc usr lib bin tmp src path to`.split(/\s+/u),
);
/** `/home/readme.md` */
const FILE = /\.[a-z]{2,5}$/iu;
/** Ahead of a link of a web site, which may begin with `/home/`, too. */
const ROUTE =
  /(?:href|src|to|path|pathname|url|route|router|action|redirect|get|post|put|link|goto|visit)["'`]?\W{1,3}$/iu;

/** `/home/zoe` and `/Users/zoe`; the folder of all homes stands at `start`–`end`, both slashes included. */
export function findHomeFolder(view: View, start: number, end: number): void {
  const { text } = view;
  const isMac = text.charCodeAt(start + 1) === 85;
  if (!isMac && text.slice(start, end) !== '/home/') return;
  const drive = isMac && text.charAt(start - 1) === ':' && /[A-Za-z]/u.test(text.charAt(start - 2)) ? 2 : 0;
  if (!isBorder(text, start - drive)) return;
  if (!isMac && ROUTE.test(text.slice(Math.max(0, start - 14), start))) return;
  takeAccount(view, start - drive, end);
}

/** `C:\Users\zoe`, also with doubled backslashes and with the yen sign of Japanese fonts: `users` stands at `start`–`end`. */
export function findWindowsHome(view: View, start: number, end: number): void {
  const { text } = view;
  const separator = text.charCodeAt(end);
  if ((separator !== 92 && separator !== 165) || text.charCodeAt(start - 1) !== separator) return;
  let from = start - 1;
  if (text.charCodeAt(from - 1) === separator) from--;
  if (/[A-Za-z]:/u.test(text.slice(from - 2, from))) from -= 2;
  if (!isBorder(text, from)) return;
  takeAccount(view, from, text.charCodeAt(end + 1) === separator ? end + 2 : end + 1);
}

/** Whether a path may begin at `at`: not in a word, and of addresses only in those of files. */
function isBorder(text: string, at: number): boolean {
  return at <= 0 || /[\s"'`=:(,;[<>|«“]/u.test(text.charAt(at - 1)) || text.slice(at - 2, at) === '//';
}

function takeAccount(view: View, from: number, at: number): void {
  if (!view.knows(at + ACCOUNT_REACH, from)) return;
  ACCOUNT.lastIndex = at;
  const match = ACCOUNT.exec(view.text);
  const account = match?.[1]?.replace(/[.-]$/u, '');
  if (account === undefined || account.length < 2 || NOBODY.has(account.toLowerCase())) return;
  if (match?.[2] === '' && FILE.test(account)) return;
  view.add(from, at + account.length, 'HOME_FOLDER', 45);
}
