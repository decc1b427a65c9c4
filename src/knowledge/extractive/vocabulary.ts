// The little words of English and French: those without meaning, those with little, and irregular forms.

/** Lower case, without accents and ligatures, so that `Clé`, `cle` and `CLÉ` are one word. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').normalize('NFD').replace(/\p{M}/gu, '');
}

const set = (text: string): ReadonlySet<string> => new Set(fold(text).split(/\s+/u));

/** Words that say nothing about the subject of a question. */
export const stopWords = {
  en: set(`a about after again all also am an and any are as at be because been before being between both but by can
    cannot could did do does doing done during each else ever few for from further get gets got had has have having he
    her here hers him his how i if in into is it its itself just let like many may me might mine more most much must my no
    nor not now of off on once one only or other ought our ours out over own per please same shall she should since so
    some such tell than that the their theirs them then there these they this those through to too under until up upon us
    very was we were what when where whether which while who whom whose why will with within without would yes you your
    yours re ve ll isn aren doesn don didn won`),
  fr: set(`a à afin ai ainsi alors après as au aucun aucune aussi autre autres aux avait avant avec avez avoir avons car ce
    ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment combien dans de déjà depuis des dès
    devons devez dois doit doivent donc dont du durant elle elles en encore entre est et étaient était étant été être eu
    eux fait faire fais faut faudrait font furent fut ici il ils j je jusque l la laquelle le lequel les lesquels lesquelles
    leur leurs lors lui m ma mais me même mes mien moi moins mon n ne ni non nos notre nous on ont or ou où par parce pas
    pendant peu peut peuvent peux plus plutôt pour pourquoi pourrait pouvez pouvoir pouvons puis qu quand que quel quelle
    quelles quels qui quoi s sa sans se selon sera serait ses si sien sinon soi soit son sont sous sur t ta te tes toi ton
    tous tout toute toutes très trop tu un une va vers via voici voilà vos votre vous y avons-nous est-ce ceux-ci
    as-tu peut-on`),
} as const;

/** Words that a question needs more often than its answer does: they count, but little. */
export const lightWords = {
  en: set(`able allowed amount compute computed calculate handle handled anyone become called come contain costs describe define exactly explain find give given go
    happen happens have help implement implemented implementation keep know kind list long longest made make makes mean means meant name named need needed
    needs number old people person possible purpose put reason require required responsible said say says show start
    state stated take takes taken thing things time times type use used using want way work works written`),
  fr: set(`aller appelle appelé besoin chose choses citer connaître contenir coûte dire dit donner expliquer exister existe
    façon faites genre long longtemps manière mettre moment nécessaire nom nombre nommé personne personnes possible
    possibles prend prendre raison responsable savoir sert servir signifie signifier situe situé sorte temps trouve trouver
    trouvent type utilise utiliser utilisé veut vouloir existe-t-il y-a-t-il`),
} as const;

/** Very common verbs and general words: a document may say them otherwise, so that their absence says little. */
export const commonWords = {
  en: set(`accept act add agree allow allows appear apply arrive arrived ask base become begin believe belong big bring
    build business buy carries carry case cause change charge check choose choose close complete concern consider contain
    continue control cover create day deal decide depend different do early end enter exist expect fact fall feel few fill
    find finish follow full general go good great handle hear high hold hour idea important include including increase
    introduce introduced involve join keep lead leave less level light live local look lose low main mean meet month move
    next offer open order part pass pay place plan play point possible present produce provide pull push put question raise
    reach read receive remain result return right run second see seem send serve set several side sit small someone
    something sort speak stand state stay stop store such take talk tell think today together told top try turn understand
    wait walk want watch whole win word work world write written wrong year`),
  fr: set(`accepter accorder agir ajouter aller amener appartenir apporter arriver assurer atteindre attendre avancer bas base
    beaucoup bien bon bonne cas cause certain certaine changer chercher choisir commencer compter comprendre compte concerner
    conduire conserver considérer contenir continuer couvrir créer croire début demander dépendre dernier dernière devenir
    différent différente différents disposer durer effectuer employer entrer envoyer exister fin finir former général générale
    grand grande grands gros haut heure heures jour jours laisser lieu lire local maintenir marcher marchent meilleur mener
    mettre mis monter montrer mot niveau nouveau nouvelle obtenir occuper offrir ouvrir parler part partie partir passer
    passe payer penser perdre permettre petit petite placer plein plusieurs point porter poser possible poursuivre pousser
    premier première présent présenter prévoir principal principale produire proposer question recevoir reconnaître reprendre
    rester retenir retenu retrouver réussir sembler sens sentir seul seule simple sortir suivre tenir tient tenu terminer
    tirer tourner traiter travail travailler trouver valoir venir vivre voir vouloir vrai`),
} as const;

/** Irregular forms and the form that a stemmer can work with. */
export const irregular: ReadonlyMap<string, string> = new Map(
  `kept keep|chosen choose|chose choose|choice choose|stolen steal|stole steal|written write|wrote write|taken take|took take|
  sent send|held hold|paid pay|payment pay|built build|lost lose|loss lose|found find|ran run|left leave|broken break|broke break|
  told tell|given give|gave give|begun begin|began begin|bought buy|brought bring|caught catch|driven drive|eaten eat|
  fallen fall|fell fall|forgotten forget|forgot forget|gone go|went go|grown grow|grew grow|hidden hide|hid hide|known know|
  knew know|led lead|meant mean|met meet|spoken speak|spent spend|stood stand|thought think|understood understand|
  woken wake|won win|shown show|thrown throw|threw throw|drawn draw|drew draw|seen see|saw see|sold sell|sale sell|
  sales sell|taught teach|worn wear|frozen freeze|froze freeze|children child|men man|women woman|indices index|indexes index|
  indices index|analyses analysis|criteria criterion|people person|deletion delete|permission permit|permitted permit|
  submission submit|submitted submit|decision decide|description describe|response respond|answer answer|length long|
  height high|weight weigh|proof prove|belief believe|speech speak|flight fly|birth born|death die|died die|dead die|
  renewal renew|renouvellement renouveler|choix choisir|envoi envoyer|essai essayer|emploi employer|appel appeler|
  paiement payer|achat acheter|vente vendre|vendu vendre|mis mettre|pris prendre|écrit écrire|lu lire|reçu recevoir|
  réception recevoir|ouvert ouvrir|ouverture ouvrir|interdit interdire|interdiction interdire|permis permettre|
  permission permettre|perdu perdre|perte perdre|détruit détruire|destruction détruire|suppression supprimer|
  construit construire|construction construire|né naître|naissance naître|mort mourir|décès mourir|décédé mourir|
  yeux œil|travaux travail|lecture lire|écriture écrire|réponse répondre|demande demander|conduit conduire|
  fuite fuir|fuité fuir|durée durer|coût coûter|prix coûter`
    .split('|')
    .map((pair) => pair.trim().split(' ') as [string, string]),
);
