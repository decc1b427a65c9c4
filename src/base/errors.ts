// Errors that carry a reason a program can act on: compare `reason`, never the text.

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

/** The text of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
