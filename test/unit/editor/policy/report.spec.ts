// The policy in force as a document (G8): every value with whose word it is, what was left aside, and no markup from outside.
import { describe, expect, it } from 'vitest';
import { policyInForce, type LoadedPolicies } from '../../../../src/assistant/policyFiles';
import { policyKeyNames } from '../../../../src/guards/policy';
import { parsePolicy } from '../../../../src/guards/policy/parse';
import { policyReport } from '../../../../src/editor/policy/report';

function level(text: string, id: 'machine' | 'workspace', source: string): LoadedPolicies['levels'][number] {
  const parsed = parsePolicy(text, id, source);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.level;
}

describe('G8 the policy in force', () => {
  const source = '/ws/a`b|<img src=x>/rempart.policy.yaml';
  const loaded: LoadedPolicies = {
    levels: [
      level(
        'version: 1\nguards: {secrets: {input: block}}\nlimits: {questionsPerHour: 12}\n',
        'machine',
        '/etc/rempart/policy.yaml',
      ),
      level(
        'version: 1\nguards: {secrets: {input: allow}}\nmodels: [{name: "x`|y", action: block}]\n',
        'workspace',
        source,
      ),
    ],
    notices: [],
    files: [
      { level: 'machine', file: '/etc/rempart/policy.yaml', state: 'used' },
      { level: 'workspace', file: source, state: 'used' },
    ],
  };
  const text = policyReport(policyInForce(loaded, { source: 'rempart.policy', user: 'strict' }), {
    questionsPerHour: 12,
    questionsPerDay: 100,
  });

  it('names every value, and whose it is', () => {
    for (const key of policyKeyNames) expect(text).toContain(`| \`${key}\` | **`);
    expect(text).toContain(
      '| `guards.secrets.input` | **block** | policy of the machine, `/etc/rempart/policy.yaml` |',
    );
    expect(text).toContain('| `sendAnyway` | **false** | policy of the user, `rempart.policy` |');
    expect(text).toContain(
      '| `limits.questionsPerHour` | **12** | policy of the machine, `/etc/rempart/policy.yaml` |',
    );
    expect(text).toContain('| `limits.questionsPerDay` | **100** | setting of the editor |');
  });

  it('says what was left aside, with its line', () => {
    expect(text).toMatch(/:2 — “guards\.secrets\.input: allow” is ignored because it is looser than “block”/u);
  });

  it('says why the trained classifier cannot be asked, when it cannot', () => {
    const inForce = policyInForce({ levels: [], notices: [], files: [] }, { source: 'rempart.policy', user: 'strict' });
    const limits = { questionsPerHour: 12, questionsPerDay: 100 };
    expect(policyReport(inForce, limits)).not.toContain('by the rules alone');
    expect(policyReport(inForce, limits, 'guard.onnx is gone')).toContain('by the rules alone: guard.onnx is gone');
  });

  it('lets no name become markup', () => {
    expect(text).not.toContain('a`b');
    expect(text).not.toMatch(/(?<!\\)<img(?![^`]*`)/u);
    expect(text).toContain('| `x  y` | **block** |');
  });
});
