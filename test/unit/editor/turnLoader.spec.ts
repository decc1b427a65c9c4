// Without its guards a turn does not run, and whoever asked is told why.
import { describe, expect, it } from 'vitest';
import { loadTurn } from '../../../src/editor/chat/turnLoader';

describe('G1 a turn whose guards cannot be loaded', () => {
  it('is refused with what is missing and what to do, without the paths that Node adds', async () => {
    const missing = Object.assign(new Error("Cannot find module './guards-X.js'\nRequire stack:\n- /home/u/turn.js"), {
      code: 'MODULE_NOT_FOUND',
    });
    const refused = loadTurn(() => Promise.reject(missing));
    await expect(refused).rejects.toMatchObject({
      reason: 'not-loaded',
      message:
        "A part of Rempart is missing or damaged (Cannot find module './guards-X.js'). Nothing was asked. " +
        'Reload the window; if that does not help, install Rempart again.',
      cause: missing,
    });
  });

  it('runs when they are there', async () => {
    expect((await loadTurn()).runTurn).toBeTypeOf('function');
  });
});
