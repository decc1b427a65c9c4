// Step 2, normalise: what goes on from here holds no invisible characters and no reserved words of any model.
// (The input guard looks at the original: hiding something is itself a sign.)

/** Format and control characters that show nothing: zero-width, bidi controls, tags, variation selectors. Keeps tab and line breaks. */
const invisible = /\p{Cf}|[\u{E0000}-\u{E007F}]|\p{Variation_Selector}|(?![\t\n\r])\p{Cc}/gu;

/**
 * Tokens by which chat templates mark roles: `<|im_start|>`, `[INST]`, `<start_of_turn>`, `<<SYS>>`, `</s>` …
 * Hits `<|im_end|>`, `[/INST]`; must not hit `<|` alone, `a[i]`, `<s3://bucket>`.
 * Source: the templates of ChatML, Llama 2 and 3, Mistral, Gemma, Phi, DeepSeek, EXAONE and Nemotron; StruQ (arXiv:2402.06363) for why.
 */
const reserved =
  /<\|[a-z0-9_▁]{1,40}\|>|\[\|[a-z0-9_]{1,40}\|\]|<extra_id_\d{1,3}>|<｜[^｜<>]{1,40}｜>|<\/?(?:start_of_turn|end_of_turn|bos|eos|s|pad|unk)>|\[\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<<\/?SYS>>/giu;

/** Text without invisible characters, in composed form (NFC). */
export function stripInvisible(text: string): string {
  return text.normalize('NFC').replace(invisible, '');
}

/**
 * Data that cannot pretend to be a turn of the conversation: blanks stand for the brackets of reserved tokens, so that what stood
 * around one does not become another.
 */
export function stripReserved(text: string): string {
  return text.replace(reserved, (token) => token.replace(/[<>|[\]｜]+/gu, ' '));
}

/** Both of the above: the form in which a question or a passage may enter a prompt. */
export function normaliseForPrompt(text: string): string {
  return stripReserved(stripInvisible(text));
}
