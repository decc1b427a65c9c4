// Brings an element into the shape of a freshly made one and touches only what differs: focus, selection, scroll positions
// and unfolded lines survive a new drawing.
//
// Children with `data-key` are found by it, the others by their place. `data-own` marks an element whose inside belongs
// to someone else, `data-guest` one that was put there by someone else; both are left alone.

/** Makes `current` equal to `next`, which is used up. */
export function patch(current: Element, next: Element): void {
  if (current.hasAttribute('data-own')) return;
  patchAttributes(current, next);
  patchChildren(current, [...next.childNodes]);
}

/** Makes the children of `parent` equal to `next`; with `from`, only those from this child on. */
export function patchChildren(parent: Element, next: readonly Node[], from = 0): void {
  const byKey = new Map<string, Element>();
  for (const child of parent.children) {
    const key = child.getAttribute('data-key');
    if (key !== null) byKey.set(key, child);
  }
  let place = skipGuests(parent.childNodes[from] ?? null);
  for (const wanted of next) {
    const key = wanted instanceof Element ? wanted.getAttribute('data-key') : null;
    const known = key === null ? place : (byKey.get(key) ?? null);
    if (known && same(known, wanted)) {
      if (known !== place) parent.insertBefore(known, place);
      else place = skipGuests(place.nextSibling);
      if (known instanceof Element && wanted instanceof Element) patch(known, wanted);
      else if (known.nodeValue !== wanted.nodeValue) known.nodeValue = wanted.nodeValue;
    } else {
      parent.insertBefore(wanted, place);
    }
  }
  while (place) {
    const after = skipGuests(place.nextSibling);
    parent.removeChild(place);
    place = after;
  }
}

function same(a: Node, b: Node): boolean {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  if (!(a instanceof Element) || !(b instanceof Element)) return true;
  return a.getAttribute('data-key') === b.getAttribute('data-key');
}

function skipGuests(node: ChildNode | null): ChildNode | null {
  let at = node;
  while (at instanceof Element && at.hasAttribute('data-guest')) at = at.nextSibling;
  return at;
}

function patchAttributes(current: Element, next: Element): void {
  // The arrow keys of a toolbar move the tab stop; a new drawing must not move it back.
  const keep = current.parentElement?.getAttribute('role') === 'toolbar' ? 'tabindex' : undefined;
  for (const { name } of [...current.attributes])
    if (!next.hasAttribute(name) && name !== keep) current.removeAttribute(name);
  for (const { name, value } of [...next.attributes])
    if (current.getAttribute(name) !== value && !(name === keep && current.hasAttribute(name)))
      current.setAttribute(name, value);
}
