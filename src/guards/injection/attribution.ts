// Tells who says what stands in quotation marks: somebody who is told of, a sign, a clause, a list of lines to be discussed.
import { SPEAKERS } from './genres';
import type { Span } from './mentions';

/** So much of one's own words before and after a quotation says whose it is. */
const BEFORE = 100;
const AFTER = 60;

/** Verbs by which words are told, in the third person or the past: no form of them gives an order. */
const SAYS = `says|said|saying|states|stated|stating|reads|reading|claims|claimed|claiming|shouts|shouted|shouting|whispers|whispered|whispering|replies|replied|answers|answered|mutters|muttered|adds|added|repeats|repeated|insists|insisted|argues|argued|joked|jokes|begged|begs|ordered|announces|announced|announcing|writes|wrote|written|types|typed|typing|asks|asked|asking|tries|tried|trying|contains|contained|containing|bears|bore|bearing|printed|scrawled|titled|entitled|labelled|labeled|headed|worded|marked|displays|displayed|called|dubbed|quoted|quotes`;
const DIT = `dit|disent|disait|disaient|disant|lança|lancé|cria|crié|criait|criant|souffla|soufflé|murmura|murmuré|répondit|répondait|répondu|répliqua|affirmait|affirmé|affirmant|prétend|prétendait|prétendu|prétendant|soutient|soutenait|indiquait|indiquant|annonçait|annoncé|annonçant|portait|portant|stipule|stipulait|prévoit|énonçait|contient|contenait|contenant|comporte|comportait|comportant|écrit|écrivit|écrivait|écrivant|tapé|tapait|tapant|demandait|demandé|demandant|ajouta|ajouté|répétait|répété|répétant|affichait|affiché|affichant|intitulée?s?|baptisée?s?|nommée?s?|libellée?s?|appelée?s?|traduite?s? par`;
/** The same forms give orders; with somebody before them they tell of him. */
const WHO_SAYS = `(?:qui|il|elle|on|ils|elles|(?:le|la|les|un|une|des|ce|cet|cette|l['’]|d['’]) ?[\\p{L}-]{2,20}) (?:(?:lui|leur|me|nous|vous|te) |[lmt]['’])?(?:lance|crie|souffle|murmure|réplique|affirme|assure|indique|annonce|porte|énonce|tape|tapent|demande|demandent|ajoute|répète|répètent|affiche|affichent|répond|répondent|rétorque|promet|ordonne)`;
/** Nouns for words as such. */
const WORDING = `lines?|sentences?|phrases?|words?|wording|expressions?|sayings?|slogans?|captions?|headings?|headlines?|titles?|subject line|utterances?|clauses?|mottos?|quotes?|quotations?|stickers?|posters?|banners?|notices?|signs?|labels?|buttons?|menu items?|comments?|messages?|remarks?|scripts?|oaths?|chants?|lyrics|refrains?|jokes?|serments?|chansons?|discours|role-?plays?|prompts|attempts|requests|questions|queries|inputs|entries|attacks?|variants?|examples?|tentatives|essais|requêtes|demandes|entrées|saisies|invites|attaques?|variantes?|jeux de rôle|repliques?|répliques?|phrases?|mots?|mention|mentions|formules?|formulations?|libellés?|légendes?|titres?|intitulés?|écriteaux?|affiches?|affichettes?|panneaux?|panonceaux?|autocollants?|bandeaux?|étiquettes?|boutons?|clauses?|objet|citations?|commentaires?|remarques?`;
/** Words that are put for others, or looked for. */
const EXCHANGED = `for|instead of|rather than|replac(?:es|ed|ing)|renamed(?: to)?|as opposed to|au lieu de|à la place de|remplac(?:e|ez|er|é|ée|ent)|renomm(?:é|ée|er)|plutôt que|dit(?:es)? pour`;
/** What is chosen or pressed in an interface. */
const PRESSED = `choos(?:e|es|ing)|chose|click(?:s|ed|ing)?(?: on)?|select(?:s|ed|ing)?|press(?:es|ed|ing)?|tap|tick(?:s|ed)?|untick|check the|pick|choisi(?:r|s|ssez|t)|clique[rz]?(?: sur)?|sélectionne[rz]?|appuye[rz]? sur|coche[rz]?|décoche[rz]?`;
const MARKS = `["“«\`'‘(]{0,2} ?$`;

const TOLD_BEFORE = new RegExp(
  String.raw`(?<![\p{L}'’-])(?:(?:${SAYS}|${DIT}|${WHO_SAYS})(?![\p{L}'’-])[^.!?;\n"“«]{0,40}|(?:${WORDING})(?![\p{L}'’-])[^.!?;\n"“«]{0,60}|(?:${EXCHANGED})|(?:${PRESSED})(?![\p{L}])[^.!?;\n]{0,50}) ?[:,]? ?${MARKS}|(?<![\p{L}'’-])(?:${SPEAKERS})(?: [\p{L}-]{1,15}){0,2} ?: ?["“«] ?$|[\p{L}] \(["“«] ?$`,
  'iu',
);
/** Behind a quotation: `…,” said the captain`, `… », dit-elle`. */
const TOLD_AFTER =
  /^[”"»’'`]?[ ,]{0,3}(?:(?:he|she|they|it|(?:the|an?|my|his|her|their|our) [\p{L}-]{2,20}|\p{Lu}\p{L}{1,20}) )?(?:said|says|asked|asks|replied|replies|answered|whispered|shouted|cried|muttered|murmured|added|began|laughed|sighed|growled|snapped|called|ordered|insisted|announced|went on)(?![\p{L}-])|^ ?[”"»’'`]?[ ,]{0,3}(?:(?:lui|leur|me|nous) )?(?:dit|fit|répondit|répond|répliqua|lança|murmura|souffla|s['’]écria|cria|demanda|demande|ajouta|reprit|ordonna|hurla|grogna|soupira|chuchota|conclut|déclara|s['’]exclama|rétorqua|gronda)(?:-t)?(?:-(?:il|elle|on|ils|elles))?(?![\p{L}'’-])/u;
/** A quotation that is the subject of a sentence, or stands beside it: `the rule "…" is dropped`, `« … » n’est pas hostile`. */
const SUBJECT_OF =
  /^[”"»’'`]? ?(?:(?:is|was|are|were)(?! (?:your|the (?:new|real)|now|what you)(?!\p{L}))|has|had|does|did|doesn['’]t|isn['’]t|wasn['’]t|means|meant|appears|appeared|counts|sounds|works|worked|gets|got|made|led|would|est(?! (?:ta|ton|votre|la nouvelle|désormais|maintenant)(?!\p{L}))|était|sont|étaient|a été|ont été|avait|n['’](?:est|était|a)|ne |signifie|veut dire|figure|figurait|apparaît|revient|sonne|marche|a (?!partir)\p{L}{2,}(?:é|i|u)s?)(?!\p{L})/u;
/** What the reader's own answer is to say is dictated, and told of nobody. */
const OF_ANSWER =
  /(?<!\p{L})(?:your|every|each|any|all|ta|ton|tes|votre|vos|toute|chaque) (?:[\p{L}-]{1,20} )?(?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies)|outputs?|messages?|sentences?|réponses?|résumés?|synthèses?|sorties?|phrases?)(?!\p{L})/iu;
/** Words of lessons, games and quizzes. */
const LESSON =
  /(?<!\p{L})(?:quiz\w{0,3}|exercises?|exercices?|worksheets?|handouts?|hand out|lessons?|leçons?|séances?|ateliers?|workshops?|pupils?|élèves?|students?|étudiants?|stagiaires|trainees?|participants?|jury|jurors?|class|classe|teacher|trainer|formateurs?|formatrices?|enseignante?s?|in (?:pairs|groups)|en binômes?|par (?:deux|groupes)|groupes?|justif(?:y|iez)|inventez|invent|réponse|gagn(?:e|ez|ent)|attendu|stimulus|discuss|débattez|discutez|spot|repérez|repérer|which of (?:these|the following)|laquelle|lesquel(?:le)?s|odd one out|intrus|corrigé|answers? (?:overleaf|on page|at the back|key)|solutions?|au verso|true or false|vrai ou faux|swap|échangez|cartes|cards|points?)(?!\p{L})/giu;
const ENOUGH_LESSON = 3;

/**
 * Whether the words in a quotation are told of somebody or something else than the reader.
 * @param outer the text without its quotations, of the same length
 */
export function isAttributed(outer: string, { start, end }: Span): boolean {
  // Quotations before this one are blank.
  const before = outer
    .slice(Math.max(0, start - BEFORE), start)
    .replace(/ {3,}/g, ' … ')
    .slice(-BEFORE);
  if (OF_ANSWER.test(before)) return false;
  return TOLD_BEFORE.test(before) || SUBJECT_OF.test(outer.slice(end, end + AFTER));
}

/** Whether the words in a quotation are those of somebody in a story: `…,” said the captain`. */
export function isDialogue(outer: string, { end }: Span): boolean {
  return TOLD_AFTER.test(outer.slice(end, end + AFTER));
}

/** Whether a text is a lesson, a quiz or an exercise, by what it says in its own words. */
export function isLesson(outer: string): boolean {
  const words = new Set<string>();
  for (const [word] of outer.matchAll(LESSON)) {
    words.add(word.toLowerCase().slice(0, 5));
    if (words.size >= ENOUGH_LESSON) return true;
  }
  return false;
}

/** Whether a good part of a text is said in its own words: who hides an order in a quotation has little to tell beside it. */
export function isMostlyOwn(outer: string, quotes: readonly Span[]): boolean {
  const quoted = quotes.reduce((sum, { start, end }) => sum + end - start, 0);
  return 3 * quoted <= 2 * outer.length;
}
