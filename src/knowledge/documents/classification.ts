// Classifies a document by its path (R7): what a name says about how sensitive the content is.
import type { Classification } from '../types';
import { holdsSecrets, isDump } from './ignoreRules';
import { languageOf, type LanguageKind } from './languages';
import rules from './classification.json';

const compiled = (patterns: readonly string[]): RegExp[] => patterns.map((pattern) => new RegExp(pattern, 'iu'));
const secret = compiled(rules.secret);
const confidential = compiled(rules.confidential);
const open = compiled(rules.public);

/** The class of a document of which only the path is known. */
export function classOfPath(path: string): Classification {
  return classifyPath(path, languageOf(path)?.kind ?? 'prose');
}

/**
 * The class of a document. What is never indexed may still be added to a question: files of keys and credentials are
 * `secret`, dumps `confidential`, whatever their language. Other source code about passwords or secrets is `internal`.
 * @param path relative to a workspace folder, or absolute for what lies outside
 */
export function classifyPath(path: string, kind: LanguageKind): Classification {
  // Names from macOS have their accents apart.
  const composed = path.normalize('NFC');
  const matches = (patterns: readonly RegExp[]): boolean => patterns.some((pattern) => pattern.test(composed));
  const relative = withoutRoot(composed);
  if (holdsSecrets(relative, false) || (kind !== 'code' && matches(secret))) return 'secret';
  if (isDump(relative, false) || (kind !== 'code' && matches(confidential))) return 'confidential';
  return matches(open) ? 'public' : 'internal';
}

/** The path as lists of names read it: with `/`, without a drive, and without what leads out of a folder. */
function withoutRoot(path: string): string {
  const parts = path.replace(/^[A-Za-z]:(?=[\\/])/u, '').split(/[\\/]/u);
  return parts.filter((part) => part !== '' && part !== '.' && part !== '..').join('/');
}
