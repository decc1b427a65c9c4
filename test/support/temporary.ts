// What unit tests leave in the temporary folder of the system: all of it goes below one folder, which is removed when they end.
import fs from 'node:fs';
import { makeTemporaryFolder } from './files';

/** Called by vitest before its workers start, which inherit the environment; gives what is done at the end. */
export default function setUp(): () => void {
  const folder = makeTemporaryFolder('unit');
  // Linux and macOS read the first, Windows the others.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  return () => {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
