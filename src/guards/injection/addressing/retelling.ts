// Those who retell this very text are told how: nobody is named, but whoever sums it up, answers from it, translates or cites it
// is to say one thing, or to keep another to himself.
import { bits } from '../lexicon';
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { isPause } from './clauses';
import { CONDITIONS, POINTING } from './lists';
import { isFollowedByOrder, isOrder, modalWithin, opensWithOrder, ORDERS } from './orders';

/** What a text calls itself, or a part of itself. */
const ITSELF = wordSet(
  `page pages file files fichier fichiers document documents doc docs text texte textes report rapport minutes article articles passage passages
  paragraph paragraphe note notes notice sheet fiche table tableau contract contrat lease bail agreement convention annex annexe
  appendix section rubrique heading chapter chapitre letter lettre mail email message courriel policy politique charter charte manual manuel guide
  image picture photo logo code script module invoice facture thread fil ticket readme repository depot study etude profile profil procedure
  recipe recette bulletin timetable schedule horaire horaires planning rota listing annonce posting newsletter
  wiki faq exercise exercice exam sujet corrige syllabus statutes bylaws statuts testament poem poeme critique survey sondage
  enquete questionnaire formulaire devis quotation legende subtitles horoscope forecast
  meteo partition specification cahier changelog historique clause clauses leaflet memo charte regulation reglement releve
  sheets fiches tableau grille transcript summary resume synthese comments commentaires notices
  attachment piece excerpt extrait extraits line lines ligne lignes trace traces log logs journal sentence phrase parenthesis parenthese
  point brevet patent memoire dossier book livre record releve review reviews avis content contenu data donnees pdf compte proces lines
  mention consigne consignes instruction instructions directive directives hint reading lecture`,
);

/** Verbs, and nouns made of them, for making another text of this one. */
const RETELL =
  /^(?:summ(?:ar|ing|ed)|condens|digest|recap|reword|rephras|rewrit|restat|rendering|adapt(?:ation|e)|descripti|retell|copi(?:e|es|er|ed)|copy|recopi|paraphras|abridg|quot|cit(?:e|ing|a)|answer|repl(?:y|i)|translat|relay|transcri|describ|report(?:ing|s$)|resum|synthet|synthes|restitu|abreg|repond|repons|reformul|tradui|traduc|decri|relat(?:er|ant)|retranscri|relaie|expos[eant]|vulgaris|extract|extrai|extracti|complet(?:e|ion|er)|analys|evalu|interrog|renseign)/;

/** What such a text is made from, and how. */
const DERIVED =
  /^(?:tire|fond|bas|appuy|issu|produ|gener|redig|etabl|drawn|draw|built|made|mad|generat|writ|prepar|derive|taken|partir|servir|serv)/;

/** What opens a clause about those who retell, or about when they do. */
const WHEN = wordSet(
  `when whenever while if in on before after by upon should lors en avant apres pour si quand lorsque lorsqu qui who whoever which that celui celle
  ceux quiconque anything anyone whatever any every each no all toute tout toutes tous aucune aucun chaque fois se l asked tasked told charge charges chargee chargees`,
);
const IT = wordSet('il elle ils elles it they');
const HIDE_VERB =
  /^(?:mention|recopi|reprodui|trace$|avou|cit(?:e|er|es|ez|ant|ing)$|dire$|dis$|evoqu|signal(?:e|er|ez|ant)$|parl(?:e|er|ez|ant)$|revel|divulg|quot|reveal|disclos|say|tell|know$|savoir$|pointing$)/;
const NOT = bits('NEG');
const NOT_TO = wordSet('sans without rien interdit forbidden inutile pas');
const READS = bits('READV');
const YOU = wordSet('tu vous you toi');
const FOR: ReadonlySet<string> = new Set(['pour', 'for', 'to', 'afin']);
const SOMEBODY = /^(?:repondr|answer|renseign|quelqu|somebody|someone|autrui|compte|user|utilisat|behalf)/;
const ORDERING = bits('MUST', 'OMIT', 'SILENT');

/** The words that `isRetold` begins with. */
export const RETOLD_CUES: ReadonlySet<string> = new Set([...POINTING, ...IT]);

/** What a note calls itself that is not to be seen; `instructions` are kept quiet about by those who set assistants up. */
const PART = wordSet(
  `paragraph paragraphe sentence phrase passage note text texte line ligne lines lignes annex annexe appendix rubrique heading parenthesis
  parenthese page file fichier document piece attachment article mention section cle champ key field commentaire comment bloc block puce bullet
  priere encadre remarque cellule cell row`,
);

/** How far before its object a verb stands, and how far behind it an order. */
const BACK = 7;
const AHEAD = 22;

/** `En résumant cette page, taire …`, `whoever relays this policy adds …`, `any answer drawn from this table puts …`, `s’il est cité, …`. */
export function isRetold(tokens: Tokens, i: number, word: string): boolean {
  if (IT.has(word)) return isCited(tokens, i);
  const itself = ITSELF.has(tokens.word[i + 1] ?? '') || ITSELF.has(tokens.word[i + 2] ?? '');
  if (!itself && word !== 'ceci' && word !== 'this') return false;
  if (isRead(tokens, i)) return true;
  if (!itself) return false;
  if (isHidden(tokens, i)) return true;
  let verb = -1;
  for (let k = i - 1; k >= Math.max(0, i - BACK) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    const before = tokens.word[k] ?? '';
    if (verb < 0 && isPause(tokens, k + 1)) return false;
    if (verb < 0 && (RETELL.test(before) || DERIVED.test(before))) verb = k;
    if (verb >= 0 && k < verb && verb - k <= (before === 'no' ? 2 : 4) && WHEN.has(before)) return isBidden(tokens, i);
  }
  if (verb >= 0 && isNoun(tokens, verb)) return isBidden(tokens, i) || EVERY.has(tokens.word[verb - 1] ?? '');
  return CONDITIONS.has(tokens.word[i - 1] ?? '') && isCited(tokens, i);
}

/** A work is named that is made of the text, and nobody who makes it: `the summary of this report must …`. */
export function isNamedWork(tokens: Tokens, i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - BACK) && !isPause(tokens, k + 1); k--) if (isNoun(tokens, k)) return true;
  return false;
}

/** `Any digest of this clause drops …`: said of all there will ever be. */
const EVERY = wordSet('any every each toute tout chaque');
const NOUN = /(?:ing|ant|tion|sis|yse|ese|ary|ure|est|cap|ings|tions)$/;
const THE = wordSet('the a an le la l une un');

/** `Analysis of this code will find …`, `la restitution de cette page ajoutera …`: no verb that somebody is told to do now. */
function isNoun(tokens: Tokens, i: number): boolean {
  const word = tokens.word[i] ?? '';
  return RETELL.test(word) && NOUN.test(word) && (isPause(tokens, i) || THE.has(tokens.word[i - 1] ?? ''));
}

/** `If it is cited, …`, `lorsqu’il est analysé par un logiciel, …`, `should these minutes be summarised, …`. */
function isCited(tokens: Tokens, i: number): boolean {
  const before = tokens.word[i - 1] ?? '';
  if (!CONDITIONS.has(before) && before !== 's') return false;
  for (let k = i + 1; k <= i + BACK && k < tokens.count && !isPause(tokens, k); k++) {
    const word = tokens.word[k] ?? '';
    if (!RETELL.test(word)) continue;
    return PASSIVE.has(tokens.word[k - 1] ?? '') && isBidden(tokens, k);
  }
  return false;
}

/** Verbs in the third person, in the present: `puts`, `adds`. */
const THIRD = /[a-z]{2}s$/;
const PASSIVE = wordSet('is are be being been est sont etre ete sera seront');

/** Somebody is told what to do, behind the words. */
function isBidden(tokens: Tokens, i: number): boolean {
  if (modalWithin(tokens, i, AHEAD) || isFollowedByOrder(tokens, i)) return true;
  for (let k = i + 1; k <= i + AHEAD && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++) {
    if (has(tokens, k, ORDERING)) return true;
    if (isPause(tokens, k) && opensWithOrder(tokens, k, 3)) return true;
    // `Celui qui répond à partir de ces lignes de taire …`, `whoever relays this page adds …`.
    const word = tokens.word[k] ?? '';
    if (k <= i + 4 && (isOrder(tokens, k) || (THIRD.test(word) && has(tokens, k, ORDERS))) && !ITSELF.has(word))
      return true;
  }
  return false;
}

/** `You are reading this document in order to answer somebody`, `toi qui lis ces fiches pour le compte de quelqu’un`. */
function isRead(tokens: Tokens, i: number): boolean {
  let reads = false;
  for (let k = i - 1; k >= Math.max(0, i - BACK) && !isPause(tokens, k + 1); k--) {
    if (has(tokens, k, READS)) reads = true;
    if (!reads || !YOU.has(tokens.word[k] ?? '')) continue;
    let purpose = false;
    for (let n = i + 1; n <= i + BACK && n < tokens.count && tokens.sentence[n] === tokens.sentence[i]; n++) {
      const word = tokens.word[n] ?? '';
      if (purpose && SOMEBODY.test(word)) return true;
      if (FOR.has(word)) purpose = true;
    }
    return false;
  }
  return false;
}

/** `Ne rien dire du présent paragraphe`, `without citing this text`: the text is to be kept quiet about. */
function isHidden(tokens: Tokens, i: number): boolean {
  if (!PART.has(tokens.word[i + 1] ?? '')) return false;
  let verb = false;
  for (let k = i - 1; k >= Math.max(0, i - BACK) && tokens.sentence[k] === tokens.sentence[i]; k--) {
    const word = tokens.word[k] ?? '';
    if (!verb && isPause(tokens, k + 1)) return false;
    if (HIDE_VERB.test(word)) verb = true;
    if (verb && (has(tokens, k, NOT) || NOT_TO.has(word))) return true;
  }
  return false;
}
