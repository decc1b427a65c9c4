// Words of technical and office prose that are said for one another, in English and French: see concepts.json.
import type { Language } from '../../base/l10n';
import * as z from 'zod';
import data from './concepts.json';
import { stopWords } from './vocabulary';
import { stem, terms } from './words';

const { concepts } = z
  .strictObject({
    concepts: z.array(z.strictObject({ en: z.array(z.string()).min(1), fr: z.array(z.string()).min(1) })),
  })
  .parse(data);

const byStem: Readonly<Record<Language, ReadonlyMap<string, readonly number[]>>> = { en: build('en'), fr: build('fr') };

function build(language: Language): Map<string, readonly number[]> {
  const map = new Map<string, number[]>();
  for (const [id, concept] of concepts.entries())
    for (const word of concept[language]) {
      const key = stem(word, language);
      const ids = map.get(key) ?? [];
      if (!ids.includes(id)) map.set(key, [...ids, id]);
    }
  return map;
}

/**
 * Numbers of the concepts that a word of this language stands for. A French question and an English document meet here:
 * each looks its words up in its own language.
 */
export function conceptsOf(word: string, language: Language): readonly number[] {
  return byStem[language].get(stem(word, language)) ?? [];
}

/**
 * The content words of a question in the other language, for a full-text search of documents that are not written in the
 * question's own; undefined when too few of them are known. Names, numbers and identifiers stay as they are.
 */
export function inOtherLanguage(question: string, language: Language): string | undefined {
  const other = language === 'en' ? 'fr' : 'en';
  const found = new Set<string>();
  let known = 0;
  let all = 0;
  for (const term of terms(question, language)) {
    if (term.kind !== 'word' || term.name) {
      found.add(term.raw);
      continue;
    }
    all++;
    const ids = conceptsOf(term.raw, language);
    if (ids.length > 0) known++;
    for (const id of ids)
      for (const word of concepts[id]?.[other].slice(0, 3) ?? []) if (!stopWords[other].has(word)) found.add(word);
  }
  return known > 0 && known >= all / 2 ? [...found].join(' ') : undefined;
}
