// The request types of the API: which field holds what. Kinds are words of go-json.mjs, or a function that converts.
import { DecodeError, kindOf } from './go-json.mjs';

/** @typedef {string | ((value: unknown) => unknown) | { name: string, fields: Record<string, Kind> }} Kind */

const UNITS = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds; a negative keep_alive means for ever. Numbers are seconds, strings are Go durations. */
export function keepAlive(value) {
  if (typeof value === 'number') return value < 0 ? Infinity : value * 1000;
  if (typeof value !== 'string') throw new DecodeError(`Unsupported type: '${kindOf(value)}'`);
  const ms = parseDuration(value);
  return ms < 0 ? Infinity : ms;
}

function parseDuration(text) {
  const quoted = JSON.stringify(text);
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0;
  if (rest === '') throw new DecodeError(`time: invalid duration ${quoted}`);
  let total = 0;
  while (rest !== '') {
    const number = /^(?:\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) throw new DecodeError(`time: invalid duration ${quoted}`);
    rest = rest.slice(number.length);
    const unit = /^[^\d.]+/.exec(rest)?.[0];
    if (unit === undefined) throw new DecodeError(`time: missing unit in duration ${quoted}`);
    if (UNITS[unit] === undefined)
      throw new DecodeError(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
    rest = rest.slice(unit.length);
    total += Number(number) * UNITS[unit];
  }
  return sign * total;
}

function think(value) {
  if (typeof value === 'boolean' || ['high', 'medium', 'low', 'max'].includes(value)) return value;
  const shown = typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value);
  throw new DecodeError(`invalid think value: ${shown} (must be "high", "medium", "low", "max", true, or false)`);
}

/** @type {Record<string, Kind>} */
const MESSAGE = { role: 'string', content: 'string', thinking: 'string', images: 'images', tool_calls: 'any', tool_name: 'string', tool_call_id: 'string' }; // prettier-ignore

/** @type {Record<string, Kind>} */
const SHARED = {
  model: 'string', stream: 'bool', format: 'any', keep_alive: keepAlive, options: 'map', think, truncate: 'bool',
  shift: 'bool', _debug_render_only: 'bool', logprobs: 'bool', top_logprobs: 'int',
}; // prettier-ignore

/** @type {Record<string, Record<string, Kind>>} */
export const REQUESTS = {
  ChatRequest: { ...SHARED, messages: { name: 'Message', fields: MESSAGE }, tools: 'any' },
  GenerateRequest: {
    ...SHARED, prompt: 'string', suffix: 'string', system: 'string', template: 'string', context: 'ints', raw: 'bool',
    images: 'images',
  }, // prettier-ignore
  EmbedRequest: {
    model: 'string',
    input: 'any',
    keep_alive: keepAlive,
    truncate: 'bool',
    dimensions: 'int',
    options: 'map',
  },
  EmbeddingRequest: { model: 'string', prompt: 'string', keep_alive: keepAlive, options: 'map' },
  ShowRequest: {
    model: 'string',
    name: 'string',
    system: 'string',
    template: 'string',
    verbose: 'bool',
    options: 'map',
  },
  CopyRequest: { source: 'string', destination: 'string' },
  DeleteRequest: { model: 'string', name: 'string' },
  PullRequest: { model: 'string', name: 'string', insecure: 'bool', stream: 'bool' },
  CreateRequest: {
    model: 'string', name: 'string', from: 'string', remote_host: 'string', files: 'strings', template: 'string', license: 'any',
    system: 'string', parameters: 'map', messages: { name: 'Message', fields: MESSAGE }, stream: 'bool', quantize: 'string',
  }, // prettier-ignore
};
