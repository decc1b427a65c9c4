// A1: the audit log is one chain, survives crashes and rotation, and shows every change.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  AuditLog,
  auditReport,
  currentLogFile,
  queryHash,
  verifyChain,
  type AuditEvent,
  type AuditRecord,
} from '../../../src/audit';
import { canonicalJson, recordHash } from '../../../src/audit/chain';
import { withLock } from '../../../src/audit/files';
import { setLanguage } from '../../../src/base/l10n';

let folder: string;
let time = Date.UTC(2026, 10, 24, 9, 0, 0);
const clock = (): number => (time += 1000);

beforeEach(async () => {
  folder = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'rempart-audit-')), 'audit');
  time = Date.UTC(2026, 10, 24, 9, 0, 0);
});
afterEach(async () => {
  await fs.rm(path.dirname(folder), { recursive: true, force: true });
});

const event = (n: number, more: Partial<AuditEvent> = {}): AuditEvent => ({
  event_type: 'query',
  session_id: `s${String(n % 3)}`,
  action: n % 4 === 0 ? 'BLOCKED' : 'ALLOWED',
  query_hash: queryHash(`question ${String(n)}`),
  query_length: 10 + n,
  model: n % 2 === 0 ? 'mistral:7b' : 'ministral-3:3b',
  latency_ms: 100 * n,
  security_flags: { injection_detected: n % 4 === 0 },
  reasons: n % 4 === 0 ? ['override.set-aside'] : [],
  ...more,
});

const open = (more: Partial<Parameters<typeof AuditLog.open>[0]> = {}): Promise<AuditLog> =>
  AuditLog.open({ folder, userId: 'camille', clock, ...more });

async function write(count: number, more: Partial<Parameters<typeof AuditLog.open>[0]> = {}): Promise<AuditLog> {
  const log = await open(more);
  for (let n = 1; n <= count; n++) await log.append(event(n));
  return log;
}

describe('A1 audit log', () => {
  it('writes one canonical line an event, linked, and no text', async () => {
    const log = await open();
    expect(await currentLogFile(folder)).toBeUndefined();
    const first = await log.append(event(1));
    expect(await currentLogFile(folder)).toBe(log.file);
    const second = await log.append({ ...event(2), question: 'secret text' } as AuditEvent);
    expect(first).toMatchObject({ sequence: 1, previous_hash: '0'.repeat(64), user_id: 'camille' });
    expect(second).toMatchObject({ sequence: 2, previous_hash: first.hash });
    const text = await fs.readFile(log.file, 'utf8');
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('secret text');
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 2, from: 1, to: 2 });
  });

  it('hashes questions with SHA-256', () => {
    expect(queryHash('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it.skipIf(process.platform === 'win32')('keeps folder and files from others', async () => {
    await fs.mkdir(folder, { mode: 0o755 });
    const log = await write(1);
    expect((await fs.stat(folder)).mode & 0o777).toBe(0o700);
    expect((await fs.stat(log.file)).mode & 0o777).toBe(0o600);
  });

  it('goes on after a restart', async () => {
    await (await write(3)).close();
    await write(2);
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 5 });
  });

  it('takes nothing after it was closed', async () => {
    const log = await write(1);
    await log.close();
    await expect(log.append(event(2))).rejects.toMatchObject({ reason: 'audit-closed' });
  });

  it('does not fork when many write at once', async () => {
    const logs = await Promise.all([open(), open(), open(), open()]);
    const records = await Promise.all(
      logs.flatMap((log) => Array.from({ length: 25 }, (_, n) => log.append(event(n)))),
    );
    expect(new Set(records.map(({ sequence }) => sequence)).size).toBe(100);
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 100 });
  });

  it('takes away the lock of a process that is gone, and waits for one that lives', async () => {
    const log = await write(1);
    await fs.writeFile(path.join(folder, 'audit.lock'), '999999999 dead');
    await log.append(event(2));
    let entered = false;
    let other: Promise<void> | undefined;
    await withLock(folder, async () => {
      other = withLock(folder, () => {
        entered = true;
        return Promise.resolve();
      });
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(entered).toBe(false);
    });
    await other;
    expect(entered).toBe(true);
    await log.append(event(3));
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 3 });
  });

  it('keeps the chain across rotated files', async () => {
    await write(40, { maxBytes: 2000 });
    const files = (await fs.readdir(folder)).filter((name) => name.startsWith('audit-'));
    expect(files.length).toBeGreaterThan(3);
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 40 });
    for (const file of files) expect(await verifyChain(path.join(folder, file))).toMatchObject({ ok: true });
  });

  it('accounts for files that retention removed, and for no others', async () => {
    await write(60, { maxBytes: 2000, retention: { files: 2 } });
    const kept = (await fs.readdir(folder)).filter((name) => name.startsWith('audit-')).sort();
    expect(kept).toHaveLength(2);
    expect(await verifyChain(folder)).toMatchObject({ ok: true });
    await fs.rm(path.join(folder, kept[0]!));
    expect(await verifyChain(folder)).toMatchObject({ ok: false, code: 'beginning-missing', brokenAt: 1 });
  });

  it('removes what is older than so many days when asked to, and closes a file before it holds more than a month', async () => {
    const day = 86_400_000;
    const old = await write(3);
    time += 40 * day;
    const log = await open({ retention: { days: 60 } });
    await log.prune();
    // Closed after forty days, kept for sixty.
    expect((await fs.readdir(folder)).filter((name) => /^audit-\d+\.jsonl$/u.test(name))).toHaveLength(1);
    await log.append(event(4));
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 4, from: 1 });
    time += 21 * day;
    await log.prune();
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 2, from: 4 });
    const kept = await fs.readFile(old.file, 'utf8');
    expect(kept).toContain('"audit.retention"');
    time += 61 * day;
    await log.prune();
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 1, from: 6 });
  });

  it('keeps all where nothing is said', async () => {
    await write(3);
    time += 10_000 * 86_400_000;
    await (await open()).prune();
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 3 });
  });

  it('sets a torn last line aside, goes on and records it', async () => {
    const log = await write(3);
    await log.close();
    await fs.appendFile(log.file, '{"action":"ALLOWED","event_ty');
    expect(await verifyChain(folder)).toMatchObject({ ok: false, code: 'torn-tail', brokenAt: 4, records: 3 });
    await (await open()).append(event(4));
    expect(await verifyChain(folder)).toMatchObject({ ok: true, records: 5 });
    const text = await fs.readFile(log.file, 'utf8');
    expect(text).toContain('"audit.recovered"');
    const torn = (await fs.readdir(folder)).find((name) => name.startsWith('audit-torn-'));
    expect(await fs.readFile(path.join(folder, torn!), 'utf8')).toBe('{"action":"ALLOWED","event_ty');
  });
});

describe('A1 tamper evidence', () => {
  it('detects any changed byte', async () => {
    const log = await write(4);
    const original = await fs.readFile(log.file);
    for (let at = 0; at < original.length; at++) {
      const changed = Buffer.from(original);
      changed[at] = changed[at]! ^ (1 << (at % 7));
      await fs.writeFile(log.file, changed);
      expect((await verifyChain(folder)).ok, `byte ${String(at)}`).toBe(false);
    }
  });

  it('detects a removed, a repeated, a swapped and a foreign line', async () => {
    const log = await write(6);
    const rows = (await fs.readFile(log.file, 'utf8')).trimEnd().split('\n');
    const check = async (changed: readonly string[], brokenAt: number): Promise<void> => {
      await fs.writeFile(log.file, changed.map((row) => `${row}\n`).join(''));
      expect(await verifyChain(folder)).toMatchObject({ ok: false, brokenAt });
    };
    for (let i = 0; i < 5; i++) await check(rows.toSpliced(i, 1), i === 0 ? 1 : i + 1);
    await check(rows.toSpliced(2, 0, rows[2]!), 4);
    await check([rows[0]!, rows[2]!, rows[1]!, ...rows.slice(3)], 2);
    await check(rows.toSpliced(3, 0, '{"note":"nothing to see"}'), 4);
    // The same record, written differently.
    await check(rows.toSpliced(3, 1, rows[3]!.replace('{', '{ ')), 4);
    // Somebody rewrites a record and gives it a hash of its own: the next one does not link to it.
    const forged: AuditRecord = { ...(JSON.parse(rows[3]!) as AuditRecord), action: 'ALLOWED' };
    await check(rows.toSpliced(3, 1, canonicalJson({ ...forged, hash: recordHash(forged) })), 5);
  });

  it('reports an end that was cut off at any place', async () => {
    const log = await write(5);
    const original = await fs.readFile(log.file);
    const ends = [...original.keys()].filter((at) => original[at] === 10).flatMap((at) => [at, at + 1]);
    const lengths = new Set([...ends.slice(0, -1), ...Array.from({ length: 120 }, (_, i) => i * 29)]);
    for (const length of lengths) {
      if (length >= original.length) continue;
      await fs.writeFile(log.file, original.subarray(0, length));
      expect((await verifyChain(folder)).ok, `${String(length)} bytes`).toBe(false);
    }
  });

  it('still shows the cut after somebody went on writing', async () => {
    const log = await write(5);
    const rows = (await fs.readFile(log.file, 'utf8')).trimEnd().split('\n');
    await fs.writeFile(log.file, `${rows.slice(0, 3).join('\n')}\n`);
    await log.append(event(6));
    expect(await verifyChain(folder)).toMatchObject({ ok: false, code: 'sequence', brokenAt: 4 });
  });

  it('says so when the file that is written was removed', async () => {
    const log = await write(30, { maxBytes: 2000 });
    await fs.rm(log.file);
    expect(await verifyChain(folder)).toMatchObject({ ok: false, code: 'truncated' });
  });
});

describe('A1 report', () => {
  it('counts a period by action, model, day and rule, in both languages', async () => {
    const log = await write(8);
    time = Date.UTC(2026, 10, 26, 12);
    await log.append(event(9));
    const { data, markdown } = await auditReport(folder, { from: new Date('2026-11-24'), to: new Date('2026-11-24') });
    expect(data).toMatchObject({
      total: 8,
      actions: { ALLOWED: 6, BLOCKED: 2 },
      models: { 'mistral:7b': 4, 'ministral-3:3b': 4 },
      days: { '2026-11-24': 8 },
      rules: { 'override.set-aside': 2 },
      flags: { injection_detected: 2 },
      blockRate: 0.25,
      meanLatency: 450,
      chain: { ok: true, records: 9 },
    });
    expect(markdown).toContain('## By action');
    await setLanguage('fr');
    try {
      expect((await auditReport(folder)).markdown).toContain('## Par action');
    } finally {
      await setLanguage('en');
    }
  });

  it('counts what is no question by event, and as no rule', async () => {
    const log = await write(4);
    for (const reasons of [['policy:abc', 'level:user'], ['fail:runtime.listener']])
      await log.append({ event_type: 'posture.checked', session_id: '', action: 'INFO', reasons });
    const { data } = await auditReport(folder);
    expect(data.events).toEqual({ query: 4, 'posture.checked': 2 });
    expect(data.rules).toEqual({ 'override.set-aside': 1 });
  });

  it('lets no name from the log become markup', async () => {
    const log = await open();
    await log.append(event(1, { model: 'x | <img src=y> [a](b)' }));
    expect((await auditReport(folder)).markdown).toContain('x \\| \\<img src=y\\> \\[a\\](b)');
  });
});

describe('A1 a record whose parts are none', () => {
  it.each([
    ['reasons', 5],
    ['rag_documents_accessed', 3],
  ])('is broken, and keeps no report from being made: %s', async (name, value) => {
    const log = await AuditLog.open({ folder, userId: 'u1', clock });
    for (let n = 0; n < 3; n++) await log.append(event(n));
    await log.close();
    const file = (await currentLogFile(folder)) ?? '';
    const lines = (await fs.readFile(file, 'utf8')).split('\n');
    lines[1] = JSON.stringify({ ...(JSON.parse(lines[1] ?? '') as object), [name]: value });
    await fs.writeFile(file, lines.join('\n'));
    expect(await verifyChain(folder)).toMatchObject({ ok: false });
    await expect(auditReport(folder, {})).resolves.toBeDefined();
  });
});
