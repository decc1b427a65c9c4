// Reading arguments and JSON lines, and writing results: what all commands share.
import { createInterface } from 'node:readline';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { errorMessage } from '../base/errors';
import { t } from '../base/l10n';
import type { Logger } from '../base/logger';
import { visibleJson, visibleName, visibleText } from '../base/visible';

/** Wrong use: the message is followed by the usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Arguments by `node:util`'s parser; what it refuses is a UsageError. */
export function readArguments<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(argumentsMessage(error), { cause: error });
  }
}

/** What the parser refuses, in the language of the user: it names the option between quotation marks. */
function argumentsMessage(error: unknown): string {
  const message = errorMessage(error);
  const option = /'(-[^' ]{1,60})/u.exec(message)?.[1] ?? '';
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return t('There is no option “{0}”.', option);
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return t('The option “{0}” needs a value, or takes none.', option);
    default:
      return message;
  }
}

/** @throws UsageError when there are more words than a command takes */
export function noMoreThan(most: number, words: readonly string[]): void {
  const [one] = words.slice(most);
  if (one !== undefined) throw new UsageError(t('“{0}” is one word too many.', one));
}

/** One of the allowed words, or a UsageError that names them. */
export function oneOf<W extends string>(value: string | undefined, words: readonly W[], fallback: W): W {
  if (value === undefined) return fallback;
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UsageError(t('“{0}” is not one of {1}', value, words.join(', ')));
  return found;
}

export interface JsonLine {
  readonly number: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * JSON objects, one a line, from standard input. Empty lines are skipped; anything else that is no object is an error with its line number.
 * @throws AbortError when the signal fires while it waits
 */
export async function* readJsonLines(signal: AbortSignal): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity, signal })) {
    number++;
    if (line.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new UsageError(t('Line {0} of the input is not JSON.', number));
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new UsageError(t('Line {0} of the input is not a JSON object.', number));
    yield { number, value: value as Record<string, unknown> };
  }
  signal.throwIfAborted();
}

/** The `text` of a line, which must be a string. */
export function textOf({ number, value }: JsonLine): string {
  const { text } = value;
  if (typeof text !== 'string') throw new UsageError(t('Line {0} of the input has no "text".', number));
  return text;
}

/** Writes one JSON line, and waits while the reader is slower than we are. */
export async function writeJsonLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${visibleJson(value)}\n`))
    await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}

/** Warnings and errors go to standard error. */
export const stderrLogger: Logger = {
  info: () => undefined,
  warn: (message) => writeError(`rempart: ${message}`),
  error: (message) => writeError(`rempart: ${message}`),
};

export function writeJson(value: unknown): void {
  process.stdout.write(`${visibleJson(value, 2)}\n`);
}

/** A line, or several; names of files and texts of documents in it cannot steer the terminal. */
export function writeLine(text: string): void {
  writeText(`${text}\n`);
}

/** As `writeLine`, without an end: for an answer that comes in parts. */
export function writeText(text: string): void {
  process.stdout.write(visibleText(text));
}

/** A line on standard error. */
export function writeError(text: string): void {
  process.stderr.write(`${visibleText(text)}\n`);
}

/** Progress on standard error: on one line of a terminal; as lines for a parent process that asks for them; else nothing. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${visibleName(text)}`);
  else if (process.env['REMPART_PROGRESS'] === 'lines') writeError(text);
}

export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

/** Milliseconds with microseconds, since `start` of `performance.now()`. */
export function millisecondsSince(start: number): number {
  return Math.round((performance.now() - start) * 1000) / 1000;
}
