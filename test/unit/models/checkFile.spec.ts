// Proves that a downloaded file is checked against the lists that publishers write.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFile, createHasher, parseChecksums, type Hasher } from '../../../src/models';
import { sha256, temporaryFolder, WORKER } from './storeBuilder';

let hasher: Hasher;
const file = path.join(temporaryFolder(), 'OllamaSetup.exe');
const digest = sha256('setup');
const other = sha256('other');
beforeAll(() => {
  fs.writeFileSync(file, 'setup');
  hasher = createHasher({ workerPath: WORKER, workers: 1 });
});
afterAll(() => hasher.dispose());

const state = async (list: string) => (await checkFile(file, parseChecksums(list), hasher)).state;

describe('I1 a downloaded file', () => {
  it.each([
    ['sha256sum', `${other}  ollama-linux.tgz\n${digest}  OllamaSetup.exe\n`, 'pass'],
    ['sha256sum, binary, in a folder', `${digest} *./dist/OllamaSetup.exe\n`, 'pass'],
    ['BSD', `SHA256 (OllamaSetup.exe) = ${digest.toUpperCase()}\r\n`, 'pass'],
    ['a bare digest', `sha256:${digest}`, 'pass'],
    ['another digest', `${other}  OllamaSetup.exe`, 'fail'],
    ['another bare digest', other, 'fail'],
    ['another name', `${digest}  OllamaSetup-0.33.exe`, 'warn'],
    ['no line for it', `${other}  something.else`, 'unknown'],
    ['two lines for it, one right', `${other}  OllamaSetup.exe\n${digest}  OllamaSetup.exe`, 'pass'],
  ])('%s', async (_, list, expected) => expect(await state(list)).toBe(expected));

  it('a list without a checksum is none', () => {
    for (const text of ['', 'hello', `${digest.slice(1)}  x`, `x${digest}  y`])
      expect(() => parseChecksums(text)).toThrow(expect.objectContaining({ reason: 'checksums-invalid' }));
  });

  it('a link is not hashed, nor a file that is not there', async () => {
    const link = `${file}.link`;
    fs.symlinkSync(file, link);
    for (const name of [link, `${file}.none`])
      await expect(checkFile(name, parseChecksums(digest), hasher)).rejects.toMatchObject({ reason: 'hash-failed' });
  });
});
