// Patterns are tried around their sign words only: nothing that they match in the whole text may be lost by it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchStructure, PLOT_RULES, STRUCTURE_RULES } from '../../../../../src/guards/injection/structure';
import { tokenise } from '../../../../../src/guards/injection/tokens';
import { canonicalise } from '../../../../../src/guards/normalise';

const rows = readFileSync(new URL('../../../../fixtures/guards/authors_round1.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => canonicalise((JSON.parse(line) as { text: string }).text).text);
const rules = [...STRUCTURE_RULES, ...PLOT_RULES];
const hits = rules.flatMap((rule) => rule.hits.map((hit) => canonicalise(hit).text));

/** What each rule of weight matches when it is tried on the whole text, at most four places. */
function everywhere(text: string): string[] {
  return rules
    .filter(({ stage }) => stage?.input !== 0)
    .flatMap(({ id, pattern }) =>
      Array.from(
        text.matchAll(new RegExp(pattern)),
        ({ index, 0: { length } }) => `${id} ${index}-${index + length}`,
      ).slice(0, 4),
    );
}

const near = (text: string): string[] =>
  matchStructure(text, 'input', tokenise(text))
    .filter(({ rule }) => rule !== 'many-shot.turns')
    .map(({ rule, start, end }) => `${rule} ${start}-${end}`);

describe('G1 signs of form', () => {
  it('finds around sign words what it finds in the whole text', () => {
    expect(rows.length).toBeGreaterThan(300);
    for (const text of rows) expect(near(text)).toEqual(everywhere(text));
  });

  it.each([
    ['on lines of their own', (hit: string) => `Some prose.\n\n${hit}\n\nMore prose of no interest.`],
    ['twice', (hit: string) => `${hit}\n${hit}`],
    ['behind many lines', (hit: string) => `${'a line of a log\n'.repeat(200)}${hit}`],
  ])('finds its examples %s', (_, around) => {
    for (const hit of hits) expect(near(around(hit))).toEqual(everywhere(around(hit)));
  });

  it('finds all of a long list of sign words on one line once', () => {
    const text = '<system> '.repeat(5000);
    expect(near(text)).toEqual(everywhere(text));
  });
});
