// Counts how often English and French words stand, for cutting text without blanks, and which follow which, for telling apart the
// words that one in disguise may stand for: writes frequencies.json and pairs.json of src/guards/injection/lexicon. Deterministic for
// one state of the project and of node_modules; a later state gives slightly different lists. `node scripts/frequencies.mjs`
// Counted are texts that are free to use: sentences and grammars of scripts/classifier (CC0), the project's own documents and
// messages, READMEs of packages under permissive licences and the comments of their declarations, TypeScript's French messages
// (Apache-2.0), the probabilities of whole words in the shipped part of the vocabulary of multilingual-e5-small (MIT), and everyday
// words of frequencies-words.txt (CC0). Never the texts of the guards' benchmark.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const read = (...path) => readFileSync(join(root, ...path), 'utf8');
const list = (...path) => readdirSync(join(root, ...path), { withFileTypes: true });

/** Words that are worth a place: as natural logarithms, the least probable word and the least gain of a pair over its words. */
const RAREST = -14.2;
const LEAST_GAIN = 1;
const MOST_PAIRS = 1500;
/** Pairs are counted from so many times on; words of READMEs as well, for many are names. */
const TIMES = 2;
/** Letters that are words, in English or (elided, or behind an apostrophe) in French and English. */
const LETTER_WORDS = 'aiyldnsmtcj';
const LONGEST = 22;
/** Written without their apostrophe they are two words, as the guard reads them. */
const CONTRACTIONS = new Set(
  'im ive youre youll youve youd hes shes theyre theyll weve whats thats theres heres lets wheres whos cest jai quil quon dun dune'.split(
    ' ',
  ),
);

const LICENCES = new Set(['MIT', 'Apache-2.0', 'ISC', 'BSD-3-Clause', 'BSD-2-Clause']);

/** Shares of the sources in each language: the language of prompts weighs more than that of READMEs. */
const sources = {
  en: [
    { share: 0.4, texts: prompts('en'), pairs: true },
    { share: 0.08, texts: lexicon(['en.ts'], 0), pairs: true },
    { share: 0.12, texts: [...messages(Object.keys), ...documents(), ...samples('en')], pairs: true },
    { share: 0.15, texts: readmes(), least: 3, neighbours: 4 },
    { share: 0.1, texts: comments(), least: 5, neighbours: 12 },
  ],
  fr: [
    { share: 0.45, texts: prompts('fr'), pairs: true },
    { share: 0.08, texts: lexicon(['fr.ts'], 1), pairs: true },
    { share: 0.15, texts: [...messages(Object.values), ...samples('fr')], pairs: true },
    { share: 0.12, texts: frenchMessages(), pairs: true },
  ],
};
const VOCABULARY_SHARE = 0.2;
const SHORTEST_PIECE = 5;
/** So much less probable is a word in the language that it was not counted in. */
const FOREIGN = 4;

function prompts(language) {
  const folder = ['scripts', 'classifier', 'data'];
  return list(...folder)
    .filter(({ name }) => name.startsWith(`${language}_`))
    .map(({ name }) =>
      read(...folder, name)
        .replace(/^# .*$/gm, '')
        .replace(/<[a-z]+>|\\[a-z]/g, '\n'),
    );
}

function messages(part) {
  return list('l10n', 'fr').map(({ name }) => part(JSON.parse(read('l10n', 'fr', name))).join('\n'));
}

/** Those that people wrote, in English: the reference repeats the messages. */
function documents() {
  const own = list('docs').filter(({ name }) => name.endsWith('.md') && !name.startsWith('reference.'));
  return [
    ...own.map(({ name }) => read('docs', name)),
    ...['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md'].map((name) => read(name)),
  ];
}

/** Phrases of the lexicon, without what is only the beginning of words. Orders and schemes stand there in both languages. */
function lexicon(files, half) {
  const folder = ['src', 'guards', 'injection', 'lexicon'];
  const halves = ['orders.ts', 'schemes.ts'].map(
    (name) => read(...folder, name).split(/^export const \w+_FRENCH/m)[half],
  );
  return [...files.map((name) => read(...folder, name)), ...halves].map((text) =>
    [...text.matchAll(/`([^`]*)`/g)].map(([, phrases]) => phrases.replace(/[^\s,]{0,60}\*/g, ',')).join('\n'),
  );
}

/** Documents of the sample workspaces of the tests. */
function samples(language) {
  return ['sample-workspace', 'calibration-workspace'].flatMap((name) =>
    readdirSync(join(root, 'test', 'fixtures', name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:md|txt)$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .filter((text) => (/\b(?:les|est|une)\b/.test(text) ? 'fr' : 'en') === language),
  );
}

function frenchMessages() {
  return Object.values(
    JSON.parse(read('node_modules', 'typescript', 'lib', 'fr', 'diagnosticMessages.generated.json')),
  );
}

function isFree(folder) {
  const isPackage = list(...folder).some(({ name }) => name === 'package.json');
  return isPackage && LICENCES.has(JSON.parse(read(...folder, 'package.json')).license);
}

function readmes() {
  const texts = [];
  for (const folder of packages()) {
    if (!isFree(folder)) continue;
    for (const name of list(...folder)
      .map((entry) => entry.name)
      .filter((one) => /^readme\.md$/i.test(one))) {
      texts.push(
        read(...folder, name)
          .replace(/```[\s\S]*?```/g, '\n')
          .replace(/`[^`\n]*`|<[^<>\n]*>|\S{0,60}[./_@]\S+|\b\w*[a-z][A-Z]\w*/g, '\n'),
      );
    }
  }
  return texts;
}

/** Comments in the declarations of the packages: prose about programs. */
function comments() {
  const texts = [];
  for (const folder of packages()) {
    if (!isFree(folder)) continue;
    for (const name of declarations(folder))
      texts.push(
        (readFileSync(name, 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? [])
          .join('\n')
          .replace(/`[^`\n]*`|<[^<>\n]*>|@\w+ ?\S*|\S{0,60}[./_@]\S+|\b\w*[a-z][A-Z]\w*/g, '\n'),
      );
  }
  return texts;
}

function declarations(folder) {
  const path = join(root, ...folder);
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function* packages() {
  for (const entry of list('node_modules')) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    if (!entry.name.startsWith('@')) yield ['node_modules', entry.name];
    else for (const { name } of list('node_modules', entry.name)) yield ['node_modules', entry.name, name];
  }
}

function fold(text) {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[œæ]/g, (letter) => (letter === 'œ' ? 'oe' : 'ae'))
    .replace(/[’‘]/g, "'")
    .toLowerCase()
    .replace(/n't\b/g, 'nt');
}

function count(texts) {
  const words = new Map();
  const pairs = new Map();
  let total = 0;
  for (const text of texts) {
    // Nothing but blanks and apostrophes stands between the words of a pair.
    for (const clause of fold(text).split(/[^a-z' ]+| {2,}/)) {
      let before;
      for (const word of clause.match(/[a-z]+/g) ?? []) {
        total++;
        words.set(word, (words.get(word) ?? 0) + 1);
        if (before !== undefined) pairs.set(`${before}_${word}`, (pairs.get(`${before}_${word}`) ?? 0) + 1);
        before = word;
      }
    }
  }
  return { words, pairs, total };
}

const rot13 = (word) =>
  word.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));
const add = (map, key, share) => map.set(key, (map.get(key) ?? 0) + share);
const counts = Object.values(sources).map(probabilities);

/** The probability of each word and pair of one language, as far as texts tell. */
function probabilities(texts) {
  const words = new Map();
  const pairs = new Map();
  const neighbours = new Map();
  // Examples of attacks in ROT13 are no words.
  const isTurned = (word, counted) => word.length > 3 && (counted.get(rot13(word)) ?? 0) > (counted.get(word) ?? 0);
  for (const source of texts) {
    const counted = count(source.texts);
    for (const [word, times] of counted.words)
      if (times >= (source.least ?? 1) && !isTurned(word, counted.words))
        add(words, word, (source.share * times) / counted.total);
    for (const [pair, times] of counted.pairs) {
      const share = (source.share * times) / counted.total;
      if (times >= (source.neighbours ?? 1)) add(neighbours, pair, share);
      if (source.pairs === true && times >= TIMES) add(pairs, pair, share);
    }
  }
  return { words, pairs, neighbours };
}

/** Pieces that open a word; most of them are whole words. Short ones are syllables, unless they were counted as words. */
function vocabulary() {
  const pieces = new Map();
  let sum = 0;
  for (const line of read('media', 'classifier', 'vocabulary.tsv').split('\n')) {
    const [piece = '', score = ''] = line.split('\t');
    const word = fold(piece.slice(1));
    if (!piece.startsWith('▁') || !/^[a-z]+$/.test(word)) continue;
    const share = Math.exp(Number(score));
    sum += share;
    if (word.length > 2 || counts.some(({ words }) => words.has(word))) add(pieces, word, share);
  }
  return new Map([...pieces].map(([word, share]) => [word, (VOCABULARY_SHARE * share) / sum]));
}

/** Everyday words that were counted nowhere: each as likely as this, as a natural logarithm. */
const EVERYDAY = -12.5;
const [english = '', french = ''] = read('scripts', 'frequencies-words.txt').replace(/^#.*$/gm, '').split(/^fr$/m);
for (const [language, text] of [english, french].entries())
  for (const word of text.match(/[a-z]{2,}/g) ?? [])
    if (!counts[language].words.has(word)) counts[language].words.set(word, Math.exp(EVERYDAY));

// A piece is a word of the languages that it was counted in, of each by how often; or of both when it was in none and is no
// syllable.
for (const [word, share] of vocabulary()) {
  const shares = counts.map(({ words }) => words.get(word) ?? 0);
  const sum = shares[0] + shares[1];
  if (sum === 0 && word.length < SHORTEST_PIECE) continue;
  for (const [language, { words }] of counts.entries())
    if (sum === 0) add(words, word, share);
    else if (shares[language] > 0) add(words, word, (share * shares[language]) / sum);
}

const logarithms = new Map();
const put = (word, language, share) => {
  const both = logarithms.get(word) ?? [-Infinity, -Infinity];
  both[language] = Math.log(share);
  logarithms.set(word, both);
};
for (const [language, { words, pairs }] of counts.entries()) {
  for (const [word, share] of words) {
    if (CONTRACTIONS.has(word)) continue;
    const isWord = word.length === 1 ? LETTER_WORDS.includes(word) : word.length <= LONGEST;
    if (isWord && Math.log(share) >= RAREST) put(word, language, share);
  }
  const gains = [];
  for (const [pair, share] of pairs) {
    const [first, second] = pair.split('_').map((word) => logarithms.get(word)?.[language] ?? -Infinity);
    const gain = Math.log(share) - first - second;
    if (Number.isFinite(gain) && pair.length <= LONGEST && gain >= LEAST_GAIN)
      gains.push({ pair, share, worth: share * gain });
  }
  gains.sort((a, b) => b.worth - a.worth || (a.pair < b.pair ? -1 : 1));
  for (const { pair, share } of gains.slice(0, MOST_PAIRS)) put(pair, language, share);
}

// Each entry: how many letters it shares with the one before, the others, and a capital for its price, in halves of a nat.
let before = '';
let text = '';
for (const [word, both] of [...logarithms].sort(([a], [b]) => (a < b ? -1 : 1))) {
  let shared = 0;
  while (shared < 9 && shared < before.length && word[shared] === before[shared]) shared++;
  text += shared + word.slice(shared);
  for (const logarithm of both) {
    const price = -Math.max(logarithm, Math.max(...both) - FOREIGN);
    text += String.fromCharCode(65 + Math.min(25, Math.max(0, Math.round((price - 1.5) / 0.6))));
  }
  before = word;
}
const folder = join('src', 'guards', 'injection', 'lexicon');
write('frequencies.json', { words: text });

/** So often, in a million words, a pair stands at least. */
const LEAST_OF_NEIGHBOURS = 5;
/** Of pairs that stand less often than this so many nats, at least, are gained over their words apart. */
const GAIN_OF_NEIGHBOURS = [
  [10, 5],
  [30, 0.3],
];

write('pairs.json', { english: followers(counts[0]), french: followers(counts[1]) });

/**
 * Each word that others follow, a colon, and these: how many letters each shares with the one before, the others, and a capital for
 * its price behind that word, as above from 0 on.
 */
function followers({ words, neighbours }) {
  const found = new Map();
  for (const [pair, share] of neighbours) {
    const [first, second] = pair.split('_');
    const alone = words.get(second) ?? 0;
    const behind = share / (words.get(first) ?? Infinity);
    const times = share * 1e6;
    const gain = Math.log(behind / alone);
    if (times < LEAST_OF_NEIGHBOURS || GAIN_OF_NEIGHBOURS.some(([most, least]) => times < most && gain < least))
      continue;
    found.set(first, [...(found.get(first) ?? []), [second, -Math.log(behind)]]);
  }
  let list = '';
  for (const [first, seconds] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    list += `${list === '' ? '' : ' '}${first}:`;
    let last = '';
    for (const [second, price] of seconds.sort(([a], [b]) => (a < b ? -1 : 1))) {
      let shared = 0;
      while (shared < 9 && shared < last.length && second[shared] === last[shared]) shared++;
      list +=
        shared + second.slice(shared) + String.fromCharCode(65 + Math.min(25, Math.max(0, Math.round(price / 0.6))));
      last = second;
    }
  }
  return list;
}

function write(name, content) {
  const json = JSON.stringify(content, undefined, 2);
  writeFileSync(join(root, folder, name), `${json}\n`);
  console.log(`${join(folder, name)}: ${json.length} bytes`);
}
