// Proves which endpoints are held to be of this machine.
import { describe, expect, it } from 'vitest';
import { RempartError } from '../../../src/base/errors';
import { parseEndpoint } from '../../../src/base/address';
import { isLoopbackAddress } from '../../../src/base/loopback';

describe('N2 endpoints', () => {
  it.each([
    [undefined, 'http://127.0.0.1:11434'],
    ['', 'http://127.0.0.1:11434'],
    ['127.0.0.1', 'http://127.0.0.1:11434'],
    [':8080', 'http://127.0.0.1:8080'],
    ['localhost:1234', 'http://localhost:1234'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['http://[::1]:11434/', 'http://[::1]:11434'],
    ['"127.0.0.1"', 'http://127.0.0.1:11434'],
    ['::1', 'http://[::1]:11434'],
    ['127.8.8.8', 'http://127.8.8.8:11434'],
  ])('%s is %s', (text, origin) => {
    const endpoint = parseEndpoint(text);
    expect(endpoint.loopback).toBe(true);
    expect(endpoint.url.origin).toBe(origin);
  });

  it.each([
    'http://example.com',
    '192.168.0.2',
    'localhost.example',
    'http://127.0.0.1.example',
    '[2001:db8::1]:11434',
    'http://1.127.0.0',
  ])('%s is elsewhere', (text) =>
    expect(() => parseEndpoint(text)).toThrow(expect.objectContaining({ reason: 'endpoint-remote' })),
  );

  it.each(['http://user:secret@127.0.0.1', 'http://', 'a b', 'http://127.0.0.1/?q=1', 'ftp://127.0.0.1'])(
    '%s is none',
    (text) => {
      let error: unknown;
      try {
        parseEndpoint(text);
      } catch (thrown) {
        error = thrown;
      }
      expect(RempartError.is(error)).toBe(true);
    },
  );

  it('elsewhere needs https and the wish for it', () => {
    expect(parseEndpoint('https://models.example', { allowRemote: true }).loopback).toBe(false);
    expect(() => parseEndpoint('http://models.example', { allowRemote: true })).toThrow(RempartError);
  });

  it('addresses of sockets are judged, mapped ones too', () => {
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].map(isLoopbackAddress)).toEqual([true, true, true]);
    expect(['10.0.0.1', '::', '::ffff:10.0.0.1', undefined].map(isLoopbackAddress)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
