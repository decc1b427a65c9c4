// The document process, forked: what a hostile file costs, and what is left of it.
import { deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ForkedParser, type ParserLimits } from '../../../../src/knowledge/documents/parser';
import { makePdf } from '../../../support/documents';
import { bundleIndexProcess, type Bundle } from '../indexing/bundle';

let bundle: Bundle;
const parsers: ForkedParser[] = [];
const never = new AbortController().signal;

beforeAll(async () => {
  bundle = await bundleIndexProcess();
});
afterAll(() => bundle.remove());
afterEach(() => {
  for (const parser of parsers.splice(0)) parser.dispose();
});

function open(limits: Partial<ParserLimits> = {}): ForkedParser {
  const parser = new ForkedParser(bundle.documentPath, limits);
  parsers.push(parser);
  return parser;
}

/** A page of the same content stream that unpacks to `megabytes`. */
function bomb(content: string, megabytes: number): Uint8Array {
  const once = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, content));
  return makePdf([[]], { stream: { bytes: deflateSync(once), filter: '[/FlateDecode /FlateDecode]' } });
}

const good = makePdf([['Still alive.']]);

describe('R1 the document process', () => {
  it('reads one document after the other in one process', async () => {
    const parser = open();
    const html = await parser.parse('html', Buffer.from('<h1>A</h1>'), never);
    const { pid } = parser;
    expect(html.sections[0]?.lines).toEqual(['# A']);
    const pdf = await parser.parse('pdf', good, never);
    expect(pdf.sections[0]).toMatchObject({ page: 1, lines: ['Still alive.'] });
    expect(parser.pid).toBe(pid);
  });

  it('answers with the reason when nothing can be made of a file', async () => {
    const parser = open();
    const encrypted = await parser.parse('pdf', makePdf([['x']], { encrypted: true }), never);
    expect(encrypted).toEqual({ sections: [], problem: { code: 'encrypted' } });
    const { pid } = parser;
    expect(await parser.parse('docx', Buffer.from('x'), never)).toEqual({ sections: [], problem: { code: 'damaged' } });
    expect(parser.pid).toBe(pid);
  });

  it('ends at its deadline, and the next document is read all the same', async () => {
    const parser = open({ deadline: 6000, memory: 8000, heap: 4000 });
    const endless = bomb('(a) Tj\n', 200);
    expect(endless.length).toBeLessThan(100_000);
    expect(await parser.parse('pdf', endless, never)).toEqual({ sections: [], problem: { code: 'too-slow' } });
    expect((await parser.parse('pdf', good, never)).sections).toHaveLength(1);
  });

  it('ends when it takes too much memory outside of the heap', async () => {
    const parser = open({ memory: 220 });
    const { problem } = await parser.parse('pdf', bomb(' ', 300), never);
    expect(problem).toEqual({ code: 'too-much-memory' });
    expect((await parser.parse('pdf', good, never)).sections).toHaveLength(1);
  });

  it('ends when it takes too much memory inside of the heap', async () => {
    const parser = open({ heap: 40, memory: 4000 });
    const { problem } = await parser.parse('html', Buffer.alloc(20_000_000, '<ul><li>x\n'), never);
    expect(problem).toEqual({ code: 'too-much-memory' });
    expect((await parser.parse('pdf', good, never)).sections).toHaveLength(1);
  });

  it('stops when nobody wants the answer any more', async () => {
    const parser = open();
    const controller = new AbortController();
    const answer = parser.parse('pdf', bomb('(a) Tj\n', 60), controller.signal);
    const { pid } = parser;
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('leaves no process behind', async () => {
    const parser = open();
    await parser.parse('pdf', good, never);
    const { pid } = parser;
    parser.dispose();
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
