// The vault of a session: which placeholder stands for which value. It lives in memory only and is never written anywhere.

const OPEN = '\u27e6';
const CLOSE = '\u27e7';
const PLACEHOLDER = /\u27e6([A-Z][A-Z0-9_]{0,63})_(\d{1,9})\u27e7/gu;
/** Longest placeholder: what a stream has to wait for after an opening bracket. */
export const LONGEST_PLACEHOLDER = 76;

/** No session masks so many values of a type: a higher number was made up, to leave none that a placeholder can have. */
const MOST_RESERVED = 1_000_000;

/** A value that was replaced, and what stands in its place. */
export interface VaultEntry {
  readonly type: string;
  readonly value: string;
  readonly placeholder: string;
}

/** Values shorter than this are not looked for again: they would be found inside ordinary words. */
const SHORTEST_KNOWN = 5;

/** Stable placeholders: within a session the same value of the same type always gets the same one. */
export class Vault {
  readonly #byValue = new Map<string, VaultEntry>();
  readonly #byPlaceholder = new Map<string, VaultEntry>();
  readonly #counts = new Map<string, number>();

  /** The placeholder of a value, e.g. `⟦EMAIL_1⟧`; a new one when the value was not seen before. */
  placeholder(type: string, value: string): string {
    const key = `${type}\u0000${value}`;
    const known = this.#byValue.get(key);
    if (known !== undefined) return known.placeholder;
    const count = (this.#counts.get(type) ?? 0) + 1;
    this.#counts.set(type, count);
    const entry: VaultEntry = { type, value, placeholder: `${OPEN}${type}_${count}${CLOSE}` };
    this.#byValue.set(key, entry);
    this.#byPlaceholder.set(entry.placeholder, entry);
    return entry.placeholder;
  }

  /**
   * Gives out none of the placeholders in a text that this vault does not know: they stand for values of an earlier session, and
   * would stand for others.
   */
  reserve(text: string): void {
    for (const [placeholder, type = '', number] of text.matchAll(PLACEHOLDER))
      if (!this.#byPlaceholder.has(placeholder) && Number(number) <= MOST_RESERVED)
        this.#counts.set(type, Math.max(this.#counts.get(type) ?? 0, Number(number)));
  }

  /** Puts the values back where their placeholders stand; placeholders that this vault did not give out stay. */
  restore(text: string): string {
    return text.replace(PLACEHOLDER, (placeholder) => this.#byPlaceholder.get(placeholder)?.value ?? placeholder);
  }

  /** The value of a placeholder that this vault gave out. */
  valueOf(placeholder: string): string | undefined {
    return this.#byPlaceholder.get(placeholder)?.value;
  }

  /** The entries whose placeholders stand in a text. */
  entriesIn(text: string): readonly VaultEntry[] {
    return text.includes(OPEN) ? this.entries().filter(({ placeholder }) => text.includes(placeholder)) : [];
  }

  /** All entries, in the order in which they came. */
  entries(): readonly VaultEntry[] {
    return [...this.#byPlaceholder.values()];
  }

  get size(): number {
    return this.#byPlaceholder.size;
  }

  /** Forgets everything, e.g. at the end of the session. */
  clear(): void {
    this.#byValue.clear();
    this.#byPlaceholder.clear();
    this.#counts.clear();
  }
}

/**
 * Changes the brackets of placeholders in text that comes from outside, so that nobody can have a value put back by
 * typing its placeholder. One code unit for one: offsets stay.
 */
export function neutralisePlaceholders(text: string): string {
  return text.includes(OPEN) || text.includes(CLOSE)
    ? text.replaceAll(OPEN, '\u301a').replaceAll(CLOSE, '\u301b')
    : text;
}

/** Values of the vault that are to be found again wherever they stand, the longest first. */
export function knownValues(vault: Vault): VaultEntry[] {
  return vault
    .entries()
    .filter((entry) => isWorthFinding(entry.value))
    .sort((a, b) => b.value.length - a.value.length);
}

export function isWorthFinding(value: string): boolean {
  return value.length >= SHORTEST_KNOWN;
}

/** Puts values back into a stream of text, holding back only what may be the beginning of a placeholder. */
export class StreamRestorer {
  #pending = '';

  constructor(private readonly vault: Vault) {}

  push(chunk: string): string {
    this.#pending += chunk;
    const open = this.#pending.lastIndexOf(OPEN);
    const waits =
      open >= 0 && !this.#pending.includes(CLOSE, open) && this.#pending.length - open < LONGEST_PLACEHOLDER;
    const ready = waits ? this.#pending.slice(0, open) : this.#pending;
    this.#pending = waits ? this.#pending.slice(open) : '';
    return this.vault.restore(ready);
  }

  end(): string {
    const rest = this.vault.restore(this.#pending);
    this.#pending = '';
    return rest;
  }
}
