// Reads the kernel's tables of TCP sockets: who listens, and whom the model server talks to. Needs no rights.
import { t } from '../../../base/l10n';
import { isLoopbackAddress } from '../../../base/loopback';
import {
  known,
  notApplicable,
  unknown,
  type Connection,
  type Fact,
  type Listener,
  type ProbeContext,
} from '../../facts';
import type { ProbeIo } from '../io';

export interface Socket {
  readonly local: string;
  readonly localPort: number;
  readonly remote: string;
  readonly remotePort: number;
  readonly listening: boolean;
  readonly established: boolean;
  readonly uid: number;
  readonly inode: string;
}

/** One line per socket: `sl local_address rem_address st … uid timeout inode …` (proc_pid_net(5)). */
export function parseProcNetTcp(text: string): Socket[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/u);
      const local = parseAddress(fields[1]);
      const remote = parseAddress(fields[2]);
      if (!local || !remote || fields.length < 10) return [];
      return [
        {
          local: local.address,
          localPort: local.port,
          remote: remote.address,
          remotePort: remote.port,
          listening: fields[3] === '0A',
          established: fields[3] === '01',
          uid: Number(fields[7]),
          inode: fields[9] ?? '',
        },
      ];
    });
}

/** `0100007F:2CAA` → 127.0.0.1, 11434: words of 32 bits in the byte order of the machine, little-endian wherever we run. */
function parseAddress(text: string | undefined): { address: string; port: number } | undefined {
  const match = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/iu.exec(text ?? '');
  const hex = match?.[1];
  if (!match || hex === undefined) return undefined;
  const bytes: number[] = [];
  for (let word = 0; word < hex.length; word += 8)
    for (let byte = 6; byte >= 0; byte -= 2) bytes.push(Number.parseInt(hex.slice(word + byte, word + byte + 2), 16));
  const port = Number.parseInt(match[2] ?? '', 16);
  return { address: bytes.length === 4 ? bytes.join('.') : ipv6(bytes), port };
}

function ipv6(bytes: readonly number[]): string {
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return `::ffff:${bytes.slice(12).join('.')}`;
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  // The shortest form matters for the two that are judged: `::` and `::1`.
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/u, '::');
}

export async function readSockets(io: ProbeIo): Promise<Socket[] | undefined> {
  const [four, six] = await Promise.all([io.readText('/proc/net/tcp'), io.readText('/proc/net/tcp6')]);
  if (four === undefined && six === undefined) return undefined;
  return [...parseProcNetTcp(four ?? ''), ...parseProcNetTcp(six ?? '')];
}

export async function probeListeners(io: ProbeIo, { port }: ProbeContext): Promise<Fact<readonly Listener[]>> {
  const sockets = await readSockets(io);
  if (!sockets) return unknown(t('the table of sockets is not there'));
  const listening = sockets.filter((socket) => socket.listening && socket.localPort === port);
  if (listening.length === 0) return notApplicable(t('nothing listens on port {0}', port));
  const names = await userNames(io);
  const owners = await processesOf(io, new Set(listening.map(({ inode }) => inode)));
  const listeners = listening.map((socket): Listener => {
    const owner = owners.get(socket.inode);
    return {
      address: socket.local,
      port,
      user: names.get(socket.uid) ?? String(socket.uid),
      privileged: socket.uid === 0,
      ...(owner ?? {}),
    };
  });
  const evidence = listeners
    .map(
      ({ address, user, process, pid }) =>
        `${process ?? t('a process of {0}', user ?? '?')}${pid ? ` (pid ${pid})` : ''} ${address}:${port} LISTEN`,
    )
    .join(', ');
  return known(listeners, evidence);
}

/** Connections of the process that listens on the port, and of its children, to other machines. */
export async function probeOutbound(io: ProbeIo, { port }: ProbeContext): Promise<Fact<readonly Connection[]>> {
  const sockets = await readSockets(io);
  if (!sockets) return unknown(t('the table of sockets is not there'));
  const server = sockets.find((socket) => socket.listening && socket.localPort === port);
  if (!server) return notApplicable(t('nothing listens on port {0}', port));
  const outward = sockets.filter(({ established, remote }) => established && !isLoopbackAddress(remote));
  const owner = (await processesOf(io, new Set([server.inode]))).get(server.inode);
  if (owner) {
    const inodes = await socketsOfTree(io, owner.pid);
    const mine = outward.filter(({ inode, localPort }) => inodes.has(inode) && localPort !== port);
    return known(mine.map(toConnection), evidenceOf(mine, `pid ${owner.pid}`));
  }
  // The process belongs to somebody else. A user of its own tells its sockets apart; a shared one does not.
  if (server.uid === io.uid || server.uid === 0) return unknown(t('the process belongs to another user'));
  const theirs = outward.filter(({ uid, localPort }) => uid === server.uid && localPort !== port);
  return known(theirs.map(toConnection), evidenceOf(theirs, `uid ${server.uid}`));
}

function toConnection({ remote, remotePort }: Socket): Connection {
  return { remote, port: remotePort };
}

function evidenceOf(sockets: readonly Socket[], owner: string): string {
  if (sockets.length === 0) return t('{0}: no connection to another machine', owner);
  return `${owner}: ${sockets
    .slice(0, 5)
    .map(({ remote, remotePort }) => `${remote}:${remotePort}`)
    .join(', ')}`;
}

async function userNames(io: ProbeIo): Promise<Map<number, string>> {
  const text = (await io.readText('/etc/passwd').catch(() => undefined)) ?? '';
  return new Map(
    text.split('\n').flatMap((line) => {
      const [name, , uid] = line.split(':');
      return name && uid ? [[Number(uid), name] as const] : [];
    }),
  );
}

/** Which of our own processes hold these sockets; those of other users may not be looked at. */
async function processesOf(
  io: ProbeIo,
  inodes: ReadonlySet<string>,
): Promise<Map<string, { pid: number; process: string }>> {
  const found = new Map<string, { pid: number; process: string }>();
  for (const entry of (await io.list('/proc').catch(() => undefined)) ?? []) {
    if (!/^\d+$/u.test(entry)) continue;
    for (const inode of await socketInodes(io, entry)) {
      if (!inodes.has(inode) || found.has(inode)) continue;
      const name = (await io.readText(`/proc/${entry}/comm`).catch(() => undefined)) ?? '';
      found.set(inode, { pid: Number(entry), process: name.trim() || '?' });
    }
    if (found.size === inodes.size) break;
  }
  return found;
}

async function socketInodes(io: ProbeIo, pid: string | number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const files = await io.list(folder).catch(() => undefined);
  const links = await Promise.all((files ?? []).map((file) => io.link(`${folder}/${file}`)));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/u.exec(link ?? '')?.[1] ?? []);
}

/** The server computes in child processes: their sockets count too. */
async function socketsOfTree(io: ProbeIo, root: number): Promise<Set<string>> {
  const inodes = new Set<string>();
  const seen = new Set<number>();
  const visit = async (pid: number): Promise<void> => {
    if (seen.has(pid)) return;
    seen.add(pid);
    for (const inode of await socketInodes(io, pid)) inodes.add(inode);
    const children = (await io.readText(`/proc/${pid}/task/${pid}/children`).catch(() => undefined)) ?? '';
    for (const child of children.trim().split(/\s+/u)) if (/^\d+$/u.test(child)) await visit(Number(child));
  };
  await visit(root);
  return inodes;
}
