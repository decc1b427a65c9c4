// Redaction: finds secrets and personal data in a text and puts stable placeholders in their place.
import type { Redaction } from '../types';
import { detect } from './detect';
import { KnownValues, replace } from './replace';
import { isWorthFinding, knownValues, neutralisePlaceholders, Vault } from './vault';

export { StreamRedactor } from './stream';
export { StreamRestorer, Vault, type VaultEntry } from './vault';

export interface RedactOptions {
  /**
   * What becomes of placeholders that stand in the text already. `neutralise` (default) is for text from outside: its
   * brackets are changed, so that nobody can have a value put back by typing its placeholder. `keep` is for text that
   * went through the vault before: an answer of the model, a stored conversation.
   */
  readonly placeholders?: 'neutralise' | 'keep';
}

/**
 * Replaces secrets and personal data by placeholders such as `⟦EMAIL_1⟧`. With a vault the same value gets the same
 * placeholder all through the session, values known to it are found again wherever they stand, and `vault.restore` puts
 * them back. Spans are offsets in UTF-16 code units of `text`. Linear in the length of the text; never throws.
 */
export function redact(text: string, vault: Vault = new Vault(), options: RedactOptions = {}): Redaction {
  const input = options.placeholders === 'keep' ? text : neutralisePlaceholders(text);
  const detection = detect(input);
  if (detection.findings.length === 0 && vault.size === 0) return { text: input, spans: [] };
  const known = new KnownValues(knownValues(vault));
  // A value that shows itself as a secret in one place is one in every other place, also further up.
  for (const { start, end, type } of detection.findings) {
    const value = input.slice(start, end);
    if (isWorthFinding(value)) known.add(value, type);
  }
  const { text: output, spans } = replace(input, 0, detection, vault, known, true);
  return { text: output, spans };
}
