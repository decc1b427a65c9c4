// How many tokens a text takes, before any model has counted them.

/**
 * Characters per token, low on purpose: English prose has about 4, French 3.5, code 3 with the tokenizers of
 * current open models. Too low wastes context; too high makes the server refuse the prompt (`truncate:false`),
 * which is recoverable: the turn asks again with less.
 */
const charactersPerToken = 3;

/** An estimate, rather too high, of the tokens of a text. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}
