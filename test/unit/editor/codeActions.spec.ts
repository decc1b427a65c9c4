// What becomes of code from an answer: inserted, applied to a file, opened as a new one.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as editor from '../../support/fakeEditor';

vi.mock('vscode', () => import('../../support/fakeEditor'));

const { applyToFile, insertAtCursor, openAsNewFile, Proposals } = await import('../../../src/editor/chat/codeActions');

/** A document of the editor whose text a test changes. */
class Document {
  readonly languageId = 'typescript';
  constructor(
    public text: string,
    readonly uri = editor.Uri.file('/src/a.ts'),
  ) {}
  get lineCount(): number {
    return this.text.split('\n').length;
  }
  getText(range?: editor.Range): string {
    return range ? this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.text;
  }
  offsetAt({ line, character }: editor.Range['start']): number {
    const lines = this.text.split('\n').slice(0, line);
    return lines.join('\n').length + (line === 0 ? 0 : 1) + character;
  }
  positionAt(offset: number): editor.Range['start'] {
    const lines = this.text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  }
  validateRange({ start }: editor.Range): editor.Range {
    const end = this.positionAt(this.text.length);
    return new editor.Range(start.line, start.character, end.line, end.character);
  }
}

/** The active editor, on a document with this text of which `selected` is selected. */
function activeOn(document: Document, selected = '') {
  const at = selected === '' ? 0 : document.text.indexOf(selected);
  const [start, end] = [document.positionAt(at), document.positionAt(at + selected.length)];
  const active = {
    document,
    viewColumn: 1,
    selection: new editor.Range(start.line, start.character, end.line, end.character),
    edit: vi.fn(),
  };
  editor.window.activeTextEditor = active;
  return active;
}

/** Answers "Apply" after something was done to the document. */
function applyAfter(meanwhile: () => void): void {
  editor.window.showInformationMessage.mockImplementationOnce(() => {
    meanwhile();
    return Promise.resolve('Apply');
  });
}

const said = () => editor.window.showWarningMessage.mock.calls.map(([message]) => message as string);
const changed = 'src/a.ts was edited meanwhile, and what was to be replaced is not found in it. Nothing was applied.';
let document: Document;
let shownDiff: editor.Uri | undefined;

beforeEach(() => {
  vi.clearAllMocks();
  editor.window.visibleTextEditors = [];
  editor.window.tabGroups.all = [];
  document = new Document('one();\ntwo();\nthree();\n');
  shownDiff = undefined;
  editor.workspace.openTextDocument.mockImplementation((given: unknown) =>
    Promise.resolve(
      given instanceof editor.Uri ? document : { uri: editor.Uri.from({ scheme: 'untitled', path: 'x' }) },
    ),
  );
  editor.workspace.applyEdit.mockImplementation(({ replaced: [one] }: editor.WorkspaceEdit) => {
    if (!one) return Promise.resolve(false);
    const [start, end] = [document.offsetAt(one.range.start), document.offsetAt(one.range.end)];
    document.text = document.text.slice(0, start) + one.text + document.text.slice(end);
    return Promise.resolve(true);
  });
  editor.commands.executeCommand.mockImplementation((_: string, original: editor.Uri, modified: editor.Uri) => {
    shownDiff = modified;
    const other = { input: new editor.TabInputTextDiff(original, editor.Uri.file('/other.ts')) };
    editor.window.tabGroups.all = [{ tabs: [other, { input: new editor.TabInputTextDiff(original, modified) }] }];
    return Promise.resolve();
  });
});

describe('C1 applying code to a file', () => {
  it('shows the change beside the file, read-only, and replaces what is selected after a yes', async () => {
    activeOn(document, 'two();');
    const proposals = new Proposals();
    let proposed = '';
    applyAfter(() => {
      proposed = shownDiff ? proposals.provideTextDocumentContent(shownDiff as never) : '';
    });
    await applyToFile('deux();', proposals);
    expect(shownDiff?.scheme).toBe('rempart-proposal');
    expect(proposed).toBe('one();\ndeux();\nthree();\n');
    expect(document.text).toBe('one();\ndeux();\nthree();\n');
  });

  it('replaces the whole file where nothing is selected', async () => {
    activeOn(document);
    applyAfter(() => undefined);
    await applyToFile('deux();', new Proposals());
    expect(document.text).toBe('deux();');
  });

  it.each(['Apply', undefined])('closes the proposal, and no other editor, after the answer: %s', async (answer) => {
    activeOn(document, 'two();');
    editor.window.showInformationMessage.mockResolvedValueOnce(answer);
    const proposals = new Proposals();
    await applyToFile('deux();', proposals);
    expect(editor.window.tabGroups.close.mock.calls).toEqual([
      [[expect.objectContaining({ input: expect.objectContaining({ modified: shownDiff }) as unknown })]],
    ]);
    expect(proposals.provideTextDocumentContent(shownDiff as never)).toBe('');
    expect(document.text.includes('deux')).toBe(answer === 'Apply');
  });

  it('finds what is to be replaced again where the file was edited before the yes', async () => {
    activeOn(document, 'two();');
    applyAfter(() => {
      document.text = 'zero();\none();\ntwo();\nthree();\n';
    });
    await applyToFile('deux();', new Proposals());
    expect(document.text).toBe('zero();\none();\ndeux();\nthree();\n');
    expect(said()).toEqual([]);
  });

  it.each([
    ['is gone', 'two();', 'one();\nthree();\n'],
    ['stands there twice', 'two();', 'two();\none();\ntwo();\n'],
    ['was the whole file', '', 'one();\ntwo();\nthree();\nfour();\n'],
  ])('changes nothing and says so where what is to be replaced %s', async (_, selected, edited) => {
    activeOn(document, selected);
    applyAfter(() => {
      document.text = edited;
    });
    await applyToFile('deux();', new Proposals());
    expect(document.text).toBe(edited);
    expect(said()).toEqual([changed]);
  });

  it('says so when the editor does not take the change', async () => {
    activeOn(document, 'two();');
    editor.workspace.applyEdit.mockResolvedValueOnce(false);
    applyAfter(() => undefined);
    await applyToFile('deux();', new Proposals());
    expect(said()).toEqual(['The editor did not change src/a.ts: it may be read-only.']);
  });

  it('takes no proposal and no output for the file to change', async () => {
    const proposal = new Document('x', editor.Uri.from({ scheme: 'rempart-proposal', path: '/src/a.ts' }));
    activeOn(proposal);
    const output = { document: new Document('x', editor.Uri.from({ scheme: 'output', path: 'log' })) };
    editor.window.visibleTextEditors = [output];
    await applyToFile('deux();', new Proposals());
    expect(editor.window.showInformationMessage.mock.calls[0]?.[0]).toBe('Open the file that is to change first.');
    expect(editor.commands.executeCommand).not.toHaveBeenCalled();
  });
});

describe('C1 inserting code at the cursor', () => {
  it('replaces the selection of the active editor', async () => {
    const active = activeOn(document, 'two();');
    const replace = vi.fn();
    active.edit.mockImplementationOnce((change: (edit: unknown) => void) => {
      change({ replace });
      return Promise.resolve(true);
    });
    await insertAtCursor('deux();');
    expect(replace).toHaveBeenCalledWith(active.selection, 'deux();');
    expect(editor.window.showTextDocument).toHaveBeenCalledWith(document, 1);
  });

  it('says so when the editor does not take it', async () => {
    activeOn(document).edit.mockResolvedValueOnce(false);
    await insertAtCursor('deux();');
    expect(said()).toEqual(['The editor did not change src/a.ts: it may be read-only.']);
  });

  it('asks for an editor where there is none', async () => {
    editor.window.activeTextEditor = undefined;
    await insertAtCursor('deux();');
    expect(editor.window.showInformationMessage.mock.calls[0]?.[0]).toBe('Open the file that is to change first.');
  });
});

describe('C1 opening code as a new file', () => {
  it.each([
    ['typescript', { content: 'x', language: 'typescript' }],
    ['no such language', { content: 'x' }],
  ])('in its language where the editor knows it: %s', async (language, given) => {
    editor.languages.getLanguages.mockResolvedValueOnce(['typescript', 'python']);
    await openAsNewFile('x', language);
    expect(editor.workspace.openTextDocument).toHaveBeenCalledWith(given);
    expect(editor.window.showTextDocument).toHaveBeenCalledOnce();
  });
});
