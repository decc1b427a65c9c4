// Tells what people owe one another from what an assistant is told: `the parties shall disregard`, `le locataire ne tiendra pas compte`.
import { bits } from './lexicon';
import { has, type Tokens } from './tokens';
import { wordSet } from './wordSet';

/** People, and what stands for them in rules; nobody who could be an assistant, its maker or its reader. */
const PEOPLE = wordSet(
  `personnel staff employee employees worker workers colleague colleagues crew crews driver drivers technician technicians nurse nurses doctor
  doctors physician physicians pharmacist pharmacists surgeon surgeons patient patients resident residents tenant tenants landlord landlords
  lessee lessor licensee licensees licensor contractor contractors subcontractor subcontractors supplier suppliers buyer buyers seller sellers
  purchaser party parties participant participants attendee attendees student students pupil pupils teacher teachers trainee trainees apprentice
  apprentices candidate candidates applicant applicants intern interns volunteer volunteers visitor visitors guest guests passenger passengers
  pilot pilots captain officer officers official officials soldier soldiers sentry sentries warden wardens judge judges jury juror jurors witness witnesses
  court tribunal committee board shareholder shareholders trustee trustees executor executors beneficiary director directors supervisor supervisors
  clerk clerks cashier cashiers actor actors actress understudy player players performer performers singer singers dancer dancers referee referees
  umpire umpires coach coaches children child parents parent citizen citizens voter voters member members customer customers cook cooks baker bakers
  mechanic mechanics electrician electricians plumber plumbers fitter fitters foreman guards porter porters caretaker gardener gardeners
  salarie salaries salariee salariees employes employee collegue collegues equipage equipier equipiers conducteur conducteurs chauffeur chauffeurs
  technicien techniciens technicienne infirmier infirmiers infirmiere infirmieres medecin medecins soignant soignants pharmacien pharmaciens
  chirurgien patiente patientes locataire locataires bailleur bailleurs preneur preneurs titulaire titulaires prestataire prestataires fournisseur
  fournisseurs acheteur acheteurs vendeur vendeurs parties partie participante participantes eleve eleves etudiant etudiants etudiante etudiantes
  enseignant enseignants enseignante professeur professeurs stagiaire stagiaires apprenti apprentis candidats candidate candidates benevole benevoles visiteur
  visiteurs voyageur voyageurs passager passagers pilote pilotes capitaine officier officiers officiels soldat soldats sentinelle sentinelles
  gardien gardiens juge juges jure jures temoin temoins tribunal comite conseil associe associes actionnaire actionnaires mandataire
  mandataires beneficiaire greffier caissier caissiers caissiere caissieres acteur acteurs actrice comedien comediens comedienne joueur joueurs
  joueuse joueuses chanteur chanteurs danseur danseurs arbitre arbitres enfant enfants parents citoyen citoyens electeur electeurs membre membres
  adherent adherents abonne abonnes cuisinier cuisiniers boulanger mecanicien mecaniciens electricien plombier ouvrier ouvriers pompier pompiers
  marin marins standardiste standardistes collaborateur collaborateurs syndic secretaire coproprietaire coproprietaires occupant occupants emprunteur preteur`,
);
/** Whether the word names people, or stands for them in rules. */
export function isPeople(word: string): boolean {
  return PEOPLE.has(word);
}

const DUTY = wordSet(
  `shall must may should can will has have is are to not cannot need needs ought hereby therefore expressly agrees agree undertakes undertake
  doit doivent devra devront peut peuvent pourra pourront est sont ne n se s pas jamais donc expressement tenu tenus invite invites prie pries`,
);
const TO_READER = bits('YOU', 'YOUR', 'AI');
/** So many words may stand between people and what they do. */
const BETWEEN = 5;

/** Whether the verb is said of people in the third person: what they shall do, may do or are asked to do. */
export function isDutyOfPeople(tokens: Tokens, first: number, verb: number): boolean {
  for (let i = verb - 1; i >= Math.max(first, verb - BETWEEN); i--) {
    if ((tokens.pos[i + 1] ?? 0) - (tokens.pos[i] ?? 0) > 1) return false;
    const word = tokens.word[i] ?? '';
    // One of several people who are called upon by what they are (`Nurses, ignore …`) stands before a pause.
    if (PEOPLE.has(word)) return !has(tokens, i, TO_READER);
    if (!DUTY.has(word)) return false;
  }
  return false;
}
