// Proves that the command line shows names and texts of others without letting them steer the terminal.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { stderrLogger, writeJson, writeJsonLine, writeLine, writeText } from '../../../src/cli/arguments';

const name = 'a\u001b]0;owned\u0007\u001b[2K\u009b.md';

function written(stream: 'stdout' | 'stderr', write: () => void): string {
  let text = '';
  vi.spyOn(process[stream], 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  write();
  return text;
}

describe('S6 the terminal', () => {
  afterEach(() => vi.restoreAllMocks());

  it('gets no control character of a name, whatever writes it', () => {
    const all = [
      written('stdout', () => writeLine(`${name}:1`)),
      written('stdout', () => writeText(name)),
      written('stdout', () => writeJson({ path: name })),
      written('stdout', () => void writeJsonLine({ path: name })),
      written('stderr', () => stderrLogger.warn(name)),
    ];
    for (const text of all) {
      expect(text).toContain(String.raw`\u001b]0;owned`);
      expect(['\u001b', '\u0007', '\u009b'].filter((one) => text.includes(one))).toEqual([]);
    }
  });

  it('gets the lines of a report as lines', () =>
    expect(written('stdout', () => writeLine('# A\n\n\tb'))).toBe('# A\n\n\tb\n'));
});
