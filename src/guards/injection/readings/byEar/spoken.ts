// The English and French words that sound like what somebody wrote by ear.
import type { Language } from '../../lexicon/frequencies';
import { WordIndex } from '../../lexicon/vocabulary';
import { said, soundsOf } from './pronounced';

/** Two words that are said, and written by ear, as one. */
const TOGETHER: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  english:
    said(`do_not=DOUNT do_not=DONT cannot=KANT you_are=YUR i_am=AIM it_is=ITS that_is=5ATS will_not=WOUNT does_not=DAZNT
    you_will=YUL i_will=AIL let_us=LETS is_not=IZNT are_not=ARNT you_have=YUV`),
  french:
    said(`c_est=SE j_ai=JE tu_es=TE qu_il=KIL qu_on=KON n_est=NE il_y_a=ILIA t_as=TA d_un=DEN d_une=D8N l_on=LON s_il=SIL jusqu_a=J8SKA
    jusqu_au=J8SKO c_etait=SETE je_te=JT0 je_suis=J8I ce_que=SK0 ce_qui=SKI est_ce_que=ESK0 qu_est_ce_que=KESK0 mot_de_passe=MODPAS`),
};

/** Longer words are none of these. */
const LONGEST = 20;

/** Sounds that people write one for the other, as one; vowels, and what is hardly heard, as nothing. */
const ALIKE: Readonly<Record<string, string>> = {
  P: 'P', B: 'P', T: 'T', D: 'T', K: 'K', G: 'K', F: 'F', V: 'F', S: 'S', Z: 'S', X: 'S', J: 'S', C: 'S', Q: 'S', '5': 'S', M: 'M', N: 'N', L: 'L',
}; // prettier-ignore

/** The key under which the ways to write a word by ear meet, mostly. */
function keyOf(sounds: string, language: Language): string {
  let key = '';
  let last = '';
  for (let i = 0; i < sounds.length; i++) {
    const sound = sounds.charAt(i);
    const one = sound === 'R' && language === 'french' ? 'R' : (ALIKE[sound] ?? '');
    // A nasal sounds like the consonant behind it.
    const next = ALIKE[sounds.charAt(i + 1)];
    const kind = one === 'M' && (next === 'P' || next === 'T') ? 'N' : one;
    if (kind !== last) key += kind;
    last = kind;
  }
  return key === '' ? '-' : key;
}

/** Whether a word can be said at all: most of two letters, and names, cannot. */
const SPOKEN = /^(?=.*[aeiouy])[a-z]{2,20}$|^[aiy]$/;

const BY_SOUND: Readonly<Record<Language, WordIndex>> = { english: indexOf('english'), french: indexOf('french') };

function indexOf(language: Language): WordIndex {
  return new WordIndex((word) => (SPOKEN.test(word) ? keyOf(soundsOf(word, language), language) : ''));
}

/** Calls `found` for the words that sound like these sounds, nearly, with the distance of each. */
export function eachSounding(
  sounds: string,
  language: Language,
  found: (word: string, distance: number) => void,
): void {
  if (sounds.length > LONGEST) return;
  const most = MOST + MOST_EACH * sounds.length;
  for (const key of keysOf(sounds, language)) {
    BY_SOUND[language].each(key, (word) => {
      const distance = distanceOf(sounds, soundsOf(word, language), language);
      if (distance <= most) found(word, distance);
    });
    for (const [words, spoken] of TOGETHER[language]) {
      if (keyOf(spoken, language) !== key) continue;
      const distance = AS_ONE + distanceOf(sounds, spoken, language);
      if (distance <= most) found(words.replaceAll('_', ' '), distance);
    }
  }
}

/** Two words are written as one more seldom than one is. */
const AS_ONE = 0.15;
/** Greater distances are those of other words. */
const MOST = 0.3;
const MOST_EACH = 0.17;

/** The keys that sounds may have: `th` is written with many letters, `w` with those of `v`, and ends that are not said are. */
function keysOf(sounds: string, language: Language): Set<string> {
  const keys = new Set([keyOf(sounds, language)]);
  if (language === 'french') return keys;
  for (const at of sounds.matchAll(/[TDFV]/g)) {
    const [before, after] = [sounds.slice(0, at.index), sounds.slice(at.index + 1)];
    keys.add(keyOf(`${before}5${after}`, language));
    if (at[0] === 'V') keys.add(keyOf(`${before}W${after}`, language));
  }
  return keys;
}

const VOWELS = 'AEIOU08';
/** What it costs to take one sound for another; both ways. */
const NEAR: ReadonlyMap<string, number> = new Map(
  `E0=.15 A0=.15 O0=.2 I0=.2 U0=.2 80=.3 EI=.25 OU=.25 8U=.15 8I=.25 AE=.15 AO=.3 YI=.05 WU=.05 W8=.1 WO=.2 YE=.3 WV=.25 SZ=.1 XS=.3 XJ=.2 JZ=.3 CX=.3
   QJ=.1 QC=.3 CS=.5 CK=.6 QX=.4 QZ=.4 5Z=.15 5S=.2 5D=.2 5T=.2 5F=.3 5V=.3 TD=.3 PB=.3 KG=.3 FV=.3 MN=.3 YQ=.5`
    .trim()
    .split(/\s+/)
    .flatMap((entry) => {
      const [pair = '', cost = ''] = entry.split('=');
      return [pair, pair.charAt(1) + pair.charAt(0)].map((one): [string, number] => [one, Number(cost)]);
    }),
);
const OTHER_VOWEL = 0.45;
const OTHER = 1.2;

function costOf(one: string, other: string): number {
  if (one === other) return 0;
  return NEAR.get(one + other) ?? (VOWELS.includes(one) && VOWELS.includes(other) ? OTHER_VOWEL : OTHER);
}

/** What a sound costs that is not said, or said too much. */
function lossOf(sound: string, language: Language): number {
  if (sound === '0') return 0.15;
  if (sound === 'U' && language === 'english') return 0.2;
  if (VOWELS.includes(sound)) return 0.35;
  if (sound === 'R' && language === 'english') return 0.1;
  return sound === 'Y' || sound === 'W' || sound === 'H' ? 0.35 : 0.9;
}

/** How far sounds are from others: an edit distance. */
function distanceOf(one: string, other: string, language: Language): number {
  let row = [0];
  for (const sound of other) row.push((row.at(-1) ?? 0) + lossOf(sound, language));
  for (const sound of one) {
    const loss = lossOf(sound, language);
    const next = [(row[0] ?? 0) + loss];
    for (let i = 0; i < other.length; i++) {
      const otherSound = other.charAt(i);
      next.push(
        Math.min(
          (row[i] ?? 0) + costOf(sound, otherSound),
          (row[i + 1] ?? 0) + loss,
          (next[i] ?? 0) + lossOf(otherSound, language),
        ),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
