// What a reading is.

/** How a text was read; `lines` and `pieces` were put together: from a layout, and from what was cut up and numbered; words were `corrected` that are misspelt, and `reworded` that are none. */
export type ReadingKind =
  | 'spelt'
  | 'spelled'
  | 'joined'
  | 'escaped'
  | 'encoded'
  | 'lines'
  | 'pieces'
  | 'parted'
  | 'leetspeak'
  | 'scrambled'
  | 'reversed'
  | 'rotated'
  | 'reworded'
  | 'corrected'
  | 'morse';

export interface Reading {
  readonly kind: ReadingKind;
  /** Folded text. */
  readonly text: string;
}
