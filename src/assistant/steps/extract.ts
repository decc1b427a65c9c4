// Step 11 without a model: the answer is quoted from the documents, through the same output guard.
import type { Language } from '../../base/l10n';
import { extractiveAnswer, isProse, type ExtractiveSentence } from '../../knowledge/extractive';
import type { Passage } from '../../knowledge/types';
import type { Source } from '../types';

export interface Extracted {
  readonly answered: boolean;
  /** Markdown, each sentence with its citation. */
  readonly answer: string;
  readonly sources: readonly Source[];
  /** The quoted sentences alone, one passage for each source: what a small model gets instead of whole passages. */
  readonly quotes: readonly Passage[];
  readonly confidence: number;
}

/** The best sentences of the passages, in document order, numbered in order of appearance. */
export function extract(question: string, passages: readonly Passage[], language: Language): Extracted {
  const found = extractiveAnswer(question, passages, { language });
  const sources: Source[] = [];
  const quoted: string[][] = [];
  const lines: string[] = [];
  for (const sentence of found.sentences) {
    const passage = passages.find(({ id, path }) => id === sentence.passageId && path === sentence.path);
    if (!passage) continue;
    let source = sources.find((known) => known.passage.id === passage.id && known.passage.path === passage.path);
    if (source) {
      const { startLine, endLine } = source.passage;
      const wider = {
        ...source.passage,
        startLine: Math.min(startLine, sentence.startLine),
        endLine: Math.max(endLine, sentence.endLine),
      };
      source = { n: source.n, passage: wider };
      sources[source.n - 1] = source;
    } else {
      source = {
        n: sources.length + 1,
        passage: { ...passage, startLine: sentence.startLine, endLine: sentence.endLine },
      };
      sources.push(source);
      quoted.push([]);
    }
    quoted[source.n - 1]?.push(sentence.text);
    lines.push(quote(sentence, source.n, passage.language));
  }
  return {
    answered: found.answered && lines.length > 0,
    answer: lines.join('\n\n'),
    sources,
    quotes: sources.map(({ passage }, index) => ({ ...passage, text: quoted[index]?.join('\n') ?? '' })),
    confidence: found.confidence,
  };
}

/** A quote with its citation: after the last line of a list or a sentence, below a table or a block of code. */
function quote({ lead, text }: ExtractiveSentence, n: number, language: string): string {
  if (!isProse(language)) return `${fenced(text, language)}\n\n[${n}]`;
  const body = `${lead === undefined ? '' : `${lead.trim()}\n${isBlock(lead) ? '' : '\n'}`}${text.trim()}`;
  return isBlock(text) ? `${body}\n\n[${n}]` : `${body} [${n}]`;
}

function isBlock(text: string): boolean {
  return /^\s*(?:```|~~~|\|)/u.test(text);
}

/** Lines of code as Markdown shows them: between fences longer than any in them, without the blanks that all of them open with. */
function fenced(text: string, language: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  const longest = Math.max(2, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A name of a language is no place for anything else.
  const name = /^[\w+#-]{1,30}$/u.test(language) ? language : '';
  return [`${fence}${name}`, ...lines.map((line) => line.slice(indent).trimEnd()), fence].join('\n');
}
