// What kind of thing a question asks for, and whether a piece of text holds such a thing.
import { fold } from './vocabulary';

/** What the answer must hold for the question to be answered. */
export type Expectation =
  | 'person'
  | 'time'
  | 'duration'
  | 'number'
  | 'money'
  | 'phone'
  | 'email'
  | 'link'
  | 'place'
  | 'reason'
  | 'procedure'
  | 'definition'
  | 'none';

interface Rule {
  readonly expects: Expectation;
  readonly question: RegExp;
}

// Tried in order on the folded question (lower case, no accents, straight apostrophes): the first that hits decides.
const rules: readonly Rule[] = [
  { expects: 'phone', question: /\b(?:phone|telephone|fax|numero d'appel)\b/u },
  { expects: 'email', question: /\be-?mail (?:address|of)\b|\b(?:adresse (?:e-?mail|electronique|mail)|courriel)\b/u },
  { expects: 'link', question: /\b(?:url|web ?site|site web|lien vers|link to)\b/u },
  {
    expects: 'money',
    question:
      /\b(?:(?:how much) (?:do|does|did|is|are|was) .*\b(cost|pay|paid|charge|price)|price|salary|combien (?:(?:a|ont|avait|avaient|va) )?(?:cout\w*|pay\w*|vaut|valent)|quel est le (?:prix|cout|tarif|montant)|cost|costs|fee|bonus|prime|salaire|tarif|fine|amende)\b/u,
  },
  {
    expects: 'duration',
    question:
      /\b(?:how long|how often|how old|(?:for|in|within) (?:how|what) (?:long|time)|combien de (?:temps|jours|mois|heures|minutes|semaines|annees)|how many (?:days|months|hours|minutes|weeks|years|seconds)|(?:quelle|la) duree|pendant combien|tous les combien|quel (?:delai|age)|quelle frequence|a quelle frequence)\b/u,
  },
  {
    expects: 'number',
    question:
      /\b(?:how (?:many|much|large|big|high|deep|wide|tall|far|fast|heavy)|combien|(?:what|which|quel|quelle)(?: is| est)?(?: the| le| la| l')? ?(?:maximum|minimum|number of|nombre|port|version|limit|limite|size|taille|longueur|length|weight|poids|temperature|percentage|pourcentage|threshold|seuil|debit|speed|vitesse|distance|(?:exit |status |error )?code|pin|majority|majorite|mot de passe|password|identifiant))\b/u,
  },
  {
    expects: 'time',
    question:
      /^(?:and |et )?(?:since |until |by |depuis |jusqu'a )?(?:when|quand)\b|\b(?:(?:what|which) (?:time|date|day|year|month|hour)s?|(?:quel|quelle|quels|quelles) (?:heure|heures|date|jour|jours|annee|mois))\b/u,
  },
  {
    expects: 'person',
    question:
      /^(?:(?:and|et|to|by|from|with|a|par|de|avec|chez|pour) )?(?:who|whom|whose|qui)\b(?! est-ce que| (?:sont|est) (?:les|le|la) (?:different|principal))/u,
  },
  { expects: 'reason', question: /^(?:why|pourquoi|for what reason|pour quelle|what is the reason)\b/u },
  {
    expects: 'procedure',
    question:
      /^(?:how (?:do|does|can|should|to|would|must) |comment |que faire|what (?:do|should|must|are the steps)|quelles sont les etapes|what to do)/u,
  },
  {
    expects: 'place',
    question:
      /^(?:where|ou|d'ou|from where)\b|\b(?:which|what|quel|quelle|quels|quelles) (?:cit(?:y|ies)|countr(?:y|ies)|town|place|room|folder|directory|file|villes?|pays|lieu|endroit|salle|dossier|fichier)\b/u,
  },
];

/** Hits `how many key holders`, `combien d'approbations`; not `how many of`. */
const countedThing = /\b(?:how many |combien d(?:e |'))(?!of\b)([\p{L}\p{N}-]+(?: [\p{L}\p{N}-]+)?)/u;

const number =
  /\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|million|billion|dozen|half|twice|once|none|no|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|soixante|cent|cents|mille|millions?|milliards?|dizaine|douzaine|demi|aucune?|un|une|seul|seule|double)\b/u;
const timeUnit =
  '(?:milliseconds?|ms|seconds?|secondes?|s|minutes?|min|hours?|heures?|h|days?|jours?|nights?|nuits?|weeks?|semaines?|months?|mois|years?|ans?|annees?|quarters?|trimestres?|decades?|siecles?|centur(?:y|ies))';
const duration = new RegExp(
  `(?:\\p{N}|\\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety|half|every|each|per|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|vingt|trente|soixante|quelques|chaque|par|working|calendar|ouvres|le))[\\s-]*(?:working |calendar |business )?\\b${timeUnit}\\b|\\b(?:forever|always|never|daily|nightly|weekly|monthly|yearly|annually|hourly|quarterly|permanently|immediately|at once|toujours|jamais|quotidien\\w*|hebdomadaire\\w*|mensuel\\w*|annuel\\w*|trimestriel\\w*|indefiniment|immediatement|aussitot)\\b|timedelta|_(?:days|hours|minutes|seconds|ms)\\b`,
  'u',
);
const time =
  /\b\p{N}{1,2}(?::\p{N}{2}| ?h\b| ?heures?\b| ?[ap]\.?m\b)|\b(?:1\p{N}|20)\p{N}{2}\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|midnight|noon|minuit|midi|morning|evening|night|nuit|matin|soir|today|tomorrow|yesterday|after|before|until|when|once|as soon as|at (?:the )?latest|apres|avant|lorsque|quand|des que|jusqu|au plus tard|every|each|chaque|tous les|toutes les|during|pendant|at once)\b/u;
const money = /[€$£¥]|\b(?:euros?|eur|dollars?|usd|pounds?|gbp|francs?|chf|cents?|free|gratuit\w*|percent|%)\b/u;
const phone = /(?:\+|\b0)[\p{N}](?:[\s.-]?\p{N}){7,}/u;
const email = /[\p{L}\p{N}_%+-]@[\p{L}\p{N}-]{1,63}\.\p{L}/u;
const link = /\bhttps?:\/\/|\bwww\.|\b[\p{L}\p{N}-]+\.(?:com|org|net|io|fr|eu|example)\b/u;
const reason =
  /\b(?:because|since|so that|in order to|due to|therefore|reason|argument|avoid|otherwise|instead of|as it|as they|thanks to|allows?|requires?|needs?|fewer|less|parce qu|car|puisqu|afin|raison|argument|eviter|sinon|grace a|a cause|en effet|pour qu|pour ne|permet|moins|exige|depasse)/u;
const place =
  /[/\\]|\b(?:in|at|on|under|inside|beside|near|behind|from|to|into|dans|sous|sur|chez|pres|derriere|depuis|vers|au|aux|en|a)\s+\S/u;
const role =
  /\b(?:manager|lead|leader|officer|engineer|director|head|owner|team|operator|administrator|admin|desk|member|author|maintainer|committee|board|chair|president|secretary|supervisor|captain|buddy|reviewer|holder|responsable|directeur|directrice|chef|cheffe|ingenieure?|equipe|administrateur|administratrice|operateur|operatrice|membre|auteur|autrice|comite|parrain|marraine|gerante?|proprietaires?|assistante?|comptable|juriste|avocate?|infirmi\w+|direction|bureau|deleguee?|porteurs?|titulaires?|adjointe?|maire|prefete?|medecin|everyone|anyone|nobody|personne|chacun)\b/u;
/** Commands in backticks, imperatives, "must", "se demande", infinitives: sentences that tell what to do. */
const instruction =
  /`[^`]+`|^(?:[-*] |\d+[.)] )?(?:to |first,? |then,? |please )?(?:add|apply|ask|attach|call|check|choose|click|close|connect|copy|create|delete|disable|edit|enable|enter|export|fill|follow|go|hold|import|install|log|look|make|open|press|pull|put|read|register|remove|replace|request|reset|run|save|select|send|set|sign|stand|start|stop|store|switch|take|turn|type|update|upload|use|verify|wait|write)\b|\b(?:must|should|need to|have to|il faut|doit|doivent|devez|peut|peuvent|is done|are made|se fait|se font|se demande\w*|est adressee?)\b|^(?:[-*] |\d+[.)] )?\p{Lu}\p{L}+(?:er|ir|re|ez)\b/iu;
/** Two capitalised words in a row after the first word, or a capitalised word in mid-sentence. */
const properName = /(?<=[\p{L}\p{N},:;|)»”"] ?)\s?\p{Lu}[\p{Ll}’'-]{2,}(?:\s+\p{Lu}[\p{L}’'-]+)*/u;
const fullName = /\p{Lu}[\p{Ll}’'-]+\s+(?:d[eu]\s+|van\s+|von\s+|le\s+)?\p{Lu}[\p{Ll}’'-]+/u;

/** What a question asks for, and the words of the question that say so. */
export interface Asked {
  readonly expects: Expectation;
  readonly words: string;
  /** The one or two words after "how many": what is counted. */
  readonly counted?: string;
}

/** What `question` asks for. */
export function expectationOf(question: string): Asked {
  const folded = fold(question)
    .replaceAll('’', "'")
    .replace(/\s+/gu, ' ')
    .replace(/^[\s¿"«]+/u, '');
  if (/^\s*(?:[Ww]ho|[Qq]ui)\s+(?:is|was|est|était)\s+\p{Lu}/u.test(question)) return { expects: 'none', words: '' };
  for (const { expects, question: pattern } of rules) {
    const match = pattern.exec(folded);
    if (!match) continue;
    const counted = expects === 'number' ? countedThing.exec(folded)?.[1] : undefined;
    return { expects, words: match[1] ?? match[0], ...(counted === undefined ? {} : { counted }) };
  }
  return { expects: 'none', words: '' };
}

/** Whether a word is a number in digits or letters; French "un" and "une" are articles more often. */
export const isNumber = (word: string): boolean => !/^une?$/iu.test(word) && number.test(fold(word));

/** How well a text can be the answer to such a question: 1 holds such a thing, 0 does not. */
export function meets(expectation: Expectation, text: string): number {
  const folded = fold(text).replaceAll('’', "'");
  switch (expectation) {
    case 'person':
      return fullName.test(text) || email.test(folded) ? 1 : role.test(folded) ? 0.9 : properName.test(text) ? 0.5 : 0;
    case 'time':
      return time.test(folded) || duration.test(folded) ? 1 : 0;
    case 'duration':
      return duration.test(folded) ? 1 : number.test(folded) ? 0.3 : 0;
    case 'number':
      return number.test(folded) ? 1 : 0;
    case 'money':
      return money.test(folded) ? 1 : number.test(folded) ? 0.2 : 0;
    case 'phone':
      return phone.test(folded) ? 1 : 0;
    case 'email':
      return email.test(folded) ? 1 : 0;
    case 'link':
      return link.test(folded) ? 1 : 0;
    case 'place':
      return place.test(folded) ? 1 : 0.3;
    case 'reason':
      return reason.test(folded) ? 1 : 0.6;
    case 'procedure':
      return instruction.test(text) || instruction.test(folded) ? 1 : 0.75;
    case 'definition':
    case 'none':
      return 1;
  }
}
