// The grammar of intent as data: which meanings must meet, how close, for a sentence to be an attempt at taking over.
import { AUTHORITY } from './authority';
import { EXFIL } from './exfil';
import { FORCED } from './forced';
import { INDIRECT } from './indirect';
import { LEAK } from './leak';
import { OVERRIDE } from './override';
import { PERSONA } from './persona';
import type { IntentRule } from './rule';

export type { IntentRule } from './rule';

/** One file a family; the first part of a rule’s id names its file. */
export const INTENT_RULES: readonly IntentRule[] = [
  ...OVERRIDE,
  ...LEAK,
  ...EXFIL,
  ...PERSONA,
  ...AUTHORITY,
  ...INDIRECT,
  ...FORCED,
];
