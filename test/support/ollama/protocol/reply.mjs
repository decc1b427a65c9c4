// One HTTP answer in the dress of Ollama's server: JSON with Go's escapes, NDJSON lines one chunk each.
import { encode } from './go-json.mjs';

export const JSON_TYPE = 'application/json; charset=utf-8';
export const NDJSON_TYPE = 'application/x-ndjson';

/** An answer that is an error; routes throw it. */
export class Failure extends Error {
  constructor(status, message, contentType = JSON_TYPE) {
    super(message);
    this.status = status;
    this.contentType = contentType;
  }

  /** An error that comes through the machinery of a stream before its first line. */
  inStream() {
    this.contentType = 'application/json';
    this.chunked = true;
    return this;
  }
}

export class Reply {
  /** @param {import('node:http').ServerResponse} response */
  constructor(response, headers = {}) {
    this.response = response;
    this.headers = headers;
    this.bytes = 0;
  }

  get started() {
    return this.response.headersSent;
  }

  json(status, value, contentType = JSON_TYPE, chunked = false) {
    this.body(status, encode(value), contentType, {}, chunked);
  }

  text(status, text, contentType = 'text/plain', headers = {}) {
    this.body(status, text, contentType, headers);
  }

  empty(status, headers = {}) {
    this.response.writeHead(status, { ...this.headers, ...headers, 'Content-Length': '0' });
    this.response.end();
  }

  body(status, text, contentType, headers = {}, chunked = false) {
    const bytes = Buffer.from(text);
    const length = chunked || bytes.length > 2048 ? {} : { 'Content-Length': String(bytes.length) };
    this.bytes += bytes.length;
    this.response.writeHead(status, { ...this.headers, ...headers, 'Content-Type': contentType, ...length });
    this.response.end(bytes);
  }

  /** Starts a stream (with the first bytes, as the real server does) or goes on with it; waits for a slow reader. */
  async write(text, contentType = NDJSON_TYPE) {
    if (!this.started) this.response.writeHead(200, { ...this.headers, 'Content-Type': contentType });
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    this.bytes += bytes.length;
    if (!this.response.write(bytes) && !this.response.destroyed) {
      await new Promise((resolve) => {
        const go = () => {
          this.response.off('drain', go).off('close', go);
          resolve();
        };
        this.response.on('drain', go).on('close', go);
      });
    }
  }

  async line(value, contentType = NDJSON_TYPE) {
    await this.write(`${encode(value)}\n`, contentType);
  }

  end() {
    this.response.end();
  }

  reset() {
    this.response.socket?.resetAndDestroy();
  }
}
