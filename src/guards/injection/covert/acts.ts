// What is done behind somebody's back: data that leave, secrets that are read, checks that are weakened, facts that are changed.

/** What is done, and how grave it is. */
export interface Act {
  readonly weight: number;
  /** No work of people. */
  readonly isTechnical: boolean;
  readonly pattern: RegExp;
}

// All are tried on folded text and linear: what repeats is bounded.
export const ACTS: readonly Act[] = [
  {
    // An address to which something is sent.
    weight: 0.3,
    isTechnical: true,
    pattern:
      /\b(?:https?|s?ftp|s3|wss?):\/\/|\b[\w.+-]{1,40}@[\w-]{1,40}\.[a-z]{2,10}\b|\b(?:webhook|pastebin|paste site|gist|curl|wget|sendbeacon|requests\.post|fetch\()|\bgit@|\b(?:x-[a-z]{2,12}-[a-z]{2,14})\b|\bpx\.|!\[/,
  },
  {
    // Files and names of secrets.
    weight: 0.24,
    isTechnical: false,
    pattern:
      /(?:^|[\s"'`(])(?:~\/|\/home\/|\/etc\/|\/root\/|\.\/)?\.(?:env|ssh|aws|npmrc|netrc|pgpass|kube|git-credentials|pypirc|docker)\b|\b(?:id_rsa|id_ed25519|credentials?|secrets?|private keys?|api keys?|passwords?|passphrases?|tokens?|env(?:ironment)? variables?|identifiants|mots? de passe|cles? (?:privees?|d['’]api|secretes?)|jetons?|variables d['’]environnement|rib\b|iban|card numbers?|cvv|cryptogramme|numero de (?:carte|securite sociale)|six-digit code|mfa|bank (?:account|details)|coordonnees bancaires|whistleblower|salar(?:y|ies)|payroll|paie|arrets? maladie|diagnos)/,
  },
  {
    // Commands that run what comes from elsewhere, or go around a check.
    weight: 0.3,
    isTechnical: true,
    pattern:
      /\| ?(?:ba|z|da)?sh\b|--no-verify|\bpostinstall\b|\bprepush\b|core\.hookspath|\bsudo\b|rm -rf|\bchmod \d|\bdrop (?:table|database)|\bgrant (?:all|select|superuser)|superuser|\bdelete_[a-z]{3,16}\(|force ?= ?true|confirm ?= ?true|\bbackdoor|porte derobee|\bbypass|contourn[a-z]{1,5}\b|\beval\(|exec\(/,
  },
  {
    // Rights, checks and approvals that are given away.
    weight: 0.2,
    isTechnical: false,
    pattern:
      /\b(?:as (?:a )?valid (?:session|login|token)|accepts? (?:also |any |the (?:fixed|header|string|password))|any password|always (?:answers?|returns?|valid|true|passes)|approv(?:e|es|ed) (?:it|the|all|every|any|without)|pre-?approved|exempt|(?:disabl|deactivat|remov|delet|purg|prun|overwrit|revok|lift|suspend)(?:e|es|s|ed|ing) (?:the |all |any |every |its |these )?[a-z]{3,14}|whole directory|transfers? |wires? |pays? |(?:laisse|laissent) passer|accepte (?:aussi|toute?|le jeton|la chaine|l['’]en-tete)|approuv[a-z]{1,3} |valid(?:e|es|er|ez|ent) (?:le |la |les |tou|lui|elle|toute?s? )|sans (?:justificatif|controle|verification|rapprochement|passer par|restriction|plafond)|(?:desactiv|supprim|efface|purge|retir|leve|ecras|autoris)[a-z]{1,4} (?:aussitot |tous? |toutes? |le |la |les |l['’])|virement|mis(?:e|es)? en paiement|vers(?:e|er|ez) |droits? (?:d['’]administrat|etendus|complets)|admin(?:istrateur|istrator)? (?:rights|access)|droits d['’]acces|membership checks?|permission (?:filter|checks?))/,
  },
  {
    // Data that leave.
    weight: 0.2,
    isTechnical: false,
    pattern:
      /\b(?:upload|forward|transmit|mirror|exfiltrat|export|email|e-mail|mail|post|send|copy|copies|share|publish|append|attach|embed|insert|encode|collect|gather|dump|hand)(?:e?s|ed|ing|s)? (?:over |all |the |it |them |a |an |its |their |any |every |each |that |to |out |in |back )|\b(?:envoi|transmet|transfer|televers|joint|joign|publi|exporte|copi|collecte|recueill|communiqu|partage|diffus|ajoute|insere|glisse|adresse|encode|recopi|releve|renvoi)[a-z]{0,5} (?:a |au |aux |les |le |la |l['’]|des |un |une |tou|leur|dans |vers |son |sa |ses |cette |copie)|copie cachee|\bbcc\b/,
  },
  {
    // Facts that are changed.
    weight: 0.16,
    isTechnical: false,
    pattern:
      /\b(?:(?:gives?|states?|reports?|assures?|claims?|says?|lists?|marks?|attributes?|answers?|indicates?|presents?|records?|enters?|swaps?|replac(?:e|es|ing|ed)) (?:[\w'’-]{1,14} ){0,6}(?:as|that|instead|rather|by|with|for)\b|as (?:matching|complete|approved|verified|the (?:sole|only) action)|backdat|(?:indique|repond|affirme|assure|presente|attribue|donne|porte|annonce|declare|confirme|precise|remplace)[a-z]{0,3} (?:[\w'’-]{1,14} ){0,6}(?:que|qu['’]|comme|par|a la place|au lieu|une? |la |le )|antidat|comme si|en (?:l['’]|les |la |le )?attribuant)/,
  },
];

/** One of them stands in each technical act. */
export const TECHNICAL: readonly string[] = [
  '://', '@', 'webhook', 'paste', 'gist', 'curl', 'wget', 'beacon', 'post', 'fetch(', 'x-', 'px.', '![', '| sh', '|sh', 'bash', 'zsh', '--no-verify', 'hookspath',
  'sudo', 'rm -rf', 'chmod', 'drop ', 'grant ', 'superuser', 'delete_', 'true', 'door', 'derobee', 'bypass', 'contourn', 'eval(', 'exec(',
]; // prettier-ignore
