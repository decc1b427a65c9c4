// Further readings of a text whose words make no sense as they stand: backwards, rotated alphabets, Morse.
import { canonicalise } from '../normalise';
import { BACKWARDS, MIRRORED, mirror, rotate } from './lexicon';
import type { Tokens } from './tokens';

export interface Reading {
  readonly kind: 'reversed' | 'rotated' | 'morse';
  /** Folded text. */
  readonly text: string;
}

/** So many words must betray the same disguise. */
const BETRAYALS = 2;
const LONGEST = 20_000;

/** Readings that a text suggests; none for ordinary text. */
export function disguisedReadings(source: string, folded: string, tokens: Tokens): Reading[] {
  const readings: Reading[] = [];
  let backwards = 0;
  const shifts = new Map<number, number>();
  for (let i = 0; i < tokens.count; i++) {
    const cipher = tokens.cipher[i] ?? 0;
    // A word that means something as it stands is not in disguise.
    if (cipher === 0 || tokens.lo[i] !== 0 || tokens.mid[i] !== 0 || tokens.hi[i] !== 0) continue;
    if ((cipher & BACKWARDS) !== 0) backwards++;
    const shift = cipher & ~BACKWARDS;
    if (shift !== 0) shifts.set(shift, (shifts.get(shift) ?? 0) + 1);
  }
  if (backwards >= BETRAYALS && source.length <= LONGEST) readings.push({ kind: 'reversed', text: reverse(folded) });
  for (const [shift, times] of shifts) {
    if (times >= BETRAYALS && source.length <= LONGEST) {
      const turned = shift === MIRRORED ? mirror(source.toLowerCase()) : rotate(source, shift);
      readings.push({ kind: 'rotated', text: canonicalise(turned).text });
    }
  }
  const morse = fromMorse(source);
  if (morse !== undefined) readings.push({ kind: 'morse', text: morse });
  return readings;
}

function reverse(text: string): string {
  return Array.from(text).reverse().join('');
}

const MORSE: Readonly<Record<string, string>> = {
  '.-': 'a', '-...': 'b', '-.-.': 'c', '-..': 'd', '.': 'e', '..-.': 'f', '--.': 'g', '....': 'h', '..': 'i', '.---': 'j', '-.-': 'k', '.-..': 'l', '--': 'm',
  '-.': 'n', '---': 'o', '.--.': 'p', '--.-': 'q', '.-.': 'r', '...': 's', '-': 't', '..-': 'u', '...-': 'v', '.--': 'w', '-..-': 'x', '-.--': 'y', '--..': 'z',
}; // prettier-ignore

// Hits `.. --. -. --- .-. .`: at least eight groups of dots and dashes.
const MORSE_RUN = /(?:[.·•-]{1,5}[ /|]{1,3}){8,}[.·•-]{0,5}/;

function fromMorse(source: string): string | undefined {
  const run = source.length <= LONGEST ? MORSE_RUN.exec(source)?.[0] : undefined;
  if (run === undefined) return undefined;
  let text = '';
  // Groups of dots and dashes are letters; a slash, a bar or a wide blank ends a word.
  for (const match of run.matchAll(/[.·•-]{1,5}|[/|]|[ \t\n]{2,8}/g)) {
    const group = match[0].replace(/[·•]/g, '.');
    text += MORSE[group] ?? (/[.-]/.test(group) ? '' : ' ');
  }
  return /[a-z]{6}/.test(text.replace(/ /g, '')) ? text : undefined;
}
