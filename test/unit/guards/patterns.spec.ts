// G1, G2: patterns that are put together from parts when they are loaded, which the linter cannot see, are judged by the same rules as
// those that stand in the code: none may take more than linear time.
import { Linter } from 'eslint';
import * as regexp from 'eslint-plugin-regexp';
import { describe, expect, it, vi } from 'vitest';

/** What `new RegExp` is given while the guards are loaded, by source and flags. */
async function composedPatterns(): Promise<Map<string, RegExp>> {
  const composed = new Map<string, RegExp>();
  const { RegExp: Plain } = globalThis;
  globalThis.RegExp = new Proxy(Plain, {
    construct: (target, [pattern, flags]: [string | RegExp, string?]) => {
      const made = new target(pattern, flags);
      composed.set(String(made), made);
      return made;
    },
  });
  try {
    vi.resetModules();
    await import('../../../src/guards');
    // The formats of secrets are put together when the first text is redacted.
    const { tokenRules, vendorRules } = await import('../../../src/guards/redaction/secrets/providers');
    Array.from(tokenRules());
    Array.from(vendorRules());
  } finally {
    globalThis.RegExp = Plain;
  }
  return composed;
}

describe('G1, G2 patterns put together from parts', async () => {
  const patterns = [...(await composedPatterns()).keys()];
  const linter = new Linter();
  const rules = { 'regexp/no-super-linear-backtracking': 'error', 'regexp/no-super-linear-move': 'error' } as const;
  const faults = (pattern: string): string[] =>
    linter.verify(`export const pattern = ${pattern};`, { plugins: { regexp }, rules }).map(({ message }) => message);

  it('are found', () => {
    expect(patterns.length).toBeGreaterThan(300);
    expect(faults('/(?:a+)+b/')).not.toEqual([]);
  });

  it('take linear time', () => {
    expect(patterns.filter((pattern) => faults(pattern).length > 0)).toEqual([]);
  });
});
