// How a text may have to be read before it says anything: deciphered, picked out letter by letter, put together from pieces.

/** A way of reading, by how seldom it is asked for in earnest. */
export interface Way {
  /** Words that are in no cipher and no riddle may be joined, sorted and turned as well. */
  readonly isRiddle: boolean;
  readonly pattern: RegExp;
}

// All are tried on folded text and linear: what repeats is bounded.
export const WAYS: readonly Way[] = [
  {
    isRiddle: true,
    // Hits `decode`, `deciphered`, `unscramble`, `unhex`; `déchiffre`, `décoder`, `désencoder`, `démêle`.
    pattern:
      /\b(?:de(?:cod|cipher|crypt|obfuscat|scrambl|compress)[a-z]{1,6}|un(?:scrambl|shuffl|cipher|obfuscat|jumbl|riddl|puzzl|encod|tangl|hex|rot|zip|gzip)[a-z]{0,4}|dechiffr[a-z]{1,6}|desobfusqu[a-z]{1,5}|desencod[a-z]{1,4}|dehex[a-z]{1,4}|demel[a-z]{1,4}|encipher[a-z]{0,4}|encod(?:ed|ee?s?)|b64|hexed)\b/,
  },
  {
    isRiddle: true,
    // Hits the names of ciphers, codes and word games, and of scripts that nobody reads.
    pattern:
      /\b(?:anagram(?:me)?s?|acrosti(?:c|che)s?|telestich(?:e|s)?|mesostich(?:e|s)?|cryptogram(?:me)?s?|cipher(?:text)?|crossword|mots croises|rebus|charade|riddle|devinette|enigme|morse|rot ?-?\d{1,2}|atbash|caesar|vigenere|polybius|polybe|base ?-?(?:32|58|64|85)|t9|pig latin|leet(?:speak)?|javanais|verlan|louchebem|largonji|langue des oiseaux|braille|emojis?|pictograms?|pictogrammes?|glyphs?|glyphes?|runes?|tap code|bacon(?:ian)?|book code|homophones?|texte? a trous|zig-?zag|rail fence|boustrophedon|xor(?:ed)?|ebcdic|brainfuck|huffman|vernam|playfair|tritheme|trithemius|ogham|futh?ar[ck]|spoonerisms?|contrepeteries?|mondegreens?|steganograph[a-z]{1,4}|semaphore|word ?search|mots meles|hangman|phonetic(?:s|ally)?|phonetique(?:s|ment)?|(?:broad|narrow|ipa) transcription|ascii art|(?:big|block|giant|large|grandes|grosses) (?:letters|lettres)|missing (?:letters|vowels)|(?:lettres|voyelles) (?:manquantes|retirees|enlevees)|by ear|a l['’ ]oreille|a (?:haute voix|voix haute)|read (?:it |this |them |that )?(?:aloud|out loud)|say (?:it |this |them |that )?(?:aloud|out loud)|pronounce|prononce[rz]?|gloss(?:ed)? |strike out|cross out|left over|what remains|ce qui reste|barre[rz]? (?:les|tous|toutes)|raye[rz]? (?:les|tous|toutes)|dominos?|dominoes|tiles|tuiles|transliterat[a-z]{2,4}|translitter[a-z]{1,6}|look-?alikes?|(?:russian|greek|cyrillic|hebrew|armenian|georgian|runic) (?:letters|alphabet|keyboard|script)|(?:lettres|alphabet|clavier) (?:russes?|grecques?|cyrilliques?|grec|retourne|inverse|decale)|(?:following|this|the|ce|le|en|in) (?:binary|binaire|octal|hex|hexadecimal)|(?:binary|hex|emoji|morse) (?:below|above|string|message)|azerty|qwerty|plain ?text|texte clair|(?:en|le|au) clair|in clear|transposition|musical notes?)\b/,
  },
  {
    isRiddle: true,
    // Hits `the third letter of each word`, `only the capitals`, `les initiales`, `what they spell`.
    pattern:
      /\b(?:(?:first|second|third|fourth|fifth|last|next|initial|capital|upper ?-?case|bold|red|odd|even|every|each|some|nth|n-th|\d{1,2}(?:st|nd|rd|th))(?: or | and )?(?:[a-z]{2,9} ){0,2}(?:letters?|initials?|capitals?|syllables?)|(?:the|only|just|their) (?:initials|(?:capital|bold|italic|marked|red|underlined|upper ?-?case) (?:letters|words)|capitals)|names? (?:a|one|the|its) letter|stands? for (?:a|one|the|its) (?:letter|word)|spell(?:s|ed)?(?: out)?|(?:premieres?|deuxiemes?|secondes?|troisiemes?|quatriemes?|dernieres?|chaque|certaines|\d{1,2}e) (?:lettres?|syllabes?)|(?:les|leurs|des|que|seules) (?:initiales|majuscules|capitales|lettres? (?:majuscules|capitales|en gras|rouges))|(?:vaut|forme|commencent? chacun par) une lettre|(?:ces|les) lettres|lettre sur|epel(?:le|ent|lent|er|ez|lez)|(?:que|seules?|uniquement) (?:les )?(?:majuscules|capitales|initiales|lettres)|mots? en (?:majuscules|capitales|gras)|(?:into|in|joining) letters)\b/,
  },
  {
    isRiddle: true,
    // Hits `the hidden message`, `a coded sentence`, `texte chiffré`, `phrase cachée`.
    pattern:
      /\b(?:(?:hidden|secret|concealed|encoded|coded|scrambled|jumbled|disguised|enciphered|encrypted|garbled|mixed-?up) (?:message|sentence|text|note|order|instruction|command|request|task|phrase|words?)s?|(?:message|phrase|texte|note|ordre|consigne|instruction|mot|demande|commande)s? (?:cache|secret|code|encode|chiffre|brouille|melange|deguise|crypte)(?:e|s|es)?|(?:only|seuls?) (?:an? |les |the )?(?:models?|machines?|ais?|modeles?|ias?|assistants?) (?:can |peuvent )?(?:understand|read|decode|comprennent|lire|comprendre|lisent))\b/,
  },
  {
    isRiddle: true,
    // Hits `what does this program tell you to do`: the answer is an order.
    pattern:
      /\b(?:(?:programs?|scripts?|code|snippet|function|loop|query|formula|list|table|variables?|values?) (?:tells?|asks?|orders?|wants?|instructs?) (?:of )?you\b|(?:te|vous) (?:demande|dit de|ordonne)[a-z]{0,2} (?:ce|cette|le|la) (?:programme|script|code|fonction|boucle|liste|formule|tableau)|(?:printed|displayed|resulting) (?:line|text|words?|sentence)|(?:ligne|phrase|texte) (?:affichee?|imprimee?|obtenue?))\b/,
  },
  {
    isRiddle: false,
    // Hits `join x, y and z`, `put these together`, `bout à bout`, `reconstitue`.
    pattern:
      /\b(?:join|concatenat[a-z]{1,4}|combin(?:e|ed|ing)|(?:re)?assembl(?:e|ed|ing|ez|es|er|eront|era)|reconstruct(?:ed|ing)?|(?:put|piece|glued?|string|stitch|stick|read) (?:[a-z]{2,10} ){0,4}together|bout a bout|mets? (?:[a-z]{2,10} ){1,4}ensemble|reconstitu(?:e|es|er|ez|ee|ees)|recompos(?:e|es|er|ez|ee|ees)|recoll(?:e|es|er|ez)|form(?:e|ez|er|ant) (?:la|une) phrase|concaten(?:e|es|er|ez)|fragments?|chunks?|morceaux)\b/,
  },
  {
    isRiddle: false,
    // Hits `backwards`, `from bottom to top`, `column 3`, `every second word`, `un mot sur deux`.
    pattern:
      /\b(?:backwards?|in reverse|revers(?:e|ed|ing)|right to left|left to right|bottom (?:up|to top)|top to bottom|downwards?|vertically|diagonally|diagonale?|between the lines|(?:down|up) (?:each|every|the|all) columns?|columns? [a-z\d]|(?:[a-z]{4,7}|\d(?:st|nd|rd|th)) column|(?:every|each) (?:second|third|fourth|fifth|other|n-?th|odd|even)|(?:first|second|third|last|bold|capitali[sz]ed|red) words?|re-?order(?:ed)?|rearrang(?:e|ed|ing)|arrange (?:[a-z]{2,8} )?by|(?:in|by) (?:the |numeric |numerical )?(?:order|index|number)s?|order (?:is )?by|sorted by|sort (?:it |them |these |the [a-z]{3,9} )?by|fill(?:ed)? (?:it )?in(?: the (?:blanks|gaps))?|a l['’ ](?:envers|endroit)|colonnes?|de haut en bas|de bas en haut|de droite a gauche|de gauche a droite|gauche-droite|sens alterne|mot sur (?:deux|trois|quatre)|(?:premiers?|deuxiemes?|troisiemes?|derniers?) mots?|remets? (?:[a-z]{2,10} ){0,3}(?:dans l['’ ]ordre|a l['’ ]endroit)|(?:dans l['’ ]|dans cet |selon l['’ ]?(?:eur)? ?)(?:ordre|indice)|par ordre|range(?:s|z|r|e)? les|(?:by|par) (?:time|date|position|number|numero|temps|indice)|(?:read|lue?s?|starting|partant) (?:from|depuis|de|du) (?:the )?(?:head|start|bottom|end|tete|bas|fin))\b/,
  },
  {
    isRiddle: false,
    // Hits `what does this program print`, `the output of`, `replace each x with`, `translate`.
    pattern:
      /\b(?:output of|result (?:of|row|set)|string_agg|group_concat|readable|lisibles?|(?:can|could|able to) (?:still )?(?:read|parse|understand)|value of|in your head|mentally|de tete|preprocessor|preprocesseur|(?:resolve|resous|resolvez|resoudre) (?:the |les |l['’])?(?:alias|references|entit)[a-z]{0,3}|what (?:does|do) [a-z_]{1,16} (?:hold|contain|print|say|give)|(?:evaluat|expand|substitut|interpret|translat|transcrib)(?:e|ed|ing)?|replac(?:e|ed|ing) (?:every|each|all)|skip(?:ping)? (?:every|each|all|over|the (?:first|last|vowels|digits|numbers|odd|even|signs|words|letters))|what (?:does|do|would|will) (?:this|the|these|that)|what (?:is|does|this) (?:it )?(?:prints?|say|output)s?|que (?:dit|donne|renvoie|affiche|demande)|ce qu['’ ]affiche|sortie d[ue]|resultat d[ue]|remplac(?:e|es|ez|er) (?:chaque|tous|toutes|les)|saut(?:e|es|ez|er|ant)|tradui(?:s|sez|re|ra)|transcri(?:s|vez|re)|interpret(?:e|es|ez|er)|comme si (?:je|c['’ ]etait|j['’ ]avais)|as if i had|chaine des)\b/,
  },
];
