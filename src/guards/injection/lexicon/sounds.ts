// What a word sounds like, roughly, and what is left of it without its vowels: keys under which its spellings meet.

/** Letters of which a match has all of one group, at least; what is looked for; and what it sounds like. */
type Rules = readonly (readonly [letters: string, pattern: RegExp, sound: string])[];

/** From the first to the last; capital letters are sounds that no single letter writes. */
const FRENCH = compiled([
  ['e h', /(?<=[a-z])(?:ent|es|[eh])$|^h/, ''],
  ['ex', /^ex(?=[aeiou])/, 'egz'],
  ['au oh', /eaux?|aux?|oh/g, 'o'],
  ['ile', /ille/g, 'iy'],
  ['oin', /oin/g, 'wI'],
  ['oi oa', /oi|oa/g, 'wa'],
  ['ph', /ph/g, 'f'],
  ['ch sh', /sch|ch|sh/g, 'C'],
  ['gn', /gn/g, 'N'],
  ['gu', /gu(?=[eiy])/g, 'G'],
  ['g', /ge(?=[ao])|g(?=[eiy])/g, 'j'],
  ['g', /g/g, 'G'],
  ['c', /sc(?=[eiy])|c(?=[eiy])/g, 'S'],
  ['tion', /ti(?=on)/g, 'Si'],
  ['q c k', /qu|q|cc?|k/g, 'k'],
  ['s', /ss/g, 'S'],
  ['s', /(?<=[aeiouy])s(?=[aeiouy])/g, 'z'],
  ['x', /x/g, 'kS'],
  ['n m', /(?:[ae]in|[aei]im|[iuy][nm]|en(?<=i..))(?![aeiouynm])/g, 'I'],
  ['an en am em', /[ae][nm](?![aeiouynm])/g, 'A'],
  ['on om', /o[nm](?![aeiouynm])/g, 'O'],
  ['e ai', /ez$|er$|et$|ee?s?$|ai[st]?(?=$)/, 'e'],
  ['ai ei', /ai|ei/g, 'e'],
  ['o', /ou|oo/g, 'u'],
  ['eu', /eu|oeu/g, 'e'],
  ['t d p s x z', /(?<=[a-zA-Z])[tdpsxz]{1,3}$/, ''],
  ['s', /s/g, 'S'],
  ['y', /y/g, 'i'],
  ['w', /w(?!a)/g, 'v'],
  ['h', /h/g, ''],
  ['', /(.)\1+/g, '$1'],
]);

const ENGLISH = compiled([
  ['kn', /^kn/, 'n'],
  ['wr', /^wr/, 'r'],
  ['wh', /^wh/, 'w'],
  ['ps', /^ps/, 's'],
  ['ch', /tch|ch/g, 'C'],
  ['i sh tur', /[tsc]h?i(?=on|ous|al|an|en)|sh(?=[uoe]n)|tu(?=r)|sh/g, 'S'],
  ['ph', /ph/g, 'f'],
  ['ught', /ought|aught/g, 'ot'],
  ['gh', /(?<=[aeiou])gh(?=t)|gh$/g, ''],
  ['gh', /gh/g, 'g'],
  ['dg', /dg(?=[ei])/g, 'j'],
  ['c q', /ck|qu|q|c(?![eiy])/g, 'k'],
  ['c', /c/g, 's'],
  ['x', /x/g, 'ks'],
  ['z', /z/g, 's'],
  ['th', /th/g, 'd'],
  ['mb', /mb$/, 'm'],
  ['w', /(?<=[a-z])w(?![aeiou])/g, ''],
  ['h', /h(?![aeiou])/g, ''],
  ['a e i o u y h', /(?<!^)[aeiouyh]+/g, ''],
  ['a e i o u', /^[aeiou]+/, 'A'],
  ['', /(.)\1+/g, '$1'],
]);

interface Compiled {
  readonly groups: readonly number[];
  readonly pattern: RegExp;
  readonly sound: string;
}

function compiled(rules: Rules): readonly Compiled[] {
  return rules.map(([letters, pattern, sound]) => ({ groups: letters.split(' ').map(lettersOf), pattern, sound }));
}

/** The letters of a word, one bit each; sounds in capitals as the letters that are written so. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function keyBy(rules: readonly Compiled[], word: string): string {
  let key = word;
  let letters = lettersOf(word);
  for (const { groups, pattern, sound } of rules) {
    // Most words lack the letters of most rules.
    if (!groups.some((group) => (letters & group) === group)) continue;
    const next = key.replace(pattern, sound);
    if (next !== key) letters = lettersOf(next);
    key = next;
  }
  return key;
}

/** The sounds of a word as a French reader says them, roughly. */
export function frenchSounds(word: string): string {
  return keyBy(FRENCH, word);
}

/** The consonants of a word as an English reader says them, roughly, with its first vowel if it begins with one. */
export function englishSounds(word: string): string {
  return keyBy(ENGLISH, word);
}

/** The letters of a word but for its vowels. */
export function skeleton(word: string): string {
  return word.replace(/[aeiou]/g, '');
}

/** The letters of a word in the order of the alphabet. */
export function sortedLetters(word: string): string {
  return Array.from(word).sort().join('');
}
