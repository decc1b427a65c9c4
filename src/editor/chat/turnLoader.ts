// Loads the turn with its guards, the largest part of Rempart: in the background when the chat is open, and when a question is
// asked at the latest. There is no way to ask a model around them.
import { setImmediate as others, setTimeout as pause } from 'node:timers/promises';
import type * as Turn from '../../assistant/turn';
import { errorMessage, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import type { Logger } from '../../base/logger';

/** Milliseconds that the view gets for drawing itself, before loading keeps the extension host from answering it. */
const drawing = 300;

/**
 * The turn; after the first time at once.
 * @param load only for tests
 * @throws RempartError `not-loaded` when it or one of its guards cannot be: nothing may be asked then
 */
export async function loadTurn(load = () => import('../../assistant/turn')): Promise<typeof Turn> {
  try {
    return await load();
  } catch (error) {
    // Node adds its stack of modules, line by line.
    const [reason = ''] = errorMessage(error).split('\n');
    throw new RempartError(
      'not-loaded',
      t(
        'A part of Rempart is missing or damaged ({0}). Nothing was asked. Reload the window; if that does not help, install Rempart again.',
        reason,
      ),
      { cause: error },
    );
  }
}

/** Loads it ahead, in two parts, between which the extension host does what else there is. The question will say what fails. */
export async function preloadTurn(logger: Logger): Promise<void> {
  try {
    await pause(drawing);
    await import('../../guards');
    await others();
    await loadTurn();
  } catch (error) {
    logger.error(`turn not loaded: ${errorMessage(error)}`);
  }
}
