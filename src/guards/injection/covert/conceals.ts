// How a text says that nobody is to learn of something, or to be asked about it, in English and French.

/** Words and turns of phrase, parted by commas, as the alternatives of a pattern. */
const any = (words: string): string =>
  `(?:${words
    .split(',')
    .map((word) => word.trim())
    .join('|')})`;

/** Those who are kept in the dark. */
const WHO =
  any(
    `users?\\b, humans?\\b, person\\b, people, (?:human |end )?readers?\\b, developers?\\b, devs?\\b, operators?\\b, customers?\\b, clients?\\b, employees?\\b, owners?\\b, reviewers?\\b, maintainers?\\b, team\\b, author\\b, anyone, anybody, colleagues?\\b, admins?\\b, administrators?\\b, requesters?\\b, recipients?\\b, callers?\\b, visitors?\\b, applicants?\\b, instructors?\\b, managers?\\b`,
  ) + "(?!['’]s)";
const WHO_FRENCH = any(
  `utilisateurs?\\b, utilisatrices?\\b, usagers?\\b, interlocuteurs?\\b, interlocutrices?\\b, humains?\\b, lecteurs?\\b, lectrices?\\b, developpeurs?\\b, operateurs?\\b, clients?\\b, salaries?\\b, titulaires?\\b, proprietaires?\\b, relecteurs?\\b, instructeurs?\\b, equipes?\\b, personne\\b, collegues?\\b, responsables?\\b, gestionnaires?\\b, demandeurs?\\b, candidats?\\b, destinataires?\\b, administrateurs?\\b, visiteurs?\\b, agents? humains?`,
);
/** Where something would be seen. */
const RECORD = any(
  `summar(?:y|ies), explanations?, diffs?, repl(?:y|ies), answers?, responses?, reports?, logs?, descriptions?, change ?logs?, transcripts?, commit messages?, pr (?:text|body|descriptions?), pull requests?, chat, conversation, output, review, notes, list of (?:steps|actions|activities), what you (?:say|write|report)`,
);
const RECORD_FRENCH = any(
  `resumes?\\b, reponses?\\b, explications?\\b, diffs?\\b, recapitulatifs?\\b, descriptions?\\b, journal\\b, journaux, registres?\\b, compte[- ]rendus?\\b, comptes[- ]rendus, syntheses?\\b, conversation, echanges?\\b, messages? de commit, pr\\b, historique, rapport, bilan, sortie, traces?\\b`,
);
/** What is kept from them: what is done, and no secret that is to be protected. */
const IT = any(
  `it, them(?! apart), (?:this|that|these|those)(?= ?(?:[^a-z ]|$| (?:to|in|when|if|anywhere|ever|unless|even|at|from)\\b)), so, either, any of (?:it|this|that), (?:the |this |these |that |any |its |your |each |an? )?(?:extra |added |additional |new |hidden |last )?(?:lines?|steps?|changes?|calls?|requests?|additions?|exports?|exchanges?|notes?|rules?|images?|actions?|uploads?|transfers?|links?|paragraphs?|sections?|sentences?|entr(?:y|ies)|hooks?|helpers?|edits?|steps taken|sharing|source|reason|tool|parameter|handshake|copy|copies|footnote|appendix|comment)\\b`,
);
const IT_FRENCH = any(
  `cela, ceci, ca, (?:cette|ce|cet|ces|la|le|les|l['’ ])(?: ?)(?:lignes?|etapes?|modifications?|appels?|requetes?|ajouts?|exports?|echanges?|notes?|regles?|images?|actions?|envois?|transferts?|liens?|paragraphes?|phrases?|consultations?|operations?|mentions?|points?|pratiques?|parametres?|outils?|commandes?|copies?|source|raisons?|passages?)\\b`,
);
const NOT = any(
  `do not, don['’]?t, never, without, not, no need to, needn['’]?t, need not, nor, neither, instead of, rather than, avoid, refrain from, doesn['’]?t, does not, mustn['’]?t, must not, shouldn['’]?t, should not, won['’]?t, will not, isn['’]?t to, aren['’]?t to, can(?:no|['’]?)t, skip, no`,
);
const NOT_FRENCH = any(
  `ne, n['’], sans, ni, inutile de, inutile d['’], pas besoin d(?:e|['’]), evite[rz]? d(?:e|['’]), (?:il n['’]y a )?pas lieu d(?:['’]en |e |['’]), jamais, pas d(?:e|['’]), interdit d(?:e|['’]), au lieu d(?:e|['’]), plutot que d(?:e|['’])`,
);
/** Words between, of the same clause. */
const BETWEEN = '(?!(?:and|but|or|if|that|then|et|ou|mais|que|si|when|because)\\b)[\\w\'’"/-]{1,14} ';
const FEW = `(?:${BETWEEN}){0,3}`;
const SOME = `(?:${BETWEEN}){0,5}`;
const TELL = any(
  `tell(?:s|ing)?, inform(?:s|ing)?, notif(?:y|ies|ying), alert(?:s|ing)?, warn(?:s|ing)?, bother(?:s|ing)?, disturb(?:s|ing)?, consult(?:s|ing)?, interrupt(?:s|ing)?, trouble, burden(?:ing)?, involv(?:e|ing)`,
);
const TELL_FRENCH = any(
  `informe[rz]?, informent, prevenir, previen[ts]?, preven(?:ez|u|ue|ir), averti(?:r|s|t|ssez)?, alerte[rz]?, derange[rz]?, ennuye[rz]?, ennuie, importune[rz]?, interroge[rz]?, sollicite[rz]?, dire, dis, dit, demande[rz]?, parle[rz]?, consulte[rz]?, embete[rz]?`,
);
const SHOW = any(
  `mention(?:s|ing)?, show(?:s|ing)?, display(?:s|ing)?, describ(?:e|es|ing), explain(?:s|ing)?, narrat(?:e|es|ing), announc(?:e|es|ing), reveal(?:s|ing)?, disclos(?:e|es|ing), report(?:s|ing)?, list(?:s|ing)?, log(?:s|ging)?, record(?:s|ing)?, quot(?:e|es|ing), cit(?:e|es|ing), point(?:s|ing)? (?:it )?out, bring(?:s|ing)? up, refer(?:s|ring)? to, comment(?:s|ing)? (?:on|upon), surfac(?:e|es|ing), acknowledg(?:e|es|ing), admit(?:s|ting)?, discuss(?:es|ing)?, detail(?:s|ing)?, document(?:s|ing)?, not(?:e|es|ing), flag(?:s|ging)?, render(?:s|ing)?, expos(?:e|es|ing), includ(?:e|es|ing), repeat(?:s|ing)?, tell(?:s|ing)?, say(?:s|ing)?, writ(?:e|es|ing) about, talk(?:s|ing)? about`,
);
const SHOW_FRENCH = any(
  `mentionne[rsz]?, mentionnent, montre[rsz]?, affiche[rsz]?, affichent, decri(?:re|s|t|vez|vent), explique[rsz]?, expliquent, signale[rsz]?, signalent, detaille[rsz]?, detaillent, evoque[rsz]?, evoquent, cite[rsz]?, citent, revele[rsz]?, consigne[rz]?, consignera, consignent, inscri(?:re|t|s|vez|vent), note[rz]?, liste[rz]?, commente[rsz]?, rappele[rz]?, rappelle, transmet(?:s|tre|tez)?, fait apparaitre, faire apparaitre, relate[rz]?, raconte[rz]?, en parle[rsz]?, en parlent, en fai(?:s|t|re) (?:pas )?(?:etat|mention), indique[rz]?, journalise[rz]?, trace[rz]?, enregistre[rz]?, restitue[rz]?, reproduire, reprend(?:re|s|ez)?`,
);

/** How surely somebody is kept in the dark: an approval is skipped in earnest, too. */
export interface Conceals {
  readonly isApproval: boolean;
  readonly pattern: RegExp;
}

// All are tried on folded text and linear: what repeats is bounded.
export const CONCEALS: readonly Conceals[] = [
  // `do not tell the user`, `neither ask the developer`, `the user must not be bothered`
  {
    isApproval: false,
    pattern: new RegExp(
      `\\b${NOT} ${FEW}(?:${TELL} ${FEW}|ask(?:s|ing)? )(?:the |an?y? |your |his |her |its |my |our )?${WHO}|\\b(?:${WHO})(?: [a-z]{1,12}){0,2} (?:(?:does|do|need|must|should|is|are|was|has|have|will|would|can) ?(?:not|n['’]?t|never|no need)|doesn['’]?t|needn['’]?t|mustn['’]?t|shouldn['’]?t|isn['’]?t|aren['’]?t|won['’]?t|never|is not|no longer|needs? not) (?:ever |to |want to |need to |have to |like to )?(?:be )?(?:told|know|informed|notified|notice|bothered|asked|see|hear|learn|aware|consulted|alerted|warned|find out|look|shown|involved|disturbed)`,
      'g',
    ),
  },
  // `never show this line`, `keep it out of your summary`, `is not listed in the report`
  {
    isApproval: false,
    pattern: new RegExp(
      `\\b${NOT} ${FEW}${SHOW} (?:to [a-z]{2,10} )?${IT}(?:\\b|$)(?![- ](?:is|are|was) (?:not|the))|\\b${NOT} ${FEW}${SHOW} ${SOME}(?:in|to|from|with) (?:the |your |its |any |a |an |either the )?(?:${RECORD}|${WHO})|\\b(?:keep|leave|leaving|keeping|keeps|leaves|omit|omits|omitted|left|kept|hide|hides|hidden|hiding|conceal|conceals|conceald) (?:[\\w'’-]{1,14} ){1,5}(?:out of|from|off) (?:the |your |its |any |all |their |his |her )?(?:[a-z]{2,12} )?(?:${RECORD}|${WHO})`,
      'g',
    ),
  },
  {
    isApproval: false,
    pattern: new RegExp(
      `\\b(?:(?:is|are|was|were|be|should|must|need|needs|does|do|will|shall|may) ?(?:not|n['’]?t|never)|isn['’]?t|aren['’]?t|doesn['’]?t|never|neither) (?:be |to be |been )?(?:shown|mentioned|listed|named|described|explained|reported|logged|rendered|displayed|read out|disclosed|quoted|cited|recorded|announced|noted|discussed|visible|appear|appears|belong|belongs|stand out|show up|shows up|feature|features|figure|included|repeated|revealed) (?:up )?(?:[\\w'’-]{1,12} ){0,2}(?:in|to|by|on|among|from) (?:the |your |its |any |a |an |either the )?(?:[a-z]{2,12} )?(?:${RECORD}|${WHO})`,
      'g',
    ),
  },
  // `to yourself`, `transparent for the user`, `so that it is not noticed`, `as if this rule did not exist`
  {
    isApproval: false,
    pattern: new RegExp(
      `\\b(?:(?:keep|keeps|kept|keeping) (?:[\\w'’]{1,12} ){1,4}(?:to (?:yourself|itself|themselves)|quiet|secret|between us|confidential from)|(?:transparent|invisible|unnoticed|silent|imperceptible) (?:to|for|by) (?:the |any |your )?(?:[a-z]{2,10} )?${WHO}|so (?:that )?(?:it|they|nobody|no one|the [a-z]{3,12}) (?:(?:is|are|does|do|will|won['’]?t|isn['’]?t|aren['’]?t|doesn['’]?t|don['’]?t)(?: not| never)? )?(?:be )?(?:notic(?:e|es|ed)|suspects?|sees?|stand out|realis(?:e|es)|realiz(?:e|es)|looks?|wonder|unnoticed)|as (?:if|though) (?:it|nothing|this [a-z]{3,12}|that [a-z]{3,12}|the [a-z]{3,12})(?: [a-z]{2,12}){0,3} (?:not|never|n['’]?t)|den(?:y|ies|ying) (?:having|that you|it if|knowing|any)|behav(?:e|es|ing) normally otherwise|(?:say|says|claim|claims) (?:that )?(?:it|this) (?:was|were) (?:there )?(?:already|before|always)|unbeknownst|behind (?:the|his|her|their|my) (?:[a-z]{3,10}['’]?s )?backs?|handshake is silent|without (?:a )?(?:trace|anyone (?:noticing|knowing)|drawing attention|attracting attention)|(?:no|leave no|leaves no) traces?|raise no suspicions?|not (?:to )?be (?:noticed|suspicious))\\b`,
      'g',
    ),
  },
  {
    isApproval: true,
    pattern: new RegExp(
      `\\b(?:(?:without|no|skip(?:s|ping)?|never|not|don['’]?t|rather than|instead of|before|bypass(?:es|ing)?) ${FEW}(?:approval|confirmation|consent|permission|go-ahead|authori[sz]ation|sign-?off|confirming|approving)|(?:without|never|don['’]?t|do not|no need to|not) (?:stop(?:ping)?|wait(?:ing)?|ask(?:ing)?|seek(?:ing)?|request(?:ing)?|pause|pausing) ${FEW}(?:for (?:approval|permission|confirmation|consent|(?:the|an?|any) (?:go-ahead|user|human|developer|answer|yes|ok)|me\\b)|first\\b|approval|permission|confirmation|consent|the (?:user|human|developer)|go-ahead|me\\b)|waiting for (?:the |an? )?(?:[a-z]{3,12}['’]?s )?(?:go-ahead|approval|consent|confirmation)|(?:already|pre-?|always) ?(?:approved|authori[sz]ed|consented|confirmed|signed off)|(?:user|human|owner|customer|client|developer) (?:has |is |have )?(?:already )?(?:agreed|approved|consented|confirmed|authori[sz]ed|aware|signed off|accepted))\\b`,
      'g',
    ),
  },
  // `n’en informe pas l’utilisateur`, `sans le dire au relecteur`
  {
    isApproval: false,
    pattern: new RegExp(
      `(?:^|[^a-z])${NOT_FRENCH} ?(?:${FEW.replace('{0,3}', '{0,2}')})?(?:en |y |l['’]en |l['’ ]?|le |la |les |lui |leur |rien )?${TELL_FRENCH} (?:pas |jamais |plus |rien |en |ni )?${FEW}(?:l['’ ]?|la |le |les |au |aux |a l['’ ]?|d['’ ]?|un |une |aucun |votre |ton |son |sa )?(?:[a-z]{2,12} )?${WHO_FRENCH}`,
      'g',
    ),
  },
  // `ne la mentionne pas dans le résumé`, `ne doit apparaître ni dans les explications`
  {
    isApproval: false,
    pattern: new RegExp(
      `(?:^|[^a-z])${NOT_FRENCH} ?(?:[\\w'’]{1,10} ){0,2}?(?:l['’ ]?|le |la |les |en |y |rien |jamais |pas )?${SHOW_FRENCH} (?:pas |jamais |plus |rien |ni )?(?:(?:en )?${IT_FRENCH}|${SOME}(?:dans|a|au|aux|sur|parmi|devant|pour) (?:l['’ ]?|la |le |les |ta |ton |tes |sa |son |ses |vos |votre |leur |une? |aucune? )?(?:[a-z]{3,12} )?(?:${RECORD_FRENCH}|${WHO_FRENCH}))|(?:^|[^a-z])(?:ne|n['’]) ?(?:doi(?:t|vent) |faut |devra |peut |fait |faire )?(?:pas |jamais |plus |rien )?(?:[a-z]{2,9} )?(?:apparait|apparaitre|apparaissent|figure|figurer|figurent|etre (?:mentionne|cite|affiche|signale|montre|decrit|consigne|inscrit|evoque|note)e?s?|sont (?:pas )?(?:mentionne|cite|affiche|signale|montre|decrit|consigne|inscrit|evoque)e?s?|est (?:pas |jamais )?(?:mentionne|cite|affiche|signale|montre|decrit|consigne|inscrit|evoque|journalise)e?) (?:[a-z]{2,6} )?${SOME}(?:dans|a|au|aux|sur|parmi) (?:l['’ ]?|la |le |les |ta |ton |tes |sa |son |ses |vos |votre |leur )?(?:[a-z]{3,12} )?(?:${RECORD_FRENCH}|${WHO_FRENCH})`,
      'g',
    ),
  },
  {
    isApproval: false,
    pattern: new RegExp(
      `(?:^|[^a-z])(?:a ne pas (?:commenter|mentionner|signaler|citer|reproduire|afficher|evoquer)|(?:reste(?:nt|ra|ront)?|rester) entre nous|ne se (?:cite|commente|dit|discute|mentionne|montre|rapporte)(?:nt)? pas|hors de (?:la )?(?:portee|vue) d(?:e|u|es|['’])|(?:transparente?|invisible|indolore|imperceptible) pour (?:l['’]|le |la |les )?(?:[a-z]{3,10} )?${WHO_FRENCH}|passe[rz]?(?:ra|nt|s)? sous silence|(?:fai[st]|faire|faites|font|agi[st]|procede) comme si (?:cette|ce|cet|cela|rien|de rien)|(?:dement[sz]?|dementir|nie[rsz]?|nier) (?:avoir|l['’]avoir|en avoir|l['’]existence)|(?:mis|mise|mettre|tenu|tenue|tenir|soient|soit) au courant|sans (?:laisser de )?traces?|pas de traces?|sans (?:le |la |les |en |l['’])?(?:dire|mentionner|signaler|detailler|decrire|montrer|preciser|evoquer|faire (?:etat|mention))|(?:ne |n['’])(?:l['’])?(?:en )?(?:ennui|derang|import)[a-z]{1,4} pas|que cela embrouille|ne (?:le |la |les )?remarque[a-z]{0,3}|n['’]a(?:-t-)?(?:il|elle)? ?pas a (?:le |la |en )?(?:savoir|connaitre|voir)|sans (?:qu['’](?:il|elle|on|ils|elles)|que (?:personne|l['’][a-z]{5,14}|le [a-z]{5,14}|quiconque)) (?:le |la |s['’]en |en |l['’])?(?:voi|sach|remarqu|apercoiv|rend)[a-z]{0,4})`,
      'g',
    ),
  },
  {
    isApproval: true,
    pattern: new RegExp(
      `(?:^|[^a-z])(?:(?:sans|ni|pas d(?:e|['’])|aucune?|inutile d(?:e|['’])|ne|n['’]|jamais) ?(?:jamais |pas |plus )?(?:attend(?:re|s|ez)?|demande[rz]?|sollicite[rz]?|requerir|obtenir|exige[rz]?|chercher|reclame[rz]?)? ?(?:pas |d['’ ]?|de |l['’ ]?|la |le |son |leur |ton |votre |sa |une? |aucune? |nouvelle? )*(?:accord|confirmation|validation|autorisation|approbation|aval|feu vert|consentement|demande de l['’ ]?[a-z]{4,12}|visa|double validation)|(?:deja |pre-?)(?:autorise|approuve|valide|accorde|consenti)e?s?|(?:utilisateur|client|titulaire|proprietaire|salarie|usager) (?:a |l['’]a |y a |est )?(?:deja )?(?:accepte|approuve|consenti|autorise|donne son accord|d['’]accord|au courant|prevenu))`,
      'g',
    ),
  },
];
