// Reading a policy file: what it may say, and how each fault is told, at its place and in both languages.
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../../../src/base/l10n';
import { policyKeyNames } from '../../../../src/guards/policy';
import { parsePolicy, pathAtOffset, type PolicyProblem } from '../../../../src/guards/policy/parse';
import { policyJsonSchema } from '../../../../src/guards/policy/schema';

afterEach(() => setLanguage('en'));

const problemsOf = (text: string): readonly PolicyProblem[] => {
  const parsed = parsePolicy(text, 'workspace', 'rempart.policy.yaml');
  return parsed.ok ? [] : parsed.problems;
};

describe('G8 a policy file', () => {
  it('says what it says, with the place of each value', () => {
    const text = `version: 1
preset: strict
guards:
  secrets: { input: block }
  injection:
    context: warn
documents:
  confidential: redact
models:
  - name: "llama*"
    action: warn
    documents: { internal: block }
  - name: "*"
    action: block
unverifiedModel: warn
sendAnyway: false
limits:
  questionsPerHour: 5
`;
    const parsed = parsePolicy(text, 'user', 'file');
    expect(parsed).toMatchObject({
      ok: true,
      level: {
        id: 'user',
        source: 'file',
        preset: { value: 'strict', range: { line: 2, column: 9 } },
        values: {
          'guards.secrets.input': { value: 'block', range: { line: 4, column: 21, endLine: 4, endColumn: 26 } },
          'guards.injection.context': { value: 'warn', range: { line: 6 } },
          'documents.confidential': { value: 'redact' },
          unverifiedModel: { value: 'warn' },
          sendAnyway: { value: false },
          'limits.questionsPerHour': { value: 5 },
        },
        models: [
          { pattern: 'llama*', action: 'warn', documents: { internal: 'block' }, range: { line: 10 } },
          { pattern: '*', action: 'block', range: { line: 13 } },
        ],
      },
    });
    expect(parsed.ok && Object.keys(parsed.level.values)).toHaveLength(6);
  });

  it.each([
    ['nothing', '', 1, 'beginning with “version: 1”'],
    ['no version', 'preset: strict\n', 1, '“version: 1” is missing'],
    ['another version', '# a comment\nversion: 2\n', 2, 'must be 1'],
    ['an unknown preset', 'version: 1\npreset: lax\n', 2, 'observe, balanced, strict'],
    ['a misspelt key', 'version: 1\nguards:\n  secret:\n    input: block\n', 3, '“secret” is not known here'],
    [
      'an action that makes no sense there',
      'version: 1\nguards: {injection: {input: redact}}',
      2,
      'allow, warn, block',
    ],
    ['a floor that cannot be loosened', 'version: 1\nguards: {leak: {output: warn}}', 2, 'cannot be loosened'],
    ['a word for a permission', 'version: 1\nsendAnyway: "no"\n', 2, 'true or false'],
    ['half a question', 'version: 1\nlimits: {questionsPerDay: 1.5}\n', 2, 'whole number from 1 to 100000'],
    ['no question at all', 'version: 1\nlimits: {questionsPerDay: 0}\n', 2, 'whole number'],
    ['a list for a section', 'version: 1\ndocuments: [secret]\n', 2, 'names with values below it'],
    ['an empty section', 'version: 1\nguards:\n', 2, 'names with values below it'],
    ['a rule without a name', 'version: 1\nmodels:\n  - action: block\n', 3, '“name” is missing'],
    ['a rule with an empty name', 'version: 1\nmodels:\n  - name: ""\n', 3, 'name of a model'],
    ['a tab', 'version: 1\nguards:\n\tsecrets: {}\n', 3, 'not with tabs'],
    ['a quote that stays open', 'version: 1\npreset: "strict\n', 3, 'quote'],
    ['indentation that fits nothing', 'version: 1\nguards:\n   secrets: {}\n  links: {}\n', 4, 'indentation'],
    ['two documents', 'version: 1\n---\nversion: 1\n', 2, 'one document'],
    ['the same key twice', 'version: 1\npreset: strict\npreset: observe\n', 3, 'stands here twice'],
    ['a tag', 'version: 1\npreset: !!str strict\n', 2, 'no tags'],
    ['a tag that would make an object', 'version: 1\npreset: !!js/function "x"\n', 2, 'no tags'],
    ['an older YAML, in which yes is true', '%YAML 1.1\n---\nversion: 1\nsendAnyway: yes\n', 1, 'no YAML directives'],
    ['a key that is a list', 'version: 1\n? [a]\n: 1\n', 2, 'plain word'],
    ['a prototype', 'version: 1\n__proto__: {preset: observe}\n', 2, 'not known here'],
  ])('is refused for %s, at its line', (_, text, line, message) => {
    const problems = problemsOf(text);
    expect(problems.map((problem) => problem.line)).toContain(line);
    expect(problems.find((problem) => problem.line === line)?.message).toContain(message);
  });

  it('is what the README shows', () => {
    const readme = fs.readFileSync(path.resolve(import.meta.dirname, '../../../../README.md'), 'utf8');
    const example = /```yaml\n(version: 1\n[\s\S]*?)```/u.exec(readme)?.[1] ?? '';
    expect(problemsOf(example)).toEqual([]);
  });

  it('says so in French', async () => {
    await setLanguage('fr');
    expect(problemsOf('version: 1\npreset: lax\n')[0]?.message).toBe(
      '«\u202fpreset\u202f» doit être l’un de\u202f: observe, balanced, strict.',
    );
  });

  it('tells all faults at once, in the order of the lines', () => {
    const problems = problemsOf('version: 1\nsendAnyway: 1\nlimits: {questionsPerHour: 0}\nfoo: 1\npreset: x\n');
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });

  it('is never expanded: an alias bomb is refused before it goes off', () => {
    const bomb = [
      'version: 1',
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghij'
        .split('')
        .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]!}`).join(', ')}]`),
    ].join('\n');
    expect(problemsOf(bomb)[0]?.message).toContain('no anchors');
  });

  it('is refused when it is larger than 64 KB, and when it is nested without end', () => {
    expect(problemsOf(`version: 1\n# ${'é'.repeat(32 * 1024)}`)[0]?.message).toContain('too large');
    expect(problemsOf(`version: 1 # ${'x'.repeat(60_000)}`)).toEqual([]);
    expect(problemsOf(`version: 1\nmodels: ${'['.repeat(60_000)}`)[0]?.message).toContain('nested too deeply');
    expect(problemsOf('- '.repeat(30_000))[0]?.message).toContain('nested too deeply');
  });

  it('with thousands of faults tells fifty of them', () => {
    const text = Array.from({ length: 6000 }, (_, i) => `k${i}: 1`).join('\n');
    expect(problemsOf(text)).toHaveLength(50);
    expect(problemsOf(`version: 1\nmodels:\n${'- {name: a, b: 1}\n'.repeat(3000)}`).length).toBeLessThanOrEqual(50);
  });
});

describe('G8 the JSON Schema for editors', () => {
  it('is the one in media (UPDATE_SCHEMA=1 writes it)', () => {
    const file = path.resolve(import.meta.dirname, '../../../../media/policy.schema.json');
    const text = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
    if (process.env['UPDATE_SCHEMA'] === '1') fs.writeFileSync(file, text);
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(JSON.parse(text));
  });

  it('describes every key', () => {
    const text = JSON.stringify(policyJsonSchema());
    for (const key of policyKeyNames) expect(text).toContain(`"${key.split('.').at(-1) ?? ''}"`);
    expect(text.match(/"description":""/gu)).toBeNull();
  });
});

describe('what the cursor is on', () => {
  const text = 'version: 1\nguards:\n  secrets: {input: allow}\nmodels:\n  - name: x\n    action: block\n';

  it.each([
    ['secrets', ['guards', 'secrets']],
    ['allow', ['guards', 'secrets', 'input']],
    ['block', ['models', 0, 'action']],
  ])('finds %s', (word, expected) => {
    const start = text.indexOf(word);
    expect(pathAtOffset(text, start + 1)).toEqual({ path: expected, start, end: start + word.length });
  });

  it('finds nothing between', () => expect(pathAtOffset('version: 1\n\n\npreset: strict\n', 11)).toBeUndefined());
});
