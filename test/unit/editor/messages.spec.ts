// Proves that no message of Rempart has a link that it did not mean, whatever names and keys stand in it.
import { beforeEach, describe, expect, it, vi } from 'vitest';

/** What VS Code takes for links in messages (`parseLinkedText`). */
// eslint-disable-next-line regexp/no-super-linear-move -- as VS Code has it
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/giu;

const said: unknown[][] = [];
const say = (...args: unknown[]) => {
  said.push(args);
  return Promise.resolve(args.at(-1));
};
const reported: unknown[] = [];

vi.mock('vscode', () => ({
  ProgressLocation: { Notification: 15 },
  window: {
    showInformationMessage: say,
    showWarningMessage: say,
    showErrorMessage: say,
    withProgress: (options: unknown, work: (progress: object, token: object) => unknown) => {
      reported.push(options);
      return work({ report: (step: unknown) => reported.push(step) }, {});
    },
  },
}));

const { ProgressLocation } = await import('vscode');
const { showError, showInformation, showWarning, withoutLinks, withProgress } =
  await import('../../../src/editor/messages');

const command = 'command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22x%22%7D';
const name = `[Open it in the viewer](${command}).pdf`;

describe('S6 messages', () => {
  beforeEach(() => {
    said.length = 0;
    reported.length = 0;
  });

  it.each([
    name,
    `[a](file:///etc/passwd "b")`,
    `[a](HTTPS://evil.example)`,
    `[[a](${command})](${command})`,
    `[a\n](${command})`,
  ])('makes nothing of %j a link', (text) => {
    expect(text.match(link)).not.toBeNull();
    expect(withoutLinks(`${text} cannot be opened`).match(link)).toBeNull();
  });

  it('leaves names readable', () => {
    for (const text of ['notes [draft] (2).md', 'a(b)[c].md', 'Übersicht: 3 files\nof 4'])
      expect(withoutLinks(text)).toBe(text);
    expect(withoutLinks(name)).toBe(`[Open it in the viewer] (${command}).pdf`);
    expect(withoutLinks('a\u202egpj.exe')).toBe(String.raw`a\u202egpj.exe`);
  });

  it('hold no link, in whichever way they are shown', async () => {
    for (const show of [showInformation, showWarning, showError]) {
      expect(await show(name, 'Apply')).toBe('Apply');
      await show(name, { modal: true, detail: name }, 'Yes');
      await show(name);
    }
    expect(said).toHaveLength(9);
    expect(said[0]!.slice(1)).toEqual([{}, 'Apply']);
    expect(said[1]).toEqual([withoutLinks(name), { modal: true, detail: withoutLinks(name) }, 'Yes']);
    expect(JSON.stringify(said).match(link)).toBeNull();
  });

  it('hold none as progress', async () => {
    const location = ProgressLocation.Notification;
    const done = await withProgress({ location, title: name }, (progress) => {
      progress.report({ message: name, increment: 3 });
      progress.report({ increment: 4 });
      return Promise.resolve('done');
    });
    expect(done).toBe('done');
    expect(reported).toEqual([
      { location, title: withoutLinks(name) },
      { message: withoutLinks(name), increment: 3 },
      { increment: 4 },
    ]);
  });
});
