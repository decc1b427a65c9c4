// A line of its own that says whom what stands beneath it is for: `## Note for AI assistants`, `This section is for language models.`
import { has, type Tokens } from '../tokens';
import { wordSet } from '../wordSet';
import { CLAUSE } from './clauses';
import { TO_WHOM } from './lists';
import { isAssistant } from './machines';
import { opensWithOrder, TO_YOU } from './orders';

/** Longest line that is a headline, in words. */
const LONGEST = 14;
/** How far before the machine the word stands that says for whom: `for all automated`. */
const WHOM = 3;
/** What a headline says before it names the machine: which text it is, and that it is for somebody. */
const FOR_SOMEBODY = wordSet(
  `note notes notice instruction instructions consigne consignes directive directives guidance section paragraph paragraphe passage message
  messages reminder rappel memo info information informations text texte block bloc part partie page comment commentaire hint hints tip tips
  additional special important attention warning hidden private internal confidential further supplementaire supplementaires speciales
  speciale interne internes following suivant suivante suivants suivantes what follows ce qui suit is are est sont meant intended addressed
  directed destinee destinees destine destines adressee adresse adresses reservee reserve s only uniquement seulement exclusively just
  the this these that a an la le les l un une ces cet cette de d here ici below`,
);
/** What belongs to an assistant, or uses one: the line is about them. */
const NOT_ITSELF = wordSet(
  `user users utilisateur utilisateurs utilisatrices developer developers developpeur developpeurs team teams equipe equipes project projects
  projet projets integration integrations plugin plugins extension extensions api apis app apps application applications feature features
  fonctionnalite fonctionnalites support setup installation usage use settings configuration reglages config panel window conversation
  conversations chat chats response responses reponse reponses answers output outputs sdk cli server serveur provider providers based powered`,
);

/** Those who work on a repository have rules of their own, which tell them to do this and that. */
const AT_WORK = wordSet('coding programming code programmation developpement development repository depot');

/**
 * The passage of the word is a headline: what stands beneath it is for the machine that the word names, and begins with something to be
 * done.
 */
export function isHeadline(tokens: Tokens, i: number): boolean {
  if (!isAssistant(tokens, i) || NOT_ITSELF.has(tokens.word[i + 1] ?? '')) return false;
  for (let k = i - 1; k <= i + 3 && k < tokens.count; k++) if (AT_WORK.has(tokens.word[k] ?? '')) return false;
  const whom = whomBefore(tokens, i);
  const next = behind(tokens, i);
  if (whom < 0 || next < 0 || next >= tokens.count || !isForSomebody(tokens, whom)) return false;
  for (let k = next; k < Math.min(next + CLAUSE, tokens.count) && tokens.sentence[k] === tokens.sentence[next]; k++)
    if (has(tokens, k, TO_YOU)) return true;
  return opensWithOrder(tokens, next, 4);
}

/** Where the word stands that says for whom; -1 when there is none. */
function whomBefore(tokens: Tokens, i: number): number {
  for (let k = i - 1; k >= Math.max(0, i - WHOM) && tokens.paragraph[k] === tokens.paragraph[i]; k--)
    if (TO_WHOM.has(tokens.word[k] ?? '')) return k;
  return -1;
}

/** From the beginning of the passage on nothing is said but that it is for somebody. */
function isForSomebody(tokens: Tokens, whom: number): boolean {
  let first = whom;
  while (first > 0 && tokens.paragraph[first - 1] === tokens.paragraph[whom])
    if (whom - --first >= LONGEST || !FOR_SOMEBODY.has(tokens.word[first] ?? '')) return false;
  return true;
}

/** The first word behind the passage; -1 when it is too long for a headline. */
function behind(tokens: Tokens, i: number): number {
  let next = i + 1;
  while (next < tokens.count && tokens.paragraph[next] === tokens.paragraph[i]) if (++next - i > LONGEST) return -1;
  return next;
}
