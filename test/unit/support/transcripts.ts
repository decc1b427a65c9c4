// Reads recorded HTTP transcripts of a real Ollama server, sends their requests again and says where an answer differs.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

export interface Transcript {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly end: string | undefined;
  readonly answer: Answer | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Comparison {
  /** The same model computes: counts, texts and reasons must be the same too, not only their types. */
  readonly sameModel: boolean;
}

/** Go's server announces the length of answers up to this size. */
const BUFFER = 2048;

/** All transcripts of a folder (`NAME.txt`: `# ` lines describe the request, then the answer as on the wire). */
export function readTranscripts(folder: string): Transcript[] {
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => {
      const transcript = parseTranscript(path.basename(file, '.txt'), fs.readFileSync(path.join(folder, file), 'utf8'));
      return transcript === undefined ? [] : [transcript];
    });
}

/** Sends a transcript's request to another server. */
export function replay(base: string, { method, path: target, headers, body }: Transcript): Promise<Answer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const host = headers['Host'] ?? '127.0.0.1:11434';
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const request = http.request(
      {
        hostname,
        port,
        method,
        path: target,
        agent: false,
        setHost: false,
        headers: { ...length, ...headers, Host: host },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              response.rawHeaders.flatMap((value, at, all) => (at % 2 === 0 ? [[value, all[at + 1] ?? '']] : [])),
            ),
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** What differs, in words; empty when nothing does that a client could notice. */
export function compare(recorded: Answer, actual: Answer, comparison: Comparison): string[] {
  const differences: string[] = [];
  const same = (what: string, expected: unknown, got: unknown): void => {
    if (expected !== got) differences.push(`${what}: recorded ${String(expected)}, got ${String(got)}`);
  };
  same('status', recorded.status, actual.status);
  for (const header of ['Content-Type', 'Allow', 'Location', 'Access-Control-Allow-Origin']) {
    same(header, recorded.headers[header], actual.headers[header]);
  }
  // the server itself chooses between a length and chunks by the size of the body
  if (recorded.body.length > BUFFER === actual.body.length > BUFFER) {
    same('Transfer-Encoding', recorded.headers['Transfer-Encoding'], actual.headers['Transfer-Encoding']);
  }
  const kind = recorded.headers['Content-Type'] ?? '';
  if (kind.startsWith('application/json')) {
    differences.push(...compareJson(parse(recorded.body), parse(actual.body), comparison));
  } else if (kind === 'application/x-ndjson' || kind === 'text/event-stream') {
    differences.push(...compareLines(linesOf(recorded.body), linesOf(actual.body), comparison));
  } else same('body', recorded.body.trim(), actual.body.trim());
  return differences;
}

/** In a stream the middle may be longer or shorter; every line has the shape of some recorded line, the last of the last. */
function compareLines(recorded: readonly string[], actual: readonly string[], comparison: Comparison): string[] {
  const shapes = new Set(recorded.slice(0, -1).map((line) => shapeOf(parse(line))));
  const strange = actual.slice(0, -1).filter((line) => recorded.length > 1 && !shapes.has(shapeOf(parse(line))));
  const last = compareJson(parse(recorded.at(-1) ?? ''), parse(actual.at(-1) ?? ''), comparison);
  return [
    ...strange.map((line) => `a line of another shape: ${line.slice(0, 200)}`),
    ...last.map((text) => `last line: ${text}`),
  ];
}

function compareJson(recorded: unknown, actual: unknown, { sameModel }: Comparison): string[] {
  const differences: string[] = [];
  const walk = (left: unknown, right: unknown, at: string): void => {
    const key = at.split('.').at(-1) ?? '';
    if (typeOf(left) !== typeOf(right)) {
      if (OTHER_MODEL.has(key) && !sameModel) return;
      differences.push(`${at}: recorded ${typeOf(left)} ${brief(left)}, got ${typeOf(right)} ${brief(right)}`);
    } else if (isObject(left) && isObject(right)) {
      if (OTHER_MODEL.has(key) && !sameModel) return;
      const [keys, others] = [Object.keys(left).join(' '), Object.keys(right).join(' ')];
      if (keys !== others) differences.push(`${at || 'fields'}: recorded ${keys}, got ${others}`);
      else
        for (const [name, value] of Object.entries(left)) walk(value, right[name], at === '' ? name : `${at}.${name}`);
    } else if (Array.isArray(left) && Array.isArray(right)) {
      if (left.length === 0 || right.length === 0) {
        if (left.length !== right.length)
          differences.push(`${at}: recorded ${String(left.length)} elements, got ${String(right.length)}`);
      } else if (!NUMBERS.has(key)) walk(left[0], right[0], `${at}.0`);
    } else if (/^(?:done|finish)_reason$/.test(key) && ENDS.has(String(left)) && ENDS.has(String(right))) {
      return;
    } else if (isExact(key, sameModel) && comparable(left) !== comparable(right)) {
      differences.push(`${at}: recorded ${brief(left)}, got ${brief(right)}`);
    }
  };
  const comparable = (value: unknown): unknown => (typeof value === 'string' ? normalise(value, sameModel) : value);
  walk(recorded, actual, '');
  return differences;
}

/** Depend on the weights; with other weights even their types may differ. */
const OTHER_MODEL = new Set(['model_info', 'parameters', 'license', 'system']);
const NUMBERS = new Set(['embeddings', 'embedding', 'context']);
/** Never the same twice: even at temperature 0 another build of llama.cpp may take another turn. */
const PASSING =
  /^(?:\w+_duration|\w+_at|created|id|size|size_vram|digest|total|completed|embedding|modelfile|content|response|eval_count|completion_tokens|total_tokens|shape|name|type|\d+)$/;
/** The same when the same model computes. */
const OF_THE_MODEL =
  /^(?:prompt_eval_count|prompt_tokens|parameter_size|quantization_level|context_length|embedding_length|family|license|template)$/;
/** Depend on what the model writes. */
const ENDS = new Set(['stop', 'length']);

function isExact(key: string, sameModel: boolean): boolean {
  return !PASSING.test(key) && (sameModel || !OF_THE_MODEL.test(key));
}

/** Numbers of tokens, paths and the words of the network are the machine's own. */
function normalise(text: string, sameModel: boolean): string {
  const common = text
    .replace(/(?<=open )\S*(?=\/blobs\/)/g, '')
    .replace(/(?:creating new|using existing) layer sha256:[0-9a-f]+/g, 'a layer')
    .replace(/lookup (\S+?) on DNS: .*$|lookup (\S+): no such host$/, 'lookup $1$2: failed');
  return sameModel ? common : common.replace(/\d{3,}/g, 'N');
}

function parseTranscript(name: string, text: string): Transcript | undefined {
  const lines = text.split('\n');
  const description = lines.filter(
    (line, at) => line.startsWith('# ') && lines.slice(0, at).every((before) => before.startsWith('# ')),
  );
  const [method = '', target = ''] = description[0]?.slice(2).split(' ') ?? [];
  if (!/^(?:GET|HEAD|POST|DELETE|OPTIONS)$/.test(method)) return undefined;
  const field = (label: string): string[] =>
    description.filter((line) => line.startsWith(`# ${label}: `)).map((line) => line.slice(label.length + 4));
  const headers = Object.fromEntries(
    field('header').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
  const rest = lines.slice(description.length);
  const statusLine = /^HTTP\/1\.1 (\d+)/.exec(rest[0] ?? '');
  const blank = rest.indexOf('');
  const answer =
    statusLine === null
      ? undefined
      : {
          status: Number(statusLine[1]),
          headers: Object.fromEntries(
            rest.slice(1, blank).map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
          ),
          body: rest.slice(blank + 1).join('\n'),
        };
  const body = field('body')[0];
  return {
    name,
    method,
    path: target,
    headers,
    body: body === undefined ? undefined : restore(body),
    end: field('end')[0],
    answer,
  };
}

/** Long bodies were recorded with their middle left out; where it is a row of numbered items it can be written again. */
function restore(body: string): string | undefined {
  const gap = /…\[\d+ characters in all\]…/.exec(body);
  if (gap === null) return body;
  const before = body.slice(0, gap.index);
  const after = body.slice(gap.index + gap[0].length);
  const last = [...before.matchAll(/Item (\d+) is \w+\./g)].at(-1);
  const first = /Item (\d+) is/.exec(after);
  if (last === undefined || first === null || after.includes('"role"')) return undefined;
  const items = [];
  for (let n = Number(last[1]) + 1; n < Number(first[1]); n++) {
    items.push(`Item ${String(n)} is ${['red', 'blue', 'green', 'grey'][n % 4] ?? ''}.`);
  }
  return [before.slice(0, last.index + last[0].length), ...items, after.slice(first.index)].join(' ');
}

function linesOf(body: string): string[] {
  return body.split('\n').filter((line) => line !== '');
}

function parse(text: string): unknown {
  const json = text.replace(/^data: /, '');
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json.trim();
  }
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${shapeOf(value[0])}]`;
  if (!isObject(value)) return typeof value;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}:${shapeOf(inner)}`)
    .join(',')}}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function brief(value: unknown): string {
  return (value === undefined ? 'nothing' : JSON.stringify(value)).slice(0, 220);
}
