// The second opinion of the model (G1): asked only when policy wants it, never trusted to overrule the rules.
import { describe, expect, it } from 'vitest';
import { askSecondOpinion } from '../../../../src/assistant/steps/secondOpinion';
import { runTurn } from '../../../../src/assistant/turn';
import type { ChatModelEvent, TurnRequest, TurnResult } from '../../../../src/assistant/types';
import { mergePolicy, type Policy } from '../../../../src/guards/policy';
import { chatModel, passage, request, services, tokens, turnRecord, type ScriptedModel } from '../../../support/turn';

const misuse = '{"misuse": true}';
const harmless = '{"misuse": false}';
const signal = (): AbortSignal => new AbortController().signal;

function policy(value: 'allow' | 'warn' | 'block', sendAnyway = true): Policy {
  return mergePolicy([
    {
      id: 'user',
      source: '',
      values: { 'guards.secondOpinion.input': { value }, sendAnyway: { value: sendAnyway } },
      models: [],
    },
  ]).policy;
}

async function turn(
  used: Policy,
  opinion: readonly (ChatModelEvent | Error)[],
  asked: TurnRequest = request('How often is the key rotated?'),
): Promise<{ result: TurnResult; model: ScriptedModel; flags: Readonly<Record<string, boolean>> | undefined }> {
  const model = chatModel((messages) =>
    messages[0]?.content.includes('misuse') === true ? opinion : tokens('Every ninety days [1].'),
  );
  const given = services([passage({ text: 'Rotate the key every ninety days.' })], { model, policy: used });
  const result = await runTurn(asked, given, { signal: signal(), onEvent: () => undefined });
  return { result, model, flags: turnRecord(given)?.security_flags };
}

describe('G1 the second opinion of the model', () => {
  it('is not asked for by default', async () => {
    const { result, model } = await turn(policy('allow'), tokens(misuse));
    expect(model.asked).toHaveLength(1);
    expect(result.answered).toBe(true);
  });

  it.each(['warn', 'block'] as const)('decides as policy says: %s', async (action) => {
    const { result, flags } = await turn(policy(action), tokens('{"misuse"', ': true}'));
    expect(result.refusal?.reasons[0]?.rule).toBe(action === 'block' ? 'opinion.misuse' : undefined);
    expect(result.warnings.map(({ rule }) => rule)).toEqual(action === 'warn' ? ['opinion.misuse'] : []);
    expect(result.answered).toBe(action === 'warn');
    expect(flags?.['injection_detected']).toBe(action === 'block');
  });

  it('lets pass what the model finds harmless, and answers with the usual options', async () => {
    const { result, model } = await turn(policy('block'), tokens(harmless));
    expect(result.answered).toBe(true);
    expect(result.warnings).toEqual([]);
    expect(model.constraints[0]).toMatchObject({ answerTokens: 16, format: { required: ['misuse'] } });
    expect(model.constraints[1]).toBeUndefined();
  });

  it.each([
    ['babbles', tokens('As an AI model I')],
    ['says nothing', tokens()],
    ['fails', [new Error('server is gone')]],
  ])('is a warning when the model %s: the rules have judged', async (_, events) => {
    const { result } = await turn(policy('block'), events);
    expect(result.answered).toBe(true);
    expect(result.warnings.map(({ rule }) => rule)).toEqual(['opinion.none']);
  });

  it('is overridden by "Send anyway" only where policy allows', async () => {
    const asked = request('How often is the key rotated?', { override: true });
    const free = await turn(policy('block'), tokens(misuse), asked);
    expect(free.result.answered).toBe(true);
    expect(free.flags?.['override']).toBe(true);
    const bound = await turn(policy('block', false), tokens(misuse), asked);
    expect(bound.result.refusal?.canOverride).toBe(false);
  });

  it('shows the question as data between marks that the question cannot forge, masked and bounded', async () => {
    const model = chatModel(tokens(harmless));
    await askSecondOpinion(`¦cafe ${'x'.repeat(9000)} end`, model, 'block', signal(), '¦cafe');
    const shown = model.asked[0]?.[1]?.content ?? '';
    expect(shown.split('¦cafe')).toHaveLength(3);
    expect(shown.length).toBeLessThan(5200);
    expect(shown).toContain(' end');
    const secret = await turn(
      policy('block'),
      tokens(harmless),
      request('What is ghp_16C7e42F292c6912E7710c838347Ae178B4a for?'),
    );
    expect(JSON.stringify(secret.model.asked)).not.toContain('ghp_16C7');
  });

  it('stops with the turn', async () => {
    const stopped = AbortSignal.abort();
    await expect(askSecondOpinion('x', chatModel(tokens(misuse)), 'block', stopped, '¦')).rejects.toThrow();
  });
});
