// Tells use from mention: an order that a text quotes, logs, tests or translates is not an order that the text gives.
// Finds the passages that are somebody else's words, so that the rest can be judged on its own.
import type { GuardStage } from '../types';
import { genreLines, labelledTurns, MACHINE_READS, READS_ALONG, TOLD, turnsInDashes } from './genres';
import { isAttributed, isDialogue, isLesson, isMostlyOwn } from './attribution';

/** A passage of the original text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Longest quotation that is looked for; a mark without a partner within it is a mark and no more. */
const LONGEST_QUOTE = 1500;
/** How many characters the search for partners may read, for each character of the text. */
const SEARCHED = 8;
/** So much of one's own words before and after a quotation says what it is quoted for. */
const CUE_BEFORE = 200;
const CUE_AFTER = 120;
/** So many quotations at least make a list of lines to be discussed. */
const LEAST_LINES = 2;
/** So much before it says who said it. */
const TOLD_BEFORE = 80;
/** Longest text that is looked at, so that the longest cost no more than one judgement; passages of an index are far shorter. */
const LONGEST = 30_000;

/** The subject of a text about attacks on assistants. */
const SUBJECT =
  /prompt[ -]?(?:injection|leak|attack)|injections? (?:de |d['’] ?)?(?:prompts?|invites?|instructions?|consignes?|commandes?)|injections? (?:in)?directes?|(?:in)?direct injection|jail-?break|d[ée]bridage|red[ -]?team|[ée]quipe rouge|owasp|adversarial|attaques? (?:par|contre|sur|de) |injection (?:attack|attempt|test|detect|filter|guard)|tentatives? d['’]injection|pen(?:etration )?-?tests?\b|tests? d['’]intrusion/i;
/** Words of those who write about attacks, tests and filters; several of them make a subject as well. */
const WORDS_ABOUT =
  /attack|attaqu|payload|charge utile|malveillan|malicious|d[ée]tect|filtr|filter|classif|flag|bloqu|block|test|exemple|example|sensibilis|awareness|hame[çc]onn|phishing|guard|garde-fou|exfiltr|threat|menace|mitigat|parade|corpus|dataset|sample|[ée]chantillon|score|threshold|seuil|regex|pattern|motif|incident|contourn|bypass|\brole[ -]?play|jeux? de r[ôo]le|injection|inject[ée]|fraud|arnaqu|scam|escroc|usurp|impost|manipul|pi[ée]g|hostil|suspect|suspici|mod[ée]rat|exerci[sc]e|quiz|[ée]valuat/gi;
const ENOUGH_ABOUT = 3;
/** Before or after a quotation: it is an example, something found, something to be translated or tested. */
const CUE =
  /attaqu|attack|exemple|example|d[ée]tect|regex|e\.g\.|p\. ?ex\.|owasp|pattern|\bmotif|faux positif|false positive|\b(?:revert|reverts|annule) ?[«"“]? ?$|payload|such as|tel(?:le)?s? que|\b(?:contain(?:s|ed)|contien(?:t|nent)|conten(?:ait|aient)|read) (?:[^.\n«"“]{0,40})[:,]? ?[«"“]?$|du (?:type|genre)|flagg|bloqu|block|reject|rejet|phrases? (?:like|such|comme)|(?:s['’]adress\w{1,4} [àa]|address(?:es|ed|ing)) (?:toi|vous|you|l['’]assistant|the (?:assistant|bot))|(?:may|might|could|peut|pourrait) (?:say|write|contain|dire|[ée]crire|contenir)|jailbreak|injection|filtr|filter|classif|signal[ée]|quarant|suspect(?:e?s)?\b|suspicious/i;
/** Right before a quotation: somebody said it, and it is told of him; `the tester typed "…"`, `le client a écrit « … »`. */
const TOLD_OF =
  /\b(?:(?:the|a|an|one|another|our|some) (?:[\w-]{1,20} ){0,2}?\w{2,20}|(?:some|any|every|no)(?:one|body)|he|she|they|who|people|users|visitors|[A-Z]\w{1,20})(?: (?:has|have|had|then|simply|just|once|also|even|later|first)){0,2} (?:typed|wrote|entered|pasted|posted|asked|tried|sent|submitted|placed|planted|slipped|hid|inserted|types|writes|enters|pastes|posts|asks|tries|sends|submits|typing|writing|asking)(?: (?:in|it|him|her|to|for|the|chat|bot|chatbot|assistant|only|simply|just|something like|sentence|phrase|words|line|order)){0,4} ?[:,]? ?["“«`']?$|\b(?:(?:le|la|l['’]|un|une|des|les|notre|certains) ?(?:[\p{L}-]{1,20} ){0,2}?[\p{L}-]{2,20}|quelqu['’]un|on|il|elle|ils|elles|qui|[A-ZÉ]\p{L}{1,20}) (?:lui |y |leur |l['’])?(?:(?:a|ont|avait|avaient|aura|ayant) (?:(?:simplement|juste|alors|ensuite|m[êe]me|aussi) )?(?:[ée]crit|tap[ée]|saisi|coll[ée]|post[ée]|plac[ée]|gliss[ée]|cach[ée]|ins[ée]r[ée]|demand[ée]|envoy[ée]|tent[ée]|essay[ée]|soumis)|[ée]crit|[ée]crivent|tape|tapent|saisit|saisissent|colle|collent|demande|demandent|envoie|envoient|tente|essaie)(?: (?:au|à|a|la|le|l['’]|dans|bot|robot|chatbot|assistant|seulement|simplement|juste|phrase|mots|ligne|ordre)){0,4} ?[:,]? ?["“«`']?$|(?:^|[.:;)\n] {0,3}|\b(?:to|and|then|puis|et) )(?:type|enter|paste|saisi[rs]|saisissez|tape[rz]?|coller?|collez) ?[:,]? ?["“«`']$/iu;
const CUE_PROMPT =
  /translat|tradui|traduction|fixture|jeu d['’]essai|r[ée]gression|signifi|what does|\bmean|test|string|cha[iî]ne|phrase|sentence|assert|expect\(|[ée]crit\b|[ée]crivent|affiche (?:«|")|wrote|written|typed|saisi|message d|libell|label|intitul|titled|wording|formul|expression|clause|explain|expliqu|pourquoi|why|how (?:do|does|would|should|come)|comment /i;
/** What is pasted into a prompt to be worked on, or asked about: a notice, a clause, minutes, a complaint. */
const PASTED =
  /summar|proof-?read|shorten|rewrite|rephras|polish|\btone\b|extract|classif|plain (?:english|language|french)|version (?:\w{2,12} )?(?:de|of)\b|compte[- ]rendu|minutes|orthographe|relis|relire|r[ée]sum|synth[èe]se|reformul|r[ée]clamation|complaint|contrat|contract|legal|valable|binding|enforceable|panneau|\bsign\b|notice|\b(?:it|he|she|which|that|they) (?:says|reads|said|stated?s?)/i;
/** Marks of an order that was planted in what is pasted. */
const PLANTED =
  /[[<{(#*-]{1,4} ?\/?(?:system|syst[èe]me|sys\b|inst|consigne|admin|override|hidden|end of|fin d)|(?:system|developer|admin|instructions?|consignes?) ?:/i;
/** Quoted and yet to be done. */
const CARRY_OUT =
  /(?<!(?:n['’]t|\bnot|\bnever|\bwithout) )(?:ex[ée]cut|obey|ob[ée]i|follow|appl(?:y|i)|respect|act on|comply|(?<!\w)do(?=ing\b|\b)|fais|faites|(?<!\bje )suis|treat|consid[èe]r|trait)(?!\w{0,3}(?:ed|s)\b)[\w]{0,4}[- ](?:it|them|this|that|these|those|what|with (?:it|them|what)|le|la|les|l['’]|ce|cela|[çc]a|cette|ces)\b(?![^.\n]{0,40}(?:attack|attaqu|not\b|pas\b|donn[ée]es?\b|as data|untrusted))|(?<!\b(?:follow|obey|read|take|treat|execute|understand|interpret)(?:s|ed|n)? )\bas (?:your|an?|the) (?:new |real |actual )?(?:instruction|order|rule|system)(?! ?(?:->|→|=>))|comme (?:tes|ta|une?|la|les|vos|votre) (?:nouvelles? |vraies? )?(?:instruction|consigne|ordre|r[èe]gle)|pour de vrai|for real|\b(?:and|then|puis|et) (?:execute|obey|comply|ex[ée]cute|ob[ée]is)\b(?= ?(?:[:.]|it|them|the (?:result|sentence)|la|le|les|ce))|carry (?:it|them|this|that|out)\b/i;
/** An order to speak right before the mark: what is quoted is to be said. */
const DICTATED =
  /(?:^|[.,;:!?\n] {0,3}|\b(?:please|and|then|must|always|et|puis|only|just|toujours) {1,3})(?:say|reply|respond|answer|begin|start|output|print|write|r[ée]ponds|r[ée]pondez|dis|dites|commence[zr]?|[ée]cris|[ée]crivez|affiche[zr]?|continue|complete)(?: {1,2}(?:with|par|by|exactly|only|just|exactement|seulement|uniquement|the|les?|la|words?|mots?|phrase|sentence|your|ta|ton|votre|reply|answer|response|r[ée]ponse|that|que|to|me|moi|back|every|each|always|toujours)){0,6} ?[:,]? ?$|\b(?:first (?:words?|sentence|line)|premi(?:ers?|[èe]re) (?:mots?|phrase|ligne)|opening (?:words?|line)|(?:begins?|starts?|opens?) with|(?:commencera?|d[ée]butera?|commencer|d[ée]buter) par)\b[^.\n"«“]{0,24}$/i;
/** Words that are not to be used: no example either. */
const PROSCRIBED =
  /(?:jamais|never|don['’]t|do not|interdiction|interdit|without|sans|forbidden|banned|\bne) {1,2}(?:d['’]|de |jamais |ever |pas |to |me |le |les )?(?:say|us(?:e|ing)|writ(?:e|ing)|utter(?:ing)?|[ée]cri(?:re|s|vez)|dire|dis|dites|employ\w{1,3}|utilis\w{1,3}|prononc\w{1,3}|r[ée]pond\w{1,3})\b[^.\n"«“]{0,40}$/i;
/** A passage that speaks to a machine is no label, no line of a log and no subject of a commit. */
const MACHINE =
  /\b(?:AI|IA|A\.I\.|LLMs?|GPT|ChatGPT|Copilot|Claude|assistants?|chatbots?|bots?|agents?|language models?|mod[èe]les? de langage|intelligence artificielle|mod[èe]le)\b/i;
const SPEAKS_TO_YOU = /\b(?:you|your|tu|toi|ton|ta|tes|vous|votre|vos)\b/i;

const PAIRS: Readonly<Record<string, string>> = { '"': '"', '“': '”', '«': '»', '`': '`', '‘': '’', "'": "'" };
const OPENING = /["“«`‘']/g;
const TEST_NAME = /\b(?:it|test|describe|context)\($/;
const WORD = /[\p{L}\p{N}_]/u;

/** Lines of a version history, a log, a table and so on. */
const COMMIT = /^commit [0-9a-f]{7,40}\b/;
/** The subject of a mail. */
const SUBJECT_LINE = /^\s{0,3}(?:subject|objet|re|fwd?|tr) ?: \S/i;
const ONE_LINE_COMMIT = /^(?:[*|\\/ ]{0,6})[0-9a-f]{7,12} (?:\([^)\n]{1,60}\) )?\S/;
const CONVENTIONAL =
  /^ {0,4}(?:[-*] )?(?:feat|fix|docs|chore|refactor|test|perf|ci|build|style|revert)(?:\([^)\n]{1,40}\))?!?: \S/;
const LOG_LINE =
  /^\s{0,4}(?:\[|")?(?:\d{4}-\d\d-\d\d|\d\d\/\d\d(?:\/\d{2,4})?[ T]|\d\d:\d\d:\d\d|[A-Za-zéûô.]{3,5}\.? {1,2}\d{1,2} \d\d:\d\d|(?:INFO|WARN|ERROR|DEBUG|AVERT))/;
const STOPPED =
  /block|bloqu|reject|rejet|refus|denied|deny|flagg|quarant|attack|attaqu|injection|jailbreak|mis (?:de côté|à l['’]écart)|guard\b|suspect|malicious|malveillan/i;
const CODE_LINE =
  /^\s*(?:import |from \S+ import|const |let |var |def |class |return\b|async |await |public |private |export |function |if ?\(|for ?\(|@\w|assert |expect\(|describe\(|it\(|test\(|using |package )|[;{}][ \t\r]{0,4}$|=> ?\{?$|\) ?[:{;]?[ \t\r]{0,4}$/;
const MODEL_CALL =
  /messages\s*[=:]\s*\[|chat\.completions|\.chat\(|\.generate(?:Content)?\(|api\/(?:chat|generate)|\brole["']?\s*[:=]\s*["'](?:system|user|assistant)|SystemMessage|system_?(?:prompt|message)\s*[:=(]|PromptTemplate/i;
const TEST_LINE =
  /^\s{0,24}(?:(?:describe|it|test|context)\(|(?:async )?def test_|@(?:Test|pytest)\b|#\[test\]|(?:await )?expect\(|assert\w{0,20}\b|(?:self|this|t)\.assert)/;
const LEAST_TESTS = 3;
/** What a test is fed may speak to a machine while it is short; an order that is meant takes more words. */
const LONGEST_FIXTURE = 80;
const GAME_LINE =
  /^(?:={2,} ?\w+|[*+] ?[[{]|-> ?\w+|~ ?\w+ ?=|label \w+:|scene \w+|show \w+|\s{0,24}menu:|\s{1,24}jump \w+|\s{1,24}\w{1,12} "[^"\n]{1,200}"\s{0,4}$|\s{1,24}"[^"\n]{1,60}":\s{0,4}$)/;
const LOCALE_LINE =
  /^\s*"?\w[\w-]{0,60}[.][\w.-]{1,100}"?\s{0,4}[:=]\s{0,4}\S|^\s*(?:msgid|msgstr)\b|^\s*<string name=|^\s*<(?:source|target)>/;

/**
 * Passages of `text` that are quoted, logged, tested or translated in a text that says so in words of its own; empty when
 * it says nothing of the kind. Linear: every search is bounded.
 * @param findings what was found in the text: unless a quotation holds a part of it, none is looked at
 */
export function mentions(text: string, stage: GuardStage, findings: readonly Span[]): Span[] {
  if (text.length > LONGEST) return [];
  const lines = linesOf(text);
  const quotes = quotations(text);
  const blocks = blocksOf(text, lines);
  const outer = blank(text, [...quotes, ...blocks.map(({ span }) => span)]);
  if (CARRY_OUT.test(outer)) return [];
  const about = isAbout(outer);
  const told =
    stage === 'context' && quotes.some((quote) => meets(quote, findings)) ? toldQuotes(text, outer, quotes) : [];
  const found: Span[] = [];
  const dictated = new Set(quotes.filter(({ start }) => isDictated(outer, start)));
  // In a document people tell one another what to write.
  if (dictated.size > 0 && (stage !== 'context' || meetsAny(dictated, findings))) return [];
  if (quotes.some((quote) => meets(quote, findings)))
    found.push(
      ...quotes.filter(
        (quote) => !dictated.has(quote) && (told.includes(quote) || isQuoted(text, outer, quote, about, stage)),
      ),
    );
  for (const block of blocks) if (about || block.cue) found.push(block.span);
  records(text, lines, quotes, stage, found);
  return found;
}

function meetsAny(some: Iterable<Span>, others: readonly Span[]): boolean {
  for (const one of some) if (meets(one, others)) return true;
  return false;
}

/** Whether a part of a passage is in one of others. */
export function meets({ start, end }: Span, others: readonly Span[]): boolean {
  return others.some((other) => start < other.end && other.start < end);
}

/** A file of rules for one's own assistant, by its head. */
const HOUSE =
  /agents?\.md|llms(?:-full)?\.txt|claude\.md|cursor ?rules|copilot[- ]instructions|\b(?:agents?|assistant|bot)[- ](?:rules|guide|config)|(?:rules|guidelines|instructions|conventions|consignes|r[èe]gles) (?:for|to|pour|du|de|des|aux?) ?(?:the |our |this |les? |l['’]|notre |nos )?(?:coding |support |team )?(?:agents?|assistants?|bots?|copilot|ai\b|ia\b)|system prompt (?:of|for)|prompt syst[èe]me d[eu]|(?:^|\n)\W{0,4}(?:you are|tu es|vous [êe]tes) (?:\p{Lu}\p{L}{1,14}, )?(?:the|our|an?|l['’]|une?|notre) ?[^.\n]{0,60}(?:assistant|bot)\b/iu;
/** What no rule of a house needs: to hide, to hand over, to set other rules aside. */
const NO_HOUSE =
  /secret|silent|quiet|hidden|without (?:tell|ask|mention|confirm)|(?:not|never) (?:tell|mention|inform|say)|[àa] l['’]insu|sans (?:le |en |la )?(?:dire|pr[ée]ven|parler|demander|confirm|mention)|https?:|password|credential|mot de passe|conversation|histor|ignor(?!(?:e|ez|er|ing|es) (?:les |the |all |any |everything (?:under|in) )?(?:[\w/.*`-]{1,30} )?(?:pages?|files?|fichiers?|folders?|directories|directory|dossiers?|r[ée]pertoires?|versions?|branch|warnings?|build|dist|vendor|generated))|disregard|overrid|oubli|regardless|whatever|quoi qu|m[êe]me si|even if|curl|base64/i;
const HEAD = 300;

/** Whether `text` is the configuration of an assistant, and asks it for nothing but work. */
export function isHouseRules(text: string): boolean {
  return text.length <= LONGEST && HOUSE.test(text.slice(0, HEAD)) && !NO_HOUSE.test(text);
}

/** Words of those who want a story. */
const STORY =
  /\b(?:story|stories|novel|fiction\w{0,6}|characters?|narrative|imagine|imaginary|fantasy|world|universe|protagonist|scene|screenplay|scenario|histoire|roman|personnages?|r[ée]cit|imagin\w{1,6}|univers|sc[èe]ne|sc[ée]nario|h[ée]ros)\b/gi;
const ENOUGH_STORY = 2;
/** Shorter texts are no briefs for a story. */
const SHORTEST_BRIEF = 300;

/** Whether a prompt asks for a piece of fiction, at some length and in several words of the trade. */
export function isFiction(text: string): boolean {
  if (text.length < SHORTEST_BRIEF) return false;
  const words = new Set<string>();
  for (const match of text.matchAll(STORY)) {
    words.add(match[0].toLowerCase().slice(0, 5));
    if (words.size >= ENOUGH_STORY) return true;
  }
  return false;
}

/** Quotations, and the colons and commas before them, which speak to nobody. */
export function withColons(text: string, spans: readonly Span[]): Span[] {
  return spans.flatMap((span) => {
    const colon = COLON_BEFORE.exec(text.slice(Math.max(0, span.start - MARKS), span.start))?.[1];
    if (colon === undefined) return [span];
    const at = text.lastIndexOf(colon, span.start - 1);
    return [{ start: at, end: at + 1 }, span];
  });
}

const MARKS = 4;
const COLON_BEFORE = /([:,]) ?["“«`'‘] ?$/;

/** The text with the given passages blanked; offsets and line ends stay. */
export function blank(text: string, spans: readonly Span[]): string {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  let result = '';
  let from = 0;
  for (const { start, end } of sorted) {
    if (end <= from) continue;
    const begin = Math.max(start, from);
    result += text.slice(from, begin) + blanksFor(text.slice(begin, end));
    from = end;
  }
  return result + text.slice(from);
}

/** Blanks as long as the lines of a passage. */
function blanksFor(passage: string): string {
  return passage
    .split('\n')
    .map(({ length }) => ' '.repeat(length))
    .join('\n');
}

/** Whether a text, without its quotations, is about attacks. */
export function isAbout(outer: string): boolean {
  if (SUBJECT.test(outer)) return true;
  const words = new Set<string>();
  for (const match of outer.matchAll(WORDS_ABOUT)) {
    words.add(match[0].toLowerCase().slice(0, 5));
    if (words.size >= ENOUGH_ABOUT) return true;
  }
  return false;
}

/**
 * Quotations that a document tells of, and that speak to no machine by name: somebody says them, or they are discussed. Who hides an
 * order in one has little to tell beside it.
 */
function toldQuotes(text: string, outer: string, quotes: readonly Span[]): readonly Span[] {
  if (!isMostlyOwn(outer, quotes) || READS_ALONG.test(outer)) return [];
  if (quotes.length >= LEAST_LINES && isLesson(outer)) return quotes;
  const dialogue = quotes.some((quote) => isDialogue(outer, quote));
  return quotes.filter(
    (quote) => (dialogue || isAttributed(outer, quote)) && !TOLD.test(text.slice(quote.start, quote.end)),
  );
}

function isQuoted(text: string, outer: string, quote: Span, about: boolean, stage: GuardStage): boolean {
  const before = outer.slice(Math.max(0, quote.start - CUE_BEFORE), quote.start);
  const after = outer.slice(quote.end, quote.end + CUE_AFTER).split('\n\n', 1)[0] ?? '';
  if (about || CUE.test(before) || CUE.test(after) || isToldOf(text, before, quote)) return true;
  if (LABEL_BEHIND.test(text.slice(quote.end, quote.end + LABEL_WITHIN))) return true;
  const said = text.slice(quote.start, quote.end);
  if (FED.test(text.slice(Math.max(0, quote.start - FED_BEFORE), quote.start))) return true;
  if (stage !== 'input') return false;
  if (CUE_PROMPT.test(before) || CUE_PROMPT.test(after) || after.includes('?') || text[quote.start] === '`')
    return true;
  return (PASTED.test(before) || PASTED.test(after)) && !PLANTED.test(said) && !MACHINE_READS.test(said);
}

/** The next string says what this one is: `("…", "block")`, `"…": "attack"`. */
const LABEL_BEHIND =
  /^["'`]\s{0,4}[,:]\s{0,4}["'`](?:block|bloqu|attack|attaqu|inject|malicious|malveillan|reject|rejet|refus|den[yi]|flag|unsafe|jailbreak|leak|fuite)/i;
const LABEL_WITHIN = 40;

/** A string that a test hands to what it tests: `expect(inspect("…"`, `assert guard.check('…'`. */
const FED = /\b(?:expect|assert\w{0,20})\b[^\n;"'`]{0,60}\([^\n;"'`]{0,20}["'`]$/i;
const FED_BEFORE = 100;

/** `You say "…" and they say "…"`: an example of what anybody says. */
const YOU_SAY =
  /\b(?:you (?:say|type|write|tell (?:it|them|him|her))|vous (?:lui |leur )?(?:dites|écrivez|tapez)|on (?:lui |leur )?(?:dit|écrit|tape)) ?[:,]? ?["“«`']?$/i;

/** Somebody's words, told of him, that speak to no machine by name. */
function isToldOf(text: string, before: string, quote: Span): boolean {
  return (
    (TOLD_OF.test(before.slice(-TOLD_BEFORE)) || YOU_SAY.test(before.slice(-TOLD_BEFORE))) &&
    !TOLD.test(text.slice(quote.start, quote.end))
  );
}

/** What is quoted is to be said, or not to be said, by whoever reads the text: words that are given to the assistant. */
function isDictated(outer: string, start: number): boolean {
  const before = outer.slice(Math.max(0, start - 81), start - 1);
  return DICTATED.test(before) || PROSCRIBED.test(before);
}

function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  while (start <= text.length) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

/** Passages between marks, the marks left out. */
function quotations(text: string): Span[] {
  const found: Span[] = [];
  // Marks without a partner cost a search each: their number is bounded by what all searches together may read.
  let budget = SEARCHED * text.length + LONGEST_QUOTE;
  OPENING.lastIndex = 0;
  for (let mark = OPENING.exec(text); mark !== null && budget > 0; mark = OPENING.exec(text)) {
    const i = mark.index;
    const open = mark[0];
    const close = PAIRS[open] ?? '';
    const straight = open === close;
    if (straight && WORD.test(text[i - 1] ?? ' ')) continue;
    // The name of a test says what it is about, in the author's own words.
    if (straight && TEST_NAME.test(text.slice(Math.max(0, i - 10), i))) continue;
    if (text.startsWith('```', i)) {
      OPENING.lastIndex = i + 3;
      continue;
    }
    const end = closing(text, i, close, straight);
    if (end < 0) {
      budget -= LONGEST_QUOTE;
      continue;
    }
    found.push({ start: i + 1, end });
    OPENING.lastIndex = end + 1;
  }
  return found;
}

function closing(text: string, open: number, close: string, straight: boolean): number {
  const last = Math.min(text.length, open + LONGEST_QUOTE);
  for (let i = open + 1; i < last; i++) {
    const unit = text[i];
    if (unit === '\n' && (text[i + 1] === '\n' || close === "'" || close === '`')) return -1;
    if (unit === '\\') i++;
    else if (unit === close && i > open + 1 && !((straight || close === '’') && WORD.test(text[i + 1] ?? ' ')))
      return i;
  }
  return -1;
}

interface Block {
  readonly span: Span;
  /** Said to be an example by what stands right before it. */
  readonly cue: boolean;
}

/** Code blocks, block quotes, table rows, and the items of a list that a heading or a sentence calls attacks. */
function blocksOf(text: string, lines: readonly Span[]): Block[] {
  const found: Block[] = [];
  let intro = '';
  let inTable = false;
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n];
    if (line === undefined) break;
    const written = text.slice(line.start, Math.min(line.end, line.start + 400));
    const fence = /^\s{0,3}(```|~~~)/.exec(written)?.[1];
    if (fence !== undefined) {
      let to = n + 1;
      while (to < lines.length && !text.startsWith(fence, (lines[to]?.start ?? 0) + indent(text, lines[to]))) to++;
      const end = lines[Math.min(to, lines.length - 1)]?.start ?? text.length;
      if (end > line.end) found.push({ span: { start: line.end, end }, cue: CUE.test(intro) });
      n = to;
      continue;
    }
    const item = /^\s{0,8}(?:[-*+•–]|\d{1,3}[.)])\s/.test(written);
    const row = /^\s{0,3}\|/.test(written);
    const quote = /^\s{0,3}>\s?\S/.test(written);
    if (quote || row || item) {
      const cue = SUBJECT.test(intro) || CUE.test(intro);
      if ((quote || cue) && !(item && MACHINE_READS.test(written))) found.push({ span: line, cue });
      // The head of a table says what its columns hold.
      if (row && !inTable && (CUE.test(written) || SUBJECT.test(written))) intro = written;
      inTable = row;
      continue;
    }
    inTable = false;
    if (written.trim() !== '') intro = written;
  }
  return found;
}

function indent(text: string, line: Span | undefined): number {
  let i = 0;
  while (line !== undefined && i < 3 && text[line.start + i] === ' ') i++;
  return i;
}

/** Subjects of commits, log lines of what was stopped, strings of code that calls a model, labels, lines of a game. */
function records(
  text: string,
  lines: readonly Span[],
  quotes: readonly Span[],
  stage: GuardStage,
  found: Span[],
): void {
  const written = lines.map(({ start, end }) => text.slice(start, Math.min(end, start + 600)));
  // Who types a prompt chooses its form: only documents are what they look like.
  if (stage === 'context')
    found.push(...genreLines(text, lines, written), ...turnsInDashes(text, lines), ...labelledTurns(text));
  const count = (pattern: RegExp): number => written.reduce((sum, one) => sum + (pattern.test(one) ? 1 : 0), 0);
  found.push(...segments(text));
  const oneLine = count(ONE_LINE_COMMIT);
  const code = count(CODE_LINE);
  const game = count(GAME_LINE);
  const locale = count(LOCALE_LINE);
  const strings = (code >= 3 && MODEL_CALL.test(text)) || game >= 3;
  const tests = stage === 'context' && code >= 3 && count(TEST_LINE) >= LEAST_TESTS;
  // A whole file of labels may be a line.
  const areLabels = locale > 0 && locale === written.filter((one) => one.trim() !== '').length;
  let subject = false;
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n];
    const one = written[n];
    if (line === undefined || one === undefined) break;
    const toMachine = MACHINE.test(one);
    if (SUBJECT_LINE.test(one) && !toMachine) found.push(line);
    else if (COMMIT.test(one)) subject = true;
    else if (subject && /^ {2,8}\S/.test(one)) {
      if (!toMachine && !SPEAKS_TO_YOU.test(one)) found.push(line);
      subject = false;
    } else if (CONVENTIONAL.test(one) || (oneLine >= 2 && ONE_LINE_COMMIT.test(one))) {
      if (!toMachine || !SPEAKS_TO_YOU.test(one)) found.push(line);
    } else if (LOG_LINE.test(one) && STOPPED.test(one)) {
      if (!MACHINE_READS.test(one)) found.push(line);
    } else if (game >= 3 && GAME_LINE.test(one)) {
      if (!MACHINE_READS.test(one)) found.push(line);
    } else if (LOCALE_LINE.test(one) && one.length <= LONGEST_LABEL && !toMachine) {
      if (locale >= 4 || (areLabels && stage === 'context' && !SPEAKS_TO_YOU.test(one))) found.push(line);
    }
  }
  if (!strings && !tests) return;
  for (const quote of quotes) {
    const said = text.slice(quote.start, quote.end);
    if (MACHINE_READS.test(said) || (!strings && said.length > LONGEST_FIXTURE && TOLD.test(said))) continue;
    found.push(quote);
  }
}

/** What translators keep of texts: `<seg>…</seg>`, in several languages. */
function segments(text: string): Span[] {
  if (!text.includes('<seg>')) return [];
  const all = Array.from(text.matchAll(SEGMENT), ({ index, 0: { length } }) => ({ start: index, end: index + length }));
  return all.length < LEAST_LINES ? [] : all.filter(({ start, end }) => !TOLD.test(text.slice(start, end)));
}

const SEGMENT = /<seg>[^<>]{1,400}<\/seg>/g;

/** Labels of an interface are short. */
const LONGEST_LABEL = 160;
