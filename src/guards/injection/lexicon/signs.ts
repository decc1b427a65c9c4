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
  floor: { parts: ['ignore', 'oublie', 'affiche', 'exporte', 'maintenant'] },
} as const satisfies Readonly<Record<string, Sign>>;

export type SignName = keyof typeof SIGNS;

const NAMES = Object.keys(SIGNS) as SignName[];

/** The bits of groups, for the patterns. */
export function signBits(...names: readonly SignName[]): number {
  return names.reduce((all, name) => all | (1 << NAMES.indexOf(name)), 0);
}

const GROUPS: readonly Sign[] = Object.values(SIGNS);

/** The groups that a (folded) word belongs to, as bits. */
export function signsOf(word: string): number {
  let signs = 0;
  const bare = word.replace(/\d{1,3}$/, '');
  for (const [n, { parts, words }] of GROUPS.entries())
    if (words?.includes(bare) === true || parts?.some((part) => word.includes(part)) === true) signs |= 1 << n;
  return signs;
}
