// Classifies a document by its path (R7): what a name says about how sensitive the content is.
import type { Classification } from '../types';
import type { LanguageKind } from './languages';
import rules from './classification.json';

const compiled = (patterns: readonly string[]): RegExp[] => patterns.map((pattern) => new RegExp(pattern, 'iu'));
const secret = compiled(rules.secret);
const confidential = compiled(rules.confidential);
const open = compiled(rules.public);

/** The class of a document; source code about passwords or secrets is `internal` like other code. */
export function classifyPath(path: string, kind: LanguageKind): Classification {
  // Names from macOS have their accents apart.
  const composed = path.normalize('NFC');
  const matches = (patterns: readonly RegExp[]): boolean => patterns.some((pattern) => pattern.test(composed));
  if (kind !== 'code' && matches(secret)) return 'secret';
  if (kind !== 'code' && matches(confidential)) return 'confidential';
  return matches(open) ? 'public' : 'internal';
}
