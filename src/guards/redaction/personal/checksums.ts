// Check digits of the identifiers that have them. Every function takes the bare digits and letters, without separators.

/** ISO/IEC 7812-1 annex B: payment cards, SIREN and SIRET. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** ISO 7064 mod 97-10 as ISO 13616 uses it: the first four characters moved to the end, letters read as 10–35. */
export function iban(value: string): boolean {
  const moved = (value.slice(4) + value.slice(0, 4)).toUpperCase();
  let rest = 0;
  for (let i = 0; i < moved.length; i++) {
    const code = moved.charCodeAt(i);
    rest = code <= 57 ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97;
  }
  return rest === 1;
}

/** Length of an IBAN by country (SWIFT IBAN registry). */
export const IBAN_LENGTH: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MR: 27,
  MT: 31,
  MU: 30,
  NL: 18,
  NO: 15,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  SA: 24,
  SC: 31,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
};

/** The key of a French NIR: 97 − (13 digits mod 97), with Corsica's 2A read as 19 and 2B as 18. */
export function nirKey(body: string): number {
  const digits = body.replace('2A', '19').replace('2B', '18');
  return 97 - Number(BigInt(digits) % 97n);
}

/** SIREN (9 digits): Luhn. */
export function siren(digits: string): boolean {
  return digits.length === 9 && luhn(digits) && !/^0+$/u.test(digits);
}

/** SIRET (14 digits): Luhn over all and over its SIREN; La Poste's establishments add up to a multiple of five. */
export function siret(digits: string): boolean {
  if (digits.length !== 14 || !siren(digits.slice(0, 9))) return false;
  if (digits.startsWith('356000000'))
    return digits.split(/(?=\d)/u).reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
  return luhn(digits);
}

/** Key of a French VAT number: (12 + 3 × (SIREN mod 97)) mod 97; keys with letters carry no check that is public. */
export function frenchVatKey(key: string, sirenDigits: string): boolean {
  if (!/^\d\d$/u.test(key)) return siren(sirenDigits);
  return Number(key) === (12 + 3 * (Number(sirenDigits) % 97)) % 97;
}

/** Issuer ranges of payment cards and the lengths they use. */
const CARD_RANGES: readonly (readonly [from: number, to: number, digits: number, lengths: readonly number[]])[] = [
  [4, 4, 1, [13, 16, 19]],
  [51, 55, 2, [16]],
  [2221, 2720, 4, [16]],
  [34, 34, 2, [15]],
  [37, 37, 2, [15]],
  [300, 305, 3, [14]],
  [36, 36, 2, [14]],
  [38, 39, 2, [14]],
  [6011, 6011, 4, [16]],
  [644, 649, 3, [16]],
  [65, 65, 2, [16]],
  [3528, 3589, 4, [16]],
  [62, 62, 2, [16, 17, 18, 19]],
  [50, 50, 2, [16]],
  [56, 58, 2, [16]],
  [6759, 6763, 4, [16]],
];

/** A payment card number: issuer range, length and Luhn. */
export function card(digits: string): boolean {
  const known = CARD_RANGES.some(([from, to, length, lengths]) => {
    const head = Number(digits.slice(0, length));
    return head >= from && head <= to && lengths.includes(digits.length);
  });
  return known && luhn(digits) && !/^(\d)\1+$/u.test(digits);
}

/** US bank routing number (ABA): weights 3-7-1. */
export function routingNumber(digits: string): boolean {
  if (digits.length !== 9) return false;
  const weights = [3, 7, 1];
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += (digits.charCodeAt(i) - 48) * (weights[i % 3] ?? 0);
  return sum % 10 === 0 && sum > 0;
}

/**
 * Belgian national number (NISS, 11 digits): the last two are 97 minus the first nine modulo 97, with a 2 ahead of them for
 * who was born from 2000 on (royal decree of 3 April 1984).
 */
export function belgianNationalNumber(digits: string): boolean {
  if (!/^\d{11}$/u.test(digits)) return false;
  const key = Number(digits.slice(9));
  return key === 97 - (Number(digits.slice(0, 9)) % 97) || key === 97 - (Number(`2${digits.slice(0, 9)}`) % 97);
}

/** Swiss AHV/AVS number (756 and ten digits): the check digit of EAN-13. */
export function swissSocialNumber(digits: string): boolean {
  if (!/^756\d{10}$/u.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += (digits.charCodeAt(i) - 48) * (i % 2 === 0 ? 1 : 3);
  return (10 - (sum % 10)) % 10 === digits.charCodeAt(12) - 48;
}

/** UK NHS number: weights 10 to 2, mod 11. */
export function nhsNumber(digits: string): boolean {
  if (digits.length !== 10) return false;
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += (digits.charCodeAt(i) - 48) * (10 - i);
  return (11 - (sum % 11)) % 11 === digits.charCodeAt(9) - 48;
}
