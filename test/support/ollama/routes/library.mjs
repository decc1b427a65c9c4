// Listing, describing, copying, deleting, creating and "pulling" models, and uploading blobs.
import fs from 'node:fs';
import { readGguf } from '../models/gguf.mjs';
import { blobPath, CONFIG_TYPE, configOf, detailsOf, MEDIA, NotFound, sha256, timestamp } from '../models/library.mjs';
import { firstJson, quote } from '../protocol/go-json.mjs';
import { displayShortest, isValid, NameError, parseName, parseReference } from '../protocol/names.mjs';
import { Failure } from '../protocol/reply.mjs';
import { parseTemplate } from '../protocol/template.mjs';

/** Kind of layer → field of a create request that replaces it. */
const REQUEST_FIELDS = {
  template: 'template',
  system: 'system',
  license: 'license',
  params: 'parameters',
  messages: 'messages',
};

/** What a size in memory is when nobody measured it: the file and a little. */
const OVERHEAD = 1.05;

export function tags(context, reply, quirk) {
  const models = context.library.tags();
  if (quirk?.mode === 'wrong-digest') for (const model of models) model.digest = sha256(`not ${model.digest}`);
  reply.json(200, { models });
}

export function ps(context, reply) {
  const models = context.runners.loaded().map(({ model, contextLength, size, expiresAt }) => ({
    name: model.display,
    model: model.display,
    size: Math.round(size * OVERHEAD),
    digest: model.digest,
    details: detailsOf(model),
    expires_at: timestamp(BigInt(Math.round(expiresAt * 1000)) * 1000n),
    size_vram: 0,
    context_length: contextLength,
  }));
  reply.json(200, { models });
}

export function show(context, request, reply) {
  const requested = request.model || request.name || '';
  if (requested === '') throw new Failure(400, 'model is required');
  const reference = parse(requested, new Failure(400, 'model is required'));
  if (reference.source === 'cloud')
    throw new Failure(403, 'ollama cloud is disabled: remote model details are unavailable');
  const name = context.library.existing(reference);
  let shown;
  try {
    shown = context.library.show(name, request);
  } catch (error) {
    throw error instanceof NotFound
      ? new Failure(404, `model '${displayShortest(name)}' not found`)
      : new Failure(500, error.message);
  }
  if (shown.remote_host) {
    if (reference.source === 'local') throw new Failure(404, `model '${requested}' not found`);
    if (context.cloudDisabled) throw new Failure(403, 'ollama cloud is disabled: remote model details are unavailable');
  }
  reply.json(200, shown);
}

export function copy(context, request, reply) {
  const { source = '', destination = '' } = request;
  const from = parseName(source);
  const to = parseName(destination);
  if (!isValid(from)) throw new Failure(400, `source ${quote(source)} is invalid`);
  if (!isValid(to)) throw new Failure(400, `destination ${quote(destination)} is invalid`);
  const { library } = context;
  const sourcePath = library.manifestPath(library.existing(from));
  if (!fs.existsSync(sourcePath)) throw new Failure(404, `model ${quote(source)} not found`);
  const { manifest, layers } = library.manifest(library.existing(from));
  const bytes = fs.readFileSync(sourcePath);
  const target = library.existing(to);
  library.writeManifest(target, manifest.config, layers);
  fs.writeFileSync(library.manifestPath(target), bytes);
  reply.empty(200);
}

export function remove(context, request, reply) {
  const requested = request.model || request.name || '';
  let reference;
  try {
    reference = parseReference(requested);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new Failure(400, error.kind === 'invalid' ? `name ${quote(requested)} is invalid` : error.message);
  }
  try {
    context.library.remove(context.library.existing(reference));
  } catch (error) {
    throw error instanceof NotFound
      ? new Failure(404, `model '${requested}' not found`)
      : new Failure(500, error.message);
  }
  reply.empty(200);
}

/** The stand-in has no registry: it answers as a server that cannot reach one, or that finds nothing new. */
export async function pull(context, request, reply) {
  const requested = request.model || request.name || '';
  const reference = parse(requested, new Failure(400, 'invalid model name'));
  const name = context.library.existing(reference);
  const streaming = request.stream !== false;
  let manifest;
  try {
    manifest = context.library.manifest(name);
  } catch {
    const { host, namespace, model, tag } = reference;
    const url = `https://${host}/v2/${namespace}/${model}/manifests/${tag}`;
    const message = `pull model manifest: Get ${quote(url)}: dial tcp: lookup ${host}: no such host`;
    if (!streaming) throw new Failure(500, message, 'application/json');
    await reply.line({ status: 'pulling manifest' });
    await reply.line({ error: message });
    return reply.end();
  }
  if (!streaming) return reply.json(200, { status: 'success' }, 'application/json');
  await reply.line({ status: 'pulling manifest' });
  for (const { digest, size } of [...manifest.layers, manifest.manifest.config]) {
    await reply.line({ status: `pulling ${digest.slice(7, 19)}`, digest, total: size, completed: size });
  }
  for (const status of ['verifying sha256 digest', 'writing manifest', 'success']) await reply.line({ status });
  reply.end();
}

/** Creates a model from uploaded GGUF blobs or from another model; the new parts replace those of the source. */
export async function create(context, request, reply) {
  const requested = request.model || request.name || '';
  const reference = parse(requested, new Failure(400, 'invalid model name'), 'invalid model name');
  const streaming = request.stream !== false;
  const { library } = context;
  const refusal = (code, message) =>
    streaming ? new Failure(code, message).inStream() : new Failure(code, message, 'application/json');
  if (request.from === undefined && request.files === undefined) {
    throw refusal(400, "neither 'from' or 'files' was specified");
  }
  if (request.template) {
    try {
      parseTemplate(request.template);
    } catch (error) {
      throw refusal(400, `template error: ${error.message}`);
    }
  }
  const say = async (status) => {
    if (streaming) await reply.line({ status });
  };
  try {
    await build(library, library.existing(reference), request, say);
  } catch (error) {
    if (error instanceof Failure && !reply.started) throw error;
    if (!streaming) throw new Failure(500, error.message, 'application/json');
    await reply.line({ error: error.message });
    return reply.end();
  }
  await say('writing manifest');
  if (!streaming) return reply.json(200, { status: 'success' }, 'application/json');
  await reply.line({ status: 'success' });
  reply.end();
}

async function build(library, name, request, say) {
  if (request.remote_host !== undefined) {
    const host = new URL(request.remote_host);
    const config = library.writeBlob(
      Buffer.from(
        JSON.stringify({
          remote_host: `${host.protocol}//${host.hostname}:${host.port || '11434'}`,
          remote_model: request.from,
        }),
      ),
    );
    return library.writeManifest(name, { mediaType: CONFIG_TYPE, digest: config.digest, size: config.size }, null);
  }
  let weights;
  let { parameters } = request;
  const inherited = [];
  if (request.files !== undefined) {
    await say('parsing GGUF');
    const digest = Object.values(request.files)[0] ?? '';
    const file = blobPath(library.directory, digest);
    if (!fs.existsSync(file)) throw new Error(`open ${file}: no such file or directory`);
    try {
      readGguf(file);
    } catch {
      throw new Error('supplied file was not in GGUF format');
    }
    await say('verifying conversion');
    await say(`using existing layer ${digest}`);
    weights = { mediaType: `${MEDIA}model`, digest, size: fs.statSync(file).size };
  } else {
    const from = parseName(request.from);
    let source;
    try {
      source = library.manifest(library.existing(from));
    } catch {
      await say('pulling manifest');
      throw new Error(`pull model manifest: lookup ${from.host}: no such host`);
    }
    for (const layer of source.layers) {
      const kind = layer.mediaType.slice(MEDIA.length);
      // parameters are merged, the other parts replaced
      if (kind === 'params') parameters = { ...firstJson(library.readBlob(layer.digest)), ...request.parameters };
      if (request[REQUEST_FIELDS[kind]] !== undefined) continue;
      await say(`using existing layer ${layer.digest}`);
      if (kind === 'model') weights = layer;
      else inherited.push(layer);
    }
  }
  const own = [];
  const part = async (kind, text) => {
    const { digest, size, existed } = library.writeBlob(Buffer.from(text));
    await say(`${existed ? 'using existing' : 'creating new'} layer ${digest}`);
    own.push({ mediaType: MEDIA + kind, digest, size });
  };
  if (request.template) await part('template', request.template);
  if (request.system) await part('system', request.system);
  for (const license of [request.license ?? []].flat()) await part('license', license);
  if (request.parameters !== undefined) await part('params', JSON.stringify(parameters));
  if (request.messages !== undefined) await part('messages', JSON.stringify(request.messages));
  const layers = [weights, ...inherited, ...own];
  const config = library.writeBlob(
    Buffer.from(JSON.stringify(configOf(readGguf(blobPath(library.directory, weights.digest)), layers))),
  );
  library.writeManifest(name, { mediaType: CONFIG_TYPE, digest: config.digest, size: config.size }, layers);
}

/** `HEAD` and `POST /api/blobs/:digest` */
export function blob(context, method, digest, body, reply) {
  let file;
  try {
    file = blobPath(context.library.directory, digest);
  } catch (error) {
    throw new Failure(400, error.message);
  }
  const exists = fs.existsSync(file);
  if (method === 'HEAD') {
    if (exists) return reply.empty(200);
    throw new Failure(404, `blob ${quote(digest)} not found`);
  }
  if (exists) return reply.empty(200);
  const got = `sha256:${sha256(body)}`;
  if (got !== digest.replace('-', ':')) {
    // the real server keeps the bytes under their true digest
    context.library.writeBlob(body);
    throw new Failure(400, `digest mismatch, expected ${quote(digest)}, got ${quote(got)}`);
  }
  context.library.writeBlob(body);
  reply.empty(201);
}

function parse(requested, required, invalid = 'invalid model name') {
  try {
    return parseReference(requested);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw error.kind === 'required' ? required : new Failure(400, error.kind === 'invalid' ? invalid : error.message);
  }
}
