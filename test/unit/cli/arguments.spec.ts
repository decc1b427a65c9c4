// What all commands share: arguments that are refused in the user's language, and input that ends when the user says so.
import fs from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noMoreThan, readArguments, readJsonLines, UsageError } from '../../../src/cli/arguments';
import { audit } from '../../../src/cli/audit';
import { redactLines } from '../../../src/cli/guard';
import { setLanguage } from '../../../src/base/l10n';
import { makeTemporaryFolder } from '../../support/files';

afterEach(async () => {
  vi.restoreAllMocks();
  await setLanguage('en');
});

describe('wrong use of the command line', () => {
  const options = { json: { type: 'boolean' }, store: { type: 'string' } } as const;

  it.each([
    ['en', ['--nope'], 'There is no option “--nope”.'],
    ['fr', ['--nope'], 'L’option «\u202f--nope\u202f» n’existe pas.'],
    ['en', ['--store'], 'The option “--store” needs a value, or takes none.'],
    ['fr', ['--json=1'], 'L’option «\u202f--json\u202f» demande une valeur, ou n’en prend pas.'],
  ] as const)('is said in %s: %j', async (language, args, message) => {
    await setLanguage(language);
    expect(() => readArguments(args, options)).toThrow(new UsageError(message));
  });

  it('is a word too many, which is never dropped in silence', async () => {
    expect(() => noMoreThan(1, ['a', 'b'])).toThrow('“b” is one word too many.');
    expect(() => noMoreThan(2, ['a', 'b'])).not.toThrow();
    await expect(redactLines(['notes.txt'], new AbortController().signal)).rejects.toThrow(UsageError);
  });
});

describe('JSON lines', () => {
  it('end with an error when the user stops the command, though more could come', async () => {
    const input = new PassThrough();
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(input as unknown as typeof process.stdin);
    const abort = new AbortController();
    const read: unknown[] = [];
    const reading = (async () => {
      for await (const { value } of readJsonLines(abort.signal)) {
        read.push(value);
        abort.abort();
      }
    })();
    input.write('{"text":"a"}\n');
    await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(read).toEqual([{ text: 'a' }]);
  });
});

describe('A1 the audit log on the command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = makeTemporaryFolder('audit-cli');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it.each([['verify'], ['report']])('%s says when there is none', async (action) => {
    const missing = path.join(folder, 'missing');
    await expect(audit([action, '--log', missing])).rejects.toThrow(`There is no audit log in ${missing}.`);
  });

  it('takes an empty folder for no log, not for a whole one', async () => {
    await expect(audit(['verify', folder])).rejects.toThrow(`There is no audit log in ${folder}.`);
  });
});
