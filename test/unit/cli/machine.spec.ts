// Proves that `verify` and `posture` speak the language that was asked for.
import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../../src/base/l10n';
import { postureLines, verificationLines } from '../../../src/cli/machine';
import type { CheckState, VerificationReport } from '../../../src/models';
import type { Finding, PostureReport } from '../../../src/posture';

afterEach(() => setLanguage('en'));

const states = ['pass', 'warn', 'fail', 'unknown'] as const;
const check = (state: CheckState) => ({ id: 'a.b', state, message: 'M.', evidence: 'E' });
const verification: VerificationReport = {
  modelsDir: '/models',
  models: (['verified', 'untrusted', 'failed', 'incomplete'] as const).map((verdict) => ({
    model: 'm:1',
    verdict,
    trust: { concerns: [], approval: { state: 'not-asked' as const, message: '', wholeModel: false } },
    checks: states.map(check),
    bytesHashed: 0,
  })),
  storeChecks: [check('warn')],
  bytesHashed: 1234,
  seconds: 0.5,
  finishedAt: '2026-11-24T09:00:00Z',
};
const finding = (state: Finding['state']): Finding => ({
  id: 'a',
  requirement: 'P2',
  state,
  title: 'T',
  evidence: 'E',
  why: '',
  remedy: 'R.',
  checkedAt: '',
});
const report: PostureReport = {
  findings: [...states, 'not-applicable' as const].map(finding),
  startedAt: '',
  seconds: 1,
};

describe('the command line in French', () => {
  it('says verdicts and states of a verification', async () => {
    await setLanguage('fr');
    const text = verificationLines(verification).join('\n');
    for (const word of [
      'vérifié',
      'pas de confiance',
      'échec',
      'incomplet',
      'En règle',
      'Avertissement',
      'Échec',
      'Inconnu',
      '0,5',
    ])
      expect(text).toContain(word);
    expect(text).not.toMatch(/\b(?:verified|trusted|failed|incomplete|pass|warn|fail|unknown)\b/iu);
  });

  it('says the states of a posture, in a column', async () => {
    await setLanguage('fr');
    const lines = postureLines(report);
    expect(lines.filter((line) => line.endsWith(' T')).map((line) => line.indexOf(' T'))).toEqual(
      Array.from({ length: 5 }, () => 'Avertissement'.length),
    );
    expect(lines.join('\n')).not.toMatch(/\b(?:pass|warn|fail|unknown|not-applicable)\b/iu);
  });
});

describe('the command line in English', () => {
  it('says the words of the report', () => {
    expect(verificationLines(verification).slice(0, 2)).toEqual(['m:1: verified', '  Passed  M. E']);
    expect(postureLines(report).slice(0, 2)).toEqual(['Passed         T', '               E']);
  });
});
