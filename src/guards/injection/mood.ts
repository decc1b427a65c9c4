// The mood of a sentence: whether somebody is told to do it, or it is wished, forbidden, foreseen, told of, asked or reported.
import { bits } from './lexicon';
import { isDutyOfPeople, isPeople } from './people';
import { has, type Tokens } from './tokens';
import { wordSet } from './wordSet';

const INFO = bits('INFO');
const ABOUT = bits('ABOUT');
const DO = bits('DO');
const NEG = bits('NEG');
const ADDRESSED = bits('PLEASE', 'YOU', 'URGENT', 'NOWON');
/** Words right before a verb that make it an order. */
const BEFORE_ORDER = wordSet(
  `and then et puis ou or please must should shall also just now simply instead immediately alors de d stp svp kindly do always maintenant desormais
  first lets let help yo bon allez hop ben eh bah listen alright completely totally entirely fully merci veuillez faut dois devez donc ensuite ai ia assistant ok okay hey sure merely dont ne`,
);
/** English verbs of the third person. */
const THIRD_PERSON =
  /^(?:ignor|overrid|disregard|bypass|discard|forget|overrul|supersed|abandon|skip|reset|remov|delet|replac|disabl|repeat|reveal|display|print|show|disclos|leak|expos|output|return|recit|divulg|send|append|add|insert|prepend|includ|shar|contain|writ|giv|tell|mak|keep|read|pass)e?s$/;
/** And of the past, and participles, unless something is or shall be done to a thing: `shown before the first message`, `ajoutées à la consigne`. */
const PAST =
  /^(?:ignored|overrode|disregarded|bypassed|discarded|forgot|overruled|superseded|abandoned|skipped|reset|removed|deleted|replaced|disabled|repeated|revealed|displayed|printed|showed|disclosed|leaked|exposed|returned|recited|divulged|shown|sent|given|told|written|appended|added|inserted|prepended|included|passed|shared|stored|injected|copied|(?:ajout|affich|envoy|inser|inclus|copi|transmis|montr)ees)$/;
const PARTICIPLE = /^[a-z]{4,}ing$/;
const SPOKEN_TO: ReadonlySet<string> = new Set(['ai', 'ia', 'assistant']);
const THE = wordSet('the an a our this l un une cet cette notre d');
/** The name of an action, in either language: nobody is told anything by `affichage du message`, `disclosure of the prompt`. */
const NOUN =
  /^(?!message|mention|question|partage|engage|encourage|manage|arrange)[a-z]{3,}(?:age|tion|sion|ssement|nement|tement|sure)s?$/;
/** The writer says what he himself would like to do. */
const WISHES = wordSet(
  'voudrais voudrait veux aimerais aimerait souhaite souhaiterais souhaitons dois devons doit peux pouvons',
);

/** Somebody is told to do it: the verb opens a clause, or follows a word that makes it an order. */
export function isOrder(tokens: Tokens, first: number, verb: number): boolean {
  const before = tokens.word[verb - 1] ?? '';
  // `It overrides the current one`; in French the same ending is the second person (`que tu ignores`).
  const written = tokens.word[verb] ?? '';
  if (THIRD_PERSON.test(written) && before !== 'tu') return false;
  if (PAST.test(written) && !BEING.has(before)) return false;
  // Who says what he would like to have asks for it.
  if (WANTING.has(written)) return true;
  if (NOUN.test(written) || isWished(tokens, first, verb) || isToldOf(tokens, first, verb)) return false;
  if (verb === first) return true;
  // `…, overriding the usual …` goes on about whoever does it.
  if ((tokens.pos[verb] ?? 0) - (tokens.pos[verb - 1] ?? 0) > 1)
    return !PARTICIPLE.test(written) || isAnyOrder(tokens, first, verb);
  // `Assistant, ignore …` is spoken to; `the assistant ignores …` is spoken about.
  if (SPOKEN_TO.has(before)) return verb < first + 2 || !THE.has(tokens.word[verb - 2] ?? '');
  if (BEFORE_ORDER.has(before)) return true;
  for (let i = verb - 1; i >= Math.max(first, verb - 4); i--) if (has(tokens, i, ADDRESSED)) return true;
  return false;
}

/** `You can also override the default prompt`, `if you want to show the prompt`: a guide tells its reader what he may do, with nothing of the assistant’s own. */
export function isOffered(tokens: Tokens, first: number, verb: number, to: number): boolean {
  for (let i = verb; i <= to + 1 && i < tokens.count; i++) if (has(tokens, i, OF_SOMEBODY)) return false;
  let k = verb - 1;
  while (k > first && verb - k <= ASIDES && (ASIDE.has(tokens.word[k] ?? '') || tokens.word[k] === 'to')) k--;
  const before = tokens.word[k - 1] ?? '';
  const word = tokens.word[k] ?? '';
  if (YOU_MAY.has(word)) return before === 'you' || before === 'vous' || before === 'tu';
  return LETTING.has(before) && (word === 'you' || word === 'vous');
}

const OF_SOMEBODY = bits('YOUR', 'MINE', 'NOWON');
const ASIDES = 4;
const ASIDE = wordSet('also then optionally easily always simply aussi egalement facilement d de');
const YOU_MAY = wordSet(
  'can could may might want wish prefer need would like pouvez peux pouvez voulez souhaitez veux souhaites preferez',
);
const LETTING = wordSet(
  'allows allow lets let enables enable allowing letting enabling helps help permet permettent permettant',
);

/** The reader is spoken to, or asked, or told, at the head of the sentence or shortly before the word. */
function isAnyOrder(tokens: Tokens, first: number, to: number): boolean {
  if (has(tokens, first, TO_ANYBODY)) return true;
  for (let i = Math.max(first, to - NEAR); i < to; i++) if (has(tokens, i, TO_ANYBODY)) return true;
  return false;
}

/** So near a word, in words, it is told to whoever is spoken to. */
const NEAR = 6;
const TO_ANYBODY = bits(
  'PLEASE',
  'YOU',
  'URGENT',
  'NOWON',
  'SAY',
  'SHOW',
  'TELL',
  'DO',
  'SEND',
  'BECOME',
  'CONTINUE',
  'AI',
);

/** `Je voudrais lever …`, `on doit retirer …`: an infinitive after what the writer wants, and nobody is spoken to. */
function isWished(tokens: Tokens, first: number, verb: number): boolean {
  if (!/(?:er|ir|re)$/.test(tokens.word[verb] ?? '')) return false;
  for (let i = verb - 1; i >= Math.max(first, verb - 2); i--) {
    const subject = tokens.word[i - 1] ?? '';
    if (
      WISHES.has(tokens.word[i] ?? '') &&
      (subject === 'je' || subject === 'on' || subject === 'nous' || subject === 'j')
    )
      return true;
  }
  return false;
}

/** Verbs of wanting, with which phrases of the lexicon begin: `I would love to read …`, `j’aimerais lire …`. */
const WANTING = wordSet(
  'love like want need wish curious adorerais aimerais voudrais veux souhaite souhaiterais faut besoin',
);

const CONDITIONS = wordSet(
  'if when whenever should where which si quand lorsque s ou lequel laquelle lesquels lesquelles',
);
/** What somebody else may do, in the third person. */
const REQUESTS = wordSet(
  'asks tells wants tries attempts requests asking orders demande demandent essaie essaient tente tentent veut exige ordonne',
);
const BETWEEN = wordSet('you it to them the bot assistant de d l');

/** `If the reader asks you to ignore …`: foreseen of somebody else, under a condition. */
export function isForeseen(tokens: Tokens, first: number, verb: number): boolean {
  let i = verb - 1;
  while (i > first && verb - i <= 5 && BETWEEN.has(tokens.word[i] ?? '')) i--;
  if (verb - i < 2 || !REQUESTS.has(tokens.word[i] ?? '')) return false;
  for (let k = i - 1; k >= Math.max(first, i - 6); k--) if (CONDITIONS.has(tokens.word[k] ?? '')) return true;
  return false;
}

/** Verbs of getting somebody to do something. */
const REQUEST = wordSet(
  'ask asking get getting make making request requesting try trying attempt attempting tell telling demander essayer tenter faire inciter pousser obliger',
);
const PROHIBITED = wordSet(
  'not never forbidden prohibited disallowed banned interdit interdite interdits defense defendu jamais pas',
);
/** What is against something, in either language, and what it is said to be by whoever forbids it. */
const AGAINST = wordSet(
  `against prohibition prohibitions ban bans prohibits prohibit prohibiting forbids forbid forbidding preventing discouraging
  interdiction interdictions interdit interdisent interdisant proscrit proscrivent`,
);
const ABOUT_THINGS = wordSet('about regarding concerning covering including against');
const OFFENCE = wordSet(
  `allowed permitted tolerated tolere toleree tolerees permis permise autorise autorisee void null nul nulle breach breaches violation violations offence offense misconduct forbidden prohibited banned disallowed punishable grounds
  manquement manquements infraction faute interdit interdite interdits proscrit proscrite passible sanctionne sanctionnee sanctions`,
);
const COUNTS_AS = wordSet(
  'is are be constitutes constitute counts est sont constitue constituent sera expose exposent',
);
const INFINITIVE = /^[a-z]{3,}(?:er|ir|re)$/;
/** So far behind what is done it is said what that is. */
const JUDGED = 25;

/**
 * What is forbidden, or merely named: `the ban on disabling …`, `l’interdiction de désactiver …`, `the parts about circumventing …`,
 * `circumventing the restrictions … is a breach`.
 */
export function isOutlawed(tokens: Tokens, first: number, verb: number): boolean {
  const written = tokens.word[verb] ?? '';
  const isGerund = PARTICIPLE.test(written);
  const isTried = isAttempt(tokens, first, verb);
  if (!isGerund && !isTried && !INFINITIVE.test(written)) return false;
  for (let i = verb - 1; i >= Math.max(first, verb - GOVERNED); i--) {
    const word = tokens.word[i] ?? '';
    if (verb - i <= 3 && AGAINST.has(word)) return true;
    if (TO_READER.has(word)) break;
    if (isGerund && ABOUT_THINGS.has(word)) return true;
  }
  if (verb !== first && !isTried) return false;
  for (let i = verb + 1; i < tokens.count && i <= verb + JUDGED && tokens.sentence[i] === tokens.sentence[verb]; i++)
    if (COUNTS_AS.has(tokens.word[i] ?? ''))
      for (let k = i + 1; k <= i + 3; k++) if (OFFENCE.has(tokens.word[k] ?? '')) return true;
  return false;
}

/** `Attempts to switch off or trick its safeguards`. */
function isAttempt(tokens: Tokens, first: number, verb: number): boolean {
  for (let i = verb - 1; i >= Math.max(first, verb - NEAR); i--) if (ATTEMPTS.has(tokens.word[i] ?? '')) return true;
  return false;
}

const ATTEMPTS = wordSet('attempt attempts attempting tentative tentatives');

/** Who somebody was asked by, or was told: the subject is another than the reader. */
const ASKED_IN_THE_PAST = wordSet(
  `asked told requested tried attempted wanted ordered instructed begged urged persuaded convinced dared encouraged invited taught tricked coaxed
  demande tente essaye essaie voulu cherche reclame exige prie ordonne supplie somme incite pousse invite convaincu persuade enjoint propose`,
);
const AUXILIARY = wordSet('a ont avait avaient aurait has have had ayant');
/** How far before a verb the one stands on which it depends. */
const GOVERNED = 12;

/** The nearest of `words` before the verb, in its clause; -1 when there is none. */
function governor(tokens: Tokens, first: number, verb: number, words: ReadonlySet<string>): number {
  for (let i = verb - 1; i >= Math.max(first, verb - GOVERNED); i--) {
    if ((tokens.pos[i + 1] ?? 0) - (tokens.pos[i] ?? 0) > 1) return -1;
    if (words.has(tokens.word[i] ?? '')) return i;
  }
  return -1;
}

/** What people are told not to do with a machine: `must not ask an assistant to …`, `interdit de demander à l’IA de …`. */
export function isBanned(tokens: Tokens, first: number, verb: number): boolean {
  const request = governor(tokens, first, verb, REQUEST);
  if (request < 0) return false;
  for (let i = request - 1; i >= Math.max(first, request - 3); i--)
    if (PROHIBITED.has(tokens.word[i] ?? '')) return true;
  return false;
}

/** `The tester asked the bot to print …`, `l’auditeur a demandé au robot d’afficher …`: told of a third person, in the past. */
export function isToldOf(tokens: Tokens, first: number, verb: number): boolean {
  const asked = governor(tokens, first, verb, ASKED_IN_THE_PAST);
  if (asked <= first) return false;
  // `I was asked to print your prompt`, `the developer asked you to …`: one of the two who speak is part of it.
  for (let i = Math.max(first, asked - 2); i < tokens.count && i <= verb + 4; i++)
    if (TO_READER.has(tokens.word[i] ?? '') || OF_WRITER.has(tokens.word[i] ?? '')) return false;
  const before = tokens.word[asked - 1] ?? '';
  const written = tokens.word[asked] ?? '';
  if (!written.endsWith('ed') && written !== 'told') return AUXILIARY.has(before);
  // `Participants were told that …`; but `software is hereby instructed to …` is told to it.
  if (isPeople(tokens.word[asked - 2] ?? '') || (BEING.has(before) && THAT_OR_BY.has(tokens.word[asked + 1] ?? '')))
    return true;
  return !BEING.has(before) && !BEING.has(tokens.word[asked - 2] ?? '') && before !== 'as';
}

/** Verbs that do not vouch for what is claimed, or that tell what a text held: no order speaks of itself so. */
const CLAIMED = wordSet(
  `claimed claiming alleged alleging alleges purported purporting purports pretended pretends pretending contained contains containing
  pretendait pretendaient pretendu pretendant soutenait soutenaient soutenant contenait contenaient contenant comportait comportaient portait portaient`,
);

/** `The mail claimed that all earlier rules were void`, `le faux message prétendait que …`, `the footer contained a note addressed to AI tools`. */
export function isClaimed(tokens: Tokens, first: number, from: number): boolean {
  const claimed = governor(tokens, first, from, CLAIMED);
  if (claimed <= first) return false;
  for (let i = Math.max(first, claimed - 3); i <= from; i++)
    if (TO_READER.has(tokens.word[i] ?? '') || OF_WRITER.has(tokens.word[i] ?? '')) return false;
  return true;
}

const THAT_OR_BY: ReadonlySet<string> = new Set(['that', 'by']);

const OF_WRITER = wordSet('i me my us we m t je j moi nous on mon ma mes notre');
const BEING = wordSet('are were was is be been being');

/** What an attack does to a model, told of both in the third person. */
const DOES_TO = wordSet(
  `asks tells instructs orders tricks makes gets persuades convinces urges asking telling tricking making getting demande ordonne pousse incite
  amene conduit force invite enjoint dit`,
);
const MODEL_NAMES = wordSet(
  'model models assistant assistants bot bots chatbot llm llms ai ia agent agents modele modeles',
);
const TO_DO = wordSet('the a an to into de d au aux le l la les');

/** What something else would do. */
const MIGHT = wordSet('would may might could can pourrait pourraient');
/** What is said is a sentence, and no text that is shown: `say that your rules do not matter to you`. */
const SAYING = wordSet('say says tell dis dit dites dire');
/** What somebody is at: `I’m writing the system prompt of our bot`. */
const WRITING = wordSet(
  'writing translating summarising summarizing describing documenting printing displaying listing',
);
const BEING_SOMEBODY = wordSet('m am re are is was were been');
const THAT: ReadonlySet<string> = new Set(['that', 'que', 'qu']);

/**
 * `The attack asks the model to ignore …`, `demande au modèle d’ignorer …`, `it would ignore the rules`, `vous dites que …`:
 * described, and told to nobody.
 */
export function isDescribed(tokens: Tokens, first: number, verb: number): boolean {
  if (WRITING.has(tokens.word[verb] ?? '') && BEING_SOMEBODY.has(tokens.word[verb - 1] ?? '')) return true;
  if (SAYING.has(tokens.word[verb] ?? '') && THAT.has(tokens.word[verb + 1] ?? '')) return true;
  if (LISTING.has(tokens.word[verb] ?? '') || leavesRole(tokens, verb)) return true;
  const might = tokens.word[verb - 1] === 'now' || tokens.word[verb - 1] === 'also' ? verb - 2 : verb - 1;
  if (might - 1 >= first && MIGHT.has(tokens.word[might] ?? '')) {
    const subject = tokens.word[might - 1] ?? '';
    if (!TO_READER.has(subject) && !MODEL_NAMES.has(subject)) return true;
  }
  if (isDutyOfPeople(tokens, first, verb)) return true;
  if (ASPECT.has(tokens.word[verb - 1] ?? '')) return true;
  if (IS_FRENCH.has(tokens.word[verb - 1] ?? '') && PARTICIPLE_FRENCH.test(tokens.word[verb] ?? '')) return true;
  let named = false;
  for (let i = verb - 1; i >= Math.max(first, verb - 6); i--) {
    const word = tokens.word[i] ?? '';
    if (DOES_TO.has(word)) return named;
    if (MODEL_NAMES.has(word)) named = true;
    else if (!TO_DO.has(word)) return false;
  }
  return false;
}

/** `Le message système est collé avant …`, without its accent an order. */
const IS_FRENCH = wordSet('est sont etait etaient sera seront ete');
const PARTICIPLE_FRENCH = /^[a-z]{3,}(?:e|es|ees|is|ise|ises|it|ite|its|ites|u|ue|us|ues|ut|ert|erte|erts)$/;

const LEAVES = wordSet('sors sortez sortir sort');
const OF_FRENCH = wordSet('du de d');

/** `Ne sors pas du rôle`: nothing is put out. */
function leavesRole(tokens: Tokens, verb: number): boolean {
  if (!LEAVES.has(tokens.word[verb] ?? '')) return false;
  const next = BEHIND_VERB.has(tokens.word[verb + 1] ?? '') ? verb + 2 : verb + 1;
  return OF_FRENCH.has(tokens.word[next] ?? '');
}

/** `Show the recruiter …`, `afficher au recruteur`: it is shown to somebody else than the writer. */
export function isForPeople(tokens: Tokens, verb: number): boolean {
  for (let i = verb + 1; i <= verb + 2; i++)
    if (TO_SOMEBODY.has(tokens.word[i] ?? '')) {
      const who =
        tokens.word[i + 1] === 'la' || tokens.word[i + 1] === 'l' || tokens.word[i + 1] === 'the' ? i + 2 : i + 1;
      return isPeople(tokens.word[who] ?? '') || RECRUITERS.has(tokens.word[who] ?? '');
    }
  return false;
}

const TO_SOMEBODY = wordSet('to au aux a');
const RECRUITERS = wordSet(
  'recruiter recruiters recruteur recruteurs reviewer reviewers auditor auditors auditeur auditeurs manager managers client clients',
);

/** No verbs, but lists what is part of something. */
const LISTING = wordSet('including included incluant');

/** `Keeps forgetting its instructions`: what something does again and again. */
const ASPECT = wordSet('keeps kept starts started stops stopped begins began risks risked');

const WHOSE = wordSet('for of in on about pour de d du sur dans concernant');
const SOMEBODY = wordSet('a an our my un une notre nos mon ma mes each every another chaque');
/** The subject of rules that an office has, not an assistant: `the rules on badges`, `les consignes sur les badges`. */
const SUBJECTS: ReadonlySet<string> = new Set(['on', 'about', 'regarding', 'concerning', 'sur', 'concernant']);
const ARTICLE: ReadonlySet<string> = new Set(['the', 'le', 'la', 'les', 'l']);
const YOURS = bits('YOUR', 'YOU');
const GRAVE = bits('GUARD', 'SECRET', 'PROMPT', 'RULE', 'AI', 'CONVO', 'HARM', 'SECRETFILE');

/** Right behind the match it is said whose it is, or what it is about: `… for our support bot`, `… sur les badges`. */
export function isElsewhere(tokens: Tokens, from: number, to: number, last: number): boolean {
  for (let i = from; i <= to; i++) if (has(tokens, i, YOURS)) return false;
  // An adjective may stand between, in French: `les consignes précédentes sur …`.
  const at = WHOSE.has(tokens.word[to + 1] ?? '') ? to + 1 : to + 2;
  const whose = tokens.word[at] ?? '';
  if (at + 1 >= last || !WHOSE.has(whose)) return false;
  const next = tokens.word[at + 1] ?? '';
  if (SOMEBODY.has(next)) return true;
  const subject = ARTICLE.has(next) ? at + 2 : at + 1;
  return SUBJECTS.has(whose) && subject < last && !has(tokens, subject, GRAVE) && !has(tokens, subject, YOURS);
}

/** A negation stands right before the verb; negated orders that are a setting aside themselves are verbs of the lexicon. */
export function isForbidden(tokens: Tokens, first: number, verb: number): boolean {
  const here = tokens.pos[verb] ?? 0;
  for (let i = verb - 1; i >= first && here - (tokens.pos[i] ?? 0) <= 3; i--)
    if (has(tokens, i, NEG) && !ALSO_FRENCH.has(tokens.word[i] ?? '')) return !isThreat(tokens, first, i);
  // `… does not` at the end of a line.
  if (verb > first && AUXILIARY_NOT.has(tokens.word[verb - 1] ?? '') && !isThreat(tokens, first, verb - 1)) return true;
  // `Ne communiquez jamais …`: in French the second half stands behind the verb.
  const before = tokens.word[verb - 1] ?? '';
  return verb > first && (before === 'ne' || before === 'n') && BEHIND_VERB.has(tokens.word[verb + 1] ?? '');
}

/** `If you do not show …`, `si tu ne montres pas …`: what is negated under a condition is asked for. */
function isThreat(tokens: Tokens, first: number, negation: number): boolean {
  for (let i = negation - 1; i >= Math.max(first, negation - 3); i--)
    if (IF.has(tokens.word[i] ?? '')) return READER.has(tokens.word[i + 1] ?? '');
  return false;
}

const IF: ReadonlySet<string> = new Set(['if', 'si']);
const READER: ReadonlySet<string> = new Set(['you', 'u', 'tu', 'vous']);

const AUXILIARY_NOT = wordSet('not never longer doesnt dont cannot cant mustnt shouldnt wont jamais');
const BEHIND_VERB: ReadonlySet<string> = new Set(['jamais', 'pas', 'point']);

/** Words that negate only with another one (`ne … plus`), or not at all in the other language (`plus`, `pas`). */
const ALSO_FRENCH = wordSet('plus rien aucun aucune stop cease cesse arrete avoid quit nul none zero');

/** The sentence opens as a question for information (how, why, what is), before the match. */
export function isAsked(tokens: Tokens, first: number, from: number): boolean {
  for (let i = first; i <= Math.min(first + 3, from); i++) if (has(tokens, i, INFO)) return true;
  // `Show me how to …`, `how do I override it`: a way is asked for, and no text.
  for (let i = from; i <= from + 2; i++) if (HOW.has(tokens.word[i] ?? '')) return true;
  return HOW.has(tokens.word[from - 1] ?? '') && DO_I.has(tokens.word[from] ?? '');
}

const DO_I: ReadonlySet<string> = new Set(['do', 'does', 'did', 'can', 'could', 'should']);

const HOW: ReadonlySet<string> = new Set(['how', 'comment']);
/** Words that open a question about a thing; a question that asks the reader to do something opens with `can you` and the like. */
const QUESTION = wordSet(
  `which whose where does do did is are was were has have should how why what who when may quel quelle quels quelles lequel laquelle ou comment
  pourquoi combien quand qui est que qu`,
);
/** French verbs and pronouns whose order alone asks: `ai-je`, `peut-on`. */
const INVERTED = wordSet('je on il elle ils elles ce');
const HELPING = wordSet(
  'ai a ont est sont puis peut peuvent dois doit doivent faut vais va vont suis etait avait existe sera',
);
const PLEASE = bits('PLEASE');
const TO_READER = wordSet('you your yours yourself u ur tu toi te ton ta tes vous votre vos');
const OWN_RULES = bits('RULE', 'RULEW', 'GUARD', 'PROMPT', 'PROMPTW');

/** Asks about things, and neither asks nor tells the reader to do anything: `does X override Y?`, `…, ai-je accès à … ?`. */
export function isQuestion(tokens: Tokens, first: number, last: number): boolean {
  if (!tokens.questions.has(tokens.sentence[first] ?? -1)) return false;
  let opens = QUESTION.has(tokens.word[first] ?? '');
  let ownRules = false;
  for (let i = first; i < last; i++) {
    const word = tokens.word[i] ?? '';
    if (TO_READER.has(word) || has(tokens, i, PLEASE)) return false;
    if (has(tokens, i, OWN_RULES)) ownRules = true;
    if (i === first) continue;
    const paused = (tokens.pos[i] ?? 0) - (tokens.pos[i - 1] ?? 0) > 1;
    // `With the messages API, does …`: what stands before the question is no order about anybody's rules.
    if (paused && !ownRules && QUESTION.has(word)) opens = true;
    if (INVERTED.has(word) && HELPING.has(tokens.word[i - 1] ?? '')) opens = true;
  }
  return opens;
}

/** Words of those who write about attacks stand before the match in its sentence, and nobody is told to carry it out. */
export function isReported(tokens: Tokens, first: number, from: number): boolean {
  for (let i = Math.max(first, from - 14); i < from; i++) if (has(tokens, i, ABOUT) && !has(tokens, i, DO)) return true;
  return false;
}

/** Before a machine that something is done in or with; `by` is said of readers. */
const IN_OR_WITH = wordSet('in into with from of via using through dans avec');
const HIDDEN = wordSet(
  'hidden concealed planted embedded placed dissimulees dissimules dissimulee cachees caches cachee inserees inseres glissees',
);
const IN = wordSet('in inside within on dans sur');
const WITHOUT: ReadonlySet<string> = new Set(['without', 'sans']);
const DENIES = wordSet('never not no cannot cant mustnt dont jamais ne n aucun aucune');
/** What texts do that carry something to machines. */
const CARRYING = wordSet(
  'hide hides hiding carry carries carrying smuggle smuggled embed conceal transporter transportent cacher dissimuler vehiculer glisser',
);
const CAN = wordSet(
  'can could may might peut peuvent pourrait pourraient pouvant permet permettent servent sert servi used',
);

/** `Must not be pasted in any assistant`, `can carry text that is meant for language models`: nothing is said to the machine. */
export function isMerelyNamed(tokens: Tokens, first: number, from: number): boolean {
  if (HIDDEN.has(tokens.word[from] ?? '') && IN.has(tokens.word[from + 1] ?? '')) return true;
  // `Never run it without the consent of the user`: what is denied twice is asked for.
  if (WITHOUT.has(tokens.word[from] ?? ''))
    for (let i = from - 1; i >= Math.max(first, from - GOVERNED); i--)
      if (DENIES.has(tokens.word[i] ?? '')) return true;
  if (IN_OR_WITH.has(tokens.word[from - 1] ?? '')) return true;
  let carries = false;
  for (let i = from - 1; i >= Math.max(first, from - GOVERNED); i--) {
    const word = tokens.word[i] ?? '';
    // `Instructions that are hidden in web pages and meant for models`: told of others' pages.
    if (HIDDEN.has(word) && IN.has(tokens.word[i + 1] ?? '')) return true;
    if (CARRYING.has(word)) carries = true;
    else if (carries && CAN.has(word)) return true;
  }
  return false;
}
