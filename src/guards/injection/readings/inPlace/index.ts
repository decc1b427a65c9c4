// Words of a sentence that are encoded, whose others are plain: put where they stand, for apart from them neither says anything.
import { bytesIn } from './bytes';
import { codesIn } from './codes';
import { withPieces, type Piece } from './pieces';

/** The text with its encoded words as they read, folded; nothing when it has none. Linear: bounded. */
export function withWordsDecoded(source: string): string | undefined {
  const pieces = [...bytesIn(source), ...codesIn(source)].sort((a, b) => a.start - b.start || b.end - a.end);
  return pieces.every((piece) => standsAlone(source, piece)) ? undefined : withPieces(source, pieces);
}

/** A sentence at the beginning of a line, or behind a colon, is read by itself. */
function standsAlone(source: string, { start, said }: Piece): boolean {
  return said.length >= SENTENCE && ALONE.test(source.slice(Math.max(0, start - LONGEST_BEFORE), start));
}

const SENTENCE = 16;
const LONGEST_BEFORE = 16;
const ALONE = /(?:^|[\n:=>])[\s"'`«(>*#-]{0,8}$/;
