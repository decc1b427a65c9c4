// Proves that a service's variables are read as systemd.exec(5), systemd.syntax(7) and systemd.unit(5) say.
import { describe, expect, it } from 'vitest';
import { parseEnvironmentFile, readServiceVariables, splitWords } from '../../../src/base/systemd';

const variables = async (files: Record<string, string>) =>
  Object.fromEntries(
    await readServiceVariables('ollama.service', {
      readFile: (file) => (file in files ? Promise.resolve(files[file]!) : Promise.reject(new Error('none'))),
      list: (folder) =>
        Promise.resolve(
          Object.keys(files)
            .filter((file) => file.startsWith(`${folder}/`))
            .map((file) => file.slice(folder.length + 1)),
        ),
    }),
  );
const unit = '/etc/systemd/system/ollama.service';
const dropIn = (name: string, folder = '/etc') => `${folder}/systemd/system/ollama.service.d/${name}`;
const service = (...lines: string[]) => ['[Service]', ...lines, ''].join('\n');

describe('P2 words of a list', () => {
  it.each([
    // The examples of systemd.exec(5).
    [String.raw`"VAR1=word1 word2" VAR2=word3 "VAR3=$word 5 6"`, ['VAR1=word1 word2', 'VAR2=word3', 'VAR3=$word 5 6']],
    [String.raw`A='b c' "d=e'f"`, ['A=b c', "d=e'f"]],
    [String.raw`A="say \"x\" \\ \x41\101\u00e9\s."`, ['A=say "x" \\ AAé .']],
    // As `systemctl show` prints them.
    ['"OLLAMA_ORIGINS=http://a, *" "B=\\$C \\`d\\`"', ['OLLAMA_ORIGINS=http://a, *', 'B=$C `d`']],
    ['', []],
    ['""', ['']],
    // A fault ends the list.
    ['A=1 "B=2', ['A=1']],
    [String.raw`A=1 B=\q C=3`, ['A=1']],
  ])('%s', (text, words) => expect(splitWords(text)).toEqual(words));
});

describe('P2 variables of a service', () => {
  it('are several on a line, in quotes or not, and a later one wins', async () => {
    const text = service('Environment=A=1 "B=2 3" \'C=4\'', 'Environment = "A=5"');
    expect(await variables({ [unit]: text })).toEqual({ A: '5', B: '2 3', C: '4' });
  });

  it('an empty assignment takes all earlier ones back', async () => {
    const reset = service('Environment=', 'Environment=B=2');
    expect(await variables({ [unit]: service('Environment=A=1'), [dropIn('a.conf')]: reset })).toEqual({ B: '2' });
  });

  it('lines go on after a backslash; comments and other sections do not count', async () => {
    const text =
      '[Unit]\nEnvironment=A=0\n[Service]\n# Environment=B=1\nEnvironment=C=1 \\\n; no\n  D=2\nX=\\\\\nEnvironment=F=3\n[Install]\nEnvironment=E=1\n';
    expect(await variables({ [unit]: text })).toEqual({ C: '1', D: '2', F: '3' });
  });

  it('drop-ins are read by name, wherever they lie; one of the same name in a folder that wins takes its place', async () => {
    const files = {
      '/usr/lib/systemd/system/ollama.service': service('Environment=UNIT=vendor VENDOR=1'),
      [unit]: service('Environment=UNIT=admin'),
      [dropIn('20-b.conf')]: service('Environment=A=20'),
      [dropIn('10-a.conf')]: service('Environment=A=10 M=etc'),
      [dropIn('10-a.conf', '/usr/lib')]: service('Environment=M=usr HIDDEN=1'),
      [dropIn('30-c.conf', '/run')]: service('Environment=A=30'),
      [dropIn('notes.txt')]: service('Environment=A=txt'),
      '/etc/systemd/system/service.d/05-all.conf': service('Environment=ALL=1 A=5'),
    };
    expect(await variables(files)).toEqual({ UNIT: 'admin', A: '30', M: 'etc', ALL: '1' });
  });

  it('files of variables win over the unit, whichever stands first', async () => {
    const text = service('EnvironmentFile=-/etc/default/ollama', 'Environment=A=1 B=1');
    const file = '# none\nA=2\n C = "3 \\"4\\""\nD=\'5\'\nnothing\nexport F=1\nE=a\\\nb\n';
    expect(await variables({ [unit]: text, '/etc/default/ollama': file })).toEqual({
      A: '2',
      B: '1',
      C: '3 "4"',
      D: '5',
      E: 'ab',
    });
    const dropped = { [dropIn('x.conf')]: service('EnvironmentFile=') };
    expect(await variables({ [unit]: text, '/etc/default/ollama': file, ...dropped })).toEqual({ A: '1', B: '1' });
  });

  it('a value with a specifier is not guessed, and without a unit there is none', async () => {
    const text = service('Environment=A=%h/models', 'Environment=B=100%%');
    expect(await variables({ [unit]: text })).toEqual({ B: '100%' });
    expect(await variables({ [dropIn('a.conf')]: service('Environment=A=1') })).toEqual({});
  });

  it('an unquoted value keeps quotes inside it', () => {
    expect([...parseEnvironmentFile('A=b"c" \\"d\n')]).toEqual([['A', 'b"c" "d']]);
  });
});
