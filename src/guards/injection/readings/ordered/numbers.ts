// Which small numbers stand in a text: places of pieces are numbers from nought or one on, without gaps.
import { isDigitUnit } from '../../../normalise';

const ZERO = 0x30;
/** Places have so many digits, at most. */
const MOST_DIGITS = 3;
/** Numbers from here on are not noted. */
const NOTED = 31;

/** The numbers below 31 that stand in a text, as bits; what has more digits than places have is none. Takes the units of the text. Linear. */
export function numbersIn(units: Uint16Array): number {
  let found = 0;
  let digits = 0;
  let number = 0;
  for (let i = 0; i <= units.length; i++) {
    const unit = units[i] ?? 0;
    if (isDigitUnit(unit)) {
      number = Math.min(NOTED, number * 10 + unit - ZERO);
      digits++;
    } else if (digits > 0) {
      if (digits <= MOST_DIGITS && number < NOTED) found |= 1 << number;
      digits = 0;
      number = 0;
    }
  }
  return found;
}

/** Whether among numbers there are so many that follow one another from nought or from one on. */
export function havePlaces(numbers: number, fewest: number): boolean {
  const places = 2 ** fewest - 1;
  return (numbers & places) === places || ((numbers >> 1) & places) === places;
}
