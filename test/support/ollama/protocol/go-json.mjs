// Reads request bodies with the rules and error texts of Go's encoding/json, which clients of Ollama get to see.

const MAX_DEPTH = 10_000;

/** A body that Go would refuse; the message is Go's. */
export class DecodeError extends Error {}

/**
 * Decodes the first JSON value of a body into the fields of a request type. Keys fold case, the last one wins,
 * unknown keys are ignored, null leaves a field unset, what follows the first value is ignored.
 * @param {Buffer} body
 * @param {string} typeName Go's name of the type, e.g. `ChatRequest`
 * @param {Record<string, import('./requests.mjs').Kind>} fields
 * @returns {Record<string, unknown>}
 */
export function decode(body, typeName, fields) {
  const text = body.toString('utf8');
  const slice = firstValue(text);
  if (slice === undefined) throw new DecodeError('missing request body');
  const value = JSON.parse(slice);
  if (kindOf(value) !== 'object') {
    if (value === null) return {};
    throw new DecodeError(`json: cannot unmarshal ${kindOf(value)} into Go value of type api.${typeName}`);
  }
  return readFields(value, typeName, '', fields);
}

/** The first JSON value of a text, whatever follows. @throws {DecodeError} with Go's text */
export function firstJson(text) {
  const slice = firstValue(text);
  if (slice === undefined) throw new DecodeError('EOF');
  return JSON.parse(slice);
}

/** `null`, `bool`, `number`, `string`, `array` or `object`: Go's words. */
export function kindOf(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Go's json.Marshal also escapes these, so that JSON may stand inside HTML. */
export function encode(value) {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Go's %q of a string, near enough for names and texts without control characters. */
export function quote(text) {
  return JSON.stringify(text);
}

function readFields(object, typeName, path, fields) {
  const result = {};
  for (const [key, value] of Object.entries(object)) {
    const name = Object.keys(fields).find((field) => field.toLowerCase() === key.toLowerCase());
    if (name === undefined || value === null) continue;
    result[name] = convert(value, fields[name], typeName, path === '' ? name : `${path}.${name}`);
  }
  return result;
}

function convert(value, kind, typeName, path) {
  const mismatch = (goType, got = kindOf(value)) =>
    new DecodeError(`json: cannot unmarshal ${got} into Go struct field ${typeName}.${path} of type ${goType}`);
  if (typeof kind === 'function') return kind(value);
  if (typeof kind === 'object') {
    if (!Array.isArray(value)) throw mismatch(`[]api.${kind.name}`);
    return value.map((item) => {
      if (item === null) return {};
      if (kindOf(item) !== 'object') throw mismatch(`api.${kind.name}`);
      return readFields(item, typeName, path, kind.fields);
    });
  }
  switch (kind) {
    case 'any':
      return value;
    case 'string':
      if (typeof value !== 'string') throw mismatch('string');
      return value;
    case 'bool':
      if (typeof value !== 'boolean') throw mismatch('bool');
      return value;
    case 'int':
      if (typeof value !== 'number') throw mismatch('int');
      if (!Number.isInteger(value)) throw mismatch('int', `number ${value}`);
      return value;
    case 'ints':
      if (!Array.isArray(value)) throw mismatch('[]int');
      return value.map((item) => convert(item, 'int', typeName, path));
    case 'map':
      if (kindOf(value) !== 'object') throw mismatch('map[string]interface {}');
      return value;
    case 'strings':
      if (kindOf(value) !== 'object') throw mismatch('map[string]string');
      return value;
    case 'images':
      if (!Array.isArray(value)) throw mismatch('[]api.ImageData');
      return value.map((item) => {
        if (typeof item !== 'string') throw mismatch('[]uint8');
        const bad = item.search(/[^A-Za-z0-9+/=]/);
        if (bad >= 0) throw new DecodeError(`illegal base64 data at input byte ${bad}`);
        return item;
      });
    default:
      throw new TypeError(`unknown kind ${String(kind)}`);
  }
}

/**
 * The text of the first JSON value; undefined when there is nothing but white space.
 * A scanner of its own because JSON.parse neither stops after the first value nor speaks Go's error texts.
 */
function firstValue(text) {
  const start = skip(text, 0);
  if (start === text.length) return undefined;
  const stack = [];
  let at = start;
  let state = 'value';
  const bad = (where) => {
    throw at >= text.length
      ? new DecodeError('unexpected EOF')
      : new DecodeError(`invalid character ${character(text[at])} ${where}`);
  };
  for (;;) {
    at = skip(text, at);
    if (state === 'value' || state === 'firstElement') {
      const c = text[at];
      if (state === 'firstElement' && c === ']') {
        at++;
        stack.pop();
        state = 'end';
      } else if (c === '{' || c === '[') {
        if (stack.length >= MAX_DEPTH) bad('exceeded max depth');
        stack.push(c);
        at++;
        state = c === '{' ? 'firstKey' : 'firstElement';
      } else if (c === '"') {
        at = stringEnd(text, at);
        state = 'end';
      } else if (c === '-' || (c >= '0' && c <= '9')) {
        at = numberEnd(text, at);
        state = 'end';
      } else if (c === 't' || c === 'f' || c === 'n') {
        at = literalEnd(text, at, { t: 'true', f: 'false', n: 'null' }[c]);
        state = 'end';
      } else bad('looking for beginning of value');
    } else if (state === 'firstKey' || state === 'key') {
      if (state === 'firstKey' && text[at] === '}') {
        at++;
        stack.pop();
        state = 'end';
      } else if (text[at] === '"') {
        at = skip(text, stringEnd(text, at));
        if (text[at] !== ':') bad('after object key');
        at++;
        state = 'value';
      } else bad('looking for beginning of object key string');
    }
    if (state === 'end') {
      if (stack.length === 0) return text.slice(start, at);
      at = skip(text, at);
      const open = stack.at(-1);
      if (text[at] === ',') {
        at++;
        state = open === '{' ? 'key' : 'value';
      } else if (text[at] === (open === '{' ? '}' : ']')) {
        at++;
        stack.pop();
      } else bad(open === '{' ? 'after object key:value pair' : 'after array element');
    }
  }
}

function skip(text, at) {
  while (at < text.length && (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t')) at++;
  return at;
}

function stringEnd(text, start) {
  for (let at = start + 1; ; at++) {
    if (at >= text.length) throw new DecodeError('unexpected EOF');
    const c = text[at];
    if (c === '"') return at + 1;
    if (c < ' ') throw new DecodeError(`invalid character ${character(c)} in string literal`);
    if (c !== '\\') continue;
    at++;
    if (at >= text.length) throw new DecodeError('unexpected EOF');
    if (text[at] === 'u') {
      for (let digit = 0; digit < 4; digit++) {
        at++;
        if (at >= text.length) throw new DecodeError('unexpected EOF');
        if (!/[0-9a-fA-F]/.test(text[at])) {
          throw new DecodeError(`invalid character ${character(text[at])} in \\u hexadecimal character escape`);
        }
      }
    } else if (!'"\\/bfnrt'.includes(text[at])) {
      throw new DecodeError(`invalid character ${character(text[at])} in string escape code`);
    }
  }
}

function numberEnd(text, start) {
  const match = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(text.slice(start, start + 400));
  const end = start + (match?.[0].length ?? 1);
  if (match === null || /[.eE]/.test(text[end] ?? '')) {
    const at = match === null ? start + 1 : end + 1;
    if (at >= text.length) throw new DecodeError('unexpected EOF');
    const where = match === null ? '' : text[end] === '.' ? 'after decimal point in ' : 'in exponent of ';
    throw new DecodeError(`invalid character ${character(text[at])} ${where === '' ? 'in ' : where}numeric literal`);
  }
  return end;
}

function literalEnd(text, start, literal) {
  for (let i = 1; i < literal.length; i++) {
    const c = text[start + i];
    if (c === undefined) throw new DecodeError('unexpected EOF');
    if (c !== literal[i]) {
      throw new DecodeError(`invalid character ${character(c)} in literal ${literal} (expecting '${literal[i]}')`);
    }
  }
  return start + literal.length;
}

function character(c) {
  if (c === "'") return `'\\''`;
  if (c === '"') return `'"'`;
  const escaped = JSON.stringify(c).slice(1, -1);
  return `'${escaped}'`;
}
