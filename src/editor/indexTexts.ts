// Words about the progress of the index: how far, how fast, how long still. Nothing here knows the editor.
import { formatNumber } from '../base/format';
import { t } from '../base/l10n';
import type { IndexProgress, IndexStatus } from '../knowledge/types';

/** Milliseconds that a rate looks back: long enough to be steady, short enough to follow a change of load. */
const windowMilliseconds = 30_000;
/** Before this much time a rate says nothing. Milliseconds. */
const shortestWindow = 2_000;

export interface Estimate {
  readonly perSecond: number;
  readonly secondsLeft: number;
}

/** The rate of the last half minute, and the time that the rest takes at that rate. */
export class ProgressRate {
  #samples: { readonly at: number; readonly done: number }[] = [];
  #phase: IndexProgress['phase'] | undefined;

  /**
   * @param progress what was reported
   * @param now milliseconds of a clock that never goes back
   * @returns nothing while too little is known, or where nothing is counted
   */
  observe({ phase, done, total }: IndexProgress, now: number): Estimate | undefined {
    const last = this.#samples.at(-1);
    if (phase !== this.#phase || (last !== undefined && done < last.done)) this.#samples = [];
    this.#phase = phase;
    this.#samples.push({ at: now, done });
    // One sample before the window stays, so that a slow rate has two ends.
    while ((this.#samples[1]?.at ?? now) < now - windowMilliseconds) this.#samples.shift();
    const first = this.#samples[0];
    if (first === undefined || done === first.done || now - first.at < shortestWindow) return undefined;
    const perSecond = (1000 * (done - first.done)) / (now - first.at);
    return { perSecond, secondsLeft: Math.max(0, total - done) / perSecond };
  }
}

/** One line: what is being done, how far it is, and, once known, how fast and how long still. */
export function progressText({ phase, done, total }: IndexProgress, estimate: Estimate | undefined): string {
  const parts = [stepText(phase, done, total)];
  if (estimate !== undefined) {
    parts.push(t('{0} per second', rateText(estimate.perSecond)), timeLeftText(estimate.secondsLeft));
  }
  return parts.join(' · ');
}

function stepText(phase: IndexProgress['phase'], done: number, total: number): string {
  switch (phase) {
    case 'scanning':
      return t('looking for changes');
    case 'reading':
      return t('{0} of {1} files', formatNumber(done), formatNumber(total));
    case 'embedding':
      return t('{0} of {1} passages by meaning', formatNumber(done), formatNumber(total));
    case 'finishing':
      return t('finishing');
  }
}

function rateText(perSecond: number): string {
  return formatNumber(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond));
}

function timeLeftText(seconds: number): string {
  if (seconds < 10) return t('a few seconds left');
  if (seconds < 90) return t('about {0} s left', formatNumber(Math.round(seconds / 5) * 5));
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? t('about {0} min left', formatNumber(minutes))
    : t('about {0} h left', formatNumber(Math.round(minutes / 60)));
}

/** A size in the unit that a person would use. */
export function sizeText(bytes: number): string {
  return bytes < 1e9
    ? t('{0} MB', formatNumber(bytes < 1e8 ? Math.round(bytes / 1e5) / 10 : Math.round(bytes / 1e6)))
    : t('{0} GB', formatNumber(Math.round(bytes / 1e8) / 10));
}

/** What a full index leaves out. */
export function fullText({ leftOut, maxBytes }: NonNullable<IndexStatus['full']>): string {
  const size = sizeText(maxBytes);
  if (leftOut === 0) return t('no room for more vectors: the index may take {0}', size);
  return leftOut === 1
    ? t('1 file left out: the index may take {0}', size)
    : t('{0} files left out: the index may take {1}', formatNumber(leftOut), size);
}
