// All keywords that announce a secret, each with the detector that looks where it stands.
import type { View } from '../view';
import { findAssigned, findOffered } from './assignment';
import {
  ARGUMENT_COMMANDS,
  findArgument,
  findFlagValue,
  findHereString,
  findLogin,
  findPiped,
  FLAG_KEYWORDS,
} from './commands';
import { findJsonManifestData, findJsonManifestSecrets, findManifestData, findManifestSecrets } from './manifests';
import {
  CREDENTIAL_CALLS,
  findCallSecret,
  findDriverLogin,
  findOracleLogin,
  findPair,
  findPgpass,
  findWifi,
} from './pairs';
import { directiveKeywords } from './directives';
import { findInfixed, findToken, findVendor, INFIXES, tokenRules, vendorRules } from './providers';
import {
  findCoinKey,
  findJwt,
  findPrivateKey,
  findPuttyKey,
  findSeedPhrase,
  findSsh2Key,
  findUrlCredentials,
} from './shapes';
import { SECRET_WORDS, type Strength } from './words';

/** What happens where a keyword stands. */
type Action = (view: View, start: number, end: number) => void;

/** Words for a name and a password together. */
const LOGIN_WORDS = [
  'identifiants',
  'identifiant',
  'credentials',
  'creds',
  'login',
  'logins',
  'acces',
  'access',
  'compte',
  'account',
  'mdp',
  'password',
  'auth',
  'basic auth',
  'basic_auth',
  'log in with',
  'logs in with',
  'sign in with',
  'connecte avec',
  'connecte-toi avec',
  'connecter avec',
  'connectez-vous avec',
];

/** Every keyword of the detectors of secrets, for the one scan over the text. */
export function* secretKeywords(): Generator<readonly [keyword: string, action: Action]> {
  for (const [keyword, rule] of tokenRules()) yield [keyword, (view, start) => findToken(view, rule, start)];
  for (const infix of INFIXES) yield [infix, (view, start, end) => findInfixed(view, start, end)];
  for (const [name, rules] of vendorRules()) {
    yield [name, (view, start, end) => findVendor(view, rules, start, end)];
  }
  for (const [strength, words] of Object.entries(SECRET_WORDS) as [Strength, readonly string[]][]) {
    // `signing_key` is written `signing-key` in other places.
    for (const word of new Set([...words, ...words.map((one) => one.replaceAll('_', '-'))]))
      yield [word, (view, start, end) => findAssigned(view, strength, start, end)];
  }
  for (const verb of OFFERS) yield [`${verb} `, (view, start, end) => findOffered(view, start, end)];
  yield* shapes();
  yield* commands();
  yield* directiveKeywords();
  for (const word of LOGIN_WORDS) {
    const isBoth = /^(?:log|cred|ident|basic|sign|connect)/u.test(word);
    yield [word, (view, _start, end) => findPair(view, isBoth, end)];
  }
  for (const [name, place] of CREDENTIAL_CALLS) yield [name, (view, _start, end) => findCallSecret(view, place, end)];
  for (const port of [':5432:', ':3306:', ':1433:', ':27017:', ':6432:']) {
    yield [port, (view, _start, end) => findPgpass(view, end)];
  }
  for (const mark of ['@tcp(', '@unix(']) yield [mark, (view, start) => findDriverLogin(view, start)];
  yield ['jdbc:oracle:', (view, _start, end) => findOracleLogin(view, end)];
  yield ['wifi:', (view, _start, end) => findWifi(view, end)];
}

/** Verbs that put the value ahead of its name: `use … as the password`. */
const OFFERS = [
  'use',
  'using',
  'utilise',
  'utiliser',
  'utilisez',
  'avec',
  'with',
  'mets',
  'mettre',
  'try',
  'essaie',
  'enter',
  'saisis',
  'tape',
];

function* shapes(): Generator<readonly [keyword: string, action: Action]> {
  yield ['-----begin', (view, start) => findPrivateKey(view, start)];
  yield ['---- begin ', (view, start) => findSsh2Key(view, start)];
  yield ['private-lines:', (view, _start, end) => findPuttyKey(view, end)];
  yield ['ey', (view, start) => findJwt(view, start)];
  yield ['://', (view, _start, end) => findUrlCredentials(view, end)];
  yield ['kind:', (view, _start, end) => findManifestSecrets(view, end)];
  yield ['data:', (view, start, end) => findManifestData(view, start, end)];
  for (const kind of ['"kind":', '"kind" :']) yield [kind, (view, _start, end) => findJsonManifestSecrets(view, end)];
  for (const data of ['"data":', '"stringdata":', '"data" :'])
    yield [data, (view, _start, end) => findJsonManifestData(view, end)];
  yield ['0x', (view, _start, end) => findCoinKey(view, end)];
  for (const words of ['mnemonic', 'seed phrase', 'recovery phrase', 'phrase de recuperation', 'seed_phrase', 'seed']) {
    yield [words, (view, _start, end) => findSeedPhrase(view, end)];
  }
}

function* commands(): Generator<readonly [keyword: string, action: Action]> {
  for (const flag of [' -u', ' --user', ' --proxy-user', ' -ku', ' -su']) {
    yield [flag, (view, _start, end) => findLogin(view, end)];
  }
  for (const flag of FLAG_KEYWORDS) yield [flag, (view, start, end) => findFlagValue(view, start, end)];
  for (const command of ['echo', 'printf']) yield [command, (view, start, end) => findPiped(view, start, end)];
  yield ['<<<', (view, start, end) => findHereString(view, start, end)];
  for (const command of ARGUMENT_COMMANDS) {
    yield [command, (view, start, end) => findArgument(view, command, start, end)];
  }
}
