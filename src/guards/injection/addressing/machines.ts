// Which words name a machine, and which such a word only belongs to: a thing, a program, people.
import { bits } from '../lexicon';
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { isPause } from './clauses';
import { ANY, PARTICIPLE, RELATIVES, THIS, TO_WHOM } from './lists';

export const WHO = bits('WHO');
const AI = bits('AI');
const ASSISTANT = bits('MACHINE', 'AI');
const NAMED = bits('MACHINE', 'WHO', 'AI');
/** Words for an assistant, and those that may mean one. */
const ANY_MACHINE = bits('MACHINE', 'AI', 'AIW');
export const READV = bits('READV');

/** An assistant, a word that may mean one, or a doer that is automated. */
export function isMachine(tokens: Tokens, i: number): boolean {
  const word = tokens.word[i] ?? '';
  return (
    has(tokens, i, ANY_MACHINE) ||
    (MADE.has(word) && isBesideDoer(tokens, i)) ||
    (TOOLS.has(word) && isFor(tokens, i)) ||
    (ROLES.has(word) && isVirtual(tokens, i)) ||
    isPlaced(tokens, i)
  );
}

/** People who help; with a word for what is no person next to theirs, a machine: `compagnon numérique`, `digital clerk`. */
export const ROLES = wordSet(
  `helper helpers sidekick aides secretaire secretaires compagnon compagnons conseiller conseillers conseillere majordome greffier collegue collegues collaborateur
  collaborateurs collaboratrice interlocuteur lecteur lecteurs lectrice guichetier stagiaire employe serviteur ami amie analyste analystes
  redacteur redacteurs resumeur enqueteur bibliothecaire documentaliste concierge standardiste aide companion companions clerk clerks butler
  secretary colleague colleagues coworker intern reader readers analyst analysts screener screeners adviser advisor librarian receptionist
  correcteur correcteurs evaluateur evaluateurs examinateur examinateurs tuteur tuteurs relecteur relecteurs transcripteur transcripteurs traducteur
  traducteurs trieur trieurs comparateur comparateurs juge juges rapporteur grader graders tutor tutors examiner examiners evaluator evaluators
  transcriber transcribers writer writers proofreader proofreaders marker markers judge judges investigator summariser summarizer guichet voix cerveau intelligence intelligences entite entity counsel counsels counsellor counselor
  consultant consultants adviser advisers advisors guide guides interpreter interpreters narrator teacher coach buddy parrot brain twin twins ghost
  repetiteur interprete conteur narrateur professeur confident perroquet oracle guide gemeaux jumeau fantome plume scribe agent agents hotesse hote
  operatrice standard preneur veilleur serveur waiter porter repondeur boite box copywriter editor remplacant standin desk reception memoire tutrice
  coequipier partenaire lectrices conseil souffleur preposee prepose operateur accompagnateur animateur guichetiere vendeur vendeuse host hostess agenda
  salesman broker courtier expert experts coordinator coordinateur`,
);
const VIRTUAL = wordSet(
  `numerique numeriques virtuel virtuels virtuelle virtuelles electronique electroniques silicium synthetique synthese robotise robotisee inhumain
  intelligent intelligents intelligente intelligentes automatique automatiques automatise automatises automatisee artificiel artificiels
  artificielle artificielles digital virtual electronic silicon machine nonhuman automated automatic artificial intelligent numerises
  synthetiques robotises synthetic robotic mechanical mecanique mecaniques cybernetique algorithmique algorithmiques algorithmic computerised
  computerized savant parlant parlante parlants talking conversationnel conversationnelle conversationnels conversational logiciel logiciels software online answering
  generatif generative`,
);

/** Those who help, by where they do: `the side-panel helper`, `the helper in the chat`, `the code buddy`. */
const HELPERS = wordSet('helper helpers buddy sidekick companion companions aide aides tutor tuteur guide tutrice');
const PLACES = wordSet(
  `chat panel sidebar pane side code coding editor inbox mail search window desktop ide browser prompt typing writing drafting autocomplete
  discussion saisie redaction recherche panneau editeur clavier online ligne programmation devoirs decision programming homework messagerie
  messenger`,
);

function isPlaced(tokens: Tokens, i: number): boolean {
  if (!HELPERS.has(tokens.word[i] ?? '')) return false;
  if (PLACES.has(tokens.word[i - 1] ?? '') && !isPause(tokens, i)) return true;
  // `The helper in the side panel`, `l’aide au code`, `l’aide à la saisie`.
  let inside = false;
  for (let k = i + 1; k <= i + 4 && k < tokens.count && !isPause(tokens, k); k++) {
    const word = tokens.word[k] ?? '';
    if (IN_PLACE.has(word)) inside = true;
    else if (PLACES.has(word)) return inside;
    else if (!OF.has(word) && word !== 'the' && word !== 'your') return false;
  }
  return false;
}

const IN_PLACE = wordSet('in au a aux dans of de d en');

function isVirtual(tokens: Tokens, i: number): boolean {
  // `Digital clerk`, `automatic report writer`.
  for (let k = i - 1; k >= Math.max(0, i - 2) && !isPause(tokens, k + 1); k--)
    if (VIRTUAL.has(tokens.word[k] ?? '')) return true;
  for (let k = i + 1; k <= i + 2 && k < tokens.count && !isPause(tokens, k); k++) {
    const word = tokens.word[k] ?? '';
    if (VIRTUAL.has(word)) return true;
    // `Lecteur non humain`, `readers that are programs`.
    if (word === 'non' && (tokens.word[k + 1] ?? '').startsWith('huma')) return true;
    if (word !== 'de') return word === 'that' && tokens.word[k + 1] === 'are' && TOOLS.has(tokens.word[k + 2] ?? '');
  }
  return tokens.word[i - 1] === 'human' && tokens.word[i - 2] === 'non';
}

/** Programs that are no assistants unless they make a summary, or an answer, of this very text. */
export const TOOLS = wordSet(
  `tool tools software system systems program programs engine engines machine machines application applications pipeline pipelines service
  services outil outils logiciel logiciels programme programmes systeme systemes moteur moteurs automate automates dispositif dispositifs
  processus plateforme plateformes platform device devices algorithm algorithms algorithme algorithmes ordinateur ordinateurs computer
  computers automaton automata thing helper helpers bidule truc`,
);
/** What assistants do, in the name of a tool: `transcription device`, `outil d’aide à la décision`. */
const TASKS = wordSet(
  `devoirs choix achat vente orientation soutien homework sorting sifting support advice translation comparison counting analysis recommendation reviewing review moderation triage grading marking depouillement indexation comptage revue rapprochement transcription summarisation summarization summary evaluation assessment drafting ranking screening sorting reply redaction resume synthese
  prescription planification programmation dialogue conversation diagnostic correction indexing answering scheduling prescribing
  restitution relecture reponse reponses tri notation decision traduction recommandation analyse interrogation consultation`,
);

function isFor(tokens: Tokens, i: number): boolean {
  if (TASKS.has(tokens.word[i - 1] ?? '') && !isPause(tokens, i)) return true;
  for (let k = i + 1; k <= i + 5 && k < tokens.count && !isPause(tokens, k); k++) {
    const word = tokens.word[k] ?? '';
    if (TASKS.has(word)) return k > i + 1;
    if (!OF.has(word)) return false;
  }
  return false;
}

const OF = wordSet('de d a la l aide des du');

function isBesideDoer(tokens: Tokens, i: number): boolean {
  return (
    (isDoer(tokens, i + 1) && !isPause(tokens, i + 1)) ||
    (isDoer(tokens, i - 1) && !isPause(tokens, i)) ||
    WORK_OF.has(tokens.word[i + 1] ?? '') ||
    isWorkBefore(tokens, i)
  );
}

/** With the name of a doer next to them, a machine: `artificial reader`, `générateurs automatiques`. */
export const MADE = wordSet(
  `automated automatic artificial synthetic neural generative computational automatique automatiques automatise automatises automatisee
  automatisees artificiel artificiels artificielle artificielles neuronal neuronaux generatif generatifs generative generatives`,
);
const DOER = /^[a-z]{3,}(?:[eo]rs?|eurs?|rices?|istes?|ystes?)$/;
/** What machines do, in the place of their name: `for automated code review`. */
const WORK_OF = wordSet(
  'review reviews reading analysis processing summary summaries code relecture relectures lecture analyse traitement synthese',
);

function isWorkBefore(tokens: Tokens, i: number): boolean {
  return WORK_OF.has(tokens.word[i - 1] ?? '') && TO_WHOM.has(tokens.word[i - 2] ?? '');
}

/** Named after what he does: `reader`, `générateur`, `analyste`. */
export function isDoer(tokens: Tokens, i: number): boolean {
  return DOER.test(tokens.word[i] ?? '');
}

/** An assistant, by name or by what it is. */
export function isAssistant(tokens: Tokens, i: number): boolean {
  const word = tokens.word[i] ?? '';
  if (has(tokens, i, ASSISTANT) || (ROLES.has(word) && isVirtual(tokens, i)) || isPlaced(tokens, i)) return true;
  return TOOLS.has(word) && isFor(tokens, i);
}

/** An assistant by name. */
export function isAi(tokens: Tokens, i: number): boolean {
  return has(tokens, i, AI);
}

/** Agents are people as often as not. */
export function mayBePerson(tokens: Tokens, i: number): boolean {
  return AGENTS.has(tokens.word[i] ?? '') && !isAi(tokens, i);
}

const AGENTS: ReadonlySet<string> = new Set(['agent', 'agents']);

/** Assistants by name, or any model at all; `the model must` and `agents must` are said of one's own. */
export function isNamed(tokens: Tokens, i: number): boolean {
  if (has(tokens, i, NAMED)) return true;
  if (i > 0 && ANY.has(tokens.word[i - 1] ?? '')) return true;
  const word = tokens.word[i] ?? '';
  if ((TOOLS.has(word) && isFor(tokens, i)) || (ROLES.has(word) && isVirtual(tokens, i))) return true;
  if (isPlaced(tokens, i)) return true;
  // `The bot that greets newcomers shall …`; agents may be people.
  return (
    BOTS.has(tokens.word[i] ?? '') &&
    (RELATIVES.has(tokens.word[i + 1] ?? '') || PARTICIPLE.test(tokens.word[i + 1] ?? ''))
  );
}

const BOTS = wordSet('bot bots robot robots model models modele modeles');

const IN_CODE = /^[.:/@#-][\w.:/-]{1,30}`/;
const IN_CODE_LENGTH = 34;

/** Part of an identifier, or a thing: `llm.run`, `agent_id`, `"model"`, `assistant settings`. */
export function isIdentifier(tokens: Tokens, text: string, i: number): boolean {
  const end = tokens.end[i] ?? 0;
  if (/[_\d]/.test(tokens.word[i] ?? '') || PEOPLE.has(tokens.word[i] ?? '')) return true;
  // Browsers and the like.
  if (mayBePerson(tokens, i) && tokens.word[i - 1] === 'user') return true;
  if (isOfThing(tokens, i) || isOfKind(tokens, text, i)) return true;
  if (
    ASSISTANTS.has(tokens.word[i] ?? '') &&
    (TRADES.has(tokens.word[i - 1] ?? '') || TRADES.has(tokens.word[i + 1] ?? ''))
  )
    return true;
  // `assistant:admin`, `assistant.memory` : names of scopes and settings, in code.
  if (IN_CODE.test(text.slice(end, end + IN_CODE_LENGTH))) return true;
  if (text[end] === '-' && tokens.start[i + 1] === end + 1 && isLonger(tokens, i)) return true;
  return (
    /[.$_/@]$/.test(text.slice(Math.max(0, (tokens.start[i] ?? 0) - 1), tokens.start[i])) ||
    /^(?:[._(=/][\w"']|["'`]|\(|\][[(])/.test(text.slice(end, end + 2)) ||
    LITERAL.test(text.slice(end, end + 8))
  );
}

/** What belongs to a machine or is called after it is named: `assistant settings`, `AI SDK`, `any LLM provider`. */
export function isOfThing(tokens: Tokens, i: number): boolean {
  if (isPause(tokens, i + 1)) return false;
  if (THINGS.has(tokens.word[i + 1] ?? '')) return true;
  // `Coding agent prompt`.
  return has(tokens, i + 1, ANY_MACHINE) && THINGS.has(tokens.word[i + 2] ?? '') && !isPause(tokens, i + 2);
}

/** How many of them there are in what is named, or an arrow of a diagram: `multi-agent review`, `DB-->>Agent: done`. */
function isOfKind(tokens: Tokens, text: string, i: number): boolean {
  const start = tokens.start[i] ?? 0;
  const before = text[start - 1];
  if (before === '-') return HOW_MANY.has(tokens.word[i - 1] ?? '') && tokens.end[i - 1] === start - 1;
  return before === '>' && /[->]/.test(text[start - 2] ?? '');
}

const HOW_MANY: ReadonlySet<string> = new Set(['multi', 'single', 'sub', 'cross', 'inter']);

/** The value of a setting: `agent: false`. */
const LITERAL = /^ ?: ?(?:true|false|null|none|undefined|\d|[{[])/;

/** Words for a model, which in a text about models are as common as any other. */
const MODELS = wordSet('model models modele modeles');
const OF_LANGUAGE = wordSet('language ai ia llm');
/** So many of them make a text about models. */
const ABOUT_MODELS = 5;

/** Whether a text is one about models, of data or of aircraft, to whom nobody speaks. */
export function isAboutModels(tokens: Tokens): boolean {
  let models = 0;
  for (let i = 0; i < tokens.count; i++) if (MODELS.has(tokens.word[i] ?? '') && ++models >= ABOUT_MODELS) return true;
  return false;
}

/** So many names of machines, apart from one another, make a text about machines: fewer than one attack in a hundred has as many. */
const ABOUT_MACHINES = 4;

/** Whether a text is one about assistants, agents and models, in which they are named as programs are elsewhere. Linear. */
export function isAboutMachines(tokens: Tokens): boolean {
  let named = 0;
  for (let i = 0; i < tokens.count; i++)
    if (has(tokens, i, ANY_MACHINE) && !(i > 0 && has(tokens, i - 1, ANY_MACHINE)) && ++named >= ABOUT_MACHINES)
      return true;
  return false;
}

/** A model, and neither `language model` nor `modèle de langage`. */
export function isPlainModel(tokens: Tokens, i: number): boolean {
  if (!MODELS.has(tokens.word[i] ?? '') || OF_LANGUAGE.has(tokens.word[i - 1] ?? '')) return false;
  return tokens.word[i + 2] !== 'langage';
}

/** What belongs to an assistant or is called after it, and people who are called like one. */
const THINGS = wordSet(
  `settings setting panel view menu extension command commands mode modes option options feature features role roles message messages api key keys
  configuration config window button tab version versions pane response responses output outputs prompt prompts rules file files integration
  applications application apps app product products project projects use usage adoption policy policies security safety budget research course courses
  design designs spec specs behaviour behavior requirements ux tone style evaluation testing metrics dashboard architecture
  vendor vendors engineering engineers developers workload workloads inference chat literacy charter ethics strategy roadmap stack demo demos
  plugin docs doc documentation faq sdk service server license licence subscription usage history reply replies parametres parametre panneau vue bouton onglet reponse
  reponses fenetre cle cles licence fichier fichiers token tokens call calls context state id name names type provider providers
  dependency dependencies gateway gateways studio workbench notebook notebooks notes regulation regulations regulatory capability capabilities
  runtime runtimes endpoint endpoints toolkit toolkits framework frameworks library libraries package packages credentials account accounts
  request requests client clients sdks ecosystem hub playground platform platforms foundry console credits quota catalog catalogue
  marketplace act cli engine engines advancement advancements advances trends news industry market startup startups landscape governance
  delegation implementation implementations workflow workflows instance instances deployment deployments`,
);
/** What programs are called after a hyphen. */
const PROGRAM = wordSet(
  `service server api worker daemon proxy gateway backend frontend ui core cli bot app module job pod container client agent runner host db
  cache queue web svc`,
);
/** Words for an assistant, which an attack puts into names of its own (`AI-SYSTEM NOTICE`), and products, which have names in theirs. */
const KINDS = wordSet('ai ia ias llm llms assistant assistants agent agents bot bots chatbot chatbots');
const MADE_BY = /(?:ed|en|ful|able|ing|driven|native|first)$/;

/** Part of a longer name: `assistant-service: restarted`, `llama-bench`, `AI-generated`; `assistant-ia` is one all the same. */
function isLonger(tokens: Tokens, i: number): boolean {
  const next = tokens.word[i + 1] ?? '';
  if (PROGRAM.has(next) || /^\d/.test(next)) return true;
  return KINDS.has(tokens.word[i] ?? '') ? MADE_BY.test(next) : !isMachine(tokens, i + 1);
}

export const PEOPLE: ReadonlySet<string> = new Set(['reviewer', 'reviewers']);
/** Of what trade assistants are who are people: `administrative assistants`, `assistantes maternelles`. */
const TRADES = wordSet(
  `administrative executive legal dental medical teaching nursing care shop social sociale sociaux sociales administratif administratifs
  administratives maternelle maternelles dentaire dentaires juridique juridiques familial familiale medico parlementaire`,
);
const ASSISTANTS: ReadonlySet<string> = new Set(['assistant', 'assistants', 'assistante', 'assistantes']);

/** A verb of reading stands behind it, in its sentence. */
export function reads(tokens: Tokens, i: number, reach: number): boolean {
  for (let k = i + 1; k <= i + reach && k < tokens.count && tokens.sentence[k] === tokens.sentence[i]; k++)
    if (has(tokens, k, READV)) return true;
  return false;
}

/** Who works on this very text: `assistants that read this page`. */
export function readsThis(tokens: Tokens, i: number): boolean {
  const agents = mayBePerson(tokens, i);
  for (let k = i + 1; k <= i + 5 && k < tokens.count && !isPause(tokens, k); k++) {
    if (!has(tokens, k, READV)) continue;
    for (let n = k + 1; n <= k + 4 && n < tokens.count && !isPause(tokens, n); n++)
      if (THIS.has(tokens.word[n] ?? '')) return !agents || !CASES.has(tokens.word[n + 1] ?? tokens.word[n] ?? '');
  }
  return false;
}

/** What people work on who are called agents. */
const CASES = wordSet('ticket tickets dossier dossiers thread demande demandes call calls appel appels');

const SOME = wordSet(
  'un une des les aux any every all tout toute tous toutes an a some certains plusieurs chaque nul aucun each no',
);

/**
 * Not the assistant that a text is about, but whatever machine may come across it: `une IA`, `les copilotes`, or one that is called
 * after what it does with texts (`rédacteur automatique`, `outil de dépouillement`).
 */
export function isAnyMachine(tokens: Tokens, i: number): boolean {
  const word = tokens.word[i] ?? '';
  if (mayBePerson(tokens, i)) return false;
  if ((TOOLS.has(word) && isFor(tokens, i)) || (ROLES.has(word) && isVirtual(tokens, i))) return true;
  if (isPlaced(tokens, i)) return true;
  if (!has(tokens, i, ASSISTANT)) return false;
  const before = tokens.word[i - 1] ?? '';
  // In English the plural stands without an article.
  return SOME.has(before) || (word.endsWith('s') && (isPause(tokens, i) || isPause(tokens, i - 1)));
}
