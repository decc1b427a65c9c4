// Whether a reader sees the letters of a Word document: hidden ones, tiny ones and white ones on white are not seen.
import { attribute, isOn, tokens, type Tag } from './wordXml';

/** What a style, or the properties of a run, say about how letters are seen; absent where they say nothing. */
export interface Look {
  readonly hidden?: boolean;
  readonly white?: boolean;
  /** Another colour than white is behind the letters. */
  readonly shaded?: boolean;
}

/** A style may stand on another, this one on a third; more than so many are a circle or a joke. */
const maxBases = 20;

/** The looks of the styles of letters and paragraphs by their ids, with what they take over from the styles below them. */
export function looksOfStyles(xml: string): Map<string, Look> {
  const own = new Map<string, Look>();
  const bases = new Map<string, string>();
  let style: string | undefined;
  for (const token of tokens(xml)) {
    if (typeof token === 'string') continue;
    if (token.name === 'style') {
      const isOfText = token.kind === 'open' && attribute(token, 'type') !== 'table';
      style = isOfText ? attribute(token, 'styleId') : undefined;
    }
    if (style === undefined || token.kind === 'close') continue;
    if (token.name === 'basedOn') bases.set(style, attribute(token, 'val') ?? '');
    const said = lookOf(token);
    if (said) own.set(style, { ...own.get(style), ...said });
  }
  const looks = new Map<string, Look>();
  for (const id of new Set([...own.keys(), ...bases.keys()])) {
    let look: Look = {};
    let at: string | undefined = id;
    for (let steps = 0; at !== undefined && steps < maxBases; steps++) {
      look = { ...own.get(at), ...look };
      at = bases.get(at);
    }
    looks.set(id, look);
  }
  return looks;
}

/** What one property says. */
function lookOf(tag: Tag): Look | undefined {
  const value = attribute(tag, 'val') ?? '';
  switch (tag.name) {
    case 'vanish':
    case 'webHidden':
      return { hidden: isOn(tag) };
    case 'sz':
      // Letters of one point or less: nobody reads them. The value is in half points.
      return Number(value) <= 2 ? { hidden: true } : undefined;
    case 'color':
      return { white: isWhite(value) };
    case 'highlight':
      return { shaded: !['none', 'white', ''].includes(value) };
    case 'shd': {
      const fill = attribute(tag, 'fill') ?? 'auto';
      return { shaded: fill !== 'auto' && !isWhite(fill) };
    }
    default:
      return undefined;
  }
}

/** `FFFFFF` and what no eye tells from it: `FEFEFE`, but not `F2F2F2`. */
const isWhite = (colour: string): boolean => /^(?:f[89a-f]){3}$/iu.test(colour);

/** Follows the tags of a part, and knows of each text whether it is seen. */
export class Visibility {
  #run: Look | undefined;
  #paragraph: Look = {};
  #inParagraph = false;
  /** Inside what was before a tracked change, or the properties of the mark at the end of a paragraph. */
  #aside: string | undefined;
  /** Of the tables around this place, and of their cells: whether another colour may be behind the letters. */
  readonly #tables: boolean[] = [];
  readonly #cells: boolean[] = [];
  /** Boxes with text in them, whose colours stand elsewhere. */
  #boxes = 0;

  constructor(private readonly styles: ReadonlyMap<string, Look>) {}

  /** Whether the letters at this place are not seen. White ones are, where another colour is, or may be, behind them. */
  get isUnseen(): boolean {
    const { hidden, white, shaded } = { ...this.#paragraph, ...this.#run };
    if (hidden === true) return true;
    const behind = shaded === true || this.#boxes > 0 || [...this.#tables, ...this.#cells].some(Boolean);
    return white === true && !behind;
  }

  open(tag: Tag): void {
    if (this.#aside !== undefined) return;
    const { name } = tag;
    const isEmpty = tag.kind === 'empty';
    if (!isEmpty && (name.endsWith('PrChange') || (name === 'rPr' && this.#run === undefined))) this.#aside = name;
    else if (name === 'r') this.#run = isEmpty ? undefined : {};
    else if (name === 'p') {
      this.#paragraph = {};
      this.#inParagraph = !isEmpty;
    } else if (name === 'tbl' && !isEmpty) this.#tables.push(false);
    else if (name === 'tc' && !isEmpty) this.#cells.push(false);
    else if (name === 'txbxContent' && !isEmpty) this.#boxes++;
    else if (name === 'tblStyle') this.#mark(this.#tables);
    else if (name === 'rStyle' && this.#run) this.#run = { ...this.#run, ...this.#styleOf(tag) };
    else if (name === 'pStyle') this.#paragraph = { ...this.#styleOf(tag), ...this.#paragraph };
    else this.#property(tag);
  }

  close(name: string): void {
    if (this.#aside !== undefined) {
      if (name === this.#aside) this.#aside = undefined;
      return;
    }
    if (name === 'r') this.#run = undefined;
    else if (name === 'p') {
      this.#paragraph = {};
      this.#inParagraph = false;
    } else if (name === 'tbl') this.#tables.pop();
    else if (name === 'tc') this.#cells.pop();
    else if (name === 'txbxContent') this.#boxes = Math.max(0, this.#boxes - 1);
  }

  #styleOf(tag: Tag): Look {
    return this.styles.get(attribute(tag, 'val') ?? '') ?? {};
  }

  #property(tag: Tag): void {
    const said = lookOf(tag);
    if (!said) return;
    if (this.#run) this.#run = { ...this.#run, ...said };
    // Outside of a run only the colour behind the letters is said.
    else if (said.shaded === undefined) return;
    else if (this.#inParagraph) this.#paragraph = { ...this.#paragraph, shaded: said.shaded };
    else if (said.shaded) this.#mark(this.#cells.length > 0 ? this.#cells : this.#tables);
  }

  #mark(places: boolean[]): void {
    if (places.length > 0) places[places.length - 1] = true;
  }
}
