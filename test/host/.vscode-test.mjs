// Mocha inside a real extension host. `npm test -- host` bundles the tests and names the program and the workspace.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@vscode/test-cli';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export default defineConfig({
  label: 'host',
  // Named one by one: a pattern would not look into the folder with the bundles.
  files: (process.env.REMPART_HOST_TESTS ?? '').split(path.delimiter).filter(Boolean),
  extensionDevelopmentPath: process.env.REMPART_EXTENSION ?? root,
  workspaceFolder: process.env.REMPART_TEST_WORKSPACE ?? path.join(root, 'test/fixtures/sample-workspace'),
  // An installed desktop VS Code, or the stand-in that runs code-server.
  useInstallation: { fromPath: process.env.REMPART_CODE ?? path.join(root, 'test/support/vscode/code') },
  mocha: { ui: 'bdd', timeout: 60_000, color: false, reporter: 'spec' },
});
