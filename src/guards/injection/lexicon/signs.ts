// Words without which a pattern of `structure.ts` cannot match, by group: the tokeniser notes which a text has.

interface Sign {
  /** Words that hold one of these. */
  readonly parts?: readonly string[];
  /** Words that are one of these, but for a number behind it. */
  readonly words?: readonly string[];
}

const SIGNS = {
  system: { parts: ['system', 'admin', 'develop'] },
  order: { parts: ['instruction', 'directive', 'consigne', 'prompt', 'order', 'ordre'] },
  block: { parts: ['important', 'inject', 'override', 'hidden', 'assistant', 'information'], words: ['untrusted'] },
  border: { words: ['begin', 'start', 'debut', 'end', 'fin'] },
  end: { words: ['end', 'fin', 'sources'] },
  new: { words: ['new', 'updated', 'real', 'revised', 'nouvelle', 'nouvelles', 'vraie', 'vraies'] },
  role: { words: ['role'] },
  turn: {
    words: ['user', 'human', 'q', 'question', 'utilisateur', 'humain', 'client', 'moi', 'example'],
  },
  answer: {
    words: ['answer', 'answers', 'respond', 'responses', 'reply', 'replies', 'reponds', 'repondez', 'once'],
  },
  you: { words: ['you', 'tu', 'vous'] },
  assistant: {
    parts: ['assistant', 'bot', 'copilot'],
    words: ['ai', 'ia', 'model', 'reponse', 'response'],
  },
  label: {
    parts: ['assistant', 'chatbot', 'copilot', 'chatgpt', 'claude', 'gemini', 'cursor', 'rempart', 'codex', 'agent'],
    words: ['ai', 'ia', 'llm', 'llms', 'gpt', 'bot', 'model', 'models', 'modele', 'language'],
  },
  please: { parts: ['please', 'kindly', 'merci', 'veuillez', 'plait'], words: ['svp', 'stp'] },
  two: { words: ['twice', 'two', 'both', 'deux', 'once'] },
  spelling: {
    words: [
      'oscar',
      'echo',
      'oboe',
      'eugene',
      'emile',
      'emilie',
      'easy',
      'egg',
      'elephant',
      'ear',
      'edward',
      'orange',
      'old',
    ],
  },
  acrostic: {
    parts: ['acrosti', 'initial'],
    words: ['letter', 'letters', 'lettre', 'lettres', 'word', 'words', 'mot', 'mots'],
  },
  floor: { parts: ['ignore', 'oublie', 'affiche', 'exporte', 'maintenant'] },
} as const satisfies Readonly<Record<string, Sign>>;

export type SignName = keyof typeof SIGNS;

const NAMES = Object.keys(SIGNS) as SignName[];

/** The bits of groups, for the patterns. */
export function signBits(...names: readonly SignName[]): number {
  return names.reduce((all, name) => all | (1 << NAMES.indexOf(name)), 0);
}

const WORDS = new Map<string, number>();
const PARTS: (readonly [part: string, bit: number])[] = [];
for (const [n, { parts, words }] of Object.values<Sign>(SIGNS).entries()) {
  for (const word of words ?? []) WORDS.set(word, (WORDS.get(word) ?? 0) | (1 << n));
  for (const part of parts ?? []) PARTS.push([part, 1 << n]);
}
/** Any of the parts: nearly all words hold none, and are not looked at again. */
const ANY_PART = new RegExp(PARTS.map(([part]) => part).join('|'));
const NUMBER_BEHIND = /\d{1,3}$/;

/** The groups that a (folded) word belongs to, as bits. */
export function signsOf(word: string): number {
  const last = word.charCodeAt(word.length - 1);
  let signs = WORDS.get(last >= 0x30 && last <= 0x39 ? word.replace(NUMBER_BEHIND, '') : word) ?? 0;
  if (ANY_PART.test(word)) for (const [part, bit] of PARTS) if (word.includes(part)) signs |= bit;
  return signs;
}
