// Words that a text says to mean others: `a goose is the database, to rinse means to empty`, `« pomme » veut dire clef`, `read ♠ as Jade`.
import { matchesOf } from '../../../matches';
import { isSentence, mayOrder, OF_CODE } from '../speech';
import { senseOf } from '../sense';

/** A text with such words says so. */
const SAYS =
  /\b(?:means?|meaning|stands? for|code ?words?|code for|codename|slang|jargon|argot|lingo|glossary|legend|lexicon|dictionary|vocabulary|cipher|replace|substitute|swap|instead of|translat|refers? to|call (?:it|them)|when i say|definitions?|veut dire|veulent dire|signifie|designe|mots? de code|nom de code|glossaire|legende|lexique|dictionnaire|vocabulaire|remplace|substitue|a la place|au lieu|traduis|quand je dis|entends par|represente)/;
/** What stands between a word and what it means, the clearest first. */
const MEANS: readonly { pattern: RegExp; isClear: boolean }[] = [
  {
    pattern:
      / (?:is code for|are code for|means?|stands? for|refers? to|i mean|je veux dire|veut dire|veulent dire|signifie|signifient|designe|designent) /,
    isClear: true,
  },
  { pattern: / (?:with|by|as|for|par|pour) (?=["'«])/, isClear: true },
  { pattern: / ?(?::=|=>|->|→|⇒|↦|=) ?/, isClear: true },
  { pattern: /(?<=["'»]) ?: /, isClear: false },
  { pattern: / (?:is|are|with|by|as|for|par|pour|c'est|est|sont|vaut|vaudra) (?!not\b|pas\b)/, isClear: false },
];
/** Before a word that is told so in passing. */
const ALONE =
  /^[\s(-]*(?:and |et |while |then |puis |also |replace |remplace |swap |read |lis |say |dis |when i say |quand je dis )?$/;
/** Where one definition ends, and the next may begin. */
const BORDERS = /[,;\n]|[.!?](?:\s|$)|\s(?:and|et)\s(?=(?:[a-z]+ ){1,3}(?:is|means|stands|est|veut|signifie)\b)/g;
const ARTICLE = "(?:the |an? |to |le |la |les |l'|une? |des |du )";
/** The last word before what means it; several of them, or signs, where they stand in quotation marks. */
const NAME = new RegExp(`(?:["'«] ?${ARTICLE}?([^"'«»\\n]{1,30}?) ?["'»]|(?:^|[ (:])(?:${ARTICLE})?([a-z][a-z-]{1,20}|[^\\s\\w"'«».,;:!?()]{1,4}))$`, 'u'); // prettier-ignore
const VALUE = /^(?:["«] ?(?:to )?([^"«»\n]{2,60}?) ?["»][^"«»]{0,24}|'?(?:to )?([^"«»\n]{2,60}?)'?)$/;
const BEGINS_WITH_ARTICLE = new RegExp(`^(?:${ARTICLE}|t(?:on|a|es) |your |my |m(?:on|a|es) )`);

/** So many words are told, and so many of them stand in one sentence. */
const FEWEST = 3;
const FEWEST_USES = 2;
const MOST = 40;
const LONGEST_CLAUSE = 140;
const MOST_WORDS = 5;
/** Between two definitions there is a border, and may be a clause with another. */
const FARTHEST = 4;
const LONGEST = 3000;
const SENSE = 0.8;

interface CodeWord {
  readonly name: string;
  readonly meant: string;
  /** The number of the clause that says so, and whether it can say nothing else. */
  readonly clause: number;
  readonly isClear: boolean;
}

/** The (folded) text with what its words mean by what it says itself; nothing when that is no order. Linear: bounded. */
export function byItsCodeWords(folded: string): string | undefined {
  if (folded.length > LONGEST || !SAYS.test(folded)) return undefined;
  const clauses = clausesIn(folded);
  const words = longestRun(clauses);
  if (words.length < FEWEST || !words.some(({ isClear }) => isClear)) return undefined;
  const at = new Set(words.map(({ clause }) => clause));
  // What stands behind a definition begins a sentence.
  const rest = clauses.map((clause, n) => (at.has(n) ? '\n' : clause)).join('');
  const all = words.toSorted((a, b) => b.name.length - a.name.length);
  const text = rest.replace(/[^.!?\n]{4,600}/g, (sentence) => saidBy(sentence, all) ?? sentence);
  return text === rest ? undefined : text.replace(/\n[\s,;.]*/g, '\n');
}

/** The text in pieces that hold a definition each, or none. */
function clausesIn(folded: string): string[] {
  const clauses: string[] = [];
  let from = 0;
  for (const { 0: border, index } of matchesOf(folded, BORDERS)) {
    clauses.push(folded.slice(from, index), border);
    from = index + border.length;
  }
  clauses.push(folded.slice(from));
  return clauses;
}

/** The most definitions that stand beside one another. */
function longestRun(clauses: readonly string[]): CodeWord[] {
  let longest: CodeWord[] = [];
  let run: CodeWord[] = [];
  for (const [n, clause] of clauses.entries()) {
    const word = codeWordIn(clause, n);
    if (word === undefined || run.some(({ name }) => name === word.name)) continue;
    if (n - (run.at(-1)?.clause ?? 0) > FARTHEST) run = [];
    if (run.push(word) > longest.length && run.length < MOST) longest = run;
  }
  return longest;
}

function codeWordIn(clause: string, n: number): CodeWord | undefined {
  if (clause.length > LONGEST_CLAUSE) return undefined;
  for (const { pattern, isClear } of MEANS) {
    const sign = pattern.exec(clause);
    if (sign === null) continue;
    const before = clause.slice(0, sign.index).trimEnd();
    const [found, quoted, bare] = NAME.exec(before) ?? [];
    const [, whole, plain] = VALUE.exec(clause.slice(sign.index + sign[0].length).trim()) ?? [];
    const meant = whole ?? plain;
    const name = quoted ?? bare;
    if (found === undefined || name === undefined || meant === undefined || name === meant) continue;
    if (OF_CODE.test(meant)) continue;
    // `is` and `with` stand in any sentence.
    if (!isClear && quoted === undefined && (!ALONE.test(before.slice(0, -found.length)) || meant.split(' ').length > MOST_WORDS)) continue; // prettier-ignore
    return { name, meant, clause: n, isClear: isClear || quoted !== undefined };
  }
  return undefined;
}

/** What a sentence says that has some of these words in it. */
function saidBy(sentence: string, words: readonly CodeWord[]): string | undefined {
  const used = words.filter(({ name }) => sentence.includes(stemOf(name)));
  if (used.length < FEWEST_USES) return undefined;
  let uses = 0;
  let said = sentence;
  for (const word of used) {
    const before = said;
    said = withMeaning(said, word);
    if (said !== before) uses++;
  }
  if (uses < FEWEST_USES) return undefined;
  return mayOrder(said) || (isSentence(said) && senseOf(said) >= SENSE) ? said : undefined;
}

/** A word without the ending that another form of it may lack. */
function stemOf(name: string): string {
  return /[a-z]{3}(?:er|re|ir|e|s|y)$/.test(name) ? name.replace(/(?:er|re|ir|e|s|y)$/, '') : name;
}

function withMeaning(text: string, { name, meant }: CodeWord): string {
  if (!/^[a-z]/.test(name)) return text.replaceAll(name, meant);
  const pattern = new RegExp(`(${ARTICLE}|t(?:on|a|es) |your )?(?<![a-z])${escaped(stemOf(name))}(er|re|ir|ez|es|ing|ed|ons|e|s|y)?(?![a-z])`, 'g'); // prettier-ignore
  return text.replace(pattern, (_, article: string | undefined, ending: string | undefined) => {
    const isOrder = name.endsWith('er') && !/[rz]$/.test(ending ?? '') && /^[a-z]+er\b/.test(meant);
    const form = isOrder ? meant.replace(/^([a-z]+e)r\b/, '$1') : meant;
    return (BEGINS_WITH_ARTICLE.test(meant) ? '' : (article ?? '')) + form;
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
