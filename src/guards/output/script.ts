// What earlier lines of commands set up for later ones: variables, files that were fetched, and code that was.

/** Part of a line. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What is remembered of an answer, at most. */
const MOST_NAMES = 64;
const LONGEST_VALUE = 400;
const LONGEST_LINE = 4000;
/** Calls of a line that are looked into. */
const MOST_CALLS = 8;

// Hits `F=/tmp/a`, `export F="a b"`, `$ F=$(cat .env)`, `$p = 'a'`, `set U=https://x`; not `a == b`, `--name=x`.
const ASSIGNED =
  /(?:^|[;&])\s{0,8}(?:[$#>%]\s{1,4}|PS [^>\n]{0,60}>\s{0,4})?(?:(?:export|local|readonly|declare|typeset|set)\s{1,4})?(?:([A-Za-z_]\w{0,40})=|\$(?:env:)?([A-Za-z_]\w{0,40})\s{0,4}=(?!=)\s{0,4})("[^"\n]{0,400}"|'[^'\n]{0,400}'|(?:\$\([^)\n]{0,300}\)|`[^`\n]{0,300}`|[^\s;&|"'`()]){1,400})/g;
// Hits `$F`, `${F}`, `$env:F`, `%F%`.
const USED = /\$\{(\w{1,41})\}|\$(?:env:)?(\w{1,41})|%(\w{1,41})%/g;

/** Programs that fetch, and the options behind which they name the file. */
const FETCHERS =
  /^(?:curl|wget2?|aria2c|fetch|https?|iwr|irm|invoke-webrequest|invoke-restmethod|start-bitstransfer|axel)$/;
/** Without one of these words nothing is fetched into a file. */
const MAY_FETCH = /curl|wget|aria2c|axel|fetch|http|iwr|irm|invoke|bitstransfer|download|urlretrieve|urlopen|requests/i;
const INTERPRETERS =
  /^(?:(?:ba|z|da|k|fi|a)?sh|source|\.|python[\d.]{0,5}|py|perl|ruby|node|php|lua|deno|bun|osascript|powershell|pwsh|cmd|java|wscript|cscript|rundll32|regsvr32)$/;
/** What runs or installs whichever of its arguments is a file. */
const RUNS_ANY = /^(?:dpkg|rpm|msiexec|install|start-process|saps|invoke-item|ii|import-module|insmod)$/;
/** What stands ahead of the program of a command. */
const AHEAD =
  /^(?:sudo|doas|nohup|exec|time|env|command|call|start|then|do|if|!|-[A-Za-z]{1,2}|[A-Za-z_]\w{0,40}=.{0,400})$/;
// Hits `+x`, `u+x`, `a+rx`, `755`, `0700`; not `600`, `a+r`.
const EXECUTABLE = /^(?:[ugoa]{0,4}\+[rwst]{0,4}[xX][rwst]{0,4}|[0-7]{0,3}[1357][0-7]{0,2})$/;

// Hits `DownloadFile("https://x/a", "a.exe")`, `urlretrieve(u, '/tmp/a')`.
const FETCHED_BY_CODE =
  /\b(?:DownloadFile|urlretrieve)\s{0,2}\([^,\n]{0,400},\s{0,4}["']?([^"'\n\s)]{1,200})["']?\s{0,4}\)/i;
// Hits `open("a.py", "wb").write(requests.get(u).content)`.
const WRITTEN_BY_CODE =
  /\bopen\s{0,2}\(\s{0,2}["']([^"'\n]{1,200})["'][^\n]{0,40}\.write\s{0,2}\([^\n]{0,80}(?:requests\.get|httpx\.get|urlopen)\b/;
// Hits `os.system("bash a.sh")`, `subprocess.run(["python", "a.py"])`, `execSync('sh a')`; what is called follows.
const CALLED =
  /\b(?:system|popen|Popen|run|call|check_call|check_output|exec(?:Sync|File|FileSync)?|spawn(?:Sync)?)\s{0,2}\(/g;
// Hits `with urlopen(u) as r`; what it gets, and the name.
const GOTTEN_AS = /^\s{0,40}(?:async\s{1,4})?with\s{1,4}([^\n]{1,400}?)\s{1,4}as\s{1,4}([A-Za-z_]\w{0,40})\s{0,4}:/;
// Hits `r = requests.get(u)`, `const r = await fetch(u)`; the name and what it gets.
const GOTTEN =
  /^\s{0,40}(?:(?:const|let|var|my)\s{1,4})?\$?([A-Za-z_]\w{0,40})(?:\s{0,2}:\s{0,2}\w{1,40})?\s{0,4}=(?!=)\s{0,4}(.{1,400})/;
const GETS =
  /\b(?:requests\.get|httpx\.get|urlopen|fetch|axios(?:\.get)?|got|https?\.get|URI\.open|file_get_contents)\s{0,2}\(/;
// Hits `exec(code`, `eval(await r`, `new Function(code`, `exec(compile(code`; not `re.exec(text`, `db.exec(text`.
const RUN_AS_CODE =
  /(?<![.\w])(?:exec|eval|new\s{1,2}Function)\s{0,2}\(\s{0,2}(?:compile\s{0,2}\(\s{0,2})?(?:await\s{1,2})?\$?([A-Za-z_]\w{0,40})\b/g;
// Hits the name in `r.text`, `await r.text()`, `code`: what of it is still code; not `r.json()`, `r.status`.
const STILL_CODE =
  /^(?:await\s{1,2}|\(\s{0,2}await\s{1,2})?\$?([A-Za-z_]\w{0,40})\)?(?:\.(?:text|content|read|data|body|decode|toString|buffer|strip|trim)\b|\s{0,4};?\s{0,4}$)/;

/** The lines of an answer in their order. Linear in their length; remembers a bounded number of names. */
export class Script {
  readonly #variables = new Map<string, string>();
  readonly #files = new Set<string>();
  /** Names of a program that hold code that was fetched. */
  readonly #code = new Set<string>();
  /** The folder may be another one than where a file was fetched. */
  #hasMoved = false;

  /** A line with the values of variables in their places, those that it sets itself, too. */
  expand(line: string): string {
    for (const [, shell, powershell, value = ''] of line.matchAll(ASSIGNED))
      this.#assign(shell ?? powershell ?? '', this.#withValues(value.replace(/^(["'])(.*)\1$/, '$2')));
    return this.#withValues(line);
  }

  /** Where an expanded line runs what was fetched, or makes it executable. */
  runs(line: string): Place | undefined {
    if (this.#code.size > 0)
      for (const match of line.matchAll(RUN_AS_CODE))
        if (this.#code.has(match[1] ?? '')) return { start: match.index, end: match.index + match[0].length };
    return this.#files.size === 0 ? undefined : (this.#runsFile(line) ?? this.#calls(line));
  }

  /**
   * Remembers what an expanded line fetches, and where it puts that.
   * @param isTrusted what it fetches may be run
   */
  note(line: string, isTrusted: boolean): void {
    const gotten = this.#code.size > 0 || GETS.test(line) ? gottenIn(line) : undefined;
    if (gotten !== undefined) {
      const { name, value } = gotten;
      const isCode = GETS.test(value) ? !isTrusted : this.#code.has(STILL_CODE.exec(value)?.[1] ?? '');
      if (isCode && this.#code.size < MOST_NAMES) this.#code.add(name);
      else this.#code.delete(name);
    }
    if (this.#files.size === 0 && !MAY_FETCH.test(line)) return;
    const commands = commandsOf(line);
    for (const { program, args, input, outputs } of commands) {
      // What is made of it is as strange: `base64 -d a > b`, `gunzip a.gz`.
      const sources = [...args, ...(input === undefined ? [] : [input])].filter((arg) => this.#has(arg));
      if (sources.length > 0) for (const output of outputs) this.#keep(output);
      if (/^(?:gunzip|unxz|bunzip2|unzstd|gzip|xz|zstd)$/.test(program))
        for (const source of sources) this.#keep(source.replace(/\.(?:gz|xz|bz2|zst)$/, ''));
      if (program === 'cd' || program === 'pushd' || program === 'popd' || program === 'set-location')
        this.#hasMoved = true;
      if (/^(?:mv|cp|move|copy|ren|rename|move-item|copy-item|ln)$/.test(program)) this.#moves(args);
    }
    if (isTrusted) return;
    for (const file of [...fetchedBy(commands), FETCHED_BY_CODE.exec(line)?.[1], WRITTEN_BY_CODE.exec(line)?.[1]])
      if (file !== undefined) this.#keep(file);
  }

  #withValues(text: string): string {
    if (this.#variables.size === 0) return text;
    let room = LONGEST_LINE - text.length;
    return text.replace(USED, (whole, braced?: string, plain?: string, percent?: string) => {
      const value = this.#variables.get(braced ?? plain ?? percent ?? '');
      if (value === undefined || value.length > room) return whole;
      room -= value.length;
      return value;
    });
  }

  #assign(name: string, value: string): void {
    if (value.length > LONGEST_VALUE || (this.#variables.size >= MOST_NAMES && !this.#variables.has(name)))
      this.#variables.delete(name);
    else this.#variables.set(name, value);
  }

  #keep(file: string): void {
    const key = keyOf(file);
    if (key !== '' && key !== '-' && !key.startsWith('/dev/') && this.#files.size < MOST_NAMES) this.#files.add(key);
  }

  #moves(args: readonly string[]): void {
    const to = args.at(-1);
    for (const from of args.slice(0, -1))
      if (to !== undefined && this.#has(from)) {
        this.#keep(to);
        this.#keep(`${to.replace(/[\\/]$/, '')}/${nameOf(from)}`);
      }
  }

  /** Whether this is one of the files; by its name alone where one of the two says no folder and the folder changed. */
  #has(file: string): boolean {
    const key = keyOf(file);
    if (key === '') return false;
    if (this.#files.has(key)) return true;
    if (!this.#hasMoved) return false;
    return [...this.#files].some(
      (known) => nameOf(known) === nameOf(key) && (known === nameOf(known) || key === nameOf(key)),
    );
  }

  #runsFile(line: string): Place | undefined {
    let piped = false;
    for (const { program, first, args, input, isPiped, start, end } of commandsOf(line)) {
      const names = args.filter((arg) => !arg.startsWith('-'));
      const isRun =
        (isPath(first) && this.#has(first)) ||
        (program === 'chmod' && args.some((arg) => EXECUTABLE.test(arg)) && args.some((arg) => this.#has(arg))) ||
        (RUNS_ANY.test(program) && args.some((arg) => this.#has(arg))) ||
        (INTERPRETERS.test(program) &&
          ((input !== undefined && this.#has(input)) ||
            (isPiped && piped && names.length === 0) ||
            this.#has(scriptOf(args) ?? '')));
      if (isRun) return { start, end };
      piped = (isPiped && piped) || args.some((arg) => this.#has(arg));
    }
    return undefined;
  }

  /** A program that has another one run what was fetched. */
  #calls(line: string): Place | undefined {
    for (const match of Array.from(line.matchAll(CALLED)).slice(0, MOST_CALLS)) {
      const from = match.index + match[0].length;
      const rest = line.slice(from, from + LONGEST_VALUE);
      const command = Array.from(rest.matchAll(/"([^"\n]{1,400})"|'([^'\n]{1,400})'/g), ([, a, b]) => a ?? b).join(' ');
      if (this.#runsFile(command) !== undefined) return { start: match.index, end: line.length };
    }
    return undefined;
  }
}

/** The name that a line of a program gives to something, and what that is. */
function gottenIn(line: string): { readonly name: string; readonly value: string } | undefined {
  const [, name, value] = GOTTEN.exec(line) ?? [];
  if (name !== undefined && value !== undefined) return { name, value };
  const [, opened, as] = GOTTEN_AS.exec(line) ?? [];
  return opened === undefined || as === undefined ? undefined : { name: as, value: opened };
}

interface Command extends Place {
  /** Its first word as it stands, and the name of the program in lower case. */
  readonly first: string;
  readonly program: string;
  readonly args: readonly string[];
  /** The file that it reads, and those that it writes to, by redirection. */
  readonly input: string | undefined;
  readonly outputs: readonly string[];
  /** It reads what the one before it writes. */
  readonly isPiped: boolean;
}

// A sign that parts commands, one that redirects, or a word with its quotes.
const TOKEN =
  /(&&|\|\||\|&?|;|&)|(\d?>{1,2}(?:&\d)?|<{1,3})|((?:"[^"\n]{0,800}"|'[^'\n]{0,800}'|\$\([^)\n]{0,400}\)|[^\s"'|;&<>]){1,1200})/g;

/** The commands of a line. */
function commandsOf(line: string): Command[] {
  const commands: Command[] = [];
  const prompt =
    /^\s{0,8}(?:[$#>%]\s{1,4}|PS [^>\n]{0,60}>\s{0,4}|[A-Z]:\\[^>\n]{0,60}>\s{0,4})/.exec(line)?.[0].length ?? 0;
  let words: string[] = [];
  let input: string | undefined;
  let outputs: string[] = [];
  let redirection = '';
  let isPiped = false;
  let start = prompt;
  let end = prompt;
  const finish = (): void => {
    const rest = words.slice(words.findIndex((word) => !AHEAD.test(word)));
    const [first = '', ...args] = words.some((word) => !AHEAD.test(word)) ? rest : [];
    const program = nameOf(first)
      .toLowerCase()
      .replace(/\.exe$/, '');
    if (first !== '' || outputs.length > 0)
      commands.push({ first, program, args, input, outputs, isPiped, start, end });
    words = [];
    input = undefined;
    outputs = [];
  };
  for (const { 0: token, 1: sign, 2: redirects, index } of line.slice(prompt).matchAll(TOKEN)) {
    if (sign !== undefined) {
      finish();
      isPiped = sign.startsWith('|') && sign !== '||';
      start = prompt + index + token.length;
      redirection = '';
    } else if (redirects !== undefined) redirection = /&\d$/.test(redirects) ? '' : redirects;
    else {
      const word = token.replace(/["']/g, '');
      if (redirection === '') words.push(word);
      else if (redirection.startsWith('<')) input = word;
      else outputs.push(word);
      redirection = '';
      if (words.length === 1 && outputs.length === 0) start = prompt + index;
      end = prompt + index + token.length;
    }
  }
  finish();
  return commands;
}

/** The files that commands put what they fetch into. */
function fetchedBy(commands: readonly Command[]): string[] {
  const files: string[] = [];
  let isFetching = false;
  for (const { program, args, outputs, isPiped } of commands) {
    isFetching = FETCHERS.test(program) || (isPiped && isFetching);
    if (!isFetching) continue;
    files.push(...outputs);
    if (program === 'tee') files.push(...args.filter((arg) => !arg.startsWith('-')));
    if (FETCHERS.test(program)) files.push(...filesOf(program, args));
  }
  return files;
}

/** Behind which options a file, and a folder, is named: `-o a`, `-sSLo a`, `-oa` of curl, `-qO a` of wget. */
const SHORT_OPTION = /^-[a-zA-Z#0-9]{0,10}?o(.*)$/s;
const SHORT_OPTION_OF_WGET = /^-[a-zA-Z0-9]{0,10}?O(.*)$/s;
const FILE_OPTION = /^(?:--output|--output-document|--out|-OutFile|-Destination)$/i;
const FOLDER_OPTION = /^(?:--output-dir|--directory-prefix|-P|--dir)$/;

function filesOf(program: string, args: readonly string[]): string[] {
  const files: string[] = [];
  let folder = '';
  let isNamed = /^(?:wget2?|aria2c|axel)$/.test(program);
  args.forEach((arg, n) => {
    const [option = '', value] = arg.startsWith('--') ? arg.split(/=(.*)/s) : [arg];
    const after = value ?? args[n + 1] ?? '';
    const short = (program.startsWith('wget') ? SHORT_OPTION_OF_WGET : SHORT_OPTION).exec(arg);
    if (FOLDER_OPTION.test(option)) folder = `${after.replace(/[\\/]$/, '')}/`;
    else if (FILE_OPTION.test(option)) files.push(after);
    else if (short !== null && !arg.startsWith('--') && !/^-out/i.test(arg))
      files.push(short[1] === '' ? after : (short[1] ?? ''));
    else if (program === 'curl' && (option === '--remote-name' || /^-[A-Za-z#]{0,10}O/.test(arg))) isNamed = true;
  });
  if (files.length === 0 && isNamed)
    for (const arg of args)
      if (/\/[^/]/.test(arg) && !arg.startsWith('-')) files.push(nameOf(arg.split(/[?#]/, 1)[0] ?? ''));
  return files.map((file) => folder + file);
}

/** What an interpreter runs: what `-jar` or `-File` names, or its first argument that is no option. */
function scriptOf(args: readonly string[]): string | undefined {
  const named = args.findIndex((arg) => /^-(?:jar|file|f)$/i.test(arg));
  if (named >= 0) return args[named + 1];
  return args.find(
    (arg, n) =>
      !/^(?:-.|\/[A-Za-z]{1,2}$)/.test(arg) && !/^-(?:ExecutionPolicy|ep|WindowStyle|w|W|X)$/i.test(args[n - 1] ?? ''),
  );
}

/** Whether a shell takes a word for the place of a program, not for a name that it looks for. */
function isPath(word: string): boolean {
  return /[\\/$]/.test(word) || /\.(?:exe|bat|cmd|ps1|com|scr|vbs)$/i.test(word);
}

function keyOf(file: string): string {
  return file.replace(/^(?:\.[\\/])+/, '').replaceAll('\\', '/');
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
