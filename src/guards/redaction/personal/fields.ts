// Personal data that only its label gives away: dates of birth, passports, identity cards, licences, BIC, places.
import type { View } from '../view';
import { belgianNationalNumber, swissSocialNumber } from './checksums';

interface Field {
  readonly type: string;
  /** Labels, as the scanner takes them. */
  readonly labels: readonly string[];
  /** Labels that are parts of many words (`line`): looked for together with what stands between label and value. */
  readonly partLabels?: readonly string[];
  /** The value, tried from the first character after the label that may begin one. */
  readonly value: RegExp;
  /** Words that may stand between label and value. */
  readonly reach: number;
  /** Whether the check digits of a value, which comes without separators, are right. */
  readonly check?: (value: string) => boolean;
}

const MONTH =
  '(?:janv(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|october|november|december|dec)\\.?';
const YEAR = '(?:1[89]|20)\\d\\d';
const DATE = new RegExp(
  `(?:\\d{1,2}(?:er|st|nd|rd|th)?(?:[ \\u00a0](?:of )?)${MONTH},?[ \\u00a0]${YEAR}|${MONTH}[ \\u00a0]\\d{1,2}(?:st|nd|rd|th)?,?[ \\u00a0]${YEAR}|${YEAR}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[ ]?[-/.][ ]?\\d{1,2}[ ]?[-/.][ ]?(?:${YEAR}|\\d\\d)|\\d{2} \\d{2} ${YEAR}|(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])${YEAR})(?!\\d)`,
  'iuy',
);

export const FIELDS: readonly Field[] = [
  {
    type: 'BIRTH_DATE',
    labels: [
      'ne le',
      'nee le',
      'ne(e) le',
      'nee(s) le',
      'né·e le',
      'naissance',
      'naiss.',
      'anniversaire',
      'ddn',
      'born',
      'birth',
      'birthdate',
      'birthday',
      'birth date',
      'birth_date',
      'date of birth',
      'dateofbirth',
      'd.o.b',
      'dob',
      'datenaissance',
    ].filter((label) => !label.includes('·')),
    value: DATE,
    reach: 32,
  },
  {
    type: 'PASSPORT',
    labels: ['passeport', 'passport'],
    value: /(?:\d{2}[A-Z]{2}\d{5}|[A-Z]{1,2}[ ]?\d{6,8}|\d{9}|[A-Z]\d{2}[A-Z0-9]{6})(?![A-Za-z0-9])/iuy,
    reach: 40,
  },
  {
    type: 'ID_CARD',
    labels: [
      "carte d'identite",
      'carte identite',
      "carte nationale d'identite",
      "numero d'etranger",
      "n° d'etranger",
      'numero etranger',
      'n° etranger',
      'agdref',
      'cni',
      "piece d'identite",
      'identity card',
      'id card',
      'national id',
      'titre de sejour',
      'residence permit',
      'numero fiscal',
      'spi',
      'nif',
      'reference fiscale',
      'personalausweis',
      'dni',
      'nie',
      'codice fiscale',
    ],
    value:
      /(?:\d{2}[ ]?\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}|\d{4}[A-Z0-9]{3}\d{5}|[A-Z]{3}\d{3}[A-Z0-9]{3}|[A-HJ-NPR-TV-Z0-9]{9}|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|[XYZ]?\d{7,8}-?[A-Z]|\d{10})(?![A-Za-z0-9])/iuy,
    reach: 40,
  },
  {
    type: 'DRIVING_LICENCE',
    labels: [
      'permis de conduire',
      'n° de permis',
      'numero de permis',
      'neph',
      'driving licence',
      'driving license',
      'driver license',
      "driver's license",
      "driver's licence",
      'drivers license',
      'driver_license',
      'dl number',
      'dl no',
    ],
    value:
      /(?:[A-Z9]{5}[ ]?\d{6}[ ]?[A-Z9]{2}\d?[A-Z0-9]{2,3}|\d{2}[ ]?[A-Z0-9]{2}[ ]?\d{5}|\d{12}|[A-Z]{1,2}[- ]?\d{3}[- ]?\d{3,4}[- ]?\d{2,4}(?:[- ]?\d{1,3})?|[A-Z]\d{7,14}|\d{7,10})(?![A-Za-z0-9])/iuy,
    reach: 40,
  },
  {
    // "permis de construire": without its whole name only the French forms, right behind the word.
    type: 'DRIVING_LICENCE',
    labels: ['permis'],
    value: /(?:\d{12}|\d{2}[ ]?[A-Z]{2}[ ]?\d{5})(?![A-Za-z0-9])/uy,
    reach: 12,
  },
  {
    // Répertoire partagé (11 digits) and the directory before it (department and 7 digits), of the Agence du numérique en santé.
    type: 'HEALTH_PROFESSIONAL',
    labels: ['rpps', 'adeli'],
    value: /(?:\d{11}|\d[\dAB]\d{7})(?![A-Za-z0-9])/uy,
    reach: 12,
  },
  {
    // Identifiant national étudiant: ten digits and a letter, or nine and two (RNIE).
    type: 'STUDENT_ID',
    labels: ['identifiant national etudiant', 'identifiant national eleve'],
    partLabels: ['ine'],
    value: /(?:\d{10}[A-Z]|\d{9}[A-Z]{2})(?![A-Za-z0-9])/uy,
    reach: 8,
  },
  {
    type: 'NATIONAL_ID',
    labels: [
      'niss',
      'insz',
      'numero national',
      'registre national',
      'rijksregister',
      'rijksregisternummer',
      'national number',
    ],
    value: /\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[. ]?\d{2}(?![A-Za-z0-9])/uy,
    reach: 24,
    check: belgianNationalNumber,
  },
  {
    type: 'NATIONAL_ID',
    labels: ['avs', 'ahv', 'n avs', 'navs', 'ahvn13', 'navs13'],
    value: /756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}(?![A-Za-z0-9])/uy,
    reach: 16,
    check: swissSocialNumber,
  },
  {
    type: 'BENEFIT_ID',
    labels: [
      'allocataire',
      'identifiant france travail',
      'identifiant pole emploi',
      'numero france travail',
      'numero pole emploi',
    ],
    value: /\d{7}[A-Z]?(?![A-Za-z0-9])/uy,
    reach: 12,
  },
  {
    type: 'CARD_CODE',
    labels: ['cvv', 'cvv2', 'cvc', 'cvc2', 'cryptogramme', 'cryptogramme visuel', 'code de securite', 'card code'],
    value: /\d{3,4}(?![A-Za-z0-9.,/-])(?![ ]?(?:chiffres?|digits?|characters?|caract|lines?|lignes?|€))/uy,
    reach: 6,
  },
  {
    type: 'PLATE',
    labels: [
      'immatriculation',
      'immatricule',
      'immatriculee',
      'immat',
      'plaque',
      'vehicule',
      'voiture',
      'license plate',
      'licence plate',
      'number plate',
      'plate number',
      'registration number',
      'vehicle registration',
      'plate',
    ],
    value:
      /(?:[A-Z]{2}[- \u00a0·]?\d{3}[- \u00a0·]?[A-Z]{2}|\d{1,4}[- \u00a0]?[A-Z]{2,3}[- \u00a0]?(?:\d{2}|2[AB])|[A-Z]{2}\d{2}[ ]?[A-Z]{3}|[A-Z]{3}[- ]?\d{3,4}|\d[A-Z]{3}\d{3})(?![A-Za-z0-9-])/uy,
    reach: 40,
  },
  {
    type: 'NINO',
    labels: ['national insurance', 'ni number', 'ni no', 'nino', 'insurance number'],
    value: /[A-Z]{2}([ -]?)\d{2}\1\d{2}\1\d{2}\1[A-Z](?![A-Za-z0-9])/uy,
    reach: 24,
  },
  {
    type: 'BIC',
    labels: ['bic', 'swift', 'code swift'],
    value: /[A-Z]{4}[ ]?[A-Z]{2}[ ]?[A-Z0-9]{2}(?:[ ]?[A-Z0-9]{3})?(?![A-Za-z0-9])/uy,
    reach: 16,
  },
  {
    type: 'BANK_ACCOUNT',
    labels: [
      'account number',
      'account no',
      'acct',
      'account #',
      'bank account',
      'compte bancaire',
      'numero de compte',
      'n° de compte',
      'sort code',
      'rib',
    ],
    value:
      /(?:\d{2}-\d{2}-\d{2}|\d{5}[ ]?\d{5}[ ]?[A-Z0-9]{11}[ ]?\d{2}|\d{4}[- ]?\d{4}[- ]?\d{2,9}|\d{8,17})(?![A-Za-z0-9])/uy,
    reach: 24,
  },
  {
    type: 'MEDICAL_RECORD',
    labels: ['mrn', 'medical record', 'patient id', 'numero patient', 'ipp', 'carte vitale n°'],
    value: /(?:[A-Z]{1,4}[-:]?)?\d{5,12}(?![A-Za-z0-9])/uy,
    reach: 16,
  },
  {
    type: 'GPS',
    labels: [
      'gps',
      'latitude',
      'geo:',
      'll=',
      'lat/long',
      'lat,lon',
      'latlng',
      'coordonnees',
      'coordinates',
      'geolocalis',
      'geoloc',
      'location',
      'position',
    ],
    value:
      /(?:[-+]?\d{1,2}[.,]\d{4,10}°?[ ]?[NS]?[ ]?[,;/ ][ ]?(?:"?(?:lon|lng|long|longitude)"?[ ]?[:=][ ]?)?[-+]?\d{1,3}[.,]\d{4,10}(?:°?[ ]?[EWO])?|\d{1,2}°[ ]?\d{1,2}[′'’][ ]?\d{1,2}(?:[.,]\d+)?[″"”]?[ ]?[NS][ ,;]{1,3}\d{1,3}°[ ]?\d{1,2}[′'’][ ]?\d{1,2}(?:[.,]\d+)?[″"”]?[ ]?[EWO])(?![\d.])/uy,
    reach: 40,
  },
];

/** What stands behind a label that has a value: a sign, a quote, a blank and the first digit. */
const AFTER_LABEL = [':', ' :', '=', ' =', '"', "'", ...Array.from({ length: 10 }, (_, digit) => ` ${String(digit)}`)];

/** The keywords of the labels that are parts of many words, each with its label. */
export function* partKeywords(labels: Iterable<string>): Generator<readonly [keyword: string, label: string]> {
  for (const label of labels) for (const sign of AFTER_LABEL) yield [label + sign, label];
}

/** A date within a hundred characters of a word for birth: the column of a table, the next field of a form. */
export function findBirthDate(view: View, at: number): void {
  if (!view.saw('birth', at, 120) || /[\w.,/-]/u.test(view.text.charAt(at - 1).replace(/,/u, ''))) return;
  if (!view.knows(at + 40, at)) return;
  DATE.lastIndex = at;
  const date = DATE.exec(view.text)?.[0];
  if (date !== undefined && /[-/. ]/u.test(date)) view.add(at, at + date.length, 'BIRTH_DATE', 50);
}

/** Longest value of a field. */
const VALUE_REACH = 64;
const LINK = /[\s:=#"'`«(*.,;|_°º-]/u;

/** The value of a labelled field after its label, which stands at `start`–`end`. */
export function findField(view: View, field: Field, start: number, end: number): void {
  const { text } = view;
  if (isLetter(text.charAt(start - 1)) || (isLetter(text.charAt(end)) && !/s/iu.test(text.charAt(end)))) return;
  const line = text.indexOf('\n', end);
  const reach = end + field.reach + VALUE_REACH;
  if ((line < 0 || line > reach) && !view.knows(reach, end)) return;
  const limit = Math.min(text.length, end + field.reach);
  for (let i = end; i < limit; i++) {
    const ahead = text.charAt(i - 1);
    if (isLetter(ahead) || /[\d.]/u.test(ahead)) continue;
    field.value.lastIndex = i;
    const match = field.value.exec(text);
    const isRight = match !== null && field.check?.(match[0].replace(/\D/gu, '')) !== false;
    if (isRight && /\d/u.test(match[0]) !== (field.type === 'BIC' && !/\d/u.test(match[0]))) {
      view.add(i, i + match[0].length, field.type, 56);
      return;
    }
    const character = text.charAt(i);
    if (character === '\n' && i > end + 3) return;
    if (!LINK.test(character) && !/[\p{L}\d)/]/u.test(character)) return;
  }
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}
