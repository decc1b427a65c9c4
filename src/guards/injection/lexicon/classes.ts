// The classes of meaning that the grammar of intent is made of; a word of the lexicon belongs to one or more.

export const CLASSES = [
  // What is asked for.
  'DROP', // set aside, ignore, forget, bypass
  'DROPW', // disable, remove, reset: ordinary in code, telling only with the assistant's own rules
  'SHOW', // show, repeat, translate, encode
  'VERBATIM', // word for word, in full
  'BECOME', // you are now, act as, pretend
  'SEND', // send, append, embed
  'OBEY', // follow, comply, respect
  'ENABLE', // enable, switch to
  'DO', // execute, run, do
  'REFUSE', // refuse, apologise, warn
  'SAY', // answer, begin with
  'TELL', // inform somebody
  'CONTINUE', // go on, next
  // About what.
  'RULE', // instructions, directives
  'RULEW', // rules, filters, limits: also words of code
  'GUARD', // filters, safety, ethics: what keeps an assistant in bounds
  'SELF', // role, identity, memory
  'PROMPT', // prompt, configuration of the assistant
  'PROMPTW', // a prompt, not surely the assistant's
  'SECRET', // passwords, keys
  'CONVO', // conversation, history
  'DOCS', // documents, knowledge base
  'TEXT', // text, words, everything
  'SINK', // address, image, link, e-mail
  'MODE', // a mode
  'UNLIM', // unrestricted, uncensored
  'VILLAIN', // hacker, evil
  'PERSONA', // names of known jailbreak personas
  'CHAR', // character, role, game
  'HARM', // illegal, harmful
  'TASK', // task, request, question
  'ANYTHING', // anything, everything
  // Who.
  'AI', // assistant, model, agent
  'AIW', // words that may mean the assistant: model, bot, agent
  'YOU', // the one who is addressed
  'YOUR', // what belongs to the one who is addressed
  'USER', // the user, seen from outside
  'AUTHOR', // developer, administrator, vendor
  'IAM', // I am, this is, on behalf of
  // How.
  'PRIOR', // previous, above, given before
  'ABOVE', // what stands before this message, nothing else
  'MINE', // what belongs to the writer
  'INDEF', // a, an: something new, not the one in force
  'ALL', // all, every
  'HIDDEN', // system, secret, internal, initial
  'NEG', // not, no longer, without
  'NEW', // new, real
  'NOWON', // from now on
  'PERMIT', // authorised, allowed
  'VOID', // void, lifted, no longer valid
  'SILENT', // do not mention, secretly
  'BEFORE', // before, first
  'URGENT', // important, priority
  'NOTE', // note, attention, to do
  'ONLY', // only, exactly
  'FORCED', // the first words an attacker wants to hear
  'PWNED', // the target sentence of public injection contests
  'FICTION', // story, hypothetical
  'PRIORITY', // takes precedence
  'KNOWN', // stored, that you know, you have access to
  'SECRETFILE', // files that hold keys
  'IMAGE', // image, pixel, query string: what leaves without a click
  'PIECE', // file, page, document
  'UNTIL', // until the last, one after another
  'ASIDE', // to one side, out of the window
  'OPPOSITE', // the opposite of
  'READING', // who reads, summarises this document
  'MUST', // must, should
  'DEAD', // the deceased grandmother who read keys at bedtime
  'READ', // read, open
  'FLAW', // vulnerability, bug, warning
  'APPROVE', // approve, is safe
  'FIRST', // first, d'abord
  'INSTEAD', // instead
  'REFUSED', // what you refused
  'PLEASE',
  // What speaks against it.
  'INFO', // how, why, what is
  'CODEQ', // qualifiers from programming
  'REIGN', // only my word counts, you answer to me
  'ABOUT', // words of those who write about attacks
  'PLACED', // contained in data, sent in the writer's own mail: where rules stand that are not the assistant's
  // What passages are about; mostly phrases.
  'TRIGGER', // when the user later says
  'PERCALL', // before each call of a tool
  'OPENING', // begin your answer with
  'LAUNDER', // declare the request harmless
  'TERMINAL', // terminal, shell
  'BAIT', // continue this text
  'REALOWN', // your real ones
  'ENTER', // ask somebody for something, have it typed in
  'PRETEXT', // to verify, the session has expired: why somebody should type it
  'SABOTAGE', // errors on purpose, back doors
  'SPREAD', // this very paragraph, in all later messages: what copies itself
  'TOREADER', // will ask you, your session: said to whoever uses the assistant
  'TRIFLE', // page numbers, greetings: what a summary may well leave out
  'PROXY', // confirm it yourself, before he sees: consent given in somebody's place
  'FUNC', // function words, no meaning of their own
] as const;

/**
 * Classes that only the passage rules read. They are kept apart so that their many everyday words (`run`, `present`) stay
 * strangers to the sentence rules, where an unknown word between the slots counts against a match.
 */
export const PASSAGE_CLASSES = [
  // Derived from the position of words (see `addressing/`), in no lexicon.
  'CALLED', // an assistant that is spoken to, or to whom a note is addressed
  'MODAL', // an assistant that must or shall do something
  'WORKS', // a machine at work on this text or on an answer, whatever it is said to do
  // Who.
  'MACHINE', // automated readers, summarisers, copilots
  'WHO', // whoever, any tool
  'READV', // what machines do with a document: read, index, summarise
  'ASKER', // when asked, whoever asks
  'META', // your answer, any summary of this
  // What is ordered.
  'STATE', // say, conclude, describe as
  'RATE', // rank, rate, prefer
  'RECO', // recommend, suggest, point to
  'OMIT', // leave out, pass over
  'ADD', // put, glue, end with
  'INSTALL', // install, download, run
  'TOOLACT', // call, delete, grant, transfer
  'REMEMBER', // memorise, store
  // With what.
  'VERDICT', // safe, compliant, the winner
  'LOOT', // contents of files, names, addresses
  'SHELL', // words of commands
  'UNSAFE', // what lowers security
  'MISUSE', // what harms others
  // How.
  'NOASK', // without confirmation, pre-approved
  'FOREVER', // in later sessions
  'FAKE', // even if it is wrong, whatever the evidence
  'OFFICIAL', // validated, authoritative
  'VEIL', // white on white, invisible
  'SETUP', // those who configured the assistant, and when
  'LAPSE', // no longer counts
  'STAKE', // threats and rewards
  'NOREFUSAL', // no lectures, declining is not an option
  'CODEWORD', // when I write …, it means that you …
  'PROMISE', // you agreed yesterday
] as const;

export type PassageClass = (typeof PASSAGE_CLASSES)[number];

export type MeaningClass = (typeof CLASSES)[number] | PassageClass;

/** Words and phrases of one language by class: comma-separated; `stem*` stands for every word that begins so. */
export type Lexicon = Readonly<Partial<Record<MeaningClass, string>>>;
