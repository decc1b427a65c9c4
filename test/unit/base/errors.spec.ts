// Proves that errors of the system are told in the language of the user, with the code that people search for.
import fs from 'node:fs';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { errorMessage, RempartError } from '../../../src/base/errors';
import { setLanguage } from '../../../src/base/l10n';

afterEach(() => setLanguage('en'));

const system = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: words of Node`), { code, ...more });
const missing = () => {
  try {
    fs.readFileSync('/nothing/here');
  } catch (error) {
    return error;
  }
  return undefined;
};
const refused = (host: string) =>
  new Promise((resolve) => net.connect({ port: 1, host, autoSelectFamily: true }).once('error', resolve));

describe('messages of the system', () => {
  it('name the file, in both languages', async () => {
    expect(errorMessage(missing())).toBe('/nothing/here is not there (ENOENT)');
    await setLanguage('fr');
    expect(errorMessage(missing())).toBe('/nothing/here n’existe pas (ENOENT)');
  });

  it('name the address, also of a name with several addresses', async () => {
    await setLanguage('fr');
    expect(errorMessage(await refused('127.0.0.1'))).toBe('127.0.0.1:1 refuse la connexion (ECONNREFUSED)');
    expect(errorMessage(await refused('localhost'))).toMatch(/:1 refuse la connexion \(ECONNREFUSED\)$/u);
  });

  it.each([
    ['EACCES', { path: '/f' }, '/f ne peut pas être ouvert avec vos droits (EACCES)'],
    ['EISDIR', { path: '/f', syscall: 'open' }, '/f est un dossier, pas un fichier (EISDIR)'],
    ['ENOTFOUND', { hostname: 'no.example' }, 'no.example n’a pas d’adresse (ENOTFOUND)'],
    ['ECONNRESET', {}, 'la connexion a été interrompue (ECONNRESET)'],
    ['ENOSPC', {}, 'il n’y a plus de place sur le disque (ENOSPC)'],
  ])('%s in French', async (code, more, text) => {
    await setLanguage('fr');
    expect(errorMessage(system(code, more))).toBe(text);
  });

  it('leave alone what is not known, what has no subject, and our own', () => {
    expect(errorMessage(system('EWHATEVER', { path: '/f' }))).toBe('EWHATEVER: words of Node');
    expect(errorMessage(system('ENOENT'))).toBe('ENOENT: words of Node');
    expect(errorMessage(new RempartError('x', 'Ours.', { cause: missing() }))).toBe('Ours.');
    expect(errorMessage('text')).toBe('text');
  });
});
