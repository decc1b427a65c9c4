// The models folder of a server: manifests and blobs on disk, with the caches that make a real Ollama overlook tampering.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { firstJson } from '../protocol/go-json.mjs';
import { displayShortest, isValid, sameName } from '../protocol/names.mjs';
import { parseTemplate, TemplateError } from '../protocol/template.mjs';
import { GgufError, humanNumber, readGguf } from './gguf.mjs';

export const MEDIA = 'application/vnd.ollama.image.';
export const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
export const CONFIG_TYPE = 'application/vnd.docker.container.image.v1+json';

/** No such model, or one whose parts are missing. */
export class NotFound extends Error {}

/** `sha256:…` → `blobs/sha256-…`. @throws {Error} with Ollama's text for anything else */
export function blobPath(directory, digest) {
  if (!/^sha256[:-][0-9a-f]{64}$/.test(digest)) throw new Error('invalid digest format');
  return path.join(directory, 'blobs', digest.replace(':', '-'));
}

export function sha256(bytes) {
  return crypto.createHash('sha256').update(bytes).digest('hex');
}

/** RFC 3339 with nanoseconds, as Go prints a time: no trailing zeros in the fraction. */
export function timestamp(nanoseconds) {
  const seconds = new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(0, 19);
  const fraction = Number(nanoseconds % 1_000_000_000n) / 1e9;
  return (
    `${seconds}${fraction === 0 ? '' : String(fraction.toFixed(9)).slice(1)}`.replace(/(\.\d*[1-9])0{0,8}$/, '$1') + 'Z'
  );
}

export class Library {
  #models = new Map();
  #shown = new Map();

  /** @param {string} directory */
  constructor(directory) {
    this.directory = directory;
  }

  manifestPath({ host, namespace, model, tag }) {
    return path.join(this.directory, 'manifests', host, namespace, model, tag);
  }

  /** Every manifest on disk whose path is a name, newest first; broken ones have `broken` set. */
  entries() {
    const root = path.join(this.directory, 'manifests');
    const found = [];
    for (const relative of files(root)) {
      const parts = relative.split(path.sep);
      if (parts.length !== 4) continue;
      const name = { host: parts[0], namespace: parts[1], model: parts[2], tag: parts[3] };
      if (isValid(name)) found.push(name);
    }
    return found;
  }

  /** The name on disk that equals this one except for case, or the name itself. */
  existing(name) {
    return this.entries().find((entry) => sameName(entry, name)) ?? name;
  }

  /** The manifest as it lies on disk now. @throws {NotFound} */
  manifest(name) {
    let bytes;
    let stat;
    try {
      bytes = fs.readFileSync(this.manifestPath(name));
      stat = fs.statSync(this.manifestPath(name), { bigint: true });
    } catch {
      throw new NotFound(`model ${displayShortest(name)} not found`);
    }
    const manifest = firstJson(bytes.toString('utf8'));
    const layers = manifest.layers ?? [];
    const size = layers.reduce((sum, layer) => sum + layer.size, manifest.config?.size ?? 0);
    return { manifest, layers, size, digest: sha256(bytes), modifiedAt: timestamp(stat.mtimeNs) };
  }

  /**
   * A model with all its parts. Cached by the manifest's digest: what changes in a blob afterwards is not seen.
   * @throws {NotFound | Error}
   */
  model(name) {
    const { manifest, layers, size, digest, modifiedAt } = this.manifest(name);
    const key = `${displayShortest(name)} ${digest}`;
    const cached = this.#models.get(key);
    if (cached !== undefined) return { ...cached, modifiedAt };
    const read = (layerDigest) => this.readBlob(layerDigest);
    const model = {
      name,
      display: displayShortest(name),
      digest,
      size,
      config: manifest.config?.digest ? firstJson(read(manifest.config.digest)) : {},
      modelPath: undefined,
      modelDigest: undefined,
      template: parseTemplate('{{ .Prompt }}'),
      system: '',
      parameters: {},
      licenses: [],
      messages: [],
    };
    for (const layer of layers) {
      const kind = layer.mediaType?.startsWith(MEDIA) ? layer.mediaType.slice(MEDIA.length) : '';
      if (kind === 'model') {
        model.modelPath = blobPath(this.directory, layer.digest);
        model.modelDigest = layer.digest;
      } else if (kind === 'template' || kind === 'prompt') model.template = parseTemplate(read(layer.digest));
      else if (kind === 'system') model.system = read(layer.digest);
      else if (kind === 'params') model.parameters = firstJson(read(layer.digest));
      else if (kind === 'license') model.licenses.push(read(layer.digest));
      else if (kind === 'messages') model.messages = firstJson(read(layer.digest));
      else read(layer.digest);
    }
    model.capabilities = this.#capabilities(model);
    this.#models.set(key, model);
    return { ...model, modifiedAt };
  }

  /** The answer of `show`, cached like the model: it outlives the weights. */
  show(name, { system, options, verbose }) {
    const model = this.model(name);
    const plain = system === undefined && options === undefined && verbose !== true;
    if (plain && this.#shown.has(model.digest)) {
      return { ...this.#shown.get(model.digest), modified_at: model.modifiedAt };
    }
    const shown = describe(model, { system, options, verbose });
    if (plain) this.#shown.set(model.digest, shown);
    return shown;
  }

  /** `/api/tags`: a model whose manifest or config cannot be read is left out without a word. */
  tags() {
    const models = [];
    for (const name of this.entries()) {
      try {
        const model = this.model(name);
        const { remote_model, remote_host } = model.config;
        models.push({
          name: model.display,
          model: model.display,
          ...(remote_host ? { remote_model, remote_host } : {}),
          modified_at: model.modifiedAt,
          size: model.size,
          digest: model.digest,
          details: { ...detailsOf(model), ...this.#lengths(model) },
          ...(model.capabilities.length > 0 ? { capabilities: model.capabilities } : {}),
        });
      } catch (error) {
        if (error instanceof TypeError) throw error;
      }
    }
    return models.sort((a, b) => (a.modified_at < b.modified_at ? 1 : -1));
  }

  /** Writes bytes as a blob. @returns {{ digest: string, size: number, existed: boolean }} */
  writeBlob(bytes) {
    const digest = `sha256:${sha256(bytes)}`;
    const file = blobPath(this.directory, digest);
    const existed = fs.existsSync(file);
    if (!existed) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, bytes, { mode: 0o644 });
    }
    return { digest, size: bytes.length, existed };
  }

  /** What the server writes itself ends with a line break; what it pulled, without one, as registries give it. */
  writeManifest(name, config, layers, { pulled = false } = {}) {
    const file = this.manifestPath(name);
    const text = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers });
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, pulled ? text : `${text}\n`, { mode: 0o644 });
  }

  /** Deletes a manifest, and the blobs that no other manifest names. */
  remove(name) {
    const { manifest, layers } = this.manifest(name);
    fs.rmSync(this.manifestPath(name));
    const used = new Set();
    for (const other of this.entries()) {
      try {
        const read = this.manifest(other);
        for (const layer of [read.manifest.config, ...read.layers]) used.add(layer?.digest);
      } catch {
        // a broken manifest protects nothing
      }
    }
    for (const layer of [manifest.config, ...layers]) {
      if (layer?.digest !== undefined && !used.has(layer.digest))
        fs.rmSync(blobPath(this.directory, layer.digest), { force: true });
    }
  }

  /** A small blob as text. @throws {NotFound} */
  readBlob(digest) {
    try {
      return fs.readFileSync(blobPath(this.directory, digest), 'utf8');
    } catch (error) {
      if (error?.code === 'ENOENT') throw new NotFound(`blob ${digest} not found`);
      throw error;
    }
  }

  #capabilities(model) {
    if (model.modelPath === undefined) return [];
    let gguf;
    try {
      gguf = readGguf(model.modelPath);
    } catch {
      return [];
    }
    if (gguf.metadata.get(`${gguf.architecture}.pooling_type`) !== undefined) return ['embedding'];
    const capabilities = ['completion'];
    if (model.template.variables.has('Tools')) capabilities.push('tools');
    if (model.template.variables.has('Suffix')) capabilities.push('insert');
    return capabilities;
  }

  #lengths(model) {
    if (model.modelPath === undefined) return {};
    try {
      const { metadata, architecture } = readGguf(model.modelPath);
      return {
        context_length: metadata.get(`${architecture}.context_length`),
        embedding_length: metadata.get(`${architecture}.embedding_length`),
      };
    } catch {
      return {};
    }
  }
}

/** `details` of tags, ps and show. */
export function detailsOf({ config }) {
  return {
    parent_model: '',
    format: config.model_format ?? '',
    family: config.model_family ?? '',
    families: config.model_families ?? null,
    parameter_size: config.model_type ?? '',
    quantization_level: config.file_type ?? '',
  };
}

/** The config blob of a model made from a GGUF. */
export function configOf(gguf, layers) {
  return {
    model_format: 'gguf',
    model_family: gguf.architecture,
    model_families: [gguf.architecture],
    model_type: humanNumber(gguf.parameters),
    file_type: gguf.fileType,
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  };
}

export { GgufError, TemplateError };

function describe(model, { system, options, verbose }) {
  const remote = Boolean(model.config.remote_host);
  const shown = {};
  if (model.licenses.length > 0) shown.license = model.licenses.join('\n');
  const merged = { ...model, system: system ?? model.system, parameters: { ...model.parameters, ...options } };
  shown.modelfile = modelfile(merged);
  const parameters = parameterLines(model.parameters);
  if (parameters !== '') shown.parameters = parameters;
  shown.template = model.template.source;
  if (merged.system !== '') shown.system = merged.system;
  shown.details = detailsOf(model);
  if (model.messages.length > 0) shown.messages = model.messages;
  if (remote) {
    shown.remote_model = model.config.remote_model;
    shown.remote_host = model.config.remote_host;
    shown.model_info = {};
    return { ...shown, modified_at: model.modifiedAt };
  }
  let gguf;
  try {
    gguf = readGguf(model.modelPath, { arrays: verbose === true });
  } catch (error) {
    if (error?.code === 'ENOENT') throw new NotFound('weights are missing');
    throw error;
  }
  const info = { ...Object.fromEntries(gguf.metadata), 'general.parameter_count': gguf.parameters };
  delete info['general.name'];
  delete info['tokenizer.chat_template'];
  shown.model_info = Object.fromEntries(Object.entries(info).sort(([a], [b]) => (a < b ? -1 : 1)));
  shown.tensors = gguf.tensors;
  if (model.capabilities.length > 0) shown.capabilities = model.capabilities;
  return { ...shown, modified_at: model.modifiedAt };
}

function modelfile(model) {
  const lines = [
    '# Modelfile generated by "ollama show"',
    '# To build a new Modelfile based on this, replace FROM with:',
    `# FROM ${model.display}`,
    '',
    `FROM ${model.modelPath ?? ''}`,
    `TEMPLATE ${quoted(model.template.source)}`,
  ];
  if (model.system !== '') lines.push(`SYSTEM ${quoted(model.system)}`);
  for (const [key, value] of Object.entries(model.parameters)) {
    for (const item of [value].flat()) lines.push(`PARAMETER ${key} ${quoted(String(item))}`);
  }
  for (const license of model.licenses) lines.push(`LICENSE ${quoted(license)}`);
  for (const { role, content } of model.messages) lines.push(`MESSAGE ${role} ${quoted(content)}`);
  return `${lines.join('\n')}\n`;
}

function quoted(text) {
  if (!text.includes('\n') && !text.startsWith(' ') && !text.endsWith(' ')) return text;
  return text.includes('"') ? `"""${text}"""` : `"${text}"`;
}

function parameterLines(parameters) {
  return Object.entries(parameters)
    .flatMap(([key, value]) =>
      [value].flat().map((item) => `${key.padEnd(30)} ${typeof item === 'string' ? JSON.stringify(item) : item}`),
    )
    .join('\n');
}

function files(directory, prefix = '') {
  let entries;
  try {
    entries = fs.readdirSync(path.join(directory, prefix), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const relative = path.join(prefix, entry.name);
    return entry.isDirectory() ? files(directory, relative) : [relative];
  });
}
