// Several CommonJS programs that share what they load, and load it when they need it: esbuild splits bundles at `import()`
// into chunks as ES modules only, so each of its files is rewritten as CommonJS afterwards. (VS Code takes ES modules, too, but
// was measured to start them no faster, and what is CommonJS in packages would lose its `require`.)
import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

/** Hits `turn-VTAHR5NO.js` and its source map; not `extension.js`, `cli.js.map`. */
const CHUNK = /-[A-Z0-9]{8}\.js(?:\.map)?$/;

/**
 * An esbuild plugin for builds with `format: 'esm'` and `splitting`: what is written is CommonJS. Chunks of earlier builds are
 * removed by `removeChunks`, not here: a window that is open may still load them while we watch.
 */
export const commonJsChunks = {
  name: 'commonjs-chunks',
  setup(pluginBuild) {
    pluginBuild.initialOptions.write = false;
    pluginBuild.onEnd(({ outputFiles = [] }) => {
      for (const { path: file, text, contents } of outputFiles) {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, file.endsWith('.js') ? toCommonJs(text, path.basename(file)) : contents);
      }
    });
  },
};

/** Whether a file is a chunk of a program, by its name. */
export function isChunk(file) {
  return CHUNK.test(file);
}

/**
 * Removes chunks that the last build did not write.
 * @param {string} folder
 * @param {ReadonlySet<string>} written their names
 */
export function removeChunks(folder, written) {
  for (const name of fs.readdirSync(folder))
    if (isChunk(name) && !written.has(name)) fs.rmSync(path.join(folder, name));
}

/**
 * The bytes that a bundle loads at its start: its own, and those of the chunks that it imports statically.
 * @param {string} file
 * @param {import('esbuild').Metafile['outputs']} outputs
 */
export function startBytes(file, outputs) {
  const reached = new Set([file]);
  for (const chunk of reached)
    for (const { path: imported, kind, external } of outputs[chunk]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) reached.add(imported);
  return [...reached].reduce((sum, chunk) => sum + (outputs[chunk]?.bytes ?? 0), 0);
}

/**
 * Rewrites one file of esbuild's as CommonJS. Imported names become plain variables, as cheap in a hot loop as if there were
 * one bundle; that is right because a chunk is evaluated before whatever imports it (an importer is reached from fewer entry
 * points, so there are no cycles), and as long as nothing that is exported changes later.
 * @param {string} code
 * @param {string} name of the file, for errors
 * @returns {string} the code with as many lines
 * @throws {Error} for what esbuild is not known to write, and for an export that is assigned to by a function
 */
export function toCommonJs(code, name) {
  const source = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const unknown = (node) => new Error(`${name}: cannot be CommonJS: ${code.slice(node.pos, node.end).slice(0, 80)}`);
  const exported = new Map();
  /** @type {{ start: number, end: number, text: string }[]} */
  const edits = [];
  const replace = (node, text) => {
    const start = node.getStart(source);
    // The source map counts lines.
    const lines = code.slice(start, node.end).split('\n').length - 1;
    edits.push({ start, end: node.end, text: text + '\n'.repeat(lines) });
  };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) replace(statement, required(statement, unknown));
    else if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      if (!exportClause || !ts.isNamedExports(exportClause) || moduleSpecifier) throw unknown(statement);
      for (const { name: outside, propertyName = outside } of exportClause.elements)
        exported.set(propertyName.text, outside.text);
      replace(statement, '');
    } else if (ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === EXPORT))
      throw unknown(statement);
  }
  const visit = (node, inFunction) => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [imported] = node.arguments;
      if (!imported || !ts.isStringLiteral(imported)) throw unknown(node);
      // A package that stays outside may be an ES module: Node's own `import()` takes both.
      if (imported.text.startsWith('.')) replace(node, `Promise.resolve().then(()=>${requireOf(imported)})`);
    }
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) throw unknown(node);
    if (inFunction) for (const target of assigned(node)) if (exported.has(target)) throw unknown(node);
    ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(source, false);
  const exports = [...exported].map(([inside, outside]) => `${JSON.stringify(outside)}:${inside}`);
  const shebang = ts.getShebang(code);
  const start = shebang === undefined ? 0 : shebang.length + 1;
  edits.push({ start, end: start, text: '"use strict";' });
  const last = code.trimEnd();
  const map = last.lastIndexOf('\n//# sourceMappingURL=');
  const end = map < 0 ? last.length : map;
  if (exports.length > 0) edits.push({ start: end, end, text: `;module.exports={${exports.join(',')}};` });
  return apply(code, edits);
}

const EXPORT = ts.SyntaxKind.ExportKeyword;

/** `import a, {b as c} from "./chunk.js"` as variables. */
function required({ importClause, moduleSpecifier }, unknown) {
  const call = requireOf(moduleSpecifier);
  if (!importClause) return `${call};`;
  const { name, namedBindings } = importClause;
  // What another package calls its default depends on how it was made; of Node's own modules it is the module.
  if (name && !isBuiltin(moduleSpecifier.text)) throw unknown(importClause);
  const variables = name ? [`${name.text}=${call}`] : [];
  if (namedBindings && ts.isNamespaceImport(namedBindings)) variables.push(`${namedBindings.name.text}=${call}`);
  else if (namedBindings) {
    const names = namedBindings.elements.map(({ name: inside, propertyName = inside }) => {
      if (propertyName.text === 'default') throw unknown(importClause);
      return `${JSON.stringify(propertyName.text)}:${inside.text}`;
    });
    variables.push(`{${names.join(',')}}=${call}`);
  }
  return `var ${variables.join(',')};`;
}

function requireOf({ text }) {
  return `require(${JSON.stringify(text)})`;
}

/** Names of the variables that an expression assigns to. */
function assigned(node) {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken
      ? targets(node.operand)
      : [];
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return targets(node.initializer);
  return ts.isAssignmentExpression(node, false) ? targets(node.left) : [];
}

function targets(node) {
  if (ts.isIdentifier(node)) return [node.text];
  const found = [];
  if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node))
    ts.forEachChild(node, (child) => void found.push(...targets(child)));
  else if (ts.isPropertyAssignment(node)) found.push(...targets(node.initializer));
  else if (ts.isShorthandPropertyAssignment(node)) found.push(node.name.text);
  else if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) found.push(...targets(node.expression));
  return found;
}

function apply(code, edits) {
  let at = 0;
  let result = '';
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += code.slice(at, start) + text;
    at = end;
  }
  return result + code.slice(at);
}
