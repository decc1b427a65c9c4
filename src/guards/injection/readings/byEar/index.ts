// English or French written by its sound: in Cyrillic or Greek letters, in the phonetic alphabet, in French as in short messages.
import { matchesOf } from '../../../matches';
import { canonicalise } from '../../../normalise';
import { LANGUAGES } from '../../lexicon/frequencies';
import { isWord } from '../../lexicon/vocabulary';
import { maySay } from '../speech';
import { ABBREVIATIONS } from '../words/abbreviations';
import { likeliest, Reader, UNKNOWN, type Place } from '../words/reader';
import type { Offer } from '../words/transform';
import { ofCyrillic, ofGreek, ofMessage, ofPhonetic } from './heard';
import { isNative, messagesIn, phoneticIn, strangeIn } from './where';
import { eachSounding } from './spoken';

/** Greater ones are too long to be an order, and the words of others tell enough. */
const MOST_WORDS = 250;
const FEWEST_WORDS = 4;
/** So many of the letters must be in words that sound like one. */
const READ = 0.6;
/** Dearer words, on the mean, are those of another language. */
const DEAREST = 12;
/** What it costs, beside the price of the word, that a word sounds otherwise. */
const OF_DISTANCE = 10;
/** What it costs that two words stand as one, or that one is said with an end, or a beginning, that belongs to the next. */
const JOINED = 3;

/** The text with what it says by sound, folded; nothing when it says nothing so. Takes the text before and after folding. Linear. */
export function byEar(source: string, folded: string): string | undefined {
  const [spans, soundsOf] = writtenIn(source);
  if (spans.length === 0) return undefined;
  let text = '';
  let from = 0;
  for (const { start, end } of spans) {
    const read = readBy(soundsOf, source.slice(start, end));
    if (read === undefined) continue;
    text += `${source.slice(from, start)}${read}`;
    from = end;
  }
  if (from === 0) return undefined;
  const read = canonicalise(text + source.slice(from)).text;
  return read === folded ? undefined : read;
}

type SoundsOf = (word: string) => string[];
type Spans = readonly { readonly start: number; readonly end: number }[];

/** Where a text is written by ear, perhaps, and what its words sound like there. */
function writtenIn(source: string): [Spans, SoundsOf] {
  const strange = strangeIn(source);
  if (strange === 'phonetic') return [phoneticIn(source), ofPhonetic];
  if (strange !== undefined)
    return [isNative(source) ? [] : [{ start: 0, end: source.length }], strange === 'greek' ? ofGreek : ofCyrillic];
  return [messagesIn(source), ofMessage];
}

/** Longer rows of sounds are no words. */
const LONGEST = 60;

interface Word {
  readonly start: number;
  readonly end: number;
  readonly sounds: string;
}

// A word of any of these writings, with an apostrophe behind what stands for it.
const CYRILLIC_OR_GREEK = /[\u0370-\u045f]{1,60}(?:['’][\u0370-\u045f]{1,60})?/g;
const LETTERS = /[\p{L}\u0303\u0361]{1,60}/gu;
const OF_MESSAGE = /[\p{L}\d]{1,60}/gu;
function readBy(soundsOf: SoundsOf, written: string): string | undefined {
  const text = prepared(soundsOf, written);
  const pattern = soundsOf === ofPhonetic ? LETTERS : soundsOf === ofMessage ? OF_MESSAGE : CYRILLIC_OR_GREEK;
  const words = matchesOf(text, pattern)
    .slice(0, MOST_WORDS)
    .map((match): Word => ({
      start: match.index,
      end: match.index + match[0].length,
      sounds: soundsOf(match[0].replace(/['’]/, '')).reduce((all, way) =>
        all.length + way.length < LONGEST ? `${all}|${way}` : all,
      ),
    }));
  if (words.length < FEWEST_WORDS) return undefined;
  const meant = meaningOf(text, words);
  if (meant === undefined) return undefined;
  let read = '';
  let from = 0;
  for (const [n, { start, end, sounds }] of words.entries()) {
    read += text.slice(from, start) + elided(meant[n] ?? '', sounds);
    from = end;
  }
  const said = canonicalise(read + text.slice(from)).text;
  return maySay(said) ? said : undefined;
}

function prepared(soundsOf: SoundsOf, written: string): string {
  if (soundsOf === ofMessage) return written;
  const lower = written.toLowerCase();
  if (soundsOf === ofCyrillic) return lower.normalize('NFC');
  const apart = lower.normalize('NFD');
  if (soundsOf === ofGreek) return apart.replace(/[\u0300-\u036f]/g, '');
  return apart
    .replace(/[ˈˌːˑ()]|\p{M}(?<!\u0303)/gu, '')
    .replace(/\.?[ztnʁp]‿\.?/g, ' ')
    .replace(/‿|(?<=[\p{L}\u0303])\.(?=\p{L})/gu, '');
}

/** A French word that lost its vowel stands before an apostrophe. */
function elided(meant: string, sounds: string): string {
  if (meant === '') return (sounds.split('|')[0] ?? '').toLowerCase();
  return meant.replace(/\b(qu|jusqu|[cdjlmnst]) (?=[aeiouhy])/g, "$1'");
}

/** The likeliest words for those that were written; nothing when they are none. Empty where there is no word. */
function meaningOf(text: string, words: readonly Word[]): string[] | undefined {
  let best: { meant: string[]; price: number } | undefined;
  for (const language of LANGUAGES) {
    let price = 0;
    let known = 0;
    let all = 0;
    const places: Place[] = [];
    for (const [n, { start, sounds }] of words.entries()) {
      const meant = reader.read(sounds)[language];
      const length = sounds.split('|')[0]?.length ?? 0;
      all += length;
      if (meant.length > 0) known += length;
      price += meant[0]?.price ?? UNKNOWN;
      const gap = text.slice(words[n - 1]?.end ?? 0, start);
      places.push({
        words: meant.length > 0 ? meant : [{ word: '', price: UNKNOWN }],
        isBehind: n > 0 && gap.trim() === '',
      });
    }
    if (known < all * READ || price > words.length * DEAREST || price >= (best?.price ?? Infinity)) continue;
    best = { meant: likeliest(places, language), price };
  }
  return best?.meant;
}

const reader = new Reader(offerSounding);

function offerSounding(ways: string, offer: Offer): void {
  for (const sounds of ways.split('|')) {
    if (sounds === '') continue;
    if (/^[a-z]/.test(sounds)) {
      if (isWord(sounds)) offer(sounds, 0, 'french');
      for (const { meant, language } of ABBREVIATIONS.get(sounds) ?? []) offer(meant, 0, language);
      continue;
    }
    for (const language of LANGUAGES)
      eachSounding(sounds, language, (word, distance) => {
        offer(word, distance * OF_DISTANCE, language);
      });
    offerLinked(sounds, offer);
  }
}

const ELIDED: Readonly<Record<string, string>> = { L: 'l', D: 'd', M: 'm', T: 't', S: 's', N: 'n', K: 'qu', J: 'j' };
const LINKED = /^(?:([LDMTSNKJZ])(?=[AEIOU80])|(LE|DE|TE|ME|SE|VO|NO)Z(?=[AEIOU80]))(.{2,20})$/;
const BEFORE: Readonly<Record<string, string>> = {
  LE: 'les',
  DE: 'des',
  TE: 'tes',
  ME: 'mes',
  SE: 'ces',
  VO: 'vos',
  NO: 'nos',
};

/** Offers French words that are said with the one before, or with the beginning of the next. */
function offerLinked(sounds: string, offer: Offer): void {
  const linked = LINKED.exec(sounds);
  if (linked !== null) {
    const [, letter = '', article = '', rest = ''] = linked;
    eachSounding(rest, 'french', (word, distance) => {
      if (!/^[aeiouhy]/.test(word)) return;
      const cost = JOINED + distance * OF_DISTANCE;
      if (article !== '') offer(`${BEFORE[article] ?? ''} ${word}`, cost, 'french');
      else if (ELIDED[letter] !== undefined) offer(`${ELIDED[letter]} ${word}`, cost, 'french');
      if ('ZNT'.includes(letter)) offer(word, cost, 'french');
    });
  }
  if (/..[ZTNSPRK]$/.test(sounds))
    eachSounding(sounds.slice(0, -1), 'french', (word, distance) => {
      offer(word, JOINED + distance * OF_DISTANCE, 'french');
    });
}
