// English or French in the letters of other scripts, letter by letter or by its sound: Cyrillic, Greek, runes, Gothic, Ogham, Georgian, Armenian.
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
  ᚠ: 'f', ᚢ: 'u v', ᚦ: 'th', ᚩ: 'o', ᚪ: 'a', ᚨ: 'a', ᚫ: 'ae a e', ᚱ: 'r', ᚲ: 'k c', ᚳ: 'c k', ᚷ: 'g', ᚹ: 'w v', ᚺ: 'h', ᚻ: 'h', ᚼ: 'h', ᚾ: 'n', ᛁ: 'i',
  ᛃ: 'j y', ᛄ: 'j y', ᛇ: 'eo i y', ᛈ: 'p', ᛉ: 'x z', ᛊ: 's', ᛋ: 's', ᛏ: 't', ᛒ: 'b', ᛖ: 'e', ᛗ: 'm', ᛚ: 'l', ᛜ: 'ng', ᛝ: 'ng', ᛞ: 'd', ᛟ: 'o oe', ᚣ: 'y u',
  ᛡ: 'io j', ᛠ: 'ea', ᛣ: 'k c', ᛢ: 'q kw', ᛤ: 'g', ᚡ: 'v', ᛦ: 'r y', ᛅ: 'a', ᛆ: 'a', ᚴ: 'k', ᛘ: 'm', ᛂ: 'e', ᚬ: 'o', ᛪ: 'x', ᛎ: 'z', ᚽ: 'h', ᛌ: 's', ᛍ: 'c', ᚤ: 'y', ᚧ: 'th', ᛩ: 'q',
  '\u{10330}': 'a', '\u{10331}': 'b', '\u{10332}': 'g', '\u{10333}': 'd', '\u{10334}': 'e', '\u{10335}': 'q', '\u{10336}': 'z', '\u{10337}': 'h',
  '\u{10338}': 'th', '\u{10339}': 'i j', '\u{1033a}': 'k c', '\u{1033b}': 'l', '\u{1033c}': 'm', '\u{1033d}': 'n', '\u{1033e}': 'j y', '\u{1033f}': 'u',
  '\u{10340}': 'p', '\u{10342}': 'r', '\u{10343}': 's', '\u{10344}': 't', '\u{10345}': 'w v y', '\u{10346}': 'f', '\u{10347}': 'x', '\u{10348}': 'hw wh', '\u{10349}': 'o',
  ᚁ: 'b', ᚂ: 'l', ᚃ: 'f v w', ᚄ: 's', ᚅ: 'n', ᚆ: 'h', ᚇ: 'd', ᚈ: 't', ᚉ: 'c k', ᚊ: 'q', ᚋ: 'm', ᚌ: 'g', ᚍ: 'ng', ᚎ: 'z', ᚏ: 'r', ᚐ: 'a', ᚑ: 'o', ᚒ: 'u w', ᚓ: 'e', ᚔ: 'i',
  ᚕ: 'k x ea', ᚖ: 'oi', ᚗ: 'ui', ᚘ: 'p io', ᚙ: 'x ae', ᚚ: 'p',
  ა: 'a', ბ: 'b', გ: 'g', დ: 'd', ე: 'e', ვ: 'v w', ზ: 'z', თ: 't th', ი: 'i y', კ: 'k c', ლ: 'l', მ: 'm', ნ: 'n', ო: 'o', პ: 'p', ჟ: 'zh j', რ: 'r', ს: 's c', ტ: 't', უ: 'u w oo ou',
  ფ: 'p f ph', ქ: 'k q c', ღ: 'gh', ყ: 'q k', შ: 'sh ch', ჩ: 'ch', ც: 'ts c', ძ: 'dz', წ: 'ts', ჭ: 'ch', ხ: 'kh h x', ჯ: 'j', ჰ: 'h',
  ա: 'a', բ: 'b', գ: 'g', դ: 'd', ե: 'e', զ: 'z', է: 'e', ը: 'e', թ: 't th', ժ: 'zh j', ի: 'i', լ: 'l', խ: 'kh', ծ: 'ts', կ: 'k c', հ: 'h', ձ: 'dz', ղ: 'gh', ճ: 'ch', մ: 'm', յ: 'y j',
  ն: 'n', շ: 'sh ch', ո: 'o', չ: 'ch', պ: 'p', ջ: 'j', ռ: 'r', ս: 's c', վ: 'v', տ: 't', ր: 'r', ց: 'ts c', ւ: 'u w ou', փ: 'p', ք: 'k q', օ: 'o', ֆ: 'f ph',
}; // prettier-ignore
const STRANGE_LETTERS =
  /[\u0391-\u03c9\u0400-\u045f\u0561-\u0586\u10d0-\u10f0\u1681-\u169a\u16a0-\u16ea\u{10330}-\u{10349}]{3}/u;
const WORD = /[\u0391-\u03c9\u0400-\u045f\u0561-\u0586\u10d0-\u10f0\u1681-\u169a\u16a0-\u16ea\u{10330}-\u{10349}]+/gu;
/** Points between the words of runes. */
const POINTS_BETWEEN = /[\u16eb-\u16ed]/g;
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
    // Two letters of Armenian for one sound.
    .replaceAll('ու', 'ւ')
    .replace(WORD, (word) => {
      const latin = latinOf(word);
      read.push(latin);
      return latin;
    });
  if (read.length < FEWEST_WORDS || senseOf(read.join(' ')) < SENSE) return undefined;
  return canonicalise(text.replace(POINTS_BETWEEN, ' ')).text;
}

/** The likeliest word that letters stand for, or the likeliest letters. */
function latinOf(word: string): string {
  let ways = [''];
  if (word.length > 2 * LONGEST)
    return Array.from(word, (letter) => (LETTERS[letter] ?? '').split(' ')[0] ?? '').join('');
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
