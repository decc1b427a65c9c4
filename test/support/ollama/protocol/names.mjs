// Model names as Ollama reads them: `[host/][namespace/]model[:tag]`, with `:local` and `:cloud` as source suffixes.

export const DEFAULT_HOST = 'registry.ollama.ai';
export const DEFAULT_NAMESPACE = 'library';

/** Raised for a name that cannot be one; `kind` says which answer the routes give. */
export class NameError extends Error {
  /** @param {'required' | 'conflict' | 'invalid'} kind */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/**
 * @param {string} raw
 * @returns {{ host: string, namespace: string, model: string, tag: string, source: '' | 'local' | 'cloud', base: string }}
 */
export function parseReference(raw) {
  const trimmed = raw.trim();
  if (trimmed === '') throw new NameError('required', 'model is required');
  const outer = splitSource(trimmed);
  if (outer.source !== '' && splitSource(outer.base).source !== '') {
    throw new NameError('conflict', `use either :local or :cloud, not both: ${JSON.stringify(trimmed)}`);
  }
  const name = parseName(outer.base);
  if (!isValid(name)) throw new NameError('invalid', 'invalid model name');
  return { ...name, source: outer.source, base: outer.base };
}

/** Splits without judging; the parts may be invalid. */
export function parseName(text) {
  const slash = text.lastIndexOf('/');
  const colon = text.lastIndexOf(':');
  const hasTag = colon > slash;
  const tag = hasTag ? text.slice(colon + 1) : 'latest';
  const parts = (hasTag ? text.slice(0, colon) : text).split('/');
  const model = parts.pop() ?? '';
  const namespace = parts.pop() ?? DEFAULT_NAMESPACE;
  const host = parts.length === 0 ? DEFAULT_HOST : parts.join('/').replace(/^[a-z]+:\/\//, '');
  return { host, namespace, model, tag };
}

export function isValid({ host, namespace, model, tag }) {
  return (
    /^\w[\w.:-]{0,349}$/.test(host) &&
    /^\w[\w-]{0,79}$/.test(namespace) &&
    /^\w[\w.-]{0,79}$/.test(model) &&
    /^\w[\w.-]{0,79}$/.test(tag)
  );
}

/** `smollm2:135m`: host and namespace only where they are not the defaults. */
export function displayShortest({ host, namespace, model, tag }) {
  if (host.toLowerCase() !== DEFAULT_HOST) return `${host}/${namespace}/${model}:${tag}`;
  return namespace.toLowerCase() === DEFAULT_NAMESPACE ? `${model}:${tag}` : `${namespace}/${model}:${tag}`;
}

export function fullName({ host, namespace, model, tag }) {
  return `${host}/${namespace}/${model}:${tag}`;
}

export function sameName(a, b) {
  return fullName(a).toLowerCase() === fullName(b).toLowerCase();
}

function splitSource(text) {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return { base: text, source: '' };
  const suffix = text.slice(colon + 1).trim();
  const folded = suffix.toLowerCase();
  if (folded === 'cloud' || folded === 'local') return { base: text.slice(0, colon), source: folded };
  if (!suffix.includes('/') && folded.endsWith('-cloud')) {
    return { base: `${text.slice(0, colon + 1)}${suffix.slice(0, -'-cloud'.length)}`, source: 'cloud' };
  }
  return { base: text, source: '' };
}
