// Logging without a destination: the editor, the command line and the tests each bring their own.
// Never log a prompt, an answer, document text or a secret: log counts, hashes, durations and reasons.

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
