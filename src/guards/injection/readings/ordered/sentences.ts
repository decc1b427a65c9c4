// Sentences whose words, pieces or letters stand in another order, or among others, in every way that is read.
import type { Tokens } from '../../tokens';
import { initialsOfList } from '../initials/acrostic';
import { initialsOfRows } from '../initials/rosters';
import { initialsOfBlocks } from '../initials/blocks';
import { partsOfMany } from '../numbered';
import { saidByTurns } from '../placed/speakers';
import type { Reading, ReadingKind } from '../reading';
import { numbersIn } from './numbers';
import { inOrderOfNumbers, inTheirPlaces } from './places';
import { inOrderOfRow } from './templates';
import { inFluentOrder } from './wordOrders';

/** The (folded) text with sentences in their order, in each way in which there are some. Linear. */
export function reordered(folded: string, tokens: Tokens): Reading[] {
  const small = numbersIn(tokens.units);
  const found: [ReadingKind, string | undefined][] = [
    ['spelled', initialsOfList(folded) ?? initialsOfRows(folded, tokens)],
    ['spelled', initialsOfBlocks(folded, tokens.units)],
    ['parted', inTheirPlaces(folded, small)],
    ['parted', inOrderOfNumbers(folded, small)],
    ['parted', partsOfMany(folded)],
    ['reversed', inFluentOrder(folded, tokens)],
    ['parted', saidByTurns(folded)],
  ];
  const ofRow = inOrderOfRow(folded, small);
  return [
    ...(ofRow === undefined ? [] : [ofRow]),
    ...found.flatMap(([kind, text]) => (text === undefined ? [] : [{ kind, text }])),
  ];
}
