// Words without which nothing is concealed: the patterns are tried around them only.
import { wordSet } from '../wordSet';

/** What denies a verb, or stands for it. */
export const DENIALS = wordSet(
  `not never without no dont doesnt neither nor avoid refrain rather instead skip wont mustnt shouldnt neednt isnt arent cant cannot t out off
  sans ne n ni pas jamais inutile evite evitez plutot lieu aucun aucune interdit`,
);
/** Of telling, asking and showing. */
export const VERBS = wordSet(
  `tell tells telling told inform informs informing informed notify notifies notifying notified alert alerting warn warning bother bothers
  bothering bothered disturb consult consulted interrupt trouble burden involve involved ask asks asking asked know notice hear learn aware see
  mention mentions mentioning mentioned show shows showing shown display displays displayed describe describes describing described explain
  explains explaining explained narrate narrates narrating announce announces reveal reveals revealing disclose disclosing report reports
  reporting reported list lists listing listed log logs logging logged record recorded quote quoting cite surface surfacing acknowledge admit
  discuss detail document note flag render rendered expose include included repeat say saying write talk appear appears belong belongs stand
  feature features figure visible summary summaries explanation explanations reply replies answer answers response
  wait waiting stop stopping seek seeking approval confirmation consent permission
  informe informer informez informent prevenir previens previent prevenez avertir avertis alerte alerter derange deranger ennuie ennuyer
  importune interroge interroger interrogez sollicite solliciter dire dis dit demande demander demandez parle parler consulte
  mentionne mentionner mentionnez montre montrer montres affiche afficher affiches decris decrit decrire explique expliquer expliques
  signale signaler signales signalent detaille detailler detailles evoque evoquer evoques cite citer cites revele reveler consigne consigner
  consignera inscrire inscrit note noter liste commente commenter rappelle rappeler transmets transmettre indique indiquer journalise
  trace enregistre restitue reproduire reprendre apparaitre apparait figure figurer mentionnee mentionnes affichee signalee inscrite
  attendre attends accord validation autorisation approbation aval consentement visa`,
);
/** What tells by itself. */
export const CUES = wordSet(
  `yourself itself themselves transparent invisible unnoticed imperceptible noticed unbeknownst backs normally deny denies denying trace traces
  suspicions suspicious preapproved preauthorized approved authorized consented agreed go-ahead ahead bypass handshake hide hidden conceal omit
  transparente insu entre commenter portee vue silence demens dementir nie nier courant embrouille remarque preautorisee preapprouvee accepte
  approuve consenti feu`,
);
