// English or French in Cyrillic or Greek letters, letter by letter or by its sound.
import { isWord, priceOf } from '../../lexicon/vocabulary';
import { canonicalise } from '../../../normalise';
import { senseOf } from '../sense';

/** What each letter may stand for, the likeliest first. */
const LETTERS: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v w', г: 'g', д: 'd', е: 'e', ё: 'io yo e', ж: 'j zh g', з: 'z s', и: 'i', й: 'y i j', к: 'k c q ck', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r',
  с: 's c', т: 't th', у: 'u w oo', ф: 'f ph', х: 'h x kh', ц: 'c ts', ч: 'ch', ш: 'sh ch', щ: 'sh sch', ъ: '', ы: 'y i', ь: '', э: 'e', ю: 'u yu', я: 'ia ya',
  і: 'i', ї: 'yi i', є: 'e ye', ґ: 'g', ј: 'j', џ: 'dj j', љ: 'lj', њ: 'nj', ђ: 'dj', ћ: 'c',
  α: 'a', β: 'b v', γ: 'g y', δ: 'd', ε: 'e', ζ: 'z', η: 'i e h', θ: 'th', ι: 'i', κ: 'k c', λ: 'l', μ: 'm', ν: 'n', ξ: 'x ks', ο: 'o', π: 'p', ρ: 'r', σ: 's c', ς: 's',
  τ: 't', υ: 'u y', φ: 'f ph', χ: 'ch x h', ψ: 'ps', ω: 'o w',
}; // prettier-ignore
const STRANGE_LETTERS = /[\u0391-\u03c9\u0400-\u045f]{3}/;
const WORD = /[\u0391-\u03c9\u0400-\u045f]+/g;
/** So many ways to read a word are tried. */
const MOST_WAYS = 96;
const LONGEST = 24;
const FEWEST_WORDS = 4;
/** So many of the words of a text must become words. */
const SENSE = 0.6;

/** The text in Latin letters, folded; nothing when it has no letters of these, or becomes no English and no French. Linear. */
export function transliterated(source: string): string | undefined {
  if (!STRANGE_LETTERS.test(source)) return undefined;
  const read: string[] = [];
  const text = source
    .toLowerCase()
    .normalize('NFC')
    .replace(WORD, (word) => {
      const latin = latinOf(word);
      read.push(latin);
      return latin;
    });
  if (read.length < FEWEST_WORDS || senseOf(read.join(' ')) < SENSE) return undefined;
  return canonicalise(text).text;
}

/** The likeliest word that letters stand for, or the likeliest letters. */
function latinOf(word: string): string {
  let ways = [''];
  if (word.length > LONGEST) return Array.from(word, (letter) => (LETTERS[letter] ?? '').split(' ')[0] ?? '').join('');
  for (const letter of word) {
    const meant = (LETTERS[letter] ?? letter).split(' ');
    const all = ways.flatMap((way) => meant.map((one) => way + one));
    ways = all.length > MOST_WAYS ? ways.map((way) => way + (meant[0] ?? '')) : all;
  }
  let best = ways[0] ?? '';
  let price = Infinity;
  for (const way of ways) {
    if (!isWord(way)) continue;
    const one = Math.min(priceOf(way, 'english'), priceOf(way, 'french'));
    if (one < price) [best, price] = [way, one];
  }
  return best;
}
