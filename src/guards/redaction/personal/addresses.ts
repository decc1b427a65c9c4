// Postal addresses: French (`12 bis, rue des Lilas, 69003 Lyon`) and English (`742 Evergreen Terrace, Springfield, IL 62704`).
import type { View } from '../view';

const STREET_FR =
  'rue|avenue|av\\.?|ave\\.?|boulevard|bd\\.?|bld\\.?|blvd\\.?|impasse|imp\\.|all[ée]es?|all\\.|chemin|che\\.|ch\\.|place|pl\\.|quai|route|rte\\.?|cours|square|faubourg|fbg\\.?|passage|sentier|villa|rond-point|esplanade|promenade|venelle|ruelle|mont[ée]e|c[ôo]te|traverse|voie|lotissement|r[ée]sidence|hameau|lieu-dit|lieudit|domaine|parvis|cit[ée]|clos|mail|galerie|cour|parc';
const BLANK = '[ \\u00a0\\u202f]';
const WORD = "[\\p{L}\\p{N}][\\p{L}\\p{N}'’.°-]{0,30}";

// 154 avenue Jean Jaurès · 58 bis, boulevard du Général de Gaulle
const HEAD_FR = new RegExp(
  `\\d{1,4}(?:${BLANK}?(?:bis|ter|quater|[A-Fa-f])\\b)?,?${BLANK}(?:${STREET_FR})${BLANK}`,
  'iuy',
);
const NAME_FR = new RegExp(`${WORD}(?:${BLANK}${WORD}){0,7}`, 'uy');
// , 69003 Lyon · 75011 PARIS Cedex 11
const CITY_FR = new RegExp(
  `(?:${BLANK}?[,;–-]?${BLANK}?|${BLANK}?\\\\n|\\r?\\n[ \\t]{0,8})(?:(?:appt?|appartement|b[âa]t|b[âa]timent|[ée]tage|esc|escalier|porte|r[ée]s|r[ée]sidence|BP|CS)\\.?${BLANK}?[\\p{L}\\p{N} .-]{1,20}[,;]?${BLANK}?|\\r?\\n)?(?:F-|FR-)?\\d{2}${BLANK}?\\d{3}${BLANK}(?:\\p{Lu}[\\p{L}'’-]{0,30})(?:[ -](?:\\p{Lu}[\\p{L}'’-]{0,20}|sur|sous|en|les|lès|la|le|de|du|des|d’|d'|aux?|\\d{1,2}|cedex))*`,
  'uy',
);
/** Street suffixes of the US Postal Service (publication 28, appendix C1) and British ones. */
const STREET_EN =
  'Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Ter|Highway|Hwy|Parkway|Pkwy|Circle|Cir|Crescent|Cres|Close|Gardens?|Grove|Mews|Row|Walk|Hills?|Green|Park|Trail|Trl|Broadway|Plaza|Loop|Run|Alley|Points?|Ridges?|Views?|Bend|Bluffs?|Branch|Bridge|Brooks?|Bypass|Camp|Canyon|Cape|Causeway|Cliffs?|Club|Common|Corners?|Course|Coves?|Creek|Crest|Crossing|Crossroad|Curve|Dale|Dam|Divide|Estates?|Expressway|Extensions?|Falls|Ferry|Fields?|Flats?|Fords?|Forest|Forges?|Forks?|Fort|Freeway|Gateway|Glens?|Harbors?|Haven|Heights|Hollow|Inlet|Islands?|Isle|Junctions?|Keys?|Knolls?|Lakes?|Landing|Light|Loaf|Locks?|Lodge|Manors?|Meadows?|Mills?|Mission|Motorway|Mountains?|Neck|Orchard|Oval|Overpass|Pass|Passage|Path|Pike|Pines?|Plains?|Port|Ports|Prairie|Radial|Ranch|Rapids?|Rest|River|Roads|Route|Shoals?|Shores?|Skyway|Springs?|Spur|Station|Stravenue|Stream|Summit|Throughway|Trace|Track|Trafficway|Tunnel|Turnpike|Underpass|Unions?|Valleys?|Viaduct|Villages?|Ville|Vista|Wells?|Strasse|Straße|straat';
const WORD_EN = "(?:\\p{Lu}[\\p{L}'’.-]{0,24}|\\d{1,3}(?:st|nd|rd|th))";
const UNIT_EN = `(?:,?${BLANK}(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|Box|#)\\.?${BLANK}?[\\w-]{1,8})?`;
const LINE = `(?:,${BLANK}?|${BLANK}?\\r?\\n[ \\t]{0,8}|\\\\n)`;
const CITY_EN = `\\p{Lu}[\\p{L}'’.-]{1,24}(?:${BLANK}\\p{Lu}[\\p{L}'’.-]{1,24}){0,2}`;
/** State and ZIP code, or a British postcode. */
const CODE_EN = `(?:[A-Z]{2}${BLANK}\\d{5}(?:-\\d{4})?|\\p{Lu}\\p{Ll}{3,13}(?:${BLANK}\\p{Lu}\\p{Ll}{3,13})?,?${BLANK}\\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]?${BLANK}?\\d[A-Z]{2})(?![A-Za-z\\d])`;
// 742 Evergreen Terrace · 1600 Pennsylvania Ave NW · 221B Baker Street
const HEAD_EN = new RegExp(
  `\\d{1,6}[A-Za-z]?,?${BLANK}(?:(?:N|S|E|W|North|South|East|West|NE|NW|SE|SW)\\.?${BLANK})?(?:${WORD_EN}${BLANK}){1,4}?(?:${STREET_EN})\\b\\.?(?:${BLANK}(?:N|S|E|W|NE|NW|SE|SW)\\b)?`,
  'uy',
);
const TAIL_EN = new RegExp(
  `${UNIT_EN}(?:${LINE}${CITY_EN}){0,2}(?:(?:,?${BLANK}|${LINE})${CODE_EN}|,${BLANK}[A-Z]{2}\\b)?`,
  'uy',
);
// 965 Burrows Stream, North Sally, KW8E 9JD: any words, when a post code closes it.
const CODED_EN = new RegExp(
  `\\d{1,6}[A-Za-z]?,?${BLANK}${WORD_EN}(?:${BLANK}${WORD_EN}){0,4}${UNIT_EN}(?:${LINE}${CITY_EN}){0,3}(?:,?${BLANK}|${LINE})${CODE_EN}`,
  'uy',
);
// Flat 70, Edwards Lake, Ryanport, WD8B 7HN · PSC 8778, Box 0063, APO AP 40838
const UNIT_FIRST = new RegExp(
  `(?:Flat|Studio|Unit|Apartment|Apt\\.?|PSC|Suite)${BLANK}\\d{1,5}[A-Za-z]?(?:,?${BLANK}Box${BLANK}\\d{1,5})?(?:(?:${LINE}|${BLANK})(?:\\d{1,5}[A-Za-z]?${BLANK})?${WORD_EN}(?:${BLANK}${WORD_EN}){0,4}){0,4}(?:,?${BLANK}|${LINE})${CODE_EN}`,
  'uy',
);

const PO_BOX = new RegExp(`(?:P\\.?O\\.?${BLANK}Box|BP|CS)${BLANK}\\d{1,6}`, 'uy');

/** Words that end the name of a French street: what comes next is the sentence again. */
const AFTER_STREET =
  /^(?:et|ou|est|a|à|au|pour|avec|dans|qui|que|le|il|elle|je|nous|vous|avant|après|depuis|chez|sont|sera|tél|tel|email|mail|mais|car|puis|donc|svp|merci|n°|par|ce|cette|son|sa|mon|ma|où|si|sur|jusqu)$/iu;

/** An address that begins with the house number at `at`. */
export function findAddress(view: View, at: number): void {
  const { text } = view;
  if (/[\w.,/-]/u.test(text.charAt(at - 1))) return;
  if (!isPossible(view, at)) return;
  HEAD_FR.lastIndex = at;
  const french = HEAD_FR.exec(text)?.[0];
  if (french !== undefined) {
    if (!closes(view, at, 200)) return;
    const end = frenchEnd(text, at + french.length);
    if (end > 0) view.add(at, end, 'ADDRESS', 58);
    return;
  }
  if (!/[\d\p{Lu}]/u.test(text.charAt(text.slice(at, at + 9).search(/[ \u00a0\u202f]/u) + at + 1))) return;
  CODED_EN.lastIndex = at;
  const coded = CODED_EN.exec(text)?.[0];
  HEAD_EN.lastIndex = at;
  const english = HEAD_EN.exec(text)?.[0];
  if ((english === undefined && coded === undefined) || !closes(view, at, 200)) return;
  if (coded !== undefined) {
    view.add(at, at + coded.length, 'ADDRESS', 56);
    return;
  }
  if (english === undefined) return;
  TAIL_EN.lastIndex = at + english.length;
  const tail = TAIL_EN.exec(text)?.[0] ?? '';
  view.add(at, at + english.length + tail.length, 'ADDRESS', 56);
}

/** Whether the next words are here; prose after a number is let go as soon as it cannot be a street. */
function isPossible(view: View, at: number): boolean {
  const { text } = view;
  const bound = Math.min(text.length, at + 8);
  let i = at;
  while (i < bound && /\d/u.test(text.charAt(i))) i++;
  const next = text.charAt(i);
  if (i < text.length && !/[ \u00a0\u202f,A-Za-z]/u.test(next)) return false;
  if (i < text.length && i - at > 6) return false;
  if (view.reaches(at + 60)) return true;
  return /[\n;=(){}<>"]|(?:[ \u00a0\u202f]\p{Ll}+){3}[^\p{L}]/u.test(text.slice(i, at + 60)) || view.knows(at + 60, at);
}

/** Whether the text is here as far as an address may reach, or its line has ended. */
function closes(view: View, at: number, reach: number): boolean {
  return view.knows(at + reach, at);
}

function frenchEnd(text: string, from: number): number {
  NAME_FR.lastIndex = from;
  const name = NAME_FR.exec(text)?.[0];
  if (name === undefined) return -1;
  let end = from;
  let capital = false;
  for (const word of name.split(/[ \u00a0\u202f]/u)) {
    if (AFTER_STREET.test(word) || (/^\d/u.test(word) && !/^\d{1,2}$/u.test(word))) break;
    if (
      capital &&
      /^\p{Ll}/u.test(word) &&
      !/^(?:de|du|des|la|le|les|d['’]\p{L}+|l['’]\p{L}+|aux?|et|en|sur)$/u.test(word)
    )
      break;
    if (/^\p{Lu}|^\d/u.test(word) || /^[dl]['’]\p{Lu}/u.test(word)) capital = true;
    end += word.length + (end === from ? 0 : 1);
    if (word.endsWith('.') && word.length > 4) {
      end--;
      break;
    }
  }
  if (end === from) return -1;
  while (end > from && /[.,'’-]/u.test(text.charAt(end - 1))) end--;
  CITY_FR.lastIndex = end;
  const city = CITY_FR.exec(text)?.[0];
  if (city !== undefined) return end + city.length;
  // Without a town it needs a proper name: "3 rue de la Paix", not "2 place de marché possible".
  return capital ? end : -1;
}

const TOWN = new RegExp(
  `(?:F-|FR-)?\\d{5}${BLANK}\\p{Lu}[\\p{L}'’-]{2,30}(?:[ -](?:\\p{Lu}[\\p{L}'’-]{1,20}|sur|sous|en|les|lès|la|le|de|du|des|\\d{1,2}))*`,
  'uy',
);

/** A post code and town beside a word for living somewhere, and post-office boxes. */
export function findTown(view: View, at: number): void {
  if (!view.saw('address', at, 60)) return;
  if (!view.knows(at + 80, at)) return;
  TOWN.lastIndex = at;
  const town = TOWN.exec(view.text)?.[0];
  if (town !== undefined) view.add(at, at + town.length, 'ADDRESS', 50);
}

/** An address that begins with a flat or unit; the word starts at `start`, `end` is behind its blank. */
export function findUnit(view: View, start: number, end: number): void {
  const { text } = view;
  if (/[\p{L}\p{N}_]/u.test(text.charAt(start - 1)) || !/\p{Lu}/u.test(text.charAt(start))) return;
  if (end < text.length && !/\d/u.test(text.charAt(end))) return;
  if (!closes(view, start, 200)) return;
  UNIT_FIRST.lastIndex = start;
  const value = UNIT_FIRST.exec(text)?.[0];
  if (value !== undefined) view.add(start, start + value.length, 'ADDRESS', 56);
}

/** A French street without a number, closed by post code and town; its kind stands at `start`–`end`. */
export function findStreet(view: View, start: number, end: number): void {
  const { text } = view;
  if (/[\p{L}\p{N}_-]/u.test(text.charAt(start - 1))) return;
  if (end < text.length && !/[\p{Lu}dl]/u.test(text.charAt(end))) return;
  if (
    /[\n;=(){}<>"]|(?:[ \u00a0\u202f]\p{Ll}+){3}[^\p{L}]/u.test(text.slice(end, end + 40)) &&
    !text.slice(end, end + 40).includes('\n')
  )
    return;
  if (!view.knows(start + 160, start)) return;
  const stop = frenchEnd(text, end);
  if (stop > 0 && /\d{5}/u.test(text.slice(end, stop))) view.add(start, stop, 'ADDRESS', 54);
}

export function findBox(view: View, at: number): void {
  PO_BOX.lastIndex = at;
  const box = PO_BOX.exec(view.text)?.[0];
  if (box !== undefined) view.add(at, at + box.length, 'ADDRESS', 50);
}
