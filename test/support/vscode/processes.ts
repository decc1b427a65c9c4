// What runs below a process and which network addresses it holds, read from /proc without elevation.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  /** Resident set, megabytes. */
  readonly memory: number;
  readonly command: string;
}

/** The process and everything below it; empty where there is no `ps`. */
export function processTree(root: number): ProcessInfo[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' });
  const all = (stdout || '').split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s(.*)$/.exec(line);
    if (!match) return [];
    const [, pid, parent, rss, command = ''] = match;
    return [{ pid: Number(pid), parent: Number(parent), memory: Math.round(Number(rss) / 1024), command }];
  });
  const mine = new Set([root]);
  for (let grew = true; grew;) {
    const before = mine.size;
    for (const { pid, parent } of all) if (mine.has(parent)) mine.add(pid);
    grew = mine.size > before;
  }
  return all.filter(({ pid }) => mine.has(pid));
}

/** Remote `address:port` of each TCP or UDP socket that the process holds open to somewhere (Linux; else empty). */
export function remoteAddresses(pid: number): string[] {
  const inodes = socketInodes(pid);
  if (inodes.size === 0) return [];
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    readOrEmpty(`/proc/${pid}/net/${table}`)
      .split('\n')
      .slice(1)
      .flatMap((row) => {
        const columns = row.trim().split(/\s+/);
        const remote = columns[2];
        const inode = columns[9];
        if (!remote || !inode || !inodes.has(inode)) return [];
        const address = decodeAddress(remote);
        return address.endsWith(':0') ? [] : [address];
      }),
  );
}

/** Whether `address:port` (IPv6 without brackets) stays on this machine. */
export function isLoopback(address: string): boolean {
  const host = address.slice(0, address.lastIndexOf(':')).replace(/^::ffff:/, '');
  return /^127\.\d+\.\d+\.\d+$/.test(host) || host === '::1' || host === 'localhost';
}

function socketInodes(pid: number): Set<string> {
  const inodes = new Set<string>();
  let names: string[] = [];
  try {
    names = fs.readdirSync(`/proc/${pid}/fd`);
  } catch {
    // Ended, or not Linux.
  }
  for (const name of names) {
    try {
      const match = /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${name}`));
      if (match?.[1]) inodes.add(match[1]);
    } catch {
      // Closed meanwhile.
    }
  }
  return inodes;
}

/** `0100007F:1F90` → `127.0.0.1:8080`: each 32-bit word of the kernel's table is in the byte order of the machine. */
export function decodeAddress(hex: string): string {
  const [address = '', port = '0'] = hex.split(':');
  const words = address.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse().map((pair) => Number.parseInt(pair, 16)));
  const number = Number.parseInt(port, 16);
  if (bytes.length === 4) return `${bytes.join('.')}:${number}`;
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return `::ffff:${bytes.slice(12).join('.')}:${number}`;
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  const text = groups.join(':');
  return `${text === '0:0:0:0:0:0:0:1' ? '::1' : text}:${number}`;
}

function readOrEmpty(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
