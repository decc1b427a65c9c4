// Texts whose lines record what is, was or shall be: logs, histories, minutes, plays, tables of cases and of terms.
import type { Span } from './mentions';

/** A kind of text whose lines record what is, was or shall be, and tell nobody to do it. */
interface Genre {
  /** The text holds this, when it is given. */
  readonly head?: RegExp;
  readonly line: RegExp;
  /** So many lines at least make the genre. */
  readonly least: number;
  /** People speak to one another in it, and their machines are spoken to by name: only what reads the text itself is told anything. */
  readonly staged?: boolean;
}

/** Somebody of a play, in capitals. */
const PERSON = String.raw`(?!(?:SYST[EÈ]ME?|USER|UTILISATEUR|ASSISTANT|AI|IA|HUMAN|HUMAIN|DEVELOPER|BOT|NOTE|IMPORTANT|ADMIN|PROMPT|INSTRUCTIONS?|CONSIGNES?)\b)[A-ZÀ-Ý]{2,20}(?: [A-ZÀ-Ý]{2,20})?`;
/** Names of columns, and what stands between them. */
const COLUMN = String.raw`\s{0,3}["']?[\p{L}_][\p{L} _-]{0,24}["']?`;
const CELL = String.raw`\s?[;,|\t]\s?["']?`;
/** The column that tells what is expected of another, or how it is put in another language. */
const OUTCOMES = `expected|verdict|label|outcome|target|translation|meaning|definition|english|french|german|spanish|attendue?|r[ée]sultat|cible|traduction|sens|d[ée]finition|anglais|fran[çc]ais|allemand|espagnol|en|de|it|fr|es|nl|pt`;

const GENRES: readonly Genre[] = [
  // Logs, by level or by time.
  {
    line: /^\s{0,4}(?:\[(?:info|warn|warning|error|err|debug|trace|fatal|notice|avert|avertissement|erreur|alerte)\]|(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL|AVERT|ERREUR)\b|\[?\d{4}-\d\d-\d\d[ T]|\[?\d\d:\d\d:\d\d\b|[a-zéû]{3,5}\.? {1,2}\d{1,2} \d\d:\d\d|\{"(?:level|severity|ts|time|timestamp)":)/i,
    least: 3,
  },
  // Histories of versions: a number, then a list.
  {
    head: /(?:^|\n)[#=* ]{0,4}(?:(?:version|release notes|notes de version|changelog|v) ?)?\[?v?\d{1,4}\.\d{1,4}(?:\.\d{1,5})?\b[^\n]{0,40}(?:\n|$)/i,
    line: /^\s{0,6}[-*+•] {1,4}\S/,
    least: 3,
  },
  // Minutes and decisions.
  {
    head: /^[^\n]{0,60}\b(?:minutes|(?:meeting|review|call) notes|decision log|compte[- ]rendu|cr (?:de|du)|relev[ée] de d[ée]cisions|proc[èe]s-verbal|ordre du jour)\b|(?:^|\n)(?:attendees|participants?|pr[ée]sents|excus[ée]s) ?:/i,
    line: /^\s{0,6}(?:[-*+•] {1,4}|\d{1,3}[.)] |[A-Z]\d{1,3}[.)] )\S/,
    least: 3,
  },
  // Scenarios in Gherkin.
  {
    head: /(?:^|\n)\s{0,8}(?:feature|fonctionnalit[ée]|scenario|sc[ée]nario|plan du sc[ée]nario) ?:/i,
    line: /^\s{0,12}(?:(?:feature|fonctionnalit[ée]|scenario|sc[ée]nario|background|contexte|examples?|exemples?) ?:|(?:given|when|then|and|but|[ée]tant donn[ée]e?s?|quand|lorsque|alors|et|mais|soit) )/i,
    least: 3,
  },
  // Plans of tests, with what is expected.
  {
    head: /(?:expected|attendu|r[ée]sultat attendu|pass if|r[ée]ussi si)\b[^\n]{0,20}:[\s\S]{0,2000}(?:expected|attendu|pass if|r[ée]ussi si)\b[^\n]{0,20}:/i,
    line: /^\s{0,6}(?:(?:step|[ée]tape|test|case|cas|tc|ct|t|ft)[ -]?\d{1,4}\b|[-*+•] {1,4}|\d{1,3}[.)] |\|)[^\n]{0,400}\b(?:expected|attendu|pass if|r[ée]ussi si)\b/i,
    least: 1,
  },
  // Cases of tests, with what becomes of them.
  {
    head: /\b(?:test (?:plan|cases?|matrix)|plan de test|cas de test|matrice de test|acceptance|recette)\b/i,
    line: /^\s{0,6}(?:[A-Z]{1,4}[ -]?\d{1,4}\b|[-*+•] {1,4}|\d{1,3}[.)] |\|)[^\n]{0,300}(?:->|→|=>|:|\|) ?(?:is |must be |est |doit être )?(?:block|pass|reject|refus|flag|allow|warn|bloqu|accept|rejet|signal|let through|laiss)/i,
    least: 2,
  },
  // SQL and its comments.
  {
    head: /(?:^|\n)\s{0,8}(?:ALTER (?:TABLE|ROLE|USER|SYSTEM)|CREATE (?:TABLE|ROLE|POLICY|VIEW|INDEX|FUNCTION|OR REPLACE)|DROP (?:TABLE|ROLE|POLICY|VIEW|INDEX)|GRANT|REVOKE|INSERT INTO|UPDATE \w{1,60} SET|DELETE FROM|SELECT)\b/i,
    line: /^\s{0,8}(?:--(?!-)|(?:ALTER (?:TABLE|ROLE|USER|SYSTEM)|CREATE (?:TABLE|ROLE|POLICY|VIEW|INDEX|FUNCTION|OR REPLACE)|DROP (?:TABLE|ROLE|POLICY|VIEW|INDEX)|GRANT|REVOKE|INSERT INTO|UPDATE \w{1,60} SET|DELETE FROM|SELECT)\b)/i,
    least: 3,
  },
  // Style sheets.
  {
    head: /\{[^{}:\n]{0,60}:[^{};\n]{1,80};/,
    line: /^\s{0,8}(?:[.#@:*]?[\w-]{1,60}[^;{}\n]{0,100}\{|\/\*|[\w-]{2,40}: [^;\n]{1,120};|\})/,
    least: 4,
  },
  // Plays: `NAME (aside): …`, `NAME. – …`, in capitals; the roles of a chat are no people of a play.
  {
    line: new RegExp(String.raw`^\s{0,24}${PERSON}(?: ?\([^)\n]{1,20}\))? ?: \S`),
    least: 3,
  },
  {
    head: new RegExp(String.raw`(?:^|\n)\s{0,24}${PERSON}(?: ?\([^)\n]{1,40}\))? ?\.? ?[–—-]{1,2} \S`),
    line: new RegExp(String.raw`^\s{0,24}(?:${PERSON}(?: ?\([^)\n]{1,40}\))? ?\.? ?[–—-]{1,2} \S|\([^)\n]{1,200}\)$)`),
    least: 4,
    staged: true,
  },
  // Tables of test cases, of terms and of translations: the first line names their columns.
  {
    head: new RegExp(
      String.raw`(?:^|\n)${COLUMN}(?:${CELL}${COLUMN}){0,5}${CELL}(?:${OUTCOMES})(?![\p{L}])[^\n]{0,60}(?:\n|$)`,
      'iu',
    ),
    line: /^\s{0,3}[^\n;,|\t]{1,80}[;,|\t]/,
    least: 3,
  },
];
export const MACHINE_READS =
  /\b(?:AI|IA|LLMs?|GPT|Copilot|assistants?|chatbots?|agents?|models?|mod[èe]les?)\b[^"\n]{0,60}\b(?:read|review|index|summari|pars|process|open|lis|lit|relit|r[ée]sum|trait|ouvr|index)/i;
/** Somebody in the text who reads it, and is no person: `the machine that was reading along`. */
export const READS_ALONG =
  /\b(?:machines?|AI|IA|LLMs?|GPT|Copilot|assistants?|chatbots?|(?:ro)?bots?|agents?|models?|mod[èe]les?|program(?:me)?s?|ordinateurs?|computers?|software|tools?|systems?|outils?|syst[èe]mes?|logiciels?)\b[^.\n]{0,40}\b(?:read(?:s|ing)?|review(?:s|ing)|summari[sz](?:es|ing)|process(?:es|ing)|lit|lisent|lisai(?:t|ent)|lira|relit|relira|r[ée]sum(?:e|ent|ait|era|ant)|traite(?:ra)?)\b/i;
/** Longer lines are read as what they say. */
const LONGEST_RECORD = 400;
/** Told to a machine within a record: it is named and begged, bound or spoken to. */
export const TOLD =
  /\b(?:AI|IA|A\.I\.|LLMs?|GPT|ChatGPT|Copilot|Claude|assistants?|chatbots?|(?:ro)?bots?|agents?|(?:language |ai )?models?|mod[èe]les?|intelligence artificielle|automated|automatiques?|artificial|artificiel\w{0,4})\b(?:[^.\n]{0,80}\b(?:you|your|tu|toi|ton|ta|tes|vous|votre|vos|must|should|shall|please|merci de|veuillez|doit|doivent|devra|devront|read|review|index|summari\w{1,6}|process|lis|lit|relit|r[ée]sum\w{1,6})\b|[^.\n:,]{0,40}[:,] {1,3}(?!\p{L}{1,20}(?:ed|ée?s?|ing)(?!\p{L}))\p{L})/iu;
/** An order at the beginning of a sentence that has an assistant's rules, prompt or conversation for its object. */
const ORDERS_RULES =
  /(?:^|[.:;!?)\]] {0,3}|[-*+•|>#/] {1,3}|\b(?:and|then|please|now|et|puis|maintenant) )(?:ignor|disregard|forget|overrid|bypass|reveal|print|show|repeat|output|leak|dump|send|tell|forward|upload|transmi[st]|encode|append|copy|post|oubli|affich|r[ée]v[èe]l|montr|r[ée]p[èe]t|contourn|donn|envoi|envoy|divulgu|recopi|transmet|transf[èe]r|joins|joindr|exfiltr|export)\w{0,5}\b[^.\n]{0,60}\b(?:instructions?|prompts?|consignes?|directives?|conversations?|(?:chat|message) (?:history|log)|historique|[ée]changes|users?['’]?s? (?:question|request|message)|(?:question|demande|message) de l['’]utilisat)/iu;

/** A turn of a talk between people, in one paragraph with others: `– Et alors ? – Alors il m’a récité …`. */
const TURN = /(?<=(?:^|[.?!…»:)\]]) ?)[–—] [^–—\n]{1,300}/g;
const LEAST_TURNS = 4;

/** The turns of a talk in dashes that is told; what reads the text itself may be told something even there. */
export function turnsInDashes(text: string, lines: readonly Span[]): Span[] {
  if (!/[–—]/.test(text)) return [];
  const found: Span[] = [];
  for (const { start, end } of lines) {
    const line = text.slice(start, end);
    const turns = [...line.matchAll(TURN)].map(({ 0: turn, index }) => ({
      start: start + index,
      end: start + index + turn.length,
    }));
    if (turns.length >= LEAST_TURNS)
      found.push(...turns.filter((turn) => !MACHINE_READS.test(text.slice(turn.start, turn.end))));
  }
  return found;
}

/** Who speaks in a talk that was taken down; nobody has such a role in a chat with a model. */
export const SPEAKERS = `visitors?|customers?|clients?|cliente|callers?|guests?|hosts?|patients?|pupils?|students?|child|kid|journalist|reporter|interviewer|candidate|passenger|tenant|buyer|seller|visiteuse|visiteur|appelante?|usagère|usager|patiente?|élève|enfant|journaliste|invitée?|candidate?|passager|locataire|acheteur|vendeur|conseill(?:er|ère)|standardiste|opérat(?:eur|rice)`;
const ANY_SPEAKER = `${SPEAKERS}|clerk|operator|agent|bot|robot|chatbot`;
const LABEL = new RegExp(
  String.raw`(?<=(?:^|[.?!…»”")\]]|\n) {0,3})(?:${ANY_SPEAKER})(?: \p{Lu}[\p{L}]{0,19})? ?: `,
  'giu',
);
const BOT = /^(?:bot|robot|chatbot|agent)/i;
const LEAST_LABELS = 4;

/** The turns of a talk between people, or with a bot, each with the one who speaks before it. */
export function labelledTurns(text: string): Span[] {
  const labels = [...text.matchAll(LABEL)];
  if (labels.length < LEAST_LABELS || labels.every(([label]) => BOT.test(label))) return [];
  return labels
    .map(({ index }, n) => {
      const line = text.indexOf('\n', index);
      return { start: index, end: Math.min(labels[n + 1]?.index ?? text.length, line < 0 ? text.length : line) };
    })
    .filter(({ start, end }) => end - start <= LONGEST_RECORD && !MACHINE_READS.test(text.slice(start, end)));
}

/** Lines of the genres that the text belongs to, but for those that speak to a machine. */
export function genreLines(text: string, lines: readonly Span[], written: readonly string[]): Span[] {
  const found: Span[] = [];
  for (const { head, line, least, staged } of GENRES) {
    if (head?.test(text) === false) continue;
    const own = written.map((one) => line.test(one));
    if (own.filter(Boolean).length < least) continue;
    // What a machine is told in one line may go on in the next.
    let told = false;
    for (const [n, one] of lines.entries()) {
      const said = written[n] ?? '';
      if (said.trim() === '') told = false;
      else if ((staged === true ? MACHINE_READS : TOLD).test(said) || READS_ALONG.test(said)) told = true;
      else if (
        own[n] === true &&
        !told &&
        one.end - one.start <= LONGEST_RECORD &&
        (staged === true || !ORDERS_RULES.test(said))
      )
        found.push(one);
    }
  }
  return found;
}

/** Words of games that are played by people, and of what is put on a stage. */
const GAME =
  /(?<![\p{L}\d])(?:players?|joueu(?:rs?|ses?)|meneur|game ?master|larp|gn|variantes?|variation|hors[- ]jeu|out of character|in character|warm-?up|improv\w{0,8}|impro|d(?:[468]|1[02]|20|100)|dice|dés|plateau|board ?game|tabletop|boardgame|swap|échange(?:z|ons)?|on échange|cards?|cartes?|rounds?|manches?|wins?|gagne|neighbour|voisin|bell|gong|cloche|stage|scène|plot|brief|jeton|token|pièce noire|amulet|sorcier|wizard|warden|gardien|jester|bouffon|oracle)(?![\p{L}\d])/giu;
const ENOUGH_GAME = 3;
/** Longer texts are not read as a whole. */
const LONGEST_GAME = 30_000;

/** Whether a document gives people their parts in a game, and no machine that reads it. */
export function isGame(text: string): boolean {
  if (text.length > LONGEST_GAME || MACHINE_READS.test(text) || READS_ALONG.test(text)) return false;
  const words = new Set<string>();
  for (const [word] of text.matchAll(GAME)) {
    words.add(word.toLowerCase().slice(0, 4));
    if (words.size >= ENOUGH_GAME) return true;
  }
  return false;
}
