// What the sources declare that docs/reference.md tells of, for scripts/reference.mjs and the test of what it wrote.
import { setLanguage, t, type Language } from '../../src/base/l10n';
import { commands } from '../../src/cli/commands';
import { policyNames, presetValues } from '../../src/guards/policy/keys';
import { policyJsonSchema } from '../../src/guards/policy/schema';
import type { Declared } from '../../scripts/reference.mjs';

/** Reads it in a language, which is the one in use afterwards. */
export async function declaredIn(language: Language): Promise<Declared> {
  await setLanguage(language);
  return {
    commands: commands.map(({ name, usage, summary }) => ({ name, usage, summary: summary() })),
    // The key is that of `rempart --help`.
    exitStatus: t('Exit status: 0 fine, 1 findings or refused, 2 wrong use or could not run.'),
    policySchema: policyJsonSchema(),
    presets: Object.fromEntries(policyNames.map((preset) => [preset, presetValues(preset)])),
  };
}
