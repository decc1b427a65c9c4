// Emoji in the place of words, as in a rebus: `🙈 your 📏 & 📤 the 🔑 to the 🦹`.
import { detectLanguage } from '../../../base/language';

/** What emoji stand for in orders, in English and in French; without the signs that choose how they look. */
const WORDS: Readonly<Record<string, readonly [english: string, french: string]>> = {
  '🙈': ['ignore', 'ignore'], '🙉': ['ignore', 'ignore'], '🚫': ['ignore', 'ignore'], '⛔': ['ignore', 'ignore'],
  '🙊': ['stay silent', 'ne dis rien'], '🤐': ['stay silent', 'ne dis rien'], '🤫': ['secret', 'secret'], '🕵': ['secret', 'secret'],
  '🗑': ['throw away', 'jette'], '🚮': ['throw away', 'jette'], '🔥': ['burn', 'brule'], '❌': ['delete', 'supprime'],
  '✂': ['delete', 'supprime'], '💥': ['break', 'casse'], '💔': ['break', 'casse'], '🔨': ['break', 'casse'],
  '📏': ['rules', 'regles'], '📐': ['rules', 'regles'], '⚖': ['rules', 'regles'], '📜': ['instructions', 'consignes'],
  '📋': ['instructions', 'consignes'], '📝': ['instructions', 'consignes'], '🧾': ['instructions', 'consignes'],
  '👀': ['show', 'montre'], '👁': ['show', 'montre'], '🔎': ['show', 'montre'], '🔍': ['show', 'montre'], '📺': ['show', 'montre'],
  '🖨': ['print', 'affiche'], '🔁': ['repeat', 'repete'], '🔄': ['repeat', 'repete'], '🗣': ['say', 'dis'], '📢': ['say', 'dis'],
  '🔑': ['keys', 'cles'], '🗝': ['keys', 'cles'], '🔐': ['passwords', 'mots de passe'], '🔓': ['unlock', 'deverrouille'],
  '🔒': ['lock', 'verrou'], '🛡': ['guardrails', 'garde-fous'], '🚧': ['restrictions', 'restrictions'], '⛓': ['restrictions', 'restrictions'],
  '📤': ['send', 'envoie'], '🚀': ['send', 'envoie'], '📨': ['send', 'envoie'], '📧': ['email', 'courriel'], '✉': ['email', 'courriel'],
  '📩': ['email', 'courriel'], '📬': ['email', 'courriel'], '🌐': ['internet', 'internet'], '🔗': ['link', 'lien'],
  '🤖': ['assistant', 'assistant'], '🧠': ['memory', 'memoire'], '💻': ['system', 'systeme'], '⚙': ['system', 'systeme'],
  '🖥': ['system', 'systeme'], '💬': ['prompt', 'prompt'], '🦹': ['attacker', 'pirate'], '😈': ['evil', 'malefique'],
  '👿': ['evil', 'malefique'], '🥷': ['hacker', 'pirate'], '🏴': ['hacker', 'pirate'], '👤': ['user', 'utilisateur'],
  '🧑': ['user', 'utilisateur'], '🫵': ['your', 'tes'], '🙏': ['please', 'stp'], '👆': ['above', 'ci-dessus'], '⬆': ['above', 'ci-dessus'],
  '☝': ['above', 'ci-dessus'], '🆕': ['new', 'nouvelles'], '🎭': ['act as', 'joue le role de'], '🦠': ['virus', 'virus'],
  '📁': ['files', 'fichiers'], '📂': ['files', 'fichiers'], '🗂': ['files', 'fichiers'], '📄': ['file', 'fichier'],
  '📃': ['file', 'fichier'], '💾': ['data', 'donnees'], '💣': ['destroy', 'detruis'], '🏃': ['run', 'execute'], '▶': ['run', 'execute'],
  '👂': ['obey', 'obeis'], '🫡': ['obey', 'obeis'], '🧹': ['erase', 'efface'], '🧽': ['erase', 'efface'], '🛑': ['stop', 'arrete'],
  '➡': ['to', 'vers'], '👉': ['to', 'vers'], '⬅': ['', ''], '✅': ['', ''], '‼': ['', ''], '❗': ['', ''],
}; // prettier-ignore
/** Verbs for what is thrown away, which stand behind it in pictures. */
const THROWN = /^(.{2,60}?) (?:to |vers )?(throw away|delete|burn|jette|supprime|brule)$/;

const PICTURE = /\p{Extended_Pictographic}(?:\ufe0f|\u200d|\p{Emoji_Modifier}){0,3}/gu;
/** A surrogate of emoji, or a picture of one unit. */
const ANY = /[\ud83c-\ud83e\u2300-\u27bf\u2b00-\u2bff]/;
const SIGNS_OF_LOOKS = /[\ufe0f\u200d]|\p{Emoji_Modifier}/gu;
/** Fewest emoji of a line that are words, of different kinds; and so many words that are none of them at most, each. */
const FEWEST_KINDS = 3;
const WORDS_A_PICTURE = 3;
const CLAUSES = /([,;:.!?&]| and | et | then | puis )/;

/** The (folded) text with words for emoji where these stand for words; nothing where they only decorate. Linear. */
export function inWords(folded: string): string | undefined {
  if (!ANY.test(folded)) return undefined;
  const which = detectLanguage(folded) === 'fr' ? 1 : 0;
  const text = folded
    .split('\n')
    .map((line) => (isRebus(line) ? readOut(line, which) : line))
    .join('\n');
  return text === folded ? undefined : text;
}

function meantBy(picture: string): readonly [english: string, french: string] | undefined {
  return WORDS[picture.replace(SIGNS_OF_LOOKS, '')];
}

function isRebus(line: string): boolean {
  if (!ANY.test(line)) return false;
  const pictures = (line.match(PICTURE) ?? []).filter((picture) => (meantBy(picture)?.[0] ?? '') !== '');
  const words = line.match(/[a-z']+/g)?.length ?? 0;
  return new Set(pictures).size >= FEWEST_KINDS && words <= pictures.length * WORDS_A_PICTURE;
}

function readOut(line: string, which: 0 | 1): string {
  // The same one twice is the plural; what it means may stand behind it in brackets.
  const said = line
    .replace(/(\p{Extended_Pictographic}\ufe0f?)(?: ?\1)+/gu, '$1')
    .replace(PICTURE, (picture) => ` ${meantBy(picture)?.[which] ?? picture} `)
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,;.!?])/g, '$1');
  return said.split(CLAUSES).map(inOrder).join('');
}

/** A clause with the verb for what is thrown away before it. */
function inOrder(clause: string): string {
  const words = clause.trim();
  return words === '' ? clause : clause.replace(words, words.replace(THROWN, '$2 $1'));
}
