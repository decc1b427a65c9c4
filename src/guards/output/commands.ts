// Commands in an answer that fetch something and run it, or that send data away.
import {
  ASKS_NAME,
  CODE_SENDS_SECRETS,
  COPIES_SECRETS,
  DECODES,
  DOWNLOAD_AND_RUN,
  FETCHES,
  PACKAGE_OF_ADDRESS,
  PIPED_INTO,
  REVERSE_SHELLS,
  RUNS_DECODED,
  SENDS,
  SENDS_BY_NETCAT,
  SENDS_IN_ADDRESS,
  SENDS_OWN,
} from './commandPatterns';
import { Script } from './script';
import { isLocal, isPublishing, isWellKnown, judgeUrl, type AllowedUrls } from './urls';

export type CommandConcern = 'download-and-run' | 'send-data' | 'reverse-shell';

export interface CommandFinding {
  readonly concern: CommandConcern;
  /** Offsets in the line. */
  readonly start: number;
  readonly end: number;
}

const LONGEST_LINE = 4000;
/** Without one of these words no pattern can match. */
const WORTH_A_LOOK =
  /curl|wget|fetch|aria2c|iwr|irm|invoke|download|upload|powershell|pwsh|certutil|mshta|msiexec|regsvr32|bitsadmin|rundll32|base64|base32|b64|atob|xxd|openssl|exec|eval|system|spawn|socket|socat|telnet|mkfifo|mknod|\/dev\/|\bnc|nslookup|\bdig|\bhost|ping|resolve|scp|rsync|sftp|requests|axios|npx|bunx|\bbun|deno|\bpip|npm|yarn|\buv|lynx|https?\s|tcp/i;

// Hits `localhost:8080`, `x.example/c`; a file is told from a host by its ending.
const BARE_HOST = /[\s"'](localhost|127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,24})(?=[:/\s"'|]|$)/gi;
const FILE =
  /\.(?:json|ya?ml|toml|xml|txt|md|csv|log|env|sh|bash|ps1|py|js|ts|rb|pl|exe|msi|zip|t?gz|tar|bin|sql|html?|pdf|png|jpe?g|conf|cfg|ini|pem|key|crt|lock|out|tmp|bak|dat|db)$/;

/** Whether a command goes on in the next line: `curl … \`, `curl … |`. */
export function goesOn(line: string): boolean {
  return /\\\s{0,4}$/.test(line) || (/(?:\||&&)\s{0,4}$/.test(line) && !/^\s{0,4}\|/.test(line));
}

/** Judges the commands of one answer, in their order. */
export class CommandJudge {
  readonly #script = new Script();

  /** Judges one command (without its line end). */
  judge(line: string, allowed: AllowedUrls | undefined): CommandFinding | undefined {
    const text = line.slice(0, LONGEST_LINE);
    const expanded = this.#script.expand(text);
    const runs = this.#script.runs(expanded);
    const trust = trustIn(expanded, allowed);
    this.#script.note(expanded, trust.isVouchedFor);
    const finding =
      judgeCommand(expanded, trust) ?? (runs === undefined ? undefined : { concern: 'download-and-run', ...runs });
    if (expanded === text) return finding;
    // Where a variable names this machine the line that uses it is as harmless; elsewhere a variable can be set unseen.
    const found = finding ?? (trust.isLocal ? undefined : judgeCommand(text, trustIn(text, allowed)));
    // Places in the line with its values are none in the answer.
    return found && { ...found, start: text.length - text.trimStart().length, end: text.trimEnd().length };
  }
}

/** Who vouches for the hosts that a command names; nobody when it names none. */
interface Trust {
  readonly hasHost: boolean;
  readonly isLocal: boolean;
  /** Named in the context, or this machine: no surprise, even where something is sent. */
  readonly isKnown: boolean;
  readonly isVouchedFor: boolean;
  readonly isPackageHost: boolean;
}

function trustIn(text: string, allowed: AllowedUrls | undefined): Trust {
  const hosts = WORTH_A_LOOK.test(text) ? hostsIn(text) : [];
  const all = (trusted: (host: string) => boolean): boolean => hosts.length > 0 && hosts.every(trusted);
  const isKnown = (host: string): boolean => allowed?.hasHost(host) === true || isLocal(host);
  return {
    hasHost: hosts.length > 0,
    isLocal: all(isLocal),
    isKnown: all(isKnown),
    isVouchedFor: all((host) => isKnown(host) || (isWellKnown(host) && !isPublishing(host))),
    isPackageHost: all((host) => isKnown(host) || isWellKnown(host)),
  };
}

function judgeCommand(text: string, trust: Trust): CommandFinding | undefined {
  if (!WORTH_A_LOOK.test(text)) return undefined;
  return (
    firstOf('reverse-shell', text, REVERSE_SHELLS) ??
    firstOf('download-and-run', text, [RUNS_DECODED]) ??
    pipedFrom(text, DECODES) ??
    (trust.isVouchedFor
      ? undefined
      : (pipedFrom(text, FETCHES) ?? firstOf('download-and-run', text, DOWNLOAD_AND_RUN))) ??
    (trust.isPackageHost ? undefined : firstOf('download-and-run', text, [PACKAGE_OF_ADDRESS])) ??
    (trust.isKnown ? undefined : firstOf('send-data', text, [SENDS_BY_NETCAT, COPIES_SECRETS, CODE_SENDS_SECRETS])) ??
    sent(text, trust) ??
    nameAsked(text)
  );
}

/** A request with a body: what is written out may go where documentation points, what is taken from this machine may not. */
function sent(text: string, { hasHost, isKnown, isVouchedFor }: Trust): CommandFinding | undefined {
  if (!hasHost || isKnown) return undefined;
  const inAddress = firstOf('send-data', text, [SENDS_IN_ADDRESS]);
  if (inAddress !== undefined && !isVouchedFor) return inAddress;
  const finding = firstOf('send-data', text, SENDS);
  return isVouchedFor && !SENDS_OWN.test(text) ? undefined : finding;
}

/** A name that is looked up and carries data; those of a local network leave it as little as those of a cloud's machines do. */
function nameAsked(text: string): CommandFinding | undefined {
  const match = ASKS_NAME.exec(text);
  if (match === null || /\.(?:local|internal|lan|home|corp|test|localhost|amazonaws\.com)\.?$/i.test(match[1] ?? ''))
    return undefined;
  return { concern: 'send-data', start: match.index, end: match.index + match[0].length };
}

/** Output of this that becomes the program of an interpreter. */
function pipedFrom(text: string, source: RegExp): CommandFinding | undefined {
  const from = source.exec(text);
  if (from === null) return undefined;
  // In a row of a table a bare pipe parts the cells.
  const isRow = /^\s{0,4}\|/.test(text);
  for (const pipe of text.slice(from.index).matchAll(PIPED_INTO)) {
    if (isRow && text[from.index + pipe.index - 1] !== '\\') continue;
    const end = from.index + pipe.index + pipe[0].length;
    if (readsProgram(pipe[1] ?? '', text.slice(end))) return { concern: 'download-and-run', start: from.index, end };
  }
  return undefined;
}

/** Whether an interpreter takes its program from its input: `sh -s -- x`, `python3 -`; not `python3 -m json.tool`. */
function readsProgram(interpreter: string, rest: string): boolean {
  const isShell = /sh$/i.test(interpreter);
  const own = isShell ? /^-\w{0,6}c$/ : /^(?:-\w{0,6}[cempr]|-n\w{0,4}|-l?[ap]?n?e|--eval|--print|--require)$/;
  for (const word of /^[^|;&<>()`\n]{0,200}/.exec(rest)?.[0].split(/\s+/) ?? []) {
    if (word === '-' || (isShell && /^-\w{0,4}s$/.test(word)) || word === '/dev/stdin') return true;
    if (own.test(word) || /^["']?[\w~$-]{0,60}[./\\]\w/.test(word)) return false;
  }
  return true;
}

/** The hosts that a command names: in addresses, and this machine without one, as `curl localhost:8080`. */
function hostsIn(text: string): readonly string[] {
  const addresses = Array.from(text.matchAll(/https?:\/\/[^\s"'`)|;<>]{1,1000}/gi), (match) => match[0]);
  // An address that disguises where it leads is nobody's.
  const hosts = addresses.map((address) => {
    const { host, concerns } = judgeUrl(address.split(/[$%{]/, 1)[0] ?? '', undefined);
    return concerns.includes('disguised-host') ? '?' : host;
  });
  if (addresses.length > 0) return hosts;
  return Array.from(text.matchAll(BARE_HOST), (match) => (match[1] ?? '').toLowerCase()).filter(
    (name) => !FILE.test(name),
  );
}

function firstOf(concern: CommandConcern, text: string, patterns: readonly RegExp[]): CommandFinding | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match !== null) return { concern, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}
