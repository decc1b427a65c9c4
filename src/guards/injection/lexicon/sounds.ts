// What a word sounds like, roughly, and what is left of it without its vowels: keys under which its spellings meet.

type Rules = readonly (readonly [RegExp, string])[];

/** From the first to the last; capital letters are sounds that no single letter writes. */
const FRENCH: Rules = [
  [/(?<=[a-z])(?:ent|es|[eh])$|^h/, ''],
  [/^ex(?=[aeiou])/, 'egz'],
  [/eaux?|aux?|oh/g, 'o'],
  [/ille/g, 'iy'],
  [/oin/g, 'wI'],
  [/oi|oa/g, 'wa'],
  [/ph/g, 'f'],
  [/sch|ch|sh/g, 'C'],
  [/gn/g, 'N'],
  [/gu(?=[eiy])/g, 'G'],
  [/ge(?=[ao])|g(?=[eiy])/g, 'j'],
  [/g/g, 'G'],
  [/sc(?=[eiy])|c(?=[eiy])/g, 'S'],
  [/ti(?=on)/g, 'Si'],
  [/qu|q|cc?|k/g, 'k'],
  [/ss/g, 'S'],
  [/(?<=[aeiouy])s(?=[aeiouy])/g, 'z'],
  [/x/g, 'kS'],
  [/(?:[ae]in|[aei]im|[iuy][nm]|en(?<=i..))(?![aeiouynm])/g, 'I'],
  [/[ae][nm](?![aeiouynm])/g, 'A'],
  [/o[nm](?![aeiouynm])/g, 'O'],
  [/ez$|er$|et$|ee?s?$|ai[st]?(?=$)/, 'e'],
  [/ai|ei/g, 'e'],
  [/ou|oo/g, 'u'],
  [/eu|oeu/g, 'e'],
  [/(?<=[a-zA-Z])[tdpsxz]{1,3}$/, ''],
  [/s/g, 'S'],
  [/y/g, 'i'],
  [/w(?!a)/g, 'v'],
  [/h/g, ''],
  [/(.)\1+/g, '$1'],
];

const ENGLISH: Rules = [
  [/^kn/, 'n'],
  [/^wr/, 'r'],
  [/^wh/, 'w'],
  [/^ps/, 's'],
  [/tch|ch/g, 'C'],
  [/[tsc]h?i(?=on|ous|al|an|en)|sh(?=[uoe]n)|tu(?=r)|sh/g, 'S'],
  [/ph/g, 'f'],
  [/ought|aught/g, 'ot'],
  [/(?<=[aeiou])gh(?=t)|gh$/g, ''],
  [/gh/g, 'g'],
  [/dg(?=[ei])/g, 'j'],
  [/ck|qu|q|c(?![eiy])/g, 'k'],
  [/c/g, 's'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/th/g, 'd'],
  [/mb$/, 'm'],
  [/(?<=[a-z])w(?![aeiou])/g, ''],
  [/h(?![aeiou])/g, ''],
  [/(?<!^)[aeiouyh]+/g, ''],
  [/^[aeiou]+/, 'A'],
  [/(.)\1+/g, '$1'],
];

function keyBy(rules: Rules, word: string): string {
  let key = word;
  for (const [pattern, sound] of rules) key = key.replace(pattern, sound);
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
