// Tells the language of licences and contracts, which speak of limits, rights and duties all the time, and to nobody's assistant.
import { bits } from './lexicon';
import { has, type Tokens } from './tokens';
import { wordSet } from './wordSet';

/** Words of law that no order to an assistant needs. */
const LEGAL = wordSet(
  `license licenses licence licences licensed licensor licensors licensee licensees sublicense relicense warranty warranties liability liable
  damages indemnify indemnity indemnification negligence tort jurisdiction jurisdictions copyright copyrights copyrighted trademark trademarks patent patents
  merchantability hereunder herein thereof redistribute redistributed redistribution distribute distributed distribution conveying convey
  sublicensable royalty contributor contributors
  concedant licencie licencies garantie garanties responsabilite dommages prejudice prejudices juridiction tribunaux redistribuer distribuer redevance cessionnaire`,
);
/** So many of them, so near, make a licence. */
const ENOUGH = 2;
const AROUND = 30;
/** What is an assistant's is not a licence's. */
const OF_ASSISTANT = bits(
  'RULE',
  'PROMPT',
  'PROMPTW',
  'AI',
  'SECRET',
  'SECRETFILE',
  'CONVO',
  'PERSONA',
  'HARM',
  'MODE',
);

/** The words from one to another stand in a licence, and nothing of an assistant's is among them. */
export function isOfLicence(tokens: Tokens, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if (has(tokens, i, OF_ASSISTANT)) return false;
  const words = new Set<string>();
  for (let i = Math.max(0, from - AROUND); i < tokens.count && i <= to + AROUND; i++) {
    const word = tokens.word[i] ?? '';
    if (LEGAL.has(word)) words.add(word);
  }
  return words.size >= ENOUGH;
}

/** Words of contracts and articles of law. */
const CONTRACT = wordSet(
  `agreement agreements party parties undertaking undertakings undertakes representations contractor contractors clause clauses schedule schedules annex understandings proposals
  hereto hereby heretofore hereof aforesaid lessee lessor tenant landlord tenancy lease employer employee supplier purchaser buyer seller
  supersede supersedes superseded notwithstanding shall writing conflict prevail prevails breach terminate termination terminated governing signed
  confidential confidentiality obligations obligation covenant bylaw bylaws statute ordinance regulation
  contrat contrats convention conventions avenant avenants partie parties prestataire titulaire bailleur locataire preneur bail article articles alinea annexe annexes
  presentes present present presente reputee reputees reputes repute susvise stipule stipulation mandataire mandant employeur salarie fournisseur
  acheteur vendeur syndic copropriete coproprietaire cocontractant resiliation resilie confidentielle confidentielles confidentialite emanent nonobstant prevaut prevalent`,
);
const ENOUGH_OF_CONTRACT = 4;
/** With one of these near by somebody is spoken to, or a machine is meant. */
const SPOKEN_TO = bits('YOU', 'YOUR', 'AI', 'AIW', 'PROMPT', 'PROMPTW', 'PERSONA', 'HARM', 'MODE', 'CONVO');

/** Words of law that mean something else elsewhere. */
const OF_LAW = wordSet('its contraire contraires contrary interdit interdite interdits');

/** The words from one to another stand in a contract between people, which may well revoke earlier instructions. */
export function isOfContract(tokens: Tokens, from: number, to: number): boolean {
  const words = new Set<string>();
  for (let i = Math.max(0, from - AROUND); i < tokens.count && i <= to + AROUND; i++) {
    const word = tokens.word[i] ?? '';
    if (!OF_LAW.has(word) && has(tokens, i, SPOKEN_TO)) return false;
    if (CONTRACT.has(word) || LEGAL.has(word)) words.add(word);
  }
  return words.size >= ENOUGH_OF_CONTRACT;
}
