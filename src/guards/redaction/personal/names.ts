// Names of persons: after a title, a salutation or a label, and where a known first name is followed by a surname.
import type { View } from '../view';
import gazetteer from './gazetteer.json';

/** Longest name: four words of thirty characters. */
const NAME_REACH = 90;
const GIVEN = "\\p{Lu}(?:\\p{Ll}|['’]\\p{Lu})[\\p{L}'’]{0,24}(?:-\\p{Lu}?[\\p{L}'’]{1,24}){0,2}";
const CAPITALS = "\\p{Lu}{2,24}(?:[-'’]\\p{Lu}{1,24}){0,2}";
const INITIAL = '\\p{Lu}\\.(?:-?\\p{Lu}\\.)?';
const PARTICLE =
  "(?:de la|de|du|des|da|dos|di|del|della|van der|van den|van de|van|von|zu|ter|ten|den|der|le|la|el|al|bin|ben|ibn|y)[ \\u00a0]|[dDlL]['’]|al-";
const PART = `(?:(?:${PARTICLE})?(?:${GIVEN}|${CAPITALS}))`;
const BLANK = '[ \\u00a0\\u202f]';
/** After a title or a label: any one to four name words. */
const FULL = new RegExp(`(?:${INITIAL}${BLANK}?)?${PART}(?:${BLANK}(?:${INITIAL}${BLANK})?${PART}){0,3}`, 'uy');
/** After a first name: the rest of a compound, initials, then at least one surname. */
const SURNAME = new RegExp(`(?:-\\p{Lu}\\p{Ll}{1,20})?(?:${BLANK}${INITIAL})?(?:${BLANK}${PART}){1,3}`, 'uy');

/** Capitalised words that are no surname after a first name or a title: weekdays, months, techniques, starts of sentences. */
const NO_SURNAME = new Set(
  `Le La Les Un Une Des Du De Il Elle Je Tu Nous Vous On Ce Cette Ces Et Ou Mais Si Pour Avec Dans Sur Par Est The This That
  These It We You He She They And Or But If For With In On At By From To Is Are Was When Where What How Why Please Thanks
  Merci Bonjour Bonsoir Cordialement Hello Hi Dear Best Regards Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche Monday
  Tuesday Wednesday Thursday Friday Saturday Sunday Janvier Février Mars Avril Mai Juin Juillet Août Septembre Octobre
  Novembre Décembre January February March April May June July August September October November December Server Client
  Service Framework Library Studio Code Test Tests Button Table Component Module Class Function Interface Type Error Manager
  Sir Madam Team All Customer User Friend Friends Colleague Colleagues Hiring Everyone String Int Integer Boolean Bool Number
  Float Double Char Date DateTime List Array Map Object Optional Text Varchar Any Null None True False Desktop Template Review Robot
  Street Avenue Road University College Foundation Inc Ltd LLC GmbH SARL SAS Group Bank Center Centre House Island City Bay
  Script Language Platform Project Engine Model API SDK CLI HTTP JSON SQL Email Mail Tel Tél Phone Adresse Address`.split(
    /\s+/u,
  ),
);

const PARTICLE_WORD = new Set(['de', 'la', 'du', 'des', 'le', 'van', 'von', 'der', 'den', 'y', 'zu']);

const PARTICLE_CAPITAL = new Set(['Le', 'La', 'De', 'Du', 'Des', 'Les', 'Da', 'Van', 'Von', 'El', 'Al', 'Ben']);

function isSurname(word: string | undefined): boolean {
  return word !== undefined && isUpper(word.charAt(0)) && !NO_SURNAME.has(word);
}

/** Cuts a run of name words before the first one that is none; particles and apostrophes at the end go too. */
function cut(words: string): string {
  const parts = words.split(/([ \u00a0\u202f])/u);
  const kept: string[] = [];
  for (const [i, part] of parts.entries()) {
    const bare = part.replace(/['’]s?$/u, '');
    // "Le Goff", "De Almeida": a capital particle belongs to the surname behind it.
    const isParticle = PARTICLE_CAPITAL.has(bare) && isSurname(parts[i + 2]);
    if (NO_SURNAME.has(bare) && !isParticle) break;
    kept.push(part);
  }
  while (kept.length > 0 && (PARTICLE_WORD.has(kept.at(-1) ?? '') || (kept.at(-1) ?? '').trim() === '')) {
    if (kept.length === 1) break;
    kept.pop();
  }
  return kept.join('').replace(/['’]s?$/u, '');
}

const FIRST_NAMES = new Set(gazetteer.first.split(' '));
const AMBIGUOUS_NAMES = new Set(gazetteer.ambiguous.split(' '));
const SURNAMES = new Set(gazetteer.surnames.split(' '));

/** Whether a word is a first name or a frequent surname. */
export function isKnownName(word: string): boolean {
  const folded = fold(word);
  return FIRST_NAMES.has(folded) || AMBIGUOUS_NAMES.has(folded) || SURNAMES.has(folded);
}

/** Capitals that are no surname ahead of a first name. */
const ACRONYM =
  /^(?:HTTPS?|JSON|REST|SOAP|HTML|YAML|TOML|NOTE|TODO|FIXME|WARN(?:ING)?|ERROR|INFO|DEBUG|FROM|SELECT|WHERE|AND|README|LICEN[CS]E|COPYRIGHT|AUTHORS?|AUTEURS?|PAR|POUR|AVEC|CHEZ|API|SDK|CEO|CTO|CFO|PDG|DRH|THE|DEAR|HELLO|BONJOUR|MERCI|SAINTE?|MISTER|MADAME|MONSIEUR|IBM|SAP|AWS)$/u;

const WORD_OF_NAME = /\p{Lu}[\p{L}'’]{0,24}(?:-[\p{L}'’]{1,24}){0,2}/uy;

/** A capitalised word at `start`: a known first name with a surname behind it, or a surname in capitals ahead of one. */
export function findNamed(view: View, start: number): void {
  const { text } = view;
  // Most capitalised words are told by one look at what stands around them, and by their letters.
  let last = start;
  let letters = 0;
  for (let code = text.charCodeAt(last); isLatin(code); code = text.charCodeAt(++last)) letters = mix(letters, code);
  const after = text.charCodeAt(last);
  if (after < 0x80 && after !== 32 && after !== 39 && after !== 45) return;
  if (after === 32 && last > start) {
    if (!mayFollow(text.charCodeAt(last + 1))) return;
    const isInCapitals = last - start > 2 && text.charCodeAt(start + 1) < 97;
    if (!isInCapitals && KNOWN[letters] === 0) return;
  }
  // `\nJean`: the n belongs to the line feed that is written out.
  const isEscaped = text.charAt(start - 1) === 'n' && text.charAt(start - 2) === '\\';
  if (!isEscaped && goesOnFrom(text, start - 1)) return;
  const word = after === 32 && last > start && last - start <= 25 ? text.slice(start, last) : wordAt(text, start);
  if (word === undefined || word.length < 2) return;
  const end = start + word.length;
  if (!isSpace(text.charCodeAt(end))) return;
  if (end + 1 >= text.length) {
    if (!view.final) view.hold(start);
    return;
  }
  if (!/[\p{Lu}dlvzbeay]/u.test(text.charAt(end + 1))) return;
  const given = fold(word.split('-')[0] ?? '');
  const isFirst = FIRST_NAMES.has(given);
  const isCapitals = word.length > 2 && /^[\p{Lu}'’-]+$/u.test(word);
  if (!isFirst && !isCapitals && !AMBIGUOUS_NAMES.has(given) && !SURNAMES.has(given)) return;
  if (!isKnown(view, end, start)) return;
  SURNAME.lastIndex = end;
  const rest = SURNAME.exec(text)?.[0];
  if (rest === undefined) return;
  const kept = cut(rest);
  // Charles VII, Henri IV
  if (kept.trim() === '' || /^[ \u00a0\u202f][IVX]+\b/u.test(kept)) return;
  const stop = end + kept.length;
  if (/[\p{L}\p{N}_(]/u.test(text.charAt(stop))) return;
  if (!isPerson(word, given, isFirst, isCapitals, kept.trim().split(/[ \u00a0\u202f]/u))) return;
  view.add(start, stop, 'NAME', 40);
}

function isPerson(
  word: string,
  given: string,
  isFirst: boolean,
  isCapitals: boolean,
  rest: readonly string[],
): boolean {
  const next = rest.find((part) => /^\p{Lu}/u.test(part) && !part.endsWith('.')) ?? '';
  const follower = fold(next.split('-')[0] ?? '');
  // Two words in capitals are a heading unless both are known: "ADVANCED OPTIONS", "JEAN DUPONT".
  if (isCapitals && /^[\p{Lu}'’-]{2,}$/u.test(next))
    return (isFirst && SURNAMES.has(follower)) || (SURNAMES.has(given) && FIRST_NAMES.has(follower));
  if (isFirst) return true;
  if (AMBIGUOUS_NAMES.has(given)) return SURNAMES.has(follower);
  if (!FIRST_NAMES.has(follower) || rest.length > 2) return false;
  return isCapitals ? !ACRONYM.test(word) : SURNAMES.has(given);
}

/** A letter of the first 128 characters: words with others are left to the patterns. */
function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Whether what stands at `at` belongs to the word behind it. */
function goesOnFrom(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 32 || code === 10) return false;
  return /[\p{L}\p{N}_.@/#$-]/u.test(text.charAt(at));
}

function wordAt(text: string, start: number): string | undefined {
  WORD_OF_NAME.lastIndex = start;
  return WORD_OF_NAME.exec(text)?.[0];
}

/** 1 for the sums of the letters of all known names: a word with another sum is none of them. */
const KNOWN = new Uint8Array(0x10000);
for (const name of [...FIRST_NAMES, ...AMBIGUOUS_NAMES, ...SURNAMES]) {
  let letters = 0;
  for (let i = 0; i < name.length; i++) letters = mix(letters, name.charCodeAt(i));
  KNOWN[letters] = 1;
}

/** Adds a letter, whatever its case, to the sum of the letters of a word: 16 bits. */
function mix(sum: number, code: number): number {
  return (sum * 31 + (code | 32)) & 0xffff;
}

/** Whether a word of a name or a particle may begin so; what is beyond the first 128 characters, or not here yet, may. */
function mayFollow(code: number): boolean {
  return !(code < 0x80) || (code >= 65 && code <= 90) || PARTICLE_STARTS.includes(code);
}

/** d, l, v, z, b, e, a, y */
const PARTICLE_STARTS: readonly number[] = [0x64, 0x6c, 0x76, 0x7a, 0x62, 0x65, 0x61, 0x79];

function isSpace(code: number): boolean {
  return code === 32 || code === 0xa0 || code === 0x202f;
}

function fold(name: string): string {
  if (/^[A-Za-z]+$/u.test(name)) return name.toLowerCase();
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/gu, '')
    .toLowerCase();
}

/** Whether the words from `at` on are here as far as a name reaches; if not, everything from `from` on is held back. */
function isKnown(view: View, at: number, from: number): boolean {
  return view.reaches(at + NAME_REACH) || closed(view.text, at) || view.knows(at + NAME_REACH, from);
}

function closed(text: string, end: number): boolean {
  // A sign that no name holds closes a name, and so do three lower-case words: particles are two at most.
  return /[\n,;:!?"<>()[\]{}=|]|(?:[ \u00a0\u202f]\p{Ll}+){3}[^\p{L}]/u.test(text.slice(end, end + NAME_REACH));
}

/** A title ends at `at`: M., Mme, Dr, Mr … */
export function findTitled(view: View, at: number, needsKnown = false): void {
  const { text } = view;
  let i = at;
  while (/[. \u00a0\u202f]/u.test(text.charAt(i)) && i - at < 3) i++;
  if (i === at) return;
  if (i >= text.length || !isUpper(text.charAt(i))) {
    if (i >= text.length && !view.final) view.hold(at);
    return;
  }
  if (!isKnown(view, i, i)) return;
  FULL.lastIndex = i;
  const name = FULL.exec(text)?.[0];
  if (name === undefined) return;
  const kept = cut(name);
  if (kept.length < 2 || (needsKnown && !isKnownName(kept.split(/[ \u00a0\u202f-]/u)[0] ?? ''))) return;
  view.add(i, i + kept.length, 'NAME', 42);
}

/**
 * A label ends at `at` (`Nom :`, `je m'appelle`, `"full_name": `). `words` is the least number of name words that a value
 * must have to be taken without a known first name.
 */
export function findLabelled(view: View, at: number, words: number): void {
  const { text } = view;
  if (/^(?:[\p{L}\p{N}_]|::)/u.test(text.slice(at, at + 2))) return;
  let i = at;
  const limit = Math.min(text.length, at + 12);
  while (i < limit && /[\s:="'`«(*>|\u00a0\u202f]/u.test(text.charAt(i))) {
    if (text.charAt(i) === '\n' && i > at + 1) return;
    i++;
  }
  if (i >= text.length) {
    if (!view.final) view.hold(at);
    return;
  }
  if (!isUpper(text.charAt(i)) || i === at) return;
  if (!isKnown(view, i, i)) return;
  FULL.lastIndex = i;
  const name = FULL.exec(text)?.[0];
  if (name === undefined) return;
  const kept = cut(name);
  const parts = kept.split(/[ \u00a0\u202f]/u);
  const first = (parts[0] ?? '').split('-')[0] ?? '';
  if (kept.length < 2 || /[(_]/u.test(text.charAt(i + kept.length))) return;
  if (parts.length < words && !isKnownName(first)) return;
  if (words > 4 && !isKnownName(first)) return;
  view.add(i, i + kept.length, 'NAME', 42);
}

function isUpper(character: string): boolean {
  return /\p{Lu}/u.test(character);
}
