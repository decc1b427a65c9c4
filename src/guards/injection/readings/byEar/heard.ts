// What is written by ear as sounds: in Cyrillic and in Greek letters, in the phonetic alphabet, and in French as in short messages.
// The sounds are those of `pronounced`.
import { plain, soundsOf } from './pronounced';

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'A', б: 'B', в: 'V', г: 'G', д: 'D', е: 'E', ё: '0', ж: 'J', з: 'Z', и: 'I', й: 'Y', к: 'K', л: 'L', м: 'M', н: 'N', о: 'O', п: 'P', р: 'R', с: 'S',
  т: 'T', у: 'U', ф: 'F', х: 'H', ц: 'TS', ч: 'C', ш: 'X', щ: 'X', ъ: '', ы: 'I', ь: '', э: 'E', ю: 'YU', я: 'YA', і: 'I', ї: 'YI', є: 'E', ґ: 'G',
  ј: 'Y', џ: 'Q', љ: 'LY', њ: 'NY', ђ: 'Q', ћ: 'C', ў: 'W',
}; // prettier-ignore

const GREEK: Readonly<Record<string, string>> = {
  α: 'A', β: 'V', γ: 'G', δ: '5', ε: 'E', ζ: 'Z', η: 'I', θ: '5', ι: 'I', κ: 'K', λ: 'L', μ: 'M', ν: 'N', ξ: 'KS', ο: 'O', π: 'P', ρ: 'R', σ: 'S', ς: 'S',
  τ: 'T', υ: 'I', φ: 'F', χ: 'H', ψ: 'PS', ω: 'O',
}; // prettier-ignore

const PHONETIC: Readonly<Record<string, string>> = {
  a: 'A', ɑ: 'A', ɐ: 'A', æ: 'A', ʌ: 'A', e: 'E', ɛ: 'E', ɜ: '0', ə: '0', ɘ: '0', ɚ: '0R', ɝ: '0R', œ: '0', ø: '0', i: 'I', ɪ: 'I', ɨ: 'I', o: 'O', ɔ: 'O',
  ɒ: 'O', u: 'U', ʊ: 'U', ʉ: 'U', y: '8', ʏ: '8', ɥ: '8', w: 'W', ʍ: 'W', j: 'Y', p: 'P', b: 'B', t: 'T', d: 'D', k: 'K', g: 'G', ɡ: 'G', f: 'F', v: 'V',
  s: 'S', z: 'Z', ʃ: 'X', ʒ: 'J', θ: '5', ð: '5', ʧ: 'C', ʤ: 'Q', m: 'M', n: 'N', ɲ: 'NY', ŋ: 'N', l: 'L', ɫ: 'L', ʎ: 'Y', r: 'R', ʁ: 'R', ɹ: 'R', ɾ: 'R',
  ʀ: 'R', ɻ: 'R', h: 'H', x: 'H', ɦ: 'H', '\u0303': 'N',
}; // prettier-ignore

function each(word: string, letters: Readonly<Record<string, string>>): string {
  let sounds = '';
  for (const letter of word) sounds += letters[letter] ?? '';
  return plain(sounds);
}

const RULES: readonly (readonly [RegExp, string])[] = [
  [/дж/g, 'џ'],
  [/тш/g, 'ч'],
  [/^ё/, 'йо'],
  [/нг(?=$|з|с)/g, 'н'],
  [/(?<=^|[аеиоэ])у(?=[аеёиоэяюы])|^уу/g, 'ў'],
];

/** The sounds that a word in Cyrillic letters may stand for, in English and in French. */
export function ofCyrillic(word: string): string[] {
  const letters = RULES.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word);
  const sounds = each(letters, CYRILLIC);
  // The French `u` and `eu` are no other letters; soft consonants are those of Russian.
  return sounds.includes('YU') && !sounds.startsWith('YU') ? [sounds.replaceAll('YU', '8')] : [sounds];
}

const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/γου(?=[αεηιοω])|ου(?=[αεηιοω])/g, 'W'],
  [/γι(?=[αεοω])/g, 'Y'],
  [/^μπ/, 'B'],
  [/^ντ/, 'D'],
  [/^γκ/, 'G'],
  [/ου/g, 'U'],
  [/[οε]ι|υι/g, 'I'],
  [/αι/g, 'E'],
  [/αυ/g, 'AV'],
  [/ευ/g, 'EV'],
  [/τσ/g, 'C'],
  [/τζ/g, 'Q'],
  [/γγ|γκ/g, 'NK'],
  [/νγκ?/g, 'NG'],
];
/** Two letters that are one sound, two, or three. */
const STOPS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/μπ/g, ['B', 'MP', 'MB']],
  [/ντ/g, ['D', 'NT', 'ND']],
  [/NK/g, ['G', 'NK', 'N']],
];

/** The sounds that a word in Greek letters, without accents, may stand for. */
export function ofGreek(word: string): string[] {
  let ways = [PAIRS.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word)];
  for (const [pattern, sounds] of STOPS)
    ways = ways.flatMap((way) =>
      way.search(pattern) < 0 ? [way] : sounds.map((sound) => way.replace(pattern, sound)),
    );
  return ways.map((way) => each(way, { ...SOUNDS, ...GREEK }));
}

/** Sounds stand for themselves. */
const SOUNDS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('ABCDEGIKMNOPQTUVWY', (one) => [one, one]),
);

/** The sounds of a word in the phonetic alphabet, decomposed. */
export function ofPhonetic(word: string): string[] {
  return [each(word.replace(/t͡?ʃ/g, 'ʧ').replace(/d͡?ʒ/g, 'ʤ'), PHONETIC)];
}

/** What single signs of short messages sound like. */
const SIGNS: Readonly<Record<string, string>> = { B: 'BE', C: 'SE', D: 'DE', G: 'JE', P: 'PE', T: 'TE', V: 'VE', K: 'KA', M: 'EM', N: 'EN', L: 'EL', R: 'ER', S: 'ES', '1': 'EN', '2': 'D0', '3': 'TRWA', '6': 'SIS', '7': 'SET', '8': '8IT', '9': 'N0F' }; // prettier-ignore

/** The sounds of a word of a short message in French, with its capitals. */
export function ofMessage(word: string): string[] {
  // A capital behind letters, and a digit, is said by its name.
  const parts = word.replaceAll('0', 'o').match(/[A-Z0-9](?![a-z])|[A-Z]?[^A-Z0-9]+/g) ?? [];
  const folded = plainLetters(word);
  const sounds = parts
    .map(
      (part, n) =>
        SIGNS[part] ??
        soundsOf(
          plainLetters(n < parts.length - 1 ? `${part}e` : part)
            .replaceAll('oa', 'oi')
            .replaceAll('k', 'qu'),
          'french',
        ),
    )
    .join('');
  // In small letters: as it stands, which is an abbreviation, or a word.
  return /^[a-z]+$/.test(folded) && !/[a-z][A-Z]$/.test(word) ? [sounds, folded] : [sounds];
}

function plainLetters(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}
