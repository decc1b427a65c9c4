// The anomaly score of a request (G7): how far it is from what its user usually does, and why.
import { t } from '../../base/l10n';

/** What is looked at in one request. */
export interface Behaviour {
  /** Questions in the last hour. */
  readonly perHour: number;
  /** Length of the question, in UTF-16 code units. */
  readonly length: number;
  /** Shannon entropy of the question, in bits a character. */
  readonly entropy: number;
  /** Local hour of the day, 0 to 23. */
  readonly hour: number;
  /** Different documents used in the last hour. */
  readonly documents: number;
  /** Share of the last requests that were blocked, 0 to 1. */
  readonly blockRate: number;
}

export type Feature = keyof Behaviour;

export interface AnomalyFactor {
  readonly feature: Feature;
  /** Its share of the score. */
  readonly contribution: number;
  readonly value: number;
  /** What is usual for this user (the median); for the hour, the share of earlier requests around it. */
  readonly usual: number;
  readonly message: string;
}

export interface Anomaly {
  /** 0 to 1. */
  readonly score: number;
  /** Over 0.7 flagged, under 0.5 passed, between watched (G7). */
  readonly level: 'pass' | 'watch' | 'flag';
  /** Strongest first; empty when nothing stands out. */
  readonly factors: readonly AnomalyFactor[];
}

/** Fewer earlier requests than this say little about a habit; until then, the prior below stands in. */
export const SMALLEST_BASELINE = 20;

/** What is usual before a user's own habits are known: median and spread, from the limits of G6 and ordinary questions. */
const PRIOR: Readonly<Record<Exclude<Feature, 'hour'>, readonly [median: number, spread: number]>> = {
  perHour: [5, 5],
  length: [90, 160],
  entropy: [4.1, 0.35],
  documents: [6, 6],
  blockRate: [0, 0.08],
};

/** What each feature may add to the score at most; together more than 1, so that several mild ones are enough. */
const WEIGHT: Readonly<Record<Feature, number>> = {
  perHour: 0.45,
  length: 0.25,
  entropy: 0.2,
  hour: 0.2,
  documents: 0.4,
  blockRate: 0.5,
};

/** Deviations (in robust standard deviations) up to the first are usual, from the second on count in full. */
const USUAL = 2;
const FULL = 6;
/** A median absolute deviation times this estimates a standard deviation. */
const MAD_TO_SIGMA = 1.4826;

/**
 * Scores one request against the user's earlier ones. Medians and median absolute deviations, so that a few odd
 * requests of the past do not hide the next; only upward deviations count, but for entropy. Pure.
 */
export function anomalyScore(now: Behaviour, baseline: readonly Behaviour[]): Anomaly {
  const factors: AnomalyFactor[] = [];
  let ordinary = 1;
  for (const feature of ['perHour', 'length', 'entropy', 'documents', 'blockRate', 'hour'] as const) {
    const { deviation, usual } =
      feature === 'hour' ? oddHour(now.hour, baseline) : deviate(feature, now[feature], baseline);
    const share = Math.max(0, Math.min(1, (deviation - USUAL) / (FULL - USUAL)));
    const contribution = share * WEIGHT[feature];
    if (contribution < 0.01) continue;
    ordinary *= 1 - contribution;
    factors.push({ feature, contribution, value: now[feature], usual, message: explain(feature) });
  }
  const score = Math.round((1 - ordinary) * 1000) / 1000;
  factors.sort((a, b) => b.contribution - a.contribution);
  return { score, level: score > 0.7 ? 'flag' : score < 0.5 ? 'pass' : 'watch', factors };
}

/** Shannon entropy of a text in bits a character; 0 for an empty one. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let total = 0;
  for (const count of counts.values()) total += count;
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}

function deviate(
  feature: Exclude<Feature, 'hour'>,
  value: number,
  baseline: readonly Behaviour[],
): { deviation: number; usual: number } {
  const [priorMedian, priorSpread] = PRIOR[feature];
  const values = baseline.map((one) => one[feature]);
  // The user's own habits count the more, the more of them are known.
  const trust = Math.min(1, values.length / SMALLEST_BASELINE);
  const middle = values.length === 0 ? priorMedian : median(values);
  const usual = trust * middle + (1 - trust) * priorMedian;
  const own = values.length === 0 ? priorSpread : median(values.map((one) => Math.abs(one - middle))) * MAD_TO_SIGMA;
  // Somebody who always does the same has no spread: a quarter of the prior keeps a small change from being odd.
  const spread = Math.max(trust * own + (1 - trust) * priorSpread, priorSpread / 4);
  const difference = (value - usual) / spread;
  return { deviation: feature === 'entropy' ? Math.abs(difference) : difference, usual };
}

/** How rare the hour is: the share of earlier requests within an hour and a half of it. */
function oddHour(hour: number, baseline: readonly Behaviour[]): { deviation: number; usual: number } {
  if (baseline.length < SMALLEST_BASELINE) return { deviation: 0, usual: 1 };
  const near = baseline.filter(
    (one) => Math.min(Math.abs(one.hour - hour), 24 - Math.abs(one.hour - hour)) <= 1,
  ).length;
  const share = near / baseline.length;
  return { deviation: share === 0 ? FULL : share < 0.02 ? (USUAL + FULL) / 2 : 0, usual: share };
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function explain(feature: Feature): string {
  switch (feature) {
    case 'perHour':
      return t('More questions in an hour than usual');
    case 'length':
      return t('A longer question than usual');
    case 'entropy':
      return t('Unusual characters for a question');
    case 'hour':
      return t('An unusual time of day');
    case 'documents':
      return t('More different documents than usual');
    case 'blockRate':
      return t('Several requests were blocked just before');
  }
}
