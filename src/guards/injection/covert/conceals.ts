// How a text says that nobody is to learn of something, or to be asked about it.
import { matchesOf } from '../../matches';
import type { Tokens } from '../tokens';
import {
  AGREED, APPROVAL, ASK, AWAY, CLAUSE, CUE, DEED, DENIAL, DETERMINER, headKindOf, KEEP, kindOf, KNOW, PREPOSITION, PRONOUN, RECORD, SHOW, SHOWN, TELL, TOLD, WHO,
} from './cues'; // prettier-ignore

/** A place where something is concealed, or an approval is skipped, which is done in earnest, too. */
export interface Concealed {
  readonly start: number;
  readonly end: number;
  readonly isApproval: boolean;
}

/** Turns that need no denial. All are linear: what repeats is bounded. */
const TURNS: readonly RegExp[] = [
  /\b(?:(?:keep|keeps|kept|keeping) (?:[\w'’]{1,12} ){1,4}(?:to (?:yourself|itself|themselves)|quiet|secret|between us)|(?:transparent|invisible|unnoticed|silent|imperceptible) (?:to|for|by) (?:the |any |your )?(?:[a-z]{2,10} )?(?:user|human|developer|operator|reader|customer)|so (?:that )?(?:it|they|nobody|no one|the [a-z]{3,12}) (?:[a-z'’]{2,8} ){0,3}(?:notic|suspect|stand out|wonder|unnoticed)|as (?:if|though) (?:it|nothing|(?:this|that|the) [a-z]{3,12})(?: [a-z]{2,12}){0,3} (?:not|never|n['’]?t)|den(?:y|ies|ying) (?:having|that you|it if|knowing|any)|behav(?:e|es|ing) normally otherwise|(?:say|says|claim|claims) (?:that )?(?:it|this) (?:was|were) (?:there )?(?:already|before|always)|unbeknownst|without (?:a )?(?:trace|anyone (?:noticing|knowing)|drawing attention)|(?:leave no|leaves no) traces?|raise no suspicions?)\b/g,
  /(?:^|[^a-z])(?:a ne pas (?:commenter|mentionner|signaler|citer|reproduire|afficher|evoquer)|rest[a-z]{1,5} entre nous|ne se (?:cite|commente|dit|discute|mentionne|montre|rapporte)(?:nt)? pas|hors de (?:la )?(?:portee|vue) d(?:e|u|es|['’])|(?:transparente?|invisible|imperceptible) pour (?:l['’]|le |la |les )?(?:utilisateur|usager|developpeur|operateur|client|lecteur)|pass[a-z]{1,4} sous silence|(?:fai[st]|faire|faites|font|agi[st]) comme si (?:cette|ce|cet|cela|rien|de rien)|(?:dement[sz]?|dementir|nie[rsz]?|nier) (?:avoir|l['’]avoir|en avoir|l['’]existence)|(?:mis|mise|mettre|tenue?|soient|soit) au courant|sans (?:laisser de )?traces?|pas de traces?|ne (?:le |la |les )?remarque)/g,
];
/** How far from a denial its verb stands, from that its object, and behind a preposition what it is about; in words. */
const VERB = 5;
const OBJECT = 7;
const ABOUT = 3;
/** More places are not looked at. */
const LIMIT = 6;

/** The places of a folded text, of which `tokens` are the words, where something is concealed; most texts have none. Linear. */
export function concealedIn(text: string, tokens: Tokens): Concealed[] {
  const { count, word, hash, start, end } = tokens;
  let all = 0;
  const found: Concealed[] = [];
  const add = (from: number, to: number, isApproval: boolean): void => {
    found.push({ start: start[from] ?? 0, end: end[to] ?? 0, isApproval });
  };
  for (let i = 0; i < count && found.length < LIMIT; i++) {
    const kind = headKindOf(word[i] ?? '', hash[i] ?? 0);
    all |= kind;
    if ((kind & DENIAL) !== 0) {
      const hit = denied(tokens, i);
      if (hit !== undefined && !isDeniedBefore(tokens, i)) {
        add(i, hit.at, hit.isApproval);
        i = hit.at;
      }
    } else if ((kind & WHO) !== 0) {
      const hit = kept(tokens, i);
      if (hit !== undefined) add(i, hit.at, hit.isApproval);
    } else if ((kind & KEEP) !== 0) {
      const at = next(tokens, i, OBJECT, AWAY, 0);
      const from = at < 0 ? -1 : next(tokens, at, ABOUT, RECORD | WHO, CLAUSE);
      if (from >= 0) add(i, from, false);
    }
  }
  if ((all & CUE) !== 0)
    for (const pattern of TURNS)
      for (const { index, 0: match } of matchesOf(text, pattern).slice(0, LIMIT))
        found.push({ start: index, end: index + match.length, isApproval: false });
  return found;
}

function kindAt({ word, hash }: Tokens, i: number): number {
  return kindOf(word[i] ?? '', hash[i] ?? 0);
}

interface Hit {
  readonly at: number;
  readonly isApproval: boolean;
}

/** The first word of some kinds behind another, within so many, before one of others, in its sentence; -1 for none. */
function next(tokens: Tokens, i: number, within: number, wanted: number, ends: number): number {
  for (let k = i + 1; k <= i + within && goesOn(tokens, k); k++) {
    const kind = kindAt(tokens, k);
    if ((kind & wanted) !== 0 && !isOwner(tokens, k)) return k;
    if ((kind & ends) !== 0) return -1;
  }
  return -1;
}

/** Nothing but blanks and apostrophes stands before a word. */
function goesOn(tokens: Tokens, k: number): boolean {
  return (
    k < tokens.count &&
    tokens.sentence[k] === tokens.sentence[k - 1] &&
    (tokens.pos[k] ?? 0) - (tokens.pos[k - 1] ?? 0) <= 1
  );
}

/** `the user's password`: something of somebody’s. */
function isOwner(tokens: Tokens, k: number): boolean {
  return tokens.word[k + 1] === 's' && tokens.start[k + 1] === (tokens.end[k] ?? 0) + 1;
}

/** What is denied: `do not tell the user`, `never show this line`, `without approval`. */
function denied(tokens: Tokens, i: number): Hit | undefined {
  for (let v = i + 1; v <= i + VERB && goesOn(tokens, v); v++) {
    const kind = kindAt(tokens, v);
    if (PROTECTING.has(tokens.word[v] ?? '')) return undefined;
    if ((kind & APPROVAL) !== 0) return { at: v, isApproval: true };
    const at = objectOf(tokens, i, v, kind);
    if (at >= 0) return { at, isApproval: false };
    if ((kind & CLAUSE) !== 0) return undefined;
  }
  return undefined;
}

function objectOf(tokens: Tokens, denial: number, v: number, kind: number): number {
  if ((kind & TELL) !== 0) {
    const who = next(tokens, v, OBJECT - 2, WHO, CLAUSE);
    if (who >= 0) return who;
  }
  if ((kind & ASK) !== 0) {
    const who = next(tokens, v, ABOUT, WHO, CLAUSE);
    // `Never ask the customer for a password` protects him.
    if (who >= 0 && !(goesOn(tokens, who + 1) && FOR_WHAT.has(tokens.word[who + 1] ?? ''))) return who;
  }
  if ((kind & SHOWN) !== 0) {
    const where = placeOf(tokens, v);
    if (where >= 0) return where;
  }
  const isNoun = (kindAt(tokens, v - 1) & DETERMINER) !== 0 && !CLITICS.has(tokens.word[v - 1] ?? '');
  if ((kind & SHOW) === 0 || isNoun) return -1;
  // `ne la mentionne pas dans le résumé`; `les mentions` are none.
  if (v > denial + 1 && CLITICS.has(tokens.word[v - 1] ?? '')) return placeOf(tokens, v);
  for (let w = v + 1; w <= v + OBJECT && goesOn(tokens, w); w++) {
    const here = kindAt(tokens, w);
    if ((here & PRONOUN) !== 0 && w <= v + 2 && !isDetermining(tokens, w)) return w;
    const isDeed =
      (here & DEED) !== 0 && ((kindAt(tokens, w - 1) & DETERMINER) !== 0 || (kindAt(tokens, w - 2) & DETERMINER) !== 0);
    if (isDeed) return w;
    if ((here & CLAUSE) !== 0) return -1;
  }
  return placeOf(tokens, v);
}

const CLITICS: ReadonlySet<string> = new Set(['la', 'le', 'les', 'l', 'en', 'y', 'it']);
const FOR_WHAT: ReadonlySet<string> = new Set([
  'for',
  'about',
  'de',
  'd',
  'pour',
  'son',
  'sa',
  'ses',
  'leur',
  'a',
  'to',
]);

/** `this` and `that` before a noun say which. */
function isDetermining(tokens: Tokens, w: number): boolean {
  if ((kindAt(tokens, w) & DETERMINER) === 0) return false;
  const behind = kindAt(tokens, w + 1);
  return tokens.sentence[w + 1] === tokens.sentence[w] && (behind & (PREPOSITION | CLAUSE)) === 0;
}

/** Where something is not to be seen, or by whom: `in the diff`, `to the user`; -1 when that is not said. */
function placeOf(tokens: Tokens, v: number): number {
  const at = next(tokens, v, OBJECT, PREPOSITION, CLAUSE);
  return at < 0 ? -1 : next(tokens, at, ABOUT, RECORD | WHO, CLAUSE);
}

/** `The user must not be told`, `the owner has agreed`. */
function kept(tokens: Tokens, i: number): Hit | undefined {
  if (isOwner(tokens, i)) return undefined;
  const not = next(tokens, i, ABOUT, DENIAL, CLAUSE);
  // That somebody is not aware is a fact; that he need not know is an order.
  const wanted = FACT.has(tokens.word[not] ?? '') || FACT.has(tokens.word[not - 1] ?? '') ? TOLD : TOLD | KNOW;
  const told = not < 0 ? -1 : next(tokens, not, ABOUT + 1, wanted, CLAUSE);
  if (told >= 0) return { at: told, isApproval: false };
  const agreed = not >= 0 ? -1 : next(tokens, i, ABOUT, AGREED, CLAUSE);
  return agreed >= 0 ? { at: agreed, isApproval: true } : undefined;
}

const FACT: ReadonlySet<string> = new Set([
  'is',
  'are',
  'isnt',
  'arent',
  'was',
  'were',
  'wasnt',
  'does',
  'do',
  'doesnt',
  'dont',
  'can',
  'cannot',
  'cant',
  'est',
  'sont',
]);

/** `Never run it without approval`: what is denied twice is asked for. */
function isDeniedBefore(tokens: Tokens, i: number): boolean {
  if (!PROTECTING.has(tokens.word[i] ?? '')) return false;
  for (let k = i - 1; k >= 0 && i - k <= FAR && tokens.sentence[k] === tokens.sentence[i]; k--)
    if ((kindAt(tokens, k) & DENIAL) !== 0 && !PROTECTING.has(tokens.word[k] ?? '')) return true;
  return false;
}

const PROTECTING: ReadonlySet<string> = new Set(['without', 'sans', 'rather', 'instead']);
const FAR = 14;
