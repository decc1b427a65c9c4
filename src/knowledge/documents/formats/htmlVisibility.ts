// Whether a reader sees an element of HTML: by its inline style and by the simple rules of the style sheets on the page.

/** Values that hide, by the property: `font-size: 0` and `.4px`, not `0.9em`. */
const hidingValues: Readonly<Record<string, RegExp>> = {
  display: /^none$/u,
  visibility: /^(?:hidden|collapse)$/u,
  opacity: /^(?:0+(?:\.0*)?|\.0+)%?$/u,
  'font-size': /^(?:(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?|(?:0?\.\d+|1)(?:px|pt))$/u,
  color: /^(?:transparent|rgba?\((?:[^,]*,[^,]*,[^,]*,|[^/]*\/)\s*(?:0+(?:\.0*)?|\.0+)%?\s*\))$/u,
  clip: /^rect\((?:[01](?:px)?[\s,]*){4}\)$/u,
};
/** Places that are on no screen: `-9999px`, `-100em`. */
const farAway = /^-(?:\d{4,}|\d{3,}\s*(?:r?em|vw|vh))/u;
const places = new Set(['left', 'right', 'top', 'bottom', 'text-indent', 'margin-left', 'margin-top']);
const whiteValue = /^(?:white|#fff|#ffffff|rgb\(255,\s*255,\s*255\))$/u;

/** What decides whether an element is seen; class and id as they are written, references decoded. */
export interface Element {
  readonly name: string;
  readonly id: string;
  readonly classes: readonly string[];
  readonly style: string;
}

/**
 * Whether nothing of an element is seen.
 * @param onWhite as far as is known, the page is white
 */
export function isUnseen(element: Element, sheet: StyleSheet, onWhite: boolean): boolean {
  const said = sheet.declarationsFor(element);
  for (const [property, { value, important }] of declarationsOf(element.style))
    if (important || said.get(property)?.important !== true) said.set(property, { value, important });
  for (const [property, { value }] of said) if (isHiding(property, value)) return true;
  if (!whiteValue.test(said.get('color')?.value ?? '')) return false;
  const background = said.get('background') ?? said.get('background-color');
  return background === undefined ? onWhite : whiteValue.test(background.value);
}

const isHiding = (property: string, value: string): boolean =>
  hidingValues[property]?.test(value) === true || (places.has(property) && farAway.test(value));

interface Declaration {
  readonly value: string;
  readonly important: boolean;
}

function declarationsOf(style: string): Map<string, Declaration> {
  const declarations = new Map<string, Declaration>();
  for (const declaration of withoutComments(style.toLowerCase()).split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const [value = '', important] = declaration.slice(colon + 1).split('!', 2);
    if (value.trim() === '') continue;
    declarations.set(declaration.slice(0, colon).trim(), {
      value: value.trim(),
      important: important?.trim() === 'important',
    });
  }
  return declarations;
}

/** Properties that a rule is kept for. */
const telling = new Set([...Object.keys(hidingValues), ...places, 'background', 'background-color']);
/** More rules than this are not kept: nobody writes so many that hide or show something. */
const maxRules = 2000;

interface Rule {
  readonly name: string | undefined;
  readonly ids: readonly string[];
  readonly classes: readonly string[];
  /** It stands under a condition, or its selector is more than a name, an id and classes. */
  readonly mayApply: boolean;
  readonly declarations: ReadonlyMap<string, Declaration>;
}

/**
 * The rules of the style sheets on a page that may hide something. Rules whose selector is a name, an id and classes
 * (`.note`, `p.note`, `#note`) count; others, and those under a condition, count only for what they show, so that nothing
 * is taken for hidden that a reader may see.
 */
export class StyleSheet {
  readonly #rules: Rule[] = [];
  readonly #known = new Map<string, ReadonlyMap<string, Declaration>>();

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /** Adds what stands in a `<style>`. */
  add(css: string): void {
    for (const { selectors, body, mayApply } of rulesOf(css)) {
      const declarations = declarationsOf(body);
      if (![...declarations.keys()].some((property) => telling.has(property))) continue;
      for (const selector of selectors.split(',')) {
        if (this.#rules.length >= maxRules) return;
        const rule = parseSelector(selector.trim());
        if (rule !== undefined) this.#rules.push({ ...rule, mayApply: rule.mayApply || mayApply, declarations });
      }
    }
  }

  /** What the rules say of an element, the one that wins for each property. */
  declarationsFor({ name, id, classes }: Element): Map<string, Declaration> {
    if (this.isEmpty) return new Map();
    const key = JSON.stringify([name, id, ...classes]);
    let said = this.#known.get(key);
    if (said === undefined) {
      const own = new Set(classes);
      const matching = this.#rules.filter(
        (rule) =>
          (rule.name === undefined || rule.name === name) &&
          rule.ids.every((wanted) => wanted === id) &&
          rule.classes.every((wanted) => own.has(wanted)),
      );
      said = cascade(matching);
      this.#known.set(key, said);
    }
    return new Map(said);
  }
}

function cascade(matching: readonly Rule[]): Map<string, Declaration> {
  const weight = ({ ids, classes, name }: Rule): number => ids.length * 1e6 + classes.length * 1e3 + (name ? 1 : 0);
  const said = new Map<string, Declaration>();
  const certain = matching.filter(({ mayApply }) => !mayApply).sort((a, b) => weight(a) - weight(b));
  for (const important of [false, true])
    for (const { declarations } of certain)
      for (const [property, declaration] of declarations)
        if (declaration.important === important) said.set(property, declaration);
  for (const { mayApply, declarations } of matching)
    for (const [property, { value }] of declarations) if (mayApply && !isHiding(property, value)) said.delete(property);
  return said;
}

/** A name, an id and classes, in any number. */
const compound = /^([a-z][\w-]*|\*)?((?:[.#][\p{L}\p{N}_-]+)*)/iu;
/** Shows or hides something when a reader does something, or is about text that is not in the page. */
const passing = /:(?:hover|focus|active|target|:|before|after|first-line|first-letter)/u;

function parseSelector(selector: string): Omit<Rule, 'declarations'> | undefined {
  if (passing.test(selector)) return undefined;
  const last = selector.split(/[\s>+~]/u).at(-1) ?? '';
  const [whole = '', name, names = ''] = compound.exec(last) ?? [];
  if (whole === '' || whole === '*') return undefined;
  const parts = names.match(/[.#][^.#]+/gu) ?? [];
  return {
    name: name === undefined || name === '*' ? undefined : name.toLowerCase(),
    ids: parts.filter((part) => part.startsWith('#')).map((part) => part.slice(1)),
    classes: parts.filter((part) => part.startsWith('.')).map((part) => part.slice(1)),
    mayApply: whole !== selector,
  };
}

/** Whether the rules in an at-rule apply on the screen of a reader. */
type Around = 'always' | 'maybe' | 'never';

interface RawRule {
  readonly selectors: string;
  readonly body: string;
  readonly mayApply: boolean;
}

/** At-rules that hold on a screen whatever it is, and those that say nothing about one. */
const always = /^@(?:layer\b|supports\b|media\s+(?:only\s+)?(?:screen|all)$)/u;
const never = /^@(?:media\s+(?:only\s+)?print\b|[\w-]*keyframes\b|font-face\b|page\b|property\b)/u;

/** The style rules of a sheet, those of at-rules included; ends that are missing are added, as browsers do. */
function* rulesOf(css: string): Generator<RawRule> {
  /** What is open, the outermost first. */
  const open: { readonly head: string; body: string; readonly around: Around }[] = [];
  function* close(): Generator<RawRule> {
    const block = open.pop();
    if (block === undefined || block.head.startsWith('@') || block.around === 'never') return;
    yield { selectors: block.head, body: block.body, mayApply: block.around === 'maybe' };
  }
  for (const { text, mark } of piecesOf(css)) {
    const top = open.at(-1);
    if (top !== undefined && mark !== '{') top.body += `${text};`;
    if (mark === '{') open.push({ head: text.trim(), body: '', around: top === undefined ? 'always' : inside(top) });
    else if (mark === '}') yield* close();
  }
  while (open.length > 0) yield* close();
}

function inside({ head, around }: { readonly head: string; readonly around: Around }): Around {
  const lower = head.toLowerCase();
  if (around === 'never' || never.test(lower)) return 'never';
  return around === 'always' && always.test(lower) ? 'always' : 'maybe';
}

/** The text up to each brace or semicolon and up to the end, without comments and strings. */
function* piecesOf(css: string): Generator<{ readonly text: string; readonly mark: string }> {
  // Sheets may stand between the marks of a comment of HTML, which say nothing in them.
  const source = withoutComments(css).replaceAll(/<!--|-->/gu, ' ');
  let text = '';
  let from = 0;
  let quote = '';
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? '';
    if (quote !== '') {
      if (char === '\\') at++;
      // A string that is not closed ends with its line.
      else if (char === quote || char === '\n') {
        quote = '';
        from = at + 1;
      }
    } else if (char === '"' || char === "'") {
      text += source.slice(from, at);
      quote = char;
    } else if (char === '{' || char === '}' || char === ';') {
      yield { text: text + source.slice(from, at), mark: char };
      text = '';
      from = at + 1;
    }
  }
  yield { text: quote === '' ? text + source.slice(from) : text, mark: '' };
}

function withoutComments(css: string): string {
  let kept = '';
  let at = 0;
  for (let start = css.indexOf('/*'); start >= 0; start = css.indexOf('/*', at)) {
    kept += css.slice(at, start);
    const end = css.indexOf('*/', start + 2);
    at = end < 0 ? css.length : end + 2;
  }
  return kept + css.slice(at);
}
