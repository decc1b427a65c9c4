// Applies the grammar of intent to the words of one view: which rules match, how strongly, where.
import { INTENT_RULES, type IntentRule } from './grammar';
import { bits, type Meaning } from './lexicon';
import { has, type Tokens } from './tokens';
import type { GuardStage } from '../types';

/** One finding in one view. Offsets are those of the view's text. */
export interface Match {
  readonly rule: string;
  readonly message: () => string;
  readonly weight: number;
  readonly start: number;
  readonly end: number;
  /** Words of the match were misspelt, spelt out or run together. */
  readonly disguised: boolean;
}

interface Compiled {
  readonly rule: IntentRule;
  readonly slots: readonly Meaning[];
  /** All of `slots`, to pass over sentences that cannot match. */
  readonly near: readonly (readonly [Meaning, number])[];
  readonly against: readonly (readonly [meaning: Meaning, factor: number, reach: number])[];
  readonly needs: Meaning | undefined;
}

const COMPILED: readonly Compiled[] = INTENT_RULES.map((rule) => ({
  rule,
  slots: rule.slots.map((slot) => bits(...slot)),
  near: (rule.near ?? []).map(([classes, add]) => [bits(...classes), add] as const),
  against: (rule.against ?? []).map(([classes, factor, reach]) => [bits(...classes), factor, reach ?? 1] as const),
  needs: rule.needs === undefined ? undefined : bits(...rule.needs),
}));

const INFO = bits('INFO');
const CODEQ = bits('CODEQ');
const ABOUT = bits('ABOUT');
const DO = bits('DO');
const NEG = bits('NEG');
const ADDRESSED = bits('PLEASE', 'YOU', 'URGENT', 'NOWON');
/** Words right before a verb that make it an order. */
const BEFORE_ORDER: ReadonlySet<string> = new Set(
  `and then et puis ou or please must should shall also just now simply instead immediately alors de d stp svp kindly do always maintenant desormais
  first lets let help completely totally entirely fully merci veuillez faut dois devez donc ensuite ai ia assistant ok okay hey sure merely dont ne`.split(
    /\s+/,
  ),
);
/** English verbs of the third person. */
const THIRD_PERSON =
  /^(?:ignor|overrid|disregard|bypass|discard|forget|overrul|supersed|abandon|skip|reset|remov|delet|replac|disabl|repeat|reveal|display|print|show|disclos|leak|expos|output|return|recit|divulg)e?s$/;
const SPOKEN_TO: ReadonlySet<string> = new Set(['ai', 'ia', 'assistant']);
const THE: ReadonlySet<string> = new Set([
  'the',
  'an',
  'a',
  'our',
  'this',
  'l',
  'un',
  'une',
  'cet',
  'cette',
  'notre',
  'd',
]);
/** Factor for a verb that nobody is told to carry out. */
const UNSAID: Readonly<Record<GuardStage, number>> = { input: 0.6, context: 0.35, output: 0.5 };
/** Factor for a verb that is forbidden (`never ignore the rules`). */
const FORBIDDEN = 0.3;
/** How far from a match its company is looked at, in words. */
const COMPANY = 6;
/** What one rule can reach at most. */
const CEILING = 0.95;
/** A word that the lexicon does not know, between the slots, makes it likelier that the sentence is about something else. */
const STRANGERS = [1, 0.95, 0.85, 0.7, 0.5] as const;

/** All matches, at most one a rule and sentence. Linear in the number of words: windows are bounded. */
export function match(tokens: Tokens, stage: GuardStage): Match[] {
  const found: Match[] = [];
  let first = 0;
  while (first < tokens.count) {
    const sentence = tokens.sentence[first];
    let last = first;
    let lo = 0;
    let mid = 0;
    let hi = 0;
    while (last < tokens.count && tokens.sentence[last] === sentence) {
      lo |= tokens.lo[last] ?? 0;
      mid |= tokens.mid[last] ?? 0;
      hi |= tokens.hi[last] ?? 0;
      last++;
    }
    // Once a sentence: it may be as long as the text.
    const question = stage !== 'output' && isQuestion(tokens, first, last);
    for (const compiled of COMPILED) {
      if (compiled.slots.every((slot) => (lo & slot.lo) !== 0 || (mid & slot.mid) !== 0 || (hi & slot.hi) !== 0)) {
        const best = matchRule(tokens, compiled, first, last, stage, question);
        if (best !== undefined) found.push(best);
      }
    }
    first = last;
  }
  return found;
}

function matchRule(
  tokens: Tokens,
  compiled: Compiled,
  first: number,
  last: number,
  stage: GuardStage,
  question: boolean,
): Match | undefined {
  const { rule, slots } = compiled;
  const anchor = slots[0];
  if (anchor === undefined) return undefined;
  let best: Match | undefined;
  const filled: number[] = [];
  for (let i = first; i < last; i++) {
    if (!has(tokens, i, anchor)) continue;
    filled.length = 0;
    filled.push(i);
    for (let k = 1; k < slots.length; k++) {
      const slot = slots[k];
      const index = slot === undefined ? -1 : nearest(tokens, slot, i, filled, first, last, rule);
      if (index < 0) break;
      filled.push(index);
    }
    if (filled.length !== slots.length) continue;
    // Words run together say something among themselves; an identifier says nothing to its neighbours.
    const run = tokens.run[i] ?? 0;
    if (filled.some((index) => (run > 0 ? (tokens.run[index] ?? 0) <= 0 : tokens.run[index] !== run))) continue;
    const candidate = score(tokens, compiled, filled, first, last, stage, question);
    if (best === undefined || candidate.weight > best.weight) best = candidate;
  }
  return best !== undefined && best.weight >= 0.05 ? best : undefined;
}

/** The nearest word that fills a slot, not yet used; -1 when there is none within reach. */
function nearest(
  tokens: Tokens,
  slot: Meaning,
  anchor: number,
  used: readonly number[],
  first: number,
  last: number,
  rule: IntentRule,
): number {
  const here = tokens.pos[anchor] ?? 0;
  const from = rule.ordered === true ? (used[used.length - 1] ?? anchor) : anchor;
  for (let distance = 1; distance <= rule.within; distance++) {
    const after = from + distance;
    if (
      after < last &&
      (tokens.pos[after] ?? 0) - here <= rule.within &&
      !used.includes(after) &&
      has(tokens, after, slot)
    )
      return after;
    if (rule.ordered === true) continue;
    const before = anchor - distance;
    if (
      before >= first &&
      here - (tokens.pos[before] ?? 0) <= rule.within &&
      !used.includes(before) &&
      has(tokens, before, slot)
    )
      return before;
  }
  return -1;
}

function score(
  tokens: Tokens,
  compiled: Compiled,
  filled: readonly number[],
  first: number,
  last: number,
  stage: GuardStage,
  question: boolean,
): Match {
  const { rule } = compiled;
  const from = Math.min(...filled);
  const to = Math.max(...filled);
  let weight = rule.weight;
  const near = (meaning: Meaning, reach: number): boolean => {
    for (let i = from - 1; i >= first && (tokens.pos[from] ?? 0) - (tokens.pos[i] ?? 0) <= reach; i--)
      if (has(tokens, i, meaning)) return true;
    for (let i = from; i < last && (tokens.pos[i] ?? 0) - (tokens.pos[to] ?? 0) <= reach; i++)
      if (has(tokens, i, meaning)) return true;
    return false;
  };
  for (const [meaning, add] of compiled.near) if (near(meaning, COMPANY)) weight += add;
  weight = Math.min(weight, CEILING);
  if (compiled.needs !== undefined && !near(compiled.needs, COMPANY)) weight *= rule.lacking ?? 1;
  for (const [meaning, factor, reach] of compiled.against) if (near(meaning, reach)) weight *= factor;
  let strangers = 0;
  let disguised = 0;
  for (let i = from; i <= to; i++) {
    if (tokens.disguised[i] === 1) disguised++;
    if (!filled.includes(i) && tokens.lo[i] === 0 && tokens.mid[i] === 0 && tokens.hi[i] === 0) strangers++;
  }
  weight *= STRANGERS[Math.min(strangers, STRANGERS.length - 1)] ?? 0.5;
  if (rule.verb === true) {
    const verb = filled[0] ?? from;
    if (isForbidden(tokens, first, verb) || isForeseen(tokens, first, verb) || isBanned(tokens, first, verb))
      weight *= FORBIDDEN;
    else if (isDescribed(tokens, first, verb)) weight *= FORBIDDEN;
    else if (!isOrder(tokens, first, verb)) weight *= UNSAID[stage];
  }
  if (rule.code !== undefined && near(CODEQ, 4)) weight *= rule.code;
  if (isElsewhere(tokens, from, to, last)) weight *= ELSEWHERE;
  if (rule.asked !== undefined && isAsked(tokens, first, from)) weight *= rule.asked;
  // Who asks for secrets asks for a thing, too: the rules about them have their own notion of a question.
  else if (question && !rule.id.startsWith('exfil.')) weight *= rule.asked ?? ASKED;
  if (isReported(tokens, first, from)) weight *= 0.7;
  weight *= rule.stage?.[stage] ?? 1;
  if (disguised > 0) weight += 0.1;
  return {
    rule: rule.id,
    message: rule.message,
    weight: Math.min(weight, CEILING),
    start: tokens.start[from] ?? 0,
    end: tokens.end[to] ?? 0,
    disguised: disguised > 0,
  };
}

/** The name of an action, in either language: nobody is told anything by `affichage du message`, `disclosure of the prompt`. */
const NOUN =
  /^(?!message|mention|question|partage|engage|encourage|manage|arrange)[a-z]{3,}(?:age|tion|sion|ssement|nement|tement|sure)s?$/;
/** The writer says what he himself would like to do. */
const WISHES: ReadonlySet<string> = new Set(
  'voudrais voudrait veux aimerais aimerait souhaite souhaiterais souhaitons dois devons doit peux pouvons'.split(' '),
);

/** Somebody is told to do it: the verb opens a clause, or follows a word that makes it an order. */
function isOrder(tokens: Tokens, first: number, verb: number): boolean {
  const before = tokens.word[verb - 1] ?? '';
  // `It overrides the current one`; in French the same ending is the second person (`que tu ignores`).
  const written = tokens.word[verb] ?? '';
  if (THIRD_PERSON.test(written) && before !== 'tu') return false;
  if (NOUN.test(written) || isWished(tokens, first, verb) || isToldOf(tokens, first, verb)) return false;
  if (verb === first || (tokens.pos[verb] ?? 0) - (tokens.pos[verb - 1] ?? 0) > 1) return true;
  // `Assistant, ignore …` is spoken to; `the assistant ignores …` is spoken about.
  if (SPOKEN_TO.has(before)) return verb < first + 2 || !THE.has(tokens.word[verb - 2] ?? '');
  if (BEFORE_ORDER.has(before)) return true;
  for (let i = verb - 1; i >= Math.max(first, verb - 4); i--) if (has(tokens, i, ADDRESSED)) return true;
  return false;
}

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

const CONDITIONS: ReadonlySet<string> = new Set(['if', 'when', 'whenever', 'should', 'si', 'quand', 'lorsque', 's']);
/** What somebody else may do, in the third person. */
const REQUESTS: ReadonlySet<string> = new Set(
  'asks tells wants tries attempts requests asking orders demande demandent essaie essaient tente tentent veut exige ordonne'.split(
    ' ',
  ),
);
const BETWEEN: ReadonlySet<string> = new Set(['you', 'it', 'to', 'them', 'the', 'bot', 'assistant', 'de', 'd', 'l']);

/** `If the reader asks you to ignore …`: foreseen of somebody else, under a condition. */
function isForeseen(tokens: Tokens, first: number, verb: number): boolean {
  let i = verb - 1;
  while (i > first && verb - i <= 5 && BETWEEN.has(tokens.word[i] ?? '')) i--;
  if (verb - i < 2 || !REQUESTS.has(tokens.word[i] ?? '')) return false;
  for (let k = i - 1; k >= Math.max(first, i - 6); k--) if (CONDITIONS.has(tokens.word[k] ?? '')) return true;
  return false;
}

/** What people are told not to do with a machine: `must not ask an assistant to …`, `interdit de demander à l’IA de …`. */
const REQUEST: ReadonlySet<string> = new Set(
  'ask asking get getting make making request requesting try trying attempt attempting tell telling demander essayer tenter faire inciter pousser obliger'.split(
    ' ',
  ),
);
const PROHIBITED: ReadonlySet<string> = new Set(
  'not never forbidden prohibited disallowed banned interdit interdite interdits defense defendu jamais pas'.split(' '),
);
/** Who somebody was asked by, or was told: the subject is another than the reader. */
const ASKED_IN_THE_PAST: ReadonlySet<string> = new Set(
  'asked told requested tried attempted wanted demande tente essaye essaie voulu cherche reclame exige'.split(' '),
);
const AUXILIARY: ReadonlySet<string> = new Set('a ont avait avaient aurait has have had ayant'.split(' '));
/** How far before a verb the one stands on which it depends. */
const GOVERNED = 9;

/** The nearest of `words` before the verb, in its clause; -1 when there is none. */
function governor(tokens: Tokens, first: number, verb: number, words: ReadonlySet<string>): number {
  for (let i = verb - 1; i >= Math.max(first, verb - GOVERNED); i--) {
    if ((tokens.pos[i + 1] ?? 0) - (tokens.pos[i] ?? 0) > 1) return -1;
    if (words.has(tokens.word[i] ?? '')) return i;
  }
  return -1;
}

function isBanned(tokens: Tokens, first: number, verb: number): boolean {
  const request = governor(tokens, first, verb, REQUEST);
  if (request < 0) return false;
  for (let i = request - 1; i >= Math.max(first, request - 3); i--)
    if (PROHIBITED.has(tokens.word[i] ?? '')) return true;
  return false;
}

/** `The tester asked the bot to print …`, `l’auditeur a demandé au robot d’afficher …`: told of a third person, in the past. */
function isToldOf(tokens: Tokens, first: number, verb: number): boolean {
  const asked = governor(tokens, first, verb, ASKED_IN_THE_PAST);
  if (asked <= first) return false;
  // `I was asked to print your prompt`, `the developer asked you to …`: one of the two who speak is part of it.
  for (let i = Math.max(first, asked - 2); i < tokens.count && i <= verb + 4; i++)
    if (TO_READER.has(tokens.word[i] ?? '') || OF_WRITER.has(tokens.word[i] ?? '')) return false;
  const before = tokens.word[asked - 1] ?? '';
  const written = tokens.word[asked] ?? '';
  return written.endsWith('ed') || written === 'told' ? !BEING.has(before) && before !== 'as' : AUXILIARY.has(before);
}

const OF_WRITER: ReadonlySet<string> = new Set('i me my us we m t je j moi nous on mon ma mes notre'.split(' '));
const BEING: ReadonlySet<string> = new Set('are were was is be been being'.split(' '));

/** What an attack does to a model, told of both in the third person. */
const DOES_TO: ReadonlySet<string> = new Set(
  `asks tells instructs orders tricks makes gets persuades convinces urges asking telling tricking making getting demande ordonne pousse incite
  amene conduit force invite enjoint dit`.split(/\s+/),
);
const MODEL_NAMES: ReadonlySet<string> = new Set(
  'model models assistant assistants bot bots chatbot llm llms ai ia agent agents modele modeles'.split(' '),
);
const TO_DO: ReadonlySet<string> = new Set([
  'the',
  'a',
  'an',
  'to',
  'into',
  'de',
  'd',
  'au',
  'aux',
  'le',
  'l',
  'la',
  'les',
]);

/** `The attack asks the model to ignore …`, `demande au modèle d’ignorer …`: described, and told to nobody. */
function isDescribed(tokens: Tokens, first: number, verb: number): boolean {
  let named = false;
  for (let i = verb - 1; i >= Math.max(first, verb - 6); i--) {
    const word = tokens.word[i] ?? '';
    if (DOES_TO.has(word)) return named;
    if (MODEL_NAMES.has(word)) named = true;
    else if (!TO_DO.has(word)) return false;
  }
  return false;
}

const WHOSE: ReadonlySet<string> = new Set('for of in on about pour de d du sur dans concernant'.split(' '));
const SOMEBODY: ReadonlySet<string> = new Set(
  'a an our my un une notre nos mon ma mes each every another chaque'.split(' '),
);
/** The subject of rules that an office has, not an assistant: `the rules on badges`, `les consignes sur les badges`. */
const SUBJECTS: ReadonlySet<string> = new Set(['on', 'about', 'regarding', 'concerning', 'sur', 'concernant']);
const ARTICLE: ReadonlySet<string> = new Set(['the', 'le', 'la', 'les', 'l']);
const YOURS = bits('YOUR', 'YOU');
const GRAVE = bits('GUARD', 'SECRET', 'PROMPT', 'RULE', 'AI', 'CONVO', 'HARM', 'SECRETFILE');
/** Factor for what belongs to somebody else than the assistant. */
const ELSEWHERE = 0.45;

/** Right behind the match it is said whose it is, or what it is about: `… for our support bot`, `… sur les badges`. */
function isElsewhere(tokens: Tokens, from: number, to: number, last: number): boolean {
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
function isForbidden(tokens: Tokens, first: number, verb: number): boolean {
  const here = tokens.pos[verb] ?? 0;
  for (let i = verb - 1; i >= first && here - (tokens.pos[i] ?? 0) <= 3; i--)
    if (has(tokens, i, NEG) && !ALSO_FRENCH.has(tokens.word[i] ?? '')) return true;
  // `Ne communiquez jamais …`: in French the second half stands behind the verb.
  const before = tokens.word[verb - 1] ?? '';
  return verb > first && (before === 'ne' || before === 'n') && BEHIND_VERB.has(tokens.word[verb + 1] ?? '');
}

const BEHIND_VERB: ReadonlySet<string> = new Set(['jamais', 'pas', 'point']);

/** Words that negate only with another one (`ne … plus`), or not at all in the other language (`plus`, `pas`). */
const ALSO_FRENCH: ReadonlySet<string> = new Set([
  'plus',
  'rien',
  'aucun',
  'aucune',
  'stop',
  'cease',
  'cesse',
  'arrete',
  'avoid',
  'quit',
  'nul',
  'none',
  'zero',
]);

/** The sentence opens as a question for information (how, why, what is), before the match. */
function isAsked(tokens: Tokens, first: number, from: number): boolean {
  for (let i = first; i <= Math.min(first + 3, from); i++) if (has(tokens, i, INFO)) return true;
  // `Show me how to …`: a way is asked for, and no text.
  for (let i = from; i <= from + 2; i++) if (HOW.has(tokens.word[i] ?? '')) return true;
  return false;
}

const HOW: ReadonlySet<string> = new Set(['how', 'comment']);
/** Factor for a rule that says nothing of its own about questions. */
const ASKED = 0.4;
/** Words that open a question about a thing; a question that asks the reader to do something opens with `can you` and the like. */
const QUESTION: ReadonlySet<string> = new Set(
  `which whose where does do did is are was were has have should how why what who when may quel quelle quels quelles lequel laquelle ou comment
  pourquoi combien quand qui est que qu`.split(/\s+/),
);
/** French verbs and pronouns whose order alone asks: `ai-je`, `peut-on`. */
const INVERTED: ReadonlySet<string> = new Set(['je', 'on', 'il', 'elle', 'ils', 'elles', 'ce']);
const CAN: ReadonlySet<string> = new Set(
  'ai a ont est sont puis peut peuvent dois doit doivent faut vais va vont suis etait avait existe sera'.split(' '),
);
const PLEASE = bits('PLEASE');
const TO_READER: ReadonlySet<string> = new Set(
  'you your yours yourself u ur tu toi te ton ta tes vous votre vos'.split(' '),
);
const OWN_RULES = bits('RULE', 'RULEW', 'GUARD', 'PROMPT', 'PROMPTW');

/** Asks about things, and neither asks nor tells the reader to do anything: `does X override Y?`, `…, ai-je accès à … ?`. */
function isQuestion(tokens: Tokens, first: number, last: number): boolean {
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
    if (INVERTED.has(word) && CAN.has(tokens.word[i - 1] ?? '')) opens = true;
  }
  return opens;
}

/** Words of those who write about attacks stand before the match in its sentence, and nobody is told to carry it out. */
function isReported(tokens: Tokens, first: number, from: number): boolean {
  for (let i = Math.max(first, from - 14); i < from; i++) if (has(tokens, i, ABOUT) && !has(tokens, i, DO)) return true;
  return false;
}
