// Conversations on disk: encrypted, whole after a crash, unreadable without their key.
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { newSessionKey, SessionStore } from '../../../src/assistant/sessions';

interface Turn {
  readonly text: string;
}

describe('C4 conversations on disk', () => {
  let folder: string;
  let key: string;
  let store: SessionStore<Turn>;

  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'rempart-sessions-')), 'sessions');
    key = newSessionKey();
    store = new SessionStore<Turn>(folder, key);
  });

  const save = async (title: string, text = 'Où est la clé ?') => {
    const session = { ...store.create(Date.now()), title, turns: [{ text }] };
    await store.save(session);
    return session;
  };

  it('gives back what was saved', async () => {
    const session = await save('Clés');
    expect(await store.load(session.id)).toEqual(session);
  });

  it('leaves no readable word on disk', async () => {
    await save('Rotation of the signing key', 'a very particular sentence');
    const bytes = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'));
    expect(bytes.join()).not.toMatch(/particular|Rotation/u);
  });

  it('refuses another key, a damaged file and a file under another name', async () => {
    const session = await save('x');
    const file = path.join(folder, `${session.id}.session`);
    await expect(new SessionStore(folder, newSessionKey()).load(session.id)).rejects.toMatchObject({
      reason: 'session-unreadable',
    });
    const other = store.create(0);
    writeFileSync(path.join(folder, `${other.id}.session`), readFileSync(file));
    await expect(store.load(other.id)).rejects.toMatchObject({ reason: 'session-unreadable' });
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(store.load(session.id)).rejects.toMatchObject({ reason: 'session-unreadable' });
  });

  it('lists newest first and counts what it cannot read', async () => {
    const old = { ...store.create(0), title: 'old', turns: [] };
    const recent = { ...store.create(1_000_000), title: 'recent', turns: [] };
    await store.save(old);
    await store.save(recent);
    writeFileSync(path.join(folder, `${store.create(0).id}.session`), 'garbage');
    const { sessions, unreadable } = await store.list();
    expect(sessions.map(({ title }) => title)).toEqual(['recent', 'old']);
    expect(unreadable).toBe(1);
  });

  it('deletes one, erases all, and leaves no temporary file', async () => {
    const first = await save('a');
    await save('b');
    expect(readdirSync(folder).every((name) => name.endsWith('.session'))).toBe(true);
    await store.delete(first.id);
    expect((await store.list()).sessions).toHaveLength(1);
    expect(await store.eraseAll()).toBe(1);
    expect((await store.list()).sessions).toEqual([]);
  });

  it('gives texts to search, up to a number of characters, and leaves out what it cannot read', async () => {
    const [first, second] = [await save('a', 'four'), await save('b', 'five5')];
    const damaged = store.create(0).id;
    writeFileSync(path.join(folder, `${damaged}.session`), 'garbage');
    const ids = [first.id, damaged, second.id];
    const text = ({ text: one }: Turn) => one;
    expect(await store.texts(ids, text, 9)).toEqual(
      new Map([
        [first.id, 'four'],
        [second.id, 'five5'],
      ]),
    );
    expect(await store.texts(ids, text, 8)).toEqual(new Map([[first.id, 'four']]));
  });

  it('does not bring back what is removed while it is written', async () => {
    const first = { ...store.create(0), turns: [] };
    const saved = [store.save(first)];
    await store.delete(first.id);
    await Promise.all(saved);
    expect((await store.list()).sessions).toEqual([]);
    saved.push(store.save(first));
    expect(await store.eraseAll()).toBe(1);
    await Promise.all(saved);
    expect((await store.list()).sessions).toEqual([]);
  });

  it('keeps files from other users and ids inside the folder', async () => {
    const session = await save('a');
    expect(statSync(path.join(folder, `${session.id}.session`)).mode & 0o077).toBe(0);
    await expect(store.load('../../etc/passwd')).rejects.toMatchObject({ reason: 'bad-session-id' });
  });

  it('refuses a key of the wrong length', () => {
    expect(() => new SessionStore(folder, 'c2hvcnQ=')).toThrow(/wrong length/u);
  });
});
