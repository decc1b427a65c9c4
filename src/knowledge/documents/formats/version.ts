// Apart from the readers, so that the index process does not load them.

/** Another value makes every document be read again. */
export const readersVersion = 5;
