// What the view remembers by itself when VS Code throws it away: the draft, the place, what is unfolded. Nothing else.

export interface ViewState {
  readonly version: 1;
  readonly draft: string;
  /** Pixels from the top, or `latest` when the newest text is in sight. */
  readonly scroll: number | 'latest';
  readonly unfolded: readonly string[];
}

export const initialState: ViewState = { version: 1, draft: '', scroll: 'latest', unfolded: [] };

const MAX_UNFOLDED = 200;

/** The state that an earlier page left, or the initial one when there is none or it is of another version. */
export function parseState(value: unknown): ViewState {
  if (typeof value !== 'object' || value === null) return initialState;
  const { version, draft, scroll, unfolded } = value as Record<string, unknown>;
  if (version !== 1) return initialState;
  return {
    version,
    draft: typeof draft === 'string' ? draft : '',
    scroll: typeof scroll === 'number' && scroll >= 0 ? scroll : 'latest',
    unfolded: Array.isArray(unfolded) ? unfolded.filter((id) => typeof id === 'string').slice(-MAX_UNFOLDED) : [],
  };
}
