// A plain BM25 over a folder, so that the extractive answer is tested without the index process.
import fs from 'node:fs';
import path from 'node:path';
import { detectLanguage } from '../../../../src/base/language';
import { inOtherLanguage } from '../../../../src/knowledge/extractive';
import { terms, words } from '../../../../src/knowledge/extractive/words';
import type { Passage } from '../../../../src/knowledge/types';

const languages: Readonly<Record<string, string>> = {
  '.md': 'markdown',
  '.txt': 'plaintext',
  '.ts': 'typescript',
  '.py': 'python',
  '.sql': 'sql',
  '.yaml': 'yaml',
  '.json': 'json',
};
const ignored = ['.env', 'drafts', 'build', '.gitignore', '.rempartignore'];

/** Passages of about `size` characters, cut at headings and empty lines, with the headings above them. */
export function passagesOf(file: string, text: string, size = 800): Passage[] {
  const language = languages[path.extname(file)] ?? 'plaintext';
  const found: Passage[] = [];
  const heading: string[] = [];
  let lines: string[] = [];
  let start = 1;
  let titles: string[] = [];
  const flush = (next: number) => {
    while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
    if (lines.some((line) => line.trim() !== ''))
      found.push({
        id: `${file}:${start}`,
        root: '/sample',
        path: file,
        startLine: start,
        endLine: start + lines.length - 1,
        text: lines.join('\n'),
        heading: titles,
        language,
        score: 0,
        classification: 'internal',
      });
    lines = [];
    start = next;
  };
  for (const [i, line] of text.split('\n').entries()) {
    const title = language === 'markdown' ? /^(#{1,6}) (.*)/u.exec(line) : undefined;
    const length = lines.reduce((sum, other) => sum + other.length + 1, 0);
    if (title || (length > size / 2 && line.trim() === '') || length > size) flush(i + 1);
    if (title) {
      heading.length = Math.min(heading.length, title[1]!.length - 1);
      heading[title[1]!.length - 1] = title[2]!;
    }
    if (lines.length === 0) {
      titles = heading.filter((part) => typeof part === 'string');
      if (line.trim() === '') {
        start = i + 2;
        continue;
      }
    }
    lines.push(line);
  }
  flush(0);
  return found;
}

/** All passages of the readable files of a folder. */
export function readFolder(folder: string): Passage[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !ignored.some((name) => file.split('/').includes(name)) && path.extname(file) in languages)
    .sort()
    .flatMap((file) => passagesOf(file, fs.readFileSync(path.join(folder, file), 'utf8')));
}

/** The `k` best passages by BM25 with stemming. */
export function searcher(
  passages: readonly Passage[],
): (question: string, k?: number, language?: 'en' | 'fr') => Passage[] {
  const built = new Map<string, { bags: Map<string, number>[]; lengths: number[]; df: Map<string, number> }>();
  const index = (language: 'en' | 'fr') => {
    const known = built.get(language);
    if (known) return known;
    const df = new Map<string, number>();
    const bags = passages.map(({ text, heading, path: file }) => {
      const bag = new Map<string, number>();
      for (const { stem } of words(`${heading.join('\n')}\n${file}\n${text}`, language))
        bag.set(stem, (bag.get(stem) ?? 0) + 1);
      for (const stem of bag.keys()) df.set(stem, (df.get(stem) ?? 0) + 1);
      return bag;
    });
    const lengths = bags.map((bag) => [...bag.values()].reduce((a, b) => a + b, 0));
    const result = { bags, lengths, df };
    built.set(language, result);
    return result;
  };
  return (question, k = 8, language = detectLanguage(question)) => {
    const { bags, lengths, df } = index(language);
    const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
    const asked = terms(question, language);
    return passages
      .map((passage, i) => {
        let score = 0;
        for (const { stem } of asked) {
          const tf = bags[i]!.get(stem) ?? 0;
          const n = df.get(stem) ?? 0;
          if (tf > 0)
            score +=
              (Math.log(1 + (passages.length - n + 0.5) / (n + 0.5)) * tf * 2.2) /
              (tf + 1.2 * (0.25 + (0.75 * lengths[i]!) / mean));
        }
        return { ...passage, score };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, k);
  };
}

/** Searches in the language of the question and in the other one: the better of the two scores, the other at four fifths. */
export function bilingualSearcher(passages: readonly Passage[]): (question: string, k?: number) => Passage[] {
  const search = searcher(passages);
  return (question, k = 10) => {
    const language = detectLanguage(question);
    const translated = inOtherLanguage(question, language);
    const other = translated === undefined ? [] : search(translated, k, language === 'en' ? 'fr' : 'en');
    const best = new Map<string, Passage>();
    for (const [hits, weight] of [
      [search(question, k), 1],
      [other, 0.8],
    ] as const)
      for (const hit of hits) {
        const score = (weight * hit.score) / (hits[0]?.score ?? 1);
        if (score > (best.get(hit.id)?.score ?? 0)) best.set(hit.id, { ...hit, score });
      }
    return [...best.values()].sort((a, b) => b.score - a.score).slice(0, k);
  };
}
