// Names of Ollama's models: which of them mean the same model, and which lead to a cloud.
import { isAtLeast } from './version';

/** The first server that understands `name:local` and refuses a remote model under it. */
const LOCAL_SUFFIX_SINCE = '0.18.0';

/**
 * Whether Ollama would send a request for this name to its cloud: the last part after `:` is `cloud` or ends in
 * `-cloud`, in any case. Hits `qwen3:cloud`, `gpt-oss:120b-cloud`, `x: CLOUD`; not `cloudy:7b`, `cloud/x:7b`.
 */
export function isCloudName(name: string): boolean {
  // `:local` is stripped by the server, so it must not hide what stands before it.
  let bare = name.trim().toLowerCase();
  while (/:\s*local$/u.test(bare)) bare = bare.slice(0, bare.lastIndexOf(':')).trim();
  const colon = bare.lastIndexOf(':');
  if (colon < 0) return bare.endsWith('-cloud');
  const tag = bare.slice(colon + 1).trim();
  return !tag.includes('/') && (tag === 'cloud' || tag.endsWith('-cloud'));
}

/** The name to ask for: `:local` makes a server of 0.18 or later answer 404 rather than call the cloud. */
export function localName(name: string, serverVersion: string | undefined): string {
  return isAtLeast(serverVersion, LOCAL_SUFFIX_SINCE) ? `${name}:local` : name;
}

/** Whether two names mean the same model to Ollama: no tag is `latest`, case does not count. */
export function sameModel(a: string, b: string): boolean {
  return canonicalName(a) === canonicalName(b);
}

/** `Mistral` → `mistral:latest`; host and namespace default as Ollama's do. */
export function canonicalName(name: string): string {
  const short = shortName(name);
  return hasTag(short) ? short : `${short}:latest`;
}

/** Lower case, without the host and the namespace that Ollama takes when there is none; the tag as it is given. */
export function shortName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^(?:[a-z][a-z\d+.-]*:\/\/)?registry\.ollama\.ai\//u, '')
    .replace(/^library\//u, '');
}

/** Whether a name has a tag; the colon of `host:5000/user/model` makes none. */
export function hasTag(name: string): boolean {
  return name.lastIndexOf(':') > name.lastIndexOf('/');
}
