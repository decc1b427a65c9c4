// Further readings of a text that makes no sense as it stands, or less than it could: spelt out, cut into lines, in leetspeak,
// with scrambled words, backwards, in a shifted alphabet, in Morse. Each is judged as the text itself is.
import { canonicalise } from '../../normalise';
import { longWordsApart, takenApart } from '../joined';
import { MIRRORED, mirror, rotate, unleet, unscrambledAny } from '../lexicon';
import { BETWEEN_PASSAGES } from '../changed';
import { signed, withSigns } from '../punctuation';
import { tokenise, type Tokens } from '../tokens';
import { acrostic } from './initials/acrostic';
import { pointedByLine } from './defined/bookCode';
import { inAffineAlphabet } from './enciphered/affine';
import { partsForwards } from './backwards';
import { byCapitals } from './enciphered/bacon';
import { BETRAYALS, ciphers, forwards } from './enciphered/ciphers';
import { matchedOnly } from './classes';
import { downwards } from './columns';
import { blockLetters } from './drawn';
import { spelledInEmoji } from './emojiLetters';
import { inWords } from './emojiWords';
import { byItsCodeWords } from './defined/codeWords';
import { withPlacesFilled, withSumsOfWords } from './defined/placeholders';
import { deciphered } from './enciphered';
import { interleaved } from './enciphered/interleaved';
import { inOrderWithBlanks } from './enciphered/withBlanks';
import { withWordsDecoded } from './inPlace';
import { withWordsTurned } from './inPlace/turned';
import { withoutEscapes } from './escapes';
import { withoutForm } from './fragments';
import { filledIn } from './gapped';
import { inItsAlphabet } from './enciphered/keyedAlphabet';
import { assembled } from './literals';
import { printed as typeset } from './markup/latex';
import { inLeet, withLettersForSigns } from './leet';
import { byItsLegend } from './defined/legend';
import { withoutMarkup } from './markup/markedUp';
import { byAnnotations, withChangesAccepted, withoutLinks, withoutStruck, withoutTags } from './markup';
import { fromMojibake } from './mojibake';
import { fromMorse, fromSignals, fromTaps } from './morse';
import { breaksOf } from './placed/breaks';
import { byEar } from './byEar';
import { mended } from './placed/broken';
import { pickedOut } from './placed/emphasis';
import { ofGrid } from './placed/grid';
import { pasted } from './placed/pasted';
import { alongRails, byTurns } from './placed/rails';
import { downStairs } from './placed/stairs';
import { transliterated } from './placed/transliterated';
import { commentsInOne } from './markup/comments';
import { countedOut, labelledInOrder, pointedAt, valuesInOrder } from './numbered';
import { inSuggestedOrder } from './ordered';
import { reordered } from './ordered/sentences';
import { withoutBars, withoutCuts, withoutSigns } from './rows';
import type { Reading, ReadingKind } from './reading';
import { progressed } from './enciphered/progressive';
import { fromMovedAscii, fromRot47 } from './enciphered/rot47';
import { spelledOut } from './spelling';
import { withoutGroups, withoutInnerSigns, withoutSprinkles } from './sprinkled';
import { byPhoneKeys } from './phoneKeys';
import { programOutput } from './programs';
import { calculated } from './programs/cells';
import { unpictured } from './pictures';
import { isSpeltInWord, respelt } from './spelt';
import { byItsGlossary, substituted } from './defined/substituted';
import { subtitles } from './markup/subtitles';
import { inSyllables } from './syllables';
import { upright } from './upsideDown';
import { interpolated } from './defined/variables';
import { turnedBack } from './verlan';
import { reworded } from './words';
import { withVowelsForSigns } from './words/vowels';
import { inOrder } from './words/wordOrder';

export { saidByRecords } from './ordered';
export type { Reading, ReadingKind } from './reading';

/** Misspelt words are betrayals only in company: everybody mistypes a word. */
const SCRAMBLED_FROM = 3;
/** Longer texts are read as they stand, but for their longest words. */
const LONGEST = 20_000;

/** Readings that a text suggests; none for ordinary text. Takes the text before and after folding, and its words. */
export function disguisedReadings(source: string, folded: string, tokens: Tokens): Reading[] {
  const readings: Reading[] = [];
  const isLong = source.length > LONGEST;
  const apart = isLong ? longWordsApart(folded, tokens) : takenApart(folded, tokens, source);
  if (apart !== undefined) readings.push({ kind: 'joined', text: apart });
  if (isLong) return readings;
  if (tokens.spelt || isSpeltInWord(folded)) readings.push({ kind: 'spelt', text: respelt(folded) });
  if (isCutIntoLines(folded, tokens)) readings.push({ kind: 'lines', text: folded.replaceAll('\n', ' ') });
  readings.push(...putTogether(folded, tokens), ...pickedOut(source, folded));
  const unescapedText = withoutEscapes(source);
  if (unescapedText !== undefined)
    readings.push({ kind: unescapedText.hides ? 'encoded' : 'escaped', text: unescapedText.text });
  const escaped = unescaped(folded);
  if (escaped !== undefined) readings.push({ kind: 'escaped', text: escaped });
  if (tokens.leet >= BETRAYALS) readings.push({ kind: 'leetspeak', text: rewritten(folded, tokens, unleet) });
  if (tokens.misspelt >= SCRAMBLED_FROM)
    readings.push({ kind: 'scrambled', text: rewritten(folded, tokens, unscrambledAny) });
  const { backwards, shift, isStrange } = ciphers(tokens);
  if (backwards) for (const text of forwards(folded)) readings.push({ kind: 'reversed', text: inLeet(text) ?? text });
  const turnedParts = backwards || isStrange ? partsForwards(folded) : undefined;
  if (turnedParts !== undefined) readings.push({ kind: 'reversed', text: turnedParts });
  if (shift !== 0) {
    const turned = shift === MIRRORED ? mirror(source.toLowerCase()) : rotate(source, shift);
    readings.push({ kind: 'rotated', text: canonicalise(turned).text });
  } else if (!backwards && isStrange) {
    const read = progressed(folded, tokens) ?? inAffineAlphabet(folded, tokens);
    if (read !== undefined) readings.push({ kind: 'rotated', text: read });
  }
  readings.push(...inOtherSigns(source, folded, tokens));
  // Letters in another order, or others for them, were read above.
  if (!backwards && shift === 0)
    for (const { hides, text } of reworded(folded, tokens))
      readings.push({ kind: hides ? 'reworded' : 'corrected', text });
  readings.push(...beneathLeet(folded));
  const turned = turnedBack(folded, tokens);
  if (turned !== undefined) {
    readings.push({ kind: 'reworded', text: turned });
    // Who turns words about writes the others as short messages have them.
    for (const { text } of reworded(turned, tokenise(turned))) readings.push({ kind: 'reworded', text });
  }
  return readings;
}

/** What words in disguise say whose letters are written as signs, besides. */
function beneathLeet(folded: string): Reading[] {
  const letters = withLettersForSigns(folded);
  if (letters === undefined) return [];
  const found = reworded(letters, tokenise(letters)).filter(({ hides }) => hides);
  return found.map(({ text }) => ({ kind: 'reworded', text }));
}

/** What is written in other signs, or in words for them; what programs print; and words in an order that the text tells. */
function inOtherSigns(source: string, folded: string, tokens: Tokens): Reading[] {
  const found = [
    as('encoded', withWordsDecoded(source)),
    as('rotated', fromRot47(source) ?? fromMovedAscii(source)),
    as('escaped', fromMojibake(source)),
    as('rotated', transliterated(source) ?? byEar(source, folded)),
    as('spelled', spelledOut(folded, tokens)),
    as('spelled', acrostic(folded, tokens)),
    // Braille has no signs that its writers care for.
    as('spelled', source.includes('\u2811') ? signedBraille(source, folded) : undefined),
    as('spelled', blockLetters(source, folded)),
    as('spelled', byCapitals(source)),
    as('spelt', matchedOnly(folded)),
    as('morse', fromMorse(source)),
    as('morse', fromSignals(source, folded, tokens) ?? fromTaps(source)),
    as('reversed', inOrder(folded, tokens)),
    as('reversed', upright(source)),
    as('parted', unpictured(folded)),
    as('parted', programOutput(source)),
  ];
  return found.filter((reading) => reading !== undefined);
}

// Hits a string of JSON or of code that holds lines: a document inside a document.
const LINES_IN_STRING = /"(?:[^"\\\n]|\\[^\n]){60,}"/g;

/** What long strings with line breaks in them say; nothing when there are none. */
function unescaped(folded: string): string | undefined {
  if (!folded.includes('\\n')) return undefined;
  const strings = (folded.match(LINES_IN_STRING) ?? []).filter((string) => string.includes('\\n'));
  if (strings.length === 0) return undefined;
  return strings
    .map((string) =>
      string
        .slice(1, -1)
        .replace(/\\([^\n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === 't' ? '\t' : sign)),
    )
    .join('\n\n');
}

/** The text with what was cut up put together. */
function putTogether(folded: string, tokens: Tokens): Reading[] {
  const found = [
    assembled(folded, tokens),
    withoutTags(folded),
    withoutForm(folded, tokens),
    as('lines', withoutSigns(folded, tokens)),
    as('lines', withoutBars(folded)),
    as('pieces', valuesInOrder(folded, tokens)),
    as('lines', subtitles(folded)),
    as('parted', withoutCuts(folded, tokens)),
    as('parted', downwards(folded)),
    as('parted', withoutSprinkles(folded, tokens)),
    as('parted', withoutInnerSigns(folded)),
    as('parted', withoutGroups(folded, tokens)),
    as('parted', withoutMarkup(folded)),
    as('parted', withChangesAccepted(folded)),
    as('reworded', inWords(folded)),
    as('spelled', filledIn(folded)),
    as('rotated', byItsLegend(folded, tokens) ?? spelledInEmoji(folded)),
    as('parted', withoutStruck(folded)),
    as('lines', withoutLinks(folded)),
    as('lines', byAnnotations(folded)),
    as('parted', pointedAt(folded)),
    as('parted', typeset(folded)),
    ...inSuggestedOrder(folded, tokens.units),
    as('parted', alongRails(folded)),
    as('parted', downStairs(folded)),
    as('spelled', byPhoneKeys(folded)),
    ...overLines(folded, tokens),
    as('parted', pasted(folded)),
    as('parted', calculated(folded)),
    as('parted', ofGrid(folded, tokens)),
    inSyllables(folded),
    as('parted', interpolated(folded) ?? withPlacesFilled(folded)),
    as('parted', withSumsOfWords(folded)),
    as('parted', byItsCodeWords(folded)),
    as('parted', substituted(folded)),
    as('parted', byItsGlossary(folded)),
    as('pieces', commentsInOne(folded)),
    as('pieces', labelledInOrder(folded)),
    as('pieces', countedOut(folded)),
    as('pieces', pointedByLine(folded)),
    as('rotated', inItsAlphabet(folded, tokens)),
    ...reordered(folded, tokens),
    as('rotated', deciphered(folded, tokens)),
    as('rotated', interleaved(folded) ?? inOrderWithBlanks(folded, tokens)),
    as('rotated', withWordsTurned(folded, tokens)),
    as('leetspeak', inLeet(folded)),
    as('reworded', withVowelsForSigns(folded, tokens)),
  ];
  return found.filter((reading) => reading !== undefined);
}

/** What broken lines say, and lines that run in both directions. */
function overLines(folded: string, tokens: Tokens): (Reading | undefined)[] {
  const { areStrange, cutWords } = breaksOf(folded, tokens);
  return [cutWords ? mended(folded) : undefined, areStrange ? as('reversed', byTurns(folded)) : undefined];
}

/** The folded text with the signs that what stands in braille has lost, line by line. */
function signedBraille(source: string, folded: string): string {
  const written = source.split('\n');
  const lines = folded.split('\n');
  if (lines.length !== written.length) return eachPassage(folded, signed);
  return lines
    .map((line, n) => {
      const at = (written[n] ?? '').search(BRAILLE);
      if (at < 0) return line;
      const { length } = canonicalise((written[n] ?? '').slice(0, at)).text;
      return line.slice(0, length) + withSigns(line.slice(length));
    })
    .join('\n');
}

const BRAILLE = /[\u2800-\u28ff]/;

function as(kind: ReadingKind, text: string | undefined): Reading | undefined {
  return text === undefined ? undefined : { kind, text };
}

function eachPassage(folded: string, read: (passage: string) => string): string {
  return folded.split(BETWEEN_PASSAGES).map(read).join(BETWEEN_PASSAGES);
}

/** Fewest lines of a text that was cut up. */
const FEWEST_LINES = 6;
/** Fewer words a line than this, on the mean, are no lines that anybody writes. */
const WORDS_A_LINE = 1.6;

function isCutIntoLines(folded: string, tokens: Tokens): boolean {
  let breaks = 0;
  for (let at = folded.indexOf('\n'); at >= 0; at = folded.indexOf('\n', at + 1)) breaks++;
  if (tokens.count > (breaks + 1) * WORDS_A_LINE) return false;
  let lines = 0;
  let begun = false;
  for (let i = 0; i < folded.length; i++) {
    const unit = folded.charCodeAt(i);
    if (unit === 10) begun = false;
    else if (!begun && unit > 32) {
      begun = true;
      lines++;
    }
  }
  return lines >= FEWEST_LINES && tokens.count <= lines * WORDS_A_LINE;
}

/** The text with each word that the lexicon does not know as it stands written as `read` reads it. */
function rewritten(folded: string, tokens: Tokens, read: (word: string) => string | undefined): string {
  let text = '';
  let from = 0;
  for (let i = 0; i < tokens.count; i++) {
    const start = tokens.start[i] ?? 0;
    const end = tokens.end[i] ?? 0;
    const written = folded.slice(start, end);
    // A word that was understood in its disguise is in `word` already.
    const word = tokens.disguised[i] === 1 ? tokens.word[i] : isMeant(tokens, i) ? undefined : read(written);
    if (word === undefined || start < from) continue;
    text += folded.slice(from, start) + word;
    from = end;
  }
  return text + folded.slice(from);
}

function isMeant(tokens: Tokens, i: number): boolean {
  return tokens.lo[i] !== 0 || tokens.mid[i] !== 0 || tokens.hi[i] !== 0 || tokens.top[i] !== 0;
}
