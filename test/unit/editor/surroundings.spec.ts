// What stands around the conversation says how the index is.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as editor from '../../support/fakeEditor';
import type { IndexStatus } from '../../../src/knowledge/types';
import { integrity } from '../../support/turn';

vi.mock('vscode', () => import('../../support/fakeEditor'));

const { surroundings } = await import('../../../src/editor/chat/surroundings');
const { KnowledgeService } = await import('../../../src/editor/knowledgeService');

const folder = [{ uri: editor.Uri.file('/ws') }];
const settings = { answerFrom: 'documents', contextTokens: 8192, indexEnabled: true };

function indexTruth(knowledge: object): unknown {
  const inputs = { settings, ollama: { state: 'absent', models: [] }, knowledge, suggestions: [] };
  return surroundings(inputs as never).truths[1];
}

function service(indexEnabled = true) {
  return new KnowledgeService({
    settings: () => ({ ...settings, indexEnabled }),
    memory: { workspace: { get: () => undefined } },
  } as never);
}

beforeEach(() => {
  editor.workspace.workspaceFolders = folder;
  editor.workspace.isTrusted = true;
});

describe('R1 an index that is not there', () => {
  it('says why, to the turn and to the user', async () => {
    const request = { query: 'x', limit: 1, mode: 'hybrid' } as const;
    expect(service().notIndexed).toBeUndefined();
    expect(await service(false).search(request)).toMatchObject({ notIndexed: 'off' });
    editor.workspace.isTrusted = false;
    expect(await service().search(request)).toMatchObject({ notIndexed: 'untrusted' });
    expect(indexTruth(service())).toMatchObject({
      text: 'This workspace is not trusted.',
      action: { id: 'manageTrust' },
    });
    editor.workspace.workspaceFolders = undefined;
    expect(await service().search(request)).toMatchObject({ notIndexed: 'no-folder' });
    expect(indexTruth(service())).toMatchObject({ text: 'No folder is open.', action: { id: 'openFolder' } });
  });
});

describe('I3 the model that answers', () => {
  const around = async (...known: Parameters<typeof integrity>) =>
    surroundings({
      settings: { ...settings, answerFrom: 'auto' },
      ollama: { state: 'running', models: [], chosen: { name: 'a:b' } },
      knowledge: { status: { state: 'idle' } },
      integrity: await integrity(...known)(),
      suggestions: [],
    } as never);

  it('has the badge of a verified model only when it is trusted, too', async () => {
    const trusted = await around('verified');
    expect(trusted.model).toMatchObject({ verified: true, untrusted: false });
    expect(trusted.truths[0]).toMatchObject({ icon: 'verified-filled', text: 'a:b, verified' });
    const untrusted = await around('untrusted', 'It is from nowhere.');
    expect(untrusted.model).toMatchObject({ verified: false, untrusted: true });
    expect(untrusted.model.title).toContain('It is from nowhere.');
    expect(untrusted.truths[0]).toMatchObject({ icon: 'warning', action: { id: 'showModelsReport' } });
    // Nobody looked at its files, but where it is from its name says.
    expect((await around('unverified', 'It is from nowhere.')).model).toMatchObject({ untrusted: true });
  });
});

describe('R4 the state of the index', () => {
  const truth = (state: IndexStatus['state']): unknown => indexTruth({ status: { state } });

  it('is not called indexing when it failed or is restarted', () => {
    expect(truth('failed')).toMatchObject({ icon: 'error', text: 'The index does not work' });
    expect(truth('restarting')).toMatchObject({ icon: 'sync', text: 'The index is being restarted.' });
    expect(truth('indexing')).toMatchObject({ icon: 'sync', text: 'Indexing' });
  });
});
