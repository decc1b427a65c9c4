// Finds every text that is shown to people in the sources, so that none goes without its French twin.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface FoundMessage {
  /** Relative to the project. */
  readonly file: string;
  readonly line: number;
  /** `undefined` when the key is computed: no scanner can find its translation. */
  readonly key: string | undefined;
}

/** All calls `t('…')` below the folders. */
export function findMessages(root: string, folders: readonly string[]): readonly FoundMessage[] {
  return folders.flatMap((folder) => sources(path.join(root, folder))).flatMap((file) => messagesOf(root, file));
}

function sources(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function messagesOf(root: string, file: string): readonly FoundMessage[] {
  const text = fs.readFileSync(file, 'utf8');
  if (!text.includes('l10n')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: FoundMessage[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
      const [key] = node.arguments;
      found.push({
        file: path.relative(root, file),
        line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        key: key && ts.isStringLiteralLike(key) ? key.text : undefined,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
