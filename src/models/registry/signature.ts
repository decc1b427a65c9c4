// Ed25519 signatures over entries of a registry: who put a hash there can be proved, not only read.
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { entrySchema, type NewRegistryEntry, type RegistryEntry } from './schema';

export type SignatureState = 'valid' | 'invalid' | 'unsigned' | 'unknown-key';

/** Fields in the order in which they are signed. Notes are not: they may be added to later. */
const signedFields = [
  'name',
  'version',
  'sha256',
  'source',
  'verified_date',
  'verified_by',
  'risk_level',
  'approved_uses',
  'prohibited_uses',
] as const;

/** @param privateKeyPem PKCS#8 PEM of an Ed25519 key. @throws RempartError `key-invalid` */
export function signEntry(entry: NewRegistryEntry, privateKeyPem: string): NewRegistryEntry {
  const key = ed25519(() => createPrivateKey(privateKeyPem));
  const value = sign(null, payload(entrySchema.parse(entry)), key).toString('base64');
  return { ...entry, signature: { algorithm: 'ed25519', key: keyId(createPublicKey(key)), value } };
}

/** Whether one of these keys (SPKI PEM) signed the entry as it is. @throws RempartError `key-invalid` */
export function checkSignature(entry: RegistryEntry, publicKeysPem: readonly string[]): SignatureState {
  const { signature } = entry;
  if (!signature) return 'unsigned';
  const key = publicKeysPem
    .map((pem) => ed25519(() => createPublicKey(pem)))
    .find((one) => keyId(one) === signature.key);
  if (!key) return 'unknown-key';
  return verify(null, payload(entry), key, Buffer.from(signature.value, 'base64')) ? 'valid' : 'invalid';
}

/** Whether a text is an Ed25519 public key that signatures can be checked with. */
export function isPublicKey(pem: string): boolean {
  try {
    return ed25519(() => createPublicKey(pem)).type === 'public';
  } catch {
    return false;
  }
}

/** First 16 hexadecimal digits of the SHA-256 of a public key. */
export function keyId(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

function payload(entry: RegistryEntry): Buffer {
  return Buffer.from(
    JSON.stringify(['rempart-registry-entry-v1', ...signedFields.map((field) => entry[field] ?? null)]),
  );
}

function ed25519(read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (cause) {
    throw new RempartError('key-invalid', t('The key could not be read.'), { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new RempartError('key-invalid', t('The key is not an Ed25519 key.'));
  return key;
}
