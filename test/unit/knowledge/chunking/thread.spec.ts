// The thread that parses, with workers that misbehave and with the real one.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SyntaxParser } from '../../../../src/knowledge/chunking/syntax/parser';
import { SyntaxThread } from '../../../../src/knowledge/chunking/syntax/thread';
import { programs } from './languages';

const root = path.resolve(import.meta.dirname, '../../../..');
let folder: string;
let thread: SyntaxThread;

beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-syntax-'))));
afterEach(() => thread.dispose());
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A worker that does as the first word of a text says; its outlines count what it has answered since it started. */
function misbehaving(): string {
  const file = path.join(folder, 'worker.js');
  fs.writeFileSync(
    file,
    `const { parentPort } = require('node:worker_threads');
    let answers = 0;
    parentPort.on('message', ({ id, text }) => {
      if (text.startsWith('hang')) for (;;);
      if (text.startsWith('throw')) throw new Error('thrown');
      if (text.startsWith('exit')) process.exit(1);
      if (text.startsWith('late')) parentPort.postMessage({ id: id - 1, outline: 'of another text' });
      parentPort.postMessage({ id, outline: ++answers });
    });`,
  );
  return file;
}

const say = (word: string): Promise<unknown> => thread.outline(word.padEnd(2000), 'python');

describe('R4 a file made to break the parser', () => {
  it.each(['hang', 'throw', 'exit'])(
    'that makes it %s has no outline, and the next one is answered by a new thread',
    async (word) => {
      thread = new SyntaxThread(misbehaving(), { deadline: 1000 });
      expect(await say('answer')).toBe(1);
      expect(await say('answer')).toBe(2);
      expect(await say(word)).toBeUndefined();
      expect(await say('answer')).toBe(1);
    },
  );

  it('does not go on for ever: the language is cut without after some of them, others are not', async () => {
    thread = new SyntaxThread(misbehaving(), { failures: 2 });
    expect(await say('exit')).toBeUndefined();
    expect(await say('exit')).toBeUndefined();
    expect(await say('answer')).toBeUndefined();
    expect(await thread.outline('answer'.padEnd(2000), 'ruby')).toBe(1);
  });

  it('cannot answer for another text', async () => {
    thread = new SyntaxThread(misbehaving());
    expect(await say('late')).toBe(1);
  });

  it('without a worker that runs nothing has an outline', async () => {
    thread = new SyntaxThread(path.join(folder, 'none.js'));
    expect(await say('answer')).toBeUndefined();
  });

  it('a thread that is put away answers what it was asked', async () => {
    thread = new SyntaxThread(misbehaving(), { deadline: 60_000 });
    const answer = say('hang');
    thread.dispose();
    expect(await answer).toBeUndefined();
  });
});

describe('R1 the syntax thread', () => {
  it('does not start for what fits into one chunk, nor for what has no grammar', async () => {
    thread = new SyntaxThread(misbehaving());
    expect(await thread.outline('answer', 'python')).toBeUndefined();
    expect(await thread.outline('answer'.padEnd(2000), 'markdown')).toBeUndefined();
    expect(await say('answer')).toBe(1);
  });

  it('ends when nobody asks, and starts again', async () => {
    thread = new SyntaxThread(misbehaving(), { idle: 1 });
    expect(await say('answer')).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await say('answer')).toBe(1);
  });

  it('as it is bundled finds what the parser finds', async () => {
    const outfile = path.join(root, 'node_modules/.cache', path.basename(folder), 'syntaxWorker.js');
    await build({
      absWorkingDir: root,
      entryPoints: ['src/knowledge/syntaxWorker.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'silent',
    });
    try {
      thread = new SyntaxThread(outfile, { deadline: 60_000 });
      const parser = new SyntaxParser({ milliseconds: Infinity });
      for (const { language, text } of programs.slice(0, 5)) {
        const outline = await thread.outline(text, language);
        expect(outline?.symbols.length).toBeGreaterThan(0);
        expect(outline).toEqual(await parser.outline(text, language));
      }
    } finally {
      fs.rmSync(path.dirname(outfile), { recursive: true, force: true });
    }
  });
});
