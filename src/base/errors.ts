// Errors that carry a reason a program can act on: compare `reason`, never the text.
import { t } from './l10n';

/** An expected failure with a stable reason, a message for people, and what caused it. */
export class RempartError<Reason extends string = string> extends Error {
  override readonly name: string = 'RempartError';

  constructor(
    readonly reason: Reason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Whether `error` is a RempartError, with that reason when one is given. */
  static is<R extends string>(error: unknown, reason?: R): error is RempartError<R> {
    return error instanceof RempartError && (reason === undefined || error.reason === reason);
  }
}

/** Whether this is the error of an aborted signal (a wish of the user, not a failure). */
export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The text of anything that was thrown; an error of the system in the language of the user, with its code. */
export function errorMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return systemMessage(error) ?? error.message;
}

/** What Node adds to errors of the system. */
interface SystemError extends Error {
  readonly code?: unknown;
  readonly path?: unknown;
  readonly address?: unknown;
  readonly port?: unknown;
  readonly hostname?: unknown;
}

function systemMessage(error: Error): string | undefined {
  // A name that has several addresses fails with one error for each, and no words of its own.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return undefined;
  const { code } = first as SystemError;
  const text = typeof code === 'string' ? codeMessage(code, subjectOf(first)) : undefined;
  return text === undefined ? undefined : `${text} (${String(code)})`;
}

function subjectOf({ path, address, port, hostname }: SystemError): string | undefined {
  if (typeof path === 'string') return path;
  if (typeof address === 'string') return typeof port === 'number' ? `${address}:${port}` : address;
  return typeof hostname === 'string' ? hostname : undefined;
}

function codeMessage(code: string, subject: string | undefined): string | undefined {
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return t('the connection was broken off');
    case 'ENOSPC':
      return t('there is no space left on the disk');
    case 'EMFILE':
    case 'ENFILE':
      return t('too many files are open');
  }
  if (subject === undefined) return undefined;
  switch (code) {
    case 'ENOENT':
      return t('{0} is not there', subject);
    case 'EACCES':
    case 'EPERM':
      return t('{0} cannot be opened with your rights', subject);
    case 'EISDIR':
      return t('{0} is a folder, not a file', subject);
    case 'ENOTDIR':
      return t('{0} is no folder', subject);
    case 'EROFS':
      return t('{0} cannot be written: the disk is read-only', subject);
    case 'EADDRINUSE':
      return t('{0} is in use already', subject);
    case 'ECONNREFUSED':
      return t('{0} refuses the connection', subject);
    case 'ETIMEDOUT':
      return t('{0} does not answer', subject);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return t('{0} has no address', subject);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return t('{0} cannot be reached', subject);
  }
  return undefined;
}
