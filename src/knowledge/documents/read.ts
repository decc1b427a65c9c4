// Reads a document as text: encoding, binary and size limits, without following links.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { splitLines } from '../chunking/lines';
import type { FileLanguage } from './languages';

export type DocumentSkip = 'binary' | 'too-large' | 'generated' | 'not-a-file';

export interface RawDocument {
  readonly bytes: Uint8Array;
  /** Hex SHA-256 of the bytes. */
  readonly hash: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** Unknown kinds of files and data are indexed only up to these sizes, in bytes. */
const maxUnknownBytes = 256 * 1024;
const maxDataBytes = 512 * 1024;
/** Documents with fonts and images are so many times larger than the text in them. */
const documentFactor = 20;

/**
 * The bytes of a regular file.
 * @throws RempartError `too-large` or `not-a-file`; a system error when it cannot be read
 */
export function readRaw(file: string, maxBytes: number, language: FileLanguage): RawDocument {
  const limit = largestSize(maxBytes, language);
  // O_NOFOLLOW: the file may have become a link since it was listed. O_NONBLOCK: or a pipe.
  const noFollow = (fs.constants.O_NOFOLLOW as number | undefined) ?? 0;
  const nonBlock = (fs.constants.O_NONBLOCK as number | undefined) ?? 0;
  const handle = fs.openSync(file, fs.constants.O_RDONLY | noFollow | nonBlock);
  try {
    const stat = fs.fstatSync(handle);
    if (!stat.isFile()) throw new RempartError<DocumentSkip>('not-a-file', t('Not a regular file.'));
    if (stat.size > limit)
      throw new RempartError<DocumentSkip>('too-large', t('Larger than the limit of {0} bytes.', limit));
    const bytes = new Uint8Array(stat.size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = fs.readSync(handle, bytes, filled, bytes.length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    const content = bytes.subarray(0, filled);
    return {
      bytes: content,
      hash: createHash('sha256').update(content).digest('hex'),
      size: stat.size,
      mtimeMs: stat.mtimeMs,
    };
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * The largest size at which a file is read, bytes.
 * @param maxBytes what the user set for text
 */
export function largestSize(maxBytes: number, { id, kind, known }: FileLanguage): number {
  if (!known) return maxUnknownBytes;
  if (kind === 'data') return Math.min(maxBytes, maxDataBytes);
  return id === 'pdf' || id === 'docx' || id === 'jupyter' ? maxBytes * documentFactor : maxBytes;
}

/**
 * The text of a document: UTF-8, UTF-16 (with a byte-order mark or betrayed by its zeros), else Windows-1252.
 * Single bytes that are wrong become U+FFFD.
 * @throws RempartError `binary`
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const marked = first === 0xef && second === 0xbb && third === 0xbf;
  const sample = bytes.subarray(0, 8192);
  if (!marked && sample.includes(0)) {
    const guessed = utf16WithoutMark(sample);
    if (guessed === undefined) throw new RempartError<DocumentSkip>('binary', t('Not text.'));
    return new TextDecoder(guessed).decode(bytes);
  }
  let controls = 0;
  for (const byte of sample)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) controls++;
  if (controls > sample.length / 20) throw new RempartError<DocumentSkip>('binary', t('Not text.'));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    return marked || isMostlyWhole(text) ? text : new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Whether more sequences of UTF-8 were whole than broken: a file with a byte that is wrong is no other encoding, and in
 * Windows-1252 letters beyond ASCII rarely make a sequence.
 */
function isMostlyWhole(text: string): boolean {
  let broken = 0;
  let whole = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0xfffd) broken++;
    else if (unit > 0x7f) whole++;
  }
  return whole > broken;
}

function utf16WithoutMark(sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (sample[i] === 0) even++;
    if (sample[i + 1] === 0) odd++;
  }
  const pairs = Math.floor(sample.length / 2);
  if (odd > pairs * 0.7 && even === 0) return 'utf-16le';
  if (even > pairs * 0.7 && odd === 0) return 'utf-16be';
  return undefined;
}

/** Whether code or data was made by a machine for a machine: lines no one writes. */
export function looksGenerated(text: string, language: FileLanguage): boolean {
  if (language.kind === 'prose' || text.length < 5000) return false;
  return text.length / splitLines(text).length > 300;
}
