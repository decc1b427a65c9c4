// A1: what is done in the editor is recorded, and whoever uses it is told when it cannot be.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditLog, verifyChain } from '../../../src/audit';
import { silentLogger } from '../../../src/base/logger';
import * as editor from '../../support/fakeEditor';

vi.mock('vscode', () => import('../../support/fakeEditor'));

const { AuditService } = await import('../../../src/editor/auditService');

const event = { event_type: 'test.event', session_id: '', action: 'INFO' } as const;

async function broken() {
  const folder = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'audit-service-')), 'audit');
  // A file where the folder should be: nobody can write below it, root neither.
  await fs.writeFile(folder, '');
  const audit = new AuditService({ folder, retentionDays: () => 0, showLog: () => undefined, logger: silentLogger });
  return { folder, audit };
}

beforeEach(() => {
  vi.clearAllMocks();
});

describe('A1 old files of the log', () => {
  it.each([0, 1])('are removed at the start where a setting says so: %s days', async (days) => {
    const folder = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'audit-service-')), 'audit');
    const earlier = await AuditLog.open({ folder, userId: 'ann', clock: () => Date.UTC(2020, 0, 1) });
    await earlier.append(event);
    const audit = new AuditService({
      folder,
      retentionDays: () => days,
      showLog: () => undefined,
      logger: silentLogger,
    });
    await audit.start();
    expect(await verifyChain(folder)).toMatchObject({ ok: true, from: days === 0 ? 1 : 2, records: 1 });
    await audit.close();
  });
});

describe('A1 a log that cannot be opened', () => {
  it('is said once, and opened again for the next event', async () => {
    const { folder, audit } = await broken();
    await expect(audit.append(event)).rejects.toThrow();
    await audit.record(event);
    expect(editor.window.showWarningMessage).toHaveBeenCalledTimes(1);
    expect(editor.window.showWarningMessage.mock.calls[0]?.[0]).toContain('audit log');
    await fs.rm(folder);
    expect((await audit.append(event)).sequence).toBe(1);
    await audit.close();
  });

  it('is said again when it fails after it worked', async () => {
    const { folder, audit } = await broken();
    await audit.record(event);
    await fs.rm(folder);
    await audit.record(event);
    await fs.rm(folder, { recursive: true });
    await fs.writeFile(folder, '');
    await audit.record(event);
    expect(editor.window.showWarningMessage).toHaveBeenCalledTimes(2);
    await audit.close();
  });
});
