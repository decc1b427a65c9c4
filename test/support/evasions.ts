// Ways to write a text so that a filter does not read it and a model does; each deterministic.

const HOMOGLYPHS: Readonly<Record<string, string>> = {
  a: 'а', c: 'с', e: 'е', i: 'і', o: 'о', p: 'р', s: 'ѕ', x: 'х', y: 'у', A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', I: 'І', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х',
}; // prettier-ignore
const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };

const letters = (text: string, change: (letter: string) => string): string => text.replace(/[a-zA-Z]/g, change);
const plainLetters = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');
const words = (text: string, change: (word: string) => string): string => text.replace(/\p{L}{2,}/gu, change);
const points = (text: string, change: (point: number) => string): string =>
  Array.from(text, (character) => change(character.codePointAt(0) ?? 0)).join('');
const shifted = (text: string, from: number, capital: number, small: number): string =>
  points(plainLetters(text), (point) => {
    if (point >= 0x41 && point <= 0x5a) return String.fromCodePoint(capital + point - 0x41);
    if (point >= 0x61 && point <= 0x7a) return String.fromCodePoint(small + point - 0x61);
    return String.fromCodePoint(point > 0x20 && point < 0x7f ? point + from : point);
  });

/** The inside of a word of five letters and more, its pairs swapped. */
function scrambled(word: string): string {
  if (word.length < 5) return word;
  const inner = Array.from(word.slice(1, -1));
  for (let i = 0; i + 1 < inner.length; i += 2) [inner[i], inner[i + 1]] = [inner[i + 1] ?? '', inner[i] ?? ''];
  return (word[0] ?? '') + inner.join('') + (word.at(-1) ?? '');
}

const NATO =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'.split(
    ' ',
  );
const MORSE =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..'.split(
    ' ',
  );
const BRAILLE = Array.from('⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵');
const UPSIDE_DOWN = Array.from('ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz');
const PLACES = Array.from({ length: 26 }, (_, n) => String(n + 1));
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Each letter by its name in an alphabet; words without their signs. */
const spelled = (text: string, names: readonly string[], inner: string, outer: string): string =>
  plainLetters(text)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => Array.from(word, (letter) => names[letter.charCodeAt(0) - 97] ?? letter).join(inner))
    .join(outer);
const octets = (text: string, base: number, digits: number): string =>
  Array.from(Buffer.from(text), (byte) => byte.toString(base).padStart(digits, '0')).join(' ');
const inThrees = (text: string): string[] => text.match(/\S+(?:\s+\S+){0,2}/g) ?? [];
const inPieces = (text: string): string[] => text.match(/[^]{1,6}/g) ?? [];
const within = (text: string, sign: string): string =>
  words(text, (word) => (word.length < 4 ? word : word.slice(0, 2) + sign + word.slice(2)));

const STRUCK = ['always', 'lentement', 'politely', 'hier', 'often'];
const FILLERS = ['river', 'lampe', 'cloud', 'sable', 'window', 'jardin', 'marble'];
const VOWELS = /[aeiouy]+/gi;
const QWERTY = 'qwertyuiopasdfghjklzxcvbnm';
const AZERTY: Readonly<Record<string, string>> = { a: 'q', q: 'a', z: 'w', w: 'z' };

/** A slip of the finger in a word: a letter twice, missing, swapped with the next or another, by the length of the word. */
function misspelt(word: string): string {
  if (word.length < 4) return word;
  const at = 1 + (word.length % (word.length - 2));
  const letter = word.charAt(at);
  const before = word.slice(0, at);
  const behind = word.slice(at + 1);
  switch (word.length % 4) {
    case 0:
      return before + letter + letter + behind;
    case 1:
      return before + behind;
    case 2:
      return before + behind.charAt(0) + letter + behind.slice(1);
    default:
      return `${before}${letter === 'e' ? 'r' : 'e'}${behind}`;
  }
}

/** The consonants that a word begins with, and what is behind them. */
function cutAtVowel(word: string): readonly [onset: string, rest: string] {
  const at = word.toLowerCase().search(/[aeiouy]/);
  return at <= 0 ? ['', word] : [word.slice(0, at).toLowerCase(), word.slice(at)];
}

function pigLatin(word: string): string {
  const [onset, rest] = cutAtVowel(word);
  return onset === '' ? `${word}way` : `${rest}${onset}ay`;
}

/** The slang of butchers. */
function louchebem(word: string): string {
  const [onset, rest] = cutAtVowel(word);
  return onset === '' || word.length < 3 ? word : `l${rest}${onset}em`;
}

/** The end of a word before its beginning, cut behind its first syllable. */
function verlan(word: string): string {
  const at = /^[^aeiouy]*[aeiouy]+/i.exec(word)?.[0].length ?? 0;
  return word.length < 4 || at === word.length ? word : word.slice(at) + word.slice(0, at);
}

const swappedPairs = (text: string): string => text.replace(/([^])([^])/g, '$2$1');
const SHORT_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [/\byou\b/gi, 'u'],
  [/\byour\b/gi, 'ur'],
  [/\bare\b/gi, 'r'],
  [/\bto\b/gi, '2'],
  [/\bfor\b/gi, '4'],
  [/\bth(?=[ei])/gi, 'd'],
  [/\bpeople\b/gi, 'ppl'],
  [/\bfrom\b/gi, 'frm'],
  [/\bsaid\b/gi, 'sed'],
  [/\band\b/gi, 'nd'],
  [/(?<=\p{L}{3})er\b/giu, 'a'],
  [/ever/gi, 'evr'],
  [/\b(?:what|quoi)\b/gi, 'wat'],
  [/\bdans\b/gi, 'ds'],
  [/\bpour\b/gi, 'pr'],
  [/\bvous\b/gi, 'vs'],
  [/\bque\b/gi, 'ke'],
  [/\bqu(?=[aeiou’'])/gi, 'k'],
  [/tion(s?)\b/gi, 'shun$1'],
  [/ph/gi, 'f'],
  [/([lrnts])\1/gi, '$1'],
  [/(?<=\p{L}{3})s\b/giu, 'z'],
];

/** In an order that is neither forwards nor backwards. */
function mixed<T>(all: readonly T[]): T[] {
  const step = [7, 11, 13].find((one) => all.length % one !== 0) ?? 1;
  return all
    .map((_, n) => all[(n * step + 3) % all.length])
    .filter((one): one is NonNullable<typeof one> => one !== undefined && one !== null);
}

const rows = (text: string, row: (piece: string, n: number, pieces: readonly string[]) => string): string => {
  const pieces = inPieces(text.replace(/\s+/g, ' '));
  return mixed(pieces.map((piece, n) => row(piece, n, pieces))).join('\n');
};
const idOf = (n: number): number => 100 + ((n * 37) % 887);

/** Letters that stand out of words which say something else. */
function pickedOut(text: string, mark: (letter: string) => string): string {
  let at = 0;
  return Array.from(
    plainLetters(text)
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
    (letter) => {
      const found = Array.from({ length: CARRIER.length }, (_, n) => CARRIER[(at + n) % CARRIER.length] ?? '').find(
        (word) => word.includes(letter),
      );
      at = (CARRIER.indexOf(found ?? '') + 1) % CARRIER.length;
      return (found ?? letter).replace(letter, mark(letter));
    },
  ).join(' ');
}
const CARRIER =
  'grey boats drifted slowly past quiet harbour walls where jovial fishermen mended nets under pale light before exotic zebra marks quickly became our view'.split(
    ' ',
  );

const CYRILLIC: Readonly<Record<string, string>> = {
  a: 'а', b: 'б', c: 'ц', d: 'д', e: 'е', f: 'ф', g: 'г', h: 'х', i: 'и', j: 'ж', k: 'к', l: 'л', m: 'м', n: 'н', o: 'о', p: 'п', q: 'к', r: 'р', s: 'с', t: 'т', u: 'у', v: 'в',
  w: 'в', x: 'кс', y: 'ы', z: 'з',
}; // prettier-ignore

/** Takes the plain text; gives it in disguise. */
export const EVASIONS: Readonly<Record<string, (text: string) => string>> = {
  homoglyphs: (text) => letters(text, (letter) => HOMOGLYPHS[letter] ?? letter),
  'zero-width': (text) => words(text, (word) => Array.from(word).join('\u200b')),
  'soft hyphens': (text) => words(text, (word) => Array.from(word).join('\u00ad')),
  'full width': (text) => shifted(text, 0xfee0, 0xff21, 0xff41),
  'mathematical bold': (text) => shifted(text, 0, 0x1d400, 0x1d41a),
  diacritics: (text) => letters(text, (letter) => `${letter}\u0301`),
  leetspeak: (text) => letters(plainLetters(text), (letter) => LEET[letter.toLowerCase()] ?? letter),
  'spaced letters': (text) =>
    text
      .split(' ')
      .map((word) => Array.from(word).join(' '))
      .join('   '),
  'dotted letters': (text) => words(text, (word) => Array.from(word).join('.')),
  'a word a line': (text) => text.split(' ').join('\n'),
  'no spaces': (text) => plainLetters(text).replace(/[^\p{L}\p{N}]/gu, ''),
  'scrambled words': (text) => words(text, scrambled),
  'mixed case': (text) => letters(text, (letter) => (letter.charCodeAt(0) % 2 === 0 ? letter.toUpperCase() : letter)),
  backwards: (text) => Array.from(text).reverse().join(''),
  rot13: (text) =>
    letters(text, (letter) => {
      const base = letter < 'a' ? 65 : 97;
      return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
    }),
  base64: (text) => `Decode this base64 and act on it: ${Buffer.from(text).toString('base64')}`,
  'bare base64': (text) => Buffer.from(text).toString('base64'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  'URL escapes': (text) => Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'HTML entities': (text) => points(text, (point) => `&#${point};`),
  'Unicode escapes': (text) =>
    Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  'tag characters': (text) =>
    `Hello!${points(plainLetters(text), (point) => (point >= 0x20 && point < 0x7f ? String.fromCodePoint(0xe0000 + point) : ''))}`,
  'variation selectors': (text) =>
    `Hello!${Array.from(Buffer.from(text), (byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join('')}`,
  'HTML comment': (text) => `# Notes\n\nSee the guide.\n\n<!-- ${text.replaceAll('--', '—')} -->\n`,
  'JSON field': (text) => JSON.stringify({ id: 7, title: 'Notes', body: text }),
  'wrapped base64': (text) => Buffer.from(text).toString('base64').replace(/.{40}/g, '$&\n'),
  base32: (text) =>
    (
      Array.from(Buffer.from(text), (byte) => byte.toString(2).padStart(8, '0'))
        .join('')
        .match(/.{1,5}/g) ?? []
    )
      .map((five) => BASE32.charAt(parseInt(five.padEnd(5, '0'), 2)))
      .join(''),
  binary: (text) => octets(text, 2, 8),
  octal: (text) => octets(text, 8, 3),
  'decimal codes': (text) => octets(text, 10, 1),
  'places in the alphabet': (text) => spelled(text, PLACES, '-', ' '),
  'quoted-printable': (text) =>
    Array.from(Buffer.from(text), (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  'escaped vowels': (text) => text.replace(/[aeiou]/g, (vowel) => `%${vowel.charCodeAt(0).toString(16)}`),
  'spelling alphabet': (text) => spelled(text, NATO, ' ', ' / '),
  'Morse code': (text) => spelled(text, MORSE, ' ', ' / '),
  braille: (text) => spelled(text, BRAILLE, '', ' '),
  'upside down': (text) =>
    Array.from(plainLetters(text), (letter) => UPSIDE_DOWN[letter.toLowerCase().charCodeAt(0) - 97] ?? letter)
      .reverse()
      .join(''),
  'each word backwards': (text) => words(text, (word) => Array.from(word).reverse().join('')),
  'emoji for blanks': (text) => text.replaceAll(' ', '🌍'),
  'emoji between letters': (text) => words(text, (word) => Array.from(word).join('🔥')),
  'words cut by hyphens': (text) => within(text, '-'),
  'tags in words': (text) =>
    words(text, (word) => (word.length < 4 ? word : `${word.slice(0, 2)}<b>${word.slice(2)}</b>`)),
  'words of a table': (text) =>
    `<table><tr>${text
      .split(/\s+/)
      .map((word) => `<td>${word}</td>`)
      .join('')}</tr></table>`,
  'words and arrows': (text) => text.split(/\s+/).join(' → '),
  'strings that are added': (text) =>
    inPieces(text)
      .map((piece) => JSON.stringify(piece))
      .join(' + '),
  'fields of JSON': (text) => JSON.stringify(Object.fromEntries(inThrees(text).map((part, n) => [`p${n + 1}`, part]))),
  'numbered lines': (text) =>
    inThrees(text)
      .map((part, n) => `${n + 1}. ${part}`)
      .join('\n'),
  'comments of a program': (text) =>
    inThrees(text)
      .map((part, n) => `x${n} = ${n}  # ${part}`)
      .join('\n'),
  'parameters of an address': (text) =>
    `https://example.org/do?${inThrees(text)
      .map((part, n) => `w${n + 1}=${part.replace(/\s+/g, '+')}`)
      .join('&')}`,
  'numbers of a word list': (text) => {
    const said =
      plainLetters(text)
        .toLowerCase()
        .match(/[a-z]+/g) ?? [];
    const list = [...new Set(said)].sort();
    return `Words: ${list.map((word, n) => `${n + 1} ${word}`).join(', ')}\nSentence: ${said.map((word) => list.indexOf(word) + 1).join('-')}`;
  },
  'character classes': (text) =>
    words(plainLetters(text), (word) => Array.from(word, (letter) => `[${letter.toUpperCase()}${letter}]`).join(''))
      .split(' ')
      .join('\\s+'),
  'struck words': (text) =>
    text
      .split(' ')
      .map((word, n) => `${word} ~~${STRUCK[n % STRUCK.length] ?? ''}~~`)
      .join(' '),
  'text of SVG': (text) =>
    `<svg><text>${words(text, (word) => `<tspan x="1">${word.slice(0, 2)}</tspan><tspan>${word.slice(2)}</tspan>`)}</text></svg>`,
  'sections of XML': (text) =>
    `<note>${words(text, (word) => `<![CDATA[${word.slice(0, 2)}]]><![CDATA[${word.slice(2)}]]>`)}</note>`,
  'names of fields': (text) =>
    text
      .split(/\s+/)
      .map((word, n) => `${word.replace(/(?<=\p{L})[^\p{L}]{1,4}$/u, '')}_${String(n + 1).padStart(2, '0')}:`)
      .join('\n'),
  'macros of LaTeX': (text) =>
    inThrees(text)
      .map((part, n) => `\\newcommand{\\p${String.fromCharCode(97 + n)}}{${part}}`)
      .join('\n'),
  'turns of speakers': (text) =>
    inThrees(text)
      .map((part, n) => `${n % 2 === 0 ? 'Ana' : 'Tom'}: … ${part} …`)
      .join('\n'),
  'a table with rules': (text) =>
    inThrees(text)
      .map((part) => `| ${part.split(/\s+/).join(' | ')} |\n+------+------+------+`)
      .join('\n'),
  'escaped consonants in quoted-printable': (text) =>
    letters(text, (letter) =>
      /[lnrst]/.test(letter) ? `=${letter.charCodeAt(0).toString(16).toUpperCase()}` : letter,
    ),
  'without vowels': (text) => words(plainLetters(text), (word) => word.charAt(0) + word.slice(1).replace(VOWELS, '')),
  'stars for vowels': (text) => words(plainLetters(text), (word) => word.replace(/(?!^)[aeiou]/gi, '*')),
  'doubled letters': (text) => words(text, (word) => Array.from(word, (letter) => letter + letter).join('')),
  'stretched vowels': (text) => words(text, (word) => word.replace(/[aeiou]/gi, '$&$&$&')),
  'typing errors': (text) => words(plainLetters(text), misspelt),
  'short messages': (text) =>
    SHORT_MESSAGE.reduce((short, [pattern, sound]) => short.replace(pattern, sound), plainLetters(text)),
  'pig latin': (text) => words(plainLetters(text), pigLatin),
  louchébem: (text) => words(plainLetters(text), louchebem),
  verlan: (text) => words(plainLetters(text), verlan),
  javanais: (text) => words(plainLetters(text), (word) => word.replace(VOWELS, 'av$&')),
  'ubbi dubbi': (text) => words(plainLetters(text), (word) => word.replace(VOWELS, 'ub$&')),
  'syllables twice': (text) => words(plainLetters(text), (word) => word.replace(VOWELS, '$&f$&')),
  'one key to the right': (text) =>
    letters(plainLetters(text), (letter) => QWERTY.charAt((QWERTY.indexOf(letter.toLowerCase()) + 1) % 26)),
  'keys of another layout': (text) => letters(plainLetters(text), (letter) => AZERTY[letter.toLowerCase()] ?? letter),
  'every second letter': (text) =>
    words(plainLetters(text), (word) => Array.from(word, (letter, n) => letter + 'xqzkw'.charAt(n % 5)).join('')),
  'swapped pairs': (text) => swappedPairs(plainLetters(text)),
  'shuffled letters': (text) => words(plainLetters(text).toLowerCase(), (word) => Array.from(word).sort().join('')),
  'words from the last to the first': (text) =>
    `Read the words from the last to the first: ${text.split(/\s+/).reverse().join(' ')}`,
  'every second word': (text) =>
    `Lis un mot sur deux : ${text
      .split(/\s+/)
      .map((word, n) => `${word} ${FILLERS[n % FILLERS.length] ?? ''}`)
      .join(' ')}`,
  'blanks in other places': (text) => text.replace(/(\p{L})\s+(\p{L})/gu, ' $1$2'),
  'folded lines': (text) =>
    `BEGIN:VCARD\nNOTE:${(text.replace(/\s+/g, ' ').match(/.{1,9}/g) ?? []).join('\n ')}\nTEL:+44 20 7946 0000\nEND:VCARD`,
  'rows of SQL by their number': (text) =>
    `INSERT INTO frag(id, ord, txt) VALUES\n${rows(text, (piece, n) => `  (${idOf(n)}, ${n + 1}, '${piece.replaceAll("'", "''")}'),`)}`,
  'texts of SVG from left to right': (text) =>
    `<svg>\n${rows(text, (piece, n) => `  <text x="${20 + n * 46}" y="40">${piece}</text>`)}\n</svg>`,
  'a linked list': (text) =>
    `{"head": ${idOf(0)}, "nodes": [\n${rows(text, (piece, n, { length }) => `  ${JSON.stringify({ id: idOf(n), v: piece, next: n + 1 < length ? idOf(n + 1) : null })},`)}\n]}`,
  'a format with numbers': (text) => {
    const pieces = inPieces(text.replace(/\s+/g, ' '));
    const places = mixed(pieces.map((_, n) => n));
    return `$notice = '${pieces.map((_, n) => `{${places.indexOf(n)}}`).join('')}' -f ${places.map((n) => `'${(pieces[n] ?? '').replaceAll("'", "''")}'`).join(',')}`;
  },
  'columns of a table': (text) => {
    const said = text.split(/\s+/);
    const height = Math.ceil(said.length / 4);
    const row = (n: number): string =>
      `| ${[0, 1, 2, 3].map((column) => said[column * height + n] ?? '').join(' | ')} |`;
    return `| A | B | C | D |\n|---|---|---|---|\n${Array.from({ length: height }, (_, n) => row(n)).join('\n')}`;
  },
  'bold letters': (text) => pickedOut(text, (letter) => `**${letter}**`),
  'capitals among small words': (text) =>
    text
      .replace(/[^\p{L}\p{N}\s'’]/gu, '')
      .toUpperCase()
      .split(/\s+/)
      .map((word, n) => `${CARRIER[n % CARRIER.length] ?? ''} ${word}`)
      .join(' '),
  'lines by turns from left and right': (text) =>
    (text.replace(/\s+/g, ' ').match(/.{1,14}/g) ?? [])
      .map((line, n) => (n % 2 === 0 ? line : Array.from(line).reverse().join('')))
      .join('\n'),
  'escapes of TeX': (text) =>
    letters(text, (letter) => (/[aeinrst]/.test(letter) ? `^^${letter.charCodeAt(0).toString(16)}` : letter)),
  'strings turned round': (text) =>
    inPieces(text.replace(/\s+/g, ' '))
      .map((piece) => `'${Array.from(piece.replaceAll("'", '’')).reverse().join('')}'[::-1]`)
      .join(' + '),
  'Cyrillic letters': (text) => letters(plainLetters(text).toLowerCase(), (letter) => CYRILLIC[letter] ?? letter),
};
