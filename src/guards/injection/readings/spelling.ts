// Words of spelling alphabets, read as the letters that they stand for: `India Golf November …`, `Irma Gaston Nicolas …`,
// `I as in India`, `I comme Irma`.
import { signBits } from '../lexicon';
import type { Tokens } from '../tokens';
import { wordsOf } from './letters';

/**
 * The words, by their first letter, without accents: ICAO's (with the usual other spellings), the one of the United States before
 * it, the French one with its variants of Belgium and Switzerland, and the German one's names that begin with another word.
 */
const ALPHABETS =
  `alfa alpha able anatole amedee anna bravo baker berthe bernard charlie celestin cesar delta dog desire david
  echo easy eugene emile emilie foxtrot fox francois frederic golf george gaston gustave hotel how henri india item irma isidore ida
  juliett juliet jig joseph jeanne kilo king kleber kilogramme lima love louis leopold mike marcel marie november nan nicolas
  noemie napoleon oscar oboe olga papa peter pierre piano paul quebec queen quintal quittance romeo roger raoul robert
  sierra sugar suzanne simon tango tare therese uniform uncle ursule ulysse victor victoria whiskey whisky william xray xavier
  xantippe yankee yoke yvonne yves zulu zebra zoe zurich`
    .split(/\s+/)
    .join('|');
/** Said between words. */
const PAUSE = 'break|space|espace|pause|stop|blank|blanc|next|suivant|slash';
const SPELLING = signBits('spelling');
/** Fewer letters are a call sign. */
const FEWEST = 8;

// Hits `India Golf November Oscar Romeo Echo / Alfa Lima`; not `the Oscar in November`. Linear: what stands between is bounded.
const SPELT = new RegExp(
  `\\b(?:${ALPHABETS})(?:[^a-z]{1,6}(?:(?:${PAUSE})[^a-z]{1,6})?(?:${ALPHABETS})){${FEWEST - 1},}\\b`,
  'g',
);
const LETTER = new RegExp(`\\b(?:${ALPHABETS})\\b`, 'g');
// Hits `I as in India`, `I comme Irma`: whatever word it is, it begins with the letter.
const NAMED = /\b([a-z])[,:]? (?:as in|like|comme|for|pour) \1[a-z]{1,20}\b/g;
const NAMED_ROW = /(?:\b[a-z][,:]? (?:as in|like|comme|for|pour) [a-z]{2,20}[^a-z]{1,6}){8,}/;

/** How the commonest letter is named, by whatever word. */
const NAMES_OF_E = ['e as in ', 'e, as in ', 'e like ', 'e for ', 'e comme ', 'e, comme ', 'e pour '];

/** The (folded) text with letters for words that spell; nothing when there are none. Linear. */
export function spelledOut(folded: string, tokens: Tokens): string | undefined {
  // Whoever spells a sentence needs an E or an O; nearly all texts are done with here.
  const mayBeNamed = NAMES_OF_E.some((name) => folded.includes(name));
  if ((tokens.signs & SPELLING) === 0 && !mayBeNamed) return undefined;
  const named = mayBeNamed && NAMED_ROW.test(folded);
  const text = (named ? folded.replace(NAMED, (_, letter: string) => WORD_OF.get(letter) ?? letter) : folded).replace(
    /\bx[- ]ray\b/g,
    'xray',
  );
  const read = text.replace(SPELT, (row) => {
    const letters: string[] = [];
    const gaps: string[] = [];
    let from = 0;
    for (const { index, 0: word } of row.matchAll(LETTER)) {
      if (letters.length > 0) gaps.push(row.slice(from, index));
      letters.push(word.charAt(0));
      from = index + word.length;
    }
    return wordsOf(letters, gaps);
  });
  return read === text ? undefined : read;
}

/** The first word of each letter. */
const WORD_OF = new Map(
  ALPHABETS.split('|')
    .reverse()
    .map((word) => [word.charAt(0), word]),
);
