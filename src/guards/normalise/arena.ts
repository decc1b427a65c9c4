// Arrays of numbers for the length of one judgement, cut from larger pieces of memory: the engine takes ten times as long for an
// array with memory of its own, and a text of some pages needs two hundred of them.

/** Bytes that are asked of the engine at once. */
const CHUNK = 1 << 16;
/** Larger arrays get memory of their own: it costs them little, and would waste the rest of a chunk. */
const LARGEST = CHUNK >> 3;
/** Every array begins where one of the widest numbers may stand. */
const ALIGNMENT = 8;

let chunk = new ArrayBuffer(CHUNK);
/** So many bytes of the chunk are given out. None is given out twice: all are still zero, as in any new array. */
let used = 0;

/** Where `size` bytes begin in `chunk`; they belong to the caller. */
function take(size: number): number {
  if (used + size > CHUNK) {
    chunk = new ArrayBuffer(CHUNK);
    used = 0;
  }
  const start = used;
  used += Math.ceil(size / ALIGNMENT) * ALIGNMENT;
  return start;
}

/** A new array of zeros, as `new Int32Array(length)`. Kept, it keeps a whole chunk. */
export function int32s(length: number): Int32Array {
  const size = length * Int32Array.BYTES_PER_ELEMENT;
  if (size > LARGEST) return new Int32Array(length);
  const start = take(size);
  return new Int32Array(chunk, start, length);
}

/** As `int32s`, of bytes. */
export function uint8s(length: number): Uint8Array {
  if (length > LARGEST) return new Uint8Array(length);
  const start = take(length);
  return new Uint8Array(chunk, start, length);
}

/** As `int32s`, of UTF-16 units. */
export function uint16s(length: number): Uint16Array {
  const size = length * Uint16Array.BYTES_PER_ELEMENT;
  if (size > LARGEST) return new Uint16Array(length);
  const start = take(size);
  return new Uint16Array(chunk, start, length);
}

/** As `int32s`, of prices and the like. */
export function float64s(length: number): Float64Array {
  const size = length * Float64Array.BYTES_PER_ELEMENT;
  if (size > LARGEST) return new Float64Array(length);
  const start = take(size);
  return new Float64Array(chunk, start, length);
}
