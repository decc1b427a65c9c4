// Proves which names of models mean the same one, and which lead away.
import { describe, expect, it } from 'vitest';
import { canonicalName, isCloudName, sameModel } from '../../../src/base/modelName';

describe('I3 cloud names', () => {
  it.each([
    'qwen3:cloud',
    'gpt-oss:120b-cloud',
    'gpt-oss:20b:cloud',
    'me/x:7B-Cloud',
    'smollm2:135m-cloud',
    'x:cloud:local',
    'x-cloud',
    ' a:cloud ',
    'x: cloud',
    'x:cloud : local',
  ])('%s goes away', (name) => expect(isCloudName(name)).toBe(true));
  it.each(['mistral:7b', 'cloudy:7b', 'cloud/x:7b', 'cloud:7b', 'x:cloud-free', 'smollm2', 'x:local'])(
    '%s stays',
    (name) => expect(isCloudName(name)).toBe(false),
  );
});

describe('C5 names of one model', () => {
  it('are the same as Ollama takes them', () => {
    expect(sameModel('Mistral', 'mistral:latest')).toBe(true);
    expect(sameModel('registry.ollama.ai/library/mistral:7b', 'mistral:7B')).toBe(true);
    expect(sameModel('mistral:7b', 'mistral:8b')).toBe(false);
    expect(sameModel('https://registry.ollama.ai/library/mistral', 'mistral')).toBe(true);
    expect(sameModel('hf.co/library/mistral', 'mistral')).toBe(false);
    expect(canonicalName('hf.co/u/r')).toBe('hf.co/u/r:latest');
    expect(canonicalName('host:5000/u/r')).toBe('host:5000/u/r:latest');
  });
});
