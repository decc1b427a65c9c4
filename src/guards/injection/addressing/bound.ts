// Machines and their works that are told of in a way that binds them: what any digest is to hold (`toute restitution automatisée
// passera …`, `évaluation par IA : …`), what is done in a case or once this text is read, what goes without saying.
import { bits } from '../lexicon';
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { CLAUSE, isPause } from './clauses';
import { ANY, BY, CONDITIONS, PARTICIPLE, POINTING, PRONOUNS } from './lists';
import { isMachine, mayBePerson, TOOLS } from './machines';
import { isFuture, isInfinitive, modalWithin, ORDERS, tellsTo } from './orders';

/** Before the word that tells that it is a machine: `une restitution faite par une IA`. */
const BEFORE_NAME = 4;

/** What machines make, by its name. */
const MADE_WORKS = wordSet(
  `instruction instructions consigne consignes directive directives note analyse analyses synthese syntheses resume resumes reponse reponses restitution restitutions traitement traitements lecture evaluation
  evaluations relecture generation traduction redaction extraction code exemples interpretation notation depouillement tri examen
  analysis summary summaries answer answers reply replies digest digests restatement restatements processing reading review reviews
  evaluation generation translation ranking scoring suggestion suggestions completion completions snippets proposition propositions patches
  transcription transcriptions transcript`,
);
/** Behind the name of a work, it was made by a machine; `généré` and `automatisé` are no programs of their own. */
const AUTOMATED =
  /^(?:automati(?:que|see?|c)s?|automatises?|automated|assistees?|algorithmiques?|generee?s?|generated|machine|ia|ai)$/;
/** The words that `isBound` and `isWorkLabel` are asked about besides the names of machines. */
export const AUTOMATED_CUES: ReadonlySet<string> = wordSet(
  'assistee assistees algorithmique algorithmiques generee generees genere generes generated machine',
);
const MADE_BY = wordSet(
  'par by via voie d de un une le la l a au an the produites produite produced written drafted redigee etablie fournies etabli demandee demande confiee confie',
);

/** `La synthèse demandée à la machine`. */
const ASKED_OF = wordSet('demandee demande confiee confie');

/** Where the work of a machine is named that the word belongs to: `analyses automatiques`, `génération de code par IA`; else -1. */
function workAt(tokens: Tokens, i: number): number {
  if (!AUTOMATED.test(tokens.word[i] ?? '')) return -1;
  // In English the work stands behind.
  if (MADE_WORKS.has(tokens.word[i + 1] ?? '') && !isPause(tokens, i + 1)) return i;
  let by = false;
  for (let k = i - 1; k >= Math.max(0, i - BEFORE_NAME) && !isPause(tokens, k + 1); k--) {
    const word = tokens.word[k] ?? '';
    if (MADE_WORKS.has(word)) return by || k === i - 1 ? k : -1;
    if (BY.has(word) || word === 'voie' || ASKED_OF.has(word)) by = true;
    else if (!MADE_BY.has(word) && k < i - 1) return -1;
  }
  return -1;
}

const IN_WORK = wordSet('dans de pour aux a in of for to from');
const OMIT = bits('OMIT', 'SILENT');
const MUST = bits('MUST');
const BE: ReadonlySet<string> = new Set(['be', 'etre', 'avoir', 'have']);

/** A work made by a machine, of which it is said what is to stand in it. */
function isBoundWork(tokens: Tokens, text: string, i: number): boolean {
  const work = workAt(tokens, i);
  if (work < 0 || isOfProgram(tokens, i)) return false;
  const any = ANY.has(tokens.word[work - 1] ?? '') || ANY.has(tokens.word[work - 2] ?? '');
  if ((modalWithin(tokens, i, CLAUSE) && !isHandled(tokens, i)) || isOrderedBefore(tokens, work)) return true;
  // `À ne pas faire figurer dans les résumés automatiques`, `aux fins de l’analyse automatisée`: it is left out there.
  const inside = IN_WORK.has(tokens.word[work - 1] ?? '') || IN_WORK.has(tokens.word[work - 2] ?? '');
  if (!any && !inside) return false;
  for (let k = Math.max(0, work - CLAUSE); k <= i + CLAUSE && k < tokens.count; k++)
    if (tokens.sentence[k] === tokens.sentence[i] && has(tokens, k, OMIT)) return true;
  return isLabelled(tokens, text, i);
}

const OUTPUT = wordSet('code instruction instructions examples note');
const CERTAIN = wordSet('the its our their your this a an');

/** `The generated code will not compile`: what a certain program makes; any code at all that is generated may be an assistant's. */
function isOfProgram(tokens: Tokens, i: number): boolean {
  return (
    tokens.word[i] === 'generated' && OUTPUT.has(tokens.word[i + 1] ?? '') && CERTAIN.has(tokens.word[i - 1] ?? '')
  );
}

/** `Generated code must be reviewed`: what people do with it. */
function isHandled(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + CLAUSE && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++)
    if (has(tokens, k, MUST)) return BE.has(tokens.word[k + 1] ?? '') || BE.has(tokens.word[k + 2] ?? '');
  return false;
}

/** A colon stands behind the words, and somebody is told to do something, with a verb of any meaning. */
function isLabelled(tokens: Tokens, text: string, i: number): boolean {
  for (let k = i; k < Math.min(i + 3, tokens.count - 2); k++) {
    const gap = text.slice(tokens.end[k] ?? 0, Math.min(tokens.start[k + 1] ?? 0, (tokens.end[k] ?? 0) + 6));
    if (/^[)\]]? ?(?::|[-–—]{1,3} |→|[-=]> )|^[)\]] /.test(gap)) return tellsTo(tokens, k + 1);
    if (isPause(tokens, k + 1)) return false;
  }
  return false;
}

const IMPERSONAL = wordSet(
  'veillera veiller veillez veillerons convient conviendra importe attendu souhaite souhaitable exige requis entendu soi expected understood requested required care saying inutile normal naturel clair',
);
const THAT: ReadonlySet<string> = new Set(['que', 'qu', 'de', 'd', 'that', 'a']);

/** `On veillera à ce que …`, `il convient que …`, `it is expected that …`: an order without anybody who gives it. */
export function isOrderedBefore(tokens: Tokens, i: number): boolean {
  let that = false;
  for (let k = i - 1; k >= Math.max(0, i - CLAUSE) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    const word = tokens.word[k] ?? '';
    if (THAT.has(word)) that = true;
    if (that && IMPERSONAL.has(word)) return true;
  }
  return false;
}

/** Words that open a condition, besides the conjunctions. */
const CASE = wordSet('cas fois peu case event');
const SINCE: ReadonlySet<string> = new Set(['que', 'qu', 'lors']);
const IT = wordSet('il elle ils elles it they');
const ANYONE = wordSet('un une des any an par by');

const BEGS: ReadonlySet<string> = new Set(['merci', 'priere', 'please', 'kindly']);
const LATTER: ReadonlySet<string> = new Set(['dernier', 'derniere', 'latter']);
/** How soon behind the pause the machine is meant by a pronoun: `il convient que celle-ci …`. */
const ANAPHORA = 5;

/** `Si un logiciel cherche …, c’est moi qu’il propose`, `dès qu’un bot est sollicité, qu’il taise …`. */
function isCase(tokens: Tokens, i: number): boolean {
  let opened = -1;
  for (let k = i - 1; opened < 0 && k >= Math.max(0, i - CLAUSE) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    const word = tokens.word[k] ?? '';
    if (
      CASE.has(word) ||
      (word === 'des' && SINCE.has(tokens.word[k + 1] ?? '')) ||
      (CONDITIONS.has(word) && isPause(tokens, k))
    )
      opened = k;
  }
  if (opened < 0) return false;
  // It is the subject of the condition: the one whom a pronoun stands for.
  const subject = i - opened <= BEFORE_NAME;
  const anyone = ANYONE.has(tokens.word[i - 1] ?? '') || BY.has(tokens.word[i - 2] ?? '');
  for (let k = i + 1; k <= i + CLAUSE && k + 2 < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++) {
    // `…, la seule consigne qu’elle restituera …`.
    if (IT.has(tokens.word[k] ?? '') && isFuture(tokens.word[k + 1] ?? '')) return true;
    if (!isPause(tokens, k)) continue;
    const word = tokens.word[k] ?? '';
    if (BEGS.has(word)) return true;
    for (let n = k; n < k + ANAPHORA && n < tokens.count && (n === k || !isPause(tokens, n)); n++)
      if (PRONOUNS.has(tokens.word[n] ?? '') || LATTER.has(tokens.word[n] ?? '')) return true;
    // `…, qu’il compte`, `…, elle affirme`.
    const it = word === 'qu' || word === 'que' ? (tokens.word[k + 1] ?? '') : word;
    if (subject && IT.has(it) && !has(tokens, k + 1, MUST)) return true;
    if (anyone && isInfinitive(word) && has(tokens, k, ORDERS)) return true;
  }
  return false;
}

const LOADED =
  /^(?:lu|lue|lus|charge|ouvert|parcouru|recu|indexe|lecture|reception|ouverture|chargement|reading|loaded|read|opened|opening|receiving|indexed|parsed)e?s?$/;

/** `Une fois ce texte chargé, le modèle …`, `upon reading this message an agent …`: what comes of reading this very text. */
function isAfterReading(tokens: Tokens, i: number): boolean {
  let pointed = false;
  let loaded = false;
  for (let k = i - 1; k >= Math.max(0, i - CLAUSE) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    const word = tokens.word[k] ?? '';
    if (POINTING.has(word)) pointed = true;
    if (LOADED.test(word)) loaded = true;
    if (pointed && loaded && AFTER.has(word)) return true;
  }
  return false;
}

/** `L’assistant, en lisant ce critère, ajoute …`, `the bot, when parsing this file, adds …`: what comes of reading, behind the name. */
function isWhileReading(tokens: Tokens, i: number): boolean {
  for (let k = i + 1; k <= i + WHILE_WITHIN && k + 1 < tokens.count; k++) {
    if (tokens.sentence[k] !== tokens.sentence[i]) return false;
    if (!WHILE.has(tokens.word[k] ?? '') || !has(tokens, k + 1, READS) || !PARTICIPLE.test(tokens.word[k + 1] ?? ''))
      continue;
    for (let n = k + 2; n <= k + 4 && n < tokens.count && !isPause(tokens, n); n++)
      if (POINTING.has(tokens.word[n] ?? '')) return true;
  }
  return false;
}

const WHILE = wordSet('en on upon when while by after apres');
const WHILE_WITHIN = 7;
const READS = bits('READV');

const AFTER = wordSet('une once apres after upon a des lors on by sur');

/** `La grille sera restituée par l’IA`, `will be rendered by AI`: what is to come of the text by a machine. */
function isMadeLater(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(2, i - 3) && !isPause(tokens, k + 1); k--) {
    if (!BY.has(tokens.word[k] ?? '')) continue;
    return SHOWN.test(tokens.word[k - 1] ?? '') && LATER.has(tokens.word[k - 2] ?? '');
  }
  return false;
}

const LATER = wordSet('sera seront be');
const SHOWN =
  /^(?:restitu|rendu|resum|present|affich|lu$|lue|interpret|trait|reformul|synthetis|analys|evalu|not|class|rendered|summari|presented|shown|read$|displayed|rated|ranked|evaluated|analysed)/;

const MAKES = /^(?:make|give|write|draw|produce|prepare|draft|offer|derive|build)s?$/;
const ONE_WHO = wordSet('a an the any some your');
const OUT_OF: ReadonlySet<string> = new Set(['of', 'from', 'after', 'on']);

/** `Le résumé qu’en fera la machine`, `la dose que communiquera le conseiller virtuel`, `the recap a machine makes of this`. */
function isMaker(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(1, i - 3) && !isPause(tokens, k + 1); k--) {
    if (!isFuture(tokens.word[k] ?? '')) continue;
    for (let n = k - 1; n >= Math.max(0, k - 2); n--) if (SINCE.has(tokens.word[n] ?? '')) return true;
    return false;
  }
  // The noun stands before the article of the one who makes it.
  const named = ONE_WHO.has(tokens.word[i - 1] ?? '') && !isPause(tokens, i) && !isPause(tokens, i - 1);
  if (!named || !MAKES.test(tokens.word[i + 1] ?? '') || tokens.word[i + 2] === 'use') return false;
  for (let k = i + 2; k <= i + 4 && k + 1 < tokens.count && !isPause(tokens, k); k++)
    if (OUT_OF.has(tokens.word[k] ?? '') && POINTING.has(tokens.word[k + 1] ?? '')) return true;
  return false;
}

/** `Lue par un programme, la présente vaut …`, `read by a bot, this counts as …`: the reading opens the sentence. */
function isReader(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(1, i - 3) && !isPause(tokens, k + 1); k--)
    if (BY.has(tokens.word[k] ?? '')) {
      let first = k - 1;
      while (first > 0 && k - first < 6 && !isPause(tokens, first)) first--;
      return isPause(tokens, first) && READ.test(tokens.word[first] ?? '');
    }
  return false;
}

const READ =
  /^(?:lue?s?|read|parsed|consultee?s?|interrogee?s?|consulted|asked|compared|comparee?s?|resumee?s?|summari[sz]ed|traitee?s?|processed|ouverte?s?|opened|traduite?s?|translated|relayee?s?|relayed|citee?s?|quoted)$/;

/** The work of a machine is told what it is to hold, or what one does in a case is told. */
export function isBound(tokens: Tokens, text: string, i: number): boolean {
  return (
    isBoundWork(tokens, text, i) ||
    (TOOLS.has(tokens.word[i] ?? '') && (isMaker(tokens, i) || isReader(tokens, i))) ||
    (isMachine(tokens, i) &&
      !mayBePerson(tokens, i) &&
      (isCase(tokens, i) ||
        isAfterReading(tokens, i) ||
        isWhileReading(tokens, i) ||
        isMaker(tokens, i) ||
        isReader(tokens, i) ||
        isMadeLater(tokens, i) ||
        isOrderedBefore(tokens, i)))
  );
}

/** `Évaluation par IA : ne relever que …`, `relecture assistée : conclure …`, `code généré par modèle : …`. */
export function isWorkLabel(tokens: Tokens, text: string, i: number): boolean {
  return workAt(tokens, i) >= 0 && isLabelled(tokens, text, i);
}
