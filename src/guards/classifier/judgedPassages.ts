// What the model said of passages lately: the same ones are found for many questions, and are not judged again.
import { createHash } from 'node:crypto';
import type { PassageJudgement, PassageToJudge } from './protocol';

/** So many are kept, and as many of those before them: about 300 bytes each, no text. */
const kept = 1_000;

export class JudgedPassages {
  #recent = new Map<string, PassageJudgement>();
  #earlier = new Map<string, PassageJudgement>();

  get(passage: PassageToJudge): PassageJudgement | undefined {
    const key = keyOf(passage);
    return this.#recent.get(key) ?? this.#earlier.get(key);
  }

  /** Keeps nothing of a passage that has no judgement. */
  set(passage: PassageToJudge, judgement: PassageJudgement | undefined): void {
    if (judgement === undefined) return;
    if (this.#recent.size >= kept) {
      this.#earlier = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(keyOf(passage), judgement);
  }
}

function keyOf({ text, language }: PassageToJudge): string {
  return language + createHash('sha256').update(text, 'utf8').digest('base64');
}
