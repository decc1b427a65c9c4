// R4: indexing waits on battery, unless the user does not want that, or wants it now.
import { afterEach, describe, expect, it } from 'vitest';
import { PowerPause } from '../../../src/editor/powerPause';
import type { PowerSource } from '../../../src/posture/probes/power';

describe('R4 the pause on battery', () => {
  let source: PowerSource = 'mains';
  let wanted = true;
  let asked = 0;
  let changes: boolean[] = [];
  let pause: PowerPause;
  const make = (): PowerPause => {
    source = 'mains';
    wanted = true;
    asked = 0;
    changes = [];
    pause = new PowerPause({
      probe: () => {
        asked++;
        return Promise.resolve(source);
      },
      wanted: () => wanted,
      onChange: () => changes.push(pause.pauses),
      interval: 1_000_000,
    });
    return pause;
  };
  afterEach(() => pause.dispose());

  it('begins and ends with the battery', async () => {
    make();
    await pause.start();
    expect(pause.pauses).toBe(false);
    source = 'battery';
    await pause.look();
    expect(pause.pauses).toBe(true);
    source = 'mains';
    await pause.look();
    await pause.look();
    expect(changes).toEqual([true, false]);
  });

  it('does not come from what is not known', async () => {
    make();
    source = 'unknown';
    await pause.start();
    expect(pause.pauses).toBe(false);
  });

  it('gives way to "index now anyway" until the mains were there again', async () => {
    make();
    source = 'battery';
    await pause.start();
    pause.goOn();
    await pause.look();
    expect(pause.pauses).toBe(false);
    source = 'mains';
    await pause.look();
    source = 'battery';
    await pause.look();
    expect(changes).toEqual([true, false, true]);
  });

  it('asks nothing when the user does not want it, and stops pausing at once', async () => {
    make();
    source = 'battery';
    await pause.start();
    wanted = false;
    expect(pause.pauses).toBe(false);
    await pause.start();
    await pause.look();
    expect(asked).toBe(1);
  });

  it('asks once for several who ask at once', async () => {
    make();
    await Promise.all([pause.look(), pause.look(), pause.look()]);
    expect(asked).toBe(1);
  });
});
