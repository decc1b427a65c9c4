// What Markdown is to us: CommonMark with tables, without raw HTML, without reference links, and with few link targets.
import MarkdownIt from 'markdown-it';

export const markdown = new MarkdownIt('default', { html: false, linkify: false, typographer: false });

// A reference link hides its target below the text, and a definition `[1]: https://…` would take over a citation.
markdown.disable(['reference']);
markdown.validateLink = (url) => linkTarget(url) !== undefined;

export interface LinkTarget {
  readonly url: string;
  /** What is shown beside the text of the link. */
  readonly host: string;
}

/** Where a link leads, when it is one that the host may open after asking; `undefined` for all else, which stays text. */
export function linkTarget(url: string): LinkTarget | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return undefined;
  // URL gives names in Punycode, so that a look-alike letter shows.
  return { url: parsed.href, host: parsed.host };
}
