// The weights that turn a ranking into a probability, and the threshold below which Rempart says "nothing".
import type { Features } from './rank';

export interface Calibration {
  readonly bias: number;
  readonly weights: Readonly<Record<keyof Features, number>>;
  /** Confidence from which an answer is shown. */
  readonly threshold: number;
}

/** Placeholder until fitted. */
export const calibration: Calibration = {
  bias: -2.5,
  weights: { coverage: 5, own: 1.5, missing: -1.5, nameMissing: -1, unmet: -1.5, short: -0.5 },
  threshold: 0.5,
};
