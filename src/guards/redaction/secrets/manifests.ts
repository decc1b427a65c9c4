// The values of Kubernetes secrets, in YAML and JSON, on either side of `kind: Secret`.
import type { View } from '../view';
import { isPlaceholder } from './judge';

const REACH = 1500;
/** `Secret` after `kind:`, alone on its line. */
const KIND = /[ \t]{0,8}["']?secret["']?[ \t]{0,8}(?:\r?\n|#|$)/iuy;
const KIND_BELOW = /^[ \t]{0,24}kind:[ \t]{0,8}["']?secret["']?[ \t]{0,8}(?:\r?$|#)/imu;
/** What may stand behind `data:` on its line. */
const END = '[ \\t]{0,8}(?:#[^\\n]{0,200})?\\r?$';
const SECTION = new RegExp(`^([ \\t-]{0,24})(?:data|stringData):${END}`, 'gmu');
const REST_OF_LINE = new RegExp(END, 'muy');
const FIELD = /^[ \t]{1,32}["']?[\w./-]{1,80}["']?:[ \t]{1,8}(\S.{0,1200})$/u;
/** The value is on the lines below, further in. */
const BLOCK = /^[|>][+-]?\d?\s{0,4}(?:#|$)/u;

/** The values of a secret in YAML after `kind:`, which ends at `at`. */
export function findManifestSecrets(view: View, at: number): void {
  if (!view.knows(at + 24, at)) return;
  KIND.lastIndex = at;
  if (!KIND.test(view.text) || !view.knows(at + REACH, at)) return;
  const part = manifestFrom(view.text, at);
  for (const section of part.matchAll(SECTION))
    findFields(view, part, at, section.index + section[0].length, section[1]?.length ?? 0);
}

/** The same when the data stand ahead of the kind, as the server prints them: `data:`, which stands at `start`–`end`. */
export function findManifestData(view: View, start: number, end: number): void {
  const { text } = view;
  let line = start;
  // Blanks, and the dash of a list.
  while (line > 0 && start - line < 24 && /[ \t-]/u.test(text.charAt(line - 1))) line--;
  if (line > 0 && text.charAt(line - 1) !== '\n') return;
  REST_OF_LINE.lastIndex = end;
  if (!REST_OF_LINE.test(text) || !view.knows(end + REACH, start)) return;
  const part = manifestFrom(text, end);
  if (KIND_BELOW.test(part)) findFields(view, part, end, 0, start - line);
}

/** The text from `at` to the end of the document, or as far as is looked. */
function manifestFrom(text: string, at: number): string {
  return text.slice(at, at + REACH).split(/^---/mu, 1)[0] ?? '';
}

/** The values of the lines that are further in than `indent`, from `from` on in `part`, which starts at `at`. */
function findFields(view: View, part: string, at: number, from: number, indent: number): void {
  let line = part.indexOf('\n', from) + 1;
  /** Lines that are further in than this are the value of the field above. */
  let block = Number.POSITIVE_INFINITY;
  while (line > 0 && line < part.length) {
    const next = part.indexOf('\n', line);
    const content = part.slice(line, next < 0 ? part.length : next).trimEnd();
    const inset = content.search(/\S/u);
    if (inset >= 0) {
      if (inset <= indent) return;
      if (inset <= block) block = Number.POSITIVE_INFINITY;
      const rest = FIELD.exec(content)?.[1];
      if (inset > block) take(view, at + line + inset, content.slice(inset));
      else if (rest !== undefined && BLOCK.test(rest)) block = inset;
      else if (rest !== undefined) {
        const value = valueIn(rest);
        take(view, at + line + content.length - rest.length + rest.indexOf(value), value);
      }
    }
    line = next + 1;
  }
}

/** A value without its quotes and without the comment behind it. */
function valueIn(rest: string): string {
  const quoted = /^"([^"]{0,1200})"|^'([^']{0,1200})'/u.exec(rest);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? '';
  const comment = rest.search(/\s#/u);
  return (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
}

function take(view: View, start: number, value: string): void {
  if (value.length >= 4 && !isPlaceholder(value, false)) view.add(start, start + value.length, 'SECRET', 55);
}

const JSON_KIND = /\s{0,8}"secret"/iuy;
const JSON_KIND_BELOW = /"kind"\s{0,8}:\s{0,8}"secret"/iu;
const JSON_SECTION = /"(?:data|stringData)"\s{0,8}:\s{0,8}\{/u;
const JSON_FIELD = /"[\w./-]{1,80}"\s{0,8}:\s{0,8}"([A-Za-z0-9+/]{4,1000}={0,2})"/gu;
/** A first field that may be encoded: most objects named `data` are something else. */
const JSON_DATA = /\s{0,8}\{\s{0,40}"[\w./-]{1,80}"\s{0,8}:\s{0,8}"[A-Za-z0-9+/]{4,1000}={0,2}"/uy;

/** The values of a secret in JSON after `"kind":`, which ends at `at`. */
export function findJsonManifestSecrets(view: View, at: number): void {
  if (!view.knows(at + 24, at)) return;
  JSON_KIND.lastIndex = at;
  if (!JSON_KIND.test(view.text) || !view.knows(at + REACH, at)) return;
  const part = view.text.slice(at, at + REACH);
  const data = JSON_SECTION.exec(part);
  if (data !== null) takeJsonFields(view, part, at, data.index + data[0].length);
}

/** The same when the data stand ahead of the kind: `"data":`, which ends at `at`. */
export function findJsonManifestData(view: View, at: number): void {
  if (!view.knows(at + 160, at)) return;
  JSON_DATA.lastIndex = at;
  if (!JSON_DATA.test(view.text) || !view.knows(at + REACH, at)) return;
  const part = view.text.slice(at, at + REACH);
  if (JSON_KIND_BELOW.test(part)) takeJsonFields(view, part, at, 0);
}

function takeJsonFields(view: View, part: string, at: number, from: number): void {
  const close = part.indexOf('}', from);
  for (const match of part.slice(from, close < 0 ? part.length : close).matchAll(JSON_FIELD)) {
    const value = match[1] ?? '';
    const start = at + from + match.index + match[0].lastIndexOf(value);
    view.add(start, start + value.length, 'SECRET', 55);
  }
}
