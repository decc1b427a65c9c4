// Verlan: French words with their syllables the other way about (`lanceba` for `balance`), also with a hyphen (`gles-rè`), among others
// that stay as they are.
import { WordFilter } from '../lexicon';
import { isCounted, isWord, priceOf } from '../lexicon/vocabulary';
import type { Tokens } from '../tokens';

/** Words of verlan that are not made of the same letters, or stand in any text of it; those without a meaning only betray it. */
export const VERLAN: ReadonlyMap<string, string> = new Map(
  `wesh= keuf=flic meuf=femme teuf=fete reuf=frere reum=mere reup=pere keum=mec zyva=vas-y ziva=vas-y ouf=fou chelou=louche relou=lourd
  teube=bete venere=enerve cimer=merci oim=moi ouam=moi wam=moi oit=toi ouate=toi wat=toi keupon=punk zarbi=bizarre chanme=mechant
  pecho=choper peucho=choper vesqui=esquive turvoi=voiture caisra=racaille rema=mere reuch=cher repa=pere sepa=passe asp=passe sap=pas ap=pas
  ssepa=passe gler=regle glere=regle glair=regle gleur=regle gleure=regle feuch=chef fech=chef feche=chef cesdre=descend sigcon=consigne
  sicon=consigne gnescon=consigne tromp=prompt crese=secret cresse=secret tsecre=secret dror=ordre drore=ordre chave=cache tainpu=putain
  nachave=sauve peura=rap tof=photo zikmu=musique keutru=truc ienb=bien yeuf=feuille keblo=bloque skeud=disque leurleu=controleur ripou=pourri
  scred=discret sonper=personne tesma=mate tema=mate beton=tomber teuboi=boite loucede=douce nedo=donne nnedo=donne teks=texte glereg=regle
  topass=passe`
    .split(/\s+/)
    .map((entry) => entry.split('='))
    .flatMap(([written = '', meant = '']): [string, string][] => [
      [written, meant],
      [`${written}s`, meant === '' || meant.endsWith('s') ? meant : `${meant}s`],
    ]),
);

const VERLAN_WORDS = new WordFilter(VERLAN.keys());

/** Shortest and longest word that is turned. */
const SHORTEST = 4;
const LONGEST = 12;
/** Dearer words, as natural logarithms, are none that anybody turns. */
const DEAREST = 12.5;
/** So many words must be turned; in longer texts more. */
const FEWEST = 2;
const FEWEST_OF_LONG = 4;
const LONG = 150;
/** What stands behind a verb that gives an order. */
const BEHIND = new Set(['moi', 'toi', 'le', 'la', 'les', 'lui', 'nous', 'leur']);
const HYPHEN = 0x2d;
/** A letter that stands twice where the halves meet, or at the head, stands once in the word. */
const DOUBLED_HEAD = /^([a-z])\1/;

/** The (folded) text with its words of verlan turned back; nothing when there are few. Linear. */
export function turnedBack(folded: string, tokens: Tokens): string | undefined {
  if (!isBetrayed(tokens)) return undefined;
  const { count, start, end } = tokens;
  let text = '';
  let from = 0;
  let turned = 0;
  for (let i = 0; i < count; i++) {
    let last = i;
    while (last + 1 < count && last - i < 2 && isHyphenated(tokens, last)) last++;
    if (last === i && standsAsItIs(tokens, i)) continue;
    const parts = Array.from({ length: last - i + 1 }, (_, n) => folded.slice(start[i + n] ?? 0, end[i + n] ?? 0));
    const meant = meantBy(parts);
    const respelt = meant ?? respeltBy(parts);
    if (respelt !== undefined && (start[i] ?? 0) >= from) {
      text += folded.slice(from, start[i] ?? 0) + respelt;
      from = end[last] ?? 0;
      if (meant !== undefined) turned++;
    }
    i = last;
  }
  return turned < (count > LONG ? FEWEST_OF_LONG : FEWEST) ? undefined : text + folded.slice(from);
}

/** A word of verlan stands there that every speaker knows, or several words with a hyphen that are none. */
function isBetrayed(tokens: Tokens): boolean {
  const { count, counted, hash, word, start, end } = tokens;
  let cut = 0;
  for (let i = 0; i < count; i++) {
    if (counted[i] !== 0 && (end[i] ?? 0) - (start[i] ?? 0) > SHORTEST) continue;
    if (VERLAN_WORDS.mayHave(hash[i] ?? 0) && VERLAN.has(word[i] ?? '')) return true;
    if (counted[i] === 0 && isHyphenated(tokens, i) && ++cut > FEWEST) return true;
  }
  return false;
}

/** A word that was counted as it stands, and is none of verlan, is not turned back: see `wordOf`. */
function standsAsItIs({ counted, disguised, hash }: Tokens, i: number): boolean {
  return counted[i] !== 0 && disguised[i] === 0 && !VERLAN_WORDS.mayHave(hash[i] ?? 0);
}

/** Whether nothing but a hyphen stands between a word and the next one. */
function isHyphenated({ units, start, end }: Tokens, i: number): boolean {
  const behind = end[i] ?? 0;
  return units[behind] === HYPHEN && start[i + 1] === behind + 1;
}

function meantBy([one = '', two, three]: readonly string[]): string | undefined {
  if (two === undefined) return wordOf(one);
  const both = two + one;
  const areWords = isCounted(one) && isCounted(two) && one.length > 2 && two.length > 2;
  if (!areWords && isWord(both) && !isCounted(one + two))
    return three === undefined ? both : BEHIND.has(three) ? `${both}-${three}` : undefined;
  if (three !== undefined) return undefined;
  const [first, second] = [wordOf(one), wordOf(two)];
  return first === undefined && second === undefined ? undefined : `${first ?? one}-${second ?? two}`;
}

/** Halves that make no word, whichever way about, for whoever reads what is spelt by its sound: `chie-fi` for `fichiers`. */
function respeltBy([one = '', two, three]: readonly string[]): string | undefined {
  if (two === undefined || three !== undefined || isWord(one + two)) return undefined;
  // `vas-y`, `dis-moi`
  if (one.length < 2 || two.length < 2 || BEHIND.has(two)) return undefined;
  return isCounted(one) && isCounted(two) && one.length > 2 && two.length > 2 ? undefined : two + one;
}

function wordOf(word: string): string | undefined {
  const known = VERLAN.get(word);
  if (known !== undefined) return known === '' ? undefined : known;
  if (word.length < SHORTEST || word.length > LONGEST || isCounted(word)) return undefined;
  let best: string | undefined;
  let least = DEAREST;
  const offer = (meant: string): void => {
    const price = isCounted(meant) ? priceOf(meant, 'french') : Infinity;
    if (price < least) [best, least] = [meant, price];
  };
  const isPlural = word.endsWith('s');
  for (const stem of isPlural ? [word, word.slice(0, -1)] : [word])
    for (let k = 1; k < stem.length; k++) {
      const turned = stem.slice(k) + stem.slice(0, k);
      const ending = stem === word ? '' : 's';
      offer(turned + ending);
      if (DOUBLED_HEAD.test(turned)) offer(turned.slice(1) + ending);
    }
  return best;
}
