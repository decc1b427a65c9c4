// What the user typed besides the question: slash commands at its start, mentions anywhere (C3).
import { detectLanguage } from '../base/language';
import type { Language } from '../base/l10n';

/** At the start of a question. */
export const slashCommands = ['explain', 'fix', 'tests', 'doc', 'review'] as const;
export type SlashCommand = (typeof slashCommands)[number];

/** `@file:path`. */
export const pathMentions = ['file', 'folder'] as const;
/** `@selection`. */
export const wordMentions = ['workspace', 'selection', 'problems'] as const;

export interface ParsedQuestion {
  /** The question for the model: the command as an instruction, mentions removed. */
  readonly question: string;
  readonly command?: SlashCommand;
  /** Paths after `@folder:`; search stays below them. */
  readonly folders: readonly string[];
  /** Paths after `@file:`. */
  readonly files: readonly string[];
  readonly selection: boolean;
  readonly problems: boolean;
}

const instructions: Readonly<Record<SlashCommand, Readonly<Record<Language, string>>>> = {
  explain: { en: 'Explain this step by step.', fr: 'Expliquez ceci étape par étape.' },
  fix: {
    en: 'Find what is wrong here and give the corrected code.',
    fr: 'Trouvez ce qui ne va pas ici et donnez le code corrigé.',
  },
  tests: { en: 'Write unit tests for this.', fr: 'Écrivez des tests unitaires pour ceci.' },
  doc: { en: 'Write the documentation comment for this.', fr: 'Écrivez le commentaire de documentation de ceci.' },
  review: {
    en: 'Review this code: defects first, then clarity.',
    fr: 'Relisez ce code : les défauts d’abord, puis la clarté.',
  },
};

const commandPattern = new RegExp(String.raw`^/(${slashCommands.join('|')})(?![\w/])\s*`, 'u');
/** `@folder:docs/ops`, `@file:"with blank.md"`; must not hit an e-mail address such as `a@file.example`. */
const pathMention = new RegExp(
  String.raw`(?<![\w.])@(${pathMentions.join('|')}):(?:"([^"\n]{1,400})"|([^\s"]{1,400}))`,
  'gu',
);
const wordMention = new RegExp(String.raw`(?<![\w.])@(${wordMentions.join('|')})\b`, 'gu');

/** Splits what was typed into the question and what goes with it. Unknown words after `/` or `@` stay text. */
export function parseQuestion(text: string): ParsedQuestion {
  const folders: string[] = [];
  const files: string[] = [];
  let selection = false;
  let problems = false;
  const command = commandPattern.exec(text)?.[1] as SlashCommand | undefined;
  let question = text
    .replace(commandPattern, '')
    .replace(pathMention, (_, kind: string, quoted: string | undefined, bare: string | undefined) => {
      const target = (quoted ?? bare ?? '').replaceAll('\\', '/').replace(/^\.?\//u, '');
      (kind === 'folder' ? folders : files).push(target);
      return kind === 'file' ? target : '';
    })
    .replace(wordMention, (_, word: string) => {
      selection ||= word === 'selection';
      problems ||= word === 'problems';
      return '';
    })
    .replace(/[ \t]{2,}/gu, ' ')
    .trim();
  if (command) {
    const instruction = instructions[command][detectLanguage(question || instructions[command].en)];
    question = question === '' ? instruction : `${instruction} ${question}`;
    selection ||= files.length === 0;
  }
  return { question, ...(command ? { command } : {}), folders, files, selection, problems };
}

/** Where a question names something that `parseQuestion` takes for a command or a mention, in order. */
export function mentionRanges(text: string): { readonly start: number; readonly end: number }[] {
  const command = commandPattern.exec(text)?.[1];
  const mentions = [pathMention, wordMention].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: whole, index }) => ({ start: index, end: index + whole.length })),
  );
  return [
    ...(command === undefined ? [] : [{ start: 0, end: command.length + 1 }]),
    ...mentions.sort((a, b) => a.start - b.start),
  ];
}
