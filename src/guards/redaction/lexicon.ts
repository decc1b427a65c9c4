// The one list of keywords that the scan looks for, each with what is to be done where it stands.
import { findDisguisedEmail } from './personal/contact';
import { FIELDS, findField, partKeywords } from './personal/fields';
import { findHomeFolder, findWindowsHome } from './personal/homeFolders';
import { findLabelled, findTitled } from './personal/names';
import { COORDINATE_LABELS, findCoordinates, findPoint } from './personal/places';
import { findBox, findStreet, findUnit } from './personal/addresses';
import { findDottedMac } from './personal/numbers';
import { KeywordScanner } from './scan/keywords';
import { secretKeywords } from './secrets';
import type { Context, View } from './view';

/** What happens where a keyword stands. */
export type Action = (view: View, start: number, end: number) => void;

/** Context words by kind: they change how a number near them is read. */
const CONTEXTS: Readonly<Record<Context, readonly string[]>> = {
  phone: [
    'tel',
    'telephone',
    'phone',
    'mobile',
    'portable',
    'fax',
    'cell',
    'gsm',
    'appel',
    'appelez',
    'appeler',
    'call',
    'joindre',
    'joignable',
    'whatsapp',
    'sms',
    'contact',
    'numero perso',
    'ligne directe',
    'dial',
    'ring',
    'standard',
    'hotline',
    'signal',
    'telegram',
  ],
  company: [
    'siren',
    'siret',
    'rcs',
    'societe',
    'immatricul',
    'entreprise',
    'etablissement',
    'tva',
    'r.c.s',
    'registre du commerce',
    'nic',
    'fournisseur',
  ],
  card: ['carte', 'card', 'visa', 'mastercard', 'amex', 'cb', 'pan', 'credit'],
  plate: [
    'immatricul',
    'plaque',
    'vehicule',
    'voiture',
    'plate',
    'license plate',
    'number plate',
    'registration',
    'vehicle',
    'immat',
  ],
  ssn: ['ssn', 'social security', 'social-security', 'socialsecurity', 'social_security', 'tax id', 'itin', 'taxpayer'],
  nir: ['nir', 'secu', 'securite sociale', 'vitale', 'numero de ss', 'n° ss', 'insee', 'assure'],
  vat: ['tva', 'vat', 'intracom', 'ust-id', 'partita iva', 'btw'],
  reference: [
    'commande',
    'order',
    'ref',
    'reference',
    'ticket',
    'facture',
    'invoice',
    'isbn',
    'issn',
    'ean',
    'doi',
    'colis',
    'tracking',
    'suivi',
    'n°',
    'id',
    'port',
    'line',
    'ligne',
    'page',
    'article',
    'sku',
    'dossier',
    'build',
    'commit',
    'pid',
    'timestamp',
    'epoch',
    'issue',
  ],
  gps: ['gps'],
  birth: ['naissance', 'birth', 'dob', 'born', 'ddn', 'ne le', 'nee le', 'anniversaire'],
  address: [
    'adresse',
    'habite',
    'habitant',
    'domicili',
    'demeurant',
    'address',
    'resid',
    'vit a',
    'code postal',
    'ville',
    'livraison',
    'live at',
    'lives at',
    'living at',
  ],
  bank: ['routing', 'aba', 'rtn', 'sort code'],
  person: [
    'nom',
    'prenom',
    'monsieur',
    'madame',
    'signe',
    'salarie',
    'employe',
    'patient',
    'client',
    'auteur',
    'contact',
    'destinataire',
    'titulaire',
    'beneficiaire',
  ],
  version: ['version', 'release', 'subnet', 'netmask', 'masque'],
  mac: ['mac'],
  health: ['nhs'],
  sequence: [
    'tirage',
    'loto',
    'lotto',
    'euromillion',
    'keno',
    'draw',
    'numeros gagnants',
    'winning numbers',
    'chapter',
    'chapitre',
    'tome',
    'episode',
    'bytes',
    'octet',
    'hexdump',
  ],
};

const TITLES = [
  'm.',
  'mr',
  'mr.',
  'mrs',
  'ms',
  'miss',
  'mme',
  'mlle',
  'monsieur',
  'madame',
  'mademoiselle',
  'messieurs',
  'mesdames',
  'dr',
  'docteur',
  'doctor',
  'pr',
  'prof',
  'professeur',
  'professor',
  'maitre',
  'me',
  'sir',
  'lady',
  'lord',
  'capitaine',
  'captain',
  'sergent',
  'cher',
  'chere',
  'dear',
  'veuve',
  'herr',
  'frau',
  'sr.',
  'senor',
  'senora',
];

/** Labels of names; the number is how many words the value needs when its first word is no known first name (9: never). */
const NAME_LABELS: readonly (readonly [label: string, words: number])[] = [
  ["je m'appelle", 1],
  ['je me nomme', 1],
  ['je me prenomme', 1],
  ['mon nom est', 1],
  ['mon prenom est', 1],
  ['my name is', 1],
  ["my name's", 1],
  ["i'm", 9],
  ['i am', 9],
  ['this is', 9],
  ['je suis', 9],
  ["c'est", 9],
  ["s'appelle", 1],
  ['nommee', 2],
  ['nomme', 2],
  ['prenommee', 1],
  ['called', 9],
  ['nom de famille', 1],
  ['nom de naissance', 1],
  ['nom complet', 1],
  ['nom et prenom', 1],
  ['prenom', 1],
  ['nom', 2],
  ['surname', 1],
  ['last name', 1],
  ['first name', 1],
  ['full name', 2],
  ['full_name', 2],
  ['fullname', 2],
  ['firstname', 1],
  ['lastname', 1],
  ['first_name', 1],
  ['last_name', 1],
  ['given name', 1],
  ['given_name', 1],
  ['family name', 1],
  ['family_name', 1],
  ['maiden name', 1],
  ['name', 9],
  ['patient', 2],
  ['client', 9],
  ['cliente', 9],
  ['customer', 9],
  ['salarie', 2],
  ['salariee', 2],
  ['employe', 2],
  ['employee', 2],
  ['titulaire', 2],
  ['beneficiaire', 2],
  ['signataire', 2],
  ['destinataire', 2],
  ['expediteur', 2],
  ['proprietaire', 2],
  ['locataire', 2],
  ['assure', 2],
  ['assuree', 2],
  ['conducteur', 2],
  ['account holder', 2],
  ['cardholder', 2],
  ['card holder', 2],
  ['owner', 9],
  ['tenant', 9],
  ['author', 9],
  ['auteur', 9],
  ['signed', 9],
  ['signe', 2],
  ['au nom de', 2],
  ["a l'attention de", 1],
  ['attn', 2],
  ['contact', 9],
  ['emergency contact', 2],
  ['beneficiary', 2],
  ['manager', 9],
  ['cordialement', 2],
  ['regards', 2],
  ['sincerely', 2],
  ['bien a vous', 2],
  ['salutations', 2],
  ['on behalf of', 2],
  ['reported by', 2],
  ['spoke with', 2],
  ['spoke to', 2],
  ['meeting with', 2],
  ['dossier de', 2],
  ['bonjour', 9],
  ['bonsoir', 9],
  ['hello', 9],
  ['hi', 9],
  ['salut', 9],
  ['from', 9],
  ['to', 9],
  ['de', 9],
  ['avec', 9],
  ['par', 9],
  ['chez', 9],
  ['assigned to', 2],
];
const LABELS_IN_USE = NAME_LABELS.filter(
  ([label]) => !['de', 'from', 'to', 'avec', 'par', 'chez', "c'est", 'this is'].includes(label),
);

/** Builds the scanner; takes some milliseconds, done once. */
export function buildLexicon(): KeywordScanner<Action> {
  return new KeywordScanner<Action>(entries(), watchedCharacters());
}

/** Codes of the characters at which something may begin (digits, capitals) or that stand in the middle of something. */
function* watchedCharacters(): Generator<number> {
  for (let code = 48; code <= 57; code++) yield code;
  for (let code = 65; code <= 90; code++) yield code;
  for (let code = 0xc0; code <= 0xde; code++) yield code;
  for (const sign of '@_-:.') yield sign.charCodeAt(0);
}

function* entries(): Generator<readonly [string, Action]> {
  yield* secretKeywords();
  yield* personal();
}

function* personal(): Generator<readonly [string, Action]> {
  for (const [context, words] of Object.entries(CONTEXTS) as [Context, readonly string[]][]) {
    for (const word of words) {
      yield [
        word,
        (view, start, end) => {
          if (startsWord(view.text, start) && (word.length > 3 || endsWord(view.text, end))) view.see(context, end);
        },
      ];
    }
  }
  for (const field of FIELDS) {
    for (const label of field.labels) yield [label, (view, start, end) => findField(view, field, start, end)];
    for (const [keyword, label] of partKeywords(field.partLabels ?? []))
      yield [keyword, (view, start) => findField(view, field, start, start + label.length)];
  }
  for (const [keyword, label] of partKeywords(COORDINATE_LABELS.keys())) {
    const largest = COORDINATE_LABELS.get(label) ?? 0;
    yield [keyword, (view, start) => findCoordinates(view, largest, start, start + label.length)];
  }
  yield ['coordinates', (view, _start, end) => findPoint(view, end)];
  for (const mark of [
    '(at)',
    '[at]',
    '{at}',
    '<at>',
    '(arobase)',
    '[arobase]',
    ' arobase ',
    ' [at] ',
    ' (at) ',
    '[@]',
    '(@)',
  ]) {
    yield [mark, (view, start) => findDisguisedEmail(view, start)];
  }
  for (const title of TITLES) {
    yield [
      title,
      (view, start, end) => {
        if (!isUpper(view.text.charAt(start)) && title !== 'maitre') return;
        if (/[\p{L}\p{N}_]/u.test(view.text.charAt(start - 1))) return;
        // MS Access, PR template: written in capitals these are no titles.
        if (/^\p{Lu}{2}/u.test(view.text.slice(start, end)) && !/^(?:mr|mrs|mme|mlle|monsieur|madame)\.?$/u.test(title))
          return;
        findTitled(view, end, title === 'me' || title === 'pr');
      },
    ];
  }
  for (const [label, words] of LABELS_IN_USE) {
    yield [
      label,
      (view, start, end) => {
        if (startsLabel(view.text, start)) findLabelled(view, end, words);
      },
    ];
  }
  for (const unit of ['flat ', 'studio ', 'unit ', 'apartment ', 'apt ', 'apt. ', 'psc ', 'suite ']) {
    yield [unit, (view, start, end) => findUnit(view, start, end)];
  }
  for (const street of [
    'rue ',
    'avenue ',
    'boulevard ',
    'chemin ',
    'impasse ',
    'allee ',
    'quai ',
    'route ',
    'place ',
    'cours ',
    'square ',
  ]) {
    yield [street, (view, start, end) => findStreet(view, start, end)];
  }
  for (const box of ['po box', 'p.o. box', 'bp ', 'cs ']) {
    yield [
      box,
      (view, start) => {
        if (startsWord(view.text, start)) findBox(view, start);
      },
    ];
  }
  for (const homes of ['/home/', '/users/']) {
    yield [homes, (view, start, end) => findHomeFolder(view, start, end)];
  }
  yield ['users', (view, start, end) => findWindowsHome(view, start, end)];
  yield [
    'mac',
    (view, _start, end) => {
      for (let i = end; i < Math.min(view.text.length, end + 12); i++) {
        if (/[0-9A-Fa-f]/u.test(view.text.charAt(i)) && /[\s:="]/u.test(view.text.charAt(i - 1))) {
          findDottedMac(view, i);
          return;
        }
      }
    },
  ];
}

const LETTER = /\p{L}/u;

function startsWord(text: string, start: number): boolean {
  return start === 0 || !LETTER.test(text.charAt(start - 1)) || isUpper(text.charAt(start));
}

/** Labels also begin after an underscore or inside camelCase: `client_name`, `customerName`. */
function startsLabel(text: string, start: number): boolean {
  return startsWord(text, start);
}

function endsWord(text: string, end: number): boolean {
  return !LETTER.test(text.charAt(end)) || text.charAt(end) === 's';
}

function isUpper(character: string): boolean {
  return /\p{Lu}/u.test(character);
}
