// What the commands ask and say: none of them ends without a word.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as editor from '../../support/fakeEditor';
import type { EditorEvent } from '../../../src/editor/auditService';
import type { Container } from '../../../src/editor/container';

vi.mock('vscode', () => import('../../support/fakeEditor'));

const { handlers } = await import('../../../src/editor/commands');

const run = (name: string, container: object): unknown => handlers[name]?.(container as Container, undefined);
/** The items of a list that was shown, by the number of the list. */
const shown = (list = 0): readonly { readonly label: string }[] =>
  editor.window.showQuickPick.mock.calls[list]?.[0] as readonly { readonly label: string }[];

/** An audit log that keeps what is recorded. */
function recorder() {
  const events: EditorEvent[] = [];
  const record = (event: EditorEvent): Promise<void> => {
    events.push(event);
    return Promise.resolve();
  };
  return { events, audit: { record } };
}

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
      audit: recorder().audit,
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

describe('A1 what is done is recorded', () => {
  const ollama = (client: object) => ({
    state: { models: [] },
    client: () => Promise.resolve(client),
    refresh: () => Promise.resolve({}),
  });
  const noVerification = { verifyModels: () => Promise.resolve(undefined) };
  const given = (name: string, container: object, argument: unknown): unknown =>
    handlers[name]?.(container as Container, argument);

  it.each([
    ['done', [], undefined],
    ['failed', [{ status: 'pulling' }], new Error('no space left')],
    ['cancelled', [{ status: 'pulling' }], new DOMException('stopped', 'AbortError')],
  ])('a download that is %s', async (outcome, progress, failure) => {
    const { events, audit } = recorder();
    async function* pull() {
      await Promise.resolve();
      yield* progress;
      if (failure) throw failure;
    }
    const pulled = given('pullModel', { audit, machine: noVerification, ollama: ollama({ pull }) }, 'mistral:7b');
    await Promise.resolve(pulled).catch(() => undefined);
    expect(events).toEqual([{ event_type: 'model.pulled', model: 'mistral:7b', reasons: [outcome] }]);
  });

  it('a model that is deleted, once it is', async () => {
    const { events, audit } = recorder();
    const deleted = vi.fn().mockResolvedValue(undefined);
    await given('deleteModel', { audit, ollama: ollama({ delete: deleted }) }, 'mistral:7b');
    expect(events).toEqual([]);
    editor.window.showWarningMessage.mockResolvedValueOnce('Delete');
    await given('deleteModel', { audit, ollama: ollama({ delete: deleted }) }, 'mistral:7b');
    expect(events).toEqual([{ event_type: 'model.deleted', model: 'mistral:7b' }]);
  });

  it('a chat that is exported, without a word of it', async () => {
    const { events, audit } = recorder();
    const { startedTurn } = await import('../../../src/editor/chat/turnView');
    const container = {
      audit,
      chat: {
        sessionId: 's1',
        turns: [{}],
        exported: () => Promise.resolve([startedTurn('t1', 'what is the plan?')]),
      },
    };
    editor.window.showSaveDialog.mockResolvedValueOnce(editor.Uri.file('/home/ann/plan.md'));
    await run('exportChat', container);
    expect(events).toEqual([{ event_type: 'chat.exported', session_id: 's1', reasons: ['format:md', 'questions:1'] }]);
  });

  it('an index that is rebuilt and erased', async () => {
    const { events, audit } = recorder();
    const knowledge = { erase: () => Promise.resolve(), update: () => Promise.resolve() };
    editor.window.showWarningMessage.mockResolvedValueOnce('Rebuild').mockResolvedValueOnce('Erase');
    await run('rebuildIndex', { audit, knowledge });
    await run('eraseIndex', { audit, knowledge });
    expect(events).toEqual([{ event_type: 'index.rebuilt' }, { event_type: 'index.erased' }]);
  });

  it('credentials that are stored and forgotten, never themselves', async () => {
    const { events, audit } = recorder();
    const kept = new Map<string, string>();
    const secrets = {
      get: (name: string) => Promise.resolve(kept.get(name)),
      store: (name: string, value: string) => Promise.resolve(kept.set(name, value)),
      delete: (name: string) => Promise.resolve(kept.delete(name)),
    };
    editor.workspace.getConfiguration.mockReturnValue({
      inspect: (key: string) => (key === 'index.storeUri' ? { globalValue: 's3://bucket/rempart' } : {}),
    });
    const knowledge = { localStore: '/storage/index', restart: () => Promise.resolve() };
    const container = { audit, knowledge, context: { secrets } };
    editor.window.showWarningMessage.mockResolvedValueOnce('Continue');
    editor.window.showInputBox.mockResolvedValueOnce('AKIA-id').mockResolvedValueOnce('the-key');
    await run('setStoreCredentials', container);
    await run('forgetStoreCredentials', container);
    expect(events).toEqual([
      { event_type: 'index.credentials', endpoint: 's3://bucket/rempart', reasons: ['set'] },
      { event_type: 'index.credentials', endpoint: 's3://bucket/rempart', reasons: ['forgotten'] },
    ]);
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

describe('C4 renaming the chat that is open', () => {
  it('offers the name it has, and asks for one that is none', async () => {
    const rename = vi.fn();
    editor.window.showInputBox.mockResolvedValueOnce('Keys');
    await run('renameChat', { chat: { sessionId: 's1', name: 'How do we rotate?', rename } });
    const [{ value, validateInput }] = editor.window.showInputBox.mock.calls[0] as [
      { readonly value: string; readonly validateInput: (text: string) => unknown },
    ];
    expect(value).toBe('How do we rotate?');
    expect(validateInput('  ')).toBe('A conversation needs a name.');
    expect(validateInput('x')).toBeUndefined();
    expect(rename).toHaveBeenCalledWith('s1', 'Keys');
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

  it('says that there is no chat to rename', async () => {
    await run('renameChat', { chat: { sessionId: undefined } });
    expect(said()).toBe('There is no chat to rename: nothing was asked yet.');
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
