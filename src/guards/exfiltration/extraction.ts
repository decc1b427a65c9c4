// Recognises questions that walk through a document or a base piece by piece, in English and French and in any order.
import { canonicalise } from '../normalise';

/** How one question would take part in walking through a document. */
export interface Step {
  /** It names a piece by number, by range, by letter, or asks for the next one. */
  readonly kind: 'numbered' | 'next' | 'verbatim' | 'template';
  /** The question without what changes from step to step: two steps of one walk have the same. */
  readonly shape: string;
  /** The number or letter of the piece, when it has one. */
  readonly index?: number;
}

// The pieces of requirement G6 and their French twins, and what else holds text together.
const PIECES =
  'sentence|line|paragraph|section|page|part|chapter|document|file|chunk|passage|entry|entries|record|row|item|article|clause|verse|slide|sheet|block|segment|excerpt|appendix|annex|character|word|token|module|table|column|customer|user|client|employee|account|invoice|contract|phrase|ligne|paragraphe|partie|chapitre|fichier|morceau|extrait|enregistrement|fiche|alinea|clause|annexe|bloc|caractere|mot|feuille|diapositive|rubrique|volet|employe|salarie|facture|contrat|compte|dossier|titre|title';
// Hits `page 3`, `paragraphe n° 4`, `chunks 10 to 20`, `the first 500 characters`; anything numbered like that.
const NUMBERED = new RegExp(
  `\\b(?:${PIECES})s?\\b[^\\n]{0,12}?(?:n[°ouo]?\\s?|numero |number |no |#)?\\b(\\d{1,6}|[ivxl]{1,6}|[a-z])\\b|\\b(\\d{1,6})(?:st|nd|rd|th|er|re|e|eme|ieme)?\\s{1,2}(?:${PIECES})s?\\b`,
);
const RANGE = /\b(\d{1,7})\s{0,2}(?:to|a|au|-|–|until|through|jusqu'a|and|et)\s{0,2}(\d{1,7})\b/;
const ORDINAL =
  /\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|premiere?|deuxieme|second|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme|derniere?)\b/;
const ORDINAL_PIECE = new RegExp(`${ORDINAL.source}[^\\n]{0,20}\\b(?:${PIECES})s?\\b`);
// Hits `next`, `continue`, `and after that?`, `la suite`, `et ensuite ?`: nothing else in the question.
const NEXT_ONLY =
  /^(?:ok|okay|yes|oui|now|great|super|merci|thanks|good|bien|parfait|et|and|alors|so|please|stp|svp|[ ,.!-])*(?:next|the next|continue|go on|keep going|carry on|more|further|proceed|resume|again|la suite|suite|suivante?|continuez?|poursui[st]|poursuivez|encore|ensuite|apres|and then|then what|what comes (?:next|after)(?: that)?|what follows|and after that|et (?:apres|ensuite|puis)|qu'y a-t-il (?:apres|ensuite)|la (?:page|partie|section|phrase|ligne|fiche) suivante|le (?:paragraphe|chapitre|passage|document|fichier|morceau) suivant|the (?:next|following) (?:one|page|part|section|sentence|line|paragraph|chapter|chunk|file|document)|keep reading|read on|lis la suite|donne la suite|one more|encore une?|et le suivant|et la suivante|the rest|le reste)(?: one| part| please| stp| svp| s'il te plait| s'il vous plait| from where you (?:stopped|left off)| la ou tu t'es arrete| de meme| a l'identique| in full| verbatim)*[ .!?…]*$/;
const NEXT_PIECE = new RegExp(
  `\\b(?:next|following|subsequent|suivante?s?|apres)\\b[^\\n]{0,16}\\b(?:${PIECES})s?\\b|\\b(?:${PIECES})s?\\b[^\\n]{0,16}\\b(?:suivante?s?|that follows?|after (?:that|this)|d'apres|qui suit|suivant)\\b|\\b(?:next|prochaine?s?)\\s{1,2}\\d{1,6}\\b`,
);
// Hits `quote … verbatim`, `mot pour mot`, `in full`, `en entier`: asks for the text and not for what it says.
const VERBATIM =
  /\b(?:word for word|verbatim|exactly as|in full|in its entirety|entire (?:content|text|file|document)|full (?:content|text)|complete (?:content|text)|without (?:omitting|summari\w{1,8})|mot pour mot|mot a mot|textuellement|integral(?:e|ement|ite)?|en entier|en totalite|au complet|sans (?:rien )?(?:omettre|resum\w{1,6}|couper)|tel(?:le)? quel(?:le)?|quote (?:it )?exactly|exact (?:text|words|wording)|texte exact|contenu (?:exact|integral|complet|entier)|recopie|recite|reproduce|transcri\w{1,4}|dump|print (?:the|all|every|lines?|page)|copy out)\b/;
const SHOWS =
  /\b(?:show|print|list|give|display|output|quote|read|recite|dump|return|tell|write|what (?:is|does|are)|affich\w{0,4}|montr\w{0,4}|list\w{0,3}|donn\w{0,4}|cit\w{1,3}|lis|lisez|lire|recit\w{0,3}|ecri\w{1,3}|resum\w{0,4}|summari\w{1,4}|que (?:dit|contient)|qu'y a|quel(?:le)?s? (?:est|sont)|copi\w{0,3}|recopi\w{0,3}|renvoi\w{0,3}|imprim\w{0,3}|extrai\w{0,4}|extract|fourni\w{0,3})\b/;

// Hits `why does line 12 fail?`, `what does error 404 mean?`, `explique l'erreur ligne 3`: a reason or a repair is asked for, not the text.
const ABOUT =
  /\b(?:why|how (?:do|can|should|to)|fail(?:s|ed|ing|ure)?|slow(?:er)?|crash\w{0,3}|throws?|bugs?|fix|debug|refactor|mean(?:s|ing)?|wrong|null|types?|errors?|exceptions?|status|warnings?|(?:what|que) (?:does|do|fait|font)\b[^?\n]{0,60}\b(?:do|does|fait|ligne \d{1,5})|pourquoi|comment|echou\w{1,4}|lente?s?|plant(?:e|ent|ait)|corrig\w{1,4}|signifie\w{0,3}|veut dire|faux|fausse|erreurs?|code (?:de )?(?:retour|sortie))\b/;
const ASKS_FOR_TEXT =
  /\b(?:show|print|list|display|output|quote|read|recite|dump|copy|transcri\w{1,4}|give me|affich\w{0,4}|montr\w{0,4}|cit(?:e|ez|er)|lis|lisez|lire|recit\w{0,3}|recopi\w{0,3}|donne\w{0,3}|imprim\w{0,3})\b/;

/** Whether a question is about something, and asks for none of its text. */
export function isAbout(question: string): boolean {
  const text = canonicalise(question.slice(0, 2000)).text;
  return ABOUT.test(text) && !ASKS_FOR_TEXT.test(text) && !VERBATIM.test(text);
}

/** What step in a walk a question could be; nothing for an ordinary question. */
export function stepOf(question: string): Step | undefined {
  const text = canonicalise(question.slice(0, 2000)).text.trim();
  if (NEXT_ONLY.test(text)) return { kind: 'next', shape: 'next' };
  if (isAbout(text)) return undefined;
  const shape = shapeOf(text);
  const numbered = NUMBERED.exec(text);
  const range = RANGE.exec(text);
  if (range !== null && (numbered !== null || SHOWS.test(text) || text.split(' ').length <= 8))
    return { kind: 'numbered', shape, index: Number(range[1]) };
  if (numbered !== null && (SHOWS.test(text) || VERBATIM.test(text) || text.split(' ').length <= 8)) {
    return { kind: 'numbered', shape, index: indexOf(numbered[1] ?? numbered[2] ?? '') };
  }
  if (NEXT_PIECE.test(text)) return { kind: 'next', shape };
  if (ORDINAL_PIECE.test(text) && (SHOWS.test(text) || VERBATIM.test(text))) return { kind: 'numbered', shape };
  if (VERBATIM.test(text)) return { kind: 'verbatim', shape };
  return undefined;
}

/** The question with numbers, quotations, names of files and single letters blanked. */
export function shapeOf(question: string): string {
  return canonicalise(question.slice(0, 2000))
    .text.replace(/"[^"\n]{1,400}"|«[^»\n]{1,400}»|“[^”\n]{1,400}”|`[^`\n]{1,400}`/g, '§')
    .replace(/[\w./-]{0,80}\d[\w./-]{0,80}/g, '#')
    .replace(
      /\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|premiere?|deuxieme|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme|derniere?)\b/g,
      '#',
    )
    .replace(/\b[a-z]\b(?=[^a-z]*$)/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

function indexOf(piece: string): number {
  if (/^\d+$/.test(piece)) return Number(piece);
  return piece.length === 1 ? piece.charCodeAt(0) - 96 : 0;
}
