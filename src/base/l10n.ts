// Texts shown to people, in English (the keys) and French: one mechanism for editor, command line, gateway and reports.
import * as l10n from '@vscode/l10n';
import assistant from '../../l10n/fr/assistant.json';
import audit from '../../l10n/fr/audit.json';
import cli from '../../l10n/fr/cli.json';
import editor from '../../l10n/fr/editor.json';
import guards from '../../l10n/fr/guards.json';
import knowledge from '../../l10n/fr/knowledge.json';
import models from '../../l10n/fr/models.json';
import posture from '../../l10n/fr/posture.json';

export type Language = 'en' | 'fr';

const french: Record<string, string> = {
  ...assistant,
  ...audit,
  ...cli,
  ...editor,
  ...guards,
  ...knowledge,
  ...models,
  ...posture,
};

let current: Language = 'en';

/** Chooses the language of everything that `t` gives from now on, in this process. */
export function setLanguage(language: Language): void {
  current = language;
  l10n.config({ contents: language === 'fr' ? french : {} });
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
