// Reads what systemd is told about a service: its unit with the drop-ins, and the variables that these set.

/** Folders of units, the one that wins first (systemd.unit(5), "System Unit Search Path"). */
const UNIT_FOLDERS = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/run/systemd/generator.early',
  '/etc/systemd/system',
  '/etc/systemd/system.attached',
  '/run/systemd/system',
  '/run/systemd/system.attached',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
  '/run/systemd/generator.late',
] as const;

/** The characters that C escapes stand for, and `\s` for a blank (systemd.syntax(7)). */
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
  // Only `systemctl show` writes these two.
  $: '$',
  '`': '`',
};

/** `\x41`, `\u0041`, `\U00000041`, `\101`; the sign after the backslash first. */
const codeEscape = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{3}))/iu;

/** A backslash with what it escapes: `\` and a line end join two lines, `\\` and a line end do not. */
const continuation = /\\[^]/gu;

export interface UnitFiles {
  /** @throws when the file cannot be read */
  readonly readFile: (file: string) => Promise<string>;
  /** Names in a folder. @throws when it cannot be read */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

/**
 * The variables that a service of the system is started with, as far as its files say: those of the manager itself are not
 * among them, and a value with a specifier (`%h`) is left out.
 * @param name of the unit, e.g. `ollama.service`
 */
export async function readServiceVariables(name: string, files: UnitFiles): Promise<Map<string, string>> {
  const { variables, environmentFiles } = parseUnits(await readUnit(name, files));
  for (const file of environmentFiles)
    for (const [key, value] of parseEnvironmentFile(await files.readFile(file).catch(() => '')))
      variables.set(key, value);
  return variables;
}

/**
 * Words between blanks, quotes and escapes undone, as systemd takes a list of assignments and `systemctl show` prints one.
 * What stands behind a fault of syntax is left out, as systemd does.
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') {
      const escape = readEscape(text.slice(at + 1, at + 10));
      if (!escape) return words;
      word = (word ?? '') + escape.character;
      at += escape.length;
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/u.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  return word === undefined || quote !== '' ? words : [...words, word];
}

/** Words such as `NAME=value`; a later one wins. */
export function assignments(words: readonly string[]): Map<string, string> {
  return new Map(
    words.flatMap((word) => {
      const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/u.exec(word) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** A file of `EnvironmentFile=` (systemd.exec(5)): one assignment a line, quotes only around a whole value. */
export function parseEnvironmentFile(text: string): Map<string, string> {
  const lines = text
    .replaceAll('\r\n', '\n')
    .replace(continuation, (pair) => (pair === '\\\n' ? '' : pair))
    .split('\n')
    .filter((line) => !/^\s*[#;]/u.test(line));
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^\s*([A-Za-z_]\w*)\s*=(.*)$/u.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, plainValue(value.trim())] as const];
    }),
  );
}

function plainValue(text: string): string {
  const single = /^'([^']*)'/u.exec(text)?.[1];
  if (single !== undefined) return single;
  const double = /^"((?:[^"\\]|\\.)*)"/u.exec(text)?.[1];
  return double === undefined ? text.replace(/\\(.)/gu, '$1') : double.replace(/\\(["\\`$])/gu, '$1');
}

/** The texts of a unit and its drop-ins in the order in which they are read. */
async function readUnit(name: string, { readFile, list }: UnitFiles): Promise<string[]> {
  const read = (file: string) => readFile(file).catch(() => undefined);
  const type = name.slice(name.lastIndexOf('.') + 1);
  let unit: string | undefined;
  // A file of the same name in a folder that wins takes the place of the other.
  const dropIns = new Map<string, string>();
  for (const folder of UNIT_FOLDERS) unit ??= await read(`${folder}/${name}`);
  for (const owner of [name, type])
    for (const folder of UNIT_FOLDERS)
      for (const file of await list(`${folder}/${owner}.d`).catch(() => []))
        if (file.endsWith('.conf') && !file.startsWith('.') && !dropIns.has(file))
          dropIns.set(file, `${folder}/${owner}.d/${file}`);
  if (unit === undefined) return [];
  const sorted = [...dropIns].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const texts = await Promise.all(sorted.map(([, file]) => read(file)));
  return [unit, ...texts.map((text) => text ?? '')];
}

function parseUnits(texts: readonly string[]): { variables: Map<string, string>; environmentFiles: string[] } {
  const variables = new Map<string, string>();
  const environmentFiles: string[] = [];
  for (const [key, value] of texts.flatMap(serviceSettings)) {
    if (key === 'Environment') {
      if (value === '') variables.clear();
      for (const [variable, text] of assignments(splitWords(value))) {
        const plain = text.replaceAll('%%', '');
        if (plain.includes('%')) variables.delete(variable);
        else variables.set(variable, text.replaceAll('%%', '%'));
      }
    } else if (key === 'EnvironmentFile') {
      if (value === '') environmentFiles.length = 0;
      else environmentFiles.push(value.replace(/^-/u, ''));
    }
  }
  return { variables, environmentFiles };
}

/** Key and value of each line of `[Service]`; a backslash at its end joins a line to the next, comments between them do not count. */
function serviceSettings(text: string): (readonly [string, string])[] {
  const lines = text
    .split(/\r?\n/u)
    .filter((line) => !/^\s*[#;]/u.test(line))
    .join('\n')
    .replace(continuation, (pair) => (pair === '\\\n' ? ' ' : pair))
    .split('\n');
  let section = '';
  return lines.flatMap((line) => {
    const heading = /^\s*\[([^\]]*)\]\s*$/u.exec(line)?.[1];
    section = heading ?? section;
    const at = line.indexOf('=');
    if (heading !== undefined || section !== 'Service' || at < 0) return [];
    return [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
  });
}

function readEscape(text: string): { character: string; length: number } | undefined {
  const first = text.charAt(0);
  const simple = ESCAPES[first];
  if (simple !== undefined) return { character: simple, length: 1 };
  const [whole, hex, short, long, octal] = codeEscape.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const code = octal === undefined ? Number.parseInt(hex ?? short ?? long ?? '', 16) : Number.parseInt(octal, 8);
  return code === 0 || code > 0x10ffff ? undefined : { character: String.fromCodePoint(code), length: whole.length };
}
