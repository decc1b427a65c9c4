// Markdown that grows: draws again only from the last block that can still change, so that nothing above it moves.
import { patchChildren } from '../../shared/patch';
import { renderBlocks, type References } from './render';

export class MarkdownStream {
  /** What stands before this offset is drawn for good. */
  #stable = 0;
  #stableBlocks = 0;
  #firstHeading: number | undefined;
  #drawn = '';
  #completeLines = 0;

  /** @param container its children are the blocks; nothing else may stand in it */
  constructor(
    private readonly container: HTMLElement,
    private readonly references: References,
  ) {}

  /** Forgets what is drawn for good: what the text refers to has changed. */
  invalidate(): void {
    this.#stable = 0;
    this.#stableBlocks = 0;
    this.#firstHeading = undefined;
    this.#completeLines = 0;
    this.#drawn = '';
  }

  /**
   * Draws `raw`, which in most cases is the text of the last call and some more.
   * @param unfinished more text may follow: half a citation or placeholder at the end is not shown yet
   */
  update(raw: string, unfinished: boolean): void {
    const normal = raw.replace(/\r\n?/gu, '\n');
    const text = unfinished ? normal.replace(/(?:⟦[^⟧\s]{0,62}|\[[\d, ]{0,12}|\n)$/u, '') : normal;
    if (!text.startsWith(this.#drawn.slice(0, this.#stable))) this.invalidate();
    const rest = text.slice(this.#stable);
    const blocks = renderBlocks(unfinished ? closeLastLine(rest) : rest, this.references, this.#firstHeading);
    patchChildren(
      this.container,
      blocks.map(({ element }) => element),
      this.#stableBlocks,
    );
    this.#drawn = text;
    if (unfinished) this.#settle(text);
  }

  /**
   * Moves the border of what is drawn for good to the start of the last block. Only complete lines decide: "2" after a list
   * is a paragraph of its own, and with the next character, "2.", part of the list.
   */
  #settle(text: string): void {
    const complete = text.lastIndexOf('\n') + 1;
    if (complete <= this.#completeLines || complete <= this.#stable) return;
    this.#completeLines = complete;
    const rest = text.slice(this.#stable, complete);
    const blocks = renderBlocks(rest, this.references, this.#firstHeading);
    const last = blocks.at(-1);
    if (!last || blocks.length < 2) return;
    this.#firstHeading ??= blocks.slice(0, -1).find(({ headingLevel }) => headingLevel !== undefined)?.headingLevel;
    this.#stableBlocks += blocks.length - 1;
    this.#stable += offsetOfLine(rest, last.startLine);
  }
}

/**
 * Closes the code or bold text that the last line has opened, so that it is not shown as signs first and as what they mean
 * later. Inside a block of code such signs mean nothing.
 */
function closeLastLine(text: string): string {
  const fences = text.match(/^[ >]*(?:```|~~~)/gmu)?.length ?? 0;
  if (fences % 2 === 1) return text;
  const line = text.slice(text.lastIndexOf('\n') + 1);
  for (const sign of ['`', '**']) {
    if ((line.split(sign).length - 1) % 2 === 0) continue;
    return text.endsWith(sign) ? text.slice(0, -sign.length) : text + sign;
  }
  return text;
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let n = 0; n < line; n++) offset = text.indexOf('\n', offset) + 1;
  return offset;
}
