// Words that say who is spoken to, of what, and when: what more than one kind of address goes by.
import { wordSet } from '../wordSet';

/** Words that make a noun one that is talked about. */
export const ARTICLES = wordSet(
  `the a an le la les l un une this that these our my your notre votre nos mon ma ce cet cette of de du d is are est sont and or et ou with by
  par avec via from depuis using like comme as sur on in dans`,
);
export const ANY = wordSet('any every all tout toute tous toutes');
/** Stand for the machine that was just named: `lu par une IA, celle-ci …`. */
export const PRONOUNS: ReadonlySet<string> = new Set(['celle', 'celui', 'ceux', 'celles']);
export const CONDITIONS = wordSet('if when once should si quand lorsque lorsqu whenever where wherever');
/** Nouns that make a label of the machine next to them: `LLM note:`, `hint for agent:`, `conseil à l’agent :`. */
export const LABELS = wordSet(
  `nb note notes notice hint hints tip tips memo directive directives reminder order orders astuce astuces conseil conseils consigne consignes
  rappel avis ordre ordres remarque indication indications`,
);
export const TO_WHOM: ReadonlySet<string> = new Set(['to', 'for', 'pour', 'a', 'au', 'aux']);
export const GREETINGS = wordSet('dear hey hello hi bonjour salut cher chere chers cheres');
/** What stands for the text itself. */
export const THIS = wordSet(
  `this these ce cet cette ces present presente ceci here ici page file document doc repo repository readme thread ticket contract report spec cv
  procedure runbook playbook script code section guide tutorial tutoriel glossary glossaire
  mail email message note notes fichier texte depot fil dossier fiche contrat rapport projet project commentaire comment`,
);
/** They point to the text that they stand in. */
export const POINTING = wordSet('this these such ce cet cette ces ceci present presente presents presentes ci here');
export const BY: ReadonlySet<string> = new Set(['by', 'par']);
export const RELATIVES = wordSet('qui that which who charge chargee charges');
export const PARTICIPLE = /(?:ing|ant)$/;
