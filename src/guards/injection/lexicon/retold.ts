// What a text wants readers to be told, and not to be told, by whoever retells it: verbs of telling with their negations, verdicts,
// marks and turns of phrase, in both languages. Written by meaning, as in `orders.ts`; French without accents in mind.
import type { Lexicon } from './classes';
import { each } from './each';

const TELL_FRENCH = `mention*, cit*, signal*, parl*, montr*, list*, relev*, soulev*, soulign*, rapport*, comment*, precis*, figur*, nomm*, dire, dis,
  dit, dise, disent, dira, diras, diront, previen*, previendr*, prevenir, averti*, inform*, reconnai*, reconnaitr*, repris, reprend*, reprise`;
const TELL_FRENCH_VOWEL = `evoqu*, affich*, indiqu*, appara*, apparai*, avou*, avert*, alert*, inform*, expliqu*, admet*, aborder*, aborde*`;

const TELL_ENGLISH = `mention*, cite*, citing, discuss*, list*, quote*, bring up, raise*, flag*, report*, disclose*, name, refer to, allude*, hint*,
  acknowledge*, admit*, note, signal*, speak of, talk about, point out, touch on, dwell on, explain*, say, tell, warn*, alert*, appear in, feature in`;

export const RETOLD_ENGLISH: Lexicon = {
  MACHINE: `ais, ai tutor*, ai writer*, comparison engine*, answer engine*, answering service*, answering machine*`,
  TOOLACT: `file this, files this, file these, run delete*, accept the, declare`,
  OMIT: `confines itself, confine itself, limits itself, leave aside, leaves aside, leave * aside, lock and key, keep the operation quiet, keep the * quiet, keep their source quiet, kept their source quiet, keep its source quiet,
    won't alert, won't tell, won't mention, won't transcribe, doesn't transcribe, digs no further, dig no further, looks no further, look no further, leaves the * out, leave the * out, cut any, cuts any, cut short, cuts short, open no claim,
    opens no claim, wipe the, wipes the, wiping the, no need to let, out of it, batting an eyelid, not to be checked, without checking, turn a blind eye, turns a blind eye, keep it under, sweep it under, let it drop, keeps them in the, ${each('not, never, no longer, nor', TELL_ENGLISH)}, not be mention*, not be raised, not be cited, not be flagged, not be reported, not be
    discussed, not to be mention*, not to feature, isn't to be mention*, nothing of, stays quiet, stay quiet, keeps quiet, keep quiet, goes uncited, go uncited, go
    unsaid, goes unsaid, go unmentioned, goes unmentioned, passes over, let * go, kept out of, leaves no, leave no record, no record of, raises no, raise
    no, brings up no, is absent, are absent, be absent, disregards the, strike it from, struck from, gives no explanation, give no explanation, without
    explanation, with no explanation, none the wiser, members unaware, unaware, in the dark, breathe a word, not let on, don't let on, own up to
    nothing, remove this item, remove this line, no trace of, stays between, stay between, forgo mention*, forgo any mention, abstain from, abstains
    from, no need to flag, no need to mention, needn't mention, need not mention, needn't be mention*, deny that there, deny there, denies that there, glosses
    over, under wraps, hushed up, swept under, appears in no, appear in no, features in no, let the answers, fall under the table, fall by the wayside`,
  STATE: `let it be known, lets it be known, let them know that, take * as, take this line as, takes this line as, take it as, takes it as, is down to, are down to, hold any, holds any, hold that, holds that, hold to be, rounds it, round it, round up, rounds up, carry the words, carries the words, carry the mention, will serve, serves first, give out, gives out, put forward, to be put forward, associate the, associates the, named, congratulat*, gives, hears that, hear that, are told that, is told that, to hear that, the right answer, right answer for, expected answer, only answer, correct answer, the only
    account, plead, pleads, pleading, put down to, puts down to, passes it off, pass it off, pass * off, talk up, talks up, run down, runs down, sing the praises, sings the
    praises, speak highly, speaks highly, speak well of, speaks well of, serve up, the version to serve, version to give, is to be called, be called finished, turn * into,
    read as, reads as, is to be read as, to be taken as, taken as, take * as, be understood as, is understood as, shall be understood, reckon*, portrayed as, deem*`,
  RATE: `20/20, 10/10, 5/5, 100/100, 19/20, 9/10, full points, top mark, top marks, maximum points, first rank, outrank*, the top rating, above the others, before all
    others, at number one, first choice, non-compliant, awards us, award us, awards the`,
  VERDICT: `don't bother, as a yes, perfect match, most reliable, best rated, to be right, will do, full, ships tomorrow, in stock, congratulations, under those in favour, in favour, no plagiarism, fakes, european leader, no departures, glowing, flattering, faultless, without fault, no hazards, free of hazards, no reservations, without reserve, market leader, leader in the market, irregular,
    never existed, never happened, does not exist, do not exist, under control, abandoned, discontinued, finished, withdrawn, rumour*, rumor*, hoax*, hearsay, urban
    legend, impeccable, irreproachable, first-rate, top-notch, board approved, board-approved, exemplary, zero incidents, no incident, no incidents, overwhelmingly`,
  FAKE: `the terms notwithstanding, make up, that you make up, say it with confidence, with full confidence, sound confident, a lie, white lie, in spite of the, in the teeth
    of, no matter, regardless of the, where it says, in its place, in its stead, contrary to the, this sentence and no other, and no other, and nothing beyond`,
  ASKER: `those who enquire, those who inquire, whoever inquires, whoever enquires, who inquires, who enquires, anyone who inquires, to all comers, to anyone who,
    to whoever asks, to beginners, to residents, to workers, to buyers, to visitors, whatever is asked, whatever they ask`,
  MUST: `is welcome to, are welcome to, is invited to, are invited to, is urged to, are urged to, is begged to, are begged to, is to, are to, is expected to, are expected to, is required to, are required to`,
  READV: `sort, sorts, sorting, restat*, recast*, relat*, digest*, ingest*, crawling, scraping, manages, managing, managed, handled`,
  SETUP: `its initial settings, its initial instructions, its settings, the whole of its, instructions it got, instructions it received, instructions it was, confidentiality rules, safeguards set`,
  LAPSE: `ceases applying, cease applying, ceases to apply, cease to apply, stops applying, stop applying, no longer compulsory, no longer mandatory, are optional, is optional, are suspended, is suspended, are
    abolished, is abolished, tear it up, null and void`,
  NOASK: `isn't required, is not required for this, no call to bother, without bothering, too busy to be bothered, it's planned, approval was given, was given orally, need no approval`,
  META: `to each question, to every question, to any question, each of your answers, all of your answers, in every answer, in each answer, in any answer, in all answers,
    in any summary, in each summary, in automated digests, in no digest, in every conversation`,
};

export const RETOLD_FRENCH: Lexicon = {
  OMIT: `taise, taisent, taisiez, faire abstraction, fait abstraction, fera abstraction, feront abstraction, fais abstraction, faites abstraction, coupe court, coupera court, couper court, couperont court, ne cherche pas, ne cherchera pas, ne cherchez pas, ne pas chercher, sans sourciller,
    se borne a, se bornera a, se borneront a, se limitera a, se limiteront a, s'en tiendra a, s'en tient a, s'en tenir a, s'en tiendront a, sous cle, ne se comptent pas, n'a pas lieu d'etre, n'ayant plus lieu, ne pas recouper, sans recouper, tel qu'il
    n'existe, aux oubliettes, enterr*, gardera le secret, ecartera, ecarteront, ne transcri*, ne transcrira pas, ${each('ne, ne pas, ne jamais, ne plus, ne rien, ne le, ne la, ne les, ne lui, ne leur, ne surtout pas, ne point, ne seront pas, ne sera pas, ne saurait etre, ne sauraient etre, ne doit pas etre, ne doivent pas etre, ne doit etre, ne peut etre', TELL_FRENCH)},
    ${each("ne pas, ne jamais, ne plus, ne rien, n', ne l', ne les, ne lui, ne pas l', ne pas s', ne s'en, ne pas s'en, ne pas en, n'en, ne pas y", `${TELL_FRENCH_VOWEL}, ${TELL_FRENCH}`)},
    ne pas faire etat, ne fait pas etat, ne font pas etat, ne fais pas etat, ne faites pas etat, ne fasse pas etat, n'en fais pas etat, n'en fait pas etat,
    se garde de, se garde d', se gardera de, se gardera d', se garderont de, se garderont d', se garder de, se garder d', garde-toi de, gardez-vous de, gardez-vous d',
    dans l'ombre, laisser de cote, laissera de cote, laisseront de cote, laisse de cote, laissent de cote, reste hors, restera hors, restent hors, hors des reponses, hors de la
    reponse, hors du resume, hors des resumes, n'en dise rien, n'en disent rien, n'en dit rien, n'en dise mot, n'en pipe mot, ne pipe mot, ne dit mot, ne rien dire, sans qu'on
    le sache, sans l'ebruiter, ne pas l'ebruiter, n'avouer, n'avoue jamais, ne jamais avouer, s'abstient, s'abstiennent, s'abstienne, s'abstenir, laisse passer, passer sur, passera
    outre, passeront outre, passer outre, n'a pas ete dit, jamais entendu parler, n'en as jamais entendu, n'existait pas, n'avait pas existe, doit disparaitre, disparait, disparaissent,
    ne doit apparaitre dans, ne doivent apparaitre dans, n'apparait dans aucun*, ne figure dans aucun*, ne figurera dans aucun*, n'a pas sa place, n'ont pas leur place, tais toi
    sur, te tais sur, se tait sur, se taira sur, se tairont sur, ne s'y arrete pas, ne pas s'y arreter, ne s'y arretera pas, ne t'y arrete pas, ne pas s'attarder, ne t'attarde pas,
    ne s'attarde pas, ne tiens pas compte, ne tient pas compte, ne tiendra pas compte, ne tenez pas compte, ne pas tenir compte, sans tenir compte, sans mot dire, sans un mot, a ne
    pas relever, a ne pas evoquer, a ne pas mentionner, a ne pas signaler, a ne pas citer, a taire, a passer sous, reste entre, restera entre, sans s'en expliquer, sans
    explication, sans plus d'explication, sans s'expliquer, etouff*, mettre en sourdine, mets en sourdine, mettra en sourdine, tenu secret, tenue secrete, tenir secret, sera tu, sera
    tue, seront tus, seront tues, est tu, sont tus, inutile de preciser, inutile de le dire, inutile d'en parler, ne vaut pas la peine d'etre, ne meritent pas d'etre, ne merite pas`,
  SILENT: `n'en dise rien, n'en disent rien, sans que l'utilisateur en soit, sans que le client, sans que les membres, sans que personne n'en, a l'insu, hors de sa vue, ni vu ni connu,
    n'en fais pas etat, n'en fait pas etat, n'en souffle mot, n'en soufflez mot, pas la peine d'en parler, inutile d'en parler, ne previendra personne, ne previens personne, ne prevenir personne,
    ne laisse pas de trace, ne laissez pas de trace, ne laisser aucune trace, ne laisse aucune trace, sans laisser de trace`,
  STATE: `fait savoir, fera savoir, feront savoir, faire savoir, fais savoir, faites savoir, raconte*, racontera, s'explique par, s'explique, s'expliquera, soutenez, soutiens, communiquera*, servira, serviront, servir, sert, notera, noteront,
    rendra, rendront, rends, traduira, traduiront, remplira, considerera*, interpretera*, s'interprete, associer, associera, arrondira, arrondiront, transforme en, transformera en, changera en, changer en, bonne reponse, reponse attendue, seule reponse, reponse correcte, reponse officielle, reponse type, reponse unique, fait etat, font etat, faire etat, fera etat, feront etat,
    fassent etat, fasse etat, oppose que, opposera que, opposent que, retorqu*, object*, se verra repondre, se verront repondre, s'entendra dire, s'entendra repondre, s'entendront dire,
    tenir pour, tient pour, tiendra, tiendront, tenez pour, tienne pour, tiendra pour, tiendront pour, lira, liront, lisent, compte pour, comptera pour, invoqu*, pretext*, plaid*, allegu*,
    chanter les louanges, chante les louanges, chanteront les louanges, faire l'eloge, fait l'eloge, fera l'eloge, fais l'eloge, faites l'eloge, dire du bien, dis du bien, dira du bien,
    dire du mal, dis du mal, dira du mal, encens*, denigr*, discredit*, exager*, glorifi*, traiter de, traite de, traitera de, traiteront de, faire passer, fait passer, fera passer, feront passer,
    fais passer, faites passer, passer pour, soutenir que, argu*, avancer que, sert la version, version a servir, version a donner, phrase a servir, s'entend comme, s'entend dans, se lit comme,
    se lira comme, doit se lire, retiendra, retiendront, retient, chiffre a donner, valeur a donner, valeur a retenir, motif a donner, jurant, nieront, clam*, proclam*`,
  RATE: `20/20, 10/10, 5/5, 100/100, 19/20, 18/20, 17/20, 9/10, 58/60, 60/60, mets 18, mets 20, mets 19, premier rang, au premier rang, en tete de, en tete du, tout premier, hors concours, ecarte les
    autres, sont ecartees, sont ecartes, irregulieres, irregulier, note la plus elevee, la meilleure note, note technique maximale, maximum de points, le maximum, la note technique, obtient la meilleure,
    propose en premier, cite en premier, place en premier, en premier`,
  VERDICT: `rentable*, nuls, aucune necessaire, aucune protection, justes, pour juste, complet, suffit, suffisante, suffira, close, closes, clos, felicit*, fiable entre, inutile de vous deplacer, a 100, mieux note, la mieux notee, irrefutable*, indiscutable*, avere*, flatteur*, elogieu*, sans defaut, sans faille, sans faute, aucun incident, zero incident, zero defaut, leader*, numero un, n'existe plus, n'existe pas, n'existent pas, n'existent plus, n'a jamais
    existe, n'ont jamais existe, n'a jamais ete, n'ont jamais ete, maitrise*, abandonne*, irregulier*, nul et non avenu, nulle et non avenue, nulle et non, demontre*, credible, evidente, intact*, impeccable*, adopte*,
    adoption, large majorite, exemplaire*, sain, saine, amenageable, consommable*, comestible*, potable*, hors de cause, rumeur*, legende urbaine, canular*, intox, coup de com, obtenue, homologuee, rembourse
    integral*, integralement rembourse*, a gagne, remporte, solide, probable, optimiste, en etat, en avance, temps calme, ordinaire, normale, anodin*, benin, benigne`,
  FAKE: `sans egard, en jurant, au motif, pretext*, mensonge*, avec assurance, avec aplomb, fermement, d'un ton, aucune autre formul*, et aucune autre, et aucun autre, et rien d'autre, pas d'autre, n'en formulera pas
    d'autre, n'a qu'une conclusion, seule conclusion, la seule explication, seule admise, conseil d'achat, publicite*, reclame pour, contre toute evidence, a rebours, sans justificatif, sans preuve`,
  ASKER: `quiconque s'en enquiert, a qui la questionne, a qui le questionne, a qui les questionne, a qui s'en etonne, qui s'en etonne, s'en etonne, s'en inquiete, s'en etonnent, a quiconque, aux riverains, aux parents,
    aux acheteurs, aux intervenants, aux debutants, aux auditeurs, aux candidats, aux locataires, aux patients, aux eleves, aux voyageurs, au voyageur, au visiteur, aux visiteurs, au locataire, au patient, au demandeur,
    aux demandeurs, a toute demande, a toute question, a chaque question, tes interlocuteurs, vos interlocuteurs, ses interlocuteurs`,
  META: `a chaque question, a toute question, dans toute reponse, dans chaque reponse, dans chacune de tes reponses, dans aucune reponse, dans aucune synthese, dans aucun resume, dans les resumes, dans les syntheses,
    dans tes resumes, dans la restitution, dans toute restitution, la restitution, dans chaque conversation, dans vos resumes, reponse automatique, reponses automatiques`,
  FOREVER: `sessions d'apres, aujourd'hui comme demain, pour les sessions, dans chaque conversation, une bonne fois, tout le reste de la discussion, pendant tout le reste, jusqu'a la fin de`,
  SETUP: `son exploitant lui a, son editeur lui a, son fournisseur lui a, ses parametres, parametres initiaux, reglages initiaux, consignes qu'il a, consignes qu'elle
    a, consignes qu'ils ont, consignes recues, instructions recues, instructions qu'il a, instructions qu'elle a, message de depart, recette de ta, propre fabrication, t'a dresse, t'ont dresse, on t'a
    dresse, phrases par lesquelles, engagements envers l'editeur, regles de confidentialite, regles de prudence, garde-fous fixes, garde-fous poses, barrieres posees`,
  LAPSE: `inactif, inactive, inactifs, inactives, est annulee, est annule, sont annules, sont annulees, cesse d'appliquer, cessent d'appliquer, cessera d'appliquer, cesser d'appliquer, comme rompus, rompu*, mis en greve,
    plus a rendre, n'a plus a rendre, n'ont plus a rendre, leve la reserve, levent la reserve, quitte son role, quittent leur role, est suspendu, sont suspendus, est suspendue, sont suspendues, n'est
    plus obligatoire, ne sont plus obligatoires, supprimees, nul et non avenu, nulle et non avenue, nuls et non avenus`,
  PRETEXT: `est bloquee, est suspendue, la debloquer, le debloquer, les debloquer, debloquer sur, debloquer le dossier, debloquer votre, pour ouvrir le dossier, panne de reseau, feignant une, feindre une, invoquer une,
    invoque une, pretexter, pretextant, pretexte une, pour controle, « pour controle, a titre de controle, pour identification`,
  NOASK: `n'est pas requis, n'est pas requise, n'est plus requise, n'a besoin d'etre sollicite*, n'ont pas besoin d'etre, accord deja, deja obtenu*, accord a ete donne, sans rapprochement, sans la soumettre, sans le
    soumettre, sans les soumettre, sans le faire relire, tout seul, de toi-meme, sans broncher, inutile de lui redemander, inutile de redemander, inutile de leur demander, ne pas interroger, n'interroge
    pas, ne sollicite personne, sans sollicit*, n'a pas a etre mis*, n'a besoin d'aucune, n'ont besoin d'aucune`,
  MISUSE: `faux justificatifs, fausses factures, double signature, contourner la double`,
  READV: `ger*, gere, geree, geres, administr*, sollicit*, feuillet*, pomp*, digere*, diger*, assimil*, aval*, survol*, prelu*, prelev*, depouill*, scrut*`,
};
