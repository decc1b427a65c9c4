// Completion, hover and diagnostics for policy files; what they know comes from assist.ts and the parser, loaded on use.
import path from 'node:path';
import * as vscode from 'vscode';
import {
  ignoredText,
  machineFiles,
  policyInForce,
  workspacePolicyName,
  type LoadedPolicies,
  type PolicyInForce,
} from '../../assistant/policyFiles';
import type { Disposable } from '../../base/disposable';
import type { LevelId, PolicyRange } from '../../guards/policy';
import { chosenPresets } from '../settings';
import type { PolicyService } from './policyService';

/** Milliseconds after the last key before a file is judged. */
const pause = 200;

/** Registers all three; `inForce` is the policy that holds now. */
export function registerPolicyLanguage(service: PolicyService, inForce: () => PolicyInForce): Disposable[] {
  const selector: vscode.DocumentFilter[] = [
    { scheme: 'file', pattern: `**/${workspacePolicyName}` },
    ...[...machineFiles(service.paths), service.paths.user].map((file) => ({
      scheme: 'file',
      pattern: new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file)),
    })),
  ];
  return [
    vscode.languages.registerCompletionItemProvider(selector, { provideCompletionItems: complete }, ' ', ':'),
    vscode.languages.registerHoverProvider(selector, {
      provideHover: async (document, position) => {
        if (schemaIsUsed()) return undefined;
        const { hoverAt } = await import('./assist');
        const found = hoverAt(document.getText(), document.offsetAt(position), inForce());
        if (!found) return undefined;
        const range = new vscode.Range(document.positionAt(found.start), document.positionAt(found.end));
        return new vscode.Hover(
          found.lines.map((line) => new vscode.MarkdownString().appendText(line)),
          range,
        );
      },
    }),
    new PolicyDiagnostics(service, selector),
  ];
}

/** With the YAML extension, the schema that we contribute gives completion and hover already. */
function schemaIsUsed(): boolean {
  return vscode.extensions.getExtension('redhat.vscode-yaml')?.isActive === true;
}

async function complete(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[] | undefined> {
  if (schemaIsUsed()) return undefined;
  const { completionsAt } = await import('./assist');
  const lines = document.getText().split(/\r?\n/u);
  const { from, candidates } = completionsAt(lines, position.line, position.character);
  return candidates.map(({ kind, label, insert, description, more }, index) => {
    const item = new vscode.CompletionItem(
      label,
      kind === 'key' ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.EnumMember,
    );
    item.insertText = insert;
    item.documentation = description;
    // In the order of the table, loosest first.
    item.sortText = String(index).padStart(3, '0');
    item.range = new vscode.Range(position.line, from, position.line, position.character);
    // The text brings its own indentation.
    item.keepWhitespace = true;
    if (more) item.command = { command: 'editor.action.triggerSuggest', title: '' };
    return item;
  });
}

/** Faults as errors, values without effect as warnings, in every policy file that is open. */
class PolicyDiagnostics implements Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('rempart-policy');
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #disposables: Disposable[];

  constructor(
    private readonly service: PolicyService,
    private readonly selector: vscode.DocumentSelector,
  ) {
    this.#disposables = [
      this.#collection,
      vscode.workspace.onDidOpenTextDocument((document) => this.#soon(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#soon(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
      service.onDidChange(() => this.#all()),
    ];
    this.#all();
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #all(): void {
    for (const document of vscode.workspace.textDocuments) this.#soon(document);
  }

  #soon(document: vscode.TextDocument): void {
    if (vscode.languages.match(this.selector, document) === 0) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        if (!document.isClosed) void this.#judge(document);
      }, pause),
    );
  }

  async #judge(document: vscode.TextDocument): Promise<void> {
    const { parsePolicy } = await import('../../guards/policy/parse');
    const file = document.uri.fsPath;
    const { paths } = this.service;
    const level: LevelId = machineFiles(paths).includes(file) ? 'machine' : file === paths.user ? 'user' : 'workspace';
    const parsed = parsePolicy(document.getText(), level, file);
    if (document.isClosed) return;
    if (!parsed.ok) {
      this.#collection.set(
        document.uri,
        parsed.problems.map((problem) => diagnostic(problem, problem.message, vscode.DiagnosticSeverity.Error)),
      );
      return;
    }
    const ranks: readonly LevelId[] = ['machine', 'user', 'workspace'];
    const levels = [...this.service.loaded.levels.filter(({ source }) => source !== file), parsed.level].sort(
      (a, b) => ranks.indexOf(a.id) - ranks.indexOf(b.id),
    );
    const loaded: LoadedPolicies = { ...this.service.loaded, levels };
    const { ignored } = policyInForce(loaded, chosenPresets());
    this.#collection.set(
      document.uri,
      ignored.flatMap((value) =>
        value.source === file && value.range
          ? [diagnostic(value.range, ignoredText(value), vscode.DiagnosticSeverity.Warning)]
          : [],
      ),
    );
  }
}

function diagnostic(place: PolicyRange, message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const range = new vscode.Range(place.line - 1, place.column - 1, place.endLine - 1, place.endColumn - 1);
  const result = new vscode.Diagnostic(range, message, severity);
  result.source = 'Rempart';
  return result;
}
