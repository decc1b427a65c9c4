// Proves which of the models that Ollama lists answers.
import { describe, expect, it } from 'vitest';
import { chooseChatModel } from '../../../src/assistant/ollamaModel';
import type { LocalModel } from '../../../src/models/types';

const listed = (name: string, more: Partial<LocalModel> = {}): LocalModel => ({
  name,
  size: 1,
  digest: '0'.repeat(64),
  ...more,
});

describe('C5 the model that answers', () => {
  const models = [
    listed('bge-m3:latest', { capabilities: ['embedding'] }),
    listed('gpt-oss:cloud', { remoteHost: 'https://ollama.com' }),
    listed('mistral:7b'),
    listed('llama3.2:latest'),
  ];
  const choose = (wanted: string) => chooseChatModel(models, wanted)?.name;

  it('is the first that can chat on this machine when none is wanted', () => {
    expect(choose('')).toBe('mistral:7b');
    expect(choose('gpt-oss:cloud')).toBeUndefined();
    expect(choose('bge-m3')).toBeUndefined();
  });

  it.each([
    ['llama3.2', 'llama3.2:latest'],
    ['Llama3.2:Latest', 'llama3.2:latest'],
    ['library/mistral:7b', 'mistral:7b'],
    ['registry.ollama.ai/library/mistral:7B', 'mistral:7b'],
    ['mistral', undefined],
    ['me/mistral:7b', undefined],
  ])('%s is %s', (wanted, name) => expect(choose(wanted)).toBe(name));
});
