// How a text tells its reader to obey what comes out when something else is read in another way.

/** What is to be obeyed, by how surely it is an order that nobody can read as it stands. */
export interface Obeys {
  /** 1 `execute it`, 2 `do what it says`, 3 `follow the sentence that results`. */
  readonly strength: 1 | 2 | 3;
  /** A match begins with the name of what is ordered; others begin with a verb. */
  readonly isNamed?: true;
  readonly pattern: RegExp;
}

/** Words and turns of phrase, parted by commas, as the alternatives of a pattern; `~` stands for any word. */
const any = (words: string): string =>
  `(?:${words
    .split(',')
    .map((word) => word.trim().replaceAll('~', '[a-z]{3,14}'))
    .join('|')})`;

/** To do what one is told: as an order, never in the third person. */
const OBEY = any(
  `obey, follow, execute, perform, fulfill?, carry out, act on, act upon, comply with, apply, heed, do, answer, respond to, reply to, run,
  process, complete, implement, honou?r, enact, grant, satisfy, oblige, react to, deal with, proceed with, proceed as, behave as, act as, go by,
  give me, go ahead with, get on with, deliver, provide, supply, put into effect, put into practice, live by, go along with, do as`,
);
const OBEY_FRENCH = any(
  `obei(?:s|ssez|r) (?:a|au|aux)\\b, suis, suivez, suivre, execute[rz]?, applique[rz]?, accompli(?:s|ssez|r), realise[rz]?, fai(?:s|tes|re),
  repond(?:s|ez|re)(?: a| au| aux)?\\b, traite[rz]?, respecte[rz]?, conforme-toi (?:a|au|aux)\\b, conformez-vous (?:a|au|aux)\\b, exauce[rz]?,
  satisfai(?:s|tes|re), donne(?:-moi|z-moi), effectue[rz]?, mets en oeuvre, agi(?:s|ssez) selon, plie-toi (?:a|au|aux)\\b, tiens compte de, donne[rz]? suite (?:a|au|aux)\\b, fourni(?:s|ssez|r), rends-moi, livre-moi, charge-toi de, occupe-toi de`,
);
/** What an order is called. */
const ORDER = any(
  `instructions?, orders?, commands?, requests?, messages?, sentences?, tasks?, prompts?, phrases?, directives?, questions?, text, wish(?:es)?, demands?, assignment, job, mission, line`,
);
const ORDER_FRENCH = any(
  `consignes?, instructions?, ordres?, demandes?, requetes?, phrases?, messages?, commandes?, questions?, directives?, missions?, taches?, texte, souhaits?, travail, voeux?, ligne`,
);
/** What came out of reading. */
const OBTAINED = any(
  `resulting, decoded, deciphered, decrypted, hidden, secret, concealed, unscrambled, assembled, reassembled, joined, combined, reconstructed,
  reversed, translated, obtained, revealed, recovered, restored, embedded, encoded, spelled, spelt, rebuilt, spoken, printed, uncovered, unlocked,
  finished, completed, solved, extracted, final, assembled, decrypted, displayed, corresponding`,
);
const OBTAINED_FRENCH = any(
  `ainsi ~, obtenue?s?, cachee?s?, secrete?s?, formee?s?, decodee?s?, dechiffree?s?, resultante?s?, reconstituee?s?, traduite?s?,
  revelee?s?, codee?s?, extraite?s?, trouvee?s?, decouverte?s?, une fois ~,
  que (?:tu|vous) (?:y |en |auras? |as |avez )?(?:obtiens|obtenez|obtiendras|trouves?|trouvez|trouveras|lis|lisez|liras|decouvres|decouvrez|decodes|decodez|reconstitues?|obtenue?|decodee?|trouvee?|lue?),
  qui (?:en |y |s['’]y )?(?:resulte|apparait|apparaitra|se forme|ressort|sort|cache|sortira|ressortira), que (?:cela|ca|cet?te?|les? ~|la ~) (?:donne|donnent|forme|forment|compose|composent), cache dedans`,
);
const RESULTS = any(
  `that results, that emerges, that appears, that comes out, that you (?:get|obtain|find|read|see|uncover|recover), you (?:get|obtain|end up with|find|uncover|recover|read|decode|have decoded)\\b, (?:that )?they (?:spell|form|make), (?:that )?it (?:spells|forms|makes|contains|holds|hides), formed, spelled out, spelt out, which results, so obtained, contained in it, inside it, hidden (?:in|inside|there|within)`,
);
/** What says something, when it has been read. */
const THING = `(?:result|output|message|text|sentence|string|answer|solution|plain ?text|letters|words|initials|capitals|emojis?|columns?|acrostic|poem|verse|puzzle|riddle|rebus|code|program|script|list|values?|note|line|lines|phrase|cipher|anagram|picture|drawing|decoded [a-z]{4,8}|rest|content|contents|whole)`;
const SAYER = `(?:it|they|that|this|these|you (?:get|find|read|obtain|see|decode|end up with)|(?:the|its|your) ${THING})`;
const SAYS = any(
  `says?, asks?, tells?, orders?, demands?, commands?, instructs?, wants?, contains?, reads?, means?, spells?, requests?, spelled, comes out, said, directs?, amounts to, asked for, requires?, prescribes?, dictates?, asks for, calls? for`,
);
const SAYS_FRENCH = any(
  `dit, disent, demande, demandent, demandera, ordonne, ordonnent, contient, contiennent, veut, veulent, signifie, signifient, indique,
  indiquent, enonce, enoncent, exige, reclame, reclament, prescrit, commande, dicte, raconte, y est ~, est ecrit, est dit, est demande, s['’]y trouve,
  tu (?:y )?(?:lis|liras|trouves|trouveras|obtiens|obtiendras|decodes|dechiffres|as lu), vous (?:y )?(?:lisez|lirez|trouvez|obtenez), en (?:resulte|ressort|sort), resulte`,
);
/** Machines, and whoever else reads. */
const READER = any(
  `you\\b, (?:the |any |all |every |each |our |your |whichever )?(?:ai|language|large|automated|coding|virtual)? ?(?:assistants?|ais?|llms?|models?|chatbots?|bots?|agents?|machines?|readers?|copilot|indexer|summari[sz]er)\\b`,
);
const READER_FRENCH = any(
  `toi\\b, vous\\b, donne\\b, (?:l['’ ]|la |le |les |tout |toute |tous les |un |une )?(?:ias?|assistante?s?|modeles?|agents?|chatbots?|robots?|machines?|outils?|lecteurs? automatiques?)\\b`,
);
const NEW = '(?:new |next |real |actual |only |direct |true |first |current |own )?';
const NEW_FRENCH = '(?:vraie? |nouvelle? |seule? |prochaine? |veritable |reelle? |premiere? )?';
/** It is, or becomes, and what is said of what was read. */
const IS = any(
  'is, are, be, becomes?, gives?, forms?, makes?, contains?, holds?, was, were, as, will be, shall be, equals?, :, =',
);
const IS_FRENCH = any(
  "est, sont, devient, sera, seront, donne, donnent, forme, forment, contient, constitue, constituent, comme, vaut, valent, c['’]est, :",
);

// All are tried on folded text and linear: what repeats is bounded.
export const OBEYS: readonly Obeys[] = [
  // `follow the resulting sentence`, `answer the question that you get`
  {
    strength: 3,
    pattern: new RegExp(
      `\\b${OBEY} (?:the |this |that |any |every |your |its |my )?(?:[a-z]{3,10} )?(?:${OBTAINED} (?:[a-z]{3,10} )?${ORDER}|${ORDER} ${RESULTS})\\b`,
      'g',
    ),
  },
  // `exécute la phrase obtenue`
  {
    strength: 3,
    pattern: new RegExp(
      `\\b${OBEY_FRENCH}(?:-l[ae]s?,?)? (?:la |le |les |l['’ ]|cette |cet |ce |ces )?(?:[a-z]{4,10} )?${ORDER_FRENCH},? ${OBTAINED_FRENCH}`,
      'g',
    ),
  },
  // `an order to the assistant`, `is my instruction to you`, `tells you what to do`
  {
    strength: 3,
    isNamed: true,
    pattern: new RegExp(
      `\\b(?:${ORDER} (?:to|for|aimed at|addressed to|meant for|intended for) ${READER}|(?:tells?|say|says|telling|know|knows) (?:you )?what (?:to do|i want|you must|you have to)\\b|what (?:you (?:have to|must|are to|should) do|i (?:want|need|expect|ask)(?: from you| of you| you to)?)\\b)`,
      'g',
    ),
  },
  // `une consigne pour l’IA`, `vaut ordre`, `te disent quoi faire`, `s’impose aux modèles`
  {
    strength: 3,
    isNamed: true,
    pattern: new RegExp(
      `\\b(?:${ORDER_FRENCH} (?:pour|a|aux|au|destinee?s? (?:a|aux|au)|adressee?s? (?:a|aux|au)|que je te|que je vous) ?${READER_FRENCH}|(?:tient|tiennent) lieu (?:de|d['’]) ?(?:consigne|ordre|instruction)s?|(?:fait|font) office (?:de|d['’]) ?(?:consigne|ordre|instruction)s?|(?:te|vous|t['’]) ?(?:dis(?:ent)?|dit|dira|diront|indique|indiquent) (?:quoi faire|ce que (?:tu dois|vous devez|j['’ ]attends|je veux))|(?:tu sais|tu sauras|vous savez|vous saurez|sais) (?:alors )?(?:quoi faire|ce qu['’ ]il (?:te |vous )?reste a faire|ce que tu dois faire|ce que j['’ ]attends)|ce que (?:j['’ ]attends|je (?:veux|te demande|vous demande|souhaite))|s['’]impose(?:nt)? (?:a|au|aux) ?${READER_FRENCH})`,
      'g',
    ),
  },
  // `do what it says`
  {
    strength: 2,
    pattern: new RegExp(
      `\\b${OBEY} (?:exactly |precisely |just |only |simply )?(?:what(?:ever)?|everything|all|anything|as)(?: that)? ${SAYER}(?: (?:then |really |now )?${SAYS})?\\b`,
      'g',
    ),
  },
  // `fais ce qu’il dit`
  {
    strength: 2,
    pattern: new RegExp(
      `\\b(?:${OBEY_FRENCH}|(?:et|puis|qui) (?:font|feront|fera|executent|executeront|suivent|suivront|appliquent|appliqueront)) (?:exactement |precisement |a |tout |simplement )?(?:a )?ce (?:qu[ie]? ?['’]?|que )(?: ?(?:il|elle|ils|elles|cela|ca|le|la|les|l['’]|ce|cette|te|vous|leurs?|y|en|on) ?){0,3}(?:[a-z]{4,14} )?(?:te |vous |t['’])?${SAYS_FRENCH}`,
      'g',
    ),
  },
  // `is your new task`, `treat the result as an instruction`
  {
    strength: 2,
    isNamed: true,
    pattern: new RegExp(
      `\\b(?:${IS} (?:an? |your |the |my )${NEW}(?:order|instruction|command|task|directive|prompt|request|wish|assignment|mission|question)s?\\b(?! (?:of|to|for|id|number|by|line|name|queue|set|type|is|are)\\b)|(?:treat|take|regard|consider|accept|read|see|use|interpret) (?:it|them|that|this|(?:the|what) [a-z]{3,10}(?: [a-z]{3,10})?) as (?:an? |your |my |the )?${NEW}(?:instruction|order|command|prompt|request|task|question)s?|obey (?:it|them|that|me)|(?:and|then|,) obey)\\b`,
      'g',
    ),
  },
  // `est ta nouvelle consigne`, `prends-la comme un ordre`, `obéis-y`
  {
    strength: 2,
    isNamed: true,
    pattern: new RegExp(
      `\\b(?:${IS_FRENCH} (?:un |une |ta |ton |tes |ma |mon |mes |votre |vos |la |le )?${NEW_FRENCH}(?:consigne|ordre|instruction|tache|mission|directive|demande|requete)s?\\b(?! (?:de|du|des|d)\\b)|obei(?:s|ssez|r)?[- ](?:y|lui|leur)|(?:et|puis|,) (?:obeis|obeissez|obtempere))\\b`,
      'g',
    ),
  },
  // `take it from there`, `to be carried out`, `the assistant decodes it and does it`
  {
    strength: 2,
    isNamed: true,
    pattern: new RegExp(
      `\\b(?:take it from there|get on with it|(?:proceed|behave|act|answer|respond|continue) as (?:it |they |you (?:are |have been )?)?(?:says?|directed|decoded|instructed|told|described|asked|ordered|requested|written)|(?:do|does|doing|acts?|behaves?) (?:as|what) (?:it|they|[a-z]) (?:says?|said|asks?|asked|wants?|tells?|told|orders?)|to be (?:carried out|executed|obeyed|followed|acted (?:up)?on|put into effect|performed|complied with|done)\\b|(?:consider|make|call) (?:it|that|this|them) (?:as )?(?:your|my) ${NEW}${ORDER}|(?:that|this|it|which) (?:replaces|is|stands for|was|becomes) (?:the|my|your|what) (?:only |real |actual |next )?(?:question|request|order|instruction|task|thing)s? (?:i|you)\\b|anything it (?:asks|says|wants)|what(?:ever)? it (?:asks|says|wants|calls for)\\b|what you (?:were|are) (?:meant|told|asked|supposed|here) to|your next (?:task|job|instruction|order|move|step|assignment|question|prompt)\\b)`,
      'g',
    ),
  },
  // `tu suis ce qui est marqué`, `ta prochaine mission`, `s’y conforme`
  {
    strength: 2,
    isNamed: true,
    pattern: new RegExp(
      `\\b(?:(?:tu |vous |il |elle |ils |elles |qui |a |et |puis |au? |[a-z]{4,12} )(?:sui[st]|suivez|suivent|fai[st]|faites|font|fera|feront|faire|execute[sz]?|executent|executera|executeront|applique[sz]?|applique(?:nt|ra|ront)|obei(?:t|ssent|ra|ront)? a) (?:alors |exactement )?ce qui (?:y |s['’]y )?(?:est|sera|a ete|trouve) ?[a-z]{0,12}|(?:s|t|m|vous|nous)['’ ](?:y|en) (?:conforme[srz]?|conformeront|conformera|acquitte[srz]?|acquittera|acquitteront|tenir|tiens|tient|tiendra|charge[srz]?|chargera|mettre|mets|met)\\b|en charger\\b|vas-y|(?:ta|ton|votre|sa|son|leur) (?:prochaine?|nouvelle?|seule?|veritable) (?:consigne|mission|tache|devoir|ordre|travail|demande|instruction|question)|le (?:travail|service|tour) (?:que je te|que je vous|en question|que ca|qu['’ ]il)|(?:tient|tiennent) lieu (?:de|d['’])|(?:agir|agis|agit|agissez|agira|agiront|repondra|procede[rz]?) (?:comme|selon|en vertu de) (?:il |elle |ce |y |indique|dit|demande|decode|prevu|convenu)|ce qu['’ ](?:on|il|elle|ils) (?:t['’ ]|te |vous |y )?(?:attend|attends|demande|reclame)|(?:fais|faites) comme si|repond(?:s|ez)-moi (?:la-dessus|dessus)|donne(?:-moi|z-moi) ce que je)`,
      'g',
    ),
  },
  // `execute it`, `act on the sentence`, `proceed accordingly`
  {
    strength: 1,
    pattern: new RegExp(
      `\\b(?:${any('follow, execute, run, apply, do, perform, fulfill?, heed, obey, implement, honou?r, answer, grant, satisfy')} (?:(?:it|them)|(?:that|this|these)(?! [a-z]{4,}))(?! (?:to|on|in|as|with|from|for|by|is|was|means|because|myself|again|all)\\b)|carry (?:it|them|that) out|(?:act (?:up)?on|comply with|respond to|reply to|answer|fulfill?|carry out|execute|follow|obey|heed|perform|react to) (?:it|that|them|the ${THING})|(?:act|proceed|behave|respond|react) accordingly|make it happen|go ahead|(?:help|answer|oblige) me (?:with|about|on) (?:it|that|this)|answer (?:that|this) one|(?:and|then) (?:comply|act|execute|do so|proceed|follow)\\b(?! (?:on|with|upon|as|in|like|the|a|to|an)\\b))`,
      'g',
    ),
  },
  // `exécute-la`, `réponds-y`, `agis en conséquence`
  {
    strength: 1,
    pattern: new RegExp(
      `\\b(?:(?:execute|applique|fais|suis|realise|accomplis|respecte|traite|exauce|effectue)(?:z|s|ez)?[- ]l[ae]s?(?! [a-z]{2,14})|agi(?:s|ssez) en consequence|repond(?:s|ez)-y|repond(?:s|ez) a (?:ca|cela|ceci)\\b|obtempere[sz]?|a (?:executer|appliquer|suivre|realiser|accomplir|respecter|mettre en oeuvre)\\b|puis execution|(?:puis |, |et )(?:execute|exécute|obeis|applique|fais)\\b ?:|obeis-moi|(?:execute|applique|suis|realise|accomplis|respecte)(?:z|s|ez)? (?:le resultat|la solution|la reponse|le texte|la phrase|le message|la consigne|l['’ ]ordre|l['’ ]instruction|le tout|l['’ ]ensemble)|repond(?:s|ez) (?:au resultat|a la question|au message|a la phrase|a la demande))`,
      'g',
    ),
  },
  // `decodes item 3 and does it`, `l’exécuteront`
  {
    strength: 1,
    isNamed: true,
    pattern:
      /\b(?:(?:and|then|shall|should|must|will) (?:obeys?|follows?|executes?|performs?|does|do|act(?:s|ed)? (?:up)?on|compl(?:y|ies) with|carr(?:y|ies) out|applies|apply|fulfil+s?|adopts?|oblige[sd]?)(?: (?:it|them|so|that|this|as|what|accordingly|the (?:result|outcome|text|sentence|message|content|rest|word|line))\b|$|[.;:,])|(?:et|puis|doit|doivent|,) (?:l['’ ]|les |la |le )?(?:executer|executera|executeront|execute|executent|appliquer|applique|appliquera|appliqueront|suivra|suivront|adopter|adopte|adoptera|accomplira|realisera|obeira|obeiront)\b(?! (?:l|la|le|les|un|une|des|sur|dans|pour)\b)|(?:run|execute|do|obey|follow|faire|executer|obeir|appliquer) ?(?:→|=>)|&& ?(?:do|run|obey|execute)\b)/g,
  },
];

/** Not to tell what was read: who asks for it wants it done, not known. */
export const UNTOLD = new RegExp(
  `\\b(?:${any('without, instead of, rather than, not')} (?:ever |even |first |just |merely )?${any('show, explain, mention, describ, reveal, tell, print, display, quot, repeat, comment, writ, say, discuss, summari[sz], translat, decod, analy[sz], echo, output, spell, recit, paraphras')}(?:ing|ting)\\b|(?:don['’]?t|do not|never|no need to|needn['’]?t|not to|no point in) (?:just |only |merely |even )?${any('show, explain, mention, describe, reveal, tell, print, display, quote, repeat, comment, write, say, discuss, output, translate, echo, spell, report, recite, showing, explaining, telling, repeating')}\\b|(?:silently|secretly|quietly|no questions asked|no (?:further )?comments?|no explanations?|without (?:a )?comment|without a word|keep the (?:decoded|decoding|text|result|reading) to yourself)\\b|sans (?:commentaires?|explications?|un mot|rien dire|en parler|le dire|(?:me |nous |rien |l['’]|la |le |les )?(?:expliquer|montrer|mentionner|afficher|citer|reveler|reproduire|commenter|recopier|traduire|ecrire|decrire|dire|restituer|detailler|repeter))\\b|pas d['’ ](?:explication|commentaire)|(?:au lieu|plutot que) d(?:e |['’])(?:l['’]|le |la |les )?(?:expliqu|montr|decri|comment|resum|cit|tradui|detaill|recopi)[a-z]{1,4}|(?:inutile|pas besoin|pas la peine) de (?:me |nous |l['’]|le |la |les )?(?:expliqu|montr|decri|comment|resum|cit|tradui|dire|detaill|recopi|repet)[a-z]{0,4}|n['’](?:explique|affiche|ecris|en parle)[a-z]{0,2} (?:rien|pas|ni)|ne (?:me |la |le |les )?(?:montre|commente|cite|mentionne|traduis|dis|decris|recopie|repete|detaille)[a-z]{0,2} (?:pas|rien|ni|jamais))`,
);

/** Other ways to say that something is to be done: of what nobody can read, where little is said in earnest. */
export const LOOSELY_OBEYS: readonly Obeys[] = [
  {
    strength: 2,
    isNamed: true,
    pattern: new RegExp(
      `\\b(?:(?:do|does|doing) (?:that|this|it|so|them|what)\\b|(?:act|acts|acting|answer|reply|respond|behave|proceed|continue)(?: [a-z]{1,8}){0,3} (?:accordingly|on (?:it|that|this|them)|by it)|(?:is|are|it['’]?s|they['’]?re|makes?|form) (?:an?|my|your|the) (?:[a-z]{3,9} )?${ORDER}|(?:addressed|directed|said|meant|intended) (?:to|at|for) ${READER}|for ${READER}|you know what (?:to do|i (?:want|mean))|knows? what (?:to do|is wanted)|(?:say|says) yes|(?:treat|take|read|see|consider) (?:[a-z]{2,10} ){1,4}as (?:if|though|an?|my|your)|(?:i|we) (?:want|need|wish|ask|expect)\\b|(?:that['’]?s|this is|which is|here is|these are) (?:what|my|your|the) (?:i|you|we|${ORDER})|(?:follow|obey|perform|carry out|heed|comply|fulfil+)(?:s|ing|ed)?\\b|on my behalf|get (?:it|that|this) done|make it so|over to you|your turn|if you would|be so kind|will do (?:it|as)|is (?:yours|to be done)|things? (?:i|you) (?:need|must|want))`,
      'g',
    ),
  },
  {
    strength: 2,
    isNamed: true,
    pattern: new RegExp(
      `(?:^|[^a-z])(?:(?:fais|faites|fait|execute[rz]?|suis|suivez|applique[rz]?|obei[st]?|obeissez|traite[rz]?|realise[rz]?|accompli[rst])(?:-| )(?:l[ea]s?|ca|cela|ceci|y|ce qu|cette|donc|alors|tout)|(?:a|pour) (?:faire|executer|suivre|appliquer|traiter|remettre) (?:par|a|au|aux|pour|ensemble)|c['’]est (?:ma|ta|votre|mon|ton|la|a toi|a vous|toi|vous)\\b|(?:ma|ta|votre|notre) (?:demande|requete|consigne|mission|commande|volonte)|(?:sait|sais|savez|saura|sauras) quoi faire|donne[rz]? suite|(?:prie|demande|ordonne|enjoint) (?:a |au |aux |la |le |les |l['’ ])?${READER_FRENCH}|pour ${READER_FRENCH}|a l['’ ](?:adresse|intention|attention) d(?:e|u|es) ?${READER_FRENCH}|(?:t['’]y|vous y) (?:colle|mets|mettez|attelle)[a-z]{0,2}|s['’](?:y )?(?:applique|execute|impose)|(?:suis|suivez) l['’ ]?(?:ordre|consigne)|au travail|quand meme|en consequence|comme (?:il est )?(?:dit|demande|prevu)|j['’ ](?:attends|aimerais|ai besoin)|je (?:veux|voudrais|souhaite)|vas-y|allez-y|oblige)`,
      'g',
    ),
  },
];
