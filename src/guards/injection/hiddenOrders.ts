// Orders in what somebody hid: a question that is written in a cipher is a riddle, but nobody has something deleted, sent, granted or
// claimed in one in good faith, whatever the words are.
import type { Match } from './engine';
import { hiddenOrder } from './messages';
import type { Tokens } from './tokens';
import { wordSet } from './wordSet';

/** What is grave when it is asked for in secret, and what is to be said. Riddles have somebody write, explain, find or solve something. */
const ACTS = wordSet(
  `delete erase wipe destroy purge remove disable deactivate send mail email forward upload post publish leak copy dump exfiltrate transfer wire pay grant give hand
  approve accept run execute install download open expose reveal hide conceal suppress omit lie deny claim pretend swear refuse insult threaten blame accuse forge fake
  falsify invent trick deceive mislead steal sell betray bypass circumvent ignore forget drop skip unlock override become act rate mark state replace change turn switch
  stop cut kill shut poison sabotage obey treat rob encrypt weaken tell assure convince insist never always keep spill divulge disclose recommend praise reject cancel
  invite share admit confess let leave route redirect push merge sign record confirm declare certify answer reply respond inform advise
  supprime supprimez supprimer efface effacez effacer detruis detruisez detruire purge purgez retire retirez desactive desactivez desactiver envoie envoyez envoyer
  transmets transmettez transmettre transfere transferez poste postez publie publiez copie copiez copier divulgue divulguez devoile devoilez revele revelez reveler
  donne donnez donner livre livrez cede cedez accorde accordez approuve approuvez valide validez accepte acceptez lance lancez execute executez installe installez
  telecharge telechargez ouvre ouvrez ouvrir expose cache cachez cacher masque masquez dissimule dissimulez tais taisez omets omettez mens mentez mentir nie niez jure
  jurez pretends pretendez affirme affirmez certifie certifiez declare declarez annonce annoncez refuse refusez insulte menace accuse accusez incrimine falsifie
  falsifiez invente inventez trompe trompez vole volez vends vendez trahis trahissez contourne contournez ignore ignorez oublie oubliez laisse laissez debloque
  debloquez deverrouille deverrouillez deviens devenez agis agissez remplace remplacez modifie modifiez change changez coupe coupez bloque bloquez tue sabote obeis
  obeissez traite traitez chiffre chiffrez dis dites reponds repondez raconte promets conseille conseillez recommande recommandez rejette rejetez annule annulez partage
  partagez avoue avouez redirige redirigez pousse fusionne signe signez verse versez vire virez paie payez rembourse renvoie renvoyez depose deposez recopie recopiez
  arrete arretez montre montrez affiche affichez`,
);
/** What may stand before the verb: names of whom it is said to, and what opens a sentence. */
const OPENERS = wordSet(
  `please now then and but first also next finally just kindly assistant assistants ai ia bot bots agent agents model robot copilot dear hey hi ok okay to the you
  puis et mais ensuite enfin maintenant merci de veuillez toi vous tu cher chere alors aussi desormais d abord assistante modele`,
);
const MODALS = wordSet('must should shall doit doivent dois devez will va vas');
/** So far from the beginning of a sentence a verb that somebody must carry out is looked for. */
const SUBJECT = 8;
/** Fewer words behind the verb are no order that could do harm. */
const FEWEST = 3;
/** Words that any sentence has; code and lists of names have few. */
const LITTLE = wordSet(
  `the a an your my our his her its their all every each any this that these those to of in on at for with from by as is are and or it me us them
  le la les l un une des du de d ton ta tes votre vos mon ma mes son sa ses leur leurs tout toute tous toutes ce cette ces a au aux en dans sur pour avec par que qu et ou y`,
);
const ENOUGH_LITTLE = 2;
const WEIGHT = 0.36;

/**
 * Orders to do or to say something, in a text that was hidden, of which `tokens` are the words; at most one. Linear.
 * @param visible the words of the text as it stands: what they say in another order nobody hid
 */
export function hiddenOrders(tokens: Tokens, visible?: Tokens): Match[] {
  const { count, sentence, start, end } = tokens;
  const seen = new Set(visible?.word);
  for (let first = 0; first < count;) {
    let last = first;
    while (last < count && sentence[last] === sentence[first]) last++;
    const verb = verbOf(tokens, first, last);
    const isOrder = verb >= 0 && last - verb > FEWEST && littleWords(tokens, verb, last) >= ENOUGH_LITTLE;
    const fresh = isOrder ? tokens.word.slice(first, last).filter((word) => !seen.has(word)).length : 0;
    if (fresh * 2 > last - first)
      return [
        {
          rule: 'hidden.order',
          message: hiddenOrder,
          weight: WEIGHT,
          start: start[first] ?? 0,
          end: end[last - 1] ?? 0,
          disguised: false,
        },
      ];
    first = last;
  }
  return [];
}

/** The verb that a sentence orders; -1 for none. */
function verbOf({ word }: Tokens, first: number, last: number): number {
  let at = first;
  while (at < last && OPENERS.has(word[at] ?? '')) at++;
  if (ACTS.has(word[at] ?? '')) return at;
  for (let i = first; i < last - 1 && i < first + SUBJECT; i++)
    if (MODALS.has(word[i] ?? '') && ACTS.has(word[i + 1] ?? '')) return i + 1;
  return -1;
}

function littleWords({ word }: Tokens, from: number, to: number): number {
  let little = 0;
  for (let i = from + 1; i < to; i++) if (LITTLE.has(word[i] ?? '')) little++;
  return little;
}
