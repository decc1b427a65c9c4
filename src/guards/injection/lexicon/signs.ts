// Words without which a pattern of `structure.ts` cannot match, by group: the tokeniser notes which a text has.

interface Sign {
  /** Words that hold one of these. */
  readonly parts?: readonly string[];
  /** Words that are one of these, but for a number behind it. */
  readonly words?: readonly string[];
}

const list = (words: string): readonly string[] => words.trim().split(/\s+/);

const SIGNS = {
  system: { parts: ['system', 'admin', 'develop'] },
  order: { parts: ['instruction', 'directive', 'consigne', 'prompt', 'order', 'ordre'] },
  block: { parts: ['important', 'inject', 'override', 'hidden', 'assistant', 'information'], words: ['untrusted'] },
  border: { words: ['begin', 'start', 'debut', 'end', 'fin'] },
  end: { words: ['end', 'fin', 'sources'] },
  new: { words: ['new', 'updated', 'real', 'revised', 'nouvelle', 'nouvelles', 'vraie', 'vraies'] },
  role: { words: ['role'] },
  turn: {
    words: ['user', 'human', 'q', 'question', 'utilisateur', 'humain', 'client', 'moi', 'example'],
  },
  answer: {
    words: ['answer', 'answers', 'respond', 'responses', 'reply', 'replies', 'reponds', 'repondez', 'once'],
  },
  you: { words: ['you', 'tu', 'vous'] },
  assistant: {
    parts: ['assistant', 'bot', 'copilot'],
    words: ['ai', 'ia', 'model', 'reponse', 'response'],
  },
  label: {
    parts: ['assistant', 'chatbot', 'copilot', 'chatgpt', 'claude', 'gemini', 'cursor', 'rempart', 'codex', 'agent'],
    words: ['ai', 'ia', 'llm', 'llms', 'gpt', 'bot', 'model', 'models', 'modele', 'language'],
  },
  please: { parts: ['please', 'kindly', 'merci', 'veuillez', 'plait'], words: ['svp', 'stp'] },
  two: { words: ['twice', 'two', 'both', 'deux', 'once'] },
  spelling: {
    words: [
      'oscar',
      'echo',
      'oboe',
      'eugene',
      'emile',
      'emilie',
      'easy',
      'egg',
      'elephant',
      'ear',
      'edward',
      'orange',
      'old',
      'tango',
      'foxtrot',
      'romeo',
      'sierra',
      'uniform',
      'emil',
      'otto',
      'empoli',
      'otranto',
      'enrique',
      'oviedo',
      'eduard',
    ],
  },
  acrostic: {
    parts: ['acrosti', 'initial'],
    words: [
      'letter',
      'letters',
      'lettre',
      'lettres',
      'word',
      'words',
      'mot',
      'mots',
      'front',
      'edge',
      'bord',
      'end',
      'ending',
      'endings',
      'fin',
      'fins',
      'rebours',
    ],
  },
  tool: {
    parts: ['outil', 'tool_', '_tool', 'permission', 'habilitation', 'clearance'],
    words: ['tool', 'vois', 'voyez'],
  },
  unseen: {
    words: list(`only skip white blanc invisible display size render visible hidden reserve people humans humains`),
  },
  private: { words: list(`ssh gnupg aws kube netrc .ssh .gnupg .aws .kube .netrc id_rsa id_ed25519 id_ecdsa`) },
  kin: {
    words: list(
      `grandmother grandma granny nan nanna nana grandfather grandpa uncle aunt late deceased mamie papi papy oncle tante tonton
      defunt defunte feu feue decede decedee mere pere`,
    ),
  },
  // Words without which the plots of `structure/plots.ts` cannot be told.
  game: {
    parts: list(`opposite hangman`),
    words: list(
      `contraires contraire jacques pendu twenty vingt guess guessing devine deviner devinez quiz mystere warmer colder trous
      letter lettre means signifie`,
    ),
  },
  loose: {
    words: list(
      `rules filters filtrs guardrails rails limits limit limites limite regles regle filtres filtre filter restrained
      constrained restrain restraint unfiltered uncensored bound restrictions restriction censored censure laisse retenue
      interdit interdite interdits forbidden forbade mandatory refuse refused refusals refusal safety moderation morale
      ethics ethique obligatoire secret never jamais supposed allowed permitted droit limitation limitations boundaries
      filtering filtrage bundle safeguards fous guard verrous bridage couche`,
    ),
  },
  shell: {
    words: list(`sudo root admin devmode dev developer developpeur proc prompt context consignes instructions rules`),
  },
  fixture: {
    parts: list(`assert`),
    words: list(`fixture fill finish constant complete complet diff expected unit tests remplis passes python`),
  },
  lasting: {
    words: list(
      `everybody everyone anybody anyone permanently permanent permanente colleagues prochaines sessions session conversations
      conversation chats chat qui autre equipe`,
    ),
  },
  screen: {
    parts: list(`screen classif moderat`),
    words: list(`guard garde filter filtre controleur`),
  },
  obliging: {
    words: list(`sure absolutely certainly gladly pleasure plaisir voici voila understood here course bien`),
  },
  recital: {
    words: list(
      `novel story scene chapter play tale poem ballad court trial witness roman polar conte chapitre theatre proces juge temoin
      poeme dictee recopie recopier recopiez copy repeat translate traduis repete restitue verbatim clause precedes mine`,
    ),
  },
  // Rare words only: the two groups are looked for near one another. Of obeying, and of reading in another way.
  obey: {
    parts: list(`fulfil obeis accompli`),
    words: list(
      `do follow obey execute perform carry act comply apply heed answer respond reply run implement honour honor enact grant
      satisfy oblige proceed behave ahead happen treat regard consider accept task tasks tells assignment mission missions
      wish demand obeir suis suivez suivre executez executer applique appliquez appliquer realise realisez realiser fais
      faites faire reponds repondez repondre traite traitez respecte respectez respecter conforme conformez considere
      considerez prends prenez agis agissez tache taches accepte acceptez obtempere exauce exaucez effectue effectuez
      satisfais disent dit indiquent vaut valent office impose imposent sais sauras savez attends souhaite veux demande
      deliver supply effect practice obeys follows executes performs acts complies carries carried executed obeyed followed
      behaves adopts adopt fulfils obliged asks wants meant suit suivent suivra fera feront executent executera executeront
      appliquent appliquera appliqueront obeit obeira conformer conformes acquitte acquitter charger vas prochaine prochain
      lieu agir agit agira agiront execution adopter adopte rends fournis fournissez`,
    ),
  },
  unread: {
    parts: list(
      `decod cipher crypt obfusc scrambl shuffl jumbl riddl puzzl dechiffr desobf base64 base32 anagram acrosti stich
      crossword emoji pictogr reconst recompos recoll translit rearrang backward spell homophon zigzag boustro morse braille steganog phonetic phonetiq brainf spooner contrepet`,
    ),
    words: list(
      `croises rebus charade devinette enigme rot atbash caesar cesar vigenere polybius polybe pig leet leetspeak javanais
      verlan louchebem largonji tap bacon book trous letters letter lettres lettre syllables syllabes initials initiales
      capitals capitales majuscules hidden secret secrete coded codee concealed garbled disguised mixed cachee chiffre
      chiffree brouille melange melanges deguise encoded programme snippet joined concatenate concatenated concatene
      concatenez combine combined assemble assembled assemblez reassemble reassembled together bout ensemble forme formez
      reconstitue reconstituez reverse reversed vertically diagonally downwards downward bottom colonne envers haut gauche
      word words mot mots reorder reordered sorted ordre blanks gaps remets endroit alterne evaluate expand substitute
      interpret interprete translate translated transcribe traduis traduisez skip skipping remplace saute lisible russian
      greek cyrillic russes grecques cyrilliques preprocessor trie triez resous gras bold tete binary binaire hex octal
      hexadecimal unhex dehexer azerty qwerty plaintext clair transposition glyphs glyphes runes fragments chunks morceaux
      glued diagonale arrange ranges rangez affichee mentally lookalikes alikes demele demelez desencoder decompresse xor xored ebcdic huffman vernam playfair tritheme trithemius ogham futhark futhorc mondegreen mondegreens semaphore
      wordsearch meles hangman transcription ascii block big giant grandes grosses missing manquantes retirees enlevees ear oreille voix aloud loud
      pronounce prononce prononcez prononcer gloss glossed strike cross left remains reste barre barrez raye rayez domino dominos dominoes tiles tuiles
      decompress gzip oiseaux indice filled crossword colonnes program join`,
    ),
  },
  floor: { parts: ['ignore', 'oublie', 'affiche', 'exporte', 'maintenant'] },
} as const satisfies Readonly<Record<string, Sign>>;

export type SignName = keyof typeof SIGNS;

const NAMES = Object.keys(SIGNS) as SignName[];

/** The bits of groups, for the patterns. */
export function signBits(...names: readonly SignName[]): number {
  return names.reduce((all, name) => all | (1 << NAMES.indexOf(name)), 0);
}

const WORDS = new Map<string, number>();
const PARTS: (readonly [part: string, bit: number])[] = [];
for (const [n, { parts, words }] of Object.values<Sign>(SIGNS).entries()) {
  for (const word of words ?? []) WORDS.set(word, (WORDS.get(word) ?? 0) | (1 << n));
  for (const part of parts ?? []) PARTS.push([part, 1 << n]);
}
/** Any of the parts: nearly all words hold none, and are not looked at again. */
const ANY_PART = new RegExp(PARTS.map(([part]) => part).join('|'));
const NUMBER_BEHIND = /\d{1,3}$/;

/** The groups that a (folded) word belongs to, as bits. */
export function signsOf(word: string): number {
  const last = word.charCodeAt(word.length - 1);
  let signs = WORDS.get(last >= 0x30 && last <= 0x39 ? word.replace(NUMBER_BEHIND, '') : word) ?? 0;
  if (ANY_PART.test(word)) for (const [part, bit] of PARTS) if (word.includes(part)) signs |= bit;
  return signs;
}
