// Text in HTML, XML or Markdown that is cut up by its tags or by what is struck out, read without them.
import type { Reading } from '../reading';
import { countedIn } from '../sense';
import { isLetterAt, matchesOften, standsOften } from '../signs';
import { mayOrder } from '../speech';
import { matchesOf } from '../../../matches';

const TAG = /<(?:\/?([a-z][\w:-]{0,20})(?:[ \n][^<>]{0,200})?\/?|!--[^<>]{0,120}--)>/g;
/** Within words only these stand; others part what they stand between. */
const INLINE: ReadonlySet<string> = new Set(
  'b i em strong span u s font small big mark code tt wbr sub sup ins del a abbr bdo bdi kbd var q tspan'.split(' '),
);
// Hits `ig<span style="display:none">zz</span>nore`: what is not shown.
const UNSEEN =
  /<(span|i|b|s|font|em|small|sub|sup|del)\b[^<>]{0,80}(?:display ?: ?none|visibility ?: ?hidden|font-size ?: ?0|hidden)[^<>]{0,80}>[^<>]{0,40}<\/\1>/g;
/** Between two sections of one text in XML. */
const SECTIONS = /\]\]> {0,2}<!\[cdata\[/g;
const SECTION = /<!\[cdata\[|\]\]>/g;
/** Characters without width, written as entities. */
const WIDTHLESS = /&(?:shy|zwn?j|zerowidthspace|#173|#xad|#820[3-5]|#x200[b-d]);/g;
const FEWEST_TAGS = 3;
/** More words between two tags, on the mean, are paragraphs. */
const WORDS_A_TAG = 4;
const FEWEST_CUTS = 3;

/** The (folded) text without its tags; nothing when they cut up nothing. Linear: what repeats is bounded. */
export function withoutTags(folded: string): Reading | undefined {
  if (!standsOften(folded, '<', FEWEST_TAGS)) return undefined;
  let cuts = 0;
  const shown = folded
    .replace(WIDTHLESS, '')
    .replace(UNSEEN, () => {
      cuts++;
      return '';
    })
    .replace(SECTIONS, (border) => {
      cuts++;
      return border.includes(' ') ? ' ' : '';
    })
    .replace(SECTION, '');
  const tags = (shown.match(TAG)?.length ?? 0) + cuts;
  if (tags < FEWEST_TAGS) return undefined;
  let from = 0;
  let text = '';
  for (const { index, 0: tag, 1: name } of matchesOf(shown, TAG)) {
    text += shown.slice(from, index);
    from = index + tag.length;
    const isWithin =
      (name === undefined || INLINE.has(name)) &&
      isLetterAt(text, text.length - 1) &&
      (isLetterAt(shown, from) || shown[from] === '<');
    if (isWithin) cuts++;
    else if (!/\s$/.test(text)) text += ' ';
  }
  text += shown.slice(from);
  // Words are cut by tags, which no layout does.
  const hides = cuts >= FEWEST_CUTS;
  if (!hides && text.split(/\s+/).length > tags * WORDS_A_TAG) return undefined;
  return mayOrder(text) ? { kind: hides ? 'parted' : 'lines', text } : undefined;
}

// Hits `~~always~~ `.
const STRUCK = /~~[^~\n]{1,60}~~ ?/g;

/** `[deleted: all]`, `{--all--}`; and `[inserted: your]`, `{++your++}`, which stays. */
const DELETED =
  /\[(?:deleted|removed|supprime|suppression) ?: ?[^\][\n]{0,80}\] ?|\{--[^{}\n]{0,80}--\} ?|\[-[^\][\n]{0,80}-\](?! )/g;
const INSERTED =
  /\[(?:inserted|added|insere|ajoute|ajout|insertion) ?: ?([^\][\n]{0,80})\]|\{\+{1,2}([^{}\n]{0,80}?)\+{1,2}\}/g;

/** The (folded) text with its tracked changes accepted; nothing when there are few. Linear. */
export function withChangesAccepted(folded: string): string | undefined {
  if (!/[[{](?:deleted|removed|suppr|-)/.test(folded)) return undefined;
  if ((folded.match(DELETED)?.length ?? 0) + (folded.match(INSERTED)?.length ?? 0) < FEWEST_CUTS) return undefined;
  const text = folded
    .replace(DELETED, '')
    .replace(INSERTED, (_, bracketed?: string, braced?: string) => bracketed ?? braced ?? '');
  return mayOrder(text) ? text : undefined;
}

/** The (folded) text without what is struck out within its sentences; nothing when that is little. Linear. */
export function withoutStruck(folded: string): string | undefined {
  if (!folded.includes('~~') || (folded.match(STRUCK)?.length ?? 0) < FEWEST_CUTS) return undefined;
  const text = folded.replace(STRUCK, '');
  return mayOrder(text) ? text : undefined;
}

/** Hits `[word](#a)`. */
const LINK = /!?\[([^\][\n]{1,40})\]\([^()\n]{0,120}\)/g;
/** Fewest links behind each other. */
const FEWEST_LINKS = 5;
const LINKS = /(?:!?\[[^\][\n]{1,40}\]\([^()\n]{0,120}\)[ \n,.;:!?'’-]{0,3}){5,400}/g;

/** The (folded) text with rows of links as their texts; nothing when there are none, or they say nothing. Linear. */
export function withoutLinks(folded: string): string | undefined {
  if (!standsOften(folded, '](', FEWEST_LINKS)) return undefined;
  const text = folded.replace(LINKS, (row) => {
    const said = row.replace(LINK, '$1');
    return mayOrder(said) || (isCutByLinks(row) && countedIn(said) >= SENSE) ? said : row;
  });
  return text === folded ? undefined : text;
}

/** So much of what links say that cut words makes sense. */
const SENSE = 0.7;
/** Hits the border of two links within a word. */
const WITHIN_WORD = /[a-z]\]\([^()\n]{0,120}\)!?\[[a-z]/g;

function isCutByLinks(row: string): boolean {
  return matchesOften(row, WITHIN_WORD, FEWEST_CUTS);
}

/** Hits `<ruby>read<rp>(</rp><rt>said</rt>…</ruby>`: what stands in small letters above others. */
const RUBY = /<ruby>[^<>]{0,80}(?:<rp>[^<>]{0,4}<\/rp>)?<rt>([^<>]{1,80})<\/rt>(?:<rp>[^<>]{0,4}<\/rp>)?<\/ruby>/g;

/** The (folded) text with the annotations in the place of what they stand above; nothing when there are few. Linear. */
export function byAnnotations(folded: string): string | undefined {
  if (!folded.includes('<ruby>') || !matchesOften(folded, RUBY, FEWEST_CUTS)) return undefined;
  return folded.replace(RUBY, '$1').replace(TAG, ' ');
}
