// Help while a policy is written (G8): what may stand at the cursor, in a text that is not finished, and what it means.
import { afterEach, describe, expect, it } from 'vitest';
import { noPolicies, policyInForce } from '../../../../src/assistant/policyFiles';
import { setLanguage } from '../../../../src/base/l10n';
import { parsePolicy } from '../../../../src/guards/policy/parse';
import { completionsAt, hoverAt } from '../../../../src/editor/policy/assist';

afterEach(() => setLanguage('en'));

/** Labels that are proposed at the `|` of a text. */
function labelsAt(marked: string): readonly string[] {
  return at(marked).candidates.map(({ label }) => label);
}

function at(marked: string): ReturnType<typeof completionsAt> {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  return completionsAt(marked.replace('|', '').split('\n'), before.length - 1, before.at(-1)?.length ?? 0);
}

/** The keys of a policy file, in the order in which they are offered. */
const topLevel = [
  'version',
  'preset',
  'guards',
  'documents',
  'unverifiedModel',
  'untrustedModel',
  'unapprovedModel',
  'prohibitedModel',
  'workspaceApprovals',
  'sendAnyway',
  'showMasked',
  'limits',
  'trustedSources',
  'modelRegistries',
  'registryKeys',
  'models',
];
const without = (...said: readonly string[]): readonly string[] => topLevel.filter((key) => !said.includes(key));

describe('G8 completion', () => {
  it.each([
    ['|', topLevel],
    [
      'version: 1\npreset: strict\nlimits:\n  questionsPerDay: 5\n|\nguards: {}',
      without('version', 'preset', 'guards', 'limits'),
    ],
    ['preset: |', ['observe', 'balanced', 'strict']],
    ['sendAnyway: t|', ['true', 'false']],
    [
      'guards:\n  |',
      [
        'injection',
        'classifier',
        'disputed',
        'secondOpinion',
        'secrets',
        'personalData',
        'links',
        'code',
        'leak',
        'exfiltration',
        'anomaly',
      ],
    ],
    ['guards:\n  secrets:\n    input: block\n    |', ['context', 'output']],
    ['guards:\n  injection:\n    input: |', ['allow', 'warn', 'block']],
    ['guards:\n  injection:\n    # a comment\n\n    input: |', ['allow', 'warn', 'block']],
    ['guards:\n  leak:\n    output: |', ['block']],
    ['models:\n  |', ['- name']],
    ['models:\n  - |', ['name', 'action', 'documents']],
    ['models:\n  - name: x\n    |', ['action', 'documents']],
    ['models:\n- name: x\n  |', ['action', 'documents']],
    ['models:\n- name: x\n  documents:\n    public: warn\n    |', ['internal', 'confidential', 'secret']],
    ['models:\n  - name: x\n    action: warn\n  - name: y\n    action: |', ['allow', 'warn', 'redact', 'block']],
    ['models:\n  - name: x\n    |\n  - name: y\n    action: warn', ['action', 'documents']],
    ['models:\n  - name: x\n    action: block\n|', without('models')],
    ['models:\n  - name: |', []],
    ['unknown:\n  |', []],
    ['preset: strict # |', []],
  ])('%j', (text, expected) => expect(labelsAt(text)).toEqual(expected));

  it('inserts what parses, and replaces the word before the cursor', () => {
    const { from, candidates } = at('version: 1\nguards:\n  se|');
    const secrets = candidates.find(({ label }) => label === 'secrets');
    expect(from).toBe(2);
    const text = `version: 1\nguards:\n  ${secrets?.insert ?? ''}input: block\n`;
    expect(parsePolicy(text, 'user', '').ok).toBe(true);
    const models = at('version: 1\n|').candidates.find(({ label }) => label === 'models');
    expect(parsePolicy(`version: 1\n${models?.insert ?? ''}llama*\n`, 'user', '').ok).toBe(true);
  });

  it('explains in the language in use', async () => {
    await setLanguage('fr');
    expect(at('|').candidates.find(({ label }) => label === 'limits')?.description).toBe(
      'Combien de questions reçoivent une réponse.',
    );
  });
});

describe('G8 hover', () => {
  const text = 'version: 1\nguards:\n  secrets: { input: allow }\n';
  const inForce = policyInForce(noPolicies, { source: '' });

  it('says what a key means, what may stand there, and what holds', () => {
    const start = text.indexOf('input');
    expect(hoverAt(text, start + 2, inForce)).toEqual({
      lines: [
        'Keys, tokens and passwords in a question. “redact” masks them, “block” refuses the question.',
        '“input” must be one of: allow, warn, redact, block.',
        'In force: redact (default)',
      ],
      start,
      end: start + 5,
    });
  });

  it('says nothing of what it does not know', () =>
    expect(hoverAt('version: 1\nfoo: 1\n', 12, inForce)).toBeUndefined());
});
