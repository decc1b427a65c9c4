// What the commands ask and say: none of them ends without a word.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as editor from '../../support/fakeEditor';
import type { Container } from '../../../src/editor/container';

vi.mock('vscode', () => import('../../support/fakeEditor'));

const { handlers } = await import('../../../src/editor/commands');

const run = (name: string, container: object): unknown => handlers[name]?.(container as Container, undefined);
/** The items of a list that was shown, by the number of the list. */
const shown = (list = 0): readonly { readonly label: string }[] =>
  editor.window.showQuickPick.mock.calls[list]?.[0] as readonly { readonly label: string }[];

beforeEach(() => {
  vi.clearAllMocks();
});

describe('the list of models', () => {
  const ollama = { refresh: () => Promise.resolve({ state: 'running', models: [], message: '' }) };

  it('leads on where Ollama has no model: to a download', async () => {
    editor.window.showQuickPick.mockImplementationOnce((items: { readonly label: string }[]) =>
      Promise.resolve(items.find(({ label }) => label.includes('Download a model'))),
    );
    await run('pickModel', { ollama });
    expect(shown().map(({ label }) => label)).toEqual([
      '$(book) No model: passages from your documents',
      '$(cloud-download) Download a model…',
    ]);
    expect(editor.commands.executeCommand).toHaveBeenCalledWith('rempart.pullModel');
  });
});

describe('C4 erasing the chats', () => {
  it('erases the questions noted as false alarms, too, and says so before', async () => {
    const erased: string[] = [];
    const container = {
      falseAlarms: { erase: () => Promise.resolve(erased.push('false alarms')) },
      chat: { eraseAll: () => Promise.resolve(erased.push('chats')) },
    };
    await run('eraseAllChats', container);
    expect(erased).toEqual([]);
    editor.window.showWarningMessage.mockResolvedValueOnce('Erase all');
    await run('eraseAllChats', container);
    expect(editor.window.showWarningMessage.mock.calls[0]?.[0]).toContain('false alarms');
    expect(erased).toEqual(['chats', 'false alarms']);
    expect(editor.window.showInformationMessage.mock.calls[0]?.[0]).toBe('1 chat erased.');
  });
});

describe('A1 lifting a suspension', () => {
  function suspended(audit: object) {
    const lifted: string[] = [];
    const container = {
      audit,
      chat: { sessionId: 's1' },
      monitor: {
        isSuspended: () => Promise.resolve(true),
        lift: () => Promise.resolve(lifted.push('lifted')),
      },
    };
    editor.window.showWarningMessage.mockResolvedValueOnce('Lift it, and record that I did');
    return { lifted, container };
  }

  it('is recorded before it is done', async () => {
    const { lifted, container } = suspended({
      append: (event: object) => {
        expect(event).toMatchObject({ event_type: 'exfiltration.override', session_id: 's1' });
        expect(lifted).toEqual([]);
        return Promise.resolve({});
      },
    });
    await run('overrideSuspension', container);
    expect(lifted).toEqual(['lifted']);
  });

  it('is not done when it cannot be recorded', async () => {
    const { lifted, container } = suspended({ append: () => Promise.reject(new Error('no space left')) });
    await expect(run('overrideSuspension', container)).rejects.toThrow('no space left');
    expect(lifted).toEqual([]);
  });
});

describe('a command that has nothing to do', () => {
  const secrets = { get: () => Promise.resolve(undefined), delete: () => Promise.resolve() };
  const said = (): unknown => editor.window.showInformationMessage.mock.calls[0]?.[0];
  const settings = new Map<string, string>();
  beforeEach(() => {
    settings.clear();
    editor.workspace.getConfiguration.mockReturnValue({
      inspect: (key: string) => ({ globalValue: settings.get(key) }),
    });
  });

  it('says that there is no chat to delete', async () => {
    await run('deleteChat', { chat: { sessionId: undefined } });
    expect(said()).toBe('There is no chat to delete: nothing was asked yet.');
  });

  it.each(['', 's3://bucket'])('says that there are no credentials to forget: %s', async (uri) => {
    settings.set('index.storeUri', uri);
    await run('forgetStoreCredentials', { context: { secrets }, knowledge: { localStore: '/storage/index' } });
    expect(said()).toBe('There are no credentials to forget.');
  });

  it.each(['', 'https://ai.example'])('says that there is no token to forget: %s', async (endpoint) => {
    settings.set('embeddings.remoteEndpoint', endpoint);
    await run('forgetEmbeddingsToken', { context: { secrets } });
    expect(said()).toBe('There is no token to forget.');
  });
});
