// Texts shown to people, in English (the keys) and French: one mechanism for editor, command line, gateway and reports.
import * as l10n from '@vscode/l10n';

export type Language = 'en' | 'fr';

let current: Language = 'en';
/** What was asked for last; its texts may still be on their way. */
let chosen: Language = 'en';

/**
 * Chooses the language of everything that `t` gives in this process: English at once, French when its texts are loaded.
 * @throws Error when they cannot be; the language stays as it was
 */
export async function setLanguage(language: Language): Promise<void> {
  chosen = language;
  const contents = language === 'fr' ? (await import('./french')).french : {};
  if (chosen !== language) return;
  current = language;
  l10n.config({ contents });
}

/** The language in use. */
export function language(): Language {
  return current;
}

/** The language for a locale such as `fr-CA`, `fr_FR.UTF-8` or `en`: French for French, else English. */
export function languageOfLocale(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** A user-visible text: the English text is the key; `{0}`, `{1}` … are filled with the arguments. */
export function t(message: string, ...args: (string | number | boolean)[]): string {
  return l10n.t(message, ...args);
}
