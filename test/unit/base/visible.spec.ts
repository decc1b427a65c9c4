// Proves that nothing in a name or a text can steer the terminal that shows it, and that the rest stays as it is.
import { describe, expect, it } from 'vitest';
import { visibleJson, visibleName, visibleText } from '../../../src/base/visible';

const steering = 'a\u001b]0;owned\u0007\u001b[2K\u009b31m\u007f\u202egpj.md';

describe('S6 what a terminal shows', () => {
  it('has every control character of a name written out', () => {
    expect(visibleName(steering)).toBe(String.raw`a\u001b]0;owned\u0007\u001b[2K\u009b31m\u007f\u202egpj.md`);
    expect(visibleName('a\nb\tc\r')).toBe(String.raw`a\u000ab\u0009c\u000d`);
  });

  it('has lines and tabs of a text as they are', () => {
    expect(visibleText('one\r\n\ttwo\rthree\u001b[A')).toBe('one\n\ttwo\\u000dthree\\u001b[A');
  });

  it('is the same value as JSON', () => {
    const value = { path: steering, lines: ['a\nb'] };
    for (const text of [visibleJson(value), visibleJson(value, 2)]) {
      expect(JSON.parse(text)).toEqual(value);
      expect(['\u001b', '\u0007', '\u009b', '\u007f', '\u202e'].filter((one) => text.includes(one))).toEqual([]);
    }
  });

  it('leaves names in any script and emoji alone', () => {
    for (const name of ['Übersicht – août.md', 'العربية.md', '日本.md', '👩‍💻 [1](2).md'])
      expect(visibleName(name)).toBe(name);
  });
});
