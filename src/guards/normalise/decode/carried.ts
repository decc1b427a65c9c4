// What was carried by values of a text, and where they stand.
import { looksLikeLanguage } from './numbers';

export interface Carried {
  readonly start: number;
  readonly end: number;
  readonly said: string;
}

/** Fewest and most values. */
export const FEWEST = 3;
export const MOST = 1000;
/** Fewest letters of what is said, with a blank among them. */
const SHORTEST = 10;

/** What is said from one place to another; nothing when that is no sentence. */
export function saying(said: string | undefined, start: number, end: number): Carried[] {
  if (said === undefined || said.length < SHORTEST || !said.trim().includes(' ')) return [];
  return looksLikeLanguage(said.normalize('NFD').toLowerCase()) ? [{ start, end, said }] : [];
}
