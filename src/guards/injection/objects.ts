// Tells what a verb is said of: whether it is a verb there at all, and what was found beside it is its object.
import { bits } from './lexicon';
import { has, type Tokens } from './tokens';
import { wordSet } from './wordSet';

/** Words before a noun, nearly all of English: what the French say before a noun stands before a verb, too. */
const DETERMINERS = wordSet(
  `an this that each every any its their our your his her some no another via by through per with un une cet cette ces votre ton notre leur`,
);
const OWN = bits('RULE', 'PROMPT');
/** What mail and the like is written before: `email address`. */
const MAIL = wordSet('email mail e');
const OF_MAIL = wordSet('address addresses account accounts client clients message messages list lists server servers');

/** English nouns that settings and documentation are full of. */
const AS_NOUN = wordSet('override overrides bypass bypasses reset resets');
const BEFORE_NOUN = wordSet(
  'a the these those later local environment config manual global such same first last per-file one',
);

/** A noun that may be a verb as well, and no order: `your output matches …`, `via email`; but a `copy of your prompt` is asked for. */
export function isNoun(tokens: Tokens, verb: number, from: number, to: number): boolean {
  const next = tokens.word[verb + 1] ?? '';
  const written = tokens.word[verb] ?? '';
  // What is said of the prompt before it, and not what is printed behind it.
  if (from < verb && isButton(tokens, verb)) return true;
  if (written === 'summaries' || isAdjective(tokens, verb)) return true;
  if (
    AS_NOUN.has(written) &&
    (DETERMINERS.has(tokens.word[verb - 1] ?? '') || BEFORE_NOUN.has(tokens.word[verb - 1] ?? ''))
  )
    return true;
  if (MAIL.has(written) && OF_MAIL.has(next)) return true;
  if (!DETERMINERS.has(tokens.word[verb - 1] ?? '') || written.endsWith('ing')) return false;
  if ((tokens.pos[verb] ?? 0) - (tokens.pos[verb - 1] ?? 0) > 1 || next === 'of' || next === 'de' || next === 'd')
    return false;
  for (let i = from; i <= to; i++) if (has(tokens, i, OWN)) return false;
  return true;
}

/** `Once it is complete`, `a complete environment`, `as shown`: said of a thing. */
function isAdjective(tokens: Tokens, verb: number): boolean {
  const before = tokens.word[verb - 1] ?? '';
  const written = tokens.word[verb] ?? '';
  return (written === 'complete' && BEFORE_ADJECTIVE.has(before)) || (written === 'shown' && before === 'as');
}

const CLICKS = wordSet('click press tap hit cliquez cliquer appuyez appuyer');
const ON: ReadonlySet<string> = new Set(['on', 'sur', 'the']);

/** `Click Send`, `cliquez sur Envoyer`: the name of a button. */
function isButton(tokens: Tokens, verb: number): boolean {
  const at = ON.has(tokens.word[verb - 1] ?? '') ? verb - 2 : verb - 1;
  return CLICKS.has(tokens.word[at] ?? '') && (tokens.pos[verb] ?? 0) - (tokens.pos[at] ?? 0) === verb - at;
}

const BEFORE_ADJECTIVE = wordSet('is are be was were a the not s');

const IT = wordSet('it them these those both everything');
const INTO = wordSet('in into to from within inside');
const YOUR_OWN = bits('YOUR', 'PROMPT', 'PROMPTW', 'RULE');

/** What is the assistant's is only the place of something else: `describe it explicitly in your prompt`, `add these to your config`. */
export function isPlace(tokens: Tokens, verb: number, to: number): boolean {
  if (!IT.has(tokens.word[verb + 1] ?? '') || (tokens.pos[verb + 1] ?? 0) - (tokens.pos[verb] ?? 0) > 1) return false;
  for (let i = verb + 2; i <= to && i <= verb + 4; i++)
    if (INTO.has(tokens.word[i] ?? '')) return has(tokens, i + 1, YOUR_OWN);
  return false;
}

/** The verb has an object of its own behind it, and what stands before it is none: `your config to change default search filtering`. */
export function isOfAnother(tokens: Tokens, first: number, verb: number, to: number): boolean {
  if (verb - 2 < first || to > verb + 1 || tokens.word[verb - 1] !== 'to' || !has(tokens, verb, SETTING_ASIDE))
    return false;
  const next = verb + 1;
  return (
    tokens.sentence[next] === tokens.sentence[verb] &&
    (tokens.pos[next] ?? 0) - (tokens.pos[verb] ?? 0) === 1 &&
    !has(tokens, next, FUNC)
  );
}

const FUNC = bits('FUNC');
const SETTING_ASIDE = bits('DROP', 'DROPW');
const ADJECTIVES = wordSet(
  'previous prior earlier preceding former precedent precedents precedente precedentes anterieur anterieurs anterieures',
);

/** What people send one another, and take back. */
const MAILS = wordSet(
  'email emails mail mails e courriel courriels letter letters invoice invoices lettre facture circular memo draft talk',
);

/** `All previous patches`, `previously removed`: what came before is named, and no part of the conversation. */
export function isNamedThing(tokens: Tokens, index: number): boolean {
  const next = index + 1;
  if (
    next >= tokens.count ||
    (tokens.pos[next] ?? 0) - (tokens.pos[index] ?? 0) > 1 ||
    tokens.sentence[next] !== tokens.sentence[index]
  )
    return false;
  if (tokens.word[index] === 'previously') return has(tokens, next, SETTING_ASIDE);
  if (ADJECTIVES.has(tokens.word[index] ?? '') && MAILS.has(tokens.word[next] ?? '')) return true;
  return (
    ADJECTIVES.has(tokens.word[index] ?? '') &&
    tokens.lo[next] === 0 &&
    tokens.mid[next] === 0 &&
    tokens.hi[next] === 0 &&
    tokens.top[next] === 0
  );
}

const COPY = wordSet(
  'version versions edition editions draft drafts copy copies revision revisions printout exemplaire exemplaires brouillon brouillons mouture impression',
);
const OF = wordSet('of de des du d');
const READER = bits('YOUR', 'YOU');

/** `The previous version of the instructions`: another version of a document is in force, and nothing is set aside. */
export function isOfCopy(tokens: Tokens, from: number, to: number): boolean {
  let copy = false;
  for (let i = from; i <= to; i++) {
    if (has(tokens, i, READER)) return false;
    if (COPY.has(tokens.word[i] ?? '') && OF.has(tokens.word[i + 1] ?? '')) copy = true;
  }
  return copy;
}

const SAID_TO_YOU = wordSet('dit raconte explique conseille promis demande indique appris');
const YOU_FRENCH: ReadonlySet<string> = new Set(['vous', 't']);
const NOBODY = wordSet('que qu on ils elles ce cela ca je j nous');
const MAKERS = bits('AUTHOR', 'AI', 'YOUR', 'ALL', 'ANYTHING');
const WHO_SAID = wordSet('le la les l un une mon ma mes votre');

/** `Ce que Dédé vous a dit`, `ce que vous a dit le vendeur`: somebody is named who is no maker of assistants. */
export function isSaidByPeople(tokens: Tokens, index: number): boolean {
  if (!YOU_FRENCH.has(tokens.word[index] ?? '') || !SAID_TO_YOU.has(tokens.word[index + 2] ?? '')) return false;
  const before = tokens.word[index - 1] ?? '';
  if (before === 'que' || before === 'qu') {
    const article = index + 3;
    return (
      WHO_SAID.has(tokens.word[article] ?? '') &&
      !has(tokens, article + 1, MAKERS) &&
      tokens.sentence[article + 1] === tokens.sentence[index]
    );
  }
  return (
    before !== '' &&
    !NOBODY.has(before) &&
    !has(tokens, index - 1, MAKERS) &&
    tokens.sentence[index - 1] === tokens.sentence[index]
  );
}

/** What instructions are for that people follow: no assistant washes, feeds or evacuates. */
const TRADE = wordSet(
  `washing feeding assembly evacuation boarding dosing dosage delivery packing mounting installation watering payment shipping parking driving
  flight cleaning loading storage cooking baking brewing parenting planting seating landing docking mooring recycling disposal fitting
  laundry care maintenance rental return dispatch shift rota watering camping diving climbing skiing wiring plumbing painting knitting sewing
  facilities facility building gate bin bins ballot voting grading marking handball`,
);
/** `Instructions about rebates`, `les consignes sur les badges`. */
const SUBJECTS: ReadonlySet<string> = new Set(['about', 'regarding', 'concerning', 'sur', 'concernant', 'relatives']);
const GRAVE = bits(
  'GUARD',
  'SECRET',
  'PROMPT',
  'RULE',
  'AI',
  'AIW',
  'CONVO',
  'HARM',
  'YOU',
  'YOUR',
  'USER',
  'ANYTHING',
);
const OF_FRENCH: ReadonlySet<string> = new Set(['de', 'd', 'du', 'des']);
const OF_RULES = bits('RULE');
const AN_ASSISTANT = bits('YOU', 'YOUR', 'AI');

/** Instructions of a trade: `washing instructions`, `la consigne de nourrissement`. */
export function isOfTrade(tokens: Tokens, index: number): boolean {
  if (!has(tokens, index, OF_RULES) || has(tokens, index - 1, AN_ASSISTANT)) return false;
  if (TRADE.has(tokens.word[index - 1] ?? '')) return !has(tokens, index - 2, AN_ASSISTANT);
  const next = index + 2;
  if (SUBJECTS.has(tokens.word[index + 1] ?? ''))
    return (
      tokens.sentence[next] === tokens.sentence[index] && !has(tokens, next, GRAVE) && !has(tokens, next + 1, GRAVE)
    );
  return (
    OF_FRENCH.has(tokens.word[index + 1] ?? '') &&
    next < tokens.count &&
    tokens.sentence[next] === tokens.sentence[index] &&
    tokens.lo[next] === 0 &&
    tokens.mid[next] === 0 &&
    tokens.hi[next] === 0 &&
    (tokens.word[next] ?? '').length > 3
  );
}

/** Subjects of the third person. */
const IS = wordSet('is does was has isnt doesnt wasnt hasnt');
const NEGATION = wordSet('not never no longer isnt doesnt wasnt hasnt neither');
const RULES = bits('RULE', 'RULEW', 'GUARD', 'PROMPT', 'PROMPTW');
const MACHINE_OR_READER = bits('AI', 'AIW', 'YOU');

/** Said, with a negation, of something else than the reader: `code is not required to follow this guideline`. */
export function isOfOthers(tokens: Tokens, first: number, negation: number): boolean {
  const word = tokens.word[negation] ?? '';
  if (!NEGATION.has(word)) return false;
  const auxiliary = word.endsWith('nt') ? negation : negation - 1;
  if (auxiliary <= first || !IS.has(tokens.word[auxiliary] ?? '')) return false;
  for (let i = auxiliary - 1; i >= Math.max(first, auxiliary - 4); i--)
    if (has(tokens, i, MACHINE_OR_READER)) return false;
  return !has(tokens, auxiliary - 1, RULES);
}

/** A negation behind what it would deny, of something else: `conforming to these guidelines, but do not worry`. */
export function isBehind(tokens: Tokens, negation: number, denied: number): boolean {
  return negation > denied + 1 && NEGATION.has(tokens.word[negation] ?? '');
}
