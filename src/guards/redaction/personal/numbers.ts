// Personal numbers: telephone, IBAN, card, French and foreign identity numbers, addresses of machines, places on the map.
import type { View } from '../view';
import {
  card,
  frenchVatKey,
  luhn,
  iban,
  IBAN_LENGTH,
  nhsNumber,
  nirKey,
  routingNumber,
  siren,
  siret,
} from './checksums';

/** Between the groups of a number: blank, no-break blanks, dot, dash; one at a time. */
const SEPARATOR = '[ \\u00a0\\u202f\\u2009.\\u2011-]';
const SPACE = '[ \\u00a0\\u202f\\u2009]';
const not = (more: string): string => `(?![\\d${more}])`;

const sticky = (pattern: string, flags = ''): RegExp => new RegExp(pattern, `uy${flags}`);

// 06 12 34 56 78 · 01.97.94.15.21 · 0612345678 · +33 6 60 02 69 27 · 0033 (0)6…
const PHONE_FR = sticky(
  `(?:(?:\\+|00)33${SEPARATOR}?(?:\\(0\\))?${SEPARATOR}?|0)[1-9](?:${SEPARATOR}?\\d\\d){4}${not('')}`,
);
// +44 20 7946 0958 · +1 (555) 010-9999 · +32 475 12 34 56
const PHONE_WORLD = sticky(`\\+[1-9]\\d{0,2}(?:${SEPARATOR}?\\(?\\d{1,5}\\)?){2,7}${not('')}`);
// (212) 555-0187 · 212-555-0187 · 212.555.0187 · 1-800-555-0187
const PHONE_US = sticky(
  `(?:1${SEPARATOR})?(?:\\([2-9]\\d\\d\\)${SPACE}?|[2-9]\\d\\d[-. \\u00a0])[2-9]\\d\\d[-. \\u00a0]\\d{4}(?:${SPACE}?(?:x|ext\\.?)${SPACE}?\\d{1,6})?${not('-')}`,
);
const PHONE_US_PLAIN = sticky(`1?[2-9]\\d\\d[2-9]\\d{6}${not('')}`);
// 020 7946 0958 · 07911 123456 · 0161 496 0345
const PHONE_UK = sticky(
  `0(?:7\\d{3}${SPACE}?\\d{6}|7\\d{3}${SPACE}?\\d{3}${SPACE}?\\d{3}|20${SPACE}?\\d{4}${SPACE}?\\d{4}|1\\d{2,3}${SPACE}\\d{3}${SPACE}?\\d{3,4})${not('')}`,
);
// (0113) 496 0400
const PHONE_BRACKET = sticky(`\\(0\\d{2,5}\\)${SPACE}?\\d{3,8}(?:${SPACE}\\d{3,4})?${not('')}`);
// 030 12345678 · 02 123 45 67: elsewhere in Europe, only beside a word for telephone.
const PHONE_LOCAL = sticky(`\\(?0\\d{1,4}\\)?(?:[ \\u00a0\\u202f./-]?\\d{2,8}){1,4}${not('')}`);

const NIR = sticky(
  `[12378]${SPACE}?\\d\\d${SPACE}?\\d\\d${SPACE}?(?:\\d\\d|2[ABab])${SPACE}?\\d{3}${SPACE}?\\d{3}(?:[ \\u00a0\\u202f/-]?(\\d\\d))?${not('')}`,
);
const NIR_ANY = sticky(
  `[12378][ .-]?\\d\\d[ .-]?\\d\\d[ .-]?(?:\\d\\d|2[ABab])[ .-]?\\d{3}[ .-]?\\d{3}[ ./-]{0,3}(?:cl[ée] ?:? ?)?(\\d\\d)${not('')}`,
);
const CARD = sticky(`\\d{4}(?:[ \\u00a0\\u202f-]?\\d{4}){2,3}(?:[ \\u00a0\\u202f-]?\\d{1,4})?${not('')}`);
// The usual sixteen digits, with another number right behind them.
const CARD_SIXTEEN = sticky(`\\d{4}(?:[ \\u00a0\\u202f-]?\\d{4}){3}${not('')}`);
// Maestro and others with 12 to 19 digits, beside a word for card.
const CARD_ANY = sticky(`\\d(?:[ \\u00a0\\u202f-]?\\d){11,18}${not('')}`);
const CARD_AMEX = sticky(
  `3[47]\\d\\d[ \\u00a0\\u202f-]?(?:\\d{6}[ \\u00a0\\u202f-]?\\d{5}|\\d{4}[ \\u00a0\\u202f-]?\\d{4}[ \\u00a0\\u202f-]?\\d{3})${not('')}`,
);
const SIRET = sticky(`\\d{3}${SEPARATOR}?\\d{3}${SEPARATOR}?\\d{3}${SEPARATOR}?\\d{5}${not('')}`);
const SIRET_SPLIT = sticky(`\\d{3}${SPACE}?\\d{3}${SPACE}?\\d{3}${SPACE}?\\d{3}${SPACE}?\\d{2}${not('')}`);
const SIREN = sticky(`\\d{3}${SEPARATOR}?\\d{3}${SEPARATOR}?\\d{3}${not('')}`);
const SSN = sticky(`(?!000|666|9)\\d{3}([- \\u00a0])(?!00)\\d\\d\\1(?!0000)\\d{4}${not('-')}`);
const SSN_PLAIN = sticky(`(?!000|666|9)\\d{3}[- .]?(?!00)\\d\\d[- .]?(?!0000)\\d{4}${not('')}`);
const IPV4 = sticky(`(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\d-])(?!\\.\\d)`);
const NHS = sticky(`\\d{3}[ -]?\\d{3}[ -]?\\d{4}${not('')}`);

/** Digits and single separators from `from` on, at most this many characters, decide whether a number is worth a look. */
const RUN = 40;

/** Everything that may begin with the group of digits at `at`. */
export function findNumber(view: View, at: number): void {
  const { text } = view;
  let digits = 0;
  let dots = 0;
  let i = at;
  const limit = Math.min(text.length, at + RUN);
  let gap = 0;
  for (; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      digits++;
      gap = 0;
    } else if (isSeparator(code) && gap < 2) {
      gap++;
      if (code === 46) dots++;
    } else if (
      (code === 65 || code === 66 || code === 97 || code === 98) &&
      text.charAt(i - 1) === '2' &&
      digits >= 6
    ) {
      // Corsica's departments in a NIR: 2A, 2B.
      digits++;
      gap = 0;
    } else break;
  }
  const start = startOf(text, at);
  // A letter may make it an IBAN or a VAT number; those have their own reading.
  if (i >= text.length && !view.final) {
    view.hold(start);
    return;
  }
  if (digits < 4 || (digits < 7 && dots < 3)) return;
  const ahead = text.charAt(start - 1);
  if (/[A-Za-z0-9_$#]/u.test(ahead) || (ahead === '.' && /\d/u.test(text.charAt(start - 2)))) {
    return;
  }
  if (dots >= 3 && findIp(view, at)) return;
  if (digits < 7) return;
  findDigits(view, start, at, ahead, digits);
}

function isSeparator(code: number): boolean {
  return (
    code === 32 ||
    code === 0xa0 ||
    code === 0x202f ||
    code === 0x2009 ||
    code === 46 ||
    code === 45 ||
    code === 47 ||
    code === 40 ||
    code === 41 ||
    code === 0x2011
  );
}

/** A plus or an opening parenthesis belongs to the number. */
function startOf(text: string, at: number): number {
  const ahead = text.charAt(at - 1);
  return ahead === '+' || ahead === '(' ? at - 1 : at;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const bare = (value: string): string => value.replace(/[^0-9A-Za-z]/gu, '');

function findDigits(view: View, start: number, at: number, ahead: string, digits: number): void {
  const { text } = view;
  // 12345678901234567n, 3.14159265, x = 0.123456789: numbers of programs.
  const decimal = ahead === '.' || ahead === ',';
  const take = (value: string, from: number, type: string, priority: number): true => {
    view.add(from, from + value.length, type, priority);
    return true;
  };
  const followed = (value: string, from: number): string => text.charAt(from + value.length);
  const isProgram = (value: string, from: number): boolean =>
    /[A-Za-z_]/u.test(followed(value, from)) ||
    (followed(value, from) === '.' && /\d/u.test(text.charAt(from + value.length + 1)));

  if (digits >= 15) {
    const nir = match(NIR, text, at) ?? match(NIR_ANY, text, at);
    if (nir !== undefined && isNir(nir)) {
      take(nir, at, 'NIR', 80);
      return;
    }
  }
  if (digits >= 12) {
    const body = match(NIR, text, at);
    if (body !== undefined && bare(body).length === 13 && view.saw('nir', at, 80)) {
      take(body, at, 'NIR', 78);
      return;
    }
    for (const pattern of [CARD_AMEX, CARD, CARD_SIXTEEN]) {
      const number = match(pattern, text, at);
      if (number !== undefined && !decimal && !isProgram(number, at) && card(bare(number)) && !isTimestamp(number)) {
        take(number, at, 'CARD', 76);
        return;
      }
    }
    if (view.saw('card', at, 100)) {
      const any = match(CARD_ANY, text, at);
      if (any !== undefined && !decimal && luhn(bare(any))) {
        take(any, at, 'CARD', 70);
        return;
      }
    }
    const establishment = match(SIRET, text, at) ?? match(SIRET_SPLIT, text, at);
    if (establishment !== undefined && !isProgram(establishment, at) && siret(bare(establishment))) {
      if (view.saw('company', at, 300) || /\D/u.test(establishment)) {
        take(establishment, at, 'SIRET', 74);
        return;
      }
    }
    if (establishment !== undefined && view.saw('company', at, 30) && bare(establishment).length === 14) {
      {
        take(establishment, at, 'SIRET', 60);
        return;
      }
    }
  }
  if (findPhone(view, start, at, take)) return;
  if (digits >= 9 && !decimal) {
    const ssn = match(SSN, text, at);
    if (ssn !== undefined && (ssn.includes('-') || view.saw('ssn', at, 60))) {
      take(ssn, at, 'SSN', 72);
      return;
    }
    if (view.saw('ssn', at, 40)) {
      const plain = match(SSN_PLAIN, text, at);
      if (plain !== undefined) {
        take(plain, at, 'SSN', 70);
        return;
      }
    }
    const health = view.saw('health', at, 40) ? match(NHS, text, at) : undefined;
    if (health !== undefined && nhsNumber(bare(health))) {
      take(health, at, 'NHS_NUMBER', 70);
      return;
    }
    const company = match(SIREN, text, at);
    if (company !== undefined && siren(bare(company)) && view.saw('company', at, 120) && !isProgram(company, at)) {
      {
        take(company, at, 'SIREN', 66);
        return;
      }
    }
    if (company !== undefined && view.saw('bank', at, 40) && routingNumber(bare(company))) {
      {
        take(company, at, 'ROUTING_NUMBER', 60);
        return;
      }
    }
  }
}

function isNir(value: string): boolean {
  const compact = bare(value).replace(/cle/iu, '').toUpperCase();
  if (compact.length !== 15) return false;
  const month = Number(compact.slice(3, 5));
  if (month === 0 || (month > 12 && month < 20)) return false;
  return nirKey(compact.slice(0, 13)) === Number(compact.slice(13));
}

/** 13 digits that read as milliseconds since 1970, between 2001 and 2096. */
function isTimestamp(value: string): boolean {
  return /^\d{13}$/u.test(value) && (value.startsWith('1') || value.startsWith('2') || value.startsWith('3'));
}

function findPhone(
  view: View,
  start: number,
  at: number,
  take: (value: string, from: number, type: string, priority: number) => true,
): boolean {
  const { text } = view;
  const context = view.saw('phone', start, 140);
  const reference = !context && view.saw('reference', start, 24);
  if (text.charAt(start) === '+') {
    const french = match(PHONE_FR, text, start);
    if (french !== undefined) return take(french, start, 'PHONE', 68);
    const world = match(PHONE_WORLD, text, start);
    const count = world === undefined ? 0 : bare(world).length;
    return world !== undefined && count >= 9 && count <= 15 && (context || /[ ().-]/u.test(world) || count >= 10)
      ? take(trimmed(world), start, 'PHONE', 66)
      : false;
  }
  const french = match(PHONE_FR, text, at);
  if (french !== undefined && !reference && !isDecimalTail(text, at + french.length)) {
    if (!context && isRow(view, at, french)) return false;
    return take(french, at, 'PHONE', 68);
  }
  const from = text.charAt(at - 1) === '(' ? at - 1 : at;
  const american = match(PHONE_US, text, from);
  if (american !== undefined && !reference && !isDecimalTail(text, from + american.length)) {
    if (context || !/^\d{3} \d{3} \d{4}$/u.test(american)) return take(american, from, 'PHONE', 64);
  }
  const bracketed = match(PHONE_BRACKET, text, from);
  if (bracketed !== undefined && bare(bracketed).length >= 10 && !reference) return take(bracketed, from, 'PHONE', 62);
  const british = match(PHONE_UK, text, at);
  if (british !== undefined && !reference && (context || /[ \u00a0]/u.test(british)))
    return take(british, at, 'PHONE', 62);
  if (!context) return false;
  const plain = match(PHONE_US_PLAIN, text, at);
  if (plain !== undefined) return take(plain, at, 'PHONE', 60);
  const local = match(PHONE_LOCAL, text, from);
  const count = local === undefined ? 0 : bare(local).length;
  return local !== undefined && count >= 8 && count <= 13 ? take(local, from, 'PHONE', 58) : false;
}

/** Another group of two digits, or two hexadecimal ones, ahead of a number in pairs and behind it. */
const GROUP_AHEAD = /(?:^|[^\p{L}\p{N}])(\d\d|\d[a-f]|[a-f]\d|ff)[ \u00a0.-]$/iu;
const GROUP_BEHIND = /^[ \u00a0.-](\d\d|\d[a-df]|[a-f]\d|ff)(?![\p{L}\p{N}])/iu;
const PAIRS = /^\d\d(?:[ \u00a0\u202f.-]\d\d){4}$/u;
const GROUP_REACH = 5;
/** As long as a row of pairs is looked at on either side. */
const ROW_REACH = 60;

/** Whether a number in pairs at `at` is a part of a row of them: bytes, a draw, chapters; two telephones may stand side by side. */
function isRow(view: View, at: number, value: string): boolean {
  const { text } = view;
  if (!PAIRS.test(value)) return false;
  const numbers = value.split(/[^\d]/u).map(Number);
  const steps = numbers.slice(1).map((number, i) => number - (numbers[i] ?? 0));
  // 01 02 03 04 05, 05 10 15 20 25
  if (steps.every((step) => step === steps[0])) return true;
  if (view.saw('sequence', at, 24) && steps.every((step) => step > 0)) return true;
  const end = at + value.length;
  if (!view.knows(end + GROUP_REACH, at)) return true;
  const ahead = GROUP_AHEAD.test(text.slice(Math.max(0, at - GROUP_REACH), at));
  const behind = GROUP_BEHIND.test(text.slice(end, end + GROUP_REACH));
  if (!ahead && !behind) return false;
  if (!view.knows(end + ROW_REACH, at)) return true;
  return !isPhoneRow(text, at, end);
}

const PHONES_AHEAD = /(?:^|[^\p{L}\p{N}])(?:0[1-9](?:[ \u00a0.-]\d\d){4}[ \u00a0.-])+$/u;
const PHONES_BEHIND = /^(?:[ \u00a0.-]0[1-9](?:[ \u00a0.-]\d\d){4})+(?![\p{L}\p{N}])(?![ \u00a0.-]\d\d(?!\d))/u;

/** Whether all that stands beside a number in pairs are other telephones. */
function isPhoneRow(text: string, at: number, end: number): boolean {
  const ahead = text.slice(Math.max(0, at - ROW_REACH), at);
  const behind = text.slice(end, end + ROW_REACH);
  return (
    (!GROUP_AHEAD.test(ahead.slice(-GROUP_REACH)) || PHONES_AHEAD.test(ahead)) &&
    (!GROUP_BEHIND.test(behind.slice(0, GROUP_REACH)) || PHONES_BEHIND.test(behind))
  );
}

function trimmed(value: string): string {
  let end = value.length;
  while (end > 0 && /[\s.(-]/u.test(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}

function isDecimalTail(text: string, end: number): boolean {
  return /[A-Za-z_]/u.test(text.charAt(end)) || (text.charAt(end) === '.' && /\d/u.test(text.charAt(end + 1)));
}

/** Addresses of everybody's machines, of documentation, and resolvers known to all: nobody's data. */
function isSharedIp(value: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = value.split('.').map(Number);
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 192 && b === 0 && (c === 2 || c === 0)) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113) ||
    (a < 10 && b < 10 && c < 10 && d < 10) ||
    (d === 0 && c === 0) ||
    ['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9', '208.67.222.222', '208.67.220.220'].includes(value)
  );
}

function findIp(view: View, at: number): boolean {
  const { text } = view;
  const value = match(IPV4, text, at);
  if (value === undefined) return false;
  const ahead = text.slice(Math.max(0, at - 10), at);
  if (
    /(?:v|ver|version|release)[\s:="'@]{0,3}$/iu.test(ahead) ||
    /[\d.]$/u.test(ahead) ||
    (!/[^~]$/u.test(ahead) && /[\^~]$/u.test(ahead))
  )
    return false;
  if (isSharedIp(value) || view.saw('version', at, 24)) return false;
  const end = at + value.length;
  if (/[A-Za-z_]/u.test(text.charAt(end))) return false;
  view.add(at, end, 'IP', 64);
  return true;
}

const LETTER_RUN = 44;
const IBAN_SHAPE = sticky(`[A-Z]{2}\\d\\d(?:[ \\u00a0\\u202f-]?[A-Z0-9]){11,32}`, 'i');
const VAT_FR = sticky(
  `FR[ \\u00a0\\u202f.-]?([0-9A-HJ-NP-Z]{2})[ \\u00a0\\u202f.-]?(\\d{3}[ \\u00a0\\u202f.-]?\\d{3}[ \\u00a0\\u202f.-]?\\d{3})(?![\\dA-Z])`,
  'i',
);
const VAT_EU = sticky(
  `(?:ATU\\d{8}|BE[01]\\d{9}|DE\\d{9}|ES[A-Z0-9]\\d{7}[A-Z0-9]|IT\\d{11}|NL\\d{9}B\\d\\d|PT\\d{9}|LU\\d{8}|IE\\d{7}[A-Z]{1,2}|PL\\d{10}|SE\\d{12}|DK\\d{8}|FI\\d{8}|CZ\\d{8,10}|GB\\d{9}|CHE[- ]?\\d{3}\\.?\\d{3}\\.?\\d{3})(?![\\dA-Z])`,
  'i',
);
const NINO = sticky(
  `(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]([ -]?)\\d\\d\\1\\d\\d\\1\\d\\d\\1[A-D](?![\\dA-Za-z])`,
);
const PLATE_SIV = sticky(
  `(?!SS|WW)[A-HJ-NP-TV-Z]{2}[- \\u00a0·]?\\d{3}[- \\u00a0·]?(?!SS)[A-HJ-NP-TV-Z]{2}(?![\\dA-Za-z-])`,
);
const PLATE_UK = sticky(`[A-HJ-PR-Y]{2}\\d\\d ?[A-HJ-PR-Z]{3}(?![\\dA-Za-z])`);

/** Numbers that begin with two letters: IBAN, VAT, national insurance, number plates. `at` is the first digit. */
export function findLettered(view: View, at: number): void {
  const { text } = view;
  const gap = /[A-Za-z]/u.test(text.charAt(at - 1)) ? 0 : 1;
  const start = at - gap - 2;
  if (start < 0 || !/^[A-Za-z]{2}$/u.test(text.slice(start, start + 2)) || /[A-Za-z0-9_]/u.test(text.charAt(start - 1)))
    return;
  // `LOT-AB-123-CD`: a part of a longer reference.
  const isPart = text.charAt(start - 1) === '-' && /[A-Za-z0-9]/u.test(text.charAt(start - 2));
  let end = at;
  const limit = Math.min(text.length, start + LETTER_RUN);
  while (end < limit && /[A-Za-z0-9 \u00a0\u202f.-]/u.test(text.charAt(end))) end++;
  if (end >= text.length && !view.final) {
    view.hold(start);
    return;
  }
  if (gap === 0) {
    const shape = match(IBAN_SHAPE, text, start);
    const account = shape === undefined ? undefined : ibanIn(shape);
    if (account !== undefined) {
      view.add(start, start + account.length, 'IBAN', 82);
      return;
    }
  }
  VAT_FR.lastIndex = start;
  const vat = VAT_FR.exec(text);
  if (vat !== null && (frenchVatKey(vat[1] ?? '', bare(vat[2] ?? '')) || view.saw('vat', start, 60))) {
    {
      view.add(start, start + vat[0].length, 'VAT', 74);
      return;
    }
  }
  if (view.saw('vat', start, 60)) {
    const european = match(VAT_EU, text, start);
    if (european !== undefined) {
      view.add(start, start + european.length, 'VAT', 70);
      return;
    }
  }
  const insurance = match(NINO, text, start);
  if (insurance !== undefined) {
    view.add(start, start + insurance.length, 'NINO', 70);
    return;
  }
  const plate = match(PLATE_SIV, text, start);
  if (plate !== undefined && !isPart && (view.saw('plate', start, 100) || /^..-\d{3}-..$/u.test(plate))) {
    {
      view.add(start, start + plate.length, 'PLATE', 60);
      return;
    }
  }
  const british = view.saw('plate', start, 80) ? match(PLATE_UK, text, start) : undefined;
  if (british !== undefined) view.add(start, start + british.length, 'PLATE', 58);
}

/** The IBAN that a run of letters and digits begins with, by its country's length and its check digits. */
function ibanIn(shape: string): string | undefined {
  const length = IBAN_LENGTH[shape.slice(0, 2).toUpperCase()];
  if (length === undefined) return undefined;
  let seen = 0;
  for (let i = 0; i < shape.length; i++) {
    if (/[A-Za-z0-9]/u.test(shape.charAt(i)) && ++seen === length) {
      const value = shape.slice(0, i + 1);
      if (/[A-Za-z0-9]/u.test(shape.charAt(i + 1)) && !/[ \u00a0\u202f-]/u.test(value)) return undefined;
      return iban(bare(value)) ? value : undefined;
    }
  }
  return undefined;
}

const MAC = sticky(`(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}(?![:\\w-])`, 'i');
const MAC_DOTTED = sticky(`[0-9A-F]{4}\\.[0-9A-F]{4}\\.[0-9A-F]{4}(?![.\\w])`, 'i');
const IPV6 = sticky(`(?:[23][0-9A-F]{3})(?::[0-9A-F]{0,4}){2,7}(?![:\\w.])`, 'i');

/** MAC and global IPv6 addresses, tried at every first `:` or `-` after hexadecimal digits; `at` is that sign. */
export function findHexGroups(view: View, at: number): void {
  const { text } = view;
  let start = at;
  while (start > 0 && at - start < 5 && /[0-9A-Fa-f]/u.test(text.charAt(start - 1))) start--;
  if (at - start !== 2 && at - start !== 4) return;
  if (/[\w:.-]/u.test(text.charAt(start - 1))) return;
  if (at - start === 2) {
    const mac = match(MAC, text, start);
    const compact = mac === undefined ? '' : bare(mac);
    if (
      mac !== undefined &&
      new Set(compact).size > 2 &&
      compact !== '001122334455' &&
      compact.toLowerCase() !== 'aabbccddeeff'
    ) {
      view.add(start, start + mac.length, 'MAC', 64);
    }
    return;
  }
  const ip = match(IPV6, text, start);
  if (ip === undefined || /^2001:0?db8/iu.test(ip) || !isIpv6(ip)) return;
  view.add(start, start + ip.length, 'IP', 64);
}

function isIpv6(value: string): boolean {
  const groups = value.split(':');
  const compressed = value.includes('::');
  return groups.length <= 8 && (compressed ? value.indexOf('::') === value.lastIndexOf('::') : groups.length === 8);
}

/** Cisco's way of writing a MAC address, beside the word. */
export function findDottedMac(view: View, at: number): void {
  const value = match(MAC_DOTTED, view.text, at);
  if (value !== undefined) view.add(at, at + value.length, 'MAC', 60);
}
