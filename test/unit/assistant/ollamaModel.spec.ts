// Which model answers when nobody chose one.
import { describe, expect, it } from 'vitest';
import { chooseChatModel } from '../../../src/assistant/ollamaModel';
import type { IntegrityState, LocalModel } from '../../../src/models/types';
import { integrity } from '../../support/turn';

const listed = (name: string, more: Partial<LocalModel> = {}): LocalModel => ({ name, size: 1, digest: 'd', ...more });

/** What is known about each model: `state`, and `!` where something speaks against it. */
function choose(known: Readonly<Record<string, IntegrityState | `${IntegrityState}!`>>, wanted = '') {
  return chooseChatModel(
    Object.keys(known).map((name) => listed(name)),
    wanted,
    (name) => {
      const word = known[name] ?? 'unverified';
      const state = word.replace('!', '') as IntegrityState;
      return word.endsWith('!') ? integrity(state, 'from nowhere')() : integrity(state)();
    },
  ).then((model) => model?.name);
}

describe('C5 the model that answers', () => {
  const models = [
    listed('bge-m3:latest', { capabilities: ['embedding'] }),
    listed('gpt-oss:cloud', { remoteHost: 'https://ollama.com' }),
    listed('mistral:7b'),
    listed('llama3.2:latest'),
  ];
  const chosen = async (wanted: string) => (await chooseChatModel(models, wanted, integrity('unverified')))?.name;

  it('is the first that can chat on this machine when none is wanted', async () => {
    expect(await chosen('')).toBe('mistral:7b');
    expect(await chosen('gpt-oss:cloud')).toBeUndefined();
    expect(await chosen('bge-m3')).toBeUndefined();
  });

  it.each([
    ['llama3.2', 'llama3.2:latest'],
    ['Llama3.2:Latest', 'llama3.2:latest'],
    ['library/mistral:7b', 'mistral:7b'],
    ['registry.ollama.ai/library/mistral:7B', 'mistral:7b'],
    ['mistral', undefined],
    ['me/mistral:7b', undefined],
  ])('%s is %s', async (wanted, name) => expect(await chosen(wanted)).toBe(name));
});

describe('I3 the model that answers by default', () => {
  it('is a trusted one where there is one, wherever it stands in the list', async () => {
    expect(await choose({ evil: 'untrusted!', good: 'verified' })).toBe('good');
    expect(await choose({ evil: 'unverified!', good: 'verified' })).toBe('good');
    expect(await choose({ evil: 'unverified!', unknown: 'unverified' })).toBe('unknown');
    expect(await choose({ evil: 'untrusted!', changed: 'changed', failed: 'failed' })).toBe('evil');
    expect(await choose({ unknown: 'unverified', good: 'verified' })).toBe('good');
  });

  it('is the first of those of which the same is known', async () => {
    expect(await choose({ a: 'unverified', b: 'unverified' })).toBe('a');
    expect(await choose({ a: 'changed', b: 'verified', c: 'verified' })).toBe('b');
    expect(await choose({ evil: 'untrusted!' })).toBe('evil');
    expect(await choose({})).toBeUndefined();
  });

  it('is the one that was asked for, whatever is known about it: policy decides then', async () => {
    expect(await choose({ 'evil:latest': 'untrusted!', good: 'verified' }, 'evil')).toBe('evil:latest');
    expect(await choose({ good: 'verified' }, 'other')).toBeUndefined();
  });
});
