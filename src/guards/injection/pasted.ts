// Tells a document that somebody pastes into his question from what he says himself: nobody speaks to an assistant in it.

/** The writer speaks of himself; in capitals, `I` is a word of English alone. */
const OF_WRITER =
  /(?<![\p{L}\p{N}_.'’/-])(?:I(?:['’](?:m|d|ll|ve))?(?= \p{Ll})|(?<= )i(?= [a-z]{2})|[Mm](?:e|y|yself|ine)|[Jj]e(?= )|[Jj](?=['’]\p{L})|[Mm]oi|[Mm]on|[Mm]es|[Mm]a)(?![\p{L}\p{N}_])/u;
/** Words for a machine that is spoken to, or about, and for what is said between the two. */
const OF_MACHINE =
  /\b(?:AIs?|IA|LLMs?|GPT\S{0,4}|ChatGPT|Copilot|Claude|Gemini|DAN|assistants?|chatbots?|bots?|robots?|agents?|models?|mod[èe]les?|intelligence artificielle|personas?|characters?|personnages?|conversations?|chat (?:log|history)|historique|jailbreak\w{0,3}|role[ -]?play)\b/i;
/** What an assistant is told to be, to do or to leave, and what it has of its own. */
const TO_MACHINE =
  /\b(?:you(?:['’]re| are| were|['’]ll| have been| (?:do not|don['’]t|need not|no longer) (?:have|need|follow|obey|care))|(?:of|clone|copy) you\b|u(?= [a-z]{2})|(?:act|behave|pose|answer|respond|talk|reply|speak) (?:as|like)|pretend\w{0,3}|imagine|simulate|suppose|hypothetical\w{0,2}|uncensored|unfiltered|from (?:now|here) on|declin(?:e|ing)|refus(?:e|als?|ing)|obey|safeguards?|disclaimers?|you must (?:never|not|always) (?:say|tell|mention|refuse|write|answer)|(?:first|every|each|any) (?:answer|reply|response)|(?:your|own) (?:\w{1,20} ){0,2}(?:rules?|instructions?|prompts?|guidelines?|restrictions?|filters?|training|programming|setup|briefing|role|identity|answers?|replies|responses?|creators?|makers?|developers?|operators?|principles|ethics|polic(?:y|ies)|directives?|orders?|limits|system|memory|context|secrets?)|tu|toi|te|ta|tes|ton|tien(?:ne)?s?|vous|votre|vos|r[ée]ponds|r[ée]pondez|d[ée]sormais|dor[ée]navant|imagine[zr]|incarne\w{0,3}|joue[zr]?)\b|\bt['’]\p{L}/iu;
/** Something is asked for, at the head of a sentence. */
const ASKS =
  /(?:^|[.!?:;"»)] {1,2}|\n {0,4})(?:(?:Now|Then|Please|Just|And|But) )?(?:[Gg]ive|[Tt]ell|[Rr]eveal|[Rr]ecite|[Pp]rint|[Ss]how|[Oo]utput|E-?mail|[Pp]ut|[Ss]ay|[Oo]bey|[Cc]onfirm|[Aa]nswer|[Rr]espond|[Rr]eply|[Bb]egin|Liste[rz]?|Donne[rz]?|Affiche[rz]?|Charge[rz]?|Envoie|Envoyez|Confirme[rz]?|[ÉE]cri[st]|[ÉE]crivez|Dis|Dites|Montre[rz]?|Fais|Faites) /;

/**
 * Whether a part of a long question reads as a part of a document: the writer does not speak of himself, no machine is named,
 * no assistant is told anything, and nothing is asked for.
 */
export function isOfDocument(text: string): boolean {
  return !OF_WRITER.test(text) && !OF_MACHINE.test(text) && !TO_MACHINE.test(text) && !ASKS.test(text);
}
