import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classifyPath } from '../../../../src/knowledge/documents/classification';
import { IgnoreRules, neverIndexed } from '../../../../src/knowledge/documents/ignoreRules';
import { languageOf } from '../../../../src/knowledge/documents/languages';
import { decodeText, looksGenerated, readRaw } from '../../../../src/knowledge/documents/read';
import { scanFolder } from '../../../../src/knowledge/documents/scan';
import gitCheckIgnore from './git-check-ignore.json';

/** What git says about the files of a workspace folder, the root of the repository where no other is named. */
interface GitCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly workspace?: string;
  readonly ignored: readonly string[];
  readonly kept: readonly string[];
}

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-documents-'));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function write(relative: string, content: string | Uint8Array = 'text'): string {
  const file = path.join(root, relative);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  return file;
}

const scan = async (excludes: readonly string[] = []) =>
  (await scanFolder(root, new IgnoreRules(root, excludes))).files.map((file) => file.path).sort();

describe('R5 what is never indexed', () => {
  it.each([
    '.env',
    'config/.env.production',
    'id_rsa',
    'deploy/id_ed25519',
    'tls/server.key',
    'ca.pem',
    'a/b/store.pfx',
    'vault.kdbx',
    '.npmrc',
    '.pypirc',
    '.netrc',
    '.git-credentials',
    'infra/prod.tfstate',
    'infra/prod.tfvars',
    'secrets.yaml',
    'credentials.json',
    '.env~',
    'a/credentials.json~',
    'serviceAccountKey.json',
    'rclone.conf',
    '.s3cfg',
    'Mots-de-passe.txt',
    '.docker/config.json',
    'core',
    'heap.hprof',
    'db-dump-2024.sql',
    'package-lock.json',
    'app.min.js',
  ])('keeps out %s', (file) => expect(neverIndexed(file, false)).toBe(true));

  it.each(['.git', 'a/node_modules', '.ssh', 'x/.aws', '__pycache__', 'packages/app/dist'])(
    'keeps out the folder %s',
    (folder) => expect(neverIndexed(folder, true)).toBe(true),
  );

  it.each([
    '.env.example',
    'src/core/a.ts',
    'docs/credentials.md',
    'src/keyring.ts',
    'README.md',
    'src/environment.ts',
    'monkey.ts',
  ])('lets in %s', (file) => expect(neverIndexed(file, false)).toBe(false));

  it('lets in the folder core', () => expect(neverIndexed('src/core', true)).toBe(false));
});

describe('R5 the scan', () => {
  it('honours nested ignore files, the inner one last, and excludes', async () => {
    write('.gitignore', '*.txt\nout/\n!keep.txt\n');
    write('sub/.gitignore', '!b.txt\n/only-here.md\n');
    for (const file of [
      'a.txt',
      'keep.txt',
      'sub/b.txt',
      'sub/only-here.md',
      'sub/deep/only-here.md',
      'out/a.md',
      'gen/a.md',
    ])
      write(file);
    expect(await scan(['gen/**'])).toEqual([
      '.gitignore',
      'keep.txt',
      'sub/.gitignore',
      'sub/b.txt',
      'sub/deep/only-here.md',
    ]);
  });

  it('takes back nothing of the built-in list', async () => {
    write('.rempartignore', '!.env\n!*.pem\n');
    write('.env');
    write('a.pem');
    expect(await scan()).toEqual(['.rempartignore']);
  });

  it('does not follow links, not even in a circle', async () => {
    write('a/a.md');
    fs.symlinkSync(root, path.join(root, 'a', 'loop'));
    fs.symlinkSync('/etc/hostname', path.join(root, 'host.md'));
    expect(await scan()).toEqual(['a/a.md']);
  });

  // Other systems have no such names.
  it.skipIf(process.platform !== 'linux')('tells of names that are not UTF-8', async () => {
    const latin = (name: string): Buffer => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
    fs.writeFileSync(latin('congé.md'), 'text');
    fs.writeFileSync(latin('été.png'), 'no text');
    fs.mkdirSync(latin('privé'));
    fs.writeFileSync(latin('privé/a.md'), 'text');
    write('replaced \uFFFD.md');
    const { files, problems } = await scanFolder(root, new IgnoreRules(root, []));
    expect(files.map((file) => file.path)).toEqual(['replaced \uFFFD.md']);
    const message = 'Its name is not UTF-8.';
    expect(problems).toHaveLength(2);
    expect(problems).toEqual(
      expect.arrayContaining([
        { path: 'cong\uFFFD.md', message },
        { path: 'priv\uFFFD', message },
      ]),
    );
  });

  it('stops when told to', async () => {
    write('a/a.md');
    await expect(scanFolder(root, new IgnoreRules(root, []), { signal: AbortSignal.abort() })).rejects.toThrow(
      /abort/iu,
    );
  });

  it('knows ignored parents of a single path', () => {
    write('.gitignore', 'private/\n');
    const rules = new IgnoreRules(root, []);
    expect(rules.ignoresAnywhere('private/deep/a.md', false)).toBe(true);
    expect(rules.ignoresAnywhere('open/deep/a.md', false)).toBe(false);
  });
});

describe('R5 ignore files', () => {
  // The table holds what `git check-ignore --no-index` of git 2.39 said of these paths on Linux.
  it.each(gitCheckIgnore as readonly GitCase[])('agree with git about $name', ({ files, workspace, ignored, kept }) => {
    fs.mkdirSync(path.join(root, '.git'));
    for (const [file, text] of Object.entries(files)) write(file, text);
    const rules = new IgnoreRules(path.join(root, workspace ?? ''), [], false);
    const isIgnored = (file: string): boolean =>
      rules.ignoresAnywhere(workspace === undefined ? file : file.slice(workspace.length + 1), false);
    expect({ ignored: ignored.filter(isIgnored), kept: kept.filter((file) => !isIgnored(file)) }).toEqual({
      ignored,
      kept,
    });
  });

  it('do not tell capitals from small letters where file systems do not', () => {
    write('.gitignore', 'Build/\n');
    expect(new IgnoreRules(root, [], true).ignoresAnywhere('build/a.md', false)).toBe(true);
  });

  it.each(['ws/', 'above/', '*'])('above a workspace folder that they ignore (%s) do not count in it', (pattern) => {
    fs.mkdirSync(path.join(root, '.git'));
    write('.gitignore', `${pattern}\nnotes.md\n`);
    write('above/ws/.gitignore', 'own.md\n');
    const rules = new IgnoreRules(path.join(root, 'above/ws'), []);
    expect(['a.md', 'notes.md', 'own.md'].filter((file) => rules.ignores(file, false))).toEqual(['own.md']);
  });

  it('above a workspace folder count within its repository only', () => {
    write('.gitignore', 'notes.md\n');
    write('ws/a.md');
    expect(new IgnoreRules(path.join(root, 'ws'), []).ignores('notes.md', false)).toBe(false);
  });
});

describe('R5 files.exclude', () => {
  const excluded = (pattern: string, files: readonly string[]): string[] => {
    const rules = new IgnoreRules(root, [pattern]);
    return files.filter((file) => rules.ignoresAnywhere(file, false));
  };

  it.each([
    ['**/*.{foo,bar}', ['a/x.foo', 'x.bar']],
    ['{gen,made/{one,two}}/**', ['gen/x.baz', 'made/one/x.baz', 'made/two/x.baz']],
    ['**/{a,made}', ['a/x.foo', 'made/one/x.baz', 'made/two/x.baz', 'made/x.baz']],
    ['x.{bar}', ['x.bar']],
    ['*.{foo', ['y.{foo']],
    ['*.\\{foo', ['y.{foo']],
  ] as const)('%s leaves out what it names', (pattern, expected) =>
    expect(
      excluded(pattern, [
        'a/x.foo',
        'x.bar',
        'gen/x.baz',
        'made/one/x.baz',
        'made/two/x.baz',
        'made/x.baz',
        'y.{foo',
        'x.qux',
      ]),
    ).toEqual(expected),
  );

  it('with more alternatives than anybody writes is taken literally', () =>
    expect(excluded('{a,b}'.repeat(40), ['a'.repeat(40), 'b.md'])).toEqual([]));
});

describe('R5 reading', () => {
  const markdown = languageOf('a.md')!;

  it('decodes UTF-8, UTF-16 with and without mark, and Windows-1252', () => {
    const text = 'Clé à écrire, déjà vu\n';
    expect(decodeText(Buffer.from(text))).toBe(text);
    expect(decodeText(Buffer.from(`\uFEFF${text}`))).toBe(text);
    expect(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(text);
    expect(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())).toBe(text);
    expect(decodeText(Buffer.from('plain text without a mark', 'utf16le'))).toBe('plain text without a mark');
    expect(decodeText(Buffer.from(text, 'latin1'))).toBe(text);
    expect(decodeText(new Uint8Array())).toBe('');
  });

  it('keeps UTF-8 with a few bytes that are wrong, and takes no Windows-1252 for it', () => {
    const bytes = (...parts: readonly (string | number)[]): Buffer =>
      Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));
    expect(decodeText(bytes('Clé à écrire ', 0xff, ', déjà vu'))).toBe('Clé à écrire \uFFFD, déjà vu');
    // As a log that is cut in the middle of a letter.
    expect(decodeText(bytes('日本語 ', 0xe6, 0x97))).toBe('日本語 \uFFFD');
    expect(decodeText(bytes('it', 0x92, 's here'))).toBe('it’s here');
    expect(decodeText(bytes('\uFEFFa', 0xff))).toBe('a\uFFFD');
    expect(decodeText(bytes('caf\uFFFD'))).toBe('caf\uFFFD');
    // The end of a quotation makes an accidental sequence with the letter before it.
    expect(decodeText(Buffer.from('la lettre «É» est là', 'latin1'))).toBe('la lettre «É» est là');
  });

  it('refuses what is no text, what is too large, and what is no file', () => {
    expect(() => decodeText(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2, 0, 3]))).toThrow(
      expect.objectContaining({ reason: 'binary' }),
    );
    expect(() => readRaw(write('big.md', 'x'.repeat(2000)), 1000, markdown)).toThrow(
      expect.objectContaining({ reason: 'too-large' }),
    );
    expect(() => readRaw(root, 1000, markdown)).toThrow();
  });

  it.skipIf(process.platform === 'win32')('does not open a link that replaced the file', () => {
    fs.symlinkSync('/etc/hostname', path.join(root, 'swapped.md'));
    expect(() => readRaw(path.join(root, 'swapped.md'), 1000, markdown)).toThrow(
      expect.objectContaining({ code: 'ELOOP' }),
    );
  });

  it('takes bundled code for generated, prose never', () => {
    const line = `${'a=b;'.repeat(2000)}\n`;
    expect(looksGenerated(line, languageOf('a.js')!)).toBe(true);
    expect(looksGenerated(line, markdown)).toBe(false);
    for (const end of ['\n', '\r\n', '\r'])
      expect(looksGenerated(`total = add(total, total);${end}`.repeat(300), languageOf('a.py')!)).toBe(false);
  });

  it('knows languages by name and extension, and what holds no text', () => {
    expect(languageOf('x/Dockerfile')).toMatchObject({ id: 'dockerfile' });
    expect(languageOf('a.tar.gz')).toBeUndefined();
    expect(languageOf('logo.svg')).toBeUndefined();
    expect(languageOf('strange.xyz')).toMatchObject({ id: 'plaintext', known: false });
    expect(languageOf('types.d.ts')).toMatchObject({ id: 'typescript', kind: 'code' });
  });
});

describe('R7 classes by path', () => {
  it.each([
    ['hr/salaries.md', 'confidential'],
    ['docs/Top-Secret/plan.md', 'secret'],
    ['docs/contrats/2024.md', 'confidential'],
    ['Dossier m\u00e9dical/x.md', 'confidential'],
    ['Dossier me\u0301dical/x.md', 'confidential'],
    ['README.md', 'public'],
    ['docs/architecture.md', 'internal'],
    ['docs/secretary.md', 'internal'],
  ] as const)('%s is %s', (file, expected) => expect(classifyPath(file, 'prose')).toBe(expected));

  it('leaves code about secrets internal', () => expect(classifyPath('src/secrets/store.ts', 'code')).toBe('internal'));

  it.each([
    ['.env', 'secret'],
    ['app/.env.production', 'secret'],
    ['.env~', 'secret'],
    ['keys/id_rsa', 'secret'],
    ['credentials.json', 'secret'],
    ['docs/passwords.txt', 'secret'],
    ['certs/server.PEM', 'secret'],
    ['wp-config.php', 'secret'],
    ['/home/ann/.ssh/config', 'secret'],
    ['C:\\Users\\ann\\.aws\\config', 'secret'],
    ['../outside/.env', 'secret'],
    ['db/dump-2026.sql', 'confidential'],
    ['mail/offer.eml', 'confidential'],
    ['.env.example', 'internal'],
    ['package-lock.json', 'internal'],
    ['dist/app.log', 'internal'],
    ['Untitled-1', 'internal'],
  ] as const)('R5 what is never indexed has a class, too: %s is %s', (file, expected) => {
    for (const kind of ['prose', 'code', 'data'] as const) expect(classifyPath(file, kind)).toBe(expected);
  });
});
