// Words with letters moved from one end to the other, and with syllables put before, behind or into them: pig latin, louchébem,
// verlan, javanais, ubbi dubbi and their like. What was added is found by how often it stands, whatever it is.
import { isWord } from '../../lexicon/vocabulary';
import { VERLAN } from '../verlan';
import type { Offer, Undo, WordTransform } from './transform';

/** So many of the words must begin, or end, alike. */
const SHARE = 0.6;
const LONGER = 0.9;
const LONGEST_AFFIX = 4;
/** Letters that may be moved. */
const MOST_MOVED = 4;
/** What a moved letter, a moved vowel, and a letter more that was added, cost beside the price of a word. */
const MOVED = 0.2;
const VOWEL_MOVED = 1.5;
const ADDED = 0.3;

/** `ignoreway eviouspray`, `lignorem`, `xxignorexx`: an ending or a beginning that most words have, and letters moved to the end. */
export const affixed: WordTransform = (words) => withoutAffixes(words, 1);

/** As `affixed`, of words among others that are in no disguise: a single letter at their ends is chance. */
export const affixedAmong: WordTransform = (words) => withoutAffixes(words, 2);

function withoutAffixes(words: readonly string[], shortest: number): Undo[] {
  // In some slangs words stay as they are that begin with a vowel.
  const strange = words.filter((word) => word.length > 2 && !isWord(word));
  const suffix = commonest(strange, (word, length) => word.slice(-length));
  const prefix = commonest(strange, (word, length) => word.slice(0, length));
  const undos: Undo[] = [];
  if (prefix.length >= shortest && suffix.length >= shortest) undos.push(withoutAffix(prefix, suffix));
  if (suffix.length >= shortest) undos.push(withoutAffix('', suffix));
  if (prefix.length >= shortest) undos.push(withoutAffix(prefix, ''));
  return undos;
}

function withoutAffix(prefix: string, suffix: string): Undo {
  return (word, offer) => {
    if (!word.startsWith(prefix) || !word.endsWith(suffix) || word.length <= prefix.length + suffix.length) {
      offer(word, 0);
      return;
    }
    const core = word.slice(prefix.length, word.length - suffix.length);
    moveBack(core, offer, 0);
    // `ignoreway` has a letter more, and the slang of butchers any ending.
    if (suffix !== '') {
      if (/^[aeiouy].*[hwy]$/.test(core)) offer(core.slice(0, -1), 0);
      return;
    }
    for (let more = 1; more <= Math.min(LONGEST_AFFIX, core.length - 1); more++)
      moveBack(core.slice(0, -more), offer, ADDED * more);
  };
}

/** What butchers put behind a word, whichever they like for each. */
const OF_BUTCHERS = ['oque', 'uche', 'iche', 'esse', 'uque', 'oc', 'ok', 'em', 'es', 'ji', 'ic', 'e', 'i', ''];
const BUTCHERED = /^l[a-z]{1,16}(?:oque|uche|iche|esse|uque|o[ck]|ems?|es?|ji|ic)$/;
const MOVED_LETTERS = /(?:[b-df-hj-np-tv-z]{1,3}|qu|gu)$/;
/** What a word of it costs that may as well be one that stands as it is: `les`, `la`. */
const ITSELF = 0.5;

/** `lontremé-loimoque les lotsmem`: an `l` for the first letters, which stand before an ending, another one each time. */
export const butchered: WordTransform = (words) => {
  const strange = words.filter((word) => word.length > SHORTEST_BUTCHERED && !isWord(word));
  if (strange.filter((word) => BUTCHERED.test(word)).length < strange.length * SHARE) return [];
  return [
    (word, offer) => {
      offer(word, word.length > SHORTEST_BUTCHERED ? 1 + ITSELF : 0);
      if (!word.startsWith('l')) return;
      for (const ending of OF_BUTCHERS) {
        if (!word.endsWith(ending)) continue;
        const core = word.slice(1, word.length - ending.length);
        const [moved = ''] = MOVED_LETTERS.exec(core) ?? [];
        for (let k = 0; k < moved.length; k++)
          offer(moved.slice(k) + core.slice(0, core.length - moved.length + k), k * MOVED, 'french');
        if (moved !== '') offer(core, VOWEL_MOVED, 'french');
      }
    },
  ];
};

const SHORTEST_BUTCHERED = 3;

/** `gnorei`: the end of each word stands before its beginning. */
export const turned: WordTransform = () => [
  (word, offer) => {
    const meant = VERLAN.get(word);
    if (meant !== undefined && meant !== '') offer(meant, 0, 'french');
    // Short words stay as they are, mostly.
    const isShort = word.length <= 3;
    offer(word, isShort ? 0 : TURNED);
    for (let k = 1; k < word.length; k++)
      offer(word.slice(k) + word.slice(0, k), isShort ? 2 * TURNED : k === 1 || k === word.length - 1 ? TURNED / 2 : 0);
  },
];

/** What a word costs that is read against what is usual in this slang. */
const TURNED = 1;

function moveBack(stem: string, offer: Offer, cost: number): void {
  offer(stem, cost);
  for (let k = 1; k <= Math.min(MOST_MOVED, stem.length - 1); k++) {
    const moved = stem.slice(-k);
    offer(moved + stem.slice(0, -k), cost + MOVED * k + (/[aeio]|^u/.test(moved) ? VOWEL_MOVED : 0));
  }
}

/** The longest affix that most words have; empty for none. */
function commonest(words: readonly string[], affix: (word: string, length: number) => string): string {
  let found = '';
  let times = words.length * SHARE;
  for (let length = 1; length <= LONGEST_AFFIX; length++) {
    const counts = new Map<string, number>();
    for (const word of words)
      if (word.length > length) counts.set(affix(word, length), (counts.get(affix(word, length)) ?? 0) + 1);
    const [best] = [...counts].sort((a, b) => b[1] - a[1]);
    if (best === undefined || best[1] < times) break;
    found = best[0];
    // A letter more belongs to it only where it stands as often.
    times = best[1] * LONGER;
  }
  return found;
}

/** So many rows of letters are tried as what was put in. */
const TRIED = 6;
const LONGEST_INFIX = 5;
/** In so many words it is looked for. */
const COUNTED = 20;
/** It stands so often, a word. */
const TIMES = 0.7;
/** A single letter, so often, more than the commonest in plain texts. */
const TIMES_LETTER = 1.2;

/** `avignavorave`, `ubignuboruube`, `i_g_n_o_r_e`: a syllable or a sign within the words, which stands nearly as often as there are words. */
export const infixed: WordTransform = (words) =>
  oftenWithin(words).map((infix) => (word, offer) => {
    const parts = word.split(infix);
    offer(parts.join(''), 0);
    // One of them may belong to the word.
    for (let k = 1; k < parts.length && parts.length > 2; k++)
      offer(parts.slice(0, k).join('') + infix + parts.slice(k).join(''), 1);
  });

/** The rows of letters that stand most often in words, by how many letters they make up. */
function oftenWithin(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words.slice(0, COUNTED))
    for (let length = 1; length <= LONGEST_INFIX; length++)
      for (let i = 0; i + length <= word.length; i++) {
        const part = word.slice(i, i + length);
        counts.set(part, (counts.get(part) ?? 0) + 1);
      }
  return [...counts]
    .filter(([part, times]) => times >= Math.min(words.length, COUNTED) * (/^[a-z]$/.test(part) ? TIMES_LETTER : TIMES))
    .sort((a, b) => b[1] * b[0].length - a[1] * a[0].length)
    .slice(0, TRIED)
    .map(([part]) => part);
}

// Hits `ifi`, `opo`, `onfon`: a vowel, and what is behind it, said again behind letters that are always the same.
const ECHO = /([aeiouy]{1,3})([b-df-hj-np-tv-z][a-z]{0,2}?)\1/g;

/** `ifignoforefe`, `bonfonjourfour`: each syllable is said twice, the second time behind the same consonants. */
export const echoed: WordTransform = (words) => {
  const counts = new Map<string, number>();
  for (const word of words.slice(0, COUNTED))
    for (const [, , between = ''] of word.matchAll(ECHO)) counts.set(between, (counts.get(between) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] < Math.min(words.length, COUNTED) * TIMES) return [];
  const between = best[0];
  const open = new RegExp(`([aeiouy]{1,3})${between}\\1`, 'g');
  const closed = new RegExp(`([aeiouy]{1,3}[b-df-hj-np-tv-z]{0,2})${between}\\1`, 'g');
  return [
    (word, offer) => {
      offer(word.replace(open, '$1'), 0);
      offer(word.replace(closed, '$1'), 0);
    },
  ];
};

// Hits `bob`, `tot`: consonants that stand twice, with a vowel between them.
const DOUBLED = /([b-df-hj-np-tv-z]{1,2})([aeiou])\1/g;
/** It stands so often, a word. */
const TIMES_DOUBLED = 1.2;

/** `bobroreakok`: each consonant is said twice, with the same vowel between. */
export const doubled: WordTransform = (words) => {
  const counts = new Map<string, number>();
  for (const word of words.slice(0, COUNTED))
    for (const [, , vowel = ''] of word.matchAll(DOUBLED)) counts.set(vowel, (counts.get(vowel) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] < Math.min(words.length, COUNTED) * TIMES_DOUBLED) return [];
  const twice = new RegExp(`([b-df-hj-np-tv-z]{1,2})${best[0]}\\1`, 'g');
  return [
    (word, offer) => {
      offer(word.replace(twice, '$1'), 0);
    },
  ];
};
