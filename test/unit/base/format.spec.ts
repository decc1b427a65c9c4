// Numbers, times and counts follow the language of Rempart, not that of the process.
import { afterEach, describe, expect, it } from 'vitest';
import { count, formatDateTime, formatNumber, formatTenths, formatTime, labelled } from '../../../src/base/format';
import { setLanguage } from '../../../src/base/l10n';

const files = (n: number): string =>
  count(
    n,
    (text) => `${text} file`,
    (text) => `${text} files`,
  );

describe('texts with numbers', () => {
  afterEach(() => setLanguage('en'));

  it('are English', () => {
    expect([0, 1, 2, 2104].map(files)).toEqual(['0 files', '1 file', '2 files', '2,104 files']);
    expect([formatNumber(1.5), formatTenths(0.3), formatTenths(2)]).toEqual(['1.5', '0.3', '2.0']);
    expect(labelled('Failed', 'x')).toBe('Failed: x');
  });

  it('are French, with zero in the singular and a narrow no-break space before the colon', async () => {
    await setLanguage('fr');
    expect([0, 1, 2].map(files)).toEqual(['0 file', '1 file', '2 files']);
    expect([formatNumber(1.5), formatTenths(0.3)]).toEqual(['1,5', '0,3']);
    expect(labelled('Échec', 'x')).toBe('Échec\u202f: x');
  });

  it('give times and dates as the language writes them', async () => {
    const iso = new Date(2026, 10, 27, 14, 5).toISOString();
    expect(formatTime(iso)).toMatch(/^2:05\sPM$/u);
    expect(formatDateTime(iso)).toContain('Nov 27, 2026');
    await setLanguage('fr');
    expect(formatTime(iso)).toBe('14:05');
    expect(formatDateTime(iso)).toContain('27 nov. 2026');
  });
});
