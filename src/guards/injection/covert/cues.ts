// What words have to do with concealing, as bits, in English and French.
import { WordFilter } from '../lexicon';

/** Denies a verb, or stands for a denial. */
export const DENIAL = 1;
/** To tell somebody, and to ask him. */
export const TELL = 1 << 1;
export const ASK = 1 << 2;
/** To show or to mention something. */
export const SHOW = 1 << 3;
/** Those whom it concerns. */
export const WHO = 1 << 4;
/** Where something would be seen. */
export const RECORD = 1 << 5;
/** What is done, and what it leaves behind. */
export const DEED = 1 << 6;
export const PRONOUN = 1 << 7;
export const DETERMINER = 1 << 8;
export const PREPOSITION = 1 << 9;
/** What somebody is not to be, or to come to know. */
export const TOLD = 1 << 10;
/** What somebody is not to come to know by himself. */
export const KNOW = 1 << 18;
/** What something is not to be, or to do: `shown`, `appear`. */
export const SHOWN = 1 << 11;
export const APPROVAL = 1 << 12;
export const KEEP = 1 << 13;
export const AWAY = 1 << 14;
export const AGREED = 1 << 15;
/** Another clause begins. */
export const CLAUSE = 1 << 16;
/** Tells of concealing by itself, with what stands around it: one of the patterns is tried. */
export const CUE = 1 << 17;

const KINDS = new Map<string, number>();
for (const [kind, words] of [
  [
    DENIAL,
    'not never without no dont doesnt neither nor avoid refrain rather instead skip wont mustnt shouldnt neednt isnt arent wasnt cant cannot sans ne n ni pas jamais inutile evite evitez plutot aucun aucune bypass',
  ],
  [
    TELL,
    'tell tells telling inform informs informing notify notifies notifying alert alerts alerting warn warns warning bother bothers bothering disturb disturbs consult interrupt trouble burden involve informe informer informez informent prevenir previens previent prevenez prevenu avertir avertis avertit alerte alerter derange deranger ennuie ennuyer importune interroge interroger interrogez sollicite solliciter dire dis dit disent parle parler parlez consulte consulter',
  ],
  [ASK, 'ask asks asking demande demander demandez'],
  [
    SHOW,
    'mention mentions mentioning show shows showing display displays describe describes describing explain explains explaining narrate narrates narrating announce announces reveal reveals revealing disclose discloses report reports reporting list lists listing log logs logging record records quote quotes cite cites surface acknowledge acknowledges admit admits discuss discusses detail details document documents note notes flag flags render renders expose include includes repeat repeats say says write point comment comments mentionne mentionner mentionnez mentionnent montre montrer montrez montres affiche afficher affichez affichent decris decrit decrire decrivez explique expliquer expliquez signale signaler signalez signalent signales detaille detailler detaillez detaillent evoque evoquer evoquez cite citer citez citent revele reveler consigne consigner consignera consignent inscrire inscris inscrit note noter notez liste lister commente commenter rappelle rappeler transmets transmettre transmet transmettez indique indiquer journalise journaliser trace tracer enregistre enregistrer restitue restituer reproduire reprendre reprends relate raconte parle parler',
  ],
  [
    WHO,
    'user users human humans person people reader readers developer developers dev devs operator operators customer customers client clients employee employees owner owners reviewer reviewers maintainer maintainers team author anyone anybody nobody colleague colleagues admin admins administrator administrators requester recipient recipients caller visitor visitors applicant manager managers utilisateur utilisateurs utilisatrice usager usagers interlocuteur interlocutrice humain humains lecteur lecteurs lectrice developpeur developpeurs operateur operateurs salarie salaries titulaire proprietaire relecteur relecteurs instructeur equipe collegue collegues responsable responsables gestionnaire demandeur demandeurs candidat destinataire destinataires administrateur visiteur visiteurs quiconque',
  ],
  [
    RECORD,
    'summary summaries explanation explanations diff diffs reply replies answer answers response responses report reports log logs description descriptions changelog transcript transcripts pr chat conversation output review notes activities resume resumes reponse reponses explication explications recapitulatif descriptif journal journaux registre registres compte rendu synthese syntheses historique rapport bilan sortie traces',
  ],
  [
    DEED,
    'line lines step steps change changes call calls addition additions export exports exchange exchanges rule rules image images action actions upload uploads transfer transfers paragraph section sentence sentences hook hooks helper helpers edit edits sharing handshake copy copies footnote appendix directive note notes ligne lignes etape etapes modification modifications appel appels ajout ajouts echange echanges regle regles envoi envois transfert transferts paragraphe phrase phrases consultation consultations operation operations mention mentions pratique commande copie copies passage passages',
  ],
  [PRONOUN, 'it them either en'],
  [
    DETERMINER,
    'the this these that any its your each an a extra added new hidden last cette ce cet ces la le les l une un',
  ],
  [PREPOSITION, 'in to from with by on among dans a au aux sur parmi devant pour'],
  [
    TOLD,
    'told informed notified bothered asked consulted alerted warned shown involved disturbed informe prevenu averti avertis',
  ],
  [KNOW, 'know notice see hear learn aware find savoir sache sachent'],
  [
    SHOWN,
    'shown mentioned listed named described explained reported logged rendered displayed read disclosed quoted cited recorded announced noted discussed visible appear appears belong belongs stand stands feature features figure included repeated revealed apparait apparaitre apparaissent figurer figurent mentionne mentionnee mentionnes citee cites affichee affiches signalee signale montree decrite consignee consigne inscrite inscrit evoquee evoque notee journalisee',
  ],
  [
    APPROVAL,
    'approval approvals confirmation confirmations consent permission authorization authorisation signoff confirming approving accord validation autorisation approbation aval consentement visa',
  ],
  [
    KEEP,
    'keep keeps kept keeping leave leaves leaving left omit omits omitted hide hides hiding conceal conceals cache cachez',
  ],
  [AWAY, 'out from off'],
  [
    AGREED,
    'agreed approved consented confirmed authorized authorised signed accepted accepte approuve consenti autorise',
  ],
  [CLAUSE, 'and but or if that then et ou mais que si when because qu quand'],
  [
    CUE,
    'yourself itself themselves transparent transparente invisible unnoticed imperceptible noticed unbeknownst backs normally deny denies denying suspicions suspicious preapproved preauthorized reste rester restera restent commenter portee vue silence demens dementir dement nier nie courant remarque trace traces though exist existed existait existe',
  ],
] as const)
  // prettier-ignore
  for (const word of words.split(' ')) KINDS.set(word, (KINDS.get(word) ?? 0) | kind);

const ANY = new WordFilter(KINDS.keys());
const HEADS = DENIAL | WHO | KEEP | CUE;
const ANY_HEAD = new WordFilter([...KINDS].filter(([, kind]) => (kind & HEADS) !== 0).map(([word]) => word));

/** What a word, of this hash (see `hashOf`), has to do with concealing; 0 for most. */
export function kindOf(word: string, hash: number): number {
  return ANY.mayHave(hash) ? (KINDS.get(word) ?? 0) : 0;
}

/** As `kindOf`, of words with which something that conceals may begin, or that tell of it; 0 for all others. */
export function headKindOf(word: string, hash: number): number {
  return ANY_HEAD.mayHave(hash) ? (KINDS.get(word) ?? 0) & HEADS : 0;
}
