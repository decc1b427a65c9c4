// Numbers, times and counts as the language in use writes them, which need not be that of the process.
import { language, t } from './l10n';

/** With at most so many decimals. */
export function formatNumber(n: number, decimals = 3): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: decimals }).format(n);
}

/** With exactly one decimal: 0.3, 0,3. */
export function formatTenths(n: number): string {
  return new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(n);
}

/** Seconds with one decimal, from milliseconds. */
export function formatSeconds(milliseconds: number): string {
  return t('{0} s', formatTenths(milliseconds / 1000));
}

/** @param iso ISO 8601 */
export function formatTime(iso: string): string {
  return new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(new Date(iso));
}

/** @param iso ISO 8601 */
export function formatDateTime(iso: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** A number with its noun; in French zero is singular, too. Both texts get the number as it is written. */
export function count(n: number, one: (text: string) => string, many: (text: string) => string): string {
  const singular = n === 1 || (n === 0 && language() === 'fr');
  return (singular ? one : many)(formatNumber(n));
}

/** `name: value`; French has a narrow no-break space before the colon. */
export function labelled(name: string, value: string): string {
  return t('{0}: {1}', name, value);
}

/** The state of a check or a finding in a word. */
export function stateWord(state: 'pass' | 'warn' | 'fail' | 'unknown' | 'not-applicable'): string {
  switch (state) {
    case 'pass':
      return t('Passed');
    case 'warn':
      return t('Warning');
    case 'fail':
      return t('Failed');
    case 'unknown':
      return t('Unknown');
    case 'not-applicable':
      return t('Not applicable');
  }
}
