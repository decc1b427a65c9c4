// Where a text is written by ear, perhaps: looks at its letters and its signs only.

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Letters of the phonetic alphabet, of Greek and of Cyrillic; ordinary texts have none. */
const STRANGE = /[\u0250-\u045f]/;
const CYRILLIC = /[\u0400-\u045f]/g;
const GREEK = /[\u0391-\u03c9]/g;
const PHONETIC = /[\u0250-\u02af\u02c8\u02ccθðŋœøæ]|\u0303/g;
/** Letters that look like Latin ones stand among those; letters upside down are others' business. */
const MIXED = /[a-zA-Z][\u0391-\u03b7\u03b9-\u045f]|[\u0391-\u03b7\u03b9-\u045f][a-zA-Z]/g;
const FEWEST_MIXED = 2;
const UPSIDE_DOWN = /[ǝʇʞɯ]/;
const FEWEST_LETTERS = 12;
const FEWEST_PHONETIC_LETTERS = 5;

/** In which strange letters a text is written; nothing for none, and for few. */
export function strangeIn(source: string): 'cyrillic' | 'greek' | 'phonetic' | undefined {
  if (!STRANGE.test(source) || (source.match(MIXED)?.length ?? 0) >= FEWEST_MIXED || UPSIDE_DOWN.test(source))
    return undefined;
  const cyrillic = source.match(CYRILLIC)?.length ?? 0;
  const greek = source.match(GREEK)?.length ?? 0;
  const phonetic = source.normalize('NFD').match(PHONETIC)?.length ?? 0;
  if (phonetic > cyrillic && phonetic > greek / 2) return phonetic < FEWEST_PHONETIC_LETTERS ? undefined : 'phonetic';
  if (Math.max(cyrillic, greek) < FEWEST_LETTERS) return undefined;
  return cyrillic > greek ? 'cyrillic' : 'greek';
}

/** Little words of Russian, Bulgarian, Ukrainian and Greek that sound like none of English or French. */
const NATIVE: ReadonlySet<string> = new Set(
  `и в на что это как для к из от будет был было есть или их все при так же бы вы мы ты она они оно я его ее её ещё уже только если чтобы который
  которые чтоб нет очень мне меня тебе ще че със съм като през който която което това тази този и́ і що як це його але з й від про бути також
  для після яка який και του της την στο στη στην στον που ειναι για απο θα δεν οι των αυτο μια ενα η μου σου σας μας τους τις`.split(
    /\s+/,
  ),
);
const NATIVE_ENDING =
  /(?:ого|его|ому|ть|ться|ый|ий|ая|ое|ые|ами|ях|ает|ения|ение|ите|ата|ски|ване|ування|ння|εις|ους|ειτε|ουμε|ονται|εται|ικη|ικο|ματα|σεις)$/;
const WORD = /[\u0370-\u045f]{1,60}/g;
/** One word in so many is a little one, at least; or has such an ending. */
const WORDS_EACH = 12;
const ENDINGS_EACH = 5;

/** Whether a text in Cyrillic or Greek letters is in a language that is written so. */
export function isNative(source: string): boolean {
  const words =
    source
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300\u0301]/g, '')
      .normalize('NFC')
      .match(WORD) ?? [];
  let little = 0;
  let ends = 0;
  for (const word of words) {
    if (NATIVE.has(word)) little++;
    else if (word.length > 4 && NATIVE_ENDING.test(word)) ends++;
  }
  return little * WORDS_EACH >= words.length + 1 || ends * ENDINGS_EACH >= words.length;
}

// Hits `/ɪɡˈnɔː ɔːl/`, `[iɲɔʁ] [tut]`: what stands between the signs of the phonetic alphabet, several behind each other.
const BETWEEN_SIGNS =
  /(?:\/[^/\n]{2,2000}\/|\[[^\]\n]{2,2000}\])(?: {0,3}(?:\/[^/\n]{1,400}\/|\[[^\]\n]{1,400}\])){0,200}/g;
const ANY_PHONETIC = /[\u0250-\u02afθðŋœøæ]|[aeo]\u0303/;
/** So many words of a passage have letters of the phonetic alphabet, at least, and so great a share of them. */
const FEWEST_PHONETIC = 3;
const PHONETIC_SHARE = 0.3;
const BLANKS = /[\s/[\]]+/;

function isPhonetic(passage: string): boolean {
  const words = passage
    .normalize('NFD')
    .split(BLANKS)
    .filter((word) => /\p{L}/u.test(word));
  const strange = words.filter((word) => ANY_PHONETIC.test(word)).length;
  return strange >= FEWEST_PHONETIC && strange >= words.length * PHONETIC_SHARE;
}

/** The passages of a text that are written in the phonetic alphabet: between its signs, or lines. */
export function phoneticIn(source: string): Span[] {
  const spans: Span[] = [];
  for (const match of source.matchAll(BETWEEN_SIGNS))
    if (isPhonetic(match[0])) spans.push({ start: match.index, end: match.index + match[0].length });
  if (spans.length > 0) return spans;
  for (const { index, 0: line } of source.matchAll(/[^\n:]{8,2000}/g))
    if (!/[/[]/.test(line) && isPhonetic(line)) spans.push({ start: index, end: index + line.length });
  return spans;
}

/** What stands in French short messages, and hardly ever elsewhere. */
const HINTS = 'é lé té dé mé T C G 2 ki ke koi mtn moa toa tt mo fo ds 1 k sk pa san'.split(' ');
const LONGEST_HINT = 3;
const BLANK = 32;
const PACKED: ReadonlySet<number> = new Set(HINTS.map((hint) => packed(hint, 0, hint.length)));

/** Letters as one number, eight bits each. */
function packed(text: string, start: number, end: number): number {
  let all = 0;
  for (let i = start; i < end; i++) all = (all << 8) | (text.charCodeAt(i) & 0xff);
  return all;
}

/** One of these is in such a message, or a word of an accent and no more; looked for first, for most texts have none. */
const SURE = ['ki ', 'koi', 'kon', 'mtn'];

function hasLoneAccent(source: string): boolean {
  for (let at = source.indexOf('é '); at >= 0; at = source.indexOf('é ', at + 1))
    if (source.charCodeAt(at - 1) === BLANK || source.charCodeAt(at - 2) === BLANK) return true;
  return false;
}

/** Whether a text has several kinds of hints, between blanks. */
function isHinted(source: string): boolean {
  if (!hasLoneAccent(source) && !SURE.some((sure) => source.includes(sure))) return false;
  let word = 0;
  let length = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < source.length; i++) {
    const unit = source.charCodeAt(i);
    if (unit !== BLANK) {
      word = (word << 8) | (unit & 0xff);
      length++;
      continue;
    }
    if (length <= LONGEST_HINT && word !== first && word !== second && PACKED.has(word)) {
      if (second !== 0) return true;
      if (first === 0) first = word;
      else second = word;
    }
    word = 0;
    length = 0;
  }
  return false;
}

// Hits words of such messages: an accent where none belongs, a capital that ends a word, digits for syllables, letters for words.
const MARKS =
  /(?<![\p{L}\d'’-])(?:[ldtmscn]?é|l[eè]s|C|T|G|K|2|1|[a-z]{2,12}[BCDGKTPV]|[a-z]{1,6}[0-9][a-z]{0,6}|k[eio]|koi|moa|toa|mtn|tt|pa|mo|fo|pr|ds|ns|vs|[a-zé]{0,9}k[eioaé]?[a-zé]{0,4}|[b-df-hj-np-tv-z]{3,5}|[a-z]{3,9}é)(?![\p{L}\d'’-])/gu;
const FEWEST_MARKS = 5;
const MARKS_EACH = 4;
/** Signs of programs and of tables. */
const OF_CODE = /[{}|=;<>`]/;
const LINE = /[^\n]{12,1200}/g;
const ANY_WORD = /[\p{L}\d]{1,60}/gu;

/** The lines of a text that are written as French short messages are. */
export function messagesIn(source: string): Span[] {
  if (!isHinted(source)) return [];
  const spans: Span[] = [];
  for (const { index, 0: line } of source.matchAll(LINE)) {
    if (OF_CODE.test(line)) continue;
    const marks = new Set(line.match(MARKS)).size;
    if (marks < FEWEST_MARKS || marks * MARKS_EACH < (line.match(ANY_WORD)?.length ?? 0)) continue;
    spans.push({ start: index, end: index + line.length });
  }
  return spans;
}
