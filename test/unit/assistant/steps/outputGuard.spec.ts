// G3, G4: what of an answer is shown, when policy shows values in it.
import { describe, expect, it } from 'vitest';
import { GuardedStream } from '../../../../src/assistant/steps/outputGuard';
import { Vault } from '../../../../src/guards';
import { mergePolicy, type PolicyKey, type PolicyValue } from '../../../../src/guards/policy';

const email = 'jeanne.martin@exemple.fr';

/** What is shown of an answer that comes in these pieces, when the session has masked the address before. */
function shown(chunks: readonly string[], values: Readonly<Partial<Record<PolicyKey, PolicyValue>>>): string {
  const stated = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
  const { policy } = mergePolicy([{ id: 'user', source: '', values: stated, models: [] }]);
  const vault = new Vault();
  vault.placeholder('EMAIL', email);
  const knownText = ['https://intra.example/wiki'];
  const stream = new GuardedStream({ canary: '', knownText, vault, policy, model: { name: 'test' } });
  return [...chunks.map((chunk) => stream.pass(chunk, false)), stream.pass('', true)].map((one) => one.shown).join('');
}

describe('G3 values in an answer', () => {
  const answer = `⟦EMAIL_1⟧ is [here](https://intra.example/wiki?u=⟦EMAIL_1⟧): write to ${email}, not to b@exemple.fr or ${email}.`;
  const pieces = Array.from({ length: Math.ceil(answer.length / 7) }, (_, n) => answer.slice(7 * n, 7 * n + 7));

  it.each([
    ['at once', [answer]],
    ['in pieces', pieces],
  ])('are put back where the model wrote them, not where it wrote a placeholder, %s', (_, chunks) => {
    expect(shown(chunks, { 'guards.personalData.output': 'allow' })).toBe(answer);
  });

  it('are masked wherever they stand', () => {
    const text = shown(pieces, { 'guards.personalData.output': 'redact' });
    expect(text).toBe(answer.replaceAll(email, '⟦EMAIL_1⟧').replace('b@exemple.fr', '⟦EMAIL_2⟧'));
  });
});
