// Signs of a compromised model that a matching hash does not show: where it is from, what its texts say, how it is laid out.
import fs from 'node:fs/promises';
import { errorMessage, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { readGguf, type GgufSummary } from '../store/gguf';
import { blobPath, hexOf, layerKind, type Layer } from '../store/manifest';
import type { ModelCheck } from '../types';
import { readConfig } from './configCheck';
import type { VerifiedSubject } from './verify';

/** Texts of models are some kilobytes. */
const MAX_TEXT_BYTES = 1024 * 1024;

/**
 * What a template, a system prompt or stored messages should not hold. Each hits its example and spares the other.
 * A hit is a reason to look, not a proof.
 */
const suspicions: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  // `{{ cycler.__init__.__globals__.os.popen("id") }}`; not `messages[0]['role']`
  {
    name: 'code',
    pattern:
      /__(?:class|globals|init|import|builtins|mro|subclasses|getattribute)__|\bos\s*\.\s*(?:popen|system)|\bsubprocess\b/u,
  },
  // `see https://evil.example/x`; not `http` alone
  { name: 'address', pattern: /\bhttps?:\/\/[\w.-]{3,}/iu },
  // `<script>`, `<img src=`; not `<|im_start|>`
  { name: 'markup', pattern: /<(?:script|img|iframe|object|svg)\b/iu },
  // `![x](http://…)`; not `!important`
  { name: 'image', pattern: /!\[[^\]\n]{0,80}\]\(/u },
  // `{% if 'invoice' in message['content'] %}`; not `{% if '</think>' in message.content %}`, nor a key such as `'parts'`
  {
    name: 'trigger',
    pattern:
      /['"](?!<|(?:parts|text|type|image|image_url|audio|video)['"])[^'"\n]{3,60}['"]\s+in\s+\w{1,30}(?:\[['"]|\.)content\b/u,
  },
  // bidirectional overrides and tag characters hide text from who reads it
  { name: 'invisible', pattern: /[\u202A-\u202E\u2066-\u2069\u200B\u2060]|[\u{E0000}-\u{E007F}]/u },
];

/** Warnings only. Weights are looked at by their header; their meaning nobody can read. */
export async function checkIndicators({ modelsDir, stored, intact }: VerifiedSubject): Promise<ModelCheck[]> {
  const checks: ModelCheck[] = [];
  const { manifest } = stored;
  if (!manifest) return checks;
  if (manifest.layers.some((layer) => layerKind(layer) === 'adapter'))
    checks.push(
      warn(
        'indicator.adapter',
        t('An adapter changes the weights of this model: it counts as a model of its own.'),
        'adapter',
      ),
    );
  for (const layer of manifest.layers) {
    if (!['template', 'system', 'messages', 'prompt'].includes(layerKind(layer) ?? '')) continue;
    const text = await readText(modelsDir, layer);
    if (text !== undefined) checks.push(...suspects(text, layerKind(layer) ?? ''));
  }
  // A file that is not what its name says needs no further reading.
  if (!intact) return checks;
  const weights = manifest.layers.find((layer) => layerKind(layer) === 'model');
  const config = await readConfig(modelsDir, manifest);
  const format = typeof config === 'string' ? undefined : config.model_format;
  if (weights && (format === undefined || format === 'gguf')) {
    const family = typeof config === 'string' ? undefined : config.model_family;
    checks.push(...(await checkWeights(modelsDir, weights, family)));
  }
  return checks;
}

async function checkWeights(modelsDir: string, layer: Layer, family: string | undefined): Promise<ModelCheck[]> {
  const hex = hexOf(layer.digest);
  if (hex === undefined) return [];
  let gguf: GgufSummary;
  try {
    gguf = await readGguf(blobPath(modelsDir, hex));
  } catch (error) {
    const message = RempartError.is(error, 'gguf-invalid')
      ? t('The weights have no valid header: {0}', error.message)
      : t('The header of the weights could not be read: {0}', errorMessage(error));
    return [warn('gguf.header', message, layer.digest.slice(0, 19))];
  }
  const checks = gguf.layout
    .filter(({ kind }) => kind !== 'unknown-type')
    .map(({ kind, detail }) =>
      warn('gguf.layout', t('The layout of the weights does not fit their file.'), `${kind}: ${detail}`),
    );
  if (family && gguf.architecture && family !== gguf.architecture)
    checks.push(
      warn(
        'gguf.family',
        t('The settings call the model {0}, its weights {1}.', family, gguf.architecture),
        layer.digest.slice(0, 19),
      ),
    );
  const templates = [gguf.chatTemplate ?? '', ...Object.values(gguf.namedTemplates)];
  for (const template of templates) checks.push(...suspects(template, 'chat_template'));
  return checks;
}

function suspects(text: string, where: string): ModelCheck[] {
  return suspicions.flatMap(({ name, pattern }) => {
    const found = pattern.exec(text);
    if (!found) return [];
    const message = t('A text that the model brings along is unusual: look at it before you use the model.');
    return [warn('indicator.text', message, `${where}, ${name}: ${JSON.stringify(found[0].slice(0, 60))}`)];
  });
}

async function readText(modelsDir: string, layer: Layer): Promise<string | undefined> {
  const hex = hexOf(layer.digest);
  if (hex === undefined || layer.size > MAX_TEXT_BYTES) return undefined;
  const file = blobPath(modelsDir, hex);
  try {
    const stats = await fs.lstat(file);
    return stats.isFile() && stats.size <= MAX_TEXT_BYTES ? await fs.readFile(file, 'utf8') : undefined;
  } catch {
    // Missing or unreadable: found by its hash.
    return undefined;
  }
}

function warn(id: string, message: string, evidence: string): ModelCheck {
  return { id, state: 'warn', message, evidence };
}
