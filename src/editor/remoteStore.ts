// An object store for the tables of the index (R6): which one the user chose, and the credentials for it, never in settings.
import { createHash } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { RempartError } from '../base/errors';
import { t } from '../base/l10n';

export interface RemoteStore {
  readonly scheme: 's3' | 'gs' | 'az';
  /** What the user wrote, for people. */
  readonly label: string;
  /** The place of this workspace on this machine below it: two writers must never share one. */
  readonly uri: string;
  /** Absolute folder of the catalogue of files, which stays on this machine. */
  readonly catalogueFolder: string;
  /** Empty: the provider's own. */
  readonly endpoint: string;
  readonly region: string;
}

/** What an object store asks for, under LanceDB's names, and what a person calls it. */
export interface CredentialField {
  readonly name: string;
  readonly title: string;
  readonly secret: boolean;
}

export function credentialFields(scheme: RemoteStore['scheme']): readonly CredentialField[] {
  switch (scheme) {
    case 's3':
      return [
        { name: 'aws_access_key_id', title: t('Access key ID'), secret: false },
        { name: 'aws_secret_access_key', title: t('Secret access key'), secret: true },
      ];
    case 'gs':
      return [
        { name: 'google_service_account_key', title: t('Service account key, as JSON on one line'), secret: true },
      ];
    case 'az':
      return [
        { name: 'azure_storage_account_name', title: t('Storage account name'), secret: false },
        { name: 'azure_storage_account_key', title: t('Storage account key'), secret: true },
      ];
  }
}

const place = /^(s3|gs|az):\/\/[\w.-]+(?:\/[\w./-]*)?$/u;

/**
 * The object store of the settings, or nothing when the index stays on this machine.
 * @param localStore absolute folder of this workspace's index on this machine
 * @throws RempartError `bad-store-uri`, `bad-store-endpoint`
 */
export function readRemoteStore(localStore: string): RemoteStore | undefined {
  // Settings of the machine: what a workspace says is not even looked at.
  const inspect = (key: string): string =>
    vscode.workspace.getConfiguration('rempart').inspect<string>(key)?.globalValue?.trim() ?? '';
  const label = inspect('index.storeUri');
  if (label === '') return undefined;
  const scheme = place.exec(label)?.[1] as RemoteStore['scheme'] | undefined;
  if (scheme === undefined || label.includes('..'))
    throw new RempartError(
      'bad-store-uri',
      t(
        '{0} is not a place that the index can be kept at: s3://, gs:// or az://, then the bucket and a folder.',
        label,
      ),
    );
  const endpoint = inspect('index.storeEndpoint');
  if (endpoint !== '' && !endpoint.startsWith('https://') && !isLoopbackEndpoint(endpoint))
    throw new RempartError('bad-store-endpoint', t('{0} is not an https address.', endpoint));
  const own = createHash('sha256').update(`${vscode.env.machineId}\n${localStore}`).digest('hex').slice(0, 24);
  const uri = `${label.replace(/\/$/u, '')}/rempart-${own}`;
  const name = createHash('sha256').update(`${endpoint}\n${uri}`).digest('hex').slice(0, 16);
  const catalogueFolder = path.join(path.dirname(localStore), `index-${name}`);
  return { scheme, label, uri, catalogueFolder, endpoint, region: inspect('index.storeRegion') };
}

/** Whether an address is plain http on this machine, as of a store that runs beside the editor. */
export function isLoopbackEndpoint(endpoint: string): boolean {
  return /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?\/?$/u.test(endpoint);
}

/** Credentials belong to one place: they are never offered to another bucket or server. */
const secretName = ({ label, endpoint }: RemoteStore): string =>
  `rempart.indexStore.${createHash('sha256').update(`${endpoint}\n${label}`).digest('hex')}`;

/** The credentials that the user gave for this place, out of the editor's secret storage. */
export async function remoteCredentials(
  store: RemoteStore,
  secrets: vscode.SecretStorage | undefined,
): Promise<Record<string, string> | undefined> {
  const stored = await secrets?.get(secretName(store));
  if (stored === undefined) return undefined;
  const values: unknown = JSON.parse(stored);
  // Written by us, but read from elsewhere.
  if (typeof values !== 'object' || values === null) return undefined;
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Whether there are credentials for this place, whatever their state. */
export async function hasCredentials(store: RemoteStore, secrets: vscode.SecretStorage): Promise<boolean> {
  return (await secrets.get(secretName(store))) !== undefined;
}

/** Keeps the credentials for this place, or forgets them. */
export async function keepCredentials(
  store: RemoteStore,
  secrets: vscode.SecretStorage,
  credentials: Readonly<Record<string, string>> | undefined,
): Promise<void> {
  if (credentials === undefined) await secrets.delete(secretName(store));
  else await secrets.store(secretName(store), JSON.stringify(credentials));
}
