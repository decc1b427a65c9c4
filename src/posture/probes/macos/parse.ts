// Reads what the tools of macOS print. Their words are stable English under LC_ALL=C; anything else is "unknown".
import { t } from '../../../base/l10n';
import { isLoopbackAddress } from '../../../base/loopback';
import {
  known,
  unknown,
  type Connection,
  type Encryption,
  type Fact,
  type Listener,
  type ScreenLock,
  type Updates,
} from '../../facts';

/** Output of `lsof -F pcLn`: one field per line, `p` starts a process, `n` is an address. */
export function readLsofListeners(output: string, port: number): Listener[] {
  const found: Listener[] = [];
  let pid = 0;
  let name = '';
  let user = '';
  for (const line of output.split('\n')) {
    const value = line.slice(1).trim();
    if (line.startsWith('p')) {
      pid = Number(value);
      name = '';
      user = '';
    } else if (line.startsWith('c')) name = value;
    else if (line.startsWith('L')) user = value;
    else if (line.startsWith('n')) {
      const at = value.lastIndexOf(':');
      if (at < 0 || Number(value.slice(at + 1)) !== port) continue;
      const address = value.slice(0, at).replace(/^\[|\]$/gu, '');
      found.push({ address, port, pid, process: name, ...(user ? { user, privileged: user === 'root' } : {}) });
    }
  }
  return found;
}

/** `tcp4  0  0  127.0.0.1.11434  *.*  LISTEN`: the port comes after the last dot. */
export function readNetstatListeners(output: string, port: number): Listener[] {
  return output.split('\n').flatMap((line) => {
    const [protocol, , , local, , state] = line.trim().split(/\s+/u);
    if (!protocol?.startsWith('tcp') || state !== 'LISTEN' || !local?.endsWith(`.${port}`)) return [];
    const address = local.slice(0, -`.${port}`.length);
    return [{ address: address === '*' && protocol === 'tcp6' ? '::' : address, port }];
  });
}

/** `n192.168.1.2:50000->151.101.1.1:443` */
export function readConnections(output: string): Fact<readonly Connection[]> {
  const connections = output.split('\n').flatMap((line): Connection[] => {
    const remote = line.startsWith('n') ? line.split('->')[1] : undefined;
    if (remote === undefined) return [];
    const at = remote.lastIndexOf(':');
    const address = remote.slice(0, at).replace(/^\[|\]$/gu, '');
    if (isLoopbackAddress(address)) return [];
    return [{ remote: address, port: Number(remote.slice(at + 1)) }];
  });
  const evidence = connections.map(({ remote, port }) => `${remote}:${port}`).join(', ');
  return known(connections, evidence || t('{0}: no connection to another machine', 'lsof'));
}

export function readFileVault(output: string): Fact<Encryption> {
  const line = output.trim().split('\n')[0] ?? '';
  if (/Encryption in progress|Decryption in progress/u.test(output)) return known({ state: 'partial' }, line);
  if (output.includes('FileVault is On')) return known({ state: 'on' }, line);
  if (output.includes('FileVault is Off')) return known({ state: 'off' }, line);
  return unknown(t('{0} said: {1}', 'fdesetup', line.slice(0, 100)));
}

export function readFirewall(output: string): Fact<boolean> {
  const state = /\(State = (\d)\)/u.exec(output)?.[1];
  const line = output.trim().split('\n')[0] ?? '';
  return state === undefined
    ? unknown(t('{0} said: {1}', 'socketfilterfw', line.slice(0, 100)))
    : known(state !== '0', line);
}

export function readCsrutil(output: string): Fact<boolean> {
  const line = output.trim().split('\n')[0] ?? '';
  const state = /status: (enabled|disabled)/u.exec(output)?.[1];
  return state === undefined
    ? unknown(t('{0} said: {1}', 'csrutil', line.slice(0, 100)))
    : known(state === 'enabled', line);
}

/** `screenLock delay is immediate`, `… is 300 seconds`, `screenLock is off`; the display's idle time comes on top. */
export function readScreenLock(lock: string, idle: string): Fact<ScreenLock> {
  if (/screenLock is off/iu.test(lock)) return known({ seconds: 'never' }, 'screenLock is off');
  const delay = /delay is immediate/iu.test(lock) ? 0 : Number(/delay is (\d+)/iu.exec(lock)?.[1] ?? NaN);
  if (Number.isNaN(delay)) return unknown(t('{0} said: {1}', 'sysadminctl', lock.trim().slice(0, 100)));
  const seconds = /^\s*(\d+)\s*$/u.exec(idle)?.[1];
  if (seconds === undefined) return unknown(t('the time until the screen saver starts is not set'));
  if (seconds === '0') return known({ seconds: 'never' }, 'idleTime=0');
  return known({ seconds: Number(seconds) + delay }, `idleTime=${seconds} delay=${delay}`);
}

/** `2026-11-20 08:15:00 +0000` */
export function readAutomaticUpdates(output: string, now: number): Fact<Updates> {
  const text = output.trim();
  const at = Date.parse(text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4})$/u, '$1T$2$3'));
  if (Number.isNaN(at)) return unknown(t('{0} said: {1}', 'defaults', text.slice(0, 100)));
  return known({ days: Math.max(0, Math.floor((now - at) / 86_400_000)), rebootNeeded: false }, text);
}
