// The account in the path of a home directory: `/home/ann/…`, `C:\Users\ann\…`. It often is a person's name.
import type { View } from '../view';

/** Accounts of machines, images and manuals. */
const COMMON_ACCOUNTS = new Set(
  `user users username user1 you me name login yourname youruser your-user your_user your-name myuser someone somebody root
  admin administrator administrateur utilisateur public shared default guest ubuntu debian centos fedora alpine arch
  ec2-user azureuser vagrant pi runner runneradmin runneradministrator node app appuser python ruby java deno bun rust go
  dev developer vscode codespace gitpod coder git jenkins gitlab-runner circleci travis builder build buildkite-agent
  docker container jovyan rstudio postgres mysql redis nginx www-data www web ftp backup deploy deployer service
  linuxbrew oracle hadoop spark airflow test tester testuser demo example foo bar alice bob jane john johndoe jdoe johnd
  containeradministrator containeruser all defaultuser0 desktop documents library`.split(/\s+/u),
);

const ACCOUNT = /[A-Za-z][\w-]{0,30}(?:\.[A-Za-z][\w-]{0,30})?(?=[/\\\s"'`:,;)\].]|$)/uy;

/** The account after `/home/`, `/Users/` or `:\Users\`, which starts at `start` and ends at `end`. */
export function findHomeAccount(view: View, start: number, end: number): void {
  const { text } = view;
  const folder = text.slice(start, end);
  // In `/var/home/`, `~/home/` or `example.com/users/` it is a folder or a page; so it is in small letters on macOS.
  if (folder.startsWith('/') && (/[\w.~)\]}>*-]/u.test(text.charAt(start - 1)) || folder === '/users/')) return;
  ACCOUNT.lastIndex = end;
  const account = ACCOUNT.exec(text)?.[0];
  if (account === undefined || COMMON_ACCOUNTS.has(account.toLowerCase())) return;
  // `/home/settings` is a route of a web application.
  if (folder === '/home/' && text.charAt(end + account.length) !== '/') return;
  if (/^(?:your|my|some)[-_]?|\.(?:html?|js|tsx?|jsx|md|php|vue|css|json|py)$/iu.test(account)) return;
  view.add(end, end + account.length, 'USERNAME', 40);
}
