// What small programs print or put together, in the common languages: strings added up, joined, turned round, made of numbers.
import { canonicalise } from '../../../normalise';
import { apart } from '../letters';
import { countedIn, senseOf } from '../sense';
import { isSentence, maySay } from '../speech';
import { mayCompute } from './gate';
import { expanded } from './macros';
import { run, type Carried } from './run';

const MACRO = '#define';
/** So much of a value makes sense. */
const SENSE = 0.6;
/** Fewer words are no sentence, unless they are printed. */
const FEWEST_WORDS = 3;
/** More words say something by themselves, or are messages of a program. */
const MOST_WORDS = 8;
/** Shorter values have no words run together in them. */
const SHORTEST_RUN = 14;
const PLAIN = /^[a-z' -]+$/;
const FENCE = /^[ \t]{0,8}(?:```|~~~)\w{0,16}[ \t]{0,8}$/gm;

/** The folded text with each program in it as what it prints, or puts together; nothing when none says anything. Linear: bounded. */
export function programOutput(source: string): string | undefined {
  if (source.includes(MACRO)) {
    const macros = expanded(source);
    if (macros !== undefined && senseOf(canonicalise(macros.said).text) >= SENSE) return canonicalise(macros.text).text;
  }
  if (!mayCompute(source)) return undefined;
  const carried = run(source);
  if (!carried.some(({ text }) => text !== undefined)) return undefined;
  const said = saidBy(carried, plain(canonicalise(source).text));
  if (said.size === 0) return undefined;
  const all = [...said.values()].join('\n');
  let text = '';
  let from = 0;
  for (const [n, { start, end }] of carried.entries()) {
    const value = said.get(n);
    // What the values were made of is left out, and all else stays.
    if (value === undefined && !isPart(carried[n]?.text, all)) continue;
    if (start > from) text += source.slice(from, start);
    if (value !== undefined) text += `${value} `;
    from = Math.max(from, end);
  }
  return canonicalise((text + source.slice(from)).replace(FENCE, '').replace(/^[ \t;]{1,80}$/gm, '')).text;
}

/** What is said by the statements that say something that does not stand in the text: by their numbers. */
function saidBy(carried: readonly Carried[], source: string): Map<number, string> {
  const said = new Map<number, string>();
  const last = carried.findLastIndex(({ text }) => text !== undefined);
  for (const [n, { text = '', isPrinted, isInside }] of carried.entries()) {
    const value = plain(canonicalise(text).text);
    if (value === '' || source.includes(value)) continue;
    const words = value.split(' ').length;
    const read = senseOf(value) < SENSE && value.length / words >= SHORTEST_RUN ? apart(value) : value;
    if (senseOf(read) < SENSE) continue;
    // Within a sentence a word is no more than a word that was cut.
    if (isInside && words < FEWEST_WORDS && !(isPrinted || (PLAIN.test(value) && countedIn(value) >= SENSE))) continue;
    if (isPrinted || isInside || n === last || read.split(' ').length >= FEWEST_WORDS)
      said.set(n, read === value ? text : read);
  }
  const values = [...said];
  // What is put together in steps is said once, by the last of them.
  for (const [n, value] of values)
    if (
      values.some(
        ([other, longer]) =>
          (other > n && longer.includes(value)) || (other < n && longer.includes(value) && longer !== value),
      )
    )
      said.delete(n);
  const all = canonicalise([...said.values()].join(' ')).text;
  const isShort = plain(all).split(' ').length <= MOST_WORDS;
  return senseOf(all) >= SENSE && (isShort || maySay(all) || isSentence(all)) ? said : new Map<number, string>();
}

function isPart(text: string | undefined, all: string): boolean {
  const part = text?.trim() ?? '';
  return part !== '' && all.includes(part);
}

function plain(folded: string): string {
  return folded.replace(/\s+/g, ' ').trim();
}
