// A server of the user's own choice that computes vectors (R6): which one, and the token for it, never in settings.
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { remoteEndpoint } from '../base/address';

export interface RemoteEmbeddings {
  readonly endpoint: string;
  /** Absolute path of further certificates of authorities; empty: none. */
  readonly certificates: string;
  /** Its host, for people. */
  readonly label: string;
}

/**
 * The embeddings server of the settings, or nothing when vectors are computed on this machine.
 * @throws RempartError `remote-endpoint`
 */
export function readRemoteEmbeddings(): RemoteEmbeddings | undefined {
  // Settings of the machine: what a workspace says is not even looked at.
  const inspect = (key: string): string =>
    vscode.workspace.getConfiguration('rempart').inspect<string>(key)?.globalValue?.trim() ?? '';
  const endpoint = inspect('embeddings.remoteEndpoint');
  if (endpoint === '') return undefined;
  const { href, host } = remoteEndpoint(endpoint);
  return { endpoint: href, certificates: inspect('embeddings.remoteCertificates'), label: host };
}

/** A token belongs to one server: it is never offered to another. */
const secretName = ({ endpoint }: RemoteEmbeddings): string =>
  `rempart.embeddings.${createHash('sha256').update(endpoint).digest('hex')}`;

/** The token that the user gave for this server, and with it the consent to send texts there. */
export async function embeddingsToken(
  remote: RemoteEmbeddings,
  secrets: vscode.SecretStorage,
): Promise<string | undefined> {
  return secrets.get(secretName(remote));
}

/** Keeps the token for this server, or forgets it. */
export async function keepEmbeddingsToken(
  remote: RemoteEmbeddings,
  secrets: vscode.SecretStorage,
  token: string | undefined,
): Promise<void> {
  if (token === undefined) await secrets.delete(secretName(remote));
  else await secrets.store(secretName(remote), token);
}
