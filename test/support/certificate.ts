// Makes self-signed certificates for servers of tests on loopback, without any tool of the system.
import { generateKeyPairSync, sign } from 'node:crypto';

export interface Certificate {
  /** Both as PEM. */
  readonly key: string;
  readonly cert: string;
}

/** A certificate of ECDSA on P-256 for `localhost` and 127.0.0.1, its own authority. */
export function makeCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(ecdsaWithSha256));
  const name = sequence(set(sequence(oid([2, 5, 4, 3]), text(0x0c, 'localhost'))));
  const extension = (id: readonly number[], value: Buffer): Buffer => sequence(oid(id), der(0x04, value));
  const names = sequence(text(0x82, 'localhost'), der(0x87, Buffer.from([127, 0, 0, 1])));
  const extensions = sequence(
    extension([2, 5, 29, 17], names),
    extension([2, 5, 29, 19], sequence(der(0x01, Buffer.of(0xff)))),
  );
  const body = sequence(
    der(0xa0, integer(2)),
    integer(1),
    algorithm,
    name,
    sequence(text(0x17, '200101000000Z'), text(0x17, '491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.of(0), signature])));
  const lines = certificate.toString('base64').replace(/.{64}/gu, '$&\n').trimEnd();
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

const ecdsaWithSha256 = [1, 2, 840, 10_045, 4, 3, 2];

/** One value of DER: tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const set = (...parts: readonly Buffer[]): Buffer => der(0x31, Buffer.concat(parts));
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value));
const integer = (value: number): Buffer => der(0x02, Buffer.of(value));

function oid([first = 0, second = 0, ...rest]: readonly number[]): Buffer {
  const bytes = rest.flatMap((arc) => {
    const low = [arc & 0x7f];
    for (let high = arc >> 7; high > 0; high >>= 7) low.unshift((high & 0x7f) | 0x80);
    return low;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}
