// Temporary folders of tests.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A new, empty folder below the system's temporary one. The caller removes it. */
export function makeTemporaryFolder(purpose: string): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), `rempart-${purpose}-`));
}
