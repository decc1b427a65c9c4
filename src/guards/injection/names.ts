// Tells words that are parts of a name from words that say something: `CRT_SECURE_NO_WARNINGS`, `--user-output`, `AI-generated`.
import { isLetterOrDigitUnit } from '../normalise';
import { bits } from './lexicon';
import { has, type Tokens } from './tokens';
import { wordSet } from './wordSet';

/** A name has so few words; what is longer may be a sentence with other signs for its blanks. */
const LONGEST_NAME = 3;
/** What an assistant has, or is: what speaks of it is no name. */
const OF_ASSISTANT = bits('YOU', 'YOUR', 'AI', 'PROMPT');
const THING = bits(
  'RULE',
  'RULEW',
  'GUARD',
  'PROMPT',
  'PROMPTW',
  'SECRET',
  'CONVO',
  'DOCS',
  'AI',
  'TASK',
  'USER',
  'MODE',
  'SELF',
);
/** So far before a word its option begins. */
const OPTION = 40;
const HYPHEN = 0x2d;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const BLANK = 0x20;

/** The words from one to another are one name, written with hyphens or underscores: `no-warnings`, `before_forget`. */
export function isOneName(tokens: Tokens, text: string, from: number, to: number): boolean {
  if (from === to || to - from >= LONGEST_NAME) return false;
  for (let i = from; i <= to; i++) if (has(tokens, i, OF_ASSISTANT)) return false;
  const end = tokens.end[to] ?? 0;
  let joined = false;
  for (let i = tokens.start[from] ?? 0; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === HYPHEN || unit === 0x5f) joined = true;
    else if (!isNameUnit(unit)) return false;
  }
  return joined;
}

/** What comes before it in its name is an option of a program: `--log-http`, `\-\-user\-output` of a manual. */
export function isOfOption(tokens: Tokens, text: string, word: number): boolean {
  let i = (tokens.start[word] ?? 0) - 1;
  if (text.charCodeAt(i) !== HYPHEN) return false;
  const least = Math.max(0, i - OPTION);
  while (
    i >= least &&
    (isNameUnit(text.charCodeAt(i)) || text.charCodeAt(i) === HYPHEN || text.charCodeAt(i) === BACKSLASH)
  )
    i--;
  return /^\\?-\\?-[a-z]/.test(text.slice(i + 1, i + 6));
}

/** So much around a word belongs to its path. */
const PATH = 60;
/** Hits `src/settings/Panel.tsx`, `./prompts/system`, `/etc/rules`; not `rules/instructions`. */
const IS_PATH =
  /^["'`(]{0,2}(?:(?:(?:~|\.{1,2})?\/)?(?:[\w.@-]{1,40}\/){0,8}[\w@-]{1,40}\.[a-z]{1,5}\b|(?:~|\.{1,2})?(?:\/[\w.@-]{1,40}){2,9}\/?)/;

/** A part of the path of a file: `src/settings/Panel.tsx`. */
export function isOfPath(tokens: Tokens, text: string, word: number): boolean {
  const start = tokens.start[word] ?? 0;
  const end = tokens.end[word] ?? 0;
  if (text.charCodeAt(start - 1) !== SLASH && text.charCodeAt(end) !== SLASH) return false;
  let from = start;
  while (from > 0 && start - from < PATH && text.charCodeAt(from - 1) > BLANK) from--;
  const found = IS_PATH.exec(text.slice(from, end + PATH));
  return found !== null && from + found[0].length >= end;
}

/** Says of the next word what it is, or is no thing of its own: `user-defined`, `per-request`; but `system-prompt` is a prompt. */
export function isModifier(tokens: Tokens, text: string, word: number): boolean {
  const end = tokens.end[word] ?? 0;
  const start = tokens.start[word] ?? 0;
  if (text.startsWith('per-', start - 4) && tokens.start[word - 1] === start - 4) return true;
  return (
    text.charCodeAt(end) === HYPHEN &&
    tokens.start[word + 1] === end + 1 &&
    PARTICIPLE.test(tokens.word[word + 1] ?? '') &&
    !has(tokens, word + 1, THING)
  );
}

/** What the word says of something else than of an assistant: of the stage, or of what is done soon. */
const OTHER_PROMPT = wordSet(
  'book books desk corner box side copy engineering engineer engineers payment payments payer payers delivery action attention reply date dates settlement treatment return',
);

/** `The prompt book`, `prompt payment`: no prompt of an assistant. */
export function isOtherPrompt(tokens: Tokens, word: number): boolean {
  return (
    tokens.word[word] === 'prompt' &&
    OTHER_PROMPT.has(tokens.word[word + 1] ?? '') &&
    (tokens.pos[word + 1] ?? 0) - (tokens.pos[word] ?? 0) === 1
  );
}

/** A verb that is the first half of a name: `ignorer-tout`, `ignore-scripts`; but `montre-moi` and `oublie-les` are said to somebody. */
export function isHalfOfName(tokens: Tokens, text: string, verb: number): boolean {
  const end = tokens.end[verb] ?? 0;
  const start = tokens.start[verb] ?? 0;
  const next = tokens.word[verb + 1] ?? '';
  // `Copier-coller`.
  if (
    text.charCodeAt(start - 1) === HYPHEN &&
    INFINITIVE.test(tokens.word[verb - 1] ?? '') &&
    tokens.end[verb - 1] === start - 1
  )
    return text.charCodeAt(end) !== HYPHEN;
  if (text.charCodeAt(end) !== HYPHEN || tokens.start[verb + 1] !== end + 1 || CLITIC.has(next)) return false;
  // A whole sentence may be written with hyphens.
  return text.charCodeAt(tokens.end[verb + 1] ?? 0) !== HYPHEN;
}

const INFINITIVE = /^[a-z]{3,}(?:er|ir|re)$/;
const CLITIC = wordSet('moi toi le la les lui leur nous vous en y tu il elle on ils elles ce');

const PARTICIPLE = /(?:ed|en|able|ible|ful|less|ing|facing|specific|level|side)$/;

function isNameUnit(unit: number): boolean {
  return isLetterOrDigitUnit(unit) || unit === 0x5f;
}
