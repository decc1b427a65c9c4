// The extension in a real extension host: it activates, and what package.json promises is there.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly default?: unknown }>>;
    }[];
  };
}

describe('activation', () => {
  const extension = vscode.extensions.getExtension('rempart.rempart');
  const manifest = extension?.packageJSON as Manifest;

  before(async function () {
    this.timeout(60_000);
    assert.ok(extension, 'VS Code knows rempart.rempart');
    await extension.activate();
  });

  it('is active in a Node extension host', () => {
    assert.equal(extension?.isActive, true);
    assert.match(process.versions.node, /^\d+\./);
  });

  it('registers every command that it contributes', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.map(({ command }) => command).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
  });

  it('gives every contributed view a way to be focused', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const views = Object.values(manifest.contributes.views).flat();
    assert.deepEqual(
      views.map(({ id }) => `${id}.focus`).filter((id) => !registered.has(id)),
      [],
    );
  });

  it('shows every setting with its default', () => {
    const settings = vscode.workspace.getConfiguration();
    for (const { properties } of manifest.contributes.configuration)
      for (const [name, { default: value }] of Object.entries(properties))
        assert.deepEqual(settings.inspect(name)?.defaultValue, value, name);
  });
});
