// Texts of the webviews in the language that the host set on the page; the English text is the key.
import french from '../../l10n/fr/webview.json';

const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = { fr: french };

/** The language of the page. */
export function language(): 'en' | 'fr' {
  return document.documentElement.lang === 'fr' ? 'fr' : 'en';
}

/** A user-visible text; `{0}`, `{1}` … are filled with the arguments, numbers in the language's own form. */
export function t(message: string, ...args: (string | number)[]): string {
  const text = tables[language()]?.[message] ?? message;
  return text.replace(/\{(\d)\}/gu, (whole, index: string) => {
    const value = args[Number(index)];
    return value === undefined ? whole : typeof value === 'number' ? formatNumber(value) : value;
  });
}

/** A number in the language of the page: 2,104 or 2 104. */
export function formatNumber(value: number, fractionDigits = 0): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: fractionDigits }).format(value);
}
