// The report of the models says of each finding why it matters and what to do, and not the same of all.
import { describe, expect, it } from 'vitest';
import { modelsReportView } from '../../../src/editor/reports/reportViews';
import type { CheckState } from '../../../src/models/types';
import { trusted } from '../../support/turn';

function row(id: string, state: CheckState) {
  const checks = [{ id, state, message: id }];
  const report = {
    modelsDir: '/m',
    models: [{ model: 'a:b', verdict: 'failed', trust: trusted, checks, bytesHashed: 1 }],
    storeChecks: [],
    bytesHashed: 1,
    seconds: 1,
    finishedAt: '2026-01-01T00:00:00Z',
  } as const;
  return modelsReportView(report, false).groups[0]!.rows[0]!;
}

describe('P1 the report of the models', () => {
  it.each([
    ['blob.hash', 'fail', 'Delete the damaged files', 'I1'],
    ['store.permissions', 'fail', 'Take the right to write', 'I1'],
    ['config.remote', 'fail', 'Delete this model and choose', 'I3'],
    ['source.trusted', 'warn', 'Use a model of a trusted source', 'I3'],
    ['indicator.text', 'warn', 'Read what was found', 'I4'],
    ['registry.pin', 'fail', 'Download the approved version', 'I2'],
    ['registry.use', 'warn', 'Choose an approved model', 'I2'],
  ] as const)('%s', (id, state, remedy, reference) => {
    const found = row(id, state);
    expect(found.remedy).toContain(remedy);
    expect(found.why).not.toBe('');
    expect(found.reference).toBe(reference);
  });

  it('says nothing of what passed', () => expect(row('blob.hash', 'pass')).toMatchObject({ why: '', remedy: '' }));
});
