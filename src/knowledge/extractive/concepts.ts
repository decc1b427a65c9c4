// Words of technical and office prose that are said for one another, in English and French; one concept a line.
import type { Language } from '../../base/l10n';
import { stem } from './words';

/** English words, a bar, French words. Only words that stand for each other in most sentences. */
const table = `
delete remove erase purge wipe drop | supprimer effacer retirer enlever purger détruire éliminer
keep store retain preserve save hold archive retention storage | garder conserver stocker enregistrer archiver conservation rétention stockage
start launch begin boot run initiate | démarrer lancer commencer débuter démarrage lancement
stop halt end quit abandon leave | arrêter stopper cesser terminer interrompre quitter abandonner arrêt
change modify edit alter adjust amend | changer modifier éditer ajuster modification changement
update upgrade refresh | mettre actualiser rafraîchir jour mise
create add generate make new | créer ajouter générer ajout création nouveau
install deploy apply deployment installation rollout | installer déployer appliquer déploiement installation
undo revert rollback back | annuler revenir défaire restaurer retour
restore recover recovery | restaurer récupérer restauration reprise
cancel abort | annuler résilier abandonner
choose select pick opt decide prefer adopt | choisir sélectionner retenir opter décider préférer adopter choix
reject discard refuse decline deny drop | rejeter écarter refuser décliner
allow permit let authorise authorize may enable | permettre autoriser pouvoir activer
forbid prohibit ban disallow block | interdire bloquer défendre
need require necessary mandatory compulsory must obligatory | falloir exiger nécessiter obligatoire nécessaire requis
give grant provide issue award | donner accorder fournir attribuer octroyer délivrer
receive get obtain collect | recevoir obtenir percevoir toucher
send forward transmit dispatch mail | envoyer transmettre expédier transférer
tell inform notify warn announce alert hear told | prévenir informer avertir notifier annoncer signaler alerter
call phone ring page contact reach | appeler téléphoner contacter joindre
ask request apply | demander solliciter demande
answer reply respond response | répondre réponse
check verify validate inspect examine control | vérifier contrôler valider inspecter examiner contrôle
approve accept validate confirm | approuver accepter valider confirmer
sign signature | signer signature
build compile | compiler construire compilation
release version publish | version publier publication livraison
show display print list | afficher montrer lister
hide mask | masquer cacher
find locate look search | trouver chercher rechercher
happen occur take | passer produire survenir arriver
arrive come reach | arriver venir parvenir
work function operate run | fonctionner marcher opérer
fail crash break error failure outage fault | échouer planter panne erreur échec défaut tomber
fix repair mend solve correct | réparer corriger résoudre
replace swap substitute exchange | remplacer échanger substituer
rotate renew rollover | renouveler rotation roulement
expire lapse expiry | expirer échoir échéance expiration
revoke withdraw invalidate | révoquer retirer invalider
steal theft compromise leak | voler vol compromettre fuite
lose lost missing | perdre perte manquer
buy purchase order acquire | acheter acquérir commander achat
sell sale | vendre vente
pay payment charge bill | payer paiement régler facturer
fine penalty fee charge | amende pénalité frais
cost price rate fee | coûter prix tarif coût montant revenir
bonus allowance premium | prime indemnité
holiday leave vacation | congé vacances
remote telework home | télétravail distance
employee staff worker | salarié employé personnel
manager boss supervisor head chief | responsable chef manager supérieur directeur
owner responsible charge lead | responsable propriétaire chargé
customer client | client
user reader person people | utilisateur personne
team group crew | équipe groupe
company firm business | entreprise société firme
office workplace desk | bureau
meeting session assembly | réunion assemblée séance
password passphrase credential | mot passe identifiant
key | clé clef
token | jeton
file document | fichier document
folder directory | dossier répertoire
log journal record register | journal registre
backup | sauvegarde sauvegarder
server machine host | serveur machine hôte
database | base données
queue backlog | file attente
branch site location | site antenne
environment | environnement
network link connection | réseau liaison connexion
port | port
address | adresse
limit maximum ceiling cap quota most longest highest | limite maximum maximal plafond quota
minimum minimal least lowest smallest | minimum minimal
size length long | taille longueur durée
heavy weigh weight | lourd peser poids
high height altitude | haut hauteur altitude
fast quick speed rapid | rapide vite vitesse
slow delay late lag | lent retard délai
often frequency frequent every | souvent fréquence
automatic automatically | automatique automatiquement
manual manually hand | manuel manuellement main
before prior earlier previous | avant précédent
after later following | après suivant
today now current currently present | actuel actuellement courant présent
old age | âge ancien vieux
new recent latest | nouveau récent dernier
first introduce initial | premier introduire initial
last final | dernier final
half | moitié demi
twice double | deux double
day daily | jour quotidien journée
night nightly | nuit nocturne
week weekly | semaine hebdomadaire
month monthly | mois mensuel
year yearly annual | an année annuel
quarter quarterly | trimestre trimestriel
use utilise employ | utiliser employer servir
carry contain include hold | contenir inclure porter comprendre
assure perform carry | assurer effectuer réaliser
support help assistance | aide assistance entraide support
train training course | formation former
incident outage accident | incident panne accident
risk threat danger | risque menace danger
secure security safe safety | sécurité sûr sûreté sécuriser
encrypt encryption cipher | chiffrer chiffrement
lock locked freeze | verrouiller bloquer geler
unlock unfreeze | déverrouiller débloquer dégeler
damaged broken cracked | abîmé cassé endommagé
rule policy regulation | règle politique règlement
reason why motive | raison motif pourquoi
step stage phase | étape phase
test trial try attempt | test essai tester essayer tentative
open opening | ouvrir ouverture
close closure shut | fermer fermeture
measure measurement | mesurer mesure
increase raise grow | augmenter hausse accroître
decrease reduce lower | diminuer réduire baisse
import load | importer charger
export | exporter
read view consult | lire consulter
write record | écrire consigner inscrire
move migrate transfer | déplacer migrer transférer
copy replicate duplicate | copier répliquer dupliquer
split divide | diviser séparer
join merge | joindre fusionner
majority share vote | majorité voix vote
hold place | lieu tenir
default standard | défaut standard
error code | erreur code
app application software program | application logiciel programme
feature function | fonctionnalité fonction
setting option configuration parameter | réglage option configuration paramètre
laptop computer workstation | ordinateur poste
phone telephone mobile | téléphone portable mobile
`;

const byStem: Readonly<Record<Language, ReadonlyMap<string, readonly number[]>>> = {
  en: build('en', 0),
  fr: build('fr', 1),
};

function build(language: Language, column: 0 | 1): Map<string, readonly number[]> {
  const map = new Map<string, number[]>();
  for (const [id, line] of table.trim().split('\n').entries())
    for (const word of (line.split('|')[column] ?? '').trim().split(/\s+/u)) {
      const key = stem(word, language);
      const ids = map.get(key) ?? [];
      if (!ids.includes(id)) map.set(key, [...ids, id]);
    }
  return map;
}

/**
 * Numbers of the concepts that a word of this language stands for. A French question and an English document meet here:
 * each looks its words up in its own language.
 */
export function conceptsOf(word: string, language: Language): readonly number[] {
  return byStem[language].get(stem(word, language)) ?? [];
}
