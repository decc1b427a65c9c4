// The status bar tells the worst that is known, and never "fine" when nothing was looked at.
import { describe, expect, it } from 'vitest';
import { statusText } from '../../../src/editor/statusText';
import type { IntegrityState, ModelVerdict, VerificationReport } from '../../../src/models/types';
import { trusted } from '../../support/turn';
import type { Finding, FindingState, PostureReport } from '../../../src/posture/types';

const finding = (state: FindingState, title: string = state): Finding => ({
  id: `x.${state}`,
  requirement: 'P2',
  state,
  title,
  evidence: '',
  why: '',
  remedy: '',
  checkedAt: '2026-01-01T00:00:00Z',
});
const posture = (...findings: Finding[]): PostureReport => ({
  findings,
  startedAt: '2026-01-01T00:00:00Z',
  seconds: 1,
});
const verification = (verdict: ModelVerdict): VerificationReport => ({
  modelsDir: '/m',
  models: [{ model: 'a:b', verdict, trust: trusted, checks: [], bytesHashed: 1 }],
  storeChecks: [],
  bytesHashed: 1,
  seconds: 1,
  finishedAt: '2026-01-01T00:00:00Z',
});

describe('P1 status bar', () => {
  it('says that nothing was checked before the first check', () => {
    expect(statusText({})).toMatchObject({ state: 'unknown', text: '$(question) Rempart: not checked' });
  });

  it('is calm when all is well', () => {
    expect(statusText({ posture: posture(finding('pass')) })).toMatchObject({
      state: 'pass',
      text: '$(shield) Rempart',
    });
  });

  it('never shows the shield when nothing could be checked, or something about the server could not', () => {
    expect(statusText({ posture: posture(finding('unknown'), finding('unknown')) })).toMatchObject({
      state: 'unknown',
      text: '$(question) Rempart: not checked',
    });
    expect(statusText({ posture: posture(finding('pass'), finding('unknown')) })).toMatchObject({
      state: 'unknown',
      text: '$(question) Rempart: 1 not checked',
    });
  });

  it('counts warnings and names the worst failure', () => {
    expect(statusText({ posture: posture(finding('warn')) }).text).toBe('$(warning) Rempart: 1 finding');
    expect(statusText({ posture: posture(finding('warn'), finding('warn')) }).text).toBe(
      '$(warning) Rempart: 2 findings',
    );
    expect(statusText({ posture: posture(finding('fail', 'Ollama runs as administrator')) }).text).toBe(
      '$(error) Rempart: Ollama runs as administrator',
    );
    const open = finding('fail', 'port 11434 open to the network');
    expect(statusText({ posture: posture(finding('warn'), open) })).toMatchObject({
      state: 'fail',
      text: '$(error) Rempart: port 11434 open to the network',
    });
  });

  it('I1 names the model that does not match its hash, also beside other failures', () => {
    const inputs = { verification: verification('failed'), posture: posture(finding('fail'), finding('fail')) };
    expect(statusText(inputs)).toMatchObject({
      state: 'fail',
      text: '$(error) Rempart: model a:b does not match its hash',
    });
  });

  it('I1 is red when a model does not match its hash, whatever the posture', () => {
    expect(statusText({ posture: posture(finding('pass')), verification: verification('failed') }).text).toContain(
      'a:b',
    );
    expect(statusText({ posture: posture(finding('pass')), verification: verification('verified') }).state).toBe(
      'pass',
    );
  });

  it('I3 warns of a model that is intact and not trusted, of the last verification or the one that answers', () => {
    const calm = posture(finding('pass'));
    expect(statusText({ posture: calm, verification: verification('untrusted') })).toMatchObject({
      state: 'warn',
      worst: [{ title: 'model a:b is intact, but not trusted' }],
    });
    const chosen = (state: IntegrityState) => ({
      name: 'a:b',
      integrity: { state, trust: trusted, message: '' },
    });
    expect(statusText({ posture: calm, chosen: chosen('untrusted') }).state).toBe('warn');
    expect(statusText({ posture: calm, chosen: chosen('verified') }).state).toBe('pass');
    const both = { verification: verification('untrusted'), chosen: chosen('untrusted') };
    expect(statusText({ posture: calm, ...both }).worst).toHaveLength(1);
  });

  it('R4 shows the progress of the index, but never over a failure or a warning', () => {
    const index = {
      state: 'indexing',
      files: 0,
      chunks: 0,
      vectors: 0,
      bytesOnDisk: 0,
      progress: { phase: 'reading', done: 41, total: 100 },
    } as const;
    expect(statusText({ index }).text).toBe('$(sync~spin) Indexing 41 %');
    expect(statusText({ index, posture: posture(finding('fail')) }).state).toBe('fail');
    expect(statusText({ index, posture: posture(finding('warn')) }).state).toBe('warn');
  });

  it('lists findings worst first for the tooltip', () => {
    const { worst } = statusText({
      posture: posture(finding('unknown'), finding('warn'), finding('pass'), finding('fail')),
    });
    expect(worst.map(({ state }) => state)).toEqual(['fail', 'warn', 'unknown']);
  });
});
