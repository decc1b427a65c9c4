// Shows characters that steer a terminal or turn the direction of a line, in names and texts that others wrote.

/** C0, DEL, C1 and the marks of direction: `ESC ] 0 ;` sets the title of a terminal, U+202E turns the rest of a line. */
const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu; // eslint-disable-line no-control-regex -- they are what is looked for

/** A name on one line: every control character as `\u001b`. */
export function visibleName(name: string): string {
  return name.replace(controls, escape);
}

/** A text of several lines, as `visibleName`, with its line ends and tabs. */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(controls, (one) => (one === '\n' || one === '\t' ? one : escape(one)));
}

/** JSON for a terminal: the same value, as JSON may write any character as `\u001b`. */
export function visibleJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(controls, (one) => (one === '\n' ? one : escape(one)));
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
