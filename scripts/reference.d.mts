/** What src declares, in one language. */
export interface Declared {
  readonly commands: readonly { readonly name: string; readonly usage: readonly string[]; readonly summary: string }[];
  readonly exitStatus: string;
  /** A JSON Schema. */
  readonly policySchema: object;
  /** For each preset of a policy its values, by key. */
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export declare const referenceFiles: Readonly<Record<'en' | 'fr', string>>;
export declare function reference(language: 'en' | 'fr', declared: Declared): string;
