// Words of the headers of mails that hold other letters than those of ASCII (RFC 2047).
import { utf8 } from './numbers';

/** Hits `=?UTF-8?Q?r=C3=A9union?=`, one or several. */
export const ENCODED_WORDS = /(?:=\?[\w-]{2,20}\?[QqBb]\?[!->@-~]{1,800}\?=[ \t\r\n]{0,4}){1,40}/g;
const ONE = /=\?[\w-]{2,20}\?([QqBb])\?([!->@-~]{1,800})\?=[ \t\r\n]{0,4}/g;

/** What such words say; of one that is none, the word. */
export function decodeWords(piece: string): string {
  return piece.replace(ONE, (whole, by: string, written: string) => {
    const bytes = by.toLowerCase() === 'b' ? Buffer.from(written, 'base64') : bytesOf(written.replaceAll('_', ' '));
    return utf8(bytes) ?? whole;
  });
}

function bytesOf(quoted: string): Buffer {
  const bytes = quoted.replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
