// The tags and texts of a part of a Word document.
import { decodeReferences } from './entities';
import { UnreadableDocument } from './types';

export interface Tag {
  /** Without its prefix. */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** Everything between `<` and `>`. */
  readonly raw: string;
}

/**
 * Tags and texts of an XML part, in order. No references but the predefined and numeric ones exist in such parts.
 * @throws UnreadableDocument `damaged` when the part has a document type: Word writes none, bombs need one
 */
export function* tokens(xml: string): Generator<Tag | string> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    if (open < 0) break;
    if (open > at) yield decodeReferences(xml.slice(at, open));
    const [start, end] = xml.startsWith('<!--', open)
      ? ['<!--', '-->']
      : xml.startsWith('<![CDATA[', open)
        ? ['<![CDATA[', ']]>']
        : xml.startsWith('<?', open)
          ? ['<?', '?>']
          : ['<', '>'];
    const close = xml.indexOf(end, open + start.length);
    if (close < 0 || xml.startsWith('<!D', open)) throw new UnreadableDocument('damaged');
    at = close + end.length;
    const raw = xml.slice(open + start.length, close);
    if (start === '<![CDATA[') yield raw;
    else if (start === '<') {
      const name = /^\/?(?:[\w.-]+:)?([\w.-]+)/u.exec(raw)?.[1] ?? '';
      yield { name, raw, kind: raw.startsWith('/') ? 'close' : raw.endsWith('/') ? 'empty' : 'open' };
    }
  }
}

/** The value of an attribute, whatever its prefix. */
export function attribute({ raw }: Tag, wanted: string): string | undefined {
  for (const match of raw.matchAll(/\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu))
    if (match[1] === wanted) return decodeReferences(match[2] ?? match[3] ?? '');
  return undefined;
}

/** Whether a switch such as `<w:vanish/>` is on. */
export const isOn = (tag: Tag): boolean => !['0', 'false', 'off'].includes(attribute(tag, 'val') ?? '1');
