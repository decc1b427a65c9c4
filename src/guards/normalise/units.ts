// The characters of a text as numbers, for the loops that read every one of them.
import { uint16s } from './arena';

let memory: Buffer = Buffer.alloc(0);

/**
 * The UTF-16 units of a text. The engine holds strings in half a dozen ways, and once a loop has met more than four of them it
 * looks `charCodeAt` and `length` up anew for each character; numbers in an array are read alike whatever was met before.
 */
export function unitsOf(text: string): Uint16Array {
  const units = uint16s(text.length);
  // Most are cut from the memory that the last one was cut from.
  if (memory.buffer !== units.buffer) memory = Buffer.from(units.buffer);
  memory.write(text, units.byteOffset, 'utf16le');
  return units;
}

/** A digit, 0 to 9. */
export function isDigitUnit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** A letter, a to z, or a digit: what a folded word is made of. */
export function isLetterOrDigitUnit(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || isDigitUnit(unit);
}

/** Whether all units from one place to another are digits. Takes the units of a text. */
export function areDigits(units: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isDigitUnit(units[i] ?? 0)) return false;
  return true;
}
