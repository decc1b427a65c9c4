// Makes elements without ever parsing HTML: text stays text, and no attribute can carry a style or a script.

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
export type Child = Node | string | false | undefined;

/**
 * An element. `true` sets an empty attribute, `false` and `undefined` none.
 * @throws Error for attributes that the policy of the page forbids anyway: styles and event handlers
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** An SVG element. */
export function svg(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** A codicon; the words beside it or the label of its button say what it means. */
export function icon(name: string, tone = ''): HTMLElement {
  return h('span', { class: `codicon codicon-${name}${tone === '' ? '' : ` ${tone}`}`, 'aria-hidden': 'true' });
}

/** What a button does when pressed: names of `data-` attributes, without the prefix. */
export type Does = Readonly<Record<string, string | number>> & { readonly do: string };

/** An icon that can be pressed, named by its label. */
export function iconButton(name: string, label: string, does: Does, attributes: Attributes = {}): HTMLButtonElement {
  return button({ class: 'icon-button', title: label, 'aria-label': label, ...attributes }, does, icon(name));
}

export function button(attributes: Attributes, does: Does, ...children: readonly Child[]): HTMLButtonElement {
  const data = Object.fromEntries(Object.entries(does).map(([name, value]) => [`data-${name}`, value]));
  return h('button', { type: 'button', ...attributes, ...data }, ...children);
}

/** Buttons that are one tab stop; `moveInToolbar` gives them their arrow keys. */
export function toolbar(className: string, label: string, buttons: readonly HTMLElement[]): HTMLElement {
  buttons.forEach((item, index) => item.setAttribute('tabindex', index === 0 ? '0' : '-1'));
  return h('div', { class: className, role: 'toolbar', 'aria-label': label }, ...buttons);
}

/** A line that unfolds. `id` is what the view remembers it by. */
export function fold(
  options: { readonly className: string; readonly id: string; readonly open: boolean },
  summary: readonly Child[],
  body: Node,
): HTMLDetailsElement {
  return h(
    'details',
    { class: `fold ${options.className}`, 'data-fold': options.id, open: options.open },
    h('summary', {}, icon('chevron-right'), ...summary),
    body,
  );
}

/** Text with the ranges marked; ranges may overlap and may lie outside the text. */
export function marked(text: string, ranges: readonly { readonly start: number; readonly end: number }[]): Node[] {
  const merged: { start: number; end: number }[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const start = Math.max(0, range.start);
    const end = Math.min(text.length, range.end);
    if (end <= start) continue;
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  const nodes: Node[] = [];
  let at = 0;
  for (const { start, end } of merged) {
    if (start > at) nodes.push(document.createTextNode(text.slice(at, start)));
    nodes.push(h('mark', {}, text.slice(start, end)));
    at = end;
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/** Makes a change; when it takes away what held the focus in `place`, `heir` gets it: else it would fall out of the page. */
export function keepFocus(place: Element, heir: HTMLElement, change: () => void): void {
  const held = place.contains(document.activeElement);
  change();
  if (held && !place.contains(document.activeElement)) heir.focus({ preventScroll: true });
}

/** Arrow keys, Home and End inside a toolbar. */
export function moveInToolbar(event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  const bar = target.closest('[role=toolbar]');
  if (!bar) return;
  const all = [...bar.querySelectorAll<HTMLElement>('button')];
  const index = all.indexOf(target);
  const to =
    event.key === 'ArrowRight'
      ? index + 1
      : event.key === 'ArrowLeft'
        ? index - 1
        : event.key === 'Home'
          ? 0
          : event.key === 'End'
            ? all.length - 1
            : -1;
  const next = all[to];
  if (!next) return;
  event.preventDefault();
  for (const item of all) item.tabIndex = item === next ? 0 : -1;
  next.focus();
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (/^(?:on|style$|srcdoc$)/iu.test(name)) throw new Error(`Attribute ${name} is not allowed`);
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) if (child !== false && child !== undefined) element.append(child);
}
