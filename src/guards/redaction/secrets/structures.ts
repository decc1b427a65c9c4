// Secrets whose name and value stand in neighbouring fields, elements or lines: `name: DB_PASSWORD` and `value: …` below.
import type { View } from '../view';
import type { Link } from './links';

interface Structure {
  /** Reads from the end of the name to the start of the value. Every repetition is bounded. */
  readonly pattern: RegExp;
  readonly kind: Link['kind'];
  /** What must stand right ahead of the name. */
  readonly ahead?: RegExp;
}

/** `"name": "DB_PASSWORD", "value": "…"` and the same in YAML and TOML. */
const SIBLING: Structure = {
  pattern:
    /["'`]?\s{0,3}[,;]?\s{0,32}-?\s?["']?(?:(?:default|string|parameter|secret)[-_]?)?(?:value|val|content|default)["']?\s{0,3}(?::|=>?)\s{0,3}/iy,
  kind: 'colon',
};
/** `<key>password</key> <string>…</string>`, `<param-name>…</param-name><param-value>…`, cells of a table. */
const NEXT_ELEMENT: Structure = {
  pattern: /<\/[\w:.-]{1,40}>\s{0,60}<(?:string|text|data|td|dd|[\w:.-]{0,30}value)(?:\s[^<>\n]{0,60})?>\s{0,60}/iy,
  kind: 'tag',
};
/** `<password>` with its value on the next line, or with attributes. */
const OPEN_TAG: Structure = {
  pattern:
    /(?:\s{1,3}(?!value)[\w:.-]{1,40}=(?:"[^"<>\n]{0,60}"|'[^'<>\n]{0,60}')){0,3}\s{0,2}>\s{0,60}(?:<(?:value|plaintext|string)>\s{0,60})?/iy,
  kind: 'tag',
  ahead: /<(?:[\w-]{1,20}:)?[\w.-]{0,32}$/u,
};
/** `<entry key="password">…`, `<property name="db.password">…`. */
const NAMED_TAG: Structure = {
  pattern:
    /["'](?:\s(?!value)[\w:.-]{1,40}=(?:"[^"<>\n]{0,60}"|'[^'<>\n]{0,60}')){0,3}\s?>\s{0,60}(?:<(?:value|string)>\s{0,60})?/iy,
  kind: 'tag',
};
/** `password: string = '…'`, `password As String = "…"`, `password: &'static str = "…"`. */
const TYPED: Structure = {
  pattern: /\??(?::\s?|\sas\s)[&\w<>|.?[\]' *]{1,40}?\s?=\s{0,3}(?=["'`@$])/iy,
  kind: 'equals',
};
/** `public string Password { get; set; } = "…";` of C#. */
const PROPERTY: Structure = {
  pattern:
    /\s{1,3}\{\s{0,3}(?:(?:private|protected|internal)\s)?(?:get|set|init);\s{0,3}(?:(?:(?:private|protected|internal)\s)?(?:get|set|init);\s{0,3})?\}\s{0,3}=\s{0,3}(?=["@])/y,
  kind: 'equals',
};
/** `process.env.TOKEN || '…'`, `ENV["TOKEN"] ?? "…"`, `token <- "…"`. */
const DEFAULT: Structure = {
  pattern:
    /["']?[)\]]{0,2}\s{0,2}(?:\|\||\?\?=?|\?:|<-|or\b|(?:\.|\?\.)(?:unwrap_or|orElse|getOrElse|get_or_insert)\()\s{0,2}(?=["'`])/y,
  kind: 'equals',
};
/** `${DB_PASSWORD:-…}` of the shell. */
const SHELL_DEFAULT: Structure = { pattern: /:[-=](?=[^\s}])/y, kind: 'colon', ahead: /\$\{\w{0,32}$/u };
/** `password: |` and the value on the line below. */
const BLOCK: Structure = { pattern: /["']?\s?:\s?[|>][+-]?\d?[ \t]{0,4}\r?\n[ \t]{1,40}/y, kind: 'colon' };
/** `token:` and below it `value: …`, `"token": { "value": "…" }`. */
const CHILD: Structure = {
  pattern: /["']?\s?:\s?(?:\{\s{0,20}|\r?\n[ \t]{1,40})["']?(?:value|default|plaintext)["']?\s?:\s{1,3}(?=\S)/iy,
  kind: 'colon',
};
/** A field of a form: `name="password"`, an empty line, the value. */
const FORM_FIELD: Structure = { pattern: /["']\r?\n\r?\n/y, kind: 'colon' };
/** `variable "db_password" { default = "…" }` of Terraform. */
const VARIABLE: Structure = {
  pattern: /["']\s?\{[^{}]{0,200}?\bdefault\s{0,20}=\s{0,3}(?=["'])/y,
  kind: 'equals',
};
/** `expect "password:"` and `send "…"`. */
const DIALOGUE: Structure = {
  pattern: /[ :?*]{0,3}["']?\}?\s{1,12}(?:exp_)?send(?:line|_user)?\s{1,3}(?:--\s)?(?=["'])/iy,
  kind: 'call',
};

/** `fill('#password', '…')`, `getByLabel('Password').fill('…')`, `find_element(By.ID, "password").send_keys("…")`. */
const TYPED_IN: Structure = {
  pattern:
    /["']?\]?["'`]?(?:,\s{0,3}|\)\.(?:fill|type|send_?keys|setValue|pressSequentially|clear)\(\s{0,3})(?=["'`])/iy,
  kind: 'equals',
  ahead:
    /(?:fill|type|getBy\w{1,20}|locator|get|find_?elements?|setValue)\((?:By\.\w{1,16},\s?)?["'`][\w#.[\]= "':-]{0,30}$/iu,
};

/** Which of them may follow at `i`, where the name ended: told by two characters, because most names lead nowhere. */
function candidates(text: string, i: number): readonly Structure[] {
  const next = text.charAt(i + 1);
  switch (text.charAt(i)) {
    case '"':
    case "'":
    case '`':
      return AFTER_QUOTE.get(next) ?? NONE;
    case ',':
    case '\n':
    case '\r':
      return LINES;
    case '<':
      return next === '/' ? ELEMENTS : next === '-' ? DEFAULTS : NONE;
    case '>':
      return TAGS;
    case ')':
      return DEFAULTS;
    case ']':
      return ENTRIES;
    case '?':
      return next === ':' ? TYPES : next === '"' || next === "'" ? DIALOGUES : next === '?' ? DEFAULTS : NONE;
    case ':':
      if (next === '-' || next === '=') return SHELL;
      if (/[|>]/u.test(text.slice(i + 1, i + 4))) return BLOCKS;
      if (text.slice(i + 1, i + 60).includes('=')) return TYPES;
      return /[\n"'*{]/u.test(text.slice(i + 1, i + 4)) ? CHILDREN : NONE;
    case ' ':
      if (next === 'a' || next === 'A') return TYPES;
      if (next === '{') return PROPERTIES;
      return /[|?<o]/u.test(next) ? DEFAULTS : /\w/u.test(next) ? TAGS : NONE;
    default:
      return NONE;
  }
}

const NONE: readonly Structure[] = [];
const LINES = [SIBLING, OPEN_TAG];
const ELEMENTS = [NEXT_ELEMENT];
const TAGS = [OPEN_TAG];
const PROPERTIES = [PROPERTY];
const DEFAULTS = [DEFAULT];
const ENTRIES = [DEFAULT, TYPED_IN];
const TYPES = [TYPED];
const DIALOGUES = [DIALOGUE];
const SHELL = [SHELL_DEFAULT];
const BLOCKS = [BLOCK];
const CHILDREN = [CHILD, DIALOGUE];
const AFTER_KEY = [CHILD, BLOCK];
const AFTER_QUOTE = new Map<string, readonly Structure[]>([
  [',', [SIBLING, OPEN_TAG, TYPED_IN]],
  ['\n', [SIBLING, FORM_FIELD, DIALOGUE]],
  ['\r', [SIBLING, FORM_FIELD, DIALOGUE]],
  [' ', [SIBLING, NAMED_TAG, VARIABLE, DEFAULT, BLOCK]],
  ['>', [NAMED_TAG]],
  [')', [DEFAULT, TYPED_IN]],
  [']', [DEFAULT, TYPED_IN]],
  [':', AFTER_KEY],
  ['{', [VARIABLE]],
]);

/** Most that any of them reads; after a blank or colon, which prose has too, only the short ones are waited for. */
const REACH = 340;
const REACH_IN_PROSE = 76;

/**
 * The link to a value that stands in a field next to the name at `start`–`end`; undefined when there is none, and
 * `undecided` when more text is needed, which the view then holds back.
 */
export function structureAfter(view: View, start: number, end: number): Link | 'undecided' | undefined {
  const { text } = view;
  const lead = text.charAt(end);
  const structures = candidates(text, end);
  if (structures.length === 0) return undefined;
  const reach = lead === ' ' || lead === ':' || lead === ',' ? REACH_IN_PROSE : REACH;
  if (!view.knows(end + reach, end)) return 'undecided';
  for (const { pattern, kind, ahead } of structures) {
    pattern.lastIndex = end;
    const match = pattern.exec(text);
    if (match === null || match[0].length > reach) continue;
    if (ahead !== undefined && !ahead.test(text.slice(Math.max(0, start - 56), start))) continue;
    return { at: end + match[0].length, kind, fillers: 0, tight: false };
  }
  return undefined;
}
