// Conversations on disk, encrypted: one file each, under a key that the caller keeps in the platform's secret store (C4).
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { RempartError } from '../base/errors';

export interface Session<Turn> {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly turns: readonly Turn[];
}

export interface SessionSummary {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: string;
  readonly turns: number;
}

/** AES-256-GCM (NIST SP 800-38D): 32-byte key, 12-byte random nonce per file version, 16-byte tag. */
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** First bytes of a file: format and version, also authenticated. */
const magic = Buffer.from('RMPS1');

/** A new key for a SessionStore, in base64, to be kept in a secret store. */
export function newSessionKey(): string {
  return randomBytes(keyBytes).toString('base64');
}

/** Sessions in `folder`, readable only with the key. */
export class SessionStore<Turn> {
  readonly #key: Buffer;
  /** Ends when nothing is being written or removed. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param key 32 bytes in base64. */
  constructor(
    private readonly folder: string,
    key: string,
  ) {
    this.#key = Buffer.from(key, 'base64');
    if (this.#key.length !== keyBytes)
      throw new RempartError('bad-key', 'The key of the sessions has the wrong length.');
  }

  /** A session with nothing in it; it is on disk only after `save`. */
  create(now: number): Session<Turn> {
    const at = new Date(now).toISOString();
    return { id: randomUUID(), title: '', createdAt: at, updatedAt: at, turns: [] };
  }

  /** Writes a session, atomically: a crash leaves the old version or the new one. What is asked for later happens later. */
  save(session: Session<Turn>): Promise<void> {
    return this.#inTurn(() => this.#write(session));
  }

  async #write(session: Session<Turn>): Promise<void> {
    await fs.mkdir(this.folder, { recursive: true, mode: 0o700 });
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    cipher.setAAD(Buffer.concat([magic, Buffer.from(session.id)]));
    const body = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()]);
    const file = this.#file(session.id);
    const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
    await fs.writeFile(temporary, Buffer.concat([magic, nonce, cipher.getAuthTag(), body]), { mode: 0o600 });
    await fs.rename(temporary, file);
  }

  /** Reads a session. Throws `session-unreadable` when the file is damaged, was moved, or belongs to another key. */
  async load(id: string): Promise<Session<Turn>> {
    const bytes = await fs.readFile(this.#file(id));
    const start = magic.length + nonceBytes + tagBytes;
    try {
      if (!bytes.subarray(0, magic.length).equals(magic)) throw new Error('unknown format');
      const decipher = createDecipheriv(
        'aes-256-gcm',
        this.#key,
        bytes.subarray(magic.length, magic.length + nonceBytes),
      );
      decipher.setAAD(Buffer.concat([magic, Buffer.from(id)]));
      decipher.setAuthTag(bytes.subarray(magic.length + nonceBytes, start));
      const json = Buffer.concat([decipher.update(bytes.subarray(start)), decipher.final()]).toString('utf8');
      return JSON.parse(json) as Session<Turn>;
    } catch (error) {
      throw new RempartError(
        'session-unreadable',
        'The conversation cannot be read: it is damaged, or its key is gone.',
        {
          cause: error,
        },
      );
    }
  }

  /** All sessions, newest first, and how many files could not be read. */
  async list(): Promise<{ readonly sessions: readonly SessionSummary[]; readonly unreadable: number }> {
    const sessions: SessionSummary[] = [];
    let unreadable = 0;
    for (const id of await this.#ids()) {
      try {
        const { title, updatedAt, turns } = await this.load(id);
        sessions.push({ id, title, updatedAt, turns: turns.length });
      } catch {
        unreadable++;
      }
    }
    sessions.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    return { sessions, unreadable };
  }

  /**
   * What is said in sessions, in clear and in memory alone.
   * @param ids in the order in which they count
   * @param textOf the words of a turn
   * @param limit characters of all texts together; the first that goes beyond ends it
   */
  async texts(
    ids: readonly string[],
    textOf: (turn: Turn) => string,
    limit: number,
  ): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    let left = limit;
    for (const id of ids) {
      let turns: readonly Turn[];
      try {
        ({ turns } = await this.load(id));
      } catch {
        continue;
      }
      const text = turns.map(textOf).join('\n');
      left -= text.length;
      if (left < 0) break;
      texts.set(id, text);
    }
    return texts;
  }

  delete(id: string): Promise<void> {
    return this.#inTurn(() => fs.rm(this.#file(id), { force: true }));
  }

  /** Removes every session, readable or not; gives how many there were. */
  eraseAll(): Promise<number> {
    return this.#inTurn(async () => {
      const ids = await this.#ids();
      await fs.rm(this.folder, { recursive: true, force: true });
      return ids.length;
    });
  }

  /** One after the other: a session that is still being written would come back after it was removed. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #ids(): Promise<readonly string[]> {
    try {
      const names = await fs.readdir(this.folder);
      return names.filter((name) => name.endsWith('.session')).map((name) => name.slice(0, -'.session'.length));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  #file(id: string): string {
    if (!/^[\da-f-]{36}$/u.test(id)) throw new RempartError('bad-session-id', 'That is not the id of a conversation.');
    return path.join(this.folder, `${id}.session`);
  }
}
