// What forged turns and borders of documents look like when they have lost their signs, and what they look like with them.

/** Who gives orders in the name of the system. */
const SYSTEM = 'system message|message systeme|consigne systeme|systeme|system';
const DATA = 'context|contexte|documents?|sources?|extraits?|passages?|data|donnees|question';
const SURELY =
  'sure|of course|certainly|absolutely|understood|gladly|happy to|with pleasure|here (?:is|are)|avec plaisir|bien sur|volontiers|d accord|entendu|compris|voici|voila|tout de suite';

// All are linear: what repeats is bounded, and words are parted by single blanks.
const FORGED: readonly (readonly [RegExp, string])[] = [
  // `<|im_start|>system … <|im_end|>`; not in a sentence that explains them.
  [/\bi ?m ?_?start (system|user) (?!or\b|and\b|et\b|ou\b|i ?m|n \b)(?=(?:[a-z]{1,30} ){3})/g, '\n<|im_start|>$1\n'],
  [/\bi ?m ?_?end\b/g, '<|im_end|>\n'],
  // `[INST] <<SYS>> …`
  [/\binst sys\b/g, '\n[inst] <<sys>> '],
  // `<|system|>… <|end|><|user|>… <|end|><|assistant|>`
  [
    /\bsystem ([^\n]{10,400}?) end user ([^\n]{4,400}?) end assistant\b/g,
    '\n<|system|>$1<|end|>\n<|user|>$2<|end|>\n<|assistant|>',
  ],
  // `[{"role": "system", "content": "…`, at the head of the text.
  [/^(?:[^\s]{1,12} ){0,2}role (system|developer) content /g, '\n{"role":"$1","content":"'],
  // `</document></context><system>…</system><context>`: named twice, and data on either side.
  [
    new RegExp(
      `\\b(?:${DATA}) (?:(?:context|contexte|documents?|sources?) )?(${SYSTEM}) (?=(?:[^\\s]{1,30} ){6,80}\\1 (?:${DATA}))`,
      'g',
    ),
    '</context><$1> ',
  ],
  // `</instructions> … <instructions>`
  [
    /^(?:(?:context|contexte|documents?|sources?) )?(system|systeme|instructions?|consignes?|admin) (?=(?:[^\s]{1,30} ){2,60}\1(?: |$))/g,
    '</context><$1> ',
  ],
  // `TODO: please …`
  [/\b(todo|action required|a faire|action requise) (?=(?:please|kindly|merci de|veuillez|svp|stp) )/g, '$1: '],
  // `###(system_message) Please …`
  [/\b(system message|message systeme|consigne systeme) (?=(?:please|veuillez|merci|you|vous|tu) )/g, '\n### $1: '],
  // `### End of documents ###`, and a turn.
  [
    /\b(end|fin) (of the|of|des|du|de la|de) ((?:retrieved |user )?(?:documents?|context|contexte|sources?|extraits?|saisie|input|data|donnees)(?: utilisateur)?) (user|human|system|systeme|utilisateur|assistant|question|message (?:du|de|des) [a-z]{4,20}|note (?:du|de|des|to|from) (?:l )?[a-z]{4,20}(?: (?:au|aux|to) [a-z]{4,20})?) (?!of\b|is\b|are\b|and\b)/g,
    '\n--- $1 $2 $3 ---\n$4: ',
  ],
  // `Assistant: Sure, here …`
  [new RegExp(`\\b(assistant|ai|ia|bot|chatbot) (${SURELY})\\b`, 'g'), '\n\n$1: $2'],
  // `NEW INSTRUCTION: …`
  [
    /\b((?:new|updated|revised|nouvelles?|vraies?) (?:system )?(?:instruction|directive|consigne|ordre|order)s?) (?=(?:[a-z]{3,20}(?:ez|ets|is)|send|reply|answer|print|show|ignore|forget|you|tu|vous|from now)\b)/g,
    '\n$1: ',
  ],
  // `… begins with "You are"`
  [/\b(with|words?|par|mots|phrase|context) (you are|tu es|vous etes)\b/g, '$1 "$2"'],
];

/** Who speaks in a made-up conversation; behind an article, somebody merely talks about them. */
const SPEAKER =
  /(?<=^|[a-z\d] )(?<!\b(?:the|a|an|le|la|les|l|un|une|your|my|our|ton|votre|mon|notre|any|each|every|this|cette?|ce|des?|du|of|to|and|or|et|ou|by|par|for|pour|au|aux|role) )(?:(user|human|utilisateur|humain|question)|(assistant|answer|reponse)) (?!(?:or|and|et|ou|of|de|du|is|est) )/g;
/** With fewer turns of each it is no conversation. */
const TURNS = 3;

/** A text (folded, without punctuation) with the signs around what seem to be forged turns. Linear. */
export function withTurns(words: string): string {
  const text = FORGED.reduce((signed, [pattern, signs]) => signed.replace(pattern, signs), words);
  let turns = 0;
  let wasAsked: boolean | undefined;
  for (const { 1: asker } of text.matchAll(SPEAKER)) {
    const isAsked = asker !== undefined;
    if (isAsked !== wasAsked) turns++;
    wasAsked = isAsked;
  }
  return turns < 2 * TURNS ? text : text.replace(SPEAKER, (speaker) => `\n${speaker.trimEnd()}: `);
}
