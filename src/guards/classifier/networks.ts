// Cuts the shipped model into what is asked: it holds networks for questions and networks for passages over one table of
// piece vectors, and puts out the mean of each. Of both the first network comes apart from the mean of the others: alone it
// is a third of the work, and enough for most of a long text. It is cut when it is loaded, so that one file is shipped and
// checked, as it was trained. ONNX files are Protocol Buffers (https://protobuf.dev/programming-guides/encoding).

/** Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. */
const modelGraph = 7;
const graphNode = 1;
const graphInitializer = 5;
const graphOutput = 12;
const outputName = 1;
const nodeInput = 1;
const nodeOutput = 2;
const tensorName = 8;

/** So many networks judge each, see scripts/classifier/train.py and train_passages.py. */
export const networkCount = { questions: 3, passages: 4 } as const;

/** What a network was trained for: also the name of the output that is the mean of all of them. */
export type Stage = keyof typeof networkCount;

/** Nodes and weights of one network, as scripts/classifier/export.py names them. */
const ofNetwork = /^(questions|passages)(\d+)_/;

/**
 * Two models with the input of the given one and one output, of the name of the stage: what its first network says, and the
 * mean of what its others say.
 *
 * @param model bytes of a file made by scripts/classifier/export.py; they are not checked here
 */
export function splitNetworks(
  model: Uint8Array,
  stage: Stage,
): { readonly first: Uint8Array; readonly others: Uint8Array } {
  const networks = (wanted: (number: string) => boolean) => (name: string) => {
    const [, of, number = ''] = ofNetwork.exec(name) ?? [];
    return of === undefined || (of === stage && wanted(number));
  };
  const dropped: Stage = stage === 'questions' ? 'passages' : 'questions';
  return {
    first: reduced(
      model,
      networks((number) => number === '0'),
      dropped,
    ),
    others: reduced(
      model,
      networks((number) => number !== '0'),
      dropped,
    ),
  };
}

/** The model without an output and without what belongs to networks that are not kept. What is left of a mean is the mean of the rest. */
function reduced(model: Uint8Array, isKept: (name: string) => boolean, output: Stage): Uint8Array {
  return rewritten(model, (part) =>
    part.field === modelGraph ? withContent(part, rewritten(part.content, kept)) : part,
  );

  function kept(part: Part): Part | undefined {
    if (part.field === graphOutput) return namesOf(part, outputName).includes(output) ? undefined : part;
    if (part.field === graphInitializer) return namesOf(part, tensorName).every(isKept) ? part : undefined;
    if (part.field !== graphNode) return part;
    const made = namesOf(part, nodeOutput);
    if (made.includes(output) || !made.every(isKept)) return undefined;
    const inputs = (one: Part): Part | undefined =>
      one.field === nodeInput && !isKept(textOf(one.content)) ? undefined : one;
    return withContent(part, rewritten(part.content, inputs));
  }
}

function namesOf(part: Part, field: number): string[] {
  return partsOf(part.content)
    .filter((one) => one.field === field)
    .map((one) => textOf(one.content));
}

/** One field of a message. */
interface Part {
  readonly field: number;
  /** Empty for numbers. */
  readonly content: Uint8Array;
  /** All its bytes: tag, length, content. */
  readonly bytes: Uint8Array;
}

function rewritten(message: Uint8Array, kept: (part: Part) => Part | undefined): Uint8Array {
  return Buffer.concat(partsOf(message).map((part) => kept(part)?.bytes ?? new Uint8Array()));
}

/** How a field is written, the lowest three bits of its tag. */
const wireVariable = 0;
const wireEightBytes = 1;
const wireDelimited = 2;

function partsOf(message: Uint8Array): Part[] {
  const parts: Part[] = [];
  for (let start = 0; start < message.length;) {
    const [tag, afterTag] = variable(message, start);
    const wire = tag & 7;
    // What follows the tag: a number, or a length and then so many bytes, or a number of fixed length.
    const hasNumber = wire === wireVariable || wire === wireDelimited;
    const [number, from] = hasNumber ? variable(message, afterTag) : [0, afterTag];
    const end = from + (wire === wireDelimited ? number : hasNumber ? 0 : wire === wireEightBytes ? 8 : 4);
    const content = message.subarray(wire === wireDelimited ? from : end, end);
    parts.push({ field: tag >>> 3, content, bytes: message.subarray(start, end) });
    start = end;
  }
  return parts;
}

function withContent({ field }: Part, content: Uint8Array): Part {
  const head = Uint8Array.from([...variableOf(field * 8 + wireDelimited), ...variableOf(content.length)]);
  return { field, content, bytes: Buffer.concat([head, content]) };
}

/** The number that begins there, seven bits a byte, lowest first, and where it ends. */
function variable(message: Uint8Array, from: number): readonly [number, number] {
  let value = 0;
  for (let at = from, place = 1; ; at++, place *= 128) {
    const byte = message[at] ?? 0;
    value += (byte & 127) * place;
    if (byte < 128) return [value, at + 1];
  }
}

function variableOf(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...variableOf(Math.floor(value / 128))];
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
