// Tells a file of secrets that is to be made from an example, or never to be committed, from one that is to be handed over:
// `copy .env.example to .env`, `ne committez jamais .env`.
import { matchesOf } from '../matches';
import { bits } from './lexicon';
import { clearMeaning, type Tokens } from './tokens';

/** The example itself; where a copy of it is to stand; and what is to stay out of the repository. */
const HARMLESS: readonly RegExp[] = [
  /\.env\.(?:example|sample|template|dist|defaults?|exemple|modele)\b/g,
  /\b(?:cop(?:y|ied|ies|iez|ie|ier)|cp|renam(?:e|ed|ing)|renomm(?:er|ez|e)|mv|duplicate|dupliqu(?:er|ez|e))\b[^\n]{0,60}?\b(?:to|as|into|vers|en|dans|sous) ["'`]?\.env\b(?!\.)/g,
  /\bcp [\w./-]{1,40} \.env\b(?!\.)/g,
  /\b(?:never|don't|do not|not|ne|jamais|pas)\b[^.\n]{0,20}\bcommit\w{0,6}\b[^.\n]{0,24}\.env\b/g,
];
const SECRETFILE = bits('SECRETFILE', 'SECRET', 'LOOT');

/** Takes the meaning of a file of secrets from each such place. Costs a search for `.env` in a text without one. */
export function clearTemplates(tokens: Tokens, text: string): void {
  if (!text.includes('.env')) return;
  for (const pattern of HARMLESS)
    for (const { index, 0: found } of matchesOf(text, pattern)) {
      // Of what leads to it nothing is cleared.
      const from = index + found.lastIndexOf('.env');
      clear(tokens, from, index + found.length);
    }
}

function clear(tokens: Tokens, from: number, to: number): void {
  for (let i = 0; i < tokens.count; i++) {
    if ((tokens.end[i] ?? 0) <= from || (tokens.start[i] ?? 0) >= to) continue;
    clearMeaning(tokens, i, SECRETFILE);
  }
}
