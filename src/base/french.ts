// All French texts of host and command line; the keys are the English ones. Loaded when French is chosen, and not before.
import assistant from '../../l10n/fr/assistant.json';
import audit from '../../l10n/fr/audit.json';
import cli from '../../l10n/fr/cli.json';
import editor from '../../l10n/fr/editor.json';
import guards from '../../l10n/fr/guards.json';
import knowledge from '../../l10n/fr/knowledge.json';
import models from '../../l10n/fr/models.json';
import posture from '../../l10n/fr/posture.json';

export const french: Readonly<Record<string, string>> = {
  ...assistant,
  ...audit,
  ...cli,
  ...editor,
  ...guards,
  ...knowledge,
  ...models,
  ...posture,
};
