// Names of persons: after a title, a salutation or a label, and where a known first name is followed by a surname.
import type { View } from '../view';

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
  Float Double Char Date DateTime List Array Map Object Optional Text Varchar Any Null None True False Desktop Template Review
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

/** A known first name stands at `start`–`end`: with a surname behind it, it is a person. */
export function findNamed(view: View, start: number, end: number, shouted = false): void {
  const { text } = view;
  if (!isUpper(text.charAt(start)) || /[\p{L}\p{N}_.@/#$\\-]/u.test(text.charAt(start - 1))) {
    if (!(isUpper(text.charAt(start)) && text.charAt(start - 1) === '\\')) {
      if (text.charAt(start - 1) !== 'n' || text.charAt(start - 2) !== '\\') return;
    }
  }
  const next = text.charAt(end);
  if (end >= text.length && !view.final) {
    view.hold(start);
    return;
  }
  if (next !== ' ' && next !== '\u00a0' && next !== '\u202f' && next !== '-') return;
  if (!shouted && /\p{Lu}/u.test(text.charAt(start + 1)) && !/\p{Lu}/u.test(text.charAt(end - 1))) return;
  if (!closed(text, end) && !view.knows(end + NAME_REACH, start)) return;
  SURNAME.lastIndex = end;
  const rest = SURNAME.exec(text)?.[0];
  if (rest === undefined) {
    surnameAhead(view, start, end);
    return;
  }
  const kept = cut(rest);
  // Charles VII, Henri IV
  if (/^[ \u00a0\u202f][IVX]+\b/u.test(kept)) return;
  if (kept.trim() === '' || !/[ \u00a0\u202f]/u.test(kept)) return;
  const stop = end + kept.length;
  if (/[\p{L}\p{N}_(]/u.test(text.charAt(stop))) return;
  view.add(start, stop, 'NAME', 40);
}

/** "DUPONT Jean": the surname in capitals stands ahead. */
function surnameAhead(view: View, start: number, end: number): void {
  const { text } = view;
  const ahead = text.slice(Math.max(0, start - 30), start);
  const surname = /(?:^|[^\p{L}\p{N}_-])(\p{Lu}{3,20}(?:-\p{Lu}{2,20})?[ \u00a0])$/u.exec(ahead)?.[1];
  if (surname === undefined || NO_SURNAME.has(surname.trim()) || !view.saw('person', start, 80)) return;
  view.add(start - surname.length, end, 'NAME', 40);
}

function closed(text: string, end: number): boolean {
  // A sign that no name holds closes a name, and so do three lower-case words: particles are two at most.
  return /[\n,;:!?"<>()[\]{}=|]|(?:[ \u00a0\u202f]\p{Ll}+){3}[^\p{L}]/u.test(text.slice(end, end + NAME_REACH));
}

/** A title ends at `at`: M., Mme, Dr, Mr … */
export function findTitled(view: View, at: number, isKnown?: (word: string) => boolean): void {
  const { text } = view;
  let i = at;
  while (/[. \u00a0\u202f]/u.test(text.charAt(i)) && i - at < 3) i++;
  if (i === at) return;
  if (i >= text.length || !isUpper(text.charAt(i))) {
    if (i >= text.length && !view.final) view.hold(at);
    return;
  }
  if (!closed(text, i) && !view.knows(i + NAME_REACH, i)) return;
  FULL.lastIndex = i;
  const name = FULL.exec(text)?.[0];
  if (name === undefined) return;
  const kept = cut(name);
  if (kept.length < 2 || (isKnown !== undefined && !isKnown(kept.split(/[ \u00a0\u202f-]/u)[0] ?? ''))) return;
  view.add(i, i + kept.length, 'NAME', 42);
}

/**
 * A label ends at `at` (`Nom :`, `je m'appelle`, `"full_name": `). `words` is the least number of name words that a value
 * must have to be taken without a known first name.
 */
export function findLabelled(view: View, at: number, words: number, isFirstName: (word: string) => boolean): void {
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
  if (!closed(text, i) && !view.knows(i + NAME_REACH, i)) return;
  FULL.lastIndex = i;
  const name = FULL.exec(text)?.[0];
  if (name === undefined) return;
  const kept = cut(name);
  const parts = kept.split(/[ \u00a0\u202f]/u);
  const first = (parts[0] ?? '').split('-')[0] ?? '';
  if (kept.length < 2 || /[(_]/u.test(text.charAt(i + kept.length))) return;
  if (parts.length < words && !isFirstName(first)) return;
  if (words > 4 && !isFirstName(first)) return;
  view.add(i, i + kept.length, 'NAME', 42);
}

function isUpper(character: string): boolean {
  return /\p{Lu}/u.test(character);
}
