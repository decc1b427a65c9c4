// Proves that a GGUF header is read within bounds, and that a layout that does not fit its file is told.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGguf } from '../../../src/models';
import { temporaryFolder, tinyGguf, type GgufParts } from './storeBuilder';

const folder = temporaryFolder();
let counter = 0;
function write(bytes: Buffer): string {
  const file = path.join(folder, `${counter++}.gguf`);
  fs.writeFileSync(file, bytes);
  return file;
}
const layout = async (parts: GgufParts) => (await readGguf(write(tinyGguf(parts)))).layout.map(({ kind }) => kind);

describe('I4 GGUF header', () => {
  it('tells what the model says about itself', async () => {
    const keys = { 'general.organization': 'Example', 'tokenizer.chat_template.tool_use': '{{ x }}' };
    expect(await readGguf(write(tinyGguf({ keys })))).toMatchObject({
      version: 3,
      architecture: 'llama',
      name: 'Tiny',
      organization: 'Example',
      quantization: 'F32',
      parameters: 64,
      tensors: 1,
      contextLength: 2048,
      namedTemplates: { tool_use: '{{ x }}' },
      layout: [],
    });
  });

  it('tells a tensor past the end of the file, and bytes after the last one', async () => {
    expect(await layout({ elements: 12_800_000, data: 512 })).toEqual(['past-end']);
    expect(await layout({ tail: 4096 })).toEqual(['tail']);
    expect(await layout({ tail: 16 })).toEqual([]);
  });

  it('refuses what is no GGUF, at every length it may be cut', async () => {
    const whole = tinyGguf();
    const header = whole.indexOf('token_embd.weight') + 'token_embd.weight'.length + 24;
    for (let length = 0; length < header; length += 7)
      await expect(readGguf(write(whole.subarray(0, length)))).rejects.toMatchObject({ reason: 'gguf-invalid' });
    await expect(readGguf(write(Buffer.from('PK\u0003\u0004 not a model at all')))).rejects.toMatchObject({
      reason: 'gguf-invalid',
    });
  });

  it('refuses counts that no file can hold, without allocating for them', async () => {
    for (const offset of [8, 16, 24]) {
      const bytes = tinyGguf();
      bytes.writeBigUInt64LE(2n ** 62n, offset);
      await expect(readGguf(write(bytes))).rejects.toMatchObject({ reason: 'gguf-invalid' });
      bytes.writeBigUInt64LE(2n ** 30n, offset);
      await expect(readGguf(write(bytes))).rejects.toMatchObject({ reason: 'gguf-invalid' });
    }
  });

  it('survives every single changed byte of its header', async () => {
    const whole = tinyGguf();
    for (let at = 0; at < whole.length - 256; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = bytes[at]! ^ 0xff;
      await readGguf(write(bytes)).catch((error: unknown) => expect(error).toMatchObject({ reason: 'gguf-invalid' }));
      fs.rmSync(path.join(folder, `${counter - 1}.gguf`));
    }
  });
});
