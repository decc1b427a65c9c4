#!/usr/bin/env node
// The command line: the same core as the extension, without an editor, for scripts, CI jobs, servers and our own measuring.
import { languageOfLocale, setLanguage, t } from './base/l10n';
import { errorMessage, RempartError } from './base/errors';
import { commands, type CliCommand } from './cli/commands';
import { UsageError, writeError } from './cli/arguments';

/** Exit status: 0 fine, 1 findings or refused, 2 wrong use or could not run. */
export async function main(argv: readonly string[]): Promise<number> {
  const args = await takeLanguage(argv);
  if (args === undefined) return 2;
  const [name, ...rest] = args;
  const asked = name === 'help' ? commands.find((candidate) => candidate.name === rest[0]) : undefined;
  if (asked !== undefined) {
    process.stdout.write(`${help(asked)}\n`);
    return 0;
  }
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${overview()}\n`);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    process.stdout.write(`${process.env['REMPART_VERSION'] ?? '0.1.0'}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    writeError(`rempart: ${t('unknown command “{0}”; see rempart --help', name)}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${help(command)}\n`);
    return 0;
  }
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  process.once('SIGTERM', () => abort.abort());
  try {
    return await command.run(rest, abort.signal);
  } catch (error) {
    if (abort.signal.aborted) {
      writeError(`rempart: ${t('stopped')}`);
      return 2;
    }
    writeError(`rempart ${name}: ${errorMessage(error)}`);
    if (error instanceof UsageError) writeError(help(command));
    else if (!RempartError.is(error) && process.env['REMPART_DEBUG']) writeError(String((error as Error).stack));
    return 2;
  }
}

const LANGUAGE_OPTION = '--lang';

/**
 * `--lang fr|en` or `--lang=fr` anywhere, else LC_ALL, LC_MESSAGES, LANG in the order that POSIX gives them; and the other arguments.
 * Nothing when the language is none that we speak, which is said.
 */
async function takeLanguage(argv: readonly string[]): Promise<readonly string[] | undefined> {
  const at = argv.findIndex((argument) => argument === LANGUAGE_OPTION || argument.startsWith(`${LANGUAGE_OPTION}=`));
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  await setLanguage(languageOfLocale([LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '')));
  if (at < 0) return argv;
  const isApart = argv[at] === LANGUAGE_OPTION;
  const chosen = isApart ? (argv[at + 1] ?? '') : (argv[at] ?? '').slice(LANGUAGE_OPTION.length + 1);
  if (!/^(?:fr|en)(?:[-_.]|$)/iu.test(chosen)) {
    process.stderr.write(`rempart: ${t('“{0}” is not one of {1}', chosen, 'en, fr')}\n`);
    return undefined;
  }
  await setLanguage(languageOfLocale(chosen));
  return argv.filter((_, index) => index !== at && !(isApart && index === at + 1));
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  rempart ${name.padEnd(width)}  ${summary()}`);
  return [
    t('Rempart: ask your documents and check your models, on this machine.'),
    '',
    ...lines,
    '',
    t('rempart COMMAND --help tells more. --lang fr speaks French.'),
    t('Exit status: 0 fine, 1 findings or refused, 2 wrong use or could not run.'),
  ].join('\n');
}

function help({ usage, summary }: CliCommand): string {
  return `${summary()}\n\n${usage.map((line) => `  rempart ${line}`).join('\n')}`;
}

// `rempart … | head`: the reader has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});
void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
