// What leaves the editor with an export of a conversation.
import { describe, expect, it, vi } from 'vitest';
import { Vault } from '../../../src/guards';
import { exportedTurns, sessionMarkdown } from '../../../src/editor/chat/export';
import { startedTurn } from '../../../src/editor/chat/turnView';
import type { TurnView } from '../../../webview/protocol/chat';

vi.mock('vscode', () => import('../../support/fakeEditor'));

const secret = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
const asked = (question: string, more: Partial<TurnView> = {}): TurnView => ({
  ...startedTurn('t1', question),
  ...more,
});

describe('C4 G3 an exported conversation', () => {
  it('holds no secret that was typed, in Markdown and in JSON', async () => {
    const turn = asked(`Is ${secret} still valid? Ask jane@example.org.`, {
      state: 'refused',
      refusal: { sentence: 'No.', reasons: [], canSendAnyway: false, question: `Is ${secret} valid?` },
      heldBack: [
        {
          n: 1,
          path: 'a.md',
          startLine: 1,
          endLine: 1,
          reason: 'orders',
          excerpt: [{ line: 1, text: secret, marks: [] }],
        },
      ],
    });
    const exported = await exportedTurns([turn], new Vault());
    expect(JSON.stringify(exported)).not.toMatch(/ghp_|jane@/u);
    expect(sessionMarkdown(exported)).toMatch(/> Is ⟦\w+_1⟧ still valid\? Ask ⟦EMAIL_1⟧\./u);
    expect(exported[0]?.heldBack).toEqual([{ n: 1, path: 'a.md', startLine: 1, endLine: 1, reason: 'orders' }]);
  });

  it('gives a value the placeholder of its answer, and none that an earlier session gave to another', async () => {
    const vault = new Vault();
    const known = vault.placeholder('EMAIL', 'jane@example.org');
    const earlier = asked('Who else?', { answer: 'Write to ⟦EMAIL_7⟧.' });
    const exported = await exportedTurns(
      [asked('Is it jane@example.org?'), earlier, asked('And bo@example.org?')],
      vault,
    );
    expect(exported.map(({ question }) => question)).toEqual([`Is it ${known}?`, 'Who else?', 'And ⟦EMAIL_8⟧?']);
  });
});
